"""A thread that does one round after another until it is stopped; what keeps itself up to date runs in one."""

from collections.abc import Callable
from threading import Event, Thread


class Rondes:
    """Does rounds in a thread of its own; each says how many seconds it may rest after it."""

    def __init__(
        self, naam: str, ronde: Callable[[], float], *, tot_slot: Callable[[], object] = lambda: None
    ) -> None:
        """Take the name of the thread, one round, and what is done once in it when it ends.

        Neither may raise: what a fault means is for the round to say.
        """
        self._naam, self._ronde, self._tot_slot = naam, ronde, tot_slot
        self._stop, self._wek = Event(), Event()
        self._draad: Thread | None = None

    def start(self) -> None:
        """Do rounds until ``stop``."""
        self._draad = Thread(target=self._loop, name=self._naam, daemon=True)
        self._draad.start()

    def stop(self) -> None:
        """Finish the round at hand and end."""
        self._stop.set()
        self._wek.set()
        if self._draad is not None:
            self._draad.join()

    def wek(self) -> None:
        """End the rest, or skip the next: there is something new."""
        self._wek.set()

    def wacht(self, seconden: float) -> None:
        """Within a round: wait after a fault. Only ``stop`` ends it sooner, not ``wek``."""
        self._stop.wait(seconden)

    @property
    def bezig(self) -> bool:
        """The thread runs."""
        return self._draad is not None and self._draad.is_alive()

    def _loop(self) -> None:
        while not self._stop.is_set():
            rust = self._ronde()
            if rust:
                self._wek.wait(rust)
                self._wek.clear()
        self._tot_slot()
