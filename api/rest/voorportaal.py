"""What is judged of a request before any route sees it: address, method, the form that is asked, and its JSON.

HTTP (RFC 9110) leaves no choice here: HEAD is GET without content, OPTIONS says what can be asked, and a 405 names
every method of the address. What is JSON has to be UTF-8 and say one thing (RFC 8259, 8.1; RFC 7493, 2.3): of a name
that stands there twice, each reader takes another one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from re import Pattern
from typing import Any

from fastapi import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.rest.eenduidig import Meerduidig, eis_eenduidig
from api.rest.probleemsoort import ONGELDIG, STATUSSEN, Soort
from api.rest.problemen import probleem
from api.rest.redenen import INHOUD, REDENEN, dubbele_namen

GROOTSTE_ADRES = 8 * 1024
GROOTSTE_KOPPEN = 32 * 1024

ADRES_TE_LANG = Soort(
    HTTPStatus.REQUEST_URI_TOO_LONG,
    "adres-te-lang",
    "Het adres is te lang",
    "Een adres heeft ten hoogste 8 KiB.",
)
KOPPEN_TE_GROOT = Soort(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "koppen-te-groot",
    "De kopregels zijn te groot",
    "De kopregels van een verzoek zijn samen ten hoogste 32 KiB.",
)
GEEN_PASSENDE_VORM = Soort(
    HTTPStatus.NOT_ACCEPTABLE,
    "geen-passende-vorm",
    "Zo kunnen wij het niet geven",
    "Vraag een vorm die dit adres kent, of laat de kopregel Accept weg.",
)
VERKEERDE_METHODE = STATUSSEN[HTTPStatus.METHOD_NOT_ALLOWED]
GEEN_JSON = STATUSSEN[HTTPStatus.UNSUPPORTED_MEDIA_TYPE]

VOOR_IEDEREEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
}
"""With OPTIONS of what pages of other sites may read."""


@dataclass(frozen=True)
class Adres:
    """What can be asked at an address, by one route."""

    vorm: Pattern[str]
    methoden: frozenset[str]
    soorten: frozenset[str]
    """The media types of its answers; none are known of what streams."""
    model: type[BaseModel] | None
    openbaar: bool
    route: APIRoute


def adressen_van(routes: Iterable[object]) -> tuple[Adres, ...]:
    """The addresses of these routes."""
    return tuple(_adres(route) for route in routes if isinstance(route, APIRoute))


def _adres(route: APIRoute) -> Adres:
    klasse: Any = route.response_class
    klasse = getattr(klasse, "value", klasse)
    gegeven: set[str] = {
        soort
        for status, antwoord in route.responses.items()
        if str(status).startswith("2")
        for soort in antwoord.get("content", {})
    }
    eigen = {str(klasse.media_type)} if klasse.media_type else set()
    inhoud = route.body_field.field_info.annotation if route.body_field else None
    return Adres(
        vorm=route.path_regex,
        methoden=frozenset(route.methods or ()),
        soorten=frozenset(gegeven or eigen),
        model=inhoud if isinstance(inhoud, type) and issubclass(inhoud, BaseModel) else None,
        openbaar=route.path.endswith("/openapi.json"),
        route=route,
    )


def past(accept: str, soorten: frozenset[str]) -> bool:
    """Say whether one of the media types is asked for; of what fits one, the most precise counts (RFC 9110, 12.5.1)."""
    if not accept.strip() or not soorten:
        return True
    gevraagd = [_lees(deel) for deel in accept.split(",") if deel.strip()]
    return any(_gewicht(soort, gevraagd) > 0 for soort in soorten)


def _lees(deel: str) -> tuple[str, float]:
    soort, *parameters = (stuk.strip().lower() for stuk in deel.split(";"))
    for parameter in parameters:
        naam, _, waarde = parameter.partition("=")
        if naam.strip() == "q":
            try:
                return soort, float(waarde)
            except ValueError:
                return soort, 0.0
    return soort, 1.0


def _gewicht(soort: str, gevraagd: Sequence[tuple[str, float]]) -> float:
    groep = soort.partition("/")[0]
    for vorm in (soort, f"{groep}/*", "*/*"):
        gewichten = [gewicht for wat, gewicht in gevraagd if wat == vorm]
        if gewichten:
            return max(gewichten)
    return 0.0


class Voorportaal:
    """Stands between the door and the routes."""

    def __init__(self, app: ASGIApp, *, adressen: tuple[Adres, ...]) -> None:
        """Take the routes, and what can be asked of them."""
        self._app = app
        self._adressen = adressen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        te_groot = _te_groot(scope)
        hier = [adres for adres in self._adressen if adres.vorm.match(scope["path"])]
        if te_groot is not None:
            await _antwoord(te_groot, scope)(scope, receive, send)
        elif not hier:
            await self._app(scope, receive, send)
        else:
            await self._aan(hier, scope, receive, send)

    async def _aan(self, hier: list[Adres], scope: Scope, receive: Receive, send: Send) -> None:
        """Ask what is at an address."""
        scope["route"] = hier[0].route
        toegestaan = _toegestaan(hier)
        if scope["method"] == "OPTIONS":
            koppen = {"Allow": toegestaan} | (VOOR_IEDEREEN if hier[0].openbaar else {})
            await Response(status_code=HTTPStatus.NO_CONTENT, headers=koppen)(scope, receive, send)
            return
        methode = "GET" if scope["method"] == "HEAD" else scope["method"]
        adres = next((een for een in hier if methode in een.methoden), None)
        if adres is None:
            soort = replace(VERKEERDE_METHODE, headers=(("Allow", toegestaan),))
            await _antwoord(soort, scope)(scope, receive, send)
            return
        scope["route"] = adres.route
        koppen_in = Headers(scope=scope)
        if not past(",".join(koppen_in.getlist("accept")), adres.soorten):
            await _antwoord(GEEN_PASSENDE_VORM, scope)(scope, receive, send)
            return
        if methode != scope["method"]:
            await self._app({**scope, "method": methode}, receive, _zonder_inhoud(send))
        elif _is_json(koppen_in):
            await self._met_json(adres, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _met_json(self, adres: Adres, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the JSON once before the route does, to see that it says one thing."""
        koppen = Headers(scope=scope)
        if not _leesbaar(koppen):
            await _antwoord(GEEN_JSON, scope)(scope, receive, send)
            return
        try:
            berichten = await _alles(receive)
            eis_eenduidig(b"".join(bericht.get("body", b"") for bericht in berichten))
        except HTTPException as fout:
            # It is too much, or comes in too slowly; the door says which.
            await _antwoord(STATUSSEN[fout.status_code], scope)(scope, receive, send)
        except Meerduidig as fout:
            gevonden = dubbele_namen(fout.plaatsen, model=adres.model)
            await _antwoord(ONGELDIG, scope, gevonden=gevonden)(scope, receive, send)
        except ValueError:
            gevonden = [{"veld": INHOUD, "reden": REDENEN["json_invalid"]}]
            await _antwoord(ONGELDIG, scope, gevonden=gevonden)(scope, receive, send)
        else:
            await self._app(scope, _opnieuw(berichten, receive), send)


def _antwoord(soort: Soort, scope: Scope, **meer: Any) -> Response:  # noqa: ANN401 it goes on to ``probleem``
    return probleem(soort, spoor=scope["state"]["spoor"], **meer)


def _te_groot(scope: Scope) -> Soort | None:
    if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > GROOTSTE_ADRES:
        return ADRES_TE_LANG
    if sum(len(naam) + len(waarde) for naam, waarde in scope["headers"]) > GROOTSTE_KOPPEN:
        return KOPPEN_TE_GROOT
    return None


def _toegestaan(hier: Iterable[Adres]) -> str:
    methoden: set[str] = {"OPTIONS"}.union(*(adres.methoden for adres in hier))
    return ", ".join(sorted(methoden | ({"HEAD"} if "GET" in methoden else set())))


def _is_json(koppen: Headers) -> bool:
    return koppen.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _leesbaar(koppen: Headers) -> bool:
    """Not packed, and in no other letters than those of JSON."""
    soort = koppen["content-type"].lower().replace(" ", "").replace('"', "")
    letters = [deel.partition("=")[2] for deel in soort.split(";") if deel.startswith("charset=")]
    verpakt = koppen.get("content-encoding", "identity").strip().lower()
    return verpakt in {"", "identity"} and set(letters) <= {"utf-8", "utf8", "us-ascii"}


async def _alles(receive: Receive) -> list[Message]:
    """All of what is sent, in the pieces in which it came."""
    berichten: list[Message] = []
    while True:
        berichten.append(await receive())
        if berichten[-1]["type"] != "http.request" or not berichten[-1].get("more_body", False):
            return berichten


def _opnieuw(berichten: Iterable[Message], receive: Receive) -> Receive:
    wacht: Iterator[Message] = iter(berichten)

    async def lees() -> Message:
        bericht = next(wacht, None)
        return bericht if bericht is not None else await receive()

    return lees


def _zonder_inhoud(send: Send) -> Send:
    async def stuur(bericht: Message) -> None:
        await send({**bericht, "body": b""} if bericht["type"] == "http.response.body" else bericht)

    return stuur
