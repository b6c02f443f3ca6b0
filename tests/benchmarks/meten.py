"""How fast, as ratios against a peer on the same server in the same run. Nothing here passes or fails.

``make bench`` prints a table and writes ``bench/results.json``; ``make bench-quick`` does less of each. The peers are
the eventsourcing library as it comes, UmaDB, and plain SQL. Each group of rows has a server of its own, so that what
one leaves behind slows no other; with the names of groups as arguments only those are measured.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial

from rich.console import Console

from tests.benchmarks.bladeren import bladeren
from tests.benchmarks.lezen import (
    geheugen_van_verifieren,
    naspelen,
    vastleggen,
    verifieren,
    verifieren_tegen_een_som,
)
from tests.benchmarks.maat import Rij, per_seconde
from tests.benchmarks.opdrachten import logboek, met_logboek, naast_umadb, opdrachten, terugspelen
from tests.benchmarks.opslag import alleen, korte_casus, toevoegen
from tests.benchmarks.opstelling import Opstelling, opstelling
from tests.benchmarks.processen import PROCESSEN, opdrachten_door
from tests.benchmarks.sleutels import vernieuwen
from tests.benchmarks.uitslag import Uitslag
from tests.benchmarks.vernietigen import vernietigen
from tests.benchmarks.weergaven import weergaven
from tests.benchmarks.zoeken import nacontrole


def _opdrachten(op: Opstelling) -> Sequence[Rij]:
    return [
        opdrachten(op.dienst, op.zaken, klanten=1, doel=1.7),
        opdrachten(op.dienst, op.zaken, klanten=4, doel=2.5),
        opdrachten(op.dienst, op.zaken, klanten=16, doel=5.0),
        naast_umadb(op.dienst, op.zaken, op.map, klanten=1),
        naast_umadb(op.dienst, op.zaken, op.map, klanten=4),
        terugspelen(op.dienst, op.url, doel=0.2),
    ]


def _opslag(op: Opstelling) -> Sequence[Rij]:
    return [
        alleen(op),
        *toevoegen(op, schrijvers=1, doel=1.0, kaal=0.2),
        *toevoegen(op, schrijvers=4, doel=2.5, kaal=0.5),
        *toevoegen(op, schrijvers=16, doel=5.0, kaal=0.7),
        *toevoegen(op, schrijvers=64, doel=5.0, kaal=1.0),
        korte_casus(op, doel=2.0),
    ]


def _lezen(op: Opstelling) -> Sequence[Rij]:
    return [naspelen(op.dienst), vastleggen(op.dienst)]


def _logboek(op: Opstelling) -> Sequence[Rij]:
    return [
        met_logboek(op.dienst, op.zaken, klanten=1),
        met_logboek(op.dienst, op.zaken, klanten=16),
        logboek(op.dienst, op.url),
    ]


def _verifieren(_: Opstelling) -> Sequence[Rij]:
    return [
        verifieren(doel=1 / 6),
        verifieren_tegen_een_som(doel=1 / 6),
        geheugen_van_verifieren(doel=0.9),
    ]


def _vernietigen(op: Opstelling) -> Sequence[Rij]:
    return vernietigen(op.dienst, peer=lambda: per_seconde(op.zaken.begin, klanten=1), doel=1 / 1.5)


GROEPEN: dict[str, Callable[[Opstelling], Sequence[Rij]]] = {
    "opslag": _opslag,
    "opdrachten": _opdrachten,
    "processen": lambda op: [opdrachten_door(op, processen=aantal) for aantal in PROCESSEN],
    "weergaven": weergaven,
    "lezen": _lezen,
    "bladeren": lambda op: [bladeren(op.dienst, op.url, doel=1 / 1.5)],
    "logboek": _logboek,
    "sleutels": lambda op: vernieuwen(op.dienst, op.url),
    "verifieren": _verifieren,
    "nacontrole": lambda op: [nacontrole(op.dienst, op.url)],
    "vernietigen": _vernietigen,
}
"""The rows by what they are about, in the order of the table."""


def meet(namen: Sequence[str], uitslag: Uitslag, *, meld: Callable[[str], None]) -> list[str]:
    """Measure groups one after the other; gives the names of those that broke down, the others go on."""
    stuk = []
    for naam in namen:
        meld(f"{naam} …")
        begin = time.perf_counter()
        try:
            with opstelling() as op:
                uitslag.neem_op(GROEPEN[naam](op))
        except Exception:  # noqa: BLE001 one group that breaks down must not lose the others
            meld(traceback.format_exc())
            stuk.append(naam)
        meld(f"{naam}: {time.perf_counter() - begin:.0f} s")
    return stuk


def main() -> None:
    """Measure, print, write."""
    vraag = argparse.ArgumentParser(description=__doc__)
    vraag.add_argument("groepen", nargs="*", choices=[*GROEPEN, []], help="only these")
    gekozen = vraag.parse_args().groepen or list(GROEPEN)
    console = Console(width=None if sys.stdout.isatty() else 160)
    uitslag = Uitslag(console=console)
    stuk = meet(gekozen, uitslag, meld=partial(console.print, markup=False, highlight=False))
    uitslag.toon()
    if stuk:
        raise SystemExit(f"Not measured: {', '.join(stuk)}.")


if __name__ == "__main__":
    main()
