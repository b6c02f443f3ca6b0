"""Facts that nobody can have decided after one another are told; those of the rules never are."""

from dataclasses import replace
from typing import get_args

import pytest

from domain.bewaring import Vernietigd
from domain.vernietigingslijst.events import (
    Lijstfeit,
    Lijstgebeurtenis,
    LijstGecontroleerd,
    LijstIngetrokken,
    LijstVerklaard,
    PostenVernietigd,
    UitvoeringBegonnen,
)
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.verloop import MOGELIJK, strijdig_verloop
from domain.vernietigingslijst.waarden import Intrekreden, Vernietigde
from tests.domain.vernietigingslijst import feiten as f
from tests.domain.vernietigingslijst.feiten import STANDEN

TOT_UITVOERING = tuple(STANDEN[Lijstfase.IN_UITVOERING])
UITGEVOERD = tuple(STANDEN[Lijstfase.UITGEVOERD])

STRIJDIG: dict[str, tuple[Lijstgebeurtenis, ...]] = {
    "approved before it was checked": (f.LIJST_VOORGESTELD, f.LIJST_GOEDGEKEURD),
    "checked by who proposed it": (f.LIJST_VOORGESTELD, LijstGecontroleerd("MW-KERS")),
    "approved by who checked it": (
        f.LIJST_VOORGESTELD,
        f.LIJST_GECONTROLEERD,
        replace(f.LIJST_GOEDGEKEURD, goedgekeurd_door="mw-kiwi"),
    ),
    "begun without an approval": (f.LIJST_VOORGESTELD, f.LIJST_GECONTROLEERD, UitvoeringBegonnen("mw-pruim")),
    "destroyed and taken off": (*TOT_UITVOERING, f.POST_AFGEHAALD, f.POST_TERUGGEKOMEN),
    "destroyed though it is on no list": (
        *TOT_UITVOERING,
        PostenVernietigd((Vernietigde(f.VREEMD, "V-BCDFG-HJKLM"),)),
    ),
    "withdrawn after something went": (*UITGEVOERD, LijstIngetrokken(Intrekreden.NIETS_OVER, "mw-pruim")),
    "declared before it was looked at": (*UITGEVOERD, LijstVerklaard("2031-0001", "ab" * 32)),
    "proposed twice": (f.LIJST_VOORGESTELD, f.LIJST_VOORGESTELD),
    "a fact of it is destroyed": (
        f.LIJST_VOORGESTELD,
        Vernietigd("vernietigingslijst.LijstGecontroleerd.v1", f.NU),
    ),
}


@pytest.mark.parametrize("fase", Lijstfase)
def test_a_list_that_came_from_the_rules_does_not_contradict_itself(fase: Lijstfase) -> None:
    assert list(strijdig_verloop(STANDEN[fase])) == []


@pytest.mark.parametrize("wat", STRIJDIG)
def test_what_nobody_can_have_decided_is_told_by_its_place(wat: str) -> None:
    gevonden = list(strijdig_verloop(STRIJDIG[wat]))
    assert gevonden[-1].waar == f"feit {len(STRIJDIG[wat])}"
    assert not list(strijdig_verloop(STRIJDIG[wat][:-1])), "another fact was wrong already"


def test_every_fact_has_its_phases() -> None:
    assert set(MOGELIJK) == set(get_args(Lijstfeit))
