"""What is measured on: a durable server, our service on it, and the peer in a database of its own beside it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from api.samenstelling import Dienst, bereid_voor, stel_samen
from infra.database import Database
from infra.definitions import lees_definities
from infra.embedded_postgres import embedded
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.benchmarks.stock import Zaken, omgeving_van


@dataclass(frozen=True)
class Opstelling:
    """A server with both on it. ``url`` is our database as its owner, ``peer_url`` that of the peer."""

    dienst: Dienst
    zaken: Zaken
    url: str
    peer_url: str
    map: Path

    @property
    def peer_omgeving(self) -> dict[str, str]:
        """The settings of the library for its database."""
        return omgeving_van(self.peer_url)


@contextmanager
def opstelling() -> Iterator[Opstelling]:
    """A server of its own, for as long as the block lasts; durable, as one for real work is."""
    with tempfile.TemporaryDirectory(prefix="casus-bench-") as naam:
        map_ = Path(naam)
        map_.chmod(0o711)
        with embedded(map_ / "pg", announce=lambda _: None) as server:
            omgeving = Omgeving()
            gevonden = Database(server.service_url, server.owner_url, ingebed=True, map=server.folder)
            settings = Settings(data=map_)
            kek = bereid_voor(settings, gevonden, omgeving=omgeving)
            with psycopg.connect(server.owner_url, autocommit=True) as eigenaar:
                eigenaar.execute("CREATE DATABASE peer")
            peer = urlsplit(server.owner_url)._replace(path="/peer").geturl()
            with (
                stel_samen(
                    settings, gevonden, kek=kek, definities=lees_definities(), omgeving=omgeving
                ) as dienst,
                Zaken(omgeving_van(peer)) as zaken,
            ):
                yield Opstelling(dienst, zaken, server.owner_url, peer, map_)
