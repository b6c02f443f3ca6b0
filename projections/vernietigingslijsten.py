"""The vernietigingslijsten of a table: how far each is, whose turn it is, when the bedenktijd ends. No content.

For whoever has a role on a list, and for the service, which carries out what is ripe. How the tables take in a fact
stands in ``vernietigingslijsten_fold``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Index,
    Integer,
    Select,
    Table,
    Text,
    Uuid,
    or_,
    select,
    tuple_,
)

from domain.vernietigingslijst.state import Lijstfase
from projections.rijen import een_van
from projections.weergave import metadata

vernietigingslijst = Table(
    "vernietigingslijst",
    metadata,
    Column("lijst_id", Uuid, primary_key=True),
    Column("lijstnummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("tot_en_met", Date, nullable=False),
    Column("fase", Text, nullable=False),
    Column("voorgesteld_op", DateTime(timezone=True), nullable=False),
    Column("voorgesteld_door", Text, nullable=False),
    Column("gecontroleerd_door", Text),
    Column("goedgekeurd_door", Text),
    Column("uitgevoerd_door", Text),
    Column("uitvoeren_vanaf", DateTime(timezone=True)),
    Column("posten", Integer, nullable=False),
    Column("geweigerd", Integer, nullable=False),
    Column("afgehaald", Integer, nullable=False),
    Column("teruggekomen", Integer, nullable=False),
    Column("vernietigd", Integer, nullable=False),
    Column("uitslag", Text),
    Column("verklaringsnummer", Text),
    info={"van": "lijst_id"},
)
"""Every list there ever was. A list is about nobody: it stays."""

_NIEUWSTE = (vernietigingslijst.c.voorgesteld_op, vernietigingslijst.c.lijstnummer)
Index("ix_vernietigingslijst_tafel", vernietigingslijst.c.tafel, *_NIEUWSTE)
Index("ix_vernietigingslijst_fase", vernietigingslijst.c.fase, vernietigingslijst.c.uitvoeren_vanaf)

vernietigingspost = Table(
    "vernietigingspost",
    metadata,
    Column("post_id", Uuid, primary_key=True),
    Column("lijst_id", Uuid, nullable=False),
    Column("stroom_id", Uuid, nullable=False),
    Column("persoon_id", Uuid),
    Column("organisatie", Text),
    info={"van": "lijst_id", "van_lijst": True},
)
"""What stands on a list that still runs, so that nothing is proposed twice. Its rows come from the list."""

Index("ix_vernietigingspost_lijst_id", vernietigingspost.c.lijst_id)
Index("ix_vernietigingspost_stroom_id", vernietigingspost.c.stroom_id)

Deel = tuple[UUID, UUID | None, str | None]
"""What can be destroyed alone: a casus or consultatie, or of a casus one person or one contribution."""

BEZIG = (Lijstfase.IN_UITVOERING, Lijstfase.UITGEVOERD, Lijstfase.NAGECONTROLEERD)
"""An execution that was begun and is not at its end."""


# --- asking -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lijstsleutel:
    """The place of a row in the list of lists; the next page begins after it."""

    voorgesteld_op: datetime
    lijstnummer: str


@dataclass(frozen=True)
class Lijstrij:
    """How far a list is. ``posten`` counts what was proposed, the other numbers what became of that."""

    lijst_id: UUID
    lijstnummer: str
    tafel: str
    tot_en_met: date
    fase: Lijstfase
    voorgesteld_op: datetime
    voorgesteld_door: str
    gecontroleerd_door: str | None = None
    goedgekeurd_door: str | None = None
    uitgevoerd_door: str | None = None
    uitvoeren_vanaf: datetime | None = None
    posten: int = 0
    geweigerd: int = 0
    afgehaald: int = 0
    teruggekomen: int = 0
    vernietigd: int = 0
    uitslag: str | None = None
    verklaringsnummer: str | None = None

    @property
    def sleutel(self) -> Lijstsleutel:
        """Where this row stands."""
        return Lijstsleutel(self.voorgesteld_op, self.lijstnummer)


@dataclass(frozen=True)
class Lijstpost:
    """Something that stands on a list that still runs."""

    post_id: UUID
    lijst_id: UUID
    stroom_id: UUID
    persoon_id: UUID | None
    organisatie: str | None

    @property
    def is_geheel(self) -> bool:
        """All of a case or consultatie, and not a part of one."""
        return self.persoon_id is None and self.organisatie is None


def lijsten(
    verbinding: Connection, tafel: str, *, na: Lijstsleutel | None = None, limiet: int = 50
) -> tuple[Lijstrij, ...]:
    """List the lists of one table, newest first."""
    vraag = (
        select(vernietigingslijst)
        .where(vernietigingslijst.c.tafel == tafel)
        .order_by(*(kolom.desc() for kolom in _NIEUWSTE))
        .limit(limiet)
    )
    if na is not None:
        vraag = vraag.where(tuple_(*_NIEUWSTE) < tuple_(na.voorgesteld_op, na.lijstnummer))
    return tuple(lees_rij(Lijstrij(*rij)) for rij in verbinding.execute(vraag))


def rijp(verbinding: Connection, *, nu: datetime) -> tuple[Lijstrij, ...]:
    """The lists that there is something to do for: the bedenktijd is over, or the execution was not finished."""
    goedgekeurd = vernietigingslijst.c.fase == Lijstfase.GOEDGEKEURD
    vraag = (
        select(vernietigingslijst)
        .where(
            or_(
                vernietigingslijst.c.fase.in_(BEZIG),
                goedgekeurd & (vernietigingslijst.c.uitvoeren_vanaf <= nu),
            )
        )
        .order_by(vernietigingslijst.c.uitvoeren_vanaf, vernietigingslijst.c.lijstnummer)
    )
    return tuple(lees_rij(Lijstrij(*rij)) for rij in verbinding.execute(vraag))


def op_een_lijst(verbinding: Connection, stromen: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these streams stand on a list that still runs."""
    kolom = vernietigingspost.c.stroom_id
    vraag = select(kolom).where(een_van(kolom, stromen))
    return frozenset(verbinding.execute(vraag).scalars())


def lijsten_met(verbinding: Connection, stromen: Iterable[UUID]) -> dict[UUID, str]:
    """The number of the running list on which something of each of these streams stands."""
    vraag = (
        select(vernietigingspost.c.stroom_id, vernietigingslijst.c.lijstnummer)
        .join(vernietigingslijst, vernietigingslijst.c.lijst_id == vernietigingspost.c.lijst_id)
        .where(een_van(vernietigingspost.c.stroom_id, stromen))
        .order_by(vernietigingspost.c.stroom_id, vernietigingslijst.c.lijstnummer.desc())
    )
    return {rij.stroom_id: rij.lijstnummer for rij in verbinding.execute(vraag)}


def lijst_van(verbinding: Connection, rijen: Iterable[Deel]) -> dict[Deel, str]:
    """The number of the running list on which each of these units stands, alone or with its whole casus."""
    gevraagd = list(rijen)
    kolom = vernietigingspost.c
    vraag = (
        select(kolom.stroom_id, kolom.persoon_id, kolom.organisatie, vernietigingslijst.c.lijstnummer)
        .join(vernietigingslijst, vernietigingslijst.c.lijst_id == kolom.lijst_id)
        .where(een_van(kolom.stroom_id, (een[0] for een in gevraagd)))
    )
    op_lijst: dict[Deel, str] = {
        (rij.stroom_id, rij.persoon_id, rij.organisatie): rij.lijstnummer for rij in verbinding.execute(vraag)
    }
    gevonden = {een: op_lijst.get(een) or op_lijst.get((een[0], None, None)) for een in gevraagd}
    return {een: nummer for een, nummer in gevonden.items() if nummer is not None}


def al_op_een_lijst() -> Select[tuple[UUID]]:
    """The streams that stand on a list that still runs, for use in another question."""
    return select(vernietigingspost.c.stroom_id)


def lees_rij(rij: Lijstrij) -> Lijstrij:
    """Give back the words of the domain for the text that was stored."""
    return replace(rij, fase=Lijstfase(rij.fase))
