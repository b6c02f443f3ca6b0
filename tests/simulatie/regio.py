"""A region at work: its calendar, the lives of its cases, and each day the people who see to destroying in time.

A life is a generator: it does something, and yields the day on which it goes on. When its data have to go it says
itself, by arithmetic of its own. Nothing here knows how the service reckons a term.
"""

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from api.samenstelling import Dienst
from domain.casus.commands import Opdracht
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.voorvertoning import digest_van
from infra.optekenen import Opdrachtgever
from infra.uitkomst import Uitgevoerd
from infra.vernietiging.lijsten import Voorstel
from projections.bewaarkalender import over_termijn, voor_lijst
from projections.vernietigingslijsten import op_een_lijst
from tests.simulatie.mensen import (
    BESCHERMINGSTAFEL,
    COMPLIANCE,
    KEURT_GOED,
    PROCESREGISSEUR,
    RET,
    TAFELS,
    ZVH,
)

VOORUIT = timedelta(days=10)
"""How far ahead the officers look: the bedenktijd, and some for who checks and approves."""

NACHT, OVERDAG, AVOND = time(0, 5), time(10), time(16, 30)
"""When the service carries out what is due today, when people work, and when the officers look. In UTC."""


def jaren_na(dag: date, jaren: int) -> date:
    """The same day so many years later; of 29 February the day before."""
    try:
        return dag.replace(year=dag.year + jaren)
    except ValueError:
        return dag.replace(year=dag.year + jaren, day=28)


@dataclass(frozen=True)
class Termijn:
    """What a table goes by: years from the first processing, and from the day on which something was not taken up."""

    plafond: int
    na_afwijzing: int


TERMIJNEN: Mapping[str, Termijn] = {ZVH: Termijn(5, 0), RET: Termijn(5, 1), BESCHERMINGSTAFEL: Termijn(5, 1)}
"""WGS 1.8(7) and BGS 1.16(1); for the others as it was chosen."""


class Klok(Protocol):
    """The clock that is frozen."""

    def move_to(self, target_datetime: datetime) -> None:
        """Make it this moment, everywhere."""
        ...


class Wanneer(Protocol):
    """A day that can still move."""

    @property
    def dag(self) -> date:
        """Which day that is, as things stand."""
        ...


class Einde(Protocol):
    """Something that came in, and knows when it has to go."""

    @property
    def weg_op(self) -> date | None:
        """The very day; ``None`` while no clock runs."""
        ...

    def neem_over(self, termijnen: Mapping[str, Termijn]) -> None:
        """Other rules were taken."""
        ...


Leven = Iterator[date | Wanneer]


@dataclass
class Regio:
    """The region, its calendar, and what is expected of it."""

    dienst: Dienst
    klok: Klok
    kies: Random
    vandaag: date
    meld: Callable[[str], None] = lambda _: None
    """Where it says at the turn of each year how far it is."""
    termijnen: Mapping[str, Termijn] = field(default_factory=lambda: TERMIJNEN)
    """What each table goes by now."""
    eindes: dict[UUID, Einde] = field(default_factory=dict)
    """Each case and consultatie that came in."""
    delen_weg_op: dict[UUID, list[date]] = field(default_factory=dict)
    """Of each case the days on which something of it has to go alone, if the case itself is still there."""
    gehouden: dict[UUID, str] = field(default_factory=dict)
    """What may not go now, whatever its term: the stream, and its number."""
    nummers: dict[UUID, str] = field(default_factory=dict)
    lijsten: list[str] = field(default_factory=list)
    _agenda: list[tuple[date, int, date | Wanneer, Leven]] = field(default_factory=list)
    _geteld: int = 0
    _bij: int = 0
    """How far the views are."""
    _wachten: set[str] = field(default_factory=set)
    """The lists that are not at their end."""

    # --- lives ---

    def begin(self, leven: Leven, dag: date) -> None:
        """Let a life begin on a day."""
        heapq.heappush(self._agenda, (dag, self._geteld, dag, leven))
        self._geteld += 1

    def doe(
        self, casusnummer: str, opdracht: Opdracht, namens: Opdrachtgever = PROCESREGISSEUR
    ) -> Uitgevoerd:
        """Do something in a case."""
        return self.dienst.shell.voer_uit(casusnummer, opdracht, namens=namens)

    def bekend(self, stroom_id: UUID, nummer: str, einde: Einde) -> None:
        """Something came in, which knows when it has to go."""
        self.nummers[stroom_id], self.eindes[stroom_id] = nummer, einde

    def neem_over(self, termijnen: Mapping[str, Termijn]) -> None:
        """From now on tables go by other rules, and so does all that is still there; what was planned moves along."""
        self.termijnen = {**self.termijnen, **termijnen}
        for einde in self.eindes.values():
            einde.neem_over(termijnen)
        self._agenda = [(_dag(wanneer), nummer, wanneer, leven) for _, nummer, wanneer, leven in self._agenda]
        heapq.heapify(self._agenda)

    # --- a day ---

    def leef(self, tot: date) -> None:
        """Live until a day, and be sure each evening that nothing is overdue, and that what is held is there."""
        while self.vandaag < tot:
            self._leef_vandaag()
            straks = self._volgende_dag(tot)
            if straks.year > self.vandaag.year:
                self.meld(f"{straks.year}: {len(self.nummers)} came in, {len(self.lijsten)} lists so far")
            self.vandaag = straks

    def _leef_vandaag(self) -> None:
        self._op(NACHT)
        self._voer_uit()
        self._op(OVERDAG)
        self._gebeurt()
        self._werk_bij()
        self._op(AVOND)
        if self._te_laat_na(self.vandaag + VOORUIT):
            self._verwijderdienst()
        self._voer_uit()
        te_laat = self._te_laat_na(self.vandaag)
        assert te_laat == 0, f"{te_laat} overdue once {self.vandaag} is over"
        for nummer in self.gehouden.values():
            self.dienst.shell.laad(nummer)

    def _volgende_dag(self, tot: date) -> date:
        """The next day on which there is something to do; nothing is recorded on the days between.

        So what is not overdue ten days after the last of them was not so on any of them, nor was there a list to make.
        """
        morgen, straks = self.vandaag + timedelta(days=1), min(self._agenda[0][0], tot)
        if self._wachten:
            return morgen
        while straks > morgen and self._te_laat_na(straks - timedelta(days=1) + VOORUIT):
            straks = morgen + (straks - morgen) // 2
        return max(morgen, straks)

    def _op(self, uur: time) -> None:
        self.klok.move_to(datetime.combine(self.vandaag, uur, UTC))

    def _gebeurt(self) -> None:
        while self._agenda and self._agenda[0][0] <= self.vandaag:
            _, nummer, _, leven = heapq.heappop(self._agenda)
            straks = next(leven, None)
            if straks is not None:
                heapq.heappush(self._agenda, (_dag(straks), nummer, straks, leven))

    def _werk_bij(self) -> bool:
        """The views take in what was recorded, and the logboek signs it; says whether there was anything."""
        positie = self.dienst.archief.laatste_positie()
        if positie == self._bij:
            return False
        self.dienst.runner.werk_bij()
        self.dienst.logboek.werk_bij()
        self._bij = positie
        return True

    # --- those who see to it ---

    def _verwijderdienst(self) -> None:
        """What has to go today is one list, and what comes up another: so that the one does not wait for the other."""
        for tafel in TAFELS:
            for tot_en_met in (self.vandaag, self.vandaag + VOORUIT):
                self._lijst(tafel, tot_en_met)

    def _te_laat_na(self, dag: date) -> int:
        """How many would be overdue once a day is over, if nothing happened until then."""
        with self.dienst.engine.connect() as verbinding:
            return over_termijn(verbinding, dag + timedelta(days=1))

    def _lijst(self, tafel: str, tot_en_met: date) -> None:
        nummer = self.dienst.omgeving.lijstnummer()
        with self.dienst.engine.connect() as verbinding:
            rijen = voor_lijst(verbinding, tafel, tot_en_met=tot_en_met, ook_uitgewerkt=False, limiet=1000)
            stromen = {rij.stroom_id for rij in rijen}
            if stromen <= op_een_lijst(verbinding, stromen):
                return
        stelt_voor, controleert = self.kies.sample(COMPLIANCE, 2)
        self.dienst.lijsten.stel_voor(tafel, Voorstel(nummer, tot_en_met), namens=stelt_voor)
        self.handel_af(nummer, controleert=controleert)
        self._werk_bij()

    def handel_af(self, lijstnummer: str, *, controleert: Opdrachtgever) -> None:
        """A list that somebody proposed is checked and approved by two others."""
        lijsten = self.dienst.lijsten
        lijsten.controleer(lijstnummer, (), namens=controleert)
        gezien = digest_van(lijsten.voorvertoning(lijsten.laad(lijstnummer).lijst))
        lijsten.keur_goed(lijstnummer, gezien, namens=self.kies.choice(KEURT_GOED))
        self.lijsten.append(lijstnummer)
        self._wachten.add(lijstnummer)

    def _voer_uit(self) -> None:
        """The service carries out what is ripe; the logboek signs; then the verklaring can be made.

        Without a list that waits there is nothing for it to find, so it is not asked then.
        """
        while self._wachten and self.dienst.lijstloper.ronde() and self._werk_bij():
            self._wachten = {nummer for nummer in self._wachten if self._wacht(nummer)}

    def _wacht(self, lijstnummer: str) -> bool:
        fase = self.dienst.lijsten.laad(lijstnummer).lijst.fase
        return fase not in (Lijstfase.VERKLAARD, Lijstfase.INGETROKKEN)


def _dag(wanneer: date | Wanneer) -> date:
    return wanneer if isinstance(wanneer, date) else wanneer.dag
