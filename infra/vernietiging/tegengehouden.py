"""What stands in the way of items of a list now: they would come off at the execution, if it stays."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from domain.casus.waarden import Opschortgrond, Verwijdergrond
from domain.vernietigingslijst.waarden import Afhaalreden, Voorgesteld
from projections.bewaarkalender import Kalenderrij, van_stromen


def tegengehouden(verbinding: Connection, posten: Sequence[Voorgesteld]) -> dict[UUID, Afhaalreden]:
    """Of each of these items that is held or restricted, which of the two; as the bewaarkalender has it."""
    rijen = {rij.deel: rij for rij in van_stromen(verbinding, {een.post.stroom_id for een in posten})}
    gehelen = {rij.stroom_id: rij for rij in rijen.values() if rij.is_geheel}
    gevonden: dict[UUID, Afhaalreden] = {}
    for een in posten:
        post = een.post
        eigen = rijen.get((post.stroom_id, post.persoon_id, post.organisatie))
        geheel = gehelen.get(post.stroom_id)
        if any(rij is not None and _gehouden(rij, een) for rij in (eigen, geheel)):
            gevonden[post.post_id] = Afhaalreden.OPGESCHORT
        elif eigen is not None and eigen.beperkt:
            gevonden[post.post_id] = Afhaalreden.BEPERKT
    return gevonden


def _gehouden(rij: Kalenderrij, een: Voorgesteld) -> bool:
    """An erasure that was granted is not held by the verzoek that asked for it."""
    if een.grond is not Verwijdergrond.WISSING_GEVRAAGD:
        return rij.opgeschort
    return any(grond != Opschortgrond.AVG_VERZOEK for grond in rij.gronden)
