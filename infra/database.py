"""Which database, as whom: the service works in the role ``casus_dienst``, migrations as the owner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr
from sqlalchemy import URL, Engine, NullPool, create_engine, event

from infra.embedded_postgres import embedded
from infra.leesbaar import LeesbareFout
from infra.reeksen import leer_reeksen
from infra.settings import Settings

SERVICE_ROL = "casus_dienst"

VERBIND_BINNEN = "10"
"""Seconds, unless the address says otherwise."""

WACHT_OP_EEN_VERBINDING = 3.0
"""Seconds that who asks something waits for one of the connections; longer, and all others would wait as well."""

LANGSTE_VRAAG_MS = 20_000
"""Milliseconds that one question for a list may take."""

ONBEANTWOORD_MS = "5000"
"""Milliseconds that a replica may leave what was sent to it without a sign of life; then the line counts as broken."""


class DatabaseFout(LeesbareFout):
    """The database cannot be used as it is; the sentence is for the operator and holds no password."""


LIJN = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
"""After how long without a sign of life a line counts as broken, unless the address says otherwise: half a minute.

Where a server goes without a word, as when its machine or the network fails, the system itself waits for a quarter of
an hour, or two where nothing is left to send. All that time each connection that was in use is held by nobody.
"""


@dataclass(frozen=True)
class Database:
    """How to reach the database as the service and as its owner."""

    service_url: str = field(repr=False)
    owner_url: str = field(repr=False)
    ingebed: bool = False
    map: Path | None = None
    """The data directory of the server, where that is ours."""
    lees_url: str | None = field(default=None, repr=False)
    """A streaming replica, on which lists are read."""

    def service_parameters(self) -> dict[str, str]:
        """The connection parameters of the service; the session starts in the role of the service."""
        return _in_de_rol(_parameters(self.service_url))

    def service_engine(self, *, pool: int = 5) -> Engine:
        """An engine for the views, in the role of the service."""
        return _engine(self.service_parameters(), pool=pool)

    def lijsten_engine(self, *, pool: int = 5) -> Engine:
        """The same for lists that somebody waits for: what takes longer than that is given up."""
        parameters = self.service_parameters()
        parameters["options"] = f"{parameters['options']} -c statement_timeout={LANGSTE_VRAAG_MS}"
        return _engine(parameters, pool=pool)

    def replica_parameters(self) -> dict[str, str] | None:
        """The connection parameters of the replica, if there is one; it is given up sooner than the server."""
        if self.lees_url is None:
            return None
        parameters = _in_de_rol(_parameters(self.lees_url, "CASUS_LEES_DATABASE_URL"))
        if "tcp_user_timeout" not in conninfo_to_dict(self.lees_url):
            parameters["tcp_user_timeout"] = ONBEANTWOORD_MS
        return parameters

    def replica_engine(self, *, pool: int = 5) -> Engine | None:
        """An engine for lists on the replica, if there is one, in the role of the service."""
        parameters = self.replica_parameters()
        return None if parameters is None else _engine(parameters, pool=pool)

    def owner_engine(self) -> Engine:
        """An engine for migrations."""
        return _engine(_parameters(self.owner_url), pool=0)


@contextmanager
def database(settings: Settings, *, meld: Callable[[str], None]) -> Iterator[Database]:
    """The database of the settings; the embedded one runs for as long as the block lasts.

    Raises:
        DatabaseFout: a URL is not one of PostgreSQL.
        EmbeddedPostgresError: the embedded server does not start.
    """
    if settings.database_url is None:
        with embedded(settings.data, announce=meld) as server:
            yield Database(
                service_url=server.service_url,
                owner_url=server.owner_url,
                ingebed=True,
                map=server.folder,
                lees_url=_geheim(settings.lees_database_url),
            )
        return
    service = settings.database_url.get_secret_value()
    gevonden = Database(
        service_url=service,
        owner_url=_geheim(settings.migratie_database_url) or service,
        lees_url=_geheim(settings.lees_database_url),
    )
    gevonden.service_parameters()
    yield gevonden


def _geheim(url: SecretStr | None) -> str | None:
    return None if url is None else url.get_secret_value()


def _in_de_rol(parameters: dict[str, str]) -> dict[str, str]:
    opties = parameters.get("options", "")
    parameters["options"] = f"{opties} -c role={SERVICE_ROL}".strip()
    parameters.setdefault("application_name", "casus")
    return parameters


def _parameters(url: str, naam: str = "CASUS_DATABASE_URL") -> dict[str, str]:
    if not url.startswith(("postgresql://", "postgres://")):
        raise DatabaseFout(f"{naam} must start with postgresql://.")
    try:
        gegeven = {naam: str(waarde) for naam, waarde in conninfo_to_dict(url).items() if waarde is not None}
    except Exception as fout:
        raise DatabaseFout(f"{naam} is not a valid PostgreSQL address.") from fout
    return {"connect_timeout": VERBIND_BINNEN, **LIJN, **gegeven}


def _engine(parameters: dict[str, str], *, pool: int) -> Engine:
    """An engine that keeps ``pool`` connections open; content stays out of the text of its errors."""
    url = URL.create("postgresql+psycopg")
    if pool == 0:
        engine = create_engine(url, connect_args=parameters, poolclass=NullPool, hide_parameters=True)
    else:
        engine = create_engine(
            url,
            connect_args=parameters,
            pool_size=pool,
            max_overflow=2,
            pool_timeout=WACHT_OP_EEN_VERBINDING,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    event.listen(engine, "connect", lambda verbinding, _: leer_reeksen(verbinding))
    return engine
