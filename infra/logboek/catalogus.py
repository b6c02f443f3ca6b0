"""Whether the tables of the proofs are still the tables that they were made as.

Who owns a database can make a table answer one thing to a check and another to everybody else: a view in its place, row
security, a rule, a table that inherits. Or have a column computed from something else, or take a constraint away, so
that what could not be can be. So before anything is hashed, the catalogue is looked at. It is the database that
answers here too: against an owner who replaces PostgreSQL itself only a bundle or a witness helps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, UniqueConstraint, text
from sqlalchemy.dialects import postgresql

from infra import tables

TRIGGERS: Mapping[str, frozenset[str]] = {
    "feiten.gebeurtenis": frozenset({"onveranderlijk"}),
    "logboek.knoop": frozenset({"onveranderlijk"}),
    "logboek.blad": frozenset({"onveranderlijk"}),
    "logboek.boek": frozenset({"onveranderlijk", "vooruit"}),
    "inzage.gebeurtenis": frozenset({"onveranderlijk"}),
    "inzage.regel": frozenset({"onveranderlijk", "uit_de_regel"}),
    "inzage.knoop": frozenset({"onveranderlijk"}),
    "inzage.blad": frozenset({"onveranderlijk"}),
    "inzage.boek": frozenset({"onveranderlijk", "vooruit"}),
}
"""What each of these tables has, and nothing else."""

_SOORT = text("""
SELECT c.oid, c.relkind = 'r' AND c.relpersistence = 'p' AS gewoon, c.relrowsecurity OR c.relforcerowsecurity AS rijen,
    c.relhasrules AS regels,
    EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhrelid, i.inhparent)) AS erft
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = :schema AND c.relname = :tabel AND c.relkind NOT IN ('i', 'S', 't', 'c')
""")
_KOLOMMEN = text("""
SELECT a.attname AS naam, format_type(a.atttypid, a.atttypmod) AS soort, a.attnotnull AS verplicht,
    CASE WHEN a.attgenerated = 's' THEN pg_get_expr(d.adbin, d.adrelid) END AS berekend
FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = :oid AND a.attnum > 0 AND NOT a.attisdropped
""")
_UNIEK = text("""
SELECT array_agg(a.attname::text ORDER BY a.attname) AS kolommen
FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
WHERE i.indrelid = :oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
GROUP BY i.indexrelid
""")
_TRIGGERS = text("""
SELECT tgname AS naam, tgenabled IN ('O', 'A') AS aan FROM pg_trigger WHERE tgrelid = :oid AND NOT tgisinternal
""")


@dataclass(frozen=True)
class Tabelafwijking:
    """The first thing about a table that is not as it was made."""

    tabel: str
    verwacht: str
    gevonden: str


def eerste_afwijking(verbinding: Connection, schemas: Sequence[str]) -> Tabelafwijking | None:
    """Look at all tables of the proofs in these schemas, and name the first thing that is wrong."""
    for naam in TRIGGERS:
        if naam.partition(".")[0] in schemas:
            afwijking = _bekijk(verbinding, tables.metadata.tables[naam])
            if afwijking is not None:
                return Tabelafwijking(naam, *afwijking)
    return None


def _bekijk(verbinding: Connection, tabel: Table) -> tuple[str, str] | None:
    soort = verbinding.execute(_SOORT, {"schema": tabel.schema, "tabel": tabel.name}).one_or_none()
    if soort is None:
        return "a table", "none"
    for mis, wat in (
        (not soort.gewoon, "something else in its place"),
        (soort.rijen, "row security"),
        (soort.regels, "a rewrite rule"),
        (soort.erft, "a table that inherits"),
    ):
        if mis:
            return "an ordinary table", wat
    bij = {"oid": soort.oid}
    return (
        _kolommen(verbinding, tabel, bij)
        or _uniek(verbinding, tabel, bij)
        or _triggers(verbinding, tabel, bij)
    )


def _kolommen(verbinding: Connection, tabel: Table, bij: Mapping[str, int]) -> tuple[str, str] | None:
    gevonden = {
        rij.naam: (rij.soort, rij.verplicht, rij.berekend) for rij in verbinding.execute(_KOLOMMEN, bij)
    }
    for kolom in tabel.columns:
        # Of these tables nothing is computed: what a column says was written.
        verwacht = (_soort(kolom), not kolom.nullable, None)
        if gevonden.get(kolom.name) != verwacht:
            return f"column {kolom.name} to be {_in_woorden(verwacht)}", _in_woorden(gevonden.get(kolom.name))
    extra = sorted(set(gevonden) - {kolom.name for kolom in tabel.columns})
    return ("no other column", f"a column {extra[0]}") if extra else None


def _soort(kolom: Column[object]) -> str:
    return kolom.type.compile(dialect=postgresql.dialect()).lower()  # type: ignore[no-untyped-call]  # SQLAlchemy has no types here


def _in_woorden(kolom: tuple[str, bool, str | None] | None) -> str:
    if kolom is None:
        return "no such column"
    soort, verplicht, berekend = kolom
    leeg = "not null" if verplicht else "nullable"
    return f"{soort}, {leeg}" + (f", computed as {berekend}" if berekend else ", not computed")


def _uniek(verbinding: Connection, tabel: Table, bij: Mapping[str, int]) -> tuple[str, str] | None:
    gevonden = {tuple(rij.kolommen) for rij in verbinding.execute(_UNIEK, bij)}
    verwacht = [
        tabel.primary_key,
        *(deel for deel in tabel.constraints if isinstance(deel, UniqueConstraint)),
    ]
    for sleutel in verwacht:
        kolommen = tuple(sorted(kolom.name for kolom in sleutel.columns))
        if kolommen not in gevonden:
            return f"{', '.join(kolommen)} to be unique", "nothing that sees to it"
    return None


def _triggers(verbinding: Connection, tabel: Table, bij: Mapping[str, int]) -> tuple[str, str] | None:
    gevonden = {rij.naam: rij.aan for rij in verbinding.execute(_TRIGGERS, bij)}
    verwacht = TRIGGERS[f"{tabel.schema}.{tabel.name}"]
    for naam in sorted(verwacht | set(gevonden)):
        if naam not in verwacht:
            return "no other trigger", f"a trigger {naam}"
        if not gevonden.get(naam):
            return f"the trigger {naam}", "that it is off" if naam in gevonden else "none"
    return None
