"""The facts of a consultatie. These names and fields are the storage contract.

Stored as ``consultatie.<Name>.v1``. A field without ``Blijvend`` lives in the kluis and dies with the consultatie.
``[0]`` to ``[4]`` are the customer's documents as docs/bronnen.md lists them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from domain.bewaring import ApartPerDeel, Blijvend, Leverancier, Vernietigd
from domain.casus.waarden import Betrokkene, Criteriumfeit, Opschortgrond, Verwijdergrond, Weigerreden
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard

# --- vraag -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VraagGesteld:
    """A question came in. Only one about somebody by name starts the retention clock (WGS 1.8(7)).

    ``vraagsteller`` says who asks and how to reach them for the confirmation.
    """

    consultatienummer: str
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    definitie: Annotated[str, Blijvend]
    organisatie: Annotated[str, Leverancier]
    kanaal: Kanaal
    vraagsteller: str
    vraag: str
    aard: Annotated[Vraagaard, Blijvend]
    betrokkenen: Annotated[tuple[Betrokkene, ...], ApartPerDeel]
    gemeente: str | None
    aanpak: str | None
    leefgebieden: tuple[str, ...]
    criteria: tuple[Criteriumfeit, ...]
    reguliere_routes: str | None
    eerste_verwerking: Annotated[date | None, Blijvend]
    bewaren_tot: Annotated[date | None, Blijvend]
    bewaarregel: Annotated[str | None, Blijvend]


@dataclass(frozen=True)
class VraagAangevuld:
    """More was told. ``None`` and empty mean: nothing new about this.

    The first time that somebody is named, the question becomes one by name and its clock starts.
    """

    organisatie: Annotated[str, Leverancier]
    aard: Annotated[Vraagaard | None, Blijvend]
    betrokkenen: Annotated[tuple[Betrokkene, ...], ApartPerDeel]
    gemeente: str | None
    aanpak: str | None
    leefgebieden: tuple[str, ...]
    criteria: tuple[Criteriumfeit, ...]
    reguliere_routes: str | None
    eerste_verwerking: Annotated[date | None, Blijvend]
    bewaren_tot: Annotated[date | None, Blijvend]
    bewaarregel: Annotated[str | None, Blijvend]


# --- antwoord ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AdviesGegeven:
    """The answer to the question and what was agreed, and whether to fill in a form [4]."""

    advies: str
    formulier_geadviseerd: Formulieradvies
    door: str


@dataclass(frozen=True)
class BevestigingVerzonden:
    """The asker got a confirmation of the advice [4]."""

    kanaal: Bevestigingskanaal
    verzonden_op: date


# --- end ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OmgezetInAanmelding:
    """The question became a case, under this number."""

    casusnummer: str


@dataclass(frozen=True)
class ConsultatieGesloten:
    """The consultatie is over, without an aanmelding."""

    reden: str


@dataclass(frozen=True)
class VerwijderingVanConsultatieVoorgesteld:
    """Somebody proposed to destroy the data, before there were lists for that. Nothing records this any more."""

    grond: Annotated[Verwijdergrond, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]


@dataclass(frozen=True)
class ConsultatieBuitenVernietigingGelaten:
    """Who checked a vernietigingslijst left this consultatie out; the explanation dies with it."""

    lijstnummer: Annotated[str, Blijvend]
    weigerreden: Annotated[Weigerreden, Blijvend]
    toelichting: str


@dataclass(frozen=True)
class ConsultatieOpgeschort:
    """Nothing of the consultatie is destroyed until this hold is lifted. On ``tot`` somebody looks at it again.

    The ground stays: it is why data were still there after their term.
    """

    opschorting_id: UUID
    grond: Annotated[Opschortgrond, Blijvend]
    toelichting: str
    tot: date


@dataclass(frozen=True)
class OpschortingVanConsultatieOpgeheven:
    """A hold was lifted; the other holds of the consultatie stay."""

    opschorting_id: UUID
    reden: str


@dataclass(frozen=True)
class ConsultatieVerwijderd:
    """The data of the consultatie were destroyed: on what ground, by whom, how, what was checked.

    ``regel`` and ``bewaren_tot`` are ``None`` where no clock ever ran. Never personal data. What was destroyed
    before there were lists has no ``lijstnummer``, and nobody who checked or approved.
    """

    bewijsnummer: Annotated[str, Blijvend]
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    grond: Annotated[Verwijdergrond, Blijvend]
    regel: Annotated[str | None, Blijvend]
    bewaren_tot: Annotated[date | None, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]
    uitgevoerd_door: Annotated[str, Blijvend]
    wijze: Annotated[str, Blijvend]
    systemen: Annotated[tuple[str, ...], Blijvend]
    gecontroleerd: Annotated[tuple[str, ...], Blijvend]
    lijstnummer: Annotated[str | None, Blijvend] = None
    gecontroleerd_door: Annotated[str | None, Blijvend] = None
    goedgekeurd_door: Annotated[str | None, Blijvend] = None


Consultatiefeit = (
    VraagGesteld
    | VraagAangevuld
    | AdviesGegeven
    | BevestigingVerzonden
    | OmgezetInAanmelding
    | ConsultatieGesloten
    | VerwijderingVanConsultatieVoorgesteld
    | ConsultatieBuitenVernietigingGelaten
    | ConsultatieOpgeschort
    | OpschortingVanConsultatieOpgeheven
    | ConsultatieVerwijderd
)
"""Everything that can be recorded of a consultatie."""

Consultatiegebeurtenis = Consultatiefeit | Vernietigd
"""Everything that can be read back of a consultatie: a fact, or that there was one whose content was destroyed."""
