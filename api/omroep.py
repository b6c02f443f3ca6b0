"""Tells clients that wait that a list of theirs changed, and nothing else of it.

One task looks for all, when the views have moved on and not before; who sees the same part of the same list shares one
question. Clients are waits in the event loop: none has a thread or a connection to the database.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import structlog
from starlette.concurrency import run_in_threadpool

from api.bereik import Beperking
from api.samenstelling import Dienst
from infra.runner import DATABASE_WEG
from infra.standen import stand_van
from projections.veranderingen import Lijst, stand

log = structlog.get_logger()

SAMEN = 0.2
"""Seconds in which changes that follow each other are told at once."""

NOG_IEMAND = 30.0
"""Seconds after which it is seen whether anybody still waits."""

OPNIEUW_NA = 1.0
"""Seconds after which it is tried again while the database is away."""

MEEST_PER_PERSOON, MEEST = 6, 1000
"""How many clients one person may have waiting, and one process altogether."""

WEERGAVEN = frozenset({"triagelijst", "monitoring", "agenda", "consultatielijst"})


class TeVeelLuisteraars(Exception):
    """Somebody has as many clients waiting as one may have, or this process has."""


@dataclass(frozen=True)
class Deel:
    """The part of a list of one table that somebody sees."""

    lijst: Lijst
    tafel: str
    beperking: Beperking


@dataclass(eq=False)
class Luisteraar:
    """One client that waits. ``na`` is what it knew when it came, if it was here before."""

    delen: frozenset[Deel]
    na: int | None
    positie: int | None = None
    """Up to where it has been looked for this client."""
    veranderd: set[Lijst] = field(default_factory=set)
    bel: asyncio.Event = field(default_factory=asyncio.Event)
    klaar: bool = False


class Omroep:
    """Who waits for which lists, and what looks for them."""

    def __init__(self, dienst: Dienst) -> None:
        """Take the service; nothing runs until somebody waits."""
        self._dienst = dienst
        self._luisteraars: dict[Luisteraar, tuple[str, ...]] = {}
        self._lengtes: dict[Deel, int] = {}
        self._tot = 0
        self._nieuws = asyncio.Event()
        self._taak: asyncio.Task[None] | None = None
        self._gesloten = False

    @contextmanager
    def luister(self, wie: tuple[str, ...], delen: Iterable[Deel], *, na: int | None) -> Iterator[Luisteraar]:
        """Wait for changes of these parts for as long as the block lasts.

        Raises:
            TeVeelLuisteraars: there are too many.
        """
        keren = Counter(self._luisteraars.values())
        if keren[wie] >= MEEST_PER_PERSOON or len(self._luisteraars) >= MEEST or self._gesloten:
            raise TeVeelLuisteraars
        deze = Luisteraar(frozenset(delen), na)
        self._luisteraars[deze] = wie
        if self._taak is None or self._taak.done():
            self._nieuws = asyncio.Event()
            self._taak = asyncio.create_task(self._loop())
        self._nieuws.set()
        try:
            yield deze
        finally:
            self._luisteraars.pop(deze, None)

    def sluit(self) -> None:
        """End all: the service stops. Whoever comes back finds another process, and asks on from where it was."""
        self._gesloten = True
        for een in self._luisteraars:
            een.klaar = True
            een.bel.set()
        self._nieuws.set()

    async def _loop(self) -> None:
        """Look when there is something new, for as long as anybody waits."""
        loop = asyncio.get_running_loop()

        def bel() -> None:
            with suppress(RuntimeError):  # The loop is over.
                loop.call_soon_threadsafe(self._nieuws.set)

        self._lengtes = {}
        with self._dienst.runner.vertelt(bel):
            while self._luisteraars and not self._gesloten:
                try:
                    # Now and then it is seen whether anybody is still there.
                    async with asyncio.timeout(NOG_IEMAND):
                        await self._nieuws.wait()
                except TimeoutError:
                    continue
                await asyncio.sleep(SAMEN)
                self._nieuws.clear()
                try:
                    await self._ronde()
                except DATABASE_WEG as fout:
                    log.warning("omroep_wacht", soort=type(fout).__name__)
                    await asyncio.sleep(OPNIEUW_NA)
                    self._nieuws.set()

    async def _ronde(self) -> None:
        wie = tuple(self._luisteraars)
        delen = frozenset(deel for een in wie for deel in een.delen)
        tot, veranderd = await run_in_threadpool(self._kijk, delen)
        for een in wie:
            if een.positie is not None:
                een.veranderd |= {deel.lijst for deel in een.delen if veranderd[deel]}
            elif een.na is not None and een.na < tot:
                # It was away: what left its lists since then nobody can tell any more.
                een.veranderd |= {deel.lijst for deel in een.delen}
            nieuw, een.positie = een.positie is None, tot
            if een.veranderd or nieuw:
                een.bel.set()

    def _kijk(self, delen: Iterable[Deel]) -> tuple[int, Mapping[Deel, bool]]:
        """How far the views are, and which of these parts changed since the last look."""
        veranderd: dict[Deel, bool] = {}
        lengtes: dict[Deel, int] = {}
        with self._dienst.engine.connect() as verbinding:
            posities = [rij[1] for rij in stand_van(verbinding) if rij[0] in WEERGAVEN and rij[2] is None]
            tot = min(posities, default=0)
            for deel in delen:
                geraakt, lengtes[deel] = stand(
                    verbinding, deel.lijst, deel.tafel, van=self._tot, tot=tot, **vars(deel.beperking)
                )
                eerder = self._lengtes.get(deel)
                # Of a part that nobody waited for until now, nobody waits to hear.
                veranderd[deel] = eerder is not None and (geraakt or lengtes[deel] != eerder)
        self._lengtes, self._tot = lengtes, tot
        # Who gets the list now must not find an older one on the replica.
        self._dienst.leesplaats.wacht_op(tot)
        return tot, veranderd
