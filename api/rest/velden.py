"""Says of each field and parameter in the description what it is, and gives examples that fit what is described."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

JSON = dict[str, Any]

VASTE_VOORBEELDEN: JSON = {
    "uuid": "6f1f2c1e-3a51-4c0e-9d38-0f4a1a7c9b52",
    "date": "2026-03-02",
    "date-time": "2026-03-02T09:30:00Z",
    "time-local": "10:00",
    "uri": "urn:casus:probleem:weigering",
    "uri-reference": "/v1/casussen/C-7KD2M-Q9X4P",
    "email": "beheer@example.org",
    "binary": "",
}
TEKST = "Verzonnen tekst"
DIEPST = 8
"""What holds itself is shown no deeper than this."""


class Velden:
    """What is said of fields, by name or by name within one schema."""

    def __init__(self, componenten: JSON) -> None:
        """Take the schemas of the description."""
        tekst = files("api.rest").joinpath("velden.toml").read_text(encoding="utf-8")
        gelezen = tomllib.loads(tekst)
        self._uitleg: dict[str, str] = gelezen["beschrijving"]
        self._voorbeeld: JSON = gelezen["voorbeeld"]
        self._geheel: JSON = gelezen["geheel"]
        self._opdracht: dict[str, JSON] = gelezen["opdracht"]
        self._componenten = componenten

    def vul_aan(self, *, ingevuld: set[str]) -> None:
        """Describe the fields of all schemas; those of ``ingevuld`` are filled in by partners and get examples."""
        for naam, schema in self._componenten.items():
            schema.pop("title", None)
            for veld, vorm in schema.get("properties", {}).items():
                vorm.pop("title", None)
                if "description" not in vorm and (uitleg := self._van(self._uitleg, naam, veld)):
                    vorm["description"] = uitleg
                if naam in ingevuld and "examples" not in vorm and _is_blad(vorm):
                    vorm["examples"] = [self.voorbeeld(vorm, schema=naam, veld=veld)]

    def vul_parameter_aan(self, parameter: JSON) -> None:
        """The same of a parameter, which says what it is itself."""
        vorm = parameter["schema"]
        vorm.pop("title", None)
        eigen = parameter.pop("examples", None) or vorm.pop("examples", None)
        if "description" not in parameter and parameter["name"] in self._uitleg:
            parameter["description"] = self._uitleg[parameter["name"]]
        if "example" not in parameter:
            parameter["example"] = eigen[0] if eigen else self.voorbeeld(vorm, veld=parameter["name"])

    def opdracht(self, vorm: JSON, pad: str) -> Any:  # noqa: ANN401 JSON
        """An example of what is sent to this address, without its version."""
        voorbeeld, eigen = self.voorbeeld(vorm), self._opdracht.get(pad)
        return voorbeeld if eigen is None else {**voorbeeld, **eigen}

    def voorbeeld(self, vorm: JSON, *, schema: str = "", veld: str = "", diep: int = 0) -> Any:  # noqa: ANN401 JSON
        """Something that fits what is described."""
        gezegd = self._van(self._voorbeeld, schema, veld)
        for sleutel in ("examples", "enum"):
            if mogelijk := vorm.get(sleutel):
                return gezegd if gezegd in mogelijk else mogelijk[0]
        for sleutel in ("const", "example"):
            if sleutel in vorm:
                return vorm[sleutel]
        if "$ref" in vorm:
            naam = vorm["$ref"].rpartition("/")[2]
            if naam in self._geheel:
                return self._geheel[naam]
            return self.voorbeeld(self._componenten[naam], schema=naam, veld=veld, diep=diep + 1)
        keuzes: list[JSON] = vorm.get("anyOf") or vorm.get("oneOf") or []
        for soort in keuzes:
            if soort.get("type") != "null":
                return self.voorbeeld(soort, schema=schema, veld=veld, diep=diep)
        return self._van_soort(vorm, schema, veld, gezegd, diep)

    def _van_soort(self, vorm: JSON, schema: str, veld: str, gezegd: Any, diep: int) -> Any:  # noqa: ANN401 JSON
        match vorm.get("type"):
            case "object":
                waarde: Any = {
                    naam: self.voorbeeld(deel, schema=schema, veld=naam, diep=diep + 1)
                    for naam, deel in vorm.get("properties", {}).items()
                    if diep < DIEPST or naam in vorm.get("required", ())
                }
            case "array":
                past = isinstance(gezegd, list) and vorm.get("items", {}).get("type") == "string"
                waarde = gezegd if past else []
                if not waarde and diep < DIEPST:
                    waarde = [self.voorbeeld(vorm.get("items", {}), schema=schema, veld=veld, diep=diep + 1)]
            case "integer" | "number":
                waarde = gezegd if isinstance(gezegd, int) else int(vorm.get("minimum", 1))
            case "boolean":
                waarde = False
            case "string":
                waarde = (
                    gezegd
                    if isinstance(gezegd, str)
                    else VASTE_VOORBEELDEN.get(vorm.get("format", ""), TEKST)
                )
            case _:
                waarde = gezegd if gezegd is not None else {}
        return waarde

    @staticmethod
    def _van(tabel: JSON, schema: str, veld: str) -> Any:  # noqa: ANN401 what the table holds
        return tabel.get(f"{schema}.{veld}", tabel.get(veld))


def verwijzingen_in(deel: object) -> Iterator[JSON]:
    """The parts of the description that point at a schema."""
    if isinstance(deel, dict):
        if isinstance(deel.get("$ref"), str):
            yield deel
        for waarde in deel.values():
            yield from verwijzingen_in(waarde)
    if isinstance(deel, list):
        for waarde in deel:
            yield from verwijzingen_in(waarde)


def genoemd_in(deel: object) -> Iterator[str]:
    """The names of the schemas that a part of the description points at."""
    yield from (een["$ref"].rpartition("/")[2] for een in verwijzingen_in(deel))


def met_wat_zij_noemen(namen: set[str], componenten: JSON) -> set[str]:
    """These schemas, and all that stand in them."""
    alle: set[str] = set()
    open_ = set(namen)
    while open_:
        naam = open_.pop()
        alle.add(naam)
        open_ |= set(genoemd_in(componenten[naam])) - alle
    return alle


def _is_blad(vorm: JSON) -> bool:
    """Say whether a field holds a value itself, and not an object."""
    return not set(genoemd_in(vorm))
