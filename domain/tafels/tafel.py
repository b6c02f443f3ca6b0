"""One table as it stands in its definition file: every rule with its source, never a branch in code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
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
class Criterium:
    """One criterion; all criteria of one ``groep`` together are enough, and one group is enough."""

    code: str
    groep: str
    tekst: str
    bron: Bron


@dataclass(frozen=True)
class Niveau:
    """A level that a case can be scaled to."""

    code: str
    naam: str
    bron: Bron


@dataclass(frozen=True)
class Triageritme:
    """The weekday of the weekly triage, Monday is 0."""

    weekdag: int
    bron: Bron

    def eerste_na(self, dag: date) -> date:
        """The first triage after ``dag``: a report that comes in on the day itself waits a week."""
        return dag + timedelta(days=(self.weekdag - dag.weekday() - 1) % 7 + 1)

    def eerste_vanaf(self, dag: date) -> date:
        """The triage of ``dag`` itself or the first one after it."""
        return dag + timedelta(days=(self.weekdag - dag.weekday()) % 7)


@dataclass(frozen=True)
class Tafel:
    """A table: whom it is for, on what ground it works, what it asks, and where a case can go from it."""

    id: str
    versie: int
    regio: str
    naam: str
    regime: str
    crisisroute: str
    triage: Triageritme
    gemeenten: tuple[Keuze, ...]
    aanmelders: tuple[Keuze, ...]
    via_wie: str
    aanpakken: tuple[Keuze, ...]
    leefgebieden: tuple[Keuze, ...]
    criteria: tuple[Criterium, ...]
    grondslagen: tuple[Keuze, ...]
    toestemmingsdoelen: tuple[Keuze, ...]
    toestemming_vereist: tuple[str, ...]
    beroepsgeheim: str
    opschalen: tuple[Niveau, ...]
    afschalen: tuple[Niveau, ...]

    @property
    def definitie(self) -> str:
        """The name of this version of the definition, as events record it."""
        return f"{self.id}/{self.versie}"

    def voldoet(self, voldaan: Collection[str]) -> bool:
        """Say whether the criteria that are met make a case for this table: one whole group is enough."""
        groepen = {criterium.groep for criterium in self.criteria}
        return any(
            all(criterium.code in voldaan for criterium in self.criteria if criterium.groep == groep)
            for groep in groepen
        )
