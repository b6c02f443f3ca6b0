"""What one can ask of keeping: own terms, holds, restrictions, and destroying a part of a casus."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import Beperkgrond, Betrokkene, Opschortgrond, Vernietiggrond


@dataclass(frozen=True)
class StelEigenTermijnVast:
    """Give one person, or the contribution of one organisation, a term that ends before that of the casus."""

    persoon_id: UUID | None
    organisatie: str | None
    bewaren_tot: date
    bewaarregel: str
    reden: str


@dataclass(frozen=True)
class SchortVernietigingOp:
    """Hold the destruction; look on ``tot`` whether the ground is still there."""

    opschorting_id: UUID
    grond: Opschortgrond
    toelichting: str
    tot: date


@dataclass(frozen=True)
class HefOpschortingOp:
    """Lift a hold."""

    opschorting_id: UUID
    reden: str


@dataclass(frozen=True)
class StelBeperkingIn:
    """Restrict the work with the data of one person, or of the whole casus (AVG 18)."""

    beperking_id: UUID
    persoon_id: UUID | None
    grond: Beperkgrond
    toelichting: str
    tot: date


@dataclass(frozen=True)
class HefBeperkingOp:
    """Lift a restriction; who it is about was told so before (AVG 18(3))."""

    beperking_id: UUID
    reden: str
    geinformeerd_op: date


@dataclass(frozen=True)
class Goedkeuring:
    """Who answers for a destruction: three different people, each by a pseudonymous id; and on which list it stands."""

    voorgesteld_door: str
    gecontroleerd_door: str
    goedgekeurd_door: str
    lijstnummer: str | None = None


@dataclass(frozen=True)
class VernietigPersoon:
    """Destroy the data of one person, as a vernietigingslijst has it."""

    persoon_id: UUID
    bewijsnummer: str
    grond: Vernietiggrond
    door: Goedkeuring


@dataclass(frozen=True)
class VernietigBijdrage:
    """Destroy what one organisation contributed, as a vernietigingslijst has it."""

    organisatie: str
    bewijsnummer: str
    grond: Vernietiggrond
    door: Goedkeuring


@dataclass(frozen=True)
class RectificeerGegevens:
    """Put the data of one person right: ``gegevens`` is the person as it should be, under a new id."""

    persoon_id: UUID
    gegevens: Betrokkene
