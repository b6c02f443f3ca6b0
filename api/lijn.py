"""A connection on which somebody takes too long to say what is asked is closed: it would keep others out.

Uvicorn bounds how long a connection may be silent between two requests, and not how long a request may take to begin.
"""

import asyncio
import socket

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.omroep import Omroep

KOP_BINNEN = 10.0
"""Seconds within which the head of a request must be there, however slowly it comes in."""


class Lijn(H11Protocol):
    """One connection."""

    _te_laat: asyncio.TimerHandle | None = None
    kop_binnen = KOP_BINNEN

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wacht()

    def data_received(self, data: bytes) -> None:
        """Take in what came, and see whether the head of a request is there by now."""
        super().data_received(data)
        if self._wacht_op_kop:
            self._wacht()
        else:
            self._wacht_niet()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._wacht_niet()
        super().connection_lost(exc)

    @property
    def _wacht_op_kop(self) -> bool:
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]  # it begins with None

    def _wacht(self) -> None:
        """The clock begins with the first byte, and the next do not set it back."""
        if self._te_laat is None:
            self._te_laat = self.loop.call_later(self.kop_binnen, self._sluit)

    def _wacht_niet(self) -> None:
        if self._te_laat is not None:
            self._te_laat.cancel()
            self._te_laat = None

    def _sluit(self) -> None:
        self._te_laat = None
        if self._wacht_op_kop:
            self.transport.close()


class Server(uvicorn.Server):
    """The server, which lets those go who wait for changes before it waits for the requests at hand."""

    def __init__(self, config: uvicorn.Config, omroep: Omroep) -> None:
        """Take who waits for changes."""
        super().__init__(config)
        self._omroep = omroep

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        self._omroep.sluit()
        await super().shutdown(sockets)
