"""What a decision on a consultatie is given besides it, and the checks that its rules share."""

from dataclasses import dataclass
from datetime import date

from domain.bsn import is_bsn
from domain.casus.omstandigheden import eis_tekst
from domain.casus.waarden import Betrokkene
from domain.consultatie.commands import StelVraag, VulVraagAan
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


def eis_fase(consultatie: Consultatie, toegestaan: frozenset[Consultatiefase], handeling: str) -> None:
    """Refuse unless the consultatie is in one of the phases.

    Raises:
        Weigering: "<handeling> kan nu niet: deze consultatie is <fase>."
    """
    if consultatie.fase not in toegestaan:
        raise Weigering(f"{handeling} kan nu niet: deze consultatie is {IN_WOORDEN[consultatie.fase]}.")


def eis_keuzes(opdracht: StelVraag | VulVraagAan, tafel: Tafel) -> None:
    """Refuse a municipality, aanpak, life domain or criterion that the table does not know, as in a melding."""
    if opdracht.gemeente is not None and opdracht.gemeente not in {keuze.code for keuze in tafel.gemeenten}:
        raise Weigering(f"Deze gemeente hoort niet bij de regio {tafel.regio}.")
    if opdracht.aanpak is not None and opdracht.aanpak not in {keuze.code for keuze in tafel.aanpakken}:
        raise Weigering("Deze aanpak hoort niet bij de tafel.")
    if not set(opdracht.leefgebieden) <= {keuze.code for keuze in tafel.leefgebieden}:
        raise Weigering("Een van de leefgebieden hoort niet bij de tafel.")
    genoemd = [feit.criterium for feit in opdracht.criteria]
    if len(set(genoemd)) != len(genoemd):
        raise Weigering("Noem elk criterium één keer.")
    if not set(genoemd) <= {criterium.code for criterium in tafel.criteria}:
        raise Weigering("Een van de criteria hoort niet bij de tafel.")
    for feit in opdracht.criteria:
        eis_tekst(feit.feiten, "de feiten bij elk criterium")


def eis_mensen(mensen: tuple[Betrokkene, ...], *, vandaag: date) -> None:
    """Refuse people without a name, with an impossible number or birth date, or named twice, as in a melding."""
    if len({mens.persoon_id for mens in mensen}) != len(mensen):
        raise Weigering("Noem elke betrokkene één keer.")
    for mens in mensen:
        eis_tekst(mens.naam, "de naam van elke betrokkene")
        if mens.bsn is not None and not is_bsn(mens.bsn):
            raise Weigering("Een burgerservicenummer klopt niet (het voldoet niet aan de elfproef).")
        if mens.geboortedatum is not None and mens.geboortedatum > vandaag:
            raise Weigering("Een geboortedatum ligt in de toekomst.")
