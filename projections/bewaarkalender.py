"""The bewaarkalender: until when each unit may be kept, what comes up, and what stands in the way of its destruction.

For the compliance officer and the FG; the auditor reads along. A unit is what can be destroyed alone: a casus, a
consultatie, and within a casus a person or a contribution that has a term of its own. No content. How the tables take
in a fact stands in ``bewaarkalender_fold``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Index,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    any_,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from projections.rijen import een_van
from projections.weergave import metadata

BINNEN = 90
"""Days before its last day from which a unit is nearly due, where nobody asks for another number."""

bewaarkalender = Table(
    "bewaarkalender",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("eenheid", Text, primary_key=True),
    Column("soort", Text, nullable=False),
    Column("nummer", Text, nullable=False),
    Column("tafel", Text, nullable=False),
    Column("persoon_id", Uuid),
    Column("organisatie", Text),
    Column("bewaren_tot", Date, nullable=False),
    Column("regel", Text, nullable=False),
    Column("eigen_tot", Date),
    Column("eigen_regel", Text),
    Column("uitgewerkt", Boolean, nullable=False),
    Column("afgeschermd", Boolean, nullable=False),
    Column("verlengd", Boolean, nullable=False),
    Column("opgeschort", Boolean, nullable=False),
    Column("gronden", ARRAY(Text, as_tuple=True), nullable=False),
    Column("herzien_op", Date),
    Column("beperkt", Boolean, nullable=False),
)
"""``eenheid`` tells the units of one stream apart. ``gronden`` are those of the holds, ``herzien_op`` the first day on
which a hold or a restriction is to be looked at again."""

opschortingen = Table(
    "bewaarkalender_opschorting",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("opschorting_id", Uuid, primary_key=True),
    Column("grond", Text, nullable=False),
    Column("tot", Date, nullable=False),
)
"""The holds that stand now."""

beperkingen = Table(
    "bewaarkalender_beperking",
    metadata,
    Column("stroom_id", Uuid, primary_key=True),
    Column("beperking_id", Uuid, primary_key=True),
    Column("persoon_id", Uuid),
    Column("tot", Date, nullable=False),
)
"""The restrictions that stand now: of one person, or of the whole casus."""

_VOLGORDE = (bewaarkalender.c.bewaren_tot, bewaarkalender.c.nummer, bewaarkalender.c.eenheid)
Index("ix_bewaarkalender_tafel", bewaarkalender.c.tafel, *_VOLGORDE)
for _kolom in ("uitgewerkt", "opgeschort", "verlengd", "beperkt"):
    Index(
        f"ix_bewaarkalender_{_kolom}",
        bewaarkalender.c.tafel,
        *_VOLGORDE,
        postgresql_where=bewaarkalender.c[_kolom],
    )
Index("ix_bewaarkalender_open", bewaarkalender.c.bewaren_tot, postgresql_where=~bewaarkalender.c.opgeschort)
Index(
    "ix_bewaarkalender_herzien_op",
    bewaarkalender.c.herzien_op,
    postgresql_where=bewaarkalender.c.herzien_op.is_not(None),
)


ZONDER_KLOK = date.max
"""The last day of a consultatie about nobody by name: no clock runs until somebody is named, and it is not listed."""
_LOOPT_EEN_KLOK = bewaarkalender.c.bewaren_tot < ZONDER_KLOK


# --- asking -------------------------------------------------------------------------------------------------


class Eenheidsoort(StrEnum):
    """What can be destroyed alone."""

    CASUS = "casus"
    CONSULTATIE = "consultatie"
    PERSOON = "persoon"
    BIJDRAGE = "bijdrage"


class Kalenderstatus(StrEnum):
    """How it stands with a unit on a day. Extended and restricted stand beside the others."""

    OVER_TERMIJN = "over-termijn"
    AAN_DE_BEURT = "aan-de-beurt"
    BIJNA = "bijna-aan-de-beurt"
    OPGESCHORT = "opgeschort"
    VERLENGD = "verlengd"
    BEPERKT = "beperkt"
    LOOPT = "loopt"


@dataclass(frozen=True)
class Sleutel:
    """The place of a row in the calendar; the next page begins after it."""

    bewaren_tot: date
    nummer: str
    eenheid: str


@dataclass(frozen=True)
class Kalenderrij:
    """One unit. ``uitgewerkt``: nothing is done with it any more, so that it may go before its term ends."""

    stroom_id: UUID
    eenheid: str
    soort: Eenheidsoort
    nummer: str
    tafel: str
    persoon_id: UUID | None
    organisatie: str | None
    bewaren_tot: date
    regel: str
    eigen_tot: date | None
    eigen_regel: str | None
    uitgewerkt: bool = False
    afgeschermd: bool = False
    verlengd: bool = False
    opgeschort: bool = False
    gronden: tuple[str, ...] = ()
    herzien_op: date | None = None
    beperkt: bool = False

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.bewaren_tot, self.nummer, self.eenheid)

    @property
    def deel(self) -> tuple[UUID, UUID | None, str | None]:
        """What it is a row of, as it would stand on a vernietigingslijst."""
        return (self.stroom_id, self.persoon_id, self.organisatie)

    @property
    def is_geheel(self) -> bool:
        """It is a whole casus or consultatie, and not a part of one."""
        return self.soort in (Eenheidsoort.CASUS, Eenheidsoort.CONSULTATIE)

    @property
    def vernietigen_voor(self) -> date:
        """The data must be gone before this day begins."""
        return self.bewaren_tot + timedelta(days=1)

    def status(self, vandaag: date, *, binnen: int = BINNEN) -> Kalenderstatus:
        """How it stands; a hold goes before all else, for then it may be there after its term."""
        if self.opgeschort:
            return Kalenderstatus.OPGESCHORT
        if vandaag > self.bewaren_tot:
            return Kalenderstatus.OVER_TERMIJN
        if vandaag == self.bewaren_tot or self.uitgewerkt:
            return Kalenderstatus.AAN_DE_BEURT
        if vandaag >= self.bewaren_tot - timedelta(days=binnen):
            return Kalenderstatus.BIJNA
        return Kalenderstatus.LOOPT


def kalender(
    verbinding: Connection,
    tafels: Collection[str],
    *,
    vandaag: date,
    status: Kalenderstatus | None = None,
    binnen: int = BINNEN,
    na: Sleutel | None = None,
    limiet: int = 50,
) -> tuple[Kalenderrij, ...]:
    """List the units of these tables, those with the earliest term first; of one status, or all."""
    vraag = select(bewaarkalender).where(_LOOPT_EEN_KLOK).order_by(*_VOLGORDE).limit(limiet)
    if na is not None:
        vraag = vraag.where(tuple_(*_VOLGORDE) > tuple_(na.bewaren_tot, na.nummer, na.eenheid))
    # A question for each table and each way to have this status, since for that there is an index.
    delen = [
        vraag.where(bewaarkalender.c.tafel == tafel, *waar)
        for tafel in tafels
        for waar in _waar(status, vandaag, binnen)
    ]
    if not delen:
        return ()
    if len(delen) > 1:
        beide = union_all(*(select(deel.subquery()) for deel in delen)).subquery()
        volgorde = (beide.c.bewaren_tot, beide.c.nummer, beide.c.eenheid)
        rijen = verbinding.execute(select(beide).order_by(*volgorde).limit(limiet))
    else:
        rijen = verbinding.execute(delen[0])
    gevonden = (Kalenderrij(*rij) for rij in rijen)
    return tuple(replace(rij, soort=Eenheidsoort(rij.soort)) for rij in gevonden)


def tellingen(
    verbinding: Connection, tafels: Collection[str], *, vandaag: date, binnen: int = BINNEN
) -> Mapping[str, Mapping[Kalenderstatus, int]]:
    """How many units of each of these tables have each status; what is extended or restricted counts there too."""
    aantallen = [
        func.count().filter(or_(*(and_(*waar) for waar in _waar(status, vandaag, binnen)))).label(status.name)
        for status in Kalenderstatus
    ]
    vraag = (
        select(bewaarkalender.c.tafel, *aantallen)
        .where(bewaarkalender.c.tafel == any_(literal(list(tafels), ARRAY(Text))), _LOOPT_EEN_KLOK)
        .group_by(bewaarkalender.c.tafel)
    )
    geteld = {tafel: dict.fromkeys(Kalenderstatus, 0) for tafel in tafels}
    for rij in verbinding.execute(vraag):
        geteld[rij.tafel] = {status: int(getattr(rij, status.name)) for status in Kalenderstatus}
    return geteld


@dataclass(frozen=True)
class Maand:
    """Of how many units the last day is in a month, from its first day; and what stands in the way of those."""

    maand: date
    aantal: int
    opgeschort: int
    beperkt: int


def per_maand(verbinding: Connection, tafels: Collection[str], *, vandaag: date) -> tuple[Maand, ...]:
    """Month by month what falls due at these tables from today on; a month in which nothing does is left out."""
    kolom = bewaarkalender.c
    maand = cast(func.date_trunc("month", kolom.bewaren_tot), Date)
    vraag = (
        select(
            maand,
            func.count(),
            func.count().filter(kolom.opgeschort),
            func.count().filter(kolom.beperkt),
        )
        .where(kolom.tafel == any_(literal(list(tafels), ARRAY(Text))), _LOOPT_EEN_KLOK)
        .where(kolom.bewaren_tot >= vandaag)
        .group_by(maand)
        .order_by(maand)
    )
    return tuple(Maand(*rij) for rij in verbinding.execute(vraag))


def beperkt_in(verbinding: Connection, stromen: Collection[UUID]) -> dict[UUID, frozenset[UUID | None]]:
    """Whose data are restricted in each of these cases; ``None`` stands for the casus as a whole."""
    gevonden: dict[UUID, frozenset[UUID | None]] = {}
    vraag = select(beperkingen.c.stroom_id, beperkingen.c.persoon_id).where(
        een_van(beperkingen.c.stroom_id, stromen)
    )
    for rij in verbinding.execute(vraag):
        gevonden[rij.stroom_id] = gevonden.get(rij.stroom_id, frozenset()) | {rij.persoon_id}
    return gevonden


def voor_lijst(
    verbinding: Connection,
    tafel: str,
    *,
    tot_en_met: date,
    ook_uitgewerkt: bool,
    limiet: int,
    behalve: Select[tuple[UUID]] | None = None,
) -> tuple[Kalenderrij, ...]:
    """What can go on a vernietigingslijst: due up to and with a day, and what is no longer needed if asked.

    What is held or restricted stays off. Where a whole casus can go, its parts are not listed beside it;
    a part that is due before its casus goes first, and the casus comes on a next list.
    ``behalve`` are streams that stay off: they must not take the place of what comes after them.
    """
    kolom = bewaarkalender.c
    toe = kolom.bewaren_tot <= tot_en_met
    heel = kolom.soort.in_((Eenheidsoort.CASUS, Eenheidsoort.CONSULTATIE))
    vraag = (
        select(bewaarkalender)
        .where(kolom.tafel == tafel, ~kolom.opgeschort, ~kolom.beperkt)
        .where(toe | (kolom.uitgewerkt & heel) if ook_uitgewerkt else toe)
        .order_by(*_VOLGORDE)
        .limit(limiet)
    )
    if behalve is not None:
        vraag = vraag.where(kolom.stroom_id.not_in(behalve))
    rijen = _rijen(verbinding, vraag)
    geheel = {rij.stroom_id: rij for rij in rijen if rij.is_geheel}
    # Once a part is gone its casus is another one than was approved; so the casus waits for the next list.
    eerst = {rij.stroom_id for rij in rijen if not rij.is_geheel and _voor(rij, geheel.get(rij.stroom_id))}
    return tuple(rij for rij in rijen if rij.is_geheel != (rij.stroom_id in eerst))


def _voor(deel: Kalenderrij, geheel: Kalenderrij | None) -> bool:
    """Say whether a part has to go before its casus does, of what comes up now."""
    return geheel is None or deel.bewaren_tot < geheel.bewaren_tot


def gehelen(verbinding: Connection, tafel: str, stromen: Collection[UUID]) -> tuple[Kalenderrij, ...]:
    """These casussen and consultaties of one table as a whole, also where no clock runs."""
    kolom = bewaarkalender.c
    vraag = (
        select(bewaarkalender)
        .where(kolom.tafel == tafel, kolom.stroom_id.in_(stromen))
        .where(kolom.soort.in_((Eenheidsoort.CASUS, Eenheidsoort.CONSULTATIE)))
        .order_by(*_VOLGORDE)
    )
    return _rijen(verbinding, vraag)


def van_stromen(verbinding: Connection, stromen: Collection[UUID]) -> tuple[Kalenderrij, ...]:
    """All units of these casussen and consultaties, whole and in part."""
    return _rijen(verbinding, select(bewaarkalender).where(bewaarkalender.c.stroom_id.in_(stromen)))


def _rijen(verbinding: Connection, vraag: Select[Any]) -> tuple[Kalenderrij, ...]:
    gevonden = (Kalenderrij(*rij) for rij in verbinding.execute(vraag))
    return tuple(replace(rij, soort=Eenheidsoort(rij.soort)) for rij in gevonden)


def over_termijn(verbinding: Connection, vandaag: date) -> int:
    """How many units of all tables are still there after their last day without a hold; must be none."""
    vraag = select(func.count()).where(~bewaarkalender.c.opgeschort, bewaarkalender.c.bewaren_tot < vandaag)
    return int(verbinding.execute(vraag).scalar_one())


def te_herzien(verbinding: Connection, vandaag: date) -> int:
    """How many units of all tables have a hold or a restriction whose review date has come."""
    vraag = select(func.count()).where(
        bewaarkalender.c.herzien_op.is_not(None), bewaarkalender.c.herzien_op <= vandaag
    )
    return int(verbinding.execute(vraag).scalar_one())


def _waar(status: Kalenderstatus | None, vandaag: date, binnen: int) -> list[tuple[ColumnElement[bool], ...]]:
    """The rows of a status, in the ways to have it; as ``Kalenderrij.status``."""
    kolom = bewaarkalender.c
    dag, straks, vrij = kolom.bewaren_tot, vandaag + timedelta(days=binnen), ~kolom.opgeschort
    manieren: dict[Kalenderstatus | None, list[tuple[ColumnElement[bool], ...]]] = {
        None: [()],
        Kalenderstatus.OVER_TERMIJN: [(vrij, dag < vandaag)],
        Kalenderstatus.AAN_DE_BEURT: [
            # As a range of one day: then what comes out of the index is in order.
            (vrij, dag.between(vandaag, vandaag)),
            (vrij, kolom.uitgewerkt, dag > vandaag),
        ],
        Kalenderstatus.BIJNA: [(vrij, ~kolom.uitgewerkt, dag > vandaag, dag <= straks)],
        Kalenderstatus.LOOPT: [(vrij, ~kolom.uitgewerkt, dag > straks)],
        Kalenderstatus.OPGESCHORT: [(kolom.opgeschort,)],
        Kalenderstatus.VERLENGD: [(kolom.verlengd,)],
        Kalenderstatus.BEPERKT: [(kolom.beperkt,)],
    }
    return manieren[status]
