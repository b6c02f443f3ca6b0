"""The route that shows who may do what, as it is in force; docstrings are for users."""

from typing import Annotated

from pydantic import Field

from api.rechten import Recht
from api.rest.delen import Uit
from api.rest.deur import Mag
from api.rest.tafeluit import BronUit
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.rollen import Rol
from infra.inzage.regel import Inzagegrond
from infra.rechten import Bereik, Hoogte, Houder, Namens, Over, Zicht, rechttabel

router = Wegen(prefix="/v1", tags=["rechten"])


class RolUit(Uit):
    """How far a role reaches."""

    rol: Rol
    bereik: Bereik = Field(description="Welke casussen van de eigen tafels.")
    ziet: list[Zicht] = Field(description="Wat deze rol daarvan ziet.")
    gronden: list[Inzagegrond] = Field(description="Waarvoor deze rol een inzagedoel kan vastleggen.")
    namens: Namens = Field(description="Voor wie deze rol iets kan vastleggen.")
    bron: BronUit


class RechtregelUit(Uit):
    """A right, and who has it."""

    recht: Recht = Field(description="Wat u ermee kunt.")
    code: str = Field(description="Zo heet het recht in een toekenning aan een systeem.")
    rollen: list[Rol]
    over: Over = Field(description="Over wie het antwoord gaat.")
    aanmelding: Hoogte = Field(description="'hoog': u moet hiervoor net opnieuw zijn ingelogd.")
    open_voor: list[Houder] = Field(description="Of een systeem dit recht kan krijgen.")
    van_u: bool = Field(description="Of u dit nu mag.")


class WieMagWatUit(Uit):
    """The whole table."""

    rollen: list[RolUit]
    rechten: list[RechtregelUit]


@router.get("/rechten", summary="Bekijken wie wat mag")
def lees_rechten(toegang: Annotated[Toegang, Mag(Recht.RECHTEN_LEZEN, doel="raadpleging")]) -> WieMagWatUit:
    """Bekijk wat elke rol mag en ziet, zoals het nu geldt, en wat u daarvan mag."""
    tabel = rechttabel()
    return WieMagWatUit(
        rollen=[RolUit.model_validate(regel) for regel in tabel.rollen.values()],
        rechten=[
            RechtregelUit(
                recht=regel.recht,
                code=regel.code,
                rollen=list(regel.rollen),
                over=regel.over,
                aanmelding=regel.aanmelding,
                open_voor=list(regel.open_voor),
                van_u=toegang.gebruiker.mag(regel.recht),
            )
            for regel in tabel.rechten.values()
        ],
    )
