"""``casus rebuild`` and ``casus weergave``, and what the doctor says of a view that stopped."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from infra.database import Database
from tests.api.cli.conftest import Casus

GEDULD = 40.0
"""Seconds until a step must have come."""


@pytest.fixture
def baas(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as verbinding:
        yield verbinding


def bevinding(casus: Casus, naam: str) -> tuple[bool, str]:
    (gevonden,) = (deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == naam)
    return gevonden["ok"], gevonden["detail"]


def rijen(baas: psycopg.Connection) -> list[tuple[object, ...]]:
    return baas.execute("SELECT * FROM weergave.monitoring ORDER BY stroom_id").fetchall()


def stop(baas: psycopg.Connection) -> int:
    """A view stops on the first fact of all, as it would after a new version that cannot take it."""
    (positie,) = baas.execute("SELECT min(notification_id) FROM feiten.gebeurtenis").fetchone() or (0,)
    baas.execute(
        "UPDATE weergave.stand SET positie = %s, fout = 'KeyError', fout_positie = %s, fout_op = now()"
        " WHERE naam = 'monitoring'",
        (positie - 1, positie),
    )
    return int(positie)


def test_all_views_are_made_anew(eigen: Casus, baas: psycopg.Connection) -> None:
    eigen("demo", "--once", "--casussen", 40)
    voor = rijen(baas)
    baas.execute("UPDATE weergave.monitoring SET gemeente = 'Nergens'")
    gedaan = eigen("rebuild", "--alles", "--processen", 2)
    assert gedaan.code == 0
    assert "8 views were made anew up to position" in gedaan.gezegd
    assert rijen(baas) == voor
    assert bevinding(eigen, "rebuild") == (True, "none is going on")


@pytest.mark.parametrize(
    ("argumenten", "code", "zin"),
    [
        ((), 2, "Name one or more views"),
        (("monitoring", "--alles"), 2, "Name one or more views"),
        (("monitorring",), 2, "There is no view 'monitorring'"),
    ],
)
def test_a_rebuild_is_of_views_that_there_are(
    eigen: Casus, argumenten: tuple[str, ...], code: int, zin: str
) -> None:
    uitvoer = eigen("rebuild", *argumenten)
    assert uitvoer.code == code
    assert zin in " ".join(uitvoer.gezegd.replace("│", " ").split())


def test_killed_it_is_told_by_the_doctor_and_finished_by_the_same_command(
    eigen: Casus, baas: psycopg.Connection, database: Database
) -> None:
    eigen("demo", "--once", "--casussen", 40)
    voor = rijen(baas)
    with psycopg.connect(database.owner_url) as lezer:
        # As long as somebody reads, the new tables cannot take their place.
        lezer.execute("SELECT * FROM weergave.monitoring")
        with eigen.proces("rebuild", "--alles") as proces:
            wacht(baas, "SELECT 1 FROM weergave.herbouw HAVING bool_and(positie IS NOT NULL)")
            assert bevinding(eigen, "rebuild")[0], "it is going on"
            proces.kill()
    in_orde, uitleg = bevinding(eigen, "rebuild")
    assert (in_orde, "was cut short; 'casus rebuild agenda bewaarkalender" in uitleg) == (False, True)
    assert rijen(baas) == voor
    begonnen = baas.execute("SELECT min(begonnen_op) FROM weergave.herbouw").fetchone()
    assert eigen("rebuild", "monitoring").code == 0
    assert baas.execute("SELECT min(begonnen_op) FROM weergave.herbouw").fetchone() == begonnen
    assert eigen("rebuild", "--alles").code == 0
    assert rijen(baas) == voor
    assert bevinding(eigen, "rebuild")[0]


def wacht(baas: psycopg.Connection, vraag: str) -> None:
    tot = time.monotonic() + GEDULD
    while not baas.execute(vraag).fetchone():
        assert time.monotonic() < tot, "it never came there"
        time.sleep(0.05)


def test_the_doctor_names_the_fact_that_stopped_a_view_and_what_can_be_done(
    eigen: Casus, baas: psycopg.Connection
) -> None:
    eigen("demo", "--once", "--casussen", 40)
    positie = stop(baas)
    in_orde, uitleg = bevinding(eigen, "view monitoring")
    assert not in_orde
    assert f"stopped on a KeyError at position {positie} (" in uitleg
    assert "'casus weergave opnieuw monitoring'" in uitleg
    assert f"monitoring {positie - 1} stopped at {positie} on KeyError" in eigen("weergave", "stand").data


def test_a_fact_is_passed_over_and_counts_again_with_who_and_why(
    eigen: Casus, baas: psycopg.Connection
) -> None:
    eigen("demo", "--once", "--casussen", 40)
    positie = stop(baas)
    waarom = ("--medewerker", "mw-beheer", "--reden")
    assert eigen("weergave", "overslaan", "monitoring", positie, *waarom, "Wacht op versie 2").code == 0
    assert eigen("rebuild", "monitoring").code == 0
    in_orde, uitleg = bevinding(eigen, "view monitoring")
    assert (in_orde, f"passes over position {positie}" in uitleg) == (True, True)
    terug = eigen("weergave", "opnieuw", "monitoring", "--positie", positie, *waarom, "Hersteld")
    assert terug.code == 0
    regels = eigen("weergave", "ingrepen").data.splitlines()
    assert [regel.partition(" ")[2] for regel in regels] == [
        f"mw-beheer opnieuw monitoring {positie} -: Hersteld",
        f"mw-beheer overslaan monitoring {positie} KeyError: Wacht op versie 2",
    ]
    assert terug.data.strip() == regels[0]


def test_what_cannot_be_done_is_said_in_a_sentence(eigen: Casus, baas: psycopg.Connection) -> None:
    eigen("demo", "--once", "--casussen", 40)
    waarom = ("--reden", "Zomaar", "--medewerker")
    uitvoer = eigen("weergave", "overslaan", "monitoring", 3, *waarom, "mw-beheer")
    assert (uitvoer.code, "did not stop at position 3" in uitvoer.gezegd) == (2, True)
    uitvoer = eigen("weergave", "opnieuw", "monitoring", *waarom, "mw beheer")
    assert (uitvoer.code, "--medewerker takes letters" in uitvoer.gezegd) == (2, True)
    assert baas.execute("SELECT count(*) FROM weergave.ingreep").fetchone() == (0,)
