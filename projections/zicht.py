"""What somebody may see of the cases of a table today, as a condition on rows that say how it was before."""

from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select

from projections.monitoring_tabellen import deelnemers, monitoring
from projections.verwijderrapport import bewaartermijn


def buiten_zicht(
    stroom: ColumnElement[UUID],
    tafel: str,
    *,
    ook_afgeschermd: bool,
    casusregisseur: str | None = None,
    deelnemer: str | None = None,
) -> ColumnElement[bool]:
    """Say which rows, by the column of their streams, are of cases that are out of this reader's sight now.

    Shielded since (WGS 2.31(8)), unless ``ook_afgeschermd``; and for who works in single cases: those of which the
    regie is no longer the own one, or in which the own part has ended.
    """
    redenen: list[ColumnElement[bool]] = [false()]
    if not ook_afgeschermd:
        weg = select(bewaartermijn.c.stroom_id).where(
            bewaartermijn.c.tafel == tafel, bewaartermijn.c.afgeschermd
        )
        redenen.append(stroom.in_(weg))
    if casusregisseur is not None:
        onder_regie = select(monitoring.c.stroom_id).where(
            monitoring.c.tafel == tafel, monitoring.c.casusregisseur == casusregisseur
        )
        redenen.append(stroom.not_in(onder_regie))
    if deelnemer is not None:
        met_deelname = select(deelnemers.c.stroom_id).where(
            deelnemers.c.tafel == tafel, deelnemers.c.medewerker == deelnemer
        )
        redenen.append(stroom.not_in(met_deelname))
    return or_(*redenen)
