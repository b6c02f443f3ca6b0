"""The table of problems: what each exception is answered with. Nothing of what was sent stands in it."""

from http import HTTPStatus

import eventsourcing.persistence
import psycopg
import sqlalchemy.exc

from api.bereik import NietNamens
from api.inloggen.fouten import AanbiederWeg, GeenToegang, KiesRol, StapHoger, VreemdeHerkomst
from api.omroep import TeVeelLuisteraars
from api.rechten import GeenRecht
from api.rest.deurfouten import (
    AlUitgegeven,
    GeenToken,
    GeenVersie,
    NietLokaal,
    OnbekendePersoon,
    OnbekendeRegio,
    OnbekendeVerklaring,
    OnbekendeVersie,
    OnbekendeVerwijdering,
    OnbekendProtocol,
    OngeldigInzagedoel,
)
from api.rest.probleemsoort import LATER, STRAKS, Soort
from api.tokens import TokenFout
from domain.weigering import Crisisroute, Weigering
from infra.berichten.beeld import OnbekendAbonnement, OnbekendBericht, OnbekendMailadres
from infra.codec import KluisGeschonden
from infra.concepten import OnbekendConcept
from infra.consultaties import OnbekendeConsultatie
from infra.exportregister import OnbekendeExport
from infra.herhaalsleutels import AndereInhoud, NogBezig
from infra.inzage.nood import OnbekendeNoodinzage
from infra.inzage.schrijven import IntussenVernietigd
from infra.keys import KekOnbereikbaar
from infra.kluis import ConceptAnders
from infra.logboek.bewijzen import LogboekGestoord, NietInHetLogboek
from infra.naspelen import NaspelenBezet, NaspelenTeLang
from infra.optekenen import TeDruk, VerouderdeVersie
from infra.overleggen import OnbekendOverleg
from infra.shell import OnbekendeCasus, OnbekendeTafel
from infra.toekenning import OnbekendeToekenning
from infra.vernietiging.lijsten import OnbekendeLijst
from infra.vernietigingsregister import RegisterFout
from infra.verzoekdelen import OnbekendVerzoek

_WEG = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "niet-bereikbaar",
    "De dienst is even niet bereikbaar",
    "Probeer het over een paar seconden opnieuw. Er is niets verloren gegaan.",
    LATER,
)

_LOGBOEK = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "logboek-gestoord",
    "Het logboek is gestoord",
    "Het logboek kan nu niets bewijzen. De beheerder ziet met 'casus doctor' wat er mis is.",
    LATER,
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
    OnbekendProtocol: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekend-privacyprotocol",
        "Niet gevonden",
        "Dit privacyprotocol is er niet, of niet in deze versie.",
    ),
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
        LATER,
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
        STRAKS,
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
        STRAKS,
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
    ConceptAnders: Soort(
        HTTPStatus.PRECONDITION_FAILED,
        "concept-veranderd",
        "Dit concept is intussen veranderd",
        "Er is niets vastgelegd. Het concept is intussen opnieuw bewaard, ingediend, weggegooid of verlopen.",
    ),
    OnbekendConcept: Soort(
        HTTPStatus.NOT_FOUND,
        "onbekend-concept",
        "Niet gevonden",
        "Dit concept is er niet, of het is niet van u. Misschien is het ingediend, weggegooid of verlopen.",
    ),
    TeVeelLuisteraars: Soort(
        HTTPStatus.TOO_MANY_REQUESTS,
        "te-veel-luisteraars",
        "U luistert al",
        "U hebt te veel verbindingen open die op veranderingen wachten. Sluit er een.",
        LATER,
    ),
    NaspelenBezet: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "te-druk",
        "Het is even te druk",
        "Er worden nu al lijsten van eerdere momenten gemaakt. Probeer het over een paar seconden opnieuw.",
        LATER,
    ),
    NaspelenTeLang: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "duurt-te-lang",
        "Dit duurt te lang",
        "Deze tafel heeft te veel gebeurtenissen om de lijst van dat moment nu te maken. "
        "Van één casus kunt u wel lezen hoe die toen was.",
        LATER,
    ),
    RegisterFout: Soort(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "register-onbereikbaar",
        "Nog niet in het register",
        "De gegevens zijn vernietigd, maar dat staat nog niet in het register. "
        "De dienst schrijft het zo snel mogelijk bij.",
        LATER,
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
