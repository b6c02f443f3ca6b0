"""Small charts: bars, reckoned here and drawn as SVG elements in the page, beside the table that says the same.

A bar has lengths and no colours: those are classes, so that the policy of the pages and the style of a region hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BREED = 100
"""How long the longest bar is, in units of the drawing."""


@dataclass(frozen=True)
class Deel:
    """A part of a bar, from where and how long; ``soort`` is the class that says what it counts."""

    soort: str
    x: float
    breed: float


@dataclass(frozen=True)
class Staaf:
    """A bar with its name, and the number that it stands for."""

    naam: str
    totaal: int
    delen: tuple[Deel, ...]


def staven(rijen: Iterable[tuple[str, Sequence[tuple[str, int]]]]) -> tuple[Staaf, ...]:
    """Bars on one scale: of each its name, and its parts as (class, number)."""
    alle = [(naam, list(delen)) for naam, delen in rijen]
    langst = max((sum(getal for _, getal in delen) for _, delen in alle), default=0)
    return tuple(_staaf(naam, delen, langst) for naam, delen in alle)


def _staaf(naam: str, delen: Sequence[tuple[str, int]], langst: int) -> Staaf:
    getekend, totaal = [], 0
    for soort, getal in delen:
        if getal:
            getekend.append(Deel(soort, round(totaal * BREED / langst, 2), round(getal * BREED / langst, 2)))
        totaal += getal
    return Staaf(naam, totaal, tuple(getekend))
