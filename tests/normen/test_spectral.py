"""Spectral finds nothing in our description; and in one that is broken on purpose, each rule finds what it is for."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from api.app import beschrijving
from tests.normen.spectral import EIGEN, regelsets, vondsten, zorg_voor_spectral

JSON = dict[str, Any]
PAD = "/casussen"
TIJDSTIP = {"type": "string", "format": "date-time"}


@pytest.fixture(scope="module", autouse=True)
def spectral() -> None:
    zorg_voor_spectral()


@pytest.mark.parametrize("regels", regelsets(), ids=lambda pad: pad.stem)
def test_no_rule_finds_anything_in_our_description(regels: Path, tmp_path: Path) -> None:
    bestand = tmp_path / "openapi.json"
    bestand.write_text(json.dumps(beschrijving()), encoding="utf-8")
    assert vondsten(regels, bestand) == {}


def _hernoem(deel: JSON, oud: str, nieuw: str) -> None:
    deel[nieuw] = deel.pop(oud)


def _veld(schema: JSON) -> JSON:
    velden: JSON = schema["components"]["schemas"]["Ding"]["properties"]
    return velden


def _post(schema: JSON) -> JSON:
    handeling: JSON = schema["paths"][PAD]["post"]
    return handeling


KAPOT: dict[str, Callable[[JSON], object]] = {
    "oas3-schema": lambda s: s.pop("info"),
    "oas3-api-servers": lambda s: s.pop("servers"),
    "oas3-valid-media-example": lambda s: _post(s)["requestBody"]["content"]["application/json"].update(
        example={"naam": 3}
    ),
    "oas3-valid-schema-example": lambda s: _veld(s)["naam"].update(example=3),
    "openapi-tags-uniqueness": lambda s: s.update(tags=[{"name": "melding"}] * 2),
    "operation-operationId-unique": lambda s: s["paths"][PAD]["get"].update(operationId="meldAan"),
    "path-params": lambda s: _hernoem(s["paths"], PAD, "/casussen/{nummer}"),
    "casus-openapi-3": lambda s: s.update(openapi="2.0"),
    "casus-contact": lambda s: s["info"]["contact"].pop("email"),
    "casus-versie": lambda s: s["info"].update(version="1.0"),
    "casus-versie-in-adres": lambda s: s["servers"][0].update(url="/api"),
    "casus-versie-in-kop": lambda s: _post(s)["responses"]["201"].pop("headers"),
    "casus-https": lambda s: s["servers"][0].update(url="http://example.org/v1"),
    "casus-schuine-streep": lambda s: _hernoem(s["paths"], PAD, f"{PAD}/"),
    "casus-adres-kebab": lambda s: _hernoem(s["paths"], PAD, "/mijn_casussen"),
    "casus-methode": lambda s: _hernoem(s["paths"][PAD], "get", "trace"),
    "casus-vraag-camel": lambda s: s["paths"][PAD]["get"]["parameters"][0].update(name="moet_weg"),
    "casus-schema-pascal": lambda s: s["components"]["schemas"].update(een_ding={"type": "object"}),
    "casus-veld-camel": lambda s: _hernoem(_veld(s), "naam", "volle_naam"),
    "casus-probleem": lambda s: _hernoem(
        _post(s)["responses"]["400"]["content"], "application/problem+json", "application/json"
    ),
    "casus-probleem-velden": lambda s: s["components"]["schemas"]["Probleem"]["properties"].pop("detail"),
    "casus-ongeldige-invoer": lambda s: _post(s)["responses"].pop("400"),
    "casus-tijd-met-zone": lambda s: _veld(s)["gemaaktOp"].update(format="date-time-local"),
    "casus-datum-is-dag": lambda s: _veld(s).update(geboortedatum=TIJDSTIP),
    "casus-beschreven": lambda s: _post(s).pop("summary"),
}


def _gaaf() -> JSON:
    versie = {"API-Version": {"schema": {"type": "string"}}}
    probleem = {
        "type": "object",
        "properties": {"status": {"type": "integer"}, "title": {}, "detail": {}},
    }
    fout = {
        "description": "Fout",
        "headers": versie,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}},
    }
    ding = {
        "type": "object",
        "properties": {
            "naam": {"type": "string"},
            "gemaaktOp": {**TIJDSTIP},
            "geboortedatum": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        },
    }
    inhoud = {"application/json": {"schema": {"$ref": "#/components/schemas/Ding"}}}
    samen: JSON = {"tags": ["melding"], "summary": "Iets", "description": "Iets doen."}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dingen",
            "version": "1.0.0",
            "description": "Een beschrijving om te breken.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            "contact": {"name": "Beheer", "email": "beheer@example.org", "url": "https://example.org"},
        },
        "servers": [{"url": "/v1"}],
        "tags": [{"name": "melding"}],
        "paths": {
            PAD: {
                "get": {
                    **samen,
                    "operationId": "leesCasussen",
                    "parameters": [{"name": "moetWeg", "in": "query", "schema": {"type": "boolean"}}],
                    "responses": {"200": {"description": "Goed", "headers": versie}, "400": fout},
                },
                "post": {
                    **samen,
                    "operationId": "meldAan",
                    "requestBody": {"content": inhoud},
                    "responses": {"201": {"description": "Goed", "headers": versie}, "400": fout},
                },
            }
        },
        "components": {"schemas": {"Probleem": probleem, "Ding": ding}},
    }


def test_every_rule_of_ours_finds_what_it_is_for(tmp_path: Path) -> None:
    bestanden = [tmp_path / "gaaf.json"]
    bestanden[0].write_text(json.dumps(_gaaf()), encoding="utf-8")
    for regel, breek in KAPOT.items():
        schema = deepcopy(_gaaf())
        breek(schema)
        bestanden.append(tmp_path / f"{regel}.json")
        bestanden[-1].write_text(json.dumps(schema), encoding="utf-8")
    gevonden = vondsten(EIGEN, *bestanden)
    assert "gaaf" not in gevonden
    assert {regel for regel in KAPOT if regel not in gevonden.get(regel, set())} == set()
    ongedekt = {naam for naam in EIGEN.read_text(encoding="utf-8").split() if naam.startswith("casus-")}
    assert {naam.rstrip(":") for naam in ongedekt} <= set(KAPOT)
