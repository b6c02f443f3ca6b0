"""How fast, as ratios against a peer on the same server in the same run. Nothing here passes or fails.

``make bench`` prints a table and writes ``bench/results.json`` in the data folder. The peers: the eventsourcing
library as it comes (plain aggregates, its own recorder, its ``ProjectionRunner``), and plain SQL. Rows and targets
follow the design's list of numbers; rows that need a million events come with the work on speed. What reading back
costs stands in ``lezen``.
"""

import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import orjson
import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from rich.console import Console
from rich.table import Table

from api.samenstelling import Dienst, bereid_voor, stel_samen
from domain.casus.commands import LegVoortgangVast
from domain.casus.waarden import Aanzet
from infra.database import Database
from infra.definitions import lees_definities
from infra.embedded_postgres import embedded
from infra.logboek.houder import Logboekhouder
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.benchmarks.lezen import (
    geheugen_van_verifieren,
    naspelen,
    vastleggen,
    verifieren,
    verifieren_tegen_een_som,
)
from tests.benchmarks.maat import SECONDEN, Rij, om_beurten, per_seconde
from tests.benchmarks.opslag import alleen, korte_casus, toevoegen
from tests.benchmarks.sleutels import vernieuwen
from tests.benchmarks.vernietigen import vernietigen
from tests.benchmarks.zoeken import nacontrole
from tests.verhalen import PROCESREGISSEUR, nieuw_verhaal

CASUSSEN = 100
"""How many cases the clients together go round."""

T = TypeVar("T")

uit = Console()


# --- the peer ----------------------------------------------------------------------------------------------------


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
        self.view.noteer(domain_event.originator_id, getattr(domain_event, "tekst", ""), tracking)


def _peer_env(url: str) -> dict[str, str]:
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


# --- measuring ---------------------------------------------------------------------------------------------------


def opdrachten(dienst: Dienst, zaken: Zaken, *, klanten: int, doel: float) -> Rij:
    """Whole commands: load, decide, encrypt, append; against load, trigger and save of a plain aggregate.

    Every client goes round cases of its own, so that none grows long; both kinds start with as many events.
    """
    ons: list[Callable[[], object]] = []
    peer: list[Callable[[], object]] = []
    for _ in range(klanten):
        nummers, ids = _zaken_van_een_klant(dienst, zaken, aantal=max(4, CASUSSEN // klanten))
        ons.append(partial(_om_en_om, cycle(nummers), partial(_voortgang, dienst)))
        peer.append(partial(_om_en_om, cycle(ids), partial(_noteer, zaken)))

    def meet(daden: list[Callable[[], object]]) -> float:
        with ThreadPoolExecutor(klanten) as pool:
            return sum(pool.map(lambda daad: per_seconde(daad, klanten=1, seconden=SECONDEN / 2), daden))

    a, b = om_beurten(partial(meet, ons), partial(meet, peer))
    return Rij(f"whole command, {klanten} client(s)", a, b, "stock: get, trigger, save", doel)


def _zaken_van_een_klant(dienst: Dienst, zaken: Zaken, *, aantal: int) -> tuple[list[str], list[UUID]]:
    nummers, ids = [], []
    for _ in range(aantal):
        verhaal = nieuw_verhaal(dienst)
        verhaal.tot_en_met_ico()
        nummers.append(verhaal.casusnummer)
        ids.append(_zaak_van(zaken, dienst.shell.laad(verhaal.casusnummer).versie))
    return nummers, ids


def _zaak_van(zaken: Zaken, lengte: int) -> UUID:
    """A plain aggregate of so many events."""
    zaak = Zaak("Z-1")
    for nummer in range(lengte - 1):
        zaak.noteer(f"Voortgang {nummer}")
    zaken.save(zaak)
    return zaak.id


def _om_en_om(zaken: Iterator[T], daad: Callable[[T], None]) -> None:
    daad(next(zaken))


def _voortgang(dienst: Dienst, casusnummer: str) -> None:
    opdracht = LegVoortgangVast(f"Voortgang {uuid4()}", Aanzet.DEELNEMERS)
    dienst.shell.voer_uit(casusnummer, opdracht, namens=PROCESREGISSEUR)


def _nieuwe_zaak(zaken: Zaken) -> None:
    """One append of the library: one event in one transaction."""
    zaken.save(Zaak("Z-1"))


def _noteer(zaken: Zaken, zaak_id: UUID) -> None:
    zaak: Zaak = zaken.repository.get(zaak_id)
    zaak.noteer(f"Voortgang {uuid4()}")
    zaken.save(zaak)


def terugspelen(dienst: Dienst, url: str, *, doel: float) -> Rij:
    """A case of 1,000 events loaded and decrypted, against the bare SELECT of its rows."""
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    while dienst.shell.laad(verhaal.casusnummer).versie < 1000:
        for _ in range(100):
            _voortgang(dienst, verhaal.casusnummer)
    stroom = dienst.shell.laad(verhaal.casusnummer).stroom_id
    vraag = "SELECT * FROM feiten.gebeurtenis g JOIN kluis.deel d ON d.stroom_id = g.originator_id"
    with psycopg.connect(url) as verbinding:
        a, b = om_beurten(
            partial(per_seconde, lambda: dienst.shell.laad(verhaal.casusnummer), klanten=1),
            partial(
                per_seconde,
                lambda: verbinding.execute(
                    vraag + " AND d.versie = g.originator_version WHERE g.originator_id = %s", (stroom,)
                ).fetchall(),
                klanten=1,
            ),
        )
    return Rij("replay of 1,000 events", a, b, "bare SELECT with its kluis rows", doel)


def weergaven(dienst: Dienst, zaken_env: dict[str, str], *, doel: float) -> Rij:
    """All views built from all events, against the library's runner with one plain view; events a second."""
    begin = time.perf_counter()
    genomen = dienst.runner.werk_bij() / len(dienst.runner._weergaven)
    ons = genomen / (time.perf_counter() - begin)
    with ProjectionRunner(
        application_class=Zaken, projection_class=Telling, view_class=Teller, env=zaken_env
    ) as runner:
        laatste = runner.app.recorder.max_notification_id() or 0
        begin = time.perf_counter()
        runner.wait(laatste, timeout=120)
        peer = laatste / (time.perf_counter() - begin)
    return Rij("all views built, events/s", ons, peer, "stock ProjectionRunner, one plain view", doel)


def logboek(dienst: Dienst, url: str, *, aantal: int = 100_000) -> Rij:
    """The tree over so many events more, signed, against the bare INSERT of those events; events a second."""
    erbij = (
        "INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state)"
        " SELECT gen_random_uuid(), 1, 'casus.Getrieerd.v1', convert_to(repeat('x', 300), 'UTF8')"
        " FROM generate_series(1, %s)"
    )
    dienst.logboek.werk_bij()
    with psycopg.connect(url) as verbinding:
        begin = time.perf_counter()
        verbinding.execute(erbij, (aantal,))
        verbinding.commit()
        peer = aantal / (time.perf_counter() - begin)
    begin = time.perf_counter()
    ons = dienst.logboek.werk_bij() / (time.perf_counter() - begin)
    return Rij("logboek kept, events/s", ons, peer, "bare INSERT ... SELECT of the events", None)


def met_logboek(dienst: Dienst, zaken: Zaken, *, klanten: int) -> Rij:
    """What the logboek costs: whole commands while it keeps up, against the same while it stands still."""
    daden: list[Callable[[], object]] = []
    for _ in range(klanten):
        nummers, _ids = _zaken_van_een_klant(dienst, zaken, aantal=max(4, CASUSSEN // klanten))
        daden.append(partial(_om_en_om, cycle(nummers), partial(_voortgang, dienst)))

    def meet() -> float:
        with ThreadPoolExecutor(klanten) as pool:
            return sum(pool.map(lambda daad: per_seconde(daad, klanten=1, seconden=SECONDEN / 2), daden))

    def ernaast() -> float:
        houder = Logboekhouder(dienst.engine, dienst.settings, nu=dienst.omgeving.nu)
        houder.werk_bij()
        houder.start()
        try:
            return meet()
        finally:
            houder.stop()

    a, b = om_beurten(ernaast, meet)
    return Rij(f"whole command with the logboek, {klanten} client(s)", a, b, "the same without it", None)


@contextmanager
def opstelling() -> Iterator[tuple[Dienst, Zaken, dict[str, str], str]]:
    """A durable server, our service, and the peer in a database of its own on the same server."""
    with tempfile.TemporaryDirectory(prefix="casus-bench-") as map_:
        Path(map_).chmod(0o711)
        with embedded(Path(map_) / "pg", announce=lambda _: None) as server:
            omgeving = Omgeving()
            gevonden = Database(server.service_url, server.owner_url, ingebed=True)
            settings = Settings(data=Path(map_))
            kek = bereid_voor(settings, gevonden, omgeving=omgeving)
            with psycopg.connect(server.owner_url, autocommit=True) as eigenaar:
                eigenaar.execute("CREATE DATABASE peer")
            url = urlsplit(server.owner_url)._replace(path="/peer").geturl()
            env = _peer_env(url)
            with (
                stel_samen(
                    settings, gevonden, kek=kek, definities=lees_definities(), omgeving=omgeving
                ) as dienst,
                Zaken(env) as zaken,
            ):
                yield dienst, zaken, env, server.owner_url


def main() -> None:
    """Measure, print, write."""
    with opstelling() as (dienst, zaken, env, url):
        nieuw = partial(_nieuwe_zaak, zaken)
        rijen = [
            alleen(dienst, nieuw),
            *toevoegen(dienst, nieuw, url, schrijvers=1, doel=1.0, kaal=0.2),
            *toevoegen(dienst, nieuw, url, schrijvers=16, doel=5.0, kaal=0.7),
            *toevoegen(dienst, nieuw, url, schrijvers=64, doel=5.0, kaal=1.0),
            opdrachten(dienst, zaken, klanten=1, doel=1.7),
            opdrachten(dienst, zaken, klanten=4, doel=2.5),
            opdrachten(dienst, zaken, klanten=16, doel=5.0),
            korte_casus(dienst, zaken, partial(_zaak_van, zaken), doel=2.0),
            terugspelen(dienst, url, doel=0.2),
            weergaven(dienst, env, doel=8.0),
            naspelen(dienst),
            vastleggen(dienst),
            met_logboek(dienst, zaken, klanten=1),
            met_logboek(dienst, zaken, klanten=16),
            logboek(dienst, url),
            *vernieuwen(dienst, url),
            verifieren(doel=1 / 6),
            verifieren_tegen_een_som(doel=1 / 6),
            geheugen_van_verifieren(doel=0.9),
            nacontrole(dienst, url),
            # The last: it makes and destroys many cases.
            *vernietigen(dienst, peer=per_seconde(nieuw, klanten=1), doel=1 / 1.5),
        ]
    tabel = Table("what", "ours", "peer's", "ratio", "target", "reached", "peer")
    for rij in rijen:
        gehaald = rij.doel is None or rij.verhouding >= rij.doel
        tabel.add_row(
            rij.naam, f"{rij.ons:,.0f}", f"{rij.tegen:,.0f}", f"{rij.verhouding:.2f}",
            f"{rij.doel}", "yes" if gehaald else "no", rij.peer,
        )  # fmt: skip
    uit.print(tabel)
    bestand = Settings().data / "bench" / "results.json"
    bestand.parent.mkdir(parents=True, exist_ok=True)
    versies = {naam: version(naam) for naam in ("eventsourcing", "psycopg", "sqlalchemy")}
    machine = {"platform": platform.platform(), "python": sys.version.split()[0], **versies}
    rijen_json = [{**asdict(rij), "verhouding": rij.verhouding} for rij in rijen]
    bestand.write_bytes(orjson.dumps({"rows": rijen_json, "machine": machine}, option=orjson.OPT_INDENT_2))


if __name__ == "__main__":
    main()
