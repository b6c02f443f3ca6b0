"""A process that helps with a rebuild: ``python -m infra.herbouwwerker``, on a line to the one that started it.

It reads settings and the address of the database from that line, and the KEK where those say it is; no key goes over
the line. When the line breaks it ends, and what it had not yet been told to keep is gone.
"""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection as Lijn
from pathlib import Path

from infra.codec import ALLES, Codec
from infra.database import Database
from infra.definitions import lees_definities
from infra.herbouwfouten import WEER, HerbouwGestruikeld, HerbouwKanNiet
from infra.herbouwstromen import Stroomverteller, aan_het_klad
from infra.kek import Kekring
from infra.kekbronnen import kekbronnen
from infra.keys import SleutelFout
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving
from infra.runner import DATABASE_WEG
from infra.settings import Settings
from infra.store import Archief
from infra.voeding import Voeding
from projections.alle import WEERGAVEN

GEREED, BEGONNEN, VERTELD, VASTGELEGD = "gereed", "begonnen", "verteld", "vastgelegd"
"""What it says: once that it is there, and of each portion these, in this order."""

LEG_VAST = "leg vast"
"""What it is told once all portions before were kept."""


@dataclass(frozen=True)
class Werkplek:
    """How a process of its own reaches the facts and their keys."""

    database: Database
    settings: Settings


@dataclass(frozen=True)
class Opdracht:
    """Which views, by name, and up to which position."""

    plek: Werkplek
    weergaven: tuple[str, ...]
    tot: int


def werk(lijn: Lijn) -> None:
    """Tell portions until there is nobody who hands them out."""
    stel_logging_in("ERROR")
    try:
        with _verteller(lijn.recv()) as verteller:
            lijn.send(GEREED)
            while True:
                _een_portie(lijn, verteller)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as fout:  # noqa: BLE001 whatever it is, the one who started this says so
        with suppress(OSError):
            lijn.send(_als_bericht(fout))


def _een_portie(lijn: Lijn, verteller: Stroomverteller) -> None:
    portie = lijn.recv()
    verteller.begin()
    lijn.send(BEGONNEN)
    verteller.vertel(portie)
    lijn.send(VERTELD)
    lijn.recv()
    verteller.leg_vast(portie)
    lijn.send(VASTGELEGD)


@contextmanager
def _verteller(opdracht: Opdracht) -> Iterator[Stroomverteller]:
    """Put together what tells streams, of the settings."""
    weergaven = [weergave for weergave in WEERGAVEN if weergave.naam in opdracht.weergaven]
    database, settings = opdracht.plek.database, opdracht.plek.settings
    kek = Kekring(kekbronnen(settings))
    codec = Codec(ALLES, nieuw_id=Omgeving().nieuw_id)
    archief, engine = (
        Archief(database.service_parameters(), codec=codec, kek=kek),
        database.service_engine(pool=1),
    )
    try:
        with aan_het_klad(engine, weergaven) as verbinding:
            yield Stroomverteller(
                verbinding, Voeding(archief, lees_definities()), weergaven, tot=opdracht.tot
            )
    finally:
        archief.close()
        engine.dispose()


def _als_bericht(fout: Exception) -> Exception:
    """What is said of a fault: no text that was not written for the operator."""
    if isinstance(fout, HerbouwGestruikeld | HerbouwKanNiet):
        return fout
    if isinstance(fout, SleutelFout):
        return HerbouwKanNiet(str(fout))
    if isinstance(fout, DATABASE_WEG):
        return HerbouwKanNiet(f"The database could not be reached. {WEER}")
    laatste = traceback.extract_tb(fout.__traceback__)[-1]
    plaats = f"{Path(laatste.filename).name}:{laatste.lineno}"
    return HerbouwKanNiet(f"An unexpected {type(fout).__name__} arose at {plaats}. {WEER}")


if __name__ == "__main__":
    # By its own name: what goes over the line is of this module, and not of a program that is called __main__.
    from infra.herbouwwerker import werk as _werk

    _werk(Lijn(int(sys.argv[1])))
