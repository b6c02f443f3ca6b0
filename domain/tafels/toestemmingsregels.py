"""Whose consent a table asks for, as data: purpose, age and who; the strictest reading where sources differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.tafels.bron import Bron


class Kring(StrEnum):
    """About whom consent is asked."""

    HOOFDPERSOON = "hoofdpersoon"
    ALLE_BETROKKENEN = "alle-betrokkenen"
    BIJ_BEROEPSGEHEIM = "bij-beroepsgeheim"


class Stap(StrEnum):
    """What does not happen without the consent."""

    BESPREKEN = "bespreken"
    MONITOR = "landelijke-monitor"
    DOORVERWIJZEN = "doorverwijzen"
    BEROEPSGEHEIM = "beroepsgeheim"


class Toestemmer(StrEnum):
    """Who has to consent."""

    ZELF = "zelf"
    GEZAGSDRAGERS = "gezagsdragers"
    ZELF_EN_GEZAGSDRAGERS = "zelf-en-gezagsdragers"


@dataclass(frozen=True)
class Leeftijdsband:
    """From ``van`` years and under ``tot``, ``wie`` has to consent."""

    van: int
    tot: int
    wie: Toestemmer
    bron: Bron


@dataclass(frozen=True)
class Toestemmingsdoel:
    """One purpose: about whom, what it is needed for, and who consents at which age.

    The bands join without a gap from 0 on.
    """

    code: str
    naam: str
    voor: Kring
    nodig_voor: tuple[Stap, ...]
    banden: tuple[Leeftijdsband, ...]
    bron: Bron

    def wie(self, leeftijd: int) -> Toestemmer:
        """Who has to consent about somebody of this age, in whole years; before birth counts as 0."""
        band = band_van(self.banden, leeftijd)
        return Toestemmer.ZELF_EN_GEZAGSDRAGERS if band is None else band.wie


def band_van(banden: Sequence[Leeftijdsband], leeftijd: int) -> Leeftijdsband | None:
    """The band of an age in whole years, if there is one; before birth counts as 0."""
    return next((band for band in banden if band.van <= max(leeftijd, 0) < band.tot), None)
