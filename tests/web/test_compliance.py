"""The work of the compliance officer, the FG and the archivaris: a destruction by four people, and what is due."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from domain.rollen import Medewerker, Rol
from domain.vernietigingslijst.commands import ControleerLijst
from domain.verzoek.commands import OntvangVerzoek
from domain.verzoek.waarden import Aanvrager, OverWie, Verzoeksoort
from tests.api.conftest import TWEEDE_COMPLIANCE
from tests.verhalen import ZVH, nieuw_verhaal
from tests.web.compliance import (
    OLIJF,
    PRUIM,
    afgewezen,
    gesloten,
    goedgekeurde_lijst,
    houd_tegen,
    verzoek,
    voorgestelde_lijst,
)
from tests.web.huis import Huis
from tests.web.kijker import Kijker, meeluisteren


@pytest.fixture
def huis(eigen_huis: Huis) -> Huis:
    return eigen_huis


@pytest.mark.parametrize("javascript", [True, False], ids=["met", "zonder"])
def test_four_people_bring_a_case_from_the_first_page_to_a_verklaring(
    kijker: Kijker, huis: Huis, *, javascript: bool
) -> None:
    nummer = gesloten(huis)

    def als(wie: Medewerker | Rol) -> Page:
        return kijker.als(wie, java_script_enabled=javascript)

    lijst = stelt_voor(als(Rol.COMPLIANCE), nummer)
    controleert(als(TWEEDE_COMPLIANCE), nummer)
    keurt_goed(als(Rol.FG), lijst)
    huis.klok.verder(days=7)
    kastanje = als(Rol.ARCHIVARIS)
    with meeluisteren(kastanje) as gezegd:
        kastanje.goto(f"/vernietiging/{lijst}")
        kastanje.get_by_role("link", name="Uitvoeren").click()
        kastanje.get_by_label("Nummer van de lijst").fill(lijst)
        kastanje.get_by_role("button", name="Vernietig nu").click()
        expect(kastanje.get_by_role("status")).to_contain_text("De gegevens vernietigen")
        if javascript:
            kijker.keur_stand(kastanje, "een lijst in uitvoering")
            kijker.keur(f"/vernietiging/{lijst}?volg=true", als=Rol.COMPLIANCE)
        else:
            kastanje.get_by_role("link", name="Ververs deze pagina elke 5 seconden").click()
        huis.dienst.lijstloper.ronde()
        kastanje.get_by_role("link", name="Lees verklaring").click()
        expect(kastanje.get_by_role("heading", level=1)).to_contain_text("Verklaring")
    assert gezegd == []
    if javascript:
        keur_het_bewijs(kijker, huis, lijst)


def stelt_voor(page: Page, nummer: str) -> str:
    """From the first page to a list; answers with its number."""
    page.goto("/")
    page.get_by_role("link", name="Vernietigen", exact=True).click()
    page.get_by_role("link", name="Stel een lijst voor").click()
    page.get_by_label("Alleen deze casussen en consultaties").fill(nummer)
    page.get_by_role("button", name="Stel de lijst voor").click()
    expect(page.get_by_text("Controleren doet iemand anders")).to_be_visible()
    return page.url.rpartition("/")[2].partition("?")[0]


def controleert(page: Page, nummer: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="vernietigingslijst wacht op uw handtekening").click()
    page.get_by_role("link", name="Controleren").click()
    expect(page.locator("tbody")).to_contain_text(nummer)
    page.get_by_role("button", name="Leg de controle vast").click()
    expect(page.get_by_text("De controle is vastgelegd.")).to_be_visible()


def keurt_goed(page: Page, lijst: str) -> None:
    """With the wrong number first."""
    page.goto("/")
    page.get_by_role("link", name="vernietigingslijst wacht op uw handtekening").click()
    page.get_by_role("link", name="Goedkeuren").click()
    knop = page.get_by_role("button", name="Keur deze lijst goed")
    page.get_by_label("Nummer van de lijst").fill("L-BBBBB-BBBBB")
    knop.click()
    expect(page.locator("#fouten")).to_contain_text(f"Typ het nummer van deze lijst: {lijst}.")
    page.get_by_label("Nummer van de lijst").fill(lijst.lower())
    knop.click()
    expect(page.get_by_text("Bedenktijd: nog 7 dagen")).to_be_visible()


def keur_het_bewijs(kijker: Kijker, huis: Huis, lijst: str) -> None:
    """The pages at the end of the story, and the files."""
    verklaring = huis.dienst.lijsten.laad(lijst).lijst.verklaring
    assert verklaring is not None
    kijker.keur(f"/vernietiging/{lijst}", als=Rol.COMPLIANCE)
    kijker.keur("/verklaringen", als=Rol.COMPLIANCE)
    kijker.keur("/verklaringen", als=Rol.COMPLIANCE, tafels=(ZVH, "ret-zaanstreek-waterland"))
    kijker.keur("/vernietiging", als=Rol.FG, tafels=(ZVH, "ret-zaanstreek-waterland"))
    pad = f"/verklaringen/{verklaring.verklaringsnummer}"
    page = kijker.gekeurd(f"{pad}?controle=true", als=Rol.ARCHIVARIS)
    expect(page.locator("#nakijken ~ .melding")).to_contain_text("de verklaring is echt")
    for vorm, soort in (("json", "application/json"), ("pdf", "application/pdf")):
        assert page.request.get(f"{huis.adres}{pad}/{vorm}").headers["content-type"] == soort


def test_every_page_of_a_list_is_a_good_page_in_each_of_its_states(kijker: Kijker, huis: Huis) -> None:
    nummer, ander = gesloten(huis), gesloten(huis)
    kijker.keur("/vernietiging/voorstellen", als=Rol.COMPLIANCE)
    page = kijker.als(Rol.COMPLIANCE)
    page.goto("/vernietiging/voorstellen")
    page.get_by_label("Alleen deze casussen en consultaties").fill("geen nummer!")
    page.get_by_role("button", name="Stel de lijst voor").click()
    kijker.keur_stand(page, "voorstel met fouten")
    page.get_by_label("Alleen deze casussen en consultaties").fill(f"{nummer}\n{ander}")
    page.get_by_role("button", name="Stel de lijst voor").click()
    lijst = page.url.rpartition("/")[2].partition("?")[0]
    pad = f"/vernietiging/{lijst}"
    kijker.keur(pad, als=TWEEDE_COMPLIANCE)
    kijker.keur(f"{pad}/intrekken", als=Rol.COMPLIANCE)
    controle = kijker.gekeurd(f"{pad}/controleren", als=TWEEDE_COMPLIANCE)
    controle.get_by_label(f"Laat {ander} eruit").check()
    controle.get_by_role("button", name="Laat de aangevinkte posten eruit").click()
    controle.get_by_role("button", name="Leg de controle vast").click()
    kijker.keur_stand(controle, "controle met fouten")
    controle.get_by_label(f"Waarom mag {ander} niet weg").select_option("nog-nodig")
    controle.get_by_label(f"Toelichting bij {ander}").fill("Nog even nodig voor iets verzonnens")
    controle.get_by_role("button", name="Leg de controle vast").click()
    assert len(huis.dienst.lijsten.laad(lijst).lijst.op_de_lijst) == 1
    kijker.keur(f"{pad}/goedkeuren", als=Rol.FG)
    kijker.keur(f"{pad}/uitvoeren", als=Rol.ARCHIVARIS)
    kijker.keur("/vernietiging", als=Rol.FG)
    kijker.keur(f"{pad}/controleren", als=Rol.FG, status=403)
    kijker.keur("/vernietiging/L-BBBBB-BBBBB", als=Rol.FG, status=404)


def test_who_signs_sees_each_item_what_stands_in_its_way_and_how_long_there_is(
    kijker: Kijker, huis: Huis
) -> None:
    gehouden, meteen = gesloten(huis), afgewezen(huis)
    op, lijst = voorgestelde_lijst(huis, gehouden), voorgestelde_lijst(huis, meteen)
    houd_tegen(huis, gehouden)
    for nummer, pad in ((gehouden, op), (meteen, lijst)):
        page = kijker.gekeurd(f"/vernietiging/{pad}/controleren", als=TWEEDE_COMPLIANCE)
        rij = page.locator("tbody tr", has_text=nummer)
        expect(rij.get_by_text("vernietiging opgeschort")).to_have_count(1 if nummer == gehouden else 0)
        page.get_by_role("button", name="Leg de controle vast").click()
    later = kijker.gekeurd(f"/vernietiging/{op}/goedkeuren", als=Rol.FG)
    expect(later.locator("main")).to_contain_text("De bedenktijd is 7 dagen")
    expect(later.locator("tbody tr", has_text=gehouden)).to_contain_text("vernietiging opgeschort")
    nu = kijker.gekeurd(f"/vernietiging/{lijst}/goedkeuren", als=Rol.FG)
    expect(nu.get_by_text("Zodra u goedkeurt, begint de dienst met vernietigen.")).to_be_visible()
    expect(nu.locator("tbody")).to_contain_text(meteen)
    nu.get_by_label("Nummer van de lijst").fill(lijst)
    nu.get_by_role("button", name="Keur deze lijst goed").click()
    expect(nu.get_by_role("heading", name="Er is geen bedenktijd")).to_be_visible()
    expect(nu.locator("main")).not_to_contain_text("De bedenktijd loopt tot")


def test_of_a_list_with_what_goes_now_and_what_goes_later_each_is_said_its_own_time(
    kijker: Kijker, huis: Huis
) -> None:
    meteen, later = afgewezen(huis), gesloten(huis)
    lijst = voorgestelde_lijst(huis, meteen, later)
    huis.dienst.lijsten.voer_uit(lijst, ControleerLijst(), namens=OLIJF)
    page = kijker.gekeurd(f"/vernietiging/{lijst}/goedkeuren", als=Rol.FG)
    expect(page.get_by_text("kan ook de rest niet meer worden ingetrokken")).to_be_visible()
    page.get_by_label("Nummer van de lijst").fill(lijst)
    page.get_by_role("button", name="Keur deze lijst goed").click()
    expect(page.get_by_role("heading", name="Eén post wacht nog")).to_be_visible()
    expect(page.get_by_text("De bedenktijd is voorbij")).to_have_count(0)
    huis.dienst.lijstloper.ronde()
    page = kijker.gekeurd(f"/vernietiging/{lijst}", als=Rol.FG)
    expect(page.get_by_text("Schort dan de vernietiging van die casus op")).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)
    huis.klok.verder(days=8)
    huis.dienst.lijstloper.ronde()
    expect(kijker.gekeurd(f"/vernietiging/{lijst}", als=Rol.FG).get_by_text("post wacht nog")).to_have_count(
        0
    )


def test_who_may_read_a_case_fetches_its_strook_on_the_page_while_it_is_there(
    kijker: Kijker, huis: Huis
) -> None:
    nummer = gesloten(huis)
    page = kijker.gekeurd(f"/casus/{nummer}", als=Rol.PROCESREGISSEUR)
    expect(page.get_by_text("staat op een vernietigingslijst")).to_have_count(0)
    voorgestelde_lijst(huis, nummer)
    page = kijker.gekeurd(f"/casus/{nummer}", als=Rol.PROCESREGISSEUR)
    expect(page.get_by_text("staat op een vernietigingslijst")).to_be_visible()
    with page.expect_download() as binnen:
        page.get_by_role("link", name="Haal de bewijsstrook").click()
    assert binnen.value.suggested_filename == "bewijsstrook.json"
    assert json.loads(binnen.value.path().read_text())["formaat"] == "casus-bewijsstrook/v1"


def test_what_the_service_did_is_not_said_of_a_beheerder(kijker: Kijker, huis: Huis) -> None:
    lijst = goedgekeurde_lijst(huis, afgewezen(huis))
    huis.dienst.lijstloper.ronde()
    page = kijker.gekeurd(f"/vernietiging/{lijst}", als=Rol.COMPLIANCE)
    begonnen = page.locator(".tijdlijn li", has_text="De dienst is begonnen met de uitvoering.")
    expect(begonnen).to_contain_text("de dienst zelf")
    expect(page.locator(".tijdlijn")).not_to_contain_text("beheerder")


def test_who_opened_a_form_before_the_list_changed_sees_what_happened(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.COMPLIANCE)
    page.goto("/vernietiging/voorstellen")
    page.get_by_label("Alleen deze casussen en consultaties").fill(gesloten(huis))
    page.get_by_role("button", name="Stel de lijst voor").click()
    lijst = page.url.rpartition("/")[2].partition("?")[0]
    page.get_by_role("link", name="Trek de lijst in").click()
    olijf = kijker.als(TWEEDE_COMPLIANCE)
    olijf.goto(f"/vernietiging/{lijst}/controleren")
    olijf.get_by_role("button", name="Leg de controle vast").click()
    page.get_by_label("er is geen akkoord").check()
    page.get_by_role("button", name="Trek de lijst in").click()
    expect(page.get_by_role("heading", name="Intussen is er iets veranderd")).to_be_visible()
    kijker.keur_stand(page, "intrekken op oude feiten")
    assert huis.dienst.lijsten.laad(lijst).lijst.ingetrokken is None
    page.get_by_role("button", name="Trek de lijst in").click()
    expect(page.get_by_text("Er is niets vernietigd.")).to_be_visible()


def test_what_is_overdue_shouts_and_leads_to_a_list(kijker: Kijker, huis: Huis) -> None:
    page = kijker.gekeurd("/bewaren", als=Rol.COMPLIANCE)
    expect(page.get_by_text("Niets is over de termijn.")).to_be_visible()
    nummer = afgewezen(huis)
    huis.klok.verder(days=1)
    begin = kijker.gekeurd("/", als=Rol.COMPLIANCE)
    begin.get_by_role("link", name="over de bewaartermijn: hoort nul te zijn").click()
    expect(begin.locator(".nulmeter--fout")).to_contain_text("Dit had al weg moeten zijn.")
    expect(begin.locator("tbody tr", has_text=nummer)).to_contain_text("over de termijn")
    kijker.keur_stand(begin, "kalender met iets over de termijn")
    expect(begin.locator("tbody tr", has_text=nummer)).not_to_contain_text("mag eerder")
    per_maand = begin.get_by_role("table", name="Wat er per maand nog weg moet").locator("tbody tr").first
    expect(per_maand).to_contain_text("over de termijn")
    begin.emulate_media(media="print")
    expect(begin.locator(".nulmeter__getal")).not_to_have_css("color", "rgb(255, 255, 255)")
    begin.emulate_media(media="screen")
    begin.get_by_role("link", name="Zet op een vernietigingslijst").click()
    expect(begin.get_by_text("komt er alleen op als u dat aanvinkt")).to_be_visible()
    begin.get_by_role("button", name="Stel de lijst voor").click()
    expect(begin.locator("tbody")).to_contain_text(nummer)
    bezig = kijker.gekeurd("/bewaren", als=Rol.COMPLIANCE)
    expect(bezig.locator(".nulmeter--let-op")).to_contain_text("Dit staat al op een vernietigingslijst.")
    expect(bezig.get_by_role("link", name="Zet op een vernietigingslijst")).to_have_count(0)
    eerst = kijker.gekeurd("/", als=Rol.COMPLIANCE)
    expect(eerst.locator("main")).to_contain_text("dit staat al op een vernietigingslijst")


def test_the_calendar_of_several_tables_shows_each_in_its_region(kijker: Kijker) -> None:
    twee = (ZVH, "ret-zaanstreek-waterland")
    page = kijker.gekeurd("/bewaren?status=loopt", als=Rol.FG, tafels=twee)
    expect(page.get_by_role("link", name="Zorg- en Veiligheidshuis", exact=False).first).to_be_visible()
    kijker.keur("/verklaringen", als=Rol.FG, tafels=twee)


def test_a_page_of_one_table_says_which_and_many_tables_stand_in_one(kijker: Kijker, huis: Huis) -> None:
    naam = huis.dienst.definities.tafels[ZVH].naam
    for pad in ("/vernietiging", "/verklaringen", "/verzoeken"):
        page = kijker.gekeurd(f"{pad}?tafel={ZVH}", als=Rol.COMPLIANCE)
        expect(page.locator("main p.zacht").first).to_contain_text(naam)
        assert naam in page.title()
    form = kijker.gekeurd(f"/verzoeken/nieuw?tafel={ZVH}", als=Rol.COMPLIANCE)
    form.get_by_role("link", name="Terug zonder iets vast te leggen").click()
    expect(form.get_by_role("heading", name="Verzoeken van betrokkenen")).to_be_visible()
    dienst = huis.dienst
    allemaal = [een.id for een in dienst.definities.tafels.values()]
    for tafel in allemaal[:8]:
        opdracht = OntvangVerzoek(
            verzoeknummer=dienst.omgeving.verzoeknummer(),
            tafel=tafel,
            soort=Verzoeksoort.INZAGE,
            ontvangen_op=huis.vandaag(),
            aanvrager=Aanvrager.ZELF,
            verzoeker="Testpersoon Framboos",
            bereikbaar="framboos@verzonnen.example",
            over=OverWie("Testpersoon Framboos"),
            inhoud="Wat weten jullie van mij?",
        )
        dienst.wacht_op(dienst.verzoeken.ontvang(opdracht, namens=PRUIM).positie)
    begin = kijker.gekeurd("/", als=Rol.COMPLIANCE, tafels=tuple(allemaal))
    rijen = begin.get_by_role("table", name="Per tafel, het dringendste eerst").locator("tbody tr")
    assert rijen.count() >= 8
    expect(begin.locator(".teller", has_text="verzoek van een betrokkene")).to_have_count(0)


def test_the_answers_that_are_late_stand_first_and_lead_to_their_steps(kijker: Kijker, huis: Huis) -> None:
    kijker.keur("/verzoeken", als=Rol.FG)
    laat = verzoek(huis)
    huis.klok.verder(days=40)
    nieuw = verzoek(huis, Verzoeksoort.WISSING)
    page = kijker.als(Rol.COMPLIANCE)
    page.goto("/")
    page.get_by_role("link", name="te laat: een verzoek van een betrokkene").click()
    rijen = page.locator("tbody tr")
    expect(rijen.first).to_contain_text(laat)
    expect(rijen.first).to_contain_text("dagen te laat")
    expect(rijen.nth(1)).to_contain_text(nieuw)
    expect(page.locator("main")).not_to_contain_text("Framboos")
    kijker.keur_stand(page, "verzoeken met een die te laat is")
    voor = huis.inzagen()
    page.get_by_role("link", name=laat).click()
    expect(page.get_by_text("Nu: vaststellen wie het vraagt.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Wat weten jullie van mij?")
    kijker.keur_stand(page, "een verzoek")
    assert huis.inzagen() > voor
    kijker.keur("/verzoeken?stand=te-verwijderen", als=Rol.FG)
    kijker.keur(f"/verzoeken/{laat}", als=Rol.ARCHIVARIS, status=403)


def test_a_hold_and_a_restriction_are_placed_seen_and_ended_without_a_name(
    kijker: Kijker, huis: Huis
) -> None:
    verhaal = nieuw_verhaal(huis.dienst)
    huis.dienst.wacht_op(verhaal.meld_aan().positie)
    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    page.goto(f"/bewaren?tafel={ZVH}&status=loopt")
    page.get_by_role("link", name=verhaal.casusnummer).first.click()
    page.get_by_role("link", name="De vernietiging opschorten").click()
    page.get_by_label("er is een rechtsvordering").check()
    page.get_by_label("Toelichting").fill("Er loopt een zaak")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("table", name="Opschortingen")).to_contain_text("Er loopt een zaak")
    page.get_by_role("link", name="De verwerking beperken").click()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_contain_text("Op welke grond (AVG artikel 18): maak een keuze.")
    page.get_by_label("Van wie").select_option(label="ex-partner")
    page.get_by_label("de juistheid van de gegevens wordt betwist").check()
    page.get_by_label("Toelichting").fill("Het klopt niet")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("table", name="Beperkingen")).to_contain_text("Ex-partner")
    assert "Testpersoon" not in page.content()
    kijker.keur(f"/bewaring/{verhaal.casusnummer}", als=Rol.COMPLIANCE)
    kijker.keur(f"/bewaring/{verhaal.casusnummer}", als=Rol.AUDITOR)
    kijker.keur(f"/bewaring/{verhaal.casusnummer}/eigen-termijn", als=Rol.COMPLIANCE)
    kijker.keur(f"/bewaring/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR, status=403)
    page.get_by_role("link", name="Een eigen bewaartermijn vaststellen").click()
    page.get_by_label("Van welke betrokkene").select_option(label="ex-partner")
    page.get_by_label("Bewaren tot en met").fill("2020-01-01")
    page.get_by_label("Uit welke bewaarregel volgt dat").select_option(index=1)
    page.get_by_label("Waarom", exact=True).fill("Zo afgesproken " + "x" * 300)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_contain_text("Op die dag was deze casus er nog niet.")
    page.get_by_label("Bewaren tot en met").fill(huis.vandaag().isoformat())
    page.get_by_role("button", name="Vastleggen").click()
    eigen = page.get_by_role("table", name="Wat eerder weg moet")
    expect(eigen).to_contain_text("Ex-partner")
    expect(eigen).to_contain_text("Zo afgesproken")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    kijker.keur(f"/bewaring/{verhaal.casusnummer}", als=Rol.AUDITOR)
    page.get_by_role("link", name="Een opschorting opheffen").click()
    page.get_by_label("Waarom is dit niet meer nodig").fill("De zaak is klaar")
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_role("link", name="Een beperking opheffen").click()
    page.get_by_label("Waarom is dit niet meer nodig").fill("Het is nagekeken")
    page.get_by_label("Wanneer is dit aan de betrokkene verteld").fill(huis.vandaag().isoformat())
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Niets. Na de laatste dag moeten de gegevens weg.")).to_be_visible()
    casus = huis.dienst.shell.laad(verhaal.casusnummer).casus
    assert (casus.opschortingen, casus.beperkingen) == ((), ())


def test_a_verzoek_that_was_answered_long_ago_is_destroyed_by_two_people(kijker: Kijker, huis: Huis) -> None:
    nummer = verzoek(huis)
    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    page.goto(f"/verzoeken/{nummer}/intrekken")
    page.get_by_label("Op welke dag").fill(huis.vandaag().isoformat())
    page.get_by_label("Hoe is het verzoek ingetrokken").fill("Aan de telefoon")
    page.get_by_role("button", name="Leg vast").click()
    bewaren_tot = huis.dienst.verzoeken.laad(nummer).bewaren_tot
    assert bewaren_tot is not None
    dagen = (bewaren_tot - huis.vandaag()).days + 1
    huis.klok.verder(days=dagen)
    try:
        page, olijf = (
            kijker.als(wie, java_script_enabled=False) for wie in (Rol.COMPLIANCE, TWEEDE_COMPLIANCE)
        )
        page.goto(f"/verzoeken/{nummer}/verwijdervoorstel")
        page.get_by_role("button", name="Stel voor").click()
        page.goto(f"/verzoeken/{nummer}/vernietigen")
        expect(page.get_by_text("Wie de verwijdering voorstelt, voert haar niet zelf uit.")).to_be_visible()
        kijker.keur(f"/verzoeken/{nummer}/vernietigen", als=TWEEDE_COMPLIANCE)
        olijf.goto(f"/verzoeken/{nummer}/vernietigen")
        olijf.get_by_label("Nummer van het verzoek").fill("V-BBBBB-BBBBB")
        olijf.get_by_role("button", name="Vernietig nu").click()
        expect(olijf.locator("#fouten")).to_contain_text(f"Typ het nummer van dit verzoek: {nummer}.")
        olijf.get_by_label("Nummer van het verzoek").fill(nummer.lower())
        olijf.get_by_role("button", name="Vernietig nu").click()
        expect(olijf.get_by_text("De gegevens van het verzoek zijn vernietigd.")).to_be_visible()
        kijker.keur(f"/verzoeken/{nummer}", als=Rol.COMPLIANCE, status=404)
    finally:
        huis.klok.verder(days=-dagen)


def test_every_supplier_answers_before_a_case_is_kept_longer(kijker: Kijker, huis: Huis) -> None:
    verhaal = nieuw_verhaal(huis.dienst)
    verhaal.tot_en_met_ico()
    laatste = huis.dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot
    assert laatste is not None
    huis.klok.verder(days=(laatste - huis.vandaag()).days - 30)
    page = kijker.als(Rol.PROCESREGISSEUR, java_script_enabled=False)
    page.goto(f"/casus/{verhaal.casusnummer}")
    page.get_by_role("link", name="Voorstellen om langer te bewaren").click()
    page.get_by_label("de casus loopt nog en voldoet aan de criteria").check()
    page.get_by_label("Waarom is de casus langer nodig").fill("Het gaat verzonnen langzaam")
    page.get_by_label("Bewaren tot en met").fill((laatste + timedelta(days=60)).isoformat())
    page.get_by_label("Politie").check()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Moet nog antwoorden")).to_be_visible()
    for organisatie in ("politie", "ggz"):
        page.get_by_role("link", name="Instemmen met langer bewaren", exact=True).click()
        page.get_by_label("Wie antwoordt").select_option(organisatie)
        page.get_by_role("button", name="Vastleggen").click()
    kijker.keur(f"/casus/{verhaal.casusnummer}")
    expect(page.get_by_text("Moet nog antwoorden")).to_have_count(0)
    assert huis.dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == laatste + timedelta(days=60)
