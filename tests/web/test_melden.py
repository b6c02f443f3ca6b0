"""A melder: from the form of a table to a complete melding and its outcome, and nothing typed is lost on the way."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.casus.commands import Trieer
from domain.casus.state import Fase
from domain.casus.waarden import Uitkomst
from domain.rollen import Medewerker, Rol
from tests.verhalen import OORDELEN, PROCESREGISSEUR, ZVH
from tests.web.huis import Huis
from tests.web.kijker import SMAL, Kijker

RET = "ret-zaanstreek-waterland"


@pytest.mark.parametrize("anders", [{}, {"java_script_enabled": False, "viewport": SMAL}])
def test_a_melder_brings_a_case_in_completes_it_and_reads_the_outcome(
    kijker: Kijker, huis: Huis, anders: dict[str, Any]
) -> None:
    met_script = not anders
    page = kijker.als(Rol.MELDER, **anders)
    page.goto("/meldingen")
    page.get_by_role("link", name="Nieuwe melding").click()
    page.get_by_label("In welke gemeente speelt dit").select_option("Zaanstad")
    page.get_by_role("button", name="Verstuur de melding").click()
    expect(page.locator("#fouten")).to_contain_text("Naam: vul dit in.")
    expect(page.get_by_label("In welke gemeente speelt dit")).to_have_value("zaanstad")
    keur(kijker, page, "nieuwe melding met een fout", nu=met_script)

    page.get_by_role("textbox", name="Naam").fill("Testpersoon Kweepeer")
    page.get_by_role("button", name="Nog iemand toevoegen").click()
    page.get_by_role("textbox", name="Naam").nth(1).fill("Testkind Kweepeer")
    page.get_by_label("Wat is deze persoon in de casus").nth(1).select_option("kind")
    page.get_by_role("button", name="Kijk wat er nog ontbreekt").click()
    expect(page.locator("#nagekeken")).to_contain_text("De aanpak is niet gekozen.")
    expect(page.get_by_role("textbox", name="Naam").nth(1)).to_have_value("Testkind Kweepeer")
    keur(kijker, page, "nieuwe melding nagekeken", nu=met_script)

    page.get_by_role("combobox", name="Grond").select_option("wgs")
    page.get_by_role("textbox", name="Waarom deze grond").fill("Ernstige verzonnen overlast")
    page.get_by_role("button", name="Verstuur de melding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat gebeurt er met mijn melding?")
    nummer = page.url.split("/")[-1].split("?")[0]
    expect(page.get_by_text("Uw melding is binnen en wacht op de triage.")).to_be_visible()
    keur(kijker, page, "melding die iets mist", nu=met_script)
    wijzers = [
        link.get_attribute("href") or "" for link in page.get_by_role("link", name="wat ontbreekt").all()
    ]
    page.get_by_role("link", name="Aanvullen wat ontbreekt: De aanpak is niet gekozen.").click()
    assert len({*wijzers}) == len(wijzers) > 1
    for wijzer in wijzers:
        expect(page.locator(f"#{wijzer.partition('#')[2]}")).to_be_visible()
    page.get_by_role("combobox", name="Aanpak").select_option("pog")
    page.get_by_role("checkbox", name="Wonen").check()
    page.get_by_role("checkbox", name="Sociaal netwerk").check()
    for code in ("A1", "A2", "A3"):
        page.get_by_role("textbox", name=f"{code}:").fill(f"Verzonnen feiten bij {code}")
    page.get_by_role("textbox", name="Wat al is geprobeerd").fill("Het verzonnen wijkteam kwam er niet in")
    page.get_by_label("Wanneer").fill("2026-03-02")
    page.get_by_role("textbox", name="Met wie").fill("mw-peer")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: aanvullen wat ontbreekt.")).to_be_visible()
    page.get_by_role("link", name="Wat gebeurt er met mijn melding?").click()
    expect(page.get_by_role("main")).to_contain_text("Alles wat de tafel vraagt, is er.")

    huis.dienst.wacht_op(
        huis.dienst.shell.voer_uit(
            nummer,
            Trieer(OORDELEN, Uitkomst.AFGEWEZEN, "Dit hoort bij het wijkteam", ("politie", "zvh")),
            namens=PROCESREGISSEUR,
        ).positie
    )
    page.goto("/meldingen")
    rij = page.get_by_role("row").filter(has_text=nummer)
    expect(rij).to_contain_text("De tafel heeft de casus niet opgenomen.")
    rij.get_by_role("link", name=nummer).click()
    expect(page.locator("pre.brief")).to_contain_text("Waarom: Dit hoort bij het wijkteam")
    keur(kijker, page, "melding met uitkomst", nu=met_script)


def test_sending_the_same_form_twice_brings_in_one_case(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.MELDER)
    page.goto("/meldingen/nieuw")
    page.get_by_label("In welke gemeente speelt dit").select_option("Zaanstad")
    page.get_by_role("textbox", name="Naam").fill("Testpersoon Dubbelop")
    velden = page.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")
    adressen = [page.request.post("/meldingen/nieuw", form=velden).url for _ in range(2)]
    assert adressen[0] == adressen[1]
    anders = page.request.post("/meldingen/nieuw", form={**velden, "kenmerk": "Z-1"})
    assert anders.status == 400
    assert "U hebt dit formulier al verstuurd" in anders.text()


def test_the_form_of_another_table_asks_what_that_table_needs(kijker: Kijker) -> None:
    kijker.keur("/meldingen/nieuw", als=Rol.MELDER)
    kijker.keur("/meldingen/nieuw", als=Rol.SECRETARIS)
    van_een_ander = Medewerker("mw-mango", Rol.MELDER, "gecertificeerde-instelling")
    page = kijker.gekeurd("/meldingen/nieuw", als=van_een_ander, tafels=(RET,))
    expect(page.get_by_text("Deze tafel bespreekt een casus alleen met toestemming.")).to_be_visible()
    assert page.get_by_label("Aanpak").count() == 0
    vreemde = replace(van_een_ander, organisatie="woningcorporatie")
    page = kijker.gekeurd("/meldingen/nieuw", als=vreemde)
    expect(page.get_by_text("Alleen een convenantpartner kan een casus aanmelden")).to_be_visible()
    assert page.get_by_role("button", name="Verstuur de melding").count() == 0


def test_the_first_page_counts_what_lacks_something_and_shows_nobody(kijker: Kijker, huis: Huis) -> None:
    page = kijker.gekeurd("/", als=Rol.MELDER)
    expect(page.get_by_role("main")).not_to_contain_text("Testpersoon")
    page.get_by_role("link", name="van u mis").click()
    expect(page.get_by_role("row").filter(has_text=huis.nummers["onvolledig"])).to_contain_text(
        "De aanpak is niet gekozen."
    )


def test_who_brings_nothing_in_has_no_meldingen(kijker: Kijker, huis: Huis) -> None:
    kijker.keur("/meldingen", als=Rol.MELDER)
    kijker.keur("/meldingen", als=Rol.PROCESREGISSEUR)
    kijker.keur("/meldingen", als=Rol.AUDITOR, status=403)
    kijker.keur(f"/meldingen/{huis.nummers['oud']}", als=Rol.AUDITOR, status=403)
    ander = Medewerker("mw-mispel", Rol.MELDER, "ggd")
    kijker.keur(f"/meldingen/{huis.nummers['oud']}", als=ander, status=404)
    page = kijker.als(ander)
    page.goto("/meldingen")
    expect(page.get_by_role("main")).to_contain_text("Er wacht nu geen melding op de triage.")
    assert huis.dienst.shell.laad(huis.nummers["oud"]).casus.fase is Fase.AANGEMELD


def keur(kijker: Kijker, page: Page, naam: str, *, nu: bool) -> None:
    """Judge a page; axe needs scripts, so that is done on the way with them."""
    if nu:
        kijker.keur_stand(page, naam)
    else:
        assert page.evaluate("document.documentElement.scrollWidth") <= SMAL["width"], naam


# --- concepts ---


def melder(naam: str) -> Medewerker:
    """Somebody of the police with no concepts of another test."""
    return Medewerker(naam, Rol.MELDER, "politie")


def vul_in(page: Page, naam: str) -> None:
    page.get_by_label("In welke gemeente speelt dit").select_option("Zaanstad")
    page.get_by_role("textbox", name="Naam").first.fill(naam)


@pytest.mark.parametrize("anders", [{}, {"java_script_enabled": False, "viewport": SMAL}])
def test_a_melder_keeps_a_concept_goes_on_with_it_and_brings_it_in(
    kijker: Kijker, anders: dict[str, Any]
) -> None:
    met_script = not anders
    page = kijker.als(melder("mw-banaan"), **anders)
    page.goto("/meldingen/nieuw")
    vul_in(page, "Testpersoon Mispel")
    page.get_by_role("button", name="Nog iemand toevoegen").click()
    page.get_by_role("textbox", name="Naam").nth(1).fill("Testkind Mispel")
    page.get_by_label("Wat is deze persoon in de casus").nth(1).select_option("kind")
    page.get_by_role("textbox", name="Burgerservicenummer").first.fill("12")
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.locator("#bewaard")).to_contain_text("Alleen u ziet het.")
    keur(kijker, page, "melding als concept", nu=met_script)
    assert "Mispel" not in page.url + page.title()

    page.goto("/")
    expect(page.get_by_role("main")).not_to_contain_text("Mispel")
    page.get_by_role("link", name="concept van een melding: bewaard op").click()
    expect(page.get_by_role("textbox", name="Naam").nth(1)).to_have_value("Testkind Mispel")
    page.goto("/meldingen")
    rij = page.get_by_role("row").filter(has_text="Ga verder")
    expect(rij).not_to_contain_text("Mispel")
    keur(kijker, page, "meldingen met een concept", nu=met_script)
    rij.get_by_role("link", name="Ga verder").click()
    expect(page.get_by_role("textbox", name="Burgerservicenummer").first).to_have_value("12")
    page.get_by_role("textbox", name="Burgerservicenummer").first.fill("")
    page.get_by_role("button", name="Verstuur de melding").click()
    expect(page.get_by_text("Uw melding is binnen en wacht op de triage.")).to_be_visible()
    page.goto("/meldingen")
    expect(page.get_by_role("link", name="Ga verder")).to_have_count(0)


@pytest.mark.parametrize("anders", [{}, {"java_script_enabled": False, "viewport": SMAL}])
def test_a_melder_throws_a_concept_away(kijker: Kijker, anders: dict[str, Any]) -> None:
    page = kijker.als(melder("mw-banaan"), **anders)
    page.goto("/meldingen/nieuw")
    vul_in(page, "Testpersoon Weggooi")
    page.get_by_role("button", name="Bewaar als concept").click()
    page.get_by_role("link", name="Gooi het concept weg").click()
    keur(kijker, page, "concept weggooien", nu=not anders)
    pad = page.url
    page.get_by_role("button", name="Gooi het concept weg").click()
    expect(page.locator("#weggegooid")).to_contain_text("Het concept is vernietigd.")
    assert (
        f"tafel={ZVH}" in page.url
    )  # somebody of many tables would choose one first, and read nothing of it
    expect(page.get_by_role("link", name="Ga verder")).to_have_count(0)
    weg = page.request.get(pad)
    assert (weg.status, "Naar uw meldingen" in weg.text()) == (404, True)


def test_in_a_second_tab_nothing_typed_is_lost_and_one_melding_comes_of_it(kijker: Kijker) -> None:
    een = kijker.als(melder("mw-kiwi"))
    een.goto("/meldingen/nieuw")
    vul_in(een, "Testpersoon Tweetal")
    een.get_by_role("button", name="Bewaar als concept").click()
    velden = een.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")
    elders = een.request.post(
        "/meldingen/nieuw", form={**velden, "kenmerk": "Z-2", "bewaren": "ja"}, max_redirects=0
    )
    assert elders.status == 303
    ook = {**velden, "kenmerk": "Z-3"}
    for knop in ({"bewaren": "ja"}, {}):
        terug = een.request.post("/meldingen/nieuw", form={**ook, **knop})
        assert terug.status == 412
        assert "ergens anders bewaard" in terug.text()
        assert 'value="Z-3"' in terug.text()
        assert 'name="conceptversie" value="2"' in terug.text()
    binnen = een.request.post("/meldingen/nieuw", form={**ook, "conceptversie": "2"})
    assert "gedaan=nieuw" in binnen.url
    nog_eens = een.request.post("/meldingen/nieuw", form={**velden, "conceptversie": "2"})
    assert nog_eens.status == 400
    assert "U hebt dit formulier al verstuurd" in nog_eens.text()


def test_the_form_of_before_it_was_saved_brings_in_no_second_melding(kijker: Kijker) -> None:
    """Somebody goes back in the browser, to the form that does not know of its concept."""
    page = kijker.als(melder("mw-perzik"))
    page.goto("/meldingen/nieuw")
    vul_in(page, "Testpersoon Terug")
    velden = page.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")
    page.get_by_role("button", name="Bewaar als concept").click()
    anders = page.request.post("/meldingen/nieuw", form={**velden, "kenmerk": "Z-4"})
    assert anders.status == 412
    zelfde = page.request.post("/meldingen/nieuw", form=velden)
    assert "gedaan=nieuw" in zelfde.url
    page.goto("/meldingen")
    expect(page.get_by_role("link", name="Ga verder")).to_have_count(0)


def test_what_is_typed_in_a_concept_is_saved_by_itself_and_the_page_says_when(
    kijker: Kijker, huis: Huis
) -> None:
    page = kijker.als(melder("mw-lijsterbes"))
    page.goto("/meldingen/nieuw")
    vul_in(page, "Testpersoon Vanzelf")
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.locator("input[name=conceptversie]")).to_have_value("1")
    page.get_by_label("Uw eigen kenmerk").fill("Z-5")
    page.get_by_label("Uw eigen kenmerk").blur()
    expect(page.locator("input[name=conceptversie]")).to_have_value("2")
    expect(page.locator("#conceptstand")).to_contain_text("het laatst bewaard op")
    (bewaard,) = huis.dienst.concepten.van(melder("mw-lijsterbes"), tafels={ZVH})
    assert bewaard.versie == 2
    kijker.keur_stand(page, "concept dat zichzelf bewaarde")
    page.get_by_role("button", name="Verstuur de melding").click()
    expect(page.get_by_text("Uw melding is binnen en wacht op de triage.")).to_be_visible()


def test_saving_by_itself_stops_where_the_concept_was_saved_elsewhere(kijker: Kijker, huis: Huis) -> None:
    wie = melder("mw-pitaja")
    page = kijker.als(wie)
    page.goto("/meldingen/nieuw")
    vul_in(page, "Testpersoon Elders")
    page.get_by_role("button", name="Bewaar als concept").click()
    (kop,) = huis.dienst.concepten.van(wie, tafels={ZVH})
    huis.dienst.concepten.bewaar(kop.concept_id, wie, tafel=ZVH, velden=(("kenmerk", "Z-6"),))
    page.get_by_label("Uw eigen kenmerk").fill("Z-7")
    page.get_by_label("Uw eigen kenmerk").blur()
    expect(page.locator("#conceptstand")).to_contain_text("ergens anders bewaard")
    assert page.locator("#conceptstand").get_attribute("data-hx-post") is None
    expect(page.get_by_label("Uw eigen kenmerk")).to_have_value("Z-7")
    assert huis.dienst.concepten.lees(kop.concept_id, wie, tafels={ZVH}).velden == (("kenmerk", "Z-6"),)
    kijker.keur_stand(page, "concept dat elders werd bewaard")
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.locator("#bewaard")).to_be_visible()
    assert dict(huis.dienst.concepten.lees(kop.concept_id, wie, tafels={ZVH}).velden)["kenmerk"] == "Z-7"


def test_a_concept_that_cannot_be_saved_by_itself_says_so_until_it_can(kijker: Kijker) -> None:
    page = kijker.als(melder("mw-mandarijn"))
    page.goto("/meldingen/nieuw")
    vul_in(page, "Testpersoon Verlopen")
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.locator("#niet-bewaard")).to_be_hidden()
    page.route("**/meldingen/nieuw", lambda weg: weg.fulfill(status=401, body="niet ingelogd"))
    page.get_by_label("Uw eigen kenmerk").fill("Z-8")
    page.get_by_label("Uw eigen kenmerk").blur()
    expect(page.get_by_role("alert").filter(has_text="is niet bewaard")).to_be_visible()
    page.unroute("**/meldingen/nieuw")
    page.get_by_label("Uw eigen kenmerk").fill("Z-9")
    page.get_by_label("Uw eigen kenmerk").blur()
    expect(page.locator("input[name=conceptversie]")).to_have_value("2")
    expect(page.locator("#niet-bewaard")).to_be_hidden()


def test_nobody_else_opens_a_concept(kijker: Kijker) -> None:
    page = kijker.als(melder("mw-kaki"))
    page.goto("/meldingen/nieuw")
    vul_in(page, "Testpersoon Alleen")
    page.get_by_role("button", name="Bewaar als concept").click()
    pad = page.url.partition("?")[0].partition("//")[2].partition("/")[2]
    for ander in (Rol.MELDER, Rol.PROCESREGISSEUR):
        kijker.keur(f"/{pad}", als=ander, status=404)
    kijker.keur(f"/{pad}", als=Rol.BEHEERDER, status=403)
