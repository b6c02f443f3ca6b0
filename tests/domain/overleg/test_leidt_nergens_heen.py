"""The overleg outlives the casus, so no fact of it may hold a way back to one, or to a resident."""

from typing import get_args, get_type_hints
from uuid import UUID

import pytest

from domain.bewaring import ApartPerDeel, Blijvend, Leverancier, OverPersoon
from domain.casus.events import Feit
from domain.overleg.events import Overlegfeit

EIGEN_IDS = {"overleg_id", "uitnodiging_id", "agendapunt_id", "besproken"}
"""Ids that the overleg gives itself; ``besproken`` are ids of agendapunten."""
VERBODEN = ("casus", "persoon", "naam", "bsn", "kenmerk", "betrokkene")


@pytest.mark.parametrize("feit", get_args(Overlegfeit))
def test_a_fact_of_an_overleg_holds_no_id_but_its_own(feit: type[Overlegfeit]) -> None:
    met_id = {naam for naam, hint in get_type_hints(feit).items() if UUID in soorten(hint)}
    assert met_id <= EIGEN_IDS
    assert [naam for naam in get_type_hints(feit) for woord in VERBODEN if woord in naam] == []


def test_only_the_tafel_and_its_definition_outlive_a_destruction() -> None:
    blijvend = [
        (feit.__name__, naam)
        for feit in get_args(Overlegfeit)
        for naam, hint in get_type_hints(feit, include_extras=True).items()
        if Blijvend in get_args(hint)
    ]
    assert blijvend == [("OverlegGepland", "tafel"), ("OverlegGepland", "definitie")]


@pytest.mark.parametrize("feit", get_args(Overlegfeit))
def test_nothing_of_an_overleg_belongs_to_one_person_or_supplier(feit: type[Overlegfeit]) -> None:
    for hint in get_type_hints(feit, include_extras=True).values():
        assert not {ApartPerDeel, Leverancier, OverPersoon} & set(get_args(hint))


def test_a_fact_of_an_overleg_is_never_mistaken_for_a_fact_of_a_casus() -> None:
    van_casus, van_overleg = (
        {feit.__name__ for feit in get_args(vereniging)} for vereniging in (Feit, Overlegfeit)
    )
    assert van_casus & van_overleg == set()


def soorten(hint: object) -> set[object]:
    """Find every type inside a type."""
    binnen: set[object] = {hint}
    for deel in get_args(hint):
        binnen |= soorten(deel)
    return binnen
