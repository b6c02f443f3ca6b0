"""What an auditor sees of a case in whose facts the owner of the database wrote: in a house of its own."""

from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from domain.rollen import Rol
from infra.database import Database
from tests.conftest import _in
from tests.web.huis import Huis
from tests.web.kijker import Kijker
from tests.web.toetsen import Gereedschap


@pytest.fixture
def kijker(browser: Browser, eigen_huis: Huis, gereedschap: Gereedschap, keurblad: Page) -> Iterator[Kijker]:
    kijker = Kijker(browser, eigen_huis, gereedschap, keurblad)
    yield kijker
    kijker.sluit()


@pytest.mark.parametrize(
    ("knoeien", "leesbaar"),
    [("state = state || '\\x20'", True), ("state = 'kapot'", False), ("topic = 'casus.Getrieerd.v1'", False)],
)
def test_a_fact_that_the_owner_of_the_database_changed_is_told(
    kijker: Kijker, eigen_huis: Huis, server: Database, knoeien: str, *, leesbaar: bool
) -> None:
    verhaal = eigen_huis.verhaal("geknoeid", "trieer", "wijs_regie_toe")
    eigen_huis.dienst.wacht_op(verhaal.plan_ico().positie)
    eigen_huis.dienst.logboek.werk_bij()
    stroom = eigen_huis.dienst.shell.laad(verhaal.casusnummer).stroom_id
    with eigen_huis.dienst.engine.connect() as verbinding:
        naam = str(verbinding.execute(text("SELECT current_database()")).scalar_one())
    waar = "WHERE originator_id = %s AND originator_version = 2"
    with psycopg.connect(_in(server, naam).owner_url) as eigenaar:
        eigenaar.execute("ALTER TABLE feiten.gebeurtenis DISABLE TRIGGER USER")
        eigenaar.execute(f"UPDATE feiten.gebeurtenis SET {knoeien} {waar}".encode(), (stroom,))  # noqa: S608 the words stand above
        eigenaar.execute("ALTER TABLE feiten.gebeurtenis ENABLE TRIGGER USER")
    page = kijker.gekeurd(f"/casus/{verhaal.casusnummer}/integriteit", als=Rol.AUDITOR)
    expect(page.get_by_role("heading", name="Niet in orde")).to_be_visible()
    expect(page.locator("pre.brief").first).to_contain_text("gewijzigd")
    assert page.get_by_role("heading", name="De gebeurtenissen zijn niet meer te lezen").count() != leesbaar
    assert page.get_by_role("button", name="Download de bundel").count() == 0
    if not leesbaar:
        _eis_weg_naar_echtheid(kijker, verhaal.casusnummer)


def _eis_weg_naar_echtheid(kijker: Kijker, nummer: str) -> None:
    """The pages that cannot be shown lead to the one that says which fact it is, and do not say to try again."""
    page = kijker.als(Rol.AUDITOR)
    kijker.keur(f"/casus/{nummer}/inzagen", als=Rol.AUDITOR)
    page.goto(f"/casus/{nummer}/inzagen")
    expect(page.get_by_role("table", name="Inzagen").get_by_role("row").nth(1)).to_contain_text("auditor")
    for deel in ("", "/tijdlijn", "/verschil"):
        kijker.keur(f"/casus/{nummer}{deel}", als=Rol.AUDITOR, status=500)
        page.goto(f"/casus/{nummer}{deel}")
        expect(page.get_by_role("main")).not_to_contain_text("Probeer het later opnieuw")
        expect(page.get_by_role("link", name="Bekijk wat er niet klopt")).to_be_visible()
    page.get_by_role("link", name="Bekijk wat er niet klopt").click()
    expect(page.get_by_role("heading", name="Niet in orde")).to_be_visible()
    gewoon = kijker.gekeurd(f"/casus/{nummer}", als=Rol.PROCESREGISSEUR, status=500)
    expect(gewoon.get_by_role("link", name="Naar het begin")).to_be_visible()
