"""The tests of the verzoek: no database, no clock, no fixtures."""

import pytest

pytest.register_assert_rewrite("tests.domain.verzoek.verhaal")
