"""The load of the benchmark: the invented year told many times at once, of others each time, the same for one seed."""

import pytest

from api.demo.geheugen import Schrijfsel
from api.samenstelling import Dienst
from domain.historie import Opgetekend
from infra.definitions import Definities
from tests.api.cli.demojaar import GENOEG
from tests.benchmarks.lading import kopieen, verteld_jaar
from tests.infra.weergaverijen import inhoud

KEREN = 3


@pytest.fixture(scope="module")
def verteld(definities: Definities) -> list[Schrijfsel]:
    return verteld_jaar(definities, casussen=GENOEG)


def alle(verteld: list[Schrijfsel], *, seed: int, keren: int = KEREN) -> list[Opgetekend]:
    return [feit for feiten in kopieen(verteld, keren, seed=seed) for feit in feiten]


def test_a_seed_gives_one_load_and_another_seed_gives_others(verteld: list[Schrijfsel]) -> None:
    een = alle(verteld, seed=1)
    assert een == alle(verteld, seed=1)
    stromen = {feit.stroom_id for feit in een}
    assert stromen.isdisjoint({feit.stroom_id for feit in alle(verteld, seed=2)})
    assert len(stromen) == KEREN * len(
        {feit.stroom_id for schrijfsel in verteld for feit in schrijfsel.feiten}
    )


def test_the_copies_go_on_side_by_side_and_each_case_from_its_first_fact(verteld: list[Schrijfsel]) -> None:
    versies: dict[object, int] = {}
    wissels = 0
    feiten = alle(verteld, seed=1)
    for vorige, feit in zip([feiten[0], *feiten], feiten, strict=False):
        assert feit.versie == versies.get(feit.stroom_id, 0) + 1
        versies[feit.stroom_id] = feit.versie
        wissels += feit.stroom_id != vorige.stroom_id
    assert wissels > len(feiten) // 2


def test_what_was_loaded_reads_back_and_fills_every_copy_of_the_lists(
    dienst: Dienst, verteld: list[Schrijfsel]
) -> None:
    bos = dienst.archief.bos()
    for feiten in kopieen(verteld, 1, seed=1):
        dienst.archief.voeg_toe(feiten, bos=bos)
    dienst.runner.werk_bij()
    een = {naam: len(rijen) for naam, rijen in inhoud(dienst).items()}
    for feiten in kopieen(verteld, 2, seed=2):
        dienst.archief.voeg_toe(feiten, bos=bos)
    dienst.runner.werk_bij()
    assert een["monitoring"] > 10
    assert {naam: len(rijen) for naam, rijen in inhoud(dienst).items()} == {
        naam: 3 * aantal for naam, aantal in een.items()
    }
