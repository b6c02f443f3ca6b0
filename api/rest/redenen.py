"""What is wrong with a request, field by field, in Dutch, and without repeating any of what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from domain.casus.bewaren import REGEL
from infra.settings import MAILADRES

PLAATSEN = frozenset({"body", "query", "path", "header"})
INHOUD = "inhoud"
"""Stands for the body as a whole."""
VRAAG = "vraag"
"""Stands for what comes after the question mark of an address."""

ONBEKEND = "klopt niet"
DUBBEL = "noemt een veld meer dan één keer"

REDENEN = {
    "missing": "ontbreekt",
    "extra_forbidden": "heeft een veld dat hier niet bestaat",
    "json_invalid": "is geen geldige JSON",
    "model_type": "moet een object zijn",
    "model_attributes_type": "moet een object zijn",
    "dict_type": "moet een object zijn",
    "list_type": "moet een lijst zijn",
    "too_short": "heeft te weinig onderdelen (ten minste {min_length})",
    "too_long": "heeft te veel onderdelen (ten hoogste {max_length})",
    "string_type": "moet tekst zijn",
    "string_unicode": "bevat tekens die geen tekst zijn",
    "string_too_short": "is te kort (ten minste {min_length} tekens)",
    "string_too_long": "is te lang (ten hoogste {max_length} tekens)",
    "string_pattern_mismatch": "heeft niet de juiste vorm",
    "enum": "moet een van deze woorden zijn: {expected}",
    "literal_error": "moet een van deze woorden zijn: {expected}",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_parsing_size": "is een te groot getal",
    "int_from_float": "moet een geheel getal zijn",
    "greater_than_equal": "moet ten minste {ge} zijn",
    "less_than_equal": "mag ten hoogste {le} zijn",
    "uuid_type": "moet een UUID zijn",
    "uuid_parsing": "moet een UUID zijn",
    "uuid_version": "moet een UUID zijn",
    "date_type": "moet een datum zijn, zoals 2026-03-02",
    "date_parsing": "moet een datum zijn, zoals 2026-03-02",
    "date_from_datetime_parsing": "moet een datum zijn, zoals 2026-03-02",
    "date_from_datetime_inexact": "moet een datum zijn zonder tijd, zoals 2026-03-02",
    "datetime_type": "moet een datum met tijd zijn, zoals 2026-03-02T09:30:00Z",
    "datetime_parsing": "moet een datum met tijd zijn, zoals 2026-03-02T09:30:00Z",
    "datetime_from_date_parsing": "moet een datum met tijd zijn, zoals 2026-03-02T09:30:00Z",
    "datetime_object_invalid": "moet een datum met tijd zijn, zoals 2026-03-02T09:30:00Z",
    "time_type": "moet een tijd zijn, zoals 13:30",
    "time_parsing": "moet een tijd zijn, zoals 13:30",
    "timezone_aware": "moet een tijdzone hebben, zoals 2026-03-02T09:30:00Z",
}
"""By Pydantic's name for the error. A name that is not here gets a sentence that is always true."""

_ZICHTBAAR = "mag alleen gewone tekens hebben: geen spaties, geen letters met accenten"
CODE = "mag alleen uit letters, cijfers, punten en streepjes bestaan: geen spaties, ten hoogste 64 tekens"
VORMEN: Mapping[str, str] = {
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$": CODE,
    r"^[0-9]{9}$": "moet uit negen cijfers bestaan",
    r"^[0-9]{2}:[0-9]{2}$": "moet een tijd zijn, zoals 13:30",
    r"^[0-9a-f]{64}$": "moet een vingerafdruk zijn: 64 cijfers en letters van a tot en met f",
    r"^[A-Z]{2,12}(-[A-Z]{2,12})?(-[0-9]{1,6}){1,2}$": (
        "moet een of twee woorden in hoofdletters zijn en een of twee nummers, met streepjes ertussen, "
        "zoals AUDIT-2026-7"
    ),
    r"^(https?://|urn:)[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]{1,240}$": "moet een adres zijn dat begint met https://",
    r"^[!-~]+$": _ZICHTBAAR,
    r"^[!-~]{1,255}$": _ZICHTBAAR,
    r"^[0-9]{1,18}$": "moet een getal zijn",
    r"^[A-Za-z]{1,40}(\.[A-Za-z0-9]{1,40}){0,4}$": "moet de naam van een veld zijn, zoals betrokkenen.0.naam",
    REGEL.pattern: "moet een regime, een versie en een code zijn, zoals zvh/1/plafond",
    MAILADRES: "moet een mailadres zijn",
}
"""What the value of a field has to look like, by the pattern that it does not fit."""


def veld_van(fout: Mapping[str, Any]) -> str:
    """The place of an error, for people: the parts of a list are counted from one."""
    return (
        ", ".join(f"nummer {deel + 1}" if isinstance(deel, int) else deel for deel in _plaats(fout)) or INHOUD
    )


def reden_van(fout: Mapping[str, Any], *, model: type[BaseModel] | None = None) -> str:
    """The sentence for an error. What our own checks raise is such a sentence already."""
    context = dict(fout.get("ctx") or {})
    if fout["type"] == "value_error":
        return str(context.get("error", ONBEKEND))
    if fout["type"] == "extra_forbidden":
        return f"{REDENEN['extra_forbidden']}{_bekend(_deel(model, _plaats(fout)))}"
    if vorm := VORMEN.get(str(context.get("pattern"))):
        return vorm
    if isinstance(context.get("expected"), str):
        context["expected"] = context["expected"].replace("'", "").replace(" or ", ", ")
    return REDENEN.get(fout["type"], ONBEKEND).format_map(context)


def fouten(
    errors: Sequence[Mapping[str, Any]], *, model: type[BaseModel] | None = None
) -> list[dict[str, str]]:
    """All that is wrong, once each. ``model`` is what was asked for; it tells which fields there are."""
    paren = dict.fromkeys((veld_van(fout), reden_van(fout, model=model)) for fout in errors)
    return [{"veld": veld, "reden": reden} for veld, reden in paren]


@dataclass(frozen=True)
class Adresfout:
    """What is wrong with an address itself, for who followed it: a part of the path, or what was asked behind it.

    ``zinnen`` are the reasons that help somebody who filled them in, such as in which order two days are.
    """

    in_pad: bool = False
    zinnen: Sequence[Mapping[str, str]] = ()


def adresfout(errors: Sequence[Mapping[str, Any]]) -> Adresfout | None:
    """What is wrong in the address; ``None`` where it is in what was sent."""
    plaatsen = {fout["loc"][0] for fout in errors if fout["loc"]}
    if not plaatsen <= {"path", "query"}:
        return None
    gewoon = [fout for fout in errors if fout["type"] == "value_error" or fout["type"].startswith("date")]
    return Adresfout("path" in plaatsen, fouten(gewoon))


def onbekende_parameter(bekend: Sequence[str]) -> list[dict[str, str]]:
    """What is wrong where an address has a parameter that its route does not know."""
    over = f" Bekend zijn: {', '.join(bekend)}" if bekend else " Dit adres kent er geen"
    return [{"veld": VRAAG, "reden": f"heeft een parameter die hier niet bestaat.{over}"}]


def dubbele_namen(
    plaatsen: Sequence[Sequence[str | int]], *, model: type[BaseModel] | None
) -> list[dict[str, str]]:
    """What is wrong where objects name something twice; of the way there only what ``model`` knows is told."""
    velden = dict.fromkeys(
        veld_van({"type": "dubbel", "loc": _bekend_deel(model, plaats)}) for plaats in plaatsen
    )
    return [{"veld": veld, "reden": DUBBEL} for veld in velden]


def _bekend_deel(model: type[BaseModel] | None, plaats: Sequence[str | int]) -> list[str | int]:
    goed: list[str | int] = []
    for tot, naam in enumerate(plaats, start=1):
        if isinstance(naam, str) and _deel(model, plaats[:tot]) is None:
            break
        goed.append(naam)
    return goed


def _plaats(fout: Mapping[str, Any]) -> list[str | int]:
    """Where an error is, as the sender wrote it; an unknown field's own name is not repeated."""
    plaats = list(fout["loc"])
    if plaats and plaats[0] in PLAATSEN:
        plaats.pop(0)
    if fout["type"] == "extra_forbidden" and plaats:
        plaats.pop()
    if fout["type"] == "json_invalid":
        plaats.clear()
    return plaats


def _deel(model: type[BaseModel] | None, plaats: Sequence[str | int]) -> type[BaseModel] | None:
    """The schema at a place within a schema."""
    for naam in plaats:
        if model is None:
            return None
        if isinstance(naam, str):
            model = next(
                (
                    _schema(veld.annotation)
                    for eigen, veld in model.model_fields.items()
                    if naam in {eigen, veld.alias}
                ),
                None,
            )
    return model


def _schema(soort: object) -> type[BaseModel] | None:
    """The schema in a type such as ``list[BetrokkeneIn]`` or ``GrondslagIn | None``."""
    if isinstance(soort, type) and issubclass(soort, BaseModel):
        return soort
    return next((gevonden for deel in get_args(soort) if (gevonden := _schema(deel)) is not None), None)


def _bekend(model: type[BaseModel] | None) -> str:
    if model is None:
        return ""
    namen = (veld.alias or naam for naam, veld in model.model_fields.items())
    return f". Bekend zijn: {', '.join(namen)}"
