"""A house to destroy in."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.samenstelling import stel_samen
from infra.database import Database
from infra.definitions import Definities
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.conftest import Klok
from tests.infra.nacontrole.huis import Huis


@pytest.fixture
def huis(  # noqa: PLR0917 fixtures are bound by name
    database: Database,
    logboeksettings: Settings,
    settings: Settings,
    definities: Definities,
    klok: Klok,
    tmp_path: Path,
    serverfolder: Path | None,
) -> Iterator[Huis]:
    # After the first epoch of the KEK was begun, which the template has from the clock of this machine.
    klok.tijd = datetime(2046, 3, 5, 8, 30, tzinfo=UTC)
    map_ = tmp_path / "sleutels"
    map_.mkdir()
    bestand = map_ / "kek.json"
    shutil.copy2(settings.kek, bestand)
    ring = Kekring(Kekbestand(bestand))
    eigen = logboeksettings.model_copy(update={"kek_bestand": bestand})
    eigenaar = database.owner_engine()
    with stel_samen(eigen, database, kek=ring, definities=definities, omgeving=Omgeving(nu=klok)) as samen:
        datamap = serverfolder / "cluster" if serverfolder else None
        yield Huis(samen, database, ring, map_, eigenaar, datamap)
    eigenaar.dispose()
