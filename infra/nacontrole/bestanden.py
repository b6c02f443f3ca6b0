"""Searches the files of the database server byte by byte: heap, index, TOAST, write-ahead log, temporary files.

Deleted rows stay in files until their room is given out again, and in the write-ahead log until that is recycled. The
promise is not that nothing stands there; it is that what stands there opens with nothing. So every finding is
counted, and every wrapped key among them is tried with every living KEK.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from infra.nacontrole.naald import BROK, Naalden, Zoeker
from infra.nacontrole.openen import Opener
from infra.nacontrole.spoorsoort import OP_SCHIJF, Spoorsoort

_SOORTEN = (
    ("pg_wal", "WAL"),
    ("pgsql_tmp", "tijdelijke bestanden"),
    ("base", "tabelbestanden en indexen"),
    ("pg_tblspc", "tabelbestanden en indexen"),
    ("global", "tabelbestanden en indexen"),
    ("log", "logbestanden van de server"),
)
OVERIG = "overige bestanden van de server"


@dataclass
class Doorzocht:
    """What a search of files saw and found, per kind of file."""

    bestanden: int = 0
    bytes: int = 0
    seconden: float = 0.0
    ongelezen: int = 0
    vondsten: Counter[tuple[str, Spoorsoort]] = field(default_factory=Counter)
    te_openen: Counter[str] = field(default_factory=Counter)

    @property
    def megabytes_per_seconde(self) -> int:
        """How fast it went."""
        return round(self.bytes / 1e6 / self.seconden) if self.seconden else 0


def doorzoek_map(
    map_: Path,
    naalden: Naalden,
    opener: Opener,
    doorzocht: Doorzocht,
    *,
    soorten: frozenset[Spoorsoort] = OP_SCHIJF,
) -> None:
    """Search all files under a folder for a portion of the traces; what is found is added to ``doorzocht``."""
    zoeker = Zoeker(naalden.van(soorten))
    begin = time.perf_counter()
    for pad in _bestanden(map_):
        soort = soort_van(pad.relative_to(map_))
        try:
            for treffer in zoeker.doorzoek(_lees(pad, doorzocht)):
                doorzocht.vondsten[soort, treffer.spoor.soort] += 1
                if opener.neem(treffer):
                    doorzocht.te_openen[soort] += 1
        except FileNotFoundError:
            continue  # The server recycles files while it works.
        except OSError:
            doorzocht.ongelezen += 1
        else:
            doorzocht.bestanden += 1
    doorzocht.seconden += time.perf_counter() - begin


def soort_van(pad: Path) -> str:
    """The kind of a file, by where it stands; never its name."""
    return next((woord for map_, woord in _SOORTEN if map_ in pad.parts), OVERIG)


def _bestanden(map_: Path) -> Iterator[Path]:
    """All files, also those behind the links to other disks that tablespaces are."""
    for pad in sorted(map_.iterdir()):
        if pad.is_dir():
            yield from _bestanden(pad)
        elif pad.is_file():
            yield pad


def _lees(pad: Path, doorzocht: Doorzocht) -> Iterator[bytes]:
    with pad.open("rb", buffering=0) as stroom:
        while brok := stroom.read(BROK):
            doorzocht.bytes += len(brok)
            yield brok
