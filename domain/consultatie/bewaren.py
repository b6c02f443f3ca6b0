"""Holds on the destruction of a consultatie: what is held stays, whatever its term, until the last hold is lifted."""

from domain.casus.bewaren import eis_herziening
from domain.casus.omstandigheden import eis_tekst
from domain.consultatie.commands import HefOpschortingVanConsultatieOp, SchortConsultatieOp
from domain.consultatie.events import (
    Consultatiefeit,
    ConsultatieOpgeschort,
    OpschortingVanConsultatieOpgeheven,
)
from domain.consultatie.omstandigheden import Consultatieomstandigheden, eis_gegevens
from domain.consultatie.state import Consultatie
from domain.weigering import Weigering


def schort_op(
    consultatie: Consultatie, opdracht: SchortConsultatieOp, *, bij: Consultatieomstandigheden
) -> list[Consultatiefeit]:
    """Hold the destruction; several holds may stand beside each other."""
    feit = ConsultatieOpgeschort(opdracht.opschorting_id, opdracht.grond, opdracht.toelichting, opdracht.tot)
    if feit in consultatie.opschortingen:
        return []
    eis_gegevens(consultatie)
    opgeheven = {een.opschorting_id for een in consultatie.opgeheven}
    if opdracht.opschorting_id in opgeheven | {een.opschorting_id for een in consultatie.opschortingen}:
        raise Weigering("Deze opschorting bestaat al, of is al opgeheven. Leg een nieuwe vast.")
    eis_herziening(opdracht.tot, vandaag=bij.vandaag)
    eis_tekst(opdracht.toelichting, "waarom de vernietiging wordt opgeschort")
    return [feit]


def hef_op(consultatie: Consultatie, opdracht: HefOpschortingVanConsultatieOp) -> list[Consultatiefeit]:
    """Lift one hold."""
    feit = OpschortingVanConsultatieOpgeheven(opdracht.opschorting_id, opdracht.reden)
    if feit in consultatie.opgeheven:
        return []
    eis_gegevens(consultatie)
    if all(een.opschorting_id != opdracht.opschorting_id for een in consultatie.opschortingen):
        raise Weigering("Deze opschorting is er niet, of is al opgeheven.")
    eis_tekst(opdracht.reden, "waarom de opschorting wordt opgeheven")
    return [feit]


def eis_niet_opgeschort(consultatie: Consultatie) -> None:
    """Refuse to destroy what is held.

    Raises:
        Weigering: a hold stands.
    """
    if consultatie.opschortingen:
        raise Weigering(
            f"De vernietiging van deze consultatie is opgeschort ({len(consultatie.opschortingen)}). Er wordt niets "
            "vernietigd tot elke opschorting is opgeheven."
        )
