"""Files that a command writes: whole or not at all, for their owner alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from api.cli_kader import CliFout


@contextmanager
def nieuw_bestand(bestand: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file, and where it is until the block ends well; for its owner alone. What is there already stays."""
    if os.path.lexists(bestand):
        raise CliFout(f"There is already something at {bestand}; it stays.")
    tijdelijk = bestand.with_name(f".{bestand.name}.onvolledig")
    try:
        teken = os.open(tijdelijk, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as fout:
        raise CliFout(f"{bestand} cannot be written: {fout.strerror}.") from fout
    try:
        with os.fdopen(teken, "w+b") as stroom:
            yield stroom, tijdelijk
        os.link(tijdelijk, bestand)
    except FileExistsError as fout:
        raise CliFout(f"Something came to {bestand} meanwhile, so nothing was written.") from fout
    finally:
        tijdelijk.unlink(missing_ok=True)
