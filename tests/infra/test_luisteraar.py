"""The runner hears of new facts: it does not keep asking, and when it hears nothing any more it asks again."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import event

from api.samenstelling import Dienst
from infra import luisteraar, runner
from infra.database import Database
from infra.standen import MELDKANAAL
from tests.verhalen import nieuw_verhaal

GEDULD = 20.0
"""Seconds until something must have come."""


def wacht_tot(klaar: Callable[[], bool]) -> None:
    tot = time.monotonic() + GEDULD
    while not klaar():
        assert time.monotonic() < tot, "it never came there"
        time.sleep(0.02)


@pytest.fixture
def lopend(dienst: Dienst, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dienst]:
    """A runner that would look for itself once a minute, and that listens."""
    monkeypatch.setattr(runner, "RUST_MET_OOR", 60.0)
    monkeypatch.setattr(luisteraar, "OPNIEUW_NA", 0.3)
    dienst.runner.start()
    wacht_tot(lambda: dienst.runner.hoort)
    yield dienst
    dienst.runner.stop()


@contextmanager
def geteld(dienst: Dienst) -> Iterator[list[str]]:
    """The questions that the service asks of the database meanwhile, by the engine of the views."""
    vragen: list[str] = []

    def tel(*wat: object) -> None:
        vragen.append(str(wat[2]))

    event.listen(dienst.engine, "before_cursor_execute", tel)
    yield vragen
    event.remove(dienst.engine, "before_cursor_execute", tel)


def test_while_nothing_happens_nothing_is_asked(lopend: Dienst) -> None:
    assert lopend.runner.wacht_op(nieuw_verhaal(lopend).meld_aan().positie)
    time.sleep(0.5)
    with geteld(lopend) as vragen:
        time.sleep(1.0)
    assert vragen == []


def test_a_fact_is_in_the_views_without_anybody_calling(lopend: Dienst) -> None:
    for _ in range(3):
        assert lopend.runner.wacht_op(nieuw_verhaal(lopend).meld_aan().positie)


def test_who_waits_hears_of_it_and_does_not_keep_asking(lopend: Dienst, database: Database) -> None:
    laatste = nieuw_verhaal(lopend).meld_aan().positie
    assert lopend.runner.wacht_op(laatste)
    with psycopg.connect(database.owner_url, autocommit=True) as elders, geteld(lopend) as vragen:
        assert not lopend.runner.wacht_op(laatste + 1, hoogstens=1.0)
        niets = len(vragen)
        # Another process leads the views and says that they moved on.
        elders.execute("UPDATE weergave.stand SET positie = positie + 1")
        elders.execute("SELECT pg_notify(%s, '')", (MELDKANAAL,))
        assert lopend.runner.wacht_op(laatste + 1, hoogstens=5.0)
    assert niets < 15


def test_a_connection_that_is_lost_is_made_again_and_what_came_meanwhile_is_not_missed(
    lopend: Dienst, database: Database
) -> None:
    with psycopg.connect(database.service_url, autocommit=True) as dezelfde:
        weg = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        assert dezelfde.execute(weg).fetchall() == [(True,)]
    wacht_tot(lambda: not lopend.runner.hoort)
    gedaan = nieuw_verhaal(lopend).meld_aan()
    assert lopend.runner.wacht_op(gedaan.positie)
    wacht_tot(lambda: lopend.runner.hoort)
    assert lopend.runner.wacht_op(nieuw_verhaal(lopend).meld_aan().positie)
