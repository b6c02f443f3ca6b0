"""What goes wrong is told to people as a page that helps, and to programs as problem+json."""

import pytest
from playwright.sync_api import expect

from domain.rollen import Rol
from tests.web.huis import Huis
from tests.web.kijker import Kijker


def test_who_is_not_signed_in_gets_a_page_that_leads_to_the_sign_in(kijker: Kijker) -> None:
    page = kijker.gekeurd("/triage", als=None, status=401)
    expect(page.get_by_role("link", name="Inloggen")).to_have_attribute("href", "/inloggen?naar=/triage")


def test_a_page_without_the_right_says_so(kijker: Kijker) -> None:
    page = kijker.gekeurd("/triage", als=Rol.AUDITOR, status=403)
    expect(page.get_by_text("Bij uw rol hoort deze pagina niet.")).to_be_visible()


def test_an_address_or_case_that_is_not_there_is_a_page_too(kijker: Kijker) -> None:
    kijker.keur("/bestaat-niet", status=404)
    kijker.keur("/casus/C-22222-33333", status=404)


def test_a_slip_in_the_address_is_told(kijker: Kijker) -> None:
    page = kijker.gekeurd("/triage?tafle=zvh", status=400)
    page.get_by_role("link", name="Open de pagina").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Triage van")
    kijker.keur("/berichten/xyz", status=404)


def test_a_command_of_another_method_is_told(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    page.goto("/")
    antwoord = page.request.post(f"{huis.adres}/", form={"a": "b"})
    assert antwoord.status == 405
    assert antwoord.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("van", "terug"), [("same-origin", True), ("cross-site", False), ("", False)])
def test_what_was_typed_comes_back_to_a_page_of_ours_alone(
    kijker: Kijker, huis: Huis, van: str, *, terug: bool
) -> None:
    kop = {"Sec-Fetch-Site": van} if van else {}
    velden: dict[str, str | float | bool] = {"tekst": 'Rustig "hier" <b>', "csrf": "van-toen"}
    pad = f"{huis.adres}/casus/{huis.nummers['monitoring']}/voortgang"
    antwoord = kijker.als(None).request.post(pad, form=velden, headers=kop)
    assert antwoord.status == 401
    assert ('name="tekst" value="Rustig &#34;hier&#34; &lt;b&gt;"' in antwoord.text()) is terug
    assert "van-toen" not in antwoord.text()


def test_a_form_that_came_back_is_a_good_page(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    page.goto(f"/casus/{huis.nummers['monitoring']}/voortgang")
    page.get_by_label("Hoe gaat het").fill("Rustig")
    page.context.set_extra_http_headers({})
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("heading", name="Wat u invulde, staat nog in deze pagina")).to_be_visible()
    kijker.keur_stand(page, "een formulier dat terugkwam")


def test_json_is_not_taken_by_a_page_nor_a_form_by_the_rest_door(kijker: Kijker, huis: Huis) -> None:
    vraag = kijker.als().request
    pad = f"/casus/{huis.nummers['monitoring']}/plan"
    assert vraag.post(f"{huis.adres}{pad}", data={"doel": "x"}).status == 415
    rest = vraag.post(f"{huis.adres}/v1/casussen/{huis.nummers['monitoring']}/plannen", form={"doel": "x"})
    assert rest.status == 415
    assert rest.headers["content-type"] == "application/problem+json"


def test_files_are_named_by_their_content_and_kept_and_pages_are_not(kijker: Kijker, huis: Huis) -> None:
    page = kijker.als()
    gezien: dict[str, str] = {}
    grootte: list[int] = []
    page.on("response", lambda een: gezien.__setitem__(een.url, een.headers.get("cache-control", "")))
    page.on("requestfinished", lambda een: grootte.append(een.sizes()["responseBodySize"]))
    page.goto("/", wait_until="networkidle")
    assert gezien[f"{huis.adres}/"] == "no-store"
    middelen = {url: kop for url, kop in gezien.items() if "/middelen/" in url}
    assert len(middelen) >= 6
    assert set(middelen.values()) == {"public, max-age=31536000, immutable"}
    assert sum(grootte) < 150_000
    assert page.request.get(f"{huis.adres}/middelen/casus.0000000000000000.css").status == 404
