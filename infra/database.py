"""Which database, as whom: the service works in the role ``casus_dienst``, migrations as the owner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL, Engine, NullPool, create_engine

from infra.embedded_postgres import embedded
from infra.settings import Settings

SERVICE_ROL = "casus_dienst"

VERBIND_BINNEN = "10"
"""Seconds, unless the address says otherwise."""


class DatabaseFout(Exception):
    """The database cannot be used as it is; the sentence is for the operator and holds no password."""


@dataclass(frozen=True)
class Database:
    """How to reach the database as the service and as its owner."""

    service_url: str = field(repr=False)
    owner_url: str = field(repr=False)
    ingebed: bool = False
    map: Path | None = None
    """The data directory of the server, where that is ours."""

    def service_parameters(self) -> dict[str, str]:
        """The connection parameters of the service; the session starts in the role of the service."""
        parameters = _parameters(self.service_url)
        opties = parameters.get("options", "")
        parameters["options"] = f"{opties} -c role={SERVICE_ROL}".strip()
        parameters.setdefault("application_name", "casus")
        return parameters

    def service_engine(self, *, pool: int = 5) -> Engine:
        """An engine for the views, in the role of the service."""
        return _engine(self.service_parameters(), pool=pool)

    def owner_engine(self) -> Engine:
        """An engine for migrations."""
        return _engine(_parameters(self.owner_url), pool=0)


@contextmanager
def database(settings: Settings, *, meld: Callable[[str], None]) -> Iterator[Database]:
    """The database of the settings; the embedded one runs for as long as the block lasts.

    Raises:
        DatabaseFout: the URL is not one of PostgreSQL.
        EmbeddedPostgresError: the embedded server does not start.
    """
    if settings.database_url is None:
        with embedded(settings.data, announce=meld) as server:
            yield Database(
                service_url=server.service_url, owner_url=server.owner_url, ingebed=True, map=server.folder
            )
        return
    service = settings.database_url.get_secret_value()
    eigenaar = settings.migratie_database_url
    gevonden = Database(service_url=service, owner_url=eigenaar.get_secret_value() if eigenaar else service)
    gevonden.service_parameters()
    yield gevonden


def _parameters(url: str) -> dict[str, str]:
    if not url.startswith(("postgresql://", "postgres://")):
        raise DatabaseFout("CASUS_DATABASE_URL must start with postgresql://.")
    try:
        gegeven = {naam: str(waarde) for naam, waarde in conninfo_to_dict(url).items() if waarde is not None}
    except Exception as fout:
        raise DatabaseFout("CASUS_DATABASE_URL is not a valid PostgreSQL address.") from fout
    return {"connect_timeout": VERBIND_BINNEN, **gegeven}


def _engine(parameters: dict[str, str], *, pool: int) -> Engine:
    """An engine that keeps ``pool`` connections open; content stays out of the text of its errors."""
    url = URL.create("postgresql+psycopg")
    if pool == 0:
        return create_engine(url, connect_args=parameters, poolclass=NullPool, hide_parameters=True)
    return create_engine(
        url,
        connect_args=parameters,
        pool_size=pool,
        max_overflow=2,
        pool_pre_ping=True,
        hide_parameters=True,
    )
