"""The epochs of the KEK as the database knows them: which is open for new keys, and which are still needed to read.

An epoch is closed, for ever, in the transaction that begins the next one. The database refuses a key that is wrapped in
a closed epoch (a trigger, under a lock that the closing takes alone), so that none is left behind by a process that did
not hear of it: its KEK is going to be destroyed.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from infra import tables
from infra.kek import Kekring
from infra.keys import Kek, SleutelFout

TIJDVAKSLOT = 0x6361_7375_7307
"""Shared by whoever adds a key, until its transaction ends, and held alone by whoever closes an epoch."""

_T = tables.tijdvak.c


@dataclass(frozen=True)
class Tijdvak:
    """An epoch whose KEK was not destroyed: its number, the fingerprint of its KEK, and whether it takes new keys."""

    nummer: int
    vingerafdruk: str
    open: bool


def levende_tijdvakken(verbinding: Connection) -> list[Tijdvak]:
    """The epochs whose KEK was not destroyed, the newest first."""
    rijen = verbinding.execute(
        select(_T.tijdvak, _T.vingerafdruk, _T.gesloten_op.is_(None))
        .where(_T.vernietigd_op.is_(None))
        .order_by(_T.tijdvak.desc())
    )
    return [Tijdvak(*rij) for rij in rijen]


def eerste_vingerafdruk(verbinding: Connection) -> str:
    """The fingerprint of the KEK that this database was made with: no other database has it."""
    eerste = select(_T.vingerafdruk).order_by(_T.tijdvak).limit(1)
    return str(verbinding.execute(eerste).scalar_one())


def eis_bekende_kek(verbinding: Connection, ring: Kekring) -> None:
    """Check that each KEK that is needed to read is there, and is the one that it should be.

    Raises:
        SleutelFout: it is not.
    """
    bij_nummer = {kek.tijdvak: kek for kek in ring.alle}
    for tijdvak in levende_tijdvakken(verbinding):
        kek = bij_nummer.get(tijdvak.nummer)
        if kek is None and not tijdvak.open and not aantal_sleutels(verbinding, tijdvak.nummer):
            continue  # It was destroyed, and only that the database says so was cut short.
        if kek is None or kek.vingerafdruk != tijdvak.vingerafdruk:
            ouder = tijdvak.nummer < ring.huidig.tijdvak
            raise SleutelFout(
                f"The KEK in {ring.bron} is not the one that this database is sealed with."
                + (" If an older backup was put back: 'casus herstelcontrole'." if ouder else "")
            )


def registreer(verbinding: Connection, kek: Kek, *, op: datetime) -> None:
    """Begin the first epoch."""
    verbinding.execute(
        insert(tables.tijdvak).values(tijdvak=kek.tijdvak, vingerafdruk=kek.vingerafdruk, gemaakt_op=op)
    )


def begin_tijdvak(verbinding: Connection, kek: Kek, *, op: datetime) -> bool:
    """Close the open epoch and begin that of this KEK; says whether there was something to begin."""
    verbinding.execute(select(func.pg_advisory_xact_lock(TIJDVAKSLOT)))
    nieuwste = levende_tijdvakken(verbinding)[0]
    if kek.tijdvak <= nieuwste.nummer:
        return False
    verbinding.execute(update(tables.tijdvak).where(_T.gesloten_op.is_(None)).values(gesloten_op=op))
    registreer(verbinding, kek, op=op)
    return True


def aantal_sleutels(verbinding: Connection, nummer: int) -> int:
    """How many keys, of data and of blind indexes, are wrapped in an epoch."""
    tellingen = (
        select(func.count()).select_from(tabel).where(tabel.c.tijdvak == nummer).scalar_subquery()
        for tabel in (tables.sleutel, tables.zoeksleutel)
    )
    een, twee = tellingen
    return int(verbinding.execute(select(een + twee)).scalar_one())
