"""The OpenAPI description as it is published: relative to /v1, with every answer that a route can give.

What the schemas' own docstrings say is for developers, in English; it is left out of what users read. ``velden`` says
in Dutch what each field and parameter is, with an example.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.alias_generators import to_pascal

from api.rest.antwoorden import (
    ALS_VERANDERD,
    ANTWOORDEN,
    NIET_VERANDERD,
    PROBLEEM,
    met_koppen,
    problemen_van,
)
from api.rest.velden import Velden, genoemd_in, met_wat_zij_noemen, verwijzingen_in
from api.rest.voorbehoud import VAN_EEN_VERSIE, beschrijf, met_versie

JSON = dict[str, Any]

MET_304 = "/v1/casussen/{casusnummer}"
"""What nothing else changes but its own facts; of the rest, who has it already gets it again."""

ALS_TEKST = "x-voorbeeld"
SCHEMAS = "#/components/schemas/"

BASIS = "/v1"
"""Where all addresses of this description start."""

UITLEG = """\
De loop van een casus aan een tafel waar zorg en veiligheid samenkomen: van vraag of aanmelding, via triage, overleg en
plan, tot bewezen vernietiging. Deze API volgt de NLGov API Design Rules 2.2.

Begin op /v1/docs: daar staat hoe u aansluit. Elk verzoek heeft een token nodig, behalve waar dat erbij staat. Wat
misgaat, komt terug als application/problem+json (RFC 9457), met een zin die u aan een gebruiker kunt tonen. Tijdstippen
hebben een tijdzone; antwoorden staan in UTC. Zoek mensen nooit met een adres: daar horen geen persoonsgegevens in.
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
    "privacyprotocollen": "Welke versie van de bewaarregels geldt, wat een andere versie verandert, en die invoeren.",
    "vernietigingslijsten": "Vernietigen, door vier mensen met elk één rol.",
    "verwijderingen": "Wat aan de beurt is, wat is vernietigd, en de verklaringen daarvan.",
    "verzoek": "Wat iemand over de eigen gegevens vraagt: inzage, rectificatie, wissing, beperking, bezwaar.",
    "inzage": "Wie welke gegevens heeft gezien, en waarvoor.",
    "rechten": "Wie wat mag, aan wie dat is toegekend, en de jaarlijkse herziening daarvan.",
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
    _geef_gewone_namen(schema)
    schemas: JSON = schema["components"]["schemas"]
    for overbodig in ("HTTPValidationError", "ValidationError"):
        schemas.pop(overbodig, None)
    for deel in schemas.values():
        deel.pop("description", None)
    velden = Velden(schemas)
    bodies = {naam for *_, wat in _handelingen(schema) for naam in genoemd_in(wat.get("requestBody"))}
    velden.vul_aan(ingevuld=met_wat_zij_noemen(bodies, schemas))
    schemas["Probleem"] = PROBLEEM
    schema["components"]["responses"] = ANTWOORDEN
    gebruikt = set()
    for pad, methode, handeling in _handelingen(schema):
        beschrijf(methode, pad, handeling)
        _vul_aan(pad, methode, handeling, velden)
        _noem_koppen(pad, methode, handeling, paden=schema["paths"])
        gebruikt |= set(handeling["tags"])
    namen = [*(naam for naam in TAGS if naam in gebruikt), *sorted(gebruikt - set(TAGS))]
    schema["tags"] = [{"name": naam, "description": TAGS.get(naam, "")} for naam in namen]
    return schema


def _geef_gewone_namen(schema: JSON) -> None:
    """Two types of one name are told apart by their modules; that is written here as one word, as any other name."""
    schemas: JSON = schema["components"]["schemas"]
    namen = {naam: _gewone_naam(naam) for naam in schemas}
    schema["components"]["schemas"] = {namen[naam]: deel for naam, deel in schemas.items()}
    for deel in verwijzingen_in(schema):
        deel["$ref"] = SCHEMAS + namen[deel["$ref"].removeprefix(SCHEMAS)]


def _gewone_naam(naam: str) -> str:
    _, *modules, eigen = naam.split("__") if "__" in naam else ("", naam)
    return "".join(to_pascal(module) for module in modules if module != "waarden") + eigen.replace("-", "")


def _toon(inhoud: JSON, voorbeeld: object) -> None:
    """Show an example; as text where the standard's own rules would take one of its fields for a method of HTTP."""
    tekst = json.dumps(voorbeeld, ensure_ascii=False)
    if re.search(r'"[A-Za-z]*(get|delete|put|post|patch)[A-Za-z]*": ', tekst):
        inhoud[ALS_TEKST] = tekst
    else:
        inhoud.setdefault("example", voorbeeld)


def zoals_gepubliceerd(schema: JSON) -> JSON:
    """The same with addresses relative to the server's, which names the version."""
    paden = {pad.removeprefix(BASIS): deel for pad, deel in schema["paths"].items()}
    servers = [{"url": BASIS, "description": "Deze dienst; de hoofdversie staat in het adres."}]
    return {**schema, "servers": servers, "paths": paden}


def _handelingen(schema: JSON) -> Iterator[tuple[str, str, JSON]]:
    for pad, deel in schema["paths"].items():
        yield from ((pad, methode, handeling) for methode, handeling in deel.items())


def _noemt_versie(pad: str, methode: str, handeling: JSON, *, paden: JSON) -> bool:
    """Say whether the answer names a version: that of the thing itself, or of what a command changed or made."""
    maakt = any(f"{pad}/{{{naam}}}" in paden for naam in VAN_EEN_VERSIE)
    if methode == "get":
        return met_versie(pad) and pad.endswith("}")
    if methode == "delete":
        return False
    koppen = {een["name"] for een in handeling.get("parameters", [])}
    return "If-Match" in koppen or ("201" in handeling["responses"] and maakt)


def _vul_aan(pad: str, methode: str, handeling: JSON, velden: Velden) -> None:
    antwoorden: JSON = handeling["responses"]
    antwoorden.pop("422", None)
    if (methode, pad) == ("get", MET_304):
        handeling["parameters"].append({**ALS_VERANDERD})
        antwoorden["304"] = {**NIET_VERANDERD}
    if methode == "post" and "201" in antwoorden:
        antwoorden["200"] = {
            **antwoorden["201"],
            "description": "Dit was er al; er is niets nieuws vastgelegd.",
        }
    for parameter in handeling.get("parameters", []):
        velden.vul_parameter_aan(parameter)
    dragers: list[tuple[JSON, Callable[[JSON], object]]] = [
        (handeling.get("requestBody", {}), partial(velden.opdracht, pad=pad.removeprefix(BASIS))),
        *((antwoord, velden.voorbeeld) for antwoord in antwoorden.values()),
    ]
    for drager, maak in dragers:
        inhoud = drager.get("content", {}).get("application/json", {})
        if inhoud.get("schema"):
            inhoud["schema"].pop("title", None)
            _toon(inhoud, maak(inhoud["schema"]))


def _noem_koppen(pad: str, methode: str, handeling: JSON, *, paden: JSON) -> None:
    antwoorden: JSON = handeling["responses"]
    versie = _noemt_versie(pad, methode, handeling, paden=paden)
    for status, antwoord in antwoorden.items():
        met_koppen(status, antwoord, met_versie=versie)
    handeling["responses"] = dict(sorted((antwoorden | problemen_van(methode, handeling)).items()))
