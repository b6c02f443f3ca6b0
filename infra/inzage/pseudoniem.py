"""Pseudonyms of subjects, from a key of each casus, and of each person in it, that dies with them.

A pseudonym of a person is a keyed hash under a data key that belongs to that person within the case; that of the case
itself is made with the key of the case as a whole. So it is the same each time, and another case gives the same person
another one. After a destruction nobody can tell any more which lines of the read log were about whom: not from the
lines, not from what remains of the case, and once the KEK was rotated not from a backup either. That holds as well for
a person who was destroyed alone: the id is still known, the key is not.
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
    *(tables.sleutel.c.stroom_id, tables.sleutel.c.persoon_id, tables.sleutel.c.sleutel_id),
    *(tables.sleutel.c.tijdvak, tables.sleutel.c.ingepakt),
).where(
    tables.sleutel.c.stroom_id == func.any(bindparam("stromen", type_=ARRAY(Uuid))),
    tables.sleutel.c.organisatie.is_(None),
)
_NIEUW = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Uuid)),
        bindparam("stromen", type_=ARRAY(Uuid)),
        bindparam("personen", type_=ARRAY(Uuid)),
        bindparam("tijdvakken", type_=ARRAY(Integer)),
        bindparam("ingepakt", type_=ARRAY(LargeBinary)),
    )
    .table_valued("sleutel_id", "stroom_id", "persoon_id", "tijdvak", "ingepakt")
    .render_derived("nieuw")
)
_BEWAAR = (
    insert(tables.sleutel)
    .from_select(["sleutel_id", "stroom_id", "persoon_id", "tijdvak", "ingepakt"], select(_NIEUW))
    .on_conflict_do_nothing()
)

Wie = tuple[UUID, UUID | None]
"""A casus or consultatie, and a person in it; without one, the casus or consultatie itself."""


class Pseudoniemen:
    """The pseudonyms within some cases, as long as one request."""

    def __init__(self, sleutels: Mapping[Wie, bytes]) -> None:
        """Take the raw key of each stream and of each person."""
        self._sleutels = sleutels

    def casus(self, stroom_id: UUID) -> UUID:
        """The pseudonym of a case or consultatie."""
        return self._van((stroom_id, None), b"casus")

    def persoon(self, stroom_id: UUID, persoon_id: UUID) -> UUID:
        """The pseudonym of a person within a case."""
        return self._van((stroom_id, persoon_id), b"persoon" + persoon_id.bytes)

    def zout(self, stroom_id: UUID) -> bytes:
        """The salt of its bewijsstrook, which is no pseudonym but has the same key, and so the same end."""
        return maak_zout(self._sleutels[stroom_id, None], stroom_id)

    def bericht(self, stroom_id: UUID, *delen: str) -> UUID:
        """An id in a message about it: the same each time, and nobody's to make once it was destroyed."""
        return self._van((stroom_id, None), b"bericht" + "\x00".join(delen).encode())

    def _van(self, wie: Wie, wat: bytes) -> UUID:
        merk = bytearray(hmac.new(self._sleutels[wie], _ETIKET + wat, hashlib.sha256).digest()[:16])
        # A UUID of version 8, whose bits are the application's own (RFC 9562 section 5.8).
        merk[6], merk[8] = merk[6] & 0x0F | 0x80, merk[8] & 0x3F | 0x80
        return UUID(bytes=bytes(merk))


def pseudoniemen(
    verbinding: Connection, gevraagd: Iterable[Wie], *, kek: Inpakker, nieuw_id: Callable[[], UUID]
) -> Pseudoniemen:
    """The pseudonyms of these; whose key is not there yet gets one, in this transaction.

    Raises:
        SleutelFout: a key does not open with this KEK.
        IntegrityError: one of them was destroyed meanwhile.
    """
    wie = list(dict.fromkeys(gevraagd))
    sleutels = _lees(verbinding, wie, kek)
    # In one order, so that two who make keys for the same cases do not wait for each other.
    nieuw = sorted((een for een in wie if een not in sleutels), key=str)
    if nieuw:
        # A destruction at this very moment would not see a key that is not there yet.
        verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
        ids, nu = [nieuw_id() for _ in nieuw], kek.huidig
        verbinding.execute(
            _BEWAAR,
            {
                "ids": ids,
                "stromen": [stroom_id for stroom_id, _ in nieuw],
                "personen": [persoon_id for _, persoon_id in nieuw],
                "tijdvakken": [nu.tijdvak] * len(nieuw),
                "ingepakt": [nu.pak_in(os.urandom(SLEUTELLENGTE), voor=id_) for id_ in ids],
            },
        )
        sleutels |= _lees(verbinding, nieuw, kek)
    return Pseudoniemen(sleutels)


def bekende(verbinding: Connection, stromen: Iterable[UUID], *, kek: Inpakker) -> dict[UUID, Pseudoniemen]:
    """The pseudonyms of those of these streams that have a key; of the others nobody looked yet."""
    sleutels = _lees(verbinding, [(stroom_id, None) for stroom_id in dict.fromkeys(stromen)], kek)
    return {stroom_id: Pseudoniemen(sleutels) for stroom_id, _ in sleutels}


def _lees(verbinding: Connection, wie: list[Wie], kek: Inpakker) -> dict[Wie, bytes]:
    if not wie:
        return {}
    gevraagd = set(wie)
    rijen = verbinding.execute(_LEES, {"stromen": list({stroom_id for stroom_id, _ in wie})})
    return {
        (rij.stroom_id, rij.persoon_id): kek.pak_uit(
            bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=rij.tijdvak
        )
        for rij in rijen
        if (rij.stroom_id, rij.persoon_id) in gevraagd
    }
