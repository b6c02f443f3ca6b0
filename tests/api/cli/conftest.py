"""The command line on a database of the test, in this process or in one of its own."""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog
from typer.testing import CliRunner

from api.cli import app
from infra.database import Database
from infra.kek import Kekring
from infra.settings import Settings
from tests.conftest import maak_opnieuw, naam_van, verse_database

WORTEL = Path(__file__).parents[3]


@dataclass(frozen=True)
class Uitvoer:
    """What a command said, and how it ended."""

    code: int
    data: str
    gezegd: str

    @property
    def json(self) -> Any:
        return json.loads(self.data)


@dataclass(frozen=True)
class Casus:
    """The program ``casus``, with an environment of its own."""

    omgeving: dict[str, str]

    def __call__(self, *argumenten: str | int | Path) -> Uitvoer:
        # What stands in the environment of the tests does not count, such as a server to test with.
        geen: dict[str, str | None] = {naam: None for naam in os.environ if naam.startswith("CASUS_")}
        woorden = [str(argument) for argument in argumenten]
        uitkomst = CliRunner().invoke(app, woorden, env=geen | self.omgeving)
        assert uitkomst.exception is None or isinstance(uitkomst.exception, SystemExit)
        return Uitvoer(uitkomst.exit_code, uitkomst.stdout, uitkomst.stderr)

    @contextmanager
    def proces(
        self, *argumenten: str | Path, programma: tuple[str, ...] = ("-m", "api.cli")
    ) -> Iterator[subprocess.Popen[str]]:
        """The same in a process of its own, which does not outlive the test."""
        with subprocess.Popen(
            [sys.executable, *programma, *map(str, argumenten)],
            cwd=WORTEL,
            env={naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("CASUS_")}
            | self.omgeving,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as draait:
            try:
                yield draait
            finally:
                draait.kill()


def duurzaam(url: str, stand: str = "on") -> str:
    """The same address, where an answer waits for the disk, as on a server that is not only for tests; or not."""
    return f"{url}{'&' if '?' in url else '?'}options=-c%20synchronous_commit%3D{stand}"


def tel(database: Database, tabel: str) -> int:
    """How many rows there are."""
    with psycopg.connect(database.owner_url) as verbinding:
        rij = verbinding.execute(f"SELECT count(*) FROM {tabel}").fetchone()  # noqa: S608 names of these tests
    assert rij is not None
    return int(rij[0])


def _programma(database: Database, *, kek: Path, data: Path) -> Casus:
    return Casus(
        {
            "CASUS_DATABASE_URL": duurzaam(database.service_url),
            "CASUS_MIGRATIE_DATABASE_URL": database.owner_url,
            "CASUS_KEK_BESTAND": str(kek),
            "CASUS_DATA": str(data),
        }
    )


@contextmanager
def _log_als_voorheen() -> Iterator[None]:
    wortel = logging.getLogger()
    eerder, nivo = list(wortel.handlers), wortel.level
    yield
    wortel.handlers[:] = eerder
    wortel.setLevel(nivo)
    structlog.reset_defaults()


@pytest.fixture
def casus(database: Database, settings: Settings, tmp_path: Path) -> Iterator[Casus]:
    """The program on the database of the test; afterwards the log is as it was."""
    data = tmp_path / "data"
    data.mkdir()
    with _log_als_voorheen():
        yield _programma(database, kek=settings.kek, data=data)


@pytest.fixture(scope="session")
def demosjabloon(
    server: Database,
    sjabloon: tuple[str, Kekring],
    settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Path]]:
    """A database with an invented year in it to copy, and the folder that goes with it."""
    data = tmp_path_factory.mktemp("demo")
    with verse_database(server, sjabloon=sjabloon[0]) as gevuld, _log_als_voorheen():
        demo = _programma(gevuld, kek=settings.kek, data=data)
        assert demo("demo", "--once", "--casussen", "6").code == 0
        yield naam_van(gevuld), data


@pytest.fixture
def eigen(
    casus: Casus,
    server: Database,
    database: Database,
    demosjabloon: tuple[str, Path],
    tmp_path: Path,
) -> Casus:
    """The program on an invented year, with a KEK of its own: other tests read with the one of the template."""
    naam, data = demosjabloon
    maak_opnieuw(server, naam_van(database), sjabloon=naam)
    shutil.copytree(data, casus.omgeving["CASUS_DATA"], dirs_exist_ok=True)
    bestand = tmp_path / "eigen-kek.json"
    shutil.copy2(casus.omgeving["CASUS_KEK_BESTAND"], bestand)
    return Casus({**casus.omgeving, "CASUS_KEK_BESTAND": str(bestand)})
