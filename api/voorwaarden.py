"""What is shown in place of what an organisation brought in, to whom it is not for by its condition (WGS 2.29(3)).

Who a case is about stays readable: that is not what the organisation told. The auditor reads content for a purpose on
record alone, to see whether the work was lawful, so a condition does not stand in the way of that.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar, cast

from api.bereik import Gebruiker
from domain.casus.events import Aangemeld, AanmeldingAangevuld, ICOGehouden
from domain.casus.state import Casus
from domain.casus.waarden import Betrokkene, Voorwaardesoort
from domain.rollen import Rol

T = TypeVar("T")

VOORWAARDE = "(niet voor uw rol: dat is een voorwaarde van wie dit inbracht)"
"""Stands for what is kept and not shown."""


def verborgen_voor(gebruiker: Gebruiker, casus: Casus) -> frozenset[str]:
    """The organisations whose contribution this person may not read, by the conditions that hold now."""
    wie = gebruiker.wie
    if wie.rol is Rol.AUDITOR:
        return frozenset()
    gesteld = casus.met_voorwaarde(Voorwaardesoort.ALLEEN_ROLLEN)
    return frozenset(
        een.organisatie for een in gesteld if wie.rol not in een.rollen and een.organisatie != wie.organisatie
    )


def zonder_inbreng(feit: T, van: Collection[str]) -> T:
    """The same fact, without what these organisations told in it."""
    match feit:
        case Aangemeld() | AanmeldingAangevuld() if feit.organisatie in van:
            return cast(
                "T",
                replace(
                    feit,
                    betrokkenen=tuple(_kaal(mens) for mens in feit.betrokkenen),
                    criteria=tuple(replace(een, feiten=VOORWAARDE) for een in feit.criteria),
                    reguliere_routes=VOORWAARDE if feit.reguliere_routes else None,
                ),
            )
        case ICOGehouden():
            inbreng = tuple(
                replace(deel, tekst=VOORWAARDE) if deel.organisatie in van else deel for deel in feit.inbreng
            )
            return cast("T", replace(feit, inbreng=inbreng))
        case _:
            return feit


def _kaal(mens: Betrokkene) -> Betrokkene:
    return replace(mens, toelichting=VOORWAARDE if mens.toelichting else None)
