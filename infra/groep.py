"""Work that several threads bring at once is done together: whoever comes first does it for all who wait.

Nobody waits for company: a lone thread does its own work at once, in its own thread. While it is at it others queue
up, and one of them takes all that stands there in one go.

1. What is done together is in the order in which it came in.
2. Two that are in each other's way (``botst``) never go in one group: the later one waits for the next.
3. A group that is refused is halved until what is refused stands alone: it keeps nobody else from being done.
4. Of a group of which nobody knows whether it was done (``onzeker``), everybody hears so. It is not tried again.
"""

from collections import deque
from collections.abc import Callable, Collection, Hashable, Sequence
from copy import copy
from threading import Lock
from typing import Generic, TypeVar

W = TypeVar("W")
U = TypeVar("U")


class Onderbroken(Exception):
    """Whoever did this for others was stopped; nobody knows whether it was done."""


class _Beurt(Generic[W, U]):
    """One thread that waits until its work is done, or until it is its turn to do that of all who wait."""

    def __init__(self, werk: W) -> None:
        self.werk = werk
        self.uitkomst: U | Exception | None = None
        self.klaar = False
        self._wek = Lock()
        self._wek.acquire()

    def wacht(self) -> None:
        self._wek.acquire()

    def wek(self) -> None:
        self._wek.release()


class Groep(Generic[W, U]):
    """Does the work of all threads that come by, one group at a time."""

    def __init__(
        self,
        doe: Callable[[Sequence[W]], Sequence[U]],
        *,
        botst: Callable[[W], Collection[Hashable]],
        onzeker: tuple[type[Exception], ...],
        hoogstens: int,
    ) -> None:
        """``doe`` does a group wholly or not at all; ``botst`` names what one piece of work keeps others from."""
        self._doe, self._botst, self._onzeker, self._hoogstens = doe, botst, onzeker, hoogstens
        self._slot = Lock()
        self._rij: deque[_Beurt[W, U]] = deque()
        self._bezig = False

    def doe(self, werk: W) -> U:
        """Have this done, together with what others bring, and give its own outcome.

        Raises:
            Exception: what ``doe`` raised about this work, or about a group that nobody knows the outcome of.
        """
        beurt: _Beurt[W, U] = _Beurt(werk)
        with self._slot:
            self._rij.append(beurt)
            wachten = self._bezig
            self._bezig = True
        if wachten:
            beurt.wacht()
        if not beurt.klaar:
            self._leid()
        if isinstance(beurt.uitkomst, Exception):
            raise beurt.uitkomst
        return beurt.uitkomst  # type: ignore[return-value]  # a turn that is over has an outcome

    def _leid(self) -> None:
        """Do one group, the own work among it, and hand the lead to the first who still waits."""
        with self._slot:
            groep = self._neem()
        try:
            self._samen(groep)
        finally:
            with self._slot:
                volgende = self._rij[0] if self._rij else None
                self._bezig = volgende is not None
            for beurt in groep[1:]:
                beurt.uitkomst = beurt.uitkomst if beurt.klaar else Onderbroken()
                beurt.klaar = True
                beurt.wek()
            if volgende is not None:
                volgende.wek()

    def _neem(self) -> list[_Beurt[W, U]]:
        """Take from the row what can go together; the first always can."""
        groep: list[_Beurt[W, U]] = []
        later: list[_Beurt[W, U]] = []
        bezet: set[Hashable] = set()
        while self._rij and len(groep) < self._hoogstens:
            beurt = self._rij.popleft()
            plaatsen = self._botst(beurt.werk)
            (later if bezet.intersection(plaatsen) else groep).append(beurt)
            bezet.update(plaatsen)
        self._rij.extendleft(reversed(later))
        return groep

    def _samen(self, groep: Sequence[_Beurt[W, U]]) -> None:
        try:
            uitkomsten = self._doe([beurt.werk for beurt in groep])
        except self._onzeker as fout:
            for beurt in groep:
                # Each thread raises an exception of its own: a traceback is no place to meet.
                beurt.uitkomst, beurt.klaar = copy(fout), True
        except Exception as fout:  # noqa: BLE001 what kind it is, is for who brought the work
            if len(groep) == 1:
                groep[0].uitkomst, groep[0].klaar = fout, True
                return
            midden = len(groep) // 2
            self._samen(groep[:midden])
            self._samen(groep[midden:])
        else:
            for beurt, uitkomst in zip(groep, uitkomsten, strict=True):
                beurt.uitkomst, beurt.klaar = uitkomst, True
