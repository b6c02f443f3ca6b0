"""Tokens that do not count: of a system, of a person who signs in, of a sign-out; each with why, and those that do."""

import base64
import hmac
import json

import pytest
from joserfc import jwt

from api.inloggen.bewijs import UITLOGGEN, lees_inlog, lees_toegang, lees_uitlog
from api.inloggen.fouten import BewijsFout
from tests.api.inlogproef import (
    CLIENT,
    DOELGROEP,
    INLOG,
    NEP,
    NU,
    TOEGANG,
    UITLOG,
    andere_sleutel,
    t,
)
from tests.conftest import BEGIN


def los(kop: dict[str, object], claims: dict[str, object]) -> str:
    """A token without a signature."""
    delen = [json.dumps(deel).encode() for deel in (kop, claims)]
    return ".".join(base64.urlsafe_b64encode(deel).decode().rstrip("=") for deel in delen) + "."


def met_gedeeld_geheim(claims: dict[str, object]) -> str:
    """A token signed with the public key of the issuer as if it were a shared secret."""
    zonder = los({"alg": "HS256", "kid": "rsa", "typ": "JWT"}, claims).rstrip(".")
    som = hmac.digest(NEP.sleutels["rsa"].as_pem(private=False), zonder.encode(), "sha256")
    return f"{zonder}.{base64.urlsafe_b64encode(som).decode().rstrip('=')}"


def van_een_ander(claims: dict[str, object], kid: str = "een") -> str:
    """A token under somebody else's key."""
    return jwt.encode(
        {"alg": "ES256", "kid": kid, "typ": "JWT"}, claims, andere_sleutel(kid), algorithms=["ES256"]
    )


def verdraaid(token: str) -> str:
    """The same signature under other claims."""
    kop, _, teken = token.split(".")
    ander = base64.urlsafe_b64encode(json.dumps({**TOEGANG, "sub": "ander"}).encode()).decode().rstrip("=")
    return f"{kop}.{ander}.{teken}"


# attack → (the token, why it does not count)
TOKENS: dict[str, tuple[str, str]] = {
    "alg none": (los({"alg": "none", "typ": "JWT"}, TOEGANG), "algoritme"),
    "alg None": (los({"alg": "None", "typ": "JWT"}, TOEGANG), "algoritme"),
    "no signature under the right alg": (
        los({"alg": "ES256", "kid": "een", "typ": "JWT"}, TOEGANG),
        "handtekening",
    ),
    "HS256 with the public key": (met_gedeeld_geheim(TOEGANG), "algoritme"),
    "RS256": (NEP.teken(TOEGANG, met="rsa", alg="RS256"), "algoritme"),
    "ES256 with the name of an RSA key": (van_een_ander(TOEGANG, "rsa"), "onbekende-sleutel"),
    "another key under our name": (van_een_ander(TOEGANG), "handtekening"),
    "a name that the issuer does not know": (van_een_ander(TOEGANG, "twee"), "onbekende-sleutel"),
    "no name": (NEP.teken(TOEGANG, kid=None), "onbekende-sleutel"),
    "changed on the way": (verdraaid(t()), "handtekening"),
    "another issuer": (t(iss="https://elders.example"), "andere-uitgever"),
    "another audience": (t(aud="https://elders.example"), "andere-doelgroep"),
    "several audiences, ours not among them": (t(aud=["https://elders.example", CLIENT]), "andere-doelgroep"),
    "no audience": (t(aud=None), "inhoud"),
    "for our client, as an ID token is": (t(aud=CLIENT), "andere-doelgroep"),
    "an ID token, for this audience too": (NEP.teken({**INLOG, "aud": [CLIENT, DOELGROEP]}), "inhoud"),
    "an ID token of a flow that gave an access token": (t(at_hash="abc"), "inhoud"),
    "a message that somebody signed out": (t(events={UITLOGGEN: {}}), "inhoud"),
    "expired": (t(exp=NU - 10), "verlopen"),
    "no end": (t(exp=None), "inhoud"),
    "ends after time itself": (t(exp=10**30), "onleesbaar"),
    "end as text": (t(exp="1900000000"), "inhoud"),
    "not yet": (t(nbf=NU + 60), "uit-de-toekomst"),
    "made in the future": (t(iat=NU + 60), "uit-de-toekomst"),
    "no begin": (t(iat=None), "inhoud"),
    "lives for days": (t(exp=NU + 86400), "te-lang-geldig"),
    "nobody": (t(sub=None), "inhoud"),
    "an empty subject": (t(sub=""), "inhoud"),
    "another kind of token": (NEP.teken(TOEGANG, typ="logout+jwt"), "soort-token"),
    "no kind of token": (NEP.teken(TOEGANG, typ=None), "soort-token"),
    "a name that is no text": (los({"alg": "ES256", "kid": {"een": 1}, "typ": "JWT"}, TOEGANG), "onleesbaar"),
    "no token": ("geen.token.ook", "onleesbaar"),
    "two parts": ("eyJhbGciOiJub25lIn0.e30", "onleesbaar"),
    "far too long": ("a" * 9000, "onleesbaar"),
    "deeply nested": (base64.urlsafe_b64encode(b"[" * 6000).decode() + ".e30.e30", "onleesbaar"),
    "other letters": ("é.ü.\udcff", "onleesbaar"),
}


@pytest.mark.parametrize(("token", "reden"), TOKENS.values(), ids=TOKENS.keys())
def test_a_token_of_a_system_that_does_not_count(token: str, reden: str) -> None:
    with pytest.raises(BewijsFout) as gevangen:
        lees_toegang(token, NEP.aanbieder(), doelgroep=DOELGROEP, nu=BEGIN)
    assert gevangen.value.reden == reden
    assert str(gevangen.value) == ""
    assert gevangen.value.__cause__ is None


@pytest.mark.parametrize(
    "token",
    [
        t(),
        NEP.teken(TOEGANG, met="rsa"),
        NEP.teken(TOEGANG, typ="at+jwt"),
        NEP.teken(TOEGANG, typ="application/at+jwt"),
        t(nbf=None),
        t(aud=[DOELGROEP, "https://elders.example"]),
        t(exp=NU - 9),
        t(iat=NU + 9, nbf=NU + 9),
    ],
)
def test_a_token_of_a_system_that_counts(token: str) -> None:
    assert lees_toegang(token, NEP.aanbieder(), doelgroep=DOELGROEP, nu=BEGIN).sub == "zaaksysteem"


def i(**over: object) -> str:
    """An ID token with other claims."""
    return NEP.teken({**INLOG, **over})


INLOGS: dict[str, tuple[str, str]] = {
    "alg none": (los({"alg": "none"}, INLOG), "algoritme"),
    "HS256 with the public key": (met_gedeeld_geheim(INLOG), "algoritme"),
    "RS256 where that was not set": (NEP.teken(INLOG, met="rsa", alg="RS256"), "algoritme"),
    "another key": (van_een_ander(INLOG), "handtekening"),
    "another issuer": (i(iss="https://elders.example"), "andere-uitgever"),
    "of another client": (i(aud="andere-client"), "andere-doelgroep"),
    "for several, made for another": (i(aud=[CLIENT, "ander"], azp="ander"), "andere-client"),
    "for several, and it does not say for whom": (i(aud=[CLIENT, "ander"]), "andere-client"),
    "an access token for an ID token": (NEP.teken({**INLOG, "nonce": None}, typ="at+jwt"), "soort-token"),
    "of another attempt (nonce)": (i(nonce="van-een-ander"), "nonce"),
    "no nonce": (i(nonce=None), "inhoud"),
    "level low": (i(acr="http://eidas.europa.eu/LoA/low"), "niveau-te-laag"),
    "a level of one's own": (i(acr="2"), "niveau-te-laag"),
    "no level": (i(acr=None), "niveau-te-laag"),
    "it does not say since when": (i(auth_time=None), "inhoud"),
    "signed in tomorrow": (i(auth_time=NU + 86400), "uit-de-toekomst"),
    "expired": (i(exp=NU - 10), "verlopen"),
    "a sign-out": (NEP.teken(UITLOG), "inhoud"),
}


def inlog(token: str, *algoritmen: str) -> str:
    return lees_inlog(
        token,
        NEP.aanbieder(),
        client=CLIENT,
        nonce="van-deze-poging",
        algoritmen=algoritmen or ("ES256", "PS256"),
        nu=BEGIN,
    ).sub


@pytest.mark.parametrize(("token", "reden"), INLOGS.values(), ids=INLOGS.keys())
def test_an_id_token_that_does_not_count(token: str, reden: str) -> None:
    with pytest.raises(BewijsFout) as gevangen:
        inlog(token)
    assert gevangen.value.reden == reden


def test_an_id_token_that_counts() -> None:
    hoog = "http://eidas.europa.eu/LoA/high"
    for token in (i(), i(acr=hoog), NEP.teken(INLOG, typ=None), i(aud=[CLIENT, "ander"], azp=CLIENT)):
        assert inlog(token) == "mens"
    assert inlog(NEP.teken(INLOG, met="rsa", alg="RS256"), "RS256") == "mens"


UITLOGS: dict[str, tuple[str, str]] = {
    "alg none": (los({"alg": "none"}, UITLOG), "algoritme"),
    "another key": (van_een_ander(UITLOG), "handtekening"),
    "of another client": (NEP.teken({**UITLOG, "aud": "ander"}), "andere-doelgroep"),
    "an ID token": (i(), "inhoud"),
    "an ID token with the event in it": (i(events={UITLOGGEN: {}}, jti="een"), "inhoud"),
    "another event": (NEP.teken({**UITLOG, "events": {"urn:iets": {}}}), "geen-uitlog"),
    "nobody": (NEP.teken({**UITLOG, "sub": None}), "geen-uitlog"),
    "expired": (NEP.teken({**UITLOG, "exp": NU - 10}), "verlopen"),
}


@pytest.mark.parametrize(("token", "reden"), UITLOGS.values(), ids=UITLOGS.keys())
def test_a_sign_out_of_an_issuer_that_does_not_count(token: str, reden: str) -> None:
    with pytest.raises(BewijsFout) as gevangen:
        lees_uitlog(token, NEP.aanbieder(), client=CLIENT, algoritmen=("ES256",), nu=BEGIN)
    assert gevangen.value.reden == reden
