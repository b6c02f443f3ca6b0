"""The command line: data on stdout, sentences on stderr, exit codes, and never a stack trace or a secret."""

import json
import re
import signal
import socket
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import text

from api.luisteren import ServeerFout, adres_van, luister
from api.tokens import lees_sleutel, lees_token
from domain.rollen import Rol
from infra.beheer import laatste_revisie
from infra.database import Database
from infra.definitions import lees_definities
from infra.kek import Kekbestand
from infra.luisteraar import HARTSLAG
from tests.api.cli.conftest import Casus, Uitvoer, duurzaam
from tests.verhalen import ZVH


def een_zin(uitvoer: Uitvoer) -> str:
    """The one sentence in which a command failed."""
    assert (uitvoer.code, uitvoer.data) == (2, "")
    (zin,) = uitvoer.gezegd.splitlines()
    assert zin.startswith("casus: ")
    assert zin.endswith(".")
    assert "Traceback" not in zin
    return zin


def anders(casus: Casus, **omgeving: str) -> Casus:
    return Casus({**casus.omgeving, **omgeving})


# --- without a database -----------------------------------------------------------------------------------------


def test_help_lists_the_commands(casus: Casus) -> None:
    gezegd = casus("--help").data
    for opdracht in (
        "demo",
        "serve",
        "migrate",
        "import",
        "token",
        "openapi",
        "doctor",
        "verify",
        "export",
        "getuige",
    ):
        assert re.search(rf"^.? *{opdracht} ", gezegd, re.MULTILINE)


def test_openapi_prints_the_description_without_a_database(casus: Casus) -> None:
    zonder = anders(casus, CASUS_DATABASE_URL="postgresql://niemand@127.0.0.1:9/niets")
    beschrijving = zonder("openapi").json
    assert beschrijving["openapi"].startswith("3.1")
    assert "/casussen" in beschrijving["paths"]
    assert not (Path(casus.omgeving["CASUS_DATA"]) / "sleutels").exists()


def test_a_token_is_all_that_is_printed_and_it_counts(casus: Casus) -> None:
    uitvoer = casus("token", "--rol", "melder", "--organisatie", "politie", "--minuten", "5")
    sleutel = lees_sleutel(Path(casus.omgeving["CASUS_DATA"]) / "sleutels" / "demo-uitgever.json")
    gebruiker = lees_token(uitvoer.data.strip(), sleutel=sleutel, nu=datetime.now(UTC))
    assert (gebruiker.wie.id, gebruiker.wie.rol, gebruiker.wie.organisatie) == (
        *("demo-melder", Rol.MELDER, "politie"),
    )
    assert gebruiker.tafels == set(lees_definities().tafels)
    assert uitvoer.gezegd == ""
    with pytest.raises(Exception, match=r"^$"):
        lees_token(uitvoer.data.strip(), sleutel=sleutel, nu=datetime.now(UTC) + timedelta(minutes=6))


def test_a_token_counts_for_the_tables_that_are_named(casus: Casus) -> None:
    tafels = (ZVH, "ret-zaanstreek-waterland")
    namen = [woord for tafel in tafels for woord in ("--tafel", tafel)]
    uitvoer = casus("token", "--rol", "procesregisseur", "--organisatie", "zvh", *namen)
    sleutel = lees_sleutel(Path(casus.omgeving["CASUS_DATA"]) / "sleutels" / "demo-uitgever.json")
    assert lees_token(uitvoer.data.strip(), sleutel=sleutel, nu=datetime.now(UTC)).tafels == set(tafels)


@pytest.mark.parametrize(
    "opties",
    [
        ("--medewerker", "Jan Jansen"),
        ("--medewerker", "x" * 65),
        ("--tafel", "een-andere"),
    ],
)
def test_a_token_for_nobody_or_nowhere_is_refused(casus: Casus, opties: tuple[str, ...]) -> None:
    een_zin(casus("token", "--rol", "melder", "--organisatie", "politie", *opties))


@pytest.mark.parametrize(
    "argumenten",
    [
        ("onbekend",),
        ("token", "--rol", "melder", "--organisatie", "zvh", "--minuten", "481"),
        ("serve", "--port", "65536"),
        ("demo", "--casussen", "0"),
        ("import",),
    ],
)
def test_a_wrong_use_is_exit_code_2(casus: Casus, argumenten: tuple[str, ...]) -> None:
    assert casus(*argumenten).code == 2


def test_a_role_that_is_none_hears_which_there_are(casus: Casus) -> None:
    zin = een_zin(casus("token", "--rol", "baas", "--organisatie", "zvh"))
    assert zin == f"casus: There is no such role; known are: {', '.join(Rol)}."


def test_a_setting_that_cannot_be_used_is_named_without_its_value(casus: Casus) -> None:
    zin = een_zin(anders(casus, CASUS_PORT="geheim")("doctor"))
    assert "CASUS_PORT" in zin
    assert "geheim" not in zin


# --- what keeps it from starting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "woord"),
    [
        ("postgresql://iemand:hemelblauw@127.0.0.1:9/casus", "cannot be reached"),
        ("mysql://iemand:hemelblauw@127.0.0.1/casus", "postgresql://"),
        ("postgresql://iemand:hemelblauw@127.0.0.1:poort/casus", "reached"),
    ],
)
def test_a_database_that_cannot_be_used_gives_a_sentence_without_the_password(
    casus: Casus, url: str, woord: str
) -> None:
    kapot = anders(casus, CASUS_DATABASE_URL=url, CASUS_MIGRATIE_DATABASE_URL=url)
    for opdracht in (("migrate",), ("serve", "--port", "0"), ("demo", "--once")):
        zin = een_zin(kapot(*opdracht))
        assert woord in zin
        assert "hemelblauw" not in zin
        assert "iemand" not in zin


def test_a_kek_that_is_gone_gives_a_sentence(casus: Casus, tmp_path: Path) -> None:
    assert "KEK" in een_zin(anders(casus, CASUS_KEK_BESTAND=str(tmp_path / "weg.json"))("migrate"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.invalid"])  # noqa: S104 that is the point
def test_serve_takes_no_address_that_others_reach(casus: Casus, host: str) -> None:
    een_zin(casus("serve", "--host", host, "--port", "0"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_address_of_this_computer_is_taken(host: str) -> None:
    with luister(host, 0) as luisteraar:
        assert re.fullmatch(r"http://(127\.0\.0\.1|\[::1\]):\d+", adres_van(luisteraar))


def test_a_port_that_is_taken_gives_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as bezet, pytest.raises(ServeerFout, match="--port"):
        luister("127.0.0.1", bezet.getsockname()[1])


# --- serving ----------------------------------------------------------------------------------------------------


def test_serve_answers_logs_json_and_stops_on_sigterm(casus: Casus) -> None:
    with casus.proces("serve", "--port", "0") as proces:
        assert proces.stderr is not None
        adres = proces.stderr.readline().removeprefix("Casus serves on ").strip().removesuffix(".")
        with urllib.request.urlopen(f"{adres}/v1/gezondheid") as antwoord:  # noqa: S310 the address of this test
            assert json.load(antwoord) == {"stand": "gezond"}
            assert "server" not in antwoord.headers
        proces.send_signal(signal.SIGTERM)
        # Whatever load there is on this computer: less than a thread may rest for, so nobody waits for one.
        uit, gezegd = proces.communicate(timeout=HARTSLAG - 5)
        assert (proces.returncode, uit) == (0, "")
    regels = [json.loads(regel) for regel in gezegd.splitlines()]
    assert [regel["actie"] for regel in regels if regel["event"] == "verzoek"] == ["GET /v1/gezondheid"]
    # Nor was anything at hand broken off because its time was up.
    assert {regel["level"] for regel in regels} <= {"info", "debug"}


# --- migrate and doctor -----------------------------------------------------------------------------------------


def bevindingen(casus: Casus) -> dict[str, tuple[bool, str]]:
    uitvoer = casus("doctor", "--json")
    inhoud = uitvoer.json
    assert inhoud["healthy"] is (uitvoer.code == 0)
    return {deel["name"]: (deel["ok"], deel["detail"]) for deel in inhoud["checks"]}


def niet_in_orde(casus: Casus) -> dict[str, str]:
    return {naam: uitleg for naam, (in_orde, uitleg) in bevindingen(casus).items() if not in_orde}


def test_doctor_finds_a_healthy_service_healthy(casus: Casus) -> None:
    assert casus("demo", "--once", "--casussen", "2").code == 0
    assert niet_in_orde(casus) == {}
    uitvoer = casus("doctor")
    assert uitvoer.code == 0
    assert all(regel.startswith("ok ") for regel in uitvoer.data.splitlines())


def test_what_the_doctor_meets_does_not_stand_among_its_json(casus: Casus) -> None:
    elders = Casus({**casus.omgeving, "CASUS_LEES_DATABASE_URL": "postgresql://casus@127.0.0.1:1/casus"})
    in_orde, uitleg = bevindingen(elders)["read replica"]
    assert not in_orde
    assert uitleg == "It cannot be reached; lists are read where they are written."


def test_doctor_tells_no_secret(casus: Casus, database: Database) -> None:
    kek = Path(casus.omgeving["CASUS_KEK_BESTAND"])
    geheimen = [json.loads(kek.read_text())["sleutel"]]
    geheimen += re.findall(r"//([^:@/]+):([^@]+)@", f"{database.service_url} {database.owner_url}")
    for uitvoer in (casus("doctor"), casus("doctor", "--json")):
        for geheim in geheimen:
            for deel in (geheim,) if isinstance(geheim, str) else geheim:
                assert deel not in uitvoer.data + uitvoer.gezegd


def test_doctor_sees_an_empty_database_and_migrate_mends_it(
    casus: Casus, lege_database: Database, tmp_path: Path
) -> None:
    leeg = anders(
        casus,
        CASUS_DATABASE_URL=duurzaam(lege_database.service_url),
        CASUS_MIGRATIE_DATABASE_URL=lege_database.owner_url,
        CASUS_KEK_BESTAND=str(tmp_path / "kek.json"),
    )
    assert list(niet_in_orde(leeg)) == ["schema"]
    assert not (tmp_path / "kek.json").exists()
    uitvoer = leeg("migrate")
    assert (uitvoer.code, uitvoer.data) == (0, "")
    assert laatste_revisie() in uitvoer.gezegd
    assert niet_in_orde(leeg) == {}


def test_doctor_sees_a_schema_that_is_behind(casus: Casus, database: Database) -> None:
    with database.owner_engine().begin() as verbinding:
        verbinding.execute(text("UPDATE beheer.alembic_version SET version_num = '0001'"))
    assert "casus migrate" in niet_in_orde(casus)["schema"]


def test_doctor_sees_views_that_nobody_keeps_up_and_one_that_stopped(
    casus: Casus, database: Database
) -> None:
    assert casus("import", "docs/voorbeelden/aanmeldingen.jsonl").code == 1
    assert "behind" in niet_in_orde(casus)["view triagelijst"]
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute("INSERT INTO weergave.stand (naam, fout) VALUES ('monitoring', 'ValueError')")
    assert "ValueError" in niet_in_orde(casus)["view monitoring"]


def test_doctor_sees_a_service_that_may_change_events(casus: Casus, database: Database) -> None:
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute("GRANT UPDATE ON feiten.gebeurtenis TO casus_dienst")
    assert "UPDATE" in niet_in_orde(casus)["service role"]


def test_doctor_sees_a_service_that_may_make_no_temporary_tables(casus: Casus, database: Database) -> None:
    with psycopg.connect(database.owner_url) as eigenaar:
        naam = Identifier(eigenaar.info.dbname)
        for wie in (Identifier("casus_dienst"), SQL("PUBLIC")):
            eigenaar.execute(SQL("REVOKE TEMPORARY ON DATABASE {} FROM {}").format(naam, wie))
    assert "GRANT TEMPORARY" in niet_in_orde(casus)["service role"]


def test_a_server_that_forgets_at_a_power_cut_what_it_acknowledged_was_noticed_by_nothing(
    casus: Casus, database: Database
) -> None:
    assert "durability" not in niet_in_orde(casus)
    uit = anders(casus, CASUS_DATABASE_URL=duurzaam(database.service_url, "off"))
    assert "synchronous_commit is off" in niet_in_orde(uit)["durability"]


def test_an_event_that_is_no_json_made_the_doctor_say_that_the_database_refuses(
    casus: Casus, database: Database
) -> None:
    assert casus("import", "docs/voorbeelden/aanmeldingen.jsonl").code == 1
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute("ALTER TABLE feiten.gebeurtenis DISABLE TRIGGER USER")
        eigenaar.execute("UPDATE feiten.gebeurtenis SET state = 'geen json' WHERE notification_id = 2")
    assert "1 events do not read at all, the first at position 2" in niet_in_orde(casus)["content"]


def test_doctor_sees_another_kek_a_lost_one_and_one_that_others_can_read(
    casus: Casus, tmp_path: Path
) -> None:
    ander = anders(casus, CASUS_KEK_BESTAND=str(tmp_path / "kek.json"))
    assert "There is no KEK" in niet_in_orde(ander)["KEK"]
    assert not (tmp_path / "kek.json").exists()
    Kekbestand(tmp_path / "kek.json").maak(1)
    assert "not the one" in niet_in_orde(ander)["KEK"]
    (tmp_path / "kek.json").chmod(0o644)
    assert "0600" in niet_in_orde(ander)["KEK"]


def test_doctor_sees_a_database_that_is_away_and_one_that_was_never_made(
    casus: Casus, tmp_path: Path
) -> None:
    url = "postgresql://iemand:hemelblauw@127.0.0.1:9/casus"
    weg = anders(casus, CASUS_DATABASE_URL=url, CASUS_MIGRATIE_DATABASE_URL=url)
    assert list(niet_in_orde(weg)) == ["database"]
    assert "hemelblauw" not in weg("doctor").data
    nooit = Casus({"CASUS_DATA": str(tmp_path / "nooit")})
    assert set(niet_in_orde(nooit)) == {"data folder", "database"}
    assert not (tmp_path / "nooit").exists()
