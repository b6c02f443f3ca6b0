"""What the door does with requests that are wrong, too big, too deep, or come at a bad moment."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import psycopg
import pytest
import sqlalchemy.exc
from eventsourcing.persistence import InterfaceError, OperationalError
from httpx2 import Response
from pydantic.alias_generators import to_camel
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api.aanmelding import AanmeldingIn
from api.app import maak_app
from api.rest.redenen import CODE, ONBEKEND, REDENEN, VORMEN, fouten
from api.samenstelling import Dienst
from domain.rollen import Rol
from infra.optekenen import TeDruk
from tests.api.conftest import HIERVANDAAN, Deur
from tests.api.test_rechten import KOLOMMEN, TABEL, ingevuld, routes
from tests.api.verzoeken import AANMELDING, AANVULLING, ICO, JSON, TRIAGE
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal

GEHEIM = "Kwetsbaar-Verzonnen-Geheim"
"""Stands in requests that are wrong, and may come back nowhere."""


def met(**over: object) -> JSON:
    return {**deepcopy(AANMELDING), **over}


def mens(**over: object) -> JSON:
    return met(betrokkenen=[{**AANMELDING["betrokkenen"][0], **over}])


ONBEKEND_VELD = "heeft een veld dat hier niet bestaat. Bekend zijn: "
FOUT: dict[str, tuple[JSON, str, str]] = {
    "missing": ({**AANMELDING, "tafel": None}, "tafel", "moet tekst zijn"),
    "unknown field": (
        met(**{GEHEIM: GEHEIM}),
        "inhoud",
        f"{ONBEKEND_VELD}{', '.join(to_camel(naam) for naam in AanmeldingIn.model_fields)}",
    ),
    "unknown field in a part": (
        mens(**{GEHEIM: 1}),
        "betrokkenen, nummer 1",
        f"{ONBEKEND_VELD}betrokkenheid, naam, geboortedatum, bsn, adres, toelichting",
    ),
    "unknown field in a part that may be absent": (
        met(grondslag={"grondslag": "wgs", "toelichting": "Nodig", GEHEIM: 1}),
        "grondslag",
        f"{ONBEKEND_VELD}grondslag, toelichting",
    ),
    "empty text": (mens(naam="   "), "betrokkenen, nummer 1, naam", "is te kort (ten minste 1 tekens)"),
    "long text": (
        mens(naam=GEHEIM * 99),
        "betrokkenen, nummer 1, naam",
        "is te lang (ten hoogste 300 tekens)",
    ),
    "number for text": (mens(naam=7), "betrokkenen, nummer 1, naam", "moet tekst zijn"),
    "NUL in text": (mens(naam=f"{GEHEIM}\0"), "betrokkenen, nummer 1, naam", "bevat stuurtekens"),
    "NUL in a code": (met(gemeente=f"{GEHEIM}\0"), "gemeente", CODE),
    "half a character": (
        mens(naam=f"{GEHEIM}\ud800"),
        "betrokkenen, nummer 1, naam",
        "bevat tekens die geen tekst zijn",
    ),
    "half a character in a code": (met(gemeente="\udfff"), "gemeente", "bevat tekens die geen tekst zijn"),
    "wrong BSN": (mens(bsn="123456789"), "betrokkenen, nummer 1, bsn", "is geen geldig burgerservicenummer"),
    "BSN in other digits": (
        mens(bsn="٩٩٩٩٩٠٠١٩"),
        "betrokkenen, nummer 1, bsn",
        "moet uit negen cijfers bestaan",
    ),
    "impossible date": (
        mens(geboortedatum="1991-02-30"),
        "betrokkenen, nummer 1, geboortedatum",
        "moet een datum zijn, zoals 2026-03-02",
    ),
    "seconds for a date": (
        mens(geboortedatum=86400),
        "betrokkenen, nummer 1, geboortedatum",
        "moet een datum zijn, zoals 2026-03-02",
    ),
    "seconds as text for a date": (
        mens(geboortedatum="86400"),
        "betrokkenen, nummer 1, geboortedatum",
        "moet een datum zijn, zoals 2026-03-02",
    ),
    "end of time": (
        mens(geboortedatum="9999-12-31"),
        "betrokkenen, nummer 1, geboortedatum",
        "ligt onwaarschijnlijk ver in de toekomst",
    ),
    "unknown word": (
        met(urgentie=GEHEIM),
        "urgentie",
        "moet een van deze woorden zijn: regulier, crisis",
    ),
    "nobody": (met(betrokkenen=[]), "betrokkenen", "heeft te weinig onderdelen (ten minste 1)"),
    "everybody": (
        met(betrokkenen=AANMELDING["betrokkenen"] * 51),
        "betrokkenen",
        "heeft te veel onderdelen (ten hoogste 50)",
    ),
    "object for a list": (met(betrokkenen={}), "betrokkenen", "moet een lijst zijn"),
    "text for an object": (met(betrokkenen=[GEHEIM]), "betrokkenen, nummer 1", "moet een object zijn"),
}


@pytest.mark.parametrize(("inhoud", "veld", "reden"), FOUT.values(), ids=FOUT.keys())
def test_wrong_input_is_named_by_field_and_not_repeated(
    deur: Deur, inhoud: JSON, veld: str, reden: str
) -> None:
    antwoord = deur.stuur("/casussen", inhoud, als=Rol.SECRETARIS)
    _is_probleem(antwoord, 400)
    assert {"veld": veld, "reden": reden} in antwoord.json()["fouten"]


MOMENTEN = [
    "2026-03-09",
    "2026-03-09T14:00:00",
    "1700000000",
    1700000000,
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "-271821-04-20T00:00:00Z",
    None,
    True,
]


@pytest.mark.parametrize("moment", MOMENTEN)
def test_a_moment_has_an_offset_and_lies_within_reason(deur: Deur, moment: object) -> None:
    pad = "/casussen/C-BBBBB-BBBBB/icos"
    antwoord = deur.stuur(pad, {**ICO, "begint": moment}, als=Rol.SECRETARIS)
    _is_probleem(antwoord, 400)
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == ["begint"]


def test_nobody_cannot_be_chosen_as_an_id_and_a_person_comes_in_once(deur: Deur) -> None:
    nul = "00000000-0000-0000-0000-000000000000"
    niemand = {**AANVULLING["betrokkenen"][0], "persoonId": nul}
    twee_keer = AANVULLING["betrokkenen"] * 2
    for betrokkenen in ([niemand], twee_keer):
        antwoord = deur.stuur("/casussen/C-B/aanvullingen", {"betrokkenen": betrokkenen}, als=Rol.SECRETARIS)
        _is_probleem(antwoord, 400)


RAUW: dict[str, tuple[bytes, int]] = {
    "no JSON": (b"{" + GEHEIM.encode(), 400),
    "nothing": (b"", 400),
    "no object": (b"[]", 400),
    "null": (b"null", 400),
    "invalid UTF-8": (b'{"tafel": "\xff\xfe' + GEHEIM.encode() + b'"}', 400),
    "deep": (b"[" * 200_000, 400),
    "deep object": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
    "huge number": (b'{"tafel": ' + b"9" * 10_000 + b"}", 400),
    "no number": (b'{"tafel": NaN, "organisatie": Infinity}', 400),
    "half a character as a name": (b'{"\\ud800": 1}', 400),
    "too big": (b" " * (1024 * 1024 + 1), 413),
}


@pytest.mark.parametrize(("inhoud", "status"), RAUW.values(), ids=RAUW.keys())
def test_bytes_that_make_no_sense_are_refused_quietly(deur: Deur, inhoud: bytes, status: int) -> None:
    antwoord = deur.stuur(
        "/casussen", als=Rol.SECRETARIS, content=inhoud, headers={"Content-Type": "application/json"}
    )
    _is_probleem(antwoord, status)


def test_a_body_that_does_not_say_how_long_it_is_is_counted(deur: Deur) -> None:
    stukken = (b" " * 65536 for _ in range(17))
    antwoord = deur.stuur(
        "/casussen", als=Rol.SECRETARIS, content=stukken, headers={"Content-Type": "application/json"}
    )
    _is_probleem(antwoord, 413)


@pytest.mark.parametrize("soort", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""])
def test_only_json_is_taken(deur: Deur, soort: str) -> None:
    antwoord = deur.stuur("/casussen", als=Rol.SECRETARIS, content=b"{}", headers={"Content-Type": soort})
    _is_probleem(antwoord, 415)


ADRESSEN: dict[str, tuple[str, int]] = {
    "unknown": (f"/{GEHEIM}", 404),
    "trailing slash": ("/tafels/", 404),
    "NUL in a number": ("/casussen/C%00B", 400),
    "no UTF-8 in a number": ("/casussen/%FF%FE", 400),
    "a name for a number": (f"/casussen/{GEHEIM}%20X", 400),
    "a very long number": ("/casussen/" + "C" * 5000, 400),
    "a moment without offset": ("/casussen/C-B?op=2026-03-02T09:00:00", 400),
    "a day for a moment": ("/casussen/C-B?op=2026-03-02", 400),
    "seconds for a moment": ("/casussen/C-B?op=1700000000", 400),
    "NUL in a table": ("/triagelijst?tafel=%00", 400),
    "no table": ("/triagelijst", 400),
    "no number of lines": (f"/triagelijst?tafel={ZVH}&limiet=alle", 400),
    "no lines": (f"/triagelijst?tafel={ZVH}&limiet=0", 400),
    "too many lines": (f"/triagelijst?tafel={ZVH}&limiet=201", 400),
    "a huge number of lines": (f"/triagelijst?tafel={ZVH}&limiet=" + "9" * 5000, 400),
    "a made-up place": (f"/triagelijst?tafel={ZVH}&na={GEHEIM}", 400),
    "a place in other letters": (f"/triagelijst?tafel={ZVH}&na=%C3%A9%00", 400),
    "a place with a NUL": (
        f"/monitoring?tafel={ZVH}&na=eyJlZXJzdGVfZGF0dW0iOiIyMDI2LTAzLTAyIiwiY2FzdXNudW1tZXIiOiJcdTAwMDAifQ",
        400,
    ),
    "a place that is a number": (f"/monitoring?tafel={ZVH}&na=MQ", 400),
}


@pytest.mark.parametrize(("pad", "status"), ADRESSEN.values(), ids=ADRESSEN.keys())
def test_addresses_that_make_no_sense_are_refused_quietly(deur: Deur, pad: str, status: int) -> None:
    _is_probleem(deur.haal(pad, als=Rol.SECRETARIS), status)


def test_no_route_passes_over_a_parameter_that_it_does_not_know(deur: Deur) -> None:
    for methode, pad in routes(deur):
        adres = ingevuld(pad, casusnummer="C-BBBBB-BBBBB", methode=methode)
        teken = "&" if "?" in adres else "?"
        rol = next(
            rol
            for rol, mag in zip(KOLOMMEN, TABEL[f"{methode} {pad}"].split() or "+", strict=False)
            if mag == "+"
        )
        antwoord = deur.vraag(methode, f"{adres}{teken}{GEHEIM}={GEHEIM}", als=rol)
        _is_probleem(antwoord, 400)
        (fout,) = antwoord.json()["fouten"]
        assert fout["veld"] == "vraag", pad
        assert fout["reden"].startswith("heeft een parameter die hier niet bestaat. "), pad
    _is_probleem(deur.client.get(f"/v1/openapi.json?{GEHEIM}"), 400)


def test_a_parameter_with_a_slip_of_the_pen_hears_which_there_are(deur: Deur) -> None:
    antwoord = deur.haal(f"/casussen?tafel={ZVH}&alleenTeLaat=true", als=Rol.AUDITOR)
    assert antwoord.json()["fouten"] == [
        {
            "veld": "vraag",
            "reden": "heeft een parameter die hier niet bestaat. Bekend zijn: tafel, gemeente, fase, op, na, limiet",
        }
    ]
    zonder = deur.haal(f"/tafels/{ZVH}?tafel=x", als=Rol.AUDITOR).json()["fouten"]
    assert zonder[0]["reden"] == "heeft een parameter die hier niet bestaat. Dit adres kent er geen"


@pytest.mark.parametrize(
    "moment", ["2026-03-02T09:00:00", "2026-03-02T10:30:00+01:00", "2026-03-02", "1700000000"]
)
def test_a_moment_in_an_address_hears_how_it_is_written(deur: Deur, moment: str) -> None:
    """A + that is not escaped comes in as a space."""
    antwoord = deur.haal(f"/casussen/C-BBBBB-BBBBB?op={moment}", als=Rol.SECRETARIS)
    _is_probleem(antwoord, 400)
    (fout,) = antwoord.json()["fouten"]
    assert fout["veld"] == "op"
    assert "zoals 2026-03-02T09:30:00Z" in fout["reden"]
    assert "%2B" in fout["reden"]


def test_a_casusnummer_may_be_typed_in_small_letters(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    pad = f"/casussen/{verhaal.casusnummer.lower()}"
    assert deur.haal(pad, als=Rol.SECRETARIS).json()["casusnummer"] == verhaal.casusnummer
    gedaan = deur.stuur(f"{pad}/triages", TRIAGE, als=Rol.PROCESREGISSEUR).json()
    assert (gedaan["casusnummer"], gedaan["fase"]) == (verhaal.casusnummer, "opgenomen")


def test_a_method_that_an_address_does_not_know_is_refused(deur: Deur) -> None:
    antwoord = deur.vraag("DELETE", "/casussen/C-BBBBB-BBBBB", als=Rol.COMPLIANCE)
    _is_probleem(antwoord, 405)
    assert antwoord.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_every_reason_is_a_sentence_also_for_what_is_not_known_here() -> None:
    namen = {"min_length": 1, "max_length": 2, "expected": "'a' or 'b'", "ge": 1, "le": 2}
    for soort, reden in REDENEN.items():
        assert "{" not in reden.format_map(namen), soort
    onbekend: list[dict[str, Any]] = [{"type": "iets_nieuws", "loc": ("body", "naam"), "input": GEHEIM}]
    assert fouten(onbekend) == [{"veld": "naam", "reden": ONBEKEND}]


def test_each_form_that_a_value_can_have_is_told_in_words(deur: Deur) -> None:
    schemas = json.dumps(deur.app.openapi()["components"]["schemas"])
    vormen = {json.loads(vorm) for vorm in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', schemas)}
    assert "^[0-9]{9}$" in vormen
    assert vormen <= set(VORMEN)


# --- at a bad moment ---------------------------------------------------------------------------------------------


def struikelend(dienst: Dienst, fout: Exception) -> TestClient:
    """The door of a service whose shell fails."""

    class Shell:
        definities = dienst.shell.definities

        def laad(self, _: str) -> None:
            raise fout

        def voer_uit(self, *_: object, **__: object) -> None:
            raise fout

    kapot = replace(dienst, shell=Shell())  # type: ignore[arg-type]
    return TestClient(maak_app(kapot), client=HIERVANDAAN)


BUITEN = {
    "psycopg": lambda: psycopg.OperationalError(GEHEIM),
    "psycopg, closed": lambda: psycopg.InterfaceError(GEHEIM),
    "eventsourcing": lambda: OperationalError(GEHEIM),
    "eventsourcing, closed": lambda: InterfaceError(GEHEIM),
    "sqlalchemy": lambda: sqlalchemy.exc.OperationalError(GEHEIM, {}, Exception(GEHEIM)),
    "sqlalchemy, no connection free": lambda: sqlalchemy.exc.TimeoutError(GEHEIM),
    "too busy": TeDruk,
}


@pytest.mark.parametrize("maak", BUITEN.values(), ids=BUITEN.keys())
def test_without_a_database_the_door_says_when_to_come_back(
    deur: Deur, maak: Callable[[], Exception]
) -> None:
    client = struikelend(deur.dienst, maak())
    headers = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR)}", "If-Match": "*"}
    for antwoord in (
        client.get("/v1/casussen/C-BBBBB-BBBBB", headers=headers),
        client.post("/v1/casussen/C-BBBBB-BBBBB/triages", json=TRIAGE, headers=headers),
    ):
        _is_probleem(antwoord, 503)
        assert int(antwoord.headers["Retry-After"]) > 0


def test_what_nobody_foresaw_is_answered_and_logged_without_its_text(deur: Deur) -> None:
    client = struikelend(deur.dienst, RuntimeError(GEHEIM))
    headers = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR)}"}
    with capture_logs() as regels:
        antwoord = client.get(f"/v1/casussen/{GEHEIM}", headers=headers)
    _is_probleem(antwoord, 500)
    assert [regel["event"] for regel in regels] == ["storing", "verzoek"]
    assert (regels[0]["soort"], regels[0]["plaats"].split(":")[0]) == ("RuntimeError", "laad")
    assert GEHEIM not in str(regels)


def test_a_request_leaves_one_line_without_path_query_or_content(deur: Deur) -> None:
    with capture_logs() as regels:
        deur.stuur(f"/casussen/{GEHEIM}/triages", TRIAGE, als=Rol.PROCESREGISSEUR)
        deur.client.request(
            GEHEIM, f"/v1/{GEHEIM}?q={GEHEIM}", headers={"traceparent": f"00-{'1' * 32}-{'2' * 16}-01"}
        )
    eerste, tweede = regels
    assert eerste["actie"] == "POST /v1/casussen/{casusnummer}/triages"
    assert (eerste["status"], eerste["rol"], eerste["log_level"]) == (404, "procesregisseur", "info")
    assert tweede["actie"] == "? (onbekend adres)"
    assert set(eerste) == {"event", "log_level", "actie", "status", "duur_ms", "rol", "spoor"}
    assert eerste["spoor"] != tweede["spoor"] != "1" * 32
    assert GEHEIM not in str(regels)


def test_a_stopped_view_shows_in_the_health_of_the_service(deur: Deur, klok: Klok) -> None:
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gezond"}
    deur.dienst.wacht_op(Verhaal(deur.dienst).meld_aan().positie)
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gezond"}
    with deur.dienst.engine.begin() as verbinding:
        verbinding.exec_driver_sql("UPDATE weergave.stand SET fout = 'Stuk'")
    assert deur.client.get("/v1/gezondheid").json() == {"stand": "gestoord"}


def _is_probleem(antwoord: Response, status: int) -> None:
    """It is a problem with this status, in Dutch, with nothing of what was sent or of how it works inside."""
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    probleem = antwoord.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(probleem)
    assert probleem["status"] == status
    assert probleem["type"].startswith("urn:casus:probleem:")
    assert (status == 400) == ("fouten" in probleem)
    for woord in (GEHEIM, "Traceback", "File ", "pydantic", "psycopg", "Error"):
        assert woord not in antwoord.text
