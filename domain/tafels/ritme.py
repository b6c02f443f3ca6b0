"""When a table meets: the rhythm, and what a public holiday does to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.tafels.bron import Bron

Feestdagen = Callable[[date], str | None]
"""The name of the public holiday on a day, or ``None``."""

WERKDAGEN = 5
LANGSTE_VERSCHUIVING = timedelta(weeks=4)
"""No run of holidays and weekends is longer than this."""


def geen_feestdagen(dag: date) -> str | None:
    """A calendar without public holidays."""
    del dag
    return None


class Feestdagregel(StrEnum):
    """What happens to a meeting that falls on a public holiday. No source says it, so it is always a keuze."""

    VOLGENDE_WERKDAG = "volgende-werkdag"
    VERVALT = "vervalt"


@dataclass(frozen=True)
class Zitting:
    """A day on which the table meets. ``eigenlijk`` and ``feestdag`` are there where a holiday moved it."""

    datum: date
    eigenlijk: date | None = None
    feestdag: str | None = None


@dataclass(frozen=True)
class Ritme:
    """Every ``weken`` weeks on ``weekdag`` (Monday is 0), counted from the week of ``anker``."""

    weekdag: int
    weken: int
    anker: date
    bij_feestdag: Feestdagregel
    bron: Bron

    def zittingen(
        self, van: date, tot: date, *, feestdag: Feestdagen = geen_feestdagen
    ) -> tuple[Zitting, ...]:
        """The meetings from ``van`` up to and including ``tot``, in order."""
        # A moved meeting comes later than its own day, so an earlier one may fall in the period.
        dag = self._vanaf(van - LANGSTE_VERSCHUIVING)
        gevonden: dict[date, Zitting] = {}
        while dag <= tot:
            zitting = self._zitting(dag, feestdag)
            if zitting is not None and van <= zitting.datum <= tot:
                gevonden.setdefault(zitting.datum, zitting)
            dag += timedelta(weeks=self.weken)
        return tuple(gevonden[datum] for datum in sorted(gevonden))

    def eerste_vanaf(self, dag: date, *, feestdag: Feestdagen = geen_feestdagen) -> date:
        """The meeting of ``dag`` itself or the first one after it."""
        tot = dag + timedelta(weeks=self.weken)
        while not (gevonden := self.zittingen(dag, tot, feestdag=feestdag)):
            tot += timedelta(weeks=self.weken)
        return gevonden[0].datum

    def eerste_na(self, dag: date, *, feestdag: Feestdagen = geen_feestdagen) -> date:
        """The first meeting after ``dag``: what comes in on the day itself waits for the next one."""
        return self.eerste_vanaf(dag + timedelta(days=1), feestdag=feestdag)

    def _vanaf(self, dag: date) -> date:
        """The first day of the rhythm on or after ``dag``, holidays or not."""
        eerste = self.anker + timedelta(days=self.weekdag - self.anker.weekday())
        stap = 7 * self.weken
        return dag + timedelta(days=(eerste - dag).days % stap)

    def _zitting(self, dag: date, feestdag: Feestdagen) -> Zitting | None:
        naam = feestdag(dag)
        if naam is None:
            return Zitting(dag)
        match self.bij_feestdag:
            case Feestdagregel.VERVALT:
                return None
            case Feestdagregel.VOLGENDE_WERKDAG:
                verplaatst = dag + timedelta(days=1)
                while feestdag(verplaatst) is not None or verplaatst.weekday() >= WERKDAGEN:
                    verplaatst += timedelta(days=1)
                return Zitting(verplaatst, eigenlijk=dag, feestdag=naam)
