"""What one can ask of the agenda."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.overleg.waarden import Puntsoort


@dataclass(frozen=True)
class Heragendeer:
    """Ask for the case to be back on the agenda; it is when both regisseurs ask for the same date."""

    datum: date
    reden: str


@dataclass(frozen=True)
class ZetOpAgenda:
    """Put the case on the agenda of an overleg that begins at ``begint``."""

    agendapunt_id: UUID
    overleg_id: UUID
    soort: Puntsoort
    begint: datetime


@dataclass(frozen=True)
class HaalVanAgenda:
    """Take the case off that agenda."""

    agendapunt_id: UUID
    reden: str


@dataclass(frozen=True)
class LegBesprekingVast:
    """Record that the case was discussed in a held overleg."""

    agendapunt_id: UUID
    besproken_op: date
    aanwezig: tuple[str, ...]
    verslag: str
