"""What it costs to look whether what was destroyed is gone: the files of a server searched for all of its traces."""

import hashlib
import time
from pathlib import Path
from uuid import UUID

import psycopg

from api.samenstelling import Dienst
from infra.keys import Eenheid
from infra.nacontrole.bestanden import Doorzocht, doorzoek_map
from infra.nacontrole.openen import Opener
from infra.nacontrole.sporen import neem_sporen, porties, verbinding_van, wis_sporen
from tests.benchmarks.maat import Rij, om_beurten, omvang

VERNIETIGD = omvang(10_000, kort=500)
"""How many cases were destroyed; each with 20 ciphertexts, five keys, two people and a number."""

LIJST = "L-22222-22222"
_RUIS = " || ".join(["uuid_send(gen_random_uuid())"] * 12)
_CIJFERS = "'0123456789abcdef', '23456789BCDFGHJK'"
_RIJEN = f"""
CREATE TEMPORARY TABLE vol AS
    SELECT gen_random_uuid() AS stroom_id, gen_random_uuid() AS een, gen_random_uuid() AS twee
    FROM generate_series(1, {VERNIETIGD});
CREATE TEMPORARY TABLE bos AS
    SELECT gen_random_uuid() AS sleutel_id, stroom_id, n, CASE n WHEN 1 THEN een WHEN 2 THEN twee END AS persoon_id
    FROM vol, generate_series(1, 5) n;
INSERT INTO kluis.nummer (casusnummer, stroom_id)
    SELECT 'C-' || translate(substr(md5(een::text), 1, 5), {_CIJFERS}) || '-'
        || translate(substr(md5(een::text), 6, 5), {_CIJFERS}), stroom_id
    FROM vol;
INSERT INTO kluis.deel (stroom_id, versie, nummer, persoon_id, sleutel_id, cijfertekst)
    SELECT stroom_id, n * 10 + m, 0, persoon_id, sleutel_id, {_RUIS} FROM bos, generate_series(1, 4) m;
INSERT INTO sleutels.sleutel (sleutel_id, stroom_id, persoon_id, organisatie, tijdvak, ingepakt)
    SELECT sleutel_id, stroom_id, persoon_id, 'organisatie-' || n, 1,
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    FROM bos;
"""  # noqa: S608 constants of this file


def nacontrole(dienst: Dienst, url: str) -> Rij:
    """Search the data directory for the traces of many cases, in MB/s, against hashing the same bytes once."""
    stromen = _maak(url)
    eenheden = [Eenheid(stroom, None, None) for stroom in stromen]
    begin = time.perf_counter()
    sporen = neem_sporen(dienst.engine, LIJST, eenheden, op=dienst.omgeving.nu())
    nemen = time.perf_counter() - begin
    map_ = dienst.settings.data / "pg" / "cluster"
    gezien: list[Doorzocht] = []

    def zoek() -> float:
        doorzocht = Doorzocht()
        with verbinding_van(dienst.engine) as verbinding:
            for naalden in porties(verbinding, LIJST):
                doorzoek_map(map_, naalden, Opener(()), doorzocht)
        gezien.append(doorzocht)
        return _omvang(map_) / doorzocht.seconden

    ons, peer = om_beurten(zoek, lambda: _hash(map_), rondes=1)
    wis_sporen(dienst.engine, LIJST)
    vondsten = sum(gezien[-1].vondsten.values())
    naam = (
        f"nacontrole of {len(stromen):,} cases, MB/s: {sporen.sporen:,} traces taken in {nemen:.0f} s, "
        f"{_omvang(map_):,.0f} MB of files searched in {gezien[-1].seconden:.0f} s, {vondsten:,} findings"
    )
    return Rij(naam, ons, peer, "sha256 of the same bytes", None)


def _maak(url: str) -> list[UUID]:
    """Rows in the form of the kluis, with random bytes in the place of what was sealed."""
    with psycopg.connect(url) as baas:
        baas.execute(_RIJEN)
        return [rij[0] for rij in baas.execute("SELECT stroom_id FROM vol")]


def _bestanden(map_: Path) -> list[Path]:
    return [pad for pad in map_.rglob("*") if pad.is_file()]


def _omvang(map_: Path) -> float:
    return sum(pad.stat().st_size for pad in _bestanden(map_)) / 1e6


def _hash(map_: Path) -> float:
    begin = time.perf_counter()
    for pad in _bestanden(map_):
        with pad.open("rb") as stroom:
            hashlib.file_digest(stroom, "sha256")
    return _omvang(map_) / (time.perf_counter() - begin)
