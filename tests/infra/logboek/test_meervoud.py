"""One proof for many leaves: it holds for exactly those, and falls apart into the proof of each."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.meervoud import NietOplopend, controleer, maak_bewijs, pad_van
from infra.logboek.merkle import (
    AndereWortel,
    BewijsTeKort,
    BewijsTeLang,
    Boom,
    BuitenDeBoom,
    GeenHash,
    KnopenInGeheugen,
)

GROOTST = 70
BLADEN = [bytes([nummer]) * 32 for nummer in range(GROOTST)]


def geplant() -> Boom:
    knopen = KnopenInGeheugen()
    boom, nieuw = Boom(knopen).append(BLADEN)
    knopen.put(nieuw)
    return Boom(knopen, boom.grootte, boom.rand)


BOOM = geplant()


@st.composite
def keuzes(trek: st.DrawFn) -> tuple[int, list[int]]:
    grootte = trek(st.integers(1, GROOTST))
    return grootte, sorted(trek(st.sets(st.integers(0, grootte - 1), min_size=1)))


@given(keuzes())
def test_the_proof_of_some_leaves_holds_and_gives_that_of_each(keuze: tuple[int, list[int]]) -> None:
    grootte, indexen = keuze
    bladen = {index: BLADEN[index] for index in indexen}
    bewijs = maak_bewijs(BOOM, indexen, grootte)
    wortel = BOOM.root(grootte)
    controleer(bladen, grootte=grootte, bewijs=bewijs, wortel=wortel)
    for index in indexen:
        pad = pad_van(index, bladen, grootte=grootte, bewijs=bewijs, wortel=wortel)
        assert list(pad) == BOOM.inclusion_proof(index, grootte)


@given(keuzes(), st.data())
def test_another_leaf_another_place_or_another_hash_does_not(
    keuze: tuple[int, list[int]], data: st.DataObject
) -> None:
    grootte, indexen = keuze
    bewijs = maak_bewijs(BOOM, indexen, grootte)
    bladen = {index: BLADEN[index] for index in indexen}
    andere = {**bladen, data.draw(st.sampled_from(indexen)): b"\xff" * 32}
    with pytest.raises(AndereWortel):
        controleer(andere, grootte=grootte, bewijs=bewijs, wortel=BOOM.root(grootte))
    if bewijs:
        plaats = data.draw(st.integers(0, len(bewijs) - 1))
        vals = [*bewijs[:plaats], b"\xff" * 32, *bewijs[plaats + 1 :]]
        with pytest.raises(AndereWortel):
            controleer(bladen, grootte=grootte, bewijs=vals, wortel=BOOM.root(grootte))


def test_leaves_beside_each_other_share_their_proof() -> None:
    assert len(maak_bewijs(BOOM, range(16, 32), 64)) == 2
    assert len(maak_bewijs(BOOM, [16], 64)) == 6
    assert maak_bewijs(BOOM, range(64), 64) == []


GOED: dict[str, Any] = {
    "bladen": {3: BLADEN[3], 40: BLADEN[40]},
    "grootte": 70,
    "bewijs": maak_bewijs(BOOM, [3, 40], 70),
    "wortel": BOOM.root(70),
}


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"bladen": {}}, NietOplopend),
        ({"bladen": {40: BLADEN[40], 3: BLADEN[3]}}, NietOplopend),
        ({"bladen": {3: BLADEN[3], 70: BLADEN[40]}}, BuitenDeBoom),
        ({"bladen": {-1: BLADEN[3], 40: BLADEN[40]}}, BuitenDeBoom),
        ({"bladen": {3: BLADEN[3], 41: BLADEN[40]}}, AndereWortel),
        ({"bladen": {3: BLADEN[3]}}, Afgekeurd),
        ({"bladen": {3: b"kort", 40: BLADEN[40]}}, GeenHash),
        ({"bewijs": GOED["bewijs"][:-1]}, BewijsTeKort),
        ({"bewijs": [*GOED["bewijs"], BLADEN[0]]}, BewijsTeLang),
        ({"bewijs": GOED["bewijs"][::-1]}, AndereWortel),
        ({"grootte": 2**63 - 1}, BewijsTeKort),
        ({"wortel": BOOM.root(69)}, AndereWortel),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused(anders: dict[str, Any], fout: type[Afgekeurd]) -> None:
    controleer(**GOED)
    with pytest.raises(fout):
        controleer(**{**GOED, **anders})


def test_a_tree_proves_nothing_of_a_size_that_it_never_had() -> None:
    with pytest.raises(BuitenDeBoom):
        maak_bewijs(BOOM, [0], 71)
