"""The promise about backups: a dump and a copy of the whole data folder, both from before a destruction.

What was destroyed stood on a vernietigingslijst, carried out by the service to its verklaring. Either backup is put
back beside the keys of now. The living read. The destroyed cannot be read: not by the service, not with
SQL and every key at hand, and not by reading the files. With the KEK in a file and in a token.
"""

import shutil
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import orjson
import psycopg
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from pydantic import SecretStr
from sqlalchemy import Engine, text

from api.samenstelling import Dienst, bereid_voor, stel_samen
from domain.bewaring import Vernietigd
from domain.vernietigingslijst.state import Lijstfase
from infra.database import Database
from infra.definitions import Definities, lees_definities
from infra.embedded_postgres import Embedded, discard, embedded
from infra.kek import Kekring
from infra.kekbronnen import Kekplaats, kekbronnen
from infra.keys import NONCE, Geheugenkek, SleutelFout
from infra.omgeving import Omgeving
from infra.postgres_server import COPY, Account, programs
from infra.settings import Settings
from infra.shell import OnbekendeCasus
from tests.conftest import Klok, met_database
from tests.hsm import PIN, softhsm
from tests.infra.inzage.inkijk import stroom_van
from tests.infra.vernietiging.lijstverhaal import goedgekeurd
from tests.verhalen import BRAAM, FRAMBOOS, SECRETARIS, ZVH, Verhaal, aanmelding, nieuw_verhaal

LEEFT, WEG = "Levendebes", "Verdwenenbes"
DUMP = "casus_dump"
TAG = 16
NIEMAND = UUID(int=0)


@dataclass
class Toestand:
    """What was there before the destruction, and where everything is now."""

    settings: Settings
    klok: Klok
    definities: Definities
    map: Path
    blijft: str = ""
    gaat: str = ""
    stroom: UUID = NIEMAND
    rauw: dict[UUID, bytes] = field(default_factory=dict)
    ingepakt: dict[UUID, bytes] = field(default_factory=dict)
    kekken: list[bytes] = field(default_factory=list)
    levend: set[bytes] = field(default_factory=set)

    @property
    def nu(self) -> Path:
        return self.map / "nu"

    @property
    def terug(self) -> Path:
        return self.map / "terug"

    @property
    def dump(self) -> Path:
        return self.map / "dump.sql"

    @property
    def ring(self) -> Kekring:
        return Kekring(kekbronnen(self.settings))

    @contextmanager
    def open(self, database: Database) -> Iterator[Dienst]:
        """Start the service on it, as ``casus serve`` does."""
        omgeving = Omgeving(nu=self.klok)
        ring = bereid_voor(self.settings, database, omgeving=omgeving)
        with stel_samen(
            self.settings, database, kek=ring, definities=self.definities, omgeving=omgeving
        ) as dienst:
            yield dienst

    def vernietig(self, dienst: Dienst) -> None:
        """Destroy the one case by a list, which the service itself carries out to its verklaring."""
        gaat = Verhaal(dienst, self.gaat)
        gaat.sluit_af()
        dienst.runner.werk_bij()
        lijst = goedgekeurd(dienst, self.klok, gaat)
        assert dienst.lijstloper.ronde() == (lijst,)
        dienst.runner.werk_bij()
        klaar = dienst.lijsten.laad(lijst).lijst
        assert (klaar.fase, len(klaar.vernietigd)) == (Lijstfase.VERKLAARD, 1)


def op(server: Embedded, naam: str = "casus") -> Database:
    return Database(
        met_database(server.service_url, naam), met_database(server.owner_url, naam), ingebed=True
    )


@contextmanager
def server(folder: Path) -> Iterator[Embedded]:
    with embedded(folder, announce=lambda _: None) as draait:
        yield draait


def programma(een: Toestand, naam: str, url: str, *opties: str | Path) -> None:
    deel, map_ = urlsplit(url), programs(een.nu, Account.for_folder(een.nu))
    adres = ["-h", deel.hostname or "", "-p", str(deel.port), "-U", deel.username or ""]
    subprocess.run(
        [map_ / naam, *adres, *opties],
        env={"PGPASSWORD": deel.password or ""},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module", params=list(Kekplaats))
def toestand(request: pytest.FixtureRequest) -> Iterator[Toestand]:
    """Backups, and a list that the service carried out; nothing is put back yet."""
    # Not pytest's own temporary folder: that is closed to the account PostgreSQL gets from root.
    map_ = Path(tempfile.mkdtemp(prefix="casus-test-"))
    map_.chmod(0o711)
    settings = Settings(data=map_ / "dienst")
    try:
        with softhsm(map_ / "hsm") if request.param is Kekplaats.HSM else nullcontext() as hsm:
            if hsm is not None:
                hsm_settings = {"kek_pkcs11_module": hsm.module, "kek_pkcs11_pin": SecretStr(PIN)}
                settings = settings.model_copy(update=hsm_settings)
            een = Toestand(settings, Klok(), lees_definities(), map_)
            _begin(een)
            # The copy is cold: the server stands still.
            subprocess.run(["cp", "-a", een.nu, een.terug], check=True)
            _vernietig(een)
            yield een
    finally:
        for naam in ("nu", "terug"):
            discard(map_ / naam)
        shutil.rmtree(map_)


def _begin(een: Toestand) -> None:
    with server(een.nu) as draait, een.open(op(draait)) as dienst:
        een.blijft, een.gaat = _meld_aan(dienst, LEEFT), _meld_aan(dienst, WEG)
        een.stroom = stroom_van(dienst, een.gaat)
        dienst.runner.werk_bij()
        dienst.logboek.werk_bij()
        een.ingepakt, een.rauw = _sleutels(dienst.engine, een.ring, een.stroom)
        een.kekken = [kek.sleutel for kek in een.ring.alle if isinstance(kek, Geheugenkek)]
        programma(een, "pg_dump", draait.owner_url, "-f", een.dump, "casus")


def _vernietig(een: Toestand) -> None:
    with server(een.nu) as draait, een.open(op(draait)) as dienst:
        een.klok.verder(days=1)
        een.vernietig(dienst)
        een.levend = te_openen(op(draait).owner_engine(), een.ring)


def _meld_aan(dienst: Dienst, wie: str) -> str:
    mens = replace(FRAMBOOS, naam=f"Testpersoon {wie}", toelichting=f"{wie} slaapt in een verzonnen tuin")
    melding = aanmelding(casusnummer=dienst.omgeving.casusnummer(), vandaag=dienst.omgeving.vandaag())
    dienst.shell.meld_aan(ZVH, replace(melding, betrokkenen=(mens, BRAAM)), namens=SECRETARIS)
    verhaal = replace(nieuw_verhaal(dienst), casusnummer=melding.casusnummer)
    verhaal.trieer()
    verhaal.wijs_regie_toe()
    verhaal.plan_ico()
    verhaal.houd_ico()
    return melding.casusnummer


def _sleutels(engine: Engine, ring: Kekring, stroom: UUID) -> tuple[dict[UUID, bytes], dict[UUID, bytes]]:
    with engine.connect() as verbinding:
        rijen = verbinding.execute(
            text("SELECT sleutel_id, tijdvak, ingepakt FROM sleutels.sleutel WHERE stroom_id = :stroom"),
            {"stroom": stroom},
        ).all()
    ingepakt = {rij.sleutel_id: bytes(rij.ingepakt) for rij in rijen}
    rauw = {
        rij.sleutel_id: ring.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=rij.tijdvak)
        for rij in rijen
    }
    assert len(rauw) > 3
    return ingepakt, rauw


@contextmanager
def uit_de_dump(een: Toestand) -> Iterator[Database]:
    """The dump in another database, on the server of now."""
    with server(een.nu) as draait:
        with psycopg.connect(draait.owner_url, autocommit=True) as baas:
            baas.execute(f"CREATE DATABASE {DUMP}")
        try:
            programma(
                een, "psql", draait.owner_url, "-v", "ON_ERROR_STOP=1", "-q", "-d", DUMP, "-f", een.dump
            )
            yield op(draait, DUMP)
        finally:
            with psycopg.connect(draait.owner_url, autocommit=True) as baas:
                baas.execute(f"DROP DATABASE {DUMP} WITH (FORCE)")


@contextmanager
def uit_de_map(een: Toestand) -> Iterator[Database]:
    """The copy of the data folder, on a server of its own."""
    with server(een.terug) as draait:
        yield op(draait)


WEGEN = {
    "a dump": uit_de_dump,
    "the data folder": uit_de_map,
}


# --- what is looked at, before and after it is put right ---------------------------------------------------------


def te_openen(engine: Engine, ring: Kekring) -> set[bytes]:
    """Every data key that any wrapped key in this database gives, with any KEK that is alive, in any epoch."""
    with engine.connect() as verbinding:
        rijen = verbinding.execute(
            text(
                "SELECT sleutel_id, ingepakt FROM sleutels.sleutel"
                " UNION ALL SELECT sleutel_id, ingepakt FROM sleutels.zoeksleutel"
            )
        ).all()
    gevonden = set()
    for rij in rijen:
        for kek in ring.alle:
            with suppress(SleutelFout):
                gevonden.add(kek.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=kek.tijdvak))
    return gevonden


def geopend(engine: Engine, sleutels: Iterable[bytes], stroom: UUID) -> int:
    """How many parts of a stream open with any of these keys; whoever seeks to read does not mind the tag."""
    with engine.connect() as verbinding:
        rijen = verbinding.execute(
            text("SELECT cijfertekst FROM kluis.deel WHERE stroom_id = :s"), {"s": stroom}
        ).scalars()
        teksten, aantal = [bytes(rij) for rij in rijen], 0
    for tekst in teksten:
        for sleutel in sleutels:
            # The keystream of GCM is that of CTR from 2 (NIST SP 800-38D).
            ctr = Cipher(AES(sleutel), CTR(tekst[:NONCE] + (2).to_bytes(4))).decryptor()
            with suppress(orjson.JSONDecodeError):
                orjson.loads(ctr.update(tekst[NONCE:-TAG]))
                aantal += 1
    return aantal


def leesbaar(map_: Path, *zaken: bytes) -> set[bytes]:
    """Those of these bytes that stand in any file of a folder: as they are, in hexadecimals or in base64."""
    vormen = {
        vorm: zaak for zaak in zaken for vorm in (zaak, zaak.hex().encode(), b64encode(zaak).rstrip(b"="))
    }
    gevonden = set()
    bestanden = [map_] if map_.is_file() else [pad for pad in map_.rglob("*") if pad.is_file()]
    for pad in bestanden:
        if any(deel.startswith(f"{COPY}-") for deel in pad.parts):
            continue
        # Most of a write-ahead log is zeros, and none of these has so many.
        inhoud = pad.read_bytes().replace(bytes(256), b"")
        gevonden |= {zaak for vorm, zaak in vormen.items() if vorm in inhoud}
    return gevonden


@pytest.mark.parametrize("weg", WEGEN)
def test_a_backup_that_is_put_back_opens_with_nothing_and_once_put_right_only_the_living_read(
    toestand: Toestand, weg: str
) -> None:
    """Put back once for both: as it lies there before anything is put right, and as the service then serves it."""
    with WEGEN[weg](toestand) as terug:
        er_opent_niets(toestand, terug)
        de_levenden_lezen_en_de_vernietigden_zijn_weer_weg(toestand, terug)


def er_opent_niets(toestand: Toestand, terug: Database) -> None:
    """Somebody has the backup, the database of now, the copy of the keys, and every KEK that is alive."""
    ring, levend, engine = toestand.ring, toestand.levend, terug.owner_engine()
    assert levend
    with engine.connect() as verbinding:
        er_zijn = verbinding.execute(text("SELECT sleutel_id FROM sleutels.sleutel")).scalars().all()
    assert set(toestand.rauw) < set(er_zijn)
    assert te_openen(engine, ring) == set()
    assert levend.isdisjoint(toestand.rauw.values())
    assert geopend(engine, levend, toestand.stroom) == 0
    # With the keys as they were it would have: this looks at the right things.
    assert geopend(engine, toestand.rauw.values(), toestand.stroom) > 3


def de_levenden_lezen_en_de_vernietigden_zijn_weer_weg(toestand: Toestand, terug: Database) -> None:
    with toestand.open(terug) as dienst:
        casus = dienst.shell.laad(toestand.blijft).casus
        assert casus.betrokkenen[0].naam == f"Testpersoon {LEEFT}"
        Verhaal(dienst, toestand.blijft).wijs_actie_toe()
        with pytest.raises(OnbekendeCasus):
            dienst.shell.laad(toestand.gaat)
        over = dienst.archief.lees(toestand.stroom, bos=dienst.archief.bos())
        assert {type(feit.gebeurtenis) for feit in over} == {Vernietigd}
    engine = terug.owner_engine()
    assert te_openen(engine, toestand.ring).isdisjoint(toestand.rauw.values())
    with engine.connect() as verbinding:
        for tabel in ("kluis.deel", "sleutels.sleutel", "kluis.nummer", "kluis.samenloop"):
            vraag = text(f"SELECT count(*) FROM {tabel} WHERE stroom_id = :s")  # noqa: S608 names of this test
            assert verbinding.execute(vraag, {"s": toestand.stroom}).scalar_one() == 0, tabel


def test_no_file_holds_a_word_a_data_key_or_a_kek_of_the_destroyed(toestand: Toestand) -> None:
    """The files of both servers with their logs, the dump, and all that the service keeps outside the database."""
    geheim = [WEG.encode(), LEEFT.encode(), *toestand.rauw.values(), *toestand.kekken]
    # It is seen that this finds what is there: the wrapped keys in both backups, and a word that is not sealed.
    ingepakt, nummer = set(toestand.ingepakt.values()), toestand.blijft.encode()
    staat_er = {
        plaats: leesbaar(plaats, *geheim, *ingepakt, nummer)
        for plaats in (toestand.nu, toestand.terug, toestand.dump, toestand.settings.data)
    }
    for backup in (toestand.terug, toestand.dump):
        assert staat_er[backup] >= ingepakt, backup
    assert nummer in staat_er[toestand.nu]
    for plaats, gevonden in staat_er.items():
        assert gevonden.isdisjoint(geheim), plaats
