"""The copy of the key store: what a backup of the database from before a replacement of the KEK needs to be read.

Replacing the KEK makes the wrapped keys in every older backup worthless, those of the living as well. So with each
replacement all living keys, wrapped with the new KEK, are copied to a file beside the database, and with them the
register of what was destroyed. Whoever puts an older backup back then takes the keys from that file: the living read
again, and of the destroyed there is no key, and what came back of them is taken away once more.

The file holds wrapped keys only, which say nothing without the KEK. Only the newest is of use; it replaces the one
before it.
"""

import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import orjson
from sqlalchemy import Connection, Engine, func, insert, select, update

from infra import tables
from infra.concepttabel import concept
from infra.herhaling import vernietig_opnieuw
from infra.kek import Kekring
from infra.keys import Eenheid, Kek, SleutelFout
from infra.logboek.bestanden import VOOR_DE_EIGENAAR
from infra.tijdvakken import eis_bekende_kek, levende_tijdvakken
from infra.vernietigingsregister import Merk

KOP = "casus sleutelkopie 1"
PORTIE = 5000


@dataclass(frozen=True)
class Kopie:
    """What a copy holds."""

    tijdvak: int
    vingerafdruk: str
    gemaakt_op: datetime
    tijdvakken: list[dict[str, Any]]
    sleutels: list[dict[str, Any]]
    zoeksleutels: list[dict[str, Any]]
    merken: list[Merk]


@dataclass(frozen=True)
class Hersteld:
    """What a restore did: keys put back, cases destroyed once more, keys of cases that this backup does not know."""

    sleutels: int
    vernietigd: int
    onbekend: int


class GeenKopie(SleutelFout):
    """There is no copy of the keys that fits."""


# --- making it --------------------------------------------------------------------------------------------------


def schrijf_kopie(engine: Engine, kek: Kek, bestand: Path, *, op: datetime) -> int:
    """Copy all keys of the epoch of this KEK, durably; gives how many of cases there are.

    Raises:
        SleutelFout: it cannot be written.
    """
    tijdelijk = bestand.with_name(f".{bestand.name}.{os.getpid()}")
    try:
        bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        teken = os.open(tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, VOOR_DE_EIGENAAR)
        with os.fdopen(teken, "wb") as stroom:
            aantal = _schrijf(engine, kek, stroom, op=op)
            stroom.flush()
            os.fsync(stroom.fileno())
        tijdelijk.replace(bestand)
    except OSError as fout:
        raise SleutelFout(f"The copy of the keys in {bestand} cannot be written: {fout.strerror}.") from fout
    finally:
        tijdelijk.unlink(missing_ok=True)
    return aantal


def _schrijf(engine: Engine, kek: Kek, stroom: BinaryIO, *, op: datetime) -> int:
    som = hashlib.sha256()
    aantal = 0

    def regel(soort: str, **velden: object) -> None:
        # The names of columns are strings of a kind of their own.
        inhoud = (
            orjson.dumps({"soort": soort, **{f"{naam}": waarde for naam, waarde in velden.items()}}) + b"\n"
        )
        som.update(inhoud)
        stroom.write(inhoud)

    with engine.connect().execution_options(isolation_level="REPEATABLE READ", yield_per=PORTIE) as bron:
        regel(KOP, tijdvak=kek.tijdvak, vingerafdruk=kek.vingerafdruk, gemaakt_op=op)
        for rij in bron.execute(select(tables.tijdvak)).mappings():
            regel("tijdvak", **rij)
        for rij in bron.execute(select(tables.omheining)).mappings():
            regel("omheining", **rij)
        zoek = select(tables.zoeksleutel).where(tables.zoeksleutel.c.tijdvak == kek.tijdvak)
        for rij in bron.execute(zoek).mappings():
            regel("zoeksleutel", **_ingepakt(dict(rij)))
        # A concept does not come back by a restore, so its key has no place here.
        van_concepten = select(concept.c.sleutel_id)
        for rij in bron.execute(
            select(tables.sleutel).where(
                tables.sleutel.c.tijdvak == kek.tijdvak, tables.sleutel.c.sleutel_id.not_in(van_concepten)
            )
        ).mappings():
            regel("sleutel", **_ingepakt(dict(rij)))
            aantal += 1
    stroom.write(orjson.dumps({"soort": "einde", "som": som.hexdigest()}) + b"\n")
    return aantal


def _ingepakt(rij: dict[str, Any]) -> dict[str, Any]:
    return {**rij, "ingepakt": b64encode(rij["ingepakt"]).decode()}


# --- reading it -------------------------------------------------------------------------------------------------


def lees_kopie(bestand: Path, kek: Kek) -> Kopie:
    """Read a copy that was made with this KEK.

    Raises:
        GeenKopie: there is none, it is not whole, or of another KEK.
    """
    som, einde = hashlib.sha256(), None
    delen: dict[str, list[dict[str, Any]]] = {soort: [] for soort in _SOORTEN}
    kop: dict[str, Any] = {}
    try:
        for ruw, velden in _regels(bestand):
            soort = velden.pop("soort")
            if soort == "einde":
                einde = velden["som"]
                break
            som.update(ruw)
            if soort == KOP:
                kop = velden
            else:
                delen[soort].append({naam: _waarde(naam, waarde) for naam, waarde in velden.items()})
    except OSError as fout:
        raise GeenKopie(f"The copy of the keys in {bestand} cannot be read: {fout.strerror}.") from fout
    except (KeyError, TypeError, ValueError) as fout:
        raise GeenKopie(f"The file {bestand} is not a copy of the keys.") from fout
    if einde != som.hexdigest() or not kop:
        raise GeenKopie(f"The copy of the keys in {bestand} is not whole.")
    if (kop["tijdvak"], kop["vingerafdruk"]) != (kek.tijdvak, kek.vingerafdruk):
        raise GeenKopie(
            f"The copy of the keys in {bestand} was made with another KEK than the one that is here."
        )
    return Kopie(
        kop["tijdvak"],
        kop["vingerafdruk"],
        datetime.fromisoformat(kop["gemaakt_op"]),
        delen["tijdvak"],
        delen["sleutel"],
        delen["zoeksleutel"],
        [
            Merk(Eenheid(rij["stroom_id"], rij["persoon_id"], rij["organisatie"]), rij["op"], kop["tijdvak"])
            for rij in delen["omheining"]
        ],
    )


_SOORTEN = ("tijdvak", "sleutel", "zoeksleutel", "omheining")
_IDS = ("sleutel_id", "stroom_id", "persoon_id")
_MOMENTEN = ("op", "gemaakt_op", "gesloten_op", "vernietigd_op")


def _regels(bestand: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    with bestand.open("rb") as stroom:
        for ruw in stroom:
            yield ruw, orjson.loads(ruw)


def _waarde(naam: str, waarde: Any) -> Any:  # noqa: ANN401 a column of any type
    if waarde is None:
        return None
    if naam in _IDS:
        return UUID(waarde)
    if naam in _MOMENTEN:
        return datetime.fromisoformat(waarde)
    return b64decode(waarde, validate=True) if naam == "ingepakt" else waarde


# --- putting it back --------------------------------------------------------------------------------------------


def is_ouder(verbinding: Connection, ring: Kekring) -> bool:
    """Say whether this database is from before the KEK of now: an older backup was put back."""
    try:
        eis_bekende_kek(verbinding, ring)
    except SleutelFout:
        bekend = levende_tijdvakken(verbinding)
        return bool(bekend) and bekend[0].nummer < ring.huidig.tijdvak
    return False


def herstel(engine: Engine, ring: Kekring, kopie: Kopie, *, ook: Iterable[Merk] = ()) -> Hersteld:
    """Give an older database the keys of now, and take away once more what was destroyed since; all or nothing.

    ``engine`` is that of the owner of the database; ``ook`` are marks of destruction from elsewhere.

    Raises:
        GeenKopie: this database is not older than the KEK, or was never sealed with one before it.
    """
    with engine.begin() as verbinding:
        _eis_voorganger(verbinding, ring, kopie)
        vernietigd = vernietig_opnieuw(verbinding, [*kopie.merken, *ook])
        _vervang_tijdvakken(verbinding, kopie)
        stromen = set(verbinding.execute(select(tables.gebeurtenis.c.originator_id).distinct()).scalars())
        weg = {
            (rij.stroom_id, rij.persoon_id, rij.organisatie)
            for rij in verbinding.execute(select(tables.omheining)).all()
        }
        sleutels = [rij for rij in kopie.sleutels if rij["stroom_id"] in stromen and not _is_weg(rij, weg)]
        verbinding.execute(tables.sleutel.delete())
        verbinding.execute(tables.zoeksleutel.delete())
        verbinding.execute(insert(tables.zoeksleutel), kopie.zoeksleutels)
        for begin in range(0, len(sleutels), PORTIE):
            verbinding.execute(insert(tables.sleutel), sleutels[begin : begin + PORTIE])
    return Hersteld(len(sleutels), vernietigd, len(kopie.sleutels) - len(sleutels))


def _is_weg(rij: dict[str, Any], weg: set[tuple[UUID, UUID | None, str | None]]) -> bool:
    """Whether a key is of what was destroyed after the copy was made; the database would refuse it."""
    stroom, personen, namen = rij["stroom_id"], {None, rij["persoon_id"]}, {None, rij["organisatie"]}
    return any((stroom, persoon, naam) in weg for persoon in personen for naam in namen)


def _eis_voorganger(verbinding: Connection, ring: Kekring, kopie: Kopie) -> None:
    hier = {(tijdvak.nummer, tijdvak.vingerafdruk) for tijdvak in levende_tijdvakken(verbinding)}
    ooit = {(rij["tijdvak"], rij["vingerafdruk"]) for rij in kopie.tijdvakken}
    if not is_ouder(verbinding, ring) or not hier <= ooit:
        raise GeenKopie("This database is not an older one of this service; nothing is put back.")


def _vervang_tijdvakken(verbinding: Connection, kopie: Kopie) -> None:
    hier = set(verbinding.execute(select(tables.tijdvak.c.tijdvak)).scalars())
    for rij in sorted(kopie.tijdvakken, key=lambda rij: rij["tijdvak"]):
        if rij["tijdvak"] not in hier:
            verbinding.execute(insert(tables.tijdvak).values(**rij))
    # Whatever epochs this database knew, their KEKs are gone by now.
    verbinding.execute(
        update(tables.tijdvak)
        .where(tables.tijdvak.c.tijdvak < kopie.tijdvak)
        .values(
            gesloten_op=func.coalesce(tables.tijdvak.c.gesloten_op, kopie.gemaakt_op),
            vernietigd_op=func.coalesce(tables.tijdvak.c.vernietigd_op, kopie.gemaakt_op),
        )
    )
