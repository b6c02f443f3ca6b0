"""The commands of conditions on what an organisation brought in (WGS 2.29(3))."""

from dataclasses import dataclass
from uuid import UUID

from domain.casus.waarden import Doorgifte, Doorgifteantwoord, Voorwaardesoort
from domain.rollen import Rol


@dataclass(frozen=True)
class StelVoorwaarde:
    """Put a condition on what an organisation brought in."""

    voorwaarde_id: UUID
    organisatie: str
    voorwaarde: Voorwaardesoort
    rollen: tuple[Rol, ...]
    toelichting: str


@dataclass(frozen=True)
class TrekVoorwaardeIn:
    """Take a condition back, in the name of the organisation that put it."""

    voorwaarde_id: UUID
    organisatie: str
    reden: str


@dataclass(frozen=True)
class VraagDoorgifte:
    """Ask who put the condition whether what it brought in may go somewhere."""

    doorgifte_id: UUID
    voorwaarde_id: UUID
    waarheen: Doorgifte
    naar: str | None
    toelichting: str


@dataclass(frozen=True)
class BeantwoordDoorgifte:
    """Answer that, in the name of the organisation that was asked."""

    doorgifte_id: UUID
    organisatie: str
    antwoord: Doorgifteantwoord
    toelichting: str
