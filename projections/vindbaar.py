"""Where a case is and how far, for whoever looks for its number: gemeente, phase, who brought it in. Nobody's name.

It is asked of the table of the running cases, in which a case has a row from its aanmelding until it is closed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Select, select

from domain.casus.state import Fase
from projections.monitoring_tabellen import monitoring
from projections.rijen import een_van


@dataclass(frozen=True)
class Plek:
    """Where a case is."""

    gemeente: str
    organisatie: str
    fase: Fase
    procesregisseur: str | None


def plekken(verbinding: Connection, stromen: Collection[UUID]) -> dict[UUID, Plek]:
    """Where each of these cases is; one that was closed is not among them."""
    vraag = select(
        monitoring.c.stroom_id,
        monitoring.c.gemeente,
        monitoring.c.organisatie,
        monitoring.c.fase,
        monitoring.c.procesregisseur,
    ).where(een_van(monitoring.c.stroom_id, stromen))
    return {
        rij.stroom_id: Plek(rij.gemeente, rij.organisatie, Fase(rij.fase), rij.procesregisseur)
        for rij in verbinding.execute(vraag)
    }


def stromen_met(*tafels: str, gemeente: str | None, fase: Fase | None) -> Select[tuple[UUID]] | None:
    """Ask which cases of these tables are in a gemeente or a phase; ``None`` where that does not matter."""
    if gemeente is None and fase is None:
        return None
    vraag = select(monitoring.c.stroom_id).where(monitoring.c.tafel.in_(tafels))
    if gemeente is not None:
        vraag = vraag.where(monitoring.c.gemeente == gemeente)
    if fase is not None:
        vraag = vraag.where(monitoring.c.fase == fase)
    return vraag
