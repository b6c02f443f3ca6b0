"""Pages in a real browser: one chromium, one server and one made-up table for all tests here.

Where there is no chromium, or no npm to fetch axe-core and html-validate with, the tests are skipped with a loud line;
with ``CASUS_TESTS_MET_BROWSER`` set, as in CI, that is an error.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.samenstelling import stel_samen
from infra.database import Database
from infra.definitions import Definities
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests import chromium
from tests.conftest import Klok, _in, _verse_database
from tests.web.huis import Huis, bediend
from tests.web.kijker import Kijker, nieuw_keurblad
from tests.web.toetsen import Gereedschap, gereedschap_van

HIER = Path(__file__).parent


def zonder(wat: str) -> None:
    """Skip, or fail where that is asked for."""
    if os.environ.get("CASUS_TESTS_MET_BROWSER"):
        pytest.fail(f"CASUS_TESTS_MET_BROWSER is set, and {wat}.", pytrace=False)
    pytest.skip(f"!! THE PAGES ARE NOT TESTED: {wat}.")


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The chromium of this computer. For one module: while it is used, nobody else has an event loop."""
    if chromium.programma() is None:
        zonder("there is no chromium (on Debian: apt-get install chromium)")
    gestart: chromium.Gestart = request.getfixturevalue("gestart")
    with gestart.in_gebruik() as browser:
        yield browser


@pytest.fixture(scope="module")
def keurblad(browser: Browser) -> Iterator[Page]:
    """Where the pages of a module are judged."""
    page = nieuw_keurblad(browser)
    yield page
    page.context.close()


@pytest.fixture(scope="session")
def gereedschap() -> Iterator[Gereedschap]:
    """axe-core, and html-validate in one process of node for the whole run."""
    with gereedschap_van(zonder=zonder) as gereed:
        yield gereed


@pytest.fixture(scope="session")
def huis(
    server: Database,
    sjabloon: tuple[str, Kekring],
    settings: Settings,
    definities: Definities,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Huis]:
    """The service with its made-up cases. Tests that command something bring in a case of their own."""
    map_ = tmp_path_factory.mktemp("web")
    with _gebouwd(server, sjabloon, settings, definities, map_) as huis:
        huis.vul()
        yield huis


@pytest.fixture(scope="module")
def eigen_huis(
    server: Database,
    sjabloon: tuple[str, Kekring],
    settings: Settings,
    definities: Definities,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Huis]:
    """An empty one of a module's own, for tests that move the clock or destroy something."""
    map_ = tmp_path_factory.mktemp("eigen")
    with _gebouwd(server, sjabloon, settings, definities, map_) as huis:
        yield huis


@contextmanager
def _gebouwd(
    server: Database, sjabloon: tuple[str, Kekring], settings: Settings, definities: Definities, map_: Path
) -> Iterator[Huis]:
    shutil.copy2(settings.kek, map_ / "kek.json")
    eigen = settings.model_copy(
        update={
            "kek_bestand": map_ / "kek.json",
            "logboek": map_ / "logboek",
            "logboek_sleutel_bestand": map_ / "logboek.skey",
            "logboek_beleid": map_ / "beleid",
            "sleutelkopie_bestand": map_ / "sleutelkopie.jsonl",
        }
    )
    klok = Klok()
    with (
        _verse_database(server, sjabloon=sjabloon[0]) as naam,
        stel_samen(
            eigen,
            _in(server, naam),
            kek=Kekring(Kekbestand(map_ / "kek.json")),
            definities=definities,
            omgeving=replace(Omgeving(), nu=klok),
        ) as dienst,
        bediend(Huis(dienst, klok)) as huis,
    ):
        yield huis


@pytest.fixture
def kijker(browser: Browser, huis: Huis, gereedschap: Gereedschap, keurblad: Page) -> Iterator[Kijker]:
    """Somebody who looks at pages; the default is a procesregisseur."""
    kijker = Kijker(browser, huis, gereedschap, keurblad)
    yield kijker
    kijker.sluit()
