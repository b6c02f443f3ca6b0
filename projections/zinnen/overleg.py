"""Sentences of an overleg: when it is, who comes, how many agendapunten. Nothing in them leads to a casus."""

from typing import assert_never

from domain.overleg.events import (
    AgendapuntGeschrapt,
    AgendapuntToegevoegd,
    KomstAfgezegd,
    KomstBevestigd,
    OverlegAfgezegd,
    Overlegfeit,
    OverlegGehouden,
    OverlegGepland,
    OverlegVerzet,
    UitnodigingIngetrokken,
    UitnodigingVerstuurd,
)
from domain.overleg.waarden import Aanwezigheid, Overlegsoort
from domain.tafels import Deelname
from projections.dagen import datum, tijdstip
from projections.woorden import VORM, WAARVOOR, BekendOverleg, hoofdletter, opsomming, punt

_SOORT = {Overlegsoort.TRIAGE: "een triage", Overlegsoort.CASUSOVERLEG: "een casusoverleg"}
_DEELNAME = {
    Deelname.VAST: "als vaste deelnemer",
    Deelname.WISSELEND: "als wisselende deelnemer",
    Deelname.FLEXIBEL: "uit de flexibele schil",
    Deelname.INWONER: "om zelf mee te praten",
}


def zin_van_overleg(feit: Overlegfeit, bekend: BekendOverleg) -> str:
    """Say in Dutch what happened with an overleg; its report and reasons are told as they were written."""
    match feit:
        case OverlegGepland() | OverlegVerzet() | OverlegGehouden() | OverlegAfgezegd():
            return _bijeenkomst(feit, bekend)
        case UitnodigingVerstuurd() | KomstBevestigd() | KomstAfgezegd() | UitnodigingIngetrokken():
            return _wie_komt(feit, bekend)
        case AgendapuntToegevoegd():
            return f"Er is een agendapunt bij, voor {WAARVOOR[feit.soort]}."
        case AgendapuntGeschrapt():
            punt_ = hoofdletter(bekend.agendapunt(feit.agendapunt_id))
            return f"{punt_} is van de agenda gehaald. Reden: {punt(feit.reden)}"
        case _:
            assert_never(feit)


def _bijeenkomst(
    feit: OverlegGepland | OverlegVerzet | OverlegGehouden | OverlegAfgezegd, bekend: BekendOverleg
) -> str:
    match feit:
        case OverlegGepland():
            return _gepland(feit)
        case OverlegVerzet():
            return (
                f"Het overleg is verzet naar {tijdstip(feit.begint)}. "
                f"Wie was uitgenodigd, antwoordt opnieuw. Reden: {punt(feit.reden)}"
            )
        case OverlegGehouden():
            wie = opsomming([_aanwezig(een, bekend) for een in feit.aanwezig])
            return (
                f"Het overleg is gehouden, met {wie}. Besproken: {_punten(len(feit.besproken))}. "
                f"Verslag: {punt(feit.verslag)}"
            )
        case OverlegAfgezegd():
            return (
                "Het overleg gaat niet door. Wat op de agenda stond, wacht op een ander overleg. "
                f"Reden: {punt(feit.reden)}"
            )
        case _:
            assert_never(feit)


def _gepland(feit: OverlegGepland) -> str:
    plaats = f" ({feit.plaats})" if feit.plaats else ""
    zin = (
        f"Er is {_SOORT[feit.soort]} gepland op {tijdstip(feit.begint)}, {VORM[feit.vorm]}{plaats}. "
        f"Het duurt {feit.minuten} minuten en er is plaats voor {_punten(feit.capaciteit)}."
    )
    if feit.eigenlijk is None:
        return zin
    feestdag = f" ({feit.feestdag})" if feit.feestdag else ""
    return f"{zin} De gewone dag is {datum(feit.eigenlijk)}, maar dat is een feestdag{feestdag}."


def _wie_komt(
    feit: UitnodigingVerstuurd | KomstBevestigd | KomstAfgezegd | UitnodigingIngetrokken,
    bekend: BekendOverleg,
) -> str:
    wie = bekend.uitgenodigde_vooraan(feit.uitnodiging_id)
    match feit:
        case UitnodigingVerstuurd():
            waarvoor = "het hele overleg"
            if feit.agendapunt_id is not None:
                waarvoor = bekend.agendapunt(feit.agendapunt_id)
            return f"{wie} is uitgenodigd {_DEELNAME[feit.deelname]}, voor {waarvoor}."
        case KomstBevestigd():
            return f"{wie} komt naar het overleg."
        case KomstAfgezegd():
            zin = f"{wie} komt niet naar het overleg. Reden: {punt(feit.reden)}"
            return f"{zin} {feit.vervanger} komt in de plaats." if feit.vervanger else zin
        case UitnodigingIngetrokken():
            aan = bekend.uitgenodigde(feit.uitnodiging_id)
            return f"De uitnodiging aan {aan} is ingetrokken. Reden: {punt(feit.reden)}"
        case _:
            assert_never(feit)


def _aanwezig(een: Aanwezigheid, bekend: BekendOverleg) -> str:
    return f"{bekend.genodigde(een.genodigde)} ({een.minuten} minuten)"


def _punten(aantal: int) -> str:
    return f"{aantal} agendapunt" if aantal == 1 else f"{aantal} agendapunten"
