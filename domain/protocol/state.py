"""Which version is in force; ``evolve_protocol`` folds it from its facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import assert_never

from domain.bewaring import Vernietigd
from domain.protocol.events import Protocolgebeurtenis, ProtocolIngevoerd, ProtocolVoorgesteld


@dataclass(frozen=True)
class Protocolstand:
    """What holds for one regime. ``ingevoerd`` are all versions that ever were, oldest first."""

    voorstel: ProtocolVoorgesteld | None = None
    ingevoerd: tuple[ProtocolIngevoerd, ...] = ()

    @property
    def geldend(self) -> ProtocolIngevoerd | None:
        """The version that was taken last; ``None`` where the one that shipped first still holds."""
        return self.ingevoerd[-1] if self.ingevoerd else None


def vouw_protocol(feiten: Iterable[Protocolgebeurtenis]) -> Protocolstand:
    """Fold a whole history."""
    return reduce(evolve_protocol, feiten, Protocolstand())


def evolve_protocol(stand: Protocolstand, feit: Protocolgebeurtenis) -> Protocolstand:
    """Take one fact in."""
    match feit:
        case ProtocolVoorgesteld():
            return replace(stand, voorstel=feit)
        case ProtocolIngevoerd():
            return replace(stand, voorstel=None, ingevoerd=(*stand.ingevoerd, feit))
        case Vernietigd():
            return stand
        case _:
            assert_never(feit)
