"""What the tests of the sign-in work with: an issuer that says whatever a test wants, and a browser."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import uvicorn
from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.testclient import TestClient

from api.demo.uitgever.draaien import maak_server
from api.inloggen.aanbieder import Aanbieder
from api.inloggen.bewijs import UITLOGGEN
from api.inloggen.fouten import AanbiederWeg
from api.luisteren import adres_van, luister
from api.sleutelbestand import lees_ec_sleutel, met_kid
from api.tokens import lees_sleutel
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.conftest import BEGIN, Klok

UITGEVER = "https://uitgever.example"
DOELGROEP = "https://casus.example"
CLIENT = "casus"
NU = int(BEGIN.timestamp())
SUBSTANTIEEL = "http://eidas.europa.eu/LoA/substantial"
ADRES = "https://casus.example"
EIGEN = {"Sec-Fetch-Site": "same-origin"}
"""What a browser says when a page of ours asks."""


@dataclass
class Nepuitgever:
    """An issuer without a network: it gives what a test put in it, counts who asks, and can be away."""

    sleutels: dict[str, ECKey | RSAKey] = field(
        default_factory=lambda: {"een": ECKey.generate_key("P-256", {"kid": "een"})}
    )
    gegevens: dict[str, Any] = field(default_factory=dict)
    gevraagd: int = 0
    weg: bool = False

    def haal(self, adres: str) -> bytes:
        """Answer a question of the service."""
        self.gevraagd += 1
        if self.weg:
            raise AanbiederWeg
        if adres == f"{UITGEVER}/jwks":
            return json.dumps(
                {"keys": [een.as_dict(private=False) for een in self.sleutels.values()]}
            ).encode()
        assert adres == f"{UITGEVER}/.well-known/openid-configuration"
        return json.dumps({"issuer": UITGEVER, "jwks_uri": f"{UITGEVER}/jwks", **self.gegevens}).encode()

    def aanbieder(self, klok: Klok | None = None, *, productie: bool = True) -> Aanbieder:
        """The issuer as the service sees it."""
        return Aanbieder(UITGEVER, nu=klok or Klok(), productie=productie, haal=self.haal)

    def teken(self, claims: dict[str, object], *, met: str = "een", **kop: object) -> str:
        """A token, with claims and a head as a test wants them; ``None`` leaves one out."""
        sleutel = self.sleutels[met]
        alg = "PS256" if isinstance(sleutel, RSAKey) else "ES256"
        heel = {
            naam: waarde for naam, waarde in {"alg": alg, "kid": met, "typ": "JWT", **kop}.items() if waarde
        }
        zonder = {naam: waarde for naam, waarde in claims.items() if waarde is not None}
        return jwt.encode(heel, zonder, sleutel, algorithms=["ES256", "PS256", "RS256"], default_type=None)


@contextmanager
def demo_uitgever(settings: Settings, klok: Klok, *, dienst: str = ADRES) -> Iterator[str]:
    """The demo's own issuer on a port of this computer, at the clock of the test, for a service at an address."""
    with luister("127.0.0.1", 0) as luisteraar:
        server = maak_server(
            luisteraar,
            dienst=dienst,
            clientsleutel=lees_ec_sleutel(settings.oidc_sleutel, wat="client key"),
            sleutel=lees_sleutel(settings.tokensleutel),
            tafels=("zvh-zaanstreek-waterland", "ret-zaanstreek-waterland"),
            omgeving=replace(Omgeving(), nu=klok),
        )
        with draait(server, luisteraar):
            yield adres_van(luisteraar)


@contextmanager
def draait(server: uvicorn.Server, luisteraar: Any) -> Iterator[None]:
    """Serve beside the test."""
    draad = threading.Thread(target=server.run, kwargs={"sockets": [luisteraar]}, daemon=True)
    draad.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        draad.join(10)


@dataclass
class Browser:
    """Somebody with a browser of their own."""

    client: TestClient

    def get(self, pad: str, **koppen: str) -> Response:
        """Follow a link, no further than the first answer."""
        return self.client.get(pad, headers=koppen, follow_redirects=False)

    def post(self, pad: str, velden: dict[str, str], koppen: dict[str, str] | None = None) -> Response:
        """Send a form of our own page, unless ``koppen`` say otherwise."""
        return self.client.post(
            pad, data=velden, headers=EIGEN if koppen is None else koppen, follow_redirects=False
        )

    def heen(self, pad: str = "/inloggen") -> str:
        """Begin to sign in: where the issuer is asked."""
        antwoord = self.get(pad)
        assert antwoord.status_code == 303, antwoord.text
        return str(antwoord.headers["location"])

    def log_in(self, wie: str, pad: str = "/inloggen") -> Response:
        """Sign in at the demo's issuer as one of its people."""
        return self.get(terug_van(self.heen(pad), wie))

    def csrf(self, pad: str = "/uitloggen") -> str:
        """The token that our pages put in their forms."""
        gevonden = re.search(r'name="csrf" value="([^"]+)"', self.get(pad).text)
        assert gevonden
        return gevonden[1]

    @property
    def koekje(self) -> str | None:
        """The value of the session's cookie."""
        return self.client.cookies.get("__Host-casus")


def terug_van(heen: str, wie: str) -> str:
    """Choose somebody at the demo's issuer: the path at the service where that sends a browser back to."""
    assert httpx.get(heen).status_code == 200
    velden = {naam: waarden[0] for naam, waarden in parse_qs(urlsplit(heen).query).items()}
    antwoord = httpx.post(heen.partition("?")[0], data={**velden, "wie": wie})
    assert antwoord.status_code == 303, antwoord.text
    terug = urlsplit(antwoord.headers["location"])
    assert f"{terug.scheme}://{terug.netloc}" == ADRES
    return f"{terug.path}?{terug.query}"


def andere_sleutel(kid: str = "een") -> ECKey:
    """A key that is not the issuer's, under any name."""
    return met_kid(ECKey.generate_key("P-256")) if not kid else ECKey.generate_key("P-256", {"kid": kid})


NEP = Nepuitgever(
    {
        "een": ECKey.generate_key("P-256", {"kid": "een"}),
        "rsa": RSAKey.generate_key(2048, {"kid": "rsa"}),
    }
)
TOEGANG: dict[str, object] = {
    "iss": UITGEVER,
    "aud": DOELGROEP,
    "sub": "zaaksysteem",
    "iat": NU,
    "nbf": NU,
    "exp": NU + 600,
}
INLOG: dict[str, object] = {
    "iss": UITGEVER,
    "aud": CLIENT,
    "sub": "mens",
    "iat": NU,
    "exp": NU + 300,
    "auth_time": NU,
    "nonce": "van-deze-poging",
    "acr": SUBSTANTIEEL,
}
UITLOG: dict[str, object] = {
    "iss": UITGEVER,
    "aud": CLIENT,
    "sub": "mens",
    "iat": NU,
    "exp": NU + 120,
    "jti": "een",
    "events": {UITLOGGEN: {}},
}


def t(**over: object) -> str:
    """An access token with other claims."""
    return NEP.teken({**TOEGANG, **over})
