"""Before anything is hashed: the tables of the proofs are the tables that they were made as."""

import psycopg
import pytest

from api.samenstelling import Dienst
from infra.database import Database
from infra.logboek.afwijking import tabelafwijking
from infra.logboek.catalogus import TRIGGERS

ALLE = ("feiten", "logboek", "inzage")


def gevonden(dienst: Dienst) -> str | None:
    afwijking = tabelafwijking(dienst.engine, ALLE)
    return None if afwijking is None else str(afwijking)


def test_a_fresh_database_is_as_it_was_made(dienst: Dienst) -> None:
    assert gevonden(dienst) is None


@pytest.mark.parametrize("tabel", sorted(TRIGGERS))
@pytest.mark.parametrize(
    "daad",
    [
        "ALTER TABLE {} ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE {} DISABLE TRIGGER USER",
        "ALTER TABLE {} ADD COLUMN erbij text",
        "CREATE RULE weg AS ON INSERT TO {} DO INSTEAD NOTHING",
        "ALTER TABLE {} RENAME TO weg",
        "ALTER TABLE {} SET UNLOGGED",
    ],
)
def test_each_way_to_make_a_table_lie_is_named_with_the_table(
    dienst: Dienst, database: Database, tabel: str, daad: str
) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute(daad.format(tabel))
    zin = gevonden(dienst)
    assert zin is not None
    assert zin.startswith(f"table: expected {tabel}: ")


@pytest.mark.parametrize(
    ("daad", "zin"),
    [
        (
            "ALTER TABLE inzage.regel DROP wie, ADD wie text GENERATED ALWAYS AS (lower(inhoud)) STORED",
            "not computed, found text, nullable, computed as lower(inhoud)",
        ),
        ("ALTER TABLE feiten.gebeurtenis ALTER topic DROP NOT NULL", "found text, nullable"),
        ("ALTER TABLE logboek.boek ALTER gepubliceerd TYPE numeric", "found numeric, not null"),
        (
            "ALTER TABLE feiten.gebeurtenis DROP CONSTRAINT uq_gebeurtenis_notification_id",
            "notification_id to be unique, found nothing that sees to it",
        ),
        ("DROP TRIGGER vooruit ON inzage.boek", "the trigger vooruit, found none"),
        ("DROP TABLE logboek.blad", "a table, found none"),
    ],
)
def test_what_was_taken_away_is_named(dienst: Dienst, database: Database, daad: str, zin: str) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute(daad)
    assert zin in (gevonden(dienst) or "")
