"""Words that several sentences share."""

import pytest

from projections.woorden import leeftijd_in_woorden


@pytest.mark.parametrize(
    ("band", "woorden"),
    [("0-11", "0 tot en met 11 jaar"), ("12-15", "12 tot en met 15 jaar"), ("16-129", "16 jaar en ouder")],
)
def test_a_band_of_ages_is_told_as_one_says_it(band: str, woorden: str) -> None:
    """The last one read as 16-129."""
    assert leeftijd_in_woorden(band) == woorden
