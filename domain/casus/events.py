"""The facts of a casus. These names and fields are the storage contract, held by a golden file in the tests.

Stored as ``casus.<Name>.v1``. A field without ``Blijvend`` lives in the kluis and dies with the case. ``[0]`` to
``[4]`` are the customer's documents as docs/bronnen.md lists them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from domain.bewaring import ApartPerDeel, Blijvend, Leverancier, OverPersoon, Vernietigd
from domain.casus.waarden import (
    Aanzet,
    Afspraak,
    Betrokkene,
    Clientdeelname,
    Criteriumfeit,
    Criteriumoordeel,
    Genodigde,
    Hoedanigheid,
    Inbreng,
    Regie,
    Uitkomst,
    Verwijdergrond,
    Voorcontact,
    Vorm,
)
from domain.rollen import Rol

# --- melding -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aangemeld:
    """A case was brought in. ``eerste_verwerking`` starts the retention clock (WGS 1.8(7))."""

    casusnummer: str
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    definitie: Annotated[str, Blijvend]
    eerste_verwerking: Annotated[date, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]
    organisatie: Annotated[str, Leverancier]
    kenmerk: str | None
    gemeente: str
    aanpak: str | None
    betrokkenen: Annotated[tuple[Betrokkene, ...], ApartPerDeel]
    leefgebieden: tuple[str, ...]
    criteria: tuple[Criteriumfeit, ...]
    reguliere_routes: str | None
    voorcontact: Voorcontact | None


@dataclass(frozen=True)
class AanmeldingAangevuld:
    """What was missing came in. ``None`` and empty mean: nothing new about this."""

    organisatie: Annotated[str, Leverancier]
    aanpak: str | None
    betrokkenen: Annotated[tuple[Betrokkene, ...], ApartPerDeel]
    leefgebieden: tuple[str, ...]
    criteria: tuple[Criteriumfeit, ...]
    reguliere_routes: str | None
    voorcontact: Voorcontact | None


@dataclass(frozen=True)
class GrondslagVastgelegd:
    """The legal ground on which the table works with these data."""

    grondslag: str
    toelichting: str


@dataclass(frozen=True)
class ToestemmingGegeven:
    """Somebody consented for one person and one purpose."""

    persoon_id: Annotated[UUID, OverPersoon]
    doel: str
    gever: str
    hoedanigheid: Hoedanigheid
    tekstversie: str
    gegeven_op: date


@dataclass(frozen=True)
class ToestemmingGeweigerd:
    """Somebody refused for one person and one purpose."""

    persoon_id: Annotated[UUID, OverPersoon]
    doel: str
    weigeraar: str
    hoedanigheid: Hoedanigheid
    geweigerd_op: date


@dataclass(frozen=True)
class ToestemmingIngetrokken:
    """Consent was withdrawn; what was shared before stays lawful, nothing new is shared."""

    persoon_id: Annotated[UUID, OverPersoon]
    doel: str
    intrekker: str
    hoedanigheid: Hoedanigheid
    ingetrokken_op: date


# --- triage ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Getrieerd:
    """The table weighed the aanmelding. The term is set only where the outcome changes it."""

    oordelen: tuple[Criteriumoordeel, ...]
    uitkomst: Uitkomst
    motivering: str
    wegers: tuple[str, ...]
    doorverwezen_naar: str | None
    terug_op: date | None
    bewaren_tot: Annotated[date | None, Blijvend]
    bewaarregel: Annotated[str | None, Blijvend]


# --- regie -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegieToegewezen:
    """Somebody has the regie; whoever had it before no longer has."""

    regie: Regie
    medewerker: str
    organisatie: str


@dataclass(frozen=True)
class DeelnemerToegevoegd:
    """Somebody takes part in this case, for as long as it runs."""

    medewerker: str
    organisatie: str
    namens: str


@dataclass(frozen=True)
class DeelnemerVerwijderd:
    """Somebody no longer takes part."""

    medewerker: str
    reden: str


# --- ICO ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ICOGepland:
    """An integraal casusoverleg: the goal first, then who is asked what for that goal [2]."""

    ico_id: UUID
    doel: str
    begint: datetime
    vorm: Vorm
    plaats: str | None
    genodigden: tuple[Genodigde, ...]
    clientdeelname: Clientdeelname | None


@dataclass(frozen=True)
class ICOVerzet:
    """A planned ICO moved to another moment."""

    ico_id: UUID
    begint: datetime
    reden: str


@dataclass(frozen=True)
class ICOAfgezegd:
    """A planned ICO is not held."""

    ico_id: UUID
    reden: str


@dataclass(frozen=True)
class ICOGehouden:
    """An ICO was held. ``inbreng`` is what each organisation told about each person."""

    ico_id: UUID
    gehouden_op: date
    aanwezig: tuple[str, ...]
    verslag: str
    inbreng: Annotated[tuple[Inbreng, ...], ApartPerDeel]


@dataclass(frozen=True)
class AdviesUitgebracht:
    """Zwaarwegend advies = samenvatting, advies, afspraken; and what a verklarende analyse is needed for [4]."""

    ico_id: UUID
    samenvatting: str
    advies: str
    afspraken: tuple[Afspraak, ...]
    verklarende_analyse: str | None


# --- plan --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanVastgesteld:
    """The plan: the goal, and who does what kind of work in it."""

    doel: str
    rolverdeling: tuple[Afspraak, ...]


@dataclass(frozen=True)
class ActieToegewezen:
    """Somebody owns an action, to be finished on ``uiterlijk`` at the latest."""

    actie_id: UUID
    omschrijving: str
    organisatie: str
    medewerker: str | None
    uiterlijk: date


@dataclass(frozen=True)
class ActieAfgerond:
    """An action reached its result."""

    actie_id: UUID
    resultaat: str
    afgerond_op: date


@dataclass(frozen=True)
class ActieVervallen:
    """An action is no longer needed."""

    actie_id: UUID
    reden: str


# --- monitoring --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VoortgangVastgelegd:
    """How it stands, and whose turn it is."""

    op: date
    tekst: str
    aanzet: Aanzet


@dataclass(frozen=True)
class HeragenderingVoorgesteld:
    """One of the two regisseurs wants the case back on the agenda; the other one decides along [2]."""

    datum: date
    reden: str
    door: Rol


@dataclass(frozen=True)
class Geagendeerd:
    """Procesregisseur and casusregisseur together put the case back on the agenda [2]."""

    datum: date
    reden: str
    procesregisseur: str
    casusregisseur: str


# --- up, down, closing -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Opgeschaald:
    """The case went one level up."""

    naar: str
    reden: str


@dataclass(frozen=True)
class Afgeschaald:
    """A joint overleg decided that a lower level takes the case over [2]."""

    naar: str
    reden: str
    besloten_in: UUID


@dataclass(frozen=True)
class VoorlopigAfgesloten:
    """A joint overleg closed the case for the time being [2]; it is still open and its term runs."""

    reden: str
    besloten_in: UUID
    herzien_op: date


@dataclass(frozen=True)
class Heropend:
    """A case that was scaled down or closed for the time being runs again."""

    reden: str


@dataclass(frozen=True)
class Afgesloten:
    """The case is closed; from here its data are shielded until they are destroyed (WGS 2.31(8))."""

    reden: str
    resultaat: str


# --- end ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VerwijderingVoorgesteld:
    """Somebody proposed to destroy the data; another person has to carry it out."""

    grond: Annotated[Verwijdergrond, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]


@dataclass(frozen=True)
class GegevensVerwijderd:
    """The data of the case were destroyed: on what ground, under which rule, by whom, how, what was checked.

    ``bewijsnummer`` is the only way that leads to what remains of the case. Never personal data.
    """

    bewijsnummer: Annotated[str, Blijvend]
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    grond: Annotated[Verwijdergrond, Blijvend]
    regel: Annotated[str, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]
    uitgevoerd_door: Annotated[str, Blijvend]
    wijze: Annotated[str, Blijvend]
    systemen: Annotated[tuple[str, ...], Blijvend]
    gecontroleerd: Annotated[tuple[str, ...], Blijvend]


Feit = (
    Aangemeld
    | AanmeldingAangevuld
    | GrondslagVastgelegd
    | ToestemmingGegeven
    | ToestemmingGeweigerd
    | ToestemmingIngetrokken
    | Getrieerd
    | RegieToegewezen
    | DeelnemerToegevoegd
    | DeelnemerVerwijderd
    | ICOGepland
    | ICOVerzet
    | ICOAfgezegd
    | ICOGehouden
    | AdviesUitgebracht
    | PlanVastgesteld
    | ActieToegewezen
    | ActieAfgerond
    | ActieVervallen
    | VoortgangVastgelegd
    | HeragenderingVoorgesteld
    | Geagendeerd
    | Opgeschaald
    | Afgeschaald
    | VoorlopigAfgesloten
    | Heropend
    | Afgesloten
    | VerwijderingVoorgesteld
    | GegevensVerwijderd
)
"""Everything that can be recorded of a casus."""

Gebeurtenis = Feit | Vernietigd
"""Everything that can be read back of a casus: a fact, or that there was one whose content was destroyed."""
