"""Reading and writing the rows of a view in a few statements, however many facts come in at once.

A view reads the rows of the cases in a batch, takes the facts in one by one in memory, and writes what
differs. What it writes is then the same wherever one batch ends and the next one begins.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar
from typing import cast as cast_type
from uuid import UUID

from sqlalchemy import (
    JSON,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Delete,
    Dialect,
    Table,
    TableValuedAlias,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert
from sqlalchemy.types import UserDefinedType

from domain.maken import gemaakt

R = TypeVar("R")

Sleutel = tuple[object, ...]


class Ids(UserDefinedType[Collection[UUID]]):
    """Ids in one value, for ``= ANY``: psycopg would look at each of them to choose a type."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """As the server calls it."""
        return "UUID[]"

    def bind_processor(self, dialect: Dialect) -> "Callable[[Collection[UUID] | None], str]":  # noqa: ARG002 as SQLAlchemy asks it
        """From ids to the text of an array."""
        return lambda ids: "{" + ",".join([id_.hex for id_ in ids or ()]) + "}"

    def bind_expression(self, bindvalue: BindParameter[Collection[UUID]]) -> ColumnElement[Any]:
        """The server is told what the text is."""
        return cast(bindvalue, ARRAY(Uuid))


def een_van(kolom: ColumnElement[UUID], ids: Iterable[UUID]) -> ColumnElement[bool]:
    """The condition that an id is one of these."""
    return kolom == any_(literal(list(ids), Ids()))


def maker(soort: type[R]) -> Callable[[Iterable[object]], R]:
    """What makes a row of a list, a frozen dataclass, from the values of its fields, in order."""
    namen = tuple(veld.name for veld in fields(cast_type("Any", soort)))
    return lambda waarden: gemaakt(soort, dict(zip(namen, waarden, strict=True)))


class Rijen(Generic[R]):
    """The rows of one table, each as an ``R``: a frozen dataclass whose fields are the table's columns."""

    def __init__(self, tabel: Table, soort: Callable[..., R], *, bij: str = "stroom_id") -> None:
        """``bij`` is the column of ids by which rows are read."""
        self.tabel = tabel
        self.eigenaar_van: Callable[[R], UUID] = attrgetter(bij)
        self._soort = soort
        self._kolommen = tuple(kolom.name for kolom in tabel.columns)
        self._sleutel = tuple(kolom.name for kolom in tabel.primary_key)
        self.waarden_van: Callable[[R], Sleutel] = _haal(self._kolommen)
        self.sleutel_van: Callable[[R], Sleutel] = _haal(self._sleutel)
        # Made once: to put a statement together takes longer than to send it.
        self._lees = select(tabel).where(tabel.c[bij] == any_(bindparam("ids", type_=Ids())))
        self._zet = _zet(tabel)
        self._verwijder = _verwijder(tabel)

    def lees(self, verbinding: Connection, ids: Collection[UUID]) -> tuple[R, ...]:
        """Read the rows of these cases, or of whatever else the rows are read by."""
        if not ids:
            return ()
        return tuple(self._soort(*rij) for rij in verbinding.execute(self._lees, {"ids": list(ids)}))

    def schrijf(self, verbinding: Connection, *, voor: Iterable[R], na: Iterable[R]) -> None:
        """Bring the rows ``voor`` to ``na``: remove what is gone, write what is new or other."""
        oud = {self.sleutel_van(rij): rij for rij in voor}
        nieuw = {self.sleutel_van(rij): rij for rij in na}
        weg = [sleutel for sleutel in oud if sleutel not in nieuw]
        anders = [rij for sleutel, rij in nieuw.items() if oud.get(sleutel) != rij]
        if weg:
            verbinding.execute(self._verwijder, als_een_waarde(self._sleutel, weg))
        if anders:
            waarden = map(self.waarden_van, anders)
            verbinding.execute(self._zet, als_een_waarde(self._kolommen, waarden))


def _haal(namen: Sequence[str]) -> Callable[[Any], Sleutel]:
    """What takes these fields of a row, as a tuple."""
    if len(namen) > 1:
        return attrgetter(*namen)
    een = attrgetter(namen[0])
    return lambda rij: (een(rij),)


def _verwijder(tabel: Table) -> Delete:
    sleutel = tuple(tabel.primary_key)
    return delete(tabel).where(tuple_(*sleutel).in_(select(*als_tabel(sleutel).c)))


def _zet(tabel: Table) -> Insert:
    kolommen = tuple(tabel.columns)
    opdracht = insert(tabel).from_select([kolom.name for kolom in kolommen], select(*als_tabel(kolommen).c))
    overig = {kolom.name: opdracht.excluded[kolom.name] for kolom in kolommen if not kolom.primary_key}
    sleutel = tuple(tabel.primary_key)
    return opdracht.on_conflict_do_update(index_elements=sleutel, set_=overig)


def als_tabel(kolommen: Iterable[Column[object]]) -> TableValuedAlias:
    """Rows that are handed over as one value, which PostgreSQL takes apart: one statement, whatever their number."""
    waarde = cast(bindparam("rijen", type_=Text), JSON)
    soorten = [column(kolom.name, kolom.type) for kolom in kolommen]
    return func.json_to_recordset(waarde).table_valued(*soorten).render_derived(name="rij", with_types=True)


def als_een_waarde(namen: Sequence[str], rijen: Iterable[Sequence[object]]) -> dict[str, str]:
    """The rows as the one value that ``als_tabel`` takes apart."""
    return {"rijen": json.dumps([dict(zip(namen, rij, strict=True)) for rij in rijen], default=str)}
