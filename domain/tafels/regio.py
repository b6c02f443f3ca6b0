"""What holds for a whole region: its municipalities, its crisis answer, its scenarios, its other meetings."""

from dataclasses import dataclass
from enum import StrEnum

from domain.tafels.bron import Bron, Keuze, Regel


class Gekozen(StrEnum):
    """Whether the region works by a scenario now."""

    JA = "ja"
    NEE = "nee"


@dataclass(frozen=True)
class Loket:
    """The one entry in front of all tables of a region."""

    naam: str
    werkwijze: str


@dataclass(frozen=True)
class Scenario:
    """One way in which a region can organise its tables. ``loket`` holds one entry, or none."""

    code: str
    naam: str
    gekozen: Gekozen
    loket: tuple[Loket, ...]
    bron: Bron


@dataclass(frozen=True)
class Afstemmingsoverleg:
    """A meeting in which partners tune with each other: no table, so no case is brought in there."""

    code: str
    naam: str
    waarvoor: str
    bron: Bron


@dataclass(frozen=True)
class Huisstijl:
    """The colours of a region, as ``#rrggbb``: of the header and of what one clicks, darker, and as a background."""

    merk: str
    merk_donker: str
    merk_licht: str
    bron: Bron


@dataclass(frozen=True)
class Kenmerk:
    """One thing that can be known of a situation, as a question that somebody at a counter can answer."""

    code: str
    vraag: str
    bron: Bron


@dataclass(frozen=True)
class Regio:
    """A region, as its file says. ``huisstijl`` holds one style, or none: then the pages have ours."""

    code: str
    naam: str
    crisisroute: Regel
    gemeenten: tuple[Keuze, ...]
    organisaties: tuple[Keuze, ...]
    leefgebieden: tuple[Keuze, ...]
    scenarios: tuple[Scenario, ...]
    afstemming: tuple[Afstemmingsoverleg, ...]
    huisstijl: tuple[Huisstijl, ...]
    bureaus: tuple[Keuze, ...]
    """Whom the people of the tables themselves work for."""

    @property
    def scenario(self) -> Scenario | None:
        """The scenario that holds now."""
        return next((scenario for scenario in self.scenarios if scenario.gekozen is Gekozen.JA), None)
