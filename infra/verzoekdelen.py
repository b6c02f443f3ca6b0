"""What the shell of the verzoeken works with and answers, and what it is given by other parts of the service."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.verzoek.events import Verzoekfeit
from domain.verzoek.state import Verzoek
from domain.verzoek.waarden import Zoekwijze
from domain.weigering import Weigering
from infra.optekenen import Opdrachtgever, Stroom


class OnbekendVerzoek(Exception):
    """No verzoek has this number: it never existed, or its data were destroyed. Nobody can tell which."""


@dataclass(frozen=True)
class Vindplaats:
    """Where the person of a verzoek is: which stream, as whom in it, and found by what."""

    koppeling_id: UUID
    stroom_id: UUID
    persoon_id: UUID
    wijze: Zoekwijze


@dataclass(frozen=True)
class Verzoekuitkomst:
    """What a command on a verzoek led to. ``nieuw`` is empty where it changed nothing."""

    verzoeknummer: str
    stroom_id: UUID
    verzoek: Verzoek
    versie: int
    positie: int
    nieuw: tuple[Verzoekfeit, ...]


@dataclass(frozen=True)
class Gelezen:
    """A verzoek with its stream."""

    stroom: Stroom
    verzoek: Verzoek


@dataclass(frozen=True)
class Inschrijving:
    """A copy that leaves the service: its id, what is printed on it, and until when it may be there."""

    export_id: str
    watermerk: str
    verloopt_op: date


SchrijfExportIn = Callable[[Opdrachtgever, Sequence[Vindplaats], date], Inschrijving]
"""Register a copy before it is made: for whom, of what, and until when it may be there."""

ZetOpLijst = Callable[[Opdrachtgever, Sequence[Vindplaats]], tuple[UUID, ...]]
"""Put the data of a person on a vernietigingslijst, and answer with the ids of the posten."""


def zonder_lijst(namens: Opdrachtgever, plaatsen: Sequence[Vindplaats]) -> tuple[UUID, ...]:
    """Refuse: this service keeps no vernietigingslijst.

    Raises:
        Weigering: always.
    """
    del namens, plaatsen
    raise Weigering("Er is geen vernietigingslijst waarop de wissing kan komen te staan.")
