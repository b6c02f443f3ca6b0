"""What the door answers to a request that is wrong in itself: a table, whatever the route and whoever asks."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.app import ROUTERS
from api.rest.antwoorden import ANTWOORDEN, PROBLEEM
from api.rest.eenduidig import Meerduidig, eis_eenduidig
from api.rest.poort import HEADERS
from api.rest.probleemsoort import ONGELDIG, STATUSSEN, STORING, TE_GROOT, Soort
from api.rest.probleemtabel import SOORTEN
from api.rest.voorportaal import (
    ADRES_TE_LANG,
    GEEN_PASSENDE_VORM,
    KOPPEN_TE_GROOT,
    adressen_van,
    past,
)
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import AANMELDING, JSON

GEHEIM = "Kwetsbaar-Verzonnen-Geheim"
NUMMER = "C-BBBBB-BBBBB"
ALS_JSON = {"Content-Type": "application/json"}

TABEL: dict[str, tuple[str, str, dict[str, Any], int]] = {
    "no address": ("GET", f"/{GEHEIM}", {}, 404),
    "an address that ends in a slash": ("GET", "/casussen/", {}, 404),
    "a method that only another route knows": ("DELETE", "/casussen", {}, 405),
    "a method that nobody knows": (GEHEIM, "/casussen", {}, 405),
    "a method of another address": ("POST", "/triagelijst", {}, 405),
    "another form than there is": ("GET", f"/casussen/{NUMMER}", {"headers": {"Accept": "text/html"}}, 406),
    "JSON of what is text": ("GET", "/logboek/checkpoint", {"headers": {"Accept": "application/json"}}, 406),
    "a form that is refused": (
        "GET",
        "/tafels",
        {"headers": {"Accept": "application/json;q=0, text/csv"}},
        406,
    ),
    "no JSON": ("POST", "/casussen", {"content": b"{" + GEHEIM.encode(), "headers": ALS_JSON}, 400),
    "UTF-16": (
        "POST",
        "/casussen",
        {"content": f'{{"tafel": "{GEHEIM}"}}'.encode("utf-16"), "headers": ALS_JSON},
        400,
    ),
    "UTF-16 without its mark": (
        "POST",
        "/casussen",
        {"content": f'{{"tafel": "{GEHEIM}"}}'.encode("utf-16-le"), "headers": ALS_JSON},
        400,
    ),
    "Latin-1": (
        "POST",
        "/casussen",
        {"content": "{'tafel': 'é'}".encode("latin-1"), "headers": ALS_JSON},
        400,
    ),
    "letters that JSON does not have": (
        "POST",
        "/casussen",
        {"content": b"{}", "headers": {"Content-Type": "application/json; charset=iso-8859-1"}},
        415,
    ),
    "packed": (
        "POST",
        "/casussen",
        {"content": b"{}", "headers": {**ALS_JSON, "Content-Encoding": "gzip"}},
        415,
    ),
    "no JSON by its own word": (
        "POST",
        "/casussen",
        {"content": b"{}", "headers": {"Content-Type": "text/plain"}},
        415,
    ),
    "a name twice": (
        "POST",
        "/casussen",
        {"content": b'{"tafel": "a", "tafel": "b"}', "headers": ALS_JSON},
        400,
    ),
    "too deep": ("POST", "/casussen", {"content": b"[" * 200_000, "headers": ALS_JSON}, 400),
    "no number": ("POST", "/casussen", {"content": b'{"tafel": -Infinity}', "headers": ALS_JSON}, 400),
    "too much": ("POST", "/casussen", {"content": b" " * (1024 * 1024 + 1), "headers": ALS_JSON}, 413),
    "more than it says": (
        "POST",
        "/casussen",
        {"content": (b" " * 65536 for _ in range(17)), "headers": ALS_JSON},
        413,
    ),
    "a very long address": ("GET", f"/casussen/{'C' * 9000}", {}, 414),
    "a very long question": ("GET", f"/casussen/{NUMMER}?op={GEHEIM * 400}", {}, 414),
    "very many headers": ("GET", "/tafels", {"headers": {"X-Verzonnen": GEHEIM * 1500}}, 431),
}


@pytest.mark.parametrize(("methode", "pad", "opties", "status"), TABEL.values(), ids=TABEL.keys())
def test_what_is_wrong_in_itself_is_a_problem_that_repeats_nothing(
    deur: Deur, methode: str, pad: str, opties: dict[str, Any], status: int
) -> None:
    antwoord = deur.vraag(methode, pad, als=Rol.SECRETARIS, **opties)
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    for naam, waarde in HEADERS.items():
        assert antwoord.headers[naam] == waarde
    probleem = antwoord.json()
    Draft202012Validator(PROBLEEM).validate(probleem)
    assert (status == 400) == bool(probleem.get("fouten"))
    for woord in (GEHEIM, "Traceback", "File ", "Error"):
        assert woord not in antwoord.text


def test_a_405_names_every_method_of_the_address(deur: Deur) -> None:
    for pad, verwacht in {
        "/casussen": "GET, HEAD, OPTIONS, POST",
        f"/casussen/{NUMMER}": "GET, HEAD, OPTIONS",
        f"/casussen/{NUMMER}/triages": "OPTIONS, POST",
        "/openapi.json": "GET, HEAD, OPTIONS",
    }.items():
        for methode in ("PUT", "PATCH", "TRACE"):
            antwoord = deur.client.request(methode, f"/v1{pad}")
            assert (antwoord.status_code, antwoord.headers["Allow"]) == (405, verwacht)
        gevraagd = deur.client.options(f"/v1{pad}")
        assert (gevraagd.status_code, gevraagd.headers["Allow"], gevraagd.content) == (204, verwacht, b"")
        assert ("Access-Control-Allow-Origin" in gevraagd.headers) == (pad == "/openapi.json")


def test_head_is_get_without_content(deur: Deur) -> None:
    bewijs = {"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"}
    for pad in ("/tafels", f"/casussen/{NUMMER}", "/werkvoorraad"):
        gelezen = deur.haal(pad, als=Rol.SECRETARIS)
        kop = deur.client.head(f"/v1{pad}", headers=bewijs)
        assert (kop.status_code, kop.content) == (gelezen.status_code, b"")
        # The trace of a problem is another one each time, and as long.
        for naam in ("Content-Type", "Content-Length", "API-Version"):
            assert kop.headers[naam] == gelezen.headers[naam]
    assert deur.client.head("/v1/tafels").status_code == 401


def test_all_that_is_wrong_is_told_at_once_with_its_place(deur: Deur) -> None:
    inhoud = {
        **AANMELDING,
        "tafel": 3,
        "urgentie": GEHEIM,
        "betrokkenen": [{"betrokkenheid": GEHEIM, "naam": "", "bsn": "123456789", "geboortedatum": "ooit"}],
        GEHEIM: GEHEIM,
    }
    gevonden = deur.stuur("/casussen", inhoud, als=Rol.SECRETARIS).json()["fouten"]
    assert {fout["veld"] for fout in gevonden} == {
        "tafel",
        "urgentie",
        "inhoud",
        *(f"betrokkenen, nummer 1, {veld}" for veld in ("betrokkenheid", "naam", "bsn", "geboortedatum")),
    }
    assert GEHEIM not in str(gevonden)
    vraag = deur.haal("/triagelijst?limiet=0&op=ooit&na=x", als=Rol.SECRETARIS).json()["fouten"]
    assert {fout["veld"] for fout in vraag} == {"tafel", "limiet", "op"}


DUBBEL: dict[str, tuple[str, set[str]]] = {
    "at the top": ('{"tafel": "a", "tafel": "b"}', {"inhoud"}),
    "in a part": ('{"grondslag": {"grondslag": "a", "grondslag": "b"}}', {"grondslag"}),
    "in a list": ('{"betrokkenen": [{}, {"naam": 1, "naam": 2}]}', {"betrokkenen, nummer 2"}),
    "in two places": (
        '{"tafel": 1, "tafel": 2, "grondslag": {"toelichting": 1, "toelichting": 2}}',
        {"inhoud", "grondslag"},
    ),
    "under a name that is not known": (f'{{"{GEHEIM}": {{"a": 1, "a": 2}}}}', {"inhoud"}),
    "in what the second of a pair hides": ('{"tafel": {"a": 1, "a": 1}, "tafel": 3}', {"inhoud"}),
    "written in another way": ('{"tafel": 1, "\\u0074afel": 2}', {"inhoud"}),
}


@pytest.mark.parametrize(("inhoud", "velden"), DUBBEL.values(), ids=DUBBEL.keys())
def test_a_name_that_stands_twice_is_told_by_its_place(deur: Deur, inhoud: str, velden: set[str]) -> None:
    antwoord = deur.stuur("/casussen", als=Rol.SECRETARIS, content=inhoud.encode(), headers=ALS_JSON)
    assert antwoord.status_code == 400
    assert {fout["veld"] for fout in antwoord.json()["fouten"]} == velden
    assert {fout["reden"] for fout in antwoord.json()["fouten"]} == {"noemt een veld meer dan één keer"}
    assert GEHEIM not in antwoord.text


def test_the_same_name_in_two_objects_is_no_name_twice() -> None:
    eis_eenduidig(b'[{"a": 1}, {"a": {"a": 2}}]')
    eis_eenduidig(b"")
    with pytest.raises(Meerduidig):
        eis_eenduidig(b'[{"a": 1, "a": 1}]')


GEVRAAGD = {
    "": True,
    "*/*": True,
    "application/*": True,
    "application/json": True,
    "APPLICATION/JSON; charset=utf-8": True,
    "text/html, application/json;q=0.1": True,
    "text/html, */*;q=0.1": True,
    "text/html": False,
    "application/problem+json": False,
    "application/json;q=0": False,
    "application/json;q=0, */*": False,
    "*/*;q=0": False,
    "application/json;q=veel": False,
    ",,": False,
}


@pytest.mark.parametrize(("accept", "verwacht"), GEVRAAGD.items(), ids=str)
def test_the_most_precise_wish_counts(accept: str, verwacht: bool) -> None:  # noqa: FBT001 the other half of the row
    assert past(accept, frozenset({"application/json"})) is verwacht


def test_an_answer_of_which_the_form_is_not_known_is_never_refused() -> None:
    assert past("text/event-stream", frozenset())


def test_every_address_of_the_description_is_known_at_the_door(deur: Deur) -> None:
    bekend = {
        adres.route.path for adres in adressen_van(route for router in ROUTERS for route in router.routes)
    }
    assert set(deur.app.openapi()["paths"]) <= bekend


def test_the_examples_of_problems_are_problems_as_they_are_answered() -> None:
    soorten = [
        *SOORTEN.values(),
        *STATUSSEN.values(),
        ONGELDIG,
        TE_GROOT,
        STORING,
        ADRES_TE_LANG,
        KOPPEN_TE_GROOT,
        GEEN_PASSENDE_VORM,
    ]
    bekend: dict[str, Soort] = {f"urn:casus:probleem:{soort.code}": soort for soort in soorten}
    for antwoord in ANTWOORDEN.values():
        voorbeeld: JSON = antwoord["content"]["application/problem+json"]["example"]
        Draft202012Validator(PROBLEEM).validate(voorbeeld)
        # Those of versions and of limits come with what gives them.
        if voorbeeld["status"] in {412, 428, 429} and voorbeeld["type"] not in bekend:
            continue
        soort = bekend[voorbeeld["type"]]
        assert voorbeeld["title"] == soort.titel
        assert voorbeeld["status"] == soort.status
        assert soort.detail in {None, voorbeeld["detail"]}
