"""What the doctor says of the views: how far each is, what stopped it, what a rebuild left, what past is missing."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import sqlalchemy.exc
from sqlalchemy import Connection, Engine, func, select

from api.bevinding import Bevinding, fout_bij, goed
from infra import tables
from infra.herbouw import HERBOUWSLOT
from infra.herbouwvoortgang import gevraagd, onafgemaakt
from infra.onaangevuld import hoever
from infra.standen import Stand, standen
from projections.alle import WEERGAVEN

KIJK_NOG_EENS = 1.0
"""Seconds after which a view that is behind should have moved, if somebody keeps it up to date."""


@dataclass(frozen=True)
class _Stand:
    van: Stand
    achter: int
    waarop: str | None
    """The stored name of the fact that it stopped on."""

    @property
    def positie(self) -> int:
        return self.van.positie

    @property
    def fout(self) -> str | None:
        return self.van.fout


def weergavebevindingen(engine: Engine) -> Iterator[Bevinding]:
    """Look at each view, twice where one is behind, and at what a rebuild left."""
    try:
        voor = _standen(engine)
        if any(stand.achter and stand.fout is None for stand in voor.values()):
            time.sleep(KIJK_NOG_EENS)
        na = _standen(engine)
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as fout:
        yield fout_bij("views", f"The views cannot be read ({type(fout).__name__}).")
        return
    for naam, stand in na.items():
        yield _weergave(naam, voor[naam], stand)
    yield _herbouw(engine)
    yield _verleden(engine)


def _weergave(naam: str, voor: _Stand, na: _Stand) -> Bevinding:
    naam = f"view {naam}"
    plaats = (
        f"position {na.positie}, {na.achter} events behind"
        if na.achter
        else f"position {na.positie}, up to date"
    )
    if na.fout is not None:
        return fout_bij(
            f"view {na.van.naam}",
            f"{plaats}; stopped on a {na.fout} at position {na.van.fout_positie} ({na.waarop}); once it is mended, "
            f"'casus weergave opnieuw {na.van.naam}', and else 'casus weergave overslaan'",
        )
    if na.achter and na.positie == voor.positie:
        return fout_bij(naam, f"{plaats}, and nobody keeps it up to date; 'casus serve' does")
    if na.van.overgeslagen:
        over = ", ".join(map(str, sorted(na.van.overgeslagen)))
        return goed(naam, f"{plaats}; passes over position {over}, see 'casus weergave ingrepen'")
    return goed(naam, plaats)


def _standen(engine: Engine) -> dict[str, _Stand]:
    with engine.connect() as verbinding:
        return {
            naam: _Stand(van, _achter(verbinding, van.positie), _feit_op(verbinding, van.fout_positie))
            for naam, van in standen(verbinding, [weergave.naam for weergave in WEERGAVEN]).items()
        }


def _herbouw(engine: Engine) -> Bevinding:
    with engine.connect() as verbinding:
        namen, nog = onafgemaakt(verbinding), gevraagd(verbinding)
        bezig = not verbinding.execute(select(func.pg_try_advisory_xact_lock(HERBOUWSLOT))).scalar_one()
    if namen and not bezig:
        return fout_bij(
            "rebuild",
            f"That of {', '.join(namen)} was cut short; 'casus rebuild {' '.join(namen)}' finishes it",
        )
    if nog:
        return fout_bij(
            "rebuild",
            f"One of {', '.join(nog)} is owed: a fact that was passed over counts again, and its rows lack it; "
            f"'casus rebuild {' '.join(nog)}' makes them anew",
        )
    return goed("rebuild", f"one of {', '.join(namen)} is going on" if namen else "none is going on")


def _verleden(engine: Engine) -> Bevinding:
    """Not a fault: lists of an earlier moment answer meanwhile, from the facts."""
    with engine.connect() as verbinding:
        nog = hoever(verbinding)
    if not nog:
        return goed("past of views", "it is kept of every view")
    begin_na, tot = min(nog.values())
    return goed(
        "past of views",
        f"that of {', '.join(nog)} is being filled in by 'casus serve', {begin_na} of {tot} positions so far; until "
        f"then lists of an earlier moment take longer; 'casus rebuild {' '.join(nog)}' does it at once",
    )


def _feit_op(verbinding: Connection, positie: int | None) -> str | None:
    if positie is None:
        return None
    g = tables.gebeurtenis.c
    return verbinding.execute(select(g.topic).where(g.notification_id == positie)).scalar_one_or_none()


def _achter(verbinding: Connection, positie: int) -> int:
    vraag = select(func.count()).where(tables.gebeurtenis.c.notification_id > positie)
    return int(verbinding.execute(vraag).scalar_one())
