"""The tests of the rules: no database, no clock, no fixtures."""

import pytest

pytest.register_assert_rewrite("tests.domain.verhaal")
