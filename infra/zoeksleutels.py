"""The living keys of a blind index: one, and while its successor takes its place two.

The newest makes the marks; whoever looks, looks with all of them. Keys and rows are read in one snapshot, so that no
row is missed because its mark was made anew in between. Whoever writes need not ask each time: a mark of a key that
is not the newest is refused by the database, as a conflict, and a new one comes with a new epoch of the KEK only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection
from psycopg.rows import DictRow

from infra.keys import Inpakker, SleutelFout, Zoekdoel, Zoeksleutel


class Zoekbos:
    """The keys of one blind index, as this process knows them."""

    def __init__(self, datastore: PostgresDatastore, doel: Zoekdoel, *, kek: Inpakker) -> None:
        """Read them.

        Raises:
            SleutelFout: there is none, or it does not open with this KEK.
        """
        self._datastore, self._doel, self._kek = datastore, doel, kek
        self._open: dict[UUID, Zoeksleutel] = {}
        with self.blik() as (_, sleutels):
            self._nieuwste = sleutels[0]

    @property
    def nieuwste(self) -> Zoeksleutel:
        """The key that marks are made with."""
        if self._nieuwste.tijdvak != self._kek.huidig.tijdvak:
            with self.blik() as (_, sleutels):
                self._nieuwste = sleutels[0]
        return self._nieuwste

    @contextmanager
    def blik(self) -> Iterator[tuple[Connection[DictRow], tuple[Zoeksleutel, ...]]]:
        """A look at the index: a connection with one snapshot, and all keys of that moment, the newest first.

        Raises:
            SleutelFout: there is none, or it does not open with this KEK.
        """
        with self._datastore.get_connection() as verbinding, verbinding.transaction():
            verbinding.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield verbinding, self._lees(verbinding)

    def _lees(self, verbinding: Connection[DictRow]) -> tuple[Zoeksleutel, ...]:
        rijen = verbinding.execute(
            "SELECT sleutel_id, nummer, tijdvak, ingepakt FROM sleutels.zoeksleutel WHERE doel = %s"
            " ORDER BY nummer DESC",
            (self._doel.value,),
            prepare=True,
        ).fetchall()
        if not rijen:
            raise SleutelFout("The key of a blind index is missing; run 'casus migrate'.")
        bekend = self._open
        levend = {
            rij["sleutel_id"]: bekend.get(rij["sleutel_id"])
            or Zoeksleutel(
                self._kek.pak_uit(bytes(rij["ingepakt"]), voor=rij["sleutel_id"], tijdvak=rij["tijdvak"]),
                rij["nummer"],
                rij["tijdvak"],
            )
            for rij in rijen
        }
        self._open = levend  # What is destroyed is not kept here either.
        return tuple(levend.values())
