"""Whether what a page shows of a log is what the log signed: looked at while the page is made, against a checkpoint.

What stands in one table of a database is not proven by what stands in another: who owns it writes in both. So each is
reckoned out to the root that was signed outside it.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress

from sqlalchemy import Connection

from infra.logboek import Afgekeurd
from infra.logboek.blad import Blad, bladhash
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.meervoud import controleer, maak_bewijs
from infra.logboek.merkle import Boom
from infra.logboek.opslag import aantal_tot, bladen_op, gebeurtenissen_op, laatste_positie


def kijk_na(
    verbinding: Connection, boom: Boom, checkpoint: Checkpoint, posities: Collection[int]
) -> Mapping[int, bool | None]:
    """Say of each position whether what stands there is what the checkpoint has; ``None``: it is of after it."""
    laatste = laatste_positie(verbinding, checkpoint.grootte)
    uitslag: dict[int, bool | None] = {positie: None if positie > laatste else False for positie in posities}
    indexen = bladen_op(verbinding, posities)
    waar = {indexen[een]: een for een in sorted(indexen) if indexen[een] < checkpoint.grootte}
    bladen = {blad.positie: _hash(blad) for blad in gebeurtenissen_op(verbinding, posities)}
    hashes = {index: bladen.get(waar[index], b"") for index in sorted(waar)}
    # Of what is whole one proof holds for all; only where it does not, it is asked which one is wrong.
    goed = set(hashes) if _staan_er(boom, checkpoint, hashes) else _een_voor_een(boom, checkpoint, hashes)
    return uitslag | {positie: index in goed for index, positie in waar.items()}


def ontbrekend(verbinding: Connection, checkpoint: Checkpoint) -> int:
    """How many events are not there any more of those that the checkpoint counts."""
    return max(
        0, checkpoint.grootte - aantal_tot(verbinding, laatste_positie(verbinding, checkpoint.grootte))
    )


def _hash(blad: Blad) -> bytes:
    """The hash of an event; of what can be none it is no hash."""
    with suppress(Afgekeurd):
        return bladhash(blad.codeer())
    return b""


def _een_voor_een(boom: Boom, checkpoint: Checkpoint, hashes: Mapping[int, bytes]) -> set[int]:
    return {index for index, hash_ in hashes.items() if _staan_er(boom, checkpoint, {index: hash_})}


def _staan_er(boom: Boom, checkpoint: Checkpoint, hashes: Mapping[int, bytes]) -> bool:
    """Say whether all of these leaves are in the signed tree."""
    if not hashes:
        return True
    with suppress(Afgekeurd):
        bewijs = maak_bewijs(boom, list(hashes), checkpoint.grootte)
        controleer(hashes, grootte=checkpoint.grootte, bewijs=bewijs, wortel=checkpoint.wortel)
        return True
    return False
