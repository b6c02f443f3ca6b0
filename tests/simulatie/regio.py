"""A region at work: its calendar, the lives of its cases, and each day the people who see to destroying in time.

A life is a generator: it does something, and yields the day on which it goes on. What should become of it, it says
itself, by arithmetic of its own: ``verwacht``. Nothing here knows how the service reckons a term.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from api.samenstelling import Dienst
from domain.casus.commands import Opdracht
from domain.vernietigingslijst.voorvertoning import digest_van
from infra.optekenen import Opdrachtgever
from infra.uitkomst import Uitgevoerd
from infra.vernietiging.lijsten import Voorstel
from projections.bewaarkalender import over_termijn, voor_lijst
from projections.vernietigingslijsten import op_een_lijst
from tests.simulatie.mensen import COMPLIANCE, KEURT_GOED, PROCESREGISSEUR, TAFELS

HORIZON = 10
"""Days ahead that the officers look: the bedenktijd, and some for who checks and approves."""

NACHT, OVERDAG, AVOND = time(0, 5), time(10), time(16, 30)
"""When the service carries out what is due today, when people work, and when the officers look. In UTC."""


class Klok(Protocol):
    """The clock that is frozen."""

    def move_to(self, target_datetime: datetime) -> None:
        """Make it this moment, everywhere."""
        ...


Leven = Iterator[date]


@dataclass
class Regio:
    """The region, its calendar, and what is expected of it."""

    dienst: Dienst
    klok: Klok
    kies: Random
    vandaag: date
    weg_op: dict[UUID, date] = field(default_factory=dict)
    """Of each case or consultatie the day on which it has to go; of what stays, nothing."""
    delen_weg_op: dict[UUID, list[date]] = field(default_factory=dict)
    """Of each case the days on which something of it has to go alone."""
    gehouden: dict[UUID, str] = field(default_factory=dict)
    """What may not go now, whatever its term: the stream, and its number."""
    nummers: dict[UUID, str] = field(default_factory=dict)
    lijsten: list[str] = field(default_factory=list)
    _agenda: list[tuple[date, int, Leven]] = field(default_factory=list)
    _geteld: int = 0
    _nieuws: bool = False

    # --- lives ---

    def begin(self, leven: Leven, dag: date) -> None:
        """Let a life begin on a day."""
        heapq.heappush(self._agenda, (dag, self._geteld, leven))
        self._geteld += 1

    def doe(
        self, casusnummer: str, opdracht: Opdracht, namens: Opdrachtgever = PROCESREGISSEUR
    ) -> Uitgevoerd:
        """Do something in a case."""
        self._nieuws = True
        return self.dienst.shell.voer_uit(casusnummer, opdracht, namens=namens)

    def bekend(self, stroom_id: UUID, nummer: str, weg_op: date | None) -> None:
        """Something came in, and has to go on this day."""
        self._nieuws = True
        self.nummers[stroom_id] = nummer
        self.verwacht(stroom_id, weg_op)

    def verwacht(self, stroom_id: UUID, weg_op: date | None) -> None:
        """It has to go on this day now; ``None`` where no clock runs."""
        self._nieuws = True
        self.weg_op.pop(stroom_id, None)
        if weg_op is not None:
            self.weg_op[stroom_id] = weg_op

    # --- a day ---

    def leef(self, tot: date) -> None:
        """Live until a day, and be sure each day that all is as it should be."""
        while self.vandaag < tot:
            self._op(NACHT)
            self._voer_uit()
            self._op(OVERDAG)
            self._gebeurt()
            self._werk_bij()
            self._op(AVOND)
            self._verwijderdienst()
            self._voer_uit()
            self._eis_op_orde()
            self.vandaag += timedelta(days=1)

    def _op(self, uur: time) -> None:
        self.klok.move_to(datetime.combine(self.vandaag, uur, UTC))

    def _gebeurt(self) -> None:
        while self._agenda and self._agenda[0][0] <= self.vandaag:
            _, nummer, leven = heapq.heappop(self._agenda)
            straks = next(leven, None)
            if straks is not None:
                assert straks > self.vandaag
                heapq.heappush(self._agenda, (straks, nummer, leven))

    def _werk_bij(self) -> None:
        if self._nieuws:
            self.dienst.runner.werk_bij()
            self._nieuws = False

    # --- those who see to it ---

    def _verwijderdienst(self) -> None:
        """What has to go today is one list, and what comes up another: so that the one does not wait for the other."""
        straks = self.vandaag + timedelta(days=HORIZON)
        with self.dienst.engine.connect() as verbinding:
            if not over_termijn(verbinding, straks + timedelta(days=1)):
                return
        for tafel in TAFELS:
            for tot_en_met in (self.vandaag, straks):
                self._lijst(tafel, tot_en_met)

    def _lijst(self, tafel: str, tot_en_met: date) -> None:
        lijsten, nummer = self.dienst.lijsten, self.dienst.omgeving.lijstnummer()
        with self.dienst.engine.connect() as verbinding:
            rijen = voor_lijst(verbinding, tafel, tot_en_met=tot_en_met, ook_uitgewerkt=False, limiet=1000)
            stromen = {rij.stroom_id for rij in rijen}
            if stromen <= op_een_lijst(verbinding, stromen):
                return
        stelt_voor, controleert = self.kies.sample(COMPLIANCE, 2)
        lijsten.stel_voor(tafel, Voorstel(nummer, tot_en_met), namens=stelt_voor)
        lijsten.controleer(nummer, (), namens=controleert)
        gezien = digest_van(lijsten.voorvertoning(lijsten.laad(nummer).lijst))
        lijsten.keur_goed(nummer, gezien, namens=self.kies.choice(KEURT_GOED))
        self.lijsten.append(nummer)
        self.dienst.runner.werk_bij()

    def _voer_uit(self) -> None:
        """The service carries out what is ripe; the logboek signs; then the verklaring can be made."""
        while self.dienst.lijstloper.ronde():
            self.dienst.runner.werk_bij()
            if not self.dienst.logboek.werk_bij():
                break

    # --- what has to hold each evening ---

    def _eis_op_orde(self) -> None:
        with self.dienst.engine.connect() as verbinding:
            te_laat = over_termijn(verbinding, self.vandaag + timedelta(days=1))
        assert te_laat == 0, f"{te_laat} overdue once {self.vandaag} is over"
        for nummer in self.gehouden.values():
            self.dienst.shell.laad(nummer)
