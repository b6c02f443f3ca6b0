"""A case after so many facts, the difference between two states of it, and what was decided in it, at the door."""

from datetime import timedelta

import pytest

from domain.casus.commands import GeefToestemming, SluitAf, WijsRegieToe
from domain.casus.waarden import Hoedanigheid, Regie
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.lijstloop import vernietig
from tests.api.test_lezen import PERSOONSGEGEVENS
from tests.api.verzoeken import ADVIES_OP_VRAAG, BSN, JSON, VRAAG
from tests.conftest import Klok
from tests.verhalen import FRAMBOOS, ZVH, Verhaal


@pytest.fixture
def verhaal(deur: Deur, klok: Klok) -> Verhaal:
    """Aangemeld on the second of March, one day later weighed, another day later given into hands."""
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    klok.verder(days=1)
    verhaal.trieer()
    klok.verder(days=1)
    verhaal.wijs_regie_toe()
    return verhaal


def lees(deur: Deur, verhaal: Verhaal, deel: str, als: Rol = Rol.PROCESREGISSEUR, **vraag: object) -> JSON:
    antwoord = deur.haal(f"/casussen/{verhaal.casusnummer}{deel}", als=als, params=vraag)
    assert antwoord.status_code == 200, antwoord.text
    gelezen: JSON = antwoord.json()
    return gelezen


def fout(deur: Deur, verhaal: Verhaal, deel: str, **vraag: object) -> tuple[int, object]:
    antwoord = deur.haal(f"/casussen/{verhaal.casusnummer}{deel}", als=Rol.SECRETARIS, params=vraag)
    return antwoord.status_code, antwoord.json().get("fouten", antwoord.json()["type"])


# --- a version --------------------------------------------------------------------------------------------------


def test_a_case_is_read_as_it_was_after_so_many_facts(deur: Deur, verhaal: Verhaal) -> None:
    standen = [lees(deur, verhaal, "", versie=versie) for versie in (1, 2, 3, 5)]
    assert [stand["versie"] for stand in standen] == [1, 2, 3, 5]
    assert [stand["fase"] for stand in standen] == ["aangemeld", "aangemeld", "opgenomen", "opgenomen"]
    assert [stand["grondslag"] is None for stand in standen] == [True, False, False, False]
    assert standen[-1] == lees(deur, verhaal, "")
    assert len(lees(deur, verhaal, "/tijdlijn", versie=3)["regels"]) == 3
    assert len(lees(deur, verhaal, "/gebeurtenissen", versie=3)["regels"]) == 3


def test_a_moment_or_a_version_not_both_and_none_that_is_still_to_come(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    nu, straks = klok().isoformat(), (klok() + timedelta(seconds=1)).isoformat()
    beide = [{"veld": "versie", "reden": "kan niet samen met 'op': vraag een moment of een versie"}]
    assert fout(deur, verhaal, "", op=nu, versie=1) == (400, beide)
    assert fout(deur, verhaal, "", op=straks) == (400, [{"veld": "op", "reden": "ligt in de toekomst"}])
    assert fout(deur, verhaal, "", versie=6) == (404, "urn:casus:probleem:onbekende-versie")
    for versie in (0, -1, "drie", 2**40):
        assert fout(deur, verhaal, "", versie=versie)[0] == 400


# --- a difference -----------------------------------------------------------------------------------------------


def test_a_difference_tells_what_happened_and_what_that_changed(deur: Deur, verhaal: Verhaal) -> None:
    verschil = lees(deur, verhaal, "/verschil", van="2026-03-02T08:30:00Z", tot="2026-03-03T08:30:00Z")
    assert verschil["van"] == {"versie": 2, "op": "2026-03-02T08:30:00Z"}
    assert verschil["tot"] == {"versie": 3, "op": "2026-03-03T08:30:00Z"}
    (regel,) = verschil["gebeurd"]
    assert (regel["versie"], regel["wie"]) == (3, "mw-peer")
    assert "Regie is nodig" in regel["zin"]
    velden = {veld["veld"]: veld for veld in verschil["velden"]}
    assert set(velden) == {"fase", "triage"}
    assert (velden["fase"]["van"], velden["fase"]["naar"]) == ("aangemeld", "opgenomen")
    assert (velden["triage"]["van"], velden["triage"]["naar"]["uitkomst"]) == (None, "ico")


def test_a_difference_is_asked_by_version_too_and_goes_on_until_now(deur: Deur, verhaal: Verhaal) -> None:
    assert [veld["veld"] for veld in lees(deur, verhaal, "/verschil", van=3)["velden"]] == [
        "procesregisseur",
        "casusregisseur",
    ]
    assert lees(deur, verhaal, "/verschil", van=5)["velden"] == []
    gemengd = lees(deur, verhaal, "/verschil", van="2026-03-02T09:29:00+01:00", tot=3)
    assert (gemengd["van"], gemengd["tot"]["versie"]) == ({"versie": 0, "op": None}, 3)


def test_of_a_list_it_tells_what_came_and_what_changed(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.plan_ico()
    verhaal.houd_ico()
    verschil = lees(deur, verhaal, "/verschil", van=6)
    velden = {veld["veld"]: veld for veld in verschil["velden"]}
    (paar,) = velden["icos"]["gewijzigd"]
    assert (paar["van"]["gehouden"], paar["naar"]["gehouden"]["verslag"]) == (None, "Een verzonnen verslag")
    assert (velden["icos"]["erbij"], velden["icos"]["weg"]) == ([], [])
    assert [woord["soort"] for woord in velden["toestemmingen"]["erbij"]] == ["gegeven"]
    assert [regel["versie"] for regel in verschil["gebeurd"]] == [7, 8, 9]


def test_before_there_was_a_case_everything_is_new_and_a_later_end_has_none(
    deur: Deur, verhaal: Verhaal
) -> None:
    alles = lees(deur, verhaal, "/verschil", van="2026-01-01T00:00:00Z", tot=1)
    assert alles["van"] == {"versie": 0, "op": None}
    assert {veld["van"] for veld in alles["velden"]} == {None}
    mensen = next(veld for veld in alles["velden"] if veld["veld"] == "betrokkenen")
    assert [mens["naam"] for mens in mensen["erbij"]] == ["Testpersoon Framboos", "Testpersoon Braam"]
    assert fout(deur, verhaal, "/verschil", van="2026-01-01T00:00:00Z", tot="2026-01-02T00:00:00Z") == (
        404,
        "urn:casus:probleem:onbekende-casus",
    )


@pytest.mark.parametrize(
    "van", ["", "gisteren", "2026-03-02", "0", "-1", "1.5", "9" * 12, "²", "2026-03-02T10:00:00"]
)
def test_what_is_no_moment_and_no_version_is_named_and_not_repeated(
    deur: Deur, verhaal: Verhaal, van: str
) -> None:
    status, fouten = fout(deur, verhaal, "/verschil", van=van)
    assert status == 400
    assert isinstance(fouten, list)
    assert fouten[0]["veld"] == "van"
    assert "of een versie, zoals 3" in fouten[0]["reden"]
    assert "gisteren" not in str(fouten)


def test_a_beginning_after_the_end_or_in_the_future_is_refused(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    straks = (klok() + timedelta(seconds=1)).isoformat()
    achterstevoren = [{"veld": "van", "reden": "moet voor 'tot' liggen"}]
    assert fout(deur, verhaal, "/verschil", van=3, tot=2) == (400, achterstevoren)
    assert fout(deur, verhaal, "/verschil", van=1, tot=straks)[0] == 400
    assert fout(deur, verhaal, "/verschil", van=straks)[0] == 400
    assert fout(deur, verhaal, "/verschil", van=1, tot=99) == (404, "urn:casus:probleem:onbekende-versie")


def test_a_difference_shows_no_more_than_the_two_answers_do(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.plan_ico()
    verhaal.houd_ico()
    begin = "2026-01-01T00:00:00Z"
    auditor = deur.haal(f"/casussen/{verhaal.casusnummer}/verschil", als=Rol.AUDITOR, params={"van": begin})
    assert [woord for woord in PERSOONSGEGEVENS if woord in auditor.text] == []
    assert "fase" in {veld["veld"] for veld in auditor.json()["velden"]}
    voorzitter = lees(deur, verhaal, "/verschil", Rol.VOORZITTER, van=begin)
    assert BSN not in str(voorzitter)
    melder = lees(deur, verhaal, "/verschil", Rol.MELDER, van=3)
    assert "Een verzonnen verslag" not in str(melder)


# --- decisions --------------------------------------------------------------------------------------------------


def test_the_decisions_say_who_when_in_which_role_on_what_ground_for_what_and_by_which_rules(
    deur: Deur, verhaal: Verhaal
) -> None:
    regels = lees(deur, verhaal, "/beslissingen")["regels"]
    assert [regel["soort"] for regel in regels] == ["aanmelding", "grondslag", "triage", "regie", "regie"]
    triage = regels[2]
    assert (triage["op"], triage["wie"], triage["rol"]) == (
        "2026-03-03T08:30:00Z",
        "mw-peer",
        "procesregisseur",
    )
    assert (triage["organisatie"], triage["doel"], triage["waarom"]) == (
        "zvh",
        "casusbehandeling",
        "Regie is nodig",
    )
    assert (triage["grondslag"], triage["definitie"], triage["protocol"]) == (
        "wgs",
        "zvh-zaanstreek-waterland/1",
        "zvh/1",
    )
    assert triage["bewaarregel"].startswith("zvh/1/")
    assert len(lees(deur, verhaal, "/beslissingen", versie=2)["regels"]) == 2


def test_the_auditor_reads_the_decisions_without_content(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.doe(
        GeefToestemming(
            FRAMBOOS.persoon_id,
            "beroepsgeheim",
            FRAMBOOS.naam,
            Hoedanigheid.ZELF,
            "tekst-1",
            verhaal.vandaag(),
        )
    )
    antwoord = deur.haal(f"/casussen/{verhaal.casusnummer}/beslissingen", als=Rol.AUDITOR)
    assert [woord for woord in PERSOONSGEGEVENS if woord in antwoord.text] == []
    regels = {regel["soort"]: regel for regel in antwoord.json()["regels"]}
    assert (regels["triage"]["wie"], regels["triage"]["waarom"]) == ("mw-peer", None)
    assert regels["triage"]["grondslag"] == "wgs"
    assert regels["toestemming"]["waarom"] == "beroepsgeheim"


def test_a_melder_reads_the_decisions_about_the_own_melding_only(deur: Deur, verhaal: Verhaal) -> None:
    soorten = [regel["soort"] for regel in lees(deur, verhaal, "/beslissingen", Rol.MELDER)["regels"]]
    assert soorten == ["aanmelding", "grondslag", "triage"]


def test_of_a_destroyed_case_the_decisions_still_say_what_when_in_which_role_and_by_which_rules(
    deur: Deur, verhaal: Verhaal
) -> None:
    verhaal.doe(SluitAf("Het doel is bereikt", "Rust"))
    gedaan = verhaal.verwijder()
    deur.dienst.wacht_op(gedaan.positie)
    assert gedaan.casus.verwijderd is not None
    pad = f"/verwijderingen/{gedaan.casus.verwijderd.bewijsnummer}/beslissingen"
    antwoord = deur.haal(pad, als=Rol.AUDITOR)
    regels = antwoord.json()["regels"]
    assert [regel["soort"] for regel in regels] == [
        *("aanmelding", "grondslag", "triage", "regie", "regie", "afsluiten", "verwijdering"),
    ]
    assert (regels[2]["wie"], regels[2]["waarom"], regels[2]["grondslag"]) == (None, None, None)
    assert (regels[2]["rol"], regels[2]["definitie"], regels[2]["protocol"]) == (
        "procesregisseur",
        "zvh-zaanstreek-waterland/1",
        "zvh/1",
    )
    assert regels[2]["vernietigdOp"] == "2026-03-04T08:30:00Z"
    assert (regels[-1]["wie"], regels[-1]["waarom"]) == ("mw-kastanje", "niet-langer-nodig")
    assert verhaal.casusnummer not in antwoord.text
    assert [woord for woord in PERSOONSGEGEVENS if woord in antwoord.text] == []
    assert deur.haal(pad, als=Rol.AUDITOR, tafels=()).status_code == 404


def test_who_took_the_regie_over_is_in_the_difference(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.doe(WijsRegieToe(Regie.CASUS, "mw-ander", "ggz"))
    (veld,) = lees(deur, verhaal, "/verschil", van=5)["velden"]
    assert (veld["van"]["medewerker"], veld["naar"]["medewerker"]) == ("mw-appel", "mw-ander")


def test_of_a_destroyed_question_about_nobody_the_report_the_facts_and_the_decisions_read_as_well(
    deur: Deur,
) -> None:
    """It had no term and so no rule: the report once fell over that, and its facts were not found."""
    vraag = {**VRAAG, "aard": "algemeen", "betrokkenen": []}
    nummer = deur.stuur("/consultaties", vraag, als=Rol.SECRETARIS).json()["consultatienummer"]
    pad = f"/consultaties/{nummer}"
    for waarheen, inhoud, als in (
        ("adviezen", ADVIES_OP_VRAAG, Rol.SECRETARIS),
        ("sluitingen", {"reden": "Past hier niet"}, Rol.SECRETARIS),
    ):
        assert deur.stuur(f"{pad}/{waarheen}", inhoud, als=als).status_code == 200
    bewijsnummer = vernietig(deur, nummer)
    (regel,) = deur.haal(f"/verwijderingen?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    assert (regel["soort"], regel["regel"], regel["bewarenTot"]) == ("consultatie", None, None)
    rapport = f"/verwijderingen/{bewijsnummer}"
    gebeurtenissen = deur.haal(f"{rapport}/gebeurtenissen", als=Rol.AUDITOR)
    assert [feit["naam"].split(".")[1] for feit in gebeurtenissen.json()["regels"]] == [
        *("VraagGesteld", "AdviesGegeven", "ConsultatieGesloten", "ConsultatieVerwijderd"),
    ]
    besluiten = deur.haal(f"{rapport}/beslissingen", als=Rol.AUDITOR)
    assert [besluit["soort"] for besluit in besluiten.json()["regels"]] == [
        *("vraag", "advies", "afsluiten", "verwijdering"),
    ]
    for antwoord in (gebeurtenissen, besluiten):
        assert nummer not in antwoord.text
        assert "verzonnen" not in antwoord.text
