"""A case on one page, and what can be done with it from there."""

from playwright.sync_api import expect

from domain.casus.commands import Trieer
from domain.casus.waarden import Uitkomst
from domain.rollen import Rol
from tests.verhalen import OORDELEN, Verhaal
from tests.web.huis import Huis
from tests.web.kijker import Kijker


def test_a_case_is_a_good_page_for_who_works_on_it(kijker: Kijker, huis: Huis) -> None:
    page = kijker.gekeurd(f"/casus/{huis.nummers['monitoring']}")
    stappen = page.get_by_role("region", name="Waar de casus is").get_by_role("listitem")
    expect(stappen.filter(has_text="Monitoring")).to_have_attribute("aria-current", "step")
    expect(page.get_by_role("table", name="Om wie het gaat")).to_contain_text("Testpersoon Framboos")
    expect(page.get_by_role("table", name="Acties")).to_contain_text("Een verzonnen huisbezoek")
    expect(
        page.get_by_role("article").get_by_text("Geestelijke gezondheidszorg: Belt elke week")
    ).to_be_visible()
    kan = page.get_by_role("complementary", name="Wat u kunt doen")
    expect(kan.get_by_role("link", name="Een actie afronden")).to_be_visible()
    kan.get_by_text("Kan nu niet (18)").click()
    expect(kan.get_by_text("Er is geen ICO gepland.").first).to_be_visible()


def test_an_auditor_sees_pseudonyms_and_can_do_nothing(kijker: Kijker, huis: Huis) -> None:
    page = kijker.gekeurd(f"/casus/{huis.nummers['monitoring']}", als=Rol.AUDITOR)
    assert "Testpersoon" not in page.content()
    assert page.get_by_role("link", name="Een actie afronden").count() == 0


def test_somebody_is_offered_only_what_the_role_has_the_right_to(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.VERTEGENWOORDIGER)
    page.goto(f"/casus/{huis.nummers['monitoring']}")
    kan = page.get_by_role("complementary", name="Wat u kunt doen")
    expect(kan).to_contain_text("Niets: u kunt deze casus nu alleen lezen.")
    kan.get_by_text("Kan nu niet (5)").click()
    expect(kan.get_by_text("Advies van het ICO vastleggen")).to_be_visible()


def test_an_action_goes_from_assigned_to_done_without_scripts(kijker: Kijker, huis: Huis) -> None:
    verhaal = huis.verhaal("actie", "trieer", "wijs_regie_toe", "plan_ico", "houd_ico")
    huis.dienst.wacht_op(verhaal.wijs_actie_toe().positie)
    page = kijker.als(java_script_enabled=False)
    page.goto(f"/casus/{verhaal.casusnummer}")
    page.get_by_role("link", name="Een actie afronden").click()
    page.get_by_role("button", name="Vastleggen").click()
    page.locator("#fouten").get_by_role("link", name="Wat is het resultaat: vul dit in.").click()
    page.get_by_label("Wat is het resultaat").fill("Het huisbezoek is geweest")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: een actie afronden.")).to_be_visible()
    expect(page.get_by_role("table", name="Acties")).to_contain_text("Het huisbezoek is geweest")


def test_every_form_of_a_case_is_a_good_page(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nummers["opgenomen"]
    kijker.keur(f"/casus/{nummer}/ico-verslag", als=Rol.SECRETARIS)
    kijker.keur(f"/casus/{nummer}/aanvullen", als=Rol.SECRETARIS)
    page = kijker.gekeurd(f"/casus/{nummer}/heropenen")
    expect(page.get_by_role("heading", name="Dit kan nu niet")).to_be_visible()


def test_a_plan_of_an_ico_is_read_with_its_rows_and_the_clock_here(kijker: Kijker, huis: Huis) -> None:
    verhaal = huis.verhaal("plannen", "trieer", "wijs_regie_toe")
    page = kijker.als(Rol.SECRETARIS)
    page.goto(f"/casus/{verhaal.casusnummer}/ico")
    expect(page.get_by_text("Nodig ten minste twee organisaties uit")).to_be_visible()
    page.get_by_label("Doel van het ICO").fill("Rust in de straat")
    page.get_by_label("Wanneer").fill("2026-04-07T10:00")
    page.get_by_role("radio", name="op locatie", exact=True).check()
    for nummer, organisatie in ((0, "Politie"), (3, "Reclassering")):
        page.locator(f"#veld-genodigden-{nummer}-organisatie").select_option(label=organisatie)
    page.locator("#veld-genodigden-0-vraag").fill("Wat speelt er?")
    page.get_by_role("button", name="Vastleggen").click()
    lijst = page.locator("#fouten")
    lijst.get_by_role("link", name="Wat vragen we: vul dit in.").click()
    expect(page.locator("#veld-genodigden-3-vraag")).to_be_focused()
    page.locator("#veld-genodigden-3-vraag").fill("Welk toezicht loopt er?")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: een ico plannen.")).to_be_visible()
    (ico,) = huis.dienst.shell.laad(verhaal.casusnummer).casus.icos
    assert [een.organisatie for een in ico.gepland.genodigden] == ["politie", "reclassering"]
    assert ico.gepland.begint.isoformat() == "2026-04-07T10:00:00+02:00"


def test_a_form_on_old_facts_shows_what_changed_and_keeps_what_was_typed(kijker: Kijker, huis: Huis) -> None:
    verhaal = huis.verhaal("voortgang", "trieer", "wijs_regie_toe")
    page = kijker.als()
    page.goto(f"/casus/{verhaal.casusnummer}/voortgang")
    page.get_by_label("Hoe gaat het").fill("Rustig")
    page.get_by_role("radio", name="de casusregisseur").check()
    verhaal.plan_ico()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("heading", name="Intussen is er iets veranderd")).to_be_visible()
    expect(page.get_by_label("Hoe gaat het")).to_have_value("Rustig")
    assert huis.dienst.shell.laad(verhaal.casusnummer).casus.voortgang is None
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: voortgang vastleggen.")).to_be_visible()


def test_who_looked_at_a_page_is_on_record(kijker: Kijker, huis: Huis) -> None:
    voor = huis.inzagen()
    page = kijker.als(Rol.VOORZITTER)
    page.goto(f"/casus/{huis.nummers['monitoring']}")
    assert huis.inzagen() > voor


def test_a_supplier_puts_a_condition_on_what_it_brought_in_and_takes_it_back(
    kijker: Kijker, huis: Huis
) -> None:
    nummer = huis.nieuwe_melding()
    page = kijker.als(Rol.SECRETARIS, java_script_enabled=False)
    page.goto(f"/casus/{nummer}")
    page.get_by_role("link", name="Een voorwaarde stellen").click()
    page.get_by_label("Welke organisatie vraagt dit").select_option("politie")
    page.get_by_role("radio", name="alleen deze rollen mogen het lezen").check()
    page.get_by_label("Waarom vraagt de organisatie dit").fill("Er loopt een onderzoek")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_contain_text("Noem de rollen die het mogen lezen")
    page.get_by_role("checkbox", name="procesregisseur").check()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("main")).to_contain_text("alleen deze rollen mogen het lezen (procesregisseur)")
    lezer = kijker.gekeurd(f"/casus/{nummer}", als=Rol.VOORZITTER)
    expect(lezer.get_by_role("main")).to_contain_text("dat is een voorwaarde van wie dit inbracht")
    kijker.keur(f"/casus/{nummer}/voorwaarde", als=Rol.SECRETARIS)
    page.get_by_role("link", name="Een voorwaarde intrekken").click()
    page.get_by_label("Waarom is de voorwaarde niet meer nodig").fill("Het onderzoek is klaar")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("heading", name="Voorwaarden", exact=True)).to_have_count(0)
    assert huis.dienst.shell.laad(nummer).casus.voorwaarden == ()


def test_what_a_case_waits_for_stands_before_everything_else_that_can_be_done(
    kijker: Kijker, huis: Huis
) -> None:
    page = kijker.als()
    page.goto(f"/casus/{huis.nummers['monitoring']}")
    kan = page.get_by_role("complementary", name="Wat u kunt doen")
    expect(kan.get_by_role("link").nth(0)).to_have_text("Voortgang vastleggen")
    expect(kan.get_by_role("link", name="Voortgang vastleggen")).to_have_count(1)
    page.goto(f"/casus/{huis.verhaal('aan-de-beurt', 'trieer').casusnummer}")
    expect(kan.get_by_role("link").nth(0)).to_have_text("Regie toewijzen")
    page.goto(f"/casus/{huis.verhaal('aan-het-ico-toe', 'trieer', 'wijs_regie_toe').casusnummer}")
    expect(kan.get_by_role("link").nth(0)).to_have_text("Een ICO plannen")


def test_a_form_with_nothing_new_in_it_says_so_instead_of_recorded(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nieuwe_melding()
    versie = huis.dienst.shell.laad(nummer).versie
    page = kijker.als(java_script_enabled=False)
    page.goto(f"/casus/{nummer}/aanvullen")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_contain_text("Er is niets veranderd.")
    expect(page.get_by_text("Vastgelegd:")).to_have_count(0)
    assert huis.dienst.shell.laad(nummer).versie == versie


def test_who_completes_a_melding_keeps_what_was_told_before(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nieuwe_melding()
    eerst = huis.dienst.shell.laad(nummer).casus
    page = kijker.als(java_script_enabled=False)
    page.goto(f"/casus/{nummer}/aanvullen")
    expect(page.get_by_role("group", name="Leefgebieden")).to_contain_text("Al genoemd:")
    for code in (feit.criterium for feit in eerst.criteria):
        veld = page.get_by_role("textbox", name=f"{code}:")
        veld.fill(f"{veld.input_value()}\nEr kwam verzonnen bezoek.")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: aanvullen wat ontbreekt.")).to_be_visible()
    casus = huis.dienst.shell.laad(nummer).casus
    assert [feit.feiten for feit in casus.criteria] == [
        f"{feit.feiten}\nEr kwam verzonnen bezoek." for feit in eerst.criteria
    ]
    assert (casus.aanpak, casus.reguliere_routes, casus.voorcontact, casus.leefgebieden) == (
        eerst.aanpak,
        eerst.reguliere_routes,
        eerst.voorcontact,
        eerst.leefgebieden,
    )


def test_who_changes_a_plan_begins_with_the_plan_that_there_is(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nummers["monitoring"]
    page = kijker.als(java_script_enabled=False)
    page.goto(f"/casus/{nummer}/plan")
    page.get_by_label("Het doel").fill("Rust in de verzonnen straat")
    page.get_by_label("Wie", exact=False).first.fill("ggz")
    page.get_by_label("Wat", exact=False).first.fill("Belt elke week")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: het plan vaststellen.")).to_be_visible()
    page.goto(f"/casus/{nummer}/plan")
    expect(page.get_by_label("Het doel")).to_have_value("Rust in de verzonnen straat")
    expect(page.locator("input[name='rolverdeling.0.wie']")).to_have_value("Geestelijke gezondheidszorg")
    expect(page.locator("input[name='rolverdeling.0.wat']")).to_have_value("Belt elke week")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_contain_text("Er is niets veranderd.")
    page.get_by_label("Het doel").fill("Rust in de hele verzonnen straat")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: het plan vaststellen.")).to_be_visible()
    plan = huis.dienst.shell.laad(nummer).casus.plan
    assert plan is not None
    assert [(rol.wie, rol.wat) for rol in plan.rolverdeling] == [("ggz", "Belt elke week")]


def test_where_a_case_is_handled_now_and_that_it_is_closed_stands_at_the_top(
    kijker: Kijker, huis: Huis
) -> None:
    verhaal = huis.verhaal("niveau", "trieer", "wijs_regie_toe", "plan_ico", "houd_ico")
    page = kijker.als()
    page.goto(f"/casus/{verhaal.casusnummer}/opschalen")
    page.get_by_label("Naar welk niveau").select_option(label="Bestuurlijk overleg in de regio")
    page.get_by_label("Waarom").fill("De verzonnen tafel komt er niet uit")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("bij: Bestuurlijk overleg in de regio")).to_be_visible()
    expect(page.get_by_role("region", name="Wat komt er")).not_to_contain_text("afgesloten")

    dicht = huis.verhaal("dicht", "trieer", "wijs_regie_toe", "plan_ico", "houd_ico", "sluit_af")
    page.goto(f"/casus/{dicht.casusnummer}")
    komt = page.get_by_role("region", name="Wat komt er")
    expect(komt).to_contain_text("De casus is afgesloten: hier hoeft niets meer.")
    expect(komt).to_contain_text("Bewaren: Uiterlijk ")
    expect(komt).not_to_contain_text("Er staat geen datum open.")


def test_a_case_that_was_sent_to_a_table_is_handed_on_there_and_the_page_tells_its_number(
    kijker: Kijker, huis: Huis
) -> None:
    verhaal = huis.verhaal("naar een tafel")
    verwijs(verhaal, "regionaal-veiligheidsteam")
    page = kijker.als()
    page.goto(f"/casus/{verhaal.casusnummer}")
    page.get_by_role("link", name="Doorgeven aan een andere tafel").first.click()
    expect(page.get_by_label("Naar welke tafel")).to_have_value("regionaal-veiligheidsteam")
    page.get_by_label("Wie meldt daar aan").select_option(label="Gemeente Zaanstad")
    page.get_by_role("button", name="Vastleggen").click()
    gedaan = page.locator(".melding--goed")
    expect(gedaan).to_contain_text("De casus is doorgegeven aan Regionaal Veiligheidsteam")
    expect(gedaan).to_contain_text("met nummer C-")


def test_a_case_that_was_sent_to_an_organisation_is_handed_on_to_no_table(kijker: Kijker, huis: Huis) -> None:
    verhaal = huis.verhaal("naar een organisatie")
    verwijs(verhaal, "politie")
    page = kijker.als()
    page.goto(f"/casus/{verhaal.casusnummer}")
    kan = page.get_by_role("complementary", name="Wat u kunt doen")
    expect(kan.get_by_role("link", name="Doorgeven aan een andere tafel")).to_have_count(0)
    page.goto(f"/casus/{verhaal.casusnummer}/doorgeven")
    expect(page.get_by_text("De casus is niet naar een andere tafel doorverwezen")).to_be_visible()


def test_after_the_triage_sent_a_case_elsewhere_it_can_be_handed_on_at_once(
    kijker: Kijker, huis: Huis
) -> None:
    verhaal = huis.verhaal("meteen door")
    verwijs(verhaal, "ret-zaanstreek-waterland")
    page = kijker.gekeurd(f"/triage/{verhaal.casusnummer}/uitkomst")
    page.get_by_role("link", name="Geef de casus door aan die tafel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Doorgeven aan een andere tafel")
    naar_een_organisatie = huis.verhaal("naar een organisatie, gewogen")
    verwijs(naar_een_organisatie, "politie")
    page.goto(f"/triage/{naar_een_organisatie.casusnummer}/uitkomst")
    expect(page.get_by_role("link", name="Naar de casus")).to_be_visible()
    expect(page.get_by_role("link", name="Geef de casus door")).to_have_count(0)


def test_whether_another_table_knows_somebody_is_answered_at_once(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    page.goto(f"/casus/{huis.nieuwe_melding()}/samenloop")
    page.get_by_label("Over wie").select_option(index=1)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator(".melding--goed")).to_contain_text("is gekeken of andere tafels in de regio")


def verwijs(verhaal: Verhaal, naar: str) -> None:
    verhaal.doe(Trieer(OORDELEN, Uitkomst.DOORVERWEZEN, "Past daar beter", ("zvh",), naar))
