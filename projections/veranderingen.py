"""Whether a list changed for who may see a part of it: not what changed, nor of whom.

Who looks at it: nobody; the door tells a client by it that it is time to get the list again.
"""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Select, Uuid, column, func, select, table

from projections.agenda import overleggen
from projections.consultatielijst import consultatielijst
from projections.monitoring_tabellen import deelnemers, monitoring
from projections.triagelijst import triagelijst

_gebeurtenis = table(
    "gebeurtenis",
    column("originator_id", Uuid),
    column("notification_id", BigInteger),
    schema="feiten",
)


class Lijst(StrEnum):
    """The lists that a client may follow, by their addresses."""

    TRIAGELIJST = "triagelijst"
    MONITORING = "monitoring"
    WERKVOORRAAD = "werkvoorraad"
    CONSULTATIES = "consultaties"
    OVERLEGGEN = "overleggen"


def stand(
    verbinding: Connection,
    lijst: Lijst,
    tafel: str,
    *,
    van: int,
    tot: int,
    organisatie: str | None = None,
    casusregisseur: str | None = None,
    deelnemer: str | None = None,
) -> tuple[bool, int]:
    """Say whether something on the part of a list that somebody sees was touched in ``(van, tot]``, and how long it is.

    What left the list is no longer on it: that shows in how long it is.
    """
    if lijst in {Lijst.MONITORING, Lijst.WERKVOORRAAD}:
        rijen = _lopend(tafel, organisatie, casusregisseur, deelnemer)
    elif lijst is Lijst.TRIAGELIJST:
        rijen = select(triagelijst.c.stroom_id).where(triagelijst.c.tafel == tafel)
        if organisatie is not None:
            rijen = rijen.where(triagelijst.c.organisatie == organisatie)
    elif lijst is Lijst.CONSULTATIES:
        rijen = select(consultatielijst.c.stroom_id).where(consultatielijst.c.tafel == tafel)
        if organisatie is not None:
            rijen = rijen.where(consultatielijst.c.organisatie == organisatie)
    else:
        rijen = select(overleggen.c.overleg_id).where(overleggen.c.tafel == tafel)
    nieuw = select(_gebeurtenis.c.originator_id).where(
        _gebeurtenis.c.notification_id > van,
        _gebeurtenis.c.notification_id <= tot,
        _gebeurtenis.c.originator_id.in_(rijen),
    )
    geraakt, aantal = verbinding.execute(
        select(nieuw.exists(), select(func.count()).select_from(rijen.subquery()).scalar_subquery())
    ).one()
    return bool(geraakt), int(aantal)


def _lopend(
    tafel: str, organisatie: str | None, casusregisseur: str | None, deelnemer: str | None
) -> Select[tuple[UUID]]:
    rijen = select(monitoring.c.stroom_id).where(monitoring.c.loopt, monitoring.c.tafel == tafel)
    if organisatie is not None:
        rijen = rijen.where(monitoring.c.organisatie == organisatie)
    if casusregisseur is not None:
        rijen = rijen.where(monitoring.c.casusregisseur == casusregisseur)
    if deelnemer is not None:
        eigen = select(deelnemers.c.stroom_id).where(
            deelnemers.c.tafel == tafel, deelnemers.c.medewerker == deelnemer
        )
        rijen = rijen.where(monitoring.c.stroom_id.in_(eigen))
    return rijen
