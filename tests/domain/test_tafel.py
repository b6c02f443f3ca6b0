"""A table as data: its name and version, its weekly rhythm, and when its criteria are met."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tafels import Criterium, Triageritme
from tests.domain.tafel import BRON, DINSDAG, MAANDAG, TESTTAFEL

OP_DINSDAG = Triageritme(weekdag=1, bron=BRON)


def test_a_definition_is_named_by_its_tafel_and_version() -> None:
    assert TESTTAFEL.definitie == "testtafel/1"


def test_what_comes_in_on_the_day_of_the_triage_waits_a_week() -> None:
    assert OP_DINSDAG.eerste_na(MAANDAG) == DINSDAG
    assert OP_DINSDAG.eerste_na(DINSDAG) == date(2026, 3, 10)
    assert OP_DINSDAG.eerste_na(date(2026, 3, 4)) == date(2026, 3, 10)


def test_the_next_triage_may_be_today() -> None:
    assert OP_DINSDAG.eerste_vanaf(MAANDAG) == DINSDAG
    assert OP_DINSDAG.eerste_vanaf(DINSDAG) == DINSDAG
    assert OP_DINSDAG.eerste_vanaf(date(2026, 3, 4)) == date(2026, 3, 10)


@given(dag=st.dates(date(2000, 1, 1), date(2100, 1, 1)), weekdag=st.integers(0, 6))
def test_there_is_a_triage_within_a_week_of_any_day(dag: date, weekdag: int) -> None:
    ritme = Triageritme(weekdag, BRON)
    na, vanaf = ritme.eerste_na(dag), ritme.eerste_vanaf(dag)
    assert na.weekday() == vanaf.weekday() == weekdag
    assert timedelta(1) <= na - dag <= timedelta(7)
    assert timedelta(0) <= vanaf - dag <= timedelta(6)
    assert ritme.eerste_na(dag - timedelta(1)) == vanaf


@pytest.mark.parametrize(
    ("voldaan", "uitkomst"),
    [
        (set(), False),
        ({"A1"}, False),
        ({"A1", "A2"}, True),
        ({"B1"}, True),
        ({"A2", "B1"}, True),
        ({"Z9"}, False),
    ],
    ids=["none", "half of A", "all of A", "all of B", "B and half of A", "one of another tafel"],
)
def test_one_whole_group_of_criteria_is_enough(*, voldaan: set[str], uitkomst: bool) -> None:
    assert TESTTAFEL.voldoet(voldaan) is uitkomst


def test_another_group_of_criteria_is_another_way_in() -> None:
    ruimer = replace(
        TESTTAFEL, criteria=(*TESTTAFEL.criteria, Criterium("C1", "C", "Maatschappelijke onrust", BRON))
    )
    assert ruimer.voldoet({"B1"})
    assert ruimer.voldoet({"C1"})
    assert not ruimer.voldoet({"A1"})
