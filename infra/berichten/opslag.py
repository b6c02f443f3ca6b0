"""The outbox as a queue: what is due for whom, and what became of an attempt. All its SQL stands here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, Uuid, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from infra.berichten.soorten import Kanaal, Stand
from infra.berichten.tabellen import bericht, bezorging, lijn, loop

DODEN_BEWAREN = timedelta(days=90)
"""How long a dead letter waits for somebody."""

_AAN_DE_BEURT = text("""
SELECT DISTINCT b.kanaal, b.ontvanger FROM berichten.bezorging b
LEFT JOIN berichten.lijn l ON l.ontvanger = b.ontvanger
WHERE b.stand = 'wacht' AND b.volgende_poging <= :nu AND b.kanaal = ANY(:kanalen)
    AND (l.ontvanger IS NULL OR (l.gepauzeerd_op IS NULL AND l.niet_voor <= :nu))
    AND NOT EXISTS (SELECT FROM berichten.loop WHERE ingehouden_op IS NOT NULL)
""").columns(ontvanger=Uuid)

# Of each casus the oldest that is not done, whether it is due or not: what came after it waits for it.
_VOLGENDE = text("""
SELECT k.bezorging_id, k.pogingen, k.ontvanger, m.bericht_id, m.stroom_id, m.versie, m.soort, m.tafel, m.op,
    m.verwijzing, m.betreft
FROM (
    SELECT DISTINCT ON (stroom_id) * FROM berichten.bezorging
    WHERE ontvanger = :ontvanger AND stand = 'wacht' ORDER BY stroom_id, bezorging_id
) k
JOIN berichten.bericht m ON m.bericht_id = k.bericht_id
WHERE k.volgende_poging <= :nu
    AND NOT EXISTS (
        SELECT FROM berichten.lijn l WHERE l.ontvanger = :ontvanger
            AND (l.gepauzeerd_op IS NOT NULL OR l.niet_voor > :nu)
    )
ORDER BY k.bezorging_id LIMIT 1
""").columns(ontvanger=Uuid, bericht_id=Uuid, stroom_id=Uuid, verwijzing=Uuid, betreft=Uuid)


@dataclass(frozen=True)
class Bezorging:
    """A message that is due for a receiver."""

    bezorging_id: int
    pogingen: int
    ontvanger: UUID
    bericht_id: UUID
    stroom_id: UUID
    versie: int | None
    soort: str
    tafel: str
    op: datetime
    verwijzing: UUID
    betreft: UUID | None


@dataclass(frozen=True)
class Ontvanger:
    """Whom something is due for, and how it goes there."""

    kanaal: Kanaal
    id: UUID

    @property
    def slot(self) -> int:
        """The number of the advisory lock of this receiver, the same in every process."""
        return int.from_bytes(sha256(b"bericht" + self.id.bytes).digest()[:8], "big", signed=True)


def aan_de_beurt(verbinding: Connection, *, nu: datetime, kanalen: Iterable[Kanaal]) -> tuple[Ontvanger, ...]:
    """The receivers for whom something is due, and whose endpoint is not paused."""
    rijen = verbinding.execute(_AAN_DE_BEURT, {"nu": nu, "kanalen": [een.value for een in kanalen]})
    return tuple(Ontvanger(Kanaal(rij.kanaal), rij.ontvanger) for rij in rijen)


def neem_lijn(verbinding: Connection, ontvanger: Ontvanger) -> bool:
    """Take the lock of a receiver, for as long as this connection lives or until ``laat_los``."""
    return bool(verbinding.execute(select(func.pg_try_advisory_lock(ontvanger.slot))).scalar_one())


def laat_los(verbinding: Connection, ontvanger: Ontvanger) -> None:
    """Give the lock back."""
    verbinding.execute(select(func.pg_advisory_unlock(ontvanger.slot)))


def volgende(verbinding: Connection, ontvanger: Ontvanger, *, nu: datetime) -> Bezorging | None:
    """The oldest that is due for this receiver, and whose casus has nothing older that waits."""
    rij = verbinding.execute(_VOLGENDE, {"ontvanger": ontvanger.id, "nu": nu}).one_or_none()
    return None if rij is None else Bezorging(*rij)


def gelukt(verbinding: Connection, post: Bezorging, stand: Stand, *, nu: datetime) -> None:
    """It was delivered, or there is nothing to say any more; either way the receiver could be reached, or need not."""
    _zet(verbinding, post, stand=stand.value, klaar_op=nu, fout=None)
    if stand is Stand.VERZONDEN:
        verbinding.execute(delete(lijn).where(lijn.c.ontvanger == post.ontvanger))


def mislukt(
    verbinding: Connection, post: Bezorging, fout: str, *, nu: datetime, opnieuw_op: datetime | None
) -> None:
    """It was not delivered; without ``opnieuw_op`` it is not tried again until somebody says so."""
    if opnieuw_op is None:
        _zet(verbinding, post, stand=Stand.DOOD.value, klaar_op=nu, fout=fout)
    else:
        _zet(verbinding, post, volgende_poging=opnieuw_op, fout=fout)


def _zet(verbinding: Connection, post: Bezorging, **waarden: object) -> None:
    verbinding.execute(
        update(bezorging)
        .where(bezorging.c.bezorging_id == post.bezorging_id, bezorging.c.stand == Stand.WACHT.value)
        .values(pogingen=bezorging.c.pogingen + 1, **waarden)
    )


def lijn_mislukt(verbinding: Connection, ontvanger: UUID) -> int:
    """How often in a row this receiver could not be reached."""
    return verbinding.execute(select(lijn.c.mislukt).where(lijn.c.ontvanger == ontvanger)).scalar() or 0


def zet_lijn(
    verbinding: Connection,
    ontvanger: UUID,
    fout: str,
    *,
    nu: datetime,
    niet_voor: datetime,
    pauze_na: timedelta | None,
) -> bool:
    """This receiver cannot be reached: leave it alone for a while. Say whether it is left alone for good from now."""
    rij = {"mislukt": 1, "mislukt_sinds": nu, "niet_voor": niet_voor, "fout": fout}
    gezet = verbinding.execute(
        insert(lijn)
        .values(ontvanger=ontvanger, **rij)
        .on_conflict_do_update(
            index_elements=["ontvanger"],
            set_={"mislukt": lijn.c.mislukt + 1, "niet_voor": niet_voor, "fout": fout},
        )
        .returning(lijn.c.mislukt_sinds, lijn.c.gepauzeerd_op)
    ).one()
    pauzeert = pauze_na is not None and gezet.gepauzeerd_op is None and nu - gezet.mislukt_sinds >= pauze_na
    if pauzeert:
        verbinding.execute(update(lijn).where(lijn.c.ontvanger == ontvanger).values(gepauzeerd_op=nu))
    return pauzeert


def houd_in(verbinding: Connection, *, nu: datetime, om: int) -> None:
    """Send nothing until somebody says so: an older database was put back, and what it says may have been sent.

    ``om`` is how many events the newest checkpoint has. Where the same was found before, somebody said so since, or
    still has to: a database that lacks events is found to be older at each start.
    """
    verbinding.execute(
        update(loop)
        .where(loop.c.ingehouden_om.is_distinct_from(om))
        .values(ingehouden_op=func.coalesce(loop.c.ingehouden_op, nu), ingehouden_om=om)
    )


def ruim_op(verbinding: Connection, *, nu: datetime, bewaren: timedelta) -> int:
    """Forget what arrived, and dead letters that nobody looked at; say how many deliveries those were."""
    b = bezorging.c
    over = verbinding.execute(
        delete(bezorging).where(
            b.klaar_op < nu - bewaren, (b.stand != Stand.DOOD.value) | (b.klaar_op < nu - DODEN_BEWAREN)
        )
    ).rowcount
    nog = select(b.bericht_id).where(b.bericht_id == bericht.c.bericht_id)
    verbinding.execute(delete(bericht).where(bericht.c.op < nu - bewaren, ~nog.exists()))
    return over
