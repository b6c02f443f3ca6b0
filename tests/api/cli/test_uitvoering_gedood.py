"""The service is killed while it carries out a list, and started again: the same end, and one verklaring."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from api.samenstelling import Dienst
from domain.vernietigingslijst.state import Lijstfase
from infra.database import Database
from infra.inzage.pseudoniem import bekende
from infra.kek import Kekbestand, Kekring
from infra.kluis import VERNIETIGSLOT
from infra.settings import Settings
from tests.api.cli.conftest import Casus, tel
from tests.conftest import Klok
from tests.infra.inzage.inkijk import stroom_van
from tests.infra.vernietiging.lijstverhaal import afgewezen, gesloten, goedgekeurd, weg
from tests.lang import gevallen

GEDULD = 40.0
"""Seconds until a step must have come."""


class Slot:
    """Holds the service up at one place: it waits there for a lock that the test has."""

    def __init__(self, baas: psycopg.Connection, *, neem: str, wacht: str, los: str) -> None:
        self.baas, self.neem_sql, self.wacht_sql, self.los_sql = baas, neem, wacht, los

    def neem(self) -> None:
        self.baas.execute(self.neem_sql)

    def wacht(self) -> None:
        """Wait until somebody stands before it."""
        tot = time.monotonic() + GEDULD
        while not self.baas.execute(self.wacht_sql).fetchone():
            assert time.monotonic() < tot, "the service never came there"
            time.sleep(0.05)

    def los(self) -> None:
        self.baas.execute(self.los_sql)


def op_de_vernietiging(baas: psycopg.Connection) -> Slot:
    """In the transaction of a portion, before its first row goes."""
    return Slot(
        baas,
        neem=f"SELECT pg_advisory_lock({VERNIETIGSLOT})",
        wacht="SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND mode = 'ExclusiveLock'",
        los=f"SELECT pg_advisory_unlock({VERNIETIGSLOT})",
    )


def op_tabel(baas: psycopg.Connection, tabel: str) -> Slot:
    """Before a table is read."""
    return Slot(
        baas,
        neem=f"BEGIN; LOCK TABLE {tabel} IN ACCESS EXCLUSIVE MODE",
        wacht=f"SELECT 1 FROM pg_locks WHERE relation = '{tabel}'::regclass AND NOT granted",  # noqa: S608 names of this test
        los="ROLLBACK",
    )


@contextmanager
def dient(casus: Casus) -> Iterator[None]:
    """``casus serve``, which is killed at the end."""
    with casus.proces("serve", "--port", "0"):
        yield


WAAR = ("in a portion", "before the epoch", "in the nacontrole")


@pytest.mark.faults
@pytest.mark.parametrize("waar", gevallen(WAAR, kort=["before the epoch"]))
def test_a_service_that_is_killed_while_it_destroys_ends_the_same_once_started_again(  # noqa: PLR0917 fixtures are bound by name
    casus: Casus,
    dienst: Dienst,
    database: Database,
    settings: Settings,
    klok: Klok,
    tmp_path: Path,
    waar: str,
) -> None:
    kek = tmp_path / "eigen-kek.json"
    shutil.copy2(settings.kek, kek)
    eigen = Casus({**casus.omgeving, "CASUS_KEK_BESTAND": str(kek)})
    gaan, blijft = [afgewezen(dienst) for _ in range(2)], gesloten(dienst)
    lijst, stroom = goedgekeurd(dienst, klok, *gaan), stroom_van(dienst, blijft.casusnummer)
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        _tot_aan(waar, eigen, baas, database)
    tussen = dienst.lijsten.laad(lijst).lijst
    assert (tussen.fase is Lijstfase.IN_UITVOERING) is (waar == "in a portion")
    assert len(tussen.vernietigd) == (0 if waar == "in a portion" else 2)
    with dient(eigen):
        _wacht_tot_verklaard(dienst, lijst)
    klaar = dienst.lijsten.laad(lijst).lijst
    assert klaar.verklaring is not None
    assert all(weg(dienst, verhaal) for verhaal in gaan)
    assert tel(database, "verklaring.verklaring") == 1
    bestand = tmp_path / "verklaring.json"
    assert eigen("export", "verklaring", klaar.verklaring.verklaringsnummer, "--uit", bestand).code == 0
    assert eigen("verify", bestand).code == 0
    with dienst.engine.connect() as verbinding:
        assert stroom in bekende(verbinding, [stroom], kek=Kekring(Kekbestand(kek)))


def _tot_aan(waar: str, eigen: Casus, baas: psycopg.Connection, database: Database) -> None:
    """Serve until there, and kill it."""
    vernietiging = op_de_vernietiging(baas)
    if waar == "in the nacontrole":
        register = op_tabel(baas, "verklaring.verklaring")
        register.neem()
        with dient(eigen):
            register.wacht()
        register.los()
        return
    vernietiging.neem()
    with dient(eigen):
        vernietiging.wacht()
        if waar == "before the epoch":
            with psycopg.connect(database.owner_url, autocommit=True) as ander:
                tijdvak = op_tabel(ander, "sleutels.tijdvak")
                tijdvak.neem()
                vernietiging.los()
                tijdvak.wacht()
    if waar == "in a portion":
        vernietiging.los()


def _wacht_tot_verklaard(dienst: Dienst, lijst: str) -> None:
    tot = time.monotonic() + GEDULD
    while dienst.lijsten.laad(lijst).lijst.fase is not Lijstfase.VERKLAARD:
        assert time.monotonic() < tot, "there is no verklaring"
        time.sleep(0.2)
