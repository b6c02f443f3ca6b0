"""A lock that holds between threads and between processes of one computer, on a file that is never removed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.logboek.bestanden import VOOR_DE_EIGENAAR


@contextmanager
def alleen(bestand: Path) -> Iterator[None]:
    """Wait until nobody else holds this lock, and hold it. Whoever dies lets it go.

    Each holder opens the file anew, so two threads of one process exclude each other too; it is not reentrant.

    Raises:
        OSError: the file cannot be made or opened.
    """
    teken = os.open(bestand, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, VOOR_DE_EIGENAAR)
    try:
        fcntl.flock(teken, fcntl.LOCK_EX)
        yield
    finally:
        os.close(teken)
