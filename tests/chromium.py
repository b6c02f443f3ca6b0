"""The chromium that the tests look at pages with."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Playwright, sync_playwright

UIT = (
    # Two pages that chromium loads for its own address bar with each new window, where nobody sees it: of all that a
    # test with a browser took, they were a third.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # A process that it keeps ready for a next page: here that is of another visitor, who never takes it.
    "SpareRendererForSitePerProcess",
    # And what Playwright puts out itself. It does so in the same switch, of which chromium takes the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
"""What it may do without; a name that a chromium does not know, it passes over."""

VLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    f"--disable-features={','.join(UIT)}",
]


def programma() -> str | None:
    """The chromium of this computer."""
    namen = ("chromium", "chromium-browser", "google-chrome")
    return next((pad for naam in namen if (pad := shutil.which(naam))), None)


def start(speler: Playwright) -> Browser:
    """Start it, without a window; ``programma`` has said that it is there."""
    return speler.chromium.launch(executable_path=programma(), args=VLAGGEN)


@dataclass(frozen=True)
class Gestart:
    """A browser that is there as long as the run is, and the event loop that Playwright talks to it on."""

    browser: Browser
    lus: asyncio.AbstractEventLoop

    @contextmanager
    def in_gebruik(self) -> Iterator[Browser]:
        """Give it for a while. Playwright keeps its loop for the one that runs here, so then there is no other one."""
        asyncio._set_running_loop(self.lus)
        try:
            yield self.browser
        finally:
            asyncio._set_running_loop(None)


@contextmanager
def van_de_run() -> Iterator[Gestart]:
    """Start it once for all tests with a browser that one worker has: a start takes as long as three pages."""
    with sync_playwright() as speler:
        gestart = Gestart(start(speler), asyncio.get_running_loop())
        with gestart.in_gebruik():
            pass
        yield gestart
        with gestart.in_gebruik() as browser:
            browser.close()
        asyncio._set_running_loop(gestart.lus)
