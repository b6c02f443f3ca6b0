"""``casus sleutels``, ``casus logboek`` and what the doctor says of the logboek."""

import re
import signal
import urllib.request
from pathlib import Path

import psycopg
import pytest

from infra.database import Database
from infra.logboek.checkpoint import open_checkpoint
from infra.logboek.sleutels import Controlesleutel
from tests.api.cli.conftest import Casus
from tests.infra.logboek.verleden import gebeur, zonder_rem


def doctor(casus: Casus) -> tuple[bool, str]:
    (gevonden,) = (deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == "logboek")
    return gevonden["ok"], gevonden["detail"]


@pytest.fixture
def gevuld(casus: Casus) -> Casus:
    assert casus("demo", "--once", "--casussen", "2").code == 0
    return casus


def wijzig(database: Database, positie: int) -> None:
    with zonder_rem(database) as baas:
        baas.execute("UPDATE feiten.gebeurtenis SET state = '\\x7b7d' WHERE notification_id = %s", (positie,))


def test_the_key_is_made_once_and_its_public_half_is_printed_and_put_in_the_folder(casus: Casus) -> None:
    assert casus("sleutels", "--publiek").code == 2
    vkey = casus("sleutels").data
    assert Controlesleutel.van_vkey(vkey.strip()).naam == "casus.example/logboek"
    assert casus("sleutels").data == casus("sleutels", "--publiek").data == vkey
    data = Path(casus.omgeving["CASUS_DATA"])
    assert (data / "logboek" / "vkey").read_text() == vkey
    geheim = (data / "sleutels" / "logboek.skey").read_text().strip()
    assert geheim.startswith("PRIVATE+KEY+casus.example/logboek+")
    for uitvoer in (casus("sleutels"), casus("sleutels", "--publiek"), casus("doctor")):
        assert geheim.split("+", 4)[4] not in uitvoer.data + uitvoer.gezegd


def test_a_key_is_replaced_and_the_old_one_stays_listed(gevuld: Casus) -> None:
    eerste = gevuld("sleutels", "--publiek").data.strip()
    tweede, eerder = gevuld("sleutels", "--vervang").data.splitlines()
    assert re.fullmatch(rf"{re.escape(eerste)} \d+", eerder)
    assert tweede != eerste
    assert gevuld("logboek", "controleer").code == 0
    assert doctor(gevuld)[0]


def test_the_whole_log_is_checked_and_the_first_wrong_position_named(
    gevuld: Casus, database: Database
) -> None:
    goed = gevuld("logboek", "controleer", "--json")
    assert (goed.code, goed.json["ok"], goed.json["checked"]) == (0, True, goed.json["size"])
    wijzig(database, 11)
    fout = gevuld("logboek", "controleer")
    assert fout.code == 1
    assert fout.data.startswith("changed at position 11: expected ")
    als_json = gevuld("logboek", "controleer", "--json").json
    assert (als_json["ok"], als_json["wrong"]["kind"], als_json["wrong"]["position"]) == (
        *(False, "changed"),
        11,
    )


def test_doctor_tells_how_far_it_is_and_looks_at_the_newest_events(gevuld: Casus, database: Database) -> None:
    in_orde, uitleg = doctor(gevuld)
    assert in_orde
    assert re.search(r"\d+ leaves, up to date; newest checkpoint \d+ of casus.example/logboek in ", uitleg)
    wijzig(database, 11)
    in_orde, uitleg = doctor(gevuld)
    assert not in_orde
    assert "changed at position 11" in uitleg


def test_doctor_finds_a_change_far_back_by_its_sample(gevuld: Casus, database: Database) -> None:
    """Every event before the newest thousand is changed, so that any sample meets one."""
    with psycopg.connect(database.owner_url) as eigenaar:
        rij = eigenaar.execute("SELECT max(notification_id) FROM feiten.gebeurtenis").fetchone()
    assert rij is not None
    gebeur(database, 1000)
    assert gevuld("logboek", "hervat").code == 0
    assert doctor(gevuld)[0]
    with zonder_rem(database) as baas:
        baas.execute("UPDATE feiten.gebeurtenis SET state = '\\x7b7d' WHERE notification_id <= %s", (rij[0],))
    assert doctor(gevuld)[1].count("changed at position") == 1


def test_doctor_sees_a_logboek_that_nobody_keeps_and_a_forged_checkpoint(
    gevuld: Casus, database: Database
) -> None:
    (Path(gevuld.omgeving["CASUS_DATA"]) / "logboek" / "checkpoint").write_text("vals\n\n— vals AAAA\n")
    assert "checkpoint" in doctor(gevuld)[1]
    assert not doctor(gevuld)[0]
    gebeur(database, 3)
    in_orde, uitleg = doctor(gevuld)
    assert not in_orde
    assert "3 events behind" in uitleg


def test_doctor_sees_a_key_that_is_gone(gevuld: Casus) -> None:
    (Path(gevuld.omgeving["CASUS_DATA"]) / "sleutels" / "logboek.skey").unlink()
    in_orde, uitleg = doctor(gevuld)
    assert not in_orde
    assert "cannot be read" in uitleg


def test_a_folder_that_cannot_be_written_and_a_name_that_cannot_be_used_give_a_sentence(
    casus: Casus, tmp_path: Path
) -> None:
    bezet = tmp_path / "bezet"
    bezet.write_text("hier staat al iets")
    vol = Casus({**casus.omgeving, "CASUS_LOGBOEK": str(bezet)})
    assert casus("demo", "--once", "--casussen", "2").code == 0
    demo = vol("demo", "--once", "--casussen", "2")
    assert (demo.code, "register of destructions" in demo.gezegd) == (2, True), (
        "what is destroyed must be on record"
    )
    for opdracht in (
        ("sleutels",),
        ("sleutels", "--vervang"),
        ("logboek", "controleer"),
        ("logboek", "hervat"),
    ):
        uitvoer = vol(*opdracht)
        assert uitvoer.code == 2
        assert "cannot be read" in uitvoer.gezegd
        assert "Traceback" not in uitvoer.gezegd
    in_orde, uitleg = doctor(vol)
    assert not in_orde
    assert "cannot be read" in uitleg
    fout = Casus({**casus.omgeving, "CASUS_LOGBOEK_NAAM": "ons logboek+"})("sleutels")
    assert (fout.code, "CASUS_LOGBOEK_NAAM" in fout.gezegd) == (2, True)


def test_serve_makes_the_key_keeps_the_logboek_and_signs_what_waits_when_it_stops(
    casus: Casus, database: Database
) -> None:
    gebeur(database, 5)
    with casus.proces("serve", "--port", "0") as proces:
        assert proces.stderr is not None
        adres = proces.stderr.readline().removeprefix("Casus serves on ").strip().removesuffix(".")
        with urllib.request.urlopen(f"{adres}/v1/gezondheid"):  # noqa: S310 the address of this test
            gebeur(database, 2)
        proces.send_signal(signal.SIGTERM)
        proces.communicate(timeout=20)
    map_ = Path(casus.omgeving["CASUS_DATA"]) / "logboek"
    log = Controlesleutel.van_vkey((map_ / "vkey").read_text().strip())
    geopend = open_checkpoint((map_ / "checkpoint").read_bytes(), oorsprong=log.naam, log=[log])
    assert geopend.checkpoint.grootte == 7
    assert casus("logboek", "controleer").code == 0
