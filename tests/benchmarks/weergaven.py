"""What it costs to keep views up to date and to make them anew, under the load of the invented year, told many times.

The peer is the library's runner with the same queue for triage, told by the same facts in clear.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier

from domain.casus.events import Getrieerd
from domain.historie import Opgetekend
from infra.database import Database
from infra.definitions import Definities
from infra.herbouw import Herbouwer
from infra.herbouwploeg import hoeveel
from infra.herbouwwerker import Werkplek
from projections.alle import WEERGAVEN
from projections.triagelijst_fold import Triagelijst
from projections.weergave import Weergave, metadata
from tests.benchmarks.lading import kopieen, laad, verteld_jaar
from tests.benchmarks.maat import Rij, omvang, verdeling
from tests.benchmarks.opstelling import Opstelling
from tests.benchmarks.stock import Zaak, Zaken

WEINIG = omvang(20_000, kort=2_000)
FEITEN = omvang(200_000, kort=6_000)
"""Facts of which the views are made; first of few, for the memory that it takes."""

VAN_DE_PEER = omvang(20_000, kort=1_000)
"""Facts that the library's runner is given: it takes each by itself, so its pace does not hang on their number."""

PER_SECONDE, METINGEN = 200, omvang(4_000, kort=500)
"""How many facts come in each second while it is measured how long each stays out of the views, and how many."""

GENOEG_OP_TIJD = 100.0
"""Milliseconds in which 99 of 100 should be in all views."""


def weergaven(op: Opstelling) -> Sequence[Rij]:
    """All rows about views, on one load."""
    gedaan = laad(op.dienst, WEINIG, seed=1)
    piek_van_weinig = _piek(partial(_herbouw, op, WEERGAVEN, processen=1))
    gedaan += laad(op.dienst, FEITEN - gedaan, seed=2)
    peer = _stock(op, VAN_DE_PEER)
    over, stock = f"of {gedaan:,} facts, facts/s", "stock ProjectionRunner, one such queue in clear"

    def tempo(daad: Callable[[], object]) -> float:
        begin = time.perf_counter()
        daad()
        return gedaan / (time.perf_counter() - begin)

    samen = hoeveel(gedaan)
    hier = partial(_herbouw, op, WEERGAVEN, processen=1)
    return [
        Rij(f"triagelijst rebuilt {over}", tempo(partial(_herbouw, op, [Triagelijst()])), peer, stock, 20.0),
        Rij(
            f"all views rebuilt {over}, {samen} process(es)",
            tempo(partial(_herbouw, op, WEERGAVEN)),
            peer,
            stock,
            8.0,
        ),
        Rij(f"all views rebuilt {over}, in one process", tempo(hier), peer, stock, None),
        Rij(f"all views caught up by the runner {over}", tempo(partial(_haal_bij, op)), peer, stock, None),
        Rij(
            f"memory to rebuild all views of {WEINIG:,} facts, kB",
            piek_van_weinig,
            _piek(hier),
            f"the same of {gedaan:,}",
            0.9,
        ),
        _achterstand(op),
    ]


def _herbouw(op: Opstelling, weergaven: Sequence[Weergave], *, processen: int | None = None) -> None:
    """Make these views anew, by as many processes as ``casus rebuild`` would take."""
    dienst, gevonden = op.dienst, Database(op.url, op.url)
    eigenaar = gevonden.owner_engine()
    herbouwer = Herbouwer(
        eigenaar,
        dienst.engine,
        dienst.archief,
        definities=dienst.definities,
        nu=dienst.omgeving.nu,
        werkplek=Werkplek(gevonden, dienst.settings),
    )
    herbouwer.herbouw(weergaven, meld=lambda _op, _van: None, processen=processen)
    eigenaar.dispose()


def _haal_bij(op: Opstelling) -> None:
    """Let the runner take in everything, in the order of the facts."""
    with psycopg.connect(op.url) as eigenaar:
        for tabel in metadata.sorted_tables:
            eigenaar.execute(SQL("TRUNCATE {}").format(Identifier("weergave", tabel.name)))
        eigenaar.execute("DELETE FROM weergave.stand")
    op.dienst.runner.werk_bij()


def _piek(daad: Callable[[], None]) -> float:
    """The most memory that Python holds meanwhile, in kB."""
    tracemalloc.start()
    try:
        daad()
        return tracemalloc.get_traced_memory()[1] / 1000
    finally:
        tracemalloc.stop()


# --- while facts come in -------------------------------------------------------------------------------------------


def _achterstand(op: Opstelling) -> Rij:
    """How long a fact that was acknowledged stays out of the views while others keep coming; times a second."""
    dienst = op.dienst
    dienst.runner.werk_bij()
    duren: list[float] = []

    def wacht(positie: int, sinds: float) -> None:
        assert dienst.runner.wacht_op(positie, hoogstens=60)
        duren.append((time.perf_counter() - sinds) * 1000)

    bos, begin, gedaan = dienst.archief.bos(), time.perf_counter(), 0
    with _runner(op), ThreadPoolExecutor(16) as wachters:
        for feiten in _bijna_zonder_einde(dienst.definities):
            # A pause until it is their turn: an even stream, however long the append before took.
            time.sleep(max(0.0, begin + gedaan / PER_SECONDE - time.perf_counter()))
            opgetekend = dienst.archief.voeg_toe(feiten, bos=bos)
            wachters.submit(wacht, opgetekend[-1].positie, time.perf_counter())
            gedaan += len(feiten)
            if gedaan >= METINGEN:
                break
    details = verdeling(duren)
    naam = f"facts in all views at {PER_SECONDE} facts/s, p99, times/s"
    return Rij(
        naam, 1000 / details["p99_ms"], 1000 / GENOEG_OP_TIJD, f"{GENOEG_OP_TIJD:.0f} ms", 1.0, details
    )


@contextmanager
def _runner(op: Opstelling) -> Iterator[None]:
    op.dienst.runner.start()
    try:
        yield
    finally:
        op.dienst.runner.stop()


def _bijna_zonder_einde(definities: Definities) -> Iterator[list[Opgetekend]]:
    """The appends of the year, told of others each time."""
    verteld = verteld_jaar(definities)
    for seed in range(1000, 1100):
        yield from kopieen(verteld, 1, seed=seed)


# --- the peer ----------------------------------------------------------------------------------------------------


GETRIEERD = "getrieerd"


class Rijtje(PostgresTrackingRecorder):
    """The library's view: a row for each case that waits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sql_create_statements.append(
            SQL("CREATE TABLE IF NOT EXISTS rijtje (id uuid PRIMARY KEY, gemeente text, sinds timestamptz)")  # type: ignore[arg-type]  # the library asks for what it makes itself
        )

    def neem(self, opdracht: str | None, waarden: tuple[object, ...], tracking: Tracking) -> None:
        """Take in one event, with what it changes."""
        with self.datastore.transaction(commit=True) as curs:
            if opdracht is not None:
                curs.execute(opdracht, waarden)
            self._insert_tracking(curs, tracking)


class Rij_voor_triage(Projection[Rijtje]):  # noqa: N801 its name is that of a table
    """The library's projection: who comes in waits, and who was decided on does not."""

    name = "rijtje"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Take in one event."""
        zaak = domain_event.originator_id
        if domain_event.originator_version == 1:
            self.view.neem("INSERT INTO rijtje VALUES (%s, %s, now())", (zaak, domain_event.nummer), tracking)
        elif domain_event.tekst == GETRIEERD:
            self.view.neem("DELETE FROM rijtje WHERE id = %s", (zaak,), tracking)
        else:
            self.view.neem(None, (), tracking)


def _stock(op: Opstelling, aantal: int) -> float:
    """How many events a second the library takes to its queue."""
    _vertel_in_het_klaar(op.zaken, op.dienst.definities, aantal)
    with ProjectionRunner(
        application_class=Zaken,
        projection_class=Rij_voor_triage,
        view_class=Rijtje,
        env=op.peer_omgeving,
    ) as runner:
        laatste = runner.app.recorder.max_notification_id() or 0
        begin = time.perf_counter()
        runner.wait(laatste, timeout=600)
        return laatste / (time.perf_counter() - begin)


def _vertel_in_het_klaar(zaken: Zaken, definities: Definities, aantal: int) -> None:
    """Write the beginning of the load for the library: an aggregate for each stream, an event for each fact."""
    zaak_bij: dict[UUID, Zaak] = {}
    for feiten in _porties(_bijna_zonder_einde(definities), aantal):
        events: list[Any] = []
        for feit in feiten:
            zaak = zaak_bij.get(feit.stroom_id)
            if zaak is None:
                zaak = zaak_bij[feit.stroom_id] = Zaak(feit.naam)
            else:
                zaak.noteer(GETRIEERD if isinstance(feit.gebeurtenis, Getrieerd) else feit.naam)
            events += zaak.collect_events()
        zaken.recorder.insert_events([zaken.mapper.to_stored_event(een) for een in events])


def _porties(alles: Iterable[list[Opgetekend]], aantal: int) -> Iterator[list[Opgetekend]]:
    for feiten in alles:
        yield feiten
        aantal -= len(feiten)
        if aantal <= 0:
            return
