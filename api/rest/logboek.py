"""The logboek and the read log at the door: the newest checkpoint for all, proofs for who checks.

As text, in the forms of C2SP; each log has an address of its own, as an existing client of such logs expects.
"""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import PlainTextResponse

from api.rechten import Recht
from api.rest.deur import Deur, Mag, deur_van, eis_bekende_vraag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from infra.logboek.bewijzen import Bewijzen
from infra.logboek.blad import HOOGSTE

router = Wegen(prefix="/v1/logboek", tags=["logboek"], default_response_class=PlainTextResponse)
van_inzagen = Wegen(prefix="/v1/inzagelogboek", tags=["logboek"], default_response_class=PlainTextResponse)

Positie = Annotated[
    int, Query(ge=1, le=HOOGSTE, description="De positie van de gebeurtenis of regel in het geheel, vanaf 1.")
]
Van = Annotated[int, Query(ge=0, le=HOOGSTE, description="De grootte van het oude checkpoint.")]
Tot = Annotated[int, Query(ge=0, le=HOOGSTE, description="De grootte van het nieuwe checkpoint.")]
Aandeur = Annotated[Deur, Depends(deur_van)]
Bewijslezer = Annotated[Toegang, Mag(Recht.LOGBOEKBEWIJZEN, doel="controle")]

VRIJ = [Depends(eis_bekende_vraag)]


@router.get("/checkpoint", summary="Het nieuwste checkpoint lezen", dependencies=VRIJ)
def lees_checkpoint(deur: Aandeur) -> PlainTextResponse:
    """Lees het nieuwste ondertekende checkpoint van het logboek, als signed note (C2SP tlog-checkpoint)."""
    return PlainTextResponse(deur.dienst.bewijzen.checkpoint())


@router.get("/bewijzen/inclusie", summary="Bewijzen dat een gebeurtenis in het logboek staat")
def lees_inclusie(positie: Positie, toegang: Bewijslezer) -> PlainTextResponse:
    """Bewijs dat een gebeurtenis in het nieuwste checkpoint staat, als bestand in de vorm van C2SP tlog-proof."""
    return _bestand(toegang.dienst.bewijzen, positie)


@router.get("/bewijzen/consistentie", summary="Bewijzen dat het logboek alleen groeide")
def lees_consistentie(van: Van, tot: Tot, toegang: Bewijslezer) -> PlainTextResponse:
    """Bewijs dat een oud checkpoint het begin is van een nieuwer: op elke regel een hash in base64."""
    return PlainTextResponse(toegang.dienst.bewijzen.consistentie(van, tot))


@van_inzagen.get(
    "/checkpoint", summary="Het nieuwste checkpoint van het inzagelogboek lezen", dependencies=VRIJ
)
def lees_inzagecheckpoint(deur: Aandeur) -> PlainTextResponse:
    """Lees het nieuwste ondertekende checkpoint van het inzagelogboek, als signed note (C2SP tlog-checkpoint)."""
    return PlainTextResponse(deur.dienst.inzagebewijzen.checkpoint())


@van_inzagen.get("/bewijzen/inclusie", summary="Bewijzen dat een inzage in het inzagelogboek staat")
def lees_inzage_inclusie(positie: Positie, toegang: Bewijslezer) -> PlainTextResponse:
    """Bewijs dat een regel in het nieuwste checkpoint staat, als bestand in de vorm van C2SP tlog-proof."""
    return _bestand(toegang.dienst.inzagebewijzen, positie)


@van_inzagen.get("/bewijzen/consistentie", summary="Bewijzen dat het inzagelogboek alleen groeide")
def lees_inzage_consistentie(van: Van, tot: Tot, toegang: Bewijslezer) -> PlainTextResponse:
    """Bewijs dat een oud checkpoint het begin is van een nieuwer: op elke regel een hash in base64."""
    return PlainTextResponse(toegang.dienst.inzagebewijzen.consistentie(van, tot))


def _bestand(bewijzen: Bewijzen, positie: int) -> PlainTextResponse:
    return PlainTextResponse(
        bewijzen.inclusie(positie),
        headers={"Content-Disposition": f'attachment; filename="{positie}.tlog-proof"'},
    )
