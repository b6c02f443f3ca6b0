"""Tables are read many rows at a time, and traces are masked where they are taken: by the database."""

import hashlib
import hmac

import psycopg
import pytest
from psycopg.sql import SQL
from sqlalchemy import text

from infra.nacontrole.naald import BROK, LENGTE, nummermerk
from infra.nacontrole.spoorsoort import Spoorsoort
from infra.nacontrole.sporen import porties, verbinding_van
from infra.nacontrole.uitvoer import Telling, kopieer
from tests.infra.nacontrole.huis import LIJST, Huis

VEEL = SQL("COPY (SELECT repeat('x', 1000) FROM generate_series(1, 5000)) TO STDOUT")


def test_all_rows_come_out_in_pieces_and_are_counted(huis: Huis) -> None:
    telling = Telling()
    with verbinding_van(huis.eigenaar) as verbinding:
        stukken = list(kopieer(verbinding, VEEL, telling))
    assert b"".join(stukken) == (b"x" * 1000 + b"\n") * 5000
    assert max(map(len, stukken)) < BROK + 2000
    assert (telling.rijen, telling.bytes) == (5000, 5000 * 1001)


def test_whoever_has_enough_halfway_leaves_a_connection_that_works(huis: Huis) -> None:
    with verbinding_van(huis.eigenaar) as verbinding:
        uitvoer = kopieer(verbinding, VEEL, Telling())
        next(uitvoer)
        uitvoer.close()
        assert verbinding.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(
    ("vraag", "soort"),
    [
        ("COPY (SELECT * FROM bestaat_niet) TO STDOUT", psycopg.errors.UndefinedTable),
        # It fails on the way, when some of it has come out already.
        (
            "COPY (SELECT 1 / (4000 - n) FROM generate_series(1, 5000) n) TO STDOUT",
            psycopg.errors.DivisionByZero,
        ),
    ],
)
def test_what_the_database_refuses_is_told_as_its_own_error(
    huis: Huis, vraag: str, soort: type[psycopg.Error]
) -> None:
    with verbinding_van(huis.eigenaar) as verbinding:
        with pytest.raises(soort), verbinding.transaction():
            list(kopieer(verbinding, SQL(vraag), Telling()))
        assert verbinding.execute("SELECT 1").fetchone() == (1,)


def test_what_the_database_takes_and_masks_is_what_the_search_looks_for(huis: Huis) -> None:
    verhaal = huis.verhaal()
    stroom = huis.stroom(verhaal)
    huis.neem_sporen(stroom)
    with huis.eigenaar.connect() as verbinding:
        sleutels = verbinding.execute(
            text("SELECT sleutel_id, ingepakt FROM sleutels.sleutel WHERE stroom_id = :s"), {"s": stroom}
        ).all()
        teksten = verbinding.execute(
            text("SELECT cijfertekst FROM kluis.deel WHERE stroom_id = :s"), {"s": stroom}
        ).scalars()
        verwacht = {
            Spoorsoort.STROOM: {stroom.bytes},
            Spoorsoort.SLEUTEL: {rij.sleutel_id.bytes for rij in sleutels},
            Spoorsoort.INGEPAKT: {bytes(rij.ingepakt)[:LENGTE] for rij in sleutels},
            Spoorsoort.CIJFERTEKST: {bytes(tekst)[:LENGTE] for tekst in teksten},
            Spoorsoort.PERSOON: {mens.bytes for mens in huis.mensen[verhaal.casusnummer]},
        }
        opgeslagen = set(verbinding.execute(text("SELECT merk FROM vernietiging.spoor")).scalars())
    with verbinding_van(huis.eigenaar) as rauw:
        (naalden,) = porties(rauw, LIJST)
    verwacht[Spoorsoort.NUMMER] = {nummermerk(naalden.zout, verhaal.casusnummer.encode())}
    gevonden = {
        soort: {merk for merk, spoor in naalden.sporen.items() if spoor.soort is soort}
        for soort in Spoorsoort
    }
    assert gevonden == verwacht
    ingepakt = {spoor.hulp for spoor in naalden.sporen.values() if spoor.soort is Spoorsoort.INGEPAKT}
    assert ingepakt == verwacht[Spoorsoort.SLEUTEL]
    assert opgeslagen.isdisjoint(naalden.sporen)


def test_the_mark_of_a_number_is_an_hmac() -> None:
    verwacht = hmac.new(b"zout", b"C-7KD2M-Q9X4P", hashlib.sha256).digest()[:LENGTE]
    assert nummermerk(b"zout", b"c-7kd2m-q9x4p") == verwacht
