"""The rules of deciding on a verzoek and doing it: one proposes, another agrees, and only then anything goes out."""

from domain.casus.omstandigheden import eis_tekst
from domain.verzoek.commands import (
    GeefBesluitTerug,
    LegInzageVast,
    NeemBesluit,
    StelBesluitVoor,
    ZetWissingUit,
)
from domain.verzoek.events import (
    BesluitTeruggegeven,
    BesluitVoorgesteld,
    InzageVerstrekt,
    VerzoekAfgewezen,
    Verzoekfeit,
    VerzoekIngewilligd,
    WissingUitgezet,
)
from domain.verzoek.omstandigheden import Verzoekomstandigheden, eis_fase
from domain.verzoek.ontvangst import VOOR_HET_VOORSTEL
from domain.verzoek.state import Verzoek, Verzoekfase
from domain.verzoek.waarden import Afwijsgrond, Besluituitkomst, Verzoeksoort
from domain.weigering import Weigering

ALTIJD = frozenset({Afwijsgrond.IDENTITEIT, Afwijsgrond.NIET_BEVOEGD, Afwijsgrond.BUITENSPORIG})
"""These refuse any verzoek (AVG 12(2), 12(5); UAVG 5)."""
GRONDEN = {
    Verzoeksoort.INZAGE: ALTIJD | {Afwijsgrond.RECHTEN_VAN_ANDEREN},
    Verzoeksoort.RECTIFICATIE: ALTIJD | {Afwijsgrond.GEGEVENS_JUIST},
    Verzoeksoort.WISSING: ALTIJD
    | {Afwijsgrond.WETTELIJKE_PLICHT, Afwijsgrond.RECHTSVORDERING, Afwijsgrond.GEEN_GROND},
    Verzoeksoort.BEPERKING: ALTIJD | {Afwijsgrond.GEEN_GROND},
    Verzoeksoort.BEZWAAR: ALTIJD | {Afwijsgrond.DWINGENDE_GRONDEN, Afwijsgrond.RECHTSVORDERING},
}
"""On which grounds a verzoek of each kind can be refused."""
ZONDER_IDENTITEIT = frozenset({Afwijsgrond.IDENTITEIT, Afwijsgrond.NIET_BEVOEGD})
NOG_TE_DOEN = frozenset({Verzoekfase.INGEWILLIGD})


def stel_besluit_voor(
    verzoek: Verzoek, opdracht: StelBesluitVoor, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Propose what to decide, also anew while the second person has not answered."""
    feit = BesluitVoorgesteld(
        uitkomst=opdracht.uitkomst,
        grond=opdracht.grond,
        toelichting=opdracht.toelichting,
        correctie=opdracht.correctie,
        beperkgrond=opdracht.beperkgrond,
        voorgesteld_door=bij.wie.id,
    )
    if verzoek.fase is Verzoekfase.VOORGESTELD and verzoek.voorstel == feit:
        return []
    eis_fase(verzoek, _voorstelbaar(verzoek), "Een besluit voorstellen")
    eis_tekst(opdracht.toelichting, "waarom u dit voorstelt")
    if opdracht.uitkomst is Besluituitkomst.AFWIJZEN:
        _eis_afwijzing_kan(verzoek, opdracht)
    else:
        _eis_inwilliging_kan(verzoek, opdracht)
    return [feit]


def _voorstelbaar(verzoek: Verzoek) -> frozenset[Verzoekfase]:
    """Of an inzage that was granted but is another one by now, a second person looks again."""
    altijd = VOOR_HET_VOORSTEL | {Verzoekfase.VOORGESTELD}
    return altijd | NOG_TE_DOEN if verzoek.soort is Verzoeksoort.INZAGE else altijd


def geef_besluit_terug(
    verzoek: Verzoek, opdracht: GeefBesluitTerug, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Do not agree; the handler looks again."""
    feit = BesluitTeruggegeven(opdracht.reden, bij.wie.id)
    if verzoek.voorstel is None and verzoek.teruggegeven == feit:
        return []
    eis_fase(verzoek, frozenset({Verzoekfase.VOORGESTELD}), "Een voorstel teruggeven")
    _eis_ander(verzoek, bij)
    eis_tekst(opdracht.reden, "waarom u niet akkoord gaat")
    return [feit]


def neem_besluit(verzoek: Verzoek, opdracht: NeemBesluit, *, bij: Verzoekomstandigheden) -> list[Verzoekfeit]:
    """Agree with what somebody else proposed; nobody agrees with himself or herself."""
    eerder = verzoek.ingewilligd or verzoek.afgewezen
    if eerder is not None and eerder.akkoord_door == bij.wie.id:
        return []
    eis_fase(verzoek, frozenset({Verzoekfase.VOORGESTELD}), "Een besluit nemen")
    voorstel = verzoek.voorstel
    if voorstel is None or verzoek.ontvangen is None:
        raise Weigering("Er ligt geen voorstel voor een besluit.")
    _eis_ander(verzoek, bij)
    if voorstel.uitkomst is Besluituitkomst.INWILLIGEN or voorstel.grond is None:
        gezien = _eis_gezien(opdracht) if verzoek.soort is Verzoeksoort.INZAGE else None
        return [VerzoekIngewilligd(voorstel.toelichting, voorstel.voorgesteld_door, bij.wie.id, gezien)]
    tot, regel = bij.regels.bewaren_tot(ontvangen_op=verzoek.ontvangen.ontvangen_op, klaar_op=bij.vandaag)
    return [
        VerzoekAfgewezen(
            grond=voorstel.grond,
            toelichting=voorstel.toelichting,
            voorgesteld_door=voorstel.voorgesteld_door,
            akkoord_door=bij.wie.id,
            bewaren_tot=tot,
            bewaarregel=regel,
        )
    ]


def leg_inzage_vast(verzoek: Verzoek, opdracht: LegInzageVast) -> list[Verzoekfeit]:
    """Record what was made ready to hand over; every export is one of its own."""
    feit = InzageVerstrekt(opdracht.export_id, opdracht.vorm)
    if feit in verzoek.verstrekt:
        return []
    eis_verstrekken_kan(verzoek)
    eis_tekst(opdracht.export_id, "onder welk nummer de export is ingeschreven")
    return [feit]


def eis_zoals_gezien(verzoek: Verzoek, overzicht: str) -> None:
    """Refuse to hand over anything but what the second person saw; ``overzicht`` is the digest of it now.

    Raises:
        Weigering: it is another one by now.
    """
    if verzoek.ingewilligd is not None and verzoek.ingewilligd.overzicht != overzicht:
        raise Weigering(
            "Het overzicht is veranderd sinds de tweede persoon akkoord ging. Stel het besluit opnieuw voor, zodat de "
            "tweede persoon het overzicht van nu bekijkt."
        )


def _eis_gezien(opdracht: NeemBesluit) -> str:
    if opdracht.gezien is None:
        raise Weigering("Bekijk eerst het overzicht, en noem bij uw akkoord de vingerafdruk ervan.")
    if opdracht.gezien != opdracht.overzicht:
        raise Weigering("Het overzicht is veranderd sinds u het bekeek. Bekijk het opnieuw.")
    return opdracht.gezien


def eis_verstrekken_kan(verzoek: Verzoek) -> None:
    """Refuse to hand anything over before two people agreed on it, or of a verzoek of another kind."""
    if verzoek.soort is not Verzoeksoort.INZAGE:
        raise Weigering("Alleen bij een verzoek om inzage wordt een overzicht verstrekt.")
    eis_fase(verzoek, NOG_TE_DOEN, "Een overzicht verstrekken")


def zet_wissing_uit(verzoek: Verzoek, opdracht: ZetWissingUit) -> list[Verzoekfeit]:
    """Record which posten the erasure waits for; it is the list that destroys, by people of its own."""
    eerder = verzoek.wissing or WissingUitgezet((), ())
    feit = WissingUitgezet(
        tuple(dict.fromkeys((*eerder.posten, *opdracht.posten))),
        tuple(sorted({*eerder.te_berichten, *opdracht.te_berichten})),
        tuple(dict.fromkeys((*eerder.lijsten, *opdracht.lijsten))),
    )
    if verzoek.wissing == feit:
        return []
    eis_wissing_kan(verzoek)
    if not opdracht.posten:
        raise Weigering("Er is niets om te wissen.")
    if not opdracht.afgehandeld.issuperset(eerder.posten):
        raise Weigering("De wissing staat al op een vernietigingslijst.")
    return [feit]


def eis_wissing_kan(verzoek: Verzoek) -> None:
    """Refuse to put anything on a list before two people agreed on it, or for a verzoek of another kind."""
    if verzoek.soort is not Verzoeksoort.WISSING:
        raise Weigering("Alleen een verzoek om wissing komt op een vernietigingslijst.")
    eis_fase(verzoek, NOG_TE_DOEN, "De wissing uitzetten")


def _eis_ander(verzoek: Verzoek, bij: Verzoekomstandigheden) -> None:
    if verzoek.voorstel is not None and verzoek.voorstel.voorgesteld_door.casefold() == bij.wie.id.casefold():
        raise Weigering("Wie een besluit voorstelt, beslist er niet zelf over.")


def _eis_afwijzing_kan(verzoek: Verzoek, opdracht: StelBesluitVoor) -> None:
    if opdracht.correctie is not None or opdracht.beperkgrond is not None:
        raise Weigering("Bij een afwijzing wordt niets verbeterd of beperkt.")
    if opdracht.grond is None or verzoek.soort is None:
        raise Weigering("Kies op welke grond het verzoek wordt afgewezen.")
    if opdracht.grond not in GRONDEN[verzoek.soort]:
        raise Weigering("Op deze grond kan een verzoek van deze soort niet worden afgewezen.")
    if verzoek.identiteit is None and opdracht.grond not in ZONDER_IDENTITEIT:
        raise Weigering("Stel eerst vast wie het verzoek doet.")


def _eis_inwilliging_kan(verzoek: Verzoek, opdracht: StelBesluitVoor) -> None:
    if opdracht.grond is not None:
        raise Weigering("Een grond hoort alleen bij een afwijzing.")
    erna = (Verzoekfase.VOORGESTELD, Verzoekfase.INGEWILLIGD)
    fase = verzoek.fase_voor_voorstel if verzoek.fase in erna else verzoek.fase
    if fase is not Verzoekfase.GEVONDEN:
        raise Weigering("Bevestig eerst waar de persoon voorkomt; ook als dat nergens is.")
    if verzoek.soort is not Verzoeksoort.INZAGE and not verzoek.koppelingen:
        raise Weigering("Van deze persoon zijn er geen gegevens; er is niets om in te willigen.")
    wat = opdracht.correctie
    if (verzoek.soort is Verzoeksoort.RECTIFICATIE) != (wat is not None and not wat.leeg):
        raise Weigering("Noem bij een rectificatie, en alleen daarbij, wat de gegevens moeten worden.")
    if (verzoek.soort is Verzoeksoort.BEPERKING) != (opdracht.beperkgrond is not None):
        raise Weigering(
            "Kies bij een beperking, en alleen daarbij, op welke grond de verwerking wordt beperkt."
        )
