"""The running cases: whose turn it is, overdue first, and how much work each colleague has."""

from playwright.sync_api import expect

from domain.rollen import Rol
from tests.web.huis import Huis
from tests.web.kijker import Kijker


def test_a_procesregisseur_sees_the_own_cases_by_whose_turn_it_is(kijker: Kijker, huis: Huis) -> None:
    page = kijker.gekeurd("/monitoring")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn lopende casussen")
    expect(page.get_by_text("Aan de hele tafel lopen er")).to_be_visible()
    casus = page.get_by_role("table", name="De casusregisseur is aan zet").get_by_role("row")
    rij = casus.filter(has_text=huis.nummers["monitoring"])
    expect(rij).to_contain_text("Testpersoon Framboos")
    expect(rij).to_contain_text("Een verzonnen huisbezoek")
    expect(rij).to_contain_text("Het gaat verzonnen goed")
    werk = page.get_by_role("table", name="Per procesregisseur")
    expect(werk.get_by_role("row").filter(has_text="mw-peer")).to_contain_text("(u)")
    assert page.locator("svg.grafiek__beeld").count() == 2


def test_one_chooses_whose_turn_it_is_without_scripts(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(java_script_enabled=False)
    page.goto("/monitoring")
    page.get_by_label("Wie is aan zet").select_option(label="de deelnemers")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_text("Geen casus past bij wat u koos.")).to_be_visible()
    page.get_by_role("link", name="Alles tonen").click()
    expect(page.get_by_role("main")).to_contain_text(huis.nummers["monitoring"])
    page.get_by_label("Alleen wat te laat is").check()
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("main")).not_to_contain_text(huis.nummers["monitoring"])


def test_everybody_who_works_on_cases_has_a_good_page(kijker: Kijker, huis: Huis) -> None:
    kijker.keur("/monitoring", als=Rol.SECRETARIS)
    page = kijker.gekeurd("/monitoring", als=Rol.CASUSREGISSEUR)
    expect(page.get_by_role("table", name="U bent aan zet")).to_contain_text(huis.nummers["monitoring"])
    page = kijker.gekeurd("/monitoring", als=Rol.DEELNEMER)
    expect(page.get_by_text("Hier loopt nu geen casus.")).to_be_visible()
    kijker.keur("/monitoring", als=Rol.MELDER, status=403)
