"""Replaces the KEK: what was destroyed can then not be read from any old copy either.

The steps, each of which may be the last before a crash; whoever begins again goes on from there:

1. make the KEK of the next epoch, and in one transaction close the epoch of now and begin the next;
2. wrap every living key anew, a portion at a time;
3. replace the keys of the blind indexes, and make the marks of the living again (``hermerken``);
4. see that no key is left in the old epoch;
5. copy the key store to its file, for who puts an older backup back (``sleutelkopie``);
6. destroy the old KEK, and see that it is gone;
7. put on record that it is.

Nothing is reported destroyed that still opens. Work goes on meanwhile: both KEKs read, the new one wraps.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import (
    ARRAY,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    Uuid,
    bindparam,
    func,
    select,
    update,
)

from infra import tables
from infra.concepten import weggegaan
from infra.hermerken import Hermerker
from infra.kek import Kekring
from infra.keys import SleutelFout
from infra.rondes import Rondes
from infra.sleutelkopie import schrijf_kopie
from infra.tijdvakken import aantal_sleutels, begin_tijdvak, levende_tijdvakken

log = structlog.get_logger()

ROTATIESLOT = 0x6361_7375_7308
"""Held by whoever replaces the KEK, one at a time."""

PORTIE = 2000
"""Keys that are wrapped anew in one transaction."""

RUST = 30.0
"""Seconds between two looks."""

BEDENK = timedelta(minutes=5)
"""How long after the last destruction the KEK is replaced: more may follow, and one replacement does for all."""

NA_EEN_CONCEPT = timedelta(hours=24)
"""How long after a concept went the KEK is replaced, where no destruction asks for it sooner: they go every day."""

_NIEUW = (
    func.unnest(bindparam("ids", type_=ARRAY(Uuid)), bindparam("ingepakt_nieuw", type_=ARRAY(LargeBinary)))
    .table_valued("sleutel_id", "ingepakt")
    .render_derived("nieuw")
)


class RotatieBezig(Exception):
    """Somebody else is replacing the KEK right now."""


class SleutelsOver(Exception):
    """Keys of the old epoch are still there, so its KEK is not destroyed."""


@dataclass(frozen=True)
class Vernieuwing:
    """What a replacement did: the epoch that is gone, the one of now, how many keys were wrapped anew.

    ``gemerkt`` is of how many casussen and consultaties the marks in the blind indexes were made anew.
    """

    oud: int
    nieuw: int
    sleutels: int
    gemerkt: int


def vernieuw(
    engine: Engine,
    ring: Kekring,
    *,
    hermerker: Hermerker,
    kopie: Path,
    nu: Callable[[], datetime],
    meld: Callable[[int], None] = lambda _: None,
) -> Vernieuwing:
    """Replace the KEK; finishes first what was cut short, and then that is all it does. ``kopie`` is the file of keys.

    ``hermerker`` replaces what the blind indexes are made with.

    Raises:
        RotatieBezig: somebody else is at it.
        SleutelsOver: keys of the old epoch are left.
        SleutelFout: a key does not open, or a KEK cannot be made or destroyed.
    """
    with _alleen(engine):
        ring.ververs()
        oud = _begin(engine, ring, nu=nu)
        aantal = _pak_om(engine, ring, oud, meld=meld)
        gemerkt = hermerker.vernieuw(ring, meld=meld)
        with engine.connect() as verbinding:
            over = aantal_sleutels(verbinding, oud)
        if over:
            raise SleutelsOver(f"{over} keys are still wrapped in epoch {oud}; its KEK is not destroyed.")
        schrijf_kopie(engine, ring.huidig, kopie, op=nu())
        ring.bron.vernietig(oud)
        ring.ververs()
        if oud in {kek.tijdvak for kek in ring.alle}:
            raise SleutelFout(f"The KEK of epoch {oud} is still in {ring.bron}.")
        with engine.begin() as verbinding:
            verbinding.execute(
                update(tables.tijdvak).where(tables.tijdvak.c.tijdvak == oud).values(vernietigd_op=nu())
            )
        log.info("kek_vernieuwd", oud=oud, nieuw=ring.huidig.tijdvak, sleutels=aantal, gemerkt=gemerkt)
        return Vernieuwing(oud, ring.huidig.tijdvak, aantal, gemerkt)


def _begin(engine: Engine, ring: Kekring, *, nu: Callable[[], datetime]) -> int:
    """Begin the next epoch, unless one was begun and not finished; gives the epoch that is to go."""
    with engine.begin() as verbinding:
        er_zijn = levende_tijdvakken(verbinding)
        gesloten = [tijdvak.nummer for tijdvak in er_zijn if not tijdvak.open]
        if gesloten:
            return min(gesloten)
        huidig = er_zijn[0].nummer
        nieuw = ring.bron.maak(huidig + 1)
        begin_tijdvak(verbinding, nieuw, op=nu())
    ring.ververs()
    return huidig


def _pak_om(engine: Engine, ring: Kekring, oud: int, *, meld: Callable[[int], None]) -> int:
    """Wrap every data key of an epoch anew; gives how many. Those of blind indexes die with it."""
    tabel = tables.sleutel
    kolommen = tabel.c
    zoek = (
        select(kolommen.sleutel_id, kolommen.ingepakt)
        .where(kolommen.tijdvak == oud)
        .order_by(kolommen.sleutel_id)
        .limit(PORTIE)
        .with_for_update()
    )
    zet = (
        update(tabel)
        .where(kolommen.sleutel_id == _NIEUW.c.sleutel_id, kolommen.tijdvak == oud)
        .values(tijdvak=bindparam("nieuw_tijdvak", type_=Integer), ingepakt=_NIEUW.c.ingepakt)
    )
    gedaan = 0
    while True:
        with engine.begin() as verbinding:
            rijen = verbinding.execute(zoek).all()
            if not rijen:
                return gedaan
            nieuw = ring.huidig
            waarden = [
                nieuw.pak_in(
                    ring.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=oud), voor=rij.sleutel_id
                )
                for rij in rijen
            ]
            verbinding.execute(
                zet,
                {
                    "ids": [rij.sleutel_id for rij in rijen],
                    "ingepakt_nieuw": waarden,
                    "nieuw_tijdvak": nieuw.tijdvak,
                },
            )
        gedaan += len(rijen)
        meld(gedaan)


@contextmanager
def _alleen(engine: Engine) -> Iterator[None]:
    """Be the only one; the lock is that of a session, and goes with it."""
    with engine.connect() as verbinding:
        vrij = verbinding.execute(select(func.pg_try_advisory_lock(ROTATIESLOT))).scalar_one()
        verbinding.commit()
        if not vrij:
            raise RotatieBezig
        try:
            yield
        finally:
            verbinding.execute(select(func.pg_advisory_unlock(ROTATIESLOT)))
            verbinding.commit()


# --- by itself --------------------------------------------------------------------------------------------------


def wachtende_vernietigingen(verbinding: Connection) -> tuple[int, datetime | None]:
    """How many destructions an old copy with the KEK of now would undo, and when the last of them was."""
    kolommen = tables.tijdvak.c
    begin = select(kolommen.gemaakt_op).order_by(kolommen.tijdvak.desc()).limit(1).scalar_subquery()
    rij = verbinding.execute(
        select(func.count(), func.max(tables.omheining.c.op)).where(tables.omheining.c.op >= begin)
    ).one()
    return int(rij[0]), rij[1]


class Vernieuwer:
    """Replaces the KEK after destructions, several with one replacement; finishes what was cut short."""

    def __init__(
        self,
        engine: Engine,
        ring: Kekring,
        *,
        hermerker: Hermerker,
        kopie: Path,
        nu: Callable[[], datetime],
        vooraf: Callable[[], None] = lambda: None,
    ) -> None:
        """Take the database as the service, the KEKs, the file that keys are copied to, and the clock.

        ``vooraf`` is done before each look: it writes down what was destroyed.
        """
        self._engine, self._ring, self._kopie, self._nu, self._vooraf = engine, ring, kopie, nu, vooraf
        self._hermerker = hermerker
        self._rondes = Rondes("vernieuwer", self._beurt)

    def start(self) -> None:
        """Look now and then, until ``stop``."""
        self._rondes.start()

    def stop(self) -> None:
        """Finish what is at hand and end."""
        self._rondes.stop()

    def _beurt(self) -> float:
        try:
            self.ronde()
        except RotatieBezig:
            pass
        except Exception as fout:  # noqa: BLE001 whatever it is, it is tried again, and doctor tells
            uitleg = str(fout) if isinstance(fout, SleutelFout | SleutelsOver) else None
            log.error("kek_niet_vernieuwd", soort=type(fout).__name__, uitleg=uitleg)  # noqa: TRY400 the text may hold more than it should
        return RUST

    def ronde(self) -> Vernieuwing | None:
        """Replace the KEK if there is reason to.

        Raises:
            RotatieBezig, SleutelsOver, SleutelFout: as ``vernieuw``.
        """
        try:
            self._vooraf()
        except SleutelFout as fout:
            # The KEK does not wait for it: without a replacement, old copies open for longer.
            log.error("register_loopt_achter", uitleg=str(fout))  # noqa: TRY400 the sentence says it all
        with self._engine.connect() as verbinding:
            aantal, laatste = wachtende_vernietigingen(verbinding)
            _, sinds = weggegaan(verbinding)
            onaf = len(levende_tijdvakken(verbinding)) > 1
        rijp = aantal > 0 and laatste is not None and self._nu() - laatste >= BEDENK
        rijp = rijp or (sinds is not None and self._nu() - sinds >= NA_EEN_CONCEPT)
        if not onaf and not rijp:
            return None
        return vernieuw(self._engine, self._ring, hermerker=self._hermerker, kopie=self._kopie, nu=self._nu)
