"""The rebuild: beside the rows in use, the same as those, and in their place in one moment, come what may."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Connection, select, text

from api.demo.geheugen import Schrijfsel
from api.samenstelling import Dienst
from domain.casus.events import Getrieerd
from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel
from infra import herbouw, herbouwtabellen
from infra.database import Database
from infra.herbouw import Herbouwer
from infra.herbouwfouten import HerbouwBezig, HerbouwGestruikeld, HerbouwKanNiet
from infra.herbouwvoortgang import onafgemaakt
from infra.standen import stand_van
from projections.alle import WEERGAVEN
from projections.triagelijst import triagelijst
from projections.triagelijst_fold import Triagelijst
from tests.api.cli.demojaar import het_jaar
from tests.gezin import KIND, Gezin
from tests.infra.weergaverijen import inhoud, naast, schrijf_jaar
from tests.verhalen import Verhaal, nieuw_verhaal

SEED = 11


@pytest.fixture(scope="module")
def verteld() -> list[Schrijfsel]:
    return [schrijfsel for gedaan in het_jaar(seed=SEED) for schrijfsel in gedaan.schrijfsels]


def stil(_op: int, _van: int) -> None:
    """Nobody is looking."""


CATALOGUS = """
SELECT c.relname, c.relacl::text,
    array(SELECT (a.attname, a.atttypid::regtype, a.attnotnull, a.attstattarget, pg_get_expr(d.adbin, d.adrelid))::text
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum),
    array(SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = c.oid ORDER BY 1),
    array(SELECT (conname, pg_get_constraintdef(oid))::text FROM pg_constraint WHERE conrelid = c.oid ORDER BY 1)
FROM pg_class c WHERE c.relnamespace = 'weergave'::regnamespace AND c.relkind = 'r' ORDER BY 1
"""


def catalogus(database: Database) -> list[tuple[object, ...]]:
    with psycopg.connect(database.owner_url) as eigenaar:
        return eigenaar.execute(CATALOGUS).fetchall()


def test_a_rebuild_of_a_year_gives_the_rows_and_the_tables_that_there_were(
    dienst: Dienst, database: Database, herbouwer: Herbouwer, verteld: list[Schrijfsel]
) -> None:
    schrijf_jaar(dienst, verteld)
    dienst.runner.werk_bij()
    voor, tabellen = inhoud(dienst), catalogus(database)
    assert sum(map(len, voor.values())) > 100
    _bederf(database)
    gezien: list[int] = []
    tot = herbouwer.herbouw(WEERGAVEN, meld=lambda op, _: gezien.append(op))
    assert tot == dienst.archief.laatste_positie()
    assert len(gezien) > 5
    assert gezien == sorted(gezien)
    assert inhoud(dienst) == voor
    assert catalogus(database) == tabellen
    with dienst.engine.connect() as verbinding:
        assert {positie for _, positie, _ in stand_van(verbinding)} == {tot}
        assert onafgemaakt(verbinding) == []


def _bederf(database: Database) -> None:
    """Rows that no fact tells of, as an older version may have left them."""
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute("UPDATE weergave.monitoring SET gemeente = 'Nergens'")
        eigenaar.execute("DELETE FROM weergave.triagelijst")


def test_one_view_is_rebuilt_and_the_others_are_left_as_they_are(
    dienst: Dienst, database: Database, herbouwer: Herbouwer
) -> None:
    nieuw_verhaal(dienst).tot_en_met_ico()
    dienst.runner.werk_bij()
    _bederf(database)
    herbouwer.herbouw([Triagelijst()], meld=stil)
    assert [rij[4] for rij in inhoud(dienst)["monitoring"]] == ["Nergens"]


# --- what happens meanwhile ---------------------------------------------------------------------------------------


def test_what_is_recorded_meanwhile_is_in_it_and_the_runner_goes_on(
    dienst: Dienst, database: Database, herbouwer: Herbouwer
) -> None:
    for _ in range(45):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()

    def ook_dit(op: int, van: int) -> None:
        if op < van:
            nieuw_verhaal(dienst).tot_en_met_ico()
            dienst.runner.werk_bij()

    tot = herbouwer.herbouw(WEERGAVEN, meld=ook_dit)
    assert tot == dienst.archief.laatste_positie()
    gebouwd = inhoud(dienst)
    assert len(gebouwd["monitoring"]) == 47
    herbouwer.herbouw(WEERGAVEN, meld=stil)
    assert inhoud(dienst) == gebouwd
    nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    assert len(inhoud(dienst)["monitoring"]) == 48


def test_what_is_destroyed_meanwhile_is_gone_at_once_from_what_was_built(
    dienst: Dienst, herbouwer: Herbouwer
) -> None:
    weg = nieuw_verhaal(dienst)
    weg.tot_en_met_ico()
    weg.sluit_af()
    for _ in range(25):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    stroom_id = str(dienst.shell.laad(weg.casusnummer).stroom_id)
    gezien: list[tuple[bool, bool]] = []

    def vernietig(op: int, van: int) -> None:
        if op < van and not gezien:
            voor = _staat_ernaast(dienst, stroom_id)
            weg.verwijder()
            gezien.append((voor, _staat_ernaast(dienst, stroom_id)))

    herbouwer.herbouw(WEERGAVEN, meld=vernietig)
    assert gezien == [(True, False)]
    assert [naam for naam, rijen in inhoud(dienst).items() if stroom_id in repr(rijen)] == [
        "verwijderrapport"
    ]


def _staat_ernaast(dienst: Dienst, stroom_id: str) -> bool:
    with dienst.engine.connect() as verbinding:
        vraag = text("SELECT count(*) FROM herbouw.bewaartermijn WHERE stroom_id = :stroom_id")
        return bool(verbinding.execute(vraag, {"stroom_id": stroom_id}).scalar_one())


def test_a_person_who_is_destroyed_meanwhile_leaves_the_same_rows_as_always(
    dienst: Dienst, herbouwer: Herbouwer
) -> None:
    gezin = Gezin(dienst)
    gezin.tot_en_met_ico()
    for _ in range(25):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    gedaan: list[object] = []

    def vernietig(op: int, van: int) -> None:
        if op < van and not gedaan:
            gedaan.append(gezin.vernietig_persoon(KIND))

    herbouwer.herbouw(WEERGAVEN, meld=vernietig)
    gebouwd = inhoud(dienst)
    assert str(KIND.persoon_id) not in repr(gebouwd["triagelijst_toestemming"])
    herbouwer.herbouw(WEERGAVEN, meld=stil)
    assert inhoud(dienst) == gebouwd


# --- cut short ----------------------------------------------------------------------------------------------------


class AfgebrokenError(RuntimeError):
    """Somebody pulled the plug."""


def test_what_was_cut_short_goes_on_where_it_was(dienst: Dienst, herbouwer: Herbouwer) -> None:
    for _ in range(65):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    voor, gezien = inhoud(dienst), []

    def breek_af(op: int, _van: int) -> None:
        gezien.append(op)
        if len(gezien) == 2:
            raise AfgebrokenError

    with pytest.raises(AfgebrokenError):
        herbouwer.herbouw(WEERGAVEN, meld=breek_af)
    assert inhoud(dienst) == voor
    assert naast(dienst) > 0
    with dienst.engine.connect() as verbinding:
        assert len(onafgemaakt(verbinding)) == len(WEERGAVEN)
    verder: list[int] = []
    herbouwer.herbouw(WEERGAVEN, meld=lambda op, _: verder.append(op))
    assert min(verder) > max(gezien)
    assert inhoud(dienst) == voor


def test_what_was_begun_by_other_rules_is_thrown_away(
    dienst: Dienst, herbouwer: Herbouwer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(45):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    voor = inhoud(dienst)

    def breek_af(_op: int, _van: int) -> None:
        raise AfgebrokenError

    monkeypatch.setattr(herbouw, "afdruk_van_de_regels", lambda: "die van vorig jaar")
    with pytest.raises(AfgebrokenError):
        herbouwer.herbouw(WEERGAVEN, meld=breek_af)
    monkeypatch.undo()
    herbouwer.herbouw(WEERGAVEN, meld=stil)
    assert inhoud(dienst) == voor


def test_one_that_was_cut_short_and_another_take_their_place_together(
    dienst: Dienst, herbouwer: Herbouwer
) -> None:
    for _ in range(45):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()

    def breek_af(_op: int, _van: int) -> None:
        raise AfgebrokenError

    with pytest.raises(AfgebrokenError):
        herbouwer.herbouw([Triagelijst()], meld=breek_af)
    nieuw_verhaal(dienst).tot_en_met_ico()
    dienst.runner.werk_bij()
    voor = inhoud(dienst)
    herbouwer.herbouw(WEERGAVEN, meld=stil)
    assert inhoud(dienst) == voor


def test_there_is_one_rebuild_at_a_time(dienst: Dienst, database: Database, herbouwer: Herbouwer) -> None:
    nieuw_verhaal(dienst).meld_aan()
    with psycopg.connect(database.owner_url) as ander:
        ander.execute("SELECT pg_advisory_lock(%s)", (herbouw.HERBOUWSLOT,))
        with pytest.raises(HerbouwBezig):
            herbouwer.herbouw(WEERGAVEN, meld=stil)


# --- readers ------------------------------------------------------------------------------------------------------


@contextmanager
def vragers(dienst: Dienst) -> Iterator[list[float]]:
    """Somebody who reads the queue over and over; gives how many seconds each answer took."""
    klaar, duren = threading.Event(), list[float]()

    def vraag() -> None:
        while not klaar.is_set():
            begin = time.monotonic()
            with dienst.engine.connect() as verbinding:
                assert len(verbinding.execute(select(triagelijst)).all()) == 30
            duren.append(time.monotonic() - begin)

    draad = threading.Thread(target=vraag)
    draad.start()
    try:
        yield duren
    finally:
        klaar.set()
        draad.join()


def test_questions_are_answered_all_the_time_with_all_rows(dienst: Dienst, herbouwer: Herbouwer) -> None:
    for _ in range(30):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    with vragers(dienst) as duren:
        for _ in range(3):
            herbouwer.herbouw(WEERGAVEN, meld=stil)
    assert len(duren) > 10


def test_somebody_who_reads_for_long_keeps_nobody_else_from_reading(
    dienst: Dienst, herbouwer: Herbouwer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(30):
        nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    voor = inhoud(dienst)
    monkeypatch.setattr(herbouwtabellen, "HOOGSTENS", 0.2)
    monkeypatch.setattr(herbouw, "KEREN", 2)
    with dienst.engine.connect() as lang, vragers(dienst) as duren:
        lang.execute(select(triagelijst))
        with pytest.raises(HerbouwKanNiet, match="give the same command again"):
            herbouwer.herbouw(WEERGAVEN, meld=stil)
    assert inhoud(dienst) == voor
    assert len(duren) > 10
    herbouwer.herbouw(WEERGAVEN, meld=stil)
    assert inhoud(dienst) == voor


# --- a fact that a view cannot take -------------------------------------------------------------------------------


class Struikelt(Triagelijst):
    """The queue of a version that cannot take a triage."""

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        """Take in facts, but not that one."""
        if any(isinstance(feit.gebeurtenis, Getrieerd) for feit in feiten):
            raise AfgebrokenError
        super().verwerk(verbinding, feiten, tafels=tafels, feestdag=feestdag)


def test_a_fact_that_a_view_cannot_take_is_named_and_nothing_changes_place(
    dienst: Dienst, herbouwer: Herbouwer
) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    getrieerd = verhaal.trieer()
    dienst.runner.werk_bij()
    voor = inhoud(dienst)
    with pytest.raises(HerbouwGestruikeld, match=rf"position {getrieerd.positie} \(casus.Getrieerd.v1\)"):
        herbouwer.herbouw([Struikelt()], meld=stil)
    assert inhoud(dienst) == voor
    herbouwer.herbouw([Triagelijst()], meld=stil)
    assert inhoud(dienst) == voor
