"""The pages and endpoints of the demo's provider: discovery, keys, authorize, token, end of session.

As strict as a real one where that shows whether the service is right: PKCE with S256 or nothing, exactly the address
that was registered, a client that proves who it is (private_key_jwt), and a code that counts once.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.demo.uitgever.codes import Codes, Uitgegeven, Vraag
from api.demo.uitgever.mensen import LAAG, MENSEN, SUBSTANTIEEL
from api.luisteren import is_lokaal

ALGORITME = "ES256"
DUUR = timedelta(minutes=5)
_BEWIJS = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_SPELING = 10


@dataclass(frozen=True)
class Dienst:
    """The one client: the service, as it was registered."""

    id: str
    adres: str
    sleutel: ECKey
    """The public half of its key."""

    @property
    def terug(self) -> str:
        """The one address to which people are sent back."""
        return f"{self.adres}/inloggen/terug"

    @property
    def uitgelogd(self) -> str:
        """Where people go after signing out."""
        return f"{self.adres}/uitloggen"


@dataclass(frozen=True)
class Uitgever:
    """The provider itself."""

    adres: str
    sleutel: ECKey
    dienst: Dienst
    tafels: Collection[str]
    codes: Codes
    nu: Callable[[], datetime]


class _Fout(Exception):
    """An OAuth error."""

    def __init__(self, code: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__()
        self.code, self.status = code, status


def maak_uitgever(uitgever: Uitgever) -> ASGIApp:
    """Make the application. It answers this computer alone, also when a proxy hands something on."""
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", _gegevens),
            Route("/jwks", _sleutels),
            Route("/authorize", _kies, methods=["GET"]),
            Route("/authorize", _gekozen, methods=["POST"]),
            Route("/token", _token, methods=["POST"]),
            Route("/end_session", _einde, methods=["GET", "POST"]),
        ],
        exception_handlers={_Fout: _als_fout},
    )
    app.state.uitgever = uitgever
    return _AlleenHier(app)


class _AlleenHier:
    """Lets nobody in from another computer, nor by another name of this one (DNS rebinding)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
            doorgegeven = "forwarded" in request.headers or "x-forwarded-for" in request.headers
            hier = is_lokaal(request.client.host if request.client else "")
            if doorgegeven or not hier or not (host == "localhost" or is_lokaal(host)):
                await Response(status_code=HTTPStatus.FORBIDDEN)(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _gegevens(request: Request) -> Response:
    uitgever = _uitgever(request)
    adres = uitgever.adres
    return JSONResponse(
        {
            "issuer": adres,
            "jwks_uri": f"{adres}/jwks",
            "authorization_endpoint": f"{adres}/authorize",
            "token_endpoint": f"{adres}/token",
            "end_session_endpoint": f"{adres}/end_session",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": [ALGORITME],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": [ALGORITME],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": [SUBSTANTIEEL, LAAG],
            "authorization_response_iss_parameter_supported": True,
        }
    )


async def _sleutels(request: Request) -> Response:
    return JSONResponse({"keys": [_uitgever(request).sleutel.as_dict(private=False)]})


# --- who is it ------------------------------------------------------------------------------------------------------


async def _kies(request: Request) -> Response:
    """Let somebody choose one of the invented people."""
    uitgever = _uitgever(request)
    vraag = _vraag(uitgever, request.query_params)
    terug = urlsplit(uitgever.dienst.adres)
    tekst = (
        _sjablonen().get_template("kies.html").render(vraag=vraag, mensen=MENSEN, client=uitgever.dienst.id)
    )
    formulieren = f"form-action 'self' {terug.scheme}://{terug.netloc}"
    beleid = f"default-src 'none'; {formulieren}; base-uri 'none'; frame-ancestors 'none'"
    koppen = {
        "Content-Security-Policy": beleid,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(tekst, headers=koppen)


async def _gekozen(request: Request) -> Response:
    """Send that one back to the service with a code."""
    uitgever = _uitgever(request)
    formulier = {naam: str(waarde) for naam, waarde in (await request.form()).items()}
    vraag = _vraag(uitgever, formulier)
    mens = next((een for een in MENSEN if een.sub == formulier.get("wie")), None)
    if mens is None:
        raise _Fout("invalid_request")
    antwoord = {"code": uitgever.codes.geef(vraag, mens), "state": vraag.state, "iss": uitgever.adres}
    return RedirectResponse(f"{vraag.redirect_uri}?{urlencode(antwoord)}", HTTPStatus.SEE_OTHER)


def _vraag(uitgever: Uitgever, velden: Mapping[str, str]) -> Vraag:
    """Check what the client asks; nobody is sent to an address that is not its own.

    Raises:
        _Fout: it is not right.
    """
    vast = {
        "client_id": uitgever.dienst.id,
        "redirect_uri": uitgever.dienst.terug,
        "response_type": "code",
        "code_challenge_method": "S256",
    }
    if any(velden.get(naam) != waarde for naam, waarde in vast.items()):
        raise _Fout("invalid_request")
    state, nonce, uitdaging = (velden.get(naam, "") for naam in ("state", "nonce", "code_challenge"))
    if not state or not nonce or not uitdaging or "openid" not in velden.get("scope", "").split():
        raise _Fout("invalid_request")
    return Vraag(uitgever.dienst.terug, state, nonce, uitdaging)


# --- tokens ---------------------------------------------------------------------------------------------------------


async def _token(request: Request) -> Response:
    """Exchange a code for an ID token."""
    uitgever = _uitgever(request)
    velden = {naam: str(waarde) for naam, waarde in (await request.form()).items()}
    _eis_client(uitgever, velden)
    if velden.get("grant_type") != "authorization_code":
        raise _Fout("unsupported_grant_type")
    gevonden = uitgever.codes.neem(
        velden.get("code", ""),
        redirect_uri=velden.get("redirect_uri", ""),
        verifier=velden.get("code_verifier", ""),
    )
    if gevonden is None:
        raise _Fout("invalid_grant")
    inhoud = {
        # The service asks nothing with it, so it opens nothing.
        "access_token": "geen",
        "token_type": "Bearer",
        "expires_in": int(DUUR.total_seconds()),
        "id_token": _id_token(uitgever, gevonden),
    }
    return JSONResponse(inhoud, headers={"Cache-Control": "no-store"})


def _eis_client(uitgever: Uitgever, velden: Mapping[str, str]) -> None:
    """Have the client prove who it is (OpenID Connect Core 1.0, section 9).

    Raises:
        _Fout: it does not.
    """
    geen = _Fout("invalid_client", HTTPStatus.UNAUTHORIZED)
    if velden.get("client_assertion_type") != _BEWIJS:
        raise geen
    dienst, nu = uitgever.dienst, uitgever.nu().timestamp()
    try:
        claims = jwt.decode(velden.get("client_assertion", ""), dienst.sleutel, algorithms=[ALGORITME]).claims
    except (JoseError, ValueError, TypeError):
        raise geen from None
    goed = (
        claims.get("iss") == claims.get("sub") == dienst.id and claims.get("aud") == f"{uitgever.adres}/token"
    )
    einde = claims.get("exp")
    if not goed or not isinstance(einde, int) or einde + _SPELING < nu:
        raise geen


def _id_token(uitgever: Uitgever, gegeven: Uitgegeven) -> str:
    nu = int(uitgever.nu().timestamp())
    claims: dict[str, Any] = {
        "iss": uitgever.adres,
        "aud": uitgever.dienst.id,
        "sub": gegeven.mens.sub,
        "iat": nu,
        "exp": nu + int(DUUR.total_seconds()),
        "auth_time": int(gegeven.op.timestamp()),
        "nonce": gegeven.vraag.nonce,
        "acr": gegeven.mens.niveau,
        "toekenningen": gegeven.mens.toekenningen(uitgever.tafels),
    }
    kop = {"alg": ALGORITME, "kid": uitgever.sleutel.kid}
    return jwt.encode(kop, claims, uitgever.sleutel, algorithms=[ALGORITME])


# --- out ------------------------------------------------------------------------------------------------------------


async def _einde(request: Request) -> Response:
    """Nothing to end, since nobody stays signed in here; back to the service, and to nowhere else.

    Who says who it is (``id_token_hint``) does so with a token of ours for that service, also an old one.
    """
    uitgever = _uitgever(request)
    velden = request.query_params if request.method == "GET" else await request.form()
    bewijs = velden.get("id_token_hint")
    if velden.get("client_id") != uitgever.dienst.id or not _is_van_ons(uitgever, bewijs):
        raise _Fout("invalid_request")
    return RedirectResponse(uitgever.dienst.uitgelogd, HTTPStatus.SEE_OTHER)


def _is_van_ons(uitgever: Uitgever, bewijs: object) -> bool:
    if bewijs is None:
        return True
    try:
        claims = jwt.decode(str(bewijs), uitgever.sleutel, algorithms=[ALGORITME]).claims
    except (JoseError, ValueError, TypeError):
        return False
    return (claims.get("iss"), claims.get("aud")) == (uitgever.adres, uitgever.dienst.id)


def _uitgever(request: Request) -> Uitgever:
    uitgever: Uitgever = request.app.state.uitgever
    return uitgever


async def _als_fout(_: Request, fout: Exception) -> Response:
    gevonden = fout if isinstance(fout, _Fout) else _Fout("server_error")
    return JSONResponse({"error": gevonden.code}, gevonden.status, headers={"Cache-Control": "no-store"})


@cache
def _sjablonen() -> Environment:
    return Environment(
        loader=PackageLoader("api.demo.uitgever", "sjablonen"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
