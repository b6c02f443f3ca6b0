"""Moments as Dutch calendar days, and days in words."""

from datetime import date, datetime, time
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
    """Give the calendar day in the Netherlands; a stored moment may be in another zone."""
    return _in_nederland(moment).date()


def begin_van(dag: date) -> datetime:
    """Give the moment at which a calendar day begins in the Netherlands."""
    return datetime.combine(dag, time.min, ZoneInfo("Europe/Amsterdam"))


def datum(dag: date) -> str:
    """Write a day as people do: 3 mei 2026."""
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def tijdstip(moment: datetime) -> str:
    """Write a moment as people do: 3 mei 2026 om 14.05 uur."""
    daar = _in_nederland(moment)
    return f"{datum(daar.date())} om {daar:%H.%M} uur"


def _in_nederland(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("Europe/Amsterdam"))
