"""Keeps the views up to date: facts in, rows and position out in one transaction, so each fact counts once.

One process at a time leads a view, by an advisory lock. A fact that a view cannot take stops that view alone, and
loudly: its place and the kind of fault stand in ``weergave.stand`` until it is mended. Never content.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from hashlib import sha256

import eventsourcing.persistence
import psycopg
import sqlalchemy.exc
import structlog
from sqlalchemy import Connection, Engine, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.casus.events import BijdrageVernietigd, OpAgendaGezet, PersoonVernietigd
from domain.historie import Opgetekend
from domain.tafels import Tafel
from infra import tables
from infra.definitions import Definities
from infra.kalender import feestdag
from infra.kluis import VERNIETIGSLOT
from infra.rondes import Rondes
from infra.store import Archief
from projections.neemt import VAN_ANDEREN
from projections.weergave import Weergave, rijen_van_casus

log = structlog.get_logger()

PORTIE = 500
"""Facts in one batch."""

RUST = 0.05
"""Seconds between two looks for new facts."""

OPNIEUW_NA = 30.0
"""Seconds after which a view that stopped is tried again."""


DEEL_VERNIETIGD = (PersoonVernietigd, BijdrageVernietigd)
"""After these a case is told anew."""

DATABASE_WEG = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.InterfaceError,
    sqlalchemy.exc.TimeoutError,
    eventsourcing.persistence.OperationalError,
    eventsourcing.persistence.InterfaceError,
    psycopg.OperationalError,
)
"""The database is away: no fault of any fact, so no view is stopped for it."""


class _Tafels(dict[str, Tafel]):
    """Tables by the name of their definition, looked up when first asked for."""

    def __init__(self, definities: Definities) -> None:
        super().__init__()
        self._definities = definities

    def __missing__(self, naam: str) -> Tafel:
        self[naam] = self._definities.definitie(naam)
        return self[naam]


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
        self._archief = archief
        self._weergaven = weergaven
        self._tafels = _Tafels(definities)
        self._nu = nu
        self._rondes = Rondes("runner", self._beurt)
        self._wacht_tot: dict[str, float] = {}

    def start(self) -> None:
        """Keep the views up to date until ``stop``."""
        self._rondes.start()

    def stop(self) -> None:
        """Finish the batch at hand and end."""
        self._rondes.stop()

    def wek(self) -> None:
        """Say that there is something new."""
        self._rondes.wek()

    def werk_bij(self) -> int:
        """Bring every view up to date and say how many facts were taken in, over all views."""
        totaal = 0
        for weergave in self._weergaven:
            while genomen := self._portie(weergave):
                totaal += genomen
        return totaal

    def _beurt(self) -> float:
        try:
            return 0.0 if self._ronde() else RUST
        except Exception as fout:  # noqa: BLE001 the database may be away; the views wait until it is back
            log.warning("runner_wacht", soort=type(fout).__name__)
            self._rondes.wacht(1.0)
            return RUST

    def _ronde(self) -> bool:
        bezig = False
        for weergave in self._weergaven:
            if time.monotonic() >= self._wacht_tot.get(weergave.naam, 0.0):
                bezig = self._portie(weergave) > 0 or bezig
        return bezig

    def _portie(self, weergave: Weergave) -> int:
        """One batch; after a fault one fact at a time, so that all before the bad one still count."""
        try:
            return self._verwerk(weergave, PORTIE)
        except DATABASE_WEG:
            raise
        except Exception as eerste:  # noqa: BLE001 whatever goes wrong stops this view and no other
            log.warning("weergave_gestruikeld", weergave=weergave.naam, soort=type(eerste).__name__)
        genomen = 0
        try:
            while self._verwerk(weergave, 1):
                genomen += 1
        except DATABASE_WEG:
            raise
        except Exception as fout:  # noqa: BLE001 the same
            self._leg_stil(weergave, fout)
        return genomen

    def _verwerk(self, weergave: Weergave, limiet: int) -> int:
        with self._engine.begin() as verbinding:
            # Before anything is read: what is destroyed from here on waits until these rows are in.
            verbinding.execute(select(func.pg_advisory_xact_lock_shared(VERNIETIGSLOT)))
            if not verbinding.execute(select(func.pg_try_advisory_xact_lock(_slot(weergave)))).scalar_one():
                return 0
            positie = _positie(verbinding, weergave.naam)
            feiten = self._archief.lees_na(positie, limiet=limiet)
            if not feiten:
                return 0
            weergave.verwerk(verbinding, feiten, tafels=self._tafels, feestdag=feestdag)
            self._vertel_opnieuw(verbinding, weergave, feiten)
            _zet_stand(verbinding, weergave.naam, positie=feiten[-1].positie)
            return len(feiten)

    def _vertel_opnieuw(
        self, verbinding: Connection, weergave: Weergave, feiten: Sequence[Opgetekend]
    ) -> None:
        """Tell the cases of which a part was destroyed anew, from what is left of them.

        A row does not say which of its facts it came from. Told anew, it is what a rebuild would make of it.
        """
        stromen = {feit.stroom_id for feit in feiten if isinstance(feit.gebeurtenis, DEEL_VERNIETIGD)}
        if not stromen:
            return
        tot = feiten[-1].positie
        for tabel in rijen_van_casus(weergave):
            verbinding.execute(delete(tabel).where(tabel.c.stroom_id.in_(stromen)))
        opnieuw = self._archief.lees_stromen(list(stromen), tot=tot)
        if soorten := tuple(VAN_ANDEREN.get(weergave.naam, ())):
            elders = {
                feit.gebeurtenis.overleg_id for feit in opnieuw if isinstance(feit.gebeurtenis, OpAgendaGezet)
            }
            ook = self._archief.lees_stromen(list(elders), tot=tot)
            opnieuw += [feit for feit in ook if isinstance(feit.gebeurtenis, soorten)]
            opnieuw.sort(key=lambda feit: feit.positie)
        weergave.verwerk(verbinding, opnieuw, tafels=self._tafels, feestdag=feestdag)

    def _leg_stil(self, weergave: Weergave, fout: Exception) -> None:
        """Mark where and on what kind of fault the view stopped; the text of a fault may hold content."""
        self._wacht_tot[weergave.naam] = time.monotonic() + OPNIEUW_NA
        log.error("weergave_gestopt", weergave=weergave.naam, soort=type(fout).__name__)
        with self._engine.begin() as verbinding:
            positie = _positie(verbinding, weergave.naam)
            rij = verbinding.execute(
                select(func.min(tables.gebeurtenis.c.notification_id)).where(
                    tables.gebeurtenis.c.notification_id > positie
                )
            ).scalar_one()
            _zet_stand(
                verbinding,
                weergave.naam,
                positie=positie,
                fout=type(fout).__name__,
                fout_positie=rij,
                fout_op=self._nu(),
            )


def wacht_op(engine: Engine, positie: int, namen: Iterable[str], *, hoogstens: float = 5.0) -> bool:
    """Wait until these views have taken in the fact at ``positie``; ``False`` after ``hoogstens`` seconds.

    A view that stopped on a fault is not waited for.
    """
    gevraagd = list(namen)
    einde = time.monotonic() + hoogstens
    achter = (
        select(func.count())
        .select_from(tables.stand)
        .where(
            tables.stand.c.naam.in_(gevraagd),
            (tables.stand.c.positie >= positie) | tables.stand.c.fout.is_not(None),
        )
    )
    while True:
        with engine.connect() as verbinding:
            if verbinding.execute(achter).scalar_one() == len(gevraagd):
                return True
        if time.monotonic() > einde:
            return False
        time.sleep(0.01)


def _slot(weergave: Weergave) -> int:
    """The number of the advisory lock of a view, the same in every process."""
    return int.from_bytes(sha256(weergave.naam.encode()).digest()[:8], "big", signed=True)


def _positie(verbinding: Connection, naam: str) -> int:
    gevonden = verbinding.execute(
        select(tables.stand.c.positie).where(tables.stand.c.naam == naam)
    ).scalar_one_or_none()
    return gevonden or 0


def _zet_stand(verbinding: Connection, naam: str, **waarden: object) -> None:
    rij = {"fout": None, "fout_positie": None, "fout_op": None, **waarden}
    verbinding.execute(
        insert(tables.stand).values(naam=naam, **rij).on_conflict_do_update(index_elements=["naam"], set_=rij)
    )


def stand_van(verbinding: Connection) -> list[tuple[str, int, str | None]]:
    """How far each view is, and the kind of fault that stopped it if one did."""
    rijen = verbinding.execute(
        select(tables.stand.c.naam, tables.stand.c.positie, tables.stand.c.fout).order_by(tables.stand.c.naam)
    )
    return [(rij.naam, rij.positie, rij.fout) for rij in rijen]
