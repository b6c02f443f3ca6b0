"""The tables of views that a rebuild fills beside those that are in use, and the moment at which they take their place.

They stand in a schema of their own and are copied from the catalogue, so that a table that took another's place is
the same in all that migrations ever did to it: columns, names of indexes, rights, and of which columns the planner
takes no samples.
"""

import time
from collections.abc import Collection, Iterable, Sequence

import psycopg.errors
import sqlalchemy.exc
from sqlalchemy import Connection, Table, text

from projections.weergave import Weergave, metadata

HERBOUW = "herbouw"
LEVEND = metadata.schema or ""
TIJDELIJK = "pg_temp"

WACHT_OP_LEZERS = 50
"""Milliseconds that the swap waits for those who are reading; they who come meanwhile wait no longer than that."""

HOOGSTENS = 2.0
"""Seconds in which the swap tries again; the views stand still for as long."""


class LezersBlijven(Exception):
    """Somebody kept reading the tables for as long as the swap could wait."""


def tabellen_van(weergaven: Iterable[Weergave]) -> list[Table]:
    """All tables of these views."""
    return [tabel for weergave in weergaven for tabel in weergave.tabellen]


def er_naast(verbinding: Connection) -> set[str]:
    """The names of the tables that stand beside those in use."""
    vraag = text(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(:schema) AND relkind = 'r'"
    )
    return set(verbinding.execute(vraag, {"schema": HERBOUW}).scalars())


def maak(verbinding: Connection, tabellen: Iterable[Table]) -> None:
    """Make empty tables beside these, without the indexes that are no key: those come when they are full."""
    for tabel in tabellen:
        naast = f"{HERBOUW}.{tabel.name}"
        verbinding.execute(
            text(f"CREATE TABLE {naast} (LIKE {LEVEND}.{tabel.name} INCLUDING ALL EXCLUDING INDEXES)")
        )
        for vraag in (_SLEUTELS, _STEEKPROEVEN, _RECHTEN):
            for opdracht in _uit_de_catalogus(verbinding, vraag, tabel):
                verbinding.execute(text(opdracht.format(naast=naast)))


def voeg_indexen_toe(verbinding: Connection, tabellen: Iterable[Table]) -> None:
    """Make the indexes that are not there yet, and let the planner look at what the tables hold."""
    for tabel in tabellen:
        for opdracht in _uit_de_catalogus(verbinding, _INDEXEN, tabel):
            verbinding.execute(text(opdracht))
        verbinding.execute(text(f"ANALYZE {HERBOUW}.{tabel.name}"))


def gooi_weg(verbinding: Connection, tabellen: Iterable[Table]) -> None:
    """Drop what stands beside these."""
    for tabel in tabellen:
        verbinding.execute(text(f"DROP TABLE IF EXISTS {HERBOUW}.{tabel.name}"))


def verwissel(verbinding: Connection, tabellen: Sequence[Table]) -> None:
    """Put the new tables in the place of those in use, inside the transaction of ``verbinding``.

    Raises:
        LezersBlijven: the tables could not be had for oneself; the transaction must be undone, and can be done again.
    """
    _neem_voor_jezelf(verbinding, tabellen)
    for tabel in tabellen:
        verbinding.execute(text(f"DROP TABLE {LEVEND}.{tabel.name}"))
        verbinding.execute(text(f"ALTER TABLE {HERBOUW}.{tabel.name} SET SCHEMA {LEVEND}"))


def vergeet_wat_heel_weg_is(verbinding: Connection, tabellen: Iterable[Table], *, schema: str) -> None:
    """Of a case that was destroyed as a whole no list keeps what it said of it before.

    A destruction sees to this in the tables in use; where lists are told in portions, one that was told later than
    the list by which the case went does not know of it.
    """
    for tabel in tabellen:
        if tabel.info.get("verloop") and tabel.info.get("van_lijst"):
            verbinding.execute(
                text(
                    f"DELETE FROM {schema}.{tabel.name} t USING kluis.omheining o"  # noqa: S608 names of our own tables
                    " WHERE o.stroom_id = t.stroom_id AND o.persoon_id IS NULL AND o.organisatie IS NULL"
                )
            )


def _neem_voor_jezelf(verbinding: Connection, tabellen: Collection[Table]) -> None:
    """Lock the tables in use: short tries, so that nobody who comes to read waits behind somebody who reads long."""
    namen = ", ".join(f"{LEVEND}.{tabel.name}" for tabel in tabellen)
    verbinding.execute(text(f"SET LOCAL lock_timeout = {WACHT_OP_LEZERS}"))
    einde = time.monotonic() + HOOGSTENS
    while True:
        try:
            with verbinding.begin_nested():
                verbinding.execute(text(f"LOCK TABLE {namen} IN ACCESS EXCLUSIVE MODE"))
        except sqlalchemy.exc.OperationalError as fout:
            if not isinstance(fout.orig, psycopg.errors.LockNotAvailable):
                raise
            if time.monotonic() > einde:
                raise LezersBlijven from None
            time.sleep(WACHT_OP_LEZERS / 1000)
        else:
            return


def _uit_de_catalogus(verbinding: Connection, vraag: str, tabel: Table) -> list[str]:
    gegeven = {"levend": f"{LEVEND}.{tabel.name}", "naast": f"{HERBOUW}.{tabel.name}"}
    return list(verbinding.execute(text(vraag), gegeven).scalars())


_SLEUTELS = r"""
SELECT format('ALTER TABLE {naast} ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = CAST(:levend AS regclass) AND contype IN ('p', 'u')
    AND :naast <> ''
"""

_STEEKPROEVEN = r"""
SELECT format('ALTER TABLE {naast} ALTER %I SET STATISTICS %s', attname, attstattarget)
FROM pg_attribute WHERE attrelid = CAST(:levend AS regclass) AND attnum > 0 AND NOT attisdropped
    AND attstattarget >= 0 AND :naast <> ''
"""

_RECHTEN = r"""
SELECT format('GRANT %s ON {naast} TO %s', privilege_type,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
FROM pg_class, aclexplode(relacl) WHERE pg_class.oid = CAST(:levend AS regclass) AND grantee <> relowner
    AND :naast <> ''
"""

_INDEXEN = """
SELECT replace(i.indexdef, ' ON ' || i.schemaname || '.', ' ON herbouw.')
FROM pg_indexes i
WHERE format('%I.%I', i.schemaname, i.tablename) = :levend
    AND NOT EXISTS (SELECT FROM pg_indexes n
        WHERE format('%I.%I', n.schemaname, n.tablename) = :naast AND n.indexname = i.indexname)
"""


def maak_kladtabellen(verbinding: Connection, tabellen: Sequence[Table]) -> None:
    """Tables that this connection alone sees, and that are empty again after each transaction."""
    for tabel in tabellen:
        sleutel = ", ".join(kolom.name for kolom in tabel.primary_key)
        verbinding.execute(
            text(
                f"CREATE TEMPORARY TABLE {tabel.name} (LIKE {LEVEND}.{tabel.name} INCLUDING DEFAULTS,"
                f" PRIMARY KEY ({sleutel})) ON COMMIT DELETE ROWS"
            )
        )
