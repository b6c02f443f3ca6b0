"""The wegwijzer: from plain questions to the table, why and what to prepare; with and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from domain.rollen import Rol
from tests.web.huis import Huis
from tests.web.kijker import SMAL, Kijker
from tests.web.test_melden import keur


@pytest.mark.parametrize("anders", [{}, {"java_script_enabled": False, "viewport": SMAL}])
def test_a_few_questions_lead_to_the_form_of_the_table_that_fits(
    kijker: Kijker, huis: Huis, anders: dict[str, Any]
) -> None:
    met_script, voor = not anders, huis.inzagen()
    page = kijker.als(Rol.MELDER, **anders)
    page.goto("/wegwijzer")
    keur(kijker, page, "wegwijzer", nu=met_script)
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#fouten")).to_contain_text("In welke gemeente speelt dit: maak een keuze.")
    keur(kijker, page, "wegwijzer met een fout", nu=met_script)
    page.get_by_role("radio", name="Nee").check()
    page.get_by_label("In welke gemeente speelt dit").select_option("Zaanstad (Zaanstreek-Waterland)")
    page.get_by_role("button", name="Verder").click()

    page.get_by_label("Leeftijd in jaren").fill("honderd")
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#fouten")).to_contain_text("vul een getal in")
    page.get_by_label("Leeftijd in jaren").fill("34")
    page.get_by_role("checkbox", name="Wonen").check()
    page.get_by_role("checkbox", name="Sociaal netwerk").check()
    page.get_by_role("button", name="Verder").click()
    for beurt in range(9):
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Om wie gaat het?")
        if page.get_by_role("heading", level=1).inner_text() != "Nog een paar vragen":
            break
        if beurt == 0:
            keur(kijker, page, "wegwijzer met vragen", nu=met_script)
        for groep in page.get_by_role("group").all():
            groep.get_by_role("radio", name="Ja").check()
        page.get_by_role("button", name="Verder").click()
    keur(kijker, page, "wegwijzer met antwoord", nu=met_script)
    expect(page.get_by_role("heading", level=1)).to_have_text("Twee tafels passen")
    assert page.url.endswith("/wegwijzer")
    zvh = page.get_by_role("region", name="Zorg- en Veiligheidshuis Zaanstreek-Waterland")
    expect(zvh).to_contain_text("Er zijn meerdere problemen op meer dan één leefgebied")
    expect(zvh).to_contain_text("Casuïstiek overlegtafels regio Zaanstreek-Waterland (factsheet)")
    expect(zvh).to_contain_text("Contact met een procesregisseur, voor u meldt.")
    expect(zvh).to_contain_text("075-6552477")
    expect(zvh).not_to_contain_text("noemt geen uren")
    assert huis.inzagen() == voor

    page.get_by_role("button", name="Mijn antwoorden aanpassen").click()
    expect(page.get_by_label("Leeftijd in jaren")).to_have_value("34")
    keur(kijker, page, "wegwijzer met alle antwoorden", nu=met_script)
    page.get_by_role("button", name="Laat nu zien wat past").click()
    page.get_by_role("link", name="Meld hier aan bij Zorg- en Veiligheidshuis").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Nieuwe melding bij Zorg- en Veiligheidshuis"
    )


@pytest.mark.parametrize("rol", [Rol.MELDER, Rol.BEHEERDER])
def test_a_crisis_is_told_at_once_and_to_everybody(kijker: Kijker, rol: Rol) -> None:
    page = kijker.als(rol)
    page.goto("/wegwijzer")
    page.get_by_role("radio", name="Ja").check()
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit is een crisis")
    expect(page.get_by_role("main")).to_contain_text("112")
    assert page.get_by_role("link", name="Meld hier aan").count() == 0
    kijker.keur_stand(page, "wegwijzer bij een crisis")
