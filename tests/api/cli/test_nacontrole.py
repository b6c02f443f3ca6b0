"""``casus vernietiging controleer``: whether what was destroyed is still gone, at any later time."""

import shutil
from pathlib import Path

import psycopg
import pytest

from api.samenstelling import stel_samen
from infra.database import Database
from infra.definitions import Definities
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.api.cli.conftest import Casus
from tests.conftest import Klok
from tests.verhalen import nieuw_verhaal


@pytest.fixture
def eigen(  # noqa: PLR0917 fixtures are bound by name
    casus: Casus,
    settings: Settings,
    logboeksettings: Settings,
    database: Database,
    definities: Definities,
    klok: Klok,
    tmp_path: Path,
) -> Casus:
    """The program with a KEK of its own, as other tests read with the one of the template; one case was destroyed."""
    bestand = tmp_path / "eigen" / "kek.json"
    bestand.parent.mkdir()
    shutil.copy2(settings.kek, bestand)
    with stel_samen(
        logboeksettings.model_copy(update={"kek_bestand": bestand}),
        database,
        kek=Kekring(Kekbestand(bestand)),
        definities=definities,
        omgeving=Omgeving(nu=klok),
    ) as dienst:
        nieuw_verhaal(dienst).helemaal()
    kopie = str(bestand.with_name("kopie.jsonl"))
    return Casus(casus.omgeving | {"CASUS_KEK_BESTAND": str(bestand), "CASUS_SLEUTELKOPIE_BESTAND": kopie})


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


def test_the_day_of_the_last_backup_is_written_down_for_whoever_looks(
    eigen: Casus, bewijsnummer: str, tmp_path: Path
) -> None:
    """One that is given goes before it, and what is no day counts for nothing."""
    bestand = tmp_path / "elders" / "reservekopie"
    eigen = Casus(eigen.omgeving | {"CASUS_RESERVEKOPIE_BESTAND": str(bestand)})
    niets = eigen("vernietiging", "controleer", bewijsnummer)
    assert "is niet opgegeven" in niets.data
    assert eigen("vernietiging", "reservekopie", "2026-01-30").code == 0
    assert bestand.read_text() == "2026-01-30\n"
    assert "is van 2026-01-30" in eigen("vernietiging", "controleer", bewijsnummer).data
    ander = eigen("vernietiging", "controleer", bewijsnummer, "--reservekopie", "2026-01-31")
    assert "is van 2026-01-31" in ander.data
    bestand.write_text("gisteren")
    assert "is niet opgegeven" in eigen("vernietiging", "controleer", bewijsnummer).data
    assert eigen("vernietiging", "reservekopie", "2999-01-01").code == 2


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
