"""Given, when, then for a verzoek: ``given(ONTVANGEN).when(STEL_IDENTITEIT_VAST).then(VASTGESTELD)``.

Every command that succeeds is asked once more on what it led to, and must then give nothing new. Every
refusal must keep to itself what was asked and what is known.
"""

from dataclasses import dataclass
from datetime import date

from domain.rollen import Medewerker
from domain.verzoek.commands import Verzoekopdracht
from domain.verzoek.decide import decide_verzoek
from domain.verzoek.events import Verzoekfeit, Verzoekgebeurtenis
from domain.verzoek.omstandigheden import Verzoekomstandigheden
from domain.verzoek.state import Verzoek, vouw_verzoek
from domain.weigering import Weigering
from tests.domain.verhaal import zwijgt_over
from tests.domain.verzoek.feiten import DAG_ERNA
from tests.domain.verzoek.opdrachten import KERS, REGELS


@dataclass(frozen=True)
class Beslist:
    """What came of a command: facts, or a refusal."""

    vooraf: tuple[Verzoekgebeurtenis, ...]
    nieuw: tuple[Verzoekfeit, ...]
    weigering: Weigering | None

    def then(self, *feiten: Verzoekfeit) -> "Gegeven":
        """Expect exactly these facts (none: nothing new); the story goes on from here."""
        assert self.weigering is None, f"refused: {self.weigering}"
        assert list(self.nieuw) == list(feiten)
        return Gegeven((*self.vooraf, *self.nieuw))

    def verzoek_na(self) -> Verzoek:
        """What the verzoek is after it."""
        assert self.weigering is None, f"refused: {self.weigering}"
        return vouw_verzoek((*self.vooraf, *self.nieuw))

    def dan_geweigerd(self, deel: str) -> None:
        """Expect a refusal whose sentence holds ``deel``."""
        assert self.weigering is not None, f"not refused: {self.nieuw}"
        assert deel in str(self.weigering)


@dataclass(frozen=True)
class Gegeven:
    """What happened before."""

    feiten: tuple[Verzoekgebeurtenis, ...]

    @property
    def verzoek(self) -> Verzoek:
        """The verzoek as it is now."""
        return vouw_verzoek(self.feiten)

    def when(self, opdracht: Verzoekopdracht, *, vandaag: date = DAG_ERNA, wie: Medewerker = KERS) -> Beslist:
        """Give the command; if it succeeds, give it again and require nothing new."""
        bij = Verzoekomstandigheden(vandaag=vandaag, wie=wie, regels=REGELS)
        try:
            nieuw = tuple(decide_verzoek(self.verzoek, opdracht, bij=bij))
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *self.feiten])
            return Beslist(self.feiten, (), weigering)
        verder = vouw_verzoek((*self.feiten, *nieuw))
        assert decide_verzoek(verder, opdracht, bij=bij) == [], "the same again gave something new"
        return Beslist(self.feiten, nieuw, None)


def given(*feiten: Verzoekgebeurtenis) -> Gegeven:
    """Begin a story with what happened before."""
    return Gegeven(feiten)
