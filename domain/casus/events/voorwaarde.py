"""The facts of conditions: what an organisation asks of whoever uses what it brought in (WGS 2.29(3)).

They are part of what that organisation supplied, and go with it.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from domain.bewaring import Leverancier
from domain.casus.waarden import Doorgifte, Doorgifteantwoord, Voorwaardesoort
from domain.rollen import Rol


@dataclass(frozen=True)
class VoorwaardeGesteld:
    """A condition on what an organisation brought in; ``rollen`` are those that may read it, where it says so."""

    voorwaarde_id: UUID
    organisatie: Annotated[str, Leverancier]
    voorwaarde: Voorwaardesoort
    rollen: tuple[Rol, ...]
    toelichting: str


@dataclass(frozen=True)
class VoorwaardeIngetrokken:
    """The organisation asks it no longer."""

    voorwaarde_id: UUID
    organisatie: Annotated[str, Leverancier]
    reden: str


@dataclass(frozen=True)
class DoorgifteGevraagd:
    """An organisation that wants to be asked first is asked whether what it brought in may go somewhere.

    ``naar`` is the code of the other table, and of nothing else.
    """

    doorgifte_id: UUID
    voorwaarde_id: UUID
    organisatie: Annotated[str, Leverancier]
    waarheen: Doorgifte
    naar: str | None
    toelichting: str


@dataclass(frozen=True)
class DoorgifteBeantwoord:
    """What it says to that; the last word counts."""

    doorgifte_id: UUID
    organisatie: Annotated[str, Leverancier]
    antwoord: Doorgifteantwoord
    toelichting: str
