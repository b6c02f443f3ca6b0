"""What was given out of the logboek, as a check finds it: the kept checkpoints, and the newest of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.opslag import lees_stand
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import Sleutelring


@dataclass(frozen=True)
class Gepubliceerd:
    """What was given out when the check began: the sizes that checkpoints are kept of, and the newest of them.

    Without a ring nothing was ever signed, and there is nothing to look at.
    """

    map: Logboekmap
    ring: Sleutelring | None
    minstens: int
    groottes: Sequence[int] = ()
    huidig: Checkpoint | Afgekeurd | None = None

    @classmethod
    def van(cls, engine: Engine, map_: Logboekmap, ring: Sleutelring | None) -> "Gepubliceerd":
        """Ask the database how much was given out at least, and then look in the folder, which is ahead of it."""
        with engine.connect() as verbinding:
            minstens = lees_stand(verbinding).gepubliceerd
        if ring is None:
            return cls(map_, ring, minstens)
        groottes = sorted(map_.groottes())
        try:
            gevonden = map_.nieuwste(ring)
        except Afgekeurd as fout:
            return cls(map_, ring, minstens, groottes, fout)
        return cls(map_, ring, minstens, groottes, gevonden[0] if gevonden else None)

    def lees(self, grootte: int) -> Checkpoint | Afgekeurd | None:
        """The checkpoint that was given out at a size, or what is wrong with it."""
        try:
            gevonden = self.map.lees(grootte, self.ring) if self.ring else None
        except Afgekeurd as fout:
            return fout
        return gevonden[0] if gevonden else None
