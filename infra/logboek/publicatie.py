"""The folder outside the database in which the log puts its signed checkpoints, for all to read.

- ``checkpoint``: the newest;
- ``checkpoints/<size>``: each that was ever given out, kept for ever and never overwritten with another;
- ``vkey``: the public key of now, and below it those of before, each with the size of the last checkpoint it signed;
- ``getuigen.json``: what became of asking the witnesses, for ``casus doctor``; nothing rests on it.

A cosignature of a witness comes under a checkpoint later, in both files, and takes none away. Who writes holds the
lock of the folder, since the next checkpoint is given out meanwhile.

Whoever can write to the database and not to this folder cannot rewrite history unseen. Whoever can write to both
needs a witness to be stopped.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from infra.logboek import Afgekeurd
from infra.logboek.bestanden import schrijf_nieuw, vervang
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.notitie import GROOTSTE_NOTITIE, Notitie, lees_notitie
from infra.logboek.ring import Sleutelring
from infra.logboek.sleutels import Handtekening
from infra.logboek.slot import alleen

NIEUWSTE, ALLE, SLEUTELS, SLOT = "checkpoint", "checkpoints", "vkey", ".slot"


class AnderCheckpoint(Afgekeurd):
    """Another checkpoint of this size was given out before."""


class AndereGrootte(Afgekeurd):
    """A checkpoint in the folder does not have the size that it is kept under."""


class Logboekmap:
    """The folder of checkpoints."""

    def __init__(self, map_: Path) -> None:
        """Take the folder; it is made when the first checkpoint is written."""
        self.map = map_

    def nieuwste(self, ring: Sleutelring) -> tuple[Checkpoint, bytes] | None:
        """The newest checkpoint of all that are kept, and the note as it stands; ``None`` where there is none.

        For who must not be misled by a ``checkpoint`` that was left behind or put back; it lists the folder.

        Raises:
            Afgekeurd: a checkpoint was not signed by this log, or not as its size asks.
            OSError: the folder cannot be read.
        """
        gevonden = [self.huidig(ring)]
        hoogste = max(self.groottes(), default=None)
        if hoogste is not None:
            gevonden.append(self.lees(hoogste, ring))
        return max((een for een in gevonden if een is not None), key=lambda een: een[0].grootte, default=None)

    def huidig(self, ring: Sleutelring) -> tuple[Checkpoint, bytes] | None:
        """The checkpoint under the name ``checkpoint``, and the note as it stands; ``None`` where there is none.

        Raises:
            Afgekeurd: it was not signed by this log.
            OSError: it cannot be read.
        """
        return self._lees(self.map / NIEUWSTE, ring)

    def lees(self, grootte: int, ring: Sleutelring) -> tuple[Checkpoint, bytes] | None:
        """The checkpoint that was given out at this size; ``None`` where there is none.

        Raises:
            Afgekeurd: it was not signed by this log, or is of another size.
            OSError: it cannot be read.
        """
        gevonden = self._lees(self.map / ALLE / str(grootte), ring)
        if gevonden is not None and gevonden[0].grootte != grootte:
            raise AndereGrootte(verwacht=grootte, gevonden=gevonden[0].grootte)
        return gevonden

    def groottes(self) -> Iterator[int]:
        """The sizes that checkpoints are kept of, in no order."""
        try:
            with os.scandir(self.map / ALLE) as inhoud:
                yield from (int(deel.name) for deel in inhoud if deel.name.isascii() and deel.name.isdigit())
        except FileNotFoundError:
            return

    def schrijf(self, checkpoint: Checkpoint, ring: Sleutelring) -> bytes:
        """Sign a checkpoint and give it out; when this returns, it is on disk under both names.

        A checkpoint of the same text that is kept already is given out again as it is. ``checkpoint`` never goes back
        to a smaller one.

        Raises:
            AnderCheckpoint: another one of this size was given out before.
            Afgekeurd: what stands in ``checkpoint`` was not signed by this log.
            OSError: the folder cannot be written.
        """
        (self.map / ALLE).mkdir(parents=True, exist_ok=True)
        with alleen(self.map / SLOT):
            return self._schrijf(checkpoint, ring)

    def _schrijf(self, checkpoint: Checkpoint, ring: Sleutelring) -> bytes:
        pad, notitie = self.map / ALLE / str(checkpoint.grootte), ring.teken(checkpoint)
        try:
            schrijf_nieuw(pad, notitie)
        except FileExistsError:
            eerder = self.lees(checkpoint.grootte, ring)
            if eerder is None or eerder[0] != checkpoint:
                gevonden = eerder[0].wortel if eerder else "nothing"
                raise AnderCheckpoint(verwacht=checkpoint.wortel, gevonden=gevonden) from None
            notitie = eerder[1]
        huidig = self.huidig(ring)
        # Whoever lost the database halfway may come late, when another keeper has signed more already.
        if huidig is None or huidig[0].grootte <= checkpoint.grootte:
            vervang(self.map / NIEUWSTE, notitie)
        return notitie

    def voeg_toe(
        self, checkpoint: Checkpoint, medehandtekeningen: Iterable[Handtekening], ring: Sleutelring
    ) -> bytes:
        """Put cosignatures, that were checked, under a checkpoint that was given out; gives the note as it is then.

        Raises:
            AnderCheckpoint: another one of this size was given out, or none.
            Afgekeurd: with these the note could not be read any more.
            OSError: the folder cannot be written.
        """
        with alleen(self.map / SLOT):
            bewaard, huidig = self.lees(checkpoint.grootte, ring), self.huidig(ring)
            if bewaard is None or bewaard[0] != checkpoint:
                gevonden = bewaard[0].wortel if bewaard else "nothing"
                raise AnderCheckpoint(verwacht=checkpoint.wortel, gevonden=gevonden)
            nieuwste = huidig[1] if huidig is not None and huidig[0] == checkpoint else None
            notitie = lees_notitie(bewaard[1])
            if nieuwste is not None:
                notitie = _samen(notitie, lees_notitie(nieuwste))
            data = notitie.met(*medehandtekeningen).codeer()
            ring.open(data)
            vervang(self.map / ALLE / str(checkpoint.grootte), data)
            if nieuwste is not None:
                vervang(self.map / NIEUWSTE, data)
        return data

    def schrijf_sleutels(self, ring: Sleutelring) -> None:
        """Put the public keys in the folder, if they are not there as they should be.

        Raises:
            OSError: the folder cannot be written.
        """
        pad, inhoud = self.map / SLEUTELS, ring.publiek.encode()
        if not pad.exists() or pad.read_bytes() != inhoud:
            self.map.mkdir(parents=True, exist_ok=True)
            vervang(pad, inhoud)

    def sleutels(self) -> str | None:
        """The public keys as they stand in the folder; ``None`` where there are none. Not to be trusted here."""
        try:
            return (self.map / SLEUTELS).read_text(encoding="ascii")
        except FileNotFoundError:
            return None

    def stempel(self) -> tuple[int, int, int] | None:
        """Something that is another when ``checkpoint`` was written anew; ``None`` where there is none."""
        try:
            gevonden = (self.map / NIEUWSTE).stat()
        except OSError:
            return None
        return gevonden.st_ino, gevonden.st_mtime_ns, gevonden.st_size

    @staticmethod
    def _lees(pad: Path, ring: Sleutelring) -> tuple[Checkpoint, bytes] | None:
        try:
            with pad.open("rb") as stroom:
                data = stroom.read(GROOTSTE_NOTITIE + 1)
        except FileNotFoundError:
            return None
        return ring.open(data).checkpoint, data


def _samen(een: Notitie, ander: Notitie) -> Notitie:
    """The note with what stands under the other one and not under it."""
    er_zijn = {(h.naam, h.sleutel_id) for h in een.handtekeningen}
    return een.met(*(h for h in ander.handtekeningen if (h.naam, h.sleutel_id) not in er_zijn))
