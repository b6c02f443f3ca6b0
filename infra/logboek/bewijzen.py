"""What the log proves to whoever asks: its newest checkpoint, that an event is in it, and that it only grew."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Engine

from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.bewijs import Bewijs, schrijf_hashes
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.merkle import Boom
from infra.logboek.nakijken import kijk_na, ontbrekend
from infra.logboek.opslag import blad_op, boom_van, lees_stand
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import lees_ring
from infra.settings import Settings


class NietInHetLogboek(Exception):
    """No checkpoint that was given out covers this."""


class LogboekGestoord(Exception):
    """The newest checkpoint and the tree do not fit together; nothing is proven from it. Holds no content."""


class Bewijzen:
    """Reads the tree and the folder of checkpoints; signs nothing."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        """Take the database as the service, and where keys and checkpoints are."""
        self._engine = engine
        self._settings = settings
        self._map = Logboekmap(settings.logboekmap)

    def checkpoint(self) -> bytes:
        """The newest checkpoint, a signed note.

        Raises:
            NietInHetLogboek: none was given out yet.
            LogboekGestoord: what stands in the folder was not signed by this log, or the key cannot be used.
        """
        return self._huidig()[1]

    def inclusie(self, positie: int) -> bytes:
        """Prove that the event at a position is in the newest checkpoint: a ``.tlog-proof`` file.

        Raises:
            NietInHetLogboek: there is no such event, or no checkpoint covers it yet.
            LogboekGestoord: as ``checkpoint``; or the stored tree is not whole.
        """
        checkpoint, notitie = self._huidig()
        with self._engine.connect() as verbinding:
            grootte = self._grootte(verbinding, checkpoint.grootte)
            index = blad_op(verbinding, positie)
            if index is None or index >= checkpoint.grootte:
                raise NietInHetLogboek
            try:
                boom = boom_van(verbinding, grootte)
                pad = boom.inclusion_proof(index, checkpoint.grootte)
            except Afgekeurd as fout:
                raise LogboekGestoord(str(fout)) from fout
        return Bewijs(index, tuple(pad), notitie).codeer()

    def kijk_na(self, posities: Collection[int]) -> Mapping[int, bool | None]:
        """Say of each position whether what stands there is what was signed; ``None``: nothing was signed of it yet.

        Raises:
            NietInHetLogboek: no checkpoint was given out yet.
            LogboekGestoord: as ``inclusie``.
        """
        checkpoint, _ = self._huidig()
        with self._engine.connect() as verbinding:
            return kijk_na(verbinding, self._boom(verbinding, checkpoint), checkpoint, posities)

    def ontbrekend(self) -> int:
        """How many events are gone of those that the newest checkpoint counts; of whom they were nobody can tell.

        Raises:
            NietInHetLogboek, LogboekGestoord: as ``checkpoint``.
        """
        checkpoint, _ = self._huidig()
        with self._engine.connect() as verbinding:
            return ontbrekend(verbinding, checkpoint)

    def consistentie(self, van: int, tot: int) -> str:
        """Prove that the tree of ``van`` leaves is the beginning of that of ``tot``: a hash in base64 a line.

        Raises:
            NietInHetLogboek: ``tot`` is more than the newest checkpoint covers, or ``van`` is more than ``tot``.
            LogboekGestoord: as ``inclusie``.
        """
        checkpoint, _ = self._huidig()
        if not 0 <= van <= tot <= checkpoint.grootte:
            raise NietInHetLogboek
        with self._engine.connect() as verbinding:
            try:
                boom = boom_van(verbinding, self._grootte(verbinding, checkpoint.grootte))
                return schrijf_hashes(boom.consistency_proof(van, tot))
            except Afgekeurd as fout:
                raise LogboekGestoord(str(fout)) from fout

    def _huidig(self) -> tuple[Checkpoint, bytes]:
        try:
            if self._map.sleutels() is None:
                raise NietInHetLogboek
            ring = lees_ring(self._settings.logboeksleutel, oorsprong=self._settings.logboek_naam)
            gevonden = self._map.huidig(ring)
        except (Afgekeurd, SleutelFout) as fout:
            raise LogboekGestoord(str(fout)) from fout
        except OSError as fout:
            raise LogboekGestoord(f"The folder of checkpoints cannot be read: {fout.strerror}.") from fout
        if gevonden is None:
            raise NietInHetLogboek
        return gevonden

    def _boom(self, verbinding: Connection, checkpoint: Checkpoint) -> Boom:
        try:
            return boom_van(verbinding, self._grootte(verbinding, checkpoint.grootte))
        except Afgekeurd as fout:
            raise LogboekGestoord(str(fout)) from fout

    @staticmethod
    def _grootte(verbinding: Connection, gepubliceerd: int) -> int:
        """The size of the tree, which covers what was given out.

        Raises:
            LogboekGestoord: it does not: an old database was put back.
        """
        grootte = lees_stand(verbinding).grootte
        if grootte < gepubliceerd:
            raise LogboekGestoord(f"The tree has {grootte} leaves, the newest checkpoint {gepubliceerd}.")
        return grootte
