"""A whole year at one table, thought up from a seed and a day; the same seed and day give the same year.

The first cases are told on purpose, so that every queue has something in it today and every kind of fact
occurs. The others follow as they come. Nothing is written here: see ``vullen``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from random import Random

from api.demo.verloop import Einde, Halte, Heragendering, Loop, Overleg, Toestemming, levensloop
from api.demo.verteller import Stap, Verteller, moment, werkdag_voor
from domain.casus.waarden import Uitkomst
from domain.tafels import Tafel

TAFEL = "zvh-zaanstreek-waterland"
CASUSSEN = 120
SEED = 1
DAGEN = 365


@dataclass(frozen=True)
class Democasus:
    """One invented case: its number, and all that was done in it up to the day of the demo."""

    nummer: int
    casusnummer: str
    stappen: tuple[Stap, ...]


@dataclass(frozen=True)
class Gemeld:
    """A case that was brought in so many days ago; on the last working day if that was in a weekend."""

    dagen: int


@dataclass(frozen=True)
class Getrieerd:
    """A case that came to the triage so many weeks before the last one."""

    weken: int


ICO, ADVIES, AANGEHOUDEN = Uitkomst.ICO, Uitkomst.ADVIES, Uitkomst.AANGEHOUDEN
DOORVERWEZEN, AFGEWEZEN = Uitkomst.DOORVERWEZEN, Uitkomst.AFGEWEZEN

VAST: tuple[tuple[Gemeld | Getrieerd, Loop], ...] = (
    # waiting for triage: complete, incomplete, and over the term
    (Gemeld(1), Loop(tot=Halte.MELDING)),
    (Gemeld(1), Loop(tot=Halte.MELDING, mist=("grondslag", "criteria"))),
    (Gemeld(1), Loop(tot=Halte.MELDING, toestemming=Toestemming.GEGEVEN)),
    (Gemeld(1), Loop(tot=Halte.MELDING, mist=("voorcontact",), toestemming=Toestemming.GEWEIGERD)),
    (Gemeld(11), Loop(tot=Halte.MELDING, mist=("criteria", "reguliere_routes"))),
    (Gemeld(18), Loop(tot=Halte.MELDING)),
    # held over: still waiting, and completed in the meantime
    (Getrieerd(0), Loop(tot=Halte.TRIAGE, mist=("criteria",), uitkomsten=(AANGEHOUDEN,))),
    (Getrieerd(1), Loop(tot=Halte.REGIE, mist=("aanpak",), aangevuld=True, uitkomsten=(AANGEHOUDEN, ICO))),
    # taken up: an ICO in the coming weeks
    (Getrieerd(1), Loop(tot=Halte.ICO, ico_over=16)),
    (Getrieerd(2), Loop(tot=Halte.ICO, ico_over=20, overleg=Overleg.VERZET)),
    # monitoring: overdue actions, whose turn it is, her-agendering proposed and decided, opgeschaald
    (Getrieerd(9), Loop(tot=Halte.MONITORING, traag=True, weken=40)),
    (Getrieerd(10), Loop(tot=Halte.MONITORING, heragendering=Heragendering.VOORGESTELD, weken=40)),
    (Getrieerd(10), Loop(tot=Halte.MONITORING, heragendering=Heragendering.BESLOTEN, weken=40)),
    (Getrieerd(12), Loop(tot=Halte.MONITORING, opgeschaald=True, weken=40)),
    (Getrieerd(11), Loop(tot=Halte.MONITORING, toestemming=Toestemming.INGETROKKEN, weken=40)),
    (Getrieerd(13), Loop(tot=Halte.MONITORING, overleg=Overleg.AFGEZEGD, weken=40)),
    # not taken up: due today, waiting for the second person, and destroyed
    (Getrieerd(0), Loop(tot=Halte.TRIAGE, uitkomsten=(AFGEWEZEN,), toestemming=Toestemming.GEWEIGERD)),
    (Getrieerd(1), Loop(tot=Halte.VOORGESTELD, uitkomsten=(DOORVERWEZEN,))),
    (Getrieerd(3), Loop(uitkomsten=(ADVIES,))),
    # up, down and closing
    (Getrieerd(30), Loop(einde=Einde.AFGESCHAALD, weken=18)),
    (Getrieerd(25), Loop(einde=Einde.VOORLOPIG, weken=14)),
    (Getrieerd(32), Loop(tot=Halte.EINDE, einde=Einde.VOORLOPIG, heropend=True, weken=16)),
    (Getrieerd(30), Loop(tot=Halte.EINDE, weken=16, toestemming=Toestemming.GEGEVEN)),
    (Getrieerd(34), Loop(tot=Halte.VOORGESTELD, weken=16)),
    # destroyed
    (Getrieerd(12), Loop(uitkomsten=(AFGEWEZEN,))),
    (Getrieerd(38), Loop(weken=16)),
    (Getrieerd(44), Loop(einde=Einde.AFGESCHAALD, heropend=True, weken=14)),
)
"""How long ago, and what course it took."""

UITKOMSTEN = ((ICO,), (AANGEHOUDEN, ICO), (AANGEHOUDEN, AFGEWEZEN), (ADVIES,), (DOORVERWEZEN,), (AFGEWEZEN,))
STUKKEN = ("aanpak", "leefgebieden", "criteria", "reguliere_routes", "voorcontact", "grondslag")


def jaar(tafel: Tafel, *, vandaag: date, seed: int = SEED, aantal: int = CASUSSEN) -> Iterator[Democasus]:
    """Think up the cases one by one, each with what was done in it before ``vandaag``."""
    for nummer in range(1, aantal + 1):
        toeval = Random(f"{seed}/{vandaag}/{nummer}")  # noqa: S311 invented cases need no secret randomness
        yield _casus(tafel, nummer, toeval, vandaag=vandaag)


def _casus(tafel: Tafel, nummer: int, toeval: Random, *, vandaag: date) -> Democasus:
    if nummer <= len(VAST):
        wanneer, loop = VAST[nummer - 1]
        dag = _dag(tafel, wanneer, toeval, vandaag=vandaag)
    else:
        loop = _willekeurig(toeval)
        dag = werkdag_voor(vandaag - timedelta(days=toeval.randint(2, DAGEN - 1)))
    verteller = Verteller(nummer, toeval, tafel, moment(dag, toeval.randint(9, 15), toeval.randrange(60)))
    nu = moment(vandaag, 0)
    stappen = tuple(takewhile(lambda stap: stap.op < nu, levensloop(verteller, loop)))
    return Democasus(nummer, verteller.casusnummer, stappen)


def _dag(tafel: Tafel, wanneer: Gemeld | Getrieerd, toeval: Random, *, vandaag: date) -> date:
    """The day of the aanmelding."""
    if isinstance(wanneer, Gemeld):
        return werkdag_voor(vandaag - timedelta(days=wanneer.dagen))
    laatste = tafel.triage.eerste_vanaf(vandaag) - timedelta(weeks=1)
    return werkdag_voor(laatste - timedelta(weeks=wanneer.weken, days=toeval.randint(1, 5)))


def _willekeurig(toeval: Random) -> Loop:
    """Choices as they come in a year."""
    uitkomsten = toeval.choices(UITKOMSTEN, weights=(62, 10, 3, 9, 8, 8))[0]
    mist: tuple[str, ...] = ()
    if uitkomsten[0] is AANGEHOUDEN or _kans(toeval, 0.2):
        mist = tuple(sorted(toeval.sample(STUKKEN, toeval.randint(1, 2))))
    # The law asks to destroy what was not taken up, and that is done; what was closed may be there for years.
    halte = toeval.choice((Halte.EINDE, Halte.VERWIJDERD)) if uitkomsten[-1] is ICO else Halte.VERWIJDERD
    toestemmingen = (None, Toestemming.GEGEVEN, Toestemming.GEWEIGERD, Toestemming.INGETROKKEN)
    heragendering = (None, Heragendering.VOORGESTELD, Heragendering.BESLOTEN)
    return Loop(
        tot=halte,
        mist=mist,
        aangevuld=bool(mist),
        weken_gewacht=toeval.choices((0, 1), weights=(9, 1))[0],
        uitkomsten=uitkomsten,
        toestemming=toeval.choices(toestemmingen, weights=(70, 18, 7, 5))[0],
        overleg=toeval.choices(tuple(Overleg), weights=(75, 17, 8))[0],
        ico_over=toeval.randint(8, 21),
        weken=toeval.randint(10, 34),
        traag=_kans(toeval, 0.15),
        opgeschaald=_kans(toeval, 0.08),
        heragendering=toeval.choices(heragendering, weights=(70, 8, 22))[0],
        einde=toeval.choices(tuple(Einde), weights=(25, 15, 60))[0],
        heropend=_kans(toeval, 0.25),
    )


def _kans(toeval: Random, hoeveel: float) -> bool:
    return toeval.random() < hoeveel
