"""What the owner of the database does: migrations, and the first keys."""

import os
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, insert, select, text
from sqlalchemy.exc import ProgrammingError

import infra.berichten.tabellen
import infra.deurtabellen
import infra.onaangevuld
import infra.rechtentabellen
import infra.sessietabel  # noqa: F401 these: their tables register themselves
import projections.alle  # noqa: F401 the tables of the views register themselves
from infra import tables
from infra.database import DatabaseFout
from infra.kek import Kekbron, Kekring
from infra.keys import SLEUTELLENGTE, Kek, Zoekdoel
from infra.omgeving import Omgeving
from infra.tijdvakken import begin_tijdvak, eis_bekende_kek, levende_tijdvakken, registreer
from projections import weergave

SCHEMAS = (
    "deur",
    "berichten",
    "exports",
    "feiten",
    "inloggen",
    "inzage",
    "kluis",
    "logboek",
    "rechten",
    "sleutels",
    "verklaring",
    "vernietiging",
    "weergave",
)
# A dump holds no rights on the database itself, so one that was put back lacks what the migration once gave. Where the
# owner of the tables does not own the database, 'casus doctor' tells.
TIJDELIJK = """
DO $$
BEGIN
    IF NOT has_database_privilege('casus_dienst', current_database(), 'TEMPORARY') THEN
        EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO casus_dienst', current_database());
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END $$;
"""
MIGRATIESLOT = 0x6361_7375_7303
MINSTE_VERSIE = 150000


def doeltabellen() -> list[MetaData]:
    """All tables as the code knows them."""
    return [tables.metadata, weergave.metadata]


def migreer(engine: Engine) -> str:
    """Bring the schema up to date and say which revision it has now; safe to run by several at once.

    Raises:
        DatabaseFout: the server is too old, or the owner may not do this.
    """
    with engine.connect() as verbinding:
        versie = int(verbinding.execute(text("SHOW server_version_num")).scalar_one())
        if versie < MINSTE_VERSIE:
            raise DatabaseFout(f"PostgreSQL 15 or later is needed; this is {versie // 10000}.")
        verbinding.execute(text("SELECT pg_advisory_lock(:slot)"), {"slot": MIGRATIESLOT})
        verbinding.commit()
        try:
            try:
                verbinding.execute(text("CREATE SCHEMA IF NOT EXISTS beheer"))
                command.upgrade(_config(verbinding), "head")
                verbinding.execute(text(TIJDELIJK))
                verbinding.commit()
            except ProgrammingError as fout:
                verbinding.rollback()
                oorzaak = str(fout.orig).splitlines()[0]
                raise DatabaseFout(f"The schema could not be migrated: {oorzaak}.") from fout
        finally:
            verbinding.execute(text("SELECT pg_advisory_unlock(:slot)"), {"slot": MIGRATIESLOT})
            verbinding.commit()
    return laatste_revisie()


def laatste_revisie() -> str:
    """The newest revision that the code has."""
    return ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def revisie(verbinding: Connection) -> str | None:
    """The revision that the database has; ``None`` for an empty one."""
    gevonden: str | None = MigrationContext.configure(
        verbinding, opts={"version_table_schema": "beheer"}
    ).get_current_revision()
    return gevonden


def zorg_voor_sleutels(engine: Engine, bron: Kekbron, *, omgeving: Omgeving) -> Kekring:
    """The KEKs that this database is sealed with; a new one only where nothing was ever sealed.

    A replacement of the KEK that was cut short in the middle is taken up as far as the database has to know it.

    Raises:
        SleutelFout: the database is sealed with a KEK that is not there, or what is there is damaged.
    """
    with engine.begin() as verbinding:
        verbinding.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": MIGRATIESLOT})
        bekend = levende_tijdvakken(verbinding)
        if not bekend:
            bron.maak(1)
        ring = Kekring(bron)
        if not bekend:
            registreer(verbinding, ring.huidig, op=omgeving.nu())
        else:
            eis_bekende_kek(verbinding, ring)
            begin_tijdvak(verbinding, ring.huidig, op=omgeving.nu())
        _zoeksleutels(verbinding, ring.huidig, omgeving=omgeving)
    return ring


def _zoeksleutels(verbinding: Connection, kek: Kek, *, omgeving: Omgeving) -> None:
    """Make the keys of the blind indexes that are not there yet."""
    er_zijn = set(verbinding.execute(select(tables.zoeksleutel.c.doel)).scalars())
    for doel in Zoekdoel:
        if doel in er_zijn:
            continue
        zoek_id = omgeving.nieuw_id()
        verbinding.execute(
            insert(tables.zoeksleutel).values(
                sleutel_id=zoek_id,
                doel=doel.value,
                tijdvak=kek.tijdvak,
                ingepakt=kek.pak_in(os.urandom(SLEUTELLENGTE), voor=zoek_id),
            )
        )


def _config(verbinding: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("infra") / "migraties"))
    config.set_main_option("path_separator", "os")
    config.attributes["verbinding"] = verbinding
    return config
