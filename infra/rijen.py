"""From rows of the database to sealed facts with their parts, their keys, and what was destroyed of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, LiteralString, TypeAlias
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import tuple_row

from infra.keys import Eenheid, Ingepakt
from infra.reeksen import bigints, uuids
from infra.verzegeld import Deel, Omheining, Verzegeld

GEBEURTENIS, SLEUTEL, OMHEINING, ERNAAST = range(4)
"""What a row is: an event with a part of it, a key, a mark of what was destroyed, or an event of another stream."""

_STROOM: LiteralString = (
    " SELECT 0::smallint AS soort, g.originator_id, g.originator_version, g.notification_id AS positie, g.topic,"
    " g.state, d.nummer, d.persoon_id, d.organisatie, d.sleutel_id, d.cijfertekst,"
    " NULL::timestamptz AS op, NULL::bigint[] AS versies"
    " FROM feiten.gebeurtenis g"
    " LEFT JOIN kluis.deel d ON d.stroom_id = g.originator_id AND d.versie = g.originator_version"
    " WHERE g.originator_id = (SELECT stroom_id FROM n) AND g.originator_version > %(na)s"
    " UNION ALL SELECT 1, stroom_id, tijdvak, NULL, NULL, ingepakt, NULL, persoon_id, organisatie,"
    " sleutel_id, NULL, NULL, NULL FROM sleutels.sleutel WHERE stroom_id = (SELECT stroom_id FROM n)"
    " UNION ALL SELECT 2, stroom_id, NULL, NULL, NULL, NULL, NULL, persoon_id, organisatie, NULL, NULL,"
    " op, versies FROM kluis.omheining WHERE stroom_id = (SELECT stroom_id FROM n)"
)
_OP_VOLGORDE: LiteralString = " ORDER BY soort, positie, nummer"

VAN_EEN_STROOM: LiteralString = "WITH n AS (SELECT %(stroom)s::uuid AS stroom_id)" + _STROOM + _OP_VOLGORDE
"""All that is needed to read one stream, as it is at one moment: what is destroyed is gone with its mark in place,
and is never taken for lost."""

_OOK: LiteralString = (
    " UNION ALL SELECT 3, g.originator_id, g.originator_version, g.notification_id, g.topic, g.state,"
    " NULL, NULL, NULL, NULL, NULL, NULL, NULL"
    " FROM unnest(%(ook)s::uuid[], %(ook_na)s::bigint[]) AS b (stroom_id, versie)"
    " CROSS JOIN LATERAL (SELECT * FROM feiten.gebeurtenis"
    " WHERE originator_id = b.stroom_id AND originator_version > b.versie OFFSET 0) g"
)
_NUMMER: LiteralString = "WITH n AS (SELECT stroom_id FROM kluis.nummer WHERE casusnummer = %(nummer)s)"

VAN_EEN_NUMMER: LiteralString = _NUMMER + _STROOM + _OOK + _OP_VOLGORDE
"""The stream that a number leads to, and what is new in streams of which nothing is encrypted."""

Rij: TypeAlias = tuple[Any, ...]


def verzegeld_van(rijen: Iterable[Rij]) -> tuple[list[Verzegeld], dict[UUID, list[Verzegeld]]]:
    """The facts of one stream in these rows, in order, and those of the streams beside it."""
    feiten: list[tuple[UUID, int, int, str, bytes, list[Deel]]] = []
    sleutels: list[Ingepakt] = []
    omheiningen: list[Omheining] = []
    ernaast: dict[UUID, list[Verzegeld]] = defaultdict(list)
    vorige = 0
    for soort, stroom, versie, positie, naam, inhoud, nummer, persoon, organisatie, sleutel, *rest in rijen:
        if soort == GEBEURTENIS:
            if positie != vorige:
                feiten.append((stroom, versie, positie, naam, inhoud, []))
                vorige = positie
            if sleutel is not None:
                deel = Deel(nummer, Eenheid(stroom, persoon, organisatie), sleutel, rest[0])
                feiten[-1][-1].append(deel)
        elif soort == SLEUTEL:
            sleutels.append(Ingepakt(sleutel, Eenheid(stroom, persoon, organisatie), versie, inhoud))
        elif soort == OMHEINING:
            omheiningen.append(_omheining(persoon, organisatie, rest[1], rest[2]))
        else:
            ernaast[stroom].append(Verzegeld(stroom, versie, positie, naam, inhoud))
    bij = tuple(sleutels), tuple(omheiningen)
    hier = [
        Verzegeld(stroom, versie, positie, naam, inhoud, tuple(delen), *bij)
        for stroom, versie, positie, naam, inhoud, delen in feiten
    ]
    return hier, ernaast


_DELEN: LiteralString = (
    "SELECT p.plaats, d.nummer, d.persoon_id, d.organisatie, d.sleutel_id, d.cijfertekst, s.tijdvak, s.ingepakt"
    " FROM unnest(%s::uuid[], %s::bigint[]) WITH ORDINALITY AS p (stroom, versie, plaats) CROSS JOIN LATERAL"
    " (SELECT * FROM kluis.deel WHERE stroom_id = p.stroom AND versie = p.versie OFFSET 0) d"
    " LEFT JOIN LATERAL (SELECT * FROM sleutels.sleutel WHERE sleutel_id = d.sleutel_id OFFSET 0) s"
    " ON s.stroom_id = d.stroom_id"
)
"""The parts of facts, each with its own key, by the place of the fact in the question: ids are dear to read."""

_OMHEININGEN: LiteralString = (
    "SELECT stroom_id, persoon_id, organisatie, op, versies FROM kluis.omheining WHERE stroom_id = ANY(%s)"
)


def met_delen(verbinding: Connection[Any], rijen: Sequence[Rij]) -> list[Verzegeld]:
    """Add to events of many streams their parts with the keys of these, and last of all what was destroyed.

    The marks of destruction are read last: content that was destroyed between two of these reads is then known to
    be destroyed, and not taken for lost.
    """
    if not rijen:
        return []
    with verbinding.pipeline():
        delen = _vraag(
            verbinding,
            _DELEN,
            (uuids([rij[0] for rij in rijen]), bigints([rij[1] for rij in rijen])),
        )
        stromen = uuids(dict.fromkeys(rij[0] for rij in rijen))
        omheiningen = _vraag(verbinding, _OMHEININGEN, (stromen,))
    bij: list[tuple[list[Deel], list[Ingepakt]]] = [([], []) for _ in rijen]
    for plaats, nummer, persoon, organisatie, sleutel, tekst, tijdvak, ingepakt in delen.fetchall():
        hier, sleutels = bij[plaats - 1]
        eenheid = Eenheid(rijen[plaats - 1][0], persoon, organisatie)
        hier.append(Deel(nummer, eenheid, sleutel, tekst))
        if ingepakt is not None:
            sleutels.append(Ingepakt(sleutel, eenheid, tijdvak, ingepakt))
    omheiningen_bij: dict[UUID, list[Omheining]] = defaultdict(list)
    for stroom, persoon, organisatie, op, versies in omheiningen.fetchall():
        omheiningen_bij[stroom].append(_omheining(persoon, organisatie, op, versies))
    weg = {stroom: tuple(gevonden) for stroom, gevonden in omheiningen_bij.items()}
    return [
        Verzegeld(
            stroom,
            versie,
            positie,
            naam,
            inhoud,
            tuple(hier),
            tuple(sleutels),
            weg.get(stroom, ()) if weg else (),
        )
        for (stroom, versie, naam, inhoud, positie), (hier, sleutels) in zip(rijen, bij, strict=True)
    ]


def _vraag(verbinding: Connection[Any], vraag: str, waarden: Sequence[object]) -> Cursor[Rij]:
    curs = verbinding.cursor(binary=True, row_factory=tuple_row)
    return curs.execute(vraag, waarden, prepare=True)


def _omheining(
    persoon: UUID | None, organisatie: str | None, op: datetime, versies: Iterable[int] | None
) -> Omheining:
    return Omheining(persoon, organisatie, op, frozenset(versies or ()))
