"""Break-glass looks afterwards: what the FG judged of each, and which wait for that."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, Engine, Text, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from domain.rollen import Medewerker
from domain.weigering import Weigering
from infra.herhaalsleutels import Herhaalsleutel, leg_sleutel_vast
from infra.inzage.regel import Inzagegrond, Regelsoort
from infra.rechtentabellen import noodoordeel
from infra.tables import inzageregel

_O, _R = noodoordeel.c, inzageregel.c
_SLOT = 0x6361_7375_7327


class OnbekendeNoodinzage(Exception):
    """No break-glass purpose has this id, or not at a table of who asks."""


class Fgoordeel(StrEnum):
    """What the FG thinks of it."""

    TERECHT = "terecht"
    ONTERECHT = "onterecht"
    NADER_ONDERZOEK = "nader onderzoek"


@dataclass(frozen=True)
class Noodoordeel:
    """What was judged of one break-glass purpose, when and by whom."""

    oordeel: Fgoordeel
    op: datetime
    door: str


class Noodoordelen:
    """Keeps the judgements."""

    def __init__(self, engine: Engine, *, nu: Callable[[], datetime]) -> None:
        """Take the database as the service, and the clock."""
        self._engine, self._nu = engine, nu

    def van(self, doelen: Collection[UUID]) -> dict[UUID, Noodoordeel]:
        """The last judgement of each of these purposes that has one."""
        with self._engine.connect() as verbinding:
            return _laatste(verbinding, doelen)

    def leg_vast(
        self, doel_id: UUID, oordeel: Fgoordeel, *, door: Medewerker, sleutel: Herhaalsleutel | None = None
    ) -> Noodoordeel:
        """Judge; the same again says nothing new, and what was judged for good stays.

        Under a key that judged before, the answer is that judgement, also once there is a later one.

        Raises:
            Weigering: it was judged otherwise.
            NogBezig: somebody else judged under the same key.
        """
        with self._engine.begin() as verbinding:
            verbinding.execute(select(func.pg_advisory_xact_lock(_SLOT)))
            if sleutel is not None and sleutel.eerder is not None:
                return _laatste(verbinding, [doel_id], oordeel)[doel_id]
            eerder = _laatste(verbinding, [doel_id]).get(doel_id)
            if eerder is not None and eerder.oordeel is oordeel:
                return eerder
            if eerder is not None and eerder.oordeel is not Fgoordeel.NADER_ONDERZOEK:
                raise Weigering("Deze noodinzage is al beoordeeld.")
            leg_sleutel_vast(verbinding, sleutel)
            nieuw = Noodoordeel(oordeel, self._nu(), door.id)
            verbinding.execute(
                insert(noodoordeel).values(
                    inzagedoel_id=doel_id, op=nieuw.op, door=nieuw.door, oordeel=oordeel.value
                )
            )
            return nieuw


def _laatste(
    verbinding: Connection, doelen: Collection[UUID], oordeel: Fgoordeel | None = None
) -> dict[UUID, Noodoordeel]:
    """The last judgement of each, or the last that said this."""
    vraag = (
        select(_O.inzagedoel_id, _O.oordeel, _O.op, _O.door)
        .where(_O.inzagedoel_id.in_(doelen))
        .order_by(_O.nummer)
    )
    rijen = verbinding.execute(vraag if oordeel is None else vraag.where(_O.oordeel == oordeel.value))
    return {id_: Noodoordeel(Fgoordeel(oordeel), op, door) for id_, oordeel, op, door in rijen}


def onbeoordeeld(
    verbinding: Connection, *, tafels: Collection[str] | None = None
) -> tuple[int, datetime | None]:
    """How many break-glass purposes the FG did not judge for good yet, and when the oldest was put on record.

    Of all tables, or of these.
    """
    grond = literal_column("(inzage.regel.inhoud::jsonb ->> 'grond')", Text)
    klaar = select(_O.inzagedoel_id).where(_O.oordeel != Fgoordeel.NADER_ONDERZOEK.value)
    vraag = select(func.count(), func.min(_R.op)).where(
        _R.soort == Regelsoort.DOEL.value,
        grond == Inzagegrond.NOODGEVAL.value,
        _R.inzagedoel.not_in(klaar),
    )
    if tafels is not None:
        vraag = vraag.where(_R.tafel.in_(tafels))
    aantal, oudste = verbinding.execute(vraag).one()
    return aantal, None if oudste is None else datetime.fromisoformat(oudste)
