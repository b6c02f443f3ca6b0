"""What every shell does the same: load a stream of its own kind, write facts down, and try again on a conflict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.historie import Envelop, Ookfeit, Opgetekend
from domain.rollen import Medewerker
from infra.herhaalsleutels import Eerder, Herhaalsleutel, NogBezig
from infra.keys import Sleutelbos
from infra.kluis import NIETS, Bijwerking, Sleutelrij
from infra.omgeving import Omgeving
from infra.store import Archief, Conflict

T = TypeVar("T")

NERGENS = UUID(int=0)
"""The stream behind a number that leads nowhere: nothing is ever written there."""

POGINGEN = 8
"""How often a command is decided again when others keep writing first."""


class TeDruk(Exception):
    """Others kept writing first; nothing was recorded."""


class VerouderdeVersie(Exception):
    """What is to be changed is not as whoever asks says to know it."""


@dataclass
class Voorbehoud:
    """What a request says beside its command: on which versions it may be carried out, and under which key.

    Both count for its first append; what one request goes on to record after that, it knows of itself.
    """

    versies: frozenset[int] | None = None
    """``None``: whatever version it is."""
    sleutel: Herhaalsleutel | None = None
    _vervuld: bool = field(default=False, init=False)

    def eis(self, versie: int) -> None:
        """Refuse another version than the request was made on.

        Raises:
            VerouderdeVersie: it is.
        """
        if not self._vervuld and self.versies is not None and versie not in self.versies:
            raise VerouderdeVersie

    def rijen(self, stroom_id: UUID, na_versie: int, versie: int) -> tuple[Sleutelrij, ...]:
        """The key to write with the append."""
        if self.sleutel is None or self.sleutel.bewaard:
            return ()
        return (self.sleutel.rij(stroom_id, na_versie, versie),)

    def vervuld(self) -> None:
        """The append was done."""
        self._vervuld = True
        if self.sleutel is not None:
            self.sleutel.bewaard = True


@dataclass(frozen=True)
class Opdrachtgever:
    """Who gives a command, for which purpose, under which trace, and with which reservations."""

    wie: Medewerker
    doel: str
    spoor: str | None = None
    voorbehoud: Voorbehoud | None = None

    def eerder(self, historie: Sequence[Opgetekend]) -> "Eerdere | None":
        """What this same request led to when it was sent before, in a stream as it is by now."""
        toen = self._toen
        if toen is None or not historie or historie[0].stroom_id != toen.stroom_id:
            return None
        return Eerdere(tuple(historie[: toen.na_versie]), tuple(historie[toen.na_versie : toen.versie]))

    def gemaakt(self, lees: Callable[[UUID], Sequence[Opgetekend]]) -> "Eerdere | None":
        """The same of a request that makes what it is about: which stream that was, only its key tells."""
        toen = self._toen
        return None if toen is None or toen.stroom_id is None else self.eerder(lees(toen.stroom_id))

    @property
    def _toen(self) -> Eerder | None:
        sleutel = self.voorbehoud.sleutel if self.voorbehoud is not None else None
        return sleutel.eerder if sleutel is not None else None


@dataclass(frozen=True)
class Eerdere:
    """A command that was carried out before: the history it was decided on, and the facts it led to."""

    historie: tuple[Opgetekend, ...]
    nieuw: tuple[Opgetekend, ...]

    @property
    def toen(self) -> tuple[Opgetekend, ...]:
        """The history as it was after it."""
        return (*self.historie, *self.nieuw)

    @property
    def laatste(self) -> Opgetekend:
        """The last fact it led to."""
        return self.nieuw[-1]

    @property
    def feiten(self) -> tuple[Ookfeit, ...]:
        """What it led to, without what was destroyed since."""
        return tuple(een.gebeurtenis for een in self.nieuw if not isinstance(een.gebeurtenis, Vernietigd))


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
        over: UUID | None = None,
    ) -> list[Opgetekend]:
        """Append to one or more streams, all or nothing. ``over`` is what the command is on: the first, unless said.

        Raises:
            Conflict: somebody else wrote first.
            VerouderdeVersie: it is not the version that the command was given on.
            NogBezig: the same command was given at once elsewhere.
        """
        voorbehoud = namens.voorbehoud or Voorbehoud()
        hier = next(deel for deel in nieuw if over is None or deel.stroom_id == over)
        voorbehoud.eis(hier.na_versie)
        rijen = voorbehoud.rijen(hier.stroom_id, hier.na_versie, hier.na_versie + len(hier.feiten))
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
        try:
            gedaan = self.archief.voeg_toe(
                feiten, bos=bos, bijwerking=replace(bijwerking, herhaalsleutels=rijen)
            )
        except Conflict:
            if rijen and self.archief.kent_sleutel(rijen[0].merk):
                raise NogBezig from None
            raise
        voorbehoud.vervuld()
        return gedaan


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
