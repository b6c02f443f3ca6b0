"""What the owner of the database does: migrations, and the first keys."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, insert, select, text
from sqlalchemy.exc import ProgrammingError

import projections.alle  # noqa: F401 the tables of the views register themselves
from infra import tables
from infra.database import DatabaseFout
from infra.keys import Kek, SleutelFout, Zoekdoel, lees_kek, nieuwe_kek, schrijf_kek
from infra.omgeving import Omgeving
from projections import weergave

SCHEMAS = ("feiten", "inzage", "kluis", "logboek", "sleutels", "weergave")
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


def zorg_voor_sleutels(engine: Engine, bestand: Path, *, omgeving: Omgeving) -> Kek:
    """The KEK that this database is sealed with; a new one only where nothing was ever sealed.

    Raises:
        SleutelFout: the database is sealed with a KEK that is not in the file, or the file is damaged.
    """
    with engine.begin() as verbinding:
        verbinding.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": MIGRATIESLOT})
        tijdvakken = select(tables.tijdvak).where(tables.tijdvak.c.vernietigd_op.is_(None))
        bekend = verbinding.execute(tijdvakken.order_by(tables.tijdvak.c.tijdvak.desc())).first()
        if bekend is not None:
            kek = lees_kek(bestand)
            if (kek.tijdvak, kek.vingerafdruk) != (bekend.tijdvak, bekend.vingerafdruk):
                raise SleutelFout(f"The KEK in {bestand} is not the one that this database is sealed with.")
            _zoeksleutels(verbinding, kek, omgeving=omgeving)
            return kek
        kek = lees_kek(bestand) if bestand.exists() else nieuwe_kek(1)
        if not bestand.exists():
            schrijf_kek(kek, bestand)
        _registreer(verbinding, kek, omgeving=omgeving, op=omgeving.nu())
        return kek


def _registreer(verbinding: Connection, kek: Kek, *, omgeving: Omgeving, op: datetime) -> None:
    verbinding.execute(
        insert(tables.tijdvak).values(tijdvak=kek.tijdvak, vingerafdruk=kek.vingerafdruk, gemaakt_op=op)
    )
    _zoeksleutels(verbinding, kek, omgeving=omgeving)


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
                ingepakt=kek.pak_in(nieuwe_kek(0).sleutel, voor=zoek_id),
            )
        )


def _config(verbinding: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("infra") / "migraties"))
    config.set_main_option("path_separator", "os")
    config.attributes["verbinding"] = verbinding
    return config
