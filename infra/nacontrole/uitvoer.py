"""Reads what COPY gives out many rows at a time: a table is searched as bytes, and its rows one by one cost more.

Straight from libpq, since the driver waits for each row apart. Memory stays bounded by a piece and the largest row.
"""

import selectors
from collections.abc import Generator
from dataclasses import dataclass

import psycopg
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.sql import SQL, Composed

from infra.nacontrole.naald import BROK
from infra.nacontrole.sporen import Verbinding

_KLAAR = -1
"""What libpq says where there are no more rows."""


@dataclass
class Telling:
    """How much was read."""

    rijen: int = 0
    bytes: int = 0


def kopieer(
    verbinding: Verbinding, opdracht: SQL | Composed, telling: Telling
) -> Generator[bytes, None, None]:
    """The rows that a ``COPY ... TO STDOUT`` gives, in pieces of about ``BROK``; what was read is added to ``telling``.

    Raises:
        psycopg.Error: the database refuses, at once or on the way.
    """
    pgconn = verbinding.pgconn
    _eis(pgconn.exec_(opdracht.as_bytes(verbinding)), ExecStatus.COPY_OUT)
    klaar = False
    try:
        with selectors.DefaultSelector() as wachter:
            wachter.register(pgconn.socket, selectors.EVENT_READ)
            while not klaar:
                stukken, klaar = _brok(pgconn, wachter)
                telling.bytes += sum(map(len, stukken))
                yield b"".join(stukken)
        if (uitkomst := pgconn.get_result()) is not None:
            _eis(uitkomst, ExecStatus.COMMAND_OK)
            telling.rijen += uitkomst.command_tuples or 0
    finally:
        if not klaar:
            # Whoever asked had enough: what is still on its way belongs to nobody.
            while pgconn.get_copy_data(0)[0] > 0:
                pass
        while pgconn.get_result() is not None:
            pass


def _brok(pgconn: PGconn, wachter: selectors.BaseSelector) -> tuple[list[bytes], bool]:
    """Rows of about ``BROK`` bytes together, and whether those were the last."""
    stukken: list[bytes] = []
    lengte, neem = 0, pgconn.get_copy_data
    while lengte < BROK:
        aantal, stuk = neem(1)
        if aantal > 0:
            stukken.append(bytes(stuk))
            lengte += aantal
        elif aantal == 0:
            wachter.select()
            pgconn.consume_input()
        elif aantal == _KLAAR:
            return stukken, True
    return stukken, False


def _eis(uitkomst: PGresult, status: ExecStatus) -> None:
    if uitkomst.status == status:
        return
    code = uitkomst.error_field(DiagnosticField.SQLSTATE)
    fout = psycopg.errors.lookup(code.decode()) if code else psycopg.OperationalError
    raise fout(uitkomst.get_error_message("utf-8"))
