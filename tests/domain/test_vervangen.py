"""The fast ``replace`` does as Python's own."""

import dataclasses

import pytest

from domain.casus import state, waarden
from domain.casus.state import Casus, Fase
from domain.vervangen import replace


def test_it_gives_what_that_of_python_gives_and_leaves_the_old_one_alone() -> None:
    oud = Casus(casusnummer="C-1", fase=Fase.AANGEMELD)
    nieuw = replace(oud, fase=Fase.OPGENOMEN, niveaus=("lokaal",))
    assert nieuw == dataclasses.replace(oud, fase=Fase.OPGENOMEN, niveaus=("lokaal",))
    assert (oud.fase, oud.niveaus) == (Fase.AANGEMELD, ())


def test_the_copy_is_as_frozen_as_the_original() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        replace(Casus(), fase=Fase.AANGEMELD).casusnummer = "C-2"  # type: ignore[misc]  # that is the point


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="Casus has no field kleur"):
        replace(Casus(), kleur="paars")  # type: ignore[call-arg]  # that is the point


def test_no_state_of_a_casus_works_its_fields_out_when_it_is_made() -> None:
    klassen = [
        iets
        for module in (state, waarden)
        for iets in vars(module).values()
        if isinstance(iets, type) and dataclasses.is_dataclass(iets)
    ]
    assert len(klassen) > 10
    assert not [klasse for klasse in klassen if hasattr(klasse, "__post_init__")]
    assert not [klasse for klasse in klassen if "__slots__" in vars(klasse)]
