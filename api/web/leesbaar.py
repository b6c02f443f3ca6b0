"""What REST answers as data, told to people: a name and a text for each field, whatever is in it.

It leaves nothing out but what is empty, so that who checks sees all that there is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from api.web.woorden import woord
from domain.casus.state import Fase
from domain.casus.waarden import Betrokkenheid, Oordeel, Regie, Uitkomst, Vorm
from domain.rollen import Rol
from projections.dagen import datum, tijdstip

NAMEN: Mapping[str, str] = {
    "icos": "ICO's",
    "icoId": "Kenmerk van het ICO",
    "persoonId": "Kenmerk van de persoon",
    "actieId": "Kenmerk van de actie",
    "wie": "Wie",
    "definitie": "Regels van de tafel",
    "bewaarregel": "Bewaarregel",
    "personen": "Mensen",
    "op": "Wanneer",
}
"""Fields whose name does not read as words by itself."""
SOORTEN: Mapping[str, type[StrEnum]] = {
    "fase": Fase,
    "uitkomst": Uitkomst,
    "oordeel": Oordeel,
    "betrokkenheid": Betrokkenheid,
    "vorm": Vorm,
    "rol": Rol,
    "regie": Regie,
}
"""Fields that hold a word of a closed list."""
LEEG: tuple[object, ...] = (None, "", [], {})
_HOOFDLETTER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})")
_DAG = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Gegeven:
    """A name with a text, or with more names below it."""

    naam: str
    tekst: str = ""
    delen: tuple["Gegeven", ...] = ()


def naam_van(veld: str) -> str:
    """The name of a field in words."""
    woorden = NAMEN.get(veld) or _HOOFDLETTER.sub(" ", veld).lower()
    return woorden[:1].upper() + woorden[1:]


def gegevens(velden: Mapping[str, object], *, zonder: Iterable[str] = ()) -> tuple[Gegeven, ...]:
    """Everything that is filled in, in its order."""
    weg = frozenset(zonder)
    return tuple(
        gegeven(veld, waarde) for veld, waarde in velden.items() if veld not in weg and waarde not in LEEG
    )


def gegeven(veld: str, waarde: object) -> Gegeven:
    """One field."""
    naam = naam_van(veld)
    if isinstance(waarde, Mapping):
        return Gegeven(naam, delen=gegevens(waarde))
    if isinstance(waarde, list):
        if any(isinstance(deel, Mapping) for deel in waarde):
            delen = (gegeven(str(nummer), deel) for nummer, deel in enumerate(waarde, 1))
            return Gegeven(naam, delen=tuple(delen))
        return Gegeven(naam, ", ".join(_tekst(veld, deel) for deel in waarde))
    return Gegeven(naam, _tekst(veld, waarde))


def _tekst(veld: str, waarde: object) -> str:
    if waarde in LEEG:
        return "niets"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    tekst = str(waarde)
    if veld in SOORTEN and tekst in list(SOORTEN[veld]):
        return woord(SOORTEN[veld](tekst))
    if _MOMENT.fullmatch(tekst):
        return tijdstip(datetime.fromisoformat(tekst))
    return datum(date.fromisoformat(tekst)) if _DAG.fullmatch(tekst) else tekst
