"""The service of these tests may send messages, to this computer as well."""

import pytest

from infra.settings import Settings
from tests.infra.berichten.huis import NETTEN, OIN


@pytest.fixture
def logboeksettings(logboeksettings: Settings) -> Settings:
    """The same, with an OIN, and this computer let in."""
    return logboeksettings.model_copy(update={"oin": OIN, "berichten_netten": NETTEN})
