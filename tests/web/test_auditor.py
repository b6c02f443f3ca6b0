"""What an auditor has: a case as it was, why one looks, who looked, and whether it is still what was recorded."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from playwright.sync_api import Page, expect

from api.web.handelingen import ALLE
from domain.rollen import Rol
from infra.logboek.verifieer import verifieer
from tests.verhalen import ZVH
from tests.web.huis import Huis
from tests.web.kijker import Kijker, meeluisteren

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

FRAMBOOS = "Testpersoon Framboos"


def test_an_auditor_goes_from_the_start_to_a_checked_case_with_and_without_scripts(
    kijker: Kijker, huis: Huis, tmp_path: Path
) -> None:
    nummer = huis.nummers["monitoring"]
    huis.dienst.logboek.werk_bij()
    for javascript in (True, False):
        page = kijker.als(Rol.AUDITOR, java_script_enabled=javascript)
        page.goto("/")
        page.get_by_role("link", name="gebeurtenissen ondertekend").click()
        page.get_by_label("Casusnummer").fill(nummer.lower())
        page.get_by_role("button", name="Open de tijdlijn").click()
        expect(page.get_by_text("Mensen staan hier onder een pseudoniem.")).to_be_visible()
        assert "Testpersoon" not in page.content()
        page.get_by_role("link", name="Leg eerst vast waarvoor u kijkt").click()
        leg_doel_vast(page, "AUDIT-2026-7")
        expect(page.get_by_text("U ziet wie de mensen zijn.")).to_be_visible()
        expect(page.get_by_text(FRAMBOOS).first).to_be_visible()
        page.get_by_role("link", name="Echtheid").click()
        expect(page.get_by_role("heading", name="In orde")).to_be_visible()
        with page.expect_download() as gedownload:
            page.get_by_role("button", name="Download de bundel").click()
        assert nummer not in gedownload.value.suggested_filename
        bundel = tmp_path / f"{javascript}.zip"
        gedownload.value.save_as(bundel)
        assert verifieer(bundel).aantal == huis.dienst.shell.laad(nummer).versie


def test_each_page_of_whoever_checks_is_a_good_page(kijker: Kijker, huis: Huis) -> None:
    casus = f"/casus/{huis.nummers['monitoring']}"
    huis.dienst.logboek.werk_bij()
    for pad in ("/controle", "/inzagedoel", f"{casus}/tijdlijn", f"{casus}/tijdlijn?versie=1"):
        kijker.keur(pad, als=Rol.AUDITOR)
    for pad in (f"{casus}/verschil", f"{casus}/inzagen", f"{casus}/integriteit"):
        kijker.keur(pad, als=Rol.AUDITOR)
    kijker.keur(f"{casus}/tijdlijn")
    kijker.keur("/inzagedoel")
    kijker.keur(f"{casus}/tijdlijn?versie=999", als=Rol.AUDITOR, status=400)


def test_what_is_forgotten_in_a_purpose_is_named_and_nothing_goes_on_record(kijker: Kijker) -> None:
    page = kijker.als(Rol.AUDITOR)
    page.goto("/inzagedoel")
    page.get_by_role("button", name="Vastleggen en gebruiken").click()
    expect(page.locator("#fouten")).to_contain_text("Waarvoor kijkt u: maak een keuze.")
    kijker.keur_stand(page, "inzagedoel met fouten")
    leg_doel_vast(page, "AUDIT-2026-8")
    expect(page.get_by_role("heading", name="U gebruikt nu een doel")).to_be_visible()
    kijker.keur_stand(page, "inzagedoel in gebruik")


def test_the_slider_says_in_words_where_it_stands_and_the_case_follows(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.AUDITOR)
    with meeluisteren(page) as gezegd:
        page.goto(f"/casus/{huis.nummers['monitoring']}/tijdlijn")
        schuif = page.get_by_role("slider", name="Schuif naar een gebeurtenis")
        expect(page.get_by_text("in monitoring", exact=True)).to_be_visible()
        schuif.press("Home")
        expect(schuif).to_have_attribute("aria-valuetext", naar_een("1"))
        expect(page.get_by_text("aangemeld, wacht op triage", exact=True)).to_be_visible()
        expect(schuif).to_be_focused()
        assert page.url.endswith("?versie=1")
    assert gezegd == []


def test_without_scripts_the_moment_is_chosen_by_step_by_number_and_by_the_slider(
    kijker: Kijker, huis: Huis
) -> None:
    page = kijker.als(Rol.AUDITOR, java_script_enabled=False)
    page.goto(f"/casus/{huis.nummers['monitoring']}/tijdlijn")
    page.get_by_role("link", name="Vorige").click()
    page.get_by_role("link", name="Eerste").click()
    expect(page.get_by_text("gebeurtenis 1 van")).to_be_visible()
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_text("gebeurtenis 2 van")).to_be_visible()
    page.get_by_label("Of typ een nummer").fill("3")
    page.get_by_role("button", name="Ga", exact=True).click()
    expect(page.get_by_text("gebeurtenis 3 van")).to_be_visible()
    page.get_by_label("Of typ een nummer").fill("")
    page.get_by_role("button", name="Ga", exact=True).click()
    expect(page.get_by_role("link", name="Volgende")).to_have_count(0)
    page.get_by_role("slider").press("Home")
    page.get_by_role("button", name="Toon dit moment").click()
    expect(page.get_by_text("gebeurtenis 1 van")).to_be_visible()


def test_the_difference_between_two_moments_says_what_was_and_what_became(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(java_script_enabled=False)
    page.goto(f"/casus/{huis.nummers['monitoring']}/verschil")
    page.get_by_label("Van").select_option("1")
    page.get_by_role("button", name="Toon het verschil").click()
    fase = page.locator(".wijzigingen > dd").first
    expect(fase).to_contain_text("aangemeld, wacht op triage")
    expect(page.locator(".wijzigingen > dd").nth(1)).to_contain_text("in monitoring")


def test_a_purpose_for_one_case_shows_nobody_of_another_and_ends_when_asked(
    kijker: Kijker, huis: Huis
) -> None:
    page = kijker.als(Rol.AUDITOR, java_script_enabled=False)
    page.goto(f"/inzagedoel?casusnummer={huis.nummers['monitoring']}")
    leg_doel_vast(page, "KLACHT-2026-3")
    expect(page.get_by_text(FRAMBOOS).first).to_be_visible()
    page.goto(f"/casus/{huis.nummers['opgenomen']}")
    assert "Testpersoon" not in page.content()
    page.goto("/inzagedoel")
    expect(page.get_by_text("U gebruikt nu een doel")).to_be_visible()
    page.get_by_role("button", name="Stop met dit doel").click()
    page.get_by_role("button", name="Gebruik dit doel, KLACHT-2026-3").click()
    page.goto(f"/casus/{huis.nummers['monitoring']}")
    expect(page.get_by_text(FRAMBOOS).first).to_be_visible()
    page.goto(f"/casus/{huis.nummers['monitoring']}/tijdlijn")
    page.get_by_role("button", name="Verder zonder persoonsgegevens").click()
    assert "Testpersoon" not in page.content()


def test_the_purpose_of_one_person_is_nothing_to_another(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.AUDITOR, java_script_enabled=False)
    page.goto(f"/inzagedoel?casusnummer={huis.nummers['monitoring']}")
    leg_doel_vast(page, "KLACHT-2026-4")
    ander = kijker.als(Rol.COMPLIANCE)
    ander.context.add_cookies(cast("list[SetCookieParam]", page.context.cookies()))
    ander.goto(f"/casus/{huis.nummers['monitoring']}/integriteit")
    assert "Testpersoon" not in ander.content()
    ander.context.set_extra_http_headers(
        {"Authorization": f"Bearer {huis.token(Rol.AUDITOR, tafels=('ret-zaanstreek-waterland',))}"}
    )
    antwoord = ander.goto(f"/casus/{huis.nummers['monitoring']}/tijdlijn")
    assert antwoord is not None
    assert antwoord.status == 404


def test_who_looked_is_told_with_the_reason(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.AUDITOR)
    page.goto(f"/casus/{huis.nummers['opgenomen']}/tijdlijn")
    page.get_by_role("link", name="Wie keek").click()
    rij = page.locator("tbody tr").first
    expect(rij).to_contain_text("auditor")
    expect(rij).to_contain_text("nog niet aangetoond")
    huis.dienst.inzagehouder.werk_bij()
    page = kijker.gekeurd(f"/casus/{huis.nummers['opgenomen']}/inzagen", als=Rol.AUDITOR)
    expect(page.locator("tbody tr").nth(1).locator("td").last).to_have_text(re.compile(r"^klopt \d+$"))


def test_no_page_of_whoever_checks_has_the_address_of_a_form_of_a_case() -> None:
    assert not {een.code for een in ALLE} & {"tijdlijn", "verschil", "inzagen", "integriteit", "bundel"}


def leg_doel_vast(page: Page, kenmerk: str) -> None:
    page.get_by_role("radio", name="een privacyaudit").check()
    page.get_by_label("Kenmerk van uw opdracht").fill(kenmerk)
    page.get_by_role("button", name="Vastleggen en gebruiken").click()


def naar_een(versie: str) -> re.Pattern[str]:
    return re.compile(rf"^Gebeurtenis {versie}: \d+ \w+ \d{{4}} om .* uur, .+")


def test_the_case_itself_says_for_what_an_auditor_looks_and_leads_to_all_checks(
    kijker: Kijker, huis: Huis
) -> None:
    nummer = huis.nummers["monitoring"]
    page = kijker.als(Rol.AUDITOR, java_script_enabled=False)
    page.goto(f"/casus/{nummer}")
    wegen = page.get_by_role("navigation", name="Over deze casus")
    for naam in ("Tijdlijn", "Verschil", "Wie keek", "Echtheid"):
        expect(wegen.get_by_role("link", name=naam)).to_be_visible()
    expect(page.get_by_role("row", name="A1: Er zijn meerdere problemen")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("zvh-zaanstreek-waterland/")
    page.goto(f"/inzagedoel?casusnummer={nummer}")
    leg_doel_vast(page, "AUDIT-2026-8")
    page.goto(f"/casus/{nummer}")
    expect(page.get_by_text(FRAMBOOS).first).to_be_visible()
    expect(page.get_by_text("U ziet wie de mensen zijn.")).to_be_visible()
    expect(page.get_by_role("link", name="Wie keek")).to_be_visible()
    page.goto("/inzagedoel")
    expect(page.get_by_role("main")).to_contain_text(f"voor casus {nummer}")
    page.goto(f"/casus/{nummer}")
    page.get_by_role("button", name="Verder zonder persoonsgegevens").click()
    assert FRAMBOOS not in page.content()


def test_who_looked_says_at_whom(kijker: Kijker, huis: Huis) -> None:
    nummer = huis.nummers["monitoring"]
    page = kijker.als(Rol.AUDITOR, java_script_enabled=False)
    page.goto(f"/casus/{nummer}")
    wie = page.get_by_role("table", name="Mensen").get_by_role("rowheader").first.inner_text()
    page.goto(f"/casus/{nummer}/inzagen")
    expect(page.get_by_role("table", name="Inzagen").get_by_role("cell", name=wie).first).to_be_visible()
    kijker.keur(f"/casus/{nummer}/inzagen", als=Rol.AUDITOR)


def test_no_rule_of_a_protocol_stands_by_its_code_alone(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.AUDITOR, java_script_enabled=False)
    page.goto(f"/casus/{huis.nummers['monitoring']}/tijdlijn")
    expect(page.get_by_role("main")).to_contain_text(
        "Uiterste termijn, protocol Zorg- en Veiligheidshuizen (zvh)"
    )
    for pad in (
        f"/casus/{huis.nummers['monitoring']}/tijdlijn",
        "/beheer",
        "/beheer/tafels/zvh-zaanstreek-waterland",
        "/beheer/protocollen/zvh",
        "/bewaren?tafel=zvh-zaanstreek-waterland",
    ):
        page.goto(pad)
        main = page.get_by_role("main").inner_text()
        assert not re.search(r"plafond|na-afwijzing|^zvh$", main, re.MULTILINE), pad


def test_who_checks_many_tables_opens_a_case_by_number_without_knowing_its_table(
    kijker: Kijker, huis: Huis
) -> None:
    huis.dienst.logboek.werk_bij()
    page = kijker.gekeurd("/controle", als=Rol.AUDITOR, tafels=(ZVH, "ret-zaanstreek-waterland"))
    expect(page.get_by_role("link", name="Regionaal Expertteam Zaanstreek-Waterland")).to_be_visible()
    expect(page.get_by_text("Wortel:")).to_be_visible()
    page.get_by_label("Casusnummer").fill(huis.nummers["monitoring"])
    page.get_by_role("button", name="Open de tijdlijn").click()
    expect(page.get_by_role("heading", name="de casus zoals die was")).to_be_visible()
