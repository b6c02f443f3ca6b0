"""Every operation, parameter and field says in Dutch what it is, with an example that its own schema takes."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import BaseModel, TypeAdapter

from api.app import ROUTERS, beschrijving
from api.rest.openapi import ALS_TEKST
from api.rest.velden import TEKST
from api.rest.voorportaal import Adres, adressen_van

JSON = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> JSON:
    return beschrijving()


def handelingen(schema: JSON) -> Iterator[tuple[str, JSON]]:
    for pad, deel in schema["paths"].items():
        for methode, handeling in deel.items():
            yield f"{methode.upper()} {pad}", handeling


def inhouden(handeling: JSON) -> Iterator[JSON]:
    for drager in (handeling.get("requestBody", {}), *handeling["responses"].values()):
        if "application/json" in drager.get("content", {}):
            yield drager["content"]["application/json"]


def voorbeeld_van(inhoud: JSON) -> Any:
    """The example, which stands there as text where a field is named as a method of HTTP is."""
    return json.loads(inhoud[ALS_TEKST]) if ALS_TEKST in inhoud else inhoud["example"]


def toetser(schema: JSON, vorm: JSON) -> Draft202012Validator:
    return Draft202012Validator({**vorm, "components": schema["components"]}, format_checker=FormatChecker())


def test_every_operation_says_what_it_does_and_shows_it(schema: JSON) -> None:
    for waar, handeling in handelingen(schema):
        assert handeling["summary"], waar
        assert handeling["description"].rstrip().endswith((".", "'.", ")")), waar
        for inhoud in inhouden(handeling):
            toetser(schema, inhoud["schema"]).validate(voorbeeld_van(inhoud))


def test_what_a_partner_reads_first_is_shown_as_it_would_be(schema: JSON) -> None:
    """What fits the schema alone may still mislead: an address of a street where a link stands, a case in no phase."""

    def getoond(pad: str, methode: str, status: str) -> Any:
        return voorbeeld_van(
            schema["paths"][pad][methode]["responses"][status]["content"]["application/json"]
        )

    assert getoond("/casussen", "post", "201")["fase"] == "aangemeld"
    assert getoond("/berichten/{verwijzing}", "get", "200")["adres"].startswith("/v1/casussen/")
    assert getoond("/abonnementen", "post", "201")["adres"].startswith("https://")
    (regel,) = getoond("/triagelijst", "get", "200")["regels"]
    assert regel["ontbreekt"][0]["code"] == "reguliere-routes"


def test_every_text_in_an_example_is_one_that_could_stand_there(schema: JSON) -> None:
    """Where nobody wrote one, a filler would tell an outsider nothing; of some requests only the schema is the same."""
    assert TEKST not in json.dumps(schema, ensure_ascii=False)
    gevonden = {
        voorbeeld_van(inhoud)["reden"]
        for pad in ("/casussen/{casusnummer}/heropeningen", "/overleggen/{overlegId}/afzeggingen")
        for inhoud in inhouden(schema["paths"][pad]["post"])
        if "reden" in voorbeeld_van(inhoud)
    }
    assert len(gevonden) == 2


def test_an_example_of_one_request_is_of_a_request_that_there_is(schema: JSON) -> None:
    gezegd = tomllib.loads((files("api.rest") / "velden.toml").read_text(encoding="utf-8"))["opdracht"]
    for pad, velden in gezegd.items():
        inhoud = schema["paths"][pad]["post"]["requestBody"]["content"]["application/json"]
        assert velden.items() <= voorbeeld_van(inhoud).items(), pad


def test_every_parameter_says_what_it_is_and_shows_it(schema: JSON) -> None:
    for waar, handeling in handelingen(schema):
        for parameter in handeling.get("parameters", []):
            assert parameter.get("description"), (waar, parameter["name"])
            toetser(schema, parameter["schema"]).validate(parameter["example"])


def test_every_field_says_what_it_is_and_what_a_partner_fills_in_shows_it(schema: JSON) -> None:
    zonder = [
        f"{naam}.{veld}"
        for naam, deel in schema["components"]["schemas"].items()
        for veld, vorm in deel.get("properties", {}).items()
        if not vorm.get("description")
    ]
    assert zonder == []
    for naam, deel in schema["components"]["schemas"].items():
        for veld, vorm in deel.get("properties", {}).items():
            assert not re.search(r"\b(the|which|whether|with)\b", vorm["description"]), (naam, veld)
            for voorbeeld in vorm.get("examples", []):
                toetser(schema, vorm).validate(voorbeeld)


def gevraagd() -> list[Adres]:
    return [
        adres
        for adres in adressen_van(route for router in ROUTERS for route in router.routes)
        if adres.route.body_field is not None
    ]


@pytest.mark.parametrize("adres", gevraagd(), ids=lambda adres: adres.route.path)
def test_the_example_of_a_request_is_taken_by_its_route(schema: JSON, adres: Adres) -> None:
    """The checks of our own, such as that of a BSN, are in no schema: the route's own model reads the example."""
    assert adres.route.body_field is not None
    soort: type[BaseModel] = adres.route.body_field.field_info.annotation  # type: ignore[assignment]
    (methode,) = adres.methoden
    handeling = schema["paths"][adres.route.path.removeprefix("/v1")][methode.lower()]
    voorbeeld = voorbeeld_van(handeling["requestBody"]["content"]["application/json"])
    TypeAdapter(soort).validate_json(json.dumps(voorbeeld))
