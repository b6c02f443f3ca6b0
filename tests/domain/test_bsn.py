"""The elfproef of the burgerservicenummer, on numbers from the range that is kept for tests (9999…)."""

import pytest

from domain.bsn import is_bsn


@pytest.mark.parametrize("bsn", ["999990019", "999990020", "999993653", "111222333"])
def test_a_number_that_passes_the_elfproef_is_a_bsn(bsn: str) -> None:
    assert is_bsn(bsn)


@pytest.mark.parametrize(
    "bsn",
    [
        "999990018",  # the last digit is one off
        "999909019",  # two digits were swapped
        "999990004",  # passes only if the last weight were positive
        "000000000",  # passes the sum, but is nobody
        "99999001",
        "9999900190",
        "",
        "99999001x",
        " 99990019",
        "-99990019",
        "9999.0019",
        "٩٩٩٩٩٠٠١٩",  # Arabic-Indic digits
        "99999001⁹",  # a superscript digit
    ],
)
def test_anything_else_is_not(bsn: str) -> None:
    assert not is_bsn(bsn)


def test_every_single_wrong_digit_is_found() -> None:
    for plaats in range(9):
        for cijfer in "0123456789":
            ander = "999990019"[:plaats] + cijfer + "999990019"[plaats + 1 :]
            assert is_bsn(ander) == (ander == "999990019")
