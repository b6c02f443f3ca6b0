"""Hears from PostgreSQL that there is something new, on a connection of its own, so that nobody has to keep asking."""

import selectors
import socket
from collections.abc import Callable, Mapping
from threading import Thread

import psycopg
import sqlalchemy.exc
import structlog
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine

log = structlog.get_logger()

OPNIEUW_NA = 1.0
"""Seconds after which a connection that was lost is made again."""

HARTSLAG = 30.0
"""Seconds of silence after which it is seen whether the connection is still there."""

WEG = (psycopg.Error, sqlalchemy.exc.SQLAlchemyError, OSError)


class Luisteraar:
    """Listens to channels in a thread of its own, and calls what belongs to each."""

    def __init__(self, engine: Engine, bij: Mapping[str, Callable[[], None]]) -> None:
        """``bij`` says what is done when a channel is heard: something short, that does not raise."""
        self._engine = engine
        self._bij = bij
        self._draad: Thread | None = None
        self._knop: socket.socket | None = None
        self._gestopt = False
        self.hoort = False
        """Whether it is listening at this moment; while it is not, who needs to know must ask."""

    def start(self) -> None:
        """Listen until ``stop``."""
        bel, self._knop = socket.socketpair()
        self._draad = Thread(target=self._loop, args=(bel,), name="luisteraar", daemon=True)
        self._draad.start()

    def stop(self) -> None:
        """End."""
        self._gestopt = True
        if self._draad is None or self._knop is None:
            return
        self._knop.close()
        self._draad.join()

    def _loop(self, bel: socket.socket) -> None:
        with bel, selectors.DefaultSelector() as rust:
            rust.register(bel, selectors.EVENT_READ)
            while not self._gestopt:
                try:
                    self._luister(bel)
                except WEG as fout:
                    log.warning("luisteraar_wacht", soort=type(fout).__name__)
                finally:
                    self.hoort = False
                rust.select(OPNIEUW_NA)

    def _luister(self, bel: socket.socket) -> None:
        with self._verbinding() as verbinding, selectors.DefaultSelector() as kiezer:
            for kanaal in self._bij:
                verbinding.execute(SQL("LISTEN {}").format(Identifier(kanaal)))
            kiezer.register(bel, selectors.EVENT_READ)
            kiezer.register(verbinding.fileno(), selectors.EVENT_READ)
            self.hoort = True
            # What came before this connection did was not heard.
            gehoord = set(self._bij)
            while not self._gestopt:
                for kanaal in gehoord:
                    self._bij[kanaal]()
                if not kiezer.select(HARTSLAG):
                    verbinding.execute("SELECT")
                gehoord = self._gehoord(verbinding)

    def _gehoord(self, verbinding: psycopg.Connection) -> set[str]:
        """Which channels were heard since the last time, each once."""
        verbinding.pgconn.consume_input()
        gehoord = set()
        while (bericht := verbinding.pgconn.notifies()) is not None:
            gehoord.add(bericht.relname.decode())
        return gehoord & set(self._bij)

    def _verbinding(self) -> psycopg.Connection:
        """A connection as the service has them, that is no longer the pool's."""
        uit_de_pool = self._engine.raw_connection()
        verbinding: psycopg.Connection = uit_de_pool.driver_connection  # type: ignore[assignment]  # SQLAlchemy knows no type of any driver
        uit_de_pool.detach()
        verbinding.rollback()
        verbinding.autocommit = True
        return verbinding
