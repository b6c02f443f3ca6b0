"""A real PostgreSQL for the tests: one server for the run, one template, and a fresh database for each test.

``CASUS_DATABASE_URL`` may name a server instead; its user must be allowed to create databases and roles.
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import hypothesis
import psycopg
import pytest

from api.geheugen import laat_de_start_met_rust
from api.samenstelling import Dienst, bereid_voor, stel_samen
from infra import verbindingen
from infra.database import Database
from infra.definitions import Definities, lees_definities
from infra.embedded_postgres import discard, embedded
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests import chromium
from tests.dialect import deel_wat_gecompileerd_is
from tests.hsm import Hsm, softhsm

ROOM_IN_MEMORY = 2 * 1024**3
"""Bytes that must be free there for each worker; one takes about a tenth of it."""

BEGIN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
"""A Monday; the triage of Zaanstreek-Waterland is on the Tuesday after."""


LANGST = (
    "tests/simulatie",
    "tests/test_readme.py",
    "tests/api/test_rommel.py",
    "tests/api/cli/test_demo.py",
    "tests/api/cli/test_getuige.py",
    "tests/infra/test_runner_gedood.py",
    "tests/api/cli",
    "tests/web",
    "tests/normen/test_spectral.py",
    "tests/test_kanarie",
    "tests/projections/test_weergaven.py",
)
"""What takes longest, the longest first."""


def pytest_configure() -> None:
    """Before any engine is made, and before a test is read.

    No test fails for being slow: three run on two cores, and one of them may stand still for a while.
    """
    gc.disable()
    # Nearly every test has a service of its own, and asks one thing at a time of it.
    verbindingen.OPEN = 1
    deel_wat_gecompileerd_is()
    hypothesis.settings.register_profile("geduldig", deadline=None)
    hypothesis.settings.load_profile("geduldig")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest, so that at the end of a run no worker has one of them to itself."""
    items.sort(key=lambda item: _beurt(item.path.relative_to(config.rootpath).as_posix()))


def pytest_collection_finish() -> None:
    """Keep Python from looking for garbage among eight thousand tests, which are there as long as the run is."""
    laat_de_start_met_rust()
    gc.enable()


def _beurt(pad: str) -> int:
    return next((beurt for beurt, begin in enumerate(LANGST) if pad.startswith(begin)), len(LANGST))


class Klok:
    """A clock that stands still until a test moves it, or moves by ``tik`` with each look."""

    def __init__(self, nu: datetime = BEGIN) -> None:
        self.tijd = nu
        self.tik = timedelta(0)

    def __call__(self) -> datetime:
        self.tijd += self.tik
        return self.tijd

    def verder(self, **stap: float) -> None:
        """Move on, in the units of ``timedelta``."""
        self.tijd += timedelta(**stap)


def met_database(url: str, naam: str) -> str:
    """The same address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{naam}"))


@pytest.fixture(scope="session")
def serverfolder() -> Iterator[Path | None]:
    """Where the embedded server of this run keeps its files; ``None`` for a server of one's own."""
    if os.environ.get("CASUS_DATABASE_URL"):
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="casus-test-", dir=_in_memory()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _in_memory(folder: Path = Path("/dev/shm")) -> Path | None:  # noqa: S108 mkdtemp makes what nobody else can guess
    """Where files are never on a disk, if there is room: a database of a test is copied in a third of the time."""
    if not folder.is_dir() or shutil.disk_usage(folder).free < ROOM_IN_MEMORY:
        return None
    return folder


@pytest.fixture(scope="session")
def server(serverfolder: Path | None) -> Iterator[Database]:
    """The server of this run, as the owner and as the service."""
    if serverfolder is None:
        url = os.environ["CASUS_DATABASE_URL"]
        van_eigenaar = os.environ.get("CASUS_MIGRATIE_DATABASE_URL", url)
        yield Database(service_url=url, owner_url=van_eigenaar)
        _eigenaar(van_eigenaar).close()
        return
    with embedded(serverfolder, durable=False, announce=lambda _: None) as draait:
        yield Database(service_url=draait.service_url, owner_url=draait.owner_url, ingebed=True)
        _eigenaar(draait.owner_url).close()
    discard(serverfolder)


@pytest.fixture(scope="session")
def gestart() -> Iterator[chromium.Gestart]:
    """The chromium of this computer; whoever asks has looked whether there is one."""
    with chromium.van_de_run() as een:
        yield een


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that keep their files in a folder of this run."""
    # The tests all come from one address, and faster than anybody works.
    ruim = dict.fromkeys(
        ("grens_per_persoon", "grens_per_organisatie", "grens_per_adres", "grens_mislukt"), "1000000/minute"
    )
    return Settings.model_validate({"data": tmp_path_factory.mktemp("casus-data"), **ruim})


@contextmanager
def verse_database(server: Database, *, sjabloon: str) -> Iterator[Database]:
    """A migrated database, for as long as whoever asks needs it."""
    with _verse_database(server, sjabloon=sjabloon) as naam:
        yield _in(server, naam)


@contextmanager
def _verse_database(server: Database, *, sjabloon: str | None = None) -> Iterator[str]:
    naam = f"casus_test_{uuid4().hex}"
    _maak(server, naam, sjabloon=sjabloon)
    try:
        yield naam
    finally:
        gooi_weg(server, naam)


@cache
def _eigenaar(url: str) -> psycopg.Connection:
    """The one connection on which databases are made and dropped; it is open as long as the server of the run is."""
    return psycopg.connect(url, autocommit=True)


def _maak(server: Database, naam: str, *, sjabloon: str | None) -> None:
    # Files that are copied stay out of the WAL, which would have them all and which a nacontrole searches.
    met = f' TEMPLATE "{sjabloon}" STRATEGY file_copy' if sjabloon else ""
    _eigenaar(server.owner_url).execute(f'CREATE DATABASE "{naam}"{met}'.encode())


def maak_opnieuw(server: Database, naam: str, *, sjabloon: str) -> None:
    """Put a copy of another template in the place of a database that nobody has open yet."""
    gooi_weg(server, naam)
    _maak(server, naam, sjabloon=sjabloon)


def naam_van(database: Database) -> str:
    """What the server calls it."""
    return database.owner_url.rpartition("/")[2]


def gooi_weg(server: Database, naam: str) -> None:
    """Drop a database; the server's own autovacuum may hold it for a moment, and that is not ours to end."""
    for poging in range(100):
        try:
            _eigenaar(server.owner_url).execute(f'DROP DATABASE "{naam}" WITH (FORCE)'.encode())
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            if poging == 99:
                raise
            time.sleep(0.1)
        else:
            return


def _in(server: Database, naam: str) -> Database:
    return Database(
        service_url=met_database(server.service_url, naam),
        owner_url=met_database(server.owner_url, naam),
        ingebed=server.ingebed,
    )


@pytest.fixture
def lege_database(server: Database) -> Iterator[Database]:
    """A database without any table."""
    with _verse_database(server) as naam:
        yield _in(server, naam)


@pytest.fixture(scope="session")
def sjabloon(server: Database, settings: Settings) -> Iterator[tuple[str, Kekring]]:
    """A migrated database to copy, and the KEK that it is sealed with."""
    with _verse_database(server) as naam:
        yield naam, bereid_voor(settings, _in(server, naam), omgeving=Omgeving())


@pytest.fixture
def database(server: Database, sjabloon: tuple[str, Kekring]) -> Iterator[Database]:
    """A migrated database of this test alone."""
    with verse_database(server, sjabloon=sjabloon[0]) as gevonden:
        yield gevonden


@pytest.fixture
def hsm(tmp_path: Path) -> Iterator[Hsm]:
    """A token of this test alone, in a SoftHSM."""
    with softhsm(tmp_path / "hsm") as een:
        yield een


@pytest.fixture
def klok() -> Klok:
    """The clock of the service; move it with ``verder``."""
    return Klok()


@pytest.fixture(scope="session")
def definities() -> Definities:
    """The definitions as they are shipped."""
    return lees_definities()


@pytest.fixture
def logboeksettings(settings: Settings, tmp_path: Path) -> Settings:
    """The same settings, with a logboek of this test alone, as its database is."""
    eigen = {
        "logboek": tmp_path / "logboek",
        "logboek_sleutel_bestand": tmp_path / "logboek.skey",
        "logboek_beleid": tmp_path / "beleid",
        "sleutelkopie_bestand": tmp_path / "sleutelkopie.jsonl",
    }
    return settings.model_copy(update=eigen)


@pytest.fixture
def dienst(
    database: Database,
    logboeksettings: Settings,
    definities: Definities,
    klok: Klok,
    tmp_path: Path,
) -> Iterator[Dienst]:
    """The service on a database of its own, with the clock of the test; runner and logboek stand still."""
    # A KEK of its own: carrying out a vernietigingslijst replaces it.
    bestand = tmp_path / "kek.json"
    shutil.copy2(logboeksettings.kek, bestand)
    eigen = logboeksettings.model_copy(update={"kek_bestand": bestand})
    with stel_samen(
        eigen,
        database,
        kek=Kekring(Kekbestand(bestand)),
        definities=definities,
        omgeving=replace(Omgeving(), nu=klok),
    ) as samen:
        yield samen
