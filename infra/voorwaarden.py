"""What organisations ask of what they brought into cases, for whoever shows many at once (WGS 2.29(3))."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Uuid, any_, literal, select

from domain.casus.events import VoorwaardeGesteld
from domain.casus.waarden import Voorwaardesoort
from infra.codec import CASUS, KluisGeschonden
from infra.shell import Shell
from infra.tables import gebeurtenis

_GESTELD = CASUS.naam(VoorwaardeGesteld)


def gesteld_in(
    verbinding: Connection, shell: Shell, stromen: Collection[UUID]
) -> Mapping[UUID, tuple[VoorwaardeGesteld, ...] | None]:
    """The conditions that hold now in each of these cases; only cases that ever had one are opened, and named.

    ``None``: the history is damaged, so nobody knows what is asked.
    """
    if not stromen:
        return {}
    g = gebeurtenis.c
    ooit = verbinding.execute(
        select(g.originator_id)
        .distinct()
        .where(g.topic == _GESTELD, g.originator_id == any_(literal(list(stromen), ARRAY(Uuid))))
    ).scalars()
    return {stroom: _gesteld(shell, stroom) for stroom in ooit}


def niet_in_export(verbinding: Connection, shell: Shell, stromen: Collection[UUID]) -> frozenset[UUID]:
    """Of these cases, those of which something may not go into a file."""
    return frozenset(
        stroom
        for stroom, gesteld in gesteld_in(verbinding, shell, stromen).items()
        if gesteld is None or any(een.voorwaarde is Voorwaardesoort.NIET_IN_EXPORT for een in gesteld)
    )


def _gesteld(shell: Shell, stroom: UUID) -> tuple[VoorwaardeGesteld, ...] | None:
    try:
        return shell.laad_stroom(stroom).casus.voorwaarden
    except KluisGeschonden:
        return None
