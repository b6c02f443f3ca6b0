"""Who is at the door, and with which right: access as a parameter type, so a route without ``Mag`` is visibly public.

``Annotated[Toegang, Mag(Recht.TRIEREN, doel="triage")]`` signs the caller in, checks the role's right, and fixes for
which purpose the route works.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.bereik import Gebruiker
from api.inloggen.balie import Aanwezig, Balie
from api.inloggen.fouten import AanbiederWeg, BewijsFout, GeenToegang, KiesRol, StapHoger
from api.inloggen.herkomst import (
    VEILIG,
    eis_csrf,
    eis_eigen_pagina,
    eis_niet_van_elders,
    gaat_vanzelf,
    is_van_hier,
    opent_een_pagina,
)
from api.inloggen.koekjes import SESSIE
from api.inloggen.log import Actie, Vanaf, geweigerd
from api.kijk import Kijk
from api.rechten import HOGE_RECHTEN, TOONT_MENSEN, GeenRecht, Recht
from api.rest.delen import genoemd_nummer
from api.rest.deurfouten import GeenToken, NietLokaal, OnbekendeParameter, OngeldigInzagedoel
from api.rest.grenzen import tel_gebruiker
from api.rest.problemen import spoor_van
from api.rest.toegang import Toegang
from api.rest.voorbehoud import voorbehoud_van
from api.samenstelling import Dienst
from api.tokens import UITGEVER, TokenFout
from domain.rollen import Rol
from infra.shell import OnbekendeCasus

BEARER = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    scheme_name="token",
    description="Een token van de uitgever van uw systeem (ES256 of PS256), gemaakt voor deze dienst. "
    "Een token van de demo geldt alleen op de computer waarop de dienst draait.",
)
KOEKJE = APIKeyCookie(
    name=SESSIE,
    auto_error=False,
    scheme_name="sessie",
    description="De sessie van wie met de browser is ingelogd. Wie iets verandert, stuurt ook de kop 'X-CSRF' mee.",
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
    """What the door itself needs: the service, and the desk that knows who is there."""

    dienst: Dienst
    balie: Balie


def _zoek_genoemde(request: Request, dienst: Dienst, kijk: Kijk, gebruiker: Gebruiker) -> None:
    """Note what somebody without the right asked for: a table by its id, or a case by its number."""
    tafel = request.query_params.get("tafel")
    if tafel in gebruiker.tafels:
        kijk.tafel = tafel
    nummer = genoemd_nummer(request)
    if nummer is not None:
        with suppress(OnbekendeCasus):
            geladen = dienst.shell.laad(nummer)
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
    koekje: Annotated[str | None, Depends(KOEKJE)],
) -> Gebruiker:
    """Who is at the door: with a token, or else with the cookie of a session.

    Raises:
        NietLokaal, GeenToken, TokenFout, GeenToegang, AanbiederWeg: nobody whom this door knows.
        KiesRol: somebody who has yet to choose as whom to work.
        VreemdeHerkomst: a page of somebody else made the browser ask this.
    """
    request.state.sessie = None
    if bewijs is not None:
        aanwezig = await _met_token(request, deur.balie, bewijs.credentials)
    elif koekje:
        aanwezig = await _met_koekje(request, deur.balie, koekje)
    else:
        raise GeenToken
    request.state.aanwezig = aanwezig
    request.state.rol = aanwezig.gebruiker.wie.rol.value
    return aanwezig.gebruiker


async def _met_token(request: Request, balie: Balie, token: str) -> Aanwezig:
    try:
        van_de_demo = balie.met_demotoken(token)
        if van_de_demo is None:
            return await run_in_threadpool(balie.met_token, token)
    except (BewijsFout, GeenToegang, TokenFout) as fout:
        reden = fout.reden if isinstance(fout, BewijsFout) else "geen-toekenning"
        reden = "demotoken" if isinstance(fout, TokenFout) else reden
        geweigerd(Actie.TOKEN_TONEN, Vanaf.SYSTEEM, reden, spoor=spoor_van(request))
        if isinstance(fout, BewijsFout):
            raise TokenFout from None
        raise
    if not is_van_hier(request):
        raise NietLokaal
    return van_de_demo


async def _met_koekje(request: Request, balie: Balie, koekje: str) -> Aanwezig:
    sessie = await run_in_threadpool(partial(balie.open, koekje, telt=not gaat_vanzelf(request)))
    if sessie is None:
        raise GeenToken
    if sessie.sessie.inlog.demo is not None and not is_van_hier(request):
        raise NietLokaal
    if request.method not in VEILIG:
        eis_eigen_pagina(request, balie.kader.adres)
        # A form of the session before this one comes back with what was filled in, to be sent again under this one.
        request.state.sessie = sessie
        await eis_csrf(request, sessie.csrf)
    elif request.url.path.startswith("/v1/") or not opent_een_pagina(request):
        eis_niet_van_elders(request)
    request.state.sessie = sessie
    return await run_in_threadpool(balie.aanwezig, sessie)


async def is_er_nog(request: Request) -> bool:
    """Say whether who began a long answer would still be let in, and as the same.

    A token or session may have ended meanwhile, and a grant may have made way for one of less.
    """
    begonnen: Aanwezig = request.state.aanwezig
    try:
        nu = await gebruiker_van(request, deur_van(request), await BEARER(request), await KOEKJE(request))
    except (NietLokaal, GeenToken, TokenFout, GeenToegang, KiesRol, AanbiederWeg):
        return False
    return nu == begonnen.gebruiker


def Mag(recht: Recht, *, doel: str) -> Any:  # noqa: N802, ANN401 it stands where a type stands
    """Ask for a right, and say for which purpose (``doel``) the route works with the data."""
    return Depends(_toegang(recht, doel))


def _houd_gebruik_bij(dienst: Dienst, gebruiker: Gebruiker) -> None:
    """Keep the day on which rights were used, so that somebody can see which nobody needs."""
    vandaag = dienst.omgeving.vandaag()
    if gebruiker.toekenning is not None:
        dienst.toekenningen.gebruikt(gebruiker.toekenning, op=vandaag)
    else:
        dienst.toekenningen.gebruikt_door(UITGEVER, gebruiker.wie, op=vandaag)


def _toegang(recht: Recht, doel: str) -> Callable[..., AsyncIterator[Toegang]]:
    async def toegang(
        request: Request,
        deur: Annotated[Deur, Depends(deur_van)],
        gebruiker: Annotated[Gebruiker, Depends(gebruiker_van)],
    ) -> Toegang:
        tel_gebruiker(request, deur.dienst.grenzen, gebruiker)
        nu = deur.dienst.omgeving.nu()
        kijk = request.state.kijk = Kijk(gebruiker.wie, recht, doel, spoor_van(request), nu)
        kijk.vooruit = getattr(request.state, "vooruit", None)
        if len(gebruiker.tafels) == 1:
            (kijk.tafel,) = gebruiker.tafels
        if not gebruiker.mag(recht):
            await run_in_threadpool(_zoek_genoemde, request, deur.dienst, kijk, gebruiker)
            raise GeenRecht
        if recht in HOGE_RECHTEN:
            eis_vers(request, nu)
        await run_in_threadpool(_houd_gebruik_bij, deur.dienst, gebruiker)
        eis_bekende_vraag(request)
        _eis_vorm(request)
        return Toegang(deur.dienst, gebruiker, recht, doel, kijk.spoor, kijk)

    async def toegang_met_doel(
        request: Request, gekregen: Annotated[Toegang, Depends(toegang)], inzagedoel: Inzagedoelkop = None
    ) -> Toegang:
        if inzagedoel is None:
            return gekregen
        if gekregen.gebruiker.wie.rol is Rol.AUDITOR:
            eis_vers(request, gekregen.kijk.begin)
        return await run_in_threadpool(met_doel, gekregen, inzagedoel)

    zonder = toegang_met_doel if recht in TOONT_MENSEN else toegang

    async def met_voorbehoud(
        request: Request, gekregen: Annotated[Toegang, Depends(zonder)]
    ) -> AsyncIterator[Toegang]:
        async with voorbehoud_van(request, gekregen.dienst, gekregen.gebruiker) as voorbehoud:
            yield replace(gekregen, voorbehoud=voorbehoud)

    return met_voorbehoud


def eis_vers(request: Request, nu: datetime) -> None:
    """Ask somebody to have shown just now who it is.

    Raises:
        StapHoger: that was too long ago, or not sure enough.
    """
    aanwezig: Aanwezig = request.state.aanwezig
    if not aanwezig.is_vers(nu):
        raise StapHoger


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


def _eis_vorm(request: Request) -> None:
    """Take JSON at the REST door and forms at the pages, and neither for the other."""
    met_inhoud = "transfer-encoding" in request.headers or request.headers.get("content-length", "0") != "0"
    soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    vorm = "application/json" if request.url.path.startswith("/v1/") else "application/x-www-form-urlencoded"
    if request.method in {"POST", "PUT"} and met_inhoud and soort != vorm:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
