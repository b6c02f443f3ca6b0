"""Lists read on a replica: the caller sees what the caller did, and a replica that falls behind does no harm."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from api.app import maak_app
from api.doctor import onderzoek
from api.samenstelling import Dienst, stel_samen
from domain.rollen import Rol
from infra import leesplaats
from infra.database import Database, DatabaseFout
from infra.kek import Kekbestand, Kekring
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.test_metingen import metingen
from tests.api.verzoeken import AANMELDING
from tests.replica import Replica, replica_van
from tests.verhalen import ZVH


@dataclass
class Paar:
    """The service, with the replica on which it reads."""

    deur: Deur
    replica: Replica
    database: Database
    seconden: float = 0.0

    def op_de_replica(self) -> bool:
        """Whether a list would be read on the replica now."""
        with self.deur.dienst.leesplaats.verbinding() as verbinding:
            return bool(verbinding.execute(text("SELECT pg_is_in_recovery()")).scalar_one())

    def meld_aan(self, kenmerk: str) -> str:
        """Bring in a case and give its number."""
        antwoord = self.deur.stuur("/casussen", {**AANMELDING, "kenmerk": kenmerk}, als=Rol.MELDER)
        assert antwoord.status_code == 201, antwoord.text
        return str(antwoord.json()["casusnummer"])

    def in_de_lijst(self) -> set[str]:
        """The casusnummers in the queue of the table."""
        antwoord = self.deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.PROCESREGISSEUR)
        return {regel["casusnummer"] for regel in antwoord.json()["regels"]}


@pytest.fixture(scope="module")
def gedeeld(server: Database, serverfolder: Path | None) -> Iterator[Replica]:
    if serverfolder is None:
        pytest.skip(
            "a replica is made of the embedded server; the one of CASUS_DATABASE_URL is not ours to copy"
        )
    with replica_van(serverfolder, server.owner_url) as replica:
        yield replica


@pytest.fixture
def paar(dienst: Dienst, database: Database, gedeeld: Replica) -> Iterator[Paar]:
    gedeeld.herstel()
    met = replace(database, lees_url=gedeeld.url(database.service_url))
    with stel_samen_op(dienst, met) as samen:
        app = maak_app(samen)
        samen.runner.start()
        paar = Paar(Deur(samen, app, TestClient(app, client=HIERVANDAAN)), gedeeld, met)
        samen.leesplaats._klok = lambda: paar.seconden
        _wacht_tot_bij(paar)
        try:
            yield paar
        finally:
            samen.runner.stop()


@contextmanager
def stel_samen_op(dienst: Dienst, met: Database) -> Iterator[Dienst]:
    """The same service once more, on another database or replica."""
    kek = Kekring(Kekbestand(dienst.settings.kek))
    with stel_samen(
        dienst.settings, met, kek=kek, definities=dienst.definities, omgeving=dienst.omgeving
    ) as samen:
        yield samen


def test_who_records_something_finds_it_in_the_lists_of_the_replica(paar: Paar) -> None:
    for nummer in range(5):
        paar.seconden += leesplaats.KIJK_ELKE
        casus = paar.meld_aan(f"PL-{nummer}")
        assert paar.op_de_replica()
        assert casus in paar.in_de_lijst()


def test_a_replica_that_falls_behind_is_passed_over_until_it_has_caught_up(
    paar: Paar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leesplaats, "WACHT_HOOGSTENS", 0.2)
    assert paar.op_de_replica()
    paar.replica.pauzeer()
    casus = paar.meld_aan("PL-1")
    assert not paar.op_de_replica()
    assert casus in paar.in_de_lijst()
    # Left alone for a while, and then looked at again: still behind.
    paar.seconden += leesplaats.WEG_VOOR
    assert not paar.op_de_replica()
    paar.replica.pauzeer(verder=True)
    _wacht_tot_bij(paar)
    assert casus in paar.in_de_lijst()


def test_another_process_does_not_read_what_is_older_than_a_look_ago(paar: Paar) -> None:
    """It did not record the fact itself, so it waited for nothing; the positions tell it."""
    assert paar.op_de_replica()
    paar.replica.pauzeer()
    paar.deur.dienst.leesplaats._bij = False  # as in a process that did not wait for this
    casus = paar.meld_aan("PL-1")
    paar.seconden += leesplaats.KIJK_ELKE
    paar.op_de_replica()
    paar.seconden += leesplaats.KIJK_ELKE
    assert not paar.op_de_replica()
    assert casus in paar.in_de_lijst()


def test_a_replica_that_dies_is_not_missed(paar: Paar) -> None:
    assert paar.op_de_replica()
    paar.replica.stop()
    # One that was just read is found dead by the ping before the next use.
    casus = paar.meld_aan("PL-1")
    assert casus in paar.in_de_lijst()
    assert not paar.op_de_replica()
    paar.replica.start()
    paar.seconden += leesplaats.WEG_VOOR
    _wacht_tot_bij(paar)
    assert casus in paar.in_de_lijst()


def test_a_replica_that_dies_halfway_through_a_list_is_passed_over_the_next_time(paar: Paar) -> None:
    plaats = paar.deur.dienst.leesplaats
    with pytest.raises(OperationalError), plaats.verbinding() as verbinding:  # noqa: PT012 the list is the block
        paar.replica.stop()
        verbinding.execute(text("SELECT 1"))
    assert plaats.op_replica is False
    assert not paar.op_de_replica()


def test_who_comes_while_a_replica_hangs_goes_by_the_last_look_and_then_elsewhere(
    paar: Paar, monkeypatch: pytest.MonkeyPatch
) -> None:
    begonnen, verder = Event(), Event()
    echt = leesplaats._standen

    def hangt(engine: Engine) -> dict[str, int]:
        begonnen.set()
        verder.wait(20)
        return echt(engine)

    monkeypatch.setattr(leesplaats, "_standen", hangt)
    paar.seconden += leesplaats.KIJK_ELKE
    with ThreadPoolExecutor(2) as pool:
        kijkt = pool.submit(paar.op_de_replica)
        assert begonnen.wait(20)
        try:
            assert pool.submit(paar.op_de_replica).result(timeout=10)
            paar.seconden += leesplaats.KIJK_ELKE
            assert not pool.submit(paar.op_de_replica).result(timeout=10), "the look takes too long"
        finally:
            verder.set()
        assert kijkt.result()


def test_the_service_starts_without_its_replica(paar: Paar, dienst: Dienst) -> None:
    paar.replica.stop()
    with (
        stel_samen_op(dienst, paar.database) as samen,
        samen.leesplaats.verbinding() as verbinding,
    ):
        assert not verbinding.execute(text("SELECT pg_is_in_recovery()")).scalar_one()


def test_what_is_no_replica_of_this_database_is_refused(paar: Paar, dienst: Dienst) -> None:
    def weiger(lees_url: str, zin: str) -> None:
        with (
            pytest.raises(DatabaseFout, match=zin),
            stel_samen_op(dienst, replace(paar.database, lees_url=lees_url)),
        ):
            pass

    weiger(paar.database.service_url, "takes changes of its own")
    weiger(paar.replica.url(paar.database.service_url).rpartition("/")[0] + "/casus", "follows another")


def test_doctor_tells_how_the_replica_is_doing(paar: Paar) -> None:
    """The settings name the server, as they do where the service has one of its own."""
    settings = paar.deur.dienst.settings.model_copy(
        update={
            "database_url": SecretStr(paar.database.service_url),
            "migratie_database_url": SecretStr(paar.database.owner_url),
            "lees_database_url": SecretStr(str(paar.database.lees_url)),
        }
    )

    def regel() -> tuple[bool, str]:
        (bevinding,) = [een for een in onderzoek(settings) if een.naam == "read replica"]
        return bevinding.in_orde, bevinding.uitleg

    paar.meld_aan("PL-1")
    assert regel() == (True, "up to date; lists are read there")
    paar.replica.pauzeer()
    paar.meld_aan("PL-2")
    in_orde, uitleg = regel()
    assert (in_orde, "behind" in uitleg) == (False, True)
    paar.replica.stop()
    assert regel() == (False, "It cannot be reached; lists are read where they are written.")


def test_monitoring_reads_whether_the_replica_is_used(paar: Paar, deur: Deur) -> None:
    assert metingen(paar.deur)["casus_leesreplica_gebruikt"] == 1
    paar.replica.stop()
    paar.in_de_lijst()
    assert metingen(paar.deur)["casus_leesreplica_gebruikt"] == 0
    assert "casus_leesreplica_gebruikt" not in metingen(deur)


def _wacht_tot_bij(paar: Paar) -> None:
    for _ in range(200):
        paar.seconden += leesplaats.WEG_VOOR
        if paar.op_de_replica():
            return
    pytest.fail("the replica never caught up")
