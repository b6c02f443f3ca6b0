"""The description of the door, and the headers on whatever it answers."""

import re

import pytest
from jsonschema import Draft202012Validator

from api.web.fouten import CSP
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.test_rechten import TABEL
from tests.api.verzoeken import JSON
from tests.verhalen import ZVH, Verhaal

OPENBAAR = {
    *("/gezondheid", "/gezondheid/levend", "/gezondheid/gereed"),
    *("/logboek/checkpoint", "/inzagelogboek/checkpoint", "/berichten/sleutels"),
}


@pytest.fixture
def schema(deur: Deur) -> JSON:
    antwoord = deur.client.get("/v1/openapi.json")
    assert antwoord.headers["Access-Control-Allow-Origin"] == "*"
    beschrijving: JSON = antwoord.json()
    return beschrijving


def handelingen(schema: JSON) -> list[tuple[str, str, JSON]]:
    return [(pad, methode, wat) for pad, deel in schema["paths"].items() for methode, wat in deel.items()]


def test_every_route_but_the_public_ones_asks_for_a_token(schema: JSON) -> None:
    zonder = {pad for pad, _, wat in handelingen(schema) if "security" not in wat}
    assert zonder == OPENBAAR
    assert {f"/v1{pad}" for pad in OPENBAAR} == {
        rij.split()[1] for rij, tekens in TABEL.items() if not tekens
    }
    assert set(schema["components"]["securitySchemes"]) == {"sessie", "token"}
    for pad, _, wat in handelingen(schema):
        if pad not in OPENBAAR:
            assert {"400", "401", "403", "503"} <= set(wat["responses"]), pad


def test_what_users_read_is_dutch(schema: JSON) -> None:
    for pad, _, wat in handelingen(schema):
        assert wat["summary"], pad
        assert " the " not in wat["description"], pad
    assert not any("description" in deel for deel in schema["components"]["schemas"].values())


def test_answers_are_as_described(deur: Deur, schema: JSON) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.wijs_actie_toe().positie)
    nummer = verhaal.casusnummer
    for pad, adres, als in (
        ("/casussen/{casusnummer}", f"/casussen/{nummer}", Rol.PROCESREGISSEUR),
        ("/casussen/{casusnummer}", f"/casussen/{nummer}", Rol.AUDITOR),
        ("/casussen/{casusnummer}/gebeurtenissen", f"/casussen/{nummer}/gebeurtenissen", Rol.MELDER),
        ("/casussen/{casusnummer}/tijdlijn", f"/casussen/{nummer}/tijdlijn", Rol.MELDER),
        ("/monitoring", f"/monitoring?tafel={ZVH}", Rol.SECRETARIS),
        ("/tafels/{tafelId}", f"/tafels/{ZVH}", Rol.MELDER),
    ):
        beschreven = schema["paths"][pad]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        toetser = Draft202012Validator({**beschreven, "components": schema["components"]})
        toetser.validate(deur.haal(adres, als=als).json())
    fout = deur.haal("/casussen/C-BBBBB-BBBBB", als=Rol.MELDER)
    Draft202012Validator(schema["components"]["schemas"]["Probleem"]).validate(fout.json())


@pytest.mark.parametrize(
    "pad", ["/v1/gezondheid", "/v1/openapi.json", "/v1/tafels", "/v1/niets", "/docs", "/"]
)
def test_every_answer_has_the_safe_headers(deur: Deur, pad: str) -> None:
    headers = deur.client.get(pad).headers
    assert headers["API-Version"] == "1.0.0"
    assert headers["Cache-Control"] == "no-store"
    van_de_deur = "default-src 'none'; frame-ancestors 'none'"
    assert headers["Content-Security-Policy"] == (van_de_deur if pad.startswith("/v1") else CSP)
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert ("Access-Control-Allow-Origin" in headers) == (pad == "/v1/openapi.json")


def test_there_is_no_page_that_loads_scripts_from_elsewhere(deur: Deur) -> None:
    for pad in ("/docs", "/redoc", "/openapi.json"):
        assert deur.client.get(pad).status_code == 404


def _vormen(schema: JSON) -> list[JSON]:
    return [deel for deel in schema.get("anyOf", [schema]) if deel.get("type") != "null"]


def test_nothing_in_an_address_can_be_about_a_person(schema: JSON) -> None:
    """People are looked for by POST alone: an address ends in logs, histories and referrers."""
    gezien = set()
    for pad, methode, wat in handelingen(schema):
        for parameter in wat.get("parameters", []):
            if parameter["in"] == "header":
                continue
            gezien.add(parameter["name"])
            for vorm in _vormen(parameter["schema"]):
                eng = vorm.get("type") in {"integer", "boolean"} or "$ref" in vorm or "enum" in vorm
                eng = eng or vorm.get("format") in {"uuid", "date", "date-time"} or "pattern" in vorm
                # The place in a list: made here of dates and numbers, and refused if it was not.
                assert eng or parameter["name"] == "na", (methode, pad, parameter["name"])
    woorden = ("naam", "bsn", "adres", "geboorte", "telefoon", "mail", "zoekt", "tekst", "reden")
    # An id of such a thing is a UUID, which was seen to above.
    namen = {naam.lower() for naam in gezien if not naam.endswith("Id")}
    assert [naam for naam in namen if any(woord in naam for woord in woorden)] == []


def test_an_etag_is_described_where_there_is_one(schema: JSON) -> None:
    def beschreven(pad: str) -> bool:
        return "ETag" in schema["paths"][pad]["post"]["responses"]["201"]["headers"]

    assert all(map(beschreven, ("/casussen", "/overleggen", "/consultaties", "/verzoeken")))
    assert not any(map(beschreven, ("/abonnementen", "/mailadressen", "/toekenningen", "/exports")))


def test_moments_are_answered_in_utc(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.wijs_actie_toe().positie)
    nummer = verhaal.casusnummer
    momenten: list[str] = []
    for pad in (
        f"/casussen/{nummer}",
        f"/casussen/{nummer}/tijdlijn",
        f"/casussen/{nummer}/gebeurtenissen",
        f"/triagelijst?tafel={ZVH}&op=2026-03-02T10:30:00%2B02:00",
        f"/monitoring?tafel={ZVH}",
    ):
        antwoord = deur.haal(pad, als=Rol.PROCESREGISSEUR)
        assert antwoord.status_code == 200
        momenten += re.findall(r'"([0-9]{4}-[0-9]{2}-[0-9]{2}T[^"]*)"', antwoord.text)
    assert momenten
    assert [moment for moment in momenten if not moment.endswith("Z")] == []
