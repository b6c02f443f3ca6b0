"""A vernietigingslijst as it is at hand: read once, and carried on with what is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import cast
from uuid import UUID

from domain.historie import Opgetekend, van_lijst
from domain.vernietigingslijst.events import Lijstfeit
from domain.vernietigingslijst.state import Vernietigingslijst, evolve_lijst, vouw_lijst
from infra.keys import Sleutelbos
from infra.optekenen import Eerdere, Stroom


@dataclass(frozen=True)
class Gelezen:
    """A list as it was read, or as it is after what was written."""

    stroom: Stroom
    lijst: Vernietigingslijst

    @property
    def historie(self) -> tuple[Opgetekend, ...]:
        """What happened with it."""
        return self.stroom.historie

    def zonder_sleutels(self, bos: Sleutelbos) -> "Gelezen":
        """The same with an empty bunch of keys: those of a portion of cases are not kept for the next."""
        return replace(self, stroom=replace(self.stroom, bos=bos))

    def met(self, nieuw: Sequence[Opgetekend]) -> "Gelezen":
        """The same after these facts: of a list of thousands of items nothing is read or folded twice."""
        lijst = reduce(evolve_lijst, van_lijst(nieuw), self.lijst)
        return Gelezen(replace(self.stroom, historie=(*self.historie, *nieuw)), lijst)


@dataclass(frozen=True)
class Lijstuitkomst:
    """What a command on a list led to. ``nieuw`` is empty where it changed nothing."""

    gelezen: Gelezen
    nieuw: tuple[Lijstfeit, ...]

    @property
    def lijst_id(self) -> UUID:
        """Its stream."""
        return self.gelezen.stroom.stroom_id

    @property
    def lijst(self) -> Vernietigingslijst:
        """The list as it is now."""
        return self.gelezen.lijst

    @property
    def versie(self) -> int:
        """The version of its last fact."""
        return self.gelezen.stroom.versie

    @property
    def positie(self) -> int:
        """The position of its last fact."""
        return self.gelezen.stroom.positie


def als_eerder(eerder: Eerdere, *, bos: Sleutelbos) -> Lijstuitkomst:
    """The answer to a command that was given and carried out before, as it was then."""
    stroom = Stroom(eerder.laatste.stroom_id, eerder.toen, bos)
    gelezen = Gelezen(stroom, vouw_lijst(van_lijst(eerder.toen)))
    return Lijstuitkomst(gelezen, cast("tuple[Lijstfeit, ...]", eerder.feiten))
