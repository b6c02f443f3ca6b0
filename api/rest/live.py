"""The route on which a client waits for changes of its lists, as server-sent events. Docstrings are for users."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Header, Request, Response
from starlette.responses import StreamingResponse

from api.bereik import beperking
from api.omroep import Deel, Luisteraar, Omroep
from api.rechten import GeenRecht, Recht
from api.rest.delen import VanTafel
from api.rest.deur import Mag, is_er_nog
from api.rest.toegang import Toegang
from api.wegen import Wegen
from projections.veranderingen import Lijst

router = Wegen(prefix="/v1", tags=["weergaven"])

STROOM = "text/event-stream"
HARTSLAG = 15.0
"""Seconds after which a sign of life is sent, and it is seen whether who waits may still be there, silent or not."""

NODIG = {
    Lijst.TRIAGELIJST: Recht.TRIAGELIJST,
    Lijst.MONITORING: Recht.MONITORING,
    Lijst.WERKVOORRAAD: Recht.WERKVOORRAAD,
    Lijst.CONSULTATIES: Recht.CONSULTATIE_LEZEN,
    Lijst.OVERLEGGEN: Recht.OVERLEG_LEZEN,
}
"""Nobody hears of a list that the same person may not read."""

GEBEURTENIS: dict[str, Any] = {
    "type": "object",
    "description": "Eén gebeurtenis: de regels 'id', 'event' en 'data'.",
    "required": ["id", "event", "data"],
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]{1,18}$", "description": "Tot hier hebt u alles gehoord."},
        "event": {
            "type": "string",
            "enum": ["stand", "verandering"],
            "description": "Hoe het nu staat, of dat er iets veranderde.",
        },
        "data": {"type": "string", "description": "JSON. Bij een verandering: 'lijsten', met hun namen."},
    },
    "example": {"id": "4711", "event": "verandering", "data": '{"lijsten": ["triagelijst"]}'},
}
"""What stands in the stream, one after another: OpenAPI 3.1 describes a row of events by one of them."""


@router.get(
    "/veranderingen",
    summary="Wachten tot een lijst verandert",
    response_class=Response,
    responses={
        200: {
            "description": "Gebeurtenissen (server-sent events), zolang u luistert.",
            "content": {STROOM: {"schema": GEBEURTENIS}},
        }
    },
)
async def volg_veranderingen(
    request: Request,
    toegang: Annotated[Toegang, Mag(Recht.TAFELS, doel="raadpleging")],
    tafel: VanTafel,
    gezien: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            pattern=r"^[0-9]{1,18}$",
            description="De id van wat u het laatst ontving. Is er daarna iets veranderd, dan hoort u dat meteen.",
            examples=["4711"],
        ),
    ] = None,
) -> Response:
    """Blijf luisteren en hoor welke van uw lijsten van een tafel veranderden. Haal die dan opnieuw op.

    Eerst komt 'stand', daarna 'verandering' met de namen van de lijsten. Wat er veranderde en bij wie, staat er niet
    in. U hoort alleen over wat u zelf in die lijsten kunt zien. Elke 15 seconden komt er een teken van leven. De
    verbinding eindigt als uw token of sessie eindigt; verbind dan opnieuw, met de laatste id. Vraagt u niet om
    'text/event-stream', dan krijgt u alleen het eerste bericht.
    """
    bij = toegang.tafel(tafel)
    omroep: Omroep = request.app.state.omroep
    lijsten = [lijst for lijst, recht in NODIG.items() if toegang.gebruiker.mag(recht)]
    if not lijsten:
        raise GeenRecht
    delen = [Deel(lijst, bij.id, beperking(toegang.gebruiker)) for lijst in lijsten]
    blijft = STROOM in request.headers.get("Accept", "").lower()
    wie = (toegang.gebruiker.wie.organisatie, toegang.gebruiker.wie.id)
    wachten = omroep.luister(wie, delen, na=None if gezien is None else int(gezien))
    # Before the answer begins, so that who waits too often hears it as a problem.
    luisteraar = wachten.__enter__()

    async def stroom() -> AsyncIterator[str]:
        try:
            async for tekst in _teksten(request, luisteraar, blijft=blijft):
                yield tekst
        finally:
            wachten.__exit__(None, None, None)

    return StreamingResponse(stroom(), media_type=STROOM, headers={"X-Accel-Buffering": "no"})


async def _teksten(request: Request, luisteraar: Luisteraar, *, blijft: bool) -> AsyncIterator[str]:
    """What is sent, until the client or the service goes, or who asks may not be there any more."""
    yield "retry: 3000\n\n"
    begonnen, tijd = False, asyncio.get_running_loop().time
    # Not anew at each change: in a busy list nobody would ever be looked at again.
    uiterlijk = tijd() + HARTSLAG
    while not luisteraar.klaar:
        try:
            async with asyncio.timeout_at(uiterlijk):
                await luisteraar.bel.wait()
        except TimeoutError:
            if not await is_er_nog(request):
                return
            uiterlijk = tijd() + HARTSLAG
            yield ": nog hier\n\n"
            continue
        luisteraar.bel.clear()
        if luisteraar.veranderd:
            lijsten, luisteraar.veranderd = sorted(luisteraar.veranderd), set()
            yield _bericht("verandering", luisteraar.positie, {"lijsten": lijsten})
        elif not begonnen and luisteraar.positie is not None:
            yield _bericht("stand", luisteraar.positie, {})
        begonnen = True
        if not blijft:
            return


def _bericht(soort: str, positie: int | None, inhoud: dict[str, object]) -> str:
    return f"id: {positie or 0}\nevent: {soort}\ndata: {json.dumps(inhoud)}\n\n"
