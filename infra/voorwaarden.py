"""What organisations ask of what they brought into cases, for whoever shows many at once (WGS 2.29(3))."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Connection, select

from domain.casus.events import VoorwaardeGesteld
from domain.casus.state import Casus
from domain.casus.voorwaarde import mag_in_bestand
from infra.codec import CASUS, KluisGeschonden
from infra.shell import Shell
from infra.tables import gebeurtenis
from projections.rijen import een_van

_GESTELD = CASUS.naam(VoorwaardeGesteld)


def met_voorwaarden(
    verbinding: Connection, shell: Shell, stromen: Collection[UUID]
) -> Mapping[UUID, Casus | None]:
    """Of these cases, those that ever had a condition, as they are now; no other one is opened.

    ``None``: the history is damaged, so nobody knows what is asked.
    """
    if not stromen:
        return {}
    g = gebeurtenis.c
    ooit = verbinding.execute(
        select(g.originator_id).distinct().where(g.topic == _GESTELD, een_van(g.originator_id, stromen))
    ).scalars()
    return {stroom: _laad(shell, stroom) for stroom in ooit}


def niet_in_export(verbinding: Connection, shell: Shell, stromen: Collection[UUID]) -> frozenset[UUID]:
    """Of these cases, those of which something may not go into a file."""
    return frozenset(
        stroom
        for stroom, casus in met_voorwaarden(verbinding, shell, stromen).items()
        if casus is None or not mag_in_bestand(casus)
    )


def _laad(shell: Shell, stroom: UUID) -> Casus | None:
    try:
        return shell.laad_stroom(stroom).casus
    except KluisGeschonden:
        return None
