"""Until when each case and consultatie may be there, what is due for destruction and what was destroyed; no content.

For the compliance officer, and for whoever looks for the number of a case, such as the auditor. How the tables take
in a fact stands in ``verwijderrapport_fold``.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Index,
    Select,
    Table,
    Text,
    Uuid,
    func,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.casus.waarden import Vernietiggrond, Verwijdergrond
from domain.rollen import Rol
from projections.dagen import begin_van
from projections.weergave import metadata

_TEKSTEN = ARRAY(Text, as_tuple=True)

verwijderrapport = Table(
    "verwijderrapport",
    metadata,
    Column("bewijsnummer", Text, primary_key=True),
    Column("stroom_id", Uuid, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("regime", Text, nullable=False),
    Column("verwijderd_op", DateTime(timezone=True), nullable=False),
    Column("rol", Text, nullable=False),
    Column("grond", Text, nullable=False),
    Column("regel", Text),
    Column("bewaren_tot", Date),
    Column("voorgesteld_door", Text, nullable=False),
    Column("uitgevoerd_door", Text, nullable=False),
    Column("wijze", Text, nullable=False),
    Column("systemen", _TEKSTEN, nullable=False),
    Column("gecontroleerd", _TEKSTEN, nullable=False),
    Column("soort", Text, nullable=False),
    Column("gecontroleerd_door", Text),
    Column("goedgekeurd_door", Text),
    Column("lijstnummer", Text),
    info={"blijft": True, "sinds": "verwijderd_op"},
)
"""Stays: it holds nothing but what ``GegevensVerwijderd`` and its like keep for ever: of a consultatie, a verzoek, a
person or a contribution. A row never changes: since when it is there stands in itself."""

_NIEUWSTE = (verwijderrapport.c.verwijderd_op, verwijderrapport.c.bewijsnummer)
Index("ix_verwijderrapport_tafel", verwijderrapport.c.tafel, *_NIEUWSTE)

bewaartermijn = Table(
    "bewaartermijn",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("casusnummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("bewaren_tot", Date, nullable=False),
    Column("regel", Text, nullable=False),
    Column("uitgewerkt", Boolean, nullable=False),
    Column("voorgesteld_door", Text),
    Column("grond", Text),
    Column("afgeschermd", Boolean, nullable=False),
    Column("soort", Text, nullable=False),
)
"""Every case, and every consultatie whose clock runs, whose data are still there."""

_EERSTE = (bewaartermijn.c.bewaren_tot, bewaartermijn.c.casusnummer)
Index("ix_bewaartermijn_tafel", bewaartermijn.c.tafel, *_EERSTE)
Index(
    "ix_bewaartermijn_uitgewerkt",
    bewaartermijn.c.tafel,
    *_EERSTE,
    postgresql_where=bewaartermijn.c.uitgewerkt,
)

zonder_termijn = Table(
    "bewaartermijn_zonder",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("consultatienummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
)
"""The consultaties about nobody by name: no clock runs, until somebody is named."""


# --- asking -------------------------------------------------------------------------------------------------


class Soort(StrEnum):
    """Whose data it is about."""

    CASUS = "casus"
    CONSULTATIE = "consultatie"
    VERZOEK = "verzoek"
    PERSOON = "persoon"
    """One person of a casus that lives on."""
    BIJDRAGE = "bijdrage"
    """What one organisation contributed to a casus that lives on."""


@dataclass(frozen=True)
class Termijnsleutel:
    """The place of a row in the list of terms; the next page begins after it."""

    bewaren_tot: date
    casusnummer: str


@dataclass(frozen=True)
class Termijn:
    """Until when the data of a case or consultatie may be there, by which rule; and the proposal to destroy, if any.

    ``casusnummer`` is the consultatienummer where ``soort`` says so. ``uitgewerkt``: not taken up, closed, or made an
    aanmelding; then the data may be destroyed before the term ends. ``afgeschermd``: a closed case; then few may still
    see that it is there.
    """

    stroom_id: UUID
    casusnummer: str
    tafel: str
    bewaren_tot: date
    regel: str
    uitgewerkt: bool
    voorgesteld_door: str | None = None
    grond: Verwijdergrond | None = None
    afgeschermd: bool = False
    soort: Soort = Soort.CASUS

    @property
    def sleutel(self) -> Termijnsleutel:
        """Where this row stands."""
        return Termijnsleutel(self.bewaren_tot, self.casusnummer)

    def verstreken(self, vandaag: date) -> bool:
        """Say whether the term ends today or has ended: the data can be destroyed on that ground."""
        return vandaag >= self.bewaren_tot

    def over_termijn(self, vandaag: date) -> bool:
        """Say whether the term has ended while the data are still here."""
        return vandaag > self.bewaren_tot


@dataclass(frozen=True)
class Verwijdersleutel:
    """The place of a row in the list of what was destroyed; the next page begins after it."""

    verwijderd_op: datetime
    bewijsnummer: str


@dataclass(frozen=True)
class Verwijdering:
    """What remains of a case or consultatie whose data were destroyed. ``rol`` is the role of who carried it out.

    ``regel`` and ``bewaren_tot`` are ``None`` for a consultatie whose clock never ran. Who checked and approved, and
    the ``lijstnummer``, are ``None`` for a verzoek, that two people destroy, and for what went before there were lists.
    """

    bewijsnummer: str
    stroom_id: UUID
    tafel: str
    regime: str
    verwijderd_op: datetime
    rol: Rol
    grond: Verwijdergrond | Vernietiggrond
    regel: str | None
    bewaren_tot: date | None
    voorgesteld_door: str
    uitgevoerd_door: str
    wijze: str
    systemen: tuple[str, ...]
    gecontroleerd: tuple[str, ...]
    soort: Soort = Soort.CASUS
    gecontroleerd_door: str | None = None
    goedgekeurd_door: str | None = None
    lijstnummer: str | None = None

    @property
    def sleutel(self) -> Verwijdersleutel:
        """Where this row stands."""
        return Verwijdersleutel(self.verwijderd_op, self.bewijsnummer)


def aanwezig(
    verbinding: Connection,
    tafel: str,
    *,
    ook_afgeschermd: bool,
    soort: Soort = Soort.CASUS,
    stromen: Select[tuple[UUID]] | None = None,
    na: Termijnsleutel | None = None,
    limiet: int = 50,
) -> tuple[Termijn, ...]:
    """List all cases of one table whose data are still there: those with the earliest term first.

    With another ``soort``: all consultaties whose clock runs. With ``stromen``: only what that selects.
    """
    vraag = (
        select(bewaartermijn)
        .where(bewaartermijn.c.tafel == tafel, bewaartermijn.c.soort == soort)
        .order_by(*_EERSTE)
        .limit(limiet)
    )
    if not ook_afgeschermd:
        vraag = vraag.where(~bewaartermijn.c.afgeschermd)
    if stromen is not None:
        vraag = vraag.where(bewaartermijn.c.stroom_id.in_(stromen))
    if na is not None:
        vraag = vraag.where(tuple_(*_EERSTE) > tuple_(na.bewaren_tot, na.casusnummer))
    return tuple(_termijn(Termijn(*rij)) for rij in verbinding.execute(vraag))


def aantallen(
    verbinding: Connection,
    tafels: Collection[str],
    *,
    ook_afgeschermd: bool,
    stromen: Select[tuple[UUID]] | None = None,
) -> dict[str, int]:
    """Count, for each of these tables where there is one, the cases that ``aanwezig`` lists."""
    b = bewaartermijn.c
    vraag = (
        select(b.tafel, func.count())
        .where(b.tafel.in_(sorted(tafels)), b.soort == Soort.CASUS)
        .group_by(b.tafel)
    )
    if not ook_afgeschermd:
        vraag = vraag.where(~b.afgeschermd)
    if stromen is not None:
        vraag = vraag.where(b.stroom_id.in_(stromen))
    return {str(tafel): int(aantal) for tafel, aantal in verbinding.execute(vraag)}


def niet_opgenomen(verbinding: Connection, tafel: str, *, limiet: int) -> tuple[Termijn, ...]:
    """List the cases that one table did not take up and whose data are still there: the last one decided on first."""
    vraag = (
        select(bewaartermijn)
        .where(
            bewaartermijn.c.tafel == tafel,
            bewaartermijn.c.soort == Soort.CASUS,
            bewaartermijn.c.uitgewerkt,
            ~bewaartermijn.c.afgeschermd,
        )
        .order_by(*(kolom.desc() for kolom in _EERSTE))
        .limit(limiet)
    )
    return tuple(_termijn(Termijn(*rij)) for rij in verbinding.execute(vraag))


def stromen_van(verbinding: Connection, tafel: str) -> list[UUID]:
    """The streams of all cases of one table whose data are still there, in no order."""
    vraag = select(bewaartermijn.c.stroom_id).where(
        bewaartermijn.c.tafel == tafel, bewaartermijn.c.soort == Soort.CASUS
    )
    return list(verbinding.execute(vraag).scalars())


def nummers_van(verbinding: Connection, tafel: str) -> dict[UUID, str]:
    """The number of every case of one table whose data are still there, by its stream."""
    vraag = select(bewaartermijn.c.stroom_id, bewaartermijn.c.casusnummer).where(
        bewaartermijn.c.tafel == tafel, bewaartermijn.c.soort == Soort.CASUS
    )
    return {rij.stroom_id: rij.casusnummer for rij in verbinding.execute(vraag)}


def te_verwijderen(
    verbinding: Connection,
    tafel: str,
    *,
    vandaag: date,
    na: Termijnsleutel | None = None,
    limiet: int = 50,
) -> tuple[Termijn, ...]:
    """List the cases and consultaties of one table whose data can be destroyed: those with the earliest term first.

    With a later day for ``vandaag``: what will be due then.
    """
    vraag = select(bewaartermijn).where(bewaartermijn.c.tafel == tafel).order_by(*_EERSTE).limit(limiet)
    if na is not None:
        vraag = vraag.where(tuple_(*_EERSTE) > tuple_(na.bewaren_tot, na.casusnummer))
    # Two questions with an index each; every answer to the first comes before all answers to the second.
    verstreken = vraag.where(bewaartermijn.c.bewaren_tot <= vandaag).subquery()
    uitgewerkt = vraag.where(bewaartermijn.c.uitgewerkt, bewaartermijn.c.bewaren_tot > vandaag).subquery()
    beide = union_all(select(verstreken), select(uitgewerkt)).subquery()
    samen = select(beide).order_by(beide.c.bewaren_tot, beide.c.casusnummer).limit(limiet)
    return tuple(_termijn(Termijn(*rij)) for rij in verbinding.execute(samen))


def verwijderd(
    verbinding: Connection,
    tafel: str,
    *,
    van: date | None = None,
    tot: date | None = None,
    na: Verwijdersleutel | None = None,
    limiet: int = 50,
) -> tuple[Verwijdering, ...]:
    """List what was destroyed of one table, newest first; from the day ``van`` up to and with the day ``tot``."""
    vraag = (
        select(verwijderrapport)
        .where(verwijderrapport.c.tafel == tafel)
        .order_by(*(kolom.desc() for kolom in _NIEUWSTE))
        .limit(limiet)
    )
    if van is not None:
        vraag = vraag.where(verwijderrapport.c.verwijderd_op >= begin_van(van))
    if tot is not None:
        vraag = vraag.where(verwijderrapport.c.verwijderd_op < begin_van(tot + timedelta(days=1)))
    if na is not None:
        vraag = vraag.where(tuple_(*_NIEUWSTE) < tuple_(na.verwijderd_op, na.bewijsnummer))
    return tuple(_verwijdering(Verwijdering(*rij)) for rij in verbinding.execute(vraag))


def verwijdering(verbinding: Connection, bewijsnummer: str) -> Verwijdering | None:
    """Look one destruction up by its number, whatever the table: who has the number may see it."""
    vraag = select(verwijderrapport).where(verwijderrapport.c.bewijsnummer == bewijsnummer)
    rij = verbinding.execute(vraag).one_or_none()
    return None if rij is None else _verwijdering(Verwijdering(*rij))


def _termijn(rij: Termijn) -> Termijn:
    """Give back the words of the domain for the text that was stored."""
    return replace(rij, grond=Verwijdergrond(rij.grond) if rij.grond else None, soort=Soort(rij.soort))


def _verwijdering(rij: Verwijdering) -> Verwijdering:
    soort = Soort(rij.soort)
    gronden = Vernietiggrond if soort in (Soort.PERSOON, Soort.BIJDRAGE) else Verwijdergrond
    return replace(rij, rol=Rol(rij.rol), grond=gronden(rij.grond), soort=soort)
