"""From the rhythm to the agenda: what is still to be planned, and nothing twice."""

from datetime import date

from domain.overleg.planning import zittingen_te_plannen
from domain.tafels import Zitting, geen_feestdagen
from tests.domain.overleg.test_ritme import MAART, PERENDAG, WEKELIJKS, datums, vrij

VAN, TOT = MAART
VERPLAATST = Zitting(date(2026, 3, 11), eigenlijk=date(2026, 3, 10), feestdag="Perendag")


def te_plannen(*al_gepland: date) -> tuple[Zitting, ...]:
    return zittingen_te_plannen(
        WEKELIJKS, van=VAN, tot=TOT, feestdag=vrij(PERENDAG), al_gepland=set(al_gepland)
    )


def test_as_long_as_nothing_is_planned_every_meeting_is_to_be_planned() -> None:
    assert te_plannen() == WEKELIJKS.zittingen(VAN, TOT, feestdag=vrij(PERENDAG))
    assert VERPLAATST in te_plannen()


def test_what_is_planned_is_not_planned_again() -> None:
    assert datums(te_plannen(date(2026, 3, 3), date(2026, 3, 24))) == [11, 17, 31]


def test_a_meeting_that_a_feestdag_moved_is_known_by_the_day_it_would_have_been() -> None:
    assert datums(te_plannen(date(2026, 3, 10))) == [3, 17, 24, 31]
    assert datums(te_plannen(date(2026, 3, 11))) == [3, 11, 17, 24, 31]


def test_a_meeting_that_was_planned_before_the_day_became_a_feestdag_is_not_planned_twice() -> None:
    gepland = zittingen_te_plannen(WEKELIJKS, van=VAN, tot=TOT, feestdag=geen_feestdagen, al_gepland=())
    assert te_plannen(*(zitting.datum for zitting in gepland)) == ()


def test_what_is_planned_beside_the_rhythm_takes_no_place_in_it() -> None:
    assert te_plannen(date(2026, 3, 5)) == te_plannen()
