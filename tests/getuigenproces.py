"""A witness in a process of its own, asked over HTTP as a log does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

WORTEL = Path(__file__).parents[1]


@dataclass(frozen=True)
class Gegeven:
    """What came back."""

    status: int
    koppen: Mapping[str, str]
    inhoud: bytes


@dataclass
class Getuigenproces:
    """A witness that runs."""

    proces: subprocess.Popen[str]
    adres: str
    regels: list[str] = field(default_factory=list)

    def vraag(
        self, data: bytes, *, methode: str = "POST", pad: str = "/add-checkpoint", wacht: float = 20
    ) -> Gegeven:
        delen = urlsplit(self.adres)
        verbinding = HTTPConnection(delen.hostname or "", delen.port, timeout=wacht)
        try:
            verbinding.request(methode, pad, body=data)
            antwoord = verbinding.getresponse()
            koppen = {naam.lower(): waarde for naam, waarde in antwoord.getheaders()}
            return Gegeven(antwoord.status, koppen, antwoord.read())
        finally:
            verbinding.close()

    def dood(self) -> None:
        """End it as a power cut does."""
        self.proces.send_signal(signal.SIGKILL)
        self.proces.wait(timeout=20)


@contextmanager
def getuigenproces(
    map_: Path, *argumenten: str, programma: tuple[str, ...] = ("-m", "api.cli")
) -> Iterator[Getuigenproces]:
    """``casus getuige serve`` on a free port; it does not outlive the test."""
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("CASUS_")}
    with subprocess.Popen(
        [sys.executable, *programma, "getuige", "serve", "--port", "0", *argumenten],
        cwd=WORTEL,
        env={
            **omgeving,
            "CASUS_GETUIGE": str(map_),
            "CASUS_DATABASE_URL": "postgresql://niemand@127.0.0.1:9/x",
        },
        stderr=subprocess.PIPE,
        text=True,
    ) as proces:
        assert proces.stderr is not None
        gezegd: list[str] = []
        while "serves on" not in (regel := proces.stderr.readline()):
            assert regel, f"it ended: {gezegd}"
            gezegd.append(regel)
        draait = Getuigenproces(proces, regel.rpartition(" ")[2].strip().rstrip("."), gezegd)
        lezer = Thread(target=lambda: draait.regels.extend(proces.stderr or ()), daemon=True)
        lezer.start()
        try:
            yield draait
        finally:
            proces.kill()
            lezer.join(timeout=20)
