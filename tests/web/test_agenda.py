"""The agenda: a procesregisseur plans an overleg, puts a case on it and takes the agenda to the table on paper."""

from uuid import UUID

from playwright.sync_api import expect

from domain.overleg.state import Overlegfase
from domain.rollen import Rol
from tests.web.huis import Huis
from tests.web.kijker import Kijker


def test_a_procesregisseur_plans_an_overleg_and_prints_its_agenda(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(java_script_enabled=False)
    page.goto("/agenda")
    page.get_by_role("link", name="Een overleg plannen").click()
    page.get_by_role("radio", name="casusoverleg").check()
    page.get_by_label("Waar", exact=False).last.fill("De verzonnen zaal")
    page.get_by_role("radio", name="op locatie", exact=True).check()
    page.get_by_role("checkbox", name="Politie").check()
    page.get_by_role("button", name="Plannen en uitnodigen").click()
    page.locator("#fouten").get_by_role("link", name="Wanneer: vul dit in.").click()
    page.get_by_label("Wanneer").fill("2026-03-02T09:00")
    page.get_by_role("button", name="Plannen en uitnodigen").click()
    expect(page.locator("#fouten")).to_contain_text("Een overleg kan niet in het verleden worden gepland.")
    page.get_by_label("Wanneer").fill("2026-03-24T09:00")
    page.get_by_role("button", name="Plannen en uitnodigen").click()
    expect(page.get_by_text("Vastgelegd: het overleg plannen.")).to_be_visible()
    expect(page.get_by_role("table", name="Wie komt")).to_contain_text("nog geen antwoord")
    plek = page.url.partition("?")[0]

    page.get_by_role("link", name="Mensen uitnodigen").click()
    for naam in ("Reclassering", "De cliënt"):
        page.get_by_role("checkbox", name=naam).check()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_contain_text("Een inwoner is er alleen bij het eigen agendapunt")
    assert len(huis.dienst.overleggen.laad(UUID(plek.rpartition("/")[2])).uitnodigingen) == 3
    page.goto(plek)

    page.get_by_role("link", name="Casussen op de agenda zetten").click()
    page.get_by_role("checkbox", name=huis.nummers["monitoring"]).check()
    page.get_by_label("Waarvoor").select_option("voortgang")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("table", name="Agenda")).to_contain_text("Testpersoon Framboos")

    page.get_by_role("link", name="Agenda voor op tafel").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    expect(page.get_by_role("main")).to_contain_text(huis.nummers["monitoring"])
    for deel in ("", "/papier", "/uitnodigen", "/verslag", "/komst"):
        kijker.keur(f"{plek}{deel}")
    kijker.keur("/agenda")
    kijker.keur("/agenda/plan")


def test_an_overleg_is_moved_and_called_off_with_the_reasons_of_the_rules(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.SECRETARIS)
    page.goto("/agenda/plan")
    page.get_by_role("radio", name="triage").check()
    page.get_by_label("Wanneer").fill("2026-04-14T09:00")
    page.get_by_role("radio", name="digitaal", exact=True).check()
    page.get_by_role("button", name="Plannen en uitnodigen").click()
    page.get_by_role("link", name="Het overleg verzetten").click()
    open_ = kijker.als(Rol.SECRETARIS)
    open_.goto(page.url)
    for keer, een in enumerate((page, open_)):
        een.get_by_label("Naar wanneer").fill(f"2026-04-1{5 + keer}T09:00")
        een.get_by_label("Waarom").fill("De zaal is weg")
        een.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("heading", name="Dit overleg is verzet")).to_be_visible()
    expect(open_.get_by_role("heading", name="Intussen is er iets veranderd")).to_be_visible()
    expect(open_.get_by_label("Waarom")).to_have_value("De zaal is weg")
    page.get_by_role("link", name="Het overleg afzeggen").click()
    page.get_by_label("Waarom").fill("Niemand kan")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Vastgelegd: het overleg afzeggen.")).to_be_visible()
    kijker.keur_stand(page, "afgezegd overleg")
    page.locator("summary").click()
    expect(page.get_by_text("Verzetten kan nu niet: dit overleg is afgezegd.")).to_be_visible()
    nummer = page.url.partition("?")[0].rpartition("/")[2]
    assert huis.dienst.overleggen.laad(UUID(nummer)).fase is Overlegfase.AFGEZEGD


def test_the_overleggen_of_a_period_are_planned_at_once_and_not_twice(kijker: Kijker) -> None:
    page = kijker.als(Rol.SECRETARIS)
    page.goto("/agenda")
    page.get_by_role("link", name="Een reeks plannen").click()
    page.get_by_role("radio", name="triage").check()
    page.get_by_label("Vanaf").fill("2027-03-01")
    page.get_by_label("Tot en met").fill("2027-02-28")
    page.get_by_role("radio", name="digitaal", exact=True).check()
    page.get_by_role("button", name="Plan de reeks").click()
    expect(page.locator("#fouten")).to_contain_text("Hoe laat begint het: vul dit in.")
    expect(page.locator("#fouten")).to_contain_text("Tot en met: dit moet op of na de eerste dag liggen")
    page.get_by_label("Tot en met").fill("2027-03-31")
    kijker.keur("/agenda/reeks", als=Rol.SECRETARIS)
    page.get_by_label("Hoe laat begint het").fill("25:70")
    page.get_by_role("button", name="Plan de reeks").click()
    expect(page.locator("#fouten")).to_contain_text(
        "Hoe laat begint het: dit moet een tijd zijn, zoals 13:30."
    )
    page.get_by_label("Hoe laat begint het").fill("9.30")
    page.get_by_role("button", name="Plan de reeks").click()
    nieuw = page.get_by_role("table", name="Nieuw op de agenda")
    expect(nieuw).to_contain_text("2027")
    kijker.keur_stand(page, "een geplande reeks")
    page.goto("/agenda/reeks")
    page.get_by_role("radio", name="triage").check()
    page.get_by_label("Vanaf").fill("2027-03-01")
    page.get_by_label("Tot en met").fill("2027-03-31")
    page.get_by_role("radio", name="digitaal", exact=True).check()
    page.get_by_label("Hoe laat begint het").fill("09:30")
    page.get_by_role("button", name="Plan de reeks").click()
    expect(page.get_by_role("heading", name="Er is niets bijgekomen")).to_be_visible()
