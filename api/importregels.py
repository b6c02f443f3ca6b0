"""The lines of an import file, never more than one in memory, each read or refused with a reason in Dutch.

A reason never repeats what stands in the file: it may hold personal data.
"""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pydantic import ValidationError
from pydantic.json_schema import GenerateJsonSchema

from api.aanmelding import ImportRegel
from api.rest.redenen import INHOUD, fouten

LANGSTE_REGEL = 1024 * 1024
"""Bytes, without the line end."""

HAP = 64 * 1024
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Geweigerd:
    """A line that is not taken in, and why."""

    nummer: int
    redenen: tuple[str, ...]


@dataclass(frozen=True)
class Gelezen:
    """A line that can be brought in, and how many bytes it was."""

    nummer: int
    regel: ImportRegel
    bytes: int


class _Ongeldig(ValueError):
    """What is wrong with a line, as a sentence."""


def lees_regels(
    stroom: BinaryIO, *, gelezen: Callable[[int], None] = lambda _: None
) -> Iterator[Gelezen | Geweigerd]:
    """Read a file line by line; empty lines are passed over. ``gelezen`` hears of every bite of bytes."""
    for nummer, ruw in enumerate(_ruwe_regels(stroom, gelezen=gelezen), start=1):
        if ruw is None:
            yield Geweigerd(nummer, ("De regel is langer dan 1 MiB.",))
        elif ruw.strip():
            yield _lees(nummer, ruw)


def _ruwe_regels(stroom: BinaryIO, *, gelezen: Callable[[int], None]) -> Iterator[bytes | None]:
    """The lines without their ends; ``None`` for one that is too long, of which the rest is skipped."""
    begin = True
    while hap := stroom.readline(LANGSTE_REGEL + len(BOM) + 2):
        gelezen(len(hap))
        af = hap.endswith(b"\n")
        while not af and (rest := stroom.readline(HAP)):
            gelezen(len(rest))
            af, hap = rest.endswith(b"\n"), b"." * (LANGSTE_REGEL + 1)
        ruw = hap.removeprefix(BOM) if begin else hap
        begin = False
        ruw = ruw.removesuffix(b"\n").removesuffix(b"\r")
        yield ruw if len(ruw) <= LANGSTE_REGEL else None


def _lees(nummer: int, ruw: bytes) -> Gelezen | Geweigerd:
    try:
        inhoud = _als_object(ruw)
        regel = ImportRegel.model_validate(inhoud, by_alias=True, by_name=False)
    except _Ongeldig as fout:
        return Geweigerd(nummer, (str(fout),))
    except ValidationError as fout:
        gevonden = fouten(fout.errors(include_url=False, include_input=False), model=ImportRegel)
        return Geweigerd(nummer, tuple(_zin(deel["veld"], deel["reden"]) for deel in gevonden))
    return Gelezen(nummer, regel, len(ruw))


def _zin(veld: str, reden: str) -> str:
    return f"De regel {reden}." if veld == INHOUD else f"{veld}: {reden}."


def _als_object(ruw: bytes) -> dict[str, Any]:
    try:
        tekst = ruw.decode("utf-8")
    except UnicodeDecodeError:
        raise _Ongeldig("De regel is geen geldige UTF-8.") from None
    try:
        inhoud = json.loads(
            tekst,
            object_pairs_hook=_zonder_dubbele,
            parse_constant=_geen_getal,
            parse_float=_eindig,
            parse_int=_geheel,
        )
    except _Ongeldig:
        raise
    except RecursionError:
        raise _Ongeldig("De regel heeft te veel lagen in elkaar.") from None
    except ValueError:
        # The cause holds the whole line.
        raise _Ongeldig("De regel is geen geldige JSON.") from None
    if not isinstance(inhoud, dict):
        raise _Ongeldig("De regel moet één JSON-object zijn.")
    return inhoud


def _zonder_dubbele(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    gevonden = dict(paren)
    if len(gevonden) != len(paren):
        raise _Ongeldig("De regel noemt een veld twee keer.")
    return gevonden


def _geen_getal(_: str) -> float:
    raise _Ongeldig("De regel bevat een getal dat in JSON niet bestaat (NaN of Infinity).")


def _eindig(tekst: str) -> float:
    getal = float(tekst)
    if not math.isfinite(getal):
        raise _Ongeldig("De regel bevat een te groot getal.")
    return getal


def _geheel(tekst: str) -> int:
    if len(tekst) > len(str(2**63)):
        raise _Ongeldig("De regel bevat een te groot getal.")
    return int(tekst)


# --- what a line looks like ---------------------------------------------------------------------------------


def importschema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line.

    The schemas' own docstrings are for developers, in English, and stay out; the fields speak Dutch.
    """
    schema = ImportRegel.model_json_schema(by_alias=True)
    for deel in schema["$defs"].values():
        deel.pop("description", None)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **schema,
        "title": "Aanmelding uit een bestand",
        "description": "Eén regel van een importbestand: één aanmelding, met een kenmerk.",
    }
