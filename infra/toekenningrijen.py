"""How a grant stands in its tables: which rows it is read from, and which one it is written as."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from domain.rollen import Medewerker, Rol
from infra.rechtentabellen import beeindiging, gebruik, herziening, toekenning
from infra.toekenning import Aanvraag, Eindreden, OnbekendeToekenning, Soort, Toekenning

_T, _B, _H, _G = toekenning.c, beeindiging.c, herziening.c, gebruik.c


def aan(tafels: Collection[str] | None) -> list[ColumnElement[bool]]:
    """Narrow to grants for one of these tables; one without any table is seen by whoever sees one."""
    if tafels is None:
        return []
    return [or_(_T.tafels.overlap(sorted(tafels)), func.cardinality(_T.tafels) == 0)]


def in_kracht(op: date) -> list[ColumnElement[bool]]:
    """Narrow to grants that are in force on a day."""
    return [_B.op.is_(None), _T.vanaf <= op, or_(_T.tot_en_met.is_(None), _T.tot_en_met >= op)]


def vraag_alle() -> Any:  # noqa: ANN401 the type of a select of so many columns has no name
    """Grants with their end, their last use and the last review."""
    laatste = (
        select(_H.op, _H.door)
        .where(_H.toekenning_id == _T.id)
        .order_by(_H.nummer.desc())
        .limit(1)
        .lateral("laatste")
    )
    return (
        select(
            toekenning,
            _B.op.label("beeindigd_op"),
            _B.door.label("beeindigd_door"),
            _B.reden,
            _G.laatst_op.label("laatst_gebruikt"),
            laatste.c.op.label("herzien_op"),
            laatste.c.door.label("herzien_door"),
        )
        .outerjoin(beeindiging, _B.toekenning_id == _T.id)
        .outerjoin(gebruik, _G.toekenning_id == _T.id)
        .outerjoin(laatste, _T.id == _T.id)
    )


def lees(verbinding: Connection, *keuzes: ColumnElement[bool]) -> list[Toekenning]:
    """The grants for which all of this holds, in the order in which they were made."""
    return [van_rij(rij) for rij in verbinding.execute(vraag_alle().where(*keuzes).order_by(_T.nummer))]


def lees_een(verbinding: Connection, id_: UUID, tafels: Collection[str] | None) -> Toekenning:
    """One grant, if it is for one of these tables.

    Raises:
        OnbekendeToekenning: there is no such grant, or not there.
    """
    gevonden = lees(verbinding, _T.id == id_, *aan(tafels))
    if not gevonden:
        raise OnbekendeToekenning
    return gevonden[0]


def zoals_het_doorgaat(verbinding: Connection, een: Toekenning, tafels: Collection[str] | None) -> Toekenning:
    """Of a grant that was ended at other tables, the one by which it goes on at these; or else the grant itself."""
    if een.beeindigd_op is None:
        return een
    door = lees(
        verbinding,
        *(_T.uitgever == een.uitgever, _T.sub == een.sub, _T.wie == een.wie.id, _T.rol == een.wie.rol.value),
        *(_T.gegeven_op == een.gegeven_op, _T.gegeven_door == een.gegeven_door, _B.op.is_(None)),
        *(
            _T.nummer > een.nummer,
            _T.tafels.contained_by(sorted(een.tafels)),
            func.cardinality(_T.tafels) > 0,
        ),
        *aan(tafels),
    )
    return door[0] if door else een


def rij_van(aanvraag: Aanvraag, id_: UUID, nu: datetime, door: str) -> dict[str, object]:
    """The row of a grant that is made now."""
    return {
        "id": id_,
        "uitgever": aanvraag.uitgever,
        "sub": aanvraag.sub,
        "wie": aanvraag.wie.id,
        "rol": aanvraag.wie.rol.value,
        "organisatie": aanvraag.wie.organisatie,
        "tafels": sorted(aanvraag.tafels),
        "soort": aanvraag.soort.value,
        "rechten": None if aanvraag.rechten is None else sorted(aanvraag.rechten),
        "vanaf": aanvraag.vanaf,
        "tot_en_met": aanvraag.tot_en_met,
        "gegeven_op": nu,
        "gegeven_door": door,
    }


def van_rij(rij: Row[Any]) -> Toekenning:
    """The grant of a row of ``vraag_alle``."""
    return Toekenning(
        id=rij.id,
        uitgever=rij.uitgever,
        sub=rij.sub,
        wie=Medewerker(rij.wie, Rol(rij.rol), rij.organisatie),
        tafels=frozenset(rij.tafels),
        soort=Soort(rij.soort),
        rechten=None if rij.rechten is None else frozenset(rij.rechten),
        vanaf=rij.vanaf,
        tot_en_met=rij.tot_en_met,
        gegeven_op=rij.gegeven_op,
        gegeven_door=rij.gegeven_door,
        beeindigd_op=rij.beeindigd_op,
        beeindigd_door=rij.beeindigd_door,
        reden=None if rij.reden is None else Eindreden(rij.reden),
        laatst_gebruikt=rij.laatst_gebruikt,
        herzien_op=rij.herzien_op,
        herzien_door=rij.herzien_door,
        nummer=rij.nummer,
    )
