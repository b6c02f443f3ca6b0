"""What a bundle is made of, from PostgreSQL and from the folder of checkpoints (``bundel.Bron``).

Read-only, and in short statements: what is there is never changed, so a long export holds up nobody. Events are taken
from their own table by where the log says they begin and end, not one by one by what the log says: so one that was
deleted, put in between or changed comes out as such.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow

from infra.logboek.blad import Blad
from infra.logboek.merkle import Plaats

CHECKPOINT, SLEUTELS = "checkpoint", "vkey"
"""The names of the files in the folder."""
_PER_KEER = 2000

_KNOPEN = """
SELECT k.niveau, k.nummer, k.hash FROM unnest(%s::smallint[], %s::bigint[]) AS p (niveau, nummer)
JOIN {boom}.knoop k ON k.niveau = p.niveau AND k.nummer = p.nummer
"""
_POSITIE = "SELECT positie FROM {boom}.blad WHERE nummer = %s"
_BLADEN = """
SELECT notification_id, originator_id, originator_version, topic, state FROM {bladen}.gebeurtenis
WHERE notification_id > %s AND notification_id <= %s ORDER BY notification_id LIMIT %s
"""
_VAN_STROOM = """
SELECT g.notification_id, g.originator_id, g.originator_version, g.topic, g.state, b.nummer
FROM {bladen}.gebeurtenis g LEFT JOIN {boom}.blad b ON b.positie = g.notification_id
WHERE g.originator_id = %s AND g.originator_version > %s AND g.notification_id <= %s
ORDER BY g.originator_version LIMIT %s
"""


@dataclass(frozen=True)
class Log:
    """In which schemas a log stands: what its leaves are, and its tree."""

    bladen: LiteralString
    boom: LiteralString

    def vraag(self, sjabloon: LiteralString) -> LiteralString:
        """A statement on the tables of this log."""
        return sjabloon.format(bladen=self.bladen, boom=self.boom)


LOGBOEK = Log("feiten", "logboek")
INZAGEN = Log("inzage", "inzage")


class LogboekFout(Exception):
    """The log cannot be exported; the sentence is for the operator."""


class BronInDatabase:
    """The log and the events in a database, and the checkpoint and keys in a folder."""

    def __init__(self, verbinding: Connection[TupleRow], map_: Path, *, log: Log = LOGBOEK) -> None:
        """Take a connection in the role of the service."""
        self._verbinding, self._map, self._log = verbinding, map_, log

    @property
    def knopen(self) -> "Databaseknopen":
        """The nodes of the tree."""
        return Databaseknopen(self._verbinding, self._log)

    def checkpoint(self) -> bytes:
        """Give the newest signed checkpoint.

        Raises:
            LogboekFout: there is none yet.
        """
        return self._lees(CHECKPOINT, "There is no checkpoint yet; the service signs one within ten seconds.")

    def sleutels(self) -> bytes:
        """Give the public keys.

        Raises:
            LogboekFout: they are not there.
        """
        return self._lees(SLEUTELS, "The public key of the log is not in its folder; run 'casus sleutels'.")

    def _lees(self, naam: str, anders: str) -> bytes:
        try:
            return (self._map / naam).read_bytes()
        except FileNotFoundError:
            raise LogboekFout(anders) from None
        except OSError as fout:
            raise LogboekFout(f"The file {naam} of the log cannot be read: {fout.strerror}.") from fout

    def bladen(self, van: int, tot: int) -> Iterator[bytes]:
        """Give the stored events after the one before ``van``, up to the last before ``tot``, in order."""
        na = self._positie(van - 1) if van else 0
        einde = self._positie(tot - 1)
        vraag = self._log.vraag(_BLADEN)
        while rijen := self._verbinding.execute(vraag, (na, einde, _PER_KEER)).fetchall():
            for positie, stroom, versie, naam, inhoud in rijen:
                yield Blad(positie, stroom, versie, naam, bytes(inhoud)).codeer()
            na = rijen[-1][0]

    def bladen_van(self, stroom: UUID, grootte: int) -> Iterator[tuple[int | None, bytes]]:
        """Give the stored events of a stream up to a size of the log, in order, with their index where it has one."""
        einde, na = self._positie(grootte - 1) if grootte else 0, 0
        vraag = self._log.vraag(_VAN_STROOM)
        while rijen := self._verbinding.execute(vraag, (stroom, na, einde, _PER_KEER)).fetchall():
            for positie, van, versie, naam, inhoud, nummer in rijen:
                binnen = nummer if nummer is not None and nummer < grootte else None
                yield binnen, Blad(positie, van, versie, naam, bytes(inhoud)).codeer()
            na = rijen[-1][2]

    def stroom(self, casusnummer: str) -> UUID:
        """Give the stream behind a number.

        Raises:
            LogboekFout: there is none, or no longer. The number is not repeated.
        """
        rij = self._verbinding.execute(
            "SELECT stroom_id FROM kluis.nummer WHERE casusnummer = %s", (casusnummer,)
        ).fetchone()
        if rij is None:
            raise LogboekFout("There is no casus with this number, or its data were destroyed.")
        gevonden: UUID = rij[0]
        return gevonden

    def _positie(self, nummer: int) -> int:
        rij = self._verbinding.execute(self._log.vraag(_POSITIE), (nummer,)).fetchone()
        if rij is None:
            raise LogboekFout(f"The log in the database has no event at index {nummer}; run 'casus doctor'.")
        return int(rij[0])


class Databaseknopen:
    """The nodes of the tree, to read (``merkle.Knopen``)."""

    def __init__(self, verbinding: Connection[TupleRow], log: Log = LOGBOEK) -> None:
        """Take a connection in the role of the service."""
        self._verbinding, self._vraag = verbinding, log.vraag(_KNOPEN)

    def get(self, plaatsen: Sequence[Plaats], /) -> Mapping[Plaats, bytes]:
        """Give the hashes at these places; a place where nothing is kept is left out."""
        waar = ([niveau for niveau, _ in plaatsen], [nummer for _, nummer in plaatsen])
        return {
            (niveau, nummer): bytes(h) for niveau, nummer, h in self._verbinding.execute(self._vraag, waar)
        }

    def put(self, _knopen: Mapping[Plaats, bytes], /) -> None:
        """Refuse: an export adds nothing to the log."""
        raise LogboekFout("An export adds nothing to the log.")
