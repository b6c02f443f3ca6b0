"""Sentences of the melding, and of what an aanmelding or a question tells about a situation."""

from typing import assert_never

from domain.casus.events import Aangemeld, AanmeldingAangevuld, GrondslagVastgelegd
from domain.casus.waarden import NIEMAND, Betrokkene
from domain.consultatie.events import VraagAangevuld, VraagGesteld
from projections.dagen import datum
from projections.woorden import Bekend, Tafelwoorden, opsomming, punt


def van_melding(feit: Aangemeld | AanmeldingAangevuld | GrondslagVastgelegd, bekend: Bekend) -> str:
    """Say what came in, or on what ground the table works."""
    match feit:
        case Aangemeld():
            return (
                f"{bekend.organisatie(feit.organisatie)} meldt een casus aan uit de gemeente "
                f"{bekend.gemeente(feit.gemeente)}, met nummer {feit.casusnummer}. "
                f"{_stukken(feit, bekend)} De gegevens worden bewaard tot en met {datum(feit.bewaren_tot)}."
            )
        case AanmeldingAangevuld():
            return f"{bekend.organisatie(feit.organisatie)} vult de aanmelding aan. {_stukken(feit, bekend)}"
        case GrondslagVastgelegd():
            grondslag = bekend.grondslag(feit.grondslag)
            return f"De grondslag is vastgelegd: {grondslag}. Toelichting: {punt(feit.toelichting)}"
        case _:
            assert_never(feit)


def van_situatie(
    feit: Aangemeld | AanmeldingAangevuld | VraagGesteld | VraagAangevuld, woorden: Tafelwoorden
) -> list[str]:
    """Say what was told of the situation: people by name and part in it, never more of them."""
    criteria = opsomming([criterium.criterium for criterium in feit.criteria])
    stukken = [
        (feit.betrokkenen, f"Het gaat om {opsomming([_mens(mens) for mens in feit.betrokkenen])}."),
        (feit.aanpak, f"Aanpak: {woorden.aanpak(feit.aanpak or '')}."),
        (feit.leefgebieden, f"Leefgebieden: {woorden.leefgebieden(feit.leefgebieden)}."),
        (feit.criteria, f"Er zijn feiten bij criterium {criteria}."),
        (feit.reguliere_routes, f"Al geprobeerd: {punt(feit.reguliere_routes or '')}"),
    ]
    return [zin for er_is, zin in stukken if er_is]


def _stukken(feit: Aangemeld | AanmeldingAangevuld, bekend: Bekend) -> str:
    """Say what the aanmelding, or the completion of it, brought in."""
    zinnen = van_situatie(feit, bekend)
    if feit.voorcontact is not None:
        zinnen.append(f"Vooraf was er contact met {feit.voorcontact.met}, op {datum(feit.voorcontact.op)}.")
    return " ".join(zinnen)


def _mens(mens: Betrokkene) -> str:
    if mens.persoon_id == NIEMAND:
        return "iemand van wie de gegevens zijn vernietigd"
    return f"{mens.naam} ({mens.betrokkenheid})"
