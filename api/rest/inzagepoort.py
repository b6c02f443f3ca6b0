"""Lets no answer with personal data out before it is on record who looked; where that fails, the answer stays inside.

It stands around all routes, so none can pass it by: what a route shows it notes in the ``Kijk`` of its request.
"""

import asyncio
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kijk import Kijk
from api.rest.probleemsoort import NIET_VASTGELEGD
from api.rest.problemen import probleem
from api.rest.route import actie_van
from api.samenstelling import Dienst
from infra.inzage.schrijven import IntussenVernietigd, NietBewaard
from infra.keys import SleutelFout

log = structlog.get_logger()

MISLUKT = (SQLAlchemyError, SleutelFout, IntussenVernietigd, NietBewaard, OSError)


class Inzagepoort:
    """Stands between the routes and whoever asked."""

    def __init__(self, app: ASGIApp, *, dienst: Dienst) -> None:
        """Take the routes, and the service with the read log."""
        self._app = app
        self._dienst = dienst

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Uitgang(self._dienst, scope, receive, send))


class _Uitgang:
    """Holds the head of an answer until it is on record; gives another answer where that cannot be done."""

    def __init__(self, dienst: Dienst, scope: Scope, receive: Receive, send: Send) -> None:
        self._dienst, self._scope, self._receive, self._send = dienst, scope, receive, send
        self._dicht = False

    async def __call__(self, bericht: Message) -> None:
        if bericht["type"] == "http.response.start":
            self._dicht = not await self._vastgelegd(int(bericht["status"]))
            if self._dicht:
                spoor = self._scope["state"]["spoor"]
                await probleem(NIET_VASTGELEGD, spoor=spoor)(self._scope, self._receive, self._send)
        if not self._dicht:
            await self._send(bericht)

    async def _vastgelegd(self, status: int) -> bool:
        kijk: Kijk | None = self._scope["state"].get("kijk")
        if kijk is None or not kijk.moet_vastgelegd(status):
            return True
        nu: datetime = self._dienst.omgeving.nu()
        reeks = kijk.reeks(wat=actie_van(self._scope), status=status, einde=nu)
        try:
            # Once begun it is finished, also when whoever asked went away meanwhile.
            await asyncio.shield(run_in_threadpool(self._dienst.inzagen.schrijf_reeks, reeks))
        except MISLUKT as fout:
            log.error(  # noqa: TRY400 the text of a fault of the database may hold what was to be written
                "inzage_niet_vastgelegd", soort=type(fout).__name__, spoor=kijk.spoor
            )
            return False
        return True
