"""The most important of the NLGov REST API Design Rules 2.2, without node; each test names the rule of the standard."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.app import beschrijving

JSON = dict[str, Any]
WOORD = r"[a-z0-9]+(-[a-z0-9]+)*"
MEERVOUD = re.compile(r"(en|s|data|lijst|kalender|monitoring|voorraad|logboek|strook)($|-zonder-)")
"""How the plural of a Dutch noun ends; the rest are those of which there is one, as a list or the work in hand."""
EEN = {
    "inclusie",
    "consistentie",
    "checkpoint",
    "pdf",
    *("gezondheid", "levend", "gereed"),
    "wegwijzer",
    "bewaring",
    "tijdlijn",
    "verschil",
}
"""Of these a thing has one."""
FORMATEN = {"date-time", "date", "time-local", "uuid", "uri", "uri-reference", "binary", "email"}


@pytest.fixture(scope="module")
def schema() -> JSON:
    return beschrijving()


def handelingen(schema: JSON) -> Iterator[tuple[str, JSON]]:
    for pad, deel in schema["paths"].items():
        for methode, handeling in deel.items():
            yield f"{methode.upper()} {pad}", handeling


def antwoorden(schema: JSON) -> Iterator[tuple[str, str, JSON]]:
    for waar, handeling in handelingen(schema):
        for status, antwoord in handeling["responses"].items():
            yield waar, status, opgezocht(schema, antwoord)


def opgezocht(schema: JSON, deel: JSON) -> JSON:
    """What a reference points at."""
    if "$ref" not in deel:
        return deel
    hier: Any = schema
    for naam in deel["$ref"].removeprefix("#/").split("/"):
        hier = hier[naam]
    gevonden: JSON = hier
    return gevonden


def velden(schema: JSON) -> Iterator[tuple[str, str, JSON]]:
    for naam, deel in schema["components"]["schemas"].items():
        for veld, vorm in deel.get("properties", {}).items():
            yield naam, veld, vorm


def formaten(vorm: JSON) -> set[str]:
    eigen = {vorm["format"]} if "format" in vorm else set()
    return eigen.union(*(formaten(deel) for deel in vorm.get("anyOf", [])))


def test_core_doc_openapi_it_is_a_description_that_tools_can_read(schema: JSON) -> None:
    assert schema["openapi"].startswith("3.1.")
    for deel in schema["components"]["schemas"].values():
        Draft202012Validator.check_schema(deel)


def test_core_doc_openapi_contact_and_licence(schema: JSON) -> None:
    assert set(schema["info"]["contact"]) == {"name", "email", "url"}
    assert schema["info"]["license"]["identifier"] == "EUPL-1.2"
    assert "NLGov API Design Rules 2.2" in schema["info"]["description"]


def test_core_uri_version_and_semver(schema: JSON) -> None:
    assert [server["url"] for server in schema["servers"]] == ["/v1"]
    assert re.fullmatch(r"1\.[0-9]+\.[0-9]+", schema["info"]["version"])
    assert not [pad for pad in schema["paths"] if pad.startswith("/v") and pad[2:3].isdigit()]


def test_core_version_header_on_every_answer(schema: JSON) -> None:
    assert [
        (waar, status) for waar, status, wat in antwoorden(schema) if "API-Version" not in wat["headers"]
    ] == []


def test_core_no_trailing_slash_and_kebab_case(schema: JSON) -> None:
    vorm = re.compile(rf"(/({WOORD}|\{{[a-zA-Z]+\}}))+")
    assert [pad for pad in schema["paths"] if not vorm.fullmatch(pad)] == []


def test_core_naming_resources_are_dutch_nouns_in_the_plural(schema: JSON) -> None:
    delen = {deel for pad in schema["paths"] for deel in pad.split("/") if deel and deel[0] != "{"}
    assert {deel for deel in delen - EEN if not MEERVOUD.search(deel)} == set()
    assert delen | {"verschil"} >= EEN


def test_core_http_methods_are_the_standard_ones(schema: JSON) -> None:
    assert {methode for deel in schema["paths"].values() for methode in deel} <= {
        "get",
        "post",
        "put",
        "patch",
        "delete",
    }


def test_core_query_keys_fields_and_schemas_have_one_way_of_writing(schema: JSON) -> None:
    camel = re.compile(r"[a-z][A-Za-z0-9]*")
    for waar, handeling in handelingen(schema):
        for parameter in handeling.get("parameters", []):
            vorm = re.compile(r"[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)*") if parameter["in"] == "header" else camel
            assert vorm.fullmatch(parameter["name"]), (waar, parameter["name"])
    assert [(naam, veld) for naam, veld, _ in velden(schema) if not camel.fullmatch(veld)] == []
    assert [
        naam for naam in schema["components"]["schemas"] if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", naam)
    ] == []


def test_core_date_time_a_date_is_a_day_and_a_moment_has_its_offset(schema: JSON) -> None:
    for naam, veld, vorm in velden(schema):
        gevonden = formaten(vorm)
        assert gevonden <= FORMATEN, (naam, veld)
        if re.search(r"(^date|Date|[dD]atum)($|[A-Z])", veld) and "items" not in vorm:
            assert gevonden == {"date"}, (naam, veld)


def test_core_error_handling_problem_details_everywhere(schema: JSON) -> None:
    for waar, status, antwoord in antwoorden(schema):
        if status >= "400":
            assert set(antwoord["content"]) == {"application/problem+json"}, (waar, status)
    verplicht = set(schema["components"]["schemas"]["Probleem"]["required"])
    assert {"type", "title", "status", "detail"} <= verplicht


def test_core_error_handling_invalid_input_is_400_and_never_422(schema: JSON) -> None:
    for waar, handeling in handelingen(schema):
        assert "400" in handeling["responses"], waar
        assert "422" not in handeling["responses"], waar


def test_every_operation_has_a_short_name_of_its_own(schema: JSON) -> None:
    namen = [handeling["operationId"] for _, handeling in handelingen(schema)]
    assert len(set(namen)) == len(namen)
    assert [naam for naam in namen if not re.fullmatch(r"[a-z][A-Za-z0-9]*", naam)] == []
    tags = {tag["name"] for tag in schema["tags"] if tag["description"]}
    assert {tag for _, handeling in handelingen(schema) for tag in handeling["tags"]} == tags
