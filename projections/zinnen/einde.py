"""Sentences of up, down and closing, and of the end: that of a casus, of a consultatie and of a verzoek."""

from typing import assert_never

from domain.casus.events import (
    Afgeschaald,
    Afgesloten,
    BuitenVernietigingGelaten,
    GegevensVerwijderd,
    Heropend,
    Opgeschaald,
    Teruggeschaald,
    VerwijderingVoorgesteld,
    VoorlopigAfgesloten,
)
from domain.casus.waarden import Verwijdergrond, Weigerreden
from domain.consultatie.events import (
    ConsultatieBuitenVernietigingGelaten,
    ConsultatieVerwijderd,
    VerwijderingVanConsultatieVoorgesteld,
)
from domain.verzoek.events import VerwijderingVanVerzoekVoorgesteld, VerzoekVerwijderd
from projections.dagen import datum
from projections.woorden import Bekend, opsomming, punt

_GROND = {
    Verwijdergrond.TERMIJN_VERSTREKEN: "de bewaartermijn is verstreken",
    Verwijdergrond.NIET_LANGER_NODIG: "de gegevens zijn niet langer nodig",
    Verwijdergrond.WISSING_GEVRAAGD: "wie het betreft heeft om wissing gevraagd",
}


WEIGERREDEN = {
    Weigerreden.TERMIJN_KLOPT_NIET: "de bewaartermijn klopt niet",
    Weigerreden.NOG_NODIG: "de gegevens zijn nog nodig",
    Weigerreden.RECHTSVORDERING: "er loopt een rechtszaak",
    Weigerreden.VERZOEK_LOOPT: "er loopt een verzoek van een betrokkene",
    Weigerreden.ANDERS: "een andere reden",
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
    | BuitenVernietigingGelaten
    | ConsultatieBuitenVernietigingGelaten
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
        case BuitenVernietigingGelaten() | ConsultatieBuitenVernietigingGelaten():
            return (
                f"Bij de controle van vernietigingslijst {feit.lijstnummer} is dit eruit gelaten. "
                f"Reden: {WEIGERREDEN[feit.weigerreden]}. Toelichting: {punt(feit.toelichting)}"
            )
        case GegevensVerwijderd() | ConsultatieVerwijderd() | VerzoekVerwijderd():
            return (
                f"De gegevens zijn verwijderd, onder bewijsnummer {feit.bewijsnummer}. "
                f"Grond: {_GROND[feit.grond]} ({_termijn(feit)}). "
                f"{_wie(feit)} "
                f"Wijze: {feit.wijze}, in: {opsomming(feit.systemen)}. "
                f"Gecontroleerd: {opsomming(feit.gecontroleerd)}."
            )
        case _:
            assert_never(feit)


def _wie(feit: GegevensVerwijderd | ConsultatieVerwijderd | VerzoekVerwijderd) -> str:
    if isinstance(feit, VerzoekVerwijderd) or feit.lijstnummer is None:
        return f"Voorgesteld door {feit.voorgesteld_door}, uitgevoerd door {feit.uitgevoerd_door}."
    return (
        f"Vernietigingslijst {feit.lijstnummer}: voorgesteld door {feit.voorgesteld_door}, gecontroleerd door "
        f"{feit.gecontroleerd_door}, goedgekeurd door {feit.goedgekeurd_door}, uitgevoerd door "
        f"{feit.uitgevoerd_door}."
    )


def _termijn(feit: GegevensVerwijderd | ConsultatieVerwijderd | VerzoekVerwijderd) -> str:
    if feit.regel is None or feit.bewaren_tot is None:
        return "er liep geen bewaartermijn"
    return f"regel {feit.regel}, bewaren tot en met {datum(feit.bewaren_tot)}"
