"""Given, when, then: ``given(AANGEMELD).when(TRIEER, vandaag=DINSDAG).then(GETRIEERD)``.

Every command that succeeds is asked once more on what it led to, and must then give nothing new. Every
refusal must keep to itself what was asked and what is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum

from domain.bewaring import Vernietigd
from domain.casus.commands import Opdracht
from domain.casus.decide import decide
from domain.casus.events import Feit, Gebeurtenis, GegevensVerwijderd
from domain.casus.evolve import vouw
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus
from domain.privacyprotocol import Privacyprotocol
from domain.rollen import Medewerker
from domain.tafels import TAFEL, Feestdagen, Tafel, geen_feestdagen
from domain.verzoek.events import VerzoekVerwijderd
from domain.weigering import Weigering
from tests.domain.delen import MEEGEGEVEN, NIET_MEEGEGEVEN
from tests.domain.tafel import DINSDAG, PEER, PROTOCOL, TESTTAFEL, TOESTEMMINGSTAFEL

OPENBAAR = {
    keuze.code
    for keuzes in (
        *(TESTTAFEL.aanmelders, TESTTAFEL.aanpakken, TESTTAFEL.leefgebieden),
        *(TESTTAFEL.grondslagen, TESTTAFEL.opschalen, TESTTAFEL.afschalen),
        *(TESTTAFEL.toestemming, TOESTEMMINGSTAFEL.toestemming),
    )
    for keuze in keuzes
} | {*(criterium.code for criterium in TESTTAFEL.criteria), TAFEL, *MEEGEGEVEN, *NIET_MEEGEGEVEN}
"""The words of the table itself, and of what goes along to another; they say nothing about anybody."""


@dataclass(frozen=True)
class Beslist:
    """What came of a command: facts, or a refusal."""

    vooraf: tuple[Gebeurtenis, ...]
    nieuw: tuple[Feit, ...]
    weigering: Weigering | None

    def then(self, *feiten: Feit) -> "Gegeven":
        """Expect exactly these facts (none: nothing new); the story goes on from here."""
        assert self.weigering is None, f"refused: {self.weigering}"
        assert list(self.nieuw) == list(feiten)
        return Gegeven((*self.vooraf, *self.nieuw))

    def dan_geweigerd(self, deel: str, soort: type[Weigering] = Weigering) -> None:
        """Expect a refusal whose sentence holds ``deel``."""
        assert self.weigering is not None, f"not refused: {self.nieuw}"
        assert type(self.weigering) is soort
        assert deel in str(self.weigering)


@dataclass(frozen=True)
class Gegeven:
    """What happened before."""

    feiten: tuple[Gebeurtenis, ...]

    @property
    def casus(self) -> Casus:
        """The case as it is now."""
        return vouw(self.feiten)

    def when(
        self,
        opdracht: Opdracht,
        *,
        vandaag: date = DINSDAG,
        wie: Medewerker = PEER,
        tafel: Tafel = TESTTAFEL,
        protocol: Privacyprotocol = PROTOCOL,
        feestdag: Feestdagen = geen_feestdagen,
    ) -> Beslist:
        """Give the command; if it succeeds, give it again and require nothing new."""
        bij = Omstandigheden(vandaag=vandaag, wie=wie, tafel=tafel, protocol=protocol, feestdag=feestdag)
        try:
            nieuw = tuple(decide(self.casus, opdracht, bij=bij))
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *self.feiten])
            return Beslist(self.feiten, (), weigering)
        assert decide(vouw((*self.feiten, *nieuw)), opdracht, bij=bij) == [], (
            "the same again gave something new"
        )
        return Beslist(self.feiten, nieuw, None)


def given(*feiten: Gebeurtenis) -> Gegeven:
    """Begin a story with what happened before."""
    return Gegeven(feiten)


def zwijgt_over(weigering: Weigering, wat: list[object]) -> None:
    """Require a sentence that holds no name, number or free text of what was asked or known."""
    zin = str(weigering)
    assert zin.strip()
    assert [tekst for tekst in teksten(wat) if tekst in zin] == [], (
        "a refusal tells what it should keep to itself"
    )


def teksten(waarde: object) -> Iterator[str]:
    """Find every text inside, but for the words of the table and what outlives a destruction."""
    match waarde:
        case Enum() | Vernietigd() | GegevensVerwijderd() | VerzoekVerwijderd():
            return
        case str():
            if waarde.strip() and waarde not in OPENBAAR:
                yield waarde
        case tuple() | list():
            for deel in waarde:
                yield from teksten(deel)
        case _ if is_dataclass(waarde):
            for veld in fields(waarde):
                yield from teksten(getattr(waarde, veld.name))
        case _:
            return
