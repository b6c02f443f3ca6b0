"""What one can ask at the triage, and on the way from it."""

from dataclasses import dataclass
from uuid import UUID

from domain.casus.waarden import Criteriumoordeel, Treffer, Uitkomst


@dataclass(frozen=True)
class Trieer:
    """Weigh the aanmelding: each criterion met or not and why, and the outcome."""

    oordelen: tuple[Criteriumoordeel, ...]
    uitkomst: Uitkomst
    motivering: str
    wegers: tuple[str, ...]
    doorverwezen_naar: str | None = None


@dataclass(frozen=True)
class RaadpleegSamenloop:
    """Look whether other tables know this person; ``treffers`` is what the blind index found."""

    persoon_id: UUID
    raadpleging_id: UUID
    treffers: tuple[Treffer, ...]


@dataclass(frozen=True)
class GeefDoor:
    """Record that the case was brought in at the table it was sent to, under ``casusnummer``."""

    naar: str
    casusnummer: str
    meegegeven: tuple[str, ...]
    niet_meegegeven: tuple[str, ...]


@dataclass(frozen=True)
class MeldBijMonitor:
    """Record that the case stands in the national monitor, under a number that leads to nobody."""

    clientnummer: str
    kolommen: str
