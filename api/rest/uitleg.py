"""The pages for who connects a system: made here from the description, without scripts or anything of others."""

import json
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from api.rest.deur import eis_bekende_vraag
from api.rest.openapi import ALS_TEKST
from api.rest.probleemsoort import (
    DUURT_TE_LANG,
    NIET_VASTGELEGD,
    STATUSSEN,
    STORING,
    TE_VEEL,
    TE_VEEL_MISLUKT,
    Soort,
)
from api.rest.probleemtabel import SOORTEN
from api.rest.voorportaal import ADRES_TE_LANG, GEEN_PASSENDE_VORM, KOPPEN_TE_GROOT
from api.wegen import Wegen

router = Wegen(prefix="/v1", tags=["algemeen"], dependencies=[Depends(eis_bekende_vraag)])

JSON = dict[str, Any]

CSP = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""A browser loads our own style sheet for these pages, and nothing else."""


@dataclass(frozen=True)
class Handeling:
    """One operation as the page tells it."""

    naam: str
    methode: str
    pad: str
    titel: str
    uitleg: str
    parameters: list[JSON]
    verzoek: str
    antwoorden: list[tuple[str, str]]
    gelukt: str
    met_token: bool


@cache
def _sjablonen() -> Environment:
    return Environment(
        loader=PackageLoader("api.rest", "sjablonen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def handelingen_van(schema: JSON, groep: str) -> list[Handeling]:
    """The operations of one group, in the order of the description."""
    return [
        _handeling(schema, methode, pad, wat)
        for pad, deel in schema["paths"].items()
        for methode, wat in deel.items()
        if groep in wat["tags"]
    ]


def _handeling(schema: JSON, methode: str, pad: str, wat: JSON) -> Handeling:
    antwoorden = {status: _opgezocht(schema, antwoord) for status, antwoord in wat["responses"].items()}
    goed = next(antwoord for status, antwoord in antwoorden.items() if status.startswith("2"))
    return Handeling(
        naam=wat["operationId"],
        methode=methode.upper(),
        pad=pad,
        titel=wat["summary"],
        uitleg=wat["description"],
        parameters=[een | {"vorm": vorm_van(een["schema"])} for een in wat.get("parameters", [])],
        verzoek=_verzoek(methode, pad, wat),
        antwoorden=[(status, antwoord["description"]) for status, antwoord in antwoorden.items()],
        gelukt=_voorbeeld(goed),
        met_token="security" in wat,
    )


def _opgezocht(schema: JSON, antwoord: JSON) -> JSON:
    """An answer, also where it stands among those that routes share."""
    if "$ref" not in antwoord:
        return antwoord
    gedeeld: JSON = schema["components"]["responses"][antwoord["$ref"].rpartition("/")[2]]
    return gedeeld


def _verzoek(methode: str, pad: str, wat: JSON) -> str:
    """A request as it goes over the line, with what it cannot do without."""
    parameters = [een for een in wat.get("parameters", []) if een.get("required")]
    for een in parameters:
        if een["in"] == "path":
            pad = pad.replace(f"{{{een['name']}}}", str(een["example"]))
    vraag = "&".join(f"{een['name']}={een['example']}" for een in parameters if een["in"] == "query")
    regels = [f"{methode.upper()} {pad}{'?' if vraag else ''}{vraag}"]
    if "security" in wat:
        regels.append("Authorization: Bearer UW-TOKEN")
    regels += [f"{een['name']}: {een['example']}" for een in parameters if een["in"] == "header"]
    inhoud = _voorbeeld(wat.get("requestBody", {}))
    if inhoud:
        regels += ["Content-Type: application/json", "", inhoud]
    return "\n".join(regels)


def _voorbeeld(drager: JSON) -> str:
    inhoud = drager.get("content", {}).get("application/json", {})
    if ALS_TEKST in inhoud:
        inhoud = {"example": json.loads(inhoud[ALS_TEKST])}
    return json.dumps(inhoud["example"], ensure_ascii=False, indent=2) if "example" in inhoud else ""


def vorm_van(schema: JSON) -> str:
    """In a few words what a parameter has to look like."""
    keuzes = [deel for deel in schema.get("anyOf", [schema]) if deel.get("type") != "null"]
    return " of ".join(_vorm(deel) for deel in keuzes)


def _vorm(schema: JSON) -> str:
    woorden = {
        "uuid": "een UUID",
        "date": "een datum",
        "date-time": "een tijdstip met tijdzone",
        "integer": "een geheel getal",
        "boolean": "true of false",
    }
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    return woorden.get(schema.get("format", ""), woorden.get(schema.get("type", ""), "tekst"))


def alle_soorten() -> list[Soort]:
    """Every kind of problem that an answer can have, each once, by status."""
    los = (
        STORING,
        DUURT_TE_LANG,
        TE_VEEL,
        TE_VEEL_MISLUKT,
        NIET_VASTGELEGD,
        ADRES_TE_LANG,
        KOPPEN_TE_GROOT,
        GEEN_PASSENDE_VORM,
    )
    per_code = {soort.code: soort for soort in (*SOORTEN.values(), *STATUSSEN.values(), *los)}
    return sorted(per_code.values(), key=lambda soort: (soort.status, soort.code))


def _bladzijde(naam: str, **inhoud: Any) -> HTMLResponse:  # noqa: ANN401 what the template asks for
    tekst = _sjablonen().get_template(naam).render(**inhoud)
    return HTMLResponse(tekst, headers={"Content-Security-Policy": CSP})


@router.get("/docs", include_in_schema=False, response_class=HTMLResponse)
def lees_uitleg(request: Request) -> HTMLResponse:
    """Give the first page: how to connect, and which groups of operations there are."""
    schema = request.app.openapi()
    tellingen = {tag["name"]: len(handelingen_van(schema, tag["name"])) for tag in schema["tags"]}
    return _bladzijde("uitleg.html", schema=schema, tellingen=tellingen, soorten=alle_soorten())


@router.get("/docs/stijl.css", include_in_schema=False)
def lees_stijl() -> Response:
    """Give the style sheet of these pages."""
    inhoud = files("api.rest").joinpath("sjablonen/uitleg.css").read_text(encoding="utf-8")
    return Response(inhoud, media_type="text/css; charset=utf-8")


@router.get("/docs/{groep}", include_in_schema=False, response_class=HTMLResponse)
def lees_groep(
    request: Request, groep: Annotated[str, Path(pattern=r"^[a-z-]{1,40}$", description="De groep.")]
) -> HTMLResponse:
    """Give the page of one group of operations."""
    schema = request.app.openapi()
    tag = next((tag for tag in schema["tags"] if tag["name"] == groep), None)
    if tag is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return _bladzijde("groep.html", schema=schema, tag=tag, handelingen=handelingen_van(schema, groep))
