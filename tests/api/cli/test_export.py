"""``casus export``: from the database to a bundle, and what a tampered database looks like in it."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from api.samenstelling import Dienst
from infra.database import Database
from infra.logboek.blad import Blad, bladhash
from infra.logboek.merkle import Boom, KnopenInGeheugen
from infra.logboek.verifieer import verifieer
from tests.api.cli.conftest import Casus
from tests.infra.logboek.bundels import SLEUTEL, Logboek, leden
from tests.infra.logboek.spelers import OORSPRONG
from tests.verhalen import FRAMBOOS, nieuw_verhaal

SCHEMA = """
CREATE SCHEMA IF NOT EXISTS logboek;
CREATE TABLE IF NOT EXISTS logboek.knoop (niveau smallint, nummer bigint, hash bytea, PRIMARY KEY (niveau, nummer));
CREATE TABLE IF NOT EXISTS logboek.blad (nummer bigint PRIMARY KEY, positie bigint UNIQUE);
GRANT USAGE ON SCHEMA logboek TO casus_dienst;
GRANT SELECT ON logboek.knoop, logboek.blad TO casus_dienst;
"""
GEBEURTENISSEN = (
    "SELECT notification_id, originator_id, originator_version, topic, state"
    " FROM feiten.gebeurtenis ORDER BY notification_id"
)


def leg_in_logboek(database: Database, map_: Path) -> Logboek:
    """Put the stored events in the tree, and a signed checkpoint in the folder, as the keeper of the log does."""
    logboek = Logboek()
    with psycopg.connect(database.owner_url) as verbinding:
        verbinding.execute(SCHEMA)
        rijen = verbinding.execute(GEBEURTENISSEN).fetchall()
        bladen = [Blad(p, s, v, n, bytes(i)).codeer() for p, s, v, n, i in rijen]
        _, knopen = Boom(KnopenInGeheugen()).append(map(bladhash, bladen))
        with verbinding.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO logboek.knoop VALUES (%s, %s, %s)", [(*p, h) for p, h in knopen.items()]
            )
            cursor.executemany(
                "INSERT INTO logboek.blad VALUES (%s, %s)", [(n, rij[0]) for n, rij in enumerate(rijen)]
            )
    logboek.leg_vast(bladen)
    map_.mkdir(exist_ok=True)
    (map_ / "checkpoint").write_bytes(logboek.checkpoint())
    (map_ / "vkey").write_bytes(SLEUTEL)
    return logboek


@pytest.fixture
def nummers(dienst: Dienst) -> list[str]:
    """Two cases, whose events stand one after the other."""
    verhalen = [nieuw_verhaal(dienst) for _ in range(2)]
    for verhaal in verhalen:
        verhaal.tot_en_met_ico()
    return [verhaal.casusnummer for verhaal in verhalen]


@pytest.fixture
def logboek(nummers: list[str], database: Database, casus: Casus) -> Logboek:
    casus.omgeving["CASUS_LOGBOEK_NAAM"] = OORSPRONG
    return leg_in_logboek(database, Path(casus.omgeving["CASUS_DATA"]) / "logboek")


def test_the_whole_log_is_exported_and_verifies(casus: Casus, logboek: Logboek, tmp_path: Path) -> None:
    uit = tmp_path / "heel.zip"
    uitvoer = casus("export", "logboek", "--uit", uit)
    assert (uitvoer.code, uitvoer.data.strip()) == (0, str(uit))
    uitslag = verifieer(uit, sleutels=SLEUTEL)
    assert (uitslag.van, uitslag.tot, uitslag.aantal) == (0, logboek.boom.grootte, logboek.boom.grootte)
    assert leden(uit.read_bytes())["events.bin"] == b"".join(logboek.opgeslagen)
    assert uit.stat().st_mode & 0o777 == 0o600


def test_a_part_of_the_log_with_a_proof_from_before(casus: Casus, logboek: Logboek, tmp_path: Path) -> None:
    (tmp_path / "ouder").write_bytes(logboek.checkpoint(2))
    uit = tmp_path / "deel.zip"
    argumenten = ("--van", 5, "--tot", 9, "--tegen", tmp_path / "ouder", "--uit", uit)
    assert casus("export", "logboek", *argumenten).code == 0
    assert casus("verify", uit, "--tegen", tmp_path / "ouder").code == 0


def test_a_casus_is_exported_without_anything_about_people(
    casus: Casus, nummers: list[str], logboek: Logboek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    uitvoer = casus("export", "casus", nummers[0])
    assert uitvoer.code == 0
    bundel = tmp_path / uitvoer.data.strip()
    assert verifieer(bundel, sleutels=SLEUTEL).bundel == "casus"
    ruw = bundel.read_bytes()
    for geheim in (nummers[0], FRAMBOOS.naam or "", FRAMBOOS.bsn or "", "mw-peer"):
        assert geheim
        assert geheim.encode() not in ruw
        assert geheim not in uitvoer.data + uitvoer.gezegd
    assert b"definitions/regios/zaanstreek-waterland.toml" in ruw


INVOEGEN = (
    "INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state, notification_id)"
    " OVERRIDING SYSTEM VALUE SELECT gen_random_uuid(), 1, topic, state, %s FROM feiten.gebeurtenis LIMIT 1"
)
KNOEIEN: dict[str, tuple[str, str]] = {
    "an event is changed": (
        "UPDATE feiten.gebeurtenis SET state = state || '\\x20' WHERE notification_id = %s",
        "gewijzigd",
    ),
    "an event is deleted": ("DELETE FROM feiten.gebeurtenis WHERE notification_id = %s", "ontbreekt"),
}


@pytest.mark.parametrize("wat", KNOEIEN)
def test_what_the_owner_of_the_database_does_to_an_event_is_named_by_its_index(
    wat: str, casus: Casus, database: Database, logboek: Logboek, tmp_path: Path
) -> None:
    opdracht, woord = KNOEIEN[wat]
    with psycopg.connect(database.owner_url) as verbinding:
        verbinding.execute("ALTER TABLE feiten.gebeurtenis DISABLE TRIGGER USER")
        rij = verbinding.execute("SELECT positie FROM logboek.blad WHERE nummer = 4").fetchone()
        verbinding.execute(opdracht.encode(), rij)
    uitvoer = casus("export", "logboek", "--uit", tmp_path / "b.zip")
    assert (uitvoer.code, f"NIET IN ORDE ({woord})" in uitvoer.gezegd) == (1, True)
    assert "index 4 in het logboek" in uitvoer.gezegd
    assert casus("verify", tmp_path / "b.zip").code == 1


def test_an_event_that_was_put_in_between_is_named(
    casus: Casus, database: Database, dienst: Dienst, tmp_path: Path
) -> None:
    nieuw_verhaal(dienst).tot_en_met_ico()
    with psycopg.connect(database.owner_url) as verbinding:
        verbinding.execute(
            "SELECT setval(pg_get_serial_sequence('feiten.gebeurtenis', 'notification_id'), 900)"
        )
    nieuw_verhaal(dienst).tot_en_met_ico()
    logboek = leg_in_logboek(database, Path(casus.omgeving["CASUS_DATA"]) / "logboek")
    with psycopg.connect(database.owner_url) as verbinding:
        verbinding.execute("ALTER TABLE feiten.gebeurtenis DISABLE TRIGGER USER")
        verbinding.execute(INVOEGEN, (800,))
    uitvoer = casus("export", "logboek", "--uit", tmp_path / "b.zip")
    assert (uitvoer.code, "NIET IN ORDE (toegevoegd)" in uitvoer.gezegd) == (1, True)
    assert f"index {logboek.boom.grootte // 2} in het logboek" in uitvoer.gezegd


FOUTEN: dict[str, tuple[Callable[[Path], tuple[object, ...]], str]] = {
    "no such casus": (lambda _: ("casus", "C-00000-00000"), "no casus with this number"),
    "past the end": (lambda _: ("logboek", "--van", 10_000), "no such part"),
    "something is there already": (lambda map_: ("logboek", "--uit", map_), "already something"),
    "a folder that is not there": (
        lambda map_: ("logboek", "--uit", map_ / "weg" / "b.zip"),
        "cannot be written",
    ),
    "no older checkpoint": (lambda map_: ("logboek", "--tegen", map_ / "weg"), "cannot be read"),
}


def test_an_older_checkpoint_of_the_other_log_proves_nothing_and_is_refused(
    casus: Casus, logboek: Logboek, tmp_path: Path
) -> None:
    ouder = tmp_path / "ouder"
    ouder.write_bytes(logboek.checkpoint(2))
    for woorden in (("logboek", "--inzagen"), ("logboek",)):
        uit = tmp_path / f"{len(woorden)}.zip"
        uitvoer = casus("export", *woorden, "--tegen", ouder, "--uit", uit)
        assert uitvoer.code == (2 if "--inzagen" in woorden else 0)
        assert ("is a checkpoint of" in uitvoer.gezegd) == ("--inzagen" in woorden)
        assert uit.exists() == ("--inzagen" not in woorden)


@pytest.mark.parametrize("wat", FOUTEN)
def test_what_cannot_be_exported_is_one_sentence(
    wat: str, casus: Casus, logboek: Logboek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    argumenten, zin = FOUTEN[wat]
    voor = sorted(tmp_path.iterdir())
    uitvoer = casus("export", *map(str, argumenten(tmp_path)))
    assert (uitvoer.code, uitvoer.data) == (2, "")
    assert zin in uitvoer.gezegd
    assert "C-00000" not in uitvoer.gezegd
    assert sorted(tmp_path.iterdir()) == voor


def test_without_a_checkpoint_there_is_nothing_to_export(casus: Casus, tmp_path: Path) -> None:
    uitvoer = casus("export", "logboek", "--uit", tmp_path / "b.zip")
    assert (uitvoer.code, "no checkpoint yet" in uitvoer.gezegd) == (2, True)
    assert not (tmp_path / "b.zip").exists()
