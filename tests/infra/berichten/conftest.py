"""The service of these tests may send messages, to this computer as well."""

from collections.abc import Callable

import pytest

from infra.settings import Settings
from tests.conftest import Klok
from tests.infra.berichten.huis import NETTEN, OIN


@pytest.fixture
def logboeksettings(logboeksettings: Settings) -> Settings:
    """The same, with an OIN, and this computer let in."""
    return logboeksettings.model_copy(update={"oin": OIN, "berichten_netten": NETTEN})


@pytest.fixture
def klok_loopt(klok: Klok) -> Callable[[], None]:
    """Moves the clock past the delay after a first fault."""
    return lambda: klok.verder(minutes=1)
