"""Counts what a list is going to destroy, from what is stored and without opening any of it.

One statement for what the digest is over, and one a table for the rest, however many items there are. What is counted
of a person or an organisation is what has a key of its own for that one; all else is of the whole stream.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Connection,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    text,
    union_all,
)
from sqlalchemy.types import NULLTYPE

from domain.vernietigingslijst.voorvertoning import Postbeeld, Telling
from domain.vernietigingslijst.waarden import Post, Postsoort
from infra.inzage.pseudoniem import bekende
from infra.keys import Inpakker
from infra.reeksen import uuids
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


_TEL = text("""
SELECT e.nr, g.versie, d.hoofddelen, d.delen, s.sleutels, s.zonder_inhoud, m.merken,
    n.nummers, a.agendapunten, g.doorgegeven, g.samenloop
FROM unnest(:stromen, :personen, :organisaties) WITH ORDINALITY AS e (stroom_id, persoon_id, organisatie, nr),
LATERAL (
    SELECT coalesce(max(x.originator_version), 0) AS versie,
        count(*) FILTER (WHERE x.topic = 'casus.Doorgegeven.v1') AS doorgegeven,
        count(*) FILTER (WHERE x.topic = 'casus.SamenloopGeraadpleegd.v1') AS samenloop
    FROM feiten.gebeurtenis x WHERE x.originator_id = e.stroom_id
) g, LATERAL (
    SELECT count(*) AS delen, count(*) FILTER (WHERE x.nummer = 0) AS hoofddelen FROM kluis.deel x
    WHERE x.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR x.persoon_id = e.persoon_id)
        AND (e.organisatie IS NULL OR x.organisatie = e.organisatie)
) d, LATERAL (
    SELECT count(*) FILTER (WHERE k.verzegelt) AS sleutels, count(*) FILTER (WHERE NOT k.verzegelt) AS zonder_inhoud
    FROM (
        SELECT EXISTS (
            SELECT FROM kluis.deel y WHERE y.stroom_id = x.stroom_id AND y.persoon_id IS NOT DISTINCT FROM x.persoon_id
                AND y.organisatie IS NOT DISTINCT FROM x.organisatie
        ) AS verzegelt
        FROM sleutels.sleutel x
        WHERE x.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR x.persoon_id = e.persoon_id)
            AND (e.organisatie IS NULL OR x.organisatie = e.organisatie)
    ) k
) s, LATERAL (
    SELECT count(*) AS merken FROM kluis.samenloop x
    WHERE x.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR x.persoon_id = e.persoon_id)
        AND e.organisatie IS NULL
) m, LATERAL (
    SELECT count(*) AS nummers FROM kluis.nummer x WHERE x.stroom_id = e.stroom_id
) n, LATERAL (
    SELECT count(*) AS agendapunten FROM kluis.agendapunt x WHERE x.stroom_id = e.stroom_id
) a
""").bindparams(
    bindparam("stromen", type_=ARRAY(Uuid)),
    bindparam("personen", type_=ARRAY(Uuid)),
    bindparam("organisaties", type_=ARRAY(Text)),
)
"""Item by item, each by an index. A key counts as one where it seals something; the read log makes others."""

_OP_INDEX = select(func.set_config("enable_seqscan", "off", True))  # noqa: FBT003 PostgreSQL has no names for arguments here
"""No table is walked, until the transaction ends. Of a table that grew since the server last took stock of it, as the
read log does all day, it supposes that this is quick: once for each item, or all of the log for a few lines."""

_INZAGEREGELS = text(
    "SELECT c.casus, r.aantal FROM unnest(:casussen) AS c (casus),"
    " LATERAL (SELECT count(*) AS aantal FROM inzage.regel WHERE casus = c.casus) r"
)
"""Case by case: it costs as much as there are lines about these cases, however long the read log is."""


def bepalend(verbinding: Connection, posten: Iterable[Post]) -> dict[UUID, Postbeeld]:
    """What the digest of each item is over, as it is now."""
    return {beeld.post_id: beeld for beeld, _ in _geteld(verbinding, tuple(posten))}


def _geteld(verbinding: Connection, posten: Sequence[Post]) -> Iterator[tuple[Postbeeld, int]]:
    """What each item comes to, and how many keys of it seal nothing."""
    waarden = {
        "stromen": [post.stroom_id for post in posten],
        "personen": [post.persoon_id for post in posten],
        "organisaties": [post.organisatie for post in posten],
    }
    verbinding.execute(_OP_INDEX)
    for rij in verbinding.execute(_TEL, waarden):
        post = posten[rij.nr - 1]
        telling = Telling(
            gebeurtenissen=rij.hoofddelen, delen=rij.delen, sleutels=rij.sleutels, merken=rij.merken
        )
        if post.soort in HEEL:
            telling = replace(
                telling,
                nummers=rij.nummers,
                agendapunten=rij.agendapunten,
                doorgegeven=rij.doorgegeven,
                samenloop=rij.samenloop,
            )
        yield Postbeeld(post.post_id, rij.versie, telling), rij.zonder_inhoud


def volledig(
    verbinding: Connection, posten: Iterable[Post], *, kek: Inpakker, kopieen: Kopieenboek | None
) -> tuple[Postbeeld, ...]:
    """The whole preview, in the order of the items: also what a mere look changes, such as rows of views.

    Raises:
        SleutelFout: a key does not open with this KEK.
    """
    posten = tuple(posten)
    beelden = {beeld.post_id: (beeld, gelezen) for beeld, gelezen in _geteld(verbinding, posten)}
    stromen = list({post.stroom_id for post in posten})
    rijen = _rijen_in_weergaven(verbinding, stromen)
    regels = _inzageregels(verbinding, stromen, kek=kek)
    bekend = kopieen(stromen) if kopieen is not None else {}

    def heel(post: Post) -> Postbeeld:
        beeld, gelezen = beelden[post.post_id]
        telling = replace(beeld.telling, kopieen=len(bekend.get(post.stroom_id, ())))
        if post.soort in HEEL:
            telling = replace(
                telling,
                rijen=rijen.get(post.stroom_id, 0),
                inzagesleutels=gelezen,
                inzageregels=regels.get(post.stroom_id, 0),
            )
        return replace(beeld, telling=telling)

    return tuple(heel(post) for post in posten)


# --- counting -----------------------------------------------------------------------------------------------


def _rijen_in_weergaven(verbinding: Connection, stromen: Sequence[UUID]) -> dict[UUID, int]:
    """How many rows views have of each stream; of all views in one statement, and one list of streams for all."""
    van_een = [
        select(tabel.c.stroom_id).where(tabel.c.stroom_id == func.any(bindparam("stromen", type_=NULLTYPE)))
        for tabel in tabellen_met_casus()
    ]
    rijen = union_all(*van_een).subquery()
    vraag = select(rijen.c.stroom_id, func.count()).group_by(rijen.c.stroom_id)
    return {rij[0]: rij[1] for rij in verbinding.execute(vraag, {"stromen": uuids(stromen)})}


def _inzageregels(verbinding: Connection, stromen: Sequence[UUID], *, kek: Inpakker) -> dict[UUID, int]:
    """How many lines of the read log become nobody's, by stream."""
    bij = {
        namen.casus(stroom_id): stroom_id
        for stroom_id, namen in bekende(verbinding, stromen, kek=kek).items()
    }
    rijen = verbinding.execute(_INZAGEREGELS, {"casussen": uuids(bij)})
    return {bij[rij[0]]: rij[1] for rij in rijen if rij[1]}
