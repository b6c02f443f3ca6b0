"""Every error as application/problem+json (RFC 9457): a sentence for the user, nothing of what was sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import get_type_hints

import eventsourcing.persistence
import psycopg
import sqlalchemy.exc
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.aanmelding import Model
from api.bereik import NietNamens
from api.inloggen.fouten import AanbiederWeg, GeenToegang, KiesRol, StapHoger, VreemdeHerkomst
from api.omroep import TeVeelLuisteraars
from api.rechten import GeenRecht
from api.rest.redenen import INHOUD, REDENEN, fouten, onbekende_parameter
from api.tokens import TokenFout
from domain.weigering import Crisisroute, Weigering
from infra.berichten.beeld import OnbekendAbonnement, OnbekendBericht, OnbekendMailadres
from infra.codec import KluisGeschonden
from infra.consultaties import OnbekendeConsultatie
from infra.exportregister import OnbekendeExport
from infra.herhaalsleutels import AndereInhoud, NogBezig
from infra.inzage.nood import OnbekendeNoodinzage
from infra.inzage.schrijven import IntussenVernietigd
from infra.keys import KekOnbereikbaar
from infra.logboek.bewijzen import LogboekGestoord, NietInHetLogboek
from infra.naspelen import NaspelenBezet, NaspelenTeLang
from infra.optekenen import TeDruk, VerouderdeVersie
from infra.overleggen import OnbekendOverleg
from infra.shell import OnbekendeCasus, OnbekendeTafel
from infra.toekenningen import OnbekendeToekenning
from infra.vernietiging.lijsten import OnbekendeLijst
from infra.vernietigingsregister import RegisterFout
from infra.verzoekdelen import OnbekendVerzoek

MEDIATYPE = "application/problem+json"
_STRAKS = (("Retry-After", "1"),)
_LATER = (("Retry-After", "10"),)


class OnbekendeVersie(Exception):
    """A case never had so many facts."""


class GeenToken(Exception):
    """A protected route was asked without a token."""


class NietLokaal(Exception):
    """Somebody came from another computer, where tokens of the demo do not count."""


class GeenVersie(Exception):
    """Somebody changes what is there without saying which version."""


class AlUitgegeven(Exception):
    """The file that is asked for was given out before, under the same key."""


class OngeldigInzagedoel(Exception):
    """The purpose that was named is not on record, is somebody else's, or is over."""


class OnbekendePersoon(Exception):
    """A case is not about anybody with this id."""


class OnbekendeParameter(Exception):
    """An address has a parameter that its route does not know. ``bekend`` holds those that it does."""

    def __init__(self, bekend: tuple[str, ...]) -> None:
        super().__init__()
        self.bekend = bekend


class OnbekendeRegio(Exception):
    """No region has this code."""


class OnbekendeVerwijdering(Exception):
    """No destruction has this number, or not at a table of this person."""


class OnbekendeVerklaring(Exception):
    """No verklaring has this number, or not at a table of this person."""


@dataclass(frozen=True)
class Soort:
    """One kind of problem. Without a ``detail`` the exception's own sentence is shown."""

    status: HTTPStatus
    code: str
    titel: str
    detail: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


ONGELDIG = Soort(
    HTTPStatus.BAD_REQUEST,
    "ongeldig-verzoek",
    "Het verzoek klopt niet",
    "Verbeter wat er mis is en probeer het opnieuw.",
)
STORING = Soort(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "storing",
    "Er ging iets mis",
    "De dienst kon dit niet afmaken. Probeer het later opnieuw.",
)
TE_GROOT = Soort(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "te-groot", "Het verzoek is te groot", "Stuur ten hoogste 1 MiB."
)
DUURT_TE_LANG = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "duurt-te-lang",
    "Dit duurt te lang",
    "De dienst is hier nog mee bezig. Stuur het straks nog eens, een opdracht met dezelfde Idempotency-Key.",
    _LATER,
)
TE_VEEL = Soort(
    HTTPStatus.TOO_MANY_REQUESTS,
    "te-veel-verzoeken",
    "U vraagt te veel",
    "Wacht even. Hoe lang, staat in de header Retry-After.",
)
TE_VEEL_MISLUKT = Soort(
    HTTPStatus.TOO_MANY_REQUESTS,
    "te-veel-pogingen",
    "Te veel pogingen",
    "Er kwam te vaak een token dat niet geldt. Wacht even. Hoe lang, staat in de header Retry-After.",
)
NIET_VASTGELEGD = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "inzage-niet-vastgelegd",
    "U krijgt dit nu niet te zien",
    "De dienst kon niet vastleggen dat u dit bekijkt. Daarom ziet u het niet. Probeer het zo nog eens.",
    _LATER,
)
_WEG = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "niet-bereikbaar",
    "De dienst is even niet bereikbaar",
    "Probeer het over een paar seconden opnieuw. Er is niets verloren gegaan.",
    _LATER,
)

_LOGBOEK = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "logboek-gestoord",
    "Het logboek is gestoord",
    "Het logboek kan nu niets bewijzen. De beheerder ziet met 'casus doctor' wat er mis is.",
    _LATER,
)

SOORTEN: dict[type[Exception], Soort] = {
    KluisGeschonden: Soort(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "geschonden",
        "Deze gegevens kloppen niet meer",
        "Wat hierover is opgeslagen, past niet bij wat is vastgelegd. Later opnieuw proberen helpt niet: "
        "waarschuw de beheerder.",
    ),
    Weigering: Soort(HTTPStatus.CONFLICT, "weigering", "Dit kan nu niet"),
    Crisisroute: Soort(HTTPStatus.CONFLICT, "crisisroute", "Een crisis heeft een eigen route"),
    OnbekendeCasus: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-casus",
        "Niet gevonden",
        "Deze casus is er niet, of u mag die niet zien.",
    ),
    OnbekendePersoon: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-betrokkene",
        "Niet gevonden",
        "Deze betrokkene hoort niet bij deze casus.",
    ),
    OnbekendeVersie: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-versie",
        "Niet gevonden",
        "Deze casus heeft nog niet zoveel gebeurtenissen.",
    ),
    OnbekendeTafel: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-tafel",
        "Niet gevonden",
        "Deze tafel is er niet, of u werkt er niet voor.",
    ),
    OnbekendOverleg: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekend-overleg",
        "Niet gevonden",
        "Dit overleg is er niet, of het is niet voor u.",
    ),
    OnbekendeConsultatie: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-consultatie",
        "Niet gevonden",
        "Deze consultatie is er niet, of u mag die niet zien.",
    ),
    OnbekendVerzoek: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekend-verzoek",
        "Niet gevonden",
        "Dit verzoek is er niet, of u mag het niet zien.",
    ),
    OnbekendeRegio: Soort(HTTPStatus.NOT_FOUND, "onbekende-regio", "Niet gevonden", "Deze regio is er niet."),
    OnbekendeExport: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-export",
        "Onbekende export",
        "Er is geen uitgegeven bestand met dit nummer.",
    ),
    OnbekendeVerwijdering: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-verwijdering",
        "Niet gevonden",
        "Deze verwijdering is er niet, of u mag die niet zien.",
    ),
    OnbekendeLijst: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-vernietigingslijst",
        "Niet gevonden",
        "Deze vernietigingslijst is er niet, of u mag die niet zien.",
    ),
    OnbekendeNoodinzage: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-noodinzage",
        "Niet gevonden",
        "Deze noodinzage is er niet, of u mag die niet zien.",
    ),
    OnbekendeToekenning: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-toekenning",
        "Niet gevonden",
        "Deze toekenning is er niet, of u mag die niet zien.",
    ),
    OnbekendeVerklaring: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-verklaring",
        "Niet gevonden",
        "Deze verklaring is er niet, of u mag die niet zien.",
    ),
    OnbekendBericht: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekend-bericht",
        "Niet gevonden",
        "Dit bericht is er niet of niet meer, of u mag er niet van weten.",
    ),
    OnbekendAbonnement: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekend-abonnement",
        "Niet gevonden",
        "Dit abonnement is er niet, of het gaat ook over tafels waarvoor u niet werkt.",
    ),
    OnbekendMailadres: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekend-mailadres",
        "Niet gevonden",
        "Dit mailadres is er niet, of het is van een tafel waarvoor u niet werkt.",
    ),
    NietInHetLogboek: Soort(
        HTTPStatus.NOT_FOUND,
        "niet-in-het-logboek",
        "Niet gevonden",
        "Het laatste checkpoint van het logboek gaat zo ver niet. Het kan een paar seconden achterlopen.",
    ),
    LogboekGestoord: _LOGBOEK,
    GeenToken: Soort(
        HTTPStatus.UNAUTHORIZED,
        "geen-token",
        "U bent niet ingelogd",
        "Stuur een geldig token mee.",
        (("WWW-Authenticate", 'Bearer realm="casus"'),),
    ),
    TokenFout: Soort(
        HTTPStatus.UNAUTHORIZED,
        "ongeldig-token",
        "U bent niet ingelogd",
        "Dit token geldt niet of niet meer. Vraag een nieuw token aan.",
        (("WWW-Authenticate", 'Bearer realm="casus", error="invalid_token"'),),
    ),
    StapHoger: Soort(
        HTTPStatus.UNAUTHORIZED,
        "stap-hoger",
        "Log hiervoor opnieuw in",
        "Hiervoor moet u korter dan een kwartier geleden zijn ingelogd, "
        "met betrouwbaarheidsniveau substantieel of hoog.",
        (
            (
                "WWW-Authenticate",
                'Bearer realm="casus", error="insufficient_user_authentication", max_age="900"',
            ),
        ),
    ),
    KiesRol: Soort(
        HTTPStatus.FORBIDDEN,
        "kies-rol",
        "Kies eerst een rol",
        "U hebt meer dan één rol. Kies eerst op de pagina '/rol' als wie u nu werkt.",
    ),
    GeenToegang: Soort(
        HTTPStatus.FORBIDDEN,
        "geen-toegang",
        "U hebt geen toegang",
        "U hebt hier nog geen rechten, of uw rechten zijn gestopt. Vraag de beheerder van uw tafel om toegang.",
    ),
    VreemdeHerkomst: Soort(
        HTTPStatus.FORBIDDEN,
        "vreemde-herkomst",
        "Dit kwam niet van Casus zelf",
        "Er is niets uitgevoerd. Ga terug naar Casus en probeer het daar opnieuw.",
    ),
    AanbiederWeg: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "inlogdienst-onbereikbaar",
        "Inloggen kan nu niet",
        "De inlogdienst geeft geen antwoord. Probeer het over een paar seconden opnieuw.",
        _LATER,
    ),
    GeenRecht: Soort(
        HTTPStatus.FORBIDDEN, "geen-recht", "U mag dit niet", "Bij uw rol hoort deze handeling niet."
    ),
    NietNamens: Soort(
        HTTPStatus.FORBIDDEN,
        "andere-organisatie",
        "U mag dit niet",
        "U handelt alleen namens uw eigen organisatie.",
    ),
    OngeldigInzagedoel: Soort(
        HTTPStatus.FORBIDDEN,
        "ongeldig-inzagedoel",
        "U mag dit niet",
        "Dit inzagedoel is er niet, is niet van u of is verlopen. Leg een nieuw doel vast.",
    ),
    IntussenVernietigd: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekende-casus",
        "Niet gevonden",
        "Deze casus is er niet, of u mag die niet zien.",
    ),
    NietLokaal: Soort(
        HTTPStatus.FORBIDDEN,
        "alleen-lokaal",
        "U mag dit niet",
        "Deze tokens gelden alleen op de computer waarop de dienst draait.",
    ),
    TeDruk: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "te-druk",
        "Het is even te druk",
        "Anderen werken nu in dezelfde casus. Er is niets vastgelegd; probeer het opnieuw.",
        _STRAKS,
    ),
    AndereInhoud: Soort(
        HTTPStatus.CONFLICT,
        "sleutel-al-gebruikt",
        "Deze sleutel is al gebruikt",
        "U stuurde deze Idempotency-Key eerder, met een ander verzoek. Kies een nieuwe sleutel.",
    ),
    NogBezig: Soort(
        HTTPStatus.CONFLICT,
        "nog-bezig",
        "Dit verzoek loopt al",
        "Hetzelfde verzoek wordt nu uitgevoerd. Stuur het zo nog eens, met dezelfde Idempotency-Key.",
        _STRAKS,
    ),
    AlUitgegeven: Soort(
        HTTPStatus.CONFLICT,
        "al-uitgegeven",
        "Dit bestand is al uitgegeven",
        "Op dit verzoek is al een bestand uitgegeven, dat in het register staat. "
        "Kwam het niet aan, leg dan vast dat die kopie weg is en vraag het opnieuw met een nieuwe sleutel.",
    ),
    GeenVersie: Soort(
        HTTPStatus.PRECONDITION_REQUIRED,
        "geen-versie",
        "U zegt niet welke versie u kent",
        "Stuur in If-Match de ETag mee van wat u hebt gelezen, of * als het niet uitmaakt wat er is veranderd.",
    ),
    VerouderdeVersie: Soort(
        HTTPStatus.PRECONDITION_FAILED,
        "verouderde-versie",
        "Er is intussen iets veranderd",
        "Er is niets vastgelegd. Lees het opnieuw en kijk of u dit nog wilt.",
    ),
    TeVeelLuisteraars: Soort(
        HTTPStatus.TOO_MANY_REQUESTS,
        "te-veel-luisteraars",
        "U luistert al",
        "U hebt te veel verbindingen open die op veranderingen wachten. Sluit er een.",
        _LATER,
    ),
    NaspelenBezet: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "te-druk",
        "Het is even te druk",
        "Er worden nu al lijsten van eerdere momenten gemaakt. Probeer het over een paar seconden opnieuw.",
        _LATER,
    ),
    NaspelenTeLang: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "duurt-te-lang",
        "Dit duurt te lang",
        "Deze tafel heeft te veel gebeurtenissen om de lijst van dat moment nu te maken. "
        "Van één casus kunt u wel lezen hoe die toen was.",
        _LATER,
    ),
    RegisterFout: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "register-onbereikbaar",
        "Nog niet in het register",
        "De gegevens zijn vernietigd, maar dat staat nog niet in het register. "
        "De dienst schrijft het zo snel mogelijk bij.",
        _LATER,
    ),
    KekOnbereikbaar: _WEG,
    psycopg.OperationalError: _WEG,
    psycopg.InterfaceError: _WEG,
    sqlalchemy.exc.OperationalError: _WEG,
    sqlalchemy.exc.InterfaceError: _WEG,
    sqlalchemy.exc.TimeoutError: _WEG,
    eventsourcing.persistence.OperationalError: _WEG,
    eventsourcing.persistence.InterfaceError: _WEG,
}

STATUSSEN: dict[int, Soort] = {
    soort.status: soort
    for soort in (
        ONGELDIG,
        Soort(HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet."),
        Soort(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "verkeerde-methode",
            "Dit kan hier niet",
            "Dit adres kent die methode niet.",
        ),
        TE_GROOT,
        Soort(
            HTTPStatus.REQUEST_TIMEOUT,
            "te-traag",
            "Het verzoek kwam te langzaam binnen",
            "De inhoud was er niet op tijd. Stuur het verzoek opnieuw.",
            (("Connection", "close"),),
        ),
        Soort(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "geen-json",
            "Het verzoek is geen JSON",
            "Stuur application/json mee.",
        ),
    )
}
"""What the framework itself answers with, by status."""


def probleem(
    soort: Soort, *, spoor: str, detail: str | None = None, gevonden: list[dict[str, str]] | None = None
) -> JSONResponse:
    """The answer for a problem; ``spoor`` is the only thing in it that differs from one time to the next."""
    inhoud: dict[str, object] = {
        "type": f"urn:casus:probleem:{soort.code}",
        "title": soort.titel,
        "status": int(soort.status),
        "detail": soort.detail or detail,
        "instance": f"urn:casus:spoor:{spoor}",
    }
    if gevonden is not None:
        inhoud["fouten"] = gevonden
    return JSONResponse(inhoud, status_code=soort.status, headers=dict(soort.headers), media_type=MEDIATYPE)


def spoor_van(request: Request) -> str:
    """The trace id that was given to this request at the door."""
    spoor: str = request.state.spoor
    return spoor


def behandel_fouten(app: FastAPI) -> None:
    """Give every known exception its problem; what is not known here becomes a 500 at the door."""
    for fout, soort in SOORTEN.items():
        app.add_exception_handler(fout, _als(soort))
    app.add_exception_handler(HTTPException, _van_het_raamwerk)
    app.add_exception_handler(RequestValidationError, _ongeldig)
    app.add_exception_handler(OnbekendeParameter, _onbekende_parameter)


def _als(soort: Soort) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def behandel(request: Request, fout: Exception) -> JSONResponse:
        eigen = str(fout) if isinstance(fout, Weigering) else None
        return probleem(soort, spoor=spoor_van(request), detail=eigen)

    return behandel


async def _van_het_raamwerk(request: Request, fout: Exception) -> JSONResponse:
    status = fout.status_code if isinstance(fout, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    # The framework's own 400 is for a body that it cannot read: bad UTF-8, too deep, a number without end.
    gevonden = (
        [{"veld": INHOUD, "reden": REDENEN["json_invalid"]}] if status == HTTPStatus.BAD_REQUEST else None
    )
    antwoord = probleem(STATUSSEN.get(status, STORING), spoor=spoor_van(request), gevonden=gevonden)
    toegestaan = (getattr(fout, "headers", None) or {}).get("Allow")
    if toegestaan is not None:
        antwoord.headers["Allow"] = toegestaan
    return antwoord


async def _ongeldig(request: Request, fout: Exception) -> JSONResponse:
    errors = fout.errors() if isinstance(fout, RequestValidationError) else []
    gevonden = fouten(errors, model=_gevraagd(request))
    return probleem(ONGELDIG, spoor=spoor_van(request), gevonden=gevonden)


async def _onbekende_parameter(request: Request, fout: Exception) -> JSONResponse:
    bekend = fout.bekend if isinstance(fout, OnbekendeParameter) else ()
    return probleem(ONGELDIG, spoor=spoor_van(request), gevonden=onbekende_parameter(bekend))


def _gevraagd(request: Request) -> type[Model] | None:
    """What the route of a request asks for as content, if anything."""
    soorten = get_type_hints(request.scope["route"].endpoint).values()
    return next((soort for soort in soorten if isinstance(soort, type) and issubclass(soort, Model)), None)
