"""The words of a verklaring on paper: days, moments, how many of what, and codes as one reads them."""

from datetime import date, datetime

from domain.vernietigingslijst.verklaring import Eenheidsoort
from infra.omgeving import NEDERLAND

MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SOORTEN = {
    Eenheidsoort.CASUS: "Casussen",
    Eenheidsoort.CONSULTATIE: "Consultaties",
    Eenheidsoort.PERSOON: "Personen in een casus",
    Eenheidsoort.BIJDRAGE: "Bijdragen van een organisatie",
}


def zoveel(hoeveel: int, een: str, meer: str) -> str:
    """How many of something."""
    return f"{hoeveel} {een if hoeveel == 1 else meer}"


def woord(code: str) -> str:
    """A code as words."""
    return code.replace("-", " ")


def hoofdletter(tekst: str) -> str:
    """The text as the beginning of a sentence."""
    return tekst[:1].upper() + tekst[1:]


def dag(wanneer: date) -> str:
    """A day as one says it."""
    return f"{wanneer.day} {MAANDEN[wanneer.month - 1]} {wanneer.year}"


def moment(wanneer: datetime) -> str:
    """A moment as a clock in the Netherlands has it."""
    hier = wanneer.astimezone(NEDERLAND)
    return f"{dag(hier.date())} om {hier:%H.%M} uur"
