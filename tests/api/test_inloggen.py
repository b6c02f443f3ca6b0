"""Signing in: at one's own organisation, as whom, again for a step, and out; systems with tokens of their issuer."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import httpx
import pytest
from fastapi import APIRouter
from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import ECKey
from pydantic import SecretStr
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api.app import maak_app
from api.inloggen.fouten import BewijsFout, InlogFout
from api.inloggen.poging import begin_poging
from api.luisteren import adres_van, luister
from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.samenstelling import Dienst
from api.tokens import lees_sleutel
from domain.rollen import Medewerker, Rol
from infra.toekenning import Aanvraag, Eindreden, Soort
from tests.api.conftest import HIERVANDAAN
from tests.api.inlogproef import ADRES, INLOG, NU, SUBSTANTIEEL, UITGEVER, Browser, Nepuitgever, demo_uitgever
from tests.conftest import BEGIN, Klok
from tests.verhalen import ZVH

WORTEL = Path(__file__).parents[2]
VANDAAG = BEGIN.date()
BEHEER = Medewerker("mw-lychee", Rol.BEHEERDER, "zvh")


def open_deur(dienst: Dienst, **over: object) -> Any:
    """The application under other settings."""
    return maak_app(replace(dienst, settings=dienst.settings.model_copy(update=over)))


def met(dienst: Dienst, uitgever: str) -> Browser:
    """Somebody at the service, of which people sign in at this issuer."""
    app = open_deur(dienst, omgeving="demo", adres=ADRES, oidc_uitgever=uitgever)
    return Browser(TestClient(app, base_url=ADRES, client=HIERVANDAAN))


@pytest.fixture
def browser(dienst: Dienst, klok: Klok, tmp_path: Path) -> Iterator[Browser]:
    """Somebody who signs in at the demo's issuer."""
    eigen = replace(dienst, settings=dienst.settings.model_copy(update={"data": tmp_path / "data"}))
    with demo_uitgever(eigen.settings, klok) as uitgever:
        yield met(eigen, uitgever)


def rol(browser: Browser) -> str:
    """As whom the log says that somebody works."""
    with capture_logs() as regels:
        assert browser.get("/v1/tafels").status_code == 200
    return str(regels[-1]["rol"])


# --- in -------------------------------------------------------------------------------------------------------------


def test_somebody_signs_in_and_works_until_signing_out(browser: Browser) -> None:
    assert browser.get("/v1/tafels").status_code == 401
    terug = browser.log_in("demo-procesregisseur", f"/inloggen?{urlencode({'naar': '/werk'})}")
    assert (terug.status_code, terug.headers["location"]) == (303, "/werk")
    assert rol(browser) == "procesregisseur"
    assert browser.get("/v1/triagelijst?tafel=" + ZVH).status_code == 200
    browser.post("/uitloggen", {"csrf": browser.csrf(), "waar": "hier"})
    assert browser.get("/v1/tafels").status_code == 401
    assert "U bent uitgelogd" in browser.get("/uitloggen").text


def uitgang(blad: Response) -> tuple[str, dict[str, str]]:
    """The form on a page that signs somebody out at the provider: where it goes, and what it says."""
    gevonden = re.search(r'<form method="post" action="(http[^"]+)">', blad.text)
    assert gevonden, blad.text
    velden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', blad.text)
    return gevonden[1], dict(velden)


def test_who_signs_out_at_the_provider_too_says_who_it_is_in_a_form_and_never_in_an_address(
    browser: Browser,
) -> None:
    browser.log_in("demo-procesregisseur")
    blad = browser.post("/uitloggen", {"csrf": browser.csrf(), "waar": "overal"})
    plek, velden = uitgang(blad)
    assert set(velden) == {"client_id", "post_logout_redirect_uri", "id_token_hint"}
    assert velden["id_token_hint"] not in str(blad.headers.get("location"))
    delen = urlsplit(plek)
    assert f"form-action 'self' {delen.scheme}://{delen.netloc};" in blad.headers["content-security-policy"]
    terug = httpx.post(plek, data=velden)
    assert (terug.status_code, terug.headers["location"]) == (303, f"{ADRES}/uitloggen")
    # It is the provider that checks it, and the page of one sign-out is not that of the next.
    anders = velden["id_token_hint"][:-4] + "AAAA"
    assert httpx.post(plek, data={**velden, "id_token_hint": anders}).status_code == 400
    assert "__Secure-casus-uit" not in browser.client.cookies


def test_the_proof_of_somebody_else_is_not_sent_along_at_signing_out(browser: Browser) -> None:
    browser.log_in("demo-secretaris")
    browser.csrf()
    van_een_ander = str(browser.client.cookies["__Secure-casus-uit"])
    browser.post("/uitloggen", {"csrf": browser.csrf(), "waar": "hier"})
    browser.log_in("demo-procesregisseur")
    for vreemd in (van_een_ander, "a.b.c", "x", ""):
        browser.client.cookies.set("__Secure-casus-uit", vreemd, domain="casus.example", path="/uitloggen")
    blad = browser.post("/uitloggen", {"csrf": browser.csrf(), "waar": "hier"})
    assert "/end_session?client_id=casus&amp;post_logout_redirect_uri=" in blad.text
    assert "id_token_hint" not in blad.text


def test_the_proof_for_signing_out_is_shown_at_that_page_alone(browser: Browser) -> None:
    terug = browser.log_in("demo-procesregisseur")
    (koekje,) = [een for een in terug.headers.get_list("set-cookie") if een.startswith("__Secure-casus-uit=")]
    assert {"HttpOnly", "Secure", "Path=/uitloggen", "SameSite=lax"} <= set(koekje.split("; "))
    assert "__Secure-casus-uit" not in str(browser.get("/v1/tafels").request.headers.get("cookie"))


def test_the_proof_goes_from_the_browser_also_when_the_session_ended_by_itself(
    browser: Browser, klok: Klok
) -> None:
    browser.log_in("demo-procesregisseur")
    klok.verder(minutes=31)
    uit = browser.get("/uitloggen")
    assert "U bent uitgelogd" in uit.text
    (weg,) = uit.headers.get_list("set-cookie")
    assert weg.startswith('__Secure-casus-uit=""; ')
    assert {"Max-Age=0", "Path=/uitloggen", "Secure"} <= set(weg.split("; "))
    # A form of another site brings no cookie along, and takes none away from somebody who is in.
    assert "set-cookie" not in browser.post("/uitloggen", {}).headers


def test_who_has_several_roles_chooses_one_and_can_change(browser: Browser) -> None:
    terug = browser.log_in("demo-vertegenwoordiger", f"/inloggen?{urlencode({'naar': '/werk?a=b'})}")
    assert terug.headers["location"] == "/rol?naar=%2Fwerk%3Fa%3Db"
    zonder = browser.get("/v1/tafels")
    assert (zonder.status_code, zonder.json()["type"]) == (403, "urn:casus:probleem:kies-rol")
    for keuze, verwacht in ((0, "vertegenwoordiger"), (1, "melder")):
        blad = browser.get(terug.headers["location"]).text
        gekozen = re.findall(r'value="([0-9a-f-]{36})"', blad)[keuze]
        velden = {"csrf": browser.csrf("/rol"), "toekenning": gekozen, "naar": "/werk?a=b"}
        verder = browser.post("/rol", velden)
        assert (verder.status_code, verder.headers["location"]) == (303, "/werk?a=b")
        assert rol(browser) == verwacht


def test_nobody_chooses_what_is_not_theirs(browser: Browser) -> None:
    browser.log_in("demo-vertegenwoordiger")
    for keuze in (str(uuid4()), "", "procesregisseur"):
        velden = {"csrf": browser.csrf("/rol"), "toekenning": keuze, "naar": "/"}
        assert browser.post("/rol", velden).headers["location"] == "/rol"
    assert browser.get("/v1/tafels").status_code == 403


def test_who_has_no_grant_hears_whom_to_ask_and_gets_no_session(browser: Browser) -> None:
    terug = browser.log_in("demo-nieuw")
    assert terug.status_code == 403
    assert "Vraag de beheerder van uw tafel om toegang." in terug.text
    assert browser.koekje is None


def test_pages_of_the_sign_in_need_no_script_and_no_style_and_are_kept_nowhere(browser: Browser) -> None:
    browser.log_in("demo-vertegenwoordiger")
    for pad in ("/rol", "/uitloggen", "/inloggen/terug"):
        blad = browser.get(pad)
        assert blad.headers["content-type"] == "text/html; charset=utf-8"
        assert "script" not in blad.headers["content-security-policy"]
        assert "default-src 'none'" in blad.headers["content-security-policy"]
        assert blad.headers["cache-control"] == "no-store"
        assert '<html lang="nl">' in blad.text
        assert not re.search(r"<script|<style|style=|\son\w+=", blad.text)
        assert len(re.findall(r"<h1>", blad.text)) == 1


def test_somebody_whose_organisation_refuses_reads_that(browser: Browser) -> None:
    heen = browser.heen()
    vraag = {
        "error": "access_denied",
        "error_description": "<b>x</b>",
        "iss": heen.partition("/authorize")[0],
    }
    state = parse_qs(urlsplit(heen).query)["state"][0]
    antwoord = browser.get(f"/inloggen/terug?{urlencode({**vraag, 'state': state})}")
    assert (antwoord.status_code, "<b>" in antwoord.text) == (403, False)
    assert "afgebroken of geweigerd" in antwoord.text


def test_an_issuer_that_is_away_is_said_so_and_the_rest_goes_on(dienst: Dienst) -> None:
    with luister("127.0.0.1", 0) as luisteraar:
        weg = adres_van(luisteraar)
    browser = met(dienst, weg)
    antwoord = browser.get("/inloggen")
    assert (antwoord.status_code, "Inloggen kan nu niet" in antwoord.text) == (503, True)
    assert browser.get("/v1/gezondheid").status_code in {200, 503}


def test_where_people_do_not_sign_in_with_a_browser_the_page_says_so(dienst: Dienst) -> None:
    browser = Browser(TestClient(open_deur(dienst), base_url=ADRES, client=HIERVANDAAN))
    for pad in ("/inloggen", "/inloggen/terug?code=a", "/inloggen/jwks.json"):
        assert browser.get(pad).status_code == 404
    assert browser.post("/inloggen/achterkanaal", {"logout_token": "x"}, {}).status_code == 404


def test_the_issuer_can_read_the_public_half_of_our_key_and_no_more(browser: Browser) -> None:
    (sleutel,) = browser.get("/inloggen/jwks.json").json()["keys"]
    assert {"kty", "crv", "x", "y", "kid", "use", "alg"} == set(sleutel)


# --- how long -------------------------------------------------------------------------------------------------------


def test_a_session_ends_when_nobody_works_in_it_and_at_the_end_of_the_day(
    browser: Browser, klok: Klok
) -> None:
    browser.log_in("demo-secretaris")
    klok.verder(minutes=29)
    assert browser.get("/v1/tafels").status_code == 200
    klok.verder(minutes=30)
    assert browser.get("/v1/tafels").status_code == 401
    browser.log_in("demo-secretaris")
    for _ in range(19):
        klok.verder(minutes=25)
        assert browser.get("/v1/tafels").status_code == 200
    klok.verder(minutes=5)
    assert browser.get("/v1/tafels").status_code == 401


def test_a_page_that_asks_by_itself_kept_a_session_open_while_nobody_sat_there(
    browser: Browser, klok: Klok
) -> None:
    browser.log_in("demo-secretaris")
    for koppen in ({"X-Vanzelf": "ja"}, {"Accept": "*/*, text/event-stream"}):
        klok.verder(minutes=14)
        assert browser.get("/v1/tafels", **koppen).status_code == 200
    klok.verder(minutes=2)
    assert browser.get("/v1/tafels").status_code == 401


def test_a_step_asks_for_a_sign_in_of_just_now(browser: Browser, klok: Klok) -> None:
    browser.log_in("demo-fg")
    pad = "/v1/vernietigingslijsten/L-BCDFG-HJKLM/goedkeuringen"
    koppen = {"Sec-Fetch-Site": "same-origin", "X-CSRF": browser.csrf(), "If-Match": "*"}

    def keur_goed() -> tuple[int, str]:
        antwoord = browser.client.post(pad, json={"vingerafdruk": "0" * 64}, headers=koppen)
        return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]

    assert keur_goed()[0] == 404
    klok.verder(minutes=15, seconds=1)
    assert keur_goed() == (401, "stap-hoger")
    assert browser.get("/v1/vernietigingslijsten/L-BCDFG-HJKLM").status_code == 404  # To read asks no step.
    heen = parse_qs(urlsplit(browser.heen("/inloggen?opnieuw")).query)
    assert (heen["max_age"], heen["prompt"]) == (["0"], ["login"])
    assert SUBSTANTIEEL in heen["acr_values"][0]
    browser.log_in("demo-fg", "/inloggen?opnieuw&naar=/werk")
    koppen["X-CSRF"] = browser.csrf()
    assert keur_goed()[0] == 404


def test_who_signs_in_again_for_a_step_goes_on_in_the_same_role_and_another_does_not(
    browser: Browser,
) -> None:
    browser.log_in("demo-vertegenwoordiger")
    gekozen = re.findall(r'value="([0-9a-f-]{36})"', browser.get("/rol").text)[1]
    browser.post("/rol", {"csrf": browser.csrf("/rol"), "toekenning": gekozen, "naar": "/"})
    assert browser.log_in("demo-vertegenwoordiger", "/inloggen?opnieuw").headers["location"] == "/"
    assert rol(browser) == "melder"
    browser.log_in("demo-secretaris", "/inloggen?opnieuw")
    assert rol(browser) == "secretaris"


def test_a_page_sends_somebody_to_where_it_is_put_right(browser: Browser, klok: Klok) -> None:
    bladen = APIRouter()

    @bladen.api_route("/blad", methods=["GET", "POST"])
    def blad(
        toegang: Annotated[Toegang, Mag(Recht.LIJST_GOEDKEUREN, doel="goedkeuren")], tafel: str = ""
    ) -> str:
        return f"{toegang.gebruiker.wie.rol} {tafel}"

    browser.client.app.include_router(bladen)  # type: ignore[attr-defined]  # Starlette's client knows it as any app
    zonder = browser.get("/blad?tafel=x")
    assert (zonder.status_code, zonder.headers["location"]) == (303, "/inloggen?naar=%2Fblad%3Ftafel%3Dx")
    browser.log_in("demo-vertegenwoordiger")
    assert browser.get("/blad").headers["location"] == "/rol?naar=%2Fblad"
    terug = browser.log_in("demo-fg", "/inloggen?opnieuw&naar=/blad?tafel=x")
    assert browser.get(terug.headers["location"]).text == '"fg x"'
    klok.verder(minutes=16)
    assert browser.get("/blad?tafel=x").headers["location"] == "/inloggen?opnieuw=ja&naar=%2Fblad%3Ftafel%3Dx"
    gestuurd = browser.post("/blad?tafel=x", {"csrf": browser.csrf()})
    # What was filled in is not lost on the way: the page that says so holds it.
    assert gestuurd.status_code == 401
    assert 'href="/inloggen?opnieuw=ja' in gestuurd.text


def test_an_auditor_who_reads_in_full_signed_in_just_now(browser: Browser, klok: Klok) -> None:
    browser.log_in("demo-auditor")
    klok.verder(minutes=16)
    gewoon = browser.get(f"/v1/vernietigingslijsten?tafel={ZVH}")
    met_doel = browser.get(f"/v1/vernietigingslijsten?tafel={ZVH}", Inzagedoel=str(uuid4()))
    assert (gewoon.status_code, met_doel.status_code) == (200, 401)


def test_somebody_signs_out_on_all_devices(browser: Browser) -> None:
    thuis = Browser(TestClient(browser.client.app, base_url=ADRES, client=HIERVANDAAN))
    for een in (browser, thuis):
        een.log_in("demo-secretaris")
    browser.post("/uitloggen", {"csrf": browser.csrf(), "waar": "overal"})
    assert thuis.get("/v1/tafels").status_code == 401


# --- the register of grants -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opnieuw", "ouder", "reden"),
    [
        (False, 8 * 3600 + 61, "te-lang-geleden"),
        (False, 7 * 3600, None),
        (True, 61, "niet-opnieuw"),
        (True, 0, None),
    ],
)
def test_a_sign_in_of_longer_ago_than_was_asked_for_does_not_count(
    dienst: Dienst, *, opnieuw: bool, ouder: int, reden: str | None
) -> None:
    """An issuer that kept somebody signed in, and did not do as it was asked."""
    nep = Nepuitgever()
    over = {"omgeving": "demo", "adres": ADRES, "oidc_uitgever": UITGEVER}
    balie = open_deur(dienst, **over).state.deur.balie
    client = replace(balie.client, aanbieder=nep.aanbieder())
    poging = begin_poging("/", opnieuw=opnieuw, nu=BEGIN)
    claims = {**INLOG, "nonce": poging.nonce, "auth_time": NU - ouder, "toekenningen": [{"rol": "beheerder"}]}
    if reden is None:
        # And of an issuer that is not the demo's, no claim says what somebody may do.
        assert balie.lees_inlog(nep.teken(claims), client, poging).demo is None
        return
    with pytest.raises(BewijsFout) as gevangen:
        balie.lees_inlog(nep.teken(claims), client, poging)
    assert gevangen.value.reden == reden


@contextmanager
def eigen_uitgever(sub: str, **over: object) -> Iterator[tuple[str, str]]:
    """Another provider than the demo's, in a process of its own: its address, and somebody who is known there."""
    with luister("127.0.0.1", 0) as plek:
        poort = plek.getsockname()[1]
    opdracht = [sys.executable, "-m", "oidc_provider_mock", "--host", "localhost", "--port", str(poort)]
    with subprocess.Popen(opdracht, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as draait:
        try:
            adres = f"http://localhost:{poort}"
            _wacht_op(f"{adres}/.well-known/openid-configuration")
            claims = {"acr": SUBSTANTIEEL, "auth_time": int(time.time()), **over}
            assert httpx.put(f"{adres}/users/{sub}", json=claims).status_code == 204
            yield adres, sub
        finally:
            draait.terminate()


def _wacht_op(adres: str) -> None:
    for _ in range(300):
        try:
            httpx.get(adres)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the issuer did not open its door within half a minute")


def geef(dienst: Dienst, uitgever: str, sub: str, wie: Medewerker, **over: Any) -> Any:
    aanvraag = Aanvraag(uitgever, sub, wie, frozenset({ZVH}), vanaf=dienst.omgeving.vandaag(), **over)
    return dienst.toekenningen.geef(aanvraag, door=BEHEER.id)[0]


def test_with_another_provider_what_somebody_may_do_comes_from_our_own_register(
    dienst: Dienst, klok: Klok
) -> None:
    """Also where that provider says that its people may do everything."""
    klok.tijd = datetime.now(UTC)
    alles = [{"rol": "beheerder", "organisatie": "zvh", "tafels": [ZVH]}]
    with eigen_uitgever("pseudoniem-van-peer", toekenningen=alles) as (uitgever, sub):
        app = open_deur(
            dienst,
            omgeving="demo",
            adres=ADRES,
            oidc_uitgever=uitgever,
            oidc_geheim=SecretStr("verzonnen"),
            oidc_algoritmen="ES256 RS256",
        )
        browser = Browser(TestClient(app, base_url=ADRES, client=HIERVANDAAN))

        def log_in() -> Any:
            klok.tijd = datetime.now(UTC)
            heen = browser.heen()
            terug = urlsplit(httpx.post(heen, data={"sub": sub}).headers["location"])
            return browser.get(f"{terug.path}?{terug.query}")

        geen = log_in()
        assert geen.status_code == 403
        plek, velden = uitgang(geen)
        assert "id_token_hint" in velden
        assert httpx.post(plek, data=velden).status_code == 200
        toekenning = geef(dienst, uitgever, sub, Medewerker("mw-peer", Rol.SECRETARIS, "zvh"))
        assert log_in().status_code == 303
        assert rol(browser) == "secretaris"
        dienst.toekenningen.beeindig(toekenning.id, Eindreden.UIT_DIENST, door=BEHEER)
        zonder = browser.get("/v1/tafels")
        assert (zonder.status_code, zonder.json()["type"]) == (403, "urn:casus:probleem:geen-toegang")
        assert "nog geen toegang" in browser.get("/rol").text


def test_a_provider_that_signs_in_a_way_that_was_not_set_signs_nobody_in(dienst: Dienst, klok: Klok) -> None:
    with eigen_uitgever("pseudoniem-van-peer") as (uitgever, sub):
        klok.tijd = datetime.now(UTC)
        eigen = dienst.settings.model_copy(update={"oidc_geheim": SecretStr("verzonnen")})
        browser = met(replace(dienst, settings=eigen), uitgever)
        terug = urlsplit(httpx.post(browser.heen(), data={"sub": sub}).headers["location"])
        with capture_logs() as regels:
            assert browser.get(f"{terug.path}?{terug.query}").status_code == 400
        assert [regel["reden"] for regel in regels if regel["event"] == "toegang"] == ["algoritme"]
        assert browser.koekje is None


# --- systems --------------------------------------------------------------------------------------------------------


@pytest.fixture
def systeem(dienst: Dienst, klok: Klok) -> Iterator[tuple[TestClient, str, ECKey]]:
    """The service that takes tokens of an issuer for systems; here that of the demo, with its key."""
    with demo_uitgever(dienst.settings, klok) as uitgever:
        over = {"omgeving": "demo", "systeemuitgevers": uitgever, "doelgroep": "casus-api"}
        app = open_deur(dienst, **over)
        yield (
            TestClient(app, client=("192.0.2.7", 40000)),
            uitgever,
            lees_sleutel(dienst.settings.tokensleutel),
        )


def token_van(uitgever: str, sleutel: ECKey, **over: object) -> dict[str, str]:
    claims = {"iss": uitgever, "aud": "casus-api", "sub": "zaaksysteem", "iat": NU, "exp": NU + 600, **over}
    kop = {"alg": "ES256", "kid": sleutel.kid, "typ": "at+jwt"}
    return {"Authorization": f"Bearer {jwt.encode(kop, claims, sleutel, algorithms=['ES256'])}"}


def test_a_system_does_what_was_granted_to_it_and_nothing_that_its_token_says(
    systeem: tuple[TestClient, str, ECKey], dienst: Dienst
) -> None:
    client, uitgever, sleutel = systeem
    koppen = token_van(uitgever, sleutel, rol="beheerder", tafels=[ZVH], scope="alles")
    zonder = client.get("/v1/tafels", headers=koppen)
    assert (zonder.status_code, zonder.json()["type"]) == (403, "urn:casus:probleem:geen-toegang")
    als = Medewerker("sys-zaak", Rol.SECRETARIS, "zvh")
    geef(
        dienst,
        uitgever,
        "zaaksysteem",
        als,
        soort=Soort.SYSTEEM,
        rechten=frozenset({Recht.TAFELS.code}),
    )
    assert client.get("/v1/tafels", headers=koppen).status_code == 200
    assert client.get(f"/v1/triagelijst?tafel={ZVH}", headers=koppen).status_code == 403
    ander = client.get("/v1/tafels", headers=token_van(uitgever, sleutel, sub="ander-systeem"))
    assert ander.status_code == 403


def test_the_grant_of_a_person_does_not_count_for_a_token(
    systeem: tuple[TestClient, str, ECKey], dienst: Dienst
) -> None:
    client, uitgever, sleutel = systeem
    geef(dienst, uitgever, "zaaksysteem", Medewerker("mw-peer", Rol.SECRETARIS, "zvh"))
    assert client.get("/v1/tafels", headers=token_van(uitgever, sleutel)).status_code == 403


def test_a_token_of_an_issuer_that_was_not_set_does_not_count(systeem: tuple[TestClient, str, ECKey]) -> None:
    client, _, sleutel = systeem
    antwoord = client.get("/v1/tafels", headers=token_van("https://elders.example", sleutel))
    assert (antwoord.status_code, antwoord.json()["type"]) == (401, "urn:casus:probleem:ongeldig-token")


def test_in_production_neither_tokens_nor_sessions_of_the_demo_count(
    browser: Browser, dienst: Dienst
) -> None:
    browser.log_in("demo-secretaris")
    eigen = dienst.settings.model_copy(update={"data": dienst.settings.data / "productie"})
    over = {"adres": ADRES, "oidc_uitgever": "https://inloggen.example"}
    app = open_deur(replace(dienst, settings=eigen), **over)
    echt = Browser(TestClient(app, base_url=ADRES, client=HIERVANDAAN))
    echt.client.cookies.set("__Host-casus", str(browser.koekje), domain="casus.example")
    assert echt.get("/v1/tafels").status_code == 401
    sleutel = ECKey.generate_key("P-256", {"kid": "casus-demo-x"})
    koppen = token_van("urn:casus:demo", sleutel, aud="urn:casus:api")
    assert echt.client.get("/v1/tafels", headers=koppen).status_code == 401
    lees_sleutel(dienst.settings.tokensleutel)
    with pytest.raises(InlogFout, match="demo"):
        open_deur(dienst, **over)


# --- what the log says ----------------------------------------------------------------------------------------------


def test_the_log_tells_who_came_in_and_out_in_terms_of_bio2_and_names_nobody(browser: Browser) -> None:
    with capture_logs() as regels:
        browser.log_in("demo-zwak")
        browser.log_in("demo-nieuw")
        browser.log_in("demo-secretaris")
        browser.log_in("demo-secretaris", "/inloggen?opnieuw")
        browser.post("/uitloggen", {"csrf": browser.csrf()})
        browser.client.get("/v1/tafels", headers={"Authorization": "Bearer geen"})
    toegang = [regel for regel in regels if regel["event"] == "toegang"]
    assert [(regel["actie"], regel["uitkomst"], regel.get("reden")) for regel in toegang] == [
        ("inloggen", "geweigerd", "niveau-te-laag"),
        ("inloggen", "geweigerd", "geen-toekenning"),
        ("inloggen", "gelukt", None),
        ("opnieuw-inloggen", "gelukt", None),
        ("uitloggen", "gelukt", None),
        ("token-tonen", "geweigerd", "demotoken"),
    ]
    assert all({"object", "herkomst", "spoor", "actie", "uitkomst"} <= set(regel) for regel in toegang)
    tekst = json.dumps(regels, default=str)
    for nooit in ("demo-secretaris", "demo-zwak", "127.0.0.1", "eyJ", str(browser.koekje)):
        assert nooit not in tekst


# --- in processes of their own --------------------------------------------------------------------------------------


def test_the_issuer_of_the_demo_runs_apart_and_refuses_to_be_reached_by_others(
    dienst: Dienst, klok: Klok, tmp_path: Path
) -> None:
    eigen = replace(dienst, settings=dienst.settings.model_copy(update={"data": tmp_path}))
    opdracht = [sys.executable, "-m", "api.demo.uitgever", "--dienst", ADRES, "--data", str(tmp_path)]
    geweigerd = subprocess.run(
        [*opdracht, "--host", "0.0.0.0"],  # noqa: S104 which it refuses
        cwd=WORTEL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (geweigerd.returncode, geweigerd.stdout) == (2, "")
    with subprocess.Popen(opdracht, cwd=WORTEL, stdout=subprocess.PIPE, text=True) as draait:
        try:
            assert draait.stdout is not None
            uitgever = draait.stdout.readline().strip()
            _wacht_op(f"{uitgever}/jwks")
            browser = met(eigen, uitgever)
            klok.tijd = datetime.now(UTC)
            assert browser.log_in("demo-compliance-officer").status_code == 303
            assert rol(browser) == "compliance-officer"
            elders = httpx.get(f"{uitgever}/jwks", headers={"Host": "elders.example"})
            doorgegeven = httpx.get(f"{uitgever}/jwks", headers={"X-Forwarded-For": "192.0.2.7"})
            assert (elders.status_code, doorgegeven.status_code) == (403, 403)
        finally:
            draait.terminate()
