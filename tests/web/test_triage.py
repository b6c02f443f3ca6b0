"""The triage: what stands on the list, and weighing a case with nothing but a keyboard."""

from playwright.sync_api import Page, expect

from domain.casus.state import Fase
from domain.casus.waarden import Oordeel, Uitkomst
from domain.rollen import Rol
from tests.web.huis import Huis
from tests.web.kijker import Kijker, meeluisteren


def test_the_list_shows_what_waits_and_why_overdue_first(kijker: Kijker, huis: Huis) -> None:
    kijker.keur("/triage")
    page = kijker.als()
    page.goto("/triage")
    rijen = page.locator("tbody tr")
    expect(rijen.first).to_contain_text("over de termijn")
    onvolledig = rijen.filter(has_text=huis.nummers["onvolledig"])
    expect(onvolledig).to_contain_text("De aanpak is niet gekozen.")
    expect(onvolledig).to_contain_text("geen feiten bij A1, A2 en A3")
    expect(onvolledig).to_contain_text("Testpersoon Appelboom")


def test_a_melder_sees_the_own_cases_and_cannot_weigh(kijker: Kijker) -> None:
    kijker.keur("/triage", als=Rol.MELDER)
    page = kijker.als(Rol.MELDER)
    page.goto("/triage")
    assert page.get_by_role("link", name="Begin met wegen").count() == 0


def test_who_works_for_several_tables_chooses_one(kijker: Kijker) -> None:
    twee = ("zvh-zaanstreek-waterland", "ret-zaanstreek-waterland")
    kijker.keur("/triage", tafels=twee)
    page = kijker.als(tafels=twee)
    page.goto("/triage")
    page.get_by_role("link", name="Zorg- en Veiligheidshuis").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Triage van")


def test_a_case_to_weigh_is_a_good_page(kijker: Kijker, huis: Huis) -> None:
    page = kijker.gekeurd(f"/triage/{huis.nummers['oud']}")
    expect(page.get_by_role("link", name="Vraag of een andere tafel iemand kent")).to_be_visible()
    kijker.keur(f"/triage/{huis.nummers['onvolledig']}")


def test_an_outcome_that_cannot_be_says_why(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    page.goto(f"/triage/{huis.nummers['onvolledig']}")
    expect(page.get_by_role("radio", name="Opnemen: er komt een ICO")).to_be_disabled()
    expect(page.get_by_text("Kan nu niet: Eerst aanvullen, dan een ICO.")).to_be_visible()


def test_a_case_is_weighed_with_the_keyboard_alone(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nieuwe_melding()
    page = kijker.als()
    with meeluisteren(page) as gezegd:
        page.goto("/triage")
        tab_naar(page, "link", "Begin met wegen")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("wegen")
        page.goto(f"/triage/{nummer}")
        for code in ("A1", "A2", "A3", "B1"):
            tab_naar(page, "radio", "voldaan")
            page.keyboard.press("Space")
            tab_naar(page, "textbox", f"Waarom ({code})")
            page.keyboard.type(f"Gewogen: {code}")
        tab_naar(page, "radio", "Opnemen: er komt een ICO")
        page.keyboard.press("Space")
        tab_naar(page, "textbox", "Motivering")
        page.keyboard.type("Er is regie nodig.")
        tab_naar(page, "checkbox", "Politie")
        page.keyboard.press("Space")
        tab_naar(page, "button", "Vastleggen")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{nummer}: vastgelegd")
        kijker.keur_stand(page, "uitkomst")
        expect(page.get_by_role("rowheader", name="A1. ")).to_be_visible()
        expect(page.get_by_role("link", name="Weeg de volgende")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("wegen")
        expect(page.get_by_role("checkbox", name="Politie")).to_be_checked()
    assert gezegd == []
    triage = huis.dienst.shell.laad(nummer).casus.triage
    assert triage is not None
    assert triage.uitkomst is Uitkomst.ICO
    assert {een.criterium: een.waarom for een in triage.oordelen}["A2"] == "Gewogen: A2"
    assert {een.oordeel for een in triage.oordelen} == {Oordeel.VOLDAAN}


def test_who_weighed_the_case_before_is_ticked_until_somebody_unticks_it(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(java_script_enabled=False)
    page.goto(f"/triage/{huis.nummers['oud']}?weger=politie&weger=ggz&weger=nergens")
    groep = page.get_by_role("group", name="Wie hebben gewogen")
    expect(groep).to_contain_text("Overgenomen van de vorige casus.")
    assert groep.get_by_role("checkbox", checked=True).count() == 2
    page.get_by_role("link", name="Sla over").click()
    expect(groep.get_by_role("checkbox", name="Politie")).to_be_checked()
    page.goto(f"/triage/{huis.nummers['oud']}")
    expect(groep).not_to_contain_text("Overgenomen")
    assert groep.get_by_role("checkbox", checked=True).count() == 0


def test_what_is_forgotten_is_named_beside_its_field_and_nothing_is_lost(kijker: Kijker, huis: Huis) -> None:
    for javascript in (True, False):
        page = kijker.als(java_script_enabled=javascript)
        page.goto(f"/triage/{huis.nummers['oud']}")
        page.get_by_label("Waarom (A1)").fill("Dit blijft staan")
        page.get_by_role("button", name="Vastleggen").click()
        lijst = page.locator("#fouten")
        expect(lijst).to_contain_text("Uitkomst: maak een keuze.")
        expect(lijst).not_to_contain_text(".:")
        expect(page.get_by_label("Waarom (A1)")).to_have_value("Dit blijft staan")
        lijst.get_by_role("link", name="Motivering: vul dit in.").click()
        expect(page.get_by_role("textbox", name="Motivering")).to_be_focused()
        if javascript:
            kijker.keur_stand(page, "wegen met fouten")
    assert huis.dienst.shell.laad(huis.nummers["oud"]).casus.triage is None


def test_the_message_to_the_melder_is_shown_before_anything_is_recorded(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    page.goto(f"/triage/{huis.nummers['oud']}")
    vul_in(page, "Afwijzen")
    page.get_by_role("button", name="Bekijk eerst het bericht").click()
    bericht = page.locator("pre.brief")
    expect(bericht).to_contain_text("De tafel neemt de casus niet op.")
    expect(bericht).to_contain_text("Waarom: Dit hoort bij het wijkteam.")
    expect(bericht).not_to_contain_text("Testpersoon")
    kijker.keur_stand(page, "wegen met bericht")
    assert huis.dienst.shell.laad(huis.nummers["oud"]).casus.fase is Fase.AANGEMELD


def test_what_the_message_says_is_recorded_from_there_with_the_keyboard(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nieuwe_melding()
    page = kijker.als()
    page.goto(f"/triage/{nummer}")
    vul_in(page, "Afwijzen")
    page.get_by_role("button", name="Bekijk eerst het bericht").click()
    expect(page.locator("#bericht")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{nummer}: vastgelegd")


def test_what_the_rules_refuse_is_told_on_the_form(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    page.goto(f"/triage/{huis.nummers['oud']}")
    vul_in(page, "Doorverwijzen")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_contain_text("Noem bij doorverwijzen waarheen, en alleen dan.")
    kijker.keur_stand(page, "wegen geweigerd")


def test_a_form_on_old_facts_shows_what_changed_and_records_nothing(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nieuwe_melding()
    page = kijker.als()
    page.goto(f"/triage/{nummer}")
    vul_in(page, "Afwijzen")
    huis.onbekend_gezin(nummer)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("heading", name="Intussen is er iets veranderd")).to_be_visible()
    expect(page.locator(".tijdlijn")).to_contain_text("Testkind Aalbes")
    kijker.keur_stand(page, "wegen op oude feiten")
    assert huis.dienst.shell.laad(nummer).casus.triage is None
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{nummer}: vastgelegd")


def test_the_list_changes_by_itself_when_a_colleague_acts(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    with meeluisteren(page) as gezegd:
        with page.expect_response(lambda een: "/v1/veranderingen" in een.url):
            page.goto("/triage")
        # What changes before the service said from where it counts, is told with the next change.
        page.wait_for_timeout(1000)
        nummer = huis.nieuwe_melding()
        expect(page.locator("tbody")).to_contain_text(nummer)
    assert gezegd == []


def vul_in(page: Page, uitkomst: str) -> None:
    for een in page.get_by_role("radio", name="niet voldaan").all():
        een.check()
    for veld in page.get_by_label("Waarom (").all():
        veld.fill("Niet gebleken")
    page.get_by_role("radio", name=uitkomst).check()
    page.get_by_role("textbox", name="Motivering").fill("Dit hoort bij het wijkteam.")
    page.get_by_role("checkbox", name="Politie").check()


def tab_naar(page: Page, rol: str, naam: str) -> None:
    """Press Tab until something with this role and name has the focus, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        gevonden = page.evaluate(
            """() => {
                const e = document.activeElement;
                const soort = {A: 'link', BUTTON: 'button', TEXTAREA: 'textbox', SELECT: 'combobox'}[e.tagName];
                const tekst = e.labels && e.labels.length ? e.labels[0].textContent : e.textContent;
                return [soort || (e.type === 'text' ? 'textbox' : e.type), tekst.trim()];
            }"""
        )
        if gevonden[0] == rol and gevonden[1].startswith(naam):
            return
    raise AssertionError(f"no {rol} {naam!r} can be reached with Tab")
