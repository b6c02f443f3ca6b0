"""Writers who add facts to the same streams as fast as they can, and say of each append that it was acknowledged.

As a process of its own, to be ended as a power cut does: ``python -m tests.schrijfproces`` with the settings as JSON
on its input. It says ``stream version position how-many`` on a line of its own.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event
from uuid import UUID, uuid4

import orjson
from eventsourcing.persistence import InterfaceError, OperationalError

from domain.casus.events import Heropend
from domain.historie import Envelop, Opgetekend
from domain.rollen import Rol
from infra.codec import ALLES, Codec
from infra.database import Database
from infra.kek import Kekbestand, Kekring
from infra.store import Archief, Conflict

WEG = (OperationalError, InterfaceError)
"""The server is away, or went away."""


@dataclass(frozen=True)
class Erkend:
    """An append that was acknowledged: the facts up to and including this version, the last at this position."""

    stroom_id: UUID
    versie: int
    positie: int
    aantal: int


def feiten(stroom_id: UUID, na_versie: int, aantal: int) -> list[Opgetekend]:
    """So many facts after a version."""
    envelop = Envelop(datetime(2026, 3, 2, tzinfo=UTC), Rol.SECRETARIS, "sam", "zvh", "toetsen", None)
    return [
        Opgetekend(stroom_id, na_versie + nummer, 0, "", envelop, Heropend(f"Reden {na_versie + nummer}"))
        for nummer in range(1, aantal + 1)
    ]


def toevallig(zaad: int) -> Random:
    """Chance that comes out the same each time."""
    return Random(zaad)  # noqa: S311 nothing is kept secret with it


def archief_van(url: str, kek: Path) -> Archief:
    """A store on this database."""
    parameters = Database(url, url).service_parameters()
    return Archief(parameters, codec=Codec(ALLES, nieuw_id=uuid4), kek=Kekring(Kekbestand(kek)))


def schrijf_door(
    archief: Archief,
    stromen: Sequence[UUID],
    toeval: Random,
    *,
    erkend: Callable[[Erkend], None],
    genoeg: Event,
) -> None:
    """Append to one of the streams at a time, until it is enough; whoever is too late reads and tries again."""
    while not genoeg.is_set():
        stroom_id, aantal = toeval.choice(stromen), toeval.randint(1, 3)
        with suppress(Conflict, *WEG):
            bos = archief.bos()
            versie = len(archief.lees(stroom_id, bos=bos))
            erbij = archief.voeg_toe(feiten(stroom_id, versie, aantal), bos=bos)
            erkend(Erkend(stroom_id, erbij[-1].versie, erbij[-1].positie, aantal))


def main() -> None:
    """Write until somebody ends this process."""
    gegeven = orjson.loads(sys.stdin.buffer.read())
    archief = archief_van(gegeven["url"], Path(gegeven["kek"]))
    stromen = [UUID(stroom_id) for stroom_id in gegeven["stromen"]]

    def meld(een: Erkend) -> None:
        # One write: lines of several threads do not run into each other.
        sys.stdout.write(f"{een.stroom_id} {een.versie} {een.positie} {een.aantal}\n")
        sys.stdout.flush()

    with ThreadPoolExecutor(gegeven["draden"]) as pool:
        for nummer in range(gegeven["draden"]):
            zaad = 100 * gegeven["zaad"] + nummer
            pool.submit(schrijf_door, archief, stromen, toevallig(zaad), erkend=meld, genoeg=Event())


if __name__ == "__main__":
    main()
