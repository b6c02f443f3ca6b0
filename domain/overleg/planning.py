"""From the rhythm of a tafel to the meetings that still have to be planned."""

from collections.abc import Collection
from datetime import date

from domain.tafels import Feestdagen, Ritme, Zitting


def zittingen_te_plannen(
    ritme: Ritme, *, van: date, tot: date, feestdag: Feestdagen, al_gepland: Collection[date]
) -> tuple[Zitting, ...]:
    """The meetings of the rhythm from ``van`` up to and including ``tot`` that were not planned yet, in order.

    ``al_gepland`` are the days in the rhythm of the meetings of the same kind: of each ``OverlegGepland`` its
    ``eigenlijk``, or else the Dutch calendar day it was first planned on. So what a holiday or a person moved is
    not planned twice, and what was called off does not come back.
    """
    return tuple(
        zitting
        for zitting in ritme.zittingen(van, tot, feestdag=feestdag)
        if (zitting.eigenlijk or zitting.datum) not in al_gepland
    )
