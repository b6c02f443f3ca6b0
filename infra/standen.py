"""How far each view is, what stopped it, which facts it passes over because somebody said so; and waiting for it."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Condition

from sqlalchemy import BigInteger, Connection, DateTime, Engine, Text, bindparam, func, select, text

from infra import tables

MELDKANAAL = "weergave"
"""Where PostgreSQL tells other processes that views moved on, or that somebody did something about one."""

OVERSLAAN, OPNIEUW = "overslaan", "opnieuw"
"""What can be done about a fact that stops a view; the newest word about it counts."""

EERSTE_VRAAG, LANGSTE_RUST = 0.01, 0.2
"""Seconds between two questions to the database of somebody who waits and hears nothing: longer and longer."""

VRAAG_MET_OOR = 0.1
"""Seconds until the first question where PostgreSQL tells of views that moved on. Sooner, those who wait together keep
the database from what they wait for; later, all would wait long for a view that stopped."""


@dataclass(frozen=True)
class Stand:
    """Where a view is. ``overgeslagen`` are the positions that it passes over."""

    naam: str
    positie: int = 0
    fout: str | None = None
    fout_positie: int | None = None
    fout_op: datetime | None = None
    overgeslagen: frozenset[int] = frozenset()


_STANDEN = text("""
SELECT n.naam, s.positie, s.fout, s.fout_positie, s.fout_op,
    array(SELECT i.positie FROM (
        SELECT DISTINCT ON (positie) positie, soort FROM weergave.ingreep
        WHERE naam = n.naam ORDER BY positie, nummer DESC
    ) i WHERE i.soort = 'overslaan') AS overgeslagen
FROM unnest(CAST(:namen AS text[])) WITH ORDINALITY AS n (naam, plaats)
LEFT JOIN weergave.stand s ON s.naam = n.naam ORDER BY n.plaats
""")


def standen(verbinding: Connection, namen: Iterable[str]) -> dict[str, Stand]:
    """Read where these views are, in this order; one that never took a fact in stands at 0."""
    rijen = verbinding.execute(_STANDEN, {"namen": list(namen)})
    return {
        rij.naam: Stand(
            rij.naam, rij.positie or 0, rij.fout, rij.fout_positie, rij.fout_op, frozenset(rij.overgeslagen)
        )
        for rij in rijen
    }


def overgeslagen(verbinding: Connection, namen: Iterable[str]) -> dict[str, frozenset[int]]:
    """The positions that each of these views passes over."""
    return {naam: stand.overgeslagen for naam, stand in standen(verbinding, namen).items()}


_ZET = text("""
WITH gezet AS (
    INSERT INTO weergave.stand (naam, positie, fout, fout_positie, fout_op)
    SELECT naam, :positie, :fout, :fout_positie, :fout_op FROM unnest(CAST(:namen AS text[])) AS n (naam) ORDER BY naam
    ON CONFLICT (naam) DO UPDATE SET positie = excluded.positie, fout = excluded.fout,
        fout_positie = excluded.fout_positie, fout_op = excluded.fout_op
)
SELECT pg_notify(:kanaal, '')
""").bindparams(
    bindparam("positie", type_=BigInteger),
    bindparam("fout", type_=Text),
    bindparam("fout_positie", type_=BigInteger),
    bindparam("fout_op", type_=DateTime(timezone=True)),
    kanaal=MELDKANAAL,
)


def zet_standen(
    verbinding: Connection,
    namen: Collection[str],
    *,
    positie: int,
    fout: str | None = None,
    fout_positie: int | None = None,
    fout_op: datetime | None = None,
) -> None:
    """Say of these views where they are, and tell whoever listens; a fault that is not given is over."""
    verbinding.execute(
        _ZET,
        {
            "namen": sorted(namen),
            "positie": positie,
            "fout": fout,
            "fout_positie": fout_positie,
            "fout_op": fout_op,
        },
    )


def stand_van(verbinding: Connection) -> list[tuple[str, int, str | None]]:
    """How far each view is, and the kind of fault that stopped it if one did."""
    rijen = verbinding.execute(
        select(tables.stand.c.naam, tables.stand.c.positie, tables.stand.c.fout).order_by(tables.stand.c.naam)
    )
    return [(rij.naam, rij.positie, rij.fout) for rij in rijen]


class Bord:
    """Where the views are as far as this process has heard: who waits for them looks here before they ask again."""

    def __init__(self, engine: Engine) -> None:
        """Take where to ask when nothing is heard."""
        self._engine = engine
        self._nieuws = Condition()
        self._posities: dict[str, int] = {}
        self._wie: tuple[Callable[[], None], ...] = ()

    def meld(self, posities: Mapping[str, int]) -> None:
        """Say that these views have come so far."""
        with self._nieuws:
            self._posities.update(posities)
            self._nieuws.notify_all()
        for bij in self._wie:
            bij()

    @contextmanager
    def vertelt(self, bij: Callable[[], None]) -> Iterator[None]:
        """Call this when a view moves on, for as long as the block lasts: something short, that does not raise."""
        with self._nieuws:
            self._wie = (*self._wie, bij)
        try:
            yield
        finally:
            with self._nieuws:
                self._wie = tuple(een for een in self._wie if een is not bij)

    def lees(self) -> None:
        """Ask the database once, for all who wait."""
        with self._engine.connect() as verbinding:
            self.meld({naam: positie for naam, positie, _ in stand_van(verbinding)})

    def vergeet(self) -> None:
        """Know nothing any more: the database was away, and may have lost what was not yet on disk."""
        with self._nieuws:
            self._posities.clear()

    def wacht_op(
        self, positie: int, namen: Collection[str], *, hoogstens: float, eerste_vraag: float = EERSTE_VRAAG
    ) -> bool:
        """Wait until these views have taken in the fact at ``positie``; ``False`` after ``hoogstens`` seconds.

        A view that stopped on a fault is not waited for. After ``eerste_vraag`` seconds the database is asked.
        """
        nu = time.monotonic()
        rust = eerste_vraag if self._posities else 0.0
        einde, vraag_om, rust = nu + hoogstens, nu + rust, EERSTE_VRAAG
        while not self._gehoord(positie, namen, tot=min(vraag_om, einde)):
            if self._zover(positie, namen):
                return True
            if time.monotonic() >= einde:
                return False
            rust = min(2 * rust, LANGSTE_RUST)
            vraag_om = time.monotonic() + rust
        return True

    def _gehoord(self, positie: int, namen: Collection[str], *, tot: float) -> bool:
        with self._nieuws:
            return self._nieuws.wait_for(
                lambda: all(self._posities.get(naam, 0) >= positie for naam in namen),
                timeout=max(0.0, tot - time.monotonic()),
            )

    def _zover(self, positie: int, namen: Collection[str]) -> bool:
        klaar = (
            select(func.count())
            .select_from(tables.stand)
            .where(
                tables.stand.c.naam.in_(namen),
                (tables.stand.c.positie >= positie) | tables.stand.c.fout.is_not(None),
            )
        )
        with self._engine.connect() as verbinding:
            return int(verbinding.execute(klaar).scalar_one()) == len(namen)
