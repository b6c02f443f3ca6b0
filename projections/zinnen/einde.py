"""Sentences of up, down and closing, and of the end: that of a casus, of a consultatie and of a verzoek."""

from typing import assert_never

from domain.casus.events import (
    Afgeschaald,
    Afgesloten,
    GegevensVerwijderd,
    Heropend,
    Opgeschaald,
    Teruggeschaald,
    VerwijderingVoorgesteld,
    VoorlopigAfgesloten,
)
from domain.casus.waarden import Verwijdergrond
from domain.consultatie.events import ConsultatieVerwijderd, VerwijderingVanConsultatieVoorgesteld
from domain.verzoek.events import VerwijderingVanVerzoekVoorgesteld, VerzoekVerwijderd
from projections.dagen import datum
from projections.woorden import Bekend, opsomming, punt

_GROND = {
    Verwijdergrond.TERMIJN_VERSTREKEN: "de bewaartermijn is verstreken",
    Verwijdergrond.NIET_LANGER_NODIG: "de gegevens zijn niet langer nodig",
}


def van_op_af_en_dicht(
    feit: Opgeschaald | Teruggeschaald | Afgeschaald | VoorlopigAfgesloten | Heropend | Afgesloten,
    bekend: Bekend,
) -> str:
    """Say where the case went, or that it closed or opened, and where that was decided."""
    reden = f"Reden: {punt(feit.reden)}"
    match feit:
        case Opgeschaald():
            return f"De casus is opgeschaald naar {bekend.niveau(feit.naar)}. {reden}"
        case Teruggeschaald():
            return f"De casus is teruggeschaald naar {bekend.niveau(feit.naar)}. {reden}"
        case Afgeschaald():
            return (
                f"De casus is afgeschaald naar {bekend.niveau(feit.naar)}. "
                f"Dat is besloten in {bekend.bespreking(feit.besloten_in)}. {reden}"
            )
        case VoorlopigAfgesloten():
            return (
                "De casus is voorlopig afgesloten. "
                f"Dat is besloten in {bekend.bespreking(feit.besloten_in)}. "
                f"Op {datum(feit.herzien_op)} wordt er opnieuw naar gekeken. {reden}"
            )
        case Heropend():
            return f"De casus is heropend. {reden}"
        case Afgesloten():
            return f"De casus is afgesloten. Resultaat: {punt(feit.resultaat)} {reden}"
        case _:
            assert_never(feit)


def van_verwijdering(
    feit: VerwijderingVoorgesteld
    | VerwijderingVanConsultatieVoorgesteld
    | VerwijderingVanVerzoekVoorgesteld
    | GegevensVerwijderd
    | ConsultatieVerwijderd
    | VerzoekVerwijderd,
) -> str:
    """Say who proposed to destroy the data, or how that was done. All of it stays after the destruction."""
    match feit:
        case (
            VerwijderingVoorgesteld()
            | VerwijderingVanConsultatieVoorgesteld()
            | VerwijderingVanVerzoekVoorgesteld()
        ):
            return (
                f"{feit.voorgesteld_door} stelt voor om de gegevens te verwijderen. "
                f"Grond: {_GROND[feit.grond]}."
            )
        case GegevensVerwijderd() | ConsultatieVerwijderd() | VerzoekVerwijderd():
            return (
                f"De gegevens zijn verwijderd, onder bewijsnummer {feit.bewijsnummer}. "
                f"Grond: {_GROND[feit.grond]} ({_termijn(feit)}). "
                f"Voorgesteld door {feit.voorgesteld_door}, uitgevoerd door {feit.uitgevoerd_door}. "
                f"Wijze: {feit.wijze}, in: {opsomming(feit.systemen)}. "
                f"Gecontroleerd: {opsomming(feit.gecontroleerd)}."
            )
        case _:
            assert_never(feit)


def _termijn(feit: GegevensVerwijderd | ConsultatieVerwijderd | VerzoekVerwijderd) -> str:
    if feit.regel is None or feit.bewaren_tot is None:
        return "er liep geen bewaartermijn"
    return f"regel {feit.regel}, bewaren tot {datum(feit.bewaren_tot)}"
