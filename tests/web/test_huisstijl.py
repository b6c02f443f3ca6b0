"""The house style of a region is on its pages, from its definitions alone, and under the same policy as any file."""

from dataclasses import replace

from playwright.sync_api import Page

from api.web.huisstijl import NAAM, stijlblad
from api.web.middelen import Middelen
from domain.rollen import Rol
from domain.tafels import Huisstijl
from infra.definitions import Definities
from tests.verhalen import ZVH
from tests.web.kijker import Kijker


def kleur_van_de_kop(page: Page) -> str:
    kleur: str = page.locator(".kop").evaluate("kop => getComputedStyle(kop).backgroundColor")
    return kleur


def test_a_page_has_the_colours_of_its_region_or_ours(kijker: Kijker) -> None:
    for tafel, kleur in {ZVH: "rgb(11, 74, 122)", "ret-westfriesland": "rgb(122, 37, 51)"}.items():
        page = kijker.gekeurd("/", als=Rol.PROCESREGISSEUR, tafels=(tafel,))
        assert kleur_van_de_kop(page) == kleur


def test_the_stylesheet_is_made_of_the_definitions_and_named_by_what_is_in_it(definities: Definities) -> None:
    zawa = definities.regios["zaanstreek-waterland"]
    stijl = Huisstijl("#4a2a6b", "#331b4c", "#f0eaf6", zawa.gemeenten[0].bron)
    eigen, ander = (
        Middelen(erbij={NAAM: stijlblad([replace(zawa, huisstijl=(een,))])})
        for een in (stijl, replace(stijl, merk="#14573f"))
    )
    assert eigen.adres(NAAM) != ander.adres(NAAM)
    namen = [adres.rpartition("/")[2].partition(".")[0] for adres in eigen.stijlen]
    assert namen.index("tokens") < namen.index("huisstijl") < namen.index("casus")
    assert Middelen(erbij={NAAM: stijlblad([zawa])}).adres(NAAM) is None
