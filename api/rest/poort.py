"""What every request passes: a trace id, a limit on its size, safe headers, and one line in the log.

The line names the route's template, never the path or the query that was sent, and a fault by its kind and
place, never by its text: either may hold personal data.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kijk import Kijk
from api.rest.problemen import STORING, TE_GROOT, probleem
from api.rest.route import actie_van
from infra.logging import plaats_van

API_VERSIE = "1.0.0"
GROOTSTE_VERZOEK = 1024 * 1024

HEADERS = {
    "API-Version": API_VERSIE,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""NLGov REST API Design Rules 2.2, the transport-security module."""

log = structlog.get_logger()


class Poort:
    """The outermost layer of ours around the routes."""

    def __init__(self, app: ASGIApp, *, nieuw_id: Callable[[], UUID]) -> None:
        """``nieuw_id`` gives the trace ids; one that a client sends could be made to say something."""
        self._app = app
        self._nieuw_id = nieuw_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.perf_counter()
        spoor = self._nieuw_id().hex
        toestand = scope.setdefault("state", {})
        toestand["spoor"] = spoor
        antwoord = _Antwoord(send, scope)
        try:
            if _lengte(scope) > GROOTSTE_VERZOEK:
                await probleem(TE_GROOT, spoor=spoor)(scope, receive, antwoord)
            else:
                await self._app(scope, _begrensd(receive), antwoord)
        except Exception as fout:  # noqa: BLE001 whatever goes wrong is answered and logged here, without its text
            log.error(  # noqa: TRY400 the traceback would repeat what was sent
                "storing", soort=type(fout).__name__, plaats=plaats_van(fout), spoor=spoor
            )
            if antwoord.status == 0:
                await probleem(STORING, spoor=spoor)(scope, receive, antwoord)
        log.info(
            "verzoek",
            actie=actie_van(scope),
            status=antwoord.status,
            duur_ms=round((time.perf_counter() - begin) * 1000, 1),
            rol=toestand.get("rol"),
            spoor=spoor,
        )


class _Antwoord:
    """Sends the answer on with the headers, and remembers its status; 0 while nothing was sent.

    What is about something with versions says which one (ETag). Who has that one already gets no content again; it is
    on record as a look all the same, since who asks still has what was shown.
    """

    def __init__(self, send: Send, scope: Scope) -> None:
        self._send, self._scope = send, scope
        self.status = 0
        self._leeg = False

    async def __call__(self, bericht: Message) -> None:
        if bericht["type"] == "http.response.start":
            self.status = int(bericht["status"])
            headers = MutableHeaders(scope=bericht)
            self._versie(bericht, headers)
            for naam, waarde in HEADERS.items():
                # A page says itself what a browser may load for it.
                if naam != "Content-Security-Policy" or naam not in headers:
                    headers[naam] = waarde
        elif self._leeg:
            bericht = {**bericht, "body": b""}
        await self._send(bericht)

    def _versie(self, bericht: Message, headers: MutableHeaders) -> None:
        kijk: Kijk | None = self._scope["state"].get("kijk")
        if kijk is None or kijk.versie is None or self.status >= HTTPStatus.MULTIPLE_CHOICES:
            return
        headers["ETag"] = etag = f'"{kijk.versie}"'
        if kijk.bekend and self._scope["method"] == "GET" and _heeft_al(self._scope, etag):
            self.status = bericht["status"] = HTTPStatus.NOT_MODIFIED.value
            self._leeg = True
            for naam in ("Content-Length", "Content-Type"):
                del headers[naam]


def _heeft_al(scope: Scope, etag: str) -> bool:
    """Say whether who asks has this version: for this a weak tag is as good as a strong one."""
    genoemd = Headers(scope=scope).getlist("if-none-match")
    return etag in {deel.strip().removeprefix("W/") for lijst in genoemd for deel in lijst.split(",")}


def _lengte(scope: Scope) -> int:
    lengte = Headers(scope=scope).get("content-length", "")
    # A length of more digits than this is too much, and Python refuses to read very long ones.
    return int(lengte[:12]) if lengte.isascii() and lengte.isdigit() else 0


def _begrensd(receive: Receive) -> Receive:
    """Count what really comes in: not every request says beforehand how long it is."""
    ontvangen = 0

    async def lees() -> Message:
        nonlocal ontvangen
        bericht = await receive()
        if bericht["type"] == "http.request":
            ontvangen += len(bericht.get("body", b""))
            if ontvangen > GROOTSTE_VERZOEK:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return bericht

    return lees
