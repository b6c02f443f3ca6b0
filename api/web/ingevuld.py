"""What somebody typed survives a session that is over: it comes back in the page that says so, to be sent again.

Nothing of it is kept here. It goes back to the browser that sent it, in fields that are not shown, and only where that
browser says that a page of ours sent it: else another site could have somebody send what that site made up.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from api.web.formulier import CSRF, MEESTE_VELDEN

MEEST = 512_000
"""Bytes; what is larger is not taken by any form."""
GEDULD = 5
"""Seconds to wait for the rest of a form that was refused before all of it was there."""
FORMULIER = "application/x-www-form-urlencoded"
STATUS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
CODES = frozenset({"stap-hoger", "kies-rol", "vreemde-herkomst"})
"""Problems that are over after signing in or waiting a while; of all else the same form would get the same answer."""
NIET_VAN = ("/inloggen", "/uitloggen", "/rol")


@dataclass
class Meelezer:
    """Hands on what a browser sends, and remembers it for as long as the request lasts."""

    receive: Receive
    _delen: list[bytes] = field(default_factory=list)
    _lengte: int = 0
    _klaar: bool = False

    async def __call__(self) -> Message:
        """The next part."""
        bericht = await self.receive()
        if bericht["type"] == "http.request":
            deel = bericht.get("body", b"")
            self._lengte += len(deel)
            if self._lengte <= MEEST:
                self._delen.append(deel)
            else:
                self._delen.clear()
            self._klaar = not bericht.get("more_body", False)
        else:
            self._klaar, self._delen = True, []
        return bericht

    async def inhoud(self) -> bytes:
        """All of it, also what no route asked for; nothing where it is too much, or does not come."""
        try:
            async with asyncio.timeout(GEDULD):
                while not self._klaar and self._lengte <= MEEST:
                    await self()
        except TimeoutError:
            return b""
        return b"".join(self._delen) if self._lengte <= MEEST else b""


def van_een_formulier(scope: Scope) -> bool:
    """Say whether a page of ours sent a form, as the browser tells."""
    headers = Headers(scope=scope)
    soort = headers.get("content-type", "").partition(";")[0].strip().lower()
    eigen = headers.get("Sec-Fetch-Site") == "same-origin"
    pad: str = scope["path"]
    return scope["method"] == "POST" and soort == FORMULIER and eigen and not pad.startswith(NIET_VAN)


def kan_opnieuw(probleem: Mapping[str, Any]) -> bool:
    """Say whether the same form could do later what it cannot do now."""
    code = str(probleem["type"]).rpartition(":")[2]
    return int(probleem["status"]) in STATUS or code in CODES


def velden_van(inhoud: bytes) -> Sequence[tuple[str, str]]:
    """The fields of a form in their order, without the token of the session that it was made for."""
    try:
        velden = parse_qsl(
            inhoud.decode(), keep_blank_values=True, max_num_fields=MEESTE_VELDEN, errors="strict"
        )
    except ValueError:
        return ()
    return [(naam, waarde) for naam, waarde in velden if naam != CSRF]
