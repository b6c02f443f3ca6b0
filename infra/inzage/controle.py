"""Checks the lines of the read log against the records that commit to them; the records themselves are the tree's."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select

from infra.inzage.regel import toezegging
from infra.logboek.controle import Afwijking, Wat
from infra.tables import inzagen, inzageregel

PORTIE = 2000
VOOR_ALLES = -(2**63)
"""Before every position that a column can hold: a line below 1, where none belongs, is read as all others are."""
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


def controleer_regels(
    engine: Engine, *, vanaf: int = VOOR_ALLES, meld: Callable[[int], None] = lambda _: None
) -> Uitslag:
    """Check every line after a position: each record has its line, each line its record, and they fit."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as verbinding:
        gezien, na = 0, vanaf
        while rijen := _paren(verbinding, na):
            for rij in rijen:
                afwijking = _afwijking(rij)
                if afwijking is not None:
                    return Uitslag(gezien, afwijking)
                gezien += 1
            na = rijen[-1].positie
            meld(gezien)
    return Uitslag(gezien, None)


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
        select(_REGEL.positie.label("plek"), _REGEL.inhoud)
        .where(_REGEL.positie > na)
        .order_by(_REGEL.positie)
        .limit(PORTIE)
        .subquery()
    )
    plek = func.coalesce(records.c.plek, regels.c.plek).label("positie")
    samen = (
        select(plek, records.c.state, regels.c.inhoud)
        .join_from(records, regels, records.c.plek == regels.c.plek, full=True)
        .order_by(plek)
        # Beyond so many, the other side may not have been read yet.
        .limit(PORTIE)
    )
    return [_Paar(rij.positie, rij.state, rij.inhoud) for rij in verbinding.execute(samen)]


def _afwijking(paar: _Paar) -> Afwijking | None:
    if paar.staat is None:
        return Afwijking(Wat.TOEGEVOEGD, paar.positie, "no line", "one")
    if paar.inhoud is None:
        return Afwijking(Wat.ONTBREEKT, paar.positie, "a line", "none")
    gevonden = toezegging(paar.inhoud)
    if gevonden != bytes(paar.staat):
        return Afwijking(Wat.GEWIJZIGD, paar.positie, _woord(paar.staat), _woord(gevonden))
    return None


def _woord(staat: bytes) -> str:
    """What a record commits to, for in a sentence; a record of another form is not repeated."""
    gevonden = _VORM.fullmatch(bytes(staat))
    return gevonden[1].decode() if gevonden else "no commitment"
