"""How long data may be kept: terms in calendar years and days, never beyond the ceiling."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.privacyprotocol import Anker, Bewaarregel, Bewaartermijn
from tests.domain.tafel import PROTOCOL

VIJF_JAAR = PROTOCOL.plafond
DAGEN = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("vanaf", "tot"),
    [
        (date(2026, 3, 2), date(2031, 3, 2)),
        (date(2026, 12, 31), date(2031, 12, 31)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2023, 2, 28), date(2028, 2, 28)),
    ],
    ids=["an ordinary day", "the last day of a year", "29 February", "28 February, ending in a leap year"],
)
def test_the_ceiling_is_five_years_after_the_first_processing(vanaf: date, tot: date) -> None:
    assert PROTOCOL.bij_aanmelding(vanaf) == Bewaartermijn(tot, "testregime/1/plafond")


def test_from_29_february_to_a_leap_year_the_term_ends_on_29_february() -> None:
    assert replace(VIJF_JAAR, jaren=4).vanaf(date(2024, 2, 29)) == date(2028, 2, 29)


def test_days_are_counted_after_the_years() -> None:
    regel = Bewaarregel("proef", Anker.AFWIJZING, 1, 2, "proef", "nergens")
    assert regel.vanaf(date(2024, 2, 29)) == date(2025, 3, 2)
    assert regel.vanaf(date(2025, 12, 30)) == date(2027, 1, 1)


def test_what_was_rejected_is_due_at_once() -> None:
    termijn = PROTOCOL.bij_afwijzing(eerste_verwerking=date(2026, 3, 2), afgewezen_op=date(2026, 3, 3))
    assert termijn == Bewaartermijn(date(2026, 3, 3), "testregime/1/na-afwijzing")


def test_a_late_rejection_does_not_outlive_the_ceiling() -> None:
    ruim = replace(PROTOCOL, na_afwijzing=replace(PROTOCOL.na_afwijzing, jaren=2))
    termijn = ruim.bij_afwijzing(eerste_verwerking=date(2026, 3, 2), afgewezen_op=date(2030, 3, 2))
    assert termijn == Bewaartermijn(date(2031, 3, 2), "testregime/1/plafond")


def test_a_term_names_the_version_of_the_protocol() -> None:
    assert replace(PROTOCOL, versie=7).bij_aanmelding(date(2026, 3, 2)).regel == "testregime/7/plafond"


@given(eerste=DAGEN, afgewezen=DAGEN)
def test_no_term_is_ever_longer_than_five_years(eerste: date, afgewezen: date) -> None:
    plafond = PROTOCOL.bij_aanmelding(eerste).tot
    assert (plafond.year, plafond.month) == (eerste.year + 5, eerste.month)
    assert plafond.day <= eerste.day
    assert PROTOCOL.bij_afwijzing(eerste_verwerking=eerste, afgewezen_op=afgewezen).tot <= plafond
