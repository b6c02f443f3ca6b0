"""What somebody does about a fact that stopped a view: have it tried again, or passed over. The reason is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.casus.events import GegevensVerwijderd
from domain.consultatie.events import ConsultatieVerwijderd
from domain.verzoek.events import VerzoekVerwijderd
from infra import tables
from infra.codec import ALLES
from infra.herbouw import HERBOUWSLOT
from infra.herbouwvoortgang import vraag_herbouw
from infra.runner import slot_van
from infra.standen import MELDKANAAL, OPNIEUW, OVERSLAAN, standen
from infra.voeding import DEEL_VERNIETIGD

LANGSTE_REDEN = 300
"""Characters."""

NOOIT = frozenset(
    ALLES.naam(soort)
    for soort in (*DEEL_VERNIETIGD, GegevensVerwijderd, ConsultatieVerwijderd, VerzoekVerwijderd)
)
"""The stored names of facts that say that something was destroyed: a view that passed one over would keep it."""


class IngreepKanNiet(Exception):
    """This cannot be done about this view; one sentence for the operator."""


@dataclass(frozen=True)
class Ingreep:
    """What was done about a fact, by whom and why. ``fout`` is the kind of fault that the view stood still for."""

    op: datetime
    naam: str
    positie: int
    soort: str
    fout: str | None
    reden: str
    wie: str


class Ingrepen:
    """Does it, and keeps it."""

    def __init__(self, engine: Engine, *, nu: Callable[[], datetime]) -> None:
        """Take the database as the service sees it, and the clock."""
        self._engine = engine
        self._nu = nu

    def sla_over(self, naam: str, positie: int, *, reden: str, wie: str) -> Ingreep:
        """Have a view pass over the fact that it stopped on.

        Raises:
            IngreepKanNiet: it did not stop there, or the fact says that something was destroyed.
        """
        with self._engine.begin() as verbinding:
            _sluit_af(verbinding, naam)
            stand = standen(verbinding, [naam])[naam]
            if stand.fout is None or stand.fout_positie != positie:
                waar = "nowhere" if stand.fout_positie is None else f"at position {stand.fout_positie}"
                raise IngreepKanNiet(
                    f"The view {naam} did not stop at position {positie}; it stopped {waar}."
                )
            if (feit := _naam_op(verbinding, positie)) in NOOIT:
                raise IngreepKanNiet(
                    f"The fact at position {positie} ({feit}) says that something was destroyed: a view that passed it "
                    "over would keep what must be gone. Mend the view, and have it tried again."
                )
            return self._leg_vast(verbinding, naam, positie, OVERSLAAN, stand.fout, reden, wie)

    def probeer_opnieuw(self, naam: str, *, reden: str, wie: str, positie: int | None = None) -> Ingreep:
        """Have a view take the fact that it stopped on once more; with ``positie`` one that it passes over.

        The latter counts from the next rebuild on: a view does not go back. That one is owed stands there until then.

        Raises:
            IngreepKanNiet: it did not stop, does not pass that one over, or is being made anew without it.
        """
        with self._engine.begin() as verbinding:
            _sluit_af(verbinding, naam)
            stand = standen(verbinding, [naam])[naam]
            if positie is not None and positie not in stand.overgeslagen:
                raise IngreepKanNiet(f"The view {naam} does not pass over position {positie}.")
            welke = stand.fout_positie if positie is None else positie
            if welke is None:
                raise IngreepKanNiet(f"The view {naam} did not stop.")
            if positie is not None and stand.positie >= positie:
                _eis_geen_herbouw(verbinding)
                vraag_herbouw(verbinding, naam, op=self._nu())
            return self._leg_vast(verbinding, naam, welke, OPNIEUW, stand.fout, reden, wie)

    def _leg_vast(  # noqa: PLR0917 the columns, in their order
        self,
        verbinding: Connection,
        naam: str,
        positie: int,
        soort: str,
        fout: str | None,
        reden: str,
        wie: str,
    ) -> Ingreep:
        """Keep it, take the fault away if it is about that, and say so to whoever keeps the view up to date."""
        ingreep = Ingreep(self._nu(), naam, positie, soort, fout, _eis_reden(reden), wie)
        verbinding.execute(insert(tables.ingreep).values(**vars(ingreep)))
        stand = tables.stand
        verbinding.execute(
            stand.update()
            .where(stand.c.naam == naam, stand.c.fout_positie == positie)
            .values(fout=None, fout_positie=None, fout_op=None)
        )
        verbinding.execute(select(func.pg_notify(MELDKANAAL, "")))
        return ingreep


def _eis_reden(reden: str) -> str:
    """Take a reason that can be read back on one line.

    Raises:
        IngreepKanNiet: it says nothing, or too much.
    """
    reden = " ".join(reden.split())
    if not reden or len(reden) > LANGSTE_REDEN or not reden.isprintable():
        raise IngreepKanNiet(f"A reason takes 1 to {LANGSTE_REDEN} characters that can be printed.")
    return reden


def _sluit_af(verbinding: Connection, naam: str) -> None:
    """Keep the runner out for a moment."""
    verbinding.execute(select(func.pg_advisory_xact_lock(slot_van(naam))))


def _eis_geen_herbouw(verbinding: Connection) -> None:
    """Ask for no rebuild while one goes on: it may be past the fact, and would count as the one that was asked for.

    Raises:
        IngreepKanNiet: one goes on.
    """
    if not verbinding.execute(select(func.pg_try_advisory_xact_lock(HERBOUWSLOT))).scalar_one():
        raise IngreepKanNiet(
            "A rebuild is going on, without this fact. Give this command again when it is done."
        )


def _naam_op(verbinding: Connection, positie: int) -> str:
    g = tables.gebeurtenis.c
    return str(verbinding.execute(select(g.topic).where(g.notification_id == positie)).scalar_one())


def ingrepen(verbinding: Connection) -> Iterator[Ingreep]:
    """All that was ever done, the newest first."""
    t = tables.ingreep.c
    vraag = select(t.op, t.naam, t.positie, t.soort, t.fout, t.reden, t.wie).order_by(t.nummer.desc())
    for rij in verbinding.execute(vraag):
        yield Ingreep(*rij)
