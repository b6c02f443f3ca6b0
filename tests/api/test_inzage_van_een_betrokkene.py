"""An inzage (AVG 15): everything about one person over all cases, nothing about others, and on record before that."""

import io
import json
import re
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from domain.rollen import Rol
from infra.tables import inzageregel
from tests.api.conftest import TWEEDE_COMPLIANCE, Deur
from tests.api.test_verzoeken_van_betrokkenen import HANDELAAR, INWILLIGING, stap, tot_akkoord, tot_vinden
from tests.api.verzoeken import AANMELDING, AANMELDING_RET, FRAMBOOS, GRONDSLAG, JSON, RET, TRIAGE, VRAAG
from tests.verhalen import ZVH

BRAAM: JSON = {
    "betrokkenheid": "ex-partner",
    "naam": "Testpersoon Braam",
    "geboortedatum": "1989-12-24",
    "bsn": "999990020",
    "adres": "Geheimweg 13",
}
VAN_ANDEREN = ("Braam", "Geheimweg", "999990020", "24 december 1989", "mw-peer", "mw-kers", "mw-mango")


@pytest.fixture
def casus(deur: Deur) -> str:
    """A case in which what is told of Framboos is mixed with what is told of Braam."""
    inhoud = {
        **AANMELDING,
        "betrokkenen": [{**FRAMBOOS, "toelichting": "Woonde samen met Braam"}, BRAAM],
        "criteria": [
            {"criterium": "A1", "feiten": "Schulden, zegt Testpersoon Braam"},
            *AANMELDING["criteria"][1:],
        ],
        "reguliereRoutes": "Het wijkteam sprak Testpersoon Framboos en Testpersoon Braam op Geheimweg 13",
    }
    antwoord = deur.stuur("/casussen", inhoud, als=Rol.MELDER)
    assert antwoord.status_code == 201, antwoord.text
    nummer: str = antwoord.json()["casusnummer"]
    mensen = deur.haal(f"/casussen/{nummer}", als=Rol.PROCESREGISSEUR).json()["betrokkenen"]
    zelf, ander = (mens["persoonId"] for mens in mensen)
    woord = {"doel": "beroepsgeheim", "tekstversie": "tekst-1", "gegevenOp": "2026-03-02"}
    for wie, hoedanigheid, gever in (
        (zelf, "zelf", "Testpersoon Framboos"),
        (ander, "zelf", "Testpersoon Braam"),
    ):
        gegeven = {**woord, "persoonId": wie, "hoedanigheid": hoedanigheid, "gever": gever}
        gedaan = deur.stuur(f"/casussen/{nummer}/toestemmingen", gegeven, als=Rol.SECRETARIS)
        assert gedaan.status_code == 200, gedaan.text
    return nummer


def overzicht(deur: Deur, pad: str, als: Any = HANDELAAR) -> Any:
    antwoord = deur.stuur(f"{pad}/overzichten", None, als=als)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


def test_it_is_all_about_the_person_and_nothing_about_others(deur: Deur, casus: str) -> None:
    gelegd = deur.stuur(f"/casussen/{casus}/grondslagen", GRONDSLAG, als=Rol.SECRETARIS)
    assert gelegd.status_code == 200, gelegd.text
    pad = tot_vinden(deur)
    gevonden = overzicht(deur, pad)
    tekst = json.dumps(gevonden, ensure_ascii=False)
    assert [wat for wat in VAN_ANDEREN if wat in tekst] == []
    (plaats,) = gevonden["plaatsen"]
    assert (plaats["soort"], plaats["nummer"]) == ("casus", casus)
    gegevens = {gegeven["wat"]: gegeven["waarde"] for gegeven in plaats["gegevens"]}
    assert gegevens["Naam"] == "Testpersoon Framboos"
    assert gegevens["Burgerservicenummer"] == FRAMBOOS["bsn"]
    assert gegevens["Geboortedatum"] == "17 mei 1991"
    assert gegevens["Toelichting"] == "Woonde samen met (naam)"
    tekst_van = {een.code: een.tekst.rstrip(".") for een in deur.dienst.definities.tafels[ZVH].criteria}
    geschreven = gegevens[f"Wat de aanmelder schreef bij criterium A1 ({tekst_van['A1']})"]
    assert geschreven == "Schulden, zegt ex-partner"
    assert plaats["bewarenTot"] == "2031-03-02"
    assert plaats["herkomst"]
    assert plaats["grondslag"]
    assert [doel for doel in plaats["doelen"] if "grondslag" in doel] == []
    assert plaats["doelen"]
    assert any("ex-partner" in feit["zin"] for feit in plaats["feiten"])
    assert any("Testpersoon Framboos" in feit["zin"] for feit in plaats["feiten"])


def test_what_the_triage_found_is_told_in_words(deur: Deur, casus: str) -> None:
    afgewezen = {**TRIAGE, "uitkomst": "afgewezen"}
    gewogen = deur.stuur(f"/casussen/{casus}/triages", afgewezen, als=Rol.VOORZITTER)
    assert gewogen.status_code == 200, gewogen.text
    (plaats,) = overzicht(deur, tot_vinden(deur))["plaatsen"]
    kopjes = " | ".join(gegeven["wat"] for gegeven in plaats["gegevens"])
    assert re.search(r"Wat de triage vond van criterium B1 \([^|]+\): niet voldaan", kopjes)


def test_what_is_only_about_others_is_left_out_and_counted(deur: Deur, casus: str) -> None:
    (plaats,) = overzicht(deur, tot_vinden(deur))["plaatsen"]
    assert plaats["weggelaten"] == ["Gebeurtenissen die alleen over anderen gaan (1)."]
    toestemmingen = [feit for feit in plaats["feiten"] if "oestemming" in feit["zin"]]
    assert len(toestemmingen) == 1


def test_it_is_over_all_tables_and_questions(deur: Deur, casus: str) -> None:
    elders = {**AANMELDING_RET, "kenmerk": "JT-78", "betrokkenen": [FRAMBOOS]}
    antwoord = deur.stuur("/casussen", elders, als=Rol.SECRETARIS, tafels=(RET,))
    assert antwoord.status_code == 201, antwoord.text
    assert deur.stuur("/consultaties", VRAAG, als=Rol.MELDER).status_code == 201
    plaatsen = overzicht(deur, tot_vinden(deur))["plaatsen"]
    assert sorted(plaats["soort"] for plaats in plaatsen) == ["casus", "casus", "consultatie"]
    assert len({plaats["tafel"] for plaats in plaatsen}) == 2
    with deur.dienst.engine.connect() as verbinding:
        wat = select(inzageregel.c.tafel).where(inzageregel.c.inhoud.contains("overzichten"))
        assert {RET} < set(verbinding.execute(wat).scalars())


def test_of_who_is_nowhere_it_says_so(deur: Deur) -> None:
    gevonden = overzicht(deur, tot_vinden(deur))
    assert gevonden["plaatsen"] == []
    assert "geen gegevens gevonden" in gevonden["uitleg"][0]


def test_nothing_goes_out_before_a_second_person_agreed(deur: Deur, casus: str) -> None:
    pad = tot_vinden(deur)
    for vorm in ("json", "pdf"):
        antwoord = deur.stuur(f"{pad}/exports", {"vorm": vorm}, als=HANDELAAR)
        assert antwoord.status_code == 409
    stap(deur, f"{pad}/besluitvoorstellen", INWILLIGING, "BesluitVoorgesteld")
    assert deur.stuur(f"{pad}/exports", {"vorm": "json"}, als=HANDELAAR).status_code == 409
    assert overzicht(deur, pad, als=TWEEDE_COMPLIANCE)["exportnummer"] is None


def test_what_goes_out_has_an_export_id_and_is_on_record(deur: Deur, casus: str) -> None:
    pad = tot_akkoord(deur)
    voor = deur.vastgelegd()
    antwoord = deur.stuur(f"{pad}/exports", {"vorm": "json"}, als=HANDELAAR)
    assert antwoord.status_code == 200, antwoord.text
    assert deur.vastgelegd() > voor
    gevonden = antwoord.json()
    export_id = gevonden["exportnummer"]
    assert export_id.startswith("E-")
    assert antwoord.headers["Content-Disposition"] == f'attachment; filename="{export_id}.json"'
    verstrekt = deur.haal(pad, als=HANDELAAR).json()["verstrekt"]
    assert verstrekt == [{"exportnummer": export_id, "vorm": "json"}]
    assert [wat for wat in VAN_ANDEREN if wat in antwoord.text] == []


def test_it_can_be_read_on_paper_and_holds_the_same_as_json(deur: Deur, casus: str) -> None:
    pad = tot_akkoord(deur)
    antwoord = deur.stuur(f"{pad}/exports", {"vorm": "pdf"}, als=HANDELAAR)
    assert antwoord.status_code == 200, antwoord.text
    assert antwoord.headers["content-type"] == "application/pdf"
    lezer = PdfReader(io.BytesIO(antwoord.content))
    tekst = "\n".join(blad.extract_text() for blad in lezer.pages)
    assert "Testpersoon Framboos" in tekst
    assert {blad.extract_text().count("Exemplaar E-") for blad in lezer.pages} == {1}
    assert "te vernietigen" not in tekst, "it is theirs to keep"
    assert "zvh/1/" not in tekst, "codes of rules are for the JSON"
    assert "uiterlijk vijf jaar na de eerste verwerking" in " ".join(tekst.split())
    assert [wat for wat in VAN_ANDEREN if wat in tekst] == []
    (bijlage,) = lezer.attachments["overzicht.json"]
    assert [plaats["nummer"] for plaats in json.loads(bijlage)["plaatsen"]] == [casus]
    stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")


def test_it_says_whom_the_person_can_turn_to(deur: Deur, casus: str) -> None:
    """As it was set for the installation; else through the table where the verzoek came in."""
    pad = tot_vinden(deur)
    zonder = {een["wat"]: een["waarde"] for een in overzicht(deur, pad)["contact"]}
    tafel = deur.dienst.definities.tafels[ZVH].naam
    assert zonder["Verantwoordelijk voor uw gegevens"] == tafel
    assert "Vraag bij de tafel" in zonder["Functionaris voor gegevensbescherming"]
    assert tafel in zonder["Vragen over dit overzicht"]
    deur.dienst.settings.verantwoordelijke = "Stichting Verzonnen Huis, Verzonnenlaan 1"
    deur.dienst.settings.fg = "fg@verzonnen.example"
    try:
        gezet = {een["wat"]: een["waarde"] for een in overzicht(deur, pad)["contact"]}
    finally:
        deur.dienst.settings.verantwoordelijke = deur.dienst.settings.fg = ""
    assert gezet["Verantwoordelijk voor uw gegevens"] == "Stichting Verzonnen Huis, Verzonnenlaan 1"
    assert gezet["Functionaris voor gegevensbescherming"] == "fg@verzonnen.example"
