"""One figure against its peer, and how both are measured."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

SECONDEN = 4.0
"""How long each figure is measured."""


@dataclass(frozen=True)
class Rij:
    """One figure and its peer, both per second where the name says nothing else; ``doel`` is the ratio to reach."""

    naam: str
    ons: float
    tegen: float
    peer: str
    doel: float | None

    @property
    def verhouding(self) -> float:
        """Ours against the peer."""
        return self.ons / self.tegen


def per_seconde(daad: Callable[[], object], *, klanten: int, seconden: float = SECONDEN) -> float:
    """How often ``daad`` is done each second by so many clients at once."""
    einde = time.perf_counter() + seconden

    def klant(_: int) -> int:
        gedaan = 0
        while time.perf_counter() < einde:
            daad()
            gedaan += 1
        return gedaan

    begin = time.perf_counter()
    with ThreadPoolExecutor(klanten) as pool:
        totaal = sum(pool.map(klant, range(klanten)))
    return totaal / (time.perf_counter() - begin)


def om_beurten(
    ons: Callable[[], float], peer: Callable[[], float], *, rondes: int = 3
) -> tuple[float, float]:
    """The medians of both, measured in turn, so that a machine that slows down slows both."""
    paren = [(ons(), peer()) for _ in range(rondes)]
    return statistics.median(paar[0] for paar in paren), statistics.median(paar[1] for paar in paren)
