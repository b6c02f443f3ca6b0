"""Sentences of the triage, and of where a case goes from it."""

from typing import assert_never

from domain.casus.events import BijMonitorGemeld, Doorgegeven, Getrieerd, SamenloopGeraadpleegd
from domain.casus.waarden import Uitkomst
from projections.dagen import datum
from projections.woorden import Bekend, opsomming, punt


def van_triage(
    feit: Getrieerd | SamenloopGeraadpleegd | Doorgegeven | BijMonitorGemeld, bekend: Bekend
) -> str:
    """Say what triage found, and what followed from it."""
    match feit:
        case Getrieerd():
            return _weging(feit, bekend)
        case SamenloopGeraadpleegd():
            return _samenloop(feit, bekend)
        case Doorgegeven():
            niet = feit.niet_meegegeven
            return (
                f"De casus is doorgegeven aan {bekend.tafel(feit.naar)}, met nummer {feit.casusnummer}. "
                f"Meegegeven: {opsomming(feit.meegegeven) or 'niets'}. "
                f"Niet meegegeven: {opsomming(niet) or 'niets'}."
            )
        case BijMonitorGemeld():
            return (
                f"De casus is op {datum(feit.gemeld_op)} gemeld bij de landelijke monitor, onder "
                f"cliëntnummer {feit.clientnummer}. Versie van onze kolommen: {feit.kolommen}."
            )
        case _:
            assert_never(feit)


def _samenloop(feit: SamenloopGeraadpleegd, bekend: Bekend) -> str:
    """Say hit or no hit, and whom to call: nothing else was asked, so nothing else is known."""
    vraag = (
        f"Op {datum(feit.geraadpleegd_op)} is gekeken of andere tafels in de regio "
        f"{bekend.mens(feit.persoon_id)} kennen."
    )
    if not feit.treffers:
        return f"{vraag} Er is geen lopende casus bij een andere tafel gevonden."
    tafels = opsomming([f"{bekend.tafel(een.tafel)} (contact: {een.contact})" for een in feit.treffers])
    return f"{vraag} Er loopt een casus bij {tafels}."


def _weging(feit: Getrieerd, bekend: Bekend) -> str:
    oordelen = opsomming(
        [f"{oordeel.criterium} {oordeel.oordeel.replace('-', ' ')}" for oordeel in feit.oordelen]
    )
    return (
        f"{_uitkomst(feit, bekend)} Motivering: {punt(feit.motivering)} Criteria: {oordelen}. "
        f"Gewogen door {opsomming([bekend.organisatie(weger) for weger in feit.wegers])}."
    )


def _uitkomst(feit: Getrieerd, bekend: Bekend) -> str:
    match feit.uitkomst:
        case Uitkomst.ICO:
            return "De triage neemt de casus op: er komt een ICO."
        case Uitkomst.ADVIES:
            return "De triage geeft de melder advies; de casus is niet opgenomen."
        case Uitkomst.DOORVERWEZEN:
            naar = bekend.bestemming(feit.doorverwezen_naar or "elders")
            return f"De triage verwijst door naar {naar}; de casus is niet opgenomen."
        case Uitkomst.AANGEHOUDEN:
            tot = f" tot de triage van {datum(feit.terug_op)}" if feit.terug_op else ""
            return f"De triage houdt de casus aan{tot}."
        case Uitkomst.AFGEWEZEN:
            return "De triage wijst de casus af."
        case _:
            assert_never(feit.uitkomst)
