"""Counts what a list is going to destroy, from what is stored and without opening any of it.

A statement a table, however many items there are. What is counted of a person or an organisation is what has a key of
its own for that one; all else is of the whole stream.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Table,
    Uuid,
    any_,
    func,
    literal,
    select,
)

from domain.vernietigingslijst.voorvertoning import Postbeeld, Telling
from domain.vernietigingslijst.waarden import Post, Postsoort
from infra import tables
from infra.inzage.pseudoniem import bekende
from infra.keys import Eenheid, Inpakker
from projections.weergave import tabellen_met_casus


class BekendeKopie(Protocol):
    """A copy that was given out: its number, which says nothing about whom it is, and what kind it is."""

    @property
    def exportnummer(self) -> str:
        """Such as E-7KD2M-Q9X4P."""
        ...

    @property
    def soort(self) -> str:
        """The code of its kind."""
        ...


Kopieenboek = Callable[[Collection[UUID]], Mapping[UUID, Sequence[BekendeKopie]]]
"""Which copies of some streams were given out and not said to be gone, as the register of exports knows them."""

HEEL = frozenset({Postsoort.CASUS, Postsoort.CONSULTATIE})
_DOORGEGEVEN = "casus.Doorgegeven.v1"
_SAMENLOOP = "casus.SamenloopGeraadpleegd.v1"


def bepalend(verbinding: Connection, posten: Iterable[Post]) -> dict[UUID, Postbeeld]:
    """What the digest of each item is over, as it is now."""
    posten = tuple(posten)
    stromen = list({post.stroom_id for post in posten})
    delen = _per_eenheid(verbinding, tables.deel, stromen)
    geteld = _Geteld(
        versies=dict(_versies(verbinding, stromen)),
        delen=delen,
        hoofddelen=_per_eenheid(verbinding, tables.deel, stromen, alleen=tables.deel.c.nummer == 0),
        sleutels=_sleutels(verbinding, stromen, _met_inhoud(delen)),
        merken=_merken(verbinding, stromen),
        nummers=dict(_per_stroom(verbinding, tables.nummer, stromen)),
        agendapunten=dict(_per_stroom(verbinding, tables.agendapunt, stromen)),
        namen=dict(_namen(verbinding, stromen)),
    )
    return {
        post.post_id: Postbeeld(post.post_id, geteld.versies.get(post.stroom_id, 0), geteld.van(post))
        for post in posten
    }


def volledig(
    verbinding: Connection, posten: Iterable[Post], *, kek: Inpakker, kopieen: Kopieenboek | None
) -> tuple[Postbeeld, ...]:
    """The whole preview, in the order of the items: also what a mere look changes, such as rows of views.

    Raises:
        SleutelFout: a key does not open with this KEK.
    """
    posten = tuple(posten)
    beelden = bepalend(verbinding, posten)
    stromen = list({post.stroom_id for post in posten})
    rijen: dict[UUID, int] = defaultdict(int)
    for tabel in tabellen_met_casus():
        for stroom_id, aantal in _per_stroom(verbinding, tabel, stromen):
            rijen[stroom_id] += aantal
    inhoud = _met_inhoud(_per_eenheid(verbinding, tables.deel, stromen))
    gelezen = _sleutels(verbinding, stromen, inhoud, zonder_inhoud=True)
    regels = _inzageregels(verbinding, stromen, kek=kek)
    bekend = kopieen(stromen) if kopieen is not None else {}
    return tuple(
        replace(
            beelden[post.post_id],
            telling=replace(
                beelden[post.post_id].telling,
                rijen=rijen[post.stroom_id],
                inzagesleutels=_som(gelezen, post),
                inzageregels=regels.get(post.stroom_id, 0),
                kopieen=len(bekend.get(post.stroom_id, ())),
            ),
        )
        if post.soort in HEEL
        else replace(
            beelden[post.post_id],
            telling=replace(beelden[post.post_id].telling, kopieen=len(bekend.get(post.stroom_id, ()))),
        )
        for post in posten
    )


PerEenheid = Mapping[UUID, Sequence[tuple[Eenheid, int]]]
"""How many of each unit, by stream."""


@dataclass(frozen=True)
class _Geteld:
    versies: Mapping[UUID, int]
    delen: PerEenheid
    hoofddelen: PerEenheid
    sleutels: PerEenheid
    merken: PerEenheid
    nummers: Mapping[UUID, int]
    agendapunten: Mapping[UUID, int]
    namen: Mapping[tuple[UUID, str], int]

    def van(self, post: Post) -> Telling:
        """What one item comes to."""
        eigen = Telling(
            gebeurtenissen=_som(self.hoofddelen, post),
            delen=_som(self.delen, post),
            sleutels=_som(self.sleutels, post),
            merken=_som(self.merken, post),
        )
        if post.soort not in HEEL:
            return eigen
        return replace(
            eigen,
            nummers=self.nummers.get(post.stroom_id, 0),
            agendapunten=self.agendapunten.get(post.stroom_id, 0),
            doorgegeven=self.namen.get((post.stroom_id, _DOORGEGEVEN), 0),
            samenloop=self.namen.get((post.stroom_id, _SAMENLOOP), 0),
        )


def _som(per_eenheid: PerEenheid, post: Post) -> int:
    return sum(
        aantal
        for eenheid, aantal in per_eenheid.get(post.stroom_id, ())
        if post.persoon_id in (None, eenheid.persoon_id) and post.organisatie in (None, eenheid.organisatie)
    )


# --- counting -----------------------------------------------------------------------------------------------


def _van(kolom: ColumnElement[UUID], stromen: Sequence[UUID]) -> ColumnElement[bool]:
    return kolom == any_(literal(list(stromen), ARRAY(Uuid)))


def _versies(verbinding: Connection, stromen: Sequence[UUID]) -> Iterator[tuple[UUID, int]]:
    kolommen = tables.gebeurtenis.c
    vraag = (
        select(kolommen.originator_id, func.max(kolommen.originator_version))
        .where(_van(kolommen.originator_id, stromen))
        .group_by(kolommen.originator_id)
    )
    return ((rij[0], rij[1]) for rij in verbinding.execute(vraag))


def _namen(verbinding: Connection, stromen: Sequence[UUID]) -> Iterator[tuple[tuple[UUID, str], int]]:
    kolommen = tables.gebeurtenis.c
    vraag = (
        select(kolommen.originator_id, kolommen.topic, func.count())
        .where(_van(kolommen.originator_id, stromen), kolommen.topic.in_((_DOORGEGEVEN, _SAMENLOOP)))
        .group_by(kolommen.originator_id, kolommen.topic)
    )
    return (((rij[0], rij[1]), rij[2]) for rij in verbinding.execute(vraag))


def _per_stroom(verbinding: Connection, tabel: Table, stromen: Sequence[UUID]) -> Iterator[tuple[UUID, int]]:
    kolom = tabel.c.stroom_id
    vraag = select(kolom, func.count()).where(_van(kolom, stromen)).group_by(kolom)
    return ((rij[0], rij[1]) for rij in verbinding.execute(vraag))


def _per_eenheid(
    verbinding: Connection,
    tabel: Table,
    stromen: Sequence[UUID],
    *,
    alleen: ColumnElement[bool] | None = None,
) -> PerEenheid:
    kolommen = (tabel.c.stroom_id, tabel.c.persoon_id, tabel.c.organisatie)
    vraag = select(*kolommen, func.count()).where(_van(tabel.c.stroom_id, stromen)).group_by(*kolommen)
    if alleen is not None:
        vraag = vraag.where(alleen)
    return _op_stroom(
        (Eenheid(stroom_id, persoon_id, organisatie), aantal)
        for stroom_id, persoon_id, organisatie, aantal in verbinding.execute(vraag)
    )


def _merken(verbinding: Connection, stromen: Sequence[UUID]) -> PerEenheid:
    kolommen = (tables.samenloop.c.stroom_id, tables.samenloop.c.persoon_id)
    vraag = (
        select(*kolommen, func.count()).where(_van(tables.samenloop.c.stroom_id, stromen)).group_by(*kolommen)
    )
    return _op_stroom(
        (Eenheid(stroom_id, persoon_id, None), aantal)
        for stroom_id, persoon_id, aantal in verbinding.execute(vraag)
    )


def _met_inhoud(delen: PerEenheid) -> frozenset[Eenheid]:
    return frozenset(eenheid for per_stroom in delen.values() for eenheid, _ in per_stroom)


def _sleutels(
    verbinding: Connection,
    stromen: Sequence[UUID],
    inhoud: frozenset[Eenheid],
    *,
    zonder_inhoud: bool = False,
) -> PerEenheid:
    """The keys that seal something; or those that seal nothing, which the read log made with its first look."""
    alle = _per_eenheid(verbinding, tables.sleutel, stromen)
    return {
        stroom_id: [
            (eenheid, aantal) for eenheid, aantal in per_stroom if (eenheid in inhoud) is not zonder_inhoud
        ]
        for stroom_id, per_stroom in alle.items()
    }


def _op_stroom(geteld: Iterable[tuple[Eenheid, int]]) -> PerEenheid:
    per_stroom: dict[UUID, list[tuple[Eenheid, int]]] = defaultdict(list)
    for eenheid, aantal in geteld:
        per_stroom[eenheid.stroom_id].append((eenheid, aantal))
    return per_stroom


def _inzageregels(verbinding: Connection, stromen: Sequence[UUID], *, kek: Inpakker) -> dict[UUID, int]:
    """How many lines of the read log become nobody's, by stream."""
    bij = {
        namen.casus(stroom_id): stroom_id
        for stroom_id, namen in bekende(verbinding, stromen, kek=kek).items()
    }
    kolom = tables.inzageregel.c.casus
    vraag = select(kolom, func.count()).where(kolom == any_(literal(list(bij), ARRAY(Uuid)))).group_by(kolom)
    return {bij[rij[0]]: rij[1] for rij in verbinding.execute(vraag)}
