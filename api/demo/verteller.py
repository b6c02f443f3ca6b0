"""Tells one invented case: where it stands in time, who does what, and with what luck."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from api.demo import mensen
from domain.casus.commands import (
    BrengAdviesUit,
    GeefToestemming,
    Heragendeer,
    Heropen,
    LegGrondslagVast,
    LegICOVast,
    LegVoortgangVast,
    MeldAan,
    Opdracht,
    PlanICO,
    SchaalAf,
    SchaalOp,
    SluitAf,
    SluitVoorlopigAf,
    StelVerwijderingVoor,
    TrekToestemmingIn,
    Trieer,
    Verwijder,
    VerwijderDeelnemer,
    VerzetICO,
    VoegDeelnemerToe,
    VulAan,
    WeigerToestemming,
    WijsActieToe,
    WijsRegieToe,
    ZegICOAf,
)
from domain.casus.waarden import Betrokkene
from domain.rollen import Medewerker
from domain.tafels import Tafel
from infra.omgeving import NEDERLAND, TEKENS
from infra.optekenen import Opdrachtgever

T = TypeVar("T")

ZATERDAG = 5
MINUTEN = (0, 10, 15, 20, 30, 40, 45, 50)

DOELEN: dict[type, str] = {
    **dict.fromkeys((MeldAan, VulAan, LegGrondslagVast), "melding"),
    **dict.fromkeys((GeefToestemming, WeigerToestemming, TrekToestemmingIn), "toestemming"),
    Trieer: "triage",
    **dict.fromkeys((WijsRegieToe, VoegDeelnemerToe, VerwijderDeelnemer), "regie"),
    **dict.fromkeys((PlanICO, VerzetICO, ZegICOAf, LegICOVast, BrengAdviesUit), "casusoverleg"),
    **dict.fromkeys((LegVoortgangVast, Heragendeer), "monitoring"),
    **dict.fromkeys((SchaalOp, SchaalAf), "op-en-afschalen"),
    **dict.fromkeys((SluitVoorlopigAf, Heropen, SluitAf), "afsluiting"),
    **dict.fromkeys((StelVerwijderingVoor, Verwijder), "verwijdering"),
}
"""For what purpose a command is given, in the words of the REST door."""


@dataclass(frozen=True)
class Stap:
    """One command, the moment at which it is given, and by whom."""

    op: datetime
    namens: Opdrachtgever
    opdracht: Opdracht


def werkdag(dag: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return dag + timedelta(days=7 - dag.weekday()) if dag.weekday() >= ZATERDAG else dag


def werkdag_voor(dag: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return dag - timedelta(days=dag.weekday() - 4) if dag.weekday() >= ZATERDAG else dag


def moment(dag: date, uur: int, minuut: int = 0) -> datetime:
    """A moment on the clock of the Netherlands."""
    return datetime.combine(dag, time(uur, minuut), tzinfo=NEDERLAND)


@dataclass
class Verteller:
    """Where the telling of one case is now. It moves forward only, in office hours of working days."""

    nummer: int
    toeval: Random
    tafel: Tafel
    nu: datetime
    hoofd: Betrokkene = field(init=False)
    casusnummer: str = field(init=False)
    proces: Medewerker = field(init=False)
    zorg: Medewerker = field(init=False)
    heel: MeldAan = field(init=False)
    deelnemers: list[Medewerker] = field(default_factory=list)
    acties: list[WijsActieToe] = field(default_factory=list)
    groep: str = ""
    laatste_ico: UUID | None = None
    laatste_voortgang: date | None = None

    def __post_init__(self) -> None:
        """Think up who is in it."""
        self.hoofd = mensen.hoofdpersoon(self.toeval, vandaag=self.dag)
        self.casusnummer = self.kenteken("C")
        self.proces = self.kies(mensen.PROCESREGISSEURS)
        self.zorg = self.kies(mensen.CASUSREGISSEURS)

    @property
    def dag(self) -> date:
        """The day of the telling."""
        return self.nu.date()

    def kies(self, keuze: tuple[T, ...]) -> T:
        """One of these."""
        return self.toeval.choice(keuze)

    def kans(self, hoeveel: float) -> bool:
        """Say yes this often."""
        return self.toeval.random() < hoeveel

    def dagen(self, van: int, tot: int) -> int:
        """A number of days."""
        return self.toeval.randint(van, tot)

    def id(self) -> UUID:
        """A new id."""
        return mensen.verzonnen_id(self.toeval)

    def kenteken(self, voorvoegsel: str) -> str:
        """A number in the form that the service gives out."""
        tekens = "".join(self.toeval.choices(TEKENS, k=10))
        return f"{voorvoegsel}-{tekens[:5]}-{tekens[5:]}"

    def na(self, dagen: int) -> None:
        """Move on to a working day so many days later."""
        self.op(werkdag(self.dag + timedelta(days=dagen)), uur=self.toeval.randint(9, 16))

    def op(self, dag: date, *, uur: int, minuut: int | None = None) -> None:
        """Move on to a moment; never back."""
        straks = moment(dag, uur, self.kies(MINUTEN) if minuut is None else minuut)
        self.nu = max(straks, self.nu + timedelta(minutes=5))

    def stap(self, wie: Medewerker, opdracht: Opdracht) -> Stap:
        """Tell one step; the next one is a few minutes later."""
        doel = DOELEN.get(type(opdracht), "casusbehandeling")
        gezet = Stap(self.nu.astimezone(UTC), Opdrachtgever(wie, doel), opdracht)
        self.nu += timedelta(minutes=self.toeval.randint(2, 9))
        return gezet
