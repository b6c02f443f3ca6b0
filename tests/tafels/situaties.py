"""Asks the shipped definitions what a table says to a situation, in one line of a test."""

from functools import cache
from typing import NamedTuple

from domain.tafels import Antwoord
from domain.wegwijzer import Keten, Situatie, Tafeladvies, Wegwijzing, wijs_de_weg
from infra.definitions import Definities, lees_definities


@cache
def definities() -> Definities:
    return lees_definities()


class Vraag(NamedTuple):
    """What is known, as a test writes it: ``ja`` and ``nee`` are the codes of kenmerken."""

    regio: str
    ja: tuple[str, ...] = ()
    nee: tuple[str, ...] = ()
    leeftijd: int | None = None
    gemeente: str | None = None
    vrager: str | None = None
    leefgebieden: frozenset[str] | None = None
    ketens: frozenset[Keten] | None = None
    scenario: str | None = None

    def situatie(self) -> Situatie:
        kenmerken = dict.fromkeys(self.ja, Antwoord.JA) | dict.fromkeys(self.nee, Antwoord.NEE)
        return Situatie(
            gemeente=self.gemeente,
            leeftijd=self.leeftijd,
            vrager=self.vrager,
            leefgebieden=self.leefgebieden,
            ketens=self.ketens,
            kenmerken=kenmerken,
            scenario=self.scenario,
        )


def weg(vraag: Vraag) -> Wegwijzing:
    """What the whole region says."""
    alle = definities()
    regio = alle.regios[vraag.regio]
    tafels = [tafel for tafel in alle.tafels.values() if tafel.regio == regio.naam]
    return wijs_de_weg(vraag.situatie(), regio=regio, tafels=tafels, kenmerken=alle.kenmerken)


def advies(tafel: str, vraag: Vraag) -> Tafeladvies:
    """What one table says."""
    return next(advies for advies in weg(vraag).tafels if advies.tafel.id == tafel)


def codes_voor(gegeven: Tafeladvies) -> set[str]:
    return {reden.code for reden in gegeven.voor}


def codes_tegen(gegeven: Tafeladvies) -> set[str]:
    return {reden.code for reden in gegeven.tegen}


def codes_nog(gegeven: Tafeladvies) -> set[str]:
    return {nog.code for nog in gegeven.nog}
