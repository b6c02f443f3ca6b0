"""What one can ask while a case runs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.casus.waarden import Aanzet, Afspraak, Clientdeelname, Genodigde, Inbreng, Regie, Vorm


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
class VraagVerklarendeAnalyse:
    """Ask an organisation for an explanatory analysis."""

    analyse_id: UUID
    vraag: str
    organisatie: str
    uiterlijk: date


@dataclass(frozen=True)
class LeverVerklarendeAnalyseOp:
    """Record that the analysis is there."""

    analyse_id: UUID
    uitkomst: str
