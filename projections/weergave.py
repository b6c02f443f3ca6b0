"""What every view has in common: its name, its tables in schema ``weergave``, and how it takes facts in."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import Connection, MetaData, Table

from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel

metadata = MetaData(
    schema="weergave",
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    },
)
"""The tables of all views. A table with a column ``stroom_id`` is emptied of a case when that is destroyed,
unless ``info={"blijft": True}``: then it holds nothing about a case but what its facts keep for ever."""


class Weergave(Protocol):
    """A view that is kept up to date from the facts, in their order, each exactly once."""

    @property
    def naam(self) -> str:
        """The name under which its position is kept."""
        ...

    @property
    def tabellen(self) -> tuple[Table, ...]:
        """Its tables, to be emptied for a rebuild."""
        ...

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        """Take in facts in the order of their positions, inside the transaction of ``verbinding``.

        ``tafels`` gives a table by the name of its definition (``Tafel.definitie``), so an old case is read by
        the rules it was brought in under. ``feestdag`` is the calendar by which its meetings move.
        """
        ...


def tabellen_met_casus() -> list[Table]:
    """List the tables that hold rows about a single casus, which go when it is destroyed."""
    return [
        tabel for tabel in metadata.sorted_tables if "stroom_id" in tabel.c and not tabel.info.get("blijft")
    ]


def rijen_van_casus(weergave: Weergave) -> list[Table]:
    """List the tables of one view with rows that are made from the facts of a single casus."""
    van_elders = ("blijft", "van_lijst")
    return [
        tabel
        for tabel in weergave.tabellen
        if "stroom_id" in tabel.c and not any(tabel.info.get(merk) for merk in van_elders)
    ]
