"""What a check of the logboek found wrong: the kind, the place, what was expected and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine

from infra.logboek.catalogus import eerste_afwijking


class Wat(StrEnum):
    """What is wrong with the first thing that is."""

    GEWIJZIGD = "changed"
    ONTBREEKT = "missing"
    TOEGEVOEGD = "added"
    VERPLAATST = "reordered"
    KNOOP = "tree node"
    BLAD = "leaf index"
    CHECKPOINT = "checkpoint"
    TABEL = "table"


@dataclass(frozen=True)
class Afwijking:
    """The first thing that is wrong. Sizes, positions and hashes; never the content of an event."""

    wat: Wat
    positie: int | None
    verwacht: object
    gevonden: object

    def __str__(self) -> str:
        """One sentence for the operator."""
        waar = "" if self.positie is None else f" at position {self.positie}"
        return f"{self.wat}{waar}: expected {kort(self.verwacht)}, found {kort(self.gevonden)}"


def kort(waarde: object) -> str:
    """A value as it is shown: hashes in hexadecimal."""
    return waarde.hex() if isinstance(waarde, bytes) else str(waarde)


def tabelafwijking(engine: Engine, schemas: Sequence[str]) -> Afwijking | None:
    """The first thing about the tables of a log that is not as they were made."""
    with engine.connect() as verbinding:
        gevonden = eerste_afwijking(verbinding, schemas)
    if gevonden is None:
        return None
    return Afwijking(Wat.TABEL, None, f"{gevonden.tabel}: {gevonden.verwacht}", gevonden.gevonden)
