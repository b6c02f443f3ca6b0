"""Whole commands by several processes on one PostgreSQL server, as several services behind one door would give them.

Each process is put together as a service is, has threads for its share of the clients, and a part of the cases. The
peer gets as many processes with as many threads.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from api.samenstelling import stel_samen
from infra.database import Database
from infra.definitions import lees_definities
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.benchmarks.maat import KORT, PROEF, SECONDEN, Rij, om_beurten
from tests.benchmarks.opdrachten import om_en_om, tegelijk, voortgang, zaken_van_een_klant
from tests.benchmarks.opstelling import Opstelling
from tests.benchmarks.stock import Zaken, omgeving_van

KLANTEN = 4 if PROEF else 16
"""Clients over all processes together."""

PROCESSEN = (2,) if KORT else (2, 4)
"""Over how many they are divided."""

ONS, PEER = "ons", "peer"


@dataclass(frozen=True)
class Deel:
    """What one process is given: where the databases and keys are, and of each of its clients the cases."""

    url: str
    peer_url: str
    map: Path
    nummers: Sequence[Sequence[str]]
    ids: Sequence[Sequence[UUID]]


def opdrachten_door(op: Opstelling, *, processen: int) -> Rij:
    """Whole commands by sixteen clients in so many processes, against as many of the library's."""
    zaken = [zaken_van_een_klant(op.dienst, op.zaken, aantal=1 if PROEF else 6) for _ in range(KLANTEN)]
    delen = [
        Deel(op.url, op.peer_url, op.map, [een[0] for een in hier], [een[1] for een in hier])
        for hier in (zaken[nummer::processen] for nummer in range(processen))
    ]
    with _processen(delen) as lijnen:
        a, b = om_beurten(partial(_meet, lijnen, ONS), partial(_meet, lijnen, PEER))
    return Rij(
        f"whole command, {KLANTEN} clients in {processen} processes",
        a,
        b,
        "stock: get, trigger, save, as many processes",
        5.0,
    )


@contextmanager
def _processen(delen: Sequence[Deel]) -> Iterator[Sequence[Connection]]:
    """The processes, ready, for as long as the block lasts."""
    midden = multiprocessing.get_context("spawn")
    lijnen = []
    for deel in delen:
        hier, daar = midden.Pipe()
        midden.Process(target=_proces, args=(deel, daar), daemon=True).start()
        daar.close()
        lijnen.append(hier)
    try:
        for lijn in lijnen:
            lijn.recv()
        yield lijnen
    finally:
        for lijn in lijnen:
            lijn.close()


def _meet(lijnen: Sequence[Connection], wat: str) -> float:
    """How many commands a second all processes give together."""
    for lijn in lijnen:
        lijn.send(wat)
    return sum(float(lijn.recv()) for lijn in lijnen)


def _proces(deel: Deel, lijn: Connection) -> None:
    """Measure when asked to, until there is nobody who asks."""
    settings, gevonden = Settings(data=deel.map), Database(deel.url, deel.url)
    with (
        stel_samen(
            settings,
            gevonden,
            kek=Kekring(Kekbestand(settings.kek)),
            definities=lees_definities(),
            omgeving=Omgeving(),
        ) as dienst,
        # Its tables are there: two processes that make sure of it at once stand in each other's way.
        Zaken({**omgeving_van(deel.peer_url), "CREATE_TABLE": "no"}) as zaken,
    ):
        daden: dict[str, list[Callable[[], object]]] = {
            ONS: [partial(om_en_om, cycle(nummers), partial(voortgang, dienst)) for nummers in deel.nummers],
            PEER: [partial(om_en_om, cycle(ids), zaken.noteer) for ids in deel.ids],
        }
        lijn.send("klaar")
        while True:
            try:
                wat = lijn.recv()
            except EOFError:
                return
            lijn.send(tegelijk(daden[wat], seconden=SECONDEN / 2))
