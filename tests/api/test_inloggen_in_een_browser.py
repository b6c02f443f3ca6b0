"""Signing in and out with a real browser: what it does with the cookies, the forms and the policy of the pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page

from api.app import maak_app
from api.luisteren import adres_van, luister
from api.samenstelling import Dienst
from tests import chromium
from tests.api.inlogproef import demo_uitgever, draait
from tests.conftest import Klok

pytestmark = pytest.mark.skipif(chromium.programma() is None, reason="there is no Chromium here")


@pytest.fixture
def adres(dienst: Dienst, klok: Klok, tmp_path: Path) -> Iterator[str]:
    """The service and the demo's issuer, both over real HTTP."""
    klok.tijd = datetime.now(UTC)
    eigen = dienst.settings.model_copy(update={"data": tmp_path / "data"})
    with luister("127.0.0.1", 0) as luisteraar:
        adres = adres_van(luisteraar)
        with demo_uitgever(eigen, klok, dienst=adres) as uitgever:
            over = {"omgeving": "demo", "adres": adres, "oidc_uitgever": uitgever}
            app = maak_app(replace(dienst, settings=eigen.model_copy(update=over)))
            with draait(
                uvicorn.Server(uvicorn.Config(app, log_config=None, proxy_headers=False)), luisteraar
            ):
                yield adres


@pytest.fixture
def blad(gestart: chromium.Gestart) -> Iterator[Page]:
    """A page of a window of one's own; what it tells on its console counts as a fault."""
    with gestart.in_gebruik() as browser:
        page = browser.new_page()
        yield page
        page.close()


def test_somebody_signs_in_chooses_a_role_and_signs_out_with_the_keyboard(adres: str, blad: Page) -> None:
    gezegd: list[str] = []
    blad.on("console", lambda bericht: gezegd.append(bericht.text))
    blad.goto(f"{adres}/inloggen?naar=/v1/tafels")
    assert blad.title() == "Wie bent u? – Demo van Casus"
    blad.get_by_label("Vertegenwoordiger van de reclassering, ook melder").press("Space")
    blad.get_by_role("button", name="Inloggen").press("Enter")
    blad.wait_for_url(f"{adres}/rol**")
    assert blad.get_by_role("heading", level=1).inner_text() == "Als wie werkt u nu?"
    blad.get_by_label("melder bij reclassering, 2 tafels").press("Space")
    blad.get_by_role("button", name="Verder").press("Enter")
    blad.wait_for_url(f"{adres}/v1/tafels")
    (koekje,) = [een for een in blad.context.cookies() if een["name"] == "__Host-casus"]
    assert (koekje["secure"], koekje["httpOnly"], koekje["sameSite"], koekje["path"]) == (
        True,
        True,
        "Lax",
        "/",
    )
    assert blad.evaluate("document.cookie") == ""
    blad.goto(f"{adres}/uitloggen")
    blad.get_by_role("button", name="Uitloggen", exact=True).press("Enter")
    blad.get_by_role("button", name="Ook uitloggen bij uw organisatie").press("Enter")
    blad.get_by_role("link", name="Inloggen").wait_for()
    blad.wait_for_url(f"{adres}/uitloggen")
    antwoord = blad.goto(f"{adres}/v1/tafels")
    assert antwoord is not None
    assert antwoord.status == 401
    assert [regel for regel in gezegd if "Content Security Policy" in regel] == []


def test_the_page_of_another_site_cannot_sign_somebody_out(adres: str, blad: Page) -> None:
    blad.goto(f"{adres}/inloggen")
    blad.get_by_label("Secretaris bij het zorg- en veiligheidshuis").check()
    blad.get_by_role("button", name="Inloggen").click()
    blad.wait_for_url(f"{adres}/")
    # The same computer by another name is another site to a browser.
    elders = adres.replace("127.0.0.1", "localhost")
    blad.route(f"{elders}/val", lambda weg: weg.fulfill(content_type="text/html", body=_val(adres)))
    blad.goto(f"{elders}/val")
    with blad.expect_navigation():
        blad.get_by_role("button").click()
    antwoord = blad.goto(f"{adres}/v1/tafels")
    assert antwoord is not None
    assert antwoord.status == 200


def test_what_was_typed_survives_a_session_that_ended(adres: str, blad: Page) -> None:
    log_in(adres, blad)
    blad.goto(f"{adres}/meldingen/nieuw")
    if "kies een tafel" in blad.title():
        blad.get_by_role("main").get_by_role("link").first.click()
    blad.locator("#veld-betrokkenen-0-naam").fill("Testpersoon Appelboom\u00e9")
    veld = blad.get_by_role("textbox").and_(blad.locator("textarea")).first
    veld.fill("Eerste regel\nTweede regel")
    naam = veld.get_attribute("name")
    blad.context.clear_cookies()
    blad.get_by_role("button", name="Kijk wat er nog ontbreekt").click()
    blad.get_by_role("heading", name="Wat u invulde, staat nog in deze pagina").wait_for()
    with blad.context.expect_page() as tab:
        blad.get_by_role("link", name="Inloggen in een nieuw tabblad").click()
    log_in(adres, tab.value)
    blad.get_by_role("button", name="Verstuur opnieuw").click()
    blad.get_by_role("heading", name="U bent intussen opnieuw ingelogd").wait_for()
    blad.get_by_text("U werkt nu als secretaris").wait_for()
    blad.get_by_role("button", name="Verstuur opnieuw").click()
    assert blad.locator("#veld-betrokkenen-0-naam").input_value() == "Testpersoon Appelboom\u00e9"
    assert blad.locator(f"[name='{naam}']").input_value() == "Eerste regel\nTweede regel"


def log_in(adres: str, blad: Page) -> None:
    if "/inloggen" not in blad.url:
        blad.goto(f"{adres}/inloggen")
    blad.get_by_label("Secretaris bij het zorg- en veiligheidshuis").check()
    blad.get_by_role("button", name="Inloggen").click()
    blad.wait_for_url(f"{adres}/")


def _val(adres: str) -> str:
    """A page that has whoever clicks on it send a form of ours."""
    return f'<form method="post" action="{adres}/uitloggen"><input name="csrf" value="x"><button>Win</button></form>'
