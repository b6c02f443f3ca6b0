"""A verklaring as JSON, and back, in one form only.

The rules:

1. The bytes are those of RFC 8785 (JCS). Ours hold no fractions, no names outside ASCII and no numbers above 2^53 - 1,
   and within those bounds sorted names without white space are that form.
2. An object has exactly the fields of its dataclass. Dates and moments are as ISO 8601, moments in UTC, UUIDs in
   lowercase: each value has one spelling.
3. Whatever does not come back as the same bytes is refused: a name that stands twice, white space, another spelling,
   another encoding.
"""

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from infra.logboek.uitslag import Onjuist, Soort

HOOGSTE_GETAL = 2**53 - 1
"""Above it, not every reader of JSON keeps a number as it is."""

T = TypeVar("T")


def codeer(waarde: object) -> bytes:
    """Give the bytes of a dataclass, or of anything that is made of text, whole numbers, lists and objects."""
    # The fields of a dataclass come in the order of their definition, so sorting takes a second pass.
    in_volgorde = orjson.dumps(waarde, default=_dag_of_moment, option=orjson.OPT_PASSTHROUGH_DATETIME)
    return orjson.dumps(orjson.loads(in_volgorde), option=orjson.OPT_SORT_KEYS)


def lees_json(data: bytes, *, waar: str) -> Any:  # noqa: ANN401 JSON has no type yet
    """Read JSON that is in its one form.

    Raises:
        Onjuist: it is no JSON, or not in that form.
    """
    try:
        gelezen = orjson.loads(data)
        terug = orjson.dumps(gelezen, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, TypeError, RecursionError) as fout:
        raise Onjuist(Soort.MISVORMD, "Het bestand is geen JSON.", waar=waar) from fout
    if terug != data:
        plaats = next(
            (n for n, (een, ander) in enumerate(zip(terug, data, strict=False)) if een != ander), -1
        )
        plaats = min(len(terug), len(data)) if plaats < 0 else plaats
        raise Onjuist(
            Soort.MISVORMD,
            "De JSON staat niet in zijn ene vorm (RFC 8785).",
            waar=f"{waar}, byte {plaats}",
            verwacht=repr(terug[plaats : plaats + 20]),
            gevonden=repr(data[plaats : plaats + 20]),
        )
    return gelezen


def lees(type_: type[T], ruw: object, *, waar: str) -> T:
    """Read a dataclass from its JSON.

    Raises:
        Onjuist: a field is missing, is one too many, or has another form; ``waar`` says which.
    """
    return cast("T", _lezer(cast("Any", type_))(ruw, waar))


def _dag_of_moment(waarde: object) -> str:
    """What ``orjson`` asks for: moments in UTC."""
    if isinstance(waarde, datetime):
        return waarde.astimezone(UTC).isoformat()
    if isinstance(waarde, date):
        return waarde.isoformat()
    raise TypeError


Lezer = Callable[[object, str], object]
"""Reads one value; what it is told beside it is where that stands."""


@cache
def _lezer(type_: Any) -> Lezer:  # noqa: ANN401 a type, or a union of one with nothing
    """What reads a type, put together once: a verklaring of thousands of units has hundreds of thousands of values."""
    soort = get_origin(type_)
    if soort in (Union, UnionType):
        (een,) = (deel for deel in get_args(type_) if deel is not NoneType)
        lees_een = _lezer(een)
        return lambda ruw, waar: None if ruw is None else lees_een(ruw, waar)
    if soort is tuple:
        return _lijst(get_args(type_)[0])
    if is_dataclass(type_):
        return _object(cast("type", type_))
    return partial(_waarde, type_)


def _lijst(type_: Any) -> Lezer:  # noqa: ANN401 as above
    lees_een = _lezer(type_)

    def lees_lijst(ruw: object, waar: str) -> object:
        if not isinstance(ruw, list):
            raise _vorm(waar, "een lijst", ruw)
        if type_ is str and all(type(deel) is str for deel in ruw):
            return tuple(ruw)
        return tuple(lees_een(deel, f"{waar}[{n}]") for n, deel in enumerate(ruw))

    return lees_lijst


def _object(type_: type) -> Lezer:
    velden = {naam: _lezer(van) for naam, van in get_type_hints(type_).items()}

    def lees_object(ruw: object, waar: str) -> object:
        if not isinstance(ruw, dict):
            raise _vorm(waar, "een object", ruw)
        for naam in (naam for naam in velden if naam not in ruw):
            raise Onjuist(Soort.ONTBREEKT, "Een veld ontbreekt.", waar=f"{waar}.{naam}")
        for naam in (naam for naam in ruw if naam not in velden):
            raise Onjuist(Soort.TOEGEVOEGD, "Er is een veld dat niet bekend is.", waar=f"{waar}.{naam}")
        return type_(**{naam: lees(ruw[naam], f"{waar}.{naam}") for naam, lees in velden.items()})

    return lees_object


def _waarde(type_: type, ruw: object, waar: str) -> object:
    """A value without parts, in its one spelling."""
    if type_ is int:
        if type(ruw) is not int or not 0 <= ruw <= HOOGSTE_GETAL:
            raise _vorm(waar, "een heel getal vanaf 0", ruw)
        return ruw
    if not isinstance(ruw, str):
        raise _vorm(waar, "een tekst", ruw)
    if type_ is str:
        return ruw
    try:
        gelezen = _uit_tekst(type_, ruw)
    except ValueError as fout:
        raise _vorm(waar, type_.__name__, ruw) from fout
    spelling = _spelling(gelezen)
    if spelling != ruw:
        raise _vorm(waar, spelling, ruw)
    return gelezen


def _spelling(waarde: object) -> object:
    """The one spelling of a value, as ``codeer`` gives it."""
    return str(waarde) if isinstance(waarde, UUID) else orjson.loads(codeer(waarde))


def _uit_tekst(type_: type, ruw: str) -> object:
    if type_ is datetime:
        gelezen = datetime.fromisoformat(ruw)
        if gelezen.tzinfo is None:
            raise ValueError
        return gelezen
    return date.fromisoformat(ruw) if type_ is date else type_(ruw)


def _vorm(waar: str, verwacht: object, gevonden: object) -> Onjuist:
    zin = "Een waarde heeft een andere vorm."
    return Onjuist(Soort.MISVORMD, zin, waar=waar, verwacht=verwacht, gevonden=gevonden)
