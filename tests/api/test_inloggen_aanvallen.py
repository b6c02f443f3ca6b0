"""Attacks at the door of the sign-in, each with the one check that stops it: a cookie, an answer, a form, a link."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.testclient import TestClient

from api.app import maak_app
from api.inloggen.herkomst import veilig_pad
from api.samenstelling import Dienst, stel_samen
from api.tokens import lees_sleutel
from infra.database import Database
from infra.definitions import Definities
from infra.kek import Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.api.conftest import HIERVANDAAN
from tests.api.inlogproef import (
    ADRES,
    CLIENT,
    EIGEN,
    INLOG,
    UITLOG,
    Browser,
    andere_sleutel,
    demo_uitgever,
    t,
    terug_van,
)
from tests.conftest import BEGIN, Klok, verse_database


@dataclass
class Huis:
    """The service with the demo's issuer beside it, over real HTTP."""

    dienst: Dienst
    uitgever: str
    klok: Klok
    app: Any

    def browser(self) -> Browser:
        """A browser of somebody new."""
        return Browser(TestClient(self.app, base_url=ADRES, client=HIERVANDAAN))


@pytest.fixture(scope="module")
def huis_van_allen(
    server: Database,
    sjabloon: tuple[str, Kekring],
    definities: Definities,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Huis]:
    data: Path = tmp_path_factory.mktemp("inloggen")
    klok, settings = Klok(), Settings(data=data)
    with ExitStack() as op:
        uitgever = op.enter_context(demo_uitgever(settings, klok))
        eigen = {"omgeving": "demo", "adres": ADRES, "oidc_uitgever": uitgever}
        dienst = op.enter_context(
            stel_samen(
                settings.model_copy(update=eigen),
                op.enter_context(verse_database(server, sjabloon=sjabloon[0])),
                kek=sjabloon[1],
                definities=definities,
                omgeving=replace(Omgeving(), nu=klok),
            )
        )
        yield Huis(dienst, uitgever, klok, maak_app(dienst))


@pytest.fixture
def huis(huis_van_allen: Huis) -> Huis:
    """The same for all tests here, at the same moment."""
    huis_van_allen.klok.tijd = BEGIN
    return huis_van_allen


def is_binnen(browser: Browser) -> bool:
    antwoord = browser.get("/v1/tafels")
    assert antwoord.status_code in {200, 401}
    return bool(antwoord.status_code == 200)


def test_a_cookie_is_held_to_this_host_out_of_reach_of_scripts_and_off_unsafe_lines(huis: Huis) -> None:
    browser = huis.browser()
    heen = browser.get("/inloggen")
    terug = browser.get(terug_van(heen.headers["location"], "demo-secretaris"))
    for antwoord, naam in ((heen, "__Host-casus-poging"), (terug, "__Host-casus")):
        (zet,) = [een for een in antwoord.headers.get_list("set-cookie") if een.startswith(f"{naam}=")]
        delen = {deel.strip().lower() for deel in zet.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= delen
        assert not any(deel.startswith("domain") for deel in delen)


def test_a_session_that_somebody_knew_beforehand_is_not_the_one_that_is_signed_in(huis: Huis) -> None:
    browser, aanvaller = huis.browser(), huis.browser()
    browser.client.cookies.set("__Host-casus", "door-de-aanvaller-gekozen", domain="casus.example")
    browser.log_in("demo-secretaris")
    aanvaller.client.cookies.set("__Host-casus", "door-de-aanvaller-gekozen", domain="casus.example")
    assert is_binnen(browser)
    assert not is_binnen(aanvaller)


def test_a_cookie_from_before_choosing_a_role_or_signing_in_again_opens_nothing(huis: Huis) -> None:
    browser, aanvaller = huis.browser(), huis.browser()
    browser.log_in("demo-vertegenwoordiger")
    gezien = [browser.koekje]
    csrf = browser.csrf("/rol")
    keuze = re.findall(r'value="([0-9a-f-]{36})"', browser.get("/rol").text)[0]
    browser.post("/rol", {"csrf": csrf, "toekenning": keuze, "naar": "/"})
    gezien.append(browser.koekje)
    browser.log_in("demo-vertegenwoordiger", "/inloggen?opnieuw")
    assert is_binnen(browser)
    assert browser.koekje not in gezien
    for oud in gezien:
        aanvaller.client.cookies.set("__Host-casus", str(oud), domain="casus.example")
        assert not is_binnen(aanvaller)


def test_a_cookie_of_before_the_sign_out_opens_nothing(huis: Huis) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    oud = str(browser.koekje)
    assert browser.post("/uitloggen", {"csrf": browser.csrf()}).status_code == 200
    assert browser.koekje is None
    browser.client.cookies.set("__Host-casus", oud, domain="casus.example")
    assert not is_binnen(browser)


def test_a_cookie_is_not_to_be_read_from_the_database(huis: Huis) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    with huis.dienst.engine.connect() as verbinding:
        rijen = str(
            verbinding.exec_driver_sql("SELECT to_jsonb(s)::text FROM inloggen.sessie s").scalars().all()
        )
    assert str(browser.koekje) not in rijen
    assert str(browser.koekje).encode().hex() not in rijen


Wijzig = Callable[[dict[str, str]], dict[str, str]]
# attack → what the attacker changes in the answer of the issuer
TERUGWEGEN: dict[str, Wijzig] = {
    "another state": lambda velden: {**velden, "state": "van-een-ander"},
    "no state": lambda velden: {naam: waarde for naam, waarde in velden.items() if naam != "state"},
    "another code": lambda velden: {**velden, "code": "verzonnen"},
    "an endless code": lambda velden: {**velden, "code": "x" * 3000},
    "another issuer (mix-up)": lambda velden: {**velden, "iss": "https://elders.example"},
    "no issuer, where it always says": lambda velden: {
        naam: w for naam, w in velden.items() if naam != "iss"
    },
}


@pytest.mark.parametrize("wijzig", TERUGWEGEN.values(), ids=TERUGWEGEN.keys())
def test_an_answer_that_is_not_to_this_attempt_signs_nobody_in(huis: Huis, wijzig: Wijzig) -> None:
    browser = huis.browser()
    terug = urlsplit(terug_van(browser.heen(), "demo-secretaris"))
    velden = {naam: waarden[0] for naam, waarden in parse_qs(terug.query).items()}
    antwoord = browser.get(f"{terug.path}?{urlencode(wijzig(velden))}")
    assert (antwoord.status_code, browser.koekje) == (400, None)
    assert not is_binnen(browser)
    # And the attempt is over: the right answer comes too late.
    assert browser.get(f"{terug.path}?{terug.query}").status_code == 400


def test_a_code_counts_once(huis: Huis) -> None:
    browser = huis.browser()
    heen = browser.heen()
    poging = str(browser.client.cookies["__Host-casus-poging"])
    terug = terug_van(heen, "demo-secretaris")
    assert browser.get(terug).status_code == 303
    nog_eens = huis.browser()
    nog_eens.client.cookies.set("__Host-casus-poging", poging, domain="casus.example")
    assert (nog_eens.get(terug).status_code, nog_eens.koekje) == (400, None)


def test_an_answer_in_another_browser_signs_nobody_in(huis: Huis) -> None:
    """Somebody has another sign in as the attacker, and reads along what that one enters (login CSRF)."""
    aanvaller, slachtoffer = huis.browser(), huis.browser()
    terug = terug_van(aanvaller.heen(), "demo-secretaris")
    slachtoffer.heen()
    assert (slachtoffer.get(terug).status_code, slachtoffer.koekje) == (400, None)


def test_an_attempt_of_yesterday_is_over(huis: Huis) -> None:
    browser = huis.browser()
    terug = terug_van(browser.heen(), "demo-secretaris")
    huis.klok.verder(minutes=10)
    assert (browser.get(terug).status_code, browser.koekje) == (400, None)


def test_too_weak_a_means_signs_nobody_in_and_says_so(huis: Huis) -> None:
    browser = huis.browser()
    antwoord = browser.log_in("demo-zwak")
    assert (antwoord.status_code, browser.koekje) == (403, None)
    assert "substantieel of hoog" in antwoord.text


# attack → what is changed in what the client asks
DOWNGRADES: dict[str, dict[str, str | None]] = {
    "no PKCE": {"code_challenge": None, "code_challenge_method": None},
    "an empty challenge": {"code_challenge": ""},
    "PKCE in plain": {"code_challenge_method": "plain"},
    "no nonce": {"nonce": None},
    "no state": {"state": None},
    "an implicit flow": {"response_type": "id_token"},
    "another address to return to": {"redirect_uri": "https://elders.example/inloggen/terug"},
    "an address that begins like ours": {"redirect_uri": f"{ADRES}/inloggen/terug/../../elders"},
    "another client": {"client_id": "ander"},
}


@pytest.mark.parametrize("anders", DOWNGRADES.values(), ids=DOWNGRADES.keys())
def test_the_issuer_of_the_demo_is_as_strict_as_a_real_one(huis: Huis, anders: dict[str, str | None]) -> None:
    plek, _, vraag = huis.browser().heen().partition("?")
    velden: dict[str, str | None] = {naam: waarden[0] for naam, waarden in parse_qs(vraag).items()}
    gewijzigd = {naam: waarde for naam, waarde in {**velden, **anders}.items() if waarde is not None}
    assert httpx.get(plek, params=gewijzigd).status_code == 400
    assert httpx.post(plek, data={**gewijzigd, "wie": "demo-fg"}).status_code == 400


def test_a_code_without_the_verifier_or_without_our_key_gives_nothing(huis: Huis) -> None:
    client = maak_client(huis)
    for verifier, sleutel in (("", None), ("x" * 43, None), (None, andere_sleutel())):
        browser = huis.browser()
        heen = browser.heen()
        (code,) = parse_qs(urlsplit(terug_van(heen, "demo-fg")).query)["code"]
        velden = client(code, "niet-bekend" if verifier is None else verifier, sleutel)
        antwoord = httpx.post(f"{huis.uitgever}/token", data=velden)
        verwacht = "invalid_grant" if sleutel is None else "invalid_client"
        assert antwoord.json() == {"error": verwacht}


def maak_client(huis: Huis) -> Callable[[str, str, ECKey | None], dict[str, str]]:
    """Makes what a client sends for a code, with our key or another."""
    eigen = ECKey.import_key(json.loads(huis.dienst.settings.oidc_sleutel.read_bytes()))

    def velden(code: str, verifier: str, sleutel: ECKey | None) -> dict[str, str]:
        nu = int(BEGIN.timestamp())
        claims = {"iss": CLIENT, "sub": CLIENT, "aud": f"{huis.uitgever}/token", "iat": nu, "exp": nu + 60}
        return {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{ADRES}/inloggen/terug",
            "code_verifier": verifier,
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": jwt.encode({"alg": "ES256"}, claims, sleutel or eigen, algorithms=["ES256"]),
        }

    return velden


# --- forms and links of others --------------------------------------------------------------------------------------

# attack → (what the browser says of where it comes from, whether the token of our pages is in it)
FORMULIEREN: dict[str, tuple[dict[str, str], str]] = {
    "no token": (EIGEN, ""),
    "another token": (EIGEN, "verzonnen"),
    "from another site": ({"Sec-Fetch-Site": "cross-site"}, "goed"),
    "from a neighbour of this host": ({"Sec-Fetch-Site": "same-site"}, "goed"),
    "from nowhere": ({"Sec-Fetch-Site": "none"}, "goed"),
    "an old browser, from elsewhere": ({"Origin": "https://elders.example"}, "goed"),
    "an old browser, that does not say": ({"Origin": "null"}, "goed"),
    "a browser that says nothing": ({}, "goed"),
    "ours by Origin, elsewhere by the browser": ({"Origin": ADRES, "Sec-Fetch-Site": "cross-site"}, "goed"),
}


@pytest.mark.parametrize(("koppen", "token"), FORMULIEREN.values(), ids=FORMULIEREN.keys())
def test_a_form_of_somebody_else_changes_nothing(huis: Huis, koppen: dict[str, str], token: str) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    csrf = browser.csrf() if token == "goed" else token
    assert browser.post("/uitloggen", {"csrf": csrf}, koppen).status_code == 403
    rest = browser.client.post(
        "/v1/wegwijzer",
        content=b"{}",
        headers={**koppen, "Content-Type": "application/json", "X-CSRF": csrf},
    )
    assert (rest.status_code, rest.json()["type"]) == (403, "urn:casus:probleem:vreemde-herkomst")
    assert is_binnen(browser)


def test_our_own_page_changes_something_also_in_an_old_browser(huis: Huis) -> None:
    for koppen in (EIGEN, {"Origin": ADRES}):
        browser = huis.browser()
        browser.log_in("demo-secretaris")
        rest = browser.client.post(
            "/v1/wegwijzer",
            content=b"{}",
            headers={**koppen, "Content-Type": "application/json", "X-CSRF": browser.csrf()},
        )
        assert rest.status_code == 400  # It came in, and is no situation.
        assert browser.post("/uitloggen", {"csrf": browser.csrf()}, koppen).status_code == 200


def test_the_token_of_one_session_is_not_that_of_another(huis: Huis) -> None:
    een, ander = huis.browser(), huis.browser()
    een.log_in("demo-secretaris")
    ander.log_in("demo-secretaris")
    assert een.post("/uitloggen", {"csrf": ander.csrf()}).status_code == 403


def test_a_form_of_who_sat_here_before_says_in_whose_name_it_would_go(huis: Huis) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    velden = {"csrf": "van-wie-hier-eerder-zat", "tekst": "Getypt <b>"}
    antwoord = browser.post("/meldingen/nieuw?tafel=zvh-zaanstreek-waterland", velden)
    assert antwoord.status_code == 403
    assert "Getypt &lt;b&gt;" in antwoord.text
    assert re.search(
        r"U werkt nu als secretaris <span[^>]*>[a-z-]+</span>\. Wat u verstuurt, komt op die naam",
        antwoord.text,
    )


def test_another_site_cannot_have_a_browser_ask_the_rest_door_either(huis: Huis) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    for waar, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)):
        assert browser.get("/v1/tafels", **{"Sec-Fetch-Site": waar}).status_code == status


@pytest.mark.parametrize(
    ("waar", "deel", "status"),
    [
        ("cross-site", "document", 200),
        ("same-site", "image", 403),
        ("same-site", "iframe", 403),
        ("same-origin", "empty", 200),
        ("none", "document", 200),
    ],
)
def test_a_page_that_nobody_looks_at_goes_on_no_record_for_another_site(
    huis: Huis, waar: str, deel: str, status: int
) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    koppen = {"Sec-Fetch-Site": waar, "Sec-Fetch-Dest": deel}
    assert browser.get("/zoeken", **koppen).status_code == status


ELDERS = (
    "https://elders.example/",
    "//elders.example",
    "/\\elders.example",
    "\\\\elders.example",
    "/\t/elders.example",
    "/\n/elders.example",
    "///elders.example",
    "javascript:alert(1)",
    "elders.example",
    "",
    " /werk",
    "/werk pad",
    "/werk\r\nSet-Cookie: a=b",
    "/" + "a" * 512,
    "/inloggen",
    "/inloggen/terug?code=1",
    "/uitloggen",
    "/é",
)


@pytest.mark.parametrize("naar", ELDERS)
def test_nobody_is_sent_elsewhere_after_signing_in(naar: str) -> None:
    assert veilig_pad(naar) == "/"


def test_a_link_to_sign_in_leads_back_into_the_service_only(huis: Huis) -> None:
    for naar, waar in (
        ("/werk?tafel=x", "/werk?tafel=x"),
        ("//elders.example", "/"),
        ("https://e.example", "/"),
    ):
        browser = huis.browser()
        antwoord = browser.log_in("demo-secretaris", f"/inloggen?{urlencode({'naar': naar})}")
        assert (antwoord.status_code, antwoord.headers["location"]) == (303, waar)
        ingelogd = browser.get(f"/inloggen?{urlencode({'naar': naar})}")
        assert ingelogd.headers["location"] == waar


def test_the_cookie_of_an_attempt_that_was_tampered_with_leads_nowhere_else(huis: Huis) -> None:
    browser = huis.browser()
    heen = browser.heen()
    inhoud = json.loads(base64.urlsafe_b64decode(str(browser.client.cookies["__Host-casus-poging"])))
    inhoud["naar"] = "https://elders.example/"
    anders = base64.urlsafe_b64encode(json.dumps(inhoud).encode()).decode()
    browser.client.cookies.clear()
    browser.client.cookies.set("__Host-casus-poging", anders, domain="casus.example")
    assert browser.get(terug_van(heen, "demo-secretaris")).headers["location"] == "/"


# --- one thing taken for another ------------------------------------------------------------------------------------


def test_an_id_token_or_a_system_of_nobody_is_no_bearer_token(huis: Huis) -> None:
    sleutel = lees_sleutel(huis.dienst.settings.tokensleutel)
    claims = {**INLOG, "iss": huis.uitgever, "toekenningen": []}
    kop = {"alg": "ES256", "kid": sleutel.kid, "typ": "JWT"}
    for token in (
        jwt.encode(kop, claims, sleutel, algorithms=["ES256"]),
        jwt.encode(
            {**kop, "typ": "at+jwt"}, {**claims, "aud": "urn:casus:api"}, sleutel, algorithms=["ES256"]
        ),
        t(),
    ):
        antwoord = huis.browser().get("/v1/tafels", Authorization=f"Bearer {token}")
        assert (antwoord.status_code, antwoord.json()["type"]) == (401, "urn:casus:probleem:ongeldig-token")


def test_a_session_of_another_issuer_than_is_set_now_opens_nothing(huis: Huis) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    anders = huis.dienst.settings.model_copy(update={"oidc_uitgever": "http://127.0.0.1:9"})
    elders = Browser(
        TestClient(maak_app(replace(huis.dienst, settings=anders)), base_url=ADRES, client=HIERVANDAAN)
    )
    elders.client.cookies.set("__Host-casus", str(browser.koekje), domain="casus.example")
    assert is_binnen(browser)
    assert not is_binnen(elders)


def test_a_session_of_the_demo_counts_on_this_computer_alone(huis: Huis) -> None:
    browser = huis.browser()
    browser.log_in("demo-secretaris")
    elders = Browser(TestClient(huis.app, base_url=ADRES, client=("192.0.2.7", 40000)))
    elders.client.cookies.set("__Host-casus", str(browser.koekje), domain="casus.example")
    assert elders.get("/v1/tafels").status_code == 403
    assert browser.get("/v1/tafels", **{"X-Forwarded-For": "192.0.2.7"}).status_code == 403


def test_a_sign_out_that_is_sent_again_does_not_end_a_later_session(huis: Huis) -> None:
    sleutel = lees_sleutel(huis.dienst.settings.tokensleutel)
    claims = {**UITLOG, "iss": huis.uitgever, "sub": "demo-fg"}
    kop = {"alg": "ES256", "kid": sleutel.kid, "typ": "logout+jwt"}
    bericht = {"logout_token": jwt.encode(kop, claims, sleutel, algorithms=["ES256"])}
    browser, later = huis.browser(), huis.browser()
    browser.log_in("demo-fg")
    huis.klok.tijd += timedelta(seconds=5)
    later.log_in("demo-fg")
    assert huis.browser().post("/inloggen/achterkanaal", bericht, {}).status_code == 200
    assert (is_binnen(browser), is_binnen(later)) == (False, True)
    assert huis.browser().post("/inloggen/achterkanaal", {"logout_token": t()}, {}).status_code == 400
    assert huis.browser().post("/inloggen/achterkanaal", {}, {}).status_code == 400
    assert is_binnen(later)
