"""Given, when, then for a consultatie: ``given(VRAAG_GESTELD).when(GEEF_ADVIES).then(ADVIES_GEGEVEN)``.

Every command that succeeds is asked once more on what it led to, and must then give nothing new. Every
refusal must keep to itself what was asked and what is known.
"""

from dataclasses import dataclass
from datetime import date

from domain.consultatie.commands import Consultatieopdracht
from domain.consultatie.decide import decide_consultatie
from domain.consultatie.events import Consultatiefeit, Consultatiegebeurtenis
from domain.consultatie.omstandigheden import Consultatieomstandigheden
from domain.consultatie.state import Consultatie, vouw_consultatie
from domain.rollen import Medewerker
from domain.weigering import Weigering
from tests.domain.tafel import DINSDAG, PEER, PROTOCOL, TESTTAFEL
from tests.domain.verhaal import zwijgt_over


@dataclass(frozen=True)
class Beslist:
    """What came of a command: facts, or a refusal."""

    vooraf: tuple[Consultatiegebeurtenis, ...]
    nieuw: tuple[Consultatiefeit, ...]
    weigering: Weigering | None

    def then(self, *feiten: Consultatiefeit) -> "Gegeven":
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

    feiten: tuple[Consultatiegebeurtenis, ...]

    @property
    def consultatie(self) -> Consultatie:
        """The consultatie as it is now."""
        return vouw_consultatie(self.feiten)

    def when(
        self, opdracht: Consultatieopdracht, *, vandaag: date = DINSDAG, wie: Medewerker = PEER
    ) -> Beslist:
        """Give the command; if it succeeds, give it again and require nothing new."""
        bij = Consultatieomstandigheden(vandaag=vandaag, wie=wie, tafel=TESTTAFEL, protocol=PROTOCOL)
        try:
            nieuw = tuple(decide_consultatie(self.consultatie, opdracht, bij=bij))
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *self.feiten])
            return Beslist(self.feiten, (), weigering)
        verder = vouw_consultatie((*self.feiten, *nieuw))
        assert decide_consultatie(verder, opdracht, bij=bij) == [], "the same again gave something new"
        return Beslist(self.feiten, nieuw, None)


def given(*feiten: Consultatiegebeurtenis) -> Gegeven:
    """Begin a story with what happened before."""
    return Gegeven(feiten)
