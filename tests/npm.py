"""Programs of node that tests judge with, in a folder of this clone that git does not know."""

from pathlib import Path
from tempfile import TemporaryDirectory

from api.web.bouw import haal, vingerafdruk
from infra.logboek.slot import alleen

STEMPEL = ".casus-van"
"""Holds the digest of the lock that ``node_modules`` was made from."""


def zorg_voor(map_: Path) -> None:
    """Install into ``map_`` what the lock file in it names, once.

    Tests run in several processes, and on a clean checkout more than one of them finds nothing installed: the first
    one installs while the others wait. A folder that is installed is never taken away from under whoever uses it.

    Raises:
        BouwFout: it cannot be fetched.
    """
    modules = map_ / "node_modules"
    with alleen(map_ / ".halen-slot"):
        afdruk = vingerafdruk(map_)
        stempel = modules / STEMPEL
        if stempel.exists() and stempel.read_text() == afdruk:
            return
        with TemporaryDirectory(dir=map_, prefix=".halen-") as tijdelijk:
            haal(map_, Path(tijdelijk))
            nieuw = Path(tijdelijk) / "node_modules"
            (nieuw / STEMPEL).write_text(afdruk)
            if modules.exists():
                modules.rename(Path(tijdelijk) / "vorige")
            nieuw.rename(modules)
