"""The facts of conditions: what an organisation asks of whoever uses what it brought in (WGS 2.29(3)).

They are part of what that organisation supplied, and go with it.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from domain.bewaring import Leverancier
from domain.casus.waarden import Voorwaardesoort
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
