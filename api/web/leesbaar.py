"""What REST answers as data, told to people: a name and a text for each field, whatever is in it.

A code is told in the words of its table, and one for which there are no words as it is. It leaves nothing out but what
is empty, so that who checks sees all that there is.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from api.tafelwoorden import regime_in_woorden
from api.web.woorden import woord
from domain.casus.state import Fase
from domain.casus.waarden import (
    Aanzet,
    Betrokkenheid,
    Geheimhouding,
    Gezag,
    Hoedanigheid,
    Onderzoek,
    Oordeel,
    Regie,
    Uitkomst,
    Uitstelgrond,
    Veiligheidsweging,
    Verwijdergrond,
    Voorwaardesoort,
    Vorm,
)
from domain.overleg.waarden import Puntsoort
from domain.privacyprotocol import Verlengingsgrond
from domain.rollen import Rol
from projections.dagen import datum, tijdstip
from projections.woorden import Tafelwoorden

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
SOORTEN: Mapping[str, tuple[type[StrEnum], ...]] = {
    "fase": (Fase,),
    "uitkomst": (Uitkomst,),
    "oordeel": (Oordeel,),
    "betrokkenheid": (Betrokkenheid,),
    "vorm": (Vorm,),
    "rol": (Rol,),
    "rollen": (Rol,),
    "door": (Rol,),
    "regie": (Regie,),
    "aanzet": (Aanzet,),
    "gezag": (Gezag,),
    "onderzoek": (Onderzoek,),
    "hoedanigheid": (Hoedanigheid,),
    "geheimhouding": (Geheimhouding,),
    "veiligheid": (Veiligheidsweging,),
    "voorwaarde": (Voorwaardesoort,),
    "grond": (Verlengingsgrond, Uitstelgrond, Verwijdergrond),
    "soort": (Puntsoort,),
}
"""Fields that hold a word of a closed list, and of which one."""
MET_STREEPJES = frozenset({"soort", "stand"})
"""Fields that hold a word by itself, its hyphens read as spaces."""


def _naar(woorden: Tafelwoorden, code: str) -> str:
    """Up or down to a level, or on to another table."""
    niveau = woorden.niveau(code)
    return woorden.tafel(code) if niveau == code else niveau


def _definitie(woorden: Tafelwoorden, code: str) -> str:
    tafel, _, versie = code.rpartition("/")
    return f"{woorden.tafel(tafel)}, versie {versie}" if tafel else code


VAN_DE_TAFEL: Mapping[str, Callable[[Tafelwoorden, str], str]] = {
    "organisatie": Tafelwoorden.organisatie,
    "wegers": Tafelwoorden.organisatie,
    "opdrachtVan": Tafelwoorden.organisatie,
    "ingestemd": Tafelwoorden.organisatie,
    "geweigerd": Tafelwoorden.organisatie,
    "wie": Tafelwoorden.organisatie,
    "aanwezig": Tafelwoorden.genodigde,
    "gemeente": Tafelwoorden.gemeente,
    "aanpak": Tafelwoorden.aanpak,
    "grondslag": Tafelwoorden.grondslag,
    "doel": Tafelwoorden.doel,
    "leefgebieden": lambda woorden, code: woorden.leefgebieden((code,)),
    "tafel": Tafelwoorden.tafel,
    "doorverwezenNaar": Tafelwoorden.bestemming,
    "definitie": _definitie,
    "niveau": Tafelwoorden.niveau,
    "naar": _naar,
}
"""Fields that hold a code of the table, and how it tells them."""


@dataclass(frozen=True)
class Woordenboek:
    """The words of a table, and those for a bewaarregel."""

    tafel: Tafelwoorden = Tafelwoorden(None)  # noqa: RUF009 it holds nothing that changes
    regel: Callable[[str], str] = str


ZONDER = Woordenboek()
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


def gegevens(
    velden: Mapping[str, object], woorden: Woordenboek = ZONDER, *, zonder: Iterable[str] = ()
) -> tuple[Gegeven, ...]:
    """Everything that is filled in, in its order."""
    weg = frozenset(zonder)
    return tuple(
        gegeven(veld, waarde, woorden)
        for veld, waarde in velden.items()
        if veld not in weg and waarde not in LEEG
    )


def gegeven(veld: str, waarde: object, woorden: Woordenboek = ZONDER) -> Gegeven:
    """One field."""
    naam = naam_van(veld)
    if isinstance(waarde, Mapping):
        return Gegeven(naam, delen=gegevens(waarde, woorden))
    if isinstance(waarde, list):
        if any(isinstance(deel, Mapping) for deel in waarde):
            delen = (gegeven(str(nummer), deel, woorden) for nummer, deel in enumerate(waarde, 1))
            return Gegeven(naam, delen=tuple(delen))
        return Gegeven(naam, ", ".join(_tekst(veld, deel, woorden) for deel in waarde))
    return Gegeven(naam, _tekst(veld, waarde, woorden))


def _tekst(veld: str, waarde: object, woorden: Woordenboek) -> str:
    if waarde in LEEG:
        return "niets"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    tekst = str(waarde)
    if _MOMENT.fullmatch(tekst):
        return tijdstip(datetime.fromisoformat(tekst))
    if _DAG.fullmatch(tekst):
        return datum(date.fromisoformat(tekst))
    return _in_woorden(veld, tekst, woorden)


def _in_woorden(veld: str, tekst: str, woorden: Woordenboek) -> str:
    """The words for a code, where this field holds one."""
    for soort in SOORTEN.get(veld, ()):
        if tekst in list(soort):
            return woord(soort(tekst))
    if veld == "regime":
        return regime_in_woorden(tekst)
    if veld == "bewaarregel":
        return woorden.regel(tekst)
    if veld in VAN_DE_TAFEL:
        return VAN_DE_TAFEL[veld](woorden.tafel, tekst)
    return woord(tekst) if veld in MET_STREEPJES else tekst
