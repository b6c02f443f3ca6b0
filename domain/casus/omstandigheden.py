"""What a decision is given besides the case: the day, who asks, and the rules in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.casus.state import Casus, Fase
from domain.privacyprotocol import Privacyprotocol
from domain.rollen import Medewerker
from domain.tafels import Feestdagen, Tafel, geen_feestdagen
from domain.weigering import Weigering


@dataclass(frozen=True)
class Omstandigheden:
    """``vandaag`` is the calendar day in the Netherlands; ``wie`` gives the command; ``feestdag`` is the calendar.

    ``tafels`` are the ids of all tables, where a case can be referred to.
    """

    vandaag: date
    wie: Medewerker
    tafel: Tafel
    protocol: Privacyprotocol
    feestdag: Feestdagen = geen_feestdagen
    tafels: Collection[str] = ()


IN_BEHANDELING = frozenset({Fase.OPGENOMEN, Fase.MONITORING})
LOPEND = frozenset(
    {
        Fase.AANGEMELD,
        Fase.AANGEHOUDEN,
        Fase.OPGENOMEN,
        Fase.MONITORING,
        Fase.AFGESCHAALD,
        Fase.VOORLOPIG_AFGESLOTEN,
    }
)

IN_WOORDEN = {
    Fase.GEEN: "niet aangemeld",
    Fase.AANGEMELD: "aangemeld en nog niet getrieerd",
    Fase.AANGEHOUDEN: "aangehouden tot een volgende triage",
    Fase.NIET_OPGENOMEN: "bij de triage niet opgenomen",
    Fase.OPGENOMEN: "opgenomen, maar het eerste ICO is nog niet gehouden",
    Fase.MONITORING: "in monitoring",
    Fase.AFGESCHAALD: "afgeschaald",
    Fase.VOORLOPIG_AFGESLOTEN: "voorlopig afgesloten",
    Fase.AFGESLOTEN: "afgesloten",
    Fase.VERWIJDERD: "verwijderd",
}


def eis_fase(casus: Casus, toegestaan: frozenset[Fase], handeling: str) -> None:
    """Refuse unless the case is in one of the phases.

    Raises:
        Weigering: "<handeling> kan nu niet: deze casus is <fase>."
    """
    if casus.fase not in toegestaan:
        raise Weigering(f"{handeling} kan nu niet: deze casus is {IN_WOORDEN[casus.fase]}.")


def eis_tekst(tekst: str | None, wat: str) -> None:
    """Refuse an empty text.

    Raises:
        Weigering: "Vul in: <wat>."
    """
    if tekst is None or not tekst.strip():
        raise Weigering(f"Vul in: {wat}.")
