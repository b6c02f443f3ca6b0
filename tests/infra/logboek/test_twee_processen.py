"""Two processes keep one logboek, with one database and one folder, while a third appends; now and then one is killed.

A few seconds in the normal run; ``CASUS_TEST_SECONDEN=600`` makes it ten minutes.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from multiprocessing.sharedctypes import RawArray

from sqlalchemy import text

from api.samenstelling import Dienst
from infra.database import Database
from infra.logboek.blad import bladhash
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.merkle import Boom, KnopenInGeheugen, verify_consistency
from infra.logboek.opslag import lees_gebeurtenissen
from tests.infra.logboek.houderproces import Telling, houd, voeg_toe
from tests.infra.logboek.verleden import gevonden, ring_van, stand

SECONDEN = float(os.environ.get("CASUS_TEST_SECONDEN", "5"))
"""How long is appended and killed."""

VERS = get_context("forkserver")
"""Each process is forked from one that only imported the keeper: it has no connection and no thread to inherit."""
VERS.set_forkserver_preload(["tests.infra.logboek.houderproces"])


class Houders:
    """Two keepers, each in a process of its own."""

    def __init__(self, dienst: Dienst, database: Database) -> None:
        self._wat = Database(database.service_url, database.service_url), dienst.settings
        self.telling = Telling(RawArray("l", 2), RawArray("l", 2))
        self._draait = [self._begin(0), self._begin(1)]

    def _begin(self, nummer: int) -> tuple[ForkServerProcess, Connection]:
        hier, daar = VERS.Pipe()
        proces = VERS.Process(target=houd, args=(*self._wat, self.telling, nummer), kwargs={"tot": daar})
        proces.start()
        daar.close()
        return proces, hier

    def dood(self, nummer: int) -> None:
        """Kill one as the system does, and put another in its place."""
        self._ruim_op(nummer)
        self._draait[nummer] = self._begin(nummer)

    def einde(self) -> list[int | None]:
        """Ask both to finish, one after the other, so that the last one finds nobody at work."""
        for proces, hier in self._draait:
            hier.close()
            proces.join(30)
        return [proces.exitcode for proces, _ in self._draait]

    def weg(self) -> None:
        """Leave none behind, however the test ended."""
        for nummer in range(len(self._draait)):
            self._ruim_op(nummer)

    def _ruim_op(self, nummer: int) -> None:
        proces, hier = self._draait[nummer]
        proces.kill()
        proces.join()
        hier.close()


@contextmanager
def twee_houders(dienst: Dienst, database: Database) -> Iterator[Houders]:
    houders = Houders(dienst, database)
    try:
        yield houders
    finally:
        houders.weg()


def gezien_terwijl(houders: Houders, dienst: Dienst, database: Database) -> tuple[list[bytes], int]:
    """What somebody who keeps looking at the newest checkpoint saw, while one after the other was killed."""
    toeval, doden = random.Random(2), 0  # noqa: S311 no secret
    gezien: list[bytes] = []
    erbij = VERS.Process(target=voeg_toe, args=(database.owner_url, SECONDEN))
    erbij.start()
    doden_om = time.monotonic() + 0.5
    while erbij.is_alive():
        pad = dienst.settings.logboekmap / "checkpoint"
        if pad.exists() and (notitie := pad.read_bytes()) not in gezien[-1:]:
            gezien.append(notitie)
        if time.monotonic() > doden_om:
            houders.dood(toeval.randrange(2))
            doden, doden_om = doden + 1, time.monotonic() + toeval.uniform(0.05, 0.6)
        time.sleep(0.002)
    assert erbij.exitcode == 0
    return gezien, doden


def test_two_processes_keep_one_logboek_whoever_of_them_is_killed(dienst: Dienst, database: Database) -> None:
    with twee_houders(dienst, database) as houders:
        gezien, doden = gezien_terwijl(houders, dienst, database)
        assert houders.einde() == [0, 0]
        telling = houders.telling
    # Both worked, neither met what the other did, and who was asked to finish signed what waited.
    assert doden >= 5
    assert min(telling.genomen) > 0
    assert list(telling.gestopt) == [0, 0]
    nu = stand(dienst)
    assert (nu.wachtend, nu.fout) == (0, None)
    assert_elke_positie_eens(dienst)
    assert gevonden(dienst) is None
    assert max(elk_checkpoint_van_een_boom(dienst)) == nu.grootte
    # Nor did anybody who looked at the newest one see it go back, or see another one than is kept.
    groottes = [ring_van(dienst).open(notitie).checkpoint.grootte for notitie in gezien]
    assert groottes == sorted(set(groottes))
    assert len(groottes) > doden
    for grootte, notitie in zip(groottes, gezien, strict=True):
        assert (dienst.settings.logboekmap / f"checkpoints/{grootte}").read_bytes() == notitie


def assert_elke_positie_eens(dienst: Dienst) -> None:
    with dienst.engine.connect() as verbinding:
        bladen = verbinding.execute(text("SELECT nummer, positie FROM logboek.blad ORDER BY nummer")).all()
        gebeurd = verbinding.execute(
            text("SELECT notification_id FROM feiten.gebeurtenis ORDER BY notification_id")
        ).scalars()
    assert [tuple(blad) for blad in bladen] == list(enumerate(gebeurd))
    assert len(bladen) > 500


def elk_checkpoint_van_een_boom(dienst: Dienst) -> dict[int, Checkpoint]:
    """Hold every checkpoint against a tree of our own of the events, and against the one before it."""
    ring, map_ = ring_van(dienst), dienst.logboek.map
    bewaard = {grootte: gelezen[0] for grootte in map_.groottes() if (gelezen := map_.lees(grootte, ring))}
    with dienst.engine.connect() as verbinding:
        gebeurtenissen = lees_gebeurtenissen(verbinding, na=0, limiet=2**31)
    boom, nieuw = Boom(KnopenInGeheugen()).append(bladhash(g.codeer()) for g in gebeurtenissen)
    boom.knopen.put(nieuw)
    vorig = Checkpoint(ring.oorsprong, 0, boom.root(0))
    for grootte, checkpoint in sorted(bewaard.items()):
        assert checkpoint.wortel == boom.root(grootte)
        verify_consistency(
            vorig.grootte,
            grootte,
            bewijs=boom.consistency_proof(vorig.grootte, grootte),
            oude_wortel=vorig.wortel,
            nieuwe_wortel=checkpoint.wortel,
        )
        vorig = checkpoint
    return bewaard
