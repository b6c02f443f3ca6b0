"""Sentences of a consultatie. Who asked by which address is needed to answer, not to tell: it stays out of them."""

from typing import assert_never

from domain.consultatie.events import (
    AdviesGegeven,
    BevestigingVerzonden,
    ConsultatieBuitenVernietigingGelaten,
    Consultatiefeit,
    ConsultatieGesloten,
    ConsultatieOpgeschort,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    OpschortingVanConsultatieOpgeheven,
    VerwijderingVanConsultatieVoorgesteld,
    VraagAangevuld,
    VraagGesteld,
)
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard
from projections.dagen import datum
from projections.woorden import Tafelwoorden, punt
from projections.zinnen.bewaren import van_opschorting
from projections.zinnen.einde import van_verwijdering
from projections.zinnen.melding import van_situatie

_KANAAL = {Kanaal.SCHRIFTELIJK: "schriftelijk", Kanaal.TELEFONISCH: "per telefoon"}
_BEVESTIGING = {
    Bevestigingskanaal.EMAIL: "per e-mail",
    Bevestigingskanaal.TELEFOON: "per telefoon",
    Bevestigingskanaal.POST: "per post",
}
_AARD = {
    Vraagaard.ALGEMEEN: "De vraag gaat niet over iemand.",
    Vraagaard.ANONIEM: "De vraag gaat over iemand van wie de naam niet is genoemd.",
    Vraagaard.OP_NAAM: "De vraag gaat over iemand die met naam is genoemd.",
}
_FORMULIER = {
    Formulieradvies.JA: "Het advies is ook om een formulier in te vullen.",
    Formulieradvies.NEE: "Een formulier invullen is niet nodig.",
}


def zin_van_consultatie(feit: Consultatiefeit, woorden: Tafelwoorden) -> str:  # noqa: PLR0911 one branch for each kind
    """Say in Dutch what happened with a question to a table."""
    match feit:
        case VraagGesteld() | VraagAangevuld():
            return _vraag(feit, woorden)
        case AdviesGegeven():
            return f"{feit.door} geeft advies: {punt(feit.advies)} {_FORMULIER[feit.formulier_geadviseerd]}"
        case BevestigingVerzonden():
            wanneer = datum(feit.verzonden_op)
            return f"Op {wanneer} is het advies bevestigd, {_BEVESTIGING[feit.kanaal]}."
        case OmgezetInAanmelding():
            return f"De vraag is omgezet in een aanmelding, met nummer {feit.casusnummer}."
        case ConsultatieGesloten():
            return f"De consultatie is gesloten, zonder aanmelding. Reden: {punt(feit.reden)}"
        case VerwijderingVanConsultatieVoorgesteld() | ConsultatieBuitenVernietigingGelaten():
            return van_verwijdering(feit)
        case ConsultatieOpgeschort() | OpschortingVanConsultatieOpgeheven():
            return van_opschorting(feit)
        case ConsultatieVerwijderd():
            return van_verwijdering(feit)
        case _:
            assert_never(feit)


def _vraag(feit: VraagGesteld | VraagAangevuld, woorden: Tafelwoorden) -> str:
    """Say what was asked, of whom it is, and until when that is kept: without a clock, there is nobody in it."""
    wie = woorden.organisatie(feit.organisatie)
    match feit:
        case VraagGesteld():
            hoe = f"{_KANAAL[feit.kanaal]} een vraag, met nummer {feit.consultatienummer}"
            zinnen = [f"{wie} stelt {hoe}: {punt(feit.vraag)}"]
        case VraagAangevuld():
            zinnen = [f"{wie} vult de vraag aan."]
        case _:
            assert_never(feit)
    if feit.aard is not None:
        zinnen.append(_AARD[feit.aard])
    if feit.gemeente is not None:
        zinnen.append(f"Gemeente: {woorden.gemeente(feit.gemeente)}.")
    zinnen += van_situatie(feit, woorden)
    if feit.bewaren_tot is not None:
        zinnen.append(f"De gegevens worden bewaard tot en met {datum(feit.bewaren_tot)}.")
    return " ".join(zinnen)
