"""Lets no answer with personal data out before it is on record who looked; where that fails, the answer stays inside.

It stands around all routes, so none can pass it by: what a route shows it notes in the ``Kijk`` of its request.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from http import HTTPStatus
from threading import Event

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kijk import Kijk
from api.rest.probleemsoort import NIET_VASTGELEGD
from api.rest.problemen import probleem
from api.rest.route import actie_van
from api.samenstelling import Dienst
from infra.inzage.regel import Verwerking
from infra.inzage.schrijven import Gezien, IntussenVernietigd, NietBewaard
from infra.keys import SleutelFout

log = structlog.get_logger()

TEGELIJK = 16
"""How many answers are put on record while they are put in words; the log takes them one by one."""

MISLUKT = (SQLAlchemyError, SleutelFout, IntussenVernietigd, NietBewaard, OSError)


class Inzagepoort:
    """Stands between the routes and whoever asked."""

    def __init__(self, app: ASGIApp, *, dienst: Dienst) -> None:
        """Take the routes, and the service with the read log."""
        self._app = app
        self._dienst = dienst
        self._schrijvers = ThreadPoolExecutor(TEGELIJK, thread_name_prefix="inzagen")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        uitgang = _Uitgang(self._dienst, scope, receive, send, schrijvers=self._schrijvers)
        scope["state"]["vooruit"] = uitgang.begin
        await self._app(scope, receive, uitgang)


class _Uitgang:
    """Holds the head of an answer until it is on record; gives another answer where that cannot be done."""

    def __init__(
        self, dienst: Dienst, scope: Scope, receive: Receive, send: Send, *, schrijvers: ThreadPoolExecutor
    ) -> None:
        self._dienst, self._scope, self._receive, self._send = dienst, scope, receive, send
        self._schrijvers = schrijvers
        self._lopend: Future[None] | None = None
        self._dicht = False

    def begin(self, kijk: Kijk) -> None:
        """Begin to put on record whom the answer is going to show; from the thread of the route, which then goes on.

        It goes on once the rest is up to the database: two threads of Python at once only keep each other waiting.
        """
        reeks = self._reeks(kijk, HTTPStatus.OK)
        onderweg = Event()

        def schrijf() -> None:
            try:
                self._dienst.inzagen.schrijf_reeks(reeks, onderweg=onderweg.set)
            finally:
                onderweg.set()

        self._lopend = self._schrijvers.submit(schrijf)
        onderweg.wait()

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
        if kijk is None:
            return True
        try:
            # Once begun it is finished, also when whoever asked went away meanwhile.
            if self._lopend is not None:
                await asyncio.shield(asyncio.wrap_future(self._lopend))
            if kijk.moet_vastgelegd(status):
                reeks = self._reeks(kijk, status)
                await asyncio.shield(run_in_threadpool(self._dienst.inzagen.schrijf_reeks, reeks))
        except MISLUKT as fout:
            log.error(  # noqa: TRY400 the text of a fault of the database may hold what was to be written
                "inzage_niet_vastgelegd", soort=type(fout).__name__, spoor=kijk.spoor
            )
            return False
        return True

    def _reeks(self, kijk: Kijk, status: int) -> list[tuple[Verwerking, Sequence[Gezien]]]:
        nu: datetime = self._dienst.omgeving.nu()
        return kijk.reeks(wat=actie_van(self._scope), status=status, einde=nu)
