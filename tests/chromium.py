"""The chromium that the tests look at pages with."""

import shutil

from playwright.sync_api import Browser, Playwright

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
