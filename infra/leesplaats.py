"""Where the lists are read: on a streaming replica as long as it keeps up, and else where they are written.

A replica shows the past, if only by milliseconds. Two things keep that from being noticed: who records something gets
an answer once the replica shows it as well, and a replica that falls behind is passed over until it has caught up.
What decides (streams, content, keys, the read log) is never read there.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock

import sqlalchemy.exc
import structlog
from sqlalchemy import Connection, Engine, select, text

from infra import tables
from infra.database import DatabaseFout
from infra.standen import Bord

log = structlog.get_logger()

KIJK_ELKE = 1.0
"""Seconds between two looks whether the replica keeps up; it may be as far behind as what was there a look ago."""
WEG_VOOR = 5.0
"""Seconds for which a replica that does not answer is left alone."""
WACHT_HOOGSTENS = 2.0
"""Seconds that a command waits for the replica to show what it recorded."""

ONBEREIKBAAR = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.InterfaceError,
    sqlalchemy.exc.TimeoutError,
)


class Leesplaats:
    """Gives connections on which lists are read."""

    def __init__(
        self,
        engine: Engine,
        replica: Engine | None,
        weergaven: Sequence[str],
        *,
        klok: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take where views are written, a replica of it if there is one, the names of the views, and a clock."""
        self._engine, self._replica, self._weergaven, self._klok = engine, replica, weergaven, klok
        self._slot = Lock()
        self._kijk_vanaf = 0.0
        self._bij = False
        self._kijkt = False
        self._vorige: Mapping[str, int] | None = None

    @property
    def op_replica(self) -> bool | None:
        """Whether lists are read on the replica at present; None where there is no replica."""
        return None if self._replica is None else self._bij

    @contextmanager
    def verbinding(self) -> Iterator[Connection]:
        """A connection to read lists on."""
        verbinding = self._op_de_replica()
        if verbinding is None:
            with self._engine.connect() as hier:
                yield hier
            return
        with verbinding:
            try:
                yield verbinding
            except ONBEREIKBAAR as fout:
                # Halfway through a list nothing can be taken over; whoever asks again reads it elsewhere.
                self._laat_met_rust(type(fout).__name__)
                raise

    def wacht_op(self, positie: int) -> None:
        """Wait until the replica shows what the views have of ``positie``; one that takes too long is passed over."""
        if self._replica is None or not self._bij:
            return
        try:
            op_tijd = Bord(self._replica).wacht_op(positie, self._weergaven, hoogstens=WACHT_HOOGSTENS)
        except ONBEREIKBAAR as fout:
            self._laat_met_rust(type(fout).__name__)
        else:
            if not op_tijd:
                self._laat_met_rust("behind")

    def _op_de_replica(self) -> Connection | None:
        if self._replica is None:
            return None
        try:
            return self._replica.connect() if self._houdt_bij(self._replica) else None
        except ONBEREIKBAAR as fout:
            self._laat_met_rust(type(fout).__name__)
            return None

    def _houdt_bij(self, replica: Engine) -> bool:
        with self._slot:
            if self._klok() < self._kijk_vanaf:
                return self._bij
            if self._kijkt:
                return False  # The last look has no answer yet: it hangs.
            self._kijkt = True
            beurt = self._kijk_vanaf = self._klok() + KIJK_ELKE
            vorige = self._vorige
        # Without the lock, so that nobody else waits for a replica that hangs.
        try:
            hier = _standen(self._engine)
            daar = _standen(replica)
        finally:
            self._kijkt = False
        bij = all(daar.get(naam, 0) >= positie for naam, positie in (vorige or hier).items())
        with self._slot:
            if self._kijk_vanaf != beurt:
                return False  # It was passed over in between.
            if bij != self._bij:
                log.info("leesreplica", bij=bij)
            self._bij, self._vorige = bij, hier
            return bij

    def _laat_met_rust(self, waarom: str) -> None:
        log.warning("leesreplica_overgeslagen", soort=waarom)
        with self._slot:
            self._bij, self._vorige = False, None
            self._kijk_vanaf = self._klok() + WEG_VOOR


def eis_replica(engine: Engine, replica: Engine) -> bool:
    """Make sure that the one follows the other; whether it could be reached.

    Raises:
        DatabaseFout: it is no replica, or one of another server.
    """
    try:
        volgt, welke = _aard(replica)
    except ONBEREIKBAAR as fout:
        log.warning("leesreplica_overgeslagen", soort=type(fout).__name__)
        return False
    if not volgt:
        raise DatabaseFout("CASUS_LEES_DATABASE_URL is not a replica: that server takes changes of its own.")
    if welke != _aard(engine)[1]:
        raise DatabaseFout(
            "CASUS_LEES_DATABASE_URL follows another server or database than CASUS_DATABASE_URL."
        )
    return True


def achterstand(engine: Engine, replica: Engine) -> int:
    """How many facts the view that is furthest behind on the replica has yet to show."""
    hier, daar = _standen(engine), _standen(replica)
    return max((positie - daar.get(naam, 0) for naam, positie in hier.items()), default=0)


def _aard(engine: Engine) -> tuple[bool, tuple[str, str]]:
    """Whether a server follows another, and which cluster and database it has."""
    with engine.connect() as verbinding:
        volgt, cluster, naam = verbinding.execute(
            text(
                "SELECT pg_is_in_recovery(), (SELECT system_identifier FROM pg_control_system())::text,"
                " current_database()"
            )
        ).one()
    return bool(volgt), (str(cluster), str(naam))


def _standen(engine: Engine) -> dict[str, int]:
    with engine.connect() as verbinding:
        rijen = verbinding.execute(select(tables.stand.c.naam, tables.stand.c.positie))
        return {str(naam): int(positie) for naam, positie in rijen}
