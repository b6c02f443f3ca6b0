"""Sentences of the agenda, as the casus tells them: where it stands, and what was discussed."""

from typing import assert_never

from domain.casus.events import (
    AgendapuntBesproken,
    Geagendeerd,
    HeragenderingVoorgesteld,
    OpAgendaGezet,
    VanAgendaGehaald,
)
from projections.dagen import datum, tijdstip
from projections.woorden import WAARVOOR, Bekend, opsomming, punt


def van_heragendering(feit: HeragenderingVoorgesteld | Geagendeerd) -> str:
    """Say who wants the case back on the agenda, or that both regisseurs do."""
    match feit:
        case HeragenderingVoorgesteld():
            return (
                f"De {feit.door} stelt voor om de casus op {datum(feit.datum)} opnieuw te bespreken. "
                f"Reden: {punt(feit.reden)}"
            )
        case Geagendeerd():
            return (
                f"De casus staat op de agenda van {datum(feit.datum)}. Dat besloten de procesregisseur "
                f"({feit.procesregisseur}) en de casusregisseur ({feit.casusregisseur}) samen. "
                f"Reden: {punt(feit.reden)}"
            )
        case _:
            assert_never(feit)


def van_agenda(feit: OpAgendaGezet | VanAgendaGehaald | AgendapuntBesproken, bekend: Bekend) -> str:
    """Say on which agenda the case came, that it left it, or what was said of it there."""
    match feit:
        case OpAgendaGezet():
            return (
                f"De casus staat voor {WAARVOOR[feit.soort]} op de agenda van het overleg van "
                f"{tijdstip(feit.begint)}."
            )
        case VanAgendaGehaald():
            overleg = bekend.overleg(feit.agendapunt_id)
            return f"De casus is van de agenda van {overleg} gehaald. Reden: {punt(feit.reden)}"
        case AgendapuntBesproken():
            wie = opsomming([bekend.genodigde(code) for code in feit.aanwezig])
            return (
                f"De casus is besproken in het overleg van {datum(feit.besproken_op)}, met {wie}. "
                f"Verslag: {punt(feit.verslag)}"
            )
        case _:
            assert_never(feit)
