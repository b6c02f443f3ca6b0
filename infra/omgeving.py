"""What the world gives and a test replaces: the clock, and new ids and numbers."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

NEDERLAND = ZoneInfo("Europe/Amsterdam")
TEKENS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels, and no 0/O or 1/I: a number never spells a word and is read over the phone without doubt."""


def nu_utc() -> datetime:
    """The moment now, aware, in UTC."""
    return datetime.now(UTC)


def _kenteken(voorvoegsel: str) -> str:
    """A number of 10 random characters, 48 bits: it says nothing about order, date or count."""
    tekens = [secrets.choice(TEKENS) for _ in range(10)]
    return f"{voorvoegsel}-{''.join(tekens[:5])}-{''.join(tekens[5:])}"


def nieuw_casusnummer() -> str:
    """The number that the world sees, such as ``C-7KD2M-Q9X4P``."""
    return _kenteken("C")


def nieuw_consultatienummer() -> str:
    """The number under which a question can be found again."""
    return _kenteken("Q")


def nieuw_verzoeknummer() -> str:
    """The number under which what somebody asks of their own data can be found again."""
    return _kenteken("R")


def nieuw_bewijsnummer() -> str:
    """The number under which a destruction can be looked up."""
    return _kenteken("V")


def nieuw_exportnummer() -> str:
    """The number of a file that leaves the service; it stands in the file as well."""
    return _kenteken("E")


def nieuw_lijstnummer() -> str:
    """The number of a vernietigingslijst."""
    return _kenteken("L")


@dataclass(frozen=True)
class Omgeving:
    """The clock and the ids that one run of the service works with."""

    nu: Callable[[], datetime] = nu_utc
    nieuw_id: Callable[[], UUID] = uuid4
    casusnummer: Callable[[], str] = nieuw_casusnummer
    bewijsnummer: Callable[[], str] = nieuw_bewijsnummer
    consultatienummer: Callable[[], str] = nieuw_consultatienummer
    verzoeknummer: Callable[[], str] = nieuw_verzoeknummer
    exportnummer: Callable[[], str] = nieuw_exportnummer
    lijstnummer: Callable[[], str] = nieuw_lijstnummer

    def vandaag(self) -> date:
        """The calendar day in the Netherlands."""
        return self.nu().astimezone(NEDERLAND).date()
