"""What stands in the way of destroying a casus or consultatie as a whole, and the list on which it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from projections import bewaarkalender, vernietigingslijsten


@dataclass(frozen=True)
class Stand:
    """How it stands with one; ``herzien_op`` is the first day on which a hold or restriction is looked at again."""

    opgeschort: bool = False
    beperkt: bool = False
    gronden: tuple[str, ...] = ()
    herzien_op: date | None = None
    lijstnummer: str | None = None


LOOPT = Stand()
"""Nothing stands in the way, and it is on no list."""


def standen_van(verbinding: Connection, tafel: str, stromen: Collection[UUID]) -> dict[UUID, Stand]:
    """How it stands with each of these of one table."""
    rijen = bewaarkalender.gehelen(verbinding, tafel, stromen)
    lijsten = vernietigingslijsten.lijst_van(verbinding, [rij.deel for rij in rijen])
    return {
        rij.stroom_id: Stand(rij.opgeschort, rij.beperkt, rij.gronden, rij.herzien_op, lijsten.get(rij.deel))
        for rij in rijen
    }
