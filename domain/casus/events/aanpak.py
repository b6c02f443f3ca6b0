"""The facts of regie, ICO, plan and progress."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from domain.bewaring import ApartPerDeel, VanDeCasus
from domain.casus.waarden import Aanzet, Afspraak, Clientdeelname, Genodigde, Inbreng, Regie, Vorm


@dataclass(frozen=True)
class RegieToegewezen(VanDeCasus):
    """Somebody has the regie; whoever had it before no longer has."""

    regie: Regie
    medewerker: str
    organisatie: str


@dataclass(frozen=True)
class DeelnemerToegevoegd(VanDeCasus):
    """Somebody takes part in this case, for as long as it runs."""

    medewerker: str
    organisatie: str
    namens: str


@dataclass(frozen=True)
class DeelnemerVerwijderd(VanDeCasus):
    """Somebody no longer takes part."""

    medewerker: str
    reden: str


@dataclass(frozen=True)
class ICOGepland(VanDeCasus):
    """An integraal casusoverleg: the goal first, then who is asked what for that goal [2]."""

    ico_id: UUID
    doel: str
    begint: datetime
    vorm: Vorm
    plaats: str | None
    genodigden: tuple[Genodigde, ...]
    clientdeelname: Clientdeelname | None


@dataclass(frozen=True)
class ICOVerzet(VanDeCasus):
    """A planned ICO moved to another moment."""

    ico_id: UUID
    begint: datetime
    reden: str


@dataclass(frozen=True)
class ICOAfgezegd(VanDeCasus):
    """A planned ICO is not held."""

    ico_id: UUID
    reden: str


@dataclass(frozen=True)
class ICOGehouden(VanDeCasus):
    """An ICO was held. ``inbreng`` is what each organisation told about each person."""

    ico_id: UUID
    gehouden_op: date
    aanwezig: tuple[str, ...]
    verslag: str
    inbreng: Annotated[tuple[Inbreng, ...], ApartPerDeel]


@dataclass(frozen=True)
class AdviesUitgebracht(VanDeCasus):
    """Zwaarwegend advies = samenvatting, advies, afspraken; and what a verklarende analyse is needed for [4]."""

    ico_id: UUID
    samenvatting: str
    advies: str
    afspraken: tuple[Afspraak, ...]
    verklarende_analyse: str | None


@dataclass(frozen=True)
class PlanVastgesteld(VanDeCasus):
    """The plan: the goal, and who does what kind of work in it."""

    doel: str
    rolverdeling: tuple[Afspraak, ...]


@dataclass(frozen=True)
class ActieToegewezen(VanDeCasus):
    """Somebody owns an action, to be finished on ``uiterlijk`` at the latest."""

    actie_id: UUID
    omschrijving: str
    organisatie: str
    medewerker: str | None
    uiterlijk: date


@dataclass(frozen=True)
class ActieAfgerond(VanDeCasus):
    """An action reached its result."""

    actie_id: UUID
    resultaat: str
    afgerond_op: date


@dataclass(frozen=True)
class ActieVervallen(VanDeCasus):
    """An action is no longer needed."""

    actie_id: UUID
    reden: str


@dataclass(frozen=True)
class VoortgangVastgelegd:
    """How it stands, and whose turn it is."""

    op: date
    tekst: str
    aanzet: Aanzet


@dataclass(frozen=True)
class VerklarendeAnalyseGevraagd(VanDeCasus):
    """An explanatory analysis was asked of an organisation, to be there on ``uiterlijk`` [4]."""

    analyse_id: UUID
    vraag: str
    organisatie: str
    uiterlijk: date


@dataclass(frozen=True)
class VerklarendeAnalyseOpgeleverd:
    """The analysis is there."""

    analyse_id: UUID
    opgeleverd_op: date
    uitkomst: str
