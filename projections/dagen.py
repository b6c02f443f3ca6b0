"""Moments as Dutch calendar days, and days in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def dag_van(moment: datetime) -> date:
    """The calendar day in the Netherlands; stored moments are in another zone than the people who read them."""
    return _in_nederland(moment).date()


def datum(dag: date) -> str:
    """A day as people write it: 3 mei 2026."""
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def tijdstip(moment: datetime) -> str:
    """A moment as people write it: 3 mei 2026 om 14.05 uur."""
    daar = _in_nederland(moment)
    return f"{datum(daar.date())} om {daar:%H.%M} uur"


def _in_nederland(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("Europe/Amsterdam"))
