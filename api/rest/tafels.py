"""Routes that show the tables, the regions and the questions, each rule with its source; docstrings are for users."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Path, Query

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.delen import TafelId, Uit
from api.rest.deur import Mag
from api.rest.deurfouten import OnbekendeRegio
from api.rest.regiouit import RegioKort, RegiosUit, RegioUit, tafels_van
from api.rest.tafeluit import BronUit, TafelKort, TafelsUit, TafelUit
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.tafels import Regio
from infra.definitions import Definities

router = Wegen(prefix="/v1", tags=["tafels"])

Bekijker = Annotated[Toegang, Mag(Recht.TAFELS, doel="raadpleging")]
RegioCode = Annotated[Code, Path(alias="regioCode", description="De code van de regio.")]
VanRegio = Annotated[
    Code | None, Query(description="De code van een regio, zoals 'westfriesland'. Zonder: alle regio's.")
]


class KenmerkUit(Uit):
    """A question of the wegwijzer."""

    code: str
    vraag: str
    bron: BronUit


class KenmerkenUit(Uit):
    """All questions of the wegwijzer."""

    regels: list[KenmerkUit]


@router.get("/tafels", summary="De tafels bekijken")
def lees_tafels(toegang: Bekijker, regio: VanRegio = None) -> TafelsUit:
    """Bekijk welke tafels er zijn, in alle regio's of in één regio."""
    definities = toegang.dienst.definities
    tafels: Iterable[object] = definities.tafels.values()
    if regio is not None:
        tafels = tafels_van(_regio(regio, definities), definities)
    return TafelsUit(regels=[TafelKort.model_validate(tafel) for tafel in tafels])


@router.get("/tafels/{tafelId}", summary="Een tafel bekijken")
def lees_tafel(tafel_id: TafelId, toegang: Bekijker) -> TafelUit:
    """Bekijk alle regels van een tafel, elk met de bron, en hoe lang gegevens er mogen blijven."""
    shell = toegang.dienst.shell
    tafel = shell.tafel(tafel_id)
    return TafelUit.van(tafel, shell.protocollen.geldend(tafel.regime))


@router.get("/regios", summary="De regio's bekijken")
def lees_regios(toegang: Bekijker) -> RegiosUit:
    """Bekijk welke regio's er zijn."""
    regios = toegang.dienst.definities.regios.values()
    return RegiosUit(regels=[RegioKort.model_validate(regio) for regio in regios])


@router.get("/regios/{regioCode}", summary="Een regio bekijken")
def lees_regio(regio_code: RegioCode, toegang: Bekijker) -> RegioUit:
    """Bekijk wat voor een hele regio geldt: de route bij een crisis, gemeenten, scenario's en andere overleggen."""
    definities = toegang.dienst.definities
    return RegioUit.van(_regio(regio_code, definities), definities)


@router.get("/kenmerken", summary="De vragen van de wegwijzer bekijken")
def lees_kenmerken(toegang: Bekijker) -> KenmerkenUit:
    """Bekijk welke vragen de wegwijzer kan stellen. De code van een vraag is het kenmerk."""
    kenmerken = toegang.dienst.definities.kenmerken.values()
    return KenmerkenUit(regels=[KenmerkUit.model_validate(kenmerk) for kenmerk in kenmerken])


def _regio(code: str, definities: Definities) -> Regio:
    """One region.

    Raises:
        OnbekendeRegio: there is none with this code.
    """
    regio = definities.regios.get(code)
    if regio is None:
        raise OnbekendeRegio
    return regio
