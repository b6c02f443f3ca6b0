"""What one can ask of the term of a casus: to extend it, to agree or not, and to reckon it anew."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.privacyprotocol import Ankers, Verlengingsgrond


@dataclass(frozen=True)
class StelVerlengingVoor:
    """Propose to keep the casus until ``tot``, on instruction of these participants."""

    verlenging_id: UUID
    grond: Verlengingsgrond
    reden: str
    tot: date
    opdracht_van: tuple[str, ...]


@dataclass(frozen=True)
class GeefInstemming:
    """An organisation that supplied data agrees."""

    verlenging_id: UUID
    organisatie: str


@dataclass(frozen=True)
class WeigerInstemming:
    """An organisation that supplied data does not agree."""

    verlenging_id: UUID
    organisatie: str
    reden: str


@dataclass(frozen=True)
class HerrekenBewaartermijn:
    """Reckon the term under the protocol in force; ``ankers`` are the moments of this casus in its history."""

    ankers: Ankers
