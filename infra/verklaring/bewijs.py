"""The facts of destructions as the logboek has them, with one proof for all of them to its newest checkpoint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ARRAY, BigInteger, Connection, Engine, bindparam, func, select

from domain.vernietigingslijst.verklaring import Bewijs, Eenheidsoort, Vernietigingsfeit
from infra import tables
from infra.logboek import Afgekeurd
from infra.logboek.bewijzen import LogboekGestoord, NietInHetLogboek
from infra.logboek.checkpoint import lees_checkpoint
from infra.logboek.meervoud import maak_bewijs
from infra.logboek.notitie import lees_notitie
from infra.logboek.opslag import boom_van, lees_stand
from infra.logboek.sleutels import schrijf_base64

PORTIE = 2000
_LEES = (
    select(
        tables.gebeurtenis.c.notification_id,
        tables.gebeurtenis.c.originator_id,
        tables.gebeurtenis.c.originator_version,
        tables.gebeurtenis.c.topic,
        tables.gebeurtenis.c.state,
        tables.blad.c.nummer,
    )
    .join(tables.blad, tables.blad.c.positie == tables.gebeurtenis.c.notification_id)
    .where(tables.gebeurtenis.c.notification_id == func.any(bindparam("posities", type_=ARRAY(BigInteger))))
)


@dataclass(frozen=True)
class Verwijzing:
    """One destruction: where its fact stands, and why and when the unit was due.

    ``positie`` is that of the fact over all streams (``Opgetekend.positie``); ``bewijsnummer`` is ``None`` for a fact
    that has none. ``regel``, ``grond`` and ``bewaren_tot`` are as on the list.
    """

    soort: Eenheidsoort
    positie: int
    bewijsnummer: str | None
    regel: str | None
    grond: str
    bewaren_tot: date | None


def bewijs_van(
    engine: Engine, checkpoint: bytes, *, oorsprong: str, verwijzingen: Sequence[Verwijzing]
) -> Bewijs:
    """Read the facts and prove them.

    Raises:
        NietInHetLogboek: no event stands there, or the checkpoint does not cover it yet.
        LogboekGestoord: the tree and the checkpoint do not fit together.
    """
    grootte = lees_checkpoint(lees_notitie(checkpoint).tekst).grootte
    with engine.connect() as verbinding:
        feiten = _feiten(verbinding, verwijzingen)
        if any(feit.index >= grootte for feit in feiten) or len(feiten) < len(verwijzingen):
            raise NietInHetLogboek
        stand = lees_stand(verbinding)
        if stand.grootte < grootte:
            raise LogboekGestoord(f"The tree has {stand.grootte} leaves, the newest checkpoint {grootte}.")
        try:
            boom = boom_van(verbinding, stand.grootte)
            hashes = maak_bewijs(boom, [feit.index for feit in feiten], grootte) if feiten else []
        except Afgekeurd as fout:
            raise LogboekGestoord(str(fout)) from fout
    return Bewijs(oorsprong, checkpoint.decode(), feiten, tuple(schrijf_base64(hash_) for hash_ in hashes))


def _feiten(verbinding: Connection, verwijzingen: Sequence[Verwijzing]) -> tuple[Vernietigingsfeit, ...]:
    """The facts in the order of the tree."""
    op_plaats = {verwijzing.positie: verwijzing for verwijzing in verwijzingen}
    posities, feiten = sorted(op_plaats), []
    for begin in range(0, len(posities), PORTIE):
        for rij in verbinding.execute(_LEES, {"posities": posities[begin : begin + PORTIE]}):
            verwijzing = op_plaats[rij.notification_id]
            feiten.append(
                Vernietigingsfeit(
                    soort=verwijzing.soort,
                    bewijsnummer=verwijzing.bewijsnummer,
                    index=rij.nummer,
                    positie=rij.notification_id,
                    stroom_id=rij.originator_id,
                    versie=rij.originator_version,
                    naam=rij.topic,
                    inhoud=bytes(rij.state).decode(),
                )
            )
    return tuple(sorted(feiten, key=lambda feit: feit.index))
