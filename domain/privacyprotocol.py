"""How long data may be kept, as data: versioned rules, each with its anchor, period, ground and source.

1. One ceiling (``plafond``) that no term passes: due = min(term by how it ended, ceiling).
2. A term by how a casus ended (``termijnen``), where the protocol gives one.
3. A ceiling from the last processing moves on with each processing; from the first it never does.
4. An extension (``verlenging``) on named grounds, or none: only that takes a casus beyond its ceiling.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.tafels import Zekerheid

MAANDEN = 12


class Anker(StrEnum):
    """The moment from which a term runs."""

    EERSTE_VERWERKING = "eerste_verwerking"
    LAATSTE_VERWERKING = "laatste_verwerking"
    AFWIJZING = "afwijzing"
    AFSLUITING = "afsluiting"
    EINDE_TERMIJN = "einde_termijn"


class Afloop(StrEnum):
    """How a casus ended, as far as a term can depend on it: an outcome of the triage, or closing."""

    ADVIES = "advies"
    DOORVERWEZEN = "doorverwezen"
    AFGEWEZEN = "afgewezen"
    AFGESLOTEN = "afgesloten"


class Verlengingsgrond(StrEnum):
    """On what ground a term can be extended (BGS 1.16(2))."""

    LOOPT_NOG = "loopt-nog-en-voldoet"
    TERUGVAL = "grote-kans-op-terugval"


class Herhaling(StrEnum):
    """How often a term can be extended."""

    ZO_VAAK_ALS_NODIG = "zo-vaak-als-nodig"
    EENMALIG = "eenmalig"


@dataclass(frozen=True)
class Bewaarregel:
    """One term: from ``anker``, ``jaren`` and ``maanden`` of the calendar and ``dagen`` days, on ``grond``.

    ``bedenktijd_dagen`` is how long an approved destruction under this rule waits before it is carried out, and
    ``bedenktijd_grond`` why so long.
    """

    code: str
    anker: Anker
    jaren: int
    dagen: int
    grond: str
    bron: str
    maanden: int = 0
    zekerheid: Zekerheid = Zekerheid.BRON
    bedenktijd_dagen: int = 7
    bedenktijd_grond: str = "Hier is gekozen: zeven dagen."
    bedenktijd_zekerheid: Zekerheid = Zekerheid.KEUZE

    def vanaf(self, dag: date) -> date:
        """The last day on which the data may still be there, counted from ``dag``.

        From 29 February the term ends on 28 February: at the latest means not a day later.
        """
        return maanden_na(dag, self.jaren * MAANDEN + self.maanden) + timedelta(days=self.dagen)


@dataclass(frozen=True)
class Termijnkeuze:
    """Which rule a casus falls under once it ended so; ``zekerheid`` is that of this choice, not of the rule."""

    afloop: Afloop
    regel: str
    zekerheid: Zekerheid


@dataclass(frozen=True)
class Grondregel:
    """A ground for an extension. ``binnen_maanden``: closed at most so long before the end of the term."""

    grond: Verlengingsgrond
    binnen_maanden: int
    tekst: str
    bron: str
    zekerheid: Zekerheid


@dataclass(frozen=True)
class Verlenging:
    """How a term can be extended: at most by ``regel`` each time, from ``vroegst_maanden`` before its end."""

    regel: Bewaarregel
    vroegst_maanden: int
    herhaling: Herhaling
    gronden: tuple[Grondregel, ...]

    def uiterste(self, bewaren_tot: date) -> date:
        """The latest day that one extension of a term leads to."""
        return self.regel.vanaf(bewaren_tot)

    def vroegst(self, bewaren_tot: date) -> date:
        """The first day on which an extension of a term can be asked for."""
        return maanden_na(bewaren_tot, -self.vroegst_maanden)

    def op_grond(self, grond: Verlengingsgrond) -> Grondregel | None:
        """What the protocol says of a ground, if it knows it."""
        return next((regel for regel in self.gronden if regel.grond is grond), None)


@dataclass(frozen=True)
class Bewaartermijn:
    """The outcome that goes into the event: until when, by which rule of which protocol version.

    ``vanaf`` is the day from which the rule counted, where it was counted here.
    """

    tot: date
    regel: str
    vanaf: date | None = None


@dataclass(frozen=True)
class Ankers:
    """The moments of one casus from which terms can run, as far as they came."""

    eerste_verwerking: date
    laatste_verwerking: date | None = None
    afwijzing: date | None = None
    afsluiting: date | None = None

    def dag(self, anker: Anker) -> date | None:
        """The day of an anchor. Without a last processing on record, the first one was the last."""
        return {
            Anker.EERSTE_VERWERKING: self.eerste_verwerking,
            Anker.LAATSTE_VERWERKING: self.laatste_verwerking or self.eerste_verwerking,
            Anker.AFWIJZING: self.afwijzing,
            Anker.AFSLUITING: self.afsluiting,
        }.get(anker)


@dataclass(frozen=True)
class Privacyprotocol:
    """The rules of one regime in one version."""

    regime: str
    versie: int
    plafond: Bewaarregel
    regels: tuple[Bewaarregel, ...] = ()
    termijnen: tuple[Termijnkeuze, ...] = ()
    verlengingen: tuple[Verlenging, ...] = ()

    @property
    def naam(self) -> str:
        """Its name, such as "zvh/1"."""
        return f"{self.regime}/{self.versie}"

    @property
    def verlenging(self) -> Verlenging | None:
        """How a term can be extended; ``None`` where it cannot."""
        return next(iter(self.verlengingen), None)

    @property
    def alle_regels(self) -> tuple[Bewaarregel, ...]:
        """Every rule that the term of a casus can be of."""
        return (self.plafond, *self.regels, *(verlenging.regel for verlenging in self.verlengingen))

    def regel(self, code: str) -> Bewaarregel:
        """The rule with this code, also by its whole name ("zvh/1/plafond") as facts record it.

        Raises:
            LookupError: there is none.
        """
        kort = code.removeprefix(f"{self.naam}/")
        for regel in self.alle_regels:
            if regel.code == kort:
                return regel
        raise LookupError(f"Protocol {self.naam} has no rule {code!r}.")

    def na(self, afloop: Afloop) -> Bewaarregel | None:
        """The rule for a casus that ended so, if there is one besides the ceiling."""
        return next((self.regel(keuze.regel) for keuze in self.termijnen if keuze.afloop is afloop), None)

    def termijn(self, ankers: Ankers, afloop: Afloop | None = None) -> Bewaartermijn:
        """The term of a casus: by how it ended, if it did, and never beyond the ceiling."""
        regels = [self.plafond]
        if afloop is not None and (regel := self.na(afloop)) is not None:
            regels.insert(0, regel)
        termijnen = [
            Bewaartermijn(tot=regel.vanaf(dag), regel=f"{self.naam}/{regel.code}", vanaf=dag)
            for regel in regels
            if (dag := ankers.dag(regel.anker)) is not None
        ]
        return min(termijnen, key=lambda termijn: termijn.tot)

    def bij_aanmelding(self, eerste_verwerking: date) -> Bewaartermijn:
        """The ceiling as it stands when the data come in."""
        return self.termijn(Ankers(eerste_verwerking))

    def bij_afwijzing(
        self, *, eerste_verwerking: date, afgewezen_op: date, afloop: Afloop = Afloop.AFGEWEZEN
    ) -> Bewaartermijn:
        """Not taken up at triage: BGS art. 1.16(1); never later than the ceiling."""
        # The triage itself is processing as well.
        ankers = Ankers(eerste_verwerking, laatste_verwerking=afgewezen_op, afwijzing=afgewezen_op)
        return self.termijn(ankers, afloop)


def maanden_na(dag: date, maanden: int) -> date:
    """The same day so many months later, or earlier; the last day of a month that is shorter."""
    jaar, maand = divmod(dag.year * MAANDEN + dag.month - 1 + maanden, MAANDEN)
    laatste = calendar.monthrange(jaar, maand + 1)[1]
    return date(jaar, maand + 1, min(dag.day, laatste))
