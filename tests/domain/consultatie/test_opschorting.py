"""A hold on a consultatie: nothing of it is destroyed, whatever its term, until the last hold is lifted."""

from dataclasses import replace
from datetime import date

import pytest

from domain.consultatie.commands import SchortConsultatieOp
from domain.consultatie.state import Consultatiefase
from tests.domain.consultatie import opdrachten as o
from tests.domain.consultatie.feiten import OPGESCHORT, OPSCHORTING_OPGEHEVEN, STANDEN, VERWIJDERD
from tests.domain.consultatie.verhaal import given
from tests.domain.delen import TWEEDE_OPSCHORTING_ID
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, KERS, PRUIM

GESLOTEN = STANDEN[Consultatiefase.GESLOTEN]


def test_a_hold_is_recorded_once() -> None:
    given(*GESLOTEN).when(o.SCHORT_OP, vandaag=DINSDAG, wie=KERS).then(OPGESCHORT)
    given(*GESLOTEN, OPGESCHORT).when(o.SCHORT_OP, vandaag=DINSDAG, wie=KERS).then()


@pytest.mark.parametrize("opdracht", [o.VERWIJDER, o.VERWIJDER_NA_TERMIJN])
def test_what_is_held_is_not_destroyed(opdracht: object) -> None:
    verhaal = given(*GESLOTEN, OPGESCHORT)
    beslist = verhaal.when(opdracht, vandaag=EINDE_TERMIJN, wie=PRUIM)  # type: ignore[arg-type]  # of the two above
    assert "opgeschort" in str(beslist.weigering)


def test_after_the_last_hold_is_lifted_it_goes() -> None:
    ander = replace(OPGESCHORT, opschorting_id=TWEEDE_OPSCHORTING_ID)
    nog = given(*GESLOTEN, OPGESCHORT, ander, OPSCHORTING_OPGEHEVEN)
    assert nog.when(o.VERWIJDER, vandaag=DINSDAG, wie=PRUIM).weigering is not None
    vrij = given(*GESLOTEN, OPGESCHORT, OPSCHORTING_OPGEHEVEN)
    vrij.when(o.VERWIJDER, vandaag=DINSDAG, wie=PRUIM).then(VERWIJDERD)


def test_a_hold_is_lifted_once_and_not_put_back_under_its_id() -> None:
    given(*GESLOTEN, OPGESCHORT).when(o.HEF_OPSCHORTING_OP, vandaag=DINSDAG, wie=KERS).then(
        OPSCHORTING_OPGEHEVEN
    )
    opgeheven = given(*GESLOTEN, OPGESCHORT, OPSCHORTING_OPGEHEVEN)
    opgeheven.when(o.HEF_OPSCHORTING_OP, vandaag=DINSDAG, wie=KERS).then()
    assert opgeheven.when(o.SCHORT_OP, vandaag=DINSDAG, wie=KERS).weigering is not None


@pytest.mark.parametrize("tot", [DINSDAG, date(2150, 1, 1)])
def test_a_hold_is_looked_at_again_within_two_years(tot: date) -> None:
    opdracht: SchortConsultatieOp = replace(o.SCHORT_OP, tot=tot)
    assert given(*GESLOTEN).when(opdracht, vandaag=DINSDAG, wie=KERS).weigering is not None
