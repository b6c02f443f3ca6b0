"""Checks the lines of the read log against the records that commit to them; the records themselves are the tree's."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, Engine, func, select

from infra.inzage.regel import losgesneden, toezegging
from infra.logboek.afwijking import Afwijking, Wat
from infra.tables import INZAGEVELDEN, inzagen, inzageregel

PORTIE = 2000
_TOEZEGGING, _REGEL = inzagen.c, inzageregel.c
_VORM = re.compile(rb'\{"k":"([0-9a-f]{64})"\}')


@dataclass(frozen=True)
class Uitslag:
    """How many lines were checked, and the first that is wrong, if any."""

    gezien: int
    afwijking: Afwijking | None


@dataclass(frozen=True)
class _Paar:
    """What a position has: the state of its record, and its line."""

    positie: int
    staat: bytes | None
    inhoud: str | None
    velden: Mapping[str, object]
    """The columns that it is found by."""


def controleer_regels(
    engine: Engine, *, vanaf: int = 0, meld: Callable[[int], None] = lambda _: None
) -> Uitslag:
    """Check every line after a position: each record has its line, each line its record, and they fit."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as verbinding:
        gezien, na = 0, vanaf
        buiten = _buiten_de_telling(verbinding)
        if buiten is not None:
            return Uitslag(0, buiten)
        while paren := _paren(verbinding, na):
            for paar in paren:
                afwijking = _afwijking(paar, na=na)
                if afwijking is not None:
                    return Uitslag(gezien, afwijking)
                gezien, na = gezien + 1, paar.positie
            meld(gezien)
    return Uitslag(gezien, None)


def _buiten_de_telling(verbinding: Connection) -> Afwijking | None:
    """A line where no record can be: below position 1, or without one."""
    waar = (_REGEL.positie < 1) | _REGEL.positie.is_(None)
    rij = verbinding.execute(
        select(_REGEL.positie).where(waar).order_by(_REGEL.positie).limit(1)
    ).one_or_none()
    return None if rij is None else Afwijking(Wat.TOEGEVOEGD, rij.positie, "no line", "one")


def hoogste(engine: Engine) -> int:
    """The position of the last record, 0 where there is none."""
    with engine.connect() as verbinding:
        return verbinding.execute(select(func.max(_TOEZEGGING.notification_id))).scalar() or 0


def _paren(verbinding: Connection, na: int) -> list[_Paar]:
    """Records and lines side by side, in the order of their positions; one of the two may be missing."""
    records = (
        select(_TOEZEGGING.notification_id.label("plek"), _TOEZEGGING.state)
        .where(_TOEZEGGING.notification_id > na)
        .order_by(_TOEZEGGING.notification_id)
        .limit(PORTIE)
        .subquery()
    )
    regels = (
        select(_REGEL.positie.label("plek"), _REGEL.inhoud, *(_REGEL[veld] for veld in INZAGEVELDEN))
        .where(_REGEL.positie > na)
        .order_by(_REGEL.positie)
        .limit(PORTIE)
        .subquery()
    )
    plek = func.coalesce(records.c.plek, regels.c.plek).label("positie")
    samen = (
        select(plek, records.c.state, regels.c.inhoud, *(regels.c[veld] for veld in INZAGEVELDEN))
        .join_from(records, regels, records.c.plek == regels.c.plek, full=True)
        .order_by(plek)
        # Beyond so many, the other side may not have been read yet.
        .limit(PORTIE)
    )
    return [
        _Paar(rij[0], rij[1], rij[2], dict(zip(INZAGEVELDEN, rij[3:], strict=True)))
        for rij in verbinding.execute(samen)
    ]


def _afwijking(paar: _Paar, *, na: int) -> Afwijking | None:
    if paar.positie == na:
        return Afwijking(Wat.TOEGEVOEGD, paar.positie, "one line", "another")
    if paar.staat is None:
        return Afwijking(Wat.TOEGEVOEGD, paar.positie, "no line", "one")
    if paar.inhoud is None:
        return Afwijking(Wat.ONTBREEKT, paar.positie, "a line", "none")
    gevonden = toezegging(paar.inhoud)
    if gevonden != bytes(paar.staat):
        return Afwijking(Wat.GEWIJZIGD, paar.positie, _woord(paar.staat), _woord(gevonden))
    los = losgesneden(orjson.loads(paar.inhoud), paar.velden)
    return (
        None if los is None else Afwijking(Wat.GEWIJZIGD, paar.positie, f"{los} as the line says", "another")
    )


def _woord(staat: bytes) -> str:
    """What a record commits to, for in a sentence; a record of another form is not repeated."""
    gevonden = _VORM.fullmatch(bytes(staat))
    return gevonden[1].decode() if gevonden else "no commitment"
