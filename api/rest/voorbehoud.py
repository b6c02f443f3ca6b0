"""What a request says beside its command: If-Match, on which version; Idempotency-Key, under which key.

What is put in its place or taken away can be sent again as it is, so that takes no key. What is put where nothing is
yet says so with ``If-None-Match: *``.

``If-Match`` names the version that the caller knows (the ETag of what was read), or ``*``: however it is by now. Who
changes something that is there must say one of the two. ``Idempotency-Key`` makes every command safe to send again.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import orjson
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool

from api.bereik import Gebruiker
from api.rest.deurfouten import GeenVersie
from api.samenstelling import Dienst
from infra.herhaalsleutels import Herhaalsleutel, merk_van, vingerafdruk_van
from infra.optekenen import Voorbehoud

ALS_VERSIE = "If-Match"
SLEUTEL = "Idempotency-Key"

ALS_NIEUW = "If-None-Match"

VAN_EEN_VERSIE = frozenset(
    {
        *("casusnummer", "overlegId", "consultatienummer", "lijstnummer", "verzoeknummer"),
        *("conceptId", "regime"),
    }
)
"""What in an address leads to something with versions."""

VERANDERT_NIETS = frozenset({"/v1/wegwijzer", "/v1/verzoeken/{verzoeknummer}/overzichten"})
"""Routes that are asked by POST because of what is sent along, and only read."""

NOG_NIET = 0
"""The version of what is not there yet."""

_ETAG = re.compile(r'(W/)?"([^"]{0,100})"')
_UUID = re.compile(r'"?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"?')


def verandert(methode: str, pad: str) -> bool:
    """Say whether a route changes something."""
    return methode in {"POST", "PUT", "DELETE"} and pad not in VERANDERT_NIETS


def met_sleutel(methode: str, pad: str) -> bool:
    """Say whether a route takes a key: what is put or taken away twice is so once."""
    return methode == "POST" and verandert(methode, pad)


def met_versie(pad: str) -> bool:
    """Say whether a route is about something with versions."""
    return any(f"{{{naam}}}" in pad for naam in VAN_EEN_VERSIE)


@asynccontextmanager
async def voorbehoud_van(request: Request, dienst: Dienst, gebruiker: Gebruiker) -> AsyncIterator[Voorbehoud]:
    """The reservations of a request, for as long as it lasts.

    Raises:
        GeenVersie: it changes what is there, and names no version.
        RequestValidationError: one of the headers is not what it should be.
        NogBezig, AndereInhoud: its key is at work, or was sent with another request.
    """
    pad: str = request.scope["route"].path_format
    # A page says on which version in its form, which its route reads.
    if not verandert(request.method, pad) or not pad.startswith("/v1/"):
        yield Voorbehoud()
        return
    versies = _versies(request, pad)
    sleutel = _sleutel(request) if met_sleutel(request.method, pad) else None
    if sleutel is None:
        yield Voorbehoud(versies)
        return
    wie = gebruiker.wie
    merk = merk_van(sleutel, wie=(wie.id, wie.rol.value, wie.organisatie), route=f"{request.method} {pad}")
    afdruk = vingerafdruk_van(
        sleutel,
        pad=request.url.path,
        vraag=request.scope.get("query_string", b""),
        inhoud=_zonder_vorm(await request.body()),
    )
    with dienst.herhaalsleutels.neem(merk):
        gevonden: Herhaalsleutel = await run_in_threadpool(dienst.herhaalsleutels.zoek, merk, afdruk)
        yield Voorbehoud(versies, gevonden)


def _versies(request: Request, pad: str) -> frozenset[int] | None:
    """The versions that a request may be carried out on; ``None``: any."""
    tekst = ", ".join(request.headers.getlist(ALS_VERSIE)).strip()
    if not met_versie(pad):
        return None
    if request.method == "PUT" and not tekst and request.headers.get(ALS_NIEUW, "").strip() == "*":
        return frozenset({NOG_NIET})
    if not tekst:
        raise GeenVersie
    return None if tekst == "*" else etags(tekst, ALS_VERSIE)


def etags(tekst: str, veld: str) -> frozenset[int]:
    """The versions in a list of entity tags, by the strong comparison: a weak one is the same as nothing.

    Raises:
        RequestValidationError: it is no such list.
    """
    delen = [_ETAG.fullmatch(deel.strip()) for deel in tekst.split(",")]
    if any(deel is None for deel in delen):
        raise _kopfout(veld, 'moet een ETag zijn zoals "3", of *')
    return frozenset(
        int(deel[2])
        for deel in delen
        if deel is not None and deel[1] is None and re.fullmatch(r"[0-9]{1,18}", deel[2])
    )


def _sleutel(request: Request) -> UUID | None:
    tekst = request.headers.get(SLEUTEL)
    if tekst is None:
        return None
    if (gevonden := _UUID.fullmatch(tekst.strip())) is None:
        raise _kopfout(SLEUTEL, "moet een UUID zijn")
    return UUID(gevonden[1])


def _zonder_vorm(inhoud: bytes) -> bytes:
    """The content as it says the same thing in the same bytes: spaces and the order of fields make no difference."""
    try:
        return orjson.dumps(orjson.loads(inhoud), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONDecodeError:
        return inhoud


def _kopfout(veld: str, reden: str) -> RequestValidationError:
    """What is wrong with a header."""
    return RequestValidationError(
        [{"type": "value_error", "loc": ("header", veld), "ctx": {"error": ValueError(reden)}}]
    )


# --- the description ------------------------------------------------------------------------------------------

_KOPPEN: dict[str, dict[str, Any]] = {
    SLEUTEL: {
        "required": False,
        "schema": {"type": "string", "format": "uuid"},
        "description": "Een UUID die u zelf kiest. Stuurt u hetzelfde verzoek nog eens met dezelfde sleutel, dan wordt "
        "het niet twee keer uitgevoerd en krijgt u hetzelfde antwoord. Een sleutel geldt 48 uur.",
        "examples": ["6f1f2c1e-3a51-4c0e-9d38-0f4a1a7c9b52"],
    },
    ALS_VERSIE: {
        "required": True,
        "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,18}"(, ?"[0-9]{1,18}")*)$'},
        "description": 'De ETag van wat u hebt gelezen, zoals "3": is er intussen iets veranderd, dan gebeurt er '
        "niets. Of *: het maakt niet uit wat er intussen is veranderd.",
        "examples": ["*"],
    },
    ALS_NIEUW: {
        "required": False,
        "schema": {"type": "string", "const": "*"},
        "description": "Alleen *: maak het, als het er nog niet is.",
        "examples": ["*"],
    },
}


def beschrijf(methode: str, pad: str, handeling: dict[str, Any]) -> None:
    """Add the headers to the description of a route; the problems that come with them follow from those."""
    if verandert(methode.upper(), pad):
        wel = {
            SLEUTEL: met_sleutel(methode.upper(), pad),
            ALS_VERSIE: met_versie(pad),
            ALS_NIEUW: methode.upper() == "PUT",
        }
        for naam in (naam for naam, hoort_erbij in wel.items() if hoort_erbij):
            # Of the two headers of a PUT one is enough.
            los = {"required": False} if wel[ALS_NIEUW] else {}
            handeling.setdefault("parameters", []).append(
                {"name": naam, "in": "header", **_KOPPEN[naam], **los}
            )
