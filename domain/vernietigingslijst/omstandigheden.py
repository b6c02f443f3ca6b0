"""What a decision on a vernietigingslijst is given besides the list, and the checks that its rules share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from domain.rollen import Medewerker
from domain.tafels import Tafel
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.weigering import Weigering


@dataclass(frozen=True)
class Lijstomstandigheden:
    """``nu`` is aware; ``wie`` gives the command; ``begin_van`` gives the moment at which a day begins."""

    nu: datetime
    wie: Medewerker
    tafel: Tafel
    begin_van: Callable[[date], datetime]


IN_WOORDEN = {
    Lijstfase.GEEN: "nog niet voorgesteld",
    Lijstfase.VOORGESTELD: "voorgesteld en nog niet gecontroleerd",
    Lijstfase.GECONTROLEERD: "gecontroleerd en nog niet goedgekeurd",
    Lijstfase.GOEDGEKEURD: "goedgekeurd",
    Lijstfase.IN_UITVOERING: "in uitvoering",
    Lijstfase.UITGEVOERD: "uitgevoerd",
    Lijstfase.NAGECONTROLEERD: "nagecontroleerd",
    Lijstfase.VERKLAARD: "uitgevoerd en verklaard",
    Lijstfase.INGETROKKEN: "ingetrokken",
}
INTREKBAAR = frozenset({Lijstfase.VOORGESTELD, Lijstfase.GECONTROLEERD, Lijstfase.GOEDGEKEURD})


def eis_fase(lijst: Vernietigingslijst, toegestaan: frozenset[Lijstfase], handeling: str) -> None:
    """Refuse unless the list is in one of the phases.

    Raises:
        Weigering: "<handeling> kan nu niet: deze lijst is <fase>."
    """
    if lijst.fase not in toegestaan:
        raise Weigering(f"{handeling} kan nu niet: deze lijst is {IN_WOORDEN[lijst.fase]}.")


def eis_andere(lijst: Vernietigingslijst, wie: Medewerker, handeling: str) -> None:
    """Refuse somebody who filled a role on this list before.

    Raises:
        Weigering: nobody fills two roles on one list.
    """
    if wie.id.casefold() in {een.casefold() for een in lijst.rollen}:
        raise Weigering(
            f"{handeling} doet iemand anders: niemand heeft op één vernietigingslijst twee rollen."
        )
