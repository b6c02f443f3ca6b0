"""How long data may be kept, as data: versioned rules, each with its anchor, period, ground and source."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Anker(StrEnum):
    """The moment from which a term runs."""

    EERSTE_VERWERKING = "eerste_verwerking"
    AFWIJZING = "afwijzing"


@dataclass(frozen=True)
class Bewaarregel:
    """One term: from ``anker``, ``jaren`` calendar years and ``dagen`` days, on ``grond``."""

    code: str
    anker: Anker
    jaren: int
    dagen: int
    grond: str
    bron: str

    def vanaf(self, dag: date) -> date:
        """The last day on which the data may still be there, counted from ``dag``.

        From 29 February the term ends on 28 February: at the latest means not a day later.
        """
        jaar = dag.year + self.jaren
        laatste = calendar.monthrange(jaar, dag.month)[1]
        return date(jaar, dag.month, min(dag.day, laatste)) + timedelta(days=self.dagen)


@dataclass(frozen=True)
class Bewaartermijn:
    """The outcome that goes into the event: until when, and by which rule of which protocol version."""

    tot: date
    regel: str


@dataclass(frozen=True)
class Privacyprotocol:
    """The rules of one regime in one version."""

    regime: str
    versie: int
    plafond: Bewaarregel
    na_afwijzing: Bewaarregel

    def bij_aanmelding(self, eerste_verwerking: date) -> Bewaartermijn:
        """The ceiling: WGS art. 1.8(7), at the latest five years after the first processing."""
        return self._termijn(self.plafond, eerste_verwerking)

    def bij_afwijzing(self, *, eerste_verwerking: date, afgewezen_op: date) -> Bewaartermijn:
        """Not taken up at triage: BGS art. 1.16(1); never later than the ceiling."""
        afwijzing = self._termijn(self.na_afwijzing, afgewezen_op)
        return min(afwijzing, self.bij_aanmelding(eerste_verwerking), key=lambda termijn: termijn.tot)

    def _termijn(self, regel: Bewaarregel, vanaf: date) -> Bewaartermijn:
        return Bewaartermijn(tot=regel.vanaf(vanaf), regel=f"{self.regime}/{self.versie}/{regel.code}")
