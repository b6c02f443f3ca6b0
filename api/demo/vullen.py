"""Tells the demo year to the service: the same commands that people would give, at the moments they would.

A filling that was cut short goes on where it stopped. Which year it was stands in a note in the data folder;
how far it came, in the history itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import reduce
from heapq import merge
from pathlib import Path
from uuid import UUID

import orjson
from sqlalchemy import Engine, func, select

from api.demo.jaar import TAFEL, Democasus, jaar
from api.demo.verteller import Stap
from api.samenstelling import Dienst
from domain.casus.commands import MeldAan, Verwijder
from domain.casus.decide import decide
from domain.casus.evolve import evolve, vouw
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus, Fase
from domain.historie import Opgetekend, van_casus
from domain.weigering import Weigering
from infra import tables
from infra.definitions import Definities
from infra.omgeving import NEDERLAND
from infra.shell import OnbekendeCasus
from projections.verwijderrapport import verwijdering

DEMOSLOT = 0x6361_7375_7304
"""Held by whoever fills, so that two at once do not tell the same year twice."""

PORTIE = 500


class DemoFout(Exception):
    """The demo year cannot be told; the sentence is for the operator."""


class Demoklok:
    """A clock that stands at the moment of the step at hand."""

    def __init__(self) -> None:
        self.moment = datetime.fromtimestamp(0, UTC)

    def __call__(self) -> datetime:
        """The moment now."""
        return self.moment


@dataclass(frozen=True)
class Briefje:
    """Which year was begun in which database (known by its KEK), and whether it is complete."""

    vingerafdruk: str
    seed: int
    dag: date
    casussen: int
    klaar: bool = False

    @staticmethod
    def lees(bestand: Path) -> "Briefje | None":
        """Read the note; ``None`` where there is none."""
        try:
            inhoud = orjson.loads(bestand.read_bytes())
            return Briefje(**{**inhoud, "dag": date.fromisoformat(inhoud["dag"])})
        except FileNotFoundError:
            return None
        except (KeyError, TypeError, ValueError) as fout:
            raise DemoFout(f"The note {bestand} about the demo cannot be read; remove it.") from fout

    def schrijf(self, bestand: Path) -> None:
        """Write the note, all or nothing."""
        bestand.parent.mkdir(parents=True, exist_ok=True)
        tijdelijk = bestand.with_suffix(".nieuw")
        tijdelijk.write_bytes(orjson.dumps(asdict(self)))
        tijdelijk.replace(bestand)


@dataclass(frozen=True)
class Voortgang:
    """How far the filling is, in steps."""

    gedaan: int
    totaal: int


def is_leeg(engine: Engine) -> bool:
    """Say whether nothing was ever recorded."""
    with engine.connect() as verbinding:
        return verbinding.execute(select(tables.gebeurtenis.c.notification_id).limit(1)).first() is None


@contextmanager
def alleen(engine: Engine) -> Iterator[None]:
    """Fill while nobody else does."""
    with engine.connect() as verbinding:
        verbinding.execute(select(func.pg_advisory_lock(DEMOSLOT)))
        verbinding.commit()
        try:
            yield
        finally:
            verbinding.execute(select(func.pg_advisory_unlock(DEMOSLOT)))
            verbinding.commit()


def vul(
    dienst: Dienst, klok: Demoklok, briefje: Briefje, *, meld: Callable[[Voortgang], None] = lambda _: None
) -> None:
    """Tell the year of the note, from where it stopped. ``klok`` is the clock that ``dienst`` works with.

    Raises:
        DemoFout: others worked in the cases of a year that was not complete yet.
    """
    tafel = dienst.shell.tafel(TAFEL)
    casussen = tuple(jaar(tafel, vandaag=briefje.dag, seed=briefje.seed, aantal=briefje.casussen))
    dienst.runner.werk_bij()
    stappen = list(_nog_te_doen(dienst, casussen))
    totaal = sum(len(casus.stappen) for casus in casussen)
    gedaan = totaal - len(stappen)
    for casusnummer, stap in stappen:
        klok.moment = stap.op
        try:
            _doe(dienst, casusnummer, stap)
        except (Weigering, OnbekendeCasus) as fout:
            raise DemoFout(
                "The demo year was changed before it was complete; begin anew in an empty folder."
            ) from fout
        gedaan += 1
        meld(Voortgang(gedaan, totaal))
    dienst.runner.werk_bij()


def _doe(dienst: Dienst, casusnummer: str, stap: Stap) -> None:
    if isinstance(stap.opdracht, MeldAan):
        dienst.shell.meld_aan(TAFEL, stap.opdracht, namens=stap.namens)
    else:
        dienst.shell.voer_uit(casusnummer, stap.opdracht, namens=stap.namens)


def _nog_te_doen(dienst: Dienst, casussen: tuple[Democasus, ...]) -> Iterator[tuple[str, Stap]]:
    """What was not done yet, of all cases together in the order of time."""
    vers = is_leeg(dienst.engine)
    over = [casus if vers else _rest(dienst, casus) for casus in casussen]
    reeksen = ([(casus.casusnummer, stap) for stap in casus.stappen] for casus in over)
    return merge(*reeksen, key=lambda paar: (paar[1].op, paar[0]))


def _rest(dienst: Dienst, casus: Democasus) -> Democasus:
    """The steps whose facts are not in the history; what was destroyed was complete."""
    try:
        versie = dienst.shell.laad(casus.casusnummer).versie
    except OnbekendeCasus:
        versie = 0
    if versie == 0 and _is_verwijderd(dienst, casus):
        return replace(casus, stappen=())
    te_gaan = [stap for stap, na in naspelen(casus, definities=dienst.definities) if na.versie > versie]
    return replace(casus, stappen=tuple(te_gaan))


def _is_verwijderd(dienst: Dienst, casus: Democasus) -> bool:
    laatste = casus.stappen[-1].opdracht if casus.stappen else None
    if not isinstance(laatste, Verwijder):
        return False
    with dienst.engine.connect() as verbinding:
        return verwijdering(verbinding, laatste.bewijsnummer) is not None


# --- without a database -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Nagespeeld:
    """A case as it would be after a step: what it is, and how many facts it has."""

    casus: Casus
    versie: int
    feiten: tuple[str, ...]


def naspelen(casus: Democasus, *, definities: Definities) -> Iterator[tuple[Stap, Nagespeeld]]:
    """Play a case through the rules alone.

    Raises:
        Weigering: the rules refuse a step.
    """
    tafel = definities.tafels[TAFEL]
    protocol = definities.protocollen[tafel.regime]
    nu, versie = Casus(), 0
    for stap in casus.stappen:
        vandaag = stap.op.astimezone(NEDERLAND).date()
        nieuw = decide(nu, stap.opdracht, bij=Omstandigheden(vandaag, stap.namens.wie, tafel, protocol))
        nu, versie = reduce(evolve, nieuw, nu), versie + len(nieuw)
        yield stap, Nagespeeld(nu, versie, tuple(type(feit).__name__ for feit in nieuw))


# --- counting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Telling:
    """What there is, by phase and by the contract name of the facts."""

    casussen: int
    fasen: dict[str, int]
    gebeurtenissen: dict[str, int]


def tel(dienst: Dienst) -> Telling:
    """Count all cases and facts of the database, in one walk through the history."""
    casussen: dict[UUID, list[Opgetekend]] = {}
    namen: Counter[str] = Counter()
    positie = 0
    while feiten := dienst.archief.lees_na(positie, limiet=PORTIE):
        positie = feiten[-1].positie
        for feit in feiten:
            namen[feit.naam] += 1
            if feit.naam.startswith("casus."):
                casussen.setdefault(feit.stroom_id, []).append(feit)
    fasen = Counter(vouw(van_casus(historie)).fase for historie in casussen.values())
    return Telling(
        casussen=len(casussen),
        fasen={fase.value: fasen[fase] for fase in Fase if fasen[fase]},
        gebeurtenissen=dict(sorted(namen.items())),
    )
