"""Pseudonyms of subjects, from a key of each casus that dies with it.

A pseudonym is a keyed hash of the person within the case, under a data key that belongs to the case as a whole. So
it is the same each time, and another case gives the same person another one. After a destruction nobody can tell any
more which lines of the read log were about whom: not from the lines, not from what remains of the case, and once the
KEK was rotated not from a backup either.
"""

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Integer, LargeBinary, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from infra import tables
from infra.keys import SLEUTELLENGTE, Inpakker
from infra.kluis import VERNIETIGSLOT
from infra.verklaring.strook import maak_zout

_ETIKET = b"casus inzage pseudoniem"

_LEES = select(
    *(tables.sleutel.c.stroom_id, tables.sleutel.c.sleutel_id),
    *(tables.sleutel.c.tijdvak, tables.sleutel.c.ingepakt),
).where(
    tables.sleutel.c.stroom_id == func.any(bindparam("stromen", type_=ARRAY(Uuid))),
    tables.sleutel.c.persoon_id.is_(None),
    tables.sleutel.c.organisatie.is_(None),
)
_NIEUW = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Uuid)),
        bindparam("stromen", type_=ARRAY(Uuid)),
        bindparam("tijdvakken", type_=ARRAY(Integer)),
        bindparam("ingepakt", type_=ARRAY(LargeBinary)),
    )
    .table_valued("sleutel_id", "stroom_id", "tijdvak", "ingepakt")
    .render_derived("nieuw")
)
_BEWAAR = (
    insert(tables.sleutel)
    .from_select(["sleutel_id", "stroom_id", "tijdvak", "ingepakt"], select(_NIEUW))
    .on_conflict_do_nothing()
)


class Pseudoniemen:
    """The pseudonyms within some cases, as long as one request."""

    def __init__(self, sleutels: Mapping[UUID, bytes]) -> None:
        """Take the raw key of each stream."""
        self._sleutels = sleutels

    def casus(self, stroom_id: UUID) -> UUID:
        """The pseudonym of a case or consultatie."""
        return self._van(stroom_id, b"casus")

    def persoon(self, stroom_id: UUID, persoon_id: UUID) -> UUID:
        """The pseudonym of a person within a case."""
        return self._van(stroom_id, b"persoon" + persoon_id.bytes)

    def zout(self, stroom_id: UUID) -> bytes:
        """The salt of its bewijsstrook, which is no pseudonym but has the same key, and so the same end."""
        return maak_zout(self._sleutels[stroom_id], stroom_id)

    def _van(self, stroom_id: UUID, wat: bytes) -> UUID:
        merk = bytearray(hmac.new(self._sleutels[stroom_id], _ETIKET + wat, hashlib.sha256).digest()[:16])
        # A UUID of version 8, whose bits are the application's own (RFC 9562 section 5.8).
        merk[6], merk[8] = merk[6] & 0x0F | 0x80, merk[8] & 0x3F | 0x80
        return UUID(bytes=bytes(merk))


def pseudoniemen(
    verbinding: Connection, stromen: Iterable[UUID], *, kek: Inpakker, nieuw_id: Callable[[], UUID]
) -> Pseudoniemen:
    """The pseudonyms within these streams; whose key is not there yet gets one, in this transaction.

    Raises:
        SleutelFout: a key does not open with this KEK.
        IntegrityError: one of them was destroyed meanwhile.
    """
    gevraagd = list(dict.fromkeys(stromen))
    sleutels = _lees(verbinding, gevraagd, kek)
    # In one order, so that two who make keys for the same cases do not wait for each other.
    nieuw = sorted(stroom for stroom in gevraagd if stroom not in sleutels)
    if nieuw:
        # A destruction at this very moment would not see a key that is not there yet.
        verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
        ids, nu = [nieuw_id() for _ in nieuw], kek.huidig
        verbinding.execute(
            _BEWAAR,
            {
                "ids": ids,
                "stromen": nieuw,
                "tijdvakken": [nu.tijdvak] * len(nieuw),
                "ingepakt": [nu.pak_in(os.urandom(SLEUTELLENGTE), voor=id_) for id_ in ids],
            },
        )
        sleutels |= _lees(verbinding, nieuw, kek)
    return Pseudoniemen(sleutels)


def bekende(verbinding: Connection, stromen: Iterable[UUID], *, kek: Inpakker) -> dict[UUID, Pseudoniemen]:
    """The pseudonyms within those of these streams that ever had one; of the others nobody looked yet."""
    sleutels = _lees(verbinding, list(dict.fromkeys(stromen)), kek)
    return {stroom: Pseudoniemen(sleutels) for stroom in sleutels}


def _lees(verbinding: Connection, stromen: list[UUID], kek: Inpakker) -> dict[UUID, bytes]:
    if not stromen:
        return {}
    rijen = verbinding.execute(_LEES, {"stromen": stromen})
    return {
        rij.stroom_id: kek.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=rij.tijdvak)
        for rij in rijen
    }
