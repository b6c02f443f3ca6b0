"""Our client at the issuer of people: the way there (code, PKCE, nonce), and from the code to an ID token.

It shows who it is with a key of its own (private_key_jwt, ES256). A shared secret there is in a trial at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import orjson
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]  # Authlib has no types
from authlib.oauth2.rfc7523 import private_key_jwt_sign  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7523.client import ASSERTION_TYPE  # type: ignore[import-untyped]  # the same
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]  # the same
from joserfc.jwk import ECKey

from api.inloggen.aanbieder import GROOTSTE_ANTWOORD, WACHTTIJD, Aanbieder
from api.inloggen.fouten import AanbiederWeg, BewijsFout
from api.inloggen.kader import NIVEAUS
from api.inloggen.poging import Poging
from api.sleutelbestand import ALGORITME
from infra.sessies import DUUR

TERUG = "/inloggen/terug"
UITGELOGD = "/uitloggen"
_BEWIJS_DUUR = timedelta(minutes=1)
_LANGSTE_CODE = 2048


@dataclass(frozen=True)
class Uitgang:
    """Where somebody signs out at the issuer, and what is said there."""

    plek: str
    velden: Mapping[str, str] = field(repr=False)

    @property
    def zegt_wie(self) -> bool:
        """Whether it says who signs out: then it goes in a form, since nothing about anybody goes in an address."""
        return "id_token_hint" in self.velden

    @property
    def adres(self) -> str:
        """As an address, where it says nothing about anybody."""
        zonder = {naam: waarde for naam, waarde in self.velden.items() if naam != "id_token_hint"}
        return f"{self.plek}{'&' if urlsplit(self.plek).query else '?'}{urlencode(zonder)}"

    @property
    def herkomst(self) -> str:
        """To where the page lets its form go, for its policy.

        A browser holds a form to that on every step of the way, and a provider may have hosts of its own there.
        """
        delen = urlsplit(self.plek)
        return "https:" if delen.scheme == "https" else f"{delen.scheme}://{delen.netloc}"


@dataclass(frozen=True)
class Client:
    """This service, as the issuer of people knows it."""

    id: str
    adres: str
    aanbieder: Aanbieder
    sleutel: ECKey
    geheim: str | None = None
    """Instead of the key, in a trial with an issuer that knows nothing better."""

    @property
    def terug(self) -> str:
        """Where the issuer sends somebody back to."""
        return f"{self.adres}{TERUG}"

    def heen(self, poging: Poging) -> str:
        """Where somebody goes to sign in.

        Raises:
            AanbiederWeg: the issuer does not answer.
        """
        plek = self.aanbieder.gegevens().authorization_endpoint
        if plek is None:
            raise AanbiederWeg
        vers = {"max_age": "0", "prompt": "login"} if poging.opnieuw else {"max_age": _seconden(DUUR)}
        adres: str = prepare_grant_uri(
            plek,
            client_id=self.id,
            response_type="code",
            redirect_uri=self.terug,
            scope="openid",
            state=poging.state,
            nonce=poging.nonce,
            code_challenge=create_s256_code_challenge(poging.verifier),
            code_challenge_method="S256",
            acr_values=" ".join(NIVEAUS),
            **vers,
        )
        return adres

    def ruil(self, code: str, poging: Poging, *, nu: datetime) -> str:
        """Exchange a code for an ID token; of what else comes nothing is kept.

        Raises:
            BewijsFout: the issuer does not take this code from us.
            AanbiederWeg: it does not answer.
        """
        plek = self.aanbieder.gegevens().token_endpoint
        if plek is None:
            raise AanbiederWeg
        if len(code) > _LANGSTE_CODE:
            raise BewijsFout("code")
        velden = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.terug,
            "client_id": self.id,
            "code_verifier": poging.verifier,
            **self._wie_wij_zijn(plek, nu),
        }
        id_token = _vraag(plek, velden).get("id_token")
        if not isinstance(id_token, str):
            raise BewijsFout("geen-id-token")
        return id_token

    def uitgang(self, bewijs: str | None = None) -> Uitgang | None:
        """Where somebody signs out at the issuer too; ``None`` where it has no such place, or is away.

        With the ID token as ``bewijs`` the issuer knows who it is and that this is no trick, so it need not ask
        (OpenID Connect RP-Initiated Logout 1.0, section 2).
        """
        try:
            plek = self.aanbieder.gegevens().end_session_endpoint
        except AanbiederWeg:
            return None
        if plek is None:
            return None
        velden = {"client_id": self.id, "post_logout_redirect_uri": f"{self.adres}{UITGELOGD}"}
        return Uitgang(plek, velden if bewijs is None else {**velden, "id_token_hint": bewijs})

    def openbaar(self) -> dict[str, Any]:
        """The public half of the key, for the issuer (RFC 7517)."""
        return {"keys": [self.sleutel.as_dict(private=False)]}

    def _wie_wij_zijn(self, plek: str, nu: datetime) -> dict[str, str]:
        if self.geheim is not None:
            return {"client_secret": self.geheim}
        return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": self._bewijs(plek, nu)}

    def _bewijs(self, plek: str, nu: datetime) -> str:
        begin = int(nu.timestamp())
        bewijs: str = private_key_jwt_sign(
            self.sleutel,
            client_id=self.id,
            token_endpoint=plek,
            alg=ALGORITME,
            claims={"iat": begin, "exp": begin + int(_BEWIJS_DUUR.total_seconds())},
            header={"kid": self.sleutel.kid},
        )
        return bewijs


def _seconden(duur: timedelta) -> str:
    return str(int(duur.total_seconds()))


def _vraag(plek: str, velden: dict[str, str]) -> dict[str, Any]:
    try:
        with httpx.Client(timeout=WACHTTIJD, follow_redirects=False) as client:
            antwoord = client.post(plek, data=velden, headers={"Accept": "application/json"})
    except (httpx.HTTPError, httpx.InvalidURL) as fout:
        raise AanbiederWeg from fout
    if antwoord.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise AanbiederWeg
    if antwoord.status_code != httpx.codes.OK or len(antwoord.content) > GROOTSTE_ANTWOORD:
        raise BewijsFout("code")
    try:
        inhoud = orjson.loads(antwoord.content)
    except ValueError:
        raise AanbiederWeg from None
    if not isinstance(inhoud, dict):
        raise AanbiederWeg
    return inhoud
