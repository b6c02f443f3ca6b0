"""What stands in the way of items of a list now: they would come off at the execution, if it stays."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from domain.vernietigingslijst.waarden import Afhaalreden, Voorgesteld
from projections.bewaarkalender import beperkt_in, van_stromen


def tegengehouden(verbinding: Connection, posten: Sequence[Voorgesteld]) -> dict[UUID, Afhaalreden]:
    """Of each of these items that is held or restricted, which of the two, as the bewaarkalender has it.

    As the rules have it: a hold is of the whole casus, and a restriction of one person stops all but the destruction
    of somebody else.
    """
    stromen = {een.post.stroom_id for een in posten}
    opgeschort = {rij.stroom_id for rij in van_stromen(verbinding, stromen) if rij.opgeschort}
    beperkt = beperkt_in(verbinding, stromen)
    gevonden: dict[UUID, Afhaalreden] = {}
    for post in (een.post for een in posten):
        mensen = beperkt.get(post.stroom_id, frozenset())
        if post.stroom_id in opgeschort:
            gevonden[post.post_id] = Afhaalreden.OPGESCHORT
        elif mensen and (post.persoon_id is None or mensen & {None, post.persoon_id}):
            gevonden[post.post_id] = Afhaalreden.BEPERKT
    return gevonden
