"""The facts of keeping: own terms, holds, restrictions, and the destruction of a part of a casus.

A hold, a restriction and the shielding after closing are three separate things. Who did it stands in the envelope.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from domain.bewaring import ApartPerDeel, Blijvend, OverPersoon, VanDeCasus
from domain.casus.waarden import Beperkgrond, Inbreng, Opschortgrond, Persoonsveld, Vernietiggrond


@dataclass(frozen=True)
class EigenTermijnVastgesteld(VanDeCasus):
    """One person, or one organisation's contribution, has a term of its own; never later than that of the casus."""

    persoon_id: Annotated[UUID | None, OverPersoon]
    organisatie: str | None
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]
    reden: str


@dataclass(frozen=True)
class VernietigingOpgeschort(VanDeCasus):
    """Nothing of the casus is destroyed until this hold is lifted. On ``tot`` somebody looks whether it still holds.

    The ground stays: it is why data were still there after their term.
    """

    opschorting_id: UUID
    grond: Annotated[Opschortgrond, Blijvend]
    toelichting: str
    tot: date


@dataclass(frozen=True)
class OpschortingOpgeheven(VanDeCasus):
    """A hold was lifted; the other holds of the casus stay."""

    opschorting_id: UUID
    reden: str


@dataclass(frozen=True)
class BeperkingIngesteld(VanDeCasus):
    """The data of one person, or of the whole casus, are kept but not worked with (AVG 18)."""

    beperking_id: UUID
    persoon_id: Annotated[UUID | None, OverPersoon]
    grond: Beperkgrond
    toelichting: str
    tot: date


@dataclass(frozen=True)
class BeperkingOpgeheven(VanDeCasus):
    """A restriction was lifted, after who it was about was told so (AVG 18(3))."""

    beperking_id: UUID
    persoon_id: Annotated[UUID | None, OverPersoon]
    reden: str
    geinformeerd_op: date


@dataclass(frozen=True)
class PersoonVernietigd(VanDeCasus):
    """The data of one person were destroyed; the casus lives on for the others.

    ``bewijsnummer`` is the number of the proof. Never personal data: which person it was dies with the casus.
    """

    persoon_id: UUID
    bewijsnummer: Annotated[str, Blijvend]
    grond: Annotated[Vernietiggrond, Blijvend]
    regel: Annotated[str, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]
    gecontroleerd_door: Annotated[str, Blijvend]
    goedgekeurd_door: Annotated[str, Blijvend]
    tafel: Annotated[str, Blijvend] = ""
    regime: Annotated[str, Blijvend] = ""
    uitgevoerd_door: Annotated[str, Blijvend] = ""
    lijstnummer: Annotated[str | None, Blijvend] = None


@dataclass(frozen=True)
class BijdrageVernietigd(VanDeCasus):
    """What one organisation contributed was destroyed; the casus lives on (BGS 1.16)."""

    organisatie: str
    bewijsnummer: Annotated[str, Blijvend]
    grond: Annotated[Vernietiggrond, Blijvend]
    regel: Annotated[str, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]
    gecontroleerd_door: Annotated[str, Blijvend]
    goedgekeurd_door: Annotated[str, Blijvend]
    tafel: Annotated[str, Blijvend] = ""
    regime: Annotated[str, Blijvend] = ""
    uitgevoerd_door: Annotated[str, Blijvend] = ""
    lijstnummer: Annotated[str | None, Blijvend] = None


@dataclass(frozen=True)
class GegevensGerectificeerd(VanDeCasus):
    """Data of somebody were wrong: what was recorded under ``vorig_id`` is destroyed, and recorded anew.

    The person, consents and gezag follow as facts of their own, under a new id and so under a new key; what was told of
    the person at the table stands here, with the ICO of each. ``te_berichten`` had the wrong data (AVG 19, BGS 1.7).
    """

    persoon_id: Annotated[UUID, OverPersoon]
    vorig_id: UUID
    velden: tuple[Persoonsveld, ...]
    te_berichten: tuple[str, ...]
    inbreng: Annotated[tuple[Inbreng, ...], ApartPerDeel]
    bij: tuple[UUID, ...]
