"""What somebody reads who does not see names: in every value and text, the role of a person where a name stood.

Who that is, ``Gebruiker.ziet_namen`` says. Names are replaced in free text too: in capitals, and as 's of somebody.
How a name, an address or a day is recognised in text stands in ``herkenning``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast
from uuid import UUID

from api.herkenning import NIET_ZICHTBAAR, Vorm, vormen_van, vormen_van_naam
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    BetrokkeneGeinformeerd,
    GeboortedatumVastgelegd,
    GezagBeoordeeld,
    GezagVastgelegd,
    InformerenUitgesteld,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.waarden import NIEMAND, Betrokkene, Hoedanigheid
from domain.consultatie.events import VraagAangevuld, VraagGesteld

T = TypeVar("T")

ONBEKENDE = "een betrokkene"


@dataclass(frozen=True)
class Spreker:
    """Somebody who consented, refused or withdrew: by name, for whom and in which capacity."""

    naam: str
    persoon_id: UUID
    hoedanigheid: Hoedanigheid


@dataclass(frozen=True)
class Genoemd:
    """Who may be named in what is told of a case or a consultatie: its people, and who spoke for them."""

    mensen: tuple[Betrokkene, ...]
    sprekers: tuple[Spreker, ...] = ()

    def en(self, ander: "Genoemd") -> "Genoemd":
        """All of both."""
        return Genoemd((*self.mensen, *ander.mensen), (*self.sprekers, *ander.sprekers))


NIEMAND_GENOEMD = Genoemd(())


def genoemd_in(feiten: Iterable[object]) -> Genoemd:
    """Everybody who may be named, from the whole history; a birth date that came later is one of that person."""
    mensen: list[Betrokkene] = []
    sprekers: list[Spreker] = []
    for feit in feiten:
        match feit:
            case Aangemeld() | AanmeldingAangevuld() | VraagGesteld() | VraagAangevuld():
                mensen += (mens for mens in feit.betrokkenen if mens.persoon_id != NIEMAND)
            case GeboortedatumVastgelegd(persoon_id=wie, geboortedatum=dag):
                mensen += [replace(mens, geboortedatum=dag) for mens in mensen if mens.persoon_id == wie]
            case ToestemmingGegeven(gever=naam) as woord:
                sprekers.append(Spreker(naam, woord.persoon_id, woord.hoedanigheid))
            case ToestemmingGeweigerd(weigeraar=naam) as woord:
                sprekers.append(Spreker(naam, woord.persoon_id, woord.hoedanigheid))
            case ToestemmingIngetrokken(intrekker=naam) as woord:
                sprekers.append(Spreker(naam, woord.persoon_id, woord.hoedanigheid))
            case _:
                pass
    return Genoemd(tuple(mensen), tuple(dict.fromkeys(sprekers)))


def zonder_namen(waarde: T, genoemd: Genoemd) -> T:
    """The same value for who hears roles; ``genoemd`` are those whose names may stand in it."""
    return cast("T", _Rollen(genoemd).in_plaats_van(waarde))


class _Rollen:
    """The roles of the people of one case, and the words that would give them away."""

    def __init__(self, genoemd: Genoemd) -> None:
        bekend = [mens for mens in genoemd.mensen if mens.persoon_id != NIEMAND]
        self._rollen = {mens.persoon_id: str(mens.betrokkenheid) for mens in bekend}
        vormen = [vorm for mens in bekend for vorm in vormen_van(mens)]
        for spreker in genoemd.sprekers:
            vormen += vormen_van_naam(spreker.naam, self._wie(spreker.persoon_id, spreker.hoedanigheid))
        # At one place in a text the longest goes first; of two that are spelled the same, the first that is known.
        op_volgorde = sorted(dict.fromkeys(vormen), key=Vorm.plaats)
        self._ervoor = [vorm.ervoor for vorm in op_volgorde]
        keuze = "|".join(f"({vorm.patroon})" for vorm in op_volgorde)
        # An underscore is no letter here: people write _so_ to stress a word.
        self._patroon = re.compile(rf"(?<![^\W_])(?:{keuze})(?![^\W_])" if vormen else r"(?!)")

    def in_plaats_van(self, waarde: object) -> object:  # noqa: PLR0911 one branch for each fact that names somebody
        """The value without names; codes of closed lists, ids and moments stay as they are."""
        match waarde:
            case Betrokkene():
                return self._mens(waarde)
            case ToestemmingGegeven():
                gever = self._wie(waarde.persoon_id, waarde.hoedanigheid)
                versie = self._tekst(waarde.tekstversie)
                return replace(waarde, gever=gever, tekstversie=versie, leeftijd=None)
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
            return self._tekst(waarde)
        if isinstance(waarde, tuple):
            return tuple(self.in_plaats_van(deel) for deel in waarde)
        if is_dataclass(waarde) and not isinstance(waarde, type):
            velden = {veld.name: self._veld(veld.name, getattr(waarde, veld.name)) for veld in fields(waarde)}
            return replace(cast("Any", waarde), **velden)
        return waarde

    def _tekst(self, tekst: str) -> str:
        return self._patroon.sub(lambda gevonden: self._ervoor[(gevonden.lastindex or 1) - 1], tekst)

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
