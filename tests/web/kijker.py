"""Somebody who looks at pages: goes to one, and has it judged in every way that a page is judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urljoin

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, ViewportSize

from domain.rollen import Medewerker, Rol
from tests.verhalen import ZVH
from tests.web.huis import Huis
from tests.web.toetsen import LABELS, Gereedschap

SMAL: ViewportSize = {"width": 320, "height": 640}
BREED: ViewportSize = {"width": 1280, "height": 900}
LEEG = "about:blank"


def nieuw_keurblad(browser: Browser) -> Page:
    """A page on which others are judged: a window for each of them took a third of what the judging did."""
    return _venster(browser).new_page()


def _venster(browser: Browser, **opties: Any) -> BrowserContext:
    nederlands = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "viewport": BREED}
    context = browser.new_context(**{**nederlands, **opties})
    context.set_default_timeout(20_000)
    return context


@dataclass
class Kijker:
    """A person in a role with a browser."""

    browser: Browser
    huis: Huis
    gereedschap: Gereedschap
    keurblad: Page
    """Where one page after another is judged, in whosever name; ``nieuw_keurblad`` makes it."""
    _bezig: list[BrowserContext] = field(default_factory=list)

    def als(
        self,
        wie: Medewerker | Rol | None = Rol.PROCESREGISSEUR,
        *,
        tafels: tuple[str, ...] = (ZVH,),
        **opties: Any,
    ) -> Page:
        """A page of somebody; without ``wie`` of nobody who signed in. Whatever the console says is kept on it."""
        context = _venster(
            self.browser,
            base_url=self.huis.adres,
            extra_http_headers=self._namens(wie, tafels),
            **opties,
        )
        self._bezig.append(context)
        return context.new_page()

    def sluit(self) -> None:
        """Close all that was opened."""
        for context in self._bezig:
            context.close()
        self._bezig.clear()
        # What stands there stays live, and would ask on while others have their turn.
        if self.keurblad.url != LEEG:
            self.keurblad.goto(LEEG)

    def keur(
        self,
        pad: str,
        *,
        als: Medewerker | Rol | None = Rol.PROCESREGISSEUR,
        tafels: tuple[str, ...] = (ZVH,),
        status: int = HTTPStatus.OK,
    ) -> None:
        """Judge the page at an address in every way: what the console says, HTML, accessibility, and narrow."""
        page = self.keurblad
        if urldefrag(page.url)[0] == urldefrag(urljoin(self.huis.adres, pad))[0]:
            # Of another place on the same page nothing would be asked.
            page.goto(LEEG)
        page.context.clear_cookies()
        page.context.set_extra_http_headers(self._namens(als, tafels))
        self._keur(page, pad, status)

    def gekeurd(
        self,
        pad: str,
        *,
        als: Medewerker | Rol | None = Rol.PROCESREGISSEUR,
        status: int = HTTPStatus.OK,
        **opties: Any,
    ) -> Page:
        """The same on a page of its own, for who goes on with it."""
        page = self.als(als, **opties)
        self._keur(page, pad, status)
        return page

    def _namens(self, wie: Medewerker | Rol | None, tafels: tuple[str, ...]) -> dict[str, str]:
        return {} if wie is None else {"Authorization": f"Bearer {self.huis.token(wie, tafels=tafels)}"}

    def _keur(self, page: Page, pad: str, status: int) -> None:
        with meeluisteren(page, status) as gezegd:
            antwoord = page.goto(urljoin(self.huis.adres, pad))
            assert antwoord is not None
            assert antwoord.status == status, f"{pad}: {antwoord.status}"
            self.keur_stand(page, pad, html=antwoord.text())
        assert gezegd == [], f"{pad}: {gezegd}"

    def keur_stand(self, page: Page, naam: str, *, html: str | None = None) -> None:
        """Judge a page as it stands now, after whatever somebody did on it; ``html`` is what was sent, if known."""
        _eis_javascript(page, naam)
        fouten = self.gereedschap.html_fouten(naam, html or page.content())
        assert fouten == [], f"{naam}: no valid HTML\n" + "\n".join(fouten)
        self._eis_smal(page, naam)
        self._eis_toegankelijk(page, naam)

    def _eis_smal(self, page: Page, naam: str) -> None:
        page.set_viewport_size(SMAL)
        breed = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size(BREED)
        assert breed <= SMAL["width"], f"{naam}: {breed} pixels wide on a screen of 320"

    def _eis_toegankelijk(self, page: Page, naam: str) -> None:
        # What the browser is told from outside is not under the policy of the page.
        page.evaluate(self.gereedschap.axe)
        gevonden: list[dict[str, Any]] = page.evaluate(
            "labels => axe.run({runOnly: {type: 'tag', values: labels}}).then(r => r.violations)", LABELS
        )
        zinnen = [
            f"{een['id']}: {een['help']} {[deel['html'][:160] for deel in een['nodes'][:3]]}"
            for een in gevonden
        ]
        assert zinnen == [], f"{naam}: " + "\n".join(zinnen)


def _eis_javascript(page: Page, naam: str) -> None:
    # Axe waits for a timer of the page, which never goes off without JavaScript.
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        raise ValueError(f"{naam}: axe never ends with JavaScript off; judge it with it on")


@contextmanager
def meeluisteren(page: Page, status: int = HTTPStatus.OK) -> Iterator[list[str]]:
    """Whatever the console says that is wrong, among which anything that breaks the Content-Security-Policy."""
    gezegd: list[str] = []

    def hoor(bericht: ConsoleMessage) -> None:
        # A browser says of every page with an error status that it could not be loaded.
        hoort_erbij = status >= HTTPStatus.BAD_REQUEST and "Failed to load resource" in bericht.text
        if bericht.type in {"error", "warning"} and not hoort_erbij:
            gezegd.append(bericht.text)

    def hoor_fout(fout: Error) -> None:
        gezegd.append(str(fout))

    page.on("console", hoor)
    page.on("pageerror", hoor_fout)
    try:
        yield gezegd
    finally:
        page.remove_listener("console", hoor)
        page.remove_listener("pageerror", hoor_fout)
