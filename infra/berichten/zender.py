"""What every way to send has in common: it delivers one message, or says in one word why that did not work."""

from typing import Protocol

from infra.berichten.opslag import Bezorging


class NietBezorgd(Exception):
    """It was not delivered. ``str()`` is the kind of fault, which holds no content and no address."""


class Onbereikbaar(NietBezorgd):
    """The receiver as a whole: what else waits for it would not arrive either. It is left alone for a while."""


class Afgewezen(NietBezorgd):
    """The receiver does not take this message now; it may take others."""


class Onbestelbaar(NietBezorgd):
    """The receiver will never take this message: somebody has to look at it."""


class Vervallen(Exception):
    """There is nothing to say any more: it was destroyed or shielded, or the receiver may not know of it any more."""


class Zender(Protocol):
    """Delivers messages in one way."""

    def stuur(self, post: Bezorging) -> None:
        """Deliver it.

        Raises:
            Onbereikbaar, Afgewezen, Onbestelbaar, Vervallen: it was not.
        """
        ...
