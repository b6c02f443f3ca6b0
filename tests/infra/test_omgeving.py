"""The clock and the numbers that one run of the service works with."""

import re
from datetime import date

import pytest
from freezegun import freeze_time

from infra.omgeving import TEKENS, Omgeving


@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        ("2026-06-30T21:59:59Z", date(2026, 6, 30)),
        ("2026-06-30T22:00:00Z", date(2026, 7, 1)),
        ("2026-12-31T22:59:59Z", date(2026, 12, 31)),
        ("2026-12-31T23:00:00Z", date(2027, 1, 1)),
    ],
)
def test_today_is_the_day_in_the_netherlands_in_summer_and_in_winter(moment: str, dag: date) -> None:
    with freeze_time(moment):
        assert Omgeving().vandaag() == dag


def test_the_clock_tells_aware_moments() -> None:
    assert Omgeving().nu().utcoffset() is not None


def test_numbers_say_nothing_and_are_not_given_twice() -> None:
    omgeving = Omgeving()
    nummers = [omgeving.casusnummer() for _ in range(1000)]
    assert len(set(nummers)) == 1000
    assert all(re.fullmatch(rf"C(-[{TEKENS}]{{5}}){{2}}", nummer) for nummer in nummers)
    assert omgeving.bewijsnummer().startswith("V-")
