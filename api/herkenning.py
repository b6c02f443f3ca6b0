"""How what would tell who somebody is gets recognised in free text: names, numbers, addresses and days.

Rather too much than too little: of an address also another house number in that street, of a day every way to write it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.casus.waarden import Betrokkene

NIET_ZICHTBAAR = "(niet zichtbaar)"
"""Stands where something was written about a person that this reader does not get to see."""
NAAMDEEL = "(naam)"
KORTSTE_NAAMDEEL = 3
"""Shorter parts of a name, such as "de", are words like any other."""
MAANDEN = (
    *("jan(?:uari)?", "feb(?:ruari)?", "(?:maart|mrt)", "apr(?:il)?", "mei", "jun(?:i)?", "jul(?:i)?"),
    *("aug(?:ustus)?", "sep(?:t(?:ember)?)?", "okt(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_VAN_IEMAND = "(?:['’]?s)?"
_TOEVOEGING = r"(?:[ -]?[a-z]|[a-z]{2}|[-/]\d+)?"
_TUSSEN_CIJFERS = "[ .-]?"


@dataclass(frozen=True)
class Vorm:
    """One way to write what gives somebody away, and what stands there instead. ``patroon`` has no groups."""

    patroon: str
    ervoor: str
    lengte: int

    def plaats(self) -> tuple[bool, int]:
        """Where it goes: a part of a name after all that is whole, and the longest first."""
        return (self.ervoor == NAAMDEEL, -self.lengte)


def vormen_van(mens: Betrokkene) -> Iterator[Vorm]:
    """Every way in which a text may tell who this is."""
    yield from vormen_van_naam(mens.naam, str(mens.betrokkenheid))
    if mens.bsn:
        yield Vorm(_TUSSEN_CIJFERS.join(mens.bsn), NIET_ZICHTBAAR, len(mens.bsn))
    if mens.adres:
        yield from _vormen_van_adres(mens.adres)
    if mens.geboortedatum is not None:
        yield from _vormen_van_dag(mens.geboortedatum)


def vormen_van_naam(naam: str, ervoor: str) -> Iterator[Vorm]:
    """A whole name in any capitals; a part of one only with a capital, since it may be a common word too."""
    yield Vorm(rf"(?i:{_woorden(naam)}{_VAN_IEMAND})", ervoor, len(naam))
    for deel in re.findall(r"\w+", naam):
        if len(deel) >= KORTSTE_NAAMDEEL and deel[0].isupper():
            yield Vorm(rf"{_met_hoofdletter(deel)}{_VAN_IEMAND}", NAAMDEEL, len(deel))


def _vormen_van_adres(adres: str) -> Iterator[Vorm]:
    yield Vorm(rf"(?i:{_woorden(adres)}{_TOEVOEGING})", NIET_ZICHTBAAR, len(adres))
    straat = re.match(r"(.*?[^\W\d_])\s+\d", adres)
    if straat is not None:
        yield Vorm(rf"(?i:{_woorden(straat[1])}\s*\d+{_TOEVOEGING})", NIET_ZICHTBAAR, len(straat[0]))
        yield Vorm(_met_hoofdletter(straat[1]), NIET_ZICHTBAAR, len(straat[1]))
    postcode = re.search(r"\b(\d{4})\s?([A-Za-z]{2})\b", adres)
    if postcode is not None:
        yield Vorm(rf"(?i:{postcode[1]}\s?{postcode[2]})", NIET_ZICHTBAAR, len(postcode[0]))


def _vormen_van_dag(dag: date) -> Iterator[Vorm]:
    """The day in figures, the year first or last and in four figures or two, and with the month in words."""
    d, m, maand = f"0?{dag.day}", f"0?{dag.month}", MAANDEN[dag.month - 1]
    jaar = f"(?:{dag:%Y}|['’]?{dag:%y})"
    for vorm in (
        rf"{dag:%Y}\s?[-/.]\s?{m}\s?[-/.]\s?{d}",
        rf"{d}\s?[-/. ]\s?{m}\s?[-/. ]\s?{jaar}",
        rf"(?i:{d}(?:e|de|ste)?[ -]{maand}\.?[ -]{jaar})",
        f"{dag:%Y%m%d}",
        f"{dag:%d%m%Y}",
    ):
        yield Vorm(vorm, NIET_ZICHTBAAR, len("dd-mm-jjjj"))


def _woorden(tekst: str) -> str:
    """The same words, with any space between them."""
    return r"\s+".join(re.escape(woord) for woord in tekst.split())


def _met_hoofdletter(tekst: str) -> str:
    """The same words in any capitals, but with the first letter as it is written here."""
    woorden = _woorden(tekst)
    return rf"{woorden[0]}(?i:{woorden[1:]})" if tekst[0].isalnum() else rf"(?i:{woorden})"
