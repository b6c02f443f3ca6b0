"""The facts of the agenda: what stands where, and what was discussed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.bewaring import VanDeCasus
from domain.overleg.waarden import Puntsoort
from domain.rollen import Rol


@dataclass(frozen=True)
class HeragenderingVoorgesteld(VanDeCasus):
    """One of the two regisseurs wants the case back on the agenda; the other one decides along [2]."""

    datum: date
    reden: str
    door: Rol


@dataclass(frozen=True)
class Geagendeerd(VanDeCasus):
    """Procesregisseur and casusregisseur together put the case back on the agenda [2]."""

    datum: date
    reden: str
    procesregisseur: str
    casusregisseur: str


@dataclass(frozen=True)
class OpAgendaGezet(VanDeCasus):
    """The case stands on the agenda of an overleg. Only this side knows which case an agenda item is."""

    agendapunt_id: UUID
    overleg_id: UUID
    soort: Puntsoort
    begint: datetime


@dataclass(frozen=True)
class VanAgendaGehaald(VanDeCasus):
    """The case no longer stands on that agenda: it waits again."""

    agendapunt_id: UUID
    reden: str


@dataclass(frozen=True)
class AgendapuntBesproken(VanDeCasus):
    """The case was discussed in an overleg that was held; by whom, as organisations or roles."""

    agendapunt_id: UUID
    overleg_id: UUID
    besproken_op: date
    aanwezig: tuple[str, ...]
    verslag: str
