"""All rows of all views, to hold two ways of making them beside each other."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, text

from api.demo.geheugen import Schrijfsel
from api.demo.vullen import _porties, _schrijf
from api.samenstelling import Dienst
from projections.weergave import metadata

Inhoud = dict[str, list[tuple[Any, ...]]]


def inhoud(dienst: Dienst) -> Inhoud:
    """All rows of all views."""
    with dienst.engine.connect() as verbinding:
        return inhoud_van(verbinding)


def inhoud_van(verbinding: Connection) -> Inhoud:
    """The same, as this connection sees them."""
    return {
        tabel.name: sorted((tuple(rij) for rij in verbinding.execute(select(tabel))), key=repr)
        for tabel in metadata.sorted_tables
    }


def schrijf_jaar(dienst: Dienst, verteld: Iterable[Schrijfsel]) -> None:
    """Write an invented year, in the order in which it happened."""
    bos = dienst.archief.bos()
    for portie in _porties(sorted(verteld, key=lambda schrijfsel: schrijfsel.feiten[-1].envelop.op)):
        _schrijf(dienst, portie, bos)


def naast(dienst: Dienst) -> int:
    """How many rows stand beside those in use, in all tables of a rebuild."""
    with dienst.engine.connect() as verbinding:
        namen = verbinding.execute(
            text(
                "SELECT relname FROM pg_class WHERE relnamespace = 'herbouw'::regnamespace AND relkind = 'r'"
            )
        ).scalars()
        return sum(
            verbinding.execute(text(f"SELECT count(*) FROM herbouw.{naam}")).scalar_one()  # noqa: S608 the catalogue's names
            for naam in namen.all()
        )
