"""How figures grow with the store: the same measured at 10⁴, 10⁵ and 10⁶ events, of a load that is like a year of work.

``make bench-groei`` writes ``bench/groei.json``; 10⁷ events (an hour and 20 GB) only with ``CASUS_BENCH=groot``.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from rich.console import Console
from sqlalchemy import select, text

from api.samenstelling import Dienst
from infra import tables
from projections.triagelijst import wachtrij
from tests.benchmarks.lading import laad
from tests.benchmarks.lezen import lees, lijsten
from tests.benchmarks.maat import KORT, omvang, per_seconde, spreiding
from tests.benchmarks.opdrachten import CASUSSEN, voortgang
from tests.benchmarks.opstelling import opstelling
from tests.benchmarks.uitslag import MAP, schrijf, waarop
from tests.verhalen import ZVH, nieuw_verhaal

MATEN = (1_000, 10_000) if KORT else (10_000, 100_000, 1_000_000)
GROOT = 10_000_000
KEREN = omvang(500, kort=50)
VAN = 100_000
"""Of how many cases one is opened."""

Cijfers = dict[str, float]


def groei(dienst: Dienst, maten: Sequence[int], *, meld: Callable[[str], None]) -> Iterator[Cijfers]:
    """Fill up to each size and measure there; the names of the figures say their units."""
    gevuld = dienst.archief.laatste_positie()
    for seed, maat in enumerate(maten, start=1):
        meld(f"{maat:,} events …")
        begin = time.perf_counter()
        erbij = laad(dienst, maat - gevuld, seed=seed)
        gevuld += erbij
        duur = time.perf_counter() - begin
        cijfers = {"events": float(gevuld), "loaded_events_per_s": erbij / duur}
        cijfers |= _bijwerken(dienst, erbij)
        cijfers |= _lezen(dienst, seed)
        cijfers["commands_per_s"] = _opdrachten(dienst)
        gevuld = dienst.archief.laatste_positie()
        yield cijfers | _omvang(dienst)


def _opdrachten(dienst: Dienst) -> float:
    """Whole commands of one client, who goes round cases so that none grows long."""
    verhalen = [nieuw_verhaal(dienst) for _ in range(CASUSSEN)]
    for verhaal in verhalen:
        verhaal.tot_en_met_ico()
    rond = cycle(verhalen)
    return per_seconde(lambda: voortgang(dienst, next(rond).casusnummer), klanten=1)


def _bijwerken(dienst: Dienst, erbij: int) -> Cijfers:
    """What the views and the tree take for what came in, and the memory that they need for it."""
    with piek_mb() as piek:
        begin = time.perf_counter()
        dienst.runner.werk_bij()
        weergaven = erbij / (time.perf_counter() - begin)
    begin = time.perf_counter()
    dienst.logboek.werk_bij()
    return {
        "views_events_per_s": weergaven,
        "views_memory_mb": piek[0],
        "logboek_events_per_s": erbij / (time.perf_counter() - begin),
    }


def _lezen(dienst: Dienst, seed: int) -> Cijfers:
    """What it takes to open a case, a list, and a list of a moment ago."""
    kies = Random(seed)  # noqa: S311 which cases are opened is no secret
    with dienst.engine.connect() as verbinding:
        verbinding.execute(text("ANALYZE"))
        aangemeld = select(tables.gebeurtenis.c.originator_id).where(
            tables.gebeurtenis.c.topic.like("casus.Aangemeld.%")
        )
        stromen = list(verbinding.execute(aangemeld.limit(VAN)).scalars())
        rij = spreiding(lambda: wachtrij(verbinding, ZVH, tafels=dienst.definities.versies), keren=KEREN)

    casus = spreiding(lambda: dienst.shell.laad_stroom(kies.choice(stromen)), keren=KEREN)
    toen = dienst.omgeving.nu() - timedelta(seconds=1)
    begin = time.perf_counter()
    lees(dienst, op=toen)
    duur = time.perf_counter() - begin
    return {
        "case_p50_ms": casus["p50_ms"],
        "case_p99_ms": casus["p99_ms"],
        "queue_p50_ms": rij["p50_ms"],
        "queue_p99_ms": rij["p99_ms"],
        "queue_of_then_ms": duur * 1000,
        "slowest_list_of_then_ms": max(lijsten(dienst, op=toen).values()),
    }


def _omvang(dienst: Dienst) -> Cijfers:
    with dienst.engine.connect() as verbinding:
        bytes_ = verbinding.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    return {"database_mb": bytes_ / 2**20}


@contextmanager
def piek_mb() -> Iterator[list[float]]:
    """How much more memory this process took in the block than before it; known when the block ends."""
    klaar, gezien, uit = threading.Event(), [_geheugen_mb()], [0.0]

    def kijk() -> None:
        while not klaar.wait(0.05):
            gezien.append(_geheugen_mb())

    kijker = threading.Thread(target=kijk)
    kijker.start()
    try:
        yield uit
    finally:
        klaar.set()
        kijker.join()
        uit[0] = max(*gezien, _geheugen_mb()) - gezien[0]


def _geheugen_mb() -> float:
    bladzijden = int(Path("/proc/self/statm").read_text().split()[1])
    return bladzijden * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Measure, print, write after each size."""
    console = Console()
    maten = (*MATEN, GROOT) if os.environ.get("CASUS_BENCH") == "groot" else MATEN
    punten: list[Cijfers] = []
    with opstelling() as op:
        for punt in groei(op.dienst, maten, meld=console.print):
            punten.append(punt)
            console.print(punt)
            schrijf(MAP / "groei.json", {"points": punten, **waarop()})


if __name__ == "__main__":
    main()
