"""The golden files of the storage contract: what the code has now, and what was settled.

Run as a module (``python -m tests.infra.goud``) it writes the files anew, to be read in review.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import orjson

from domain.casus.events import Feit
from domain.consultatie.events import Consultatiefeit
from domain.overleg.events import Overlegfeit
from domain.protocol.events import Protocolfeit
from domain.vernietigingslijst.events import Lijstfeit
from domain.verzoek.events import Verzoekfeit
from infra.codec import (
    CASUS,
    CONSULTATIE,
    OVERLEG,
    PROTOCOL,
    VERNIETIGINGSLIJST,
    VERZOEK,
    Contract,
    indeling,
)
from tests.domain import feiten as casusfeiten
from tests.domain.consultatie import feiten as consultatiefeiten
from tests.domain.overleg import feiten as overlegfeiten
from tests.domain.protocol import feiten as protocolfeiten
from tests.domain.vernietigingslijst import feiten as lijstfeiten
from tests.domain.verzoek import feiten as verzoekfeiten

MAP = Path(__file__).parent / "contract"


class Stroom(NamedTuple):
    """One kind of stream: its contract, its facts, and the module that holds an example of each."""

    contract: Contract
    feiten: tuple[type, ...]
    voorbeelden: ModuleType


STROMEN: Mapping[str, Stroom] = MappingProxyType(
    {
        "casus": Stroom(CASUS, get_args(Feit), casusfeiten),
        "overleg": Stroom(OVERLEG, get_args(Overlegfeit), overlegfeiten),
        "consultatie": Stroom(CONSULTATIE, get_args(Consultatiefeit), consultatiefeiten),
        "vernietigingslijst": Stroom(VERNIETIGINGSLIJST, get_args(Lijstfeit), lijstfeiten),
        "protocol": Stroom(PROTOCOL, get_args(Protocolfeit), protocolfeiten),
        "verzoek": Stroom(VERZOEK, get_args(Verzoekfeit), verzoekfeiten),
    }
)
"""By the first part of the stored name, which is also the name of the golden file."""


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


def _in_gebruik(hints: Iterable[Any]) -> set[type]:
    """The dataclasses and closed lists that stand in these hints, however deep."""
    gevonden: set[type] = set()
    for hint in hints:
        if get_args(hint):
            gevonden |= _in_gebruik(get_args(hint))
        elif dataclasses.is_dataclass(hint) and isinstance(hint, type):
            gevonden |= {hint} | _in_gebruik(get_type_hints(hint).values())
        elif isinstance(hint, type) and issubclass(hint, StrEnum):
            gevonden.add(hint)
    return gevonden


def _voorbeeld(stroom: Stroom, type_: type) -> object:
    return next(waarde for waarde in vars(stroom.voorbeelden).values() if type(waarde) is type_)


def contract(soort: str) -> dict[str, Any]:
    """The contract of one kind of stream as the code has it now."""
    stroom = STROMEN[soort]
    feiten = {
        stroom.contract.naam(type_): {
            "velden": _velden(type_),
            "voorbeeld": indeling(type_).adapter.dump_python(_voorbeeld(stroom, type_), mode="json"),
        }
        for type_ in stroom.feiten
    }
    gebruikt = sorted(
        _in_gebruik(hint for type_ in stroom.feiten for hint in get_type_hints(type_).values()),
        key=lambda type_: type_.__name__,
    )
    delen = {type_.__name__: _velden(type_) for type_ in gebruikt if dataclasses.is_dataclass(type_)}
    lijsten = {
        type_.__name__: [str(woord) for woord in type_] for type_ in gebruikt if issubclass(type_, StrEnum)
    }
    return {"feiten": feiten, "delen": delen, "lijsten": lijsten}


def goud(soort: str) -> dict[str, Any]:
    """The contract of one kind of stream as it was settled."""
    gelezen: dict[str, Any] = orjson.loads(bestand(soort).read_bytes())
    return gelezen


def bestand(soort: str) -> Path:
    """The golden file of one kind of stream."""
    return MAP / f"{soort}.json"


if __name__ == "__main__":
    MAP.mkdir(exist_ok=True)
    for soort in STROMEN:
        bestand(soort).write_bytes(orjson.dumps(contract(soort), option=orjson.OPT_INDENT_2) + b"\n")
