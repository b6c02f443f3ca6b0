"""The facts of the triage, and of where a case goes from it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from domain.bewaring import Blijvend, OverPersoon, VanDeCasus
from domain.casus.waarden import Criteriumoordeel, Treffer, Uitkomst


@dataclass(frozen=True)
class Getrieerd(VanDeCasus):
    """The table weighed the aanmelding. The term is set only where the outcome changes it."""

    oordelen: tuple[Criteriumoordeel, ...]
    uitkomst: Uitkomst
    motivering: str
    wegers: tuple[str, ...]
    doorverwezen_naar: str | None
    terug_op: date | None
    bewaren_tot: Annotated[date | None, Blijvend]
    bewaarregel: Annotated[str | None, Blijvend]


@dataclass(frozen=True)
class SamenloopGeraadpleegd(VanDeCasus):
    """Somebody looked whether other tables know a person: hit or no hit and whom to call, no content."""

    persoon_id: Annotated[UUID, OverPersoon]
    raadpleging_id: UUID
    geraadpleegd_op: date
    treffers: tuple[Treffer, ...]


@dataclass(frozen=True)
class Doorgegeven(VanDeCasus):
    """A case that triage referred to another table was brought in there: what went along, and what did not."""

    naar: str
    casusnummer: str
    meegegeven: tuple[str, ...]
    niet_meegegeven: tuple[str, ...]


@dataclass(frozen=True)
class BijMonitorGemeld(VanDeCasus):
    """The secretaris registered the case in the national monitor, under a number that leads to nobody [4].

    ``kolommen`` is the version of our own list of columns; it is not the national format.
    """

    clientnummer: str
    kolommen: str
    gemeld_op: date
