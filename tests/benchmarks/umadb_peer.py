"""Another peer: UmaDB, an event store of its own, started from its wheel."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import umadb

BINNEN = 10.0
"""Seconds in which the server answers, or it won't."""


class Uma:
    """A client of a server; one may be used by several threads."""

    def __init__(self, adres: str) -> None:
        """Take where the server listens."""
        self._client = umadb.Client(adres)

    def begin(self) -> None:
        """Append one event that must be the first of its stream."""
        self._voeg_toe(f"zaak-{uuid4()}", None)

    def noteer(self, zaak: str) -> None:
        """Do what a command does: read a stream, and append unless somebody else did since."""
        gelezen = list(self._client.read(_van(zaak)))
        self._voeg_toe(zaak, gelezen[-1].position if gelezen else None)

    def _voeg_toe(self, zaak: str, na: int | None) -> None:
        feit = umadb.Event("Genoteerd", f'{{"tekst": "Voortgang {uuid4()}"}}'.encode(), [zaak])
        self._client.append([feit], umadb.AppendCondition(_van(zaak), na))


@contextmanager
def uma(map_: Path) -> Iterator[Uma]:
    """A server with its file in this folder, for as long as the block lasts."""
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        adres = f"127.0.0.1:{proef.getsockname()[1]}"
    with subprocess.Popen(
        [str(Path(sys.executable).with_name("umadb")), "--listen", adres, "--db-path", str(map_ / "uma.db")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            yield _verbind(f"http://{adres}")
        finally:
            server.terminate()


def _verbind(adres: str) -> Uma:
    einde = time.monotonic() + BINNEN
    while True:
        try:
            client = Uma(adres)
            client.begin()
        except umadb.TransportError:
            if time.monotonic() > einde:
                raise
            time.sleep(0.1)
        else:
            return client


def _van(zaak: str) -> umadb.Query:
    return umadb.Query([umadb.QueryItem(tags=[zaak])])
