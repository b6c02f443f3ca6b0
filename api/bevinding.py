"""What one look of the doctor gave."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bevinding:
    """What one look gave: fine or not, and a sentence for the operator."""

    naam: str
    in_orde: bool
    uitleg: str


def goed(naam: str, uitleg: str) -> Bevinding:
    """All is well here."""
    return Bevinding(naam, in_orde=True, uitleg=uitleg)


def fout_bij(naam: str, uitleg: str) -> Bevinding:
    """Something has to be done here."""
    return Bevinding(naam, in_orde=False, uitleg=uitleg)
