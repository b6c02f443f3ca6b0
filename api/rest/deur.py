"""Who is at the door, and with which right: access as a parameter type, so a route without ``Mag`` is visibly public.

``Annotated[Toegang, Mag(Recht.TRIEREN, doel="triage")]`` signs the caller in, checks the role's right, and fixes for
which purpose the route works.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from joserfc.jwk import OctKey
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.bereik import Gebruiker
from api.kijk import Kijk
from api.rechten import TOONT_MENSEN, GeenRecht, Recht
from api.rest.grenzen import tel_gebruiker
from api.rest.problemen import GeenToken, NietLokaal, OnbekendeParameter, OngeldigInzagedoel, spoor_van
from api.rest.toegang import Toegang
from api.rest.voorbehoud import voorbehoud_van
from api.samenstelling import Dienst
from api.tokens import TokenFout, lees_token
from infra.shell import OnbekendeCasus

BEARER = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    scheme_name="token",
    description="Een token van de demo; het geldt alleen op de computer waarop de dienst draait.",
)

Inzagedoelkop = Annotated[
    UUID | None,
    Header(
        alias="Inzagedoel",
        description="Het id van het doel waarvoor u kijkt, zoals 'POST /v1/inzagedoelen' dat gaf.",
    ),
]


@dataclass(frozen=True)
class Deur:
    """What the door itself needs: the service, and the key of the tokens."""

    dienst: Dienst
    sleutel: OctKey


def _zoek_genoemde(request: Request, dienst: Dienst, kijk: Kijk, gebruiker: Gebruiker) -> None:
    """Note what somebody without the right asked for: a table by its id, or a case by its number."""
    tafel = request.query_params.get("tafel")
    if tafel in gebruiker.tafels:
        kijk.tafel = tafel
    nummer = request.path_params.get("casusnummer")
    if nummer is not None:
        with suppress(OnbekendeCasus):
            geladen = dienst.shell.laad(str(nummer).upper())
            if geladen.casus.tafel in gebruiker.tafels:
                kijk.tafel = geladen.casus.tafel
                kijk.zoek(geladen.stroom_id)


def met_doel(toegang: Toegang, id_: UUID) -> Toegang:
    """Somebody who uses a purpose that is on record: the reach is that of the purpose.

    Raises:
        OngeldigInzagedoel: it is not there, not this person's, or over.
    """
    gebruiker, kijk = toegang.gebruiker, toegang.kijk
    doel = toegang.dienst.inzagen.doel(id_)
    if doel is None or not doel.geldt(wie=gebruiker.wie, nu=kijk.begin) or doel.tafel not in gebruiker.tafels:
        raise OngeldigInzagedoel
    kijk.inzagedoel = doel.id
    return replace(toegang, gebruiker=replace(gebruiker, tafels=frozenset({doel.tafel}), inzagedoel=doel))


def deur_van(request: Request) -> Deur:
    """The door that this application was made for."""
    deur: Deur = request.app.state.deur
    return deur


async def gebruiker_van(
    request: Request,
    deur: Annotated[Deur, Depends(deur_van)],
    bewijs: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> Gebruiker:
    """Who is at the door.

    Raises:
        NietLokaal, GeenToken, TokenFout: nobody whom this door knows.
    """
    if not is_lokaal(request.client.host if request.client else ""):
        raise NietLokaal
    if bewijs is None:
        raise GeenToken
    gebruiker = lees_token(bewijs.credentials, sleutel=deur.sleutel, nu=deur.dienst.omgeving.nu())
    request.state.rol = gebruiker.wie.rol.value
    return gebruiker


async def is_er_nog(request: Request) -> bool:
    """Say whether who began a long answer would still be let in: a token or session may have ended meanwhile."""
    try:
        await gebruiker_van(request, deur_van(request), await BEARER(request))
    except (NietLokaal, GeenToken, TokenFout):
        return False
    return True


def Mag(recht: Recht, *, doel: str) -> Any:  # noqa: N802, ANN401 it stands where a type stands
    """Ask for a right, and say for which purpose (``doel``) the route works with the data."""
    return Depends(_toegang(recht, doel))


def _toegang(recht: Recht, doel: str) -> Callable[..., AsyncIterator[Toegang]]:
    async def toegang(
        request: Request,
        deur: Annotated[Deur, Depends(deur_van)],
        gebruiker: Annotated[Gebruiker, Depends(gebruiker_van)],
    ) -> Toegang:
        tel_gebruiker(request, deur.dienst.grenzen, gebruiker)
        nu = deur.dienst.omgeving.nu()
        kijk = request.state.kijk = Kijk(gebruiker.wie, recht, doel, spoor_van(request), nu)
        if len(gebruiker.tafels) == 1:
            (kijk.tafel,) = gebruiker.tafels
        if not gebruiker.mag(recht):
            await run_in_threadpool(_zoek_genoemde, request, deur.dienst, kijk, gebruiker)
            raise GeenRecht
        if gebruiker.toekenning is not None:
            vandaag = deur.dienst.omgeving.vandaag()
            await run_in_threadpool(deur.dienst.toekenningen.gebruikt, gebruiker.toekenning, op=vandaag)
        eis_bekende_vraag(request)
        _eis_json(request)
        return Toegang(deur.dienst, gebruiker, recht, doel, kijk.spoor, kijk)

    async def toegang_met_doel(
        gekregen: Annotated[Toegang, Depends(toegang)], inzagedoel: Inzagedoelkop = None
    ) -> Toegang:
        if inzagedoel is None:
            return gekregen
        return await run_in_threadpool(met_doel, gekregen, inzagedoel)

    zonder = toegang_met_doel if recht in TOONT_MENSEN else toegang

    async def met_voorbehoud(
        request: Request, gekregen: Annotated[Toegang, Depends(zonder)]
    ) -> AsyncIterator[Toegang]:
        async with voorbehoud_van(request, gekregen.dienst, gekregen.gebruiker) as voorbehoud:
            yield replace(gekregen, voorbehoud=voorbehoud)

    return met_voorbehoud


def eis_bekende_vraag(request: Request) -> None:
    """Take no parameter that the route does not ask for.

    A filter with a slip of the pen in it would otherwise filter nothing, and nobody would see that.

    Raises:
        OnbekendeParameter: there is one.
    """
    bekend = tuple(_parameters(request.scope["route"].dependant))
    if not set(request.query_params) <= set(bekend):
        raise OnbekendeParameter(bekend)


def _parameters(deel: Dependant) -> Iterator[str]:
    """The query parameters of a route and of all that it depends on."""
    yield from (parameter.alias for parameter in deel.query_params)
    for onderdeel in deel.dependencies:
        yield from _parameters(onderdeel)


def _eis_json(request: Request) -> None:
    met_inhoud = "transfer-encoding" in request.headers or request.headers.get("content-length", "0") != "0"
    soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and met_inhoud and soort != "application/json":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def is_lokaal(host: str) -> bool:
    """Say whether an address is of this computer itself."""
    try:
        adres = ip_address(host)
    except ValueError:
        return False
    if isinstance(adres, IPv6Address) and adres.ipv4_mapped is not None:
        return adres.ipv4_mapped.is_loopback
    return adres.is_loopback
