"""Keeps the logboek: takes stored events into the tree, and signs what the tree is and gives that out.

The rules:

1. Nodes, leaves and size are written in one transaction, which one process at a time does, under an advisory lock.
   Nothing is kept in memory between two portions, and nothing is rebuilt: an event costs O(log n).
2. A checkpoint is signed when 1,000 events wait for one, or the oldest of them waited 5 seconds.
3. Before signing, the newest checkpoint that was given out is checked: it must be the beginning of this tree. If
   not, an old database was put back, or history was changed; nothing is signed, and the log and doctor say so.
4. Giving out comes after the commit. Whoever dies in between leaves a tree that is ahead; the next one signs it.
5. A folder that has less than was given out before is not gone on with: what was given out would be lost as evidence.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import Connection, Engine

from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.blad import bladhash
from infra.logboek.checkpoint import GROOTSTE_BOOM, Checkpoint
from infra.logboek.merkle import Boom, verify_consistency
from infra.logboek.opslag import (
    boom_van,
    lees_gebeurtenissen,
    lees_stand,
    neem_slot,
    voeg_toe,
    zet_stand,
)
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import (
    Sleutelring,
    Voorganger,
    lees_publiek,
    lees_ring,
    nieuwe_ring,
    schrijf_ring,
    vervang_ring,
)
from infra.logboek.sleutels import Controlesleutel
from infra.rondes import Rondes
from infra.runner import DATABASE_WEG
from infra.settings import Settings

log = structlog.get_logger()

PORTIE = 1000
"""Events in one transaction, and at most so many wait for a checkpoint."""

RIJP = 5.0
"""Seconds that an event waits for a checkpoint."""

RUST = 0.5
"""Seconds between two looks for new events."""

OPNIEUW_NA = 30.0
"""Seconds after which it is tried again, when something was refused."""

NAKIJKEN = 300.0
"""Seconds after which the newest checkpoint is checked again, also when nothing is new."""


class CheckpointVooruit(Afgekeurd):
    """A checkpoint of more events was given out: an old database was put back, or the tree was cut short."""


class CheckpointWeg(Afgekeurd):
    """The folder of checkpoints has less than was given out: it is another one, or an old one was put back."""


def zorg_voor_ring(settings: Settings) -> Sleutelring:
    """The keys of this log; a new one only where nothing was ever signed.

    Raises:
        SleutelFout: there is no key, and something was signed before; or the key cannot be used.
        OSError: the folder of checkpoints cannot be read.
    """
    bestand, map_ = settings.logboeksleutel, Logboekmap(settings.logboekmap)
    if not bestand.exists():
        if map_.sleutels() is not None:
            raise SleutelFout(
                f"The signing key in {bestand} is gone, and checkpoints were signed with it; "
                "put it back, or make another one with 'casus sleutels --vervang'."
            )
        schrijf_ring(nieuwe_ring(settings.logboek_naam), bestand)
    return lees_ring(bestand, oorsprong=settings.logboek_naam)


NIET_GETEKEND = (Afgekeurd, SleutelFout, OSError)
"""Why nothing was signed."""


def eis_vervolg(boom: Boom, vorig: Checkpoint) -> None:
    """Check that a checkpoint is the beginning of this tree.

    Raises:
        CheckpointVooruit: it is of more leaves than the tree has.
        AndereOudeWortel, AndereWortel: the tree is another one.
        KnoopOntbreekt: the stored tree is not whole.
    """
    if vorig.grootte > boom.grootte:
        raise CheckpointVooruit(verwacht=vorig.grootte, gevonden=boom.grootte)
    verify_consistency(
        vorig.grootte,
        boom.grootte,
        bewijs=boom.consistency_proof(vorig.grootte),
        oude_wortel=vorig.wortel,
        nieuwe_wortel=boom.root(),
    )


class Logboekhouder:
    """Keeps the logboek of one database, in a thread of its own or one pass at a time."""

    def __init__(self, engine: Engine, settings: Settings, *, nu: Callable[[], datetime]) -> None:
        """Take the database as the service, where keys and checkpoints are, and the clock for the marks of faults."""
        self.map = Logboekmap(settings.logboekmap)
        self._engine = engine
        self._settings = settings
        self._nu = nu
        self._rondes = Rondes("logboekhouder", self._beurt, tot_slot=self._sluit)
        # Moments of the monotonic clock: when to sign, not before when, and when to list the folder again.
        self._teken_om = self._niet_voor = self._lijst_om = 0.0

    # --- in a thread ---

    def start(self) -> None:
        """Keep the logboek until ``stop``."""
        self._rondes.start()

    def stop(self) -> None:
        """Finish the portion at hand, sign what waits, and end."""
        self._rondes.stop()

    def wek(self) -> None:
        """Say that there is something new."""
        self._rondes.wek()

    def _beurt(self) -> float:
        try:
            return 0.0 if self._ronde() else RUST
        except DATABASE_WEG as fout:
            log.warning("logboek_wacht", soort=type(fout).__name__)
            self._rondes.wacht(1.0)
        except Exception as fout:  # noqa: BLE001 whatever it is, it stops the logboek and not the service
            self._leg_stil(fout)
            self._rondes.wacht(OPNIEUW_NA)
        return RUST

    def _sluit(self) -> None:
        with suppress(*NIET_GETEKEND, *DATABASE_WEG):
            self.werk_bij()

    def _ronde(self) -> bool:
        genomen, wachtend = self.neem_op()
        nu = time.monotonic()
        if wachtend:
            self._teken_om = min(self._teken_om, nu if wachtend >= PORTIE else nu + RIJP)
        if nu >= max(self._teken_om, self._niet_voor):
            # What was refused stands in the log and in the database by now; the tree goes on growing.
            self._niet_voor = nu + OPNIEUW_NA
            with suppress(*NIET_GETEKEND):
                self.publiceer()
                self._niet_voor, self._teken_om = nu, nu + NAKIJKEN
        return genomen > 0

    # --- one pass ---

    def werk_bij(self) -> int:
        """Take all events into the tree, sign it, and say how many were new.

        Raises:
            Afgekeurd, SleutelFout, OSError: as ``publiceer``.
        """
        totaal = 0
        while genomen := self.neem_op()[0]:
            totaal += genomen
        self.publiceer()
        return totaal

    def neem_op(self) -> tuple[int, int]:
        """Take one portion of events into the tree; gives how many, and how many leaves wait for a checkpoint.

        Where another process is at it this does nothing.

        Raises:
            KnoopOntbreekt: the stored tree is not whole.
        """
        with self._engine.begin() as verbinding:
            if not neem_slot(verbinding):
                return 0, 0
            stand = lees_stand(verbinding)
            gebeurtenissen = lees_gebeurtenissen(verbinding, na=stand.positie, limiet=PORTIE)
            if not gebeurtenissen:
                return 0, stand.wachtend
            boom = boom_van(verbinding, stand.grootte)
            boom, nieuw = boom.append(bladhash(gebeurtenis.codeer()) for gebeurtenis in gebeurtenissen)
            voeg_toe(verbinding, boom, nieuw, [gebeurtenis.positie for gebeurtenis in gebeurtenissen])
            return len(gebeurtenissen), boom.grootte - stand.gepubliceerd

    def publiceer(self, *, zonder_vorige: bool = False) -> Checkpoint | None:
        """Check the newest checkpoint against the tree, and sign and give out a newer one where there is more.

        Gives the newest checkpoint; ``None`` where there are no events yet, or another process is at it.
        ``zonder_vorige`` goes on with a folder that has less than was given out; what is in it is checked still.

        Raises:
            Afgekeurd: the newest checkpoint is not of this log, or not the beginning of this tree. Nothing is signed.
            SleutelFout: the key is gone or cannot be used.
            OSError: the folder cannot be read or written.
        """
        try:
            with self._engine.begin() as verbinding:
                if not neem_slot(verbinding):
                    return None
                return self._publiceer(verbinding, zonder_vorige=zonder_vorige)
        except NIET_GETEKEND as fout:
            self._leg_stil(fout)
            raise

    def _publiceer(self, verbinding: Connection, *, zonder_vorige: bool) -> Checkpoint | None:
        stand = lees_stand(verbinding)
        if stand.grootte == 0 and not self.map.sleutels():
            return None
        ring = zorg_voor_ring(self._settings)
        vorig = self._vorig(ring)
        eerder = vorig.grootte if vorig else 0
        if eerder < stand.gepubliceerd and not zonder_vorige:
            raise CheckpointWeg(verwacht=stand.gepubliceerd, gevonden=eerder)
        boom = boom_van(verbinding, stand.grootte)
        if vorig is not None:
            eis_vervolg(boom, vorig)
        if vorig is None or vorig.grootte < boom.grootte:
            vorig = Checkpoint(ring.oorsprong, boom.grootte, boom.root())
            self.map.schrijf_sleutels(ring)
            self.map.schrijf(vorig, ring)
        zet_stand(verbinding, gepubliceerd=vorig.grootte, fout=None, fout_op=None)
        return vorig

    def _vorig(self, ring: Sleutelring) -> Checkpoint | None:
        """The newest checkpoint; now and then the whole folder is listed for it, and not just one file read."""
        nu = time.monotonic()
        volledig = nu >= self._lijst_om
        gevonden = self.map.nieuwste(ring) if volledig else self.map.huidig(ring)
        if volledig:
            self._lijst_om = nu + NAKIJKEN
        return gevonden[0] if gevonden else None

    def _leg_stil(self, fout: Exception) -> None:
        """Say what stopped it, in the log and in the database; texts that may hold content stay out."""
        uitleg = str(fout) if isinstance(fout, Afgekeurd | SleutelFout) else None
        log.error("logboek_gestopt", soort=type(fout).__name__, uitleg=uitleg)
        with suppress(*DATABASE_WEG), self._engine.begin() as verbinding:
            zet_stand(verbinding, fout=type(fout).__name__, fout_op=self._nu())

    # --- the key ---

    def vervang_sleutel(self) -> Sleutelring:
        """Sign with a new key from here on; the one of now stays listed with the size up to which it signed.

        Where the key is lost, the keys that the folder of checkpoints lists come before the new one.

        Raises:
            Afgekeurd, SleutelFout, OSError: the key or the newest checkpoint cannot be used.
        """
        bestand, naam = self._settings.logboeksleutel, self._settings.logboek_naam
        with self._engine.begin() as verbinding:
            neem_slot(verbinding, wacht=True)
            if bestand.exists():
                ring = lees_ring(bestand, oorsprong=naam)
                bekend = ring.controlesleutel, ring.eerder
            else:
                bekend = self._bekend_uit_de_map()
            nieuw = self._opvolger(*bekend)
            vervang_ring(nieuw, bestand)
            self.map.schrijf_sleutels(nieuw)
        return nieuw

    def _bekend_uit_de_map(self) -> tuple[Controlesleutel, tuple[Voorganger, ...]]:
        tekst = self.map.sleutels()
        if tekst is None:
            raise SleutelFout("There is no signing key to replace; 'casus sleutels' makes the first one.")
        return lees_publiek(tekst)

    def _opvolger(self, sleutel: Controlesleutel, eerder: tuple[Voorganger, ...]) -> Sleutelring:
        nieuw = nieuwe_ring(self._settings.logboek_naam)
        open_einde = replace(nieuw, eerder=(Voorganger(sleutel, GROOTSTE_BOOM), *eerder))
        vorig = self.map.nieuwste(open_einde)
        return replace(nieuw, eerder=(Voorganger(sleutel, vorig[0].grootte if vorig else 0), *eerder))
