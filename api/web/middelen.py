"""The stylesheets and scripts of the pages: read once, named by what is in them, and kept by browsers for a year.

Ours stand in ``eigen/``; what ``bouw`` fetched stands in ``gebouwd/`` and may be missing.
"""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.web.bouw import GEBOUWD

EIGEN = Path(__file__).parent / "eigen"
SOORTEN = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
VOLGORDE = ("utrecht.css", "tokens.css", "huisstijl.css", "casus.css", "auditor.css")
"""Stylesheets: what others give, what our tokens fill in, the colours of a region over those, and our own rules, which
have the last word."""
EEUWIG = "public, max-age=31536000, immutable"
PAD = "/middelen/"
GEEN: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Middel:
    """One file, as it goes out."""

    naam: str
    inhoud: bytes
    klein: bytes
    soort: str

    @property
    def adres(self) -> str:
        """Where it is served: under a name that changes with what is in it."""
        stam, punt, uitgang = self.naam.rpartition(".")
        return f"{PAD}{stam}.{hashlib.sha256(self.inhoud).hexdigest()[:16]}{punt}{uitgang}"


class Middelen:
    """All files that the pages ask for."""

    def __init__(self, *mappen: Path, erbij: Mapping[str, bytes] = GEEN) -> None:
        """Read the folders; of two files with one name the last counts. ``erbij`` are files that stand in none."""
        gevonden = {middel.naam: middel for map_ in mappen or (GEBOUWD, EIGEN) for middel in _lees(map_)}
        gevonden |= {naam: _middel(naam, inhoud) for naam, inhoud in erbij.items() if inhoud}
        self._op_adres: Mapping[str, Middel] = {middel.adres: middel for middel in gevonden.values()}
        self._op_naam: Mapping[str, Middel] = gevonden
        self._route = Route(f"{PAD}{{naam}}", self._geef, include_in_schema=False)

    @property
    def stijlen(self) -> list[str]:
        """The addresses of the stylesheets, in the order in which they count."""
        return [self._op_naam[naam].adres for naam in VOLGORDE if naam in self._op_naam]

    def adres(self, naam: str) -> str | None:
        """The address of a file; ``None`` where it was not fetched."""
        return self._op_naam[naam].adres if naam in self._op_naam else None

    @property
    def route(self) -> Route:
        """Serves them; what is not there is answered as any unknown address."""
        return self._route

    def _geef(self, request: Request) -> Response:
        request.scope["route"] = self._route  # For the log, which names routes and never addresses.
        middel = self._op_adres.get(request.url.path)
        if middel is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        headers = {"Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(middel.inhoud, media_type=middel.soort, headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(middel.klein, media_type=middel.soort, headers=headers)


def _lees(map_: Path) -> Iterator[Middel]:
    for bestand in sorted(map_.glob("*")):
        if bestand.suffix in SOORTEN:
            yield _middel(bestand.name, bestand.read_bytes())


def _middel(naam: str, inhoud: bytes) -> Middel:
    return Middel(naam, inhoud, _klein(inhoud), SOORTEN[Path(naam).suffix])


@cache
def _klein(inhoud: bytes) -> bytes:
    return gzip.compress(inhoud, mtime=0)
