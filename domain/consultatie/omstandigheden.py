"""What a decision on a consultatie is given besides it, and the checks that its rules share."""

from dataclasses import dataclass
from datetime import date

from domain.consultatie.state import Consultatie, Consultatiefase
from domain.privacyprotocol import Privacyprotocol
from domain.rollen import Medewerker
from domain.tafels import Tafel
from domain.weigering import Weigering


@dataclass(frozen=True)
class Consultatieomstandigheden:
    """``vandaag`` is the calendar day in the Netherlands; ``wie`` gives the command."""

    vandaag: date
    wie: Medewerker
    tafel: Tafel
    protocol: Privacyprotocol


OPENSTAAND = frozenset({Consultatiefase.GESTELD, Consultatiefase.BEANTWOORD})
UITGEWERKT = frozenset({Consultatiefase.OMGEZET, Consultatiefase.GESLOTEN})

IN_WOORDEN = {
    Consultatiefase.GEEN: "nog niet gesteld",
    Consultatiefase.GESTELD: "gesteld en nog niet beantwoord",
    Consultatiefase.BEANTWOORD: "beantwoord",
    Consultatiefase.OMGEZET: "omgezet in een aanmelding",
    Consultatiefase.GESLOTEN: "gesloten",
    Consultatiefase.VERWIJDERD: "verwijderd",
}


def eis_gegevens(consultatie: Consultatie) -> None:
    """Refuse where there is nothing, or nothing any more.

    Raises:
        Weigering: there are no data.
    """
    if consultatie.fase in (Consultatiefase.GEEN, Consultatiefase.VERWIJDERD):
        raise Weigering("Van deze consultatie zijn er geen gegevens meer.")


def eis_fase(consultatie: Consultatie, toegestaan: frozenset[Consultatiefase], handeling: str) -> None:
    """Refuse unless the consultatie is in one of the phases.

    Raises:
        Weigering: "<handeling> kan nu niet: deze consultatie is <fase>."
    """
    if consultatie.fase not in toegestaan:
        raise Weigering(f"{handeling} kan nu niet: deze consultatie is {IN_WOORDEN[consultatie.fase]}.")
