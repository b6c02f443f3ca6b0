"""What happened with a vernietigingslijst, told: in which role, or by the service itself."""

from dataclasses import replace
from typing import cast

from pydantic import Field

from api.rest.delen import Uit, UtcTijdstip
from api.uitvoerder import deed_de_dienst, is_de_dienst
from domain.historie import Opgetekend
from domain.rollen import Rol
from domain.vernietigingslijst.events import Lijstfeit, UitvoeringBegonnen
from projections.zinnen.vernietigingslijst import zin_van_lijst


class LijststapUit(Uit):
    """What happened with the list."""

    op: UtcTijdstip
    rol: Rol
    door_dienst: bool = Field(description="Deed de dienst dit zelf? Dan deed niemand met deze rol het.")
    naam: str
    zin: str


def stap_uit(opgetekend: Opgetekend) -> LijststapUit:
    """One step of the history of a list."""
    # Nothing of a list is ever destroyed, so all that is read back is a fact.
    feit = cast("Lijstfeit", opgetekend.gebeurtenis)
    envelop = opgetekend.envelop
    if isinstance(feit, UitvoeringBegonnen) and is_de_dienst(feit.uitgevoerd_door):
        feit = replace(feit, uitgevoerd_door="De dienst")
    return LijststapUit(
        op=envelop.op,
        rol=envelop.rol,
        door_dienst=deed_de_dienst(envelop.wie, envelop.rol),
        naam=opgetekend.naam,
        zin=zin_van_lijst(feit, op=envelop.op),
    )
