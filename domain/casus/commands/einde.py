"""What one can ask on the way up, down and out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import Lijstgang, Verwijdergrond, Weigerreden


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
class LaatBuitenVernietiging:
    """Say in own words why who checked a vernietigingslijst left this case out; that dies with the case."""

    lijstnummer: str
    reden: Weigerreden
    toelichting: str


@dataclass(frozen=True)
class Verwijder:
    """Destroy the data, as an approved list says; ``bewijsnummer`` will lead to what remains.

    ``gewist`` are the people of the case whose verzoek to be erased was granted.
    """

    bewijsnummer: str
    grond: Verwijdergrond
    gang: Lijstgang
    gewist: frozenset[UUID] = frozenset()
