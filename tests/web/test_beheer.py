"""What is in force, readable for who looks after it; and what needs a hand, with a reason."""

from datetime import timedelta

from playwright.sync_api import expect

from domain.rollen import Medewerker, Rol
from infra.toekenning import Aanvraag, Soort
from tests.verhalen import ZVH
from tests.web.huis import Huis
from tests.web.kijker import Kijker


def test_a_beheerder_reads_what_is_in_force_and_goes_over_a_grant(kijker: Kijker, huis: Huis) -> None:
    wie = Medewerker("mw-kiwi", Rol.SECRETARIS, "zvh")
    aanvraag = Aanvraag(
        "https://inloggen.example", "kiwi", wie, frozenset({ZVH}), huis.vandaag(), None, Soort.MENS, None
    )
    huis.dienst.toekenningen.geef(aanvraag, door="mw-lychee")
    huis.klok.verder(days=400)
    try:
        page = kijker.als(Rol.BEHEERDER, java_script_enabled=False)
        page.goto("/")
        page.get_by_role("link", name="rechten om na te gaan").click()
        na_te_gaan = page.get_by_role("table", name="Na te gaan")
        expect(na_te_gaan).to_contain_text("langer dan een jaar niet herzien")
        kijker.keur("/beheer/toekenningen", als=Rol.BEHEERDER)
        na_te_gaan.get_by_role("link", name="mw-kiwi").click()
        page.get_by_role("button", name="Vastleggen").click()
        expect(page.locator("#fouten")).to_contain_text("Wat doet u ermee: maak een keuze.")
        kijker.keur(page.url, als=Rol.BEHEERDER)
        page.get_by_role("radio", name="beëindigd").check()
        page.get_by_role("button", name="Vastleggen").click()
        expect(page.get_by_role("main")).not_to_contain_text("mw-kiwi")
    finally:
        huis.klok.verder(days=-400)


def test_the_pages_of_beheer_are_good_and_a_message_is_sent_again_with_a_reason(kijker: Kijker) -> None:
    kijker.keur("/", als=Rol.BEHEERDER)
    for pad in ("", f"/tafels/{ZVH}", "/rechten", "/berichten", "/berichten/1", "/doctor"):
        kijker.keur(f"/beheer{pad}", als=Rol.BEHEERDER)
    page = kijker.als(Rol.BEHEERDER, java_script_enabled=False)
    page.goto("/beheer/berichten/1")
    page.get_by_role("button", name="Opnieuw bezorgen").click()
    expect(page.locator("#fouten")).to_contain_text("Waarom: vul dit in.")
    page.get_by_label("Waarom").fill("Het adres werkt weer")
    page.get_by_role("button", name="Opnieuw bezorgen").click()
    expect(page.locator("#fouten")).to_contain_text("Dit bericht was niet opgegeven, of het is er niet meer.")
    kijker.keur("/beheer/doctor", als=Rol.PROCESREGISSEUR, status=403)


def test_the_fg_has_a_page_of_emergencies_to_judge(kijker: Kijker) -> None:
    page = kijker.gekeurd("/noodinzagen", als=Rol.FG)
    expect(page.get_by_text("Er is geen noodinzage die u nog moet beoordelen.")).to_be_visible()
    kijker.keur("/noodinzagen", als=Rol.BEHEERDER, status=403)


def test_a_beheerder_gives_rights_and_ends_them_again(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als(Rol.BEHEERDER, java_script_enabled=False)
    page.goto("/beheer/toekenningen")
    page.get_by_role("link", name="Rechten geven").click()
    page.get_by_label("Id van de medewerker").fill("mw-lijsterbes")
    page.get_by_label("Van welke organisatie").select_option("politie")
    page.get_by_label("Adres van de inlogdienst").fill("https://inloggen.example")
    page.get_by_label("Kenmerk bij de inlogdienst").fill("lijsterbes@verzonnen.example")
    page.get_by_label("Welke rol").select_option("vertegenwoordiger")
    page.get_by_role("checkbox", name="Zorg- en Veiligheidshuis").check()
    page.get_by_role("button", name="Geef deze rechten").click()
    expect(page.locator("#fouten")).to_contain_text("geen e-mailadres")
    kijker.keur("/beheer/toekenningen/nieuw", als=Rol.BEHEERDER)
    page.get_by_label("Kenmerk bij de inlogdienst").fill("lijsterbes")
    page.get_by_role("button", name="Geef deze rechten").click()
    expect(page.get_by_text("heeft deze rechten nu")).to_be_visible()
    kijker.keur(page.url, als=Rol.BEHEERDER)
    van_haar = page.get_by_role("table", name="De rechten van mw-lijsterbes")
    van_haar.get_by_role("link", name="Beëindig de rechten van mw-lijsterbes").click()
    kijker.keur(page.url, als=Rol.BEHEERDER)
    page.get_by_role("radio", name="vergissing").check()
    page.get_by_role("button", name="Beëindig deze rechten").click()
    expect(page.get_by_role("main")).not_to_contain_text("mw-lijsterbes")
    kijker.keur("/beheer/toekenningen/nieuw", als=Rol.FG, status=403)


def test_rights_that_begin_later_are_not_said_to_be_there_now_and_can_be_ended(
    kijker: Kijker, huis: Huis
) -> None:
    page = kijker.als(Rol.BEHEERDER, java_script_enabled=False)
    page.goto("/beheer/toekenningen/nieuw")
    page.get_by_label("Id van de medewerker").fill("mw-vlier")
    page.get_by_label("Van welke organisatie").select_option("politie")
    page.get_by_label("Adres van de inlogdienst").fill("https://inloggen.example")
    page.get_by_label("Kenmerk bij de inlogdienst").fill("vlier")
    page.get_by_label("Welke rol").select_option("vertegenwoordiger")
    page.get_by_role("checkbox", name="Zorg- en Veiligheidshuis").check()
    page.get_by_label("Vanaf").fill((huis.vandaag() + timedelta(days=10)).isoformat())
    page.get_by_role("button", name="Geef deze rechten").click()
    expect(page.get_by_text("mw-vlier krijgt later rechten.")).to_be_visible()
    assert page.get_by_text("heeft deze rechten nu").count() == 0
    kijker.keur(page.url, als=Rol.BEHEERDER)
    later = page.get_by_role("table", name="Gaan later in")
    later.get_by_role("link", name="Beëindig de rechten van mw-vlier").click()
    page.get_by_role("radio", name="vergissing").check()
    page.get_by_role("button", name="Beëindig deze rechten").click()
    expect(page.get_by_role("main")).not_to_contain_text("mw-vlier")
