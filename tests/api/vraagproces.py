"""Clients that ask a table questions as fast as they can, each under a key, and say which number each was given.

As a process of its own, to be ended as a power cut does: ``python -m tests.api.vraagproces`` with the settings as JSON
on its input. It says ``client count number`` on a line of its own.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from starlette.testclient import TestClient

from api.app import maak_app
from api.samenstelling import Dienst, stel_samen
from infra.database import Database
from infra.definitions import lees_definities
from infra.kek import Kekbestand, Kekring
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.api.conftest import HIERVANDAAN
from tests.api.verzoeken import VRAAG
from tests.conftest import BEGIN

LIJNEN = 3


def sleutel_van(lijn: int, keer: int) -> UUID:
    """The key of a question."""
    return uuid5(NAMESPACE_URL, f"vraag/{lijn}/{keer}")


def vraag_van(lijn: int, keer: int) -> dict[str, object]:
    """A question; each says something else."""
    return {**VRAAG, "vraag": f"Verzonnen vraag {lijn}, {keer}", "aard": "algemeen", "betrokkenen": []}


def vraag_door(dienst: Dienst, lijn: int, token: str) -> None:
    """Ask one question after another, until somebody ends this process."""
    client = TestClient(maak_app(dienst), client=HIERVANDAAN)
    for keer in count():
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(sleutel_van(lijn, keer))}
        antwoord = client.post("/v1/consultaties", json=vraag_van(lijn, keer), headers=headers)
        # One write: lines of several threads do not run into each other.
        sys.stdout.write(f"{lijn} {keer} {antwoord.json()['consultatienummer']}\n")
        sys.stdout.flush()


def main() -> None:
    """Ask until somebody ends this process."""
    gegeven = orjson.loads(sys.stdin.buffer.read())
    settings = Settings.model_validate(gegeven["settings"])
    kek = Kekring(Kekbestand(Path(gegeven["settings"]["kek_bestand"])))
    with (
        stel_samen(
            settings,
            Database(gegeven["url"], gegeven["url"]),
            kek=kek,
            definities=lees_definities(),
            omgeving=replace(Omgeving(), nu=lambda: BEGIN),
        ) as dienst,
        ThreadPoolExecutor(LIJNEN) as pool,
    ):
        dienst.runner.start()
        for lijn in range(LIJNEN):
            pool.submit(vraag_door, dienst, lijn, gegeven["token"])


if __name__ == "__main__":
    main()
