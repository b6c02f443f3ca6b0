"""What one can ask of an overleg. A command carries the ids of the new things it names, so asking twice is harmless."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.casus.waarden import Vorm
from domain.overleg.waarden import Aanwezigheid, Overlegsoort, Puntsoort
from domain.tafels import Deelname


@dataclass(frozen=True)
class PlanOverleg:
    """Plan a meeting of the tafel; ``begint`` is aware, ``capaciteit`` is in agendapunten.

    ``eigenlijk`` and ``feestdag`` go together: a public holiday moved this meeting of the rhythm.
    """

    overleg_id: UUID
    soort: Overlegsoort
    begint: datetime
    minuten: int
    vorm: Vorm
    capaciteit: int
    plaats: str | None = None
    eigenlijk: date | None = None
    feestdag: str | None = None


@dataclass(frozen=True)
class VerzetOverleg:
    """Move the overleg; ``begint`` is aware."""

    begint: datetime
    reden: str


@dataclass(frozen=True)
class NodigUitVoorOverleg:
    """Invite somebody: for the whole overleg, or for one agendapunt."""

    uitnodiging_id: UUID
    genodigde: str
    deelname: Deelname
    medewerker: str | None = None
    agendapunt_id: UUID | None = None


@dataclass(frozen=True)
class BevestigKomst:
    """Say yes to an invitation."""

    uitnodiging_id: UUID


@dataclass(frozen=True)
class ZegKomstAf:
    """Say no to an invitation. Nobody has to say why, so ``reden`` may be empty."""

    uitnodiging_id: UUID
    reden: str = ""
    vervanger: str | None = None


@dataclass(frozen=True)
class TrekUitnodigingIn:
    """Take an invitation back."""

    uitnodiging_id: UUID
    reden: str


@dataclass(frozen=True)
class VoegAgendapuntToe:
    """Take a place on the agenda. A new place has a new id, also for what was on the agenda before."""

    agendapunt_id: UUID
    soort: Puntsoort


@dataclass(frozen=True)
class SchrapAgendapunt:
    """Give a place on the agenda free; who was invited for it alone need not come."""

    agendapunt_id: UUID
    reden: str


@dataclass(frozen=True)
class HoudOverleg:
    """Write up the overleg that was held: who was there, how it went, which agendapunten were discussed."""

    aanwezig: tuple[Aanwezigheid, ...]
    verslag: str
    besproken: tuple[UUID, ...]


@dataclass(frozen=True)
class ZegOverlegAf:
    """Call the overleg off."""

    reden: str


Overlegopdracht = (
    PlanOverleg
    | VerzetOverleg
    | NodigUitVoorOverleg
    | BevestigKomst
    | ZegKomstAf
    | TrekUitnodigingIn
    | VoegAgendapuntToe
    | SchrapAgendapunt
    | HoudOverleg
    | ZegOverlegAf
)
"""Everything one can ask of an overleg."""
