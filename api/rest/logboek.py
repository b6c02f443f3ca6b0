"""The logboek at the door: its newest checkpoint for all, its proofs for who checks. As text, in the forms of C2SP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import PlainTextResponse

from api.rechten import Recht
from api.rest.toegang import Deur, Mag, Toegang, deur_van, eis_bekende_vraag
from infra.logboek.blad import HOOGSTE

router = APIRouter(prefix="/v1/logboek", tags=["logboek"], default_response_class=PlainTextResponse)

Positie = Annotated[
    int, Query(ge=1, le=HOOGSTE, description="De positie van de gebeurtenis in het geheel, vanaf 1.")
]
Van = Annotated[int, Query(ge=0, le=HOOGSTE, description="De grootte van het oude checkpoint.")]
Tot = Annotated[int, Query(ge=0, le=HOOGSTE, description="De grootte van het nieuwe checkpoint.")]


@router.get(
    "/checkpoint",
    summary="Het nieuwste checkpoint lezen",
    dependencies=[Depends(eis_bekende_vraag)],
)
def lees_checkpoint(deur: Annotated[Deur, Depends(deur_van)]) -> PlainTextResponse:
    """Lees het nieuwste ondertekende checkpoint van het logboek, als signed note (C2SP tlog-checkpoint)."""
    return PlainTextResponse(deur.dienst.bewijzen.checkpoint())


@router.get("/bewijzen/inclusie", summary="Bewijzen dat een gebeurtenis in het logboek staat")
def lees_inclusie(
    positie: Positie, toegang: Annotated[Toegang, Mag(Recht.LOGBOEKBEWIJZEN, doel="controle")]
) -> PlainTextResponse:
    """Bewijs dat een gebeurtenis in het nieuwste checkpoint staat, als bestand in de vorm van C2SP tlog-proof."""
    return PlainTextResponse(
        toegang.dienst.bewijzen.inclusie(positie),
        headers={"Content-Disposition": f'attachment; filename="{positie}.tlog-proof"'},
    )


@router.get("/bewijzen/consistentie", summary="Bewijzen dat het logboek alleen groeide")
def lees_consistentie(
    van: Van, tot: Tot, toegang: Annotated[Toegang, Mag(Recht.LOGBOEKBEWIJZEN, doel="controle")]
) -> PlainTextResponse:
    """Bewijs dat een oud checkpoint het begin is van een nieuwer: op elke regel een hash in base64."""
    return PlainTextResponse(toegang.dienst.bewijzen.consistentie(van, tot))
