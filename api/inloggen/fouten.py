"""Why somebody does not come in. None of these says anything of what was sent."""

from infra.leesbaar import LeesbareFout


class InlogFout(LeesbareFout):
    """The settings of the sign-in cannot be right; one sentence for the operator."""


class AanbiederWeg(Exception):
    """An issuer does not answer, or answers what it may not."""


class BewijsFout(Exception):
    """What somebody showed does not count. ``reden`` is for the log: a word of ours, never of what was sent."""

    def __init__(self, reden: str) -> None:
        super().__init__()
        self.reden = reden


class GeenToegang(Exception):
    """Somebody is known to the issuer, and has no grant here."""


class KiesRol(Exception):
    """Somebody with several grants has not chosen yet as whom to work now."""


class StapHoger(Exception):
    """This asks for a sign-in of just now, at a high enough level."""


class VreemdeHerkomst(Exception):
    """A change was asked with a cookie, from a page that is not ours."""
