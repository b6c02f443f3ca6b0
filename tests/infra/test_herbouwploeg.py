"""A rebuild by several processes: the same rows, also where one of them is killed, or a case is destroyed meanwhile."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from api.samenstelling import Dienst
from infra.database import Database
from infra.herbouw import Herbouwer
from infra.herbouwfouten import HerbouwGestruikeld, HerbouwKanNiet
from infra.herbouwploeg import HOOGSTENS, KLEIN, hoeveel
from infra.herbouwwerker import Werkplek
from projections.alle import WEERGAVEN
from tests.infra.weergaverijen import Inhoud, inhoud, naast
from tests.verhalen import Verhaal, nieuw_verhaal

CASUSSEN = 60
GEDULD = 30.0
"""Seconds in which a process has started."""


@pytest.fixture
def baas(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as verbinding:
        yield verbinding


@pytest.fixture
def herbouw(dienst: Dienst, database: Database) -> Iterator[Callable[..., int]]:
    """Rebuild all views by two processes, a few streams at a time; ``meld`` is called once both have started."""
    eigenaar = database.owner_engine()
    herbouwer = Herbouwer(
        eigenaar,
        dienst.engine,
        dienst.archief,
        definities=dienst.definities,
        nu=dienst.omgeving.nu,
        tegelijk=4,
        werkplek=Werkplek(database, dienst.settings),
    )

    def doe(meld: Callable[[], object] = lambda: None, *, processen: int = 2) -> int:
        er_zijn: list[int] = []

        def na_een_portie(op: int, van: int) -> None:
            if processen > 1 and not er_zijn:
                wacht_tot(lambda: len(werkers()) == processen and _aan_het_klad(dienst) == processen + 1)
                er_zijn.extend(werkers())
            if op < van:
                meld()

        return herbouwer.herbouw(WEERGAVEN, meld=na_een_portie, processen=processen)

    yield doe
    eigenaar.dispose()
    assert werkers() == [], "none of them outlives the rebuild"


@pytest.fixture
def voor(dienst: Dienst) -> Inhoud:
    """The rows of some cases, as the runner made them."""
    nieuw_verhaal(dienst).tot_en_met_ico()
    for _ in range(CASUSSEN):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    return inhoud(dienst)


def wacht_tot(is_zo: Callable[[], bool]) -> None:
    einde = time.monotonic() + GEDULD
    while not is_zo():
        assert time.monotonic() < einde
        time.sleep(0.02)


def werkers() -> list[int]:
    """The processes that help this one."""
    kinderen = Path("/proc/self/task").glob("*/children")
    ids = [int(een) for bestand in kinderen for een in bestand.read_text().split()]
    return [een for een in ids if b"herbouwwerker" in Path(f"/proc/{een}/cmdline").read_bytes()]


def _aan_het_klad(dienst: Dienst) -> int:
    """How many have their scratch tables."""
    vraag = "SELECT count(*) FROM pg_class WHERE relname = 'triagelijst' AND relpersistence = 't'"
    with dienst.engine.connect() as verbinding:
        return int(verbinding.exec_driver_sql(vraag).scalar_one())


def test_several_processes_make_the_rows_that_one_makes(
    dienst: Dienst, baas: psycopg.Connection, herbouw: Callable[..., int], voor: Inhoud
) -> None:
    baas.execute("UPDATE weergave.monitoring SET gemeente = 'Nergens'")
    baas.execute("DELETE FROM weergave.triagelijst")
    bezig = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
    )
    gezien: list[int] = []
    tot = herbouw(lambda: gezien.append((baas.execute(bezig).fetchone() or (0,))[0]))
    assert max(gezien) >= 1, "while one portion is kept, another is being told"
    assert tot == dienst.archief.laatste_positie()
    assert inhoud(dienst) == voor


def test_a_case_that_is_destroyed_meanwhile_holds_up_nobody_and_is_gone(
    dienst: Dienst, herbouw: Callable[..., int]
) -> None:
    weg = Verhaal(dienst)
    weg.tot_en_met_ico()
    weg.sluit_af()
    for _ in range(CASUSSEN):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    stroom_id = str(dienst.shell.laad(weg.casusnummer).stroom_id)
    vernietiging = threading.Thread(target=weg.verwijder)

    def begin() -> None:
        if vernietiging.ident is None:
            vernietiging.start()

    herbouw(begin)
    vernietiging.join(GEDULD)
    assert not vernietiging.is_alive()
    dienst.runner.werk_bij()
    assert [naam for naam, rijen in inhoud(dienst).items() if stroom_id in repr(rijen)] == [
        "verwijderrapport"
    ]


def test_a_process_that_is_killed_is_told_and_the_same_command_goes_on(
    dienst: Dienst, herbouw: Callable[..., int], voor: Inhoud
) -> None:
    gedood: list[int] = []

    def dood() -> None:
        if not gedood:
            gedood.append(werkers()[0])
            os.kill(gedood[0], signal.SIGKILL)

    with pytest.raises(HerbouwKanNiet, match=r"was ended by SIGKILL\. Nothing was put in its place"):
        herbouw(dood)
    assert inhoud(dienst) == voor
    assert naast(dienst) > 0
    herbouw(processen=1)
    assert inhoud(dienst) == voor


def test_a_fact_that_another_process_cannot_read_is_named(
    dienst: Dienst, baas: psycopg.Connection, herbouw: Callable[..., int], voor: Inhoud
) -> None:
    laatste = dienst.archief.laatste_positie()
    baas.execute(
        "UPDATE kluis.deel SET cijfertekst = '\\x00' WHERE stroom_id ="
        " (SELECT originator_id FROM feiten.gebeurtenis WHERE notification_id = %s)",
        (laatste,),
    )
    with pytest.raises(HerbouwGestruikeld, match=r"\(casus\.Aangemeld\.v1\): KluisGeschonden"):
        herbouw()
    assert inhoud(dienst) == voor


def test_few_facts_are_told_by_one_process_and_many_by_one_for_each_core() -> None:
    assert hoeveel(KLEIN - 1) == 1
    assert hoeveel(KLEIN) == min(len(os.sched_getaffinity(0)), HOOGSTENS)
