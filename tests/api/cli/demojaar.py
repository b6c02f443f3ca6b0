"""The invented year as the tests look at it: its facts, and the cases that they make."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from uuid import UUID

from api.demo.jaar import Gedaan, jaar
from api.demo.vast import VAST
from domain.casus.events import Feit
from domain.casus.evolve import vouw
from domain.casus.state import Casus as Stand
from domain.consultatie.events import Consultatiefeit
from domain.historie import Ookfeit
from domain.overleg.events import Overlegfeit
from domain.protocol.events import Protocolfeit
from domain.vernietigingslijst.events import Lijstfeit
from domain.verzoek.events import Verzoekfeit
from infra.definitions import lees_definities

ZONDAG = date(2026, 3, 1)
GENOEG = len(VAST) + 5


@cache
def het_jaar(*, dag: date = ZONDAG, seed: int = 1, aantal: int = GENOEG) -> tuple[Gedaan, ...]:
    return tuple(jaar(lees_definities(), vandaag=dag, seed=seed, aantal=aantal))


def feiten(verteld: tuple[Gedaan, ...]) -> Iterator[tuple[UUID, Ookfeit]]:
    for gedaan in verteld:
        for schrijfsel in gedaan.schrijfsels:
            for feit in schrijfsel.feiten:
                assert isinstance(
                    feit.gebeurtenis,
                    Feit | Overlegfeit | Consultatiefeit | Lijstfeit | Verzoekfeit | Protocolfeit,
                )
                yield feit.stroom_id, feit.gebeurtenis


def casussen(verteld: tuple[Gedaan, ...]) -> dict[UUID, Stand]:
    stromen: dict[UUID, list[Feit]] = defaultdict(list)
    for stroom_id, feit in feiten(verteld):
        if isinstance(feit, Feit):
            stromen[stroom_id].append(feit)
    return {stroom_id: vouw(historie) for stroom_id, historie in stromen.items()}
