"""From rows of the database to sealed facts with their parts, their keys, and what was destroyed of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any, LiteralString, TypeAlias
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import tuple_row

from infra.keys import ONGEVRAAGD, Eenheid, Ingepakt
from infra.reeksen import bigints, uuids
from infra.verzegeld import Deel, Omheining, Verzegeld

PORTIE = 500
"""So many facts are asked for at once."""

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


_DEEL: LiteralString = "SELECT p.plaats, d.nummer, d.sleutel_id, d.cijfertekst, s.tijdvak, s.ingepakt"
_VAN_FEITEN: LiteralString = (
    " FROM unnest(%s::uuid[], %s::bigint[]) WITH ORDINALITY AS p (stroom, versie, plaats) CROSS JOIN LATERAL"
    " (SELECT * FROM kluis.deel WHERE stroom_id = p.stroom AND versie = p.versie OFFSET 0) d"
    " LEFT JOIN LATERAL (SELECT * FROM sleutels.sleutel WHERE sleutel_id = d.sleutel_id OFFSET 0) s"
    " ON s.stroom_id = d.stroom_id"
)
_DELEN: LiteralString = _DEEL + _VAN_FEITEN
"""The parts of facts, each with its own key, by the place of the fact in the question: ids are dear to read."""

_DELEN_MET_EENHEID: LiteralString = _DEEL + ", d.persoon_id, d.organisatie" + _VAN_FEITEN
"""The same with whose each is, for who is going to write beside it."""

_OMHEININGEN: LiteralString = (
    "SELECT stroom_id, persoon_id, organisatie, op, versies FROM kluis.omheining WHERE stroom_id = ANY(%s)"
)

_AAN_PLAATS: LiteralString = (
    "SELECT g.*, p.plaats FROM unnest(%s::uuid[], %s::bigint[]) WITH ORDINALITY AS p (stroom, versie, plaats)"
    " CROSS JOIN LATERAL (SELECT topic, state, notification_id FROM feiten.gebeurtenis"
    " WHERE originator_id = p.stroom AND originator_version = p.versie OFFSET 0) g"
)


def aan_plaatsen(
    verbinding: Connection[Any], plaatsen: Sequence[tuple[UUID, int]]
) -> Iterator[list[Verzegeld]]:
    """The facts at these places with their parts, to be opened only: a portion at a time, in no order.

    Of a portion all is asked at once, with the marks of destruction last, as ``met_delen`` has it. The next one is
    asked before this one is given, so that the server looks for it while what it found is opened.
    """
    porties = [plaatsen[begin : begin + PORTIE] for begin in range(0, len(plaatsen), PORTIE)]
    with verbinding.pipeline():
        gevraagd = [_vraag_plaatsen(verbinding, portie) for portie in porties[:1]]
        for portie, volgende in zip_longest(porties, porties[1:]):
            feiten, delen, omheiningen = (een.fetchall() for een in gevraagd.pop())
            if volgende:
                gevraagd.append(_vraag_plaatsen(verbinding, volgende))
            hier, weg = _delen_van(delen, len(portie)), _per_stroom(omheiningen)
            yield [
                Verzegeld(
                    stroom,
                    versie,
                    positie,
                    naam,
                    inhoud,
                    hier[plaats - 1],
                    (),
                    weg.get(stroom, ()) if weg else (),
                )
                for naam, inhoud, positie, plaats in feiten
                for stroom, versie in (portie[plaats - 1],)
            ]


def _vraag_plaatsen(
    verbinding: Connection[Any], plaatsen: Sequence[tuple[UUID, int]]
) -> tuple[Cursor[Rij], Cursor[Rij], Cursor[Rij]]:
    waarden = uuids([stroom for stroom, _ in plaatsen]), bigints([versie for _, versie in plaatsen])
    return (
        _vraag(verbinding, _AAN_PLAATS, waarden),
        _vraag(verbinding, _DELEN, waarden),
        _omheiningen(verbinding, [stroom for stroom, _ in plaatsen]),
    )


def met_delen(
    verbinding: Connection[Any], rijen: Sequence[Rij], *, eenheden: bool = False
) -> list[Verzegeld]:
    """Add to events of many streams their parts with the keys of these, and last of all what was destroyed.

    The marks of destruction are read last: content that was destroyed between two of these reads is then known to
    be destroyed, and not taken for lost. With ``eenheden`` the keys can be written with as well.
    """
    if not rijen:
        return []
    waarden = uuids([rij[0] for rij in rijen]), bigints([rij[1] for rij in rijen])
    with verbinding.pipeline():
        delen = _vraag(verbinding, _DELEN_MET_EENHEID if eenheden else _DELEN, waarden)
        omheiningen = _omheiningen(verbinding, [rij[0] for rij in rijen])
    hier = _delen_van(delen.fetchall(), len(rijen), [rij[0] for rij in rijen] if eenheden else None)
    weg = _per_stroom(omheiningen.fetchall())
    return [
        Verzegeld(stroom, versie, positie, naam, inhoud, delen_, (), weg.get(stroom, ()) if weg else ())
        for (stroom, versie, naam, inhoud, positie), delen_ in zip(rijen, hier, strict=True)
    ]


def _delen_van(
    delen: Sequence[Rij], aantal: int, stromen: Sequence[UUID] | None = None
) -> list[tuple[Deel, ...]]:
    """The parts of each of so many facts, each with its key; with whose it is, where their streams are given."""
    hier: list[list[Deel]] = [[] for _ in range(aantal)]
    for plaats, nummer, sleutel, tekst, tijdvak, ingepakt, *wiens in delen:
        eenheid = ONGEVRAAGD if stromen is None else Eenheid(stromen[plaats - 1], *wiens)
        bij = None if ingepakt is None else Ingepakt(sleutel, eenheid, tijdvak, ingepakt)
        hier[plaats - 1].append(Deel(nummer, eenheid, sleutel, tekst, bij))
    return [tuple(een) for een in hier]


def _omheiningen(verbinding: Connection[Any], stromen: Iterable[UUID]) -> Cursor[Rij]:
    return _vraag(verbinding, _OMHEININGEN, (uuids(dict.fromkeys(stromen)),))


def _per_stroom(omheiningen: Sequence[Rij]) -> dict[UUID, tuple[Omheining, ...]]:
    """What was destroyed, by its stream."""
    per_stroom: dict[UUID, list[Omheining]] = defaultdict(list)
    for stroom, persoon, organisatie, op, versies in omheiningen:
        per_stroom[stroom].append(_omheining(persoon, organisatie, op, versies))
    return {stroom: tuple(gevonden) for stroom, gevonden in per_stroom.items()}


def _vraag(verbinding: Connection[Any], vraag: str, waarden: Sequence[object]) -> Cursor[Rij]:
    curs = verbinding.cursor(binary=True, row_factory=tuple_row)
    return curs.execute(vraag, waarden, prepare=True)


def _omheining(
    persoon: UUID | None, organisatie: str | None, op: datetime, versies: Iterable[int] | None
) -> Omheining:
    return Omheining(persoon, organisatie, op, frozenset(versies or ()))
