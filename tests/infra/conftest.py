"""What the tests of the KEK, of putting a backup back, and of making views anew have in common."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr

from api.samenstelling import Dienst, stel_samen
from infra.database import Database
from infra.definitions import Definities
from infra.herbouw import Herbouwer
from infra.kek import Kekbestand, Kekring
from infra.kekbronnen import Kekplaats, kekbronnen
from infra.omgeving import Omgeving
from infra.rotatie import vernieuw
from infra.settings import Settings
from tests.conftest import Klok, gooi_weg, met_database
from tests.hsm import PIN, Hsm
from tests.infra.bedrijf import Bedrijf
from tests.infra.kekhuis import Huis

TERUG = "casus_test_terug_"


@pytest.fixture
def tegelijk() -> int:
    """How many streams a rebuild tells at once: few, so that there are many moments in between."""
    return 20


@pytest.fixture
def herbouwer(dienst: Dienst, database: Database, tegelijk: int) -> Iterator[Herbouwer]:
    """Makes views anew, in one process."""
    eigenaar = database.owner_engine()
    yield Herbouwer(
        eigenaar,
        dienst.engine,
        dienst.archief,
        definities=dienst.definities,
        nu=dienst.omgeving.nu,
        tegelijk=tegelijk,
    )
    eigenaar.dispose()


@pytest.fixture
def kekplaats() -> Kekplaats:
    """Where the KEK is; a test that goes for both says so with ``parametrize``."""
    return Kekplaats.BESTAND


@pytest.fixture
def bedrijf(  # noqa: PLR0917 fixtures are bound by name
    server: Database,
    database: Database,
    settings: Settings,
    definities: Definities,
    klok: Klok,
    tmp_path: Path,
    kekplaats: Kekplaats,
    request: pytest.FixtureRequest,
) -> Bedrijf:
    """A service on a database and keys of its own."""
    bestand = tmp_path / "kek.json"
    shutil.copy2(settings.kek, bestand)
    eigen: dict[str, object] = {
        "kek_bestand": bestand,
        "sleutelkopie_bestand": tmp_path / "sleutelkopie.jsonl",
        "data": tmp_path,
    }
    if kekplaats is Kekplaats.HSM:
        hsm: Hsm = request.getfixturevalue("hsm")
        eigen |= {"kek_pkcs11_module": hsm.module, "kek_pkcs11_pin": SecretStr(PIN)}
    bedrijf = Bedrijf(server, database, settings.model_copy(update=eigen), definities, klok)
    bedrijf.register.begin()
    if kekplaats is Kekplaats.HSM:
        with bedrijf.open() as dienst:
            ring = Kekring(kekbronnen(bedrijf.settings, naar=Kekplaats.HSM))
            vernieuw(
                dienst.engine, ring, hermerker=dienst.hermerker, kopie=bedrijf.settings.sleutelkopie, nu=klok
            )
    return bedrijf


@pytest.fixture
def maak_backup(bedrijf: Bedrijf) -> Iterator[Callable[[], Database]]:
    """Copies the whole database as it is at that moment, block by block."""
    gemaakt: list[str] = []

    def maak() -> Database:
        naam, bron = f"{TERUG}{uuid4().hex}", bedrijf.nu.owner_url.rpartition("/")[2]
        with psycopg.connect(bedrijf.server.owner_url, autocommit=True) as baas:
            baas.execute(f'CREATE DATABASE "{naam}" TEMPLATE "{bron}" STRATEGY file_copy')
        gemaakt.append(naam)
        return Database(
            met_database(bedrijf.server.service_url, naam),
            met_database(bedrijf.server.owner_url, naam),
            ingebed=True,
        )

    yield maak
    for naam in gemaakt:
        gooi_weg(bedrijf.server, naam)


@pytest.fixture
def huis(  # noqa: PLR0917 fixtures are bound by name
    database: Database,
    logboeksettings: Settings,
    settings: Settings,
    definities: Definities,
    klok: Klok,
    tmp_path: Path,
) -> Iterator[Huis]:
    bestand = tmp_path / "kek.json"
    shutil.copy2(settings.kek, bestand)
    ring = Kekring(Kekbestand(bestand))
    eigen = logboeksettings.model_copy(update={"kek_bestand": bestand})
    omgeving = Omgeving(nu=klok)
    with stel_samen(eigen, database, kek=ring, definities=definities, omgeving=omgeving) as samen:
        yield Huis(samen, ring, bestand)
