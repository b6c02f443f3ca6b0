"""How long the long tests are: a short form of each is in every run, and ``make faults`` runs the long one.

Those tests carry the mark ``faults``, by which the long run finds them.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

LANG = "CASUS_TESTS_LANG" in os.environ
"""Set by ``make faults``."""


def keren(kort: int, *, lang: int) -> int:
    """How often, or how much of it."""
    return lang if LANG else kort


def gevallen(alle: Sequence[T], *, kort: Sequence[T]) -> Sequence[T]:
    """Which of the cases: all of them in the long run; ``kort``, which are some of them, in every run."""
    assert set(map(repr, kort)) <= set(map(repr, alle))
    return alle if LANG else kort
