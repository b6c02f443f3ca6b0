"""Working days, moments on the clock of the Netherlands, and when an agenda closes."""

from datetime import date, datetime, time, timedelta

from infra.kalender import feestdag
from infra.omgeving import NEDERLAND

ZATERDAG = 5
SLUIT_OM = 15


def werkdag(dag: date) -> date:
    """The day itself, or the first one after it that is no weekend or public holiday."""
    while dag.weekday() >= ZATERDAG or feestdag(dag) is not None:
        dag += timedelta(days=1)
    return dag


def werkdag_voor(dag: date) -> date:
    """The day itself, or the last one before it that is no weekend or public holiday."""
    while dag.weekday() >= ZATERDAG or feestdag(dag) is not None:
        dag -= timedelta(days=1)
    return dag


def moment(dag: date, uur: int, minuut: int = 0) -> datetime:
    """A moment on the clock of the Netherlands."""
    return datetime.combine(dag, time(uur, minuut), tzinfo=NEDERLAND)


def agenda_sluit(begint: datetime) -> datetime:
    """Until when a case may be put on the agenda of a meeting: the afternoon of the working day before."""
    daarvoor = begint.astimezone(NEDERLAND).date() - timedelta(days=1)
    return moment(werkdag_voor(daarvoor), SLUIT_OM)
