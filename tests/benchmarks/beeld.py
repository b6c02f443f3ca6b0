"""Curves as a picture: a small one for each figure, both axes by powers of ten."""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10

Punt = tuple[float, float]

BREED, HOOG = 260, 170
LINKS, RECHTS, BOVEN, ONDER = 52, 14, 30, 30
NAAST_ELKAAR = 3
INKT, LIJN, GRIJS = "#1b1b1b", "#154273", "#c8c8c8"


def beeld(krommen: Sequence[tuple[str, Sequence[Punt]]]) -> str:
    """An SVG of these curves, each a title with its unit and its points (x, y), both above zero."""
    rijen = ceil(len(krommen) / NAAST_ELKAAR)
    delen = [
        f'<g transform="translate({BREED * (nr % NAAST_ELKAAR)} {HOOG * (nr // NAAST_ELKAAR)})">'
        f"{''.join(_kromme(titel, punten))}</g>"
        for nr, (titel, punten) in enumerate(krommen)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREED * NAAST_ELKAAR} {HOOG * rijen}"'
        f' role="img" font-family="sans-serif" font-size="11" fill="{INKT}">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(delen)}</svg>\n'
    )


def _kromme(titel: str, punten: Sequence[Punt]) -> Iterable[str]:
    onder, boven = _machten([y for _, y in punten])
    links, rechts = _machten([x for x, _ in punten])

    def plaats(x: float, y: float) -> tuple[float, float]:
        naast = (log10(x) - links) / (rechts - links)
        omhoog = (log10(y) - onder) / (boven - onder)
        return (
            LINKS + naast * (BREED - LINKS - RECHTS),
            HOOG - ONDER - omhoog * (HOOG - BOVEN - ONDER),
        )

    yield f'<text x="{LINKS}" y="18" font-weight="bold">{escape(titel)}</text>'
    for macht in range(onder, boven + 1):
        _, y = plaats(10**links, 10**macht)
        yield f'<path d="M{LINKS} {y:.1f}H{BREED - RECHTS}" stroke="{GRIJS}"/>'
        yield f'<text x="{LINKS - 6}" y="{y + 4:.1f}" text-anchor="end">{_kort(10**macht)}</text>'
    for macht in range(links, rechts + 1):
        x, _ = plaats(10**macht, 10**onder)
        yield f'<text x="{x:.1f}" y="{HOOG - 12}" text-anchor="middle">{_kort(10**macht)}</text>'
    plaatsen = [plaats(x, y) for x, y in punten]
    streep = " ".join(f"{x:.1f},{y:.1f}" for x, y in plaatsen)
    yield f'<polyline points="{streep}" fill="none" stroke="{LIJN}" stroke-width="2"/>'
    for (x, y), (_, waarde) in zip(plaatsen, punten, strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{LIJN}"><title>{waarde:,.3g}</title></circle>'


def _machten(waarden: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around these values, at least one apart."""
    onder, boven = floor(log10(min(waarden))), ceil(log10(max(waarden)))
    return onder, max(boven, onder + 1)


def _kort(waarde: float) -> str:
    for deler, teken in ((1e6, "M"), (1e3, "k")):
        if waarde >= deler:
            return f"{waarde / deler:g}{teken}"
    return f"{waarde:g}"
