"""What leaves the service as a file: each kind with how long a copy may be kept, as data with its source."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.tafels.bron import Bron


class Over(StrEnum):
    """Whether a file can lead to somebody."""

    MENSEN = "mensen"
    BETROKKENE = "betrokkene"
    """It is handed to who it is about: theirs to keep, and not ours to call back (AVG 15(3))."""
    NIEMAND = "niemand"


@dataclass(frozen=True)
class Exportsoort:
    """One kind of file. A copy may be kept for ``termijn_dagen`` days; ``over``: to whom it can lead.

    What is handed to a betrokkene has no term: its ``termijn_dagen`` is 0.
    """

    code: str
    naam: str
    termijn_dagen: int
    over: Over
    bron: Bron

    def vervalt_op(self, gemaakt: date) -> date | None:
        """The last day on which a copy made on this day may be there; ``None``: there is none."""
        return None if self.over is Over.BETROKKENE else gemaakt + timedelta(days=self.termijn_dagen)
