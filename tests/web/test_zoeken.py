"""Looking for a case, and the first page of somebody with many tables: good in every way that a page is judged."""

from playwright.sync_api import expect

from domain.rollen import Rol
from tests.verhalen import ZVH
from tests.web.huis import Huis
from tests.web.kijker import Kijker

RET = "ret-zaanstreek-waterland"


def test_somebody_finds_a_case_by_gemeente_without_scripts(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Zoeken", exact=True).click()
    page.get_by_label("Gemeente", exact=True).select_option(label="Zaanstad")
    page.get_by_label("Hoe ver", exact=True).select_option(label="in monitoring")
    page.get_by_role("button", name="Zoek casussen").click()
    page.get_by_role("link", name=huis.nummers["monitoring"]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(huis.nummers["monitoring"])


def test_the_pages_to_look_with_are_good(kijker: Kijker) -> None:
    kijker.keur("/zoeken")
    kijker.keur("/zoeken", als=Rol.COMPLIANCE)
    kijker.keur("/zoeken/casussen?gemeente=zaanstad")
    kijker.keur("/zoeken/casussen?tafel=alle", tafels=(ZVH, RET))
    page = kijker.gekeurd("/zoeken/casussen?fase=voorlopig-afgesloten", tafels=(ZVH, RET))
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoeken: kies een tafel")


def test_tables_where_nothing_has_to_be_done_are_folded(kijker: Kijker, huis: Huis) -> None:
    alle = tuple(huis.dienst.definities.tafels)
    page = kijker.gekeurd("/", tafels=alle)
    expect(page.get_by_text(f"{len(alle) - 1} tafels waar nu niets hoeft")).to_be_visible()
