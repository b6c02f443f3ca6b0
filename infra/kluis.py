"""What is written beside the events, in the same transaction: content, keys, numbers, and destruction."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Composed, Identifier

from infra.keys import Eenheid, Ingepakt
from projections.weergave import tabellen_met_casus

VERNIETIGSLOT = 0x6361_7375_7302
"""Held alone by a destruction and shared by whoever turns facts into rows of views: a view never writes rows
from content that was destroyed meanwhile."""


class VernietigingMislukt(Exception):
    """After a destruction something was still there; the whole transaction is undone."""


@dataclass(frozen=True)
class Nummer:
    """The number that leads to a stream, and the mark of the kenmerk it came in with, if any."""

    casusnummer: str
    stroom_id: UUID
    kenmerk_merk: bytes | None


@dataclass(frozen=True)
class Agendakoppeling:
    """Which casus an agenda item of an overleg is."""

    agendapunt_id: UUID
    overleg_id: UUID
    stroom_id: UUID


@dataclass(frozen=True)
class Samenloopmerk:
    """A mark by which other tables can find that this person is known here."""

    merk: bytes
    stroom_id: UUID
    persoon_id: UUID


@dataclass(frozen=True)
class Koppeling:
    """Where the person of a verzoek may be."""

    koppeling_id: UUID
    verzoek_id: UUID
    stroom_id: UUID
    persoon_id: UUID


@dataclass(frozen=True)
class Verhuizing:
    """Somebody in a case is known by another id from now on; open verzoeken go on about the same person."""

    stroom_id: UUID
    van: UUID
    naar: UUID


@dataclass(frozen=True)
class Vernietiging:
    """Destroy everything about one casus, consultatie or verzoek now; or of one person or supplier within it."""

    stroom_id: UUID
    op: datetime
    persoon_id: UUID | None = None
    organisatie: str | None = None

    @property
    def eenheid(self) -> Eenheid:
        """What is destroyed."""
        return Eenheid(self.stroom_id, self.persoon_id, self.organisatie)


@dataclass(frozen=True)
class Bijwerking:
    """What travels along with an append."""

    sleutels: tuple[Ingepakt, ...] = ()
    nummers: tuple[Nummer, ...] = ()
    agendapunten: tuple[Agendakoppeling, ...] = ()
    merken: tuple[Samenloopmerk, ...] = ()
    koppelingen: tuple[Koppeling, ...] = ()
    verhuizingen: tuple[Verhuizing, ...] = ()
    vernietigingen: tuple[Vernietiging, ...] = ()

    @property
    def in_een_keer(self) -> bool:
        """Only such things travel along as go with the facts in one statement."""
        return not (self.agendapunten or self.koppelingen or self.verhuizingen or self.vernietigingen)


NIETS = Bijwerking()


def samen(*bijwerkingen: Bijwerking) -> Bijwerking:
    """What travels along with several appends at once."""
    if len(bijwerkingen) == 1:
        return bijwerkingen[0]
    return Bijwerking(
        **{
            veld.name: tuple(chain.from_iterable(getattr(een, veld.name) for een in bijwerkingen))
            for veld in fields(Bijwerking)
        }
    )


def schrijf_bij(curs: Cursor[DictRow], bijwerking: Bijwerking) -> None:
    """Write what does not go with the facts in one statement, destructions apart, inside their transaction."""
    if bijwerking.agendapunten:
        curs.execute(
            "INSERT INTO kluis.agendapunt (agendapunt_id, overleg_id, stroom_id)"
            " SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[])",
            (
                [punt.agendapunt_id for punt in bijwerking.agendapunten],
                [punt.overleg_id for punt in bijwerking.agendapunten],
                [punt.stroom_id for punt in bijwerking.agendapunten],
            ),
        )
    if bijwerking.koppelingen:
        curs.execute(
            "INSERT INTO kluis.koppeling (koppeling_id, verzoek_id, stroom_id, persoon_id)"
            " SELECT k.* FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])"
            " AS k (koppeling_id, verzoek_id, stroom_id, persoon_id)"
            # What was destroyed since somebody looked is not led to any more.
            " WHERE NOT EXISTS (SELECT FROM kluis.omheining o WHERE o.stroom_id = k.stroom_id"
            " AND (o.persoon_id IS NULL OR o.persoon_id = k.persoon_id) AND o.organisatie IS NULL)",
            (
                [een.koppeling_id for een in bijwerking.koppelingen],
                [een.verzoek_id for een in bijwerking.koppelingen],
                [een.stroom_id for een in bijwerking.koppelingen],
                [een.persoon_id for een in bijwerking.koppelingen],
            ),
        )
    for verhuizing in bijwerking.verhuizingen:
        curs.execute(
            "UPDATE kluis.koppeling SET persoon_id = %s WHERE stroom_id = %s AND persoon_id = %s",
            (verhuizing.naar, verhuizing.stroom_id, verhuizing.van),
        )


def tabellen_die_leeg_moeten() -> list[tuple[str, str]]:
    """All tables with rows about one stream that a destruction takes away, as schema and name."""
    return [
        ("kluis", "deel"),
        ("sleutels", "sleutel"),
        ("kluis", "nummer"),
        ("kluis", "agendapunt"),
        ("kluis", "samenloop"),
        ("exports", "kopie"),
        ("kluis", "koppeling"),
        *((tabel.schema or "", tabel.name) for tabel in tabellen_met_casus()),
    ]


# --- destroying --------------------------------------------------------------------------------------------------

_EENHEDEN = SQL("unnest(%s::uuid[], %s::uuid[], %s::text[]) AS e (stroom_id, persoon_id, organisatie)")

_HOORT_BIJ = SQL(
    "d.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR d.persoon_id = e.persoon_id)"
    " AND (e.organisatie IS NULL OR d.organisatie = e.organisatie)"
)
"""Whether a row ``d`` with a person and a supplier is of the unit ``e``; as ``Omheining.geldt_voor``."""

# Whoever was brought in by a supplier whose contribution goes is no longer known here.
_BEKEND_DOOR = SQL(
    "d.stroom_id = e.stroom_id AND (e.persoon_id IS NULL OR d.persoon_id = e.persoon_id)"
    " AND (e.organisatie IS NULL OR d.persoon_id IN ("
    " SELECT k.persoon_id FROM kluis.deel k"
    " JOIN feiten.gebeurtenis g ON g.originator_id = k.stroom_id AND g.originator_version = k.versie"
    " WHERE k.stroom_id = e.stroom_id AND k.organisatie = e.organisatie"
    " AND (g.topic LIKE 'casus.Aangemeld.v%%' OR g.topic LIKE 'casus.AanmeldingAangevuld.v%%')))"
)

_OMHEIN = SQL(
    "INSERT INTO kluis.omheining (stroom_id, persoon_id, organisatie, op, versies)"
    " SELECT e.stroom_id, e.persoon_id, e.organisatie, e.op,"
    " CASE WHEN e.persoon_id IS NOT NULL OR e.organisatie IS NOT NULL THEN"
    " ARRAY(SELECT d.versie FROM kluis.deel d WHERE {} AND d.nummer = 0 ORDER BY d.versie) END"
    " FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[])"
    " AS e (stroom_id, persoon_id, organisatie, op)"
).format(_HOORT_BIJ)

_PER_BEKENDE = (Identifier("kluis", "samenloop"), Identifier("kluis", "koppeling"))
_PER_DEEL = (Identifier("kluis", "deel"), Identifier("sleutels", "sleutel"))


def tabellen_met_een_persoon() -> list[tuple[str, str]]:
    """The tables of views with rows about one person of a casus, as schema and name."""
    return [(tabel.schema or "", tabel.name) for tabel in tabellen_met_casus() if "persoon_id" in tabel.c]


def vernietig(curs: Cursor[DictRow], vernietigingen: Sequence[Vernietiging]) -> None:
    """Fence first, then content, keys, number and view rows; then look whether anything is left.

    Raises:
        VernietigingMislukt: something is; the transaction must be undone.
    """
    curs.execute("SELECT pg_advisory_xact_lock(%s)", (VERNIETIGSLOT,))
    eenheden = [vernietiging.eenheid for vernietiging in vernietigingen]
    curs.execute(_OMHEIN, (*_als_reeksen(eenheden), [vernietiging.op for vernietiging in vernietigingen]))
    wis(curs, eenheden)
    if over := _nog_over(curs, eenheden):
        raise VernietigingMislukt(f"{over} rows are still there; nothing was destroyed.")


def wis(curs: Cursor[Any], eenheden: Sequence[Eenheid]) -> None:
    """Delete the rows of these units, whose marks are there already: whole streams, or parts of them.

    What views derived from a part is told anew by the runner, from what is left.
    """
    heel, delen = _heel_en_delen(eenheden)
    if heel:
        for schema, tabel in tabellen_die_leeg_moeten():
            plaats = Identifier(schema, tabel)
            curs.execute(SQL("DELETE FROM {} WHERE stroom_id = ANY(%s)").format(plaats), (heel,))
        curs.execute("DELETE FROM kluis.koppeling WHERE verzoek_id = ANY(%s)", (heel,))
    if not delen:
        return
    reeksen = _als_reeksen(delen)
    # Before the content, which tells who was brought in by whom.
    for bekend in _PER_BEKENDE:
        curs.execute(
            SQL("DELETE FROM {} d USING {} WHERE {}").format(bekend, _EENHEDEN, _BEKEND_DOOR), reeksen
        )
    for deel in _PER_DEEL:
        curs.execute(SQL("DELETE FROM {} d USING {} WHERE {}").format(deel, _EENHEDEN, _HOORT_BIJ), reeksen)
    for schema, tabel in tabellen_met_een_persoon():
        van_persoon = SQL(
            "DELETE FROM {} d USING unnest(%s::uuid[], %s::uuid[]) AS e (stroom_id, persoon_id)"
            " WHERE d.stroom_id = e.stroom_id AND d.persoon_id = e.persoon_id"
        )
        curs.execute(van_persoon.format(Identifier(schema, tabel)), reeksen[:2])


def _nog_over(curs: Cursor[DictRow], eenheden: Sequence[Eenheid]) -> int:
    """How many rows of these units are still there."""
    heel, delen = _heel_en_delen(eenheden)
    over = 0
    for schema, tabel in tabellen_die_leeg_moeten() if heel else ():
        vraag = SQL("SELECT count(*) AS over FROM {} WHERE stroom_id = ANY(%s)")
        over += _tel(curs, vraag.format(Identifier(schema, tabel)), (heel,))
    if heel:
        over += _tel(
            curs, SQL("SELECT count(*) AS over FROM kluis.koppeling WHERE verzoek_id = ANY(%s)"), (heel,)
        )
    for deel in _PER_DEEL if delen else ():
        vraag = SQL("SELECT count(*) AS over FROM {} d JOIN {} ON {}")
        over += _tel(curs, vraag.format(deel, _EENHEDEN, _HOORT_BIJ), _als_reeksen(delen))
    return over


def _tel(curs: Cursor[DictRow], vraag: SQL | Composed, waarden: Sequence[object]) -> int:
    rij = curs.execute(vraag, waarden).fetchone()
    return 1 if rij is None else int(rij["over"])


def _heel_en_delen(eenheden: Sequence[Eenheid]) -> tuple[list[UUID], list[Eenheid]]:
    """The streams that go as a whole, and the units within one."""
    delen = [een for een in eenheden if een.persoon_id is not None or een.organisatie is not None]
    heel = [een.stroom_id for een in eenheden if een.persoon_id is None and een.organisatie is None]
    return heel, delen


def _als_reeksen(eenheden: Sequence[Eenheid]) -> tuple[list[UUID], list[UUID | None], list[str | None]]:
    return (
        [eenheid.stroom_id for eenheid in eenheden],
        [eenheid.persoon_id for eenheid in eenheden],
        [eenheid.organisatie for eenheid in eenheden],
    )
