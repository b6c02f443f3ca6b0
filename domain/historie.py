"""A fact as it stands in the history: of what, which place, and its envelope of who, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.casus.events import Feit, Gebeurtenis
from domain.consultatie.events import Consultatiefeit, Consultatiegebeurtenis
from domain.overleg.events import Overlegfeit, Overleggebeurtenis
from domain.protocol.events import Protocolfeit, Protocolgebeurtenis
from domain.rollen import Rol
from domain.vernietigingslijst.events import Lijstfeit, Lijstgebeurtenis
from domain.verzoek.events import Verzoekfeit, Verzoekgebeurtenis

Ookfeit = Feit | Overlegfeit | Consultatiefeit | Protocolfeit | Verzoekfeit | Lijstfeit
"""Everything that can be recorded, of whatever."""


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
    """One recorded fact of a stream: a casus, or whatever else has one.

    ``versie`` counts from 1 within the stream; ``positie`` grows over all of them, with gaps. ``naam`` is the
    contract name, also where ``gebeurtenis`` no longer says more than that it was destroyed. ``blijvend`` holds
    the fields that outlive a destruction, as stored.
    """

    stroom_id: UUID
    versie: int
    positie: int
    naam: str
    envelop: Envelop
    gebeurtenis: Ookfeit | Vernietigd
    blijvend: tuple[tuple[str, object], ...] = ()


def van_casus(historie: Iterable[Opgetekend]) -> list[Gebeurtenis]:
    """What happened, of the stream of a casus."""
    return cast("list[Gebeurtenis]", [opgetekend.gebeurtenis for opgetekend in historie])


def van_overleg(historie: Iterable[Opgetekend]) -> list[Overleggebeurtenis]:
    """What happened, of the stream of an overleg."""
    return cast("list[Overleggebeurtenis]", [opgetekend.gebeurtenis for opgetekend in historie])


def van_consultatie(historie: Iterable[Opgetekend]) -> list[Consultatiegebeurtenis]:
    """What happened, of the stream of a consultatie."""
    return cast("list[Consultatiegebeurtenis]", [opgetekend.gebeurtenis for opgetekend in historie])


def van_lijst(historie: Iterable[Opgetekend]) -> list[Lijstgebeurtenis]:
    """What happened, of the stream of a vernietigingslijst."""
    return cast("list[Lijstgebeurtenis]", [opgetekend.gebeurtenis for opgetekend in historie])


def van_protocol(historie: Iterable[Opgetekend]) -> list[Protocolgebeurtenis]:
    """What happened, of the stream of a privacyprotocol."""
    return cast("list[Protocolgebeurtenis]", [opgetekend.gebeurtenis for opgetekend in historie])


def van_verzoek(historie: Iterable[Opgetekend]) -> list[Verzoekgebeurtenis]:
    """What happened, of the stream of a verzoek."""
    return cast("list[Verzoekgebeurtenis]", [opgetekend.gebeurtenis for opgetekend in historie])
