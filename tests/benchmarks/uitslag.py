"""What was measured, as a table for whoever is looking and as ``bench/results.json`` for later."""

import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from tests.benchmarks.maat import KORT, Rij

MAP = Path(__file__).parents[2] / "bench"
"""Where results are kept, in the checkout but not in the repository."""

PAKKETTEN = ("casus", "eventsourcing", "psycopg", "sqlalchemy", "cryptography", "orjson", "umadb")


class Uitslag:
    """The rows so far. Each group is written as soon as it is there, so that a run that is cut short is not lost."""

    def __init__(self, *, map_: Path = MAP, console: Console | None = None) -> None:
        """Take where to write and where to print."""
        self._map, self._uit = map_, console or Console()
        self._rijen: list[Rij] = []

    def neem_op(self, rijen: Sequence[Rij]) -> None:
        """Add rows, and write all there are."""
        self._rijen.extend(rijen)
        schrijf(self._map / "results.json", {"rows": [_in_json(rij) for rij in self._rijen], **waarop()})

    def toon(self) -> None:
        """Print the table."""
        tabel = Table("what", "ours", "peer's", "ratio", "target", "reached", "peer")
        for rij in self._rijen:
            tabel.add_row(
                rij.naam, getal(rij.ons), getal(rij.tegen), f"{rij.verhouding:.2f}",
                "" if rij.doel is None else f"{rij.doel:.2f}", _ja_nee(rij), rij.peer,
            )  # fmt: skip
        self._uit.print(tabel)


def schrijf(bestand: Path, inhoud: object) -> None:
    """Write one file of results."""
    bestand.parent.mkdir(parents=True, exist_ok=True)
    bestand.write_bytes(orjson.dumps(inhoud, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))


def waarop() -> dict[str, Any]:
    """On which machine and with what was measured."""
    return {
        "machine": {
            "platform": platform.platform(),
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        },
        "versions": {"python": sys.version.split()[0], **{naam: version(naam) for naam in PAKKETTEN}},
        "short": KORT,
    }


def getal(waarde: float) -> str:
    """A number with as many digits as are worth reading."""
    return f"{waarde:,.0f}" if waarde >= 100 else f"{waarde:.3g}"


def _in_json(rij: Rij) -> dict[str, Any]:
    return {
        "name": rij.naam,
        "ours": rij.ons,
        "against": rij.tegen,
        "peer": rij.peer,
        "ratio": rij.verhouding,
        "target": rij.doel,
        "reached": rij.gehaald,
        "details": dict(rij.details),
    }


def _ja_nee(rij: Rij) -> str:
    return "" if rij.gehaald is None else "yes" if rij.gehaald else "no"


def _processor() -> str:
    regels = Path("/proc/cpuinfo")
    if not regels.exists():
        return platform.processor()
    namen = (
        regel.partition(":")[2].strip() for regel in regels.read_text().splitlines() if "model name" in regel
    )
    return next(namen, platform.processor())
