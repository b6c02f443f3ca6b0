"""Reading and writing the rows of a view in a few statements, however many facts come in at once.

A view reads the rows of the cases in a batch, takes the facts in one by one in memory, and writes what
differs. What it writes is then the same wherever one batch ends and the next one begins.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Table,
    TableValuedAlias,
    Text,
    Uuid,
    any_,
    cast,
    column,
    delete,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

R = TypeVar("R")

Sleutel = tuple[object, ...]


class Rijen(Generic[R]):
    """The rows of one table, each as an ``R``: a frozen dataclass whose fields are the table's columns."""

    def __init__(self, tabel: Table, soort: Callable[..., R], *, bij: str = "stroom_id") -> None:
        """``bij`` is the column of ids by which rows are read."""
        self._tabel = tabel
        self._soort = soort
        self._bij = tabel.c[bij]
        self._kolommen = tuple(tabel.columns)
        self._sleutel = tuple(tabel.primary_key)

    def lees(self, verbinding: Connection, ids: Collection[UUID]) -> tuple[R, ...]:
        """Read the rows of these cases, or of whatever else the rows are read by."""
        if not ids:
            return ()
        gezocht = literal(list(ids), ARRAY(Uuid))
        vraag = select(self._tabel).where(self._bij == any_(gezocht))
        return tuple(self._soort(*rij) for rij in verbinding.execute(vraag))

    def schrijf(self, verbinding: Connection, *, voor: Iterable[R], na: Iterable[R]) -> None:
        """Bring the rows ``voor`` to ``na``: remove what is gone, write what is new or other."""
        oud = {self._sleutel_van(rij): rij for rij in voor}
        nieuw = {self._sleutel_van(rij): rij for rij in na}
        weg = [sleutel for sleutel in oud if sleutel not in nieuw]
        anders = [rij for sleutel, rij in nieuw.items() if oud.get(sleutel) != rij]
        if weg:
            self._verwijder(verbinding, weg)
        if anders:
            self._zet(verbinding, anders)

    def _sleutel_van(self, rij: R) -> Sleutel:
        return tuple(getattr(rij, kolom.name) for kolom in self._sleutel)

    def _verwijder(self, verbinding: Connection, weg: Sequence[Sleutel]) -> None:
        namen = [kolom.name for kolom in self._sleutel]
        bron = _als_tabel(self._sleutel, [dict(zip(namen, sleutel, strict=True)) for sleutel in weg])
        verbinding.execute(delete(self._tabel).where(tuple_(*self._sleutel).in_(select(*bron.c))))

    def _zet(self, verbinding: Connection, rijen: Sequence[R]) -> None:
        namen = [kolom.name for kolom in self._kolommen]
        bron = _als_tabel(self._kolommen, [{naam: getattr(rij, naam) for naam in namen} for rij in rijen])
        opdracht = insert(self._tabel).from_select(namen, select(*bron.c))
        overig = {
            kolom.name: opdracht.excluded[kolom.name] for kolom in self._kolommen if not kolom.primary_key
        }
        verbinding.execute(opdracht.on_conflict_do_update(index_elements=self._sleutel, set_=overig))


def _als_tabel(kolommen: Iterable[Column[object]], rijen: Sequence[Mapping[str, object]]) -> TableValuedAlias:
    """Hand over rows as one value, which PostgreSQL takes apart: one statement, whatever their number."""
    waarde = cast(literal(json.dumps(rijen, default=str), Text), JSON)
    soorten = [column(kolom.name, kolom.type) for kolom in kolommen]
    return func.json_to_recordset(waarde).table_valued(*soorten).render_derived(name="rij", with_types=True)
