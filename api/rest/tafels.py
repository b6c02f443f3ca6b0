"""Routes that show the tables, each rule with its source. Docstrings of routes are for users."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.rechten import Recht
from api.rest.delen import TafelId, Uit
from api.rest.toegang import Mag, Toegang
from domain.privacyprotocol import Anker, Bewaarregel, Privacyprotocol
from domain.tafels import Zekerheid

router = APIRouter(prefix="/v1", tags=["tafels"])

Bekijker = Annotated[Toegang, Mag(Recht.TAFELS, doel="raadpleging")]


class BronUit(Uit):
    """Where a rule comes from."""

    document: str
    paragraaf: str
    zekerheid: Zekerheid


class KeuzeUit(Uit):
    """A word of a closed list."""

    code: str
    naam: str
    bron: BronUit


class CriteriumUit(Uit):
    """A criterion."""

    code: str
    groep: str
    tekst: str
    bron: BronUit


class TriageritmeUit(Uit):
    """When the triage is; Monday is 0."""

    weekdag: int
    bron: BronUit


class BewaarregelUit(Uit):
    """How long data may stay, and why."""

    code: str = Field(description="De naam van de regel, zoals die bij een casus staat: 'zvh/1/plafond'.")
    vanaf: Anker = Field(description="Waar de termijn begint te lopen.")
    jaren: int = Field(description="Hoeveel jaar de termijn duurt.")
    dagen: int = Field(description="Hoeveel dagen daar nog bij komen.")
    grond: str
    bron: str = Field(description="Het artikel waar de regel staat.")

    @classmethod
    def van(cls, protocol: Privacyprotocol, regel: Bewaarregel) -> "BewaarregelUit":
        """The rule under the name by which facts record it."""
        code = f"{protocol.regime}/{protocol.versie}/{regel.code}"
        return cls.model_validate({**vars(regel), "code": code, "vanaf": regel.anker})


class PrivacyprotocolUit(Uit):
    """The rules on how long data may stay."""

    regime: str
    versie: int
    regels: list[BewaarregelUit]

    @classmethod
    def van(cls, protocol: Privacyprotocol) -> "PrivacyprotocolUit":
        """All its rules."""
        regels = [BewaarregelUit.van(protocol, regel) for regel in (protocol.plafond, protocol.na_afwijzing)]
        return cls(regime=protocol.regime, versie=protocol.versie, regels=regels)


class TafelKort(Uit):
    """A table by its name."""

    id: str
    versie: int
    regio: str
    naam: str


class TafelsUit(Uit):
    """All tables."""

    regels: list[TafelKort]


class TafelUit(TafelKort):
    """A table with its rules."""

    regime: str
    crisisroute: str
    via_wie: str
    triage: TriageritmeUit
    gemeenten: list[KeuzeUit]
    aanmelders: list[KeuzeUit]
    aanpakken: list[KeuzeUit]
    leefgebieden: list[KeuzeUit]
    criteria: list[CriteriumUit]
    grondslagen: list[KeuzeUit]
    toestemmingsdoelen: list[KeuzeUit]
    toestemming_vereist: list[str]
    beroepsgeheim: str
    opschalen: list[KeuzeUit]
    afschalen: list[KeuzeUit]
    privacyprotocol: PrivacyprotocolUit = Field(description="Hoe lang gegevens mogen blijven.")


@router.get("/tafels", summary="De tafels bekijken")
def lees_tafels(toegang: Bekijker) -> TafelsUit:
    """Bekijk welke tafels er zijn."""
    tafels = toegang.dienst.definities.tafels
    return TafelsUit(regels=[TafelKort.model_validate(tafels[naam]) for naam in sorted(tafels)])


@router.get("/tafels/{tafelId}", summary="Een tafel bekijken")  # noqa: FAST003 the alias is in the type
def lees_tafel(tafel_id: TafelId, toegang: Bekijker) -> TafelUit:
    """Bekijk de regels van een tafel, elk met de bron, en hoe lang gegevens er mogen blijven."""
    tafel = toegang.dienst.shell.tafel(tafel_id)
    protocol = PrivacyprotocolUit.van(toegang.dienst.definities.protocollen[tafel.regime])
    return TafelUit.model_validate({**vars(tafel), "privacyprotocol": protocol})
