"""What one can ask of a privacyprotocol."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StelProtocolVoor:
    """Propose to take a version, whose rules have this fingerprint."""

    regime: str
    versie: int
    afdruk: str


@dataclass(frozen=True)
class VoerProtocolIn:
    """Take the version that somebody else proposed, with the rules that were proposed."""

    regime: str
    versie: int
    afdruk: str


Protocolopdracht = StelProtocolVoor | VoerProtocolIn
"""Every command; ``decide_protocol`` has a branch for each."""
