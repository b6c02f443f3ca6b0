"""Asks an application something and takes the whole answer, in one step on its event loop.

The client of Starlette can also read an answer that goes on for ever. For that it steps from its thread to the loop and
back eight times a request, which takes as long as a plain answer does.
"""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

import anyio
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from httpx2 import BaseTransport, Request, Response


class Ineens(BaseTransport):
    """Carries requests to an application; what breaks in it is raised here, as with the client of Starlette."""

    def __init__(self, app: FastAPI, portal: BlockingPortal, *, client: tuple[str, int]) -> None:
        """Take the loop that the application is on, and where requests come from."""
        self._app, self._portal, self._client = app, portal, client

    def handle_request(self, request: Request) -> Response:
        """Ask, and wait until all of the answer is there."""
        begin, delen = self._portal.call(self._vraag, self._scope(request), request.read())
        return Response(begin["status"], headers=begin["headers"], content=b"".join(delen), request=request)

    def _scope(self, request: Request) -> dict[str, Any]:
        url = request.url
        poort = url.port or {"http": 80, "https": 443}[url.scheme]
        return {
            "type": "http",
            "http_version": "1.1",
            "method": request.method,
            "path": unquote(url.path),
            "raw_path": url.raw_path.split(b"?", 1)[0],
            "root_path": "",
            "scheme": url.scheme,
            "query_string": url.query,
            "headers": [(naam.lower(), waarde) for naam, waarde in request.headers.raw],
            "client": self._client,
            "server": [url.host, poort],
            "extensions": {},
            "state": {},
        }

    async def _vraag(
        self, scope: dict[str, Any], inhoud: bytes
    ) -> tuple[MutableMapping[str, Any], list[bytes]]:
        begin: list[MutableMapping[str, Any]] = []
        delen: list[bytes] = []
        gevraagd = [inhoud]
        klaar = anyio.Event()

        async def receive() -> dict[str, Any]:
            if gevraagd:
                return {"type": "http.request", "body": gevraagd.pop(), "more_body": False}
            await klaar.wait()
            return {"type": "http.disconnect"}

        async def send(bericht: MutableMapping[str, Any]) -> None:
            if bericht["type"] == "http.response.start":
                begin.append(bericht)
                return
            delen.append(bytes(bericht.get("body", b"")))
            if not bericht.get("more_body"):
                klaar.set()

        await self._app(scope, receive, send)
        (eerste,) = begin
        return eerste, [] if scope["method"] == "HEAD" else delen
