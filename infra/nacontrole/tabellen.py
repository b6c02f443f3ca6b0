"""Walks every table that the database has, known to our code or not, with all of its columns of whatever type.

Each table is copied out in its binary form and searched as bytes: so an id is found in a column of its own, in a text,
in JSON, in an array, in a ciphertext that was put elsewhere. Beside the tables go the samples of the planner, comments
and large objects. What may not be read is named; it is never a pass.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from infra.nacontrole.blijvers import Blijver, blijvers_van
from infra.nacontrole.naald import Naalden, Zoeker
from infra.nacontrole.openen import Opener
from infra.nacontrole.spoorsoort import Spoorsoort
from infra.nacontrole.sporen import Verbinding
from infra.nacontrole.uitvoer import Telling, kopieer

Vraag = SQL | Composed

_TABELLEN = """
SELECT n.nspname, c.relname, c.relkind = 'f',
    array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND a.atttypid = 'bytea'::regtype ORDER BY a.attnum),
    array(SELECT a.attname::text FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm', 'f') AND c.relpersistence <> 't'
    AND (n.nspname NOT IN ('pg_catalog', 'information_schema') OR c.oid >= 16384)
ORDER BY 1, 2
"""
_IN_VERZAMELINGEN = "SET LOCAL enable_nestloop = off"
"""Said before a join with the units of a list. Those were written just now, so the planner takes them for few, and
would go through a whole table again for each."""

STEEKPROEVEN = "pg_catalog.pg_stats"
_STEEKPROEVEN = SQL(
    "SELECT most_common_vals::text, histogram_bounds::text, most_common_elems::text FROM pg_catalog.pg_stats"
    " WHERE schemaname <> 'pg_catalog'"
)
OPMERKINGEN = "pg_catalog.pg_description"
_OPMERKINGEN = SQL("SELECT description FROM pg_catalog.pg_description WHERE objoid >= 16384")
GROTE_OBJECTEN = "pg_catalog.pg_largeobject"
_GROTE_OBJECTEN = SQL("SELECT lo_get(oid) FROM pg_catalog.pg_largeobject_metadata")


@dataclass(frozen=True)
class Tabel:
    """A table as the catalogue knows it."""

    schema: str
    naam: str
    elders: bool
    bytes_in: tuple[str, ...]
    """Its columns of type ``bytea``."""
    kolommen: frozenset[str]

    def __str__(self) -> str:
        return f"{self.schema}.{self.naam}"

    @property
    def aanduiding(self) -> Identifier:
        """Its name in SQL."""
        return Identifier(self.schema, self.naam)


@dataclass
class Ronde:
    """What one walk over all tables saw, and found, per table and kind of trace."""

    tabellen: dict[str, Tabel] = field(default_factory=dict)
    rijen: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    ongelezen: set[str] = field(default_factory=set)
    vondsten: Counter[tuple[str, Spoorsoort]] = field(default_factory=Counter)
    te_openen: Counter[str] = field(default_factory=Counter)
    per_eenheid: Counter[str] = field(default_factory=Counter)
    """Rows that name a unit in columns of their own."""


def alle_tabellen(verbinding: Verbinding) -> list[Tabel]:
    """Every table of every schema but those of PostgreSQL itself."""
    rijen = verbinding.execute(_TABELLEN).fetchall()
    return [
        Tabel(schema, naam, elders, tuple(bytes_in), frozenset(kolommen))
        for schema, naam, elders, bytes_in, kolommen in rijen
    ]


def loop_langs(verbinding: Verbinding, naalden: Naalden, opener: Opener, ronde: Ronde) -> None:
    """Search all tables for a portion of the traces, in one transaction; what is found is added to ``ronde``."""
    ronde.rijen.clear()
    with verbinding.transaction(force_rollback=True):
        verbinding.execute("SET LOCAL row_security = off")
        zoekers: dict[frozenset[Spoorsoort], Zoeker] = {}
        for plaats, bron, niet in _bronnen(verbinding, ronde):
            soorten = frozenset(Spoorsoort) - niet
            if soorten not in zoekers:
                zoekers[soorten] = Zoeker(naalden.van(soorten))
            try:
                with verbinding.transaction():
                    _doorzoek(verbinding, plaats, bron, zoeker=zoekers[soorten], opener=opener, ronde=ronde)
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedFunction):
                ronde.ongelezen.add(plaats)


def _bronnen(verbinding: Verbinding, ronde: Ronde) -> Iterator[tuple[str, Vraag, frozenset[Spoorsoort]]]:
    """What is read, and which kinds of traces may be there."""
    for tabel in alle_tabellen(verbinding):
        ronde.tabellen[str(tabel)] = tabel
        if tabel.elders:
            ronde.ongelezen.add(str(tabel))
            continue
        for blijver in blijvers_van(str(tabel)) or (Blijver(str(tabel), frozenset(), ""),):
            vraag = SQL("SELECT * FROM ONLY {} WHERE {}").format(tabel.aanduiding, SQL(blijver.rijen))
            yield str(tabel), vraag, blijver.soorten
    # A sample of the ids of events says no more than the events do.
    yield STEEKPROEVEN, _STEEKPROEVEN, frozenset({Spoorsoort.STROOM})
    yield OPMERKINGEN, _OPMERKINGEN, frozenset()
    yield GROTE_OBJECTEN, _GROTE_OBJECTEN, frozenset()


def _doorzoek(
    verbinding: Verbinding, plaats: str, bron: Vraag, *, zoeker: Zoeker, opener: Opener, ronde: Ronde
) -> None:
    telling = Telling()
    for treffer in zoeker.doorzoek(_uitvoer(verbinding, bron, telling)):
        ronde.vondsten[plaats, treffer.spoor.soort] += 1
        if opener.neem(treffer):
            ronde.te_openen[plaats] += 1
    ronde.rijen[plaats] += telling.rijen
    ronde.bytes += telling.bytes


def _uitvoer(verbinding: Verbinding, bron: Vraag, telling: Telling) -> Iterator[bytes]:
    """The rows in binary form, in pieces; as text where a type has no binary form."""
    try:
        with verbinding.transaction():
            yield from kopieer(verbinding, SQL("COPY ({}) TO STDOUT (FORMAT binary)").format(bron), telling)
    except psycopg.errors.UndefinedFunction:
        telling.rijen = telling.bytes = 0
        yield from kopieer(verbinding, SQL("COPY ({}) TO STDOUT").format(bron), telling)


# --- rows that name a unit in columns of their own ----------------------------------------------------------------


def tel_per_eenheid(verbinding: Verbinding, lijst: str, ronde: Ronde) -> None:
    """Count, per table with a stream and perhaps a person and an organisation, the rows about units of a list.

    This finds also what was written after the traces were taken.
    """
    for plaats, tabel in ronde.tabellen.items():
        if "stroom_id" not in tabel.kolommen or blijvers_van(plaats):
            continue
        try:
            with verbinding.transaction(force_rollback=True):
                verbinding.execute("SET LOCAL row_security = off")
                verbinding.execute(_IN_VERZAMELINGEN)
                rij = verbinding.execute(_per_eenheid(tabel), (lijst,)).fetchone()
        except psycopg.errors.InsufficientPrivilege:
            ronde.ongelezen.add(plaats)
            continue
        if rij and rij[0]:
            ronde.per_eenheid[plaats] += rij[0]


def _per_eenheid(tabel: Tabel) -> Vraag:
    """A column ``organisatie`` says whose contribution a row is only where it stands beside that of a person."""
    delen = (
        {"persoon_id", "organisatie"} if {"persoon_id", "organisatie"} <= tabel.kolommen else {"persoon_id"}
    )
    voorwaarden = [
        SQL("(e.{0} IS NULL OR e.{0}::text = x.{0}::text)").format(Identifier(kolom))
        if kolom in delen & tabel.kolommen
        else SQL("e.{} IS NULL").format(Identifier(kolom))
        for kolom in ("persoon_id", "organisatie")
    ]
    return SQL(
        "SELECT count(*) FROM {} x JOIN vernietiging.spooreenheid e ON e.lijst = %s"
        " AND e.stroom_id::text = x.stroom_id::text AND {}"
    ).format(tabel.aanduiding, SQL(" AND ").join(voorwaarden))


# --- ciphertexts by the hash that their event keeps ---------------------------------------------------------------

_HASHES = SQL("""
SELECT count(*) FROM {tabel} x WHERE encode(sha256(x.{kolom}), 'hex') IN (
    SELECT convert_from(g.state, 'UTF8')::jsonb ->> 'k'
    FROM vernietiging.spooreenheid e JOIN feiten.gebeurtenis g ON g.originator_id = e.stroom_id
    WHERE e.lijst = %s AND e.persoon_id IS NULL AND e.organisatie IS NULL
)""")


def tel_volgens_gebeurtenis(verbinding: Verbinding, lijst: str, ronde: Ronde) -> None:
    """Count the main parts of destroyed events that are still somewhere in a column of bytes, whole."""
    for plaats, tabel in ronde.tabellen.items():
        for kolom in tabel.bytes_in:
            try:
                with verbinding.transaction(force_rollback=True):
                    verbinding.execute("SET LOCAL row_security = off")
                    vraag = _HASHES.format(tabel=tabel.aanduiding, kolom=Identifier(kolom))
                    rij = verbinding.execute(vraag, (lijst,)).fetchone()
            except psycopg.errors.InsufficientPrivilege:
                ronde.ongelezen.add(plaats)
                continue
            if rij and rij[0]:
                ronde.vondsten[plaats, Spoorsoort.CIJFERTEKST] += rij[0]
