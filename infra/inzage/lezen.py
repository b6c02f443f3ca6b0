"""Reads the read log: lines, purposes with their use, and what the reports for the auditor count.

Only the doors for lawfulness, internal control, security and court may import this (WGS 1.8(4)).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    distinct,
    func,
    literal,
    literal_column,
    select,
    tuple_,
)

from domain.rollen import Medewerker, Rol
from infra.inzage.regel import (
    Diepte,
    Inzagedoel,
    Inzagegrond,
    Inzageregel,
    Inzageuitkomst,
    Regelsoort,
    Sleutel,
    lees_doel,
    lees_moment,
    lees_regel,
    moment,
    toezegging,
)
from infra.tables import INZAGEVELDEN, inzagen, inzageregel

_R = inzageregel.c
_KOLOMMEN = tuple(_R[veld] for veld in INZAGEVELDEN)


def _veld(naam: str) -> ColumnElement[str]:
    """A field of the line that has no column; its name is one of ours."""
    return literal_column(f"(inzage.regel.inhoud::jsonb ->> '{naam}')", Text)


_IS_DOEL = _R.soort == literal(Regelsoort.DOEL.value, literal_execute=True)
"""Written out in the statement: a prepared one finds the index of purposes by nothing else."""
_HOORT_BIJ = inzagen.c.notification_id == _R.positie
_MET_INHOUD = _veld("diepte").in_([Diepte.VOLLEDIG.value, Diepte.ROLLEN.value])


@dataclass(frozen=True)
class Periode:
    """From a moment, up to another; open where there is none."""

    van: datetime | None = None
    tot: datetime | None = None


@dataclass(frozen=True)
class Filter:
    """Which lines are asked for: of a table, or where that is ``None`` of none. Other fields narrow if they are set."""

    tafel: str | None
    periode: Periode = Periode()
    wie: str | None = None
    casus: UUID | None = None
    persoon: UUID | None = None
    inzagedoel: UUID | None = None
    soort: Regelsoort | None = None


def regels(verbinding: Connection, welke: Filter, *, na: Sleutel | None, limiet: int) -> list[Inzageregel]:
    """Lines, newest first."""
    vraag = (
        select(_R.positie, _R.inhoud, inzagen.c.state, *_KOLOMMEN)
        .join_from(inzageregel, inzagen, _HOORT_BIJ, isouter=True)
        .where(*_waar(welke))
    )
    if na is not None:
        vraag = vraag.where(tuple_(_R.op, _R.positie) < tuple_(moment(na.op), na.positie))
    rijen = verbinding.execute(vraag.order_by(_R.op.desc(), _R.positie.desc()).limit(limiet))
    return [
        lees_regel(
            positie,
            inhoud,
            klopt=state == toezegging(inhoud),
            kolommen=dict(zip(INZAGEVELDEN, kolommen, strict=True)),
        )
        for positie, inhoud, state, *kolommen in rijen
    ]


def zonder_regel(verbinding: Connection) -> int:
    """How many records have no line any more."""
    telling = select(func.count()).select_from(inzagen).join(inzageregel, _HOORT_BIJ, isouter=True)
    return int(verbinding.execute(telling.where(_R.positie.is_(None))).scalar_one())


def _waar(welke: Filter) -> list[ColumnElement[bool]]:
    van_tafel = _R.tafel.is_(None) if welke.tafel is None else _R.tafel == welke.tafel
    waar: list[ColumnElement[bool]] = [van_tafel, *_in(welke.periode)]
    gelijk = {
        _R.wie: welke.wie,
        _R.casus: welke.casus,
        _R.persoon: welke.persoon,
        _R.inzagedoel: welke.inzagedoel,
        _R.soort: welke.soort,
    }
    return waar + [kolom == waarde for kolom, waarde in gelijk.items() if waarde is not None]


def _in(periode: Periode) -> list[ColumnElement[bool]]:
    waar: list[ColumnElement[bool]] = []
    if periode.van is not None:
        waar.append(_R.op >= moment(periode.van))
    if periode.tot is not None:
        waar.append(_R.op < moment(periode.tot))
    return waar


# --- purposes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gebruiktdoel:
    """A purpose that was put on record, and what was looked at under it."""

    doel: Inzagedoel
    positie: int
    keren: int
    casussen: int
    laatst: datetime | None

    @property
    def sleutel(self) -> Sleutel:
        """Where this row stands."""
        return Sleutel(self.doel.op, self.positie)


def doelen(
    verbinding: Connection,
    tafel: str,
    periode: Periode,
    *,
    grond: Inzagegrond | None = None,
    na: Sleutel | None = None,
    limiet: int,
) -> list[Gebruiktdoel]:
    """The purposes of a table, newest first, each with its use."""
    vraag = select(_R.positie, _R.inhoud).where(_R.tafel == tafel, _IS_DOEL, *_in(periode))
    if grond is not None:
        vraag = vraag.where(_veld("grond") == grond.value)
    if na is not None:
        vraag = vraag.where(tuple_(_R.op, _R.positie) < tuple_(moment(na.op), na.positie))
    rijen = verbinding.execute(vraag.order_by(_R.op.desc(), _R.positie.desc()).limit(limiet)).all()
    gelezen = [lees_regel(rij.positie, rij.inhoud) for rij in rijen]
    gebruik = _gebruik_van(verbinding, [regel.inzagedoel for regel in gelezen])
    return [
        Gebruiktdoel(lees_doel(regel), regel.positie, *gebruik.get(regel.inzagedoel, (0, 0, None)))
        for regel in gelezen
    ]


def doelen_van(verbinding: Connection, regels: Iterable[Inzageregel]) -> dict[UUID, Inzagedoel]:
    """The purposes that these lines name, by id."""
    ids = {regel.inzagedoel for regel in regels if regel.inzagedoel is not None}
    rijen = verbinding.execute(select(_R.positie, _R.inhoud).where(_R.inzagedoel.in_(ids), _IS_DOEL))
    doelen = (lees_doel(lees_regel(rij.positie, rij.inhoud)) for rij in rijen)
    return {doel.id: doel for doel in doelen}


def _gebruik_van(
    verbinding: Connection, ids: Sequence[UUID | None]
) -> Mapping[UUID | None, tuple[int, int, datetime]]:
    rijen = verbinding.execute(
        select(
            _R.inzagedoel,
            func.count(distinct(_veld("spoor"))),
            func.count(distinct(_R.casus)),
            func.max(_R.op),
        )
        .where(
            _R.inzagedoel.in_(ids),
            _R.soort == Regelsoort.INZAGE.value,
            _veld("uitkomst") == Inzageuitkomst.GETOOND.value,
        )
        .group_by(_R.inzagedoel)
    )
    return {id_: (keren, casussen, lees_moment(laatst)) for id_, keren, casussen, laatst in rijen}


# --- what the reports count -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Activiteit:
    """What one person looked at in one role."""

    wie: Medewerker
    keren: int
    casussen: int
    personen: int
    geweigerd: int
    eerst: datetime
    laatst: datetime


def activiteit(verbinding: Connection, tafel: str, periode: Periode) -> list[Activiteit]:
    """How much everybody looked at, in each role: the most first. Times count requests, not lines."""
    getoond = _veld("uitkomst") == Inzageuitkomst.GETOOND.value
    # Who read the read log looked at nobody in particular.
    keren = func.count(distinct(_veld("spoor"))).filter(getoond, _R.casus.is_not(None))
    rijen = verbinding.execute(
        _inzagen(tafel, periode)
        .with_only_columns(
            _R.wie,
            _veld("rol"),
            _veld("organisatie"),
            keren,
            func.count(distinct(_R.casus)).filter(getoond),
            func.count(distinct(_R.persoon)).filter(getoond),
            func.count(distinct(_veld("spoor"))).filter(~getoond),
            func.min(_R.op),
            func.max(_R.op),
        )
        .group_by(_R.wie, _veld("rol"), _veld("organisatie"))
        .order_by(keren.desc(), _R.wie)
    )
    return [
        Activiteit(
            wie=Medewerker(rij[0], Rol(rij[1]), rij[2]),
            keren=rij[3],
            casussen=rij[4],
            personen=rij[5],
            geweigerd=rij[6],
            eerst=lees_moment(rij[7]),
            laatst=lees_moment(rij[8]),
        )
        for rij in rijen
    ]


@dataclass(frozen=True)
class Bekeken:
    """That one person read the content of one case, and how often."""

    wie: Medewerker
    casus: UUID
    keren: int
    eerst: datetime
    laatst: datetime


def bekeken(verbinding: Connection, tafel: str, periode: Periode, *, rechten: Sequence[str]) -> list[Bekeken]:
    """Who read the content of which case of this table, under these rights; the last first."""
    vraag = _inzagen(tafel, periode).where(
        _R.casus.is_not(None),
        _MET_INHOUD,
        _veld("uitkomst") == Inzageuitkomst.GETOOND.value,
        _veld("recht").in_(rechten),
    )
    laatst = func.max(_R.op)
    rijen = verbinding.execute(
        vraag.with_only_columns(
            _R.wie,
            _veld("rol"),
            _veld("organisatie"),
            _R.casus,
            func.count(distinct(_veld("spoor"))),
            func.min(_R.op),
            laatst,
        )
        .group_by(_R.wie, _veld("rol"), _veld("organisatie"), _R.casus)
        .order_by(laatst.desc(), _R.wie, _R.casus)
    )
    return [
        Bekeken(Medewerker(wie, Rol(rol), organisatie), casus, keren, lees_moment(eerst), lees_moment(laatst))
        for wie, rol, organisatie, casus, keren, eerst, laatst in rijen
    ]


def gebruikte_rechten(
    verbinding: Connection, tafel: str, periode: Periode
) -> dict[tuple[Rol, str], tuple[int, datetime]]:
    """How often each role used each right to look, and when last; what was refused does not count."""
    rijen = verbinding.execute(
        _inzagen(tafel, periode)
        .where(_veld("uitkomst") == Inzageuitkomst.GETOOND.value)
        .with_only_columns(
            _veld("rol"), _veld("recht"), func.count(distinct(_veld("spoor"))), func.max(_R.op)
        )
        .group_by(_veld("rol"), _veld("recht"))
    )
    return {(Rol(rol), recht): (keren, lees_moment(laatst)) for rol, recht, keren, laatst in rijen}


def vastgelegde_doelen(
    verbinding: Connection, tafel: str, periode: Periode
) -> dict[Rol, tuple[int, datetime]]:
    """How often each role put a purpose on record, and when last."""
    rijen = verbinding.execute(
        select(_veld("rol"), func.count(), func.max(_R.op))
        .where(_R.tafel == tafel, _R.soort == Regelsoort.DOEL.value, *_in(periode))
        .group_by(_veld("rol"))
    )
    return {Rol(rol): (keren, lees_moment(laatst)) for rol, keren, laatst in rijen}


def _inzagen(tafel: str, periode: Periode) -> Select[Any]:
    return select(_R.positie).where(
        and_(_R.tafel == tafel, _R.soort == Regelsoort.INZAGE.value, *_in(periode))
    )
