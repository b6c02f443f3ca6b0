"""The facts of an overleg. These names and fields are the storage contract.

Stored as ``overleg.<Name>.v1``. The overleg outlives every casus on its agenda, so nothing here leads to a casus or to
a resident: an agendapunt is an id of its own, and its link is kept, and destroyed, on the side of the casus.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from domain.bewaring import Blijvend, Vernietigd
from domain.casus.waarden import Vorm
from domain.overleg.waarden import Aanwezigheid, Overlegsoort, Puntsoort
from domain.tafels import Deelname

# --- the overleg -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OverlegGepland:
    """A meeting of the tafel was planned; ``capaciteit`` is how many agendapunten fit in.

    Where a public holiday moved it, ``eigenlijk`` is the day it would have been and ``feestdag`` that holiday.
    """

    overleg_id: UUID
    tafel: Annotated[str, Blijvend]
    definitie: Annotated[str, Blijvend]
    soort: Overlegsoort
    begint: datetime
    minuten: int
    vorm: Vorm
    plaats: str | None
    capaciteit: int
    eigenlijk: date | None
    feestdag: str | None


@dataclass(frozen=True)
class OverlegVerzet:
    """It moved to another moment: the agenda stays, and everybody who was invited answers anew."""

    begint: datetime
    reden: str


@dataclass(frozen=True)
class OverlegGehouden:
    """It was held. ``verslag`` is about how the meeting went, never about a person or a casus."""

    aanwezig: tuple[Aanwezigheid, ...]
    verslag: str
    besproken: tuple[UUID, ...]


@dataclass(frozen=True)
class OverlegAfgezegd:
    """It is not held; what was on its agenda goes back."""

    reden: str


# --- who comes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UitnodigingVerstuurd:
    """Somebody was invited: for one agendapunt only, or for the whole overleg where ``agendapunt_id`` is ``None``.

    ``genodigde`` is the code of an organisation, or a role such as "inwoner"; ``medewerker`` is a pseudonymous id.
    """

    uitnodiging_id: UUID
    genodigde: str
    medewerker: str | None
    deelname: Deelname
    agendapunt_id: UUID | None


@dataclass(frozen=True)
class KomstBevestigd:
    """Somebody who was invited comes."""

    uitnodiging_id: UUID


@dataclass(frozen=True)
class KomstAfgezegd:
    """Somebody who was invited does not come; ``vervanger`` is the pseudonymous id of who comes instead."""

    uitnodiging_id: UUID
    reden: str
    vervanger: str | None


@dataclass(frozen=True)
class UitnodigingIngetrokken:
    """Somebody need not come after all."""

    uitnodiging_id: UUID
    reden: str


# --- the agenda --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgendapuntToegevoegd:
    """A place on the agenda was taken."""

    agendapunt_id: UUID
    soort: Puntsoort


@dataclass(frozen=True)
class AgendapuntGeschrapt:
    """A place on the agenda came free again."""

    agendapunt_id: UUID
    reden: str


Overlegfeit = (
    OverlegGepland
    | OverlegVerzet
    | UitnodigingVerstuurd
    | KomstBevestigd
    | KomstAfgezegd
    | UitnodigingIngetrokken
    | AgendapuntToegevoegd
    | AgendapuntGeschrapt
    | OverlegGehouden
    | OverlegAfgezegd
)
"""Everything that can be recorded of an overleg."""

Overleggebeurtenis = Overlegfeit | Vernietigd
"""Everything that can be read back of an overleg: a fact, or that there was one whose content was destroyed."""
