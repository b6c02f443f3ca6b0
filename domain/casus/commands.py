"""What one can ask of a casus. A command carries the ids of the new things it names, so asking twice is harmless."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

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
    Urgentie,
    Verwijdergrond,
    Voorcontact,
    Vorm,
)


@dataclass(frozen=True)
class LegGrondslagVast:
    """Record the legal ground; ``grondslag`` is a code of the table."""

    grondslag: str
    toelichting: str


@dataclass(frozen=True)
class MeldAan:
    """Bring a case in. It need not be complete; what is missing is shown until triage."""

    casusnummer: str
    organisatie: str
    gemeente: str
    betrokkenen: tuple[Betrokkene, ...]
    urgentie: Urgentie = Urgentie.REGULIER
    kenmerk: str | None = None
    aanpak: str | None = None
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None
    voorcontact: Voorcontact | None = None
    grondslag: LegGrondslagVast | None = None


@dataclass(frozen=True)
class VulAan:
    """Add what was missing; ``None`` and empty leave as it is."""

    organisatie: str
    aanpak: str | None = None
    betrokkenen: tuple[Betrokkene, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None
    voorcontact: Voorcontact | None = None


@dataclass(frozen=True)
class GeefToestemming:
    """Record consent for one person and one purpose of the table."""

    persoon_id: UUID
    doel: str
    gever: str
    hoedanigheid: Hoedanigheid
    tekstversie: str
    gegeven_op: date


@dataclass(frozen=True)
class WeigerToestemming:
    """Record that consent was refused."""

    persoon_id: UUID
    doel: str
    weigeraar: str
    hoedanigheid: Hoedanigheid
    geweigerd_op: date


@dataclass(frozen=True)
class TrekToestemmingIn:
    """Record that consent was withdrawn."""

    persoon_id: UUID
    doel: str
    intrekker: str
    hoedanigheid: Hoedanigheid
    ingetrokken_op: date


@dataclass(frozen=True)
class Trieer:
    """Weigh the aanmelding: each criterion met or not and why, and the outcome."""

    oordelen: tuple[Criteriumoordeel, ...]
    uitkomst: Uitkomst
    motivering: str
    wegers: tuple[str, ...]
    doorverwezen_naar: str | None = None


@dataclass(frozen=True)
class WijsRegieToe:
    """Give somebody the regie."""

    regie: Regie
    medewerker: str
    organisatie: str


@dataclass(frozen=True)
class VoegDeelnemerToe:
    """Let somebody take part."""

    medewerker: str
    organisatie: str
    namens: str


@dataclass(frozen=True)
class VerwijderDeelnemer:
    """End somebody's taking part."""

    medewerker: str
    reden: str


@dataclass(frozen=True)
class PlanICO:
    """Plan an ICO; ``begint`` is aware."""

    ico_id: UUID
    doel: str
    begint: datetime
    vorm: Vorm
    genodigden: tuple[Genodigde, ...]
    plaats: str | None = None
    clientdeelname: Clientdeelname | None = None


@dataclass(frozen=True)
class VerzetICO:
    """Move the planned ICO."""

    ico_id: UUID
    begint: datetime
    reden: str


@dataclass(frozen=True)
class ZegICOAf:
    """Call the planned ICO off."""

    ico_id: UUID
    reden: str


@dataclass(frozen=True)
class LegICOVast:
    """Write up the ICO that was held."""

    ico_id: UUID
    gehouden_op: date
    aanwezig: tuple[str, ...]
    verslag: str
    inbreng: tuple[Inbreng, ...] = ()


@dataclass(frozen=True)
class BrengAdviesUit:
    """Record the advice of an ICO that was held."""

    ico_id: UUID
    samenvatting: str
    advies: str
    afspraken: tuple[Afspraak, ...]
    verklarende_analyse: str | None = None


@dataclass(frozen=True)
class StelPlanVast:
    """Settle the plan."""

    doel: str
    rolverdeling: tuple[Afspraak, ...]


@dataclass(frozen=True)
class WijsActieToe:
    """Give an action to an organisation, and to a person there if known."""

    actie_id: UUID
    omschrijving: str
    organisatie: str
    uiterlijk: date
    medewerker: str | None = None


@dataclass(frozen=True)
class RondActieAf:
    """Report the result of an action."""

    actie_id: UUID
    resultaat: str


@dataclass(frozen=True)
class LaatActieVervallen:
    """Say that an action is no longer needed."""

    actie_id: UUID
    reden: str


@dataclass(frozen=True)
class LegVoortgangVast:
    """Record how it stands and whose turn it is."""

    tekst: str
    aanzet: Aanzet


@dataclass(frozen=True)
class Heragendeer:
    """Ask for the case to be back on the agenda; it is when both regisseurs ask for the same date."""

    datum: date
    reden: str


@dataclass(frozen=True)
class SchaalOp:
    """Bring the case one level up, along an edge of the table."""

    naar: str
    reden: str


@dataclass(frozen=True)
class SchaalAf:
    """Hand the case to a lower level, as decided in a held ICO."""

    naar: str
    reden: str
    besloten_in: UUID


@dataclass(frozen=True)
class SluitVoorlopigAf:
    """Close for the time being, as decided in a held ICO."""

    reden: str
    besloten_in: UUID
    herzien_op: date


@dataclass(frozen=True)
class Heropen:
    """Let a case run again."""

    reden: str


@dataclass(frozen=True)
class SluitAf:
    """Close the case."""

    reden: str
    resultaat: str


@dataclass(frozen=True)
class StelVerwijderingVoor:
    """Propose to destroy the data."""

    grond: Verwijdergrond


@dataclass(frozen=True)
class Verwijder:
    """Destroy the data, as another person proposed; ``bewijsnummer`` will lead to what remains."""

    bewijsnummer: str


Opdracht = (
    MeldAan
    | VulAan
    | LegGrondslagVast
    | GeefToestemming
    | WeigerToestemming
    | TrekToestemmingIn
    | Trieer
    | WijsRegieToe
    | VoegDeelnemerToe
    | VerwijderDeelnemer
    | PlanICO
    | VerzetICO
    | ZegICOAf
    | LegICOVast
    | BrengAdviesUit
    | StelPlanVast
    | WijsActieToe
    | RondActieAf
    | LaatActieVervallen
    | LegVoortgangVast
    | Heragendeer
    | SchaalOp
    | SchaalAf
    | SluitVoorlopigAf
    | Heropen
    | SluitAf
    | StelVerwijderingVoor
    | Verwijder
)
"""Every command; ``decide`` has a branch for each, and the type checker finds one that is forgotten."""
