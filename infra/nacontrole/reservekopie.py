"""The day of the last backup elsewhere: one line, written by whoever makes backups, read when a verklaring is made."""

from datetime import date
from pathlib import Path

import structlog

log = structlog.get_logger()


def lees_reservekopie(bestand: Path) -> date | None:
    """The day that stands there; ``None`` where there is none, or it cannot be read, which a verklaring then says."""
    try:
        return date.fromisoformat(bestand.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        log.warning("reservekopie_onleesbaar")
        return None


def schrijf_reservekopie(bestand: Path, dag: date) -> None:
    """Write a day there, in the place of the one before it in one moment."""
    bestand.parent.mkdir(parents=True, exist_ok=True)
    nieuw = bestand.with_name(f"{bestand.name}.nieuw")
    nieuw.write_text(f"{dag.isoformat()}\n", encoding="ascii")
    nieuw.replace(bestand)
