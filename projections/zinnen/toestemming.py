"""Sentences of consent, of age and gezag, and of informing the people it is about."""

from typing import assert_never

from domain.casus.events import (
    BetrokkeneGeinformeerd,
    GeboortedatumVastgelegd,
    GezagBeoordeeld,
    GezagVastgelegd,
    InformerenUitgesteld,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.waarden import Gezag, Hoedanigheid, Onderzoek, Uitstelgrond
from projections.dagen import datum
from projections.woorden import Bekend, hoofdletter, punt

_HOEDANIGHEID = {
    Hoedanigheid.ZELF: "zelf",
    Hoedanigheid.OUDER_MET_GEZAG: "als ouder met gezag",
    Hoedanigheid.VOOGD: "als voogd",
    Hoedanigheid.VERTEGENWOORDIGER: "als vertegenwoordiger",
}
_UITSTEL = {
    Uitstelgrond.VEILIGHEID: "de veiligheid van mensen",
    Uitstelgrond.OPSPORING: "het onderzoek naar een strafbaar feit",
    Uitstelgrond.DOEL_ONMOGELIJK: "informeren maakt het doel onmogelijk",
    Uitstelgrond.RECHTEN_VAN_ANDEREN: "de rechten van anderen",
}


def van_toestemming(
    feit: ToestemmingGegeven | ToestemmingGeweigerd | ToestemmingIngetrokken, bekend: Bekend
) -> str:
    """Say who consented, refused or withdrew, for whom and for what."""
    over = "" if feit.hoedanigheid is Hoedanigheid.ZELF else f" voor {bekend.mens(feit.persoon_id)}"
    doel = f"Doel: {bekend.doel(feit.doel)}."
    als = _HOEDANIGHEID[feit.hoedanigheid]
    match feit:
        case ToestemmingGegeven():
            zinnen = [
                f"{feit.gever} geeft {als} toestemming{over}, op {datum(feit.gegeven_op)}.",
                *_toen(feit, bekend),
                doel,
                f"Gebruikte tekst: {feit.tekstversie}.",
            ]
            return " ".join(zinnen)
        case ToestemmingGeweigerd():
            return f"{feit.weigeraar} weigert {als} toestemming{over}, op {datum(feit.geweigerd_op)}. {doel}"
        case ToestemmingIngetrokken():
            op = datum(feit.ingetrokken_op)
            return f"{feit.intrekker} trekt {als} de toestemming{over} in, op {op}. {doel}"
        case _:
            assert_never(feit)


def _toen(feit: ToestemmingGegeven, bekend: Bekend) -> list[str]:
    """Say how old the person was and who had gezag, as far as that was known when consent was given."""
    wie = hoofdletter(bekend.mens(feit.persoon_id))
    zinnen = []
    if feit.leeftijd is not None:
        zinnen.append(f"{wie} was toen {feit.leeftijd} jaar.")
    if feit.gezag is not None:
        zinnen.append(f"Het gezag was toen: {_gezag(feit.gezag)}.")
    return zinnen


def van_gezag(feit: GeboortedatumVastgelegd | GezagVastgelegd | GezagBeoordeeld, bekend: Bekend) -> str:
    """Say what became known of an age or of gezag; on both it depends who has to consent."""
    wie = bekend.mens(feit.persoon_id)
    match feit:
        case GeboortedatumVastgelegd():
            return f"De geboortedatum van {wie} is vastgelegd: {datum(feit.geboortedatum)}."
        case GezagVastgelegd():
            zin = f"Het gezag over {wie} is vastgelegd: {_gezag(feit.gezag)}. Herkomst: {punt(feit.herkomst)}"
            loopt = feit.onderzoek is Onderzoek.LOOPT
            return f"{zin} Er loopt een onderzoek naar het gezag." if loopt else zin
        case GezagBeoordeeld():
            geldt = _gezag(feit.geldt_als)
            return (
                f"Er is beoordeeld welk gezag over {wie} geldt: {geldt}. "
                f"Toelichting: {punt(feit.toelichting)}"
            )
        case _:
            assert_never(feit)


def van_informeren(feit: InformerenUitgesteld | BetrokkeneGeinformeerd, bekend: Bekend) -> str:
    """Say whether somebody was told that data are processed, or why that waits."""
    wie = bekend.mens(feit.persoon_id)
    match feit:
        case InformerenUitgesteld():
            return (
                f"{hoofdletter(wie)} wordt nog niet geïnformeerd. Grond: {_UITSTEL[feit.grond]}. "
                f"Toelichting: {punt(feit.toelichting)} "
                f"Op {datum(feit.herzien_op)} wordt er opnieuw naar gekeken."
            )
        case BetrokkeneGeinformeerd():
            return (
                f"Aan {wie} is op {datum(feit.geinformeerd_op)} verteld dat er gegevens worden verwerkt. "
                f"Wijze: {punt(feit.wijze)}"
            )
        case _:
            assert_never(feit)


def _gezag(gezag: Gezag) -> str:
    """The words of the BRP, which the codes are too."""
    return gezag.replace("-", " ")
