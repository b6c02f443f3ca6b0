"""A body that the description of a route allows, made from that description: so every route can be asked for real."""

from typing import Any

from infra.settings import MAILADRES

JSON = dict[str, Any]

PATRONEN = {
    "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$": "a1",
    "^[0-9]{9}$": "999990019",
    "^[0-9a-f]{64}$": "ab" * 32,
    "[a-z0-9-]+/[0-9]+/[a-z0-9-]+": "zvh/1/plafond",
    "^[A-Z]{2,12}(-[A-Z]{2,12})?(-[0-9]{1,6}){1,2}$": "AUDIT-2026-7",
    "^(https?://|urn:)[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]{1,240}$": "https://inloggen.example",
    "^[!-~]{1,255}$": "7f1c2d",
    r"^[A-Za-z]{1,40}(\.[A-Za-z0-9]{1,40}){0,4}$": "betrokkenen.0.naam",
    "^[!-~]+$": "https://ontvanger.example/casus",
    MAILADRES: "postbus@ontvanger.example",
}
VORMEN = {
    "uuid": "00000000-0000-4000-8000-00000000abcd",
    "date": "2026-03-02",
    "date-time": "2026-03-02T09:30:00Z",
}


def voorbeeld(schema: JSON, delen: JSON, *, vast: JSON) -> Any:  # noqa: PLR0911 one for each kind
    """The least that a schema allows; ``vast`` holds values by the name of a field."""
    if "$ref" in schema:
        return voorbeeld(delen[schema["$ref"].rpartition("/")[2]], delen, vast=vast)
    if "anyOf" in schema:
        return voorbeeld(schema["anyOf"][0], delen, vast=vast)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            velden = schema.get("properties", {})
            return {
                naam: vast[naam] if naam in vast else voorbeeld(velden[naam], delen, vast=vast)
                for naam in velden
                if naam in schema.get("required", []) or naam in vast
            }
        case "array":
            return [
                voorbeeld(schema["items"], delen, vast=vast) for _ in range(max(1, schema.get("minItems", 0)))
            ]
        case "integer" | "number":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
        case _:
            if "pattern" in schema:
                return PATRONEN[schema["pattern"]]
            return VORMEN.get(schema.get("format", ""), "Verzonnen")


def inhoud_van(openapi: JSON, methode: str, pad: str, *, vast: JSON) -> Any:
    """The body of a route, or nothing where it takes none."""
    vraag = openapi["paths"][pad][methode.lower()].get("requestBody")
    if vraag is None:
        return None
    schema = vraag["content"]["application/json"]["schema"]
    return voorbeeld(schema, openapi["components"]["schemas"], vast=vast)
