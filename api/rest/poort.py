"""What every request passes: a trace id, a limit on its size, safe headers, and one line in the log.

The line names the route's template, never the path or the query that was sent, and a fault by its kind and
place, never by its text: either may hold personal data.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kijk import Kijk
from api.rest.grenzen import kopregels, te_veel, tel_adres, tel_mislukt
from api.rest.probleemsoort import DUURT_TE_LANG, ONGELDIG, STORING, TE_GROOT
from api.rest.problemen import probleem
from api.rest.route import actie_van
from infra.grenzen import Grenzen
from infra.logging import plaats_van

API_VERSIE = "1.0.0"
GROOTSTE_VERZOEK = 1024 * 1024
INHOUD_BINNEN = 20.0
"""Seconds within which the content of a request must be there, however slowly it comes in."""

LANGSTE_VERZOEK = 120.0
"""Seconds after which who asks hears that it takes too long; what was begun is finished all the same."""

TWEE_LENGTES = replace(
    ONGELDIG,
    detail="Stuur Content-Length of Transfer-Encoding mee, en niet allebei.",
    headers=(("Connection", "close"),),
)

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

    langste_verzoek, inhoud_binnen = LANGSTE_VERZOEK, INHOUD_BINNEN

    def __init__(self, app: ASGIApp, *, nieuw_id: Callable[[], UUID], grenzen: Grenzen) -> None:
        """``nieuw_id`` gives the trace ids; one that a client sends could be made to say something."""
        self._app = app
        self._nieuw_id = nieuw_id
        self._grenzen = grenzen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.perf_counter()
        spoor = self._nieuw_id().hex
        toestand = scope.setdefault("state", {})
        toestand["spoor"] = spoor
        antwoord = _Antwoord(send, scope, self._grenzen)
        try:
            if (stand := tel_adres(self._grenzen, host_van(scope), scope["path"])) is not None:
                await te_veel(stand, spoor=spoor)(scope, receive, antwoord)
            elif _twee_lengtes(scope):
                await probleem(TWEE_LENGTES, spoor=spoor)(scope, receive, antwoord)
            elif _lengte(scope) > GROOTSTE_VERZOEK:
                await probleem(TE_GROOT, spoor=spoor)(scope, receive, antwoord)
            else:
                await self._beantwoord(scope, _begrensd(receive, binnen=self.inhoud_binnen), antwoord)
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

    async def _beantwoord(self, scope: Scope, receive: Receive, antwoord: "_Antwoord") -> None:
        """Have it answered; where nothing comes for too long, say so. A thread that is at work cannot be stopped."""
        taak = asyncio.ensure_future(self._app(scope, receive, antwoord))
        klaar, _ = await asyncio.wait({taak}, timeout=self.langste_verzoek)
        if not klaar and antwoord.status == 0:
            _lopen.add(taak)
            taak.add_done_callback(_afgelopen)
            eigen, antwoord.vervangen = antwoord.doorgegeven(), True
            await probleem(DUURT_TE_LANG, spoor=scope["state"]["spoor"])(scope, receive, eigen)
            antwoord.status = eigen.status
            return
        await taak


_lopen: set[asyncio.Future[None]] = set()
"""What goes on after who asked was told that it takes too long; asyncio itself keeps hold of nothing."""


def _afgelopen(taak: asyncio.Future[None]) -> None:
    _lopen.discard(taak)
    if not taak.cancelled() and (fout := taak.exception()) is not None:
        log.error("storing_achteraf", soort=type(fout).__name__, plaats=plaats_van(fout))


class _Antwoord:
    """Sends the answer on with the headers, and remembers its status; 0 while nothing was sent.

    What is about something with versions says which one (ETag). Who has that one already gets no content again; it is
    on record as a look all the same, since who asks still has what was shown.
    """

    def __init__(self, send: Send, scope: Scope, grenzen: Grenzen) -> None:
        self._send, self._scope, self._grenzen = send, scope, grenzen
        self.status = 0
        self._leeg = False
        self.vervangen = False
        """Something else was answered; what still comes is for nobody."""

    def doorgegeven(self) -> "_Antwoord":
        """Another answer to the same request."""
        return _Antwoord(self._send, self._scope, self._grenzen)

    async def __call__(self, bericht: Message) -> None:
        if self.vervangen:
            return
        if bericht["type"] == "http.response.start":
            self.status = int(bericht["status"])
            if self.status == HTTPStatus.UNAUTHORIZED and await self._buitengesloten():
                return
            headers = MutableHeaders(scope=bericht)
            self._versie(bericht, headers)
            if (stand := self._scope["state"].get("grens")) is not None:
                headers.update(kopregels(stand))
            for naam, waarde in HEADERS.items():
                # A page says itself what a browser may load for it.
                if naam != "Content-Security-Policy" or naam not in headers:
                    headers[naam] = waarde
        elif self._leeg:
            bericht = {**bericht, "body": b""}
        await self._send(bericht)

    async def _buitengesloten(self) -> bool:
        """Answer who was not let in too often with that alone, whatever was wrong this time."""
        stand = tel_mislukt(self._grenzen, host_van(self._scope))
        if stand is None:
            return False
        antwoord = te_veel(stand, spoor=self._scope["state"]["spoor"])
        self._scope["state"]["grens"] = None
        await self(
            {"type": "http.response.start", "status": antwoord.status_code, "headers": antwoord.raw_headers}
        )
        await self({"type": "http.response.body", "body": antwoord.body})
        self.vervangen = True
        return True

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


def host_van(scope: Scope) -> str:
    """The address that a request comes from."""
    client = scope.get("client")
    return client[0] if client else ""


def _lengte(scope: Scope) -> int:
    lengte = Headers(scope=scope).get("content-length", "")
    # A length of more digits than this is too much, and Python refuses to read very long ones.
    return int(lengte[:12]) if lengte.isascii() and lengte.isdigit() else 0


def _twee_lengtes(scope: Scope) -> bool:
    """Say whether a request may end elsewhere here than for a proxy before us (RFC 9112 section 6.1).

    What it then takes for the next request would be in somebody else's name.
    """
    koppen = Headers(scope=scope)
    return "transfer-encoding" in koppen and ("content-length" in koppen or scope["http_version"] == "1.0")


def _begrensd(receive: Receive, *, binnen: float) -> Receive:
    """Count what really comes in: not every request says beforehand how long it is."""
    ontvangen, alles = 0, False
    uiterlijk = asyncio.get_running_loop().time() + binnen

    async def lees() -> Message:
        nonlocal ontvangen, alles
        try:
            # Once all of it is there, this waits for nothing but that who asks goes away.
            async with asyncio.timeout_at(None if alles else uiterlijk):
                bericht = await receive()
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None
        alles = bericht["type"] == "http.request" and not bericht.get("more_body", False)
        if bericht["type"] == "http.request":
            ontvangen += len(bericht.get("body", b""))
            if ontvangen > GROOTSTE_VERZOEK:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return bericht

    return lees
