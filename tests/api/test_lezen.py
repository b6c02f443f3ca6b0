"""What is read at the door: a case then and now, by whom, and the work lists page by page."""

from base64 import urlsafe_b64decode
from datetime import timedelta

from domain.casus.commands import Heragendeer, LegVoortgangVast, RondActieAf, SchaalOp, VulAan
from domain.casus.waarden import Aanzet
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import BSN
from tests.conftest import Klok
from tests.verhalen import BRAAM, CASUSREGISSEUR, FRAMBOOS, SECRETARIS, ZVH, Verhaal, nieuw_verhaal

PERSOONSGEGEVENS = (
    "Framboos",
    "Braam",
    BSN,
    "1991-05-17",
    "Verzonnenlaan",
    "verzonnen",
    "Verzonnen",
    "Gewogen",
    "kliniek",
    "Regie is nodig",
    "zaanstad",
    "politie",
)
LEZINGEN = ("", "/gebeurtenissen", "/tijdlijn")


def test_a_casus_is_read_as_it_is_and_as_it_was(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    begin = klok()
    klok.verder(days=1)
    verhaal.trieer()
    pad = f"/casussen/{verhaal.casusnummer}"
    nu = deur.haal(pad, als=Rol.PROCESREGISSEUR).json()
    toen = deur.haal(pad, als=Rol.PROCESREGISSEUR, params={"op": begin.isoformat()}).json()
    eerder = deur.haal(
        pad, als=Rol.PROCESREGISSEUR, params={"op": (begin - timedelta(seconds=1)).isoformat()}
    )
    assert (nu["fase"], nu["versie"], nu["triage"]["uitkomst"]) == ("opgenomen", 3, "ico")
    assert (toen["fase"], toen["versie"], toen["triage"]) == ("aangemeld", 2, None)
    assert (eerder.status_code, eerder.json()["type"]) == (404, "urn:casus:probleem:onbekende-casus")


def test_a_whole_case_comes_back_as_it_went_in(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    verhaal.wijs_actie_toe()
    casus = deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.SECRETARIS).json()
    assert [mens["naam"] for mens in casus["betrokkenen"]] == [FRAMBOOS.naam, BRAAM.naam]
    assert casus["toestemmingen"][0]["soort"] == "gegeven"
    (ico,) = casus["icos"]
    assert (ico["icoId"], ico["begint"]) == (str(verhaal.ico_id), "2026-03-09T08:30:00Z")
    assert ico["gehouden"]["inbreng"][0]["geheimhouding"] == "beroepsgeheim"
    assert ico["advies"]["afspraken"] == [{"wie": "ggz", "wat": "Belt elke week"}]
    assert (casus["acties"][0]["stand"], casus["acties"][0]["uiterlijk"]) == ("open", "2026-03-16")
    assert (casus["procesregisseur"]["medewerker"], casus["casusregisseur"]["medewerker"]) == (
        "mw-peer",
        "mw-appel",
    )


def test_a_bsn_shows_in_the_case_to_bureau_alone(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    for rol in (Rol.MELDER, Rol.SECRETARIS, Rol.PROCESREGISSEUR, Rol.VOORZITTER, Rol.CASUSREGISSEUR):
        casus, gebeurtenissen, tijdlijn = (
            deur.haal(f"/casussen/{verhaal.casusnummer}{deel}", als=rol).text for deel in LEZINGEN
        )
        assert (BSN in casus) == (rol in (Rol.SECRETARIS, Rol.PROCESREGISSEUR)), rol
        assert BSN not in gebeurtenissen
        assert BSN not in tijdlijn
        assert "Testpersoon Framboos" in casus
        assert "Testpersoon Framboos" in gebeurtenissen
        assert "Testpersoon Framboos" in tijdlijn


def test_the_auditor_follows_a_case_without_personal_data(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    verhaal.wijs_actie_toe()
    verhaal.doe(RondActieAf(verhaal.actie_id, "Een verzonnen resultaat"))
    verhaal.sluit_af()
    antwoorden = [deur.haal(f"/casussen/{verhaal.casusnummer}{deel}", als=Rol.AUDITOR) for deel in LEZINGEN]
    for antwoord in antwoorden:
        assert antwoord.status_code == 200
        assert [woord for woord in PERSOONSGEGEVENS if woord in antwoord.text] == []
    casus, gebeurtenissen, tijdlijn = (antwoord.json() for antwoord in antwoorden)
    assert (casus["fase"], casus["uitkomst"], casus["bewarenTot"]) == ("afgesloten", "ico", "2031-03-02")
    assert casus["oordelen"][0] == {"criterium": "A1", "oordeel": "voldaan"}
    triage = gebeurtenissen["regels"][2]
    assert (triage["naam"], triage["rol"], triage["wie"]) == (
        "casus.Getrieerd.v1",
        "procesregisseur",
        "mw-peer",
    )
    assert triage["inhoud"]["uitkomst"] == "ico"
    assert "motivering" not in triage["inhoud"]
    begrippen = deur.dienst.definities.begrippen
    assert [regel["zin"] for regel in tijdlijn["regels"]] == [
        begrippen[regel["naam"].split(".")[1]].uitleg for regel in tijdlijn["regels"]
    ]


def test_the_triage_list_names_the_people_and_what_is_missing(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    erbij = FRAMBOOS.__class__(deur.dienst.omgeving.nieuw_id(), BRAAM.betrokkenheid, "Testpersoon Kersenpit")
    deur.dienst.wacht_op(verhaal.doe(VulAan("ggz", betrokkenen=(erbij,)), SECRETARIS).positie)
    klok.verder(days=2)
    (regel,) = deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.VERTEGENWOORDIGER).json()["regels"]
    assert [wie["naam"] for wie in regel["betrokkenen"]] == [
        FRAMBOOS.naam,
        BRAAM.naam,
        "Testpersoon Kersenpit",
    ]
    assert (regel["compleet"], regel["ontbreekt"], regel["dagenWacht"]) == (True, [], 2)
    assert (regel["voorTriage"], regel["overTermijn"]) == ("2026-03-03", True)
    assert BSN not in str(regel)


def test_the_monitoring_list_tells_the_actions_and_the_work(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.wijs_actie_toe().positie)
    klok.verder(days=15)
    (regel,) = deur.haal(f"/monitoring?tafel={ZVH}", als=Rol.CASUSREGISSEUR).json()["regels"]
    assert (regel["fase"], regel["teLaat"]) == ("monitoring", True)
    assert regel["redenenTeLaat"] == ["Een actie is over de datum."]
    assert (regel["aanZet"], regel["volgendeMoment"], regel["volgendeSoort"]) == (
        "procesregisseur",
        None,
        None,
    )
    assert [wie["naam"] for wie in regel["betrokkenen"]] == [FRAMBOOS.naam, BRAAM.naam]
    assert (regel["voortgang"], regel["agendavoorstel"]) == (None, None)
    assert regel["acties"][0]["omschrijving"] == "Een verzonnen huisbezoek"
    (werk,) = deur.haal(f"/werkvoorraad?tafel={ZVH}", als=Rol.VOORZITTER).json()["regels"]
    assert (werk["procesregisseur"], werk["casussen"], werk["inMonitoring"]) == ("mw-peer", 1, 1)
    assert (werk["openActies"], werk["teLaat"], werk["casussenTeLaat"]) == (1, 1, 1)
    assert (werk["procesregisseurAanZet"], werk["zonderVoortgang"]) == (1, 1)
    ander = {"tafel": ZVH, "procesregisseur": "mw-anders"}
    assert deur.haal("/monitoring", als=Rol.SECRETARIS, params=ander).json()["regels"] == []


def test_the_monitoring_list_tells_how_it_stands_and_who_is_to_answer(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    datum = klok().date() + timedelta(days=30)
    verhaal.doe(SchaalOp("bestuurlijk", "De burgemeester beslist"))
    verhaal.doe(LegVoortgangVast("Er wordt weer opengedaan", Aanzet.DEELNEMERS), CASUSREGISSEUR)
    deur.dienst.wacht_op(verhaal.doe(Heragendeer(datum, "Het gaat weer mis")).positie)
    (regel,) = deur.haal(f"/monitoring?tafel={ZVH}", als=Rol.PROCESREGISSEUR).json()["regels"]
    assert (regel["voortgang"], regel["opgeschaaldNaar"]) == ("Er wordt weer opengedaan", "bestuurlijk")
    assert regel["agendavoorstel"] == {"datum": datum.isoformat(), "door": "procesregisseur"}
    assert (regel["aanZet"], regel["aanZetSinds"]) == ("casusregisseur", klok().date().isoformat())
    assert (regel["teLaat"], regel["redenenTeLaat"]) == (False, [])


def test_a_list_is_read_page_by_page_and_each_row_comes_once(deur: Deur, klok: Klok) -> None:
    nummers = []
    for _ in range(5):
        gedaan = nieuw_verhaal(deur.dienst).meld_aan()
        nummers.append(gedaan.casusnummer)
        deur.dienst.wacht_op(gedaan.positie)
        klok.verder(minutes=1)
    gezien: list[str] = []
    vraag = {"tafel": ZVH, "limiet": "2"}
    bladzijden = 0
    while True:
        antwoord = deur.haal("/triagelijst", als=Rol.SECRETARIS, params=vraag).json()
        gezien += [regel["casusnummer"] for regel in antwoord["regels"]]
        bladzijden += 1
        if antwoord["volgende"] is None:
            break
        vraag["na"] = antwoord["volgende"]
        plaats = urlsafe_b64decode(antwoord["volgende"] + "==").decode()
        assert not any(woord in plaats for woord in PERSOONSGEGEVENS)
    assert (gezien, bladzijden) == (nummers, 3)


def test_every_list_takes_its_own_place_to_go_on_from(deur: Deur) -> None:
    for _ in range(2):
        nieuw_verhaal(deur.dienst).helemaal()
        afgesloten = nieuw_verhaal(deur.dienst)
        afgesloten.tot_en_met_ico()
        afgesloten.sluit_af()
        nieuw_verhaal(deur.dienst).tot_en_met_ico()
    lopend = nieuw_verhaal(deur.dienst)
    lopend.tot_en_met_ico()
    deur.dienst.wacht_op(lopend.wijs_actie_toe().positie)
    lopend.doe(RondActieAf(lopend.actie_id, "Klaar"))
    deur.dienst.wacht_op(lopend.sluit_af().positie)
    for lijst, als in (
        ("casussen", Rol.SECRETARIS),
        ("monitoring", Rol.SECRETARIS),
        ("bewaartermijnen", Rol.COMPLIANCE),
        ("verwijderingen", Rol.AUDITOR),
    ):
        eerste = deur.haal(f"/{lijst}?tafel={ZVH}&limiet=1", als=als).json()
        tweede = deur.haal(f"/{lijst}", als=als, params={"tafel": ZVH, "na": eerste["volgende"]}).json()
        beide = deur.haal(f"/{lijst}?tafel={ZVH}", als=als).json()
        assert eerste["regels"] + tweede["regels"] == beide["regels"]
        assert len(beide["regels"]) == (3 if lijst == "bewaartermijnen" else 2)
        assert tweede["volgende"] is None


def test_a_table_shows_its_rules_with_their_sources(deur: Deur) -> None:
    tafels = deur.haal("/tafels", als=Rol.BEHEERDER).json()["regels"]
    (kort,) = (tafel for tafel in tafels if tafel["id"] == ZVH)
    tafel = deur.haal(f"/tafels/{kort['id']}", als=Rol.BEHEERDER).json()
    assert tafel["criteria"][0]["bron"]["document"] == "[0]"
    assert tafel["privacyprotocol"]["regels"][1] == {
        "code": "zvh/1/na-afwijzing",
        "vanaf": "afwijzing",
        "jaren": 0,
        "maanden": 0,
        "dagen": 0,
        "grond": "Gegevens van een aanmelding die bij de triage niet is opgenomen worden vernietigd of geanonimiseerd.",
        "bron": "BGS 1.16(1)",
        "zekerheid": "bron",
        "bedenktijdDagen": 0,
    }
    assert (
        deur.haal("/tafels/elders", als=Rol.BEHEERDER).json()["type"] == "urn:casus:probleem:onbekende-tafel"
    )


def test_a_melder_reads_the_melding_and_what_became_of_it_and_no_more(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    pad = f"/casussen/{verhaal.casusnummer}"
    casus = deur.haal(pad, als=Rol.MELDER).json()
    assert (casus["fase"], casus["triage"]["uitkomst"]) == ("monitoring", "ico")
    assert casus["betrokkenen"][0]["naam"] == "Testpersoon Framboos"
    assert (casus["icos"], casus["acties"], casus["procesregisseur"]) == ([], [], None)
    gelezen = "".join(deur.haal(pad + lezing, als=Rol.MELDER).text for lezing in LEZINGEN)
    assert "Getrieerd" in gelezen
    for van_anderen in ("kliniek", "verslag", "verzonnen advies", "ICOGehouden", "mw-appel"):
        assert van_anderen not in gelezen
