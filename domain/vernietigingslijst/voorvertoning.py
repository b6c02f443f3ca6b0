"""The preview of a list: per item and in total what is destroyed, what only becomes unlinked, and what stays.

It is what is approved. Its digest is over what a destruction takes away and what it unlinks; a row of a view, a line
of the read log or a copy that somebody made is counted beside it, since a mere look changes those.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID


@dataclass(frozen=True)
class Telling:
    """How many there are. ``gebeurtenissen`` lose their content and stay as a skeleton."""

    gebeurtenissen: int = 0
    delen: int = 0
    sleutels: int = 0
    nummers: int = 0
    merken: int = 0
    agendapunten: int = 0
    doorgegeven: int = 0
    samenloop: int = 0
    rijen: int = 0
    inzagesleutels: int = 0
    inzageregels: int = 0
    kopieen: int = 0

    def __add__(self, ander: "Telling") -> "Telling":
        """Count two together."""
        return Telling(
            **{veld.name: getattr(self, veld.name) + getattr(ander, veld.name) for veld in fields(self)}
        )


_BEPALEND = (
    *("gebeurtenissen", "delen", "sleutels", "nummers", "merken"),
    *("agendapunten", "doorgegeven", "samenloop"),
)
"""What the digest is over. The rest changes without the case changing."""


@dataclass(frozen=True)
class Postbeeld:
    """What the preview says of one item, at one version of its stream."""

    post_id: UUID
    versie: int
    telling: Telling

    @property
    def digest(self) -> str:
        """The fingerprint of this: another one, and it is no longer what was approved."""
        delen = (self.post_id, self.versie, *(getattr(self.telling, naam) for naam in _BEPALEND))
        return _hash("post", *delen)


def totaal(beelden: Iterable[Postbeeld]) -> Telling:
    """What the whole list comes to."""
    return sum((beeld.telling for beeld in beelden), Telling())


def digest_van(beelden: Iterable[Postbeeld]) -> str:
    """The fingerprint of a whole preview, whatever the order of its items."""
    return _hash("lijst", *sorted(beeld.digest for beeld in beelden))


def _hash(*delen: object) -> str:
    return hashlib.sha256("\n".join(str(deel) for deel in delen).encode()).hexdigest()


@dataclass(frozen=True)
class Blijft:
    """What a destruction leaves, and on which ground that may be."""

    wat: str
    grond: str


BLIJFT = (
    Blijft("het skelet: welke gebeurtenissen er waren en wanneer, zonder inhoud", "AVG art. 5 lid 2"),
    Blijft("de aantekening dat, wanneer en op welke grond is vernietigd", "Archiefbesluit 1995 art. 8"),
    Blijft("de regels van het inzagelogboek, die bij niemand meer horen", "WGS art. 1.8 lid 4"),
)
