"""``casus inzagen`` and what other commands put on record, check and sign of the read log."""

from pathlib import Path

import psycopg
import pytest

from api.samenstelling import Dienst
from domain.rollen import Rol
from infra.database import Database
from infra.logboek.sleutels import Controlesleutel
from infra.logboek.verifieer import verifieer
from tests.api.cli.conftest import Casus
from tests.infra.inzage.inkijk import alle_regels, kijk, stroom_van, zonder_rem
from tests.verhalen import BRAAM, FRAMBOOS, Verhaal


@pytest.fixture
def verhaal(dienst: Dienst) -> Verhaal:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    return verhaal


def inzagelogboek(casus: Casus) -> tuple[bool, str]:
    (gevonden,) = (deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == "read log")
    return gevonden["ok"], gevonden["detail"]


def test_somebody_is_told_in_dutch_who_looked_and_the_asking_is_kept_too(
    casus: Casus, dienst: Dienst, verhaal: Verhaal
) -> None:
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id)
    uitvoer = casus("inzagen", verhaal.casusnummer.lower(), "--medewerker", "mw-fg", "--organisatie", "zvh")
    assert uitvoer.code == 0
    kop, _, waar, _, eerste, tweede = uitvoer.data.strip().splitlines()
    assert (kop, waar) == (
        "# Wie heeft er gekeken?",
        "Dit staat in het inzagelogboek, de oudste inzage eerst.",
    )
    assert eerste.endswith("(procesregisseur) voor het werk aan de casus, en zag gegevens met naam.")
    assert tweede.endswith("(beheerder) voor controle, en zag alleen nummers, codes en data.")
    for geheim in ("Framboos", verhaal.casusnummer, "mw-peer", "mw-fg"):
        assert geheim not in uitvoer.data
    laatste = alle_regels(dienst)[-1]
    assert (laatste.wie.id, laatste.wie.rol, laatste.rest["wat"]) == ("mw-fg", Rol.BEHEERDER, "casus inzagen")


def test_one_person_is_told_of_looks_at_that_person_only(
    casus: Casus, dienst: Dienst, verhaal: Verhaal
) -> None:
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id)
    over_framboos = casus("inzagen", verhaal.casusnummer, "--persoon", str(FRAMBOOS.persoon_id)).data
    over_braam = casus("inzagen", verhaal.casusnummer, "--persoon", str(BRAAM.persoon_id)).data
    assert over_framboos.count("\n- ") == 1
    assert "Volgens het inzagelogboek heeft niemand gekeken." in over_braam


def test_a_number_that_leads_nowhere_and_a_code_that_is_none_give_a_sentence(casus: Casus) -> None:
    nergens = casus("inzagen", "C-BBBBB-BBBBB")
    assert (nergens.code, "no casus with this number" in nergens.gezegd) == (2, True)
    geen_code = casus("inzagen", "C-BBBBB-BBBBB", "--medewerker", "Jan van de balie")
    assert (geen_code.code, "--medewerker takes letters" in geen_code.gezegd) == (2, True)


def test_a_bundle_of_a_casus_is_not_taken_out_unseen(
    casus: Casus, dienst: Dienst, verhaal: Verhaal, database: Database, tmp_path: Path
) -> None:
    assert casus("logboek", "hervat").code == 0
    assert casus("export", "casus", verhaal.casusnummer, "--uit", tmp_path / "een.zip").code == 0
    (regel,) = alle_regels(dienst)
    assert (regel.rest["wat"], regel.wie.id) == ("casus export casus", "beheer")
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute("REVOKE INSERT ON inzage.regel FROM casus_dienst")
    geweigerd = casus("export", "casus", verhaal.casusnummer, "--uit", tmp_path / "twee.zip")
    assert (geweigerd.code, "The read log cannot be written" in geweigerd.gezegd) == (2, True)
    assert not (tmp_path / "twee.zip").exists()


def test_a_damaged_casus_can_still_be_taken_out_as_evidence(
    casus: Casus, dienst: Dienst, verhaal: Verhaal, database: Database, tmp_path: Path
) -> None:
    assert casus("logboek", "hervat").code == 0
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute("DELETE FROM kluis.deel")
    assert casus("export", "casus", verhaal.casusnummer, "--uit", tmp_path / "een.zip").code == 0
    assert len(alle_regels(dienst)) == 1


def test_the_read_log_has_a_key_a_check_and_a_bundle_of_its_own(
    casus: Casus, dienst: Dienst, verhaal: Verhaal, database: Database, tmp_path: Path
) -> None:
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id, keer=3)
    vkey = casus("sleutels", "--inzagen").data
    assert Controlesleutel.van_vkey(vkey.strip()).naam == "casus.example/logboek/inzagen"
    assert vkey != casus("sleutels").data
    assert casus("logboek", "hervat", "--inzagen").code == 0
    uit = tmp_path / "inzagen.zip"
    assert casus("export", "logboek", "--inzagen", "--uit", uit).code == 0
    uitslag = verifieer(uit, sleutels=vkey.encode())
    assert (uitslag.van, uitslag.tot) == (0, 3)
    assert b"mw-peer" not in uit.read_bytes()
    assert casus("logboek", "hervat").code == 0
    goed = casus("logboek", "controleer", "--json").json
    assert (goed["ok"], goed["readLog"]["checked"]) == (True, 3)
    assert inzagelogboek(casus)[0]
    with zonder_rem(database) as baas:
        baas.execute(
            "UPDATE inzage.regel SET inhoud = replace(inhoud, 'mw-peer', 'mw-ander') WHERE positie = 2"
        )
    fout = casus("logboek", "controleer")
    assert fout.code == 1
    assert "ok: " in fout.data.splitlines()[0]
    assert fout.data.splitlines()[1].startswith("read log: changed at position 2: expected ")
    in_orde, uitleg = inzagelogboek(casus)
    assert not in_orde
    assert "changed at position 2" in uitleg
