"""The tokens of the demo: what they say, how long they live, and which do not count."""

import base64
import json
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.testclient import TestClient

from api.luisteren import is_lokaal
from api.sleutelbestand import ALGORITME, met_kid
from api.tokens import DEMO_KID, TokenFout, lees_sleutel, lees_token, maak_token
from domain.rollen import Medewerker, Rol
from infra.keys import SleutelFout
from infra.omgeving import Omgeving
from tests.api.conftest import Deur
from tests.conftest import BEGIN, Klok

PEER = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh")
SLEUTEL = met_kid(ECKey.generate_key("P-256"), DEMO_KID)
OMGEVING = replace(Omgeving(), nu=Klok())
NU = int(BEGIN.timestamp())
CLAIMS: dict[str, object] = {
    "iss": "urn:casus:demo",
    "aud": "urn:casus:api",
    "sub": "mw-peer",
    "rol": "procesregisseur",
    "organisatie": "zvh",
    "tafels": ["zvh-zaanstreek-waterland"],
    "iat": NU,
    "exp": NU + 1800,
    "jti": "een",
}


KOP = {"alg": ALGORITME, "typ": "at+jwt"}


def ondertekend(**over: object) -> str:
    """A token under the right key, with other claims; ``None`` leaves a claim out."""
    claims = {naam: waarde for naam, waarde in {**CLAIMS, **over}.items() if waarde is not None}
    return jwt.encode(KOP, claims, SLEUTEL, algorithms=[ALGORITME])


def zonder_handtekening(alg: str) -> str:
    delen = [json.dumps(deel).encode() for deel in ({"alg": alg, "typ": "JWT"}, CLAIMS)]
    return ".".join(base64.urlsafe_b64encode(deel).decode().rstrip("=") for deel in delen) + "."


def test_a_token_says_who_in_which_role_for_which_tables() -> None:
    token = maak_token(PEER, ["b", "a"], sleutel=SLEUTEL, omgeving=OMGEVING)
    gebruiker = lees_token(token, sleutel=SLEUTEL, nu=BEGIN)
    assert (gebruiker.wie, gebruiker.tafels) == (PEER, frozenset({"a", "b"}))


def test_no_table_named_means_no_table() -> None:
    token = maak_token(PEER, [], sleutel=SLEUTEL, omgeving=OMGEVING)
    assert lees_token(token, sleutel=SLEUTEL, nu=BEGIN).tafels == frozenset()


def test_a_token_lives_an_hour_and_never_longer_than_eight() -> None:
    token = maak_token(PEER, [], sleutel=SLEUTEL, omgeving=OMGEVING)
    lees_token(token, sleutel=SLEUTEL, nu=BEGIN + timedelta(minutes=59, seconds=59))
    with pytest.raises(TokenFout):
        lees_token(token, sleutel=SLEUTEL, nu=BEGIN + timedelta(minutes=60))
    with pytest.raises(ValueError, match="eight hours"):
        maak_token(PEER, [], sleutel=SLEUTEL, omgeving=OMGEVING, duur=timedelta(hours=8, seconds=1))


ANDERE_SLEUTEL = met_kid(ECKey.generate_key("P-256"), DEMO_KID)
PUBLIEK = json.dumps(SLEUTEL.as_dict(private=False)).encode()
VAN_RSA = RSAKey.generate_key(2048)
ONGELDIG = {
    "empty": "",
    "garbage": "geen.token.ook",
    "garbage in other letters": "é.ü.\udcff",
    "no signature, alg none": zonder_handtekening("none"),
    "no signature, alg None": zonder_handtekening("None"),
    "no signature, the right alg": zonder_handtekening(ALGORITME),
    "another alg": jwt.encode({**KOP, "alg": "RS256"}, CLAIMS, VAN_RSA, algorithms=["RS256"]),
    "the public key as a shared secret": jwt.encode(
        {**KOP, "alg": "HS256"}, CLAIMS, OctKey.import_key(PUBLIEK), algorithms=["HS256"]
    ),
    "another key": jwt.encode(KOP, CLAIMS, ANDERE_SLEUTEL, algorithms=[ALGORITME]),
    "another kind of token": jwt.encode({**KOP, "typ": "JWT"}, CLAIMS, SLEUTEL, algorithms=[ALGORITME]),
    "another issuer": ondertekend(iss="urn:casus:elders"),
    "another audience": ondertekend(aud="urn:casus:elders"),
    "several audiences": ondertekend(aud=["urn:casus:api"]),
    "no audience": ondertekend(aud=None),
    "no end": ondertekend(exp=None),
    "no begin": ondertekend(iat=None),
    "expired": ondertekend(exp=NU),
    "from the future": ondertekend(iat=NU + 1740),
    "lives too long": ondertekend(exp=NU + 8 * 3600 + 1),
    "ends after time itself": ondertekend(exp=10**30),
    "end as text": ondertekend(exp="1900000000"),
    "unknown role": ondertekend(rol="god"),
    "no role": ondertekend(rol=None),
    "tables as one word": ondertekend(tafels="zvh-zaanstreek-waterland"),
    "no tables": ondertekend(tafels=None),
    "a name for an id": ondertekend(sub="Jan van der Verzonnen"),
    "an unknown claim": ondertekend(admin=True),
    "far too long": "a" * 5000,
    "deeply nested": base64.urlsafe_b64encode(b"[" * 2900).decode() + ".e30.e30",
}


@pytest.mark.parametrize("token", ONGELDIG.values(), ids=ONGELDIG.keys())
def test_a_token_that_is_not_ours_does_not_count_and_is_not_repeated(token: str) -> None:
    with pytest.raises(TokenFout) as gevangen:
        lees_token(token, sleutel=SLEUTEL, nu=BEGIN)
    assert str(gevangen.value) == ""
    assert gevangen.value.__cause__ is None


# --- the key -----------------------------------------------------------------------------------------------------


def test_the_key_is_made_once_for_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    bestand = tmp_path / "sleutels" / "demo-uitgever.json"
    eerste = lees_sleutel(bestand)
    inhoud = bestand.read_bytes()
    assert stat.S_IMODE(bestand.stat().st_mode) == 0o600
    assert lees_sleutel(bestand).as_dict(private=True) == eerste.as_dict(private=True)
    assert str(eerste.kid).startswith(DEMO_KID)
    assert bestand.read_bytes() == inhoud
    assert [deel.name for deel in bestand.parent.iterdir()] == [bestand.name]


RSA, KROMME = (
    json.dumps(een.as_dict(private=True)).encode() for een in (VAN_RSA, ECKey.generate_key("P-384"))
)


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"{}",
        b"[]",
        RSA,
        KROMME,
        PUBLIEK,
        b'{"kty":"oct","k":"a29ydGEgc2xldXRlbCB2YW4gdGUgd2Vp"}',
        b'{"kty":"RSA"}',
        b"\xff",
    ],
)
def test_a_damaged_key_is_refused_and_left_as_it_is(tmp_path: Path, inhoud: bytes) -> None:
    bestand = tmp_path / "demo-uitgever.json"
    bestand.write_bytes(inhoud)
    bestand.chmod(0o600)
    with pytest.raises(SleutelFout):
        lees_sleutel(bestand)
    assert bestand.read_bytes() == inhoud


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    bestand = tmp_path / "demo-uitgever.json"
    lees_sleutel(bestand)
    bestand.chmod(0o640)
    with pytest.raises(SleutelFout):
        lees_sleutel(bestand)


# --- at the door -------------------------------------------------------------------------------------------------


def test_the_door_asks_for_a_token_that_counts(deur: Deur) -> None:
    zonder = deur.client.get("/v1/tafels")
    ongeldig = deur.client.get(
        "/v1/tafels", headers={"Authorization": f"Bearer {zonder_handtekening('none')}"}
    )
    basic = deur.client.get("/v1/tafels", headers={"Authorization": "Basic bXc6dw=="})
    assert (zonder.status_code, ongeldig.status_code, basic.status_code) == (401, 401, 401)
    assert zonder.headers["WWW-Authenticate"] == 'Bearer realm="casus"'
    assert ongeldig.headers["WWW-Authenticate"] == 'Bearer realm="casus", error="invalid_token"'
    assert "eyJ" not in ongeldig.text


def test_an_expired_token_no_longer_opens_the_door(deur: Deur, klok: Klok) -> None:
    headers = {"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"}
    assert deur.client.get("/v1/tafels", headers=headers).status_code == 200
    klok.verder(minutes=30)
    assert deur.client.get("/v1/tafels", headers=headers).status_code == 401


def test_what_a_proxy_on_this_computer_hands_on_does_not_come_from_this_computer(deur: Deur) -> None:
    headers = {"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"}
    koppen = ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto")
    for kop in ({naam: "192.0.2.7"} for naam in koppen):
        antwoord = deur.client.get("/v1/tafels", headers=headers | kop)
        assert (antwoord.status_code, antwoord.json()["type"]) == (403, "urn:casus:probleem:alleen-lokaal")


@pytest.mark.parametrize("host", ["192.0.2.7", "2001:db8::7", "::ffff:192.0.2.7", "testclient", ""])
def test_from_another_computer_no_token_counts(deur: Deur, host: str) -> None:
    elders = TestClient(deur.app, client=(host, 40000))
    antwoord = elders.get("/v1/tafels", headers={"Authorization": f"Bearer {deur.token(Rol.SECRETARIS)}"})
    assert (antwoord.status_code, antwoord.json()["type"]) == (403, "urn:casus:probleem:alleen-lokaal")
    assert elders.get("/v1/gezondheid").status_code == 200


def test_this_computer_goes_by_several_addresses() -> None:
    assert all(map(is_lokaal, ("127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1")))
    assert not any(map(is_lokaal, ("localhost", "0.0.0.0", "10.0.0.1", "")))  # noqa: S104 nothing binds to it here
