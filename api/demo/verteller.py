"""Tells one invented case: where it stands in time, who does what, and with what luck."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from api.demo import mensen
from api.demo.dagen import moment, werkdag
from api.demo.geheugen import verzonnen_nummer
from api.demo.stappen import Aanmelding, BijCasus, Handeling, Stap, Wacht
from api.demo.wereld import Wereld
from domain.casus.commands import (
    BeoordeelGezag,
    BrengAdviesUit,
    GeefToestemming,
    Heragendeer,
    Heropen,
    LegGeboortedatumVast,
    LegGezagVast,
    LegGrondslagVast,
    LegICOVast,
    LegInformerenVast,
    LegVoortgangVast,
    MeldAan,
    MeldBijMonitor,
    Opdracht,
    PlanICO,
    SchaalAf,
    SchaalOp,
    SchaalTerug,
    SluitAf,
    SluitVoorlopigAf,
    StelInformerenUit,
    TrekToestemmingIn,
    Trieer,
    VerwijderDeelnemer,
    VerzetICO,
    VoegDeelnemerToe,
    VraagVerklarendeAnalyse,
    VulAan,
    WeigerToestemming,
    WijsActieToe,
    WijsRegieToe,
    ZegICOAf,
)
from domain.casus.state import Casus
from domain.casus.waarden import Betrokkene, Gezag
from domain.rollen import Medewerker, Rol
from domain.tafels import Tafel
from infra.optekenen import Opdrachtgever

T = TypeVar("T")

MINUTEN = (0, 10, 15, 20, 30, 40, 45, 50)
GEZAG = (
    *(Gezag.GEZAMENLIJK_OUDERLIJK, Gezag.GEZAMENLIJK_OUDERLIJK, Gezag.EENHOOFDIG_OUDERLIJK),
    *(Gezag.VOOGDIJ, Gezag.GEZAMENLIJK),
)
"""Of the children in the demo; two parents together is the most common."""

DOELEN: dict[type, str] = {
    **dict.fromkeys((MeldAan, VulAan, LegGrondslagVast), "melding"),
    **dict.fromkeys((GeefToestemming, WeigerToestemming, TrekToestemmingIn), "toestemming"),
    **dict.fromkeys((LegGeboortedatumVast, LegGezagVast, BeoordeelGezag), "toestemming"),
    **dict.fromkeys((StelInformerenUit, LegInformerenVast), "informeren"),
    Trieer: "triage",
    MeldBijMonitor: "monitor",
    **dict.fromkeys((WijsRegieToe, VoegDeelnemerToe, VerwijderDeelnemer), "regie"),
    **dict.fromkeys((PlanICO, VerzetICO, ZegICOAf, LegICOVast, BrengAdviesUit), "casusoverleg"),
    **dict.fromkeys((LegVoortgangVast, Heragendeer), "monitoring"),
    **dict.fromkeys((SchaalOp, SchaalTerug, SchaalAf), "op-en-afschalen"),
    **dict.fromkeys((SluitVoorlopigAf, Heropen, SluitAf), "afsluiting"),
}
"""For what purpose a command is given, in the words of the REST door."""


@dataclass
class Verteller:
    """Where a telling is now. It moves forward only, in office hours of working days."""

    toeval: Random
    tafel: Tafel
    nu: datetime
    wereld: Wereld
    bezetting: mensen.Bezetting = field(init=False)

    def __post_init__(self) -> None:
        """See who works for the table."""
        self.bezetting = mensen.bezetting(self.tafel, self.wereld.organisaties(self.tafel))

    @property
    def dag(self) -> date:
        """The day of the telling."""
        return self.nu.date()

    @property
    def secretaris(self) -> Medewerker:
        """Who keeps the papers of the table."""
        return self.bezetting.secretaris

    def kies(self, keuze: tuple[T, ...]) -> T:
        """One of these."""
        return self.toeval.choice(keuze)

    def enkele(self, keuze: tuple[T, ...], van: int, tot: int) -> list[T]:
        """Some of these, no more than there are."""
        aantal = min(self.toeval.randint(van, tot), len(keuze))
        return self.toeval.sample(keuze, aantal)

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
        return verzonnen_nummer(voorvoegsel, self.toeval)

    def na(self, dagen: int) -> None:
        """Move on to a working day so many days later."""
        self.op(werkdag(self.dag + timedelta(days=dagen)), uur=self.toeval.randint(9, 16))

    def op(self, dag: date, *, uur: int, minuut: int | None = None) -> None:
        """Move on to a moment; never back."""
        straks = moment(dag, uur, self.kies(MINUTEN) if minuut is None else minuut)
        self.nu = max(straks, self.nu + timedelta(minutes=5))

    def wacht(self) -> Wacht:
        """Tell nothing until this moment is there."""
        return Wacht(self.nu.astimezone(UTC))

    def doe(self, wie: Medewerker, doel: str, wat: Handeling) -> Stap:
        """Tell one step; the next one is a few minutes later."""
        gezet = Stap(self.nu.astimezone(UTC), Opdrachtgever(wie, doel), wat)
        self.nu += timedelta(minutes=self.toeval.randint(2, 9))
        return gezet


@dataclass
class Casusverteller(Verteller):
    """Tells a case, by its number, about ``hoofd``; ``proces`` and ``zorg`` direct it.

    ``stopt``: nobody may discuss it any more.
    """

    casusnummer: str = ""
    hoofd: Betrokkene = field(init=False)
    proces: Medewerker = field(init=False)
    zorg: Medewerker = field(init=False)
    ouders: tuple[str, str] = field(init=False)
    gezag: Gezag = Gezag.EENHOOFDIG_OUDERLIJK
    gezag_onduidelijk: bool = False
    heel: MeldAan = field(init=False)
    deelnemers: list[Medewerker] = field(default_factory=list)
    acties: list[WijsActieToe] = field(default_factory=list)
    groep: str = ""
    laatste_ico: UUID | None = None
    besloten_in: UUID | None = None
    analyse: VraagVerklarendeAnalyse | None = None
    stopt: bool = False
    laatste_voortgang: date | None = None

    def __post_init__(self) -> None:
        """Think up who directs it, and who the parents of a child would be."""
        super().__post_init__()
        self.casusnummer = self.casusnummer or self.kenteken("C")
        elders = self.kies(self.tafel.aanmelders).code
        self.proces = self.kies(self.bezetting.procesregisseurs)
        self.zorg = self.bezetting.van(self.kies(mensen.CASUSREGISSEURS), Rol.CASUSREGISSEUR, anders=elders)
        eerste, tweede = self.toeval.sample(mensen.NAMEN, 2)
        self.ouders = (f"Testpersoon {eerste}", f"Testpersoon {tweede}")
        self.gezag = self.kies(GEZAG)

    def stap(self, wie: Medewerker, opdracht: Opdracht) -> Stap:
        """Tell one step in this case."""
        doel = DOELEN.get(type(opdracht), "casusbehandeling")
        if isinstance(opdracht, MeldAan):
            return self.doe(wie, doel, Aanmelding(self.tafel.id, opdracht))
        return self.doe(wie, doel, BijCasus(self.casusnummer, opdracht))

    def casus(self) -> Casus:
        """The case as it is now; there is none before its first step."""
        return self.wereld.casus(self.casusnummer)

    def melder(self) -> Medewerker:
        """Who speaks for the organisation that brought the case in."""
        return mensen.melder(self.heel.organisatie)
