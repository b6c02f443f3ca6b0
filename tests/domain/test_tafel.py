"""A table as data: its name and version, its weekly rhythm, and when its criteria are met."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tafels import Criterium, Feestdagregel, Niveau, Ritme, Zitting
from tests.domain.tafel import BRON, DINSDAG, ELKE_DINSDAG, MAANDAG, TESTTAFEL, TOESTEMMINGSTAFEL, altijd

TWEEDE_PAASDAG = date(2026, 4, 6)


def test_a_definition_is_named_by_its_tafel_and_version() -> None:
    assert TESTTAFEL.definitie == "testtafel/1"


def test_what_comes_in_on_the_day_of_the_triage_waits_a_week() -> None:
    assert ELKE_DINSDAG.eerste_na(MAANDAG) == DINSDAG
    assert ELKE_DINSDAG.eerste_na(DINSDAG) == date(2026, 3, 10)
    assert ELKE_DINSDAG.eerste_na(date(2026, 3, 4)) == date(2026, 3, 10)


def test_the_next_triage_may_be_today() -> None:
    assert ELKE_DINSDAG.eerste_vanaf(MAANDAG) == DINSDAG
    assert ELKE_DINSDAG.eerste_vanaf(DINSDAG) == DINSDAG
    assert ELKE_DINSDAG.eerste_vanaf(date(2026, 3, 4)) == date(2026, 3, 10)


def op_pasen(dag: date) -> str | None:
    return "tweede paasdag" if dag == TWEEDE_PAASDAG else None


def test_a_triage_on_a_public_holiday_moves_to_the_next_working_day() -> None:
    maandags = replace(ELKE_DINSDAG, weekdag=0)
    zaterdag = TWEEDE_PAASDAG - timedelta(2)
    assert maandags.eerste_na(zaterdag, feestdag=op_pasen) == date(2026, 4, 7)
    assert maandags.zittingen(zaterdag, date(2026, 4, 13), feestdag=op_pasen) == (
        Zitting(date(2026, 4, 7), eigenlijk=TWEEDE_PAASDAG, feestdag="tweede paasdag"),
        Zitting(date(2026, 4, 13)),
    )


def test_a_triage_that_lapses_on_a_public_holiday_is_the_next_one() -> None:
    maandags = replace(ELKE_DINSDAG, weekdag=0, bij_feestdag=Feestdagregel.VERVALT)
    assert maandags.eerste_na(TWEEDE_PAASDAG - timedelta(2), feestdag=op_pasen) == date(2026, 4, 13)


@given(dag=st.dates(date(2000, 1, 1), date(2100, 1, 1)), weekdag=st.integers(0, 6))
def test_there_is_a_triage_within_a_week_of_any_day(dag: date, weekdag: int) -> None:
    ritme = Ritme(weekdag, 1, MAANDAG, Feestdagregel.VERVALT, BRON)
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
        TESTTAFEL,
        criteria=(*TESTTAFEL.criteria, Criterium("C1", "C", "Maatschappelijke onrust", altijd("c1"), BRON)),
    )
    assert ruimer.voldoet({"B1"})
    assert ruimer.voldoet({"C1"})
    assert not ruimer.voldoet({"A1"})


def test_a_purpose_of_consent_is_found_by_its_code() -> None:
    assert [doel.code for doel in TOESTEMMINGSTAFEL.toestemming] == [
        *("inbrengen", "monitor", "delen", "geheim-delen")
    ]
    for doel in TOESTEMMINGSTAFEL.toestemming:
        assert TOESTEMMINGSTAFEL.doel(doel.code) == doel
    assert TESTTAFEL.doel("monitor") is None


def test_a_level_leads_one_step_up() -> None:
    bestuur, land = TESTTAFEL.opschalen
    assert TESTTAFEL.op_van("tafel") == (bestuur,)
    assert TESTTAFEL.op_van("bestuur") == (land,)
    assert TESTTAFEL.op_van("land") == ()
    tweede = Niveau("buurregio", "Overleg met de buren", "tafel", BRON)
    assert replace(TESTTAFEL, opschalen=(bestuur, land, tweede)).op_van("tafel") == (bestuur, tweede)
