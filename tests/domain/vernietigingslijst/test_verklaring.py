"""What a verklaring says of its outcome follows from the counts and the nacontrole, and from nothing else."""

from datetime import UTC, datetime

import pytest

from domain.vernietigingslijst.grenzen import BEWIJST_NIET
from domain.vernietigingslijst.nacontrole import Nacontrole, Uitslag
from domain.vernietigingslijst.strijdigheid import weeg_uitkomst
from domain.vernietigingslijst.verklaring import (
    Eenheidsoort,
    Handeling,
    Soorttelling,
    Systeem,
    Vernietigingsuitkomst,
)

VOLLEDIG, DEELS, MISLUKT = Vernietigingsuitkomst
DONDERDAG = datetime(2031, 3, 20, 11, tzinfo=UTC)

TABEL = {
    # vernietigd, niet gelukt: geslaagd, gedeeltelijk, mislukt
    (3, 0): (VOLLEDIG, DEELS, MISLUKT),
    (0, 0): (VOLLEDIG, DEELS, MISLUKT),
    (2, 1): (DEELS, DEELS, MISLUKT),
    (0, 3): (MISLUKT, MISLUKT, MISLUKT),
}


@pytest.mark.parametrize(("aantallen", "verwacht"), TABEL.items())
def test_the_outcome_is_never_better_than_what_was_found(
    aantallen: tuple[int, int], verwacht: tuple[Vernietigingsuitkomst, ...]
) -> None:
    vernietigd, niet_gelukt = aantallen
    telling = Soorttelling(Eenheidsoort.CASUS, vernietigd + niet_gelukt + 2, 1, 1, niet_gelukt, vernietigd)
    for uitslag, uitkomst in zip(Uitslag, verwacht, strict=True):
        assert weeg_uitkomst([telling], Nacontrole(uitslag, DONDERDAG, (), ())) is uitkomst


def test_what_one_kind_lacks_the_others_do_not_hide() -> None:
    goed = Soorttelling(Eenheidsoort.CASUS, 9, 0, 0, 0, 9)
    slecht = Soorttelling(Eenheidsoort.PERSOON, 1, 0, 0, 1, 0)
    nacontrole = Nacontrole(Uitslag.GESLAAGD, DONDERDAG, (), ())
    assert weeg_uitkomst([goed, slecht], nacontrole) is DEELS


def test_what_it_speaks_of_is_what_the_archiefregeling_asks() -> None:
    assert len(Handeling) == 4
    assert len(Systeem) == 9
    assert all(zin.endswith(".") for zin in BEWIJST_NIET)
