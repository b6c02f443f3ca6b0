"""Which cases may not go into a file, because an organisation asks that of what it brought in (WGS 2.29(3))."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Uuid, any_, literal, select

from domain.casus.events import VoorwaardeGesteld
from domain.casus.waarden import Voorwaardesoort
from infra.codec import CASUS
from infra.shell import Shell
from infra.tables import gebeurtenis

_GESTELD = CASUS.naam(VoorwaardeGesteld)


def niet_in_export(verbinding: Connection, shell: Shell, stromen: Collection[UUID]) -> frozenset[UUID]:
    """Of these cases, those with such a condition that holds now; only cases that ever had a condition are opened."""
    g = gebeurtenis.c
    ooit = verbinding.execute(
        select(g.originator_id)
        .distinct()
        .where(g.topic == _GESTELD, g.originator_id == any_(literal(list(stromen), ARRAY(Uuid))))
    ).scalars()
    return frozenset(
        stroom
        for stroom in ooit
        if shell.laad_stroom(stroom).casus.met_voorwaarde(Voorwaardesoort.NIET_IN_EXPORT)
    )
