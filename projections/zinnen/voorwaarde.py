"""Sentences on the conditions that an organisation put on what it brought in, and on what it was asked first."""

from typing import assert_never

from domain.casus.events import (
    DoorgifteBeantwoord,
    DoorgifteGevraagd,
    VoorwaardeGesteld,
    VoorwaardeIngetrokken,
)
from domain.casus.waarden import Doorgifte, Doorgifteantwoord, Voorwaardesoort
from projections.woorden import Bekend, opsomming, punt

VOORWAARDE = {
    Voorwaardesoort.ALLEEN_ROLLEN: "alleen te lezen door",
    Voorwaardesoort.NIET_DOORGEVEN: "het gaat niet naar een andere tafel",
    Voorwaardesoort.NIET_IN_EXPORT: "het komt niet in een bestand",
    Voorwaardesoort.EERST_VRAGEN: "het gaat pas ergens heen als zij dat goed vindt",
}
WAARHEEN = {
    Doorgifte.ANDERE_TAFEL: "naar een andere tafel",
    Doorgifte.MONITOR: "in de landelijke monitor",
    Doorgifte.BESTAND: "in een bestand",
}


def van_voorwaarde(
    feit: VoorwaardeGesteld | VoorwaardeIngetrokken | DoorgifteGevraagd | DoorgifteBeantwoord, bekend: Bekend
) -> str:
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
        case DoorgifteGevraagd():
            doel = f" ({bekend.tafel(feit.naar)})" if feit.naar else ""
            return (
                f"Aan {van} is gevraagd of wat zij inbracht {WAARHEEN[feit.waarheen]}{doel} mag. "
                f"Toelichting: {punt(feit.toelichting)}"
            )
        case DoorgifteBeantwoord():
            zegt = (
                "vindt dat goed" if feit.antwoord is Doorgifteantwoord.TOEGESTAAN else "vindt dat niet goed"
            )
            return f"Gevraagd of wat zij inbracht ergens heen mag: {van} {zegt}. Toelichting: {punt(feit.toelichting)}"
        case _:
            assert_never(feit)
