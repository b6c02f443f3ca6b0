"""What is written beside the events, in the same transaction: content, keys, numbers, and destruction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from infra.codec import Deel, Verzegeld
from infra.keys import Ingepakt
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
class Vernietiging:
    """Destroy everything about one casus or consultatie, at this moment."""

    stroom_id: UUID
    op: datetime


@dataclass(frozen=True)
class Bijwerking:
    """What travels along with an append."""

    sleutels: tuple[Ingepakt, ...] = ()
    nummers: tuple[Nummer, ...] = ()
    agendapunten: tuple[Agendakoppeling, ...] = ()
    merken: tuple[Samenloopmerk, ...] = ()
    vernietigingen: tuple[Vernietiging, ...] = ()


NIETS = Bijwerking()


def schrijf_bij(
    curs: Cursor[DictRow], delen: Sequence[tuple[Verzegeld, Deel]], bijwerking: Bijwerking
) -> None:
    """Write what travels along, inside the transaction of the append."""
    if bijwerking.nummers:
        curs.execute(
            "INSERT INTO kluis.nummer (casusnummer, stroom_id, kenmerk_merk)"
            " SELECT * FROM unnest(%s::text[], %s::uuid[], %s::bytea[])",
            (
                [nummer.casusnummer for nummer in bijwerking.nummers],
                [nummer.stroom_id for nummer in bijwerking.nummers],
                [nummer.kenmerk_merk for nummer in bijwerking.nummers],
            ),
        )
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
    if bijwerking.merken:
        curs.execute(
            "INSERT INTO kluis.samenloop (merk, stroom_id, persoon_id)"
            " SELECT * FROM unnest(%s::bytea[], %s::uuid[], %s::uuid[]) ON CONFLICT DO NOTHING",
            (
                [merk.merk for merk in bijwerking.merken],
                [merk.stroom_id for merk in bijwerking.merken],
                [merk.persoon_id for merk in bijwerking.merken],
            ),
        )
    if bijwerking.sleutels:
        _schrijf_sleutels(curs, bijwerking.sleutels)
    if delen:
        _schrijf_delen(curs, delen)
    if bijwerking.vernietigingen:
        _vernietig(curs, bijwerking.vernietigingen)


def _schrijf_sleutels(curs: Cursor[DictRow], sleutels: Sequence[Ingepakt]) -> None:
    curs.execute(
        "INSERT INTO sleutels.sleutel (sleutel_id, stroom_id, persoon_id, organisatie, tijdvak, ingepakt)"
        " SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::int[], %s::bytea[])",
        (
            [sleutel.sleutel_id for sleutel in sleutels],
            [sleutel.eenheid.stroom_id for sleutel in sleutels],
            [sleutel.eenheid.persoon_id for sleutel in sleutels],
            [sleutel.eenheid.organisatie for sleutel in sleutels],
            [sleutel.tijdvak for sleutel in sleutels],
            [sleutel.ingepakt for sleutel in sleutels],
        ),
        prepare=True,
    )


def _schrijf_delen(curs: Cursor[DictRow], delen: Sequence[tuple[Verzegeld, Deel]]) -> None:
    curs.execute(
        "INSERT INTO kluis.deel"
        " (stroom_id, versie, nummer, persoon_id, organisatie, sleutel_id, cijfertekst)"
        " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::smallint[], %s::uuid[], %s::text[], %s::uuid[],"
        " %s::bytea[])",
        (
            [verzegeld.stroom_id for verzegeld, _ in delen],
            [verzegeld.versie for verzegeld, _ in delen],
            [deel.nummer for _, deel in delen],
            [deel.eenheid.persoon_id for _, deel in delen],
            [deel.eenheid.organisatie for _, deel in delen],
            [deel.sleutel_id for _, deel in delen],
            [deel.cijfertekst for _, deel in delen],
        ),
        prepare=True,
    )


def tabellen_die_leeg_moeten() -> list[tuple[str, str]]:
    """All tables with rows about one stream that a destruction takes away, as schema and name."""
    return [
        ("kluis", "deel"),
        ("sleutels", "sleutel"),
        ("kluis", "nummer"),
        ("kluis", "agendapunt"),
        ("kluis", "samenloop"),
        *((tabel.schema or "", tabel.name) for tabel in tabellen_met_casus()),
    ]


def _vernietig(curs: Cursor[DictRow], vernietigingen: Sequence[Vernietiging]) -> None:
    """Fence first, then content, keys, number and view rows; then look whether anything is left.

    A statement a table, however many are destroyed at once.
    """
    stromen = [een.stroom_id for een in vernietigingen]
    curs.execute("SELECT pg_advisory_xact_lock(%s)", (VERNIETIGSLOT,))
    curs.execute(
        "INSERT INTO kluis.omheining (stroom_id, op) SELECT * FROM unnest(%s::uuid[], %s::timestamptz[])",
        (stromen, [een.op for een in vernietigingen]),
    )
    tabellen = tabellen_die_leeg_moeten()
    for schema, tabel in tabellen:
        curs.execute(
            SQL("DELETE FROM {} WHERE stroom_id = ANY(%s)").format(Identifier(schema, tabel)), (stromen,)
        )
    telling = SQL(" + ").join(
        SQL("(SELECT count(*) FROM {} WHERE stroom_id = ANY(%(stromen)s))").format(Identifier(schema, tabel))
        for schema, tabel in tabellen
    )
    rij = curs.execute(SQL("SELECT {} AS over").format(telling), {"stromen": stromen}).fetchone()
    if rij is None or rij["over"]:
        raise VernietigingMislukt("Rows of what is destroyed are still there; nothing was destroyed.")
