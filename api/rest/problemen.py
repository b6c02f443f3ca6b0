"""Every error as application/problem+json (RFC 9457): a sentence for the user, nothing of what was sent."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import get_type_hints

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.aanmelding import Model
from api.rest.deurfouten import OnbekendeParameter
from api.rest.probleemsoort import MEDIATYPE, ONGELDIG, STATUSSEN, STORING, Soort
from api.rest.probleemtabel import SOORTEN
from api.rest.redenen import INHOUD, REDENEN, Adresfout, adresfout, fouten, onbekende_parameter
from domain.weigering import Weigering


def probleem(
    soort: Soort, *, spoor: str, detail: str | None = None, gevonden: list[dict[str, str]] | None = None
) -> JSONResponse:
    """The answer for a problem; ``spoor`` is the only thing in it that differs from one time to the next."""
    inhoud: dict[str, object] = {
        "type": f"urn:casus:probleem:{soort.code}",
        "title": soort.titel,
        "status": int(soort.status),
        "detail": soort.detail or detail,
        "instance": f"urn:casus:spoor:{spoor}",
    }
    if gevonden is not None:
        inhoud["fouten"] = gevonden
    return JSONResponse(inhoud, status_code=soort.status, headers=dict(soort.headers), media_type=MEDIATYPE)


def spoor_van(request: Request) -> str:
    """The trace id that was given to this request at the door."""
    spoor: str = request.state.spoor
    return spoor


def behandel_fouten(app: FastAPI) -> None:
    """Give every known exception its problem; what is not known here becomes a 500 at the door."""
    for fout, soort in SOORTEN.items():
        app.add_exception_handler(fout, _als(soort))
    app.add_exception_handler(HTTPException, _van_het_raamwerk)
    app.add_exception_handler(RequestValidationError, _ongeldig)
    app.add_exception_handler(OnbekendeParameter, _onbekende_parameter)


def _als(soort: Soort) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def behandel(request: Request, fout: Exception) -> JSONResponse:
        eigen = str(fout) if isinstance(fout, Weigering) else None
        return probleem(soort, spoor=spoor_van(request), detail=eigen)

    return behandel


async def _van_het_raamwerk(request: Request, fout: Exception) -> JSONResponse:
    status = fout.status_code if isinstance(fout, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    # The framework's own 400 is for a body that it cannot read: bad UTF-8, too deep, a number without end.
    gevonden = (
        [{"veld": INHOUD, "reden": REDENEN["json_invalid"]}] if status == HTTPStatus.BAD_REQUEST else None
    )
    antwoord = probleem(STATUSSEN.get(status, STORING), spoor=spoor_van(request), gevonden=gevonden)
    toegestaan = (getattr(fout, "headers", None) or {}).get("Allow")
    if toegestaan is not None:
        antwoord.headers["Allow"] = toegestaan
    return antwoord


async def _ongeldig(request: Request, fout: Exception) -> JSONResponse:
    errors = fout.errors() if isinstance(fout, RequestValidationError) else []
    request.state.in_het_adres = adresfout(errors)
    gevonden = fouten(errors, model=_gevraagd(request))
    return probleem(ONGELDIG, spoor=spoor_van(request), gevonden=gevonden)


async def _onbekende_parameter(request: Request, fout: Exception) -> JSONResponse:
    request.state.in_het_adres = Adresfout()
    bekend = fout.bekend if isinstance(fout, OnbekendeParameter) else ()
    return probleem(ONGELDIG, spoor=spoor_van(request), gevonden=onbekende_parameter(bekend))


def _gevraagd(request: Request) -> type[Model] | None:
    """What the route of a request asks for as content, if anything."""
    soorten = get_type_hints(request.scope["route"].endpoint).values()
    return next((soort for soort in soorten if isinstance(soort, type) and issubclass(soort, Model)), None)
