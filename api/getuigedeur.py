"""The door of a witness: ``POST <prefix>/add-checkpoint`` of C2SP tlog-witness, and nothing else.

Whoever can reach it may ask; the signature on the checkpoint is the sign-in. A proxy in front of it does TLS, and
keeps off who opens connections without end. What the specification (c2sp.org/tlog-witness) does not speak of: a body
of more than 256 KiB is 413, one that is not there after 10 seconds 408, a memory that cannot be trusted 503, each with
a sentence in plain text; a 200 is plain text too. Connections stay open for a next request, as it asks.

Of each request one line goes to the log, without the body and without who asked. Where a log contradicts what was
seen, or the memory cannot be trusted, the line says so, as a warning.
"""

import asyncio
import socket
import time
from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.luisteren import LAATSTE_VERZOEKEN
from infra.logboek.getuige import TEKST, Antwoord
from infra.logboek.getuigemap import Getuigemap, spreekt_tegen
from infra.logboek.sleutels import Tekensleutel

log = structlog.get_logger()

GROOTSTE_VERZOEK = 256 * 1024
"""In bytes: 63 hashes, and a checkpoint with more signatures than anybody gathers."""

MEESTE_OM_TE_HOREN = 4 * 1024 * 1024
"""In bytes: of a body that is larger the rest is not even listened to."""

LANGSTE_WACHT = 10.0
"""Seconds in which a body has to be there."""

MEESTE_TEGELIJK = 100
"""Connections beyond this are answered with 503 by the server."""

LANGSTE_PAD = 200
"""How many characters of a path stand in the log."""


def maak_deur(
    map_: Getuigemap, sleutel: Tekensleutel, *, prefix: str, wacht: float = LANGSTE_WACHT
) -> ASGIApp:
    """Make the door of this witness under a path, such as ``/getuige``, or under none; ``wacht`` is in seconds."""

    async def add_checkpoint(verzoek: Request) -> Response:
        try:
            async with asyncio.timeout(wacht):
                data = await _lees(verzoek)
        except TimeoutError:
            return _geef(_nee(HTTPStatus.REQUEST_TIMEOUT, "The body did not come in time."), sluit=True)
        except ClientDisconnect:
            return _geef(_nee(HTTPStatus.BAD_REQUEST, "The body broke off."), sluit=True)
        if data is None:
            zin = f"The body may have {GROOTSTE_VERZOEK} bytes."
            return _geef(_nee(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, zin), sluit=True)
        antwoord = await run_in_threadpool(map_.beantwoord, sleutel, data)
        if antwoord.status is HTTPStatus.SERVICE_UNAVAILABLE or spreekt_tegen(antwoord):
            # Sizes, hashes and the name of a log; who runs the witness has to hear of it.
            verzoek.scope["uitleg"] = antwoord.inhoud.decode().strip()
        return _geef(antwoord)

    deur = Starlette(routes=[Route(f"{prefix}/add-checkpoint", add_checkpoint, methods=["POST"])])
    deur.router.redirect_slashes = False
    return _Logregel(deur)


def serveer_getuige(deur: ASGIApp, luisteraar: socket.socket) -> None:
    """Serve until a signal to stop."""
    config = uvicorn.Config(
        deur,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MEESTE_TEGELIJK,
        timeout_graceful_shutdown=LAATSTE_VERZOEKEN,
    )
    try:
        uvicorn.Server(config).run(sockets=[luisteraar])
    except KeyboardInterrupt:
        return  # Uvicorn ends the requests first and then gives the signal on.


async def _lees(verzoek: Request) -> bytes | None:
    """The body; ``None`` when it is too large.

    What is a little too large is read to its end and not kept: who is still sending does not hear why it ends.
    """
    data, aantal = bytearray(), 0
    async for stuk in verzoek.stream():
        aantal += len(stuk)
        if aantal <= GROOTSTE_VERZOEK:
            data += stuk
        elif aantal > MEESTE_OM_TE_HOREN:
            return None
    return bytes(data) if aantal <= GROOTSTE_VERZOEK else None


def _nee(status: HTTPStatus, zin: str) -> Antwoord:
    return Antwoord(status, TEKST, f"{zin}\n".encode())


def _geef(antwoord: Antwoord, *, sluit: bool = False) -> Response:
    # Set as a header: as a media type, Starlette would put a charset behind ``text/x.tlog.size``.
    koppen = {"Content-Type": antwoord.mediatype} | ({"Connection": "close"} if sluit else {})
    return Response(antwoord.inhoud, status_code=antwoord.status, headers=koppen)


class _Logregel:
    """Puts one line in the log for each request."""

    def __init__(self, deur: ASGIApp) -> None:
        self._deur = deur

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._deur(scope, receive, send)
            return
        begin, status, binnen = time.monotonic(), 0, 0

        async def neem() -> MutableMapping[str, Any]:
            nonlocal binnen
            bericht = await receive()
            binnen += len(bericht.get("body", b""))
            return bericht

        async def geef(bericht: MutableMapping[str, Any]) -> None:
            nonlocal status
            status = bericht.get("status", status)
            await send(bericht)

        try:
            await self._deur(scope, neem, geef)
        finally:
            uitleg = {"uitleg": scope["uitleg"]} if "uitleg" in scope else {}
            (log.warning if uitleg else log.info)(
                "getuige_verzoek",
                methode=scope["method"],
                pad=scope["path"][:LANGSTE_PAD],
                status=status,
                bytes=binnen,
                ms=round((time.monotonic() - begin) * 1000),
                **uitleg,
            )
