"""Another version of a privacyprotocol: one beheerder sees what it does and proposes it, another one takes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.rollen import Medewerker, Rol
from infra.definitions import Definities
from tests.verhalen import nieuw_verhaal
from tests.web.huis import Huis
from tests.web.kijker import Kijker
from tests.web.toetsen import Gereedschap

EEN = Medewerker("mw-lychee", Rol.BEHEERDER, "zvh")
ANDER = Medewerker("mw-guave", Rol.BEHEERDER, "zvh")
PAD = "/beheer/protocollen/zvh"


@pytest.fixture(scope="module")
def definities(definities: Definities) -> Definities:
    """The definitions as they are shipped, with a second version for the ZVH, of three years."""
    zvh = definities.protocollen["zvh"]
    tweede = replace(zvh, versie=2, plafond=replace(zvh.plafond, jaren=3))
    return replace(definities, protocolversies={**definities.protocolversies, "zvh/2": tweede})


@pytest.fixture
def kijker(browser: Browser, eigen_huis: Huis, gereedschap: Gereedschap, keurblad: Page) -> Iterator[Kijker]:
    kijker = Kijker(browser, eigen_huis, gereedschap, keurblad)
    yield kijker
    kijker.sluit()


def test_a_version_is_seen_proposed_and_taken_by_two_without_javascript(
    kijker: Kijker, eigen_huis: Huis, definities: Definities
) -> None:
    verhaal = nieuw_verhaal(eigen_huis.dienst)
    verhaal.meld_aan()
    alle = tuple(een.id for een in definities.tafels.values() if een.regime == "zvh")
    een = kijker.als(EEN, java_script_enabled=False, tafels=alle)
    een.goto("/beheer")
    een.get_by_role("link", name="Zorg- en Veiligheidshuizen (zvh)", exact=True).click()
    een.get_by_role("link", name="Versie 2").click()
    expect(een.get_by_role("main")).to_contain_text("1 eerder weg dan nu")
    expect(een.get_by_role("table", name="Wat er anders is dan in versie 1")).to_contain_text(
        "Ten hoogste 3 jaar"
    )
    een.get_by_role("button", name="Stel deze versie voor").click()
    expect(een.get_by_text("U hebt deze versie voorgesteld")).to_be_visible()
    een.goto(f"{PAD}/2")
    expect(een.get_by_role("button")).to_have_count(0)
    expect(een.get_by_role("main")).to_contain_text("voert het niet zelf in")
    for pad in ("/beheer", PAD, f"{PAD}/2"):
        kijker.keur(pad, als=ANDER, tafels=alle)
    ander = kijker.als(ANDER, java_script_enabled=False, tafels=alle)
    ander.goto("/")
    ander.get_by_role("link", name="privacyprotocol wacht op u als tweede persoon").first.click()
    ander.get_by_role("button", name="Voer deze versie in").click()
    expect(ander.get_by_role("table", name="Wie welke versie voorstelde en invoerde")).to_contain_text(
        "mw-guave"
    )
    assert eigen_huis.dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot == date(2029, 3, 2)
    kijker.keur(f"{PAD}/1", als=Rol.AUDITOR)
    kijker.keur(PAD, als=Rol.PROCESREGISSEUR, status=403)
    _een_verouderd_formulier(een, kijker)


def _een_verouderd_formulier(page: Page, kijker: Kijker) -> None:
    """With version 2 in force somebody proposes 1 on a page that was opened before somebody else did."""
    page.goto(f"{PAD}/1")
    alle = tuple(een.id for een in kijker.huis.dienst.definities.tafels.values() if een.regime == "zvh")
    met_script = kijker.als(ANDER, tafels=alle)
    met_script.goto(f"{PAD}/1")
    met_script.get_by_role("button", name="Stel deze versie voor").click()
    expect(met_script.get_by_text("U hebt deze versie voorgesteld")).to_be_visible()
    page.get_by_role("button", name="Stel deze versie voor").click()
    expect(page.get_by_role("main")).to_contain_text("intussen")
