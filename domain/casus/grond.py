"""On what ground a table may discuss a case: its own ground in law, or the consent that it asks for."""

from datetime import date

from domain.casus.state import Casus
from domain.casus.toestemming import Toestemmingsstatus, eis_toestemming, standen
from domain.tafels import Stap, Stuk, Tafel
from domain.weigering import Weigering

NEE = frozenset({Toestemmingsstatus.GEWEIGERD, Toestemmingsstatus.INGETROKKEN})
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


def eis_geen_nee(casus: Casus, tafel: Tafel, *, op: date) -> None:
    """Refuse whatever discusses or passes on a case whose consent was refused or withdrawn.

    Triage may begin while consent is still incomplete; a no stops it.

    Raises:
        Weigering: somebody entitled said no.
    """
    if any(stand.status in NEE for stand in standen(casus, tafel, op=op, stap=Stap.BESPREKEN)):
        raise Weigering(
            "De toestemming om deze casus te bespreken is geweigerd of ingetrokken. Wijs de casus af, of houd hem aan "
            "tot de toestemming er weer is."
        )
