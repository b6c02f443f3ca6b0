"""The verklaringen at the door: the list, and each exactly as it was signed."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module

import psycopg
import pypdf
import pytest

from domain.rollen import Rol
from domain.vernietigingslijst.grenzen import OVER_KOPIEEN, WAT_EEN_OUDE_KOPIE_PRIJSGEEFT
from domain.vernietigingslijst.verklaring import Systeem
from infra.database import Database
from infra.logboek.uitslag import Onjuist
from infra.nacontrole.reservekopie import schrijf_reservekopie
from infra.verklaring.maken import Gegevens
from infra.verklaring.register import Geregistreerd
from infra.verklaring.strook import verbintenis
from infra.verklaring.verifieer import Gegeven, verifieer
from tests.api.conftest import Deur
from tests.api.lijstloop import stap, tot_uitvoering, voer_uit
from tests.conftest import Klok
from tests.infra.logboek.verleden import gebeur
from tests.infra.verklaring.uitvoering import GEMAAKT, gegevens, vernietig
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal


def op_de_tafel(wat: Gegevens) -> Gegevens:
    return replace(wat, verantwoordelijke=replace(wat.verantwoordelijke, tafel=ZVH))


@pytest.fixture
def gemaakt(deur: Deur, database: Database, klok: Klok) -> list[Geregistreerd]:
    """Three verklaringen of the table, of lists of which nothing was left, and one of another table."""
    klok.tijd = GEMAAKT
    gebeur(database, 3)
    deur.dienst.logboek.werk_bij()
    maak = deur.dienst.verklaringen.maak
    lijsten = [gegevens([], lijst=f"L-22222-2222{nummer}") for nummer in range(4)]
    return [*(maak(op_de_tafel(wat)) for wat in lijsten[:3]), maak(lijsten[3])]


@pytest.mark.parametrize("rol", [Rol.COMPLIANCE, Rol.AUDITOR])
def test_the_list_shows_those_of_the_table_newest_first(
    deur: Deur, gemaakt: list[Geregistreerd], rol: Rol
) -> None:
    antwoord = deur.haal(f"/verklaringen?tafel={ZVH}", als=rol).json()
    assert [regel["nummer"] for regel in antwoord["regels"]] == ["2031-0003", "2031-0002", "2031-0001"]
    assert antwoord["regels"][2] == {
        "nummer": "2031-0001",
        "lijst": "L-22222-22220",
        "tafel": ZVH,
        "gemaaktOp": "2031-03-20T12:00:00Z",
        "uitkomst": "volledig",
        "getekendMet": gemaakt[0].regel.getekend_met,
        "vingerafdruk": gemaakt[0].regel.vingerafdruk,
        "kopieen": [],
        "kopieenOpen": 0,
    }
    assert antwoord["volgende"] is None


def test_the_list_has_pages(deur: Deur, gemaakt: list[Geregistreerd]) -> None:
    eerste = deur.haal(f"/verklaringen?tafel={ZVH}&limiet=2", als=Rol.COMPLIANCE).json()
    tweede = deur.haal(
        f"/verklaringen?tafel={ZVH}&limiet=2&na={eerste['volgende']}", als=Rol.COMPLIANCE
    ).json()
    assert [regel["nummer"] for regel in tweede["regels"]] == ["2031-0001"]
    assert tweede["volgende"] is None


def test_a_verklaring_goes_out_exactly_as_it_was_signed(deur: Deur, gemaakt: list[Geregistreerd]) -> None:
    antwoord = deur.haal("/verklaringen/2031-0001", als=Rol.AUDITOR)
    assert (antwoord.status_code, antwoord.headers["content-type"]) == (200, "application/json")
    assert antwoord.headers["content-disposition"] == 'attachment; filename="verklaring-2031-0001.json"'
    assert antwoord.content == gemaakt[0].inhoud
    sleutel = (deur.dienst.settings.logboekmap / "vkey").read_bytes()
    assert verifieer(antwoord.content, Gegeven(sleutel)).verklaring.nummer == "2031-0001"


def test_the_pdf_holds_it_and_says_on_each_page_which_export_it_is(
    deur: Deur, gemaakt: list[Geregistreerd]
) -> None:
    antwoord = deur.haal("/verklaringen/2031-0001/pdf", als=Rol.COMPLIANCE)
    assert (antwoord.status_code, antwoord.headers["content-type"]) == (200, "application/pdf")
    assert antwoord.headers["content-disposition"] == 'attachment; filename="verklaring-2031-0001.pdf"'
    pdf = pypdf.PdfReader(io.BytesIO(antwoord.content))
    assert pdf.attachments == {"verklaring-2031-0001.json": [gemaakt[0].inhoud]}
    assert all(antwoord.headers["Exportnummer"] in blad.extract_text() for blad in pdf.pages)


def test_a_verklaring_that_was_taken_out_stands_in_the_register_of_exports(
    deur: Deur, gemaakt: list[Geregistreerd]
) -> None:
    genomen = [deur.haal(f"/verklaringen/2031-0001{vorm}", als=Rol.FG) for vorm in ("", "/pdf")]
    regels = deur.haal(f"/exports?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    assert {(regel["exportnummer"], regel["vorm"]) for regel in regels} == {
        (antwoord.headers["Exportnummer"], vorm)
        for antwoord, vorm in zip(genomen, ("json", "pdf"), strict=True)
    }
    assert {(regel["soort"], regel["gemaaktDoor"], regel["vervaltOp"]) for regel in regels} == {
        ("verklaring", "mw-tamarinde", genomen[0].headers["Vervalt-Op"])
    }
    assert deur.haal("/verklaringen/2031-0004", als=Rol.FG).status_code == 404
    assert len(deur.haal(f"/exports?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]) == len(genomen)


def test_a_copy_that_went_after_the_verklaring_is_shown_with_it_and_changes_nothing_in_it(
    deur: Deur, database: Database, klok: Klok
) -> None:
    klok.tijd = GEMAAKT
    gebeur(database, 3)
    deur.dienst.logboek.werk_bij()
    kopieen = sorted(
        deur.stuur("/exports", {"soort": "bewaartermijnen", "tafel": ZVH}, als=Rol.COMPLIANCE).headers[
            "Exportnummer"
        ]
        for _ in range(2)
    )
    wat = replace(op_de_tafel(gegevens([])), bekende_kopieen=tuple(kopieen))
    gemaakt = deur.dienst.verklaringen.maak(wat)

    def gemeld() -> tuple[int, list[tuple[str, str | None, str | None]]]:
        (regel,) = deur.haal(f"/verklaringen?tafel={ZVH}", als=Rol.FG).json()["regels"]
        van = [(een["exportnummer"], een["vernietigdOp"], een["vernietigdDoor"]) for een in regel["kopieen"]]
        return regel["kopieenOpen"], van

    assert gemeld() == (2, [(nummer, None, None) for nummer in kopieen])
    klok.verder(days=3)
    deur.stuur(f"/exports/{kopieen[1]}/vernietigingen", als=Rol.COMPLIANCE)
    assert gemeld() == (1, [(kopieen[0], None, None), (kopieen[1], "2031-03-23T12:00:00Z", "mw-pruim")])
    assert deur.haal("/verklaringen/2031-0001", als=Rol.FG).content == gemaakt.inhoud
    met_kopieen = import_module("infra.migraties.versions.0023_kopieen_van_een_verklaring").UIT_DE_INHOUD
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("ALTER TABLE verklaring.verklaring DISABLE TRIGGER onveranderlijk")
        baas.execute("UPDATE verklaring.verklaring SET kopieen = '{}'")
        baas.execute(met_kopieen)
        register = baas.execute("SELECT kopieen FROM verklaring.verklaring").fetchall()
    assert register == [(kopieen,)], "of those that were there before, it is read from what was signed"


@pytest.mark.parametrize("rest", ["", "/pdf"])
def test_one_of_another_table_is_not_there(deur: Deur, gemaakt: list[Geregistreerd], rest: str) -> None:
    niet_van_mij = deur.haal(f"/verklaringen/2031-0004{rest}", als=Rol.COMPLIANCE)
    onbekend = deur.haal(f"/verklaringen/2031-0099{rest}", als=Rol.COMPLIANCE)
    assert niet_van_mij.status_code == onbekend.status_code == 404
    assert niet_van_mij.json()["type"] == "urn:casus:probleem:onbekende-verklaring"
    assert {**niet_van_mij.json(), "instance": ""} == {**onbekend.json(), "instance": ""}


def test_reading_them_is_about_nobody_and_leaves_no_line(deur: Deur, gemaakt: list[Geregistreerd]) -> None:
    voor = deur.vastgelegd()
    for pad in (f"?tafel={ZVH}", "/2031-0001", "/2031-0001/pdf"):
        assert deur.haal(f"/verklaringen{pad}", als=Rol.AUDITOR).status_code == 200
    assert deur.vastgelegd() == voor


def test_what_was_destroyed_is_proven_at_the_door(deur: Deur, database: Database, klok: Klok) -> None:
    klok.tijd = GEMAAKT
    verwijzingen = vernietig(database, 2)
    deur.dienst.logboek.werk_bij()
    deur.dienst.verklaringen.maak(gegevens(verwijzingen))
    inhoud = deur.haal("/verklaringen/2031-0001", als=Rol.AUDITOR, tafels=("zvh-zaanstreek",)).json()[
        "inhoud"
    ]
    assert [feit["bewijsnummer"] for feit in inhoud["bewijs"]["feiten"]] == ["V-BBBBB-00000", "V-BBBBB-00001"]


# --- the strook -------------------------------------------------------------------------------------------------------


def test_who_took_the_strook_along_sees_later_that_the_casus_is_gone(
    deur: Deur, database: Database, klok: Klok
) -> None:
    verhaal, ander = nieuw_verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    for een in (verhaal, ander):
        een.meld_aan()
    strook = deur.haal(f"/casussen/{verhaal.casusnummer}/bewijsstrook", als=Rol.PROCESREGISSEUR)
    assert strook.headers["content-disposition"] == 'attachment; filename="bewijsstrook.json"'
    assert verhaal.casusnummer not in strook.text
    stroom_id = deur.dienst.shell.laad(verhaal.casusnummer).stroom_id
    zout = deur.dienst.inzagen.pseudoniemen(stroom_id).zout(stroom_id)
    klok.tijd = GEMAAKT
    wat = gegevens(vernietig(database, 1))
    deur.dienst.logboek.werk_bij()
    gemaakt = deur.dienst.verklaringen.maak(
        replace(wat, verbintenissen=(verbintenis(zout, verhaal.casusnummer),))
    )
    met_strook = Gegeven(nummer=verhaal.casusnummer, strook=strook.content)
    assert verifieer(gemaakt.inhoud, met_strook).nummer_vernietigd
    with pytest.raises(Onjuist):
        verifieer(gemaakt.inhoud, Gegeven(nummer=ander.casusnummer, strook=strook.content))


def test_a_strook_is_the_same_each_time_and_of_one_casus(deur: Deur) -> None:
    verhaal, ander = nieuw_verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    for een in (verhaal, ander):
        een.meld_aan()

    def strook(van: Verhaal, als: Rol = Rol.PROCESREGISSEUR) -> bytes:
        return deur.haal(f"/casussen/{van.casusnummer}/bewijsstrook", als=als).content

    assert strook(verhaal) == strook(verhaal, als=Rol.MELDER)
    assert strook(verhaal) != strook(ander)


def test_asking_for_a_strook_goes_on_record(deur: Deur) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    voor = deur.vastgelegd()
    deur.haal(f"/casussen/{verhaal.casusnummer}/bewijsstrook", als=Rol.PROCESREGISSEUR)
    assert deur.vastgelegd() > voor


# --- the last backup ------------------------------------------------------------------------------------------------


@pytest.fixture
def opgeschreven(deur: Deur) -> Iterator[date]:
    """The day that the job that makes backups wrote down, in a folder that tests share."""
    dag, bestand = date(2026, 2, 27), deur.dienst.settings.reservekopie
    schrijf_reservekopie(bestand, dag)
    yield dag
    bestand.unlink()


@pytest.mark.usefixtures("opgeschreven")
@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        ({"laatsteReservekopie": "2026-03-01"}, date(2026, 3, 1)),
        (None, date(2026, 2, 27)),
        ({}, date(2026, 2, 27)),
    ],
    ids=["who carries it out tells", "what was written down", "nothing told"],
)
def test_the_day_of_the_last_backup_is_in_the_verklaring(
    deur: Deur, inhoud: dict[str, str] | None, verwacht: date
) -> None:
    """It never was: who gave it to a later nacontrole read it there, and nowhere else."""
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    lijst = tot_uitvoering(deur, verhaal.casusnummer)
    stap(deur, f"/{lijst}/uitvoeringen", inhoud, als=Rol.ARCHIVARIS, tafels=(ZVH,))
    deur.dienst.logboek.werk_bij()
    assert voer_uit(deur, lijst)["fase"] == "verklaard"
    (regel,) = deur.haal(f"/verklaringen?tafel={ZVH}", als=Rol.FG).json()["regels"]
    gelezen = verifieer(deur.haal(f"/verklaringen/{regel['nummer']}", als=Rol.FG).content).verklaring
    assert gelezen.reservekopie.laatste == gelezen.nacontrole.laatste_reservekopie == verwacht
    assert set(OVER_KOPIEEN) < set(gelezen.bewijst_niet)
    verslag = next(een for een in gelezen.systemen if een.systeem is Systeem.RESERVEKOPIEEN)
    assert WAT_EEN_OUDE_KOPIE_PRIJSGEEFT in verslag.gedaan
    assert WAT_EEN_OUDE_KOPIE_PRIJSGEEFT in gelezen.reservekopie.waarom_onleesbaar
