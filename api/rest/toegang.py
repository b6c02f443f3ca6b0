"""Access as a parameter type: a route without ``Mag`` is visibly public.

``Annotated[Toegang, Mag(Recht.TRIEREN, doel="triage")]`` signs the caller in, checks the role's right, and
fixes for which purpose the route works. ``Toegang`` checks the reach of the role on every case it touches.
"""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import Annotated, Any, Protocol, TypeVar
from uuid import UUID

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from joserfc.jwk import OctKey
from starlette.exceptions import HTTPException

from api.anoniem import genoemd_in, zonder_namen
from api.rechten import (
    Gebruiker,
    GeenRecht,
    Recht,
    bereikt,
    bereikt_consultatie,
    kent,
    leest,
    mag,
    mag_antwoorden,
    namens,
)
from api.rest.peil import NU, Peil
from api.rest.problemen import GeenToken, NietLokaal, OnbekendeParameter, spoor_van
from api.samenstelling import Dienst
from api.tokens import lees_token
from domain.casus.commands import (
    GeefToestemming,
    MeldAan,
    Opdracht,
    TrekToestemmingIn,
    WeigerToestemming,
)
from domain.casus.events import Doorgegeven
from domain.casus.evolve import vouw
from domain.casus.state import Casus, Fase
from domain.consultatie.state import Consultatie
from domain.historie import Opgetekend, van_casus
from domain.overleg.commands import BevestigKomst, ZegKomstAf
from domain.overleg.state import Overleg
from domain.rollen import Rol
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.consultaties import OnbekendeConsultatie
from infra.optekenen import Opdrachtgever
from infra.overleggen import OnbekendOverleg, Overleguitkomst
from infra.shell import OnbekendeCasus, OnbekendeTafel
from infra.uitkomst import Uitgevoerd

BEARER = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    scheme_name="token",
    description="Een token van de demo; het geldt alleen op de computer waarop de dienst draait.",
)


VERBORGEN = "*********"
"""Stands where a number is that this reader does not get to see."""

U = TypeVar("U", bound="_Gedaan")
W = TypeVar("W", GeefToestemming, WeigerToestemming, TrekToestemmingIn)


class _Gedaan(Protocol):
    """What a command led to, of whatever."""

    @property
    def positie(self) -> int: ...

    @property
    def nieuw(self) -> Sequence[object]: ...


@dataclass(frozen=True)
class Deur:
    """What the door itself needs: the service, and the key of the tokens."""

    dienst: Dienst
    sleutel: OctKey


@dataclass(frozen=True)
class Gelezen:
    """A case at a moment, with its history up to then."""

    casus: Casus
    historie: tuple[Opgetekend, ...]
    tafel: Tafel

    @property
    def versie(self) -> int:
        """The version of the last fact."""
        return self.historie[-1].versie


@dataclass(frozen=True)
class Toegang:
    """Somebody who has the right for this route, and all that a route may do in that person's name."""

    dienst: Dienst
    gebruiker: Gebruiker
    recht: Recht
    doel: str
    spoor: str

    @property
    def rol(self) -> Rol:
        """The role taken now."""
        return self.gebruiker.wie.rol

    @property
    def namens(self) -> Opdrachtgever:
        """Who commands, for what, under which trace."""
        return Opdrachtgever(self.gebruiker.wie, self.doel, self.spoor)

    def organisatie(self, gevraagd: str | None) -> str:
        """The organisation in whose name something comes in; see ``rechten.namens``."""
        return namens(self.gebruiker, gevraagd)

    def tafel(self, tafel_id: str) -> Tafel:
        """One of the caller's tables.

        Raises:
            OnbekendeTafel: there is none with this id, or the caller does not work for it.
        """
        if tafel_id not in self.gebruiker.tafels:
            raise OnbekendeTafel
        return self.dienst.shell.tafel(tafel_id)

    def eis_bereik(self, casus: Casus) -> None:
        """Answer for a case that is out of reach exactly as for one that never existed.

        Raises:
            OnbekendeCasus: it is out of reach.
        """
        if not bereikt(self.gebruiker, casus, self.recht):
            raise OnbekendeCasus

    def meld_aan(self, tafel_id: str, opdracht: MeldAan) -> Uitgevoerd:
        """Bring a case in and wait until the views show it.

        Raises:
            Weigering: by the rules, or it came in before, with another content or as a case that the caller may
                not read. To the latter the answer is the same whatever the content: it tells nothing of the case.
        """
        gedaan = self.dienst.shell.meld_aan(self.tafel(tafel_id).id, opdracht, namens=self.namens)
        if not gedaan.nieuw and not bereikt(self.gebruiker, gedaan.casus, Recht.CASUS_LEZEN):
            raise Weigering("Onder dit kenmerk is al eerder een casus aangemeld.")
        if gedaan.anders:
            raise Weigering("Onder dit kenmerk is al een casus aangemeld, met andere inhoud.")
        return self.gezien(gedaan)

    def voer_uit(self, casusnummer: str, opdracht: Opdracht) -> Uitgevoerd:
        """Carry out a command on a case within reach and wait until the views show it."""
        gedaan = self.dienst.shell.voer_uit(casusnummer, opdracht, namens=self.namens, mag=self.eis_bereik)
        return self.gezien(gedaan)

    def over_iemand(self, casusnummer: str, opdracht: W) -> Uitgevoerd:
        """Carry out a command about a person whom the caller may know of.

        For anybody else the rules get an id that is nobody's, so that they answer exactly as for a stranger.
        """
        casus, _ = self.laad(casusnummer)
        if not kent(self.gebruiker, casus, opdracht.persoon_id):
            opdracht = replace(opdracht, persoon_id=self.dienst.omgeving.nieuw_id())
        return self.voer_uit(casusnummer, opdracht)

    def laad(self, casusnummer: str) -> tuple[Casus, Tafel]:
        """A whole case within reach with its table, for what is reckoned from it; not to be answered as it is.

        Raises:
            OnbekendeCasus: the number leads nowhere, or the case is out of reach.
        """
        casus = self.dienst.shell.laad(casusnummer).casus
        self.eis_bereik(casus)
        return casus, self.dienst.shell.tafel_van(casus)

    def lees(self, casusnummer: str, *, peil: Peil = NU) -> Gelezen:
        """Read a case within reach now, as it is or as it was, with what this reader may see of it.

        Raises:
            OnbekendeCasus: the number leads nowhere, then or now, or the case is out of reach.
            OnbekendeVersie: the case has not had so many facts.
        """
        geladen = self.dienst.shell.laad(casusnummer)
        self.eis_bereik(geladen.casus)
        tafel = self.dienst.shell.tafel_van(geladen.casus)
        toen = peil.van(geladen.historie)
        fase = vouw(van_casus(toen)).fase
        historie = tuple(
            self._nummer_elders(feit)
            for feit in toen
            if leest(self.gebruiker, feit, casus=geladen.casus, tafel=tafel)
        )
        if not self.gebruiker.ziet_namen(tafel):
            genoemd = genoemd_in(van_casus(geladen.historie))
            historie = tuple(
                replace(feit, gebeurtenis=zonder_namen(feit.gebeurtenis, genoemd)) for feit in historie
            )
        casus = replace(vouw(van_casus(historie)), fase=fase)
        if casus.fase is Fase.GEEN:
            raise OnbekendeCasus
        return Gelezen(casus, historie, tafel)

    def leest_nummer(self, casusnummer: str) -> bool:
        """Say whether the case under this number is there and the caller may read it."""
        try:
            casus = self.dienst.shell.laad(casusnummer).casus
        except OnbekendeCasus:
            return False
        return bereikt(self.gebruiker, casus, Recht.CASUS_LEZEN)

    def _nummer_elders(self, opgetekend: Opgetekend) -> Opgetekend:
        """A number at another table is for who sent the case there, and for who may read it there."""
        feit = opgetekend.gebeurtenis
        if not isinstance(feit, Doorgegeven) or opgetekend.envelop.wie == self.gebruiker.wie.id:
            return opgetekend
        if self.leest_nummer(feit.casusnummer):
            return opgetekend
        return replace(opgetekend, gebeurtenis=replace(feit, casusnummer=VERBORGEN))

    # --- overleg and consultatie ---

    def eis_overleg(self, overleg: Overleg) -> None:
        """Answer for an overleg of another table exactly as for one that never existed.

        Raises:
            OnbekendOverleg: it is of another table.
        """
        if overleg.gepland is None or overleg.gepland.tafel not in self.gebruiker.tafels:
            raise OnbekendOverleg

    def beantwoord(self, overleg_id: UUID, opdracht: BevestigKomst | ZegKomstAf) -> Overleguitkomst:
        """Answer an invitation.

        Raises:
            OnbekendOverleg: the overleg is of another table, or the invitation is not the caller's to answer.
        """

        def eis_eigen(overleg: Overleg) -> None:
            self.eis_overleg(overleg)
            if not mag_antwoorden(self.gebruiker, overleg.uitnodiging(opdracht.uitnodiging_id)):
                raise OnbekendOverleg

        return self.gezien(
            self.dienst.overleggen.voer_uit(overleg_id, opdracht, namens=self.namens, mag=eis_eigen)
        )

    def eis_consultatie(self, consultatie: Consultatie) -> None:
        """Answer for a consultatie that is out of reach exactly as for one that never existed.

        Raises:
            OnbekendeConsultatie: it is out of reach.
        """
        if not bereikt_consultatie(self.gebruiker, consultatie):
            raise OnbekendeConsultatie

    def gezien(self, gedaan: U) -> U:
        """Wait until the views show what was done."""
        if gedaan.nieuw:
            self.dienst.wacht_op(gedaan.positie)
        return gedaan


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


def Mag(recht: Recht, *, doel: str) -> Any:  # noqa: N802, ANN401 it stands where a type stands
    """Ask for a right, and say for which purpose (``doel``) the route works with the data."""
    return Depends(_toegang(recht, doel))


def _toegang(recht: Recht, doel: str) -> Callable[..., Coroutine[Any, Any, Toegang]]:
    async def toegang(
        request: Request,
        deur: Annotated[Deur, Depends(deur_van)],
        gebruiker: Annotated[Gebruiker, Depends(gebruiker_van)],
    ) -> Toegang:
        if not mag(gebruiker.wie.rol, recht):
            raise GeenRecht
        eis_bekende_vraag(request)
        _eis_json(request)
        return Toegang(deur.dienst, gebruiker, recht, doel, spoor_van(request))

    return toegang


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
