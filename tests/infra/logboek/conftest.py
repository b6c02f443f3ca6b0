"""A log with a witness, for the tests of cosigning."""

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from infra.logboek.getuigemap import Getuigemap
from infra.logboek.publicatie import Logboekmap
from tests.infra.logboek.huis import Huis, echt
from tests.infra.logboek.proeflog import nieuwe_getuige, nieuwe_log


@pytest.fixture
def huis(tmp_path: Path) -> Huis:
    """A log of five leaves, and no witness yet."""
    gebouwd = Huis(Logboekmap(tmp_path / "logboek"), nieuwe_log(), tmp_path / "beleid")
    gebouwd.publiceer(5)
    return gebouwd


@pytest.fixture
def fg(huis: Huis, tmp_path: Path) -> Getuigemap:
    """The witness ``fg`` of that log, which does what it should."""
    getuige = nieuwe_getuige(tmp_path / "fg", huis.log)
    huis.met("fg", getuige.sleutel().controlesleutel, echt(getuige))
    return getuige


@pytest.fixture
def gezegd() -> Iterator[list[MutableMapping[str, Any]]]:
    with capture_logs() as regels:
        yield regels
