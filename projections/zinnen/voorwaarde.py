"""Sentences on the conditions that an organisation put on what it brought in."""

from typing import assert_never

from domain.casus.events import VoorwaardeGesteld, VoorwaardeIngetrokken
from domain.casus.waarden import Voorwaardesoort
from projections.woorden import Bekend, opsomming, punt

VOORWAARDE = {
    Voorwaardesoort.ALLEEN_ROLLEN: "alleen te lezen door",
    Voorwaardesoort.NIET_DOORGEVEN: "het gaat niet naar een andere tafel",
    Voorwaardesoort.NIET_IN_EXPORT: "het komt niet in een bestand",
}


def van_voorwaarde(feit: VoorwaardeGesteld | VoorwaardeIngetrokken, bekend: Bekend) -> str:
    """Say what an organisation asks of whoever uses what it brought in, or that it asks that no longer."""
    van = bekend.organisatie(feit.organisatie)
    match feit:
        case VoorwaardeGesteld():
            wat = VOORWAARDE[feit.voorwaarde]
            if feit.rollen:
                wat = f"{wat} {opsomming([rol.value for rol in feit.rollen])}"
            return f"Voorwaarde van {van} aan wat zij inbracht: {wat}. Toelichting: {punt(feit.toelichting)}"
        case VoorwaardeIngetrokken():
            return f"{van} trekt een voorwaarde in aan wat zij inbracht. Reden: {punt(feit.reden)}"
        case _:
            assert_never(feit)
