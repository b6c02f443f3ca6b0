"""Files that are whole or not there, also after the power failed: written apart, synced, and put in place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VOOR_IEDEREEN = 0o644
VOOR_DE_EIGENAAR = 0o600


def schrijf_nieuw(pad: Path, inhoud: bytes, *, rechten: int = VOOR_IEDEREEN) -> None:
    """Write a file that is not there yet.

    Raises:
        FileExistsError: it is there already, and stays as it is.
        OSError: it cannot be written.
    """
    with _klaargezet(pad, inhoud, rechten) as tijdelijk:
        os.link(tijdelijk, pad)
    _leg_map_vast(pad.parent)


def vervang(pad: Path, inhoud: bytes, *, rechten: int = VOOR_IEDEREEN) -> None:
    """Write a file in the place of what was there: a reader sees the old one or the new one.

    Raises:
        OSError: it cannot be written.
    """
    with _klaargezet(pad, inhoud, rechten) as tijdelijk:
        tijdelijk.replace(pad)
    _leg_map_vast(pad.parent)


def voeg_toe_aan(pad: Path, inhoud: bytes) -> None:
    """Add to the end of a file; a crash may leave a part of it, so what reads it must know a whole line.

    Raises:
        OSError: it cannot be written.
    """
    with pad.open("ab") as stroom:
        stroom.write(inhoud)
        stroom.flush()
        os.fsync(stroom.fileno())


@contextmanager
def _klaargezet(pad: Path, inhoud: bytes, rechten: int) -> Iterator[Path]:
    tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}")
    teken = os.open(tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, rechten)
    try:
        with os.fdopen(teken, "wb") as stroom:
            stroom.write(inhoud)
            stroom.flush()
            os.fsync(stroom.fileno())
        yield tijdelijk
    finally:
        tijdelijk.unlink(missing_ok=True)


def _leg_map_vast(map_: Path) -> None:
    """Sync the folder itself, where the system can: Windows cannot, and keeps it by itself."""
    if os.name != "posix":
        return
    teken = os.open(map_, os.O_RDONLY)
    try:
        os.fsync(teken)
    finally:
        os.close(teken)
