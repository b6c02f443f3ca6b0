"""Where a rule stands, and the smallest things that have a source."""

from dataclasses import dataclass
from enum import StrEnum


class Zekerheid(StrEnum):
    """How sure a rule is: read in a source, or chosen by us where every source is silent."""

    BRON = "bron"
    KEUZE = "keuze"


@dataclass(frozen=True)
class Bron:
    """Where a rule comes from: document, paragraph, and whether the document really says so."""

    document: str
    paragraaf: str
    zekerheid: Zekerheid = Zekerheid.BRON


@dataclass(frozen=True)
class Keuze:
    """One word of a closed list (an aanpak, a leefgebied, a ground), with what it means."""

    code: str
    naam: str
    bron: Bron


@dataclass(frozen=True)
class Regel:
    """One sentence that users read, with where it stands."""

    tekst: str
    bron: Bron
