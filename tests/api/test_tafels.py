"""The tables, regions and questions at the door: whole, each rule with its source, and nothing else is answered."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic.alias_generators import to_camel

from api.rest.regiouit import RegioUit
from api.rest.tafeluit import TafelUit
from domain.rollen import Rol
from infra.definitions import Definities
from tests.api.conftest import Deur
from tests.api.verzoeken import JSON
from tests.verhalen import ZVH


def als_json(deel: object) -> Any:
    """A value of the domain as it should be answered, written out field by field."""
    if is_dataclass(deel):
        return {to_camel(veld.name): als_json(getattr(deel, veld.name)) for veld in fields(deel)}
    if isinstance(deel, tuple):
        return [als_json(onderdeel) for onderdeel in deel]
    if isinstance(deel, Enum):
        return deel.value
    return deel.isoformat() if isinstance(deel, date) else deel


def test_every_field_of_every_table_is_in_the_answer_as_it_stands(definities: Definities) -> None:
    for tafel in definities.tafels.values():
        uit = TafelUit.van(tafel, definities.protocollen[tafel.regime]).model_dump(mode="json", by_alias=True)
        protocol = uit.pop("privacyprotocol")
        assert uit == als_json(tafel), tafel.id
        assert protocol["regime"] == tafel.regime


def test_every_field_of_every_region_is_in_the_answer_with_its_tables(definities: Definities) -> None:
    for regio in definities.regios.values():
        uit = RegioUit.van(regio, definities).model_dump(mode="json", by_alias=True)
        tafels = uit.pop("tafels")
        assert uit == als_json(regio), regio.code
        assert {tafel["regio"] for tafel in tafels} == {regio.naam}


def test_all_tables_are_listed_in_the_order_of_their_regions(deur: Deur, definities: Definities) -> None:
    regels = deur.haal("/tafels", als=Rol.MELDER).json()["regels"]
    assert [regel["id"] for regel in regels] == list(definities.tafels)
    assert set(regels[0]) == {"id", "versie", "regio", "naam"}


def test_the_list_can_be_narrowed_to_a_region(deur: Deur) -> None:
    regels = deur.haal("/tafels?regio=westfriesland", als=Rol.BEHEERDER).json()["regels"]
    assert {regel["regio"] for regel in regels} == {"Westfriesland"}
    assert "doorbraaktafel-westfriesland" in {regel["id"] for regel in regels}


def test_a_table_shows_its_rules_with_their_sources(deur: Deur, definities: Definities) -> None:
    tafel = deur.haal(f"/tafels/{ZVH}", als=Rol.BEHEERDER).json()
    assert tafel["criteria"][0]["bron"] == {
        "document": "[0]",
        "paragraaf": "Zorg- en Veiligheidshuis, Wat zijn de aanmeldcriteria",
        "zekerheid": "bron",
    }
    assert tafel["leeftijden"][0]["bron"]["zekerheid"] == "keuze"
    assert (tafel["aanmelding"]["viaWie"], tafel["crisisroute"]["tekst"]) == (
        definities.tafels[ZVH].aanmelding.via_wie,
        definities.tafels[ZVH].crisisroute.tekst,
    )
    assert tafel["triage"] == {
        "weekdag": 1,
        "weken": 1,
        "anker": "2026-01-06",
        "bijFeestdag": "volgende-werkdag",
        "bron": {"document": "[2]", "paragraaf": "Triage", "zekerheid": "bron"},
    }


def test_a_region_shows_its_crisis_answer_its_scenarios_and_its_other_meetings(deur: Deur) -> None:
    codes = [regel["code"] for regel in deur.haal("/regios", als=Rol.MELDER).json()["regels"]]
    assert codes == sorted(codes)
    regio = deur.haal("/regios/gooi-en-vechtstreek", als=Rol.MELDER).json()
    assert "Bel 112 bij direct gevaar." in regio["crisisroute"]["tekst"]
    loketten = {scenario["code"]: len(scenario["loket"]) for scenario in regio["scenarios"]}
    assert loketten == {"scenario-1": 0, "scenario-2": 1}
    assert {overleg["code"] for overleg in regio["afstemming"]}.isdisjoint(
        tafel["id"] for tafel in regio["tafels"]
    )


def test_the_questions_are_those_of_the_wegwijzer(deur: Deur, definities: Definities) -> None:
    regels = deur.haal("/kenmerken", als=Rol.MELDER).json()["regels"]
    assert {regel["code"]: regel["vraag"] for regel in regels} == {
        kenmerk.code: kenmerk.vraag for kenmerk in definities.kenmerken.values()
    }


ADRESSEN: dict[str, tuple[str, int, str]] = {
    "unknown table": ("/tafels/elders", 404, "onbekende-tafel"),
    "unknown region": ("/regios/elders", 404, "onbekende-regio"),
    "unknown region as a filter": ("/tafels?regio=elders", 404, "onbekende-regio"),
    "name of a region for its code": ("/tafels?regio=Gooi%20en%20Vechtstreek", 400, "ongeldig-verzoek"),
    "NUL in a region": ("/regios/%00", 400, "ongeldig-verzoek"),
    "NUL in a filter": ("/tafels?regio=west%00", 400, "ongeldig-verzoek"),
    "empty filter": ("/tafels?regio=", 400, "ongeldig-verzoek"),
    "very long filter": ("/tafels?regio=" + "r" * 5000, 400, "ongeldig-verzoek"),
    "parameter that is not there": ("/kenmerken?regio=westfriesland", 400, "ongeldig-verzoek"),
}


@pytest.mark.parametrize(("pad", "status", "soort"), ADRESSEN.values(), ids=ADRESSEN.keys())
def test_an_address_that_leads_nowhere_is_a_problem(deur: Deur, pad: str, status: int, soort: str) -> None:
    antwoord = deur.haal(pad, als=Rol.SECRETARIS)
    assert (antwoord.status_code, antwoord.json()["type"]) == (status, f"urn:casus:probleem:{soort}")
    assert "elders" not in antwoord.text


def test_answers_are_as_described_in_dutch(deur: Deur) -> None:
    schema: JSON = deur.client.get("/v1/openapi.json").json()
    for pad, adres in (
        ("/tafels", "/tafels"),
        ("/tafels/{tafelId}", f"/tafels/{ZVH}"),
        ("/tafels/{tafelId}", "/tafels/doorbraaktafel-westfriesland"),
        ("/regios", "/regios"),
        ("/regios/{regioCode}", "/regios/gooi-en-vechtstreek"),
        ("/kenmerken", "/kenmerken"),
    ):
        handeling = schema["paths"][pad]["get"]
        assert " the " not in f"{handeling['summary']} {handeling['description']}"
        beschreven = handeling["responses"]["200"]["content"]["application/json"]["schema"]
        toetser = Draft202012Validator({**beschreven, "components": schema["components"]})
        toetser.validate(deur.haal(adres, als=Rol.AUDITOR).json())
