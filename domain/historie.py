"""A fact as it stands in the history: which case, which place, and its envelope of who, when and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.casus.events import Gebeurtenis
from domain.rollen import Rol


@dataclass(frozen=True)
class Envelop:
    """When and in which role stay for ever; who, for which organisation, why and the trace die with the case."""

    op: datetime
    rol: Rol
    wie: str | None
    organisatie: str | None
    doel: str | None
    spoor: str | None


@dataclass(frozen=True)
class Opgetekend:
    """One recorded fact.

    ``versie`` counts from 1 within the casus; ``positie`` grows over all of them, with gaps. ``naam`` is the
    contract name, also where ``gebeurtenis`` no longer says more than that it was destroyed. ``blijvend`` holds
    the fields that outlive a destruction, as stored.
    """

    stroom_id: UUID
    versie: int
    positie: int
    naam: str
    envelop: Envelop
    gebeurtenis: Gebeurtenis
    blijvend: tuple[tuple[str, object], ...] = ()
