"""How fast a KEK is replaced: all keys of 100,000 units wrapped anew, with the KEK in a file and in a token."""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from pydantic import SecretStr

from api.samenstelling import Dienst
from infra.kek import Kekring
from infra.kekbronnen import Kekplaats, kekbronnen
from infra.keys import Kek
from infra.rotatie import vernieuw
from tests.benchmarks.maat import Rij, omvang
from tests.hsm import MODULES, PIN, softhsm

AANTAL = omvang(100_000, kort=5_000)


def vernieuwen(dienst: Dienst, url: str) -> list[Rij]:
    """Keys a second while the KEK is replaced, against a bare UPDATE of as many; a token where there is one.

    It leaves the KEK in the file, as it was.
    """
    met_hsm = any(Path(pad).exists() for pad in MODULES)
    with ExitStack() as stapel:
        settings, rijen = dienst.settings, []
        if met_hsm:
            hsm = stapel.enter_context(softhsm(Path(stapel.enter_context(tempfile.TemporaryDirectory()))))
            settings = settings.model_copy(
                update={"kek_pkcs11_module": hsm.module, "kek_pkcs11_pin": SecretStr(PIN)}
            )

        def vervang(naar: Kekplaats) -> Callable[[], float]:
            return lambda: _vervang(dienst, Kekring(kekbronnen(settings, naar=naar)))

        _vul(url, Kekring(kekbronnen(settings)).huidig)
        bestand = vervang(Kekplaats.BESTAND)
        rijen.append(_rij("in a file", bestand(), url))
        if met_hsm:
            token = vervang(Kekplaats.HSM)
            token()  # It moves there; from then on both the old one and the new one are in the token.
            rijen.append(_rij("in SoftHSM", token(), url))
            bestand()
        return rijen


def _rij(waar: str, ons: float, url: str) -> Rij:
    return Rij(f"KEK replaced, {waar}, keys/s", ons, _kaal(url), "bare UPDATE of a copy of the table", None)


def _vervang(dienst: Dienst, ring: Kekring) -> float:
    begin = time.perf_counter()
    gedaan = vernieuw(
        dienst.engine,
        ring,
        hermerker=dienst.hermerker,
        kopie=dienst.settings.sleutelkopie,
        nu=dienst.omgeving.nu,
    )
    return gedaan.sleutels / (time.perf_counter() - begin)


def _vul(url: str, kek: Kek) -> None:
    """Wrapped keys of units that have nothing else."""
    ids: list[UUID] = [uuid4() for _ in range(AANTAL)]
    with psycopg.connect(url) as verbinding, verbinding.cursor() as curs:
        kolommen = "sleutel_id, stroom_id, tijdvak, ingepakt"
        with curs.copy(f"COPY sleutels.sleutel ({kolommen}) FROM STDIN") as kopie:
            for id_ in ids:
                kopie.write_row((id_, uuid4(), kek.tijdvak, kek.pak_in(bytes(32), voor=id_)))


def _kaal(url: str) -> float:
    """Rows a second of an UPDATE that changes as much and computes nothing."""
    with psycopg.connect(url) as verbinding:
        verbinding.execute("CREATE TEMPORARY TABLE kaal (LIKE sleutels.sleutel INCLUDING INDEXES)")
        verbinding.execute("INSERT INTO kaal SELECT * FROM sleutels.sleutel")
        begin = time.perf_counter()
        gedaan = verbinding.execute("UPDATE kaal SET tijdvak = 0, ingepakt = ingepakt || ''::bytea").rowcount
        duur = time.perf_counter() - begin
        verbinding.rollback()
    return gedaan / duur
