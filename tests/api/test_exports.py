"""Lists that leave as CSV: with a number in every row, and on record before they go."""

import csv
import io
from datetime import date

import pytest

from api.csvlijst import CSVSOORTEN, schrijf_csv
from api.rest.exports import NODIG, Csvlijst
from domain.rollen import Rol
from infra.exportregister import Bestandsvorm, Export
from tests.api.conftest import Deur
from tests.verhalen import ZVH, Verhaal


def lees(inhoud: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("soort", "als"),
    [
        ("lopende-casussen", Rol.SECRETARIS),
        ("bewaartermijnen", Rol.COMPLIANCE),
    ],
)
def test_every_row_of_a_csv_says_which_export_it_is_of(
    deur: Deur, verhaal: Verhaal, soort: str, als: Rol
) -> None:
    voor = deur.vastgelegd()
    antwoord = deur.stuur("/exports", {"soort": soort, "tafel": ZVH}, als=als)
    assert antwoord.status_code == 201
    assert antwoord.headers["content-type"].startswith("text/csv")
    (regel,) = lees(antwoord.content)
    assert regel["casusnummer"] == verhaal.casusnummer
    assert regel["export"] == antwoord.headers["Exportnummer"]
    assert regel["te_vernietigen_uiterlijk"] == antwoord.headers["Vervalt-Op"] == "2026-04-01"
    assert deur.vastgelegd() == voor + 1, "the read log keeps which casussen were shown"
    (rij,) = deur.haal(f"/exports?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    assert (rij["exportnummer"], rij["soort"], rij["moetWeg"]) == (regel["export"], soort, False)
    for woord in ("Framboos", "Braam", "999990019", "Verzonnen"):
        assert woord not in antwoord.text


def test_what_was_destroyed_leaves_as_a_list_of_proofs(deur: Deur) -> None:
    weg = Verhaal(deur.dienst)
    deur.dienst.wacht_op(weg.helemaal().positie)
    antwoord = deur.stuur("/exports", {"soort": "verwijderrapport", "tafel": ZVH}, als=Rol.AUDITOR)
    (regel,) = lees(antwoord.content)
    assert regel["bewijsnummer"].startswith("V-")
    assert weg.casusnummer not in antwoord.text


def test_nothing_leaves_as_a_file_that_may_not_be_read_on_the_screen(deur: Deur) -> None:
    for soort, als in (
        ("bewaartermijnen", Rol.SECRETARIS),
        ("lopende-casussen", Rol.COMPLIANCE),
        ("verwijderrapport", Rol.VOORZITTER),
    ):
        antwoord = deur.stuur("/exports", {"soort": soort, "tafel": ZVH}, als=als)
        assert antwoord.json()["type"].endswith(":geen-recht")
    assert deur.haal(f"/exports?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"] == []
    assert set(NODIG) == set(Csvlijst)
    assert set(CSVSOORTEN) == {soort.value for soort in Csvlijst}


def test_an_unknown_list_or_table_makes_no_file(deur: Deur) -> None:
    assert deur.stuur("/exports", {"soort": "alles", "tafel": ZVH}, als=Rol.COMPLIANCE).status_code == 400
    weg = {"soort": "bewaartermijnen", "tafel": "ret-elders"}
    assert deur.stuur("/exports", weg, als=Rol.COMPLIANCE).status_code == 404
    assert deur.haal(f"/exports?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"] == []


def test_a_copy_of_a_destroyed_casus_stands_out_until_somebody_says_it_is_gone(
    deur: Deur, verhaal: Verhaal
) -> None:
    del verhaal
    weg = Verhaal(deur.dienst)
    deur.dienst.wacht_op(weg.meld_aan().positie)
    gemaakt = deur.stuur("/exports", {"soort": "bewaartermijnen", "tafel": ZVH}, als=Rol.COMPLIANCE)
    nummer = gemaakt.headers["Exportnummer"]
    lijst = f"/exports?tafel={ZVH}&moetWeg=true"
    assert deur.haal(lijst, als=Rol.AUDITOR).json()["regels"] == []
    weg.vernietig()
    (rij,) = deur.haal(lijst, als=Rol.AUDITOR).json()["regels"]
    assert rij["bevatVernietigdSinds"] is not None
    klaar = deur.stuur(f"/exports/{nummer.lower()}/vernietigingen", als=Rol.COMPLIANCE)
    assert (klaar.status_code, klaar.json()["moetWeg"]) == (200, False)
    assert deur.haal(lijst, als=Rol.AUDITOR).json()["regels"] == []
    elders = deur.stuur(f"/exports/{nummer}/vernietigingen", als=Rol.COMPLIANCE, tafels=("ret-elders",))
    nooit = deur.stuur("/exports/E-BBBBB-BBBBB/vernietigingen", als=Rol.COMPLIANCE)
    assert elders.status_code == nooit.status_code == 404


def _export(deur: Deur) -> Export:
    nu = deur.dienst.omgeving.nu()
    return Export(
        "E-1", "x", Bestandsvorm.CSV, ZVH, nu, "mw-1", "x", "zvh", date(2026, 4, 1), over_mensen=True
    )


@pytest.mark.parametrize("teken", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_spreadsheet_reckons_nothing_out_of_a_csv(deur: Deur, teken: str) -> None:
    rij = dict.fromkeys(CSVSOORTEN["bewaartermijnen"].kolommen, f"{teken}1+1")
    (regel,) = lees(schrijf_csv(CSVSOORTEN["bewaartermijnen"], [rij], _export(deur)))
    assert regel["casusnummer"] == f"'{teken}1+1"


def test_a_csv_opens_in_a_dutch_excel_without_asking_anything(deur: Deur) -> None:
    soort = CSVSOORTEN["bewaartermijnen"]
    rij = {
        **dict.fromkeys(soort.kolommen, "één; twee"),
        "bewaren_tot": date(2031, 3, 2),
        "regel": ("kluis", "sleutels"),
    }
    inhoud = schrijf_csv(soort, [rij], _export(deur))
    assert inhoud.startswith(b"\xef\xbb\xbfcasusnummer;soort;"), "a byte order mark, and semicolons"
    assert inhoud.count(b"\r\n") == inhoud.count(b"\n") == 2
    (regel,) = lees(inhoud)
    assert (regel["casusnummer"], regel["bewaren_tot"]) == ("één; twee", "2031-03-02")
    assert regel["regel"] == "kluis, sleutels", "a list in one cell takes no semicolon"
    assert regel["te_vernietigen_uiterlijk"] == "2026-04-01"
