"""The public holidays of the Netherlands, as a well-kept library lists them."""

from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays


@cache
def _nederland() -> HolidayBase:
    return country_holidays("NL", language="nl")


def feestdag(dag: date) -> str | None:
    """The name of the public holiday on a day, or ``None``."""
    naam: str | None = _nederland().get(dag)
    return naam
