"""What the doctor says of the views: how far each is, what stopped it, what a rebuild left, what past is missing."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import sqlalchemy.exc
from sqlalchemy import Connection, Engine, func, select

from api.bevinding import Werkbevinding, Woorden, hapert, onbereikbaar, werkt
from infra import tables
from infra.herbouw import HERBOUWSLOT
from infra.herbouwvoortgang import gevraagd, onafgemaakt
from infra.onaangevuld import hoever
from infra.standen import Stand, standen
from projections.alle import WEERGAVEN

HERBOUW, VERLEDEN = "Lijsten opnieuw opbouwen", "Lijsten van een eerder moment"
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


def weergavebevindingen(engine: Engine) -> Iterator[Werkbevinding]:
    """Look at each view, twice where one is behind, and at what a rebuild left."""
    try:
        voor = _standen(engine)
        if any(stand.achter and stand.fout is None for stand in voor.values()):
            time.sleep(KIJK_NOG_EENS)
        na = _standen(engine)
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as fout:
        yield onbereikbaar("views", "Lijsten", type(fout).__name__)
        return
    for naam, stand in na.items():
        yield _weergave(naam, voor[naam], stand)
    yield _herbouw(engine)
    yield _verleden(engine)


def _weergave(naam: str, voor: _Stand, na: _Stand) -> Werkbevinding:
    titel, naam = f"Lijst ‘{naam.replace('_', ' ')}’", f"view {naam}"
    plaats = (
        f"position {na.positie}, {na.achter} events behind"
        if na.achter
        else f"position {na.positie}, up to date"
    )
    if na.fout is not None:
        return hapert(
            f"view {na.van.naam}",
            f"{plaats}; stopped on a {na.fout} at position {na.van.fout_positie} ({na.waarop}); once it is mended, "
            f"'casus weergave opnieuw {na.van.naam}', and else 'casus weergave overslaan'",
            Woorden(
                titel,
                f"De lijst staat stil op {na.waarop} (plaats {na.van.fout_positie}). Achterstand: {na.achter}.",
                f"Laat de fout herstellen en voer daarna 'casus weergave opnieuw {na.van.naam}' uit.",
            ),
        )
    if na.achter and na.positie == voor.positie:
        return hapert(
            naam,
            f"{plaats}, and nobody keeps it up to date; 'casus serve' does",
            Woorden(
                titel,
                f"Niets werkt de lijst bij. Achterstand: {na.achter}.",
                "Kijk of 'casus serve' draait.",
            ),
        )
    if na.van.overgeslagen:
        over = ", ".join(map(str, sorted(na.van.overgeslagen)))
        return werkt(
            naam,
            f"{plaats}; passes over position {over}, see 'casus weergave ingrepen'",
            Woorden(titel, f"{_bij(na)} Iemand besloot om plaats {over} over te slaan."),
        )
    return werkt(naam, plaats, Woorden(titel, _bij(na)))


def _bij(stand: _Stand) -> str:
    return f"Bijna bij, nog te gaan: {stand.achter}." if stand.achter else "Helemaal bij."


def _standen(engine: Engine) -> dict[str, _Stand]:
    with engine.connect() as verbinding:
        return {
            naam: _Stand(van, _achter(verbinding, van.positie), _feit_op(verbinding, van.fout_positie))
            for naam, van in standen(verbinding, [weergave.naam for weergave in WEERGAVEN]).items()
        }


def _herbouw(engine: Engine) -> Werkbevinding:
    with engine.connect() as verbinding:
        namen, nog = onafgemaakt(verbinding), gevraagd(verbinding)
        bezig = not verbinding.execute(select(func.pg_try_advisory_xact_lock(HERBOUWSLOT))).scalar_one()
    if namen and not bezig:
        return hapert(
            "rebuild",
            f"That of {', '.join(namen)} was cut short; 'casus rebuild {' '.join(namen)}' finishes it",
            Woorden(
                HERBOUW,
                f"Het opnieuw opbouwen van {', '.join(namen)} is afgebroken.",
                f"Voer 'casus rebuild {' '.join(namen)}' uit: dat maakt het af.",
            ),
        )
    if nog:
        return hapert(
            "rebuild",
            f"One of {', '.join(nog)} is owed: a fact that was passed over counts again, and its rows lack it; "
            f"'casus rebuild {' '.join(nog)}' makes them anew",
            Woorden(
                HERBOUW,
                f"Een feit dat was overgeslagen telt weer mee, en {', '.join(nog)} weet dat nog niet.",
                f"Voer 'casus rebuild {' '.join(nog)}' uit.",
            ),
        )
    return werkt(
        "rebuild",
        f"one of {', '.join(namen)} is going on" if namen else "none is going on",
        Woorden(HERBOUW, f"Bezig met {', '.join(namen)}." if namen else "Er is nu niets bezig."),
    )


def _verleden(engine: Engine) -> Werkbevinding:
    """Not a fault: lists of an earlier moment answer meanwhile, from the facts."""
    with engine.connect() as verbinding:
        nog = hoever(verbinding)
    if not nog:
        return werkt(
            "past of views", "it is kept of every view", Woorden(VERLEDEN, "Van elke lijst is dat bewaard.")
        )
    begin_na, tot = min(nog.values())
    return werkt(
        "past of views",
        f"that of {', '.join(nog)} is being filled in by 'casus serve', {begin_na} of {tot} positions so far; until "
        f"then lists of an earlier moment take longer; 'casus rebuild {' '.join(nog)}' does it at once",
        Woorden(
            VERLEDEN,
            f"Dat van {', '.join(nog)} wordt aangevuld: {begin_na} van {tot}. Tot dan duurt een lijst van een eerder "
            "moment langer.",
        ),
    )


def _feit_op(verbinding: Connection, positie: int | None) -> str | None:
    if positie is None:
        return None
    g = tables.gebeurtenis.c
    return verbinding.execute(select(g.topic).where(g.notification_id == positie)).scalar_one_or_none()


def _achter(verbinding: Connection, positie: int) -> int:
    vraag = select(func.count()).where(tables.gebeurtenis.c.notification_id > positie)
    return int(verbinding.execute(vraag).scalar_one())
