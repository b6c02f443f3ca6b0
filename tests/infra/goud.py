"""The golden file of the storage contract: what the code has now, and what was settled.

Run as a module (``python -m tests.infra.goud``) it writes the file anew, to be read in review.
"""

import dataclasses
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import orjson

from domain.casus import waarden
from domain.casus.events import Feit
from infra.codec import CASUS, indeling
from tests.domain import feiten as voorbeelden

GOUD = Path(__file__).parent / "contract" / "casus.json"


def _hint(hint: Any) -> str:
    if get_origin(hint) is Annotated:
        merken = ",".join(merk.__name__ for merk in hint.__metadata__)
        return f"{_hint(get_args(hint)[0])} [{merken}]"
    if get_args(hint):
        oorsprong = getattr(get_origin(hint), "__name__", str(get_origin(hint)))
        return f"{oorsprong}[{', '.join(_hint(deel) for deel in get_args(hint))}]"
    return getattr(hint, "__name__", str(hint))


def _velden(type_: type) -> dict[str, str]:
    return {naam: _hint(hint) for naam, hint in get_type_hints(type_, include_extras=True).items()}


def _voorbeeld(type_: type) -> object:
    return next(waarde for waarde in vars(voorbeelden).values() if type(waarde) is type_)


def contract() -> dict[str, Any]:
    """The contract as the code has it now."""
    feiten = {
        CASUS.naam(type_): {
            "velden": _velden(type_),
            "voorbeeld": indeling(type_).adapter.dump_python(_voorbeeld(type_), mode="json"),
        }
        for type_ in get_args(Feit)
    }
    delen = {
        naam: _velden(type_)
        for naam, type_ in sorted(vars(waarden).items())
        if dataclasses.is_dataclass(type_) and isinstance(type_, type)
    }
    lijsten = {
        naam: [waarde.value for waarde in type_]
        for naam, type_ in sorted(vars(waarden).items())
        if isinstance(type_, type) and issubclass(type_, StrEnum) and type_ is not StrEnum
    }
    return {"feiten": feiten, "delen": delen, "lijsten": lijsten}


def goud() -> dict[str, Any]:
    """The contract as it was settled."""
    gelezen: dict[str, Any] = orjson.loads(GOUD.read_bytes())
    return gelezen


if __name__ == "__main__":
    GOUD.parent.mkdir(exist_ok=True)
    GOUD.write_bytes(orjson.dumps(contract(), option=orjson.OPT_INDENT_2) + b"\n")
