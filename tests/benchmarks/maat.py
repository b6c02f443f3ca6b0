"""One figure against its peer, and how both are measured."""

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

PROEF = os.environ.get("CASUS_BENCH") == "proef"
"""Whether nothing is measured: everything runs once, on next to nothing, to see that it still does."""

KORT = PROEF or os.environ.get("CASUS_BENCH") == "kort"
"""Whether less is measured, for a first look in two minutes; the figures are as true, and less steady."""


def omvang(lang: int, *, kort: int) -> int:
    """How many of something: as many as the figure asks for, or what fits in a first look."""
    return max(kort // 50, 20) if PROEF else kort if KORT else lang


SECONDEN = 0.01 if PROEF else 0.4 if KORT else 4.0
"""How long each figure is measured."""


@dataclass(frozen=True)
class Rij:
    """One figure and its peer, both per second where the name says nothing else; ``doel`` is the ratio to reach.

    More is better in every row: what may take at most twice as long as its peer has ``doel`` 0.5. ``details`` are
    further figures, each with its unit in its name.
    """

    naam: str
    ons: float
    tegen: float
    peer: str
    doel: float | None
    details: Mapping[str, float] = field(default_factory=dict)

    @property
    def verhouding(self) -> float:
        """Ours against the peer."""
        return self.ons / self.tegen

    @property
    def gehaald(self) -> bool | None:
        """Whether the ratio is as high as it should be; None where nothing was asked."""
        return None if self.doel is None else self.verhouding >= self.doel


def per_seconde(daad: Callable[[], object], *, klanten: int, seconden: float = SECONDEN) -> float:
    """How often ``daad`` is done each second by so many clients at once."""
    einde = time.perf_counter() + seconden

    def klant(_: int) -> int:
        # At least once: who begins late counts as well.
        daad()
        gedaan = 1
        while time.perf_counter() < einde:
            daad()
            gedaan += 1
        return gedaan

    begin = time.perf_counter()
    with ThreadPoolExecutor(klanten) as pool:
        totaal = sum(pool.map(klant, range(klanten)))
    return totaal / (time.perf_counter() - begin)


def om_beurten(
    ons: Callable[[], float], peer: Callable[[], float], *, rondes: int = 1 if PROEF else 2 if KORT else 3
) -> tuple[float, float]:
    """The medians of both, measured in turn, so that a machine that slows down slows both."""
    paren = [(ons(), peer()) for _ in range(rondes)]
    return statistics.median(paar[0] for paar in paren), statistics.median(paar[1] for paar in paren)


def spreiding(daad: Callable[[], object], *, keren: int) -> dict[str, float]:
    """How long ``daad`` takes, in milliseconds: the median, and what 95 and 99 of 100 stay under."""
    duren = []
    for _ in range(keren):
        begin = time.perf_counter()
        daad()
        duren.append((time.perf_counter() - begin) * 1000)
    return verdeling(duren)


def verdeling(duren: Sequence[float]) -> dict[str, float]:
    """Of so many durations in milliseconds: the median, and what 95 and 99 of 100 stay under."""
    delen = statistics.quantiles(duren, n=100, method="inclusive")
    return {"p50_ms": delen[49], "p95_ms": delen[94], "p99_ms": delen[98]}
