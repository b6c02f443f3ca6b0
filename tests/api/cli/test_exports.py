"""``casus exports``: what left, what should be gone, and saying that it is."""

from pathlib import Path

from api.samenstelling import Dienst
from infra.logboek.manifest import lees_manifest
from tests.api.cli.conftest import Casus
from tests.infra.logboek.bundels import leden
from tests.verhalen import Verhaal


def test_a_bundle_says_which_export_it_is_and_is_listed(casus: Casus, dienst: Dienst, tmp_path: Path) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    casus("logboek", "hervat")
    uit = tmp_path / "bundel.zip"
    gemaakt = casus("export", "casus", verhaal.casusnummer, "--uit", uit)
    assert gemaakt.code == 0
    (regel,) = casus("exports").data.splitlines()
    nummer, soort, vorm, *_ = regel.split("\t")
    assert (soort, vorm) == ("bundel-casus", "zip")
    assert nummer in gemaakt.gezegd
    onderdelen = leden(uit.read_bytes())
    assert nummer in (lees_manifest(onderdelen["manifest.json"]).watermerk or "")
    assert nummer in onderdelen["README.txt"].decode()
    assert casus("verify", uit).code == 0


def test_a_copy_of_what_was_destroyed_has_to_go_until_somebody_says_it_is_gone(
    casus: Casus, dienst: Dienst, tmp_path: Path
) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    casus("logboek", "hervat")
    casus("export", "casus", verhaal.casusnummer, "--uit", tmp_path / "bundel.zip")
    assert casus("exports", "--moet-weg").code == 0
    verhaal.vernietig()
    weg = casus("exports", "--moet-weg")
    assert (weg.code, "HOLDS SOMETHING THAT WAS DESTROYED" in weg.data) == (1, True)
    nummer = weg.data.split("\t")[0]
    (oordeel,) = (deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == "exports")
    assert (oordeel["ok"], "1 files" in oordeel["detail"]) == (False, True)
    assert casus("exports", "--vernietigd", nummer.lower()).code == 0
    assert casus("exports", "--moet-weg").code == 0
    assert ", as beheer says" in casus("exports").data
    assert casus("exports", "--vernietigd", "E-BBBBB-BBBBB").code == 2


def test_an_import_report_is_an_export_of_the_casussen_in_it(
    casus: Casus, dienst: Dienst, tmp_path: Path
) -> None:
    verslag = tmp_path / "verslag.json"
    casus("import", "docs/voorbeelden/aanmeldingen.jsonl", "--report", verslag)
    (regel,) = casus("exports").data.splitlines()
    nummer = regel.split("\t")[0]
    assert nummer in verslag.read_text()
    with dienst.engine.connect() as verbinding:
        aantal = verbinding.exec_driver_sql("SELECT count(*) FROM exports.kopie").scalar_one()
    assert aantal == 4
