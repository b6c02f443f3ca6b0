"""Facts of several streams that were read together, and are opened one stream at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

from domain.historie import Opgetekend
from infra.verzegeld import Verzegeld


class PerStroom(Mapping[UUID, tuple[Opgetekend, ...]]):
    """The facts of some streams, read already and opened when asked for.

    So the content of thousands of cases does not stand open at once; besides, what lives shortly costs least.

    Raises:
        KluisGeschonden: when asked for, where content is missing, changed or moved.
    """

    def __init__(
        self,
        gelezen: Mapping[UUID, Sequence[Verzegeld]],
        open_: Callable[[Sequence[Verzegeld]], list[Opgetekend]],
    ) -> None:
        """Take what was read, and what opens it."""
        self._gelezen, self._open = gelezen, open_

    def __getitem__(self, stroom_id: UUID, /) -> tuple[Opgetekend, ...]:
        """Open the facts of one stream."""
        return tuple(self._open(self._gelezen[stroom_id]))

    def __iter__(self) -> Iterator[UUID]:
        """Go along the streams."""
        return iter(self._gelezen)

    def __len__(self) -> int:
        """How many streams there are."""
        return len(self._gelezen)
