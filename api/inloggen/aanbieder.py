"""An issuer as we see it: what it says of itself (discovery), and the keys that it signs with now.

The keys are asked anew when a token names one that we do not have, but no oftener than once a minute: else whoever
sends tokens with made-up names has us ask the issuer for ever. Keys that could not be asked anew count for a day.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey
from pydantic import BaseModel, ConfigDict, ValidationError

from api.inloggen.fouten import AanbiederWeg
from api.tokens import DEMO_KID

WACHTTIJD = 5.0
"""Seconds for an answer."""
GROOTSTE_ANTWOORD = 256 * 1024
VERS = timedelta(hours=1)
"""How long what an issuer says counts, before it is asked anew."""
HOUDBAAR = timedelta(days=1)
"""How long it counts while the issuer does not answer."""
NIET_VAKER = timedelta(minutes=1)
KORTSTE_RSA = 2048

Sleutel = ECKey | RSAKey
Halen = Callable[[str], bytes]


class Gegevens(BaseModel):
    """What an issuer says of itself (OpenID Connect Discovery 1.0); what we do not use is left out."""

    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)

    issuer: str
    jwks_uri: str
    authorization_endpoint: str | None = None
    token_endpoint: str | None = None
    end_session_endpoint: str | None = None
    code_challenge_methods_supported: list[str] | None = None
    authorization_response_iss_parameter_supported: bool = False


@dataclass
class _Bewaard:
    """What was asked, and when that was done and tried last."""

    gegevens: Gegevens
    sleutels: dict[str | None, Sleutel]
    op: datetime
    geprobeerd: datetime


def haal(adres: str) -> bytes:
    """Get what an issuer says; it does not send us on to another address.

    Raises:
        AanbiederWeg: no answer, or one that it may not give.
    """
    inhoud = b""
    try:
        with (
            httpx.Client(timeout=WACHTTIJD, follow_redirects=False) as client,
            client.stream("GET", adres, headers={"Accept": "application/json"}) as antwoord,
        ):
            if antwoord.status_code != httpx.codes.OK:
                raise AanbiederWeg
            for deel in antwoord.iter_bytes():
                inhoud += deel
                if len(inhoud) > GROOTSTE_ANTWOORD:
                    raise AanbiederWeg
    except (httpx.HTTPError, httpx.InvalidURL) as fout:
        raise AanbiederWeg from fout
    return inhoud


class Aanbieder:
    """One issuer."""

    def __init__(
        self, uitgever: str, *, nu: Callable[[], datetime], productie: bool, haal: Halen = haal
    ) -> None:
        """Take its address as it names itself; nothing is asked yet."""
        self.uitgever = uitgever
        self._nu, self._productie, self._haal = nu, productie, haal
        self._slot = threading.Lock()
        self._bewaard: _Bewaard | None = None

    def gegevens(self) -> Gegevens:
        """What it says of itself.

        Raises:
            AanbiederWeg: it does not answer, or it is another one than it says.
        """
        return self._vers().gegevens

    def sleutel(self, kid: str | None, *, soort: type[Sleutel]) -> Sleutel | None:
        """The key that a token names, of the kind that its algorithm asks for.

        A token may leave the name out where the issuer has but one key.

        Raises:
            AanbiederWeg: it does not answer.
        """
        gevonden = _kies(self._vers().sleutels, kid, soort)
        if gevonden is None:
            gevonden = _kies(self._opnieuw().sleutels, kid, soort)
        return gevonden

    def _vers(self) -> _Bewaard:
        with self._slot:
            bewaard, nu = self._bewaard, self._nu()
            if bewaard is not None and nu - bewaard.op < VERS:
                return bewaard
            if bewaard is not None and nu - bewaard.geprobeerd < NIET_VAKER and nu - bewaard.op < HOUDBAAR:
                return bewaard
            return self._vraag(nu)

    def _opnieuw(self) -> _Bewaard:
        """Ask anew, unless that was tried less than a minute ago."""
        with self._slot:
            bewaard, nu = self._bewaard, self._nu()
            if bewaard is not None and nu - bewaard.geprobeerd < NIET_VAKER:
                return bewaard
            return self._vraag(nu)

    def _vraag(self, nu: datetime) -> _Bewaard:
        try:
            gegevens = _gegevens(self._haal(f"{self.uitgever.rstrip('/')}/.well-known/openid-configuration"))
            self._eis_eigen(gegevens)
            sleutels = _sleutels(self._haal(gegevens.jwks_uri), productie=self._productie)
        except AanbiederWeg:
            oud = self._bewaard
            if oud is None or nu - oud.op >= HOUDBAAR:
                raise
            oud.geprobeerd = nu
            return oud
        self._bewaard = _Bewaard(gegevens, sleutels, nu, nu)
        return self._bewaard

    def _eis_eigen(self, gegevens: Gegevens) -> None:
        """Take only what an issuer says of itself, with addresses that are as safe as its own."""
        if gegevens.issuer != self.uitgever:
            raise AanbiederWeg
        schema = urlsplit(self.uitgever).scheme
        plekken = (
            gegevens.jwks_uri,
            gegevens.authorization_endpoint,
            gegevens.token_endpoint,
            gegevens.end_session_endpoint,
        )
        if any(plek is not None and urlsplit(plek).scheme not in {"https", schema} for plek in plekken):
            raise AanbiederWeg
        wijzen = gegevens.code_challenge_methods_supported
        if wijzen is not None and "S256" not in wijzen:
            raise AanbiederWeg


def _gegevens(inhoud: bytes) -> Gegevens:
    try:
        return Gegevens.model_validate_json(inhoud)
    except ValidationError:
        raise AanbiederWeg from None


def _sleutels(inhoud: bytes, *, productie: bool) -> dict[str | None, Sleutel]:
    """The keys for signatures, by their names. In production none of the demo issuer is among them."""
    try:
        beschreven = orjson.loads(inhoud)["keys"]
        gelezen = [_sleutel(een) for een in beschreven if isinstance(een, dict)]
    except (ValueError, KeyError, TypeError):
        raise AanbiederWeg from None
    van_de_demo = DEMO_KID if productie else None
    return {
        een.kid: een
        for een in gelezen
        if een is not None and not (van_de_demo and (een.kid or "").startswith(van_de_demo))
    }


def _sleutel(beschreven: dict[str, Any]) -> Sleutel | None:
    """One key; ``None`` for one that is of another kind, too short, or for something else than signatures."""
    if beschreven.get("use", "sig") != "sig" or beschreven.get("kty") not in {"EC", "RSA"}:
        return None
    # By the letters of its modulus, six bits each: the library would warn about a short one for every token.
    if beschreven["kty"] == "RSA" and len(str(beschreven.get("n", ""))) * 6 < KORTSTE_RSA:
        return None
    try:
        sleutel = JWKRegistry.import_key(beschreven)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    if isinstance(sleutel, RSAKey):
        return sleutel if sleutel.public_key.key_size >= KORTSTE_RSA else None
    return sleutel if isinstance(sleutel, ECKey) and sleutel.curve_name == "P-256" else None


def _kies(sleutels: dict[str | None, Sleutel], kid: str | None, soort: type[Sleutel]) -> Sleutel | None:
    if kid is None and len(sleutels) == 1:
        (kid,) = sleutels
    gevonden = sleutels.get(kid)
    return gevonden if isinstance(gevonden, soort) else None
