"""Pseudonyms of subjects, from a key of each casus, and of each person in it, that dies with them.

A pseudonym of a person is a keyed hash under a data key that belongs to that person within the case; that of the case
itself is made with the key of the case as a whole. So it is the same each time, and another case gives the same person
another one. After a destruction nobody can tell any more which lines of the read log were about whom: not from the
lines, not from what remains of the case, and once the KEK was rotated not from a backup either. That holds as well for
a person who was destroyed alone: the id is still known, the key is not.
"""

import hmac
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Integer, LargeBinary, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import insert

from infra import tables
from infra.keys import SLEUTELLENGTE, Inpakker
from infra.kluis import VERNIETIGSLOT
from infra.reeksen import uuid_van, uuids
from infra.verklaring.strook import maak_zout

_ETIKET = b"casus inzage pseudoniem"

_VERSIE_EN_SOORT = 0xF << 76 | 0b11 << 62
_VERSIE_8 = 8 << 76 | 0b10 << 62
"""A UUID of version 8, whose other bits are the application's own (RFC 9562 section 5.8)."""

_LEES = text(
    "SELECT p.plaats, s.persoon_id, s.sleutel_id, s.tijdvak, s.ingepakt"
    " FROM unnest(:stromen) WITH ORDINALITY AS p (stroom, plaats)"
    " JOIN sleutels.sleutel s ON s.stroom_id = p.stroom AND s.organisatie IS NULL"
)
"""The keys of streams as a whole and of the people in them, by the place of the stream in the question."""
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

Wie = Mapping[UUID, Collection[UUID | None]]
"""Cases and consultaties, and of each the people in it; ``None`` among them is the casus or consultatie itself."""

_Sleutels = Mapping[UUID, Mapping[UUID | None, bytes]]
"""The raw keys of these."""


class Pseudoniemen:
    """The pseudonyms within some cases, as long as one request."""

    def __init__(self, sleutels: _Sleutels) -> None:
        """Take the raw key of each stream and of each person."""
        self._sleutels = sleutels

    def casus(self, stroom_id: UUID) -> UUID:
        """The pseudonym of a case or consultatie."""
        return _merk(self._sleutels[stroom_id][None], b"casus")

    def persoon(self, stroom_id: UUID, persoon_id: UUID) -> UUID:
        """The pseudonym of a person within a case."""
        return _merk(self._sleutels[stroom_id][persoon_id], b"persoon" + persoon_id.bytes)

    def zout(self, stroom_id: UUID) -> bytes:
        """The salt of its bewijsstrook, which is no pseudonym but has the same key, and so the same end."""
        return maak_zout(self._sleutels[stroom_id][None], stroom_id)

    def bericht(self, stroom_id: UUID, *delen: str) -> UUID:
        """An id in a message about it: the same each time, and nobody's to make once it was destroyed."""
        return _merk(self._sleutels[stroom_id][None], b"bericht" + "\x00".join(delen).encode())


def _merk(sleutel: bytes, wat: bytes) -> UUID:
    merk = int.from_bytes(hmac.digest(sleutel, _ETIKET + wat, "sha256")[:16])
    return uuid_van(merk & ~_VERSIE_EN_SOORT | _VERSIE_8)


def pseudoniemen(
    verbinding: Connection, gevraagd: Wie, *, kek: Inpakker, nieuw_id: Callable[[], UUID]
) -> Pseudoniemen:
    """The pseudonyms of these; whose key is not there yet gets one, in this transaction.

    Raises:
        SleutelFout: a key does not open with this KEK.
        IntegrityError: one of them was destroyed meanwhile.
    """
    sleutels = _lees(verbinding, gevraagd, kek)
    # In one order, so that two who make keys for the same cases do not wait for each other.
    nieuw = sorted(
        (
            (stroom_id, persoon_id)
            for stroom_id, mensen in gevraagd.items()
            for persoon_id in mensen
            if persoon_id not in sleutels[stroom_id]
        ),
        key=str,
    )
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
        # Somebody else may have made some of them at the same moment: what counts is what is there.
        sleutels = _lees(verbinding, gevraagd, kek)
    return Pseudoniemen(sleutels)


def bekende(verbinding: Connection, stromen: Iterable[UUID], *, kek: Inpakker) -> dict[UUID, Pseudoniemen]:
    """The pseudonyms of those of these streams that have a key; of the others nobody looked yet."""
    sleutels = _lees(verbinding, dict.fromkeys(stromen, (None,)), kek)
    return {stroom_id: Pseudoniemen(sleutels) for stroom_id, gevonden in sleutels.items() if gevonden}


def _lees(verbinding: Connection, wie: Wie, kek: Inpakker) -> _Sleutels:
    """The keys that are there, of each of these streams."""
    per_plaats: list[tuple[Collection[UUID | None], dict[UUID | None, bytes]]] = [
        (mensen, {}) for mensen in wie.values()
    ]
    if wie:
        for plaats, persoon_id, sleutel_id, tijdvak, ingepakt in verbinding.execute(
            _LEES, {"stromen": uuids(wie)}
        ):
            mensen, sleutels = per_plaats[plaats - 1]
            if persoon_id in mensen:
                sleutels[persoon_id] = kek.pak_uit(bytes(ingepakt), voor=sleutel_id, tijdvak=tijdvak)
    return {stroom_id: sleutels for stroom_id, (_, sleutels) in zip(wie, per_plaats, strict=True)}
