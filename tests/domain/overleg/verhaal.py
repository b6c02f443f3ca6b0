"""Given, when, then for an overleg: ``given(OVERLEG_GEPLAND).when(VERZET_OVERLEG).then(OVERLEG_VERZET)``.

Every command that succeeds is asked once more and must then give nothing new. Every refusal must keep to itself who
was asked and what was told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum

from domain.overleg.commands import Overlegopdracht
from domain.overleg.decide import decide_overleg
from domain.overleg.events import Overlegfeit, Overleggebeurtenis
from domain.overleg.state import Overleg, vouw_overleg
from domain.tafels import Tafel
from domain.weigering import Weigering
from tests.domain.overleg.delen import NU, om
from tests.domain.tafel import TESTTAFEL

OPENBAAR = {"inwoner", "testtafel", "testtafel/1", "testtafel/2"}
"""The words of the rules themselves; they say nothing about anybody."""


@dataclass(frozen=True)
class Beslist:
    """What came of a command: facts, or a refusal."""

    vooraf: tuple[Overleggebeurtenis, ...]
    nieuw: tuple[Overlegfeit, ...]
    weigering: Weigering | None

    def then(self, *feiten: Overlegfeit) -> "Gegeven":
        """Expect exactly these facts (none: nothing new); the story goes on from here."""
        assert self.weigering is None, f"refused: {self.weigering}"
        assert list(self.nieuw) == list(feiten)
        return Gegeven((*self.vooraf, *self.nieuw))

    def dan_geweigerd(self, deel: str) -> None:
        """Expect a refusal whose sentence holds ``deel``."""
        assert self.weigering is not None, f"not refused: {self.nieuw}"
        assert deel in str(self.weigering)


@dataclass(frozen=True)
class Gegeven:
    """What happened before."""

    feiten: tuple[Overleggebeurtenis, ...]

    @property
    def overleg(self) -> Overleg:
        """The overleg as it is now."""
        return vouw_overleg(self.feiten)

    def when(self, opdracht: Overlegopdracht, *, nu: datetime = NU, tafel: Tafel = TESTTAFEL) -> Beslist:
        """Give the command; if it succeeds, give it again and require nothing new."""
        try:
            nieuw = tuple(decide_overleg(self.overleg, opdracht, bij=om(nu, tafel)))
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *self.feiten])
            return Beslist(self.feiten, (), weigering)
        verder = vouw_overleg((*self.feiten, *nieuw))
        assert decide_overleg(verder, opdracht, bij=om(nu, tafel)) == [], "the same again gave something new"
        return Beslist(self.feiten, nieuw, None)


def given(*feiten: Overleggebeurtenis) -> Gegeven:
    """Begin a story with what happened before."""
    return Gegeven(feiten)


def zwijgt_over(weigering: Weigering, wat: list[object]) -> None:
    """Require a sentence that holds no name, code or free text of what was asked or known."""
    zin = str(weigering)
    assert zin.strip()
    assert [tekst for tekst in teksten(wat) if tekst in zin] == [], (
        "a refusal tells what it should keep to itself"
    )


def teksten(waarde: object) -> Iterator[str]:
    """Find every text inside, but for the words of the rules."""
    match waarde:
        case Enum():
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
