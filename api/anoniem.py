"""What somebody reads who does not see names: in every value and text, the role of a person where a name stood.

Who that is, ``Gebruiker.ziet_namen`` says. Names are replaced in free text too, as far as they are spelled the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast
from uuid import UUID

from domain.casus.events import (
    BetrokkeneGeinformeerd,
    GezagBeoordeeld,
    GezagVastgelegd,
    InformerenUitgesteld,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.waarden import NIEMAND, Betrokkene, Hoedanigheid

T = TypeVar("T")

NIET_ZICHTBAAR = "(niet zichtbaar)"
"""Stands where something was written about a person that this reader does not get to see."""
ONBEKENDE = "een betrokkene"
NAAMDEEL = "(naam)"
KORTSTE_NAAMDEEL = 3
"""Shorter parts of a name, such as "de", are words like any other."""


def zonder_namen(waarde: T, mensen: Iterable[Betrokkene]) -> T:
    """The same value for who hears roles; ``mensen`` are those whose names may stand in it."""
    return cast("T", _Rollen(mensen).in_plaats_van(waarde))


class _Rollen:
    """The roles of the people of one case, and the words that would give them away."""

    def __init__(self, mensen: Iterable[Betrokkene]) -> None:
        bekend = [mens for mens in mensen if mens.persoon_id != NIEMAND]
        self._rollen = {mens.persoon_id: str(mens.betrokkenheid) for mens in bekend}
        verraadt = dict(paar for mens in reversed(bekend) for paar in _verraadt(mens))
        self._woorden = {woord.casefold(): ervoor for woord, ervoor in verraadt.items()}
        langste_eerst = sorted(verraadt, key=len, reverse=True)
        # A whole name in any capitals; a part of one only as a name is written, since it may be a common word too.
        vormen = [
            re.escape(woord) if verraadt[woord] == NAAMDEEL else f"(?i:{re.escape(woord)})"
            for woord in langste_eerst
        ]
        self._patroon = re.compile(rf"(?<!\w)(?:{'|'.join(vormen)})(?!\w)" if vormen else r"(?!)")

    def in_plaats_van(self, waarde: object) -> object:  # noqa: PLR0911 one branch for each fact that names somebody
        """The value without names; codes of closed lists, ids and moments stay as they are."""
        match waarde:
            case Betrokkene():
                return self._mens(waarde)
            case ToestemmingGegeven():
                return replace(waarde, gever=self._wie(waarde.persoon_id, waarde.hoedanigheid), leeftijd=None)
            case ToestemmingGeweigerd():
                return replace(waarde, weigeraar=self._wie(waarde.persoon_id, waarde.hoedanigheid))
            case ToestemmingIngetrokken():
                return replace(waarde, intrekker=self._wie(waarde.persoon_id, waarde.hoedanigheid))
            case GezagVastgelegd():
                return replace(waarde, herkomst=NIET_ZICHTBAAR)
            case GezagBeoordeeld() | InformerenUitgesteld():
                return replace(waarde, toelichting=NIET_ZICHTBAAR)
            case BetrokkeneGeinformeerd():
                return replace(waarde, wijze=NIET_ZICHTBAAR)
            case _:
                return self._deel_voor_deel(waarde)

    def _deel_voor_deel(self, waarde: object) -> object:
        if type(waarde) is str:
            return self._patroon.sub(self._ervoor, waarde)
        if isinstance(waarde, tuple):
            return tuple(self.in_plaats_van(deel) for deel in waarde)
        if is_dataclass(waarde) and not isinstance(waarde, type):
            velden = {veld.name: self._veld(veld.name, getattr(waarde, veld.name)) for veld in fields(waarde)}
            return replace(cast("Any", waarde), **velden)
        return waarde

    def _ervoor(self, gevonden: re.Match[str]) -> str:
        return self._woorden.get(gevonden[0].casefold(), NAAMDEEL)

    def _veld(self, naam: str, waarde: object) -> object:
        # The reference of the source leads its organisation straight to the person.
        return None if naam == "kenmerk" else self.in_plaats_van(waarde)

    def _mens(self, mens: Betrokkene) -> Betrokkene:
        if mens.persoon_id == NIEMAND:
            return mens
        return Betrokkene(mens.persoon_id, mens.betrokkenheid, naam=str(mens.betrokkenheid))

    def _wie(self, persoon_id: UUID, hoedanigheid: Hoedanigheid) -> str:
        if hoedanigheid is Hoedanigheid.ZELF:
            return self._rollen.get(persoon_id, ONBEKENDE)
        return str(hoedanigheid)


def _verraadt(mens: Betrokkene) -> Iterator[tuple[str, str]]:
    """The words that would tell who somebody is, each with what stands there instead."""
    yield mens.naam, str(mens.betrokkenheid)
    for deel in re.findall(r"\w+", mens.naam):
        if len(deel) >= KORTSTE_NAAMDEEL and deel[0].isupper():
            yield deel, NAAMDEEL
    for gegeven in (mens.bsn, mens.adres):
        if gegeven:
            yield gegeven, NIET_ZICHTBAAR
    if mens.geboortedatum is not None:
        yield mens.geboortedatum.isoformat(), NIET_ZICHTBAAR
        yield f"{mens.geboortedatum:%d-%m-%Y}", NIET_ZICHTBAAR
