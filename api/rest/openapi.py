"""The OpenAPI description, completed: problems on every route, the version header, and no 422.

What the schemas' own docstrings say is for developers, in English; it is left out of what users read.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.rest.poort import API_VERSIE
from api.rest.problemen import MEDIATYPE
from api.rest.voorbehoud import beschrijf

JSON = dict[str, Any]

PROBLEEM: JSON = {
    "title": "Probleem",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "De soort, zoals urn:casus:probleem:weigering.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Een zin voor de gebruiker."},
        "instance": {"type": "string", "format": "uri", "description": "Het spoor van dit verzoek."},
        "fouten": {
            "type": "array",
            "description": "Alleen bij 400: wat er per veld mis is.",
            "items": {
                "type": "object",
                "required": ["veld", "reden"],
                "properties": {"veld": {"type": "string"}, "reden": {"type": "string"}},
            },
        },
    },
}

ALTIJD = {
    "429": "U vraagt te veel.",
    "500": "Er ging iets mis.",
    "503": "De dienst is even niet bereikbaar.",
}
BEVEILIGD = {
    "400": "Het verzoek klopt niet.",
    "401": "Niet ingelogd.",
    "403": "Dit mag uw rol niet.",
}
MET_PAD_OF_TAFEL = {"404": "Niet gevonden, of niet voor u."}
BIJ_OPDRACHT = {
    "404": "Niet gevonden, of niet voor u.",
    "409": "Dit kan nu niet.",
    "413": "Het verzoek is te groot.",
    "415": "Het verzoek is geen JSON.",
}


def maak_openapi(app: FastAPI) -> JSON:
    """Describe all routes of the application."""
    schema = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=app.description,
        contact=app.contact,
        license_info=app.license_info,
        routes=app.routes,
    )
    schemas: JSON = schema["components"]["schemas"]
    for overbodig in ("HTTPValidationError", "ValidationError"):
        schemas.pop(overbodig, None)
    for deel in schemas.values():
        deel.pop("description", None)
    schemas["Probleem"] = PROBLEEM
    for pad, methode, handeling in _handelingen(schema):
        _vul_aan(methode, handeling, beschrijf(methode, pad, handeling))
    return schema


def _handelingen(schema: JSON) -> Iterator[tuple[str, str, JSON]]:
    for pad, deel in schema["paths"].items():
        yield from ((pad, methode, handeling) for methode, handeling in deel.items())


def _vul_aan(methode: str, handeling: JSON, bij_voorbehoud: dict[str, str]) -> None:
    antwoorden: JSON = handeling["responses"]
    antwoorden.pop("422", None)
    for antwoord in antwoorden.values():
        antwoord["headers"] = {
            "API-Version": {
                "description": "De versie van deze API.",
                "schema": {"type": "string", "const": API_VERSIE},
            }
        }
        antwoord["description"] = "Gelukt."
    if methode == "post" and "201" in antwoorden:
        antwoorden["200"] = {**antwoorden["201"], "description": "Dit was er al."}
    for status, uitleg in (_problemen(methode, handeling) | bij_voorbehoud).items():
        inhoud = {MEDIATYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
        antwoorden[status] = {"description": uitleg, "content": inhoud}


def _problemen(methode: str, handeling: JSON) -> dict[str, str]:
    problemen = dict(ALTIJD)
    if "security" in handeling:
        problemen |= BEVEILIGD
    if methode == "post":
        problemen |= BIJ_OPDRACHT
    elif handeling.get("parameters"):
        problemen |= MET_PAD_OF_TAFEL
    return dict(sorted(problemen.items()))
