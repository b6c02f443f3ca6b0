"""Ids in one question, and rows from their values."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import Engine, Uuid, column, select, values

from projections.rijen import een_van, maker

EEN, TWEE, DRIE = (UUID(int=nummer) for nummer in (1, 2**127, 2**128 - 1))
IDS = values(column("id", Uuid), name="ids").data([(EEN,), (TWEE,), (DRIE,)])


@pytest.mark.parametrize("gevraagd", [(), (TWEE,), (DRIE, EEN), (EEN, EEN)])
def test_of_ids_those_that_were_asked_for_are_found(motor: Engine, gevraagd: tuple[UUID, ...]) -> None:
    with motor.connect() as verbinding:
        gevonden = verbinding.execute(select(IDS.c.id).where(een_van(IDS.c.id, gevraagd))).scalars().all()

    assert set(gevonden) == set(gevraagd)


@dataclass(frozen=True)
class Rij:
    een: int
    twee: str | None = None


def test_a_row_is_made_from_its_values_in_order_and_from_no_other_number_of_them() -> None:
    maak = maker(Rij)

    assert maak((1, "a")) == Rij(1, "a")
    for waarden in ((1,), (1, "a", "b")):
        with pytest.raises(ValueError, match="zip"):
            maak(waarden)
