"""The runner: every fact counts once in every view, whatever dies in between; and a bad one stops one view."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import Column, Connection, MetaData, Table, Uuid, event, func, insert, select, text
from sqlalchemy.exc import OperationalError

from api.samenstelling import Dienst
from domain.casus.events import Getrieerd
from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel
from infra.database import Database
from infra.runner import BEGIN, Runner
from infra.standen import stand_van
from projections.alle import WEERGAVEN
from projections.weergave import Weergave, metadata
from tests.verhalen import Verhaal, nieuw_verhaal

DODELIJK = """
import os, signal, sys
from infra.database import Database
from infra.kek import Kekbestand, Kekring
from pathlib import Path
from infra.settings import Settings
from infra.omgeving import Omgeving
from infra.definitions import lees_definities
from api.samenstelling import stel_samen
import infra.runner

service, data = sys.argv[1:]
settings = Settings(data=Path(data))
echt = infra.runner.zet_standen

def sterf(verbinding, namen, **waarden):
    echt(verbinding, namen, **waarden)
    os.kill(os.getpid(), signal.SIGKILL)

infra.runner.zet_standen = sterf
with stel_samen(settings, Database(service, service), kek=Kekring(Kekbestand(settings.kek)),
                definities=lees_definities(), omgeving=Omgeving()) as dienst:
    dienst.runner.werk_bij()
"""


def inhoud(dienst: Dienst) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all views."""
    with dienst.engine.connect() as verbinding:
        return {
            tabel.name: sorted((tuple(rij) for rij in verbinding.execute(select(tabel))), key=repr)
            for tabel in metadata.sorted_tables
        }


def test_the_views_follow_and_can_be_waited_for(dienst: Dienst) -> None:
    gedaan = Verhaal(dienst).meld_aan()
    assert not dienst.runner.wacht_op(gedaan.positie, hoogstens=0.05)
    dienst.runner.start()
    try:
        assert dienst.wacht_op(gedaan.positie)
    finally:
        dienst.runner.stop()
    assert len(inhoud(dienst)["triagelijst"]) == 1


def test_killed_between_fact_and_view_nothing_is_lost_and_nothing_counts_twice(
    dienst: Dienst, database: Database
) -> None:
    nieuw_verhaal(dienst).tot_en_met_ico()
    nieuw_verhaal(dienst).meld_aan()
    # The rows of the first view are written, its position is set, and right before the commit the process dies.
    gestorven = subprocess.run(
        [sys.executable, "-c", DODELIJK, database.service_url, str(dienst.settings.data)],
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
    )
    assert gestorven.returncode == -signal.SIGKILL
    assert all(not rijen for rijen in inhoud(dienst).values())
    dienst.runner.werk_bij()
    na_de_dood = inhoud(dienst)
    _leeg(database)
    dienst.runner.werk_bij()
    assert na_de_dood == inhoud(dienst)
    assert len(na_de_dood["triagelijst"]) == 1


def _leeg(database: Database) -> None:
    with psycopg.connect(database.owner_url) as eigenaar:
        for tabel in metadata.sorted_tables:
            eigenaar.execute(f'TRUNCATE weergave."{tabel.name}"')
        eigenaar.execute("DELETE FROM weergave.stand")


def test_a_rebuild_after_a_destruction_gives_the_same_rows_for_the_others(
    dienst: Dienst, database: Database
) -> None:
    nieuw_verhaal(dienst).tot_en_met_ico()
    nieuw_verhaal(dienst).helemaal()
    dienst.runner.werk_bij()
    voor = inhoud(dienst)
    _leeg(database)
    dienst.runner.werk_bij()
    assert inhoud(dienst) == voor


def test_a_destroyed_case_leaves_the_views_at_once_and_does_not_come_back(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    verhaal.sluit_af()
    dienst.runner.werk_bij()
    stroom_id = dienst.shell.laad(verhaal.casusnummer).stroom_id
    verhaal.verwijder()
    assert _rijen_van(dienst, str(stroom_id)) == []
    dienst.runner.werk_bij()
    assert _rijen_van(dienst, str(stroom_id)) == ["verwijderrapport"]


def _rijen_van(dienst: Dienst, stroom_id: str) -> list[str]:
    return [naam for naam, rijen in inhoud(dienst).items() for rij in rijen if stroom_id in map(str, rij)]


GETELD = Table("geteld", MetaData(schema="weergave"), Column("stroom_id", Uuid))


class StruikeltError(RuntimeError):
    """A fault whose text must not be kept."""

    def __init__(self) -> None:
        super().__init__("Testpersoon Framboos staat in deze fout")


class Struikelaar:
    """A view that cannot take a triage."""

    naam = "struikelaar"
    tabellen = (GETELD,)

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        assert tafels is not None
        assert feestdag is not None
        for feit in feiten:
            if isinstance(feit.gebeurtenis, Getrieerd):
                raise StruikeltError
            verbinding.execute(insert(GETELD).values(stroom_id=feit.stroom_id))


def test_a_fact_that_a_view_cannot_take_stops_that_view_alone(dienst: Dienst, database: Database) -> None:
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute("CREATE TABLE weergave.geteld (stroom_id uuid)")
        eigenaar.execute("GRANT ALL ON weergave.geteld TO casus_dienst")
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    getrieerd = verhaal.trieer()
    alle: tuple[Weergave, ...] = (Struikelaar(), *WEERGAVEN)
    runner = Runner(dienst.engine, dienst.archief, alle, definities=dienst.definities, nu=dienst.omgeving.nu)
    runner.werk_bij()
    with dienst.engine.connect() as verbinding:
        standen = {naam: (positie, fout) for naam, positie, fout in stand_van(verbinding)}
        geteld = verbinding.execute(select(func.count()).select_from(GETELD)).scalar_one()
    assert standen.pop("struikelaar") == (getrieerd.positie - 1, "StruikeltError")
    assert set(standen.values()) == {(getrieerd.positie, None)}
    assert geteld == 2


def test_two_runners_at_once_do_not_do_the_work_twice(dienst: Dienst) -> None:
    nieuw_verhaal(dienst).tot_en_met_ico()
    ander = Runner(
        dienst.engine, dienst.archief, WEERGAVEN, definities=dienst.definities, nu=dienst.omgeving.nu
    )
    dienst.runner.start()
    ander.start()
    laatste = dienst.archief.laatste_positie()
    try:
        assert dienst.wacht_op(laatste)
    finally:
        dienst.runner.stop()
        ander.stop()
    assert len(inhoud(dienst)["monitoring"]) == 1


def test_positions_have_no_hidden_holes(dienst: Dienst) -> None:
    for _ in range(3):
        nieuw_verhaal(dienst).meld_aan()
    gelezen = dienst.archief.lees_na(0, limiet=100)
    stap = [replace(feit, positie=0) for feit in dienst.archief.lees_na(0, limiet=2)]
    assert [feit.positie for feit in gelezen] == sorted(feit.positie for feit in gelezen)
    assert [replace(feit, positie=0) for feit in gelezen[:2]] == stap


class Uitval:
    """A view that meets a database that is away, so many times."""

    naam = "uitval"
    tabellen = ()

    def __init__(self, keer: int) -> None:
        self.keer = keer
        self.gezien = 0

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        assert not verbinding.closed
        assert tafels is not None
        assert feestdag is not None
        if self.keer:
            self.keer -= 1
            raise OperationalError("SELECT 1", {}, psycopg.OperationalError("weg"))
        self.gezien += len(feiten)


def test_an_outage_stops_no_view_and_is_no_fault_of_a_fact(dienst: Dienst) -> None:
    gedaan = Verhaal(dienst).meld_aan()
    uitval = Uitval(keer=2)
    runner = Runner(
        dienst.engine, dienst.archief, (uitval,), definities=dienst.definities, nu=dienst.omgeving.nu
    )
    for _ in range(2):
        with pytest.raises(OperationalError):
            runner.werk_bij()
        with dienst.engine.connect() as verbinding:
            assert stand_van(verbinding) == []
    runner.werk_bij()
    with dienst.engine.connect() as verbinding:
        assert stand_van(verbinding) == [("uitval", gedaan.positie, None)]
    assert uitval.gezien == 2


def test_the_versions_of_a_row_are_found_by_their_key_among_many(dienst: Dienst) -> None:
    gevraagd: dict[str, Any] = {}

    def onthoud(_v: object, _c: object, opdracht: str, waarden: Any, _x: object, _m: object) -> None:
        gevraagd[opdracht] = waarden

    event.listen(dienst.engine, "before_cursor_execute", onthoud)
    verhaal = nieuw_verhaal(dienst)
    for stap in (verhaal.tot_en_met_ico, verhaal.sluit_af):
        stap()
        dienst.runner.werk_bij()
    event.remove(dienst.engine, "before_cursor_execute", onthoud)
    met_veel = ("triagelijst", "monitoring")
    van_veel = [
        opdracht for opdracht in gevraagd if any(f"weergave.{naam}_toen" in opdracht for naam in met_veel)
    ]
    assert len(van_veel) >= 5
    with dienst.engine.connect() as verbinding:
        for naam in met_veel:
            verbinding.execute(text(VEEL.format(naam=naam)))
            verbinding.execute(text(f"ANALYZE weergave.{naam}_toen"))
        verbinding.execute(BEGIN)
        plannen = [
            "\n".join(verbinding.exec_driver_sql(f"EXPLAIN {opdracht}", gevraagd[opdracht]).scalars().all())
            for opdracht in van_veel
        ]
    assert [plan for plan in plannen if any(heel in plan for heel in ("Seq Scan", "Hash", "Merge"))] == []


VEEL = """
INSERT INTO weergave.{naam}_toen SELECT rij.* FROM (SELECT t FROM weergave.{naam}_toen t LIMIT 1) AS een,
    generate_series(1, 50000), jsonb_populate_record(een.t, jsonb_build_object('stroom_id', gen_random_uuid())) AS rij
"""
