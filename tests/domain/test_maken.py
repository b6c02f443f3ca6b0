"""Values made by the thousand are the same as those made one by one."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest

from domain.historie import Envelop
from domain.maken import gemaakt
from domain.rollen import Rol

OP = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def test_it_is_the_same_value_and_stays_locked() -> None:
    los = Envelop(OP, Rol.MELDER, "m-1", "wijkteam", "melding", None)
    gauw = gemaakt(Envelop, dict(vars(los)))

    assert (gauw, hash(gauw), repr(gauw)) == (los, hash(los), repr(los))
    assert replace(gauw, wie="m-2") == replace(los, wie="m-2")
    with pytest.raises(FrozenInstanceError):
        gauw.wie = "m-3"  # type: ignore[misc]  # to see that it cannot be done
