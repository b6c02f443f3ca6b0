"""The keeper of the logboek: every event once, signed in time, by one process at a time, whoever dies in between."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.samenstelling import Dienst
from infra.database import Database
from infra.keys import SleutelFout
from infra.logboek.blad import bladhash
from infra.logboek.houder import PORTIE, Logboekhouder, zorg_voor_ring
from infra.logboek.merkle import Boom, KnopenInGeheugen
from infra.logboek.opslag import lees_gebeurtenissen
from infra.logboek.ring import lees_publiek, lees_ring
from infra.settings import Settings
from tests.infra.logboek.verleden import controleer, gebeur, gevonden, ring_van, sla_over, stand
from tests.verhalen import nieuw_verhaal

DODELIJK = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import infra.logboek.publicatie
from infra.database import Database
from infra.logboek.houder import Logboekhouder
from infra.settings import Settings

service, map_, sleutel, waar = sys.argv[1:]
settings = Settings(logboek=Path(map_), logboek_sleutel_bestand=Path(sleutel))
echt = getattr(infra.logboek.publicatie, waar)

def sterf(*args, **kwargs):
    if waar == "vervang":
        os.kill(os.getpid(), signal.SIGKILL)
    echt(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(infra.logboek.publicatie, waar, sterf)
houder = Logboekhouder(Database(service, service).service_engine(), settings, nu=lambda: datetime.now(UTC))
houder.neem_op()
houder.publiceer()
"""


def wortel_volgens_de_gebeurtenissen(dienst: Dienst) -> bytes:
    """The root of all events, computed in memory."""
    with dienst.engine.connect() as verbinding:
        gebeurtenissen = lees_gebeurtenissen(verbinding, na=0, limiet=100_000)
    boom, _ = Boom(KnopenInGeheugen()).append(bladhash(g.codeer()) for g in gebeurtenissen)
    return boom.root()


def test_real_events_come_into_the_tree_in_the_order_of_their_positions(dienst: Dienst) -> None:
    nieuw_verhaal(dienst).tot_en_met_ico()
    genomen = dienst.logboek.werk_bij()
    checkpoint, notitie = dienst.logboek.map.huidig(ring_van(dienst))  # type: ignore[misc]  # None would fail here
    assert checkpoint.oorsprong == dienst.settings.logboek_naam
    assert checkpoint.grootte == genomen == stand(dienst).grootte
    assert checkpoint.wortel == wortel_volgens_de_gebeurtenissen(dienst)
    assert notitie == (dienst.logboek.map.map / f"checkpoints/{genomen}").read_bytes()
    assert dienst.logboek.werk_bij() == 0


def test_1200_events_in_portions_give_the_tree_of_all_at_once(dienst: Dienst, database: Database) -> None:
    gebeur(database, 700)
    sla_over(database, 5)
    gebeur(database, 500)
    assert dienst.logboek.neem_op() == (PORTIE, PORTIE)
    assert dienst.logboek.neem_op() == (200, 1200)
    assert dienst.logboek.neem_op() == (0, 1200)
    checkpoint = dienst.logboek.publiceer()
    assert checkpoint is not None
    assert (checkpoint.grootte, checkpoint.wortel) == (1200, wortel_volgens_de_gebeurtenissen(dienst))
    assert (stand(dienst).positie, stand(dienst).gepubliceerd) == (1205, 1200)
    uitslag = controleer(dienst)
    assert (uitslag.gezien, uitslag.afwijking) == (1200, None)


def test_an_empty_log_signs_nothing_and_makes_no_key(dienst: Dienst) -> None:
    assert dienst.logboek.werk_bij() == 0
    assert not dienst.settings.logboeksleutel.exists()
    assert not dienst.settings.logboekmap.exists()


def test_all_checkpoints_are_kept(dienst: Dienst, database: Database) -> None:
    for _ in range(3):
        gebeur(database, 2)
        dienst.logboek.werk_bij()
    assert sorted(dienst.logboek.map.groottes()) == [2, 4, 6]
    assert stat.S_IMODE(dienst.settings.logboeksleutel.stat().st_mode) == 0o600


def test_a_keeper_that_comes_late_does_not_put_the_newest_back(dienst: Dienst, database: Database) -> None:
    """It lost the database after the commit, and gives out when another one has signed more already."""
    gebeur(database, 3)
    dienst.logboek.werk_bij()
    vroeg = dienst.logboek.publiceer()
    assert vroeg is not None
    gebeur(database, 2)
    dienst.logboek.werk_bij()
    dienst.logboek.map.schrijf(vroeg, ring_van(dienst))
    huidig = dienst.logboek.map.huidig(ring_van(dienst))
    assert huidig is not None
    assert huidig[0].grootte == 5


def test_the_thread_signs_what_waits_and_ends_with_nothing_waiting(
    dienst: Dienst, database: Database
) -> None:
    gebeur(database, 3)
    dienst.logboek.start()
    try:
        einde = time.monotonic() + 10
        while stand(dienst).gepubliceerd < 3 and time.monotonic() < einde:
            time.sleep(0.05)
        assert stand(dienst).gepubliceerd == 3
        gebeur(database, 2)
        dienst.logboek.wek()
        while stand(dienst).grootte < 5 and time.monotonic() < einde:
            time.sleep(0.05)
    finally:
        dienst.logboek.stop()
    assert stand(dienst).gepubliceerd == 5
    assert gevonden(dienst) is None


def test_two_keepers_at_once_do_not_do_the_work_twice(dienst: Dienst, database: Database) -> None:
    ander = Logboekhouder(dienst.engine, dienst.settings, nu=dienst.omgeving.nu)
    dienst.logboek.start()
    ander.start()
    try:
        for _ in range(8):
            gebeur(database, 300)
    finally:
        dienst.logboek.stop()
        ander.stop()
    dienst.logboek.werk_bij()
    assert (stand(dienst).grootte, stand(dienst).fout) == (2400, None)
    assert gevonden(dienst) is None


def test_a_check_of_a_log_that_is_being_kept_finds_nothing(dienst: Dienst, database: Database) -> None:
    gebeur(database, 1)
    dienst.logboek.werk_bij()
    for _ in range(10):
        gebeur(database, 50)
        ander = Thread(target=dienst.logboek.werk_bij)
        ander.start()
        assert gevonden(dienst) is None
        ander.join()


@pytest.mark.parametrize(
    ("waar", "over"),
    [("schrijf_nieuw", {"checkpoints", "vkey", ".slot"}), ("vervang", set())],
    ids=["after the kept one, before the newest", "before anything was given out"],
)
def test_killed_between_the_commit_and_giving_out_the_next_one_signs(
    dienst: Dienst, database: Database, waar: str, over: set[str]
) -> None:
    gebeur(database, 4)
    gestorven = subprocess.run(
        [
            *(sys.executable, "-c", DODELIJK, database.service_url),
            *(str(dienst.settings.logboekmap), str(dienst.settings.logboeksleutel), waar),
        ],
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
    )
    assert gestorven.returncode == -signal.SIGKILL
    assert (stand(dienst).grootte, stand(dienst).gepubliceerd) == (4, 0)
    assert {pad.name for pad in dienst.settings.logboekmap.iterdir()} == over
    gebeur(database, 1)
    dienst.logboek.werk_bij()
    assert stand(dienst).gepubliceerd == 5
    assert gevonden(dienst) is None


# --- what the service may not -----------------------------------------------------------------------------------

VERBODEN = (
    "UPDATE logboek.knoop SET hash = sha256('x')",
    "DELETE FROM logboek.knoop",
    "TRUNCATE logboek.knoop",
    "UPDATE logboek.blad SET positie = 9",
    "DELETE FROM logboek.blad",
    "TRUNCATE logboek.blad",
    "DELETE FROM logboek.boek",
    "TRUNCATE logboek.boek",
    "UPDATE logboek.boek SET grootte = 0",
    "UPDATE logboek.boek SET gepubliceerd = 0",
)


@pytest.mark.parametrize("opdracht", VERBODEN)
def test_neither_service_nor_owner_can_change_the_tree(
    dienst: Dienst, database: Database, opdracht: str
) -> None:
    gebeur(database, 2)
    dienst.logboek.werk_bij()
    with dienst.engine.connect() as verbinding, pytest.raises(ProgrammingError):
        verbinding.execute(text(opdracht))
    with psycopg.connect(database.owner_url) as eigenaar, pytest.raises(psycopg.errors.InsufficientPrivilege):
        eigenaar.execute(opdracht)


# --- the key ----------------------------------------------------------------------------------------------------


def test_a_new_key_signs_and_the_old_one_stays_listed_with_its_last_size(
    dienst: Dienst, database: Database
) -> None:
    gebeur(database, 3)
    dienst.logboek.werk_bij()
    eerste = ring_van(dienst).controlesleutel
    dienst.logboek.vervang_sleutel()
    gebeur(database, 1)
    dienst.logboek.werk_bij()
    tweede = dienst.logboek.vervang_sleutel()
    bekend = lees_publiek((dienst.settings.logboekmap / "vkey").read_text())
    assert bekend == (tweede.controlesleutel, tweede.eerder)
    assert [voorganger.tot for voorganger in tweede.eerder] == [4, 3]
    assert tweede.eerder[1].sleutel == eerste
    assert gevonden(dienst) is None
    # Of the keys that were replaced nothing but the public half is left.
    assert dienst.settings.logboeksleutel.read_text().count("PRIVATE") == 1


def test_a_key_of_another_log_or_one_that_others_can_read_is_refused(
    logboeksettings: Settings, tmp_path: Path
) -> None:
    zorg_voor_ring(logboeksettings)
    bestand = logboeksettings.logboeksleutel
    with pytest.raises(SleutelFout, match="CASUS_LOGBOEK_NAAM"):
        lees_ring(bestand, oorsprong="casus.example/andere")
    bestand.chmod(0o644)
    with pytest.raises(SleutelFout, match="0600"):
        lees_ring(bestand, oorsprong=logboeksettings.logboek_naam)
    bestand.chmod(0o600)
    geheim = bestand.read_text().strip()
    bestand.write_text(geheim.replace("PRIVATE", "PRIVAAT"))
    with pytest.raises(SleutelFout) as fout:
        lees_ring(bestand, oorsprong=logboeksettings.logboek_naam)
    sleuteldeel = geheim.split("+", 4)[4]  # base64, which has a plus of its own now and then
    assert sleuteldeel not in str(fout.value)
    assert fout.value.__context__ is None or sleuteldeel not in str(fout.value.__context__)
