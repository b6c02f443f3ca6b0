"""What the shell of the verzoeken works with and answers, and what it is given by other parts of the service."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast
from uuid import UUID

from domain.historie import van_verzoek
from domain.verzoek.events import Verzoekfeit, WissingUitgezet
from domain.verzoek.state import Verzoek, vouw_verzoek
from domain.verzoek.waarden import Zoekwijze
from domain.weigering import Weigering
from infra.keys import Sleutelbos
from infra.optekenen import Eerdere, Nieuw, Opdrachtgever, Stroom


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


def als_eerder(eerder: Eerdere) -> Verzoekuitkomst:
    """The answer to a command that was given and carried out before, as it was then."""
    verzoek, laatste = vouw_verzoek(van_verzoek(eerder.toen)), eerder.laatste
    nieuw = cast("tuple[Verzoekfeit, ...]", eerder.feiten)
    return Verzoekuitkomst(
        verzoek.verzoeknummer, laatste.stroom_id, verzoek, laatste.versie, laatste.positie, nieuw
    )


@dataclass(frozen=True)
class Gelezen:
    """A verzoek with its stream."""

    stroom: Stroom
    verzoek: Verzoek


@dataclass(frozen=True)
class OpLijst:
    """An erasure that is going on lists: its posten, their lists, and what is to be recorded of those lists."""

    posten: tuple[UUID, ...]
    lijsten: tuple[str, ...]
    nieuw: tuple[Nieuw, ...]


class Poststand(StrEnum):
    """What became of a post of an erasure."""

    LOOPT = "loopt"
    """Its list is not at its end: that is only so once its verklaring is there."""
    VERNIETIGD = "vernietigd"
    OPGESCHORT = "opgeschort"
    BEPERKT = "beperkt"
    RECHTSVORDERING = "rechtsvordering"
    NIET_GELUKT = "niet-gelukt"
    """It came back, was left out or its list was withdrawn: it can be put on another one."""
    OPNIEUW = "opnieuw-uitgezet"
    """It came off, and was put on another list since."""


def eis_iets_te_wissen(standen: Collection[Poststand]) -> None:
    """Refuse to put an erasure on a list again of which everything is gone.

    Raises:
        Weigering: there is nothing left of it.
    """
    if standen and set(standen) <= {Poststand.VERNIETIGD, Poststand.OPNIEUW}:
        raise Weigering("Alles is vernietigd. Rond het verzoek af.")


class Wisser(Protocol):
    """What puts the data of a person on vernietigingslijsten, and knows what became of them."""

    def zet(self, namens: Opdrachtgever, plaatsen: Sequence[Vindplaats], *, bos: Sleutelbos) -> OpLijst:
        """Propose a list for each table of these places. It is recorded by whoever asks, together with the verzoek.

        Raises:
            Weigering: something of it cannot be erased.
        """

    def stand(self, wissing: WissingUitgezet) -> Mapping[UUID, Poststand]:
        """What became of each post."""
