"""Sessions: how long they last, what ends them, and that the cookie is nowhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select, update

from infra.database import Database
from infra.omgeving import Omgeving
from infra.sessies import DUUR, RUST, Inlog, Sessies
from infra.sessietabel import sessie
from tests.conftest import BEGIN, Klok

HOOG = "http://eidas.europa.eu/LoA/high"
PEER = Inlog("https://uitgever.example", "pseudoniem-peer", HOOG, BEGIN, "sid-een")
KERS = Inlog("https://uitgever.example", "pseudoniem-kers", HOOG, BEGIN)


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """The database as the service sees it."""
    engine = database.service_engine()
    yield engine
    engine.dispose()


@pytest.fixture
def sessies(engine: Engine, klok: Klok) -> Sessies:
    return Sessies(engine, nu=klok, nieuw_id=Omgeving().nieuw_id)


def tel(engine: Engine) -> int:
    with engine.connect() as verbinding:
        return verbinding.execute(select(func.count()).select_from(sessie)).scalar_one()


def test_a_session_is_found_by_its_cookie_and_by_nothing_else(sessies: Sessies) -> None:
    waarde, begonnen = sessies.begin(PEER, toekenning=None)
    assert sessies.van(waarde) == begonnen
    for ander in ("", waarde[:-1], waarde + "a", "\udcff", "a" * 10_000, waarde.swapcase()):
        assert sessies.van(ander) is None


def test_it_ends_half_an_hour_after_it_was_last_used(sessies: Sessies, klok: Klok) -> None:
    waarde, _ = sessies.begin(PEER, toekenning=None)
    for _ in range(4):
        klok.tijd += RUST - timedelta(seconds=1)
        assert sessies.van(waarde) is not None
    klok.tijd += RUST
    assert sessies.van(waarde) is None


def test_it_ends_after_eight_hours_also_when_it_is_used(sessies: Sessies, klok: Klok) -> None:
    waarde, _ = sessies.begin(PEER, toekenning=None)
    while klok.tijd + timedelta(minutes=20) < BEGIN + DUUR:
        klok.verder(minutes=20)
        assert sessies.van(waarde) is not None
    klok.tijd = BEGIN + DUUR
    assert sessies.van(waarde) is None


def test_who_goes_on_as_somebody_gets_a_new_cookie_and_the_same_end(sessies: Sessies, klok: Klok) -> None:
    waarde, begonnen = sessies.begin(PEER, toekenning=None)
    klok.verder(minutes=10)
    als = uuid4()
    nieuw = sessies.kies(waarde, als)
    assert nieuw is not None
    assert sessies.van(waarde) is None
    assert sessies.van(nieuw) == replace(begonnen, toekenning=als)
    assert sessies.kies(waarde, als) is None
    while klok.tijd + timedelta(minutes=20) < BEGIN + DUUR:
        klok.verder(minutes=20)
        sessies.van(nieuw)
    klok.tijd = BEGIN + DUUR
    assert sessies.van(nieuw) is None
    assert sessies.kies(nieuw, als) is None


def test_signing_in_again_ends_the_session_of_before(sessies: Sessies) -> None:
    eerste, _ = sessies.begin(PEER, toekenning=None)
    tweede, _ = sessies.begin(PEER, toekenning=None, oude=eerste)
    assert sessies.van(eerste) is None
    assert sessies.van(tweede) is not None


def test_somebody_signs_out_here_or_everywhere_and_nobody_else_does(sessies: Sessies) -> None:
    een, twee, drie = (sessies.begin(PEER, toekenning=None)[0] for _ in range(3))
    ander, _ = sessies.begin(KERS, toekenning=None)
    sessies.beeindig(een)
    assert [sessies.van(waarde) is None for waarde in (een, twee, drie, ander)] == [True, False, False, False]
    assert sessies.beeindig_alle(PEER.uitgever, PEER.sub) == 2
    assert [sessies.van(waarde) is None for waarde in (twee, drie, ander)] == [True, True, False]


def test_the_issuer_ends_one_session_or_all_of_somebody_and_only_its_own(
    sessies: Sessies, klok: Klok
) -> None:
    een, _ = sessies.begin(PEER, toekenning=None)
    twee, _ = sessies.begin(replace(PEER, sid="sid-twee"), toekenning=None)
    elders, _ = sessies.begin(replace(PEER, uitgever="https://elders.example"), toekenning=None)
    nu = klok.tijd
    assert sessies.beeindig_van_buiten(PEER.uitgever, sub=None, sid=None, voor=nu) == 0
    assert sessies.beeindig_van_buiten(PEER.uitgever, sub=KERS.sub, sid="sid-een", voor=nu) == 0
    assert sessies.beeindig_van_buiten(PEER.uitgever, sub=None, sid="sid-een", voor=nu) == 1
    assert [sessies.van(waarde) is None for waarde in (een, twee, elders)] == [True, False, False]
    eerder = nu - timedelta(seconds=1)
    assert sessies.beeindig_van_buiten(PEER.uitgever, sub=PEER.sub, sid=None, voor=eerder) == 0
    assert sessies.beeindig_van_buiten(PEER.uitgever, sub=PEER.sub, sid=None, voor=nu) == 1
    assert [sessies.van(waarde) is None for waarde in (twee, elders)] == [True, False]


def test_what_is_over_is_cleared_away_at_the_next_sign_in_or_start(
    sessies: Sessies, engine: Engine, klok: Klok
) -> None:
    for _ in range(3):
        sessies.begin(PEER, toekenning=None)
    klok.tijd += RUST
    waarde, _ = sessies.begin(KERS, toekenning=None)
    assert tel(engine) == 1
    assert sessies.ruim_op() == 0
    assert sessies.van(waarde) is not None
    klok.tijd += DUUR
    assert sessies.ruim_op() == 1


def test_that_it_is_used_is_written_once_a_minute(sessies: Sessies, engine: Engine, klok: Klok) -> None:
    waarde, _ = sessies.begin(PEER, toekenning=None)

    def laatst() -> object:
        with engine.connect() as verbinding:
            return verbinding.execute(select(sessie.c.laatst)).scalar_one()

    klok.verder(seconds=59)
    sessies.van(waarde)
    assert laatst() == BEGIN
    klok.verder(seconds=1)
    sessies.van(waarde)
    assert laatst() == BEGIN + timedelta(minutes=1)


def test_neither_the_table_nor_what_leaves_it_holds_a_cookie(sessies: Sessies, engine: Engine) -> None:
    waarde, begonnen = sessies.begin(PEER, toekenning=None)
    with engine.begin() as verbinding:
        rij = verbinding.exec_driver_sql("SELECT to_jsonb(s)::text FROM inloggen.sessie s").scalar_one()
        assert waarde not in str(rij)
        assert waarde not in str(begonnen)
        # Whoever can write there cannot take a cookie of one's own for the hash.
        verbinding.execute(update(sessie).values(koekje=b"gekozen"))
    assert sessies.van("gekozen") is None
