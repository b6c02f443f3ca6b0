"""The schema and the first keys: migrations equal the tables, and a KEK is never made beside another."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from infra.beheer import (
    SCHEMAS,
    _config,
    doeltabellen,
    laatste_revisie,
    migreer,
    revisie,
    zorg_voor_sleutels,
)
from infra.database import Database
from infra.kek import Kekbestand
from infra.keys import SleutelFout
from infra.omgeving import Omgeving
from projections.weergave import tabellen_met_casus


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.owner_engine().connect() as verbinding:
        context = MigrationContext.configure(
            verbinding,
            opts={
                "include_schemas": True,
                "include_name": lambda naam, soort, _: soort != "schema" or naam in SCHEMAS,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, doeltabellen()) == []  # type: ignore[arg-type]


def test_migrating_twice_changes_nothing(lege_database: Database) -> None:
    engine = lege_database.owner_engine()
    assert migreer(engine) == laatste_revisie()
    assert migreer(engine) == laatste_revisie()
    with engine.connect() as verbinding:
        assert revisie(verbinding) == laatste_revisie()
        schemas = verbinding.execute(text("SELECT nspname FROM pg_namespace")).scalars().all()
    assert set(SCHEMAS) <= set(schemas)


def test_a_database_from_a_dump_lacked_the_right_without_which_no_list_of_an_earlier_moment_is_made(
    database: Database,
) -> None:
    mag = text("SELECT has_database_privilege('casus_dienst', current_database(), 'TEMPORARY')")
    with database.owner_engine().begin() as eigenaar:
        naam = eigenaar.execute(text("SELECT quote_ident(current_database())")).scalar_one()
        eigenaar.execute(text(f"REVOKE TEMPORARY ON DATABASE {naam} FROM casus_dienst, PUBLIC"))
        assert not eigenaar.execute(mag).scalar_one()
    migreer(database.owner_engine())
    with database.owner_engine().connect() as eigenaar:
        assert eigenaar.execute(mag).scalar_one()


def test_views_that_a_migration_made_anew_begin_without_rows_and_at_the_first_fact(
    lege_database: Database,
) -> None:
    engine = lege_database.owner_engine()
    with engine.connect() as verbinding:
        verbinding.execute(text("CREATE SCHEMA IF NOT EXISTS beheer"))
        command.upgrade(_config(verbinding), "0002")
        verbinding.execute(
            text("INSERT INTO weergave.stand (naam, positie) VALUES ('monitoring', 7), ('triagelijst', 7)")
        )
        verbinding.execute(
            text(
                "INSERT INTO weergave.triagelijst_toestemming (stroom_id, persoon_id, doel, stand)"
                " VALUES (gen_random_uuid(), gen_random_uuid(), 'inbrengen', 'gegeven')"
            )
        )
        verbinding.commit()
    migreer(engine)
    with engine.connect() as verbinding:
        for tabel in ("stand", "triagelijst_toestemming", "triagelijst"):
            assert verbinding.execute(text(f"SELECT count(*) FROM weergave.{tabel}")).scalar_one() == 0  # noqa: S608 our own names


HERLEIDBAAR = {
    *("casusnummer", "consultatienummer", "persoon_id"),
    *("agendapunt_id", "actie_id", "analyse_id"),
}


def test_the_planner_takes_no_samples_of_what_a_destruction_takes_away(database: Database) -> None:
    with database.owner_engine().connect() as verbinding:
        zonder = {
            (rij.relname, rij.attname)
            for rij in verbinding.execute(
                text(
                    "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                    " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    " WHERE n.nspname = 'weergave' AND a.attstattarget = 0"
                )
            )
        }
    gevraagd = {
        (tabel.name, kolom.name)
        for tabel in tabellen_met_casus()
        for kolom in tabel.columns
        if kolom.name in HERLEIDBAAR
    }
    assert gevraagd - zonder == set()


def test_the_first_start_makes_a_kek_that_only_its_owner_reads(
    lege_database: Database, tmp_path: Path
) -> None:
    engine = lege_database.owner_engine()
    migreer(engine)
    bestand = tmp_path / "sleutels" / "kek.json"
    kek = zorg_voor_sleutels(engine, Kekbestand(bestand), omgeving=Omgeving())
    assert bestand.stat().st_mode & 0o777 == 0o600
    assert zorg_voor_sleutels(engine, Kekbestand(bestand), omgeving=Omgeving()).huidig == kek.huidig


def test_a_lost_kek_is_not_replaced_in_silence(lege_database: Database, tmp_path: Path) -> None:
    engine = lege_database.owner_engine()
    migreer(engine)
    bestand = tmp_path / "kek.json"
    zorg_voor_sleutels(engine, Kekbestand(bestand), omgeving=Omgeving())
    bestand.unlink()
    with pytest.raises(SleutelFout, match="There is no KEK"):
        zorg_voor_sleutels(engine, Kekbestand(bestand), omgeving=Omgeving())
    assert not bestand.exists()


def test_another_kek_is_refused(lege_database: Database, tmp_path: Path) -> None:
    engine = lege_database.owner_engine()
    migreer(engine)
    zorg_voor_sleutels(engine, Kekbestand(tmp_path / "kek.json"), omgeving=Omgeving())
    Kekbestand(tmp_path / "andere.json").maak(1)
    with pytest.raises(SleutelFout, match="not the one"):
        zorg_voor_sleutels(engine, Kekbestand(tmp_path / "andere.json"), omgeving=Omgeving())


def test_a_kek_that_others_can_read_is_refused(lege_database: Database, tmp_path: Path) -> None:
    engine = lege_database.owner_engine()
    migreer(engine)
    bestand = tmp_path / "kek.json"
    zorg_voor_sleutels(engine, Kekbestand(bestand), omgeving=Omgeving())
    bestand.chmod(0o644)
    with pytest.raises(SleutelFout, match="0600"):
        zorg_voor_sleutels(engine, Kekbestand(bestand), omgeving=Omgeving())
