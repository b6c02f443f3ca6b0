"""How the outcomes of the checks become one: what was not done is never a pass."""

import pytest

from domain.vernietigingslijst.nacontrole import Controle, Soort, Uitslag, weeg


def _alle(**anders: Uitslag) -> list[Controle]:
    return [
        Controle(code=soort, wat="Er is gekeken.", uitslag=anders.get(soort.name, Uitslag.GESLAAGD))
        for soort in Soort
    ]


def test_it_passes_when_every_check_was_done_and_passed() -> None:
    assert weeg(_alle()) is Uitslag.GESLAAGD


@pytest.mark.parametrize("soort", Soort)
def test_a_check_that_was_not_done_is_never_a_pass(soort: Soort) -> None:
    gedaan = [controle for controle in _alle() if controle.code is not soort]
    assert weeg(gedaan) is Uitslag.GEDEELTELIJK


@pytest.mark.parametrize("soort", Soort)
def test_one_that_could_be_done_in_part_makes_the_whole_partial(soort: Soort) -> None:
    assert weeg(_alle(**{soort.name: Uitslag.GEDEELTELIJK})) is Uitslag.GEDEELTELIJK


@pytest.mark.parametrize("soort", Soort)
def test_one_that_failed_fails_the_whole_whatever_else_was_not_done(soort: Soort) -> None:
    assert weeg([Controle(code=soort, wat="Er is gekeken.", uitslag=Uitslag.MISLUKT)]) is Uitslag.MISLUKT


def test_no_check_at_all_is_not_a_pass() -> None:
    assert weeg([]) is Uitslag.GEDEELTELIJK
