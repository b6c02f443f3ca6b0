"""What a decision on a verzoek is given besides it, and the checks that its rules share."""

from dataclasses import dataclass
from datetime import date

from domain.rollen import Medewerker
from domain.verzoek.regels import Verzoekregels
from domain.verzoek.state import Verzoek, Verzoekfase
from domain.weigering import Weigering


@dataclass(frozen=True)
class Verzoekomstandigheden:
    """``vandaag`` is the calendar day in the Netherlands; ``wie`` gives the command."""

    vandaag: date
    wie: Medewerker
    regels: Verzoekregels


IN_WOORDEN = {
    Verzoekfase.GEEN: "nog niet ontvangen",
    Verzoekfase.ONTVANGEN: "ontvangen, maar het staat nog niet vast wie het doet",
    Verzoekfase.VASTGESTELD: "in behandeling, maar de vindplaatsen zijn nog niet bevestigd",
    Verzoekfase.GEVONDEN: "in behandeling",
    Verzoekfase.VOORGESTELD: "voorgelegd aan een tweede persoon",
    Verzoekfase.INGEWILLIGD: "ingewilligd en nog niet uitgevoerd",
    Verzoekfase.AFGEWEZEN: "afgewezen",
    Verzoekfase.UITGEVOERD: "uitgevoerd",
    Verzoekfase.INGETROKKEN: "ingetrokken",
    Verzoekfase.VERWIJDERD: "verwijderd",
}


def eis_fase(verzoek: Verzoek, toegestaan: frozenset[Verzoekfase], handeling: str) -> None:
    """Refuse unless the verzoek is in one of the phases.

    Raises:
        Weigering: "<handeling> kan nu niet: dit verzoek is <fase>."
    """
    if verzoek.fase not in toegestaan:
        raise Weigering(f"{handeling} kan nu niet: dit verzoek is {IN_WOORDEN[verzoek.fase]}.")
