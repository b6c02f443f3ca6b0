"""What is shown in place of what an organisation brought in, to whom it is not for by its condition (WGS 2.29(3)).

What an organisation brought in is what goes when its contribution is destroyed: what it told in a melding or at the
table, and what its people recorded of progress and in an analysis. Who a case is about stays readable: that is not
what the organisation told. The auditor reads content for a purpose on record alone, to see whether the work was
lawful, so a condition does not stand in the way of that.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from api.bereik import Gebruiker
from domain.bewaring import Vernietigd
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    GegevensGerectificeerd,
    GezagBeoordeeld,
    ICOGehouden,
    VerklarendeAnalyseOpgeleverd,
    VoortgangVastgelegd,
    VoorwaardeGesteld,
)
from domain.casus.waarden import Betrokkene, Inbreng, Voorwaardesoort
from domain.historie import Ookfeit, Opgetekend
from domain.rollen import Rol

VOORWAARDE = "(niet voor uw rol: dat is een voorwaarde van wie dit inbracht)"
"""Stands for what is kept and not shown."""


def verborgen_voor(gebruiker: Gebruiker, voorwaarden: Iterable[VoorwaardeGesteld]) -> frozenset[str]:
    """The organisations whose contribution this person may not read, by the conditions that hold now."""
    wie = gebruiker.wie
    if wie.rol is Rol.AUDITOR:
        return frozenset()
    return frozenset(
        een.organisatie
        for een in voorwaarden
        if een.voorwaarde is Voorwaardesoort.ALLEEN_ROLLEN
        and wie.rol not in een.rollen
        and een.organisatie != wie.organisatie
    )


def zonder_inbreng(opgetekend: Opgetekend, van: Collection[str]) -> Opgetekend:
    """The same fact, without what these organisations told in it."""
    door_hen = opgetekend.envelop.organisatie in van
    return replace(opgetekend, gebeurtenis=_zonder(opgetekend.gebeurtenis, van, door_hen=door_hen))


def _zonder(feit: Ookfeit | Vernietigd, van: Collection[str], *, door_hen: bool) -> Ookfeit | Vernietigd:
    match feit:
        case Aangemeld() | AanmeldingAangevuld() if feit.organisatie in van:
            return replace(
                feit,
                betrokkenen=tuple(_kaal(mens) for mens in feit.betrokkenen),
                leefgebieden=(),
                criteria=tuple(replace(een, feiten=VOORWAARDE) for een in feit.criteria),
                reguliere_routes=VOORWAARDE if feit.reguliere_routes else None,
            )
        case ICOGehouden() | GegevensGerectificeerd():
            # What was told of somebody whose data were put right stands with that, in the same words.
            return replace(feit, inbreng=tuple(_stil(deel, van) for deel in feit.inbreng))
        case VoortgangVastgelegd() if door_hen:
            return replace(feit, tekst=VOORWAARDE)
        case VerklarendeAnalyseOpgeleverd() if door_hen:
            return replace(feit, uitkomst=VOORWAARDE)
        case GezagBeoordeeld() if door_hen:
            return replace(feit, toelichting=VOORWAARDE)
        case _:
            return feit


def _stil(deel: Inbreng, van: Collection[str]) -> Inbreng:
    return replace(deel, tekst=VOORWAARDE) if deel.organisatie in van else deel


def _kaal(mens: Betrokkene) -> Betrokkene:
    return replace(mens, toelichting=VOORWAARDE if mens.toelichting else None)
