"""What one look of the doctor gave."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bevinding:
    """What one look gave: fine or not, and a sentence for the operator."""

    naam: str
    in_orde: bool
    uitleg: str


@dataclass(frozen=True)
class Woorden:
    """The same in Dutch, for the page of a beheerder: what was looked at, how it is, and what one does about it."""

    titel: str
    wat: str
    doe: str = ""


@dataclass(frozen=True)
class Werkbevinding(Bevinding):
    """What one look at the work of the running service gave. It stands on a page, so it has Dutch words too."""

    woorden: Woorden


def goed(naam: str, uitleg: str) -> Bevinding:
    """All is well here."""
    return Bevinding(naam, in_orde=True, uitleg=uitleg)


def fout_bij(naam: str, uitleg: str) -> Bevinding:
    """Something has to be done here."""
    return Bevinding(naam, in_orde=False, uitleg=uitleg)


def werkt(naam: str, uitleg: str, woorden: Woorden) -> Werkbevinding:
    """All is well here, in both languages."""
    return Werkbevinding(naam, in_orde=True, uitleg=uitleg, woorden=woorden)


def hapert(naam: str, uitleg: str, woorden: Woorden) -> Werkbevinding:
    """Something has to be done here, in both languages; the Dutch words say what."""
    return Werkbevinding(naam, in_orde=False, uitleg=uitleg, woorden=woorden)


def onbereikbaar(naam: str, titel: str, soort: str) -> Werkbevinding:
    """The database did not answer, so it could not be looked at; only the kind of a fault is told."""
    return hapert(
        naam,
        f"The database refuses or cannot be reached ({soort}).",
        Woorden(
            titel,
            "Dit was niet na te gaan: de database weigert of is niet te bereiken.",
            "Kijk of de database draait en voer 'casus doctor' uit.",
        ),
    )
