"""Marks on the fields of an event that say what of it may outlive a destruction, and whose data the rest is.

The default is the kluis. A field stays readable in the event itself only when its type says ``Blijvend``;
everything else is stored encrypted and dies with its key. The domain only marks; the codec acts on it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self


class Blijvend:
    """Stays in the event for ever, so it may not help anyone who knew the case to find it again."""


class OverPersoon:
    """This field is the id of the person that the part is about."""


class Leverancier:
    """This field names the organisation that supplied the part."""


class VanDeCasus:
    """Base of a fact that nobody supplied: a contribution that is destroyed does not take it along."""


class ApartPerDeel:
    """A tuple whose elements each have a place of their own in the kluis, to be destroyed alone."""


class Vernietigbaar(Protocol):
    """An element that may be destroyed alone and then leaves a fixed placeholder of its own type."""

    @classmethod
    def vernietigd(cls) -> Self:
        """The placeholder, the same for every destroyed element of this type."""
        ...


@dataclass(frozen=True)
class Vernietigd:
    """What a fact reads as once its content was destroyed: its contract name, and when it was destroyed."""

    naam: str
    op: datetime


WEG = "(vernietigd)"
"""The text that stands where a destroyed text stood."""
