"""What is named by number for a vernietigingslijst: found, or refused with the numbers that cannot go on it.

The numbers in a refusal are those that were sent. One that leads nowhere, that was destroyed or that is of another
table is answered the same.
"""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import islice

from sqlalchemy import Connection

from domain.weigering import Weigering
from infra.nummers import Nummers
from projections.bewaarkalender import Kalenderrij, gehelen
from projections.vernietigingslijsten import lijsten_met

HOOGSTENS = 10
"""Numbers in one sentence."""


def op_nummer(
    verbinding: Connection,
    tafel: str,
    gevraagd: Collection[str],
    *,
    tot_en_met: date,
    nummers: Nummers,
) -> tuple[Kalenderrij, ...]:
    """These casussen and consultaties of one table.

    Raises:
        Weigering: one of them cannot go on a list; the sentence says which.
    """
    stromen = {nummer: nummers.stroom(nummer) for nummer in gevraagd}
    rijen = gehelen(verbinding, tafel, [stroom_id for stroom_id in stromen.values() if stroom_id is not None])
    hier = {rij.stroom_id for rij in rijen}
    op_lijst = lijsten_met(verbinding, hier)
    _geen(
        "Deze nummers zijn niet van een casus of consultatie van deze tafel",
        (nummer for nummer, stroom_id in stromen.items() if stroom_id not in hier),
    )
    _geen(
        "Dit staat al op een vernietigingslijst",
        (f"{rij.nummer} op {op_lijst[rij.stroom_id]}" for rij in rijen if rij.stroom_id in op_lijst),
    )
    _geen(
        "Hiervan mogen de gegevens dan nog niet weg",
        (rij.nummer for rij in rijen if not rij.uitgewerkt and rij.bewaren_tot > tot_en_met),
    )
    _geen("Hiervan is de vernietiging opgeschort", (rij.nummer for rij in rijen if rij.opgeschort))
    _geen("Hiervan is de verwerking beperkt", (rij.nummer for rij in rijen if rij.beperkt))
    return rijen


def _geen(wat: str, welke: Iterable[str]) -> None:
    alle = iter(welke)
    eerste, meer = tuple(islice(alle, HOOGSTENS)), sum(1 for _ in alle)
    if eerste:
        raise Weigering(f"{wat}: {', '.join(eerste)}{f' en nog {meer}' if meer else ''}.")
