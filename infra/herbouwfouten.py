"""What keeps a rebuild from being finished; each says what the operator can do."""

from infra.voeding import Plaats

WEER = "Nothing was put in its place; what was built is kept. Give the same command again to go on."
"""What can be done after each fault that passes."""


class HerbouwBezig(Exception):
    """Another process is rebuilding."""


class HerbouwKanNiet(Exception):
    """The tables could not take their place; what was built is kept. One sentence for the operator."""


class HerbouwGestruikeld(Exception):
    """A view cannot take a fact, so there is nothing to put in its place. Names the fact, no content."""

    def __init__(self, weergave: str, plaats: Plaats, soort: str) -> None:
        """Take the view, where the fact is, and the kind of fault."""
        self.weergave, self.plaats, self.soort = weergave, plaats, soort
        super().__init__(
            f"The view {weergave} cannot take the fact at position {plaats.positie} ({plaats.naam}): {soort}. "
            f"Nothing was put in its place. Once it is mended, or passed over with 'casus weergave overslaan', give "
            "the same command again to go on."
        )

    def __reduce__(self) -> tuple[type["HerbouwGestruikeld"], tuple[str, Plaats, str]]:
        """How it goes from one process to another."""
        return type(self), (self.weergave, self.plaats, self.soort)
