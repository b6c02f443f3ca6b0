"""Whoever owns the database and tampers with the read log is found, with the first place and what is wrong there."""

from typing import Any
from uuid import uuid4

import orjson
import psycopg
import pytest
from sqlalchemy import select, text

from api.samenstelling import Dienst
from infra.database import Database
from infra.inzage.controle import controleer_regels, hoogste
from infra.inzage.lezen import Filter, regels
from infra.inzage.regel import Regelsoort
from infra.logboek.afwijking import tabelafwijking
from infra.logboek.controle import controle
from infra.logboek.ring import lees_ring
from infra.tables import INZAGE, INZAGEVELDEN, inzageregel, op_inzagen
from tests.infra.inzage.inkijk import LEZER, alle_regels, kijk, stroom_van, zonder_rem
from tests.verhalen import FRAMBOOS, ZVH, Verhaal

Baas = psycopg.Connection[Any]
ANDERE_LEZER = "UPDATE inzage.regel SET inhoud = replace(inhoud, 'mw-peer', 'mw-ander') WHERE positie = 3"
HERSCHREVEN = """
UPDATE inzage.gebeurtenis SET state = convert_to(
    '{"k":"' || encode(sha256(convert_to((SELECT inhoud FROM inzage.regel WHERE positie = 3), 'UTF8')), 'hex') || '"}',
    'UTF8') WHERE notification_id = 3
"""
VERWISSELD = """
UPDATE inzage.regel r SET inhoud = a.inhoud FROM inzage.regel a
WHERE (r.positie = 3 AND a.positie = 4) OR (r.positie = 4 AND a.positie = 3)
"""
AANVALLEN: dict[str, tuple[tuple[str, ...], tuple[str, int | None]]] = {
    "another reader in a line": ((ANDERE_LEZER,), ("changed", 3)),
    "a line taken away": (("DELETE FROM inzage.regel WHERE positie = 3",), ("missing", 3)),
    "all lines taken away": (("DELETE FROM inzage.regel",), ("missing", 1)),
    "a line put in": (
        ("INSERT INTO inzage.regel (positie, inhoud) SELECT 99, inhoud FROM inzage.regel WHERE positie = 1",),
        ("added", 99),
    ),
    "a line put in before the first": (
        ("INSERT INTO inzage.regel (positie, inhoud) SELECT -4, inhoud FROM inzage.regel WHERE positie = 1",),
        ("added", -4),
    ),
    "two lines swapped": ((VERWISSELD,), ("changed", 3)),
    "a line and its record changed alike": ((ANDERE_LEZER, HERSCHREVEN), ("changed", 3)),
    "a line and its record taken away": (
        (
            "DELETE FROM inzage.regel WHERE positie = 3",
            "DELETE FROM inzage.gebeurtenis WHERE notification_id = 3",
        ),
        ("missing", 3),
    ),
    "the last ones taken away with their leaves": (
        (
            "DELETE FROM inzage.regel WHERE positie > 3",
            "DELETE FROM inzage.gebeurtenis WHERE notification_id > 3",
            "DELETE FROM inzage.blad WHERE positie > 3",
            "DELETE FROM inzage.knoop WHERE (nummer + 1) << niveau > 3",
            "UPDATE inzage.boek SET grootte = 3, positie = 3, gepubliceerd = 3",
        ),
        ("checkpoint", None),
    ),
    "a line below the first position": (
        ("INSERT INTO inzage.regel (positie, inhoud) SELECT -7, inhoud FROM inzage.regel WHERE positie = 1",),
        ("added", -7),
    ),
    "a line without a position": (
        (
            "ALTER TABLE inzage.regel DROP CONSTRAINT pk_regel",
            "ALTER TABLE inzage.regel ALTER positie DROP NOT NULL",
            "INSERT INTO inzage.regel (inhoud) SELECT inhoud FROM inzage.regel WHERE positie = 1",
        ),
        ("table", None),
    ),
    "the same line twice": (
        (
            "ALTER TABLE inzage.regel DROP CONSTRAINT pk_regel",
            "INSERT INTO inzage.regel (positie, inhoud) SELECT positie, inhoud FROM inzage.regel WHERE positie = 3",
        ),
        ("table", None),
    ),
    "a column that says something else than the line": (
        ("UPDATE inzage.regel SET casus = gen_random_uuid() WHERE positie = 3",),
        ("changed", 3),
    ),
    "a line put in without what fills its columns": (
        (
            "DROP TRIGGER uit_de_regel ON inzage.regel",
            "INSERT INTO inzage.regel (positie, inhoud) SELECT 99, inhoud FROM inzage.regel WHERE positie = 1",
        ),
        ("table", None),
    ),
    "a column emptied": (("UPDATE inzage.regel SET persoon = NULL WHERE positie = 3",), ("changed", 3)),
    "a column filled where the line says nothing": (
        ("UPDATE inzage.regel SET inzagedoel = gen_random_uuid() WHERE positie = 3",),
        ("changed", 3),
    ),
    "another table in a column": (
        ("UPDATE inzage.regel SET tafel = 'elders' WHERE positie = 3",),
        ("changed", 3),
    ),
    "a column that the database computes": (
        (
            "ALTER TABLE inzage.regel DROP casus",
            "ALTER TABLE inzage.regel ADD casus uuid GENERATED ALWAYS AS (md5(inhoud)::uuid) STORED",
        ),
        ("table", None),
    ),
    "row security that only readers feel": (
        (
            "ALTER TABLE inzage.regel ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY w ON inzage.regel USING (current_setting('transaction_isolation') = 'repeatable read')",
        ),
        ("table", None),
    ),
    "a view in the place of the table": (
        (
            "ALTER TABLE inzage.regel RENAME TO regel_echt",
            "CREATE VIEW inzage.regel AS SELECT * FROM inzage.regel_echt WHERE positie <> 3",
            "GRANT SELECT ON inzage.regel TO casus_dienst",
            "ALTER TABLE inzage.regel_echt RENAME TO regel_echt2",
        ),
        ("table", None),
    ),
    "a table that inherits": (("CREATE TABLE inzage.erfgenaam () INHERITS (inzage.regel)",), ("table", None)),
    "a rule": (
        ("CREATE RULE weg AS ON INSERT TO inzage.regel DO INSTEAD NOTHING",),
        ("table", None),
    ),
    "a trigger that swallows": (
        (
            "CREATE FUNCTION inzage.slik() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$",
            "CREATE TRIGGER slik BEFORE INSERT ON inzage.regel FOR EACH ROW EXECUTE FUNCTION inzage.slik()",
        ),
        ("table", None),
    ),
    "a record that may be empty": (
        ("ALTER TABLE inzage.gebeurtenis ALTER state DROP NOT NULL",),
        ("table", None),
    ),
    "nobody ever looked": (
        (
            "TRUNCATE inzage.regel, inzage.gebeurtenis, inzage.blad, inzage.knoop",
            "UPDATE inzage.boek SET grootte = 0, positie = 0, gepubliceerd = 0",
        ),
        ("checkpoint", None),
    ),
}


@pytest.fixture
def bekeken(dienst: Dienst) -> Dienst:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id, keer=6)
    dienst.inzagehouder.werk_bij()
    return dienst


def gevonden(dienst: Dienst) -> tuple[str, int | None] | None:
    """What is named first: of the tree, and where that is right, of the lines."""
    tabel = tabelafwijking(dienst.engine, (INZAGE,))
    if tabel is not None:
        return tabel.wat.value, tabel.positie
    eigen = dienst.settings.van_inzagen
    ring = lees_ring(eigen.logboeksleutel, oorsprong=eigen.logboek_naam)
    with controle(op_inzagen(dienst.engine), dienst.inzagehouder.map, ring) as gekeken:
        afwijking = gekeken.alles().afwijking or controleer_regels(dienst.engine).afwijking
    return None if afwijking is None else (afwijking.wat.value, afwijking.positie)


def test_what_nobody_touched_is_in_order(bekeken: Dienst) -> None:
    assert gevonden(bekeken) is None
    assert controleer_regels(bekeken.engine).gezien == 6


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_each_attack_is_named_with_its_place(bekeken: Dienst, database: Database, aanval: str) -> None:
    opdrachten, verwacht = AANVALLEN[aanval]
    with zonder_rem(database) as baas:
        for opdracht in opdrachten:
            baas.execute(opdracht)
    assert gevonden(bekeken) == verwacht


@pytest.mark.parametrize("wie", ["service_url", "owner_url"])
def test_a_column_to_search_by_is_changed_no_more_than_the_line(
    bekeken: Dienst, database: Database, wie: str
) -> None:
    del bekeken
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        psycopg.connect(getattr(database, wie)) as verbinding,
    ):
        verbinding.execute("UPDATE inzage.regel SET wie = 'mw-ander'")


def test_a_column_to_search_by_says_what_the_line_says_whatever_was_handed_along(
    bekeken: Dienst, database: Database
) -> None:
    with psycopg.connect(database.owner_url) as baas:
        baas.execute(
            "INSERT INTO inzage.regel (positie, inhoud, wie, casus, inzagedoel)"
            " SELECT 99, inhoud, 'mw-ander', gen_random_uuid(), gen_random_uuid() FROM inzage.regel WHERE positie = 1"
        )
    with bekeken.engine.connect() as verbinding:
        eerste, erbij = (
            verbinding.execute(select(*(inzageregel.c[veld] for veld in INZAGEVELDEN)).where(waar)).one()
            for waar in (inzageregel.c.positie == 1, inzageregel.c.positie == 99)
        )
    assert erbij == eerste


@pytest.mark.parametrize(
    "leugen",
    [
        "UPDATE inzage.regel SET soort = 'doel' WHERE positie = 3",
        "UPDATE inzage.regel SET op = '2020-01-01T00:00:00.000000Z' WHERE positie = 3",
        "UPDATE inzage.regel SET wie = 'mw-ander' WHERE positie = 3",
        "UPDATE inzage.regel SET casus = gen_random_uuid() WHERE positie = 3",
        "UPDATE inzage.regel SET persoon = NULL WHERE positie = 3",
        "UPDATE inzage.regel SET inzagedoel = gen_random_uuid() WHERE positie = 3",
    ],
)
def test_who_reads_a_line_is_told_that_a_column_says_something_else(
    bekeken: Dienst, database: Database, leugen: str
) -> None:
    with zonder_rem(database) as baas:
        baas.execute(leugen)
    with bekeken.engine.connect() as verbinding:
        gelezen = regels(verbinding, Filter(ZVH), na=None, limiet=10)
    assert {regel.positie: regel.klopt for regel in gelezen} == {n: n != 3 for n in range(1, 7)}
    # What it says is what stands in the line itself.
    assert {(regel.soort, regel.wie) for regel in gelezen} == {(Regelsoort.INZAGE, LEZER)}


def test_a_line_that_a_column_makes_a_purpose_opens_nothing(bekeken: Dienst, database: Database) -> None:
    doel = uuid4()
    with zonder_rem(database) as baas:
        baas.execute(
            "UPDATE inzage.regel SET soort = 'doel', inzagedoel = %s WHERE positie = 3",
            (doel,),
        )
    assert bekeken.inzagen.doel(doel) is None


def test_what_a_record_commits_to_is_told_and_what_else_it_was_made_to_hold_is_not(
    bekeken: Dienst, database: Database
) -> None:
    toegezegd = orjson.loads(_staat(bekeken, 3))["k"]
    with zonder_rem(database) as baas:
        baas.execute(ANDERE_LEZER)
    gewijzigd = controleer_regels(bekeken.engine)
    assert gewijzigd.gezien == 2
    assert gewijzigd.afwijking is not None
    assert (gewijzigd.afwijking.positie, gewijzigd.afwijking.verwacht) == (3, toegezegd)
    assert gewijzigd.afwijking.gevonden != toegezegd
    with zonder_rem(database) as baas:
        baas.execute("UPDATE inzage.gebeurtenis SET state = 'Framboos' WHERE notification_id = 2")
    geen_toezegging = controleer_regels(bekeken.engine).afwijking
    assert geen_toezegging is not None
    assert (geen_toezegging.positie, geen_toezegging.verwacht) == (2, "no commitment")


def _staat(dienst: Dienst, positie: int) -> bytes:
    with dienst.engine.connect() as verbinding:
        vraag = text("SELECT state FROM inzage.gebeurtenis WHERE notification_id = :positie")
        return bytes(verbinding.execute(vraag, {"positie": positie}).scalar_one())


def test_a_check_of_the_newest_begins_where_it_is_told_and_says_how_far_it_is(
    bekeken: Dienst, database: Database
) -> None:
    with zonder_rem(database) as baas:
        baas.execute(ANDERE_LEZER)
    gemeld: list[int] = []
    assert hoogste(bekeken.engine) == 6
    nieuwste = controleer_regels(bekeken.engine, vanaf=3, meld=gemeld.append)
    assert (nieuwste.gezien, nieuwste.afwijking, gemeld) == (3, None, [3])


def test_lines_are_checked_across_portions_and_gaps(
    dienst: Dienst, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Positions have gaps where a write failed; a full outer look in portions must not take those for faults."""
    monkeypatch.setattr("infra.inzage.controle.PORTIE", 3)
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    stroom_id = stroom_van(dienst, verhaal.casusnummer)
    for nummer in range(8):
        kijk(dienst, stroom_id)
        if nummer % 3 == 0:
            with psycopg.connect(database.owner_url) as baas:
                baas.execute(
                    "SELECT nextval(pg_get_serial_sequence('inzage.gebeurtenis', 'notification_id'))"
                )
    for vanaf in range(8):
        assert controleer_regels(dienst.engine, vanaf=vanaf).afwijking is None
    laatste = alle_regels(dienst)[-1].positie
    with zonder_rem(database) as baas:
        baas.execute("DELETE FROM inzage.regel WHERE positie = %s", (laatste,))
    uitslag = controleer_regels(dienst.engine)
    assert uitslag.afwijking is not None
    assert (uitslag.afwijking.wat.value, uitslag.afwijking.positie) == ("missing", laatste)
