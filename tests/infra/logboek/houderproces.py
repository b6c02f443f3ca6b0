"""What runs in processes of its own in ``test_twee_processen``: a keeper of the logboek, and somebody who appends."""

import random
import time
from collections.abc import MutableSequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection

import psycopg

from infra.database import Database
from infra.logboek import houder
from infra.settings import Settings
from tests.infra.logboek.verleden import GEBEURD


@dataclass(frozen=True)
class Telling:
    """What a keeper did, in memory that is still there when it was killed: events taken, and times it stopped."""

    genomen: MutableSequence[int]
    gestopt: MutableSequence[int]


class Geteld(houder.Logboekhouder):
    """A keeper that counts."""

    def __init__(self, database: Database, settings: Settings, telling: Telling, nummer: int) -> None:
        super().__init__(database.service_engine(), settings, nu=lambda: datetime.now(UTC))
        self._telling, self._nummer = telling, nummer

    def neem_op(self) -> tuple[int, int]:
        genomen, wachtend = super().neem_op()
        self._telling.genomen[self._nummer] += genomen
        return genomen, wachtend

    def _leg_stil(self, fout: Exception) -> None:
        self._telling.gestopt[self._nummer] += 1
        super()._leg_stil(fout)


def houd(database: Database, settings: Settings, telling: Telling, nummer: int, *, tot: Connection) -> None:
    """Keep the logboek until the other end is closed.

    In small portions and hardly at rest, so that a kill falls into the work.
    """
    houder.PORTIE, houder.RIJP, houder.RUST, houder.NAKIJKEN = 25, 0.02, 0.005, 0.3
    eigen = Geteld(database, settings, telling, nummer)
    eigen.start()
    tot.poll(None)
    eigen.stop()


def voeg_toe(owner_url: str, seconden: float) -> None:
    """Append for so long; now and then an append fails, and its positions stay empty."""
    toeval, einde = random.Random(1), time.monotonic() + seconden  # noqa: S311 no secret
    with psycopg.connect(owner_url) as eigenaar:
        while time.monotonic() < einde:
            eigenaar.execute(GEBEURD, (toeval.randint(1, 30),))
            if toeval.random() < 0.2:
                eigenaar.rollback()
            else:
                eigenaar.commit()
            time.sleep(toeval.random() / 50)
