"""What a decision on an overleg is given besides the overleg: the moment, who asks, and the tafel."""

from dataclasses import dataclass
from datetime import datetime

from domain.overleg.state import Overleg, Overlegfase
from domain.rollen import Medewerker
from domain.tafels import Tafel
from domain.weigering import Weigering


@dataclass(frozen=True)
class Overlegomstandigheden:
    """``nu`` is aware; ``wie`` gives the command."""

    nu: datetime
    wie: Medewerker
    tafel: Tafel


IN_WOORDEN = {
    Overlegfase.GEEN: "nog niet gepland",
    Overlegfase.GEPLAND: "al gepland",
    Overlegfase.GEHOUDEN: "al gehouden",
    Overlegfase.AFGEZEGD: "afgezegd",
}


def eis_gepland(overleg: Overleg, handeling: str) -> None:
    """Refuse unless the overleg is planned, and neither held nor called off.

    Raises:
        Weigering: "<handeling> kan nu niet: dit overleg is <fase>."
    """
    if overleg.fase is not Overlegfase.GEPLAND:
        raise Weigering(f"{handeling} kan nu niet: dit overleg is {IN_WOORDEN[overleg.fase]}.")
