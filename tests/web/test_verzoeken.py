"""A verzoek of somebody about the own data, from the desk where it comes in to the answer, over pages alone."""

import re

from playwright.sync_api import Page, expect

from domain.rollen import Rol
from domain.verzoek.state import Verzoek, Verzoekfase
from tests.verhalen import FRAMBOOS
from tests.web.huis import Huis
from tests.web.kijker import Kijker


def leg_vast(page: Page, soort: str, inhoud: str) -> None:
    page.get_by_role("radio", name=soort).check()
    page.get_by_label("In eigen woorden").fill(inhoud)
    page.get_by_role("radio", name="de betrokkene zelf").check()
    page.get_by_label("Naam van wie het vraagt").fill("Testpersoon Framboos")
    page.get_by_label("Waar moet het antwoord heen").fill("framboos@verzonnen.example")
    page.get_by_role("textbox", name="Naam", exact=True).fill("Testpersoon Framboos")
    page.get_by_label("Burgerservicenummer").fill(FRAMBOOS.bsn or "")
    page.get_by_role("button", name="Leg het verzoek vast").click()


def stel_vast_en_vind(page: Page, pad: str) -> None:
    page.goto(pad)
    page.get_by_role("link", name="Vaststellen wie het vraagt").click()
    page.get_by_label("Geboortedatum van de persoon over wie het gaat").fill("1991-05-17")
    page.get_by_label("de betrokkene zelf").check()
    page.get_by_role("radio", name="aan het loket").check()
    page.get_by_label("Wat hebt u gezien").fill("Het rijbewijs")
    page.get_by_role("button", name="Leg vast").click()
    page.get_by_role("button", name="Zoek de persoon op").click()
    page.get_by_role("checkbox", name="Testpersoon Framboos").first.check()
    page.get_by_role("button", name="Bevestig").click()
    expect(page.get_by_text("De vindplaatsen zijn bevestigd.")).to_be_visible()


def stel_voor_op_grond(page: Page, uitkomst: str, vraag: str, grond: str) -> None:
    page.get_by_role("link", name="Een besluit voorstellen").click()
    page.get_by_role("radio", name=uitkomst).check()
    page.get_by_label("Waarom", exact=True).fill("Er is een verzonnen reden")
    page.get_by_label(vraag).select_option(grond)
    page.get_by_role("button", name="Stel dit besluit voor").click()


def stel_voor(page: Page, uitkomst: str = "inwilligen") -> None:
    page.get_by_role("link", name="Een besluit voorstellen").click()
    page.get_by_role("radio", name=uitkomst).check()
    page.get_by_label("Waarom", exact=True).fill("Er is geen reden om het niet te doen")
    page.get_by_role("button", name="Stel dit besluit voor").click()


def verzoek_van(huis: Huis, page: Page) -> tuple[str, Verzoek]:
    nummer = page.url.rpartition("/")[2].partition("?")[0]
    return f"/verzoeken/{nummer}", huis.dienst.verzoeken.laad(nummer)


def test_somebody_asks_what_is_known_and_gets_it_after_two_people_looked(kijker: Kijker, huis: Huis) -> None:
    balie = kijker.als(Rol.SECRETARIS, java_script_enabled=False)
    balie.goto("/")
    balie.get_by_role("link", name="Verzoek vastleggen").click()
    balie.get_by_role("button", name="Leg het verzoek vast").click()
    expect(balie.locator("#fouten")).to_contain_text("Wat vraagt de persoon: maak een keuze.")
    kijker.keur_stand(kijker.gekeurd("/verzoeken/nieuw", als=Rol.SECRETARIS), "een verzoek vastleggen")
    leg_vast(balie, "inzage", "Wat weten jullie van mij?")
    nummer = balie.locator(".melding--goed .nummer").inner_text()
    pad = f"/verzoeken/{nummer}"

    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    kijker.keur(f"{pad}/identiteit", als=Rol.COMPLIANCE)
    stel_vast_en_vind(page, pad)
    stel_voor(page)
    expect(page.get_by_text("Nu: akkoord van een ander.")).to_be_visible()
    page.locator("summary", has_text="Kan nu niet").click()
    expect(page.get_by_text("Wie een besluit voorstelt, beslist er niet zelf over.").first).to_be_visible()

    fg = kijker.als(Rol.FG)
    fg.goto(pad)
    fg.get_by_role("button", name="Bekijk het overzicht").click()
    expect(fg.get_by_role("heading", name="Bent u akkoord?")).to_be_visible()
    bewaard = fg.get_by_text("Bewaren tot en met").first.locator("xpath=following-sibling::dd[1]")
    expect(bewaard).to_have_text(re.compile(r"^\d{1,2} \w+ \d{4}$"))
    kijker.keur_stand(fg, "het overzicht")
    fg.get_by_role("button", name="Ga akkoord met dit overzicht").click()
    expect(fg.get_by_text("Gedaan: akkoord gaan met het voorstel.")).to_be_visible()

    page.goto(pad)
    page.get_by_role("link", name="Het overzicht verstrekken").click()
    page.get_by_role("radio", name="Voor een computer (JSON)").check()
    with page.expect_download() as bestand:
        page.get_by_role("button", name="Maak het bestand").click()
    assert "Testpersoon Framboos" in bestand.value.path().read_text()
    page.goto(pad)
    page.get_by_role("link", name="Uitvoeren en afronden").click()
    page.get_by_role("button", name="Voer uit en rond af").click()
    kijker.keur(pad, als=Rol.COMPLIANCE)
    assert huis.dienst.verzoeken.laad(nummer).fase is Verzoekfase.UITGEVOERD


def test_what_was_wrong_is_put_right_when_a_second_person_agrees(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    page.goto("/verzoeken")
    page.get_by_role("link", name="Leg een verzoek vast").click()
    leg_vast(page, "rectificatie", "Mijn adres klopt niet")
    pad, _ = verzoek_van(huis, page)
    page.get_by_role("link", name="De termijn verlengen").click()
    page.get_by_label("Waarom duurt het langer").fill("Er zijn veel verzonnen mappen")
    page.get_by_label("Wanneer hoorde de persoon dit").fill(huis.vandaag().isoformat())
    page.get_by_role("button", name="Verleng met twee maanden").click()
    expect(page.get_by_text("(verlengd)")).to_be_visible()
    stel_vast_en_vind(page, pad)
    page.get_by_role("link", name="Een besluit voorstellen").click()
    page.get_by_role("radio", name="inwilligen").check()
    page.get_by_label("Waarom", exact=True).fill("Het adres is oud")
    page.get_by_role("button", name="Stel dit besluit voor").click()
    expect(page.locator("#fouten")).to_contain_text("wat de gegevens moeten worden")
    expect(page.get_by_label("Waarom", exact=True)).to_have_value("Het adres is oud")
    page.get_by_label("Adres").fill("Nieuwlaan 2")
    page.get_by_role("button", name="Stel dit besluit voor").click()
    expect(page.locator("main")).to_contain_text("adres: Nieuwlaan 2")

    fg = kijker.als(Rol.FG, java_script_enabled=False)
    kijker.keur(f"{pad}/akkoord", als=Rol.FG)
    fg.goto(f"{pad}/akkoord")
    page.get_by_role("link", name="Een besluit voorstellen").click()
    page.get_by_role("radio", name="afwijzen").check()
    page.get_by_label("Waarom afwijzen").select_option("gegevens-zijn-juist")
    page.get_by_label("Waarom", exact=True).fill("Bij nader inzien klopt het")
    page.get_by_role("button", name="Stel dit besluit voor").click()
    fg.get_by_role("button", name="Ga akkoord").click()
    expect(fg.get_by_role("heading", name="Intussen is er iets veranderd")).to_be_visible()
    fg.goto(f"{pad}/teruggeven")
    fg.get_by_label("Waarom bent u niet akkoord").fill("Het klopt niet")
    fg.get_by_role("button", name="Geef terug").click()
    page.goto(pad)
    expect(page.get_by_role("heading", name="Het voorstel is teruggegeven")).to_be_visible()
    assert verzoek_van(huis, page)[1].fase is Verzoekfase.GEVONDEN


def test_who_agrees_reads_why_and_who_asked_is_still_to_be_answered(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    page.goto("/verzoeken/nieuw")
    page.get_by_label("Burgerservicenummer").fill("123")
    page.get_by_role("button", name="Leg het verzoek vast").click()
    expect(page.locator("#fouten")).to_contain_text(
        "Burgerservicenummer: dit is te kort (ten minste 9 tekens)."
    )
    leg_vast(page, "beperking", "Mijn adres klopt niet")
    pad, _ = verzoek_van(huis, page)
    stel_vast_en_vind(page, pad)
    stel_voor_op_grond(page, "inwilligen", "Waarom beperken", "juistheid-betwist")
    fg = kijker.als(Rol.FG, java_script_enabled=False)
    fg.goto(f"{pad}/akkoord")
    expect(fg.locator("main")).to_contain_text("de juistheid van de gegevens wordt betwist")
    fg.get_by_role("button", name="Ga akkoord").click()
    page.goto(f"{pad}/uitvoeren")
    page.get_by_role("button", name="Voer uit en rond af").click()
    expect(page.get_by_role("heading", name="Geef de persoon antwoord, uiterlijk op")).to_be_visible()
    berichten = page.locator(".paneel", has_text="Wie u moet berichten")
    expect(berichten).to_contain_text("Politie")
    expect(page.get_by_text("Bewaarregel").locator("xpath=following-sibling::dd[1]")).not_to_contain_text("/")


def test_who_is_refused_is_told_so_and_where_to_complain(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    page.goto("/verzoeken/nieuw")
    leg_vast(page, "bezwaar", "Ik wil dit niet")
    pad, _ = verzoek_van(huis, page)
    stel_vast_en_vind(page, pad)
    stel_voor_op_grond(page, "afwijzen", "Waarom afwijzen", "dwingende-gronden")
    fg = kijker.als(Rol.FG, java_script_enabled=False)
    fg.goto(f"{pad}/akkoord")
    fg.get_by_role("button", name="Ga akkoord").click()
    kijker.keur(pad, als=Rol.COMPLIANCE)
    page.goto(pad)
    expect(page.locator("main")).to_contain_text("een klacht kan indienen bij de Autoriteit Persoonsgegevens")
    huis.klok.verder(days=40)
    try:
        later = kijker.gekeurd(pad, als=Rol.COMPLIANCE)
        expect(later.get_by_text("Geef de persoon antwoord")).to_have_count(0)
    finally:
        huis.klok.verder(days=-40)


def test_of_nobody_it_has_to_be_said_that_it_is_nobody(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.COMPLIANCE)
    page.goto("/verzoeken/nieuw")
    leg_vast(page, "wissing", "Haal alles weg")
    pad, _ = verzoek_van(huis, page)
    stel_vast_en_vind(page, pad)
    page.get_by_role("button", name="Zoek de persoon op").click()
    kijker.keur_stand(page, "wie is gevonden")
    page.get_by_role("button", name="Bevestig").click()
    expect(page.get_by_text("Vink aan wie de persoon is, of dat niemand het is.")).to_be_visible()
    page.get_by_role("button", name="Zoek opnieuw").click()
    page.get_by_label("Geen van deze is de persoon").check()
    page.get_by_role("button", name="Bevestig").click()
    assert verzoek_van(huis, page)[1].koppelingen == ()
