"""How far a log is signed: what waits for a signature and since when, and what keeps it from being signed.

A checkpoint says no moment of its own. What is known is when the events were recorded: the last that the newest
checkpoint covers, and the first that it does not.
"""

import builtins
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

import orjson
from sqlalchemy import Connection, select

from infra import tables
from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.houder import OPNIEUW_NA, RIJP, CheckpointWeg
from infra.logboek.opslag import aantal_na, gebeurtenissen_op, lees_gebeurtenissen, lees_stand

TE_LANG = timedelta(seconds=RIJP + OPNIEUW_NA)
"""How long an event may wait for a signature before somebody is told: as long as one try that failed costs."""


class Stilstand(Enum):
    """What keeps a log from being signed, as far as it asks for something else to be done."""

    GESCHIEDENIS = "geschiedenis"
    """What is there does not fit what was signed before."""
    MAP_IS_OUDER = "map is ouder"
    """The folder has less than was given out before."""
    MAP = "map"
    """The folder cannot be read or written."""
    SLEUTEL = "sleutel"
    """The key is gone, or cannot be used."""
    ANDERS = "anders"
    """A fault in the service or the database."""


@dataclass(frozen=True)
class Tekenstand:
    """How far a log is signed; ``laatste`` and ``oudste`` are when events were recorded, where that can be read."""

    wachtend: int
    """Events that the newest checkpoint does not cover."""
    laatste: datetime | None
    """The last event that it covers."""
    oudste: datetime | None
    """The first event that it does not cover."""
    stilstand: Stilstand | None

    def staat_stil(self, nu: datetime) -> bool:
        """Whether nothing is signed any more, or an event waits longer than signing takes."""
        te_laat = self.oudste is not None and nu - self.oudste > TE_LANG
        return self.stilstand is not None or te_laat


def lees_tekenstand(verbinding: Connection, *, gedekt: int) -> Tekenstand:
    """How far the log of this connection is signed, by a checkpoint of so many leaves."""
    fout = lees_stand(verbinding).fout
    laatste = _positie_van(verbinding, gedekt - 1)
    volgende = lees_gebeurtenissen(verbinding, na=laatste, limiet=1)
    return Tekenstand(
        aantal_na(verbinding, laatste),
        _moment(verbinding, laatste),
        _moment(verbinding, volgende[0].positie) if volgende else None,
        None if fout is None else stilstand_van(fout),
    )


def stilstand_van(fout: str) -> Stilstand:
    """What a fault comes down to; ``fout`` is the name of its class, which is all that is kept of it."""
    if fout == CheckpointWeg.__name__:
        return Stilstand.MAP_IS_OUDER
    if fout in _namen(Afgekeurd):
        return Stilstand.GESCHIEDENIS
    if fout in _namen(SleutelFout):
        return Stilstand.SLEUTEL
    soort = getattr(builtins, fout, None)
    if isinstance(soort, type) and issubclass(soort, OSError):
        return Stilstand.MAP
    return Stilstand.ANDERS


def _namen(soort: type[Exception]) -> set[str]:
    """What a kind of fault and all that are of it are called."""
    return {soort.__name__}.union(*map(_namen, soort.__subclasses__()))


def _positie_van(verbinding: Connection, nummer: int) -> int:
    """Where the event of a leaf stands; 0 before the first."""
    vraag = select(tables.blad.c.positie).where(tables.blad.c.nummer == nummer)
    return verbinding.execute(vraag).scalar_one_or_none() or 0


def _moment(verbinding: Connection, positie: int) -> datetime | None:
    """When what stands at a position was recorded; ``None`` where that cannot be read, which others tell of."""
    naar = verbinding.get_execution_options().get("schema_translate_map") or {}
    try:
        if naar.get("feiten") == tables.INZAGE:
            vraag = select(tables.inzageregel.c.op).where(tables.inzageregel.c.positie == positie)
            return _als_moment(verbinding.execute(vraag).scalar_one_or_none())
        gevonden = gebeurtenissen_op(verbinding, [positie])
        return _als_moment(orjson.loads(gevonden[0].inhoud)["op"]) if gevonden else None
    except (KeyError, TypeError, ValueError):
        return None


def _als_moment(tekst: str | None) -> datetime | None:
    moment = None if tekst is None else datetime.fromisoformat(tekst)
    return moment if moment is not None and moment.tzinfo is not None else None
