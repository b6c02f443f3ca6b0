"""Sentences of a verzoek. How who asks can be reached is needed to answer, not to tell: it stays out of them."""

from typing import assert_never

from domain.verzoek.events import (
    BesluitTeruggegeven,
    BesluitVoorgesteld,
    IdentiteitVastgesteld,
    InzageVerstrekt,
    PersoonGezocht,
    VerwijderingVanVerzoekVoorgesteld,
    VerzoekAfgewezen,
    Verzoekfeit,
    VerzoekIngetrokken,
    VerzoekIngewilligd,
    VerzoekOntvangen,
    VerzoekUitgevoerd,
    VerzoekVerlengd,
    VerzoekVerwijderd,
    VindplaatsenBevestigd,
    WissingUitgezet,
)
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Behoudgrond,
    Besluituitkomst,
    Identificatie,
    Verzoeksoort,
)
from projections.dagen import datum
from projections.woorden import Tafelwoorden, leeftijd_in_woorden, opsomming, punt
from projections.zinnen.einde import van_verwijdering

OM = {
    Verzoeksoort.INZAGE: "inzage (AVG 15)",
    Verzoeksoort.RECTIFICATIE: "rectificatie (AVG 16)",
    Verzoeksoort.WISSING: "wissing (AVG 17)",
    Verzoeksoort.BEPERKING: "beperking van de verwerking (AVG 18)",
    Verzoeksoort.BEZWAAR: "een afweging van een bezwaar (AVG 21)",
}
"""What is asked, after "een verzoek om"."""
BEHOUDEN = {
    Behoudgrond.OPGESCHORT: "In één casus is niet gewist: de vernietiging is daar opgeschort.",
    Behoudgrond.BEPERKT: "In één casus is niet gewist: de verwerking is daar beperkt.",
    Behoudgrond.RECHTSVORDERING: "In één casus is niet gewist: er loopt een rechtszaak.",
}
AANVRAGER = {
    Aanvrager.ZELF: "de betrokkene zelf",
    Aanvrager.OUDER_MET_GEZAG: "een ouder met gezag",
    Aanvrager.VOOGD: "een voogd",
    Aanvrager.GEMACHTIGDE: "een gemachtigde",
    Aanvrager.WETTELIJK_VERTEGENWOORDIGER: "een wettelijk vertegenwoordiger",
}
IDENTIFICATIE = {
    Identificatie.DIGID: "met DigiD",
    Identificatie.AAN_HET_LOKET: "aan het loket",
    Identificatie.BEKEND: "omdat een medewerker de persoon kent",
    Identificatie.ANDERS: "op een andere manier",
}
GROND = {
    Afwijsgrond.IDENTITEIT: "niet is vastgesteld wie het verzoek doet (AVG 12)",
    Afwijsgrond.NIET_BEVOEGD: "wie het verzoek doet, mag dat niet doen (UAVG 5)",
    Afwijsgrond.BUITENSPORIG: "het verzoek is kennelijk ongegrond of buitensporig (AVG 12(5))",
    Afwijsgrond.RECHTEN_VAN_ANDEREN: "de rechten van anderen gaan voor (AVG 15(4))",
    Afwijsgrond.GEGEVENS_JUIST: "de gegevens zijn juist (AVG 16)",
    Afwijsgrond.WETTELIJKE_PLICHT: "een wettelijke plicht of taak vraagt om de gegevens (AVG 17(3))",
    Afwijsgrond.RECHTSVORDERING: "de gegevens zijn nodig voor een rechtsvordering",
    Afwijsgrond.DWINGENDE_GRONDEN: "dwingende gronden gaan voor (AVG 21(1))",
    Afwijsgrond.GEEN_GROND: "geen van de gronden van de AVG gaat op",
}


def zin_van_verzoek(feit: Verzoekfeit, woorden: Tafelwoorden) -> str:
    """Say in Dutch what happened with a verzoek."""
    match feit:
        case VerzoekOntvangen() | IdentiteitVastgesteld():
            return _ontvangst(feit)
        case PersoonGezocht() | VindplaatsenBevestigd() | VerzoekVerlengd():
            return _behandeling(feit)
        case BesluitVoorgesteld() | BesluitTeruggegeven() | VerzoekIngewilligd() | VerzoekAfgewezen():
            return _besluit(feit)
        case InzageVerstrekt() | WissingUitgezet() | VerzoekUitgevoerd() | VerzoekIngetrokken():
            return _uitvoering(feit, woorden)
        case VerwijderingVanVerzoekVoorgesteld() | VerzoekVerwijderd():
            return van_verwijdering(feit)
        case _:
            assert_never(feit)


def _ontvangst(feit: VerzoekOntvangen | IdentiteitVastgesteld) -> str:
    match feit:
        case VerzoekOntvangen():
            return (
                f"{feit.verzoeker} ({AANVRAGER[feit.aanvrager]}) doet een verzoek om {OM[feit.soort]} over "
                f"{feit.over.naam}, met nummer {feit.verzoeknummer}. Ontvangen op {datum(feit.ontvangen_op)}; "
                f"het antwoord is er uiterlijk op {datum(feit.uiterlijk)}. Gevraagd: {punt(feit.inhoud)}"
            )
        case IdentiteitVastgesteld():
            wie = opsomming([AANVRAGER[een] for een in feit.aanvragers])
            gezag = "" if feit.gezag is None else f" Gezag: {feit.gezag.value}."
            return (
                f"Vastgesteld is dat {wie} het verzoek doet, {IDENTIFICATIE[feit.wijze]}. "
                f"Leeftijd op de dag van het verzoek: {leeftijd_in_woorden(feit.leeftijdsband)}.{gezag} "
                f"Onderbouwing: {punt(feit.onderbouwing)}"
            )
        case _:
            assert_never(feit)


def _behandeling(feit: PersoonGezocht | VindplaatsenBevestigd | VerzoekVerlengd) -> str:
    match feit:
        case PersoonGezocht():
            return f"De persoon is gezocht in alle casussen en consultaties; gevonden: {len(feit.vondsten)}."
        case VindplaatsenBevestigd():
            return f"Bevestigd is dat het op {len(feit.koppelingen)} plaatsen om deze persoon gaat."
        case VerzoekVerlengd():
            return (
                f"De termijn is verlengd tot en met {datum(feit.uiterlijk)}. Dat is op "
                f"{datum(feit.medegedeeld_op)} meegedeeld. Reden: {punt(feit.reden)}"
            )
        case _:
            assert_never(feit)


def _besluit(feit: BesluitVoorgesteld | BesluitTeruggegeven | VerzoekIngewilligd | VerzoekAfgewezen) -> str:
    match feit:
        case BesluitVoorgesteld():
            wat = "af te wijzen" if feit.uitkomst is Besluituitkomst.AFWIJZEN else "in te willigen"
            grond = "" if feit.grond is None else f" Grond: {GROND[feit.grond]}."
            beperkt = "" if feit.beperkgrond is None else f" Beperken op de grond: {feit.beperkgrond.value}."
            waarom = f"{punt(feit.toelichting)}{grond}{beperkt}"
            return f"{feit.voorgesteld_door} stelt voor het verzoek {wat}. {waarom}"
        case BesluitTeruggegeven():
            return f"{feit.teruggegeven_door} gaat niet akkoord met het voorstel. Reden: {punt(feit.reden)}"
        case VerzoekIngewilligd():
            return (
                f"Het verzoek is ingewilligd. Voorgesteld door {feit.voorgesteld_door}, akkoord van "
                f"{feit.akkoord_door}. {punt(feit.toelichting)}"
            )
        case VerzoekAfgewezen():
            return (
                f"Het verzoek is afgewezen. Grond: {GROND[feit.grond]}. Voorgesteld door "
                f"{feit.voorgesteld_door}, akkoord van {feit.akkoord_door}. {punt(feit.toelichting)}"
            )
        case _:
            assert_never(feit)


def _uitvoering(
    feit: InzageVerstrekt | WissingUitgezet | VerzoekUitgevoerd | VerzoekIngetrokken, woorden: Tafelwoorden
) -> str:
    match feit:
        case InzageVerstrekt():
            return f"Het overzicht is klaargemaakt als {feit.vorm.value.upper()}, onder exportnummer {feit.export_id}."
        case WissingUitgezet():
            lijsten = f" ({opsomming(feit.lijsten)})" if feit.lijsten else ""
            return f"De wissing staat op een vernietigingslijst{lijsten}, met {len(feit.posten)} posten."
        case VerzoekUitgevoerd():
            wie = opsomming([woorden.organisatie(code) for code in feit.te_berichten])
            berichten = f" Te berichten: {wie}." if wie else ""
            niet = "".join(f" {BEHOUDEN[grond]}" for grond in feit.niet_gewist)
            return f"Het verzoek is uitgevoerd op {datum(feit.uitgevoerd_op)}.{niet}{berichten}"
        case VerzoekIngetrokken():
            return f"Het verzoek is ingetrokken op {datum(feit.ingetrokken_op)}. {punt(feit.toelichting)}"
        case _:
            assert_never(feit)
