"""Sends somebody who opens a page, and may not yet, to where that is put right: sign in, choose a role, sign in again.

The REST door answers the same faults with a problem, which is for programs.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.requests import Request
from starlette.responses import Response

from api.inloggen.fouten import KiesRol, StapHoger
from api.inloggen.herkomst import VEILIG
from api.rest.deurfouten import GeenToken

WEGEN: dict[type[Exception], tuple[str, dict[str, str]]] = {
    GeenToken: ("/inloggen", {}),
    KiesRol: ("/rol", {}),
    StapHoger: ("/inloggen", {"opnieuw": "ja"}),
}
VOOR_PROGRAMMAS = ("/v1", "/metrics")

_Afhandeling = Callable[[Request, Exception], Response | Awaitable[Response]]


def wijs_paginas_de_weg(app: FastAPI) -> None:
    """Have pages send somebody on; call it after the problems were declared, which stay for all else."""
    for fout, (pad, vraag) in WEGEN.items():
        app.add_exception_handler(fout, _afhandeling(pad, vraag, anders=app.exception_handlers[fout]))


def _afhandeling(pad: str, vraag: dict[str, str], *, anders: _Afhandeling) -> _Afhandeling:
    async def behandel(request: Request, fout: Exception) -> Response:
        hier = request.url.path
        voor_programmas = any(hier == begin or hier.startswith(f"{begin}/") for begin in VOOR_PROGRAMMAS)
        # What somebody filled in would be lost on the way: the page that tells the problem holds it.
        ingevuld = request.method not in VEILIG and request.headers.get("Sec-Fetch-Site") == "same-origin"
        if voor_programmas or ingevuld:
            antwoord = anders(request, fout)
            return antwoord if isinstance(antwoord, Response) else await antwoord
        # A form that was sent is not sent again; its page is opened anew.
        met_vraag = request.method in VEILIG and request.url.query
        naar = f"{hier}?{request.url.query}" if met_vraag else hier
        return RedirectResponse(f"{pad}?{urlencode({**vraag, 'naar': naar})}", HTTPStatus.SEE_OTHER)

    return behandel
