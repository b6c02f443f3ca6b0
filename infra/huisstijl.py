"""Whether the colours of a region can be read: what is written in them and on them has enough contrast (WCAG 1.4.3)."""

import re

from domain.tafels import Huisstijl
from infra.lezer import Meld
from infra.vindplaatsen import Pad

GENOEG = 4.5
"""The least contrast of text with what is behind it."""
WIT, VLAK, INKT = "#ffffff", "#f3f5f7", "#1b2430"
"""What our own tokens hold: paper and the text on the brand, the plane of a menu, the ink."""
OP_ELKAAR = (
    ("merk", WIT, "white, for the text on it and for links on paper"),
    ("merk", VLAK, "the grey of menus, for links on it"),
    ("merk_donker", WIT, "white, for the text on it"),
    ("merk_licht", INKT, "the ink of text on it"),
)
_KLEUR = re.compile(r"#[0-9a-f]{6}")
_DONKER = 0.04045
"""Below this the curve of a channel of sRGB is a straight line."""


def contrast(een: str, ander: str) -> float:
    """The ratio of two colours, from 1 to 21, as WCAG 2.2 reckons it."""
    licht, donker = sorted((_helderheid(een), _helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def keur_huisstijl(stijl: Huisstijl, pad: Pad, *, meld: Meld) -> None:
    """Refuse what is no colour, and what cannot be read.

    Raises:
        DefinitieFout: which colour that is, and why.
    """
    for veld in ("merk", "merk_donker", "merk_licht"):
        kleur = getattr(stijl, veld)
        if not _KLEUR.fullmatch(kleur):
            raise meld((*pad, veld), f"{kleur!r} is not a colour such as '#0b4a7a'")
    for veld, ander, wat in OP_ELKAAR:
        _eis_leesbaar(getattr(stijl, veld), ander, wat, (*pad, veld), meld=meld)
    _eis_leesbaar(
        stijl.merk, stijl.merk_licht, "merk_licht, for a button under the mouse", (*pad, "merk"), meld=meld
    )


def _eis_leesbaar(kleur: str, ander: str, wat: str, pad: Pad, *, meld: Meld) -> None:
    ratio = contrast(kleur, ander)
    if ratio < GENOEG:
        # Rounded down: what is told as enough is enough.
        verteld = int(ratio * 10) / 10
        raise meld(
            pad,
            f"{kleur!r} has a contrast of {verteld} with {wat}; text needs at least {GENOEG} (WCAG 1.4.3)",
        )


def _helderheid(kleur: str) -> float:
    delen = (int(kleur[plaats : plaats + 2], 16) / 255 for plaats in (1, 3, 5))
    rood, groen, blauw = (
        deel / 12.92 if deel <= _DONKER else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen
    )
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw
