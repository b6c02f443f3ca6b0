"""``casus vernietiging controleer``: whether what was destroyed is still gone, at any later time."""

import shutil
from pathlib import Path

import psycopg
import pytest

from infra.database import Database
from infra.settings import Settings
from tests.api.cli.conftest import Casus


@pytest.fixture
def eigen(casus: Casus, settings: Settings, tmp_path: Path) -> Casus:
    """The program with a KEK of its own: other tests read with the one of the template."""
    bestand = tmp_path / "sleutels" / "kek.json"
    bestand.parent.mkdir()
    shutil.copy2(settings.kek, bestand)
    eigen = Casus(
        {
            **casus.omgeving,
            "CASUS_KEK_BESTAND": str(bestand),
            "CASUS_SLEUTELKOPIE_BESTAND": str(bestand.with_name("kopie")),
        }
    )
    assert eigen("demo", "--once", "--casussen", "40").code == 0
    return eigen


@pytest.fixture
def bewijsnummer(eigen: Casus, database: Database) -> str:
    with psycopg.connect(database.owner_url) as baas:
        rij = baas.execute(
            "SELECT convert_from(state, 'UTF8')::jsonb #>> '{b,bewijsnummer}' FROM feiten.gebeurtenis"
            " WHERE topic LIKE 'casus.GegevensVerwijderd%%' ORDER BY notification_id LIMIT 1"
        ).fetchone()
    assert rij is not None
    return str(rij[0])


def test_what_is_gone_is_told_with_what_was_not_looked_at(eigen: Casus, bewijsnummer: str) -> None:
    assert eigen("kek", "vernieuw").code == 0
    gedaan = eigen("vernietiging", "controleer", bewijsnummer, "--reservekopie", "2026-01-31")
    assert gedaan.code == 0
    assert "Uitslag: gedeeltelijk" in gedaan.data
    assert "Niet gecontroleerd:" in gedaan.data
    assert "is van 2026-01-31" in gedaan.data


def test_what_is_still_there_gives_an_exit_code(eigen: Casus, bewijsnummer: str) -> None:
    """The KEK of then lives: nobody replaced it."""
    gedaan = eigen("vernietiging", "controleer", bewijsnummer, "--json")
    assert gedaan.code == 1
    kek = next(een for een in gedaan.json["controles"] if een["code"] == "kek")
    assert kek["uitslag"] == "mislukt"


def test_a_number_of_nothing_is_a_sentence(eigen: Casus) -> None:
    gedaan = eigen("vernietiging", "controleer", "V-22222-33333")
    assert gedaan.code == 2
    assert "Nothing was destroyed under this number." in gedaan.gezegd
