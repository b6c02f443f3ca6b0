"""On what ground a table may discuss a case: its own ground in law, or the consent that it asks for."""

from datetime import date

from domain.casus.state import Casus
from domain.casus.toestemming import eis_toestemming
from domain.tafels import Stap, Stuk, Tafel
from domain.weigering import Weigering

SAMEN = 2
"""An integraal casusoverleg is a meeting of several organisations."""


def eis_grond(casus: Casus, tafel: Tafel, *, op: date) -> None:
    """Refuse a discussion on ``op`` without the ground, or the consent of that day, that the table asks for.

    Raises:
        Weigering: which of the two is missing.
    """
    if Stuk.GRONDSLAG in tafel.vraagt and casus.grondslag is None:
        raise Weigering("Leg eerst de grondslag vast; zonder grondslag geen ICO.")
    eis_toestemming(casus, Stap.BESPREKEN, tafel, op=op)
