"""``casus herstelcontrole`` and what the doctor says, on a database that was put back."""

from collections.abc import Iterator

import psycopg
import pytest

from infra.database import Database
from tests.api.cli.conftest import Casus
from tests.conftest import met_database

NAAM = "casus_test_terug_cli"


@pytest.fixture
def terug(eigen: Casus, database: Database, server: Database) -> Iterator[Casus]:
    """The same program on a copy of the database of now, with the same keys and folders."""
    with psycopg.connect(server.owner_url, autocommit=True) as baas:
        baas.execute(f'CREATE DATABASE "{NAAM}" TEMPLATE "{database.owner_url.rpartition("/")[2]}"')
    yield Casus(
        {
            **eigen.omgeving,
            "CASUS_DATABASE_URL": met_database(database.service_url, NAAM),
            "CASUS_MIGRATIE_DATABASE_URL": met_database(database.owner_url, NAAM),
        }
    )
    with psycopg.connect(server.owner_url, autocommit=True) as baas:
        baas.execute(f'DROP DATABASE "{NAAM}" WITH (FORCE)')


def vernietigingen(casus: Casus) -> tuple[bool, str]:
    checks = casus("doctor", "--json").json["checks"]
    (gevonden,) = (deel for deel in checks if deel["name"] == "destructions")
    return gevonden["ok"], gevonden["detail"]


def test_the_database_of_now_is_fine(eigen: Casus) -> None:
    uitvoer = eigen("herstelcontrole")
    assert (uitvoer.code, "all destructions that are on record" in uitvoer.data) == (0, True)
    assert vernietigingen(eigen)[0]


def test_an_older_backup_is_made_right_by_one_command(terug: Casus, eigen: Casus) -> None:
    voor = terug("demo", "--once").json
    assert eigen("kek", "vernieuw").code == 0
    assert "'casus herstelcontrole'" in str(terug("doctor", "--json").json)
    gevonden = terug("herstelcontrole")
    assert gevonden.code == 1
    assert "An older database was put back" in gevonden.data
    assert "keys of now were put in" in gevonden.data
    assert vernietigingen(terug)[0]
    assert terug("demo", "--once").json == voor
    assert terug("herstelcontrole").code == 0


def test_any_start_makes_it_right_and_says_so(terug: Casus, eigen: Casus) -> None:
    assert eigen("kek", "vernieuw").code == 0
    gestart = terug("migrate")
    assert gestart.code == 0
    assert "An older database was put back" in gestart.gezegd


def test_what_cannot_be_made_right_is_one_sentence_and_what_to_do(eigen: Casus) -> None:
    data = eigen.omgeving["CASUS_DATA"]
    for map_ in ("logboek", "sleutels"):
        with open(f"{data}/{map_}/vernietigingen.jsonl", "ab") as bestand:  # noqa: PTH123 a path of text
            bestand.write(b"niets\n")
    gestopt = eigen("migrate")
    assert (gestopt.code, "was changed at line" in gestopt.gezegd) == (2, True)
    assert "casus herstelcontrole --zonder-register" in gestopt.gezegd
    assert not vernietigingen(eigen)[0]
    assert eigen("herstelcontrole", "--zonder-register").code == 0
    assert eigen("migrate").code == 0
