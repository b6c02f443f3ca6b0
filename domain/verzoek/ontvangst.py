"""The rules of a verzoek up to its handling: receipt, who asks, where the person is, and taking longer."""

from domain.bsn import is_bsn
from domain.casus.omstandigheden import eis_tekst
from domain.verzoek.commands import (
    BevestigVindplaatsen,
    LegZoekresultaatVast,
    OntvangVerzoek,
    StelIdentiteitVast,
    VerlengVerzoek,
)
from domain.verzoek.events import (
    IdentiteitVastgesteld,
    PersoonGezocht,
    Verzoekfeit,
    VerzoekOntvangen,
    VerzoekVerlengd,
    VindplaatsenBevestigd,
)
from domain.verzoek.omstandigheden import Verzoekomstandigheden, eis_fase
from domain.verzoek.regels import eis_bevoegd
from domain.verzoek.state import OPEN, Verzoek, Verzoekfase
from domain.weigering import Weigering

VOOR_HET_VOORSTEL = frozenset({Verzoekfase.ONTVANGEN, Verzoekfase.VASTGESTELD, Verzoekfase.GEVONDEN})
ZOEKEND = frozenset({Verzoekfase.VASTGESTELD, Verzoekfase.GEVONDEN})


def ontvang_verzoek(
    verzoek: Verzoek, opdracht: OntvangVerzoek, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Take in what somebody asks; the month of AVG 12(3) runs from the day it came in, not from this registration."""
    if verzoek.fase is not Verzoekfase.GEEN:
        if verzoek.verzoeknummer == opdracht.verzoeknummer:
            return []
        raise Weigering("Dit verzoek is al ontvangen.")
    eis_tekst(opdracht.verzoeker, "wie het verzoek doet")
    eis_tekst(opdracht.bereikbaar, "hoe wie het verzoek doet te bereiken is")
    eis_tekst(opdracht.over.naam, "over wie het verzoek gaat")
    eis_tekst(opdracht.inhoud, "wat er wordt gevraagd")
    if opdracht.over.bsn is not None and not is_bsn(opdracht.over.bsn):
        raise Weigering("Het burgerservicenummer klopt niet (het voldoet niet aan de elfproef).")
    if opdracht.ontvangen_op > bij.vandaag:
        raise Weigering("De dag waarop het verzoek is ontvangen ligt in de toekomst.")
    if opdracht.over.geboortedatum is not None and opdracht.over.geboortedatum > opdracht.ontvangen_op:
        raise Weigering("De geboortedatum ligt na de dag van het verzoek.")
    tot, regel = bij.regels.bewaren_tot(ontvangen_op=opdracht.ontvangen_op, klaar_op=None)
    return [
        VerzoekOntvangen(
            verzoeknummer=opdracht.verzoeknummer,
            tafel=opdracht.tafel,
            soort=opdracht.soort,
            ontvangen_op=opdracht.ontvangen_op,
            uiterlijk=bij.regels.antwoord.vanaf(opdracht.ontvangen_op),
            bewaren_tot=tot,
            bewaarregel=regel,
            aanvrager=opdracht.aanvrager,
            verzoeker=opdracht.verzoeker,
            bereikbaar=opdracht.bereikbaar,
            over=opdracht.over,
            inhoud=opdracht.inhoud,
        )
    ]


def stel_identiteit_vast(
    verzoek: Verzoek, opdracht: StelIdentiteitVast, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Record that it is sure who asks, and that they may: by the age on the day of receipt (UAVG 5)."""
    ontvangen = verzoek.ontvangen
    if ontvangen is None:
        raise Weigering("Er is nog geen verzoek ontvangen.")
    eerder = verzoek.identiteit
    if eerder is not None and _zegt_hetzelfde(eerder, opdracht):
        return []
    eis_fase(verzoek, VOOR_HET_VOORSTEL, "De identiteit vaststellen")
    eis_tekst(opdracht.onderbouwing, "waaruit blijkt wie het verzoek doet")
    if ontvangen.over.geboortedatum not in (None, opdracht.geboortedatum):
        raise Weigering("De geboortedatum is niet die van het verzoek. Ga na om wie het gaat.")
    band = eis_bevoegd(
        bij.regels,
        opdracht.aanvragers,
        geboortedatum=opdracht.geboortedatum,
        gezag=opdracht.gezag,
        op=ontvangen.ontvangen_op,
    )
    return [
        IdentiteitVastgesteld(
            geboortedatum=opdracht.geboortedatum,
            leeftijdsband=f"{band.van}-{band.tot - 1}",
            aanvragers=tuple(sorted(set(opdracht.aanvragers))),
            wijze=opdracht.wijze,
            gezag=opdracht.gezag,
            onderbouwing=opdracht.onderbouwing,
        )
    ]


def leg_zoekresultaat_vast(verzoek: Verzoek, opdracht: LegZoekresultaatVast) -> list[Verzoekfeit]:
    """Record whom a search found; again before the proposal, since a case may have come in meanwhile."""
    feit = PersoonGezocht(opdracht.vondsten)
    if verzoek.gezocht and verzoek.vondsten == feit.vondsten:
        return []
    eis_fase(verzoek, ZOEKEND, "Zoeken")
    return [feit]


def bevestig_vindplaatsen(verzoek: Verzoek, opdracht: BevestigVindplaatsen) -> list[Verzoekfeit]:
    """Record which of the finds are the person; a name and a birth date alone may be somebody else's."""
    gevraagd = set(opdracht.koppelingen)
    op_volgorde = tuple(v.koppeling_id for v in verzoek.vondsten if v.koppeling_id in gevraagd)
    if verzoek.bevestigd and gevraagd == set(verzoek.koppelingen):
        return []
    eis_fase(verzoek, ZOEKEND, "De vindplaatsen bevestigen")
    if not verzoek.gezocht:
        raise Weigering("Zoek de persoon eerst op.")
    if not gevraagd <= set(op_volgorde):
        raise Weigering("Een van deze vindplaatsen hoort niet bij de laatste zoekactie.")
    return [VindplaatsenBevestigd(op_volgorde)]


def verleng_verzoek(
    verzoek: Verzoek, opdracht: VerlengVerzoek, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Take two months longer, once; the person has to hear it and why within the first month (AVG 12(3))."""
    ontvangen = verzoek.ontvangen
    if ontvangen is None:
        raise Weigering("Er is nog geen verzoek ontvangen.")
    feit = VerzoekVerlengd(
        opdracht.reden, opdracht.medegedeeld_op, bij.regels.verlengd_tot(ontvangen.ontvangen_op)
    )
    if feit == verzoek.verlengd:
        return []
    eis_fase(verzoek, OPEN, "Verlengen")
    if verzoek.verlengd is not None:
        raise Weigering("De termijn is al een keer verlengd; nog eens verlengen kan niet.")
    eis_tekst(opdracht.reden, "waarom het antwoord langer duurt")
    if opdracht.medegedeeld_op > bij.vandaag:
        raise Weigering("De dag waarop de verlenging is meegedeeld ligt in de toekomst.")
    if not ontvangen.ontvangen_op <= opdracht.medegedeeld_op <= ontvangen.uiterlijk:
        raise Weigering("Een verlenging is alleen geldig als zij binnen de eerste termijn is meegedeeld.")
    return [feit]


def _zegt_hetzelfde(eerder: IdentiteitVastgesteld, opdracht: StelIdentiteitVast) -> bool:
    return (
        eerder.geboortedatum == opdracht.geboortedatum
        and eerder.aanvragers == tuple(sorted(set(opdracht.aanvragers)))
        and (eerder.wijze, eerder.gezag, eerder.onderbouwing)
        == (opdracht.wijze, opdracht.gezag, opdracht.onderbouwing)
    )
