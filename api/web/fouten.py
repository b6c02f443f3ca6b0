"""Errors for people: whatever answers a page with a problem, they read a page that helps.

It stands outermost around all routes and turns ``application/problem+json`` into HTML for every address that is not
of the REST door; and it gives the pages their headers. The problems themselves stand in ``api.rest.problemen``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.bereik import Gebruiker
from api.inloggen.balie import Open
from api.kijk import Kijk
from api.rechten import Recht
from api.rest.poort import HEADERS
from api.rest.probleemsoort import MEDIATYPE
from api.rest.redenen import Adresfout
from api.web.foutwoorden import in_gewone_woorden, van_een_eerdere_sessie
from api.web.ingevuld import Meelezer, kan_opnieuw, van_een_formulier, velden_van
from api.web.middelen import EEUWIG, PAD
from api.web.scherm import Web, lijst_om
from domain.rollen import Medewerker

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
BELEID = "Content-Security-Policy"
VAN_DE_DEUR = HEADERS[BELEID]
GEEN_PAGINAS = ("/v1", "/metrics")
MAAR_EEN_KEER = "/inloggen"
"""What comes back from an issuer can be used once, so not up for a look at the head of the answer."""


@dataclass(frozen=True)
class Hulp:
    """What one does about a problem: a sentence, and where to go."""

    zin: str
    naar: str = "/"
    knop: str = "Naar het begin"


CONCEPTEN = "/meldingen/concepten/"
CONCEPT_WEG = Hulp("Kijk bij uw meldingen of het is ingediend.", "/meldingen", "Naar uw meldingen")
HULP: dict[int, Hulp] = {
    HTTPStatus.BAD_REQUEST: Hulp("Ga terug, kijk na wat u hebt ingevuld en probeer het opnieuw."),
    HTTPStatus.UNAUTHORIZED: Hulp(
        "Was u al ingelogd? Dan is uw sessie voorbij. Wat u had vastgelegd, is bewaard.",
        "/inloggen",
        "Inloggen",
    ),
    HTTPStatus.FORBIDDEN: Hulp(
        "Bij uw rol hoort deze pagina niet. Hebt u hem nodig voor uw werk? Vraag het aan de beheerder van uw tafel."
    ),
    HTTPStatus.NOT_FOUND: Hulp(
        "Kijk of het adres of het nummer klopt. Misschien is de casus van een andere tafel, of is hij er niet meer."
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Hulp("Ga terug en gebruik de knoppen op de pagina."),
    HTTPStatus.CONFLICT: Hulp(
        "Er is niets vastgelegd. Ga terug naar de casus en kijk hoe het er nu voor staat."
    ),
    HTTPStatus.PRECONDITION_FAILED: Hulp(
        "Iemand anders was u voor. Er is niets vastgelegd. Ga terug naar de casus en kijk hoe het er nu voor staat."
    ),
    HTTPStatus.PRECONDITION_REQUIRED: Hulp("Ga terug naar de pagina en vul het formulier daar opnieuw in."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Hulp("Ga terug en maak uw tekst korter."),
    HTTPStatus.TOO_MANY_REQUESTS: Hulp(
        "U stuurde in korte tijd heel veel. Wacht een minuut en probeer het opnieuw."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Hulp("Wacht een paar seconden en laad de pagina opnieuw."),
}
BIJ_CODE: dict[str, Hulp] = {
    "stap-hoger": Hulp(
        "Log opnieuw in en doe het daarna nog eens. Zo weten we zeker dat u het zelf bent.",
        "/inloggen?opnieuw=ja",
        "Opnieuw inloggen",
    ),
    "vreemde-herkomst": Hulp("Ga terug naar de pagina, laad haar opnieuw en vul het formulier daar in."),
    "kies-rol": Hulp("Kies eerst als wie u nu werkt.", "/rol", "Kies een rol"),
}
"""For problems that somebody can do something about."""
GESCHONDEN = "geschonden"
GEKNOEID = Hulp("Geef het kenmerk hieronder door aan de beheerder.")
VAN_EEN_CASUS = re.compile(r"/casus/([A-Za-z0-9-]+)(?:/.*)?")
ANDERS = Hulp(
    "Probeer het later opnieuw. Blijft het misgaan? Geef het kenmerk hieronder door aan de beheerder."
)


def is_pagina(pad: str) -> bool:
    """Say whether an address is one that people look at."""
    return not any(pad == begin or pad.startswith(f"{begin}/") for begin in GEEN_PAGINAS)


class Paginapoort:
    """Stands outermost around all routes."""

    def __init__(self, app: ASGIApp, *, web: Web) -> None:
        """Take what it stands around, and what pages are made with."""
        self._app = app
        self._web = web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass."""
        if scope["type"] != "http" or not is_pagina(scope["path"]):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD" and not scope["path"].startswith(MAAR_EEN_KEER):
            # It is the same question, also to the read log; only what is shown is not sent.
            scope, send = {**scope, "method": "GET"}, _zonder_inhoud(send)
        if van_een_formulier(scope):
            meelezer = Meelezer(receive)
            await self._app(scope, meelezer, _Uitgang(self._web, scope, meelezer, send, meelezer))
            return
        await self._app(scope, receive, _Uitgang(self._web, scope, receive, send))


def _zonder_inhoud(send: Send) -> Send:
    """Send the head of an answer alone (RFC 9110 section 9.3.2)."""

    async def zend(bericht: Message) -> None:
        kaal = bericht["type"] == "http.response.body"
        await send({**bericht, "body": b""} if kaal else bericht)

    return zend


@dataclass
class _Uitgang:
    """Sends an answer on with the headers of a page; a problem is kept back and told as a page."""

    web: Web
    scope: Scope
    receive: Receive
    send: Send
    formulier: Meelezer | None = None
    """Where a page of ours sent a form: what was filled in."""
    _kop: Message | None = None
    _inhoud: bytes = field(default=b"")

    async def __call__(self, bericht: Message) -> None:
        if bericht["type"] == "http.response.start":
            if Headers(raw=bericht["headers"]).get("content-type", "").startswith(MEDIATYPE):
                self._kop = bericht
                return
            self._kleed_aan(bericht)
        elif self._kop is not None:
            self._inhoud += bericht.get("body", b"")
            if not bericht.get("more_body", False):
                await self._vertel(self._kop)
            return
        await self.send(bericht)

    def _kleed_aan(self, bericht: Message) -> None:
        headers = MutableHeaders(scope=bericht)
        # What says itself what a browser may load for it, as the sign-in does, is left as it is.
        if headers.get(BELEID, VAN_DE_DEUR) == VAN_DE_DEUR:
            headers[BELEID] = CSP
        if self.scope["path"].startswith(PAD) and bericht["status"] == HTTPStatus.OK:
            headers["Cache-Control"] = EEUWIG

    async def _vertel(self, kop: Message) -> None:
        probleem: dict[str, Any] = in_gewone_woorden(orjson.loads(self._inhoud))
        ingevuld: Sequence[tuple[str, str]] = ()
        if self.formulier is not None and kan_opnieuw(probleem):
            ingevuld = velden_van(await self.formulier.inhoud())
            probleem = van_een_eerdere_sessie(probleem) if ingevuld else probleem
        request = Request(self.scope)
        adresfout: Adresfout | None = getattr(request.state, "in_het_adres", None)
        if adresfout is not None:
            probleem = bij_adres(probleem, adresfout)
        pagina = foutpagina(self.web, request, probleem, ingevuld)
        antwoord = HTMLResponse(pagina, status_code=int(probleem["status"]))
        eigen = {"content-type", "content-length", BELEID.lower()}
        for naam, waarde in Headers(raw=kop["headers"]).items():
            if naam not in eigen:
                antwoord.headers[naam] = waarde
        antwoord.headers[BELEID] = CSP
        await antwoord(self.scope, self.receive, self.send)


LINK_UIT_MAIL = "/berichten/"
OUDE_LINK = Hulp(
    "De link in uw mail is oud of niet heel. Probeer de link nog eens vanuit de mail zelf. Lukt dat niet? Wat er voor "
    "u te doen is, vindt u ook aan het begin."
)
STUK_ADRES = Hulp(
    "Kijk of u de link heel hebt overgenomen. Zoekt u een casus? Zoek dan op het nummer. Wat er voor u te doen is, "
    "vindt u aan het begin."
)


def bij_adres(probleem: dict[str, Any], fout: Adresfout) -> dict[str, Any]:
    """The same problem for who followed a link: a broken address is one that is not there."""
    if fout.in_pad:
        return {
            "type": probleem["type"],
            "title": "Deze link klopt niet",
            "status": int(HTTPStatus.NOT_FOUND),
            "detail": "Bij dit adres hoort geen pagina. Er is een stuk van de link veranderd of weggevallen.",
            "instance": probleem["instance"],
        }
    anders: dict[str, Any] = {
        **probleem,
        "title": "Dit adres klopt niet",
        "detail": "De pagina is er wel. Wat achter het vraagteken staat, past er niet bij.",
        "fouten": fout.zinnen,
    }
    return anders


def hulp_bij(
    probleem: dict[str, Any],
    pad: str,
    adresfout: Adresfout | None = None,
    gebruiker: Gebruiker | None = None,
) -> Hulp:
    """What one does about a problem: by its own code, or else by its status."""
    if int(probleem["status"]) == HTTPStatus.NOT_FOUND and pad.startswith(LINK_UIT_MAIL):
        return OUDE_LINK
    if int(probleem["status"]) == HTTPStatus.NOT_FOUND and pad.startswith(CONCEPTEN) and adresfout is None:
        return CONCEPT_WEG
    if adresfout is not None:
        return (
            STUK_ADRES if adresfout.in_pad else Hulp("Open de pagina zonder dat stuk.", pad, "Open de pagina")
        )
    code = str(probleem["type"]).rpartition(":")[2]
    if code == GESCHONDEN:
        return _bij_geknoei(pad, gebruiker)
    return BIJ_CODE.get(code) or HULP.get(int(probleem["status"]), ANDERS)


def _bij_geknoei(pad: str, gebruiker: Gebruiker | None) -> Hulp:
    """What one does about facts that do not fit: trying again is no help, and who checks sees which it is."""
    van_casus = VAN_EEN_CASUS.fullmatch(pad)
    if van_casus is None or gebruiker is None or not gebruiker.mag(Recht.LOGBOEKBEWIJZEN):
        return GEKNOEID
    naar = f"/casus/{van_casus[1].upper()}/integriteit"
    if pad == naar:
        return GEKNOEID
    return Hulp(
        "Bij Echtheid ziet u welke gebeurtenis niet klopt. " + GEKNOEID.zin, naar, "Bekijk wat er niet klopt"
    )


def terug_naar(request: Request) -> str:
    """Where to go on after signing in: the page that was asked for, or the first one after a form."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _wie(request: Request) -> Medewerker | None:
    """As whom somebody is signed in whose form was not taken: sent again, it is in that name."""
    sessie: Open | None = getattr(request.state, "sessie", None)
    return None if sessie is None or sessie.toekenning is None else sessie.toekenning.wie


def foutpagina(
    web: Web, request: Request, probleem: dict[str, Any], ingevuld: Sequence[tuple[str, str]] = ()
) -> str:
    """The page for a problem, with who is looking where that is known; and with what was filled in, to send again."""
    kijk: Kijk | None = getattr(request.state, "kijk", None)
    wie = _wie(request) if kijk is None else kijk.wie
    gebruiker = None if wie is None else Gebruiker(wie, frozenset())
    return web.teken(
        "fout.html",
        **lijst_om(web, request, gebruiker),
        kruimels=(),
        probleem=probleem,
        hulp=hulp_bij(probleem, request.url.path, getattr(request.state, "in_het_adres", None), gebruiker),
        terug=terug_naar(request),
        ingevuld=ingevuld,
        hierheen=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )
