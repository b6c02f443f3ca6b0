"""What every shell does the same: load a stream of its own kind, write facts down, and try again on a conflict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from domain.historie import Envelop, Ookfeit, Opgetekend
from domain.rollen import Medewerker
from infra.keys import Sleutelbos
from infra.kluis import NIETS, Bijwerking
from infra.omgeving import Omgeving
from infra.store import Archief, Conflict

T = TypeVar("T")

NERGENS = UUID(int=0)
"""The stream behind a number that leads nowhere: nothing is ever written there."""

POGINGEN = 8
"""How often a command is decided again when others keep writing first."""


class TeDruk(Exception):
    """Others kept writing first; nothing was recorded."""


@dataclass(frozen=True)
class Opdrachtgever:
    """Who gives a command, for which purpose, under which trace."""

    wie: Medewerker
    doel: str
    spoor: str | None = None


@dataclass(frozen=True)
class Stroom:
    """A stream as it was read, with the keys that opened it."""

    stroom_id: UUID
    historie: tuple[Opgetekend, ...]
    bos: Sleutelbos

    @property
    def versie(self) -> int:
        """The version of the last fact."""
        return self.historie[-1].versie if self.historie else 0

    @property
    def positie(self) -> int:
        """The position of the last fact."""
        return self.historie[-1].positie if self.historie else 0


@dataclass(frozen=True)
class Nieuw:
    """Facts to be added to a stream, after the version it had."""

    stroom_id: UUID
    na_versie: int
    feiten: Sequence[Ookfeit]


class Optekenaar:
    """Reads and writes streams of any kind."""

    def __init__(self, archief: Archief, *, omgeving: Omgeving) -> None:
        """Take the store and the clock."""
        self.archief = archief
        self.omgeving = omgeving

    def lees(self, stroom_id: UUID, soort: str, *, bos: Sleutelbos | None = None) -> Stroom:
        """Read a stream; one of another kind reads as if it were not there."""
        bos = bos or self.archief.bos()
        historie = self.archief.lees(stroom_id, bos=bos)
        return _van_soort(Stroom(stroom_id, tuple(historie), bos), soort)

    def lees_nummer(
        self, nummer: str, soort: str, *, bos: Sleutelbos | None = None, ook: Mapping[UUID, int]
    ) -> tuple[Stroom, Mapping[UUID, Sequence[Opgetekend]]]:
        """Read the stream behind a number, and what is new in others (``Archief.lees_nummer``), at once.

        One of another kind, and one that is not there, has no facts.
        """
        bos = bos or self.archief.bos()
        historie, ernaast = self.archief.lees_nummer(nummer, bos=bos, ook=ook)
        stroom_id = historie[0].stroom_id if historie else NERGENS
        return _van_soort(Stroom(stroom_id, tuple(historie), bos), soort), ernaast

    def schrijf(
        self,
        nieuw: Sequence[Nieuw],
        *,
        bos: Sleutelbos,
        namens: Opdrachtgever,
        bijwerking: Bijwerking = NIETS,
    ) -> list[Opgetekend]:
        """Append to one or more streams, all or nothing.

        Raises:
            Conflict: somebody else wrote first.
        """
        envelop = Envelop(
            op=self.omgeving.nu(),
            rol=namens.wie.rol,
            wie=namens.wie.id,
            organisatie=namens.wie.organisatie,
            doel=namens.doel,
            spoor=namens.spoor,
        )
        feiten = [
            Opgetekend(
                stroom_id=deel.stroom_id,
                versie=deel.na_versie + nummer,
                positie=0,
                naam="",
                envelop=envelop,
                gebeurtenis=feit,
            )
            for deel in nieuw
            for nummer, feit in enumerate(deel.feiten, start=1)
        ]
        return self.archief.voeg_toe(feiten, bos=bos, bijwerking=bijwerking)


def _van_soort(stroom: Stroom, soort: str) -> Stroom:
    if stroom.historie and not stroom.historie[0].naam.startswith(f"{soort}."):
        return replace(stroom, historie=())
    return stroom


def met_nieuwe_kans(poging: Callable[[], T]) -> T:
    """Decide and write; where somebody else wrote first, load and decide again.

    Raises:
        TeDruk: others kept writing first; nothing was recorded.
    """
    for _ in range(POGINGEN):
        try:
            return poging()
        except Conflict:
            continue
    raise TeDruk
