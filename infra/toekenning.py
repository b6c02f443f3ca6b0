"""What a grant is: somebody who signs in, as whom here, what at which tables, and until when; and why one ends."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.rollen import Medewerker


class OnbekendeToekenning(Exception):
    """No grant has this id, or not at a table of who asks."""


class Soort(StrEnum):
    """Who signs in."""

    MENS = "mens"
    SYSTEEM = "systeem"


class Eindreden(StrEnum):
    """Why a grant is over; closed, so that no word about a person comes in."""

    UIT_DIENST = "uit dienst"
    ANDERE_FUNCTIE = "andere functie"
    NIET_MEER_NODIG = "niet meer nodig"
    HERZIENING = "herziening"
    VERGISSING = "vergissing"
    MISBRUIK = "misbruik"


class Herzieningsuitkomst(StrEnum):
    """What came of a review."""

    BEHOUDEN = "behouden"
    BEEINDIGD = "beëindigd"


@dataclass(frozen=True)
class Aanvraag:
    """What is to be granted. ``sub`` is who the issuer says it is, ``wie`` who that is here: both pseudonymous."""

    uitgever: str
    sub: str
    wie: Medewerker
    tafels: frozenset[str]
    vanaf: date
    tot_en_met: date | None = None
    soort: Soort = Soort.MENS
    rechten: frozenset[str] | None = None


@dataclass(frozen=True)
class Toekenningsleutel:
    """The place of a grant in the order in which they were made."""

    nummer: int


@dataclass(frozen=True)
class Toekenning:
    """One grant, from ``vanaf`` to ``tot_en_met`` (calendar days in the Netherlands) or until it is ended.

    ``rechten`` are the codes of the rights of a system; ``None`` is all of the role.
    """

    id: UUID
    uitgever: str
    sub: str
    wie: Medewerker
    tafels: frozenset[str]
    soort: Soort
    rechten: frozenset[str] | None
    vanaf: date
    tot_en_met: date | None
    gegeven_op: datetime
    gegeven_door: str
    beeindigd_op: datetime | None = None
    beeindigd_door: str | None = None
    reden: Eindreden | None = None
    laatst_gebruikt: date | None = None
    herzien_op: datetime | None = None
    herzien_door: str | None = None
    nummer: int = 0

    @property
    def sleutel(self) -> Toekenningsleutel:
        """Where it stands in the list."""
        return Toekenningsleutel(self.nummer)

    def geldt(self, op: date) -> bool:
        """Say whether it is in force on a day."""
        tot = self.tot_en_met
        return self.beeindigd_op is None and self.vanaf <= op and (tot is None or op <= tot)

    def is_van(self, iemand: Medewerker) -> bool:
        """Say whether it is about this person."""
        return self.wie.id == iemand.id
