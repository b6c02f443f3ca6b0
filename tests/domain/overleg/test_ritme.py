"""The rhythm of a tafel: which days it meets, and what a public holiday does to them. Here Perendag is one."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tafels import Bron, Feestdagen, Feestdagregel, Ritme, Zitting

BRON = Bron("Verzonnen handboek", "1")
DINSDAG = date(2026, 3, 3)
WEKELIJKS = Ritme(1, 1, DINSDAG, Feestdagregel.VOLGENDE_WERKDAG, BRON)
OM_DE_WEEK = Ritme(1, 2, DINSDAG, Feestdagregel.VOLGENDE_WERKDAG, BRON)
VERVALT = Ritme(1, 1, DINSDAG, Feestdagregel.VERVALT, BRON)
VRIJDAGS = Ritme(4, 1, date(2026, 3, 6), Feestdagregel.VOLGENDE_WERKDAG, BRON)

MAART = (date(2026, 3, 1), date(2026, 3, 31))
PERENDAG = {date(2026, 3, 10): "Perendag"}


def vrij(dagen: Mapping[date, str]) -> Feestdagen:
    """A calendar with these public holidays."""
    return dagen.get


def datums(zittingen: tuple[Zitting, ...]) -> list[int]:
    """The days of the month."""
    return [zitting.datum.day for zitting in zittingen]


def test_a_weekly_tafel_meets_every_tuesday() -> None:
    assert datums(WEKELIJKS.zittingen(*MAART)) == [3, 10, 17, 24, 31]


def test_a_two_weekly_tafel_counts_from_its_anchor() -> None:
    assert datums(OM_DE_WEEK.zittingen(*MAART)) == [3, 17, 31]
    andere_week = Ritme(1, 2, date(2026, 3, 10), Feestdagregel.VOLGENDE_WERKDAG, BRON)
    assert datums(andere_week.zittingen(*MAART)) == [10, 24]


def test_the_anchor_may_lie_years_behind_or_ahead() -> None:
    for jaren in (-52, 52):
        anker = DINSDAG + timedelta(weeks=4 * jaren)
        elders = Ritme(1, 2, anker, Feestdagregel.VOLGENDE_WERKDAG, BRON)
        assert elders.zittingen(*MAART) == OM_DE_WEEK.zittingen(*MAART)


def test_the_anchor_may_be_any_day_before_the_meeting_in_its_week() -> None:
    maandag = Ritme(1, 2, date(2026, 3, 2), Feestdagregel.VOLGENDE_WERKDAG, BRON)
    assert maandag.zittingen(*MAART) == OM_DE_WEEK.zittingen(*MAART)


def test_a_period_holds_its_first_and_its_last_day() -> None:
    assert datums(WEKELIJKS.zittingen(DINSDAG, DINSDAG)) == [3]
    assert datums(WEKELIJKS.zittingen(DINSDAG, date(2026, 3, 10))) == [3, 10]
    assert WEKELIJKS.zittingen(date(2026, 3, 4), date(2026, 3, 9)) == ()
    assert WEKELIJKS.zittingen(date(2026, 3, 10), DINSDAG) == ()


def test_a_feestdag_moves_the_meeting_and_the_meeting_says_so() -> None:
    zittingen = WEKELIJKS.zittingen(*MAART, feestdag=vrij(PERENDAG))
    assert datums(zittingen) == [3, 11, 17, 24, 31]
    assert zittingen[1] == Zitting(date(2026, 3, 11), eigenlijk=date(2026, 3, 10), feestdag="Perendag")
    assert zittingen[0] == Zitting(DINSDAG)


def test_a_feestdag_between_two_meetings_moves_nothing() -> None:
    donderdag = vrij({date(2026, 3, 12): "Perendag"})
    assert WEKELIJKS.zittingen(*MAART, feestdag=donderdag) == WEKELIJKS.zittingen(*MAART)


def test_a_meeting_moves_over_the_weekend_and_over_a_second_feestdag() -> None:
    feestdagen = {date(2026, 3, 13): "Perendag", date(2026, 3, 16): "Tweede Perendag"}
    zittingen = VRIJDAGS.zittingen(*MAART, feestdag=vrij(feestdagen))
    assert datums(zittingen) == [6, 17, 20, 27]
    assert zittingen[1] == Zitting(date(2026, 3, 17), eigenlijk=date(2026, 3, 13), feestdag="Perendag")


def test_where_a_feestdag_cancels_the_meeting_there_is_none() -> None:
    zittingen = VERVALT.zittingen(*MAART, feestdag=vrij(PERENDAG))
    assert datums(zittingen) == [3, 17, 24, 31]
    assert {zitting.eigenlijk for zitting in zittingen} == {None}


def test_a_period_that_begins_between_the_feestdag_and_the_moved_day_holds_the_meeting() -> None:
    woensdag = date(2026, 3, 11)
    verplaatst = Zitting(woensdag, eigenlijk=date(2026, 3, 10), feestdag="Perendag")
    assert WEKELIJKS.zittingen(woensdag, woensdag, feestdag=vrij(PERENDAG)) == (verplaatst,)


def test_a_period_that_ends_between_the_feestdag_and_the_moved_day_does_not_hold_it() -> None:
    assert WEKELIJKS.zittingen(date(2026, 3, 4), date(2026, 3, 10), feestdag=vrij(PERENDAG)) == ()


@pytest.mark.parametrize(
    ("dag", "eerste"),
    [(date(2026, 3, 9), 11), (date(2026, 3, 10), 11), (date(2026, 3, 11), 11), (date(2026, 3, 12), 17)],
)
def test_the_next_meeting_is_the_moved_one_until_it_is_over(dag: date, eerste: int) -> None:
    assert WEKELIJKS.eerste_vanaf(dag, feestdag=vrij(PERENDAG)) == date(2026, 3, eerste)


def test_the_next_meeting_is_a_week_later_where_a_feestdag_cancels_one() -> None:
    assert VERVALT.eerste_vanaf(date(2026, 3, 9), feestdag=vrij(PERENDAG)) == date(2026, 3, 17)
    assert VERVALT.eerste_na(DINSDAG, feestdag=vrij(PERENDAG)) == date(2026, 3, 17)


def test_what_comes_in_on_the_day_of_a_meeting_waits_for_the_next_one() -> None:
    assert WEKELIJKS.eerste_na(DINSDAG) == date(2026, 3, 10)
    assert OM_DE_WEEK.eerste_na(DINSDAG) == date(2026, 3, 17)


@given(
    dag=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    weekdag=st.integers(0, 4),
    weken=st.integers(1, 4),
    regel=st.sampled_from(Feestdagregel),
)
def test_without_feestdagen_the_meetings_lie_the_same_weeks_apart_on_one_weekday(
    dag: date, weekdag: int, weken: int, regel: Feestdagregel
) -> None:
    ritme = Ritme(weekdag, weken, DINSDAG, regel, BRON)
    zittingen = [zitting.datum for zitting in ritme.zittingen(dag, dag + timedelta(weeks=5 * weken, days=-1))]
    assert len(zittingen) == 5
    assert {datum.weekday() for datum in zittingen} == {weekdag}
    afstanden = {later - eerder for eerder, later in pairwise(zittingen)}
    assert afstanden == {timedelta(weeks=weken)}
    assert ritme.eerste_vanaf(dag) == zittingen[0]


@given(
    begin=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    lengte=st.integers(0, 60),
    vrije_dagen=st.sets(st.integers(0, 120), max_size=3),
)
def test_cutting_a_period_in_two_loses_no_meeting_and_doubles_none(
    begin: date, lengte: int, vrije_dagen: set[int]
) -> None:
    feestdag = vrij({begin + timedelta(days=dag): "Perendag" for dag in vrije_dagen})
    eind = begin + timedelta(days=80)
    knip = begin + timedelta(days=lengte)
    heel = WEKELIJKS.zittingen(begin, eind, feestdag=feestdag)
    eerst = WEKELIJKS.zittingen(begin, knip, feestdag=feestdag)
    daarna = WEKELIJKS.zittingen(knip + timedelta(days=1), eind, feestdag=feestdag)
    assert heel == (*eerst, *daarna)
