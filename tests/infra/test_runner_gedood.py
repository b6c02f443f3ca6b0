"""The runner is killed at random moments while facts keep coming, and started again: the tables of a clean rebuild.

A few times among the tests, fifty times in the long form.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from api.demo.geheugen import Schrijfsel
from api.samenstelling import Dienst
from infra.database import Database
from infra.herbouw import Herbouwer
from infra.standen import stand_van
from projections.alle import WEERGAVEN
from tests.api.cli.demojaar import het_jaar
from tests.infra.weergaverijen import inhoud, schrijf_jaar
from tests.lang import keren

KEREN = keren(3, lang=50)
SEED = 17

RUNNER = """
import sys, time
from pathlib import Path
from api.samenstelling import stel_samen
from infra.database import Database
from infra.definitions import lees_definities
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from projections.alle import WEERGAVEN
import infra.runner

# Small batches, so that there are many moments to be killed at.
infra.runner.EERSTE = infra.runner.GROOTSTE = 10
service, data, kek = sys.argv[1:]
with stel_samen(Settings(data=Path(data)), Database(service, service), kek=Kekring(Kekbestand(Path(kek))),
                definities=lees_definities(), omgeving=Omgeving()) as dienst:
    dienst.runner.start()
    print("bezig", flush=True)
    time.sleep(600)
"""


@contextmanager
def runner(dienst: Dienst, database: Database) -> Iterator[subprocess.Popen[str]]:
    """A runner in a process of its own that has begun."""
    opdracht = [sys.executable, "-c", RUNNER, database.service_url]
    omgeving = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [*opdracht, str(dienst.settings.data), str(dienst.settings.kek)],
        stdout=subprocess.PIPE,
        text=True,
        env=omgeving,
    ) as proces:
        assert proces.stdout is not None
        assert proces.stdout.readline() == "bezig\n"
        yield proces
        proces.kill()


def achter(dienst: Dienst) -> bool:
    with dienst.engine.connect() as verbinding:
        posities = [positie for _, positie, _ in stand_van(verbinding)]
    return min(posities, default=0) < dienst.archief.laatste_positie()


@pytest.mark.faults
def test_killed_at_random_the_runner_leaves_the_tables_of_a_clean_rebuild(
    dienst: Dienst, database: Database, herbouwer: Herbouwer
) -> None:
    kies = random.Random(SEED)  # noqa: S311 no secret
    verteld = [schrijfsel for gedaan in het_jaar(seed=SEED) for schrijfsel in gedaan.schrijfsels]
    verteld.sort(key=lambda schrijfsel: schrijfsel.feiten[-1].envelop.op)
    halverwege = 0
    for deel in _delen(verteld, KEREN):
        with runner(dienst, database) as proces:
            schrijf_jaar(dienst, deel)
            time.sleep(kies.uniform(0.0, 0.2))
            proces.send_signal(signal.SIGKILL)
            proces.wait()
        halverwege += achter(dienst)
    assert halverwege, "it was killed while it was at work"
    dienst.runner.werk_bij()
    levend = inhoud(dienst)
    assert sum(map(len, levend.values())) > 100
    herbouwer.herbouw(WEERGAVEN, meld=lambda _op, _van: None)
    assert inhoud(dienst) == levend


def _delen(alles: list[Schrijfsel], aantal: int) -> Iterator[list[Schrijfsel]]:
    grens = -(-len(alles) // aantal)
    for begin in range(0, len(alles), grens):
        yield alles[begin : begin + grens]
