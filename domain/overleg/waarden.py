"""The values that the facts of an overleg are made of, and which agendapunten fit which overleg."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Overlegsoort(StrEnum):
    """The two meetings of a tafel."""

    TRIAGE = "triage"
    CASUSOVERLEG = "casusoverleg"


class Puntsoort(StrEnum):
    """Why a casus is on the agenda."""

    TRIAGE = "triage"
    ICO = "ico"
    VOORTGANG = "voortgang"
    HERAGENDERING = "her-agendering"
    AFSLUITING = "afsluiting"


PAST_OP: Mapping[Overlegsoort, frozenset[Puntsoort]] = {
    Overlegsoort.TRIAGE: frozenset({Puntsoort.TRIAGE}),
    Overlegsoort.CASUSOVERLEG: frozenset(Puntsoort) - {Puntsoort.TRIAGE},
}
"""The agendapunten that each overleg takes."""


@dataclass(frozen=True)
class Aanwezigheid:
    """Who was there and for how many minutes: attendance is paid by the hour [4].

    ``genodigde`` is the code of an organisation, or a role such as "inwoner"; ``medewerker`` is a pseudonymous id.
    """

    genodigde: str
    medewerker: str | None
    minuten: int
