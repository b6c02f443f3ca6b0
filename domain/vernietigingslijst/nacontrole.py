"""What the nacontrole found: whether what was destroyed is gone, looked at apart from the code that destroyed it.

Nothing in here is about a person or leads to a case: numbers, names of tables, kinds of files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Uitslag(StrEnum):
    """What came of a check, or of all of them together."""

    GESLAAGD = "geslaagd"
    GEDEELTELIJK = "gedeeltelijk"
    MISLUKT = "mislukt"


class Soort(StrEnum):
    """What a nacontrole looks at. One that is missing counts as not done."""

    TABELLEN = "tabellen"
    STEEKPROEVEN = "steekproeven"
    SLEUTELS = "sleutels"
    OMHEINING = "omheining"
    GEBEURTENISSEN = "gebeurtenissen"
    ZOEKINDEX = "zoekindex"
    WEERGAVEN = "weergaven"
    INZAGELOGBOEK = "inzagelogboek"
    EXPORTS = "exports"
    BESTANDEN = "bestanden"
    KEK = "kek"
    SLEUTELKOPIE = "sleutelkopie"


@dataclass(frozen=True)
class Aantal:
    """A number and what was counted, in words that can be printed: ``rijen bekeken``."""

    wat: str
    aantal: int


@dataclass(frozen=True)
class Controle:
    """One check: what was looked at in a Dutch sentence, what came of it, the numbers, and where something was found.

    ``waar`` names tables, kinds of files and ids of exports, never content. ``toelichting`` says what the numbers mean,
    also where nothing is wrong: bytes that are still on a disk and open with nothing, or why a check was not done.
    """

    code: Soort
    wat: str
    uitslag: Uitslag
    aantallen: tuple[Aantal, ...] = ()
    waar: tuple[str, ...] = ()
    toelichting: str = ""


@dataclass(frozen=True)
class Nacontrole:
    """The outcome over all checks, when they were done, and what was not looked at at all."""

    uitslag: Uitslag
    op: datetime
    controles: tuple[Controle, ...]
    niet_gecontroleerd: tuple[str, ...]
    laatste_reservekopie: date | None = None


def weeg(controles: Iterable[Controle]) -> Uitslag:
    """One outcome: failed if one check failed, passed only if every kind of check was done and all of them passed."""
    uitslagen: dict[Soort, list[Uitslag]] = {soort: [] for soort in Soort}
    for controle in controles:
        uitslagen[controle.code].append(controle.uitslag)
    alle = [uitslag for van_soort in uitslagen.values() for uitslag in van_soort]
    if Uitslag.MISLUKT in alle:
        return Uitslag.MISLUKT
    if Uitslag.GEDEELTELIJK in alle or not all(uitslagen.values()):
        return Uitslag.GEDEELTELIJK
    return Uitslag.GESLAAGD
