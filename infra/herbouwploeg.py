"""Tells portions of streams in several processes: one Python works on one core at a time.

1. Portions are handed out in their order, and kept in their order: so how far it is, is one position, as ever.
2. The next is handed out once the one before has the lock that a destruction waits for. So nobody who has it waits
   for somebody who gets it only after that destruction.
3. Who tells a portion keeps it only when told to, and only if all before it was kept.
4. When one process ends or fails, all end; what was kept stays, and the same command goes on from there.
5. Until the first of them has begun, the process that starts them tells portions itself.
"""

import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection as Lijn
from multiprocessing.connection import wait

from infra.herbouwfouten import WEER, HerbouwKanNiet
from infra.herbouwvoortgang import Portie
from infra.herbouwwerker import BEGONNEN, GEREED, LEG_VAST, VASTGELEGD, VERTELD, Opdracht

HOOGSTENS = 4
"""Processes, unless more are asked for: beyond that the database has no core left."""

KLEIN = 50_000
"""With fewer facts to go, one process is done before others have begun."""

EINDE = 5.0
"""Seconds in which a process that was told to end does so; then it is killed."""


def hoeveel(posities: int) -> int:
    """How many processes tell so many facts where nobody says how many: one for each core, or one for few facts."""
    return 1 if posities < KLEIN else min(len(os.sched_getaffinity(0)), HOOGSTENS)


@contextmanager
def ploeg(opdracht: Opdracht, *, aantal: int) -> "Iterator[Ploeg]":
    """So many processes, for as long as the block lasts; then they end, whatever they are at."""
    werkers: list[_Werker] = []
    try:
        werkers.extend(_Werker(opdracht) for _ in range(aantal))
        yield Ploeg(werkers)
    finally:
        for werker in werkers:
            werker.houd_op()
        for werker in werkers:
            werker.wacht()


class Ploeg:
    """Processes that tell portions of streams together."""

    def __init__(self, werkers: "Sequence[_Werker]") -> None:
        """Take the processes, which may still be starting."""
        self._komen_nog, self._er_zijn = list(werkers), list(werkers)
        self._vrij = deque[_Werker]()
        self._bezig = deque[tuple[_Werker, Portie]]()

    def vertel(
        self, te_doen: Iterable[Portie], *, zelf: Callable[[Portie], None], verder: Callable[[Portie], None]
    ) -> None:
        """Have these portions told and kept; ``verder`` hears of each that was kept, in order.

        ``zelf`` tells and keeps one here.

        Raises:
            HerbouwGestruikeld: a view cannot take a fact.
            HerbouwKanNiet: a process ended, or could not go on.
        """
        for portie in te_doen:
            self._kijk_wie_er_zijn()
            if not self._vrij and not self._bezig:
                zelf(portie)
                verder(portie)
                continue
            if not self._vrij:
                verder(self._rond_eerste_af())
            werker = self._vrij.popleft()
            werker.zeg(portie)
            self._hoor(werker, BEGONNEN)
            self._bezig.append((werker, portie))
        while self._bezig:
            verder(self._rond_eerste_af())

    def _rond_eerste_af(self) -> Portie:
        werker, portie = self._bezig.popleft()
        self._hoor(werker, VERTELD)
        werker.zeg(LEG_VAST)
        self._hoor(werker, VASTGELEGD)
        self._vrij.append(werker)
        return portie

    def _kijk_wie_er_zijn(self) -> None:
        """Those that have started by now are free."""
        self._luister(hoogstens=0)
        for werker in [een for een in self._komen_nog if een.gezegd]:
            werker.hoor(GEREED)
            self._komen_nog.remove(werker)
            self._vrij.append(werker)

    def _hoor(self, werker: "_Werker", woord: str) -> None:
        """Wait until this process says this word."""
        while not werker.gezegd:
            self._luister(hoogstens=None)
        werker.hoor(woord)

    def _luister(self, *, hoogstens: float | None) -> None:
        """Take in what any of them says, or that it is gone."""
        bij_lijn = {werker.lijn: werker for werker in self._er_zijn}
        for lijn in wait(list(bij_lijn), hoogstens):
            bij_lijn[lijn].luister()  # type: ignore[index]  # what came out is what went in


class _Werker:
    """One of these processes, as the one that started it sees it."""

    def __init__(self, opdracht: Opdracht) -> None:
        """Start it, in a session of its own: Ctrl-C is for the one that started it."""
        self.gezegd = deque[str]()
        hier, daar = socket.socketpair()
        with daar:
            # Another program, and no copy of this one: that has threads and connections which no copy survives.
            self._proces = subprocess.Popen(  # noqa: S603 our own program
                [sys.executable, "-m", "infra.herbouwwerker", str(daar.fileno())],
                pass_fds=[daar.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self.lijn = Lijn(hier.detach())
        self.zeg(opdracht)

    def zeg(self, wat: Opdracht | Portie | str) -> None:
        try:
            self.lijn.send(wat)
        except OSError:
            raise self._weg() from None

    def luister(self) -> None:
        """Take in what it says.

        Raises:
            HerbouwGestruikeld, HerbouwKanNiet: what it said was that; or it is gone.
        """
        try:
            gezegd = self.lijn.recv()
        except (EOFError, OSError):
            raise self._weg() from None
        if isinstance(gezegd, Exception):
            raise gezegd
        self.gezegd.append(gezegd)

    def hoor(self, woord: str) -> None:
        gezegd = self.gezegd.popleft()
        if gezegd != woord:
            raise HerbouwKanNiet(f"One of the processes said {gezegd!r} where {woord!r} was due. {WEER}")

    def _weg(self) -> HerbouwKanNiet:
        code = self._proces.wait(EINDE)
        hoe = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return HerbouwKanNiet(f"One of the processes that rebuild {hoe}. {WEER}")

    def houd_op(self) -> None:
        self.lijn.close()
        self._proces.terminate()

    def wacht(self) -> None:
        try:
            self._proces.wait(EINDE)
        except subprocess.TimeoutExpired:
            self._proces.kill()
            self._proces.wait()
