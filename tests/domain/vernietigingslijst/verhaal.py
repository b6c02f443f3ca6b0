"""Given, when, then for a list: ``given(LIJST_VOORGESTELD).when(CONTROLEER_LIJST, wie=KIWI).then(...)``.

Every command that succeeds is asked once more and must then give nothing new.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from domain.rollen import Medewerker, Rol
from domain.vernietigingslijst.commands import Lijstopdracht
from domain.vernietigingslijst.decide import decide_lijst
from domain.vernietigingslijst.events import Lijstfeit, Lijstgebeurtenis
from domain.vernietigingslijst.omstandigheden import Lijstomstandigheden
from domain.vernietigingslijst.state import Vernietigingslijst, vouw_lijst
from domain.weigering import Weigering
from tests.domain.tafel import TESTTAFEL
from tests.domain.vernietigingslijst.feiten import NU

DIENST = Medewerker("casus-dienst", Rol.BEHEERDER, "casus")


@dataclass(frozen=True)
class Beslist:
    """What came of a command: facts, or a refusal."""

    vooraf: tuple[Lijstgebeurtenis, ...]
    nieuw: tuple[Lijstfeit, ...]
    weigering: Weigering | None

    def then(self, *feiten: Lijstfeit) -> "Gegeven":
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

    feiten: tuple[Lijstgebeurtenis, ...]

    @property
    def lijst(self) -> Vernietigingslijst:
        """The list as it is now."""
        return vouw_lijst(self.feiten)

    def when(self, opdracht: Lijstopdracht, *, wie: Medewerker = DIENST, nu: datetime = NU) -> Beslist:
        """Give the command; if it succeeds, give it again and require nothing new."""
        bij = Lijstomstandigheden(nu, wie, TESTTAFEL, begin_in_utc)
        try:
            nieuw = tuple(decide_lijst(self.lijst, opdracht, bij=bij))
        except Weigering as weigering:
            return Beslist(self.feiten, (), weigering)
        verder = vouw_lijst((*self.feiten, *nieuw))
        assert decide_lijst(verder, opdracht, bij=bij) == [], "the same again gave something new"
        return Beslist(self.feiten, nieuw, None)


def begin_in_utc(dag: date) -> datetime:
    """The beginning of a day, where the clock of the tests is."""
    return datetime.combine(dag, time.min, UTC)


def given(*feiten: Lijstgebeurtenis) -> Gegeven:
    """Begin a story with what happened before."""
    return Gegeven(feiten)
