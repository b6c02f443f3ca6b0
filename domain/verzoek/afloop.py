"""The rules of how a verzoek ends: done, withdrawn, and in the end destroyed itself."""

from domain.casus.einde import GECONTROLEERD, SYSTEMEN, WIJZE
from domain.casus.omstandigheden import eis_tekst
from domain.casus.waarden import Verwijdergrond
from domain.verzoek.besluit import NOG_TE_DOEN
from domain.verzoek.commands import (
    StelVerwijderingVanVerzoekVoor,
    TrekVerzoekIn,
    VerwijderVerzoek,
    VoerVerzoekUit,
)
from domain.verzoek.events import (
    VerwijderingVanVerzoekVoorgesteld,
    Verzoekfeit,
    VerzoekIngetrokken,
    VerzoekUitgevoerd,
    VerzoekVerwijderd,
)
from domain.verzoek.omstandigheden import Verzoekomstandigheden, eis_fase
from domain.verzoek.state import AFGEROND, OPEN, Verzoek, Verzoekfase
from domain.verzoek.waarden import Verzoeksoort
from domain.weigering import Weigering

REGIME = "verzoek"
"""A verzoek is kept for itself, whatever the regime of the cases that it is about."""


def voer_verzoek_uit(
    verzoek: Verzoek, opdracht: VoerVerzoekUit, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Record that it was done. Of an inzage something was handed over, and an erasure was on a list."""
    eerder = verzoek.uitgevoerd
    if eerder is not None and (eerder.te_berichten, eerder.niet_gewist) == (
        opdracht.te_berichten,
        opdracht.niet_gewist,
    ):
        return []
    eis_fase(verzoek, NOG_TE_DOEN, "Uitvoeren")
    if verzoek.ontvangen is None:
        raise Weigering("Er is nog geen verzoek ontvangen.")
    if verzoek.soort is Verzoeksoort.INZAGE and not verzoek.verstrekt:
        raise Weigering("Er is nog geen overzicht verstrekt.")
    if verzoek.soort is Verzoeksoort.WISSING and verzoek.wissing is None:
        raise Weigering("De wissing staat nog niet op een vernietigingslijst.")
    if verzoek.soort is not Verzoeksoort.WISSING and opdracht.niet_gewist:
        raise Weigering("Alleen bij een wissing kan er iets zijn dat niet is gewist.")
    tot, regel = bij.regels.bewaren_tot(ontvangen_op=verzoek.ontvangen.ontvangen_op, klaar_op=bij.vandaag)
    return [VerzoekUitgevoerd(bij.vandaag, opdracht.te_berichten, tot, regel, opdracht.niet_gewist)]


def trek_verzoek_in(
    verzoek: Verzoek, opdracht: TrekVerzoekIn, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Record that who asked no longer asks, as long as it was not done."""
    eerder = verzoek.ingetrokken
    if eerder is not None and (eerder.ingetrokken_op, eerder.toelichting) == (
        opdracht.ingetrokken_op,
        opdracht.toelichting,
    ):
        return []
    eis_fase(verzoek, OPEN, "Intrekken")
    ontvangen = verzoek.ontvangen
    if ontvangen is None:
        raise Weigering("Er is nog geen verzoek ontvangen.")
    if verzoek.wissing is not None and not opdracht.afgehandeld.issuperset(verzoek.wissing.posten):
        raise Weigering("De wissing staat al op een vernietigingslijst. Trek eerst die lijst in.")
    eis_tekst(opdracht.toelichting, "hoe het verzoek is ingetrokken")
    if not ontvangen.ontvangen_op <= opdracht.ingetrokken_op <= bij.vandaag:
        raise Weigering("De dag van de intrekking ligt na vandaag of voor de ontvangst van het verzoek.")
    tot, regel = bij.regels.bewaren_tot(ontvangen_op=ontvangen.ontvangen_op, klaar_op=opdracht.ingetrokken_op)
    return [VerzoekIngetrokken(opdracht.ingetrokken_op, opdracht.toelichting, tot, regel)]


def stel_verwijdering_voor(
    verzoek: Verzoek, opdracht: StelVerwijderingVanVerzoekVoor, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Propose to destroy the verzoek, on a ground that holds today."""
    feit = VerwijderingVanVerzoekVoorgesteld(opdracht.grond, bij.wie.id)
    if feit == verzoek.verwijdervoorstel and verzoek.fase is not Verzoekfase.VERWIJDERD:
        return []
    _eis_grond_geldt(verzoek, opdracht.grond, bij)
    return [feit]


def verwijder_verzoek(
    verzoek: Verzoek, opdracht: VerwijderVerzoek, *, bij: Verzoekomstandigheden
) -> list[Verzoekfeit]:
    """Destroy the verzoek: somebody else proposed it, and the ground still holds now."""
    if verzoek.fase is Verzoekfase.VERWIJDERD:
        return []
    voorstel = verzoek.verwijdervoorstel
    if voorstel is None:
        raise Weigering("Stel eerst voor om de gegevens te verwijderen; een tweede persoon voert het uit.")
    if voorstel.voorgesteld_door == bij.wie.id:
        raise Weigering("Wie de verwijdering voorstelt, voert haar niet zelf uit.")
    _eis_grond_geldt(verzoek, voorstel.grond, bij)
    if verzoek.bewaren_tot is None or verzoek.bewaarregel is None:
        raise Weigering("Van dit verzoek is geen bewaartermijn bekend.")
    return [
        VerzoekVerwijderd(
            bewijsnummer=opdracht.bewijsnummer,
            tafel=verzoek.tafel,
            regime=REGIME,
            grond=voorstel.grond,
            regel=verzoek.bewaarregel,
            bewaren_tot=verzoek.bewaren_tot,
            voorgesteld_door=voorstel.voorgesteld_door,
            uitgevoerd_door=bij.wie.id,
            wijze=WIJZE,
            systemen=SYSTEMEN,
            gecontroleerd=GECONTROLEERD,
        )
    ]


def _eis_grond_geldt(verzoek: Verzoek, grond: Verwijdergrond, bij: Verzoekomstandigheden) -> None:
    if verzoek.fase in (Verzoekfase.GEEN, Verzoekfase.VERWIJDERD):
        raise Weigering("Van dit verzoek zijn er geen gegevens meer.")
    if verzoek.fase not in AFGEROND:
        raise Weigering("Dit verzoek is nog niet afgerond; zonder antwoord wordt het niet verwijderd.")
    if grond is not Verwijdergrond.TERMIJN_VERSTREKEN:
        raise Weigering("Een verzoek wordt pas verwijderd als de bewaartermijn is verstreken.")
    if verzoek.bewaren_tot is None or bij.vandaag < verzoek.bewaren_tot:
        raise Weigering("De bewaartermijn van dit verzoek is nog niet verstreken.")
