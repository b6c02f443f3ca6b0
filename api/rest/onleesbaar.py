"""A case whose facts cannot be read any more, which is when who checks has most to ask: where it was, by the views."""

from typing import Final
from uuid import UUID

from api.rest.toegang import Toegang
from domain.tafels import Tafel
from infra.codec import KluisGeschonden
from infra.shell import OnbekendeCasus
from projections import verwijderrapport

ONLEESBAAR: Final = (KluisGeschonden, LookupError, TypeError, ValueError)
"""What reading a case fails with where somebody wrote in its facts: some of it is no fact any more."""


def stroom_in_beeld(toegang: Toegang, casusnummer: str) -> tuple[UUID, Tafel]:
    """The stream of a case and its table, as the views know them; that it was looked up is on record.

    Raises:
        OnbekendeCasus: none of the tables of whoever asks has it, or that person sees no cases that are shielded.
    """
    for tafel in toegang.dienst.definities.tafels.values() if toegang.gebruiker.ziet_afgeschermd else ():
        if tafel.id not in toegang.gebruiker.tafels:
            continue
        with toegang.dienst.engine.connect() as verbinding:
            nummers = verwijderrapport.nummers_van(verbinding, tafel.id)
        for stroom, nummer in nummers.items():
            if nummer == casusnummer:
                toegang.toon_nummers([stroom], tafel=tafel)
                return stroom, tafel
    raise OnbekendeCasus
