"""From a consultatie to an aanmelding: what the question already told is not asked again."""

from dataclasses import dataclass

from domain.casus.commands import LegGrondslagVast, MeldAan
from domain.casus.waarden import NIEMAND, Betrokkene, Criteriumfeit, Urgentie, Voorcontact
from domain.consultatie.omstandigheden import OPENSTAAND, eis_fase
from domain.consultatie.state import Consultatie
from domain.weigering import Weigering


@dataclass(frozen=True)
class Aanvulling:
    """What the aanmelding says itself. ``None`` and empty mean: as the consultatie has it.

    A field that is given replaces that of the consultatie as a whole, so that somebody can also be left out.
    """

    organisatie: str | None = None
    gemeente: str | None = None
    betrokkenen: tuple[Betrokkene, ...] = ()
    aanpak: str | None = None
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None
    voorcontact: Voorcontact | None = None
    grondslag: LegGrondslagVast | None = None
    urgentie: Urgentie = Urgentie.REGULIER


def als_aanmelding(consultatie: Consultatie, *, casusnummer: str, aanvulling: Aanvulling) -> MeldAan:
    """The command that brings the case in. Its clock is that of the question.

    It has no kenmerk: the number of a consultatie may not outlive it in a case.

    Raises:
        Weigering: the consultatie is over, or the gemeente or the betrokkenen are still missing.
    """
    if consultatie.omgezet is None or consultatie.omgezet.casusnummer != casusnummer:
        eis_fase(consultatie, OPENSTAAND, "Omzetten in een aanmelding")
    gemeente = aanvulling.gemeente or consultatie.gemeente
    # Of somebody whose data were destroyed since, only a placeholder is left.
    bekend = tuple(mens for mens in consultatie.betrokkenen if mens.persoon_id != NIEMAND)
    betrokkenen = aanvulling.betrokkenen or bekend
    if gemeente is None or not betrokkenen:
        ontbreekt = {"de gemeente": gemeente is None, "ten minste één betrokkene": not betrokkenen}
        raise Weigering(
            f"Vul aan voor de aanmelding: {' en '.join(stuk for stuk, mist in ontbreekt.items() if mist)}."
        )
    return MeldAan(
        casusnummer=casusnummer,
        organisatie=aanvulling.organisatie or consultatie.organisatie,
        gemeente=gemeente,
        betrokkenen=betrokkenen,
        urgentie=aanvulling.urgentie,
        aanpak=aanvulling.aanpak or consultatie.aanpak,
        leefgebieden=aanvulling.leefgebieden or consultatie.leefgebieden,
        criteria=aanvulling.criteria or consultatie.criteria,
        reguliere_routes=aanvulling.reguliere_routes or consultatie.reguliere_routes,
        voorcontact=aanvulling.voorcontact,
        grondslag=aanvulling.grondslag,
        eerste_verwerking=consultatie.eerste_verwerking,
    )
