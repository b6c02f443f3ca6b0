"""What the REST door itself refuses, where no rule or register does."""


class OnbekendeVersie(Exception):
    """A case never had so many facts."""


class GeenToken(Exception):
    """A protected route was asked without a token."""


class NietLokaal(Exception):
    """Somebody came from another computer, where tokens of the demo do not count."""


class GeenVersie(Exception):
    """Somebody changes what is there without saying which version."""


class AlUitgegeven(Exception):
    """The file that is asked for was given out before, under the same key."""


class OngeldigInzagedoel(Exception):
    """The purpose that was named is not on record, is somebody else's, or is over."""


class OnbekendePersoon(Exception):
    """A case is not about anybody with this id."""


class OnbekendeParameter(Exception):
    """An address has a parameter that its route does not know. ``bekend`` holds those that it does."""

    def __init__(self, bekend: tuple[str, ...]) -> None:
        super().__init__()
        self.bekend = bekend


class OnbekendeRegio(Exception):
    """No region has this code."""


class OnbekendProtocol(Exception):
    """There is no privacyprotocol of this regime, or not in this version."""


class OnbekendeVerwijdering(Exception):
    """No destruction has this number, or not at a table of this person."""


class OnbekendeVerklaring(Exception):
    """No verklaring has this number, or not at a table of this person."""
