"""What one can ask on the way up, down and out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import Verwijdergrond


@dataclass(frozen=True)
class SchaalOp:
    """Bring the case one level up, along an edge of the table."""

    naar: str
    reden: str


@dataclass(frozen=True)
class SchaalTerug:
    """Bring the case back one level: to ``naar``, a level below or "tafel" for the table itself."""

    naar: str
    reden: str


@dataclass(frozen=True)
class SchaalAf:
    """Hand the case to a lower level, as decided in a held ICO, or where it was discussed in an overleg."""

    naar: str
    reden: str
    besloten_in: UUID


@dataclass(frozen=True)
class SluitVoorlopigAf:
    """Close for the time being, as decided in a held ICO, or where it was discussed in an overleg."""

    reden: str
    besloten_in: UUID
    herzien_op: date


@dataclass(frozen=True)
class Heropen:
    """Let a case run again."""

    reden: str


@dataclass(frozen=True)
class SluitAf:
    """Close the case."""

    reden: str
    resultaat: str


@dataclass(frozen=True)
class StelVerwijderingVoor:
    """Propose to destroy the data."""

    grond: Verwijdergrond


@dataclass(frozen=True)
class Verwijder:
    """Destroy the data, as another person proposed; ``bewijsnummer`` will lead to what remains."""

    bewijsnummer: str
