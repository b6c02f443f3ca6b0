"""The tests of the consultatie: no database, no clock, no fixtures."""

import pytest

pytest.register_assert_rewrite("tests.domain.consultatie.verhaal")
