"""``dataclasses.replace`` for the state of a casus: it has sixty fields, of which a fact changes one or two.

The one of Python asks for all sixty and sets them again, one by one; with a thousand facts that is most of what a
replay costs. This one copies them at once. The type checker is told that it is Python's own, so that it goes on
checking names and types of fields.
"""

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 this is the one that is given out

else:
    T = TypeVar("T")

    def replace(oud: T, /, **anders: Any) -> T:  # noqa: ANN401 the values of all fields pass
        """Give a copy with these fields changed; of a frozen dataclass without slots and ``__post_init__``.

        Raises:
            TypeError: there is no such field.
        """
        velden = oud.__dict__
        if not velden.keys() >= anders.keys():
            vreemd = ", ".join(sorted(anders.keys() - velden.keys()))
            raise TypeError(f"{type(oud).__name__} has no field {vreemd}.")
        nieuw = object.__new__(type(oud))
        nieuw.__dict__.update(velden)
        nieuw.__dict__.update(anders)
        return nieuw
