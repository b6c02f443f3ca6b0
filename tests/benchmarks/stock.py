"""The peer: the eventsourcing library as it comes, with its aggregates, its recorder and its runner of projections."""

from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection


class Zaak(Aggregate):
    """A plain aggregate of the library: what a case would be without rules, kluis or contract."""

    @event("Begonnen")
    def __init__(self, nummer: str) -> None:
        self.nummer = nummer
        self.tekst = ""

    @event("Genoteerd")
    def noteer(self, tekst: str) -> None:
        self.tekst = tekst


class Zaken(Application[UUID]):
    """The library's application as it comes."""

    def begin(self) -> UUID:
        """Append one event in one transaction, and say on which stream."""
        zaak = Zaak("Z-1")
        self.save(zaak)
        return zaak.id

    def van_lengte(self, lengte: int) -> UUID:
        """Append so many events to one stream."""
        zaak = Zaak("Z-1")
        for nummer in range(lengte - 1):
            zaak.noteer(f"Voortgang {nummer}")
        self.save(zaak)
        return zaak.id

    def noteer(self, zaak_id: UUID) -> None:
        """Do what a command does: get, trigger, save."""
        zaak: Zaak = self.repository.get(zaak_id)
        zaak.noteer(f"Voortgang {uuid4()}")
        self.save(zaak)


class Teller(PostgresTrackingRecorder):
    """The library's view: one row for each case, kept with the position."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sql_create_statements.append(
            cast(
                "Any", psycopg.sql.SQL("CREATE TABLE IF NOT EXISTS teller (id uuid PRIMARY KEY, tekst text)")
            )
        )

    def noteer(self, stroom: UUID, tekst: str, tracking: Tracking) -> None:
        """Take in one event."""
        with self.datastore.transaction(commit=True) as curs:
            curs.execute(
                "INSERT INTO teller VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET tekst = excluded.tekst",
                (stroom, tekst),
            )
            self._insert_tracking(curs, tracking)


class Telling(Projection[Teller]):
    """The library's projection."""

    name = "telling"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Take in one event."""
        self.view.noteer(domain_event.originator_id, getattr(domain_event, "tekst", ""), tracking)


def omgeving_van(url: str) -> dict[str, str]:
    """The settings of the library for a database."""
    deel = urlsplit(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": deel.path.lstrip("/"),
        "POSTGRES_HOST": deel.hostname or "",
        "POSTGRES_PORT": str(deel.port),
        "POSTGRES_USER": deel.username or "",
        "POSTGRES_PASSWORD": deel.password or "",
        "POSTGRES_POOL_SIZE": "16",
        "POSTGRES_MAX_OVERFLOW": "8",
    }
