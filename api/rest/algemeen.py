"""Whether the service is well, and what it offers: public, as the newest checkpoint is. All else asks for a token."""

from typing import Annotated, Literal

from fastapi import Depends, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from api.rest.delen import Uit
from api.rest.deur import Deur, deur_van, eis_bekende_vraag
from api.rest.openapi import zoals_gepubliceerd
from api.wegen import Wegen
from infra.logboek.getuigenstand import lees_standen
from infra.logboek.opslag import lees_stand
from infra.standen import stand_van
from infra.tables import op_inzagen

router = Wegen(prefix="/v1", tags=["algemeen"], dependencies=[Depends(eis_bekende_vraag)])


class GezondheidUit(Uit):
    """How the service is."""

    stand: Literal["gezond", "gestoord"]


@router.get("/gezondheid", summary="Vragen of de dienst werkt")
def lees_gezondheid(deur: Annotated[Deur, Depends(deur_van)]) -> GezondheidUit:
    """Vraag of de dienst en de database werken.

    Gestoord: een lijst, het logboek of het register van vernietigingen loopt niet meer bij.
    """
    with deur.dienst.engine.connect() as verbinding:
        gestopt = any(fout is not None for _, _, fout in stand_van(verbinding))
        gestopt = gestopt or lees_stand(verbinding).fout is not None
    with op_inzagen(deur.dienst.engine).connect() as verbinding:
        gestopt = gestopt or lees_stand(verbinding).fout is not None
    for eigen in (deur.dienst.settings, deur.dienst.settings.van_inzagen):
        gestopt = gestopt or any(stand.tegenspraak for stand in lees_standen(eigen.logboekmap).values())
    gestopt = gestopt or deur.dienst.registerhouder.achter
    return GezondheidUit(stand="gestoord" if gestopt else "gezond")


class LevendUit(Uit):
    """That the process is there."""

    stand: Literal["levend"]


class GereedUit(Uit):
    """That requests can be answered."""

    stand: Literal["gereed"]


@router.get("/gezondheid/levend", summary="Vragen of de dienst draait")
async def lees_levend() -> LevendUit:
    """Vraag of het proces draait, ook als de database weg is. Alleen als dit uitblijft, helpt opnieuw starten."""
    return LevendUit(stand="levend")


@router.get("/gezondheid/gereed", summary="Vragen of de dienst verzoeken aankan")
def lees_gereed(deur: Annotated[Deur, Depends(deur_van)]) -> GereedUit:
    """Vraag of de dienst nu verzoeken aankan. Is de database weg, dan is het antwoord 503."""
    with deur.dienst.engine.connect() as verbinding:
        verbinding.execute(text("SELECT"))
    return GereedUit(stand="gereed")


@router.get("/openapi.json", include_in_schema=False)
def lees_openapi(request: Request) -> JSONResponse:
    """Give the description of all routes, also to pages of other sites. Making it the first time takes a second."""
    return JSONResponse(
        zoals_gepubliceerd(request.app.openapi()), headers={"Access-Control-Allow-Origin": "*"}
    )
