"""Keeps the views up to date: facts in, rows and position out in one transaction, so each fact counts once.

One pass takes a batch of facts to all views that stand at the same position: each fact is read and opened once. One
process at a time leads a view, by an advisory lock. A fact that a view cannot take stops that view alone, and loudly:
its place and the kind of fault stand in ``weergave.stand`` until it is mended. Never content.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256

import eventsourcing.persistence
import psycopg
import sqlalchemy.exc
import structlog
from sqlalchemy import Connection, Engine, func, select, text

from infra import tables
from infra.definitions import Definities
from infra.kluis import VERNIETIGSLOT
from infra.luisteraar import Luisteraar
from infra.rondes import Rondes
from infra.standen import EERSTE_VRAAG, MELDKANAAL, VRAAG_MET_OOR, Bord, Stand, standen, zet_standen
from infra.store import Archief
from infra.voeding import Voeding, plaatsen_na
from projections.weergave import Weergave

log = structlog.get_logger()

KLEINSTE, EERSTE, GROOTSTE = 250, 500, 5000
"""Facts in one batch: the fewest, how many it begins with, the most."""

RUSTIG_AAN, TE_LANG = 0.5, 2.0
"""Seconds that a batch takes: a full one within the first is made larger, one over the second smaller. A destruction
waits for the batch at hand."""

RUST = 0.05
"""Seconds between two looks for new facts while nobody tells of them."""

RUST_MET_OOR = 2.0
"""The same while PostgreSQL tells of them."""

FEITKANAAL = "gebeurtenis"
"""Where an append says that it was there; the library's name for it."""

OPNIEUW_NA = 30.0
"""Seconds after which a view that stopped is tried again."""

WACHT_HOOGSTENS = 5.0
"""Seconds that somebody waits for the views."""

BEGIN = select(
    func.pg_advisory_xact_lock_shared(VERNIETIGSLOT),
    *(func.set_config(f"enable_{wijze}", "off", True) for wijze in ("seqscan", "hashjoin", "mergejoin")),  # noqa: FBT003 PostgreSQL has no names for arguments here
)
"""With what a pass begins. Rows are found by their keys, also where there are few of them yet: a plan is kept, and a
table that was all but empty when it was made would be read as a whole from then on. To end three of 55,000 versions
took 10 ms, and takes 0.2."""

DATABASE_WEG = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.InterfaceError,
    sqlalchemy.exc.TimeoutError,
    eventsourcing.persistence.OperationalError,
    eventsourcing.persistence.InterfaceError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)
"""The database is away: no fault of any fact, so no view is stopped for it."""


class Runner:
    """Takes facts to the views, in a thread of its own or one pass at a time."""

    def __init__(
        self,
        engine: Engine,
        archief: Archief,
        weergaven: Sequence[Weergave],
        *,
        definities: Definities,
        nu: Callable[[], datetime],
    ) -> None:
        """Take what to read from, what to feed, and the clock for the marks of faults."""
        self._engine = engine
        self._voeding = Voeding(archief, definities)
        self._weergaven = {weergave.naam: weergave for weergave in weergaven}
        self._nu = nu
        self._rondes = Rondes("runner", self._beurt)
        self._bord = Bord(engine)
        self._oor = Luisteraar(engine, {FEITKANAAL: self.wek, MELDKANAAL: self._hoor})
        self._wacht_tot: dict[str, float] = {}
        self._limiet = EERSTE

    def start(self) -> None:
        """Keep the views up to date until ``stop``."""
        self._oor.start()
        self._rondes.start()

    def stop(self) -> None:
        """Finish the batch at hand and end."""
        self._rondes.stop()
        self._oor.stop()

    @property
    def hoort(self) -> bool:
        """PostgreSQL tells it of new facts at this moment; else it looks for itself."""
        return self._oor.hoort

    def wek(self) -> None:
        """Say that there is something new."""
        self._rondes.wek()

    def vertelt(self, bij: Callable[[], None]) -> AbstractContextManager[None]:
        """Call this when a view moves on, here or in another process, for as long as the block lasts."""
        return self._bord.vertelt(bij)

    def wacht_op(self, positie: int, *, hoogstens: float = WACHT_HOOGSTENS) -> bool:
        """Wait until the views have taken in the fact at ``positie``; ``False`` after ``hoogstens`` seconds.

        A view that stopped on a fault is not waited for.
        """
        vraag = VRAAG_MET_OOR if self.hoort else EERSTE_VRAAG
        return self._bord.wacht_op(positie, tuple(self._weergaven), hoogstens=hoogstens, eerste_vraag=vraag)

    def werk_bij(self) -> int:
        """Bring every view up to date and say how many facts were taken in, over all views."""
        self._wacht_tot.clear()
        totaal = 0
        while genomen := self._ronde():
            totaal += genomen
        return totaal

    def _hoor(self) -> None:
        """Somewhere a view moved on, or somebody did something about one."""
        try:
            self._bord.lees()
        except DATABASE_WEG:
            self._bord.vergeet()
        if self._wacht_tot:
            self.wek()

    def _beurt(self) -> float:
        try:
            return 0.0 if self._ronde() else RUST_MET_OOR if self.hoort else RUST
        except Exception as fout:  # noqa: BLE001 the database may be away; the views wait until it is back
            log.warning("runner_wacht", soort=type(fout).__name__)
            self._bord.vergeet()
            self._rondes.wacht(1.0)
            return RUST

    def _ronde(self) -> int:
        """One pass for each position at which views stand; how many facts were taken in, over all views."""
        with self._engine.connect() as verbinding:
            nu = standen(verbinding, self._weergaven)
            laatste = verbinding.execute(select(func.max(tables.gebeurtenis.c.notification_id))).scalar_one()
        groepen: dict[int, list[Weergave]] = defaultdict(list)
        for naam, stand in nu.items():
            if stand.positie < (laatste or 0) and not self._ligt_stil(stand):
                groepen[stand.positie].append(self._weergaven[naam])
        return sum(self._portie(groep) for groep in groepen.values())

    def _ligt_stil(self, stand: Stand) -> bool:
        """It stopped a short time ago. Who had it tried again took the fault away, and then it is."""
        if stand.fout is None:
            self._wacht_tot.pop(stand.naam, None)
        return time.monotonic() < self._wacht_tot.get(stand.naam, 0.0)

    def _portie(self, groep: Sequence[Weergave]) -> int:
        """One batch for these views; where it goes wrong each goes on alone, up to the fact that it cannot take."""
        try:
            return self._pas(groep, limiet=self._limiet)
        except DATABASE_WEG:
            raise
        except Exception as fout:  # noqa: BLE001 whatever goes wrong stops one view and no other
            log.warning("weergaven_gestruikeld", weergaven=_namen(groep), soort=type(fout).__name__)
        if len(groep) > 1:
            return sum(self._portie([weergave]) for weergave in groep)
        return self._tot_de_fout(groep[0])

    def _tot_de_fout(self, weergave: Weergave) -> int:
        """Smaller and smaller batches, until the fact that it cannot take stands alone: all before it still count."""
        limiet = begin = self._limiet
        genomen = 0
        while genomen < begin:
            try:
                stap = self._pas([weergave], limiet=limiet)
            except DATABASE_WEG:
                raise
            except Exception as fout:  # noqa: BLE001 the same
                if limiet == 1:
                    self._leg_stil(weergave, fout)
                    break
                limiet = max(1, limiet // 2)
            else:
                if not stap:
                    break
                genomen += stap
        return genomen

    def _pas(self, groep: Sequence[Weergave], *, limiet: int) -> int:
        """Take the next facts to those of these views that this process may lead, all or nothing."""
        begin = time.monotonic()
        with self._engine.begin() as verbinding:
            # Before anything is read: what is destroyed from here on waits until these rows are in.
            verbinding.execute(BEGIN)
            nu = standen(verbinding, _namen(_te_leiden(verbinding, groep)))
            positie = min((stand.positie for stand in nu.values()), default=0)
            samen = [een for een in groep if een.naam in nu and nu[een.naam].positie == positie]
            plaatsen = plaatsen_na(verbinding, positie, limiet=limiet) if samen else []
            if not plaatsen:
                return 0
            if len(plaatsen) == limiet:
                # It catches up. Rows and position go together: what dies with the server is taken in once more.
                verbinding.execute(text("SET LOCAL synchronous_commit = off"))
            behalve = {een.naam: nu[een.naam].overgeslagen for een in samen}
            feiten = self._voeding.open(plaatsen, samen, behalve=behalve)
            for weergave in samen:
                self._voeding.geef(verbinding, weergave, feiten, behalve=behalve[weergave.naam])
            tot = plaatsen[-1].positie
            zet_standen(verbinding, _namen(samen), positie=tot)
        self._bord.meld(dict.fromkeys(_namen(samen), tot))
        self._meet(len(plaatsen), limiet, time.monotonic() - begin)
        return len(plaatsen) * len(samen)

    def _meet(self, genomen: int, limiet: int, duur: float) -> None:
        """Let the batch grow while there is more and it goes fast, and shrink where it takes long."""
        if limiet != self._limiet:
            return
        if genomen == limiet and duur < RUSTIG_AAN:
            self._limiet = min(2 * limiet, GROOTSTE)
        elif duur > TE_LANG:
            self._limiet = max(limiet // 2, KLEINSTE)

    def _leg_stil(self, weergave: Weergave, fout: Exception) -> None:
        """Mark where and on what kind of fault the view stopped; the text of a fault may hold content."""
        self._wacht_tot[weergave.naam] = time.monotonic() + OPNIEUW_NA
        with self._engine.begin() as verbinding:
            positie = standen(verbinding, [weergave.naam])[weergave.naam].positie
            (volgende,) = plaatsen_na(verbinding, positie, limiet=1)
            zet_standen(
                verbinding,
                [weergave.naam],
                positie=positie,
                fout=type(fout).__name__,
                fout_positie=volgende.positie,
                fout_op=self._nu(),
            )
        log.error(
            "weergave_gestopt",
            weergave=weergave.naam,
            soort=type(fout).__name__,
            positie=volgende.positie,
            feit=volgende.naam,
        )


def _namen(weergaven: Sequence[Weergave]) -> list[str]:
    return [weergave.naam for weergave in weergaven]


def slot_van(naam: str) -> int:
    """The number of the advisory lock of a view, the same in every process."""
    return int.from_bytes(sha256(naam.encode()).digest()[:8], "big", signed=True)


_LEID = text(
    "SELECT naam FROM unnest(CAST(:namen AS text[]), CAST(:sloten AS bigint[])) AS v (naam, slot)"
    " WHERE pg_try_advisory_xact_lock(slot)"
)


def _te_leiden(verbinding: Connection, groep: Sequence[Weergave]) -> list[Weergave]:
    """Take the lock of each of these views that no other process leads; until the end of the transaction."""
    namen = _namen(groep)
    waarden = {"namen": namen, "sloten": [slot_van(naam) for naam in namen]}
    vrij = set(verbinding.execute(_LEID, waarden).scalars())
    return [weergave for weergave in groep if weergave.naam in vrij]
