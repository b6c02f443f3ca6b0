"""What is known of an overleg: the fold of its facts. Facts are never refused here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import assert_never
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.overleg.events import (
    AgendapuntGeschrapt,
    AgendapuntToegevoegd,
    KomstAfgezegd,
    KomstBevestigd,
    OverlegAfgezegd,
    Overleggebeurtenis,
    OverlegGehouden,
    OverlegGepland,
    OverlegVerzet,
    UitnodigingIngetrokken,
    UitnodigingVerstuurd,
)


class Overlegfase(StrEnum):
    """Where an overleg is in its life."""

    GEEN = "geen"
    GEPLAND = "gepland"
    GEHOUDEN = "gehouden"
    AFGEZEGD = "afgezegd"


Komstantwoord = KomstBevestigd | KomstAfgezegd


@dataclass(frozen=True)
class Uitnodiging:
    """An invitation, the last answer to it, and whether it was taken back."""

    verstuurd: UitnodigingVerstuurd
    antwoord: Komstantwoord | None = None
    ingetrokken: UitnodigingIngetrokken | None = None

    @property
    def voor(self) -> tuple[str, str | None, UUID | None]:
        """Who was invited for what; somebody is invited for one thing once."""
        return (self.verstuurd.genodigde, self.verstuurd.medewerker, self.verstuurd.agendapunt_id)


@dataclass(frozen=True)
class Agendapunt:
    """A place on the agenda, and whether it came free again."""

    toegevoegd: AgendapuntToegevoegd
    geschrapt: AgendapuntGeschrapt | None = None


@dataclass(frozen=True)
class Overleg:
    """The state on which the rules decide; every field comes from facts alone."""

    fase: Overlegfase = Overlegfase.GEEN
    gepland: OverlegGepland | None = None
    verzet: OverlegVerzet | None = None
    agendapunten: tuple[Agendapunt, ...] = ()
    uitnodigingen: tuple[Uitnodiging, ...] = ()
    gehouden: OverlegGehouden | None = None
    afgezegd: OverlegAfgezegd | None = None

    @property
    def begint(self) -> datetime | None:
        """When it begins, as it stands now."""
        if self.verzet is not None:
            return self.verzet.begint
        return self.gepland.begint if self.gepland is not None else None

    @property
    def agenda(self) -> tuple[AgendapuntToegevoegd, ...]:
        """What is on the agenda, in the order in which it came there."""
        return tuple(punt.toegevoegd for punt in self.agendapunten if punt.geschrapt is None)

    @property
    def vrije_plaatsen(self) -> int:
        """How many agendapunten still fit in."""
        return self.gepland.capaciteit - len(self.agenda) if self.gepland is not None else 0

    @property
    def geldige_uitnodigingen(self) -> tuple[Uitnodiging, ...]:
        """The invitations that were not taken back."""
        return tuple(uitnodiging for uitnodiging in self.uitnodigingen if uitnodiging.ingetrokken is None)

    @property
    def niet_besproken(self) -> tuple[AgendapuntToegevoegd, ...]:
        """What was on the agenda of a held overleg and was not discussed: it goes back."""
        if self.gehouden is None:
            return ()
        besproken = self.gehouden.besproken
        return tuple(punt for punt in self.agenda if punt.agendapunt_id not in besproken)

    @property
    def terug_te_zetten(self) -> tuple[AgendapuntToegevoegd, ...]:
        """What was on the agenda of an overleg that was called off: each goes back to where it waited."""
        return self.agenda if self.afgezegd is not None else ()

    def agendapunt(self, agendapunt_id: UUID) -> Agendapunt | None:
        """The place on the agenda with this id, also when it came free again."""
        return next((p for p in self.agendapunten if p.toegevoegd.agendapunt_id == agendapunt_id), None)

    def staat_op_agenda(self, agendapunt_id: UUID) -> bool:
        """Say whether this agendapunt is on the agenda now."""
        return any(punt.agendapunt_id == agendapunt_id for punt in self.agenda)

    def uitnodiging(self, uitnodiging_id: UUID) -> Uitnodiging | None:
        """The invitation with this id, also when it was taken back."""
        return next((u for u in self.uitnodigingen if u.verstuurd.uitnodiging_id == uitnodiging_id), None)


def vouw_overleg(feiten: Iterable[Overleggebeurtenis]) -> Overleg:
    """Fold a whole history."""
    return reduce(evolve_overleg, feiten, Overleg())


def evolve_overleg(overleg: Overleg, feit: Overleggebeurtenis) -> Overleg:  # noqa: PLR0911 one branch for each fact
    """Take one fact in. Content that was destroyed changes nothing."""
    match feit:
        case OverlegGepland():
            return replace(overleg, fase=Overlegfase.GEPLAND, gepland=feit)
        case OverlegVerzet():
            open_ = tuple(replace(uitnodiging, antwoord=None) for uitnodiging in overleg.uitnodigingen)
            return replace(overleg, verzet=feit, uitnodigingen=open_)
        case UitnodigingVerstuurd():
            return replace(overleg, uitnodigingen=(*overleg.uitnodigingen, Uitnodiging(feit)))
        case KomstBevestigd() | KomstAfgezegd() | UitnodigingIngetrokken():
            return _uitnodiging_verder(overleg, feit)
        case AgendapuntToegevoegd():
            return replace(overleg, agendapunten=(*overleg.agendapunten, Agendapunt(feit)))
        case AgendapuntGeschrapt():
            return _geschrapt(overleg, feit)
        case OverlegGehouden():
            return replace(overleg, fase=Overlegfase.GEHOUDEN, gehouden=feit)
        case OverlegAfgezegd():
            return replace(overleg, fase=Overlegfase.AFGEZEGD, afgezegd=feit)
        case Vernietigd():
            return overleg
        case _:
            assert_never(feit)


def _uitnodiging_verder(overleg: Overleg, feit: Komstantwoord | UitnodigingIngetrokken) -> Overleg:
    def verder(uitnodiging: Uitnodiging) -> Uitnodiging:
        if uitnodiging.verstuurd.uitnodiging_id != feit.uitnodiging_id:
            return uitnodiging
        if isinstance(feit, UitnodigingIngetrokken):
            return replace(uitnodiging, ingetrokken=feit)
        return replace(uitnodiging, antwoord=feit)

    return replace(overleg, uitnodigingen=tuple(verder(uitnodiging) for uitnodiging in overleg.uitnodigingen))


def _geschrapt(overleg: Overleg, feit: AgendapuntGeschrapt) -> Overleg:
    return replace(
        overleg,
        agendapunten=tuple(
            replace(punt, geschrapt=feit) if punt.toegevoegd.agendapunt_id == feit.agendapunt_id else punt
            for punt in overleg.agendapunten
        ),
    )
