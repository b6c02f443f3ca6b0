"""What waits for somebody, counted at each table: for the first page, and for a page before a table was chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from api.rest.toegang import Toegang
from domain.tafels import Tafel

TE_LAAT = "fout"
"""The kind of a number that counts what is overdue."""


@dataclass(frozen=True)
class Teller:
    """A number of things that wait for somebody, and where it is done. ``soort`` as of a merkje: "fout" is overdue.

    ``te_doen`` is false of what is only good to know: it puts no table among those where something has to be done.
    """

    getal: int
    tekst: str
    pad: str
    soort: str = ""
    te_doen: bool = True


Tel = Callable[[Toegang, Tafel], Iterable[Teller]]
"""What waits at one table for this person; nothing where the right is not there. It shows nobody."""
Dienststand = Callable[[Toegang], Iterable[Teller]]
"""How the whole service stands, whatever the table: it says nothing of what there is to do."""


@dataclass(frozen=True)
class Werk:
    """What waits at one table."""

    tafel: Tafel
    tellers: Sequence[Teller]

    @property
    def te_laat(self) -> int:
        """How much is overdue."""
        return sum(teller.getal for teller in self.tellers if teller.soort == TE_LAAT)

    @property
    def samen(self) -> int:
        """How much there is to do."""
        return sum(teller.getal for teller in self.tellers if teller.te_doen)


def werk_van(toegang: Toegang, tafel: Tafel, tellers: Iterable[Tel]) -> Werk:
    """Within a table what is overdue stands first, and what is nothing last."""
    geteld = (teller for tel in tellers for teller in tel(toegang, tafel))
    return Werk(tafel, sorted(geteld, key=lambda een: (not een.getal, een.soort != TE_LAAT, not een.te_doen)))


def dringendste_eerst(werk: Iterable[Werk]) -> list[Werk]:
    """Tables by what is overdue there, then by how much there is; else in the order of the definitions."""
    return sorted(werk, key=lambda een: (-een.te_laat, -een.samen))
