"""Lists of values as PostgreSQL takes them in binary: an array of one type, whatever the values are.

psycopg looks at each value to choose a type, and takes another one for a list of small numbers, or of nothing. A
statement that is prepared has to see the same types each time.
"""

from collections.abc import Iterable, Sequence
from struct import Struct
from typing import Any
from uuid import UUID, SafeUUID

from psycopg import Connection
from psycopg.adapt import Dumper
from psycopg.pq import Format

_KOP = Struct("!iiIii").pack
"""Dimensions, whether there are nulls, the type of the elements, how many, and the number of the first."""

_LEEG = Struct("!iiI").pack
_LENGTE = Struct("!i").pack
_NIETS = _LENGTE(-1)


class Reeks(bytes):
    """An array in the binary form of the server."""

    element: int
    """The number of the type of its elements, in the catalogue of every PostgreSQL server."""

    leeg: "Reeks"
    """The one without elements."""

    def __init_subclass__(cls) -> None:
        """Make the empty one."""
        cls.leeg = cls(_LEEG(0, 0, cls.element))

    @classmethod
    def van(cls, delen: Sequence[bytes | None]) -> "Reeks":
        """Put together elements that are in their binary form already; ``None`` is null."""
        if not delen:
            return cls.leeg
        stukken = [_KOP(1, None in delen, cls.element, len(delen), 1)]
        for deel in delen:
            if deel is None:
                stukken.append(_NIETS)
            else:
                stukken += (_LENGTE(len(deel)), deel)
        return cls(b"".join(stukken))


class _Uuids(Reeks):
    element = 2950


class _Teksten(Reeks):
    element = 25


class _Bytes(Reeks):
    element = 17


class _Bigints(Reeks):
    element = 20


class _Ints(Reeks):
    element = 23


class _Smallints(Reeks):
    element = 21


_REEKSEN: dict[type[Reeks], int] = {
    _Uuids: 2951, _Teksten: 1009, _Bytes: 1001, _Bigints: 1016, _Ints: 1007, _Smallints: 1005,
}  # fmt: skip
"""The number of each array type."""

_BIGINT, _INT, _SMALLINT = Struct("!q").pack, Struct("!i").pack, Struct("!h").pack


def uuids(waarden: Iterable[UUID | None]) -> Reeks:
    """As ``uuid[]``."""
    return _Uuids.van([None if waarde is None else waarde.bytes for waarde in waarden])


def teksten(waarden: Iterable[str | None]) -> Reeks:
    """As ``text[]``."""
    return _Teksten.van([None if waarde is None else waarde.encode() for waarde in waarden])


def bytea(waarden: Iterable[bytes | None]) -> Reeks:
    """As ``bytea[]``."""
    return _Bytes.van(list(waarden))


def bigints(waarden: Iterable[int]) -> Reeks:
    """As ``bigint[]``."""
    return _Bigints.van([_BIGINT(waarde) for waarde in waarden])


def ints(waarden: Iterable[int | None]) -> Reeks:
    """As ``int[]``."""
    return _Ints.van([None if waarde is None else _INT(waarde) for waarde in waarden])


def smallints(waarden: Iterable[int]) -> Reeks:
    """As ``smallint[]``."""
    return _Smallints.van([_SMALLINT(waarde) for waarde in waarden])


class _Rauw(Dumper):
    """Hands over what is in its binary form already."""

    format = Format.BINARY

    def dump(self, obj: bytes) -> bytes:
        return obj


_DUMPERS = {
    soort: type(f"{soort.__name__}Dumper", (_Rauw,), {"oid": nummer}) for soort, nummer in _REEKSEN.items()
}


def uuid_van(waarde: int) -> UUID:
    """An id of these 128 bits. Python's own way considers four other forms first; a page has thousands of ids."""
    id_ = object.__new__(UUID)
    object.__setattr__(id_, "int", waarde)
    object.__setattr__(id_, "is_safe", SafeUUID.unknown)
    return id_


def leer_reeksen(verbinding: Connection[Any]) -> None:
    """Teach a connection these types."""
    for soort, dumper in _DUMPERS.items():
        verbinding.adapters.register_dumper(soort, dumper)
