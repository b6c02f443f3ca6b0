"""What goes on by itself while the service runs: the views, the logs, the lists, the keys, the counts of the door."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.samenstelling import Dienst


@contextmanager
def houd_bij(dienst: Dienst) -> Iterator[None]:
    """Keep all of it going for as long as the block lasts."""
    delen = (
        dienst.runner,
        dienst.aanvuller,
        dienst.logboek,
        dienst.inzagehouder,
        dienst.getuigen,
        dienst.inzagegetuigen,
        dienst.vernieuwer,
        dienst.lijstloper,
        dienst.grenzen,
        dienst.berichten.bezorger,
    )
    for deel in delen:
        deel.start()
    try:
        yield
    finally:
        for deel in delen:
            deel.stop()
