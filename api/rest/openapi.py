"""The OpenAPI description as it is published: relative to /v1, with every answer that a route can give.

What the schemas' own docstrings say is for developers, in English; it is left out of what users read. ``velden`` says
in Dutch what each field and parameter is, with an example.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.rest.antwoorden import ANTWOORDEN, PROBLEEM, met_koppen, problemen_van
from api.rest.velden import Velden, genoemd_in, met_wat_zij_noemen
from api.rest.voorbehoud import beschrijf

JSON = dict[str, Any]

BASIS = "/v1"
"""Where all addresses of this description start."""

UITLEG = """\
De loop van een casus aan een tafel waar zorg en veiligheid samenkomen: van vraag of aanmelding, via triage, overleg en
plan, tot bewezen vernietiging. Deze API volgt de NLGov API Design Rules 2.2.

Lees eerst [hoe u aansluit](docs). Elk verzoek heeft een token nodig, behalve waar geen slotje staat. Wat misgaat, komt
terug als application/problem+json (RFC 9457), met een zin die u aan een gebruiker kunt tonen. Tijdstippen hebben een
tijdzone; antwoorden staan in UTC. Zoek mensen nooit met een adres: daar horen geen persoonsgegevens in.
"""

TAGS = {
    "melding": "Een casus aanmelden en aanvullen, met grondslag en toestemming.",
    "casus": "Een casus lezen: zoals die is, zoals die was, en wat er tussen twee momenten veranderde.",
    "toestemming": "Gezag, geboortedata en informeren.",
    "doorgeven": "Samenloop met andere tafels, doorgeven aan een andere tafel, en melden bij de monitor.",
    "aanpak": "Van triage tot plan: regie, deelnemers, ICO's, acties en voortgang.",
    "einde": "Op- en afschalen, sluiten, heropenen en verlengen.",
    "overleg": "Overleggen plannen, de agenda vullen, uitnodigen en verslag doen.",
    "consultatie": "Een tafel om advies vragen, zonder een casus aan te melden.",
    "weergaven": "De lijsten waarmee een tafel werkt, ook zoals zij op een eerder moment waren.",
    "bewaren": "Hoe lang gegevens blijven: opschorten, beperken, eigen termijnen en de bewaarkalender.",
    "vernietigingslijsten": "Vernietigen, door vier mensen met elk één rol.",
    "verwijderingen": "Wat aan de beurt is, wat is vernietigd, en de verklaringen daarvan.",
    "verzoek": "Wat iemand over de eigen gegevens vraagt: inzage, rectificatie, wissing, beperking, bezwaar.",
    "inzage": "Wie welke gegevens heeft gezien, en waarvoor.",
    "exports": "Bestanden die zijn uitgegeven, met hun laatste dag.",
    "berichten": "Wie bericht krijgt als er iets gebeurt, en wat niet aankwam.",
    "logboek": "Het bewijs van de geschiedenis: ondertekende standen en de bewijzen daarbij.",
    "tafels": "Wat er over tafels en regio's is vastgelegd, met de bron van elke regel.",
    "wegwijzer": "Welke tafel bij een situatie past, en waarom.",
    "algemeen": "Of de dienst werkt.",
}


def maak_openapi(app: FastAPI) -> JSON:
    """Describe all routes of the application, by their whole addresses."""
    schema = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=app.description,
        contact=app.contact,
        license_info=app.license_info,
        routes=app.routes,
    )
    schemas: JSON = schema["components"]["schemas"]
    for overbodig in ("HTTPValidationError", "ValidationError"):
        schemas.pop(overbodig, None)
    for deel in schemas.values():
        deel.pop("description", None)
    velden = Velden(schemas)
    bodies = {naam for _, wat in _handelingen(schema) for naam in genoemd_in(wat.get("requestBody"))}
    velden.vul_aan(ingevuld=met_wat_zij_noemen(bodies, schemas))
    schemas["Probleem"] = PROBLEEM
    schema["components"]["responses"] = ANTWOORDEN
    gebruikt = set()
    for pad, deel in schema["paths"].items():
        for methode, handeling in deel.items():
            beschrijf(methode, pad, handeling)
    for methode, handeling in _handelingen(schema):
        _vul_aan(methode, handeling, velden)
        gebruikt |= set(handeling["tags"])
    namen = [*(naam for naam in TAGS if naam in gebruikt), *sorted(gebruikt - set(TAGS))]
    schema["tags"] = [{"name": naam, "description": TAGS.get(naam, "")} for naam in namen]
    return schema


def zoals_gepubliceerd(schema: JSON) -> JSON:
    """The same with addresses relative to the server's, which names the version."""
    paden = {pad.removeprefix(BASIS): deel for pad, deel in schema["paths"].items()}
    servers = [{"url": BASIS, "description": "Deze dienst; de hoofdversie staat in het adres."}]
    return {**schema, "servers": servers, "paths": paden}


def _handelingen(schema: JSON) -> Iterator[tuple[str, JSON]]:
    for pad in schema["paths"].values():
        yield from pad.items()


def _vul_aan(methode: str, handeling: JSON, velden: Velden) -> None:
    antwoorden: JSON = handeling["responses"]
    antwoorden.pop("422", None)
    if methode == "post" and "201" in antwoorden:
        antwoorden["200"] = {
            **antwoorden["201"],
            "description": "Dit was er al; er is niets nieuws vastgelegd.",
        }
    for parameter in handeling.get("parameters", []):
        velden.vul_parameter_aan(parameter)
    for drager in (handeling.get("requestBody", {}), *antwoorden.values()):
        inhoud = drager.get("content", {}).get("application/json", {})
        if inhoud.get("schema"):
            inhoud["schema"].pop("title", None)
            inhoud.setdefault("example", velden.voorbeeld(inhoud["schema"]))
    for status, antwoord in antwoorden.items():
        met_koppen(status, antwoord)
    handeling["responses"] = dict(sorted((antwoorden | problemen_van(methode, handeling)).items()))
