"""Every answer that a route can give besides that it worked, and the headers of all of them, for the description."""

from typing import Any

from api.rest.poort import API_VERSIE
from api.rest.probleemsoort import MEDIATYPE

JSON = dict[str, Any]


def _kop(uitleg: str, voorbeeld: str, **vorm: Any) -> JSON:  # noqa: ANN401 what a schema holds
    return {"description": uitleg, "schema": {"type": "string", **vorm}, "example": voorbeeld}


VERSIE = {"API-Version": _kop("De volledige versie van deze API.", API_VERSIE, const=API_VERSIE)}
LOCATION = {
    "Location": _kop("Waar u leest wat is gemaakt.", "/v1/casussen/C-7KD2M-Q9X4P", format="uri-reference")
}
ETAG = {"ETag": _kop("De versie van wat u leest of veranderde; geef haar mee in If-Match.", '"3"')}
LATER = {
    "Retry-After": {
        "description": "Over hoeveel seconden u het opnieuw kunt proberen.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 10,
    }
}
GELUKT = "Gelukt."
VAN_HET_RAAMWERK = "Successful Response"

PROBLEEM: JSON = {
    "title": "Probleem",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "De soort. Bepaal hiermee wat uw systeem doet; de zinnen kunnen veranderen.",
            "examples": ["urn:casus:probleem:ongeldig-verzoek"],
        },
        "title": {
            "type": "string",
            "description": "Wat er aan de hand is, in een paar woorden.",
            "examples": ["Het verzoek klopt niet"],
        },
        "status": {"type": "integer", "description": "De status van dit antwoord.", "examples": [400]},
        "detail": {
            "type": "string",
            "description": "Een zin die u aan een gebruiker kunt tonen.",
            "examples": ["Verbeter wat er mis is en probeer het opnieuw."],
        },
        "instance": {
            "type": "string",
            "format": "uri",
            "description": "Het spoor van dit verzoek. Noem het als u de beheerder iets vraagt.",
            "examples": ["urn:casus:spoor:5b2f6c1e8d3a4f0796e1c2b3a4d5e6f7"],
        },
        "fouten": {
            "type": "array",
            "description": "Alleen bij 400: alles wat er mis is, in één keer.",
            "examples": [[{"veld": "betrokkenen, nummer 1, naam", "reden": "ontbreekt"}]],
            "items": {
                "type": "object",
                "required": ["veld", "reden"],
                "properties": {
                    "veld": {
                        "type": "string",
                        "description": "De plaats; onderdelen van een lijst tellen vanaf 1. 'inhoud' is het geheel.",
                        "examples": ["betrokkenen, nummer 1, naam"],
                    },
                    "reden": {
                        "type": "string",
                        "description": "Wat er mis is. Wat u stuurde, wordt nooit herhaald.",
                        "examples": ["ontbreekt"],
                    },
                },
            },
        },
    },
}


def _fout(code: str, titel: str, detail: str, **meer: object) -> JSON:
    """An example of a problem."""
    return {
        "type": f"urn:casus:probleem:{code}",
        "title": titel,
        **meer,
        "detail": detail,
        "instance": "urn:casus:spoor:5b2f6c1e8d3a4f0796e1c2b3a4d5e6f7",
    }


_FOUTEN: dict[str, tuple[str, str, JSON, JSON]] = {
    "400": (
        "Ongeldig",
        "Het verzoek klopt niet; alle fouten staan erbij.",
        _fout(
            "ongeldig-verzoek",
            "Het verzoek klopt niet",
            "Verbeter wat er mis is en probeer het opnieuw.",
            status=400,
            fouten=[
                {"veld": "tafel", "reden": "ontbreekt"},
                {
                    "veld": "betrokkenen, nummer 1, geboortedatum",
                    "reden": "moet een datum zijn, zoals 2026-03-02",
                },
            ],
        ),
        {},
    ),
    "401": (
        "NietIngelogd",
        "Er is geen token meegestuurd, het geldt niet (meer), of u moet hiervoor opnieuw inloggen.",
        _fout(
            "ongeldig-token",
            "U bent niet ingelogd",
            "Dit token geldt niet of niet meer. Vraag een nieuw token aan.",
            status=401,
        ),
        {"WWW-Authenticate": _kop("Hoe u zich bekendmaakt.", 'Bearer realm="casus", error="invalid_token"')},
    ),
    "403": (
        "GeenRecht",
        "Dit mag uw rol niet.",
        _fout("geen-recht", "U mag dit niet", "Bij uw rol hoort deze handeling niet.", status=403),
        {},
    ),
    "404": (
        "NietGevonden",
        "Niet gevonden, of niet voor u. Het antwoord is in beide gevallen hetzelfde.",
        _fout(
            "onbekende-casus",
            "Niet gevonden",
            "Deze casus is er niet, of u mag die niet zien.",
            status=404,
        ),
        {},
    ),
    "406": (
        "GeenPassendeVorm",
        "In de vorm die de kopregel Accept vraagt, is dit er niet.",
        _fout(
            "geen-passende-vorm",
            "Zo kunnen wij het niet geven",
            "Vraag een vorm die dit adres kent, of laat de kopregel Accept weg.",
            status=406,
        ),
        {},
    ),
    "408": (
        "TeTraag",
        "De inhoud van het verzoek kwam niet op tijd binnen.",
        _fout(
            "te-traag",
            "Het verzoek kwam te langzaam binnen",
            "De inhoud was er niet op tijd. Stuur het verzoek opnieuw.",
            status=408,
        ),
        {},
    ),
    "409": (
        "KanNuNiet",
        "De regels laten dit nu niet toe, of de Idempotency-Key is al gebruikt. De zin zegt waarom.",
        _fout(
            "weigering",
            "Dit kan nu niet",
            "Triage kan alleen voor een aanmelding die nog niet getrieerd is.",
            status=409,
        ),
        {},
    ),
    "412": (
        "IntussenVeranderd",
        "Wat u wilt veranderen, is veranderd nadat u het las. Lees het opnieuw.",
        _fout(
            "verouderde-versie",
            "Er is intussen iets veranderd",
            "Er is niets vastgelegd. Lees het opnieuw en kijk of u dit nog wilt.",
            status=412,
        ),
        {},
    ),
    "413": (
        "TeGroot",
        "Het verzoek is te groot.",
        _fout("te-groot", "Het verzoek is te groot", "Stuur ten hoogste 1 MiB.", status=413),
        {},
    ),
    "414": (
        "AdresTeLang",
        "Het adres is te lang.",
        _fout("adres-te-lang", "Het adres is te lang", "Een adres heeft ten hoogste 8 KiB.", status=414),
        {},
    ),
    "415": (
        "GeenJson",
        "De inhoud is geen JSON in UTF-8.",
        _fout("geen-json", "Het verzoek is geen JSON", "Stuur application/json mee.", status=415),
        {},
    ),
    "428": (
        "VersieNodig",
        "Zeg met de kopregel If-Match welke versie u verandert.",
        _fout(
            "geen-versie",
            "U zegt niet welke versie u kent",
            "Stuur in If-Match de ETag mee van wat u hebt gelezen, of * als het niet uitmaakt wat er is veranderd.",
            status=428,
        ),
        {},
    ),
    "429": (
        "TeVeel",
        "Te veel verzoeken in korte tijd.",
        _fout(
            "te-veel-verzoeken",
            "U vraagt te veel",
            "Wacht even. Hoe lang, staat in de header Retry-After.",
            status=429,
        ),
        LATER,
    ),
    "431": (
        "KoppenTeGroot",
        "De kopregels zijn samen te groot.",
        _fout(
            "koppen-te-groot",
            "De kopregels zijn te groot",
            "De kopregels van een verzoek zijn samen ten hoogste 32 KiB.",
            status=431,
        ),
        {},
    ),
    "500": (
        "Storing",
        "Er ging iets mis. De beheerder vindt het terug met het spoor.",
        _fout(
            "storing",
            "Er ging iets mis",
            "De dienst kon dit niet afmaken. Probeer het later opnieuw.",
            status=500,
        ),
        {},
    ),
    "503": (
        "NietBereikbaar",
        "De dienst kan dit nu niet. Stuur na Retry-After hetzelfde nog eens, met dezelfde Idempotency-Key.",
        _fout(
            "niet-bereikbaar",
            "De dienst is even niet bereikbaar",
            "Probeer het over een paar seconden opnieuw. Er is niets verloren gegaan.",
            status=503,
        ),
        LATER,
    ),
}

ANTWOORDEN: JSON = {
    naam: {
        "description": uitleg,
        "headers": VERSIE | koppen,
        "content": {MEDIATYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}, "example": voorbeeld}},
    }
    for naam, uitleg, voorbeeld, koppen in _FOUTEN.values()
}
"""By name, for routes to point at."""

ALTIJD = ("400", "406", "414", "429", "431", "500", "503")
BEVEILIGD = ("401", "403")
BIJ_OPDRACHT = ("404", "408", "409", "413", "415")
BIJ_VERSIE = ("412", "428")


def problemen_van(methode: str, handeling: JSON) -> JSON:
    """What can go wrong at a route, by status."""
    statussen = list(ALTIJD)
    parameters = {(een["in"], een["name"]) for een in handeling.get("parameters", [])}
    if "security" in handeling:
        statussen += BEVEILIGD
    if methode in {"post", "put"}:
        statussen += BIJ_OPDRACHT
    elif parameters or "logboek" in handeling.get("tags", []):
        statussen.append("404")
    if ("header", "If-Match") in parameters:
        statussen += BIJ_VERSIE
    return {status: {"$ref": f"#/components/responses/{_FOUTEN[status][0]}"} for status in statussen}


NIET_VERANDERD: JSON = {"description": "Niet veranderd sinds u het las; er komt niets mee."}
ALS_VERANDERD: JSON = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 1000},
    "description": "De ETag die u al hebt. Is er niets veranderd, dan komt er 304 en geen inhoud.",
    "examples": ['"3"'],
}


def met_koppen(status: str, antwoord: JSON, *, met_versie: bool) -> None:
    """Complete what a route says of an answer with what holds for all answers."""
    if antwoord.get("description", VAN_HET_RAAMWERK) == VAN_HET_RAAMWERK:
        antwoord["description"] = GELUKT
    altijd = VERSIE | (LOCATION if status == "201" else {}) | (ETAG if met_versie else {})
    antwoord["headers"] = {**altijd, **antwoord.get("headers", {})}
