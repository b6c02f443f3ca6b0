"""How far a rebuild of views is, by which rules it was begun, and which streams come next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from uuid import UUID

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from infra import tables
from projections.weergave import Weergave

NOG_NIET = ""
"""Stands where a hash of the rules would: a rebuild that was asked for and not begun goes by no rules yet."""

STROMEN, FEITEN = 500, 4_000
"""How many streams are told at once, and of how many facts together at most, unless one stream has more."""


@dataclass(frozen=True)
class Bouw:
    """How far one view is: ``positie`` once it goes fact by fact, before that the streams begun up to ``begin_na``."""

    weergave: Weergave
    tot: int
    begin_na: int
    positie: int | None


def bouwen(verbinding: Connection, weergaven: Sequence[Weergave]) -> list[Bouw]:
    """How far each of these views is, of those that were begun."""
    bij_naam = {weergave.naam: weergave for weergave in weergaven}
    t = tables.herbouw.c
    rijen = verbinding.execute(
        select(t.naam, t.tot, t.begin_na, t.positie).where(t.naam.in_(bij_naam)).order_by(t.naam)
    )
    return [Bouw(bij_naam[rij.naam], rij.tot, rij.begin_na, rij.positie) for rij in rijen]


def onafgemaakt(verbinding: Connection) -> list[str]:
    """The views of which a rebuild was begun and did not take their place."""
    t = tables.herbouw.c
    return list(verbinding.execute(select(t.naam).where(t.afdruk != NOG_NIET).order_by(t.naam)).scalars())


def vraag_herbouw(verbinding: Connection, naam: str, *, op: datetime) -> None:
    """Keep that the rows of a view have to be made anew; a rebuild that was cut short no longer counts."""
    verbinding.execute(
        insert(tables.herbouw)
        .values(naam=naam, afdruk=NOG_NIET, begonnen_op=op, tot=0)
        .on_conflict_do_update(index_elements=["naam"], set_={"afdruk": NOG_NIET, "begonnen_op": op})
    )


def gevraagd(verbinding: Connection) -> list[str]:
    """The views whose rows have to be made anew, of which nobody began a rebuild yet."""
    t = tables.herbouw.c
    return list(verbinding.execute(select(t.naam).where(t.afdruk == NOG_NIET).order_by(t.naam)).scalars())


def afdruk_van_de_regels() -> str:
    """A hash of all that says how facts become rows: what was built by other rules is not gone on with."""
    som = sha256()
    for pakket in ("domain", "projections", "infra.definities", "infra.migraties.versions"):
        for bestand in _bestanden(files(pakket)):
            som.update(bestand.name.encode() + b"\0" + bestand.read_bytes() + b"\0")
    return som.hexdigest()


def _bestanden(map_: Traversable) -> Iterator[Traversable]:
    for een in sorted(map_.iterdir(), key=lambda een: een.name):
        if een.is_dir():
            yield from _bestanden(een)
        elif een.name.endswith((".py", ".toml")):
            yield een


_VOLGENDE = text("""
SELECT g.originator_id AS stroom_id, g.notification_id AS begin,
    (SELECT max(v.originator_version) FROM feiten.gebeurtenis v WHERE v.originator_id = g.originator_id) AS feiten
FROM feiten.gebeurtenis g
WHERE g.originator_version = 1 AND g.notification_id > :na AND g.notification_id <= :tot
ORDER BY g.notification_id LIMIT :limiet
""")


@dataclass(frozen=True)
class Portie:
    """Streams that are told together: those that began after ``na``, up to and including ``tot_en_met``."""

    na: int
    stromen: tuple[UUID, ...]
    tot_en_met: int
    laatste: bool


def porties(verbinding: Connection, na: int, *, tot: int, limiet: int) -> Iterator[Portie]:
    """All streams that began after ``na``, up to and including ``tot``, in the order of their first facts.

    At most ``limiet`` in one portion. The last one says so, and may be empty.
    """
    laatste = False
    while not laatste:
        stromen, verder = _volgende_stromen(verbinding, na, tot=tot, limiet=limiet)
        laatste = verder is None
        tot_en_met = tot if verder is None else verder
        yield Portie(na, tuple(stromen), tot_en_met, laatste)
        na = tot_en_met


def _volgende_stromen(
    verbinding: Connection, na: int, *, tot: int, limiet: int
) -> tuple[list[UUID], int | None]:
    """The next streams in the order of their first facts, and where the last began; ``None`` if there are no more."""
    rijen = verbinding.execute(_VOLGENDE, {"na": na, "tot": tot, "limiet": limiet}).all()
    stromen: list[UUID] = []
    samen = 0
    for rij in rijen:
        if stromen and samen + rij.feiten > FEITEN:
            return stromen, na
        stromen.append(rij.stroom_id)
        samen += rij.feiten
        na = rij.begin
    return stromen, na if len(rijen) == limiet else None
