"""Making the values of the domain by the thousand."""

from typing import Any, TypeVar

T = TypeVar("T")


def gemaakt(soort: type[T], velden: dict[str, Any]) -> T:
    """A frozen dataclass without slots, with these fields: all of them, by name, right as they are.

    Its own way sets one field after the other past the lock that keeps it from being changed, which takes three times
    as long; the history of a page has thousands. Nothing is checked and no default is filled in.
    """
    ding = object.__new__(soort)
    object.__setattr__(ding, "__dict__", velden)
    return ding
