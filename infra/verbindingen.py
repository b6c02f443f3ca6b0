"""The connections of the store."""

from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection, OperationalError
from psycopg.rows import DictRow, dict_row

from infra.reeksen import leer_reeksen

NOOIT_VANZELF = 2**62
"""A statement is prepared only where the code says so. After a few times psycopg would do it by itself; when it
chooses a pipeline that fails, it takes for prepared what the server never saw, and the connection is spoilt."""

OP_INDEX = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan"
"""A statement is planned once and then kept. Planned while a table is nearly empty it would walk that table, also
when a million rows are in it; so none is walked. Left to itself the server plans the question that reads a case
anew each time, which takes longer than answering it."""

OPEN, HOOGSTENS = 2, 16
"""How many connections are kept, and how many there are at most."""

WACHT = 3.0
"""Seconds that a request waits for a connection; longer, and waiting requests keep out all others."""


class Voorraad(ConnectionPool[Connection[DictRow]]):
    """A pool that gives out no connection that the server has ended: after a restart of the server, all at once."""

    def getconn(self, timeout: float | None = None) -> Connection[DictRow]:
        """As that of the pool. Its own check asks the server, and pauses for a second after each that is dead."""
        while True:
            verbinding = super().getconn(timeout)
            if _leeft(verbinding):
                return verbinding
            # Of one that is closed, the pool makes a new one.
            self.putconn(verbinding)


def _leeft(verbinding: Connection[DictRow]) -> bool:
    """See whether the server hung up, by what came in on the line. Asks the server nothing: that costs a round trip.

    Twice: the first reads what the server said when it hung up, the second that there is no more.
    """
    try:
        verbinding.pgconn.consume_input()
        verbinding.pgconn.consume_input()
    except OperationalError:
        return False
    return True


def voorraad(datastore: PostgresDatastore, parameters: dict[str, str]) -> Voorraad:
    """The pool of the library's data store, on connections that start in the role of the service."""
    instellen = datastore.after_connect_func()

    def nieuw(verbinding: Connection[DictRow]) -> None:
        instellen(verbinding)
        leer_reeksen(verbinding)

    return Voorraad(
        connection_class=Connection[DictRow],
        kwargs={
            **parameters,
            "options": f"{parameters.get('options', '')} {OP_INDEX}".strip(),
            "row_factory": dict_row,
            "prepare_threshold": NOOIT_VANZELF,
        },
        min_size=OPEN,
        max_size=HOOGSTENS,
        open=False,
        configure=nieuw,
        timeout=WACHT,
    )
