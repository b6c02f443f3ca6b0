"""``casus kek vernieuw`` and what the doctor says of the KEK."""

import shutil
from pathlib import Path

import psycopg
import pytest

from infra.database import Database
from infra.kek import Kekbestand
from infra.settings import Settings
from tests.api.cli.conftest import Casus
from tests.conftest import met_database
from tests.hsm import Hsm


@pytest.fixture
def eigen(casus: Casus, settings: Settings, tmp_path: Path) -> Casus:
    """The program with a KEK of its own: other tests read with the one of the template."""
    bestand = tmp_path / "eigen-kek.json"
    shutil.copy2(settings.kek, bestand)
    eigen = Casus({**casus.omgeving, "CASUS_KEK_BESTAND": str(bestand)})
    assert eigen("demo", "--once", "--casussen", "6").code == 0
    return eigen


def kek(casus: Casus) -> tuple[bool, str]:
    (gevonden,) = (deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == "KEK")
    return gevonden["ok"], gevonden["detail"]


def test_the_kek_is_replaced_and_everything_still_reads(eigen: Casus) -> None:
    voor = eigen("demo", "--once").json
    vernieuwd = eigen("kek", "vernieuw")
    assert vernieuwd.code == 0
    assert "The KEK is now that of epoch 2" in vernieuwd.gezegd
    assert "Destroy its copies too." in vernieuwd.gezegd
    in_orde, uitleg = kek(eigen)
    assert in_orde
    assert "epoch 2" in uitleg
    assert eigen("demo", "--once").json == voor


def test_doctor_tells_of_a_replacement_that_was_cut_short_and_it_is_finished(
    eigen: Casus, database: Database
) -> None:
    bestand = Path(eigen.omgeving["CASUS_KEK_BESTAND"])
    nieuw = Kekbestand(bestand).maak(2)
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("UPDATE sleutels.tijdvak SET gesloten_op = now()")
        baas.execute(
            "INSERT INTO sleutels.tijdvak (tijdvak, vingerafdruk, gemaakt_op) VALUES (2, %s, now())",
            (nieuw.vingerafdruk,),
        )
    in_orde, uitleg = kek(eigen)
    assert not in_orde
    assert "cut short" in uitleg
    assert eigen("kek", "vernieuw").code == 0
    assert kek(eigen)[0]
    assert [een.tijdvak for een in Kekbestand(bestand).lees()] == [2]


def test_doctor_tells_of_destructions_that_old_copies_could_undo(eigen: Casus, database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute("UPDATE sleutels.tijdvak SET gemaakt_op = now() - interval '2 days'")
        baas.execute(
            "INSERT INTO kluis.omheining (stroom_id, op) VALUES (gen_random_uuid(), now() - interval '2 hours')"
        )
    in_orde, uitleg = kek(eigen)
    assert not in_orde
    assert "destructions can still be undone with an old copy and this KEK" in uitleg
    assert eigen("kek", "vernieuw").code == 0
    assert kek(eigen)[0]


def test_with_another_kek_nothing_is_replaced(eigen: Casus, tmp_path: Path) -> None:
    ander = Casus({**eigen.omgeving, "CASUS_KEK_BESTAND": str(tmp_path / "ander.json")})
    Kekbestand(tmp_path / "ander.json").maak(1)
    uitvoer = ander("kek", "vernieuw")
    assert (uitvoer.code, "not the one that this database is sealed with" in uitvoer.gezegd) == (2, True)
    assert kek(eigen)[0]


def test_an_older_backup_is_put_back_with_one_command(
    eigen: Casus, database: Database, server: Database, tmp_path: Path
) -> None:
    naam = "casus_test_terug_cli"
    with psycopg.connect(server.owner_url, autocommit=True) as baas:
        baas.execute(f'CREATE DATABASE "{naam}" TEMPLATE "{database.owner_url.rpartition("/")[2]}"')
    try:
        assert eigen("kek", "vernieuw").code == 0
        terug = Casus(
            {
                **eigen.omgeving,
                "CASUS_DATABASE_URL": met_database(database.service_url, naam),
                "CASUS_MIGRATIE_DATABASE_URL": met_database(database.owner_url, naam),
            }
        )
        geweigerd = terug("migrate")
        assert (geweigerd.code, "run 'casus kek herstel'" in geweigerd.gezegd) == (2, True)
        assert "run 'casus kek herstel'" in kek(terug)[1]
        hersteld = terug("kek", "herstel")
        assert (hersteld.code, "keys were put back" in hersteld.gezegd) == (0, True)
        assert kek(terug)[0]
        assert terug("demo", "--once").json == eigen("demo", "--once").json
        nog_eens = terug("kek", "herstel")
        assert (nog_eens.code, "not an older one" in nog_eens.gezegd) == (2, True)
    finally:
        with psycopg.connect(server.owner_url, autocommit=True) as baas:
            baas.execute(f'DROP DATABASE "{naam}" WITH (FORCE)')


def test_the_kek_moves_to_an_hsm_and_back(eigen: Casus, hsm: Hsm) -> None:
    met_hsm = Casus({**eigen.omgeving, **hsm.omgeving})
    voor = eigen("demo", "--once").json
    in_orde, uitleg = kek(met_hsm)
    assert (in_orde, "'casus kek vernieuw --naar hsm' moves it there" in uitleg) == (False, True)
    verhuisd = met_hsm("kek", "vernieuw", "--naar", "hsm")
    assert verhuisd.code == 0
    assert "epoch 2, in token 'casus' of /" in verhuisd.gezegd
    assert kek(met_hsm)[0]
    assert "token 'casus', epoch 2, fingerprint" in kek(met_hsm)[1]
    assert met_hsm("demo", "--once").json == voor
    # Whoever does not know of the token reads nothing.
    assert "There is no KEK" in eigen("migrate").gezegd
    assert met_hsm("kek", "vernieuw", "--naar", "bestand").code == 0
    assert kek(eigen)[0]
    assert eigen("demo", "--once").json == voor
    zonder = eigen("kek", "vernieuw", "--naar", "hsm")
    assert (zonder.code, "set CASUS_KEK_PKCS11_MODULE" in zonder.gezegd) == (2, True)


def test_a_pin_that_is_wrong_is_one_sentence_without_the_pin(eigen: Casus, hsm: Hsm) -> None:
    onjuist = Casus({**eigen.omgeving, **hsm.omgeving, "CASUS_KEK_PKCS11_PIN": "geheim-4321"})
    uitvoer = onjuist("kek", "vernieuw")
    assert (uitvoer.code, "does not take the PIN" in uitvoer.gezegd) == (2, True)
    assert "4321" not in uitvoer.gezegd + str(kek(onjuist))
