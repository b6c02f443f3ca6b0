"""Adding facts, many at once: by threads, by processes, and with the power cut under them.

1. A reader who follows the positions skips none and sees none twice.
2. The versions of a stream are dense.
3. An append is there wholly or not at all, and each that was acknowledged is there.
"""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Self
from uuid import UUID, uuid4

import orjson
import psycopg
import pytest
from eventsourcing.persistence import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.samenstelling import Dienst, bereid_voor
from domain.casus.events import Heropend
from infra.database import Database
from infra.embedded_postgres import discard, embedded
from infra.kluis import Bijwerking, Gezien, Nummer
from infra.omgeving import Omgeving
from infra.recorder import TOEVOEGSLOT
from infra.settings import Settings
from infra.store import Archief, Conflict
from tests.getuigenproces import WORTEL
from tests.schrijfproces import WEG, Erkend, archief_van, feiten, schrijf_door, toevallig

SCHRIJVER = "casus-schrijver"
"""What the server knows the connections of a process that is killed by."""


class Lezer:
    """Follows the positions while others write, as every reader of the store does."""

    def __init__(self, archief: Archief) -> None:
        self.gezien: list[tuple[int, UUID, int]] = []
        self._archief, self._genoeg = archief, Event()
        self._draad = Thread(target=self._volg)

    def __enter__(self) -> Self:
        self._draad.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._genoeg.set()
        self._draad.join(timeout=60)

    def _volg(self) -> None:
        laatste = False
        while True:
            try:
                nieuw = self._archief.lees_na(self.gezien[-1][0] if self.gezien else 0, limiet=50)
            except WEG:
                time.sleep(0.05)
                continue
            self.gezien += [(feit.positie, feit.stroom_id, feit.versie) for feit in nieuw]
            if not nieuw and laatste:
                return
            laatste = self._genoeg.is_set()


def eis_geheel(
    url: str, archief: Archief, erkend: Sequence[Erkend], gezien: Sequence[tuple[int, UUID, int]]
) -> None:
    """Hold what is in the database against what readers saw and writers were told."""
    with psycopg.connect(url) as baas:
        rijen = baas.execute(
            "SELECT notification_id, originator_id, originator_version FROM feiten.gebeurtenis ORDER BY 1"
        ).fetchall()
    assert list(gezien) == rijen
    per_stroom: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    for positie, stroom_id, versie in rijen:
        per_stroom[stroom_id].append((versie, positie))
    for plaatsen in per_stroom.values():
        assert [versie for versie, _ in plaatsen] == list(range(1, len(plaatsen) + 1))
    geschreven = {(stroom_id, versie): positie for positie, stroom_id, versie in rijen}
    for een in erkend:
        for terug in range(een.aantal):
            assert geschreven[een.stroom_id, een.versie - terug] == een.positie - terug
    for stroom_id in per_stroom:
        for feit in archief.lees(stroom_id, bos=archief.bos()):
            assert feit.gebeurtenis == Heropend(f"Reden {feit.versie}")


def test_who_follows_while_many_write_skips_nothing_and_sees_nothing_twice(
    dienst: Dienst, database: Database
) -> None:
    """Eight stores on one database, as eight processes have, of two threads each; on few streams, so they collide."""
    stromen, erkend, genoeg = [uuid4() for _ in range(6)], list[Erkend](), Event()
    with ExitStack() as stapel:
        kek = dienst.settings.kek
        stores = [stapel.enter_context(closing(archief_van(database.service_url, kek))) for _ in range(8)]
        lezer = stapel.enter_context(Lezer(dienst.archief))
        pool = stapel.enter_context(ThreadPoolExecutor(16))
        lopen = [
            pool.submit(
                schrijf_door, stores[zaad % 8], stromen, toevallig(zaad), erkend=erkend.append, genoeg=genoeg
            )
            for zaad in range(16)
        ]
        nog(300, erkend)
        genoeg.set()
        for een in lopen:
            een.result(timeout=30)
    assert len(lezer.gezien) == sum(een.aantal for een in erkend)
    eis_geheel(database.owner_url, dienst.archief, erkend, lezer.gezien)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 3)), min_size=1, max_size=8))
def test_of_whatever_is_added_at_once_each_is_there_wholly_or_refused_itself(
    dienst: Dienst, plan: list[tuple[int, int, int]]
) -> None:
    """Each of the plan: which stream, how many versions it is behind, how many facts."""
    stromen = [uuid4() for _ in range(4)]
    for stroom_id in stromen:
        dienst.archief.voeg_toe(feiten(stroom_id, 0, 2), bos=dienst.archief.bos())
    tegelijk = Barrier(len(plan))

    def voeg_toe(een: tuple[int, int, int]) -> int | None:
        stroom, achter, aantal = een
        bos = dienst.archief.bos()
        dienst.archief.lees(stromen[stroom], bos=bos)
        tegelijk.wait(10)
        try:
            return dienst.archief.voeg_toe(feiten(stromen[stroom], 2 - achter, aantal), bos=bos)[-1].versie
        except Conflict:
            return None

    with ThreadPoolExecutor(len(plan)) as pool:
        uit = list(pool.map(voeg_toe, plan))
    for nummer, stroom_id in enumerate(stromen):
        gelukt = [
            versie for (stroom, _, _), versie in zip(plan, uit, strict=True) if stroom == nummer and versie
        ]
        versies = [feit.versie for feit in dienst.archief.lees(stroom_id, bos=dienst.archief.bos())]
        assert versies == list(range(1, max(gelukt, default=2) + 1))
        # One of those who were up to date came first; whoever was behind or second was refused.
        mag = any(stroom == nummer and not achter for stroom, achter, _ in plan)
        assert len(gelukt) == (1 if mag else 0)


def test_a_number_that_is_taken_refuses_its_own_append_and_nothing_of_it_stays(
    dienst: Dienst, database: Database
) -> None:
    eerste, tweede = uuid4(), uuid4()
    for stroom_id in (eerste, tweede):
        bijwerking = Bijwerking(nummers=(Nummer("C-ZELFDE", stroom_id, None),))
        if stroom_id == eerste:
            dienst.archief.voeg_toe(feiten(stroom_id, 0, 1), bos=dienst.archief.bos(), bijwerking=bijwerking)
        else:
            with pytest.raises(Conflict):
                dienst.archief.voeg_toe(
                    feiten(stroom_id, 0, 1), bos=dienst.archief.bos(), bijwerking=bijwerking
                )
    with psycopg.connect(database.owner_url) as baas:
        for tabel in ("kluis.deel", "sleutels.sleutel", "kluis.nummer"):
            vraag = f"SELECT count(*) FROM {tabel} WHERE stroom_id = %s"  # noqa: S608 names of this test
            assert [baas.execute(vraag, (van,)).fetchone() == (0,) for van in (eerste, tweede)] == [
                False,
                True,
            ]


def test_the_function_takes_the_lock_that_everybody_else_takes(dienst: Dienst, database: Database) -> None:
    with psycopg.connect(database.owner_url) as ander, ThreadPoolExecutor(1) as pool:
        ander.execute("SELECT pg_advisory_xact_lock(%s)", (TOEVOEGSLOT,))
        belofte = pool.submit(dienst.archief.voeg_toe, feiten(uuid4(), 0, 1), bos=dienst.archief.bos())
        with pytest.raises(TimeoutError):
            belofte.result(timeout=0.5)
        ander.rollback()
        assert belofte.result(timeout=10)[0].versie == 1


def test_what_was_decided_on_another_stream_does_not_go_together_with_a_change_of_it(
    dienst: Dienst, database: Database
) -> None:
    """Within one transaction it would be checked before the change is there, and both would be in."""
    archief, gezien, eigen = dienst.archief, uuid4(), uuid4()
    bos = archief.bos()
    archief.voeg_toe(feiten(gezien, 0, 1), bos=bos)
    bijwerking = Bijwerking(gezien=(Gezien(gezien, 1),))
    with psycopg.connect(database.owner_url) as ander, ThreadPoolExecutor(3) as pool:
        ander.execute("SELECT pg_advisory_xact_lock(%s)", (TOEVOEGSLOT,))
        pool.submit(archief.voeg_toe, feiten(uuid4(), 0, 1), bos=archief.bos())
        time.sleep(0.2)
        verandering = pool.submit(archief.voeg_toe, feiten(gezien, 1, 1), bos=bos)
        time.sleep(0.2)
        besluit = pool.submit(archief.voeg_toe, feiten(eigen, 0, 1), bos=archief.bos(), bijwerking=bijwerking)
        time.sleep(0.2)
        ander.rollback()
        assert verandering.result(timeout=10)[0].versie == 2
        with pytest.raises(Conflict):
            besluit.result(timeout=10)
    assert archief.lees(eigen, bos=archief.bos()) == []


def test_a_connection_that_the_server_ended_is_noticed_before_it_is_used(
    dienst: Dienst, database: Database
) -> None:
    stroom_id = uuid4()
    dienst.archief.voeg_toe(feiten(stroom_id, 0, 1), bos=dienst.archief.bos())
    with psycopg.connect(database.service_url) as zelf:
        zelf.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'casus'"
        )
    bos = dienst.archief.bos()
    assert len(dienst.archief.lees(stroom_id, bos=bos)) == 1
    assert dienst.archief.voeg_toe(feiten(stroom_id, 1, 1), bos=bos)


def test_what_waits_too_long_for_its_turn_is_refused_and_not_added_later(
    dienst: Dienst, database: Database
) -> None:
    stroom_id = uuid4()
    with psycopg.connect(database.owner_url) as ander:
        ander.execute("SELECT pg_advisory_xact_lock(%s)", (TOEVOEGSLOT,))
        with pytest.raises(OperationalError, match="lock timeout"):
            dienst.archief.voeg_toe(feiten(stroom_id, 0, 1), bos=dienst.archief.bos())
    assert dienst.archief.lees(stroom_id, bos=dienst.archief.bos()) == []


def test_what_is_planned_while_a_table_is_empty_does_not_walk_it_when_it_is_full(
    dienst: Dienst, database: Database
) -> None:
    """A plan is kept for as long as its connection lives: one that walks a table does so for an hour."""
    archief, stroom_id = dienst.archief, uuid4()
    with archief.datastore.get_connection():
        archief.voeg_toe(feiten(stroom_id, 0, 1), bos=archief.bos())
        with psycopg.connect(database.owner_url) as baas:
            baas.execute(
                "ANALYZE feiten.gebeurtenis, kluis.deel, kluis.nummer, kluis.omheining, sleutels.sleutel"
            )
        archief.lees(stroom_id, bos=archief.bos())
        archief.lees_nummer("C-NIETS", bos=archief.bos(), ook={uuid4(): 0})
        archief.lees_na(0, limiet=10)
        archief.lees_reeks([(stroom_id, 1)])
        archief.lees_stromen([stroom_id], tot=99)
    plannen: dict[str, str] = {}
    with archief.datastore.get_connection() as een, archief.datastore.get_connection() as ander:
        for verbinding in (een, ander):
            for rij in verbinding.execute("SELECT statement FROM pg_prepared_statements").fetchall():
                regels = verbinding.execute("EXPLAIN (GENERIC_PLAN) " + rij["statement"]).fetchall()
                plannen[rij["statement"]] = "\n".join(regel["QUERY PLAN"] for regel in regels)
    assert len(plannen) >= 9
    for vraag, plan in plannen.items():
        assert "Seq Scan" not in plan, vraag
        # No index is walked from end to end either: each is entered at a key.
        for stap in plan.split("->"):
            if "Index Scan" in stap.split("(cost")[0]:
                assert "Index Cond" in stap, vraag


# --- with the power cut ------------------------------------------------------------------------------------------


@contextmanager
def schrijvers(url: str, kek: Path, stromen: Sequence[UUID], *, zaad: int) -> Iterator[list[str]]:
    """A process of four writers, killed at the end of the block, and what it said."""
    gegeven = {
        "url": url,
        "kek": str(kek),
        "stromen": [str(een) for een in stromen],
        "draden": 4,
        "zaad": zaad,
    }
    gezegd: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.schrijfproces"],
        cwd=WORTEL,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as proces:
        assert proces.stdin is not None
        proces.stdin.write(orjson.dumps(gegeven).decode())
        proces.stdin.close()
        lezer = Thread(target=lambda: gezegd.extend(proces.stdout or ()))
        lezer.start()
        try:
            yield gezegd
        finally:
            proces.send_signal(signal.SIGKILL)
            lezer.join(timeout=20)


def als_erkend(regel: str) -> Erkend:
    stroom_id, *getallen = regel.split()
    return Erkend(UUID(stroom_id), *map(int, getallen))


def nog(aantal: int, *lijsten: Sequence[object], hoogstens: float = 60) -> None:
    """Wait until each of the lists has so many more."""
    tot = [len(lijst) + aantal for lijst in lijsten]
    einde = time.monotonic() + hoogstens
    while any(len(lijst) < genoeg for lijst, genoeg in zip(lijsten, tot, strict=True)):
        assert time.monotonic() < einde
        time.sleep(0.01)


def tot_weg(naam: str, url: str, *, hoogstens: float = 60) -> None:
    """Wait until the server has ended what it did for connections of this name: it finishes what a dead process asked.

    Until then facts may be added that nobody was told of.
    """
    einde = time.monotonic() + hoogstens
    with psycopg.connect(url, autocommit=True) as baas:
        while baas.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s",
            (naam,),
        ).fetchone():
            assert time.monotonic() < einde, "the server still works for a process that is gone"
            time.sleep(0.01)


def test_what_was_acknowledged_is_there_after_the_service_is_killed(
    dienst: Dienst, database: Database
) -> None:
    stromen, erkend, toeval = [uuid4() for _ in range(5)], list[Erkend](), toevallig(7)
    teken = "&" if "?" in database.service_url else "?"
    als_schrijver = f"{database.service_url}{teken}application_name={SCHRIJVER}"
    with Lezer(dienst.archief) as lezer:
        for ronde in range(3):
            with ExitStack() as stapel:
                gezegd = [
                    stapel.enter_context(
                        schrijvers(als_schrijver, dienst.settings.kek, stromen, zaad=ronde * 2 + een)
                    )
                    for een in range(2)
                ]
                nog(20, *gezegd)
                time.sleep(toeval.random() / 5)
            erkend += [als_erkend(regel) for regels in gezegd for regel in regels if regel.endswith("\n")]
        tot_weg(SCHRIJVER, database.owner_url)
    eis_geheel(database.owner_url, dienst.archief, erkend, lezer.gezien)


def test_what_was_acknowledged_is_there_after_postgresql_is_killed(tmp_path: Path) -> None:
    """A server that keeps its word to disk, killed three times under eight writers, who go on by themselves."""
    tmp_path.chmod(0o711)
    eigen, data = Settings(data=tmp_path), tmp_path / "pg"
    stromen, erkend, genoeg = [uuid4() for _ in range(5)], list[Erkend](), Event()
    try:
        with ExitStack() as stapel:
            server = stapel.enter_context(embedded(data, announce=lambda _: None))
            gevonden = Database(server.service_url, server.owner_url, ingebed=True)
            bereid_voor(eigen, gevonden, omgeving=Omgeving())
            archief = stapel.enter_context(closing(archief_van(server.service_url, eigen.kek)))
            with ThreadPoolExecutor(8) as pool, Lezer(archief) as lezer:
                lopen = [
                    pool.submit(
                        schrijf_door, archief, stromen, toevallig(zaad), erkend=erkend.append, genoeg=genoeg
                    )
                    for zaad in range(8)
                ]
                for _ in range(3):
                    nog(40, erkend)
                    pid = int((server.folder / "postmaster.pid").read_text(encoding="utf-8").split()[0])
                    os.kill(pid, signal.SIGKILL)
                    stapel.enter_context(embedded(data, announce=lambda _: None))
                nog(40, erkend)
                genoeg.set()
                for een in lopen:
                    een.result(timeout=30)
            eis_geheel(server.owner_url, archief, erkend, lezer.gezien)
    finally:
        discard(data)
