"""``casus verify``: judge a bundle or a verklaring offline. It reads the files that it is given, and no settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.cli_kader import NIET_IN_ORDE, CliFout, in_een_zin, schrijf
from infra.logboek.beleid import GROOTSTE_BELEID
from infra.logboek.notitie import GROOTSTE_NOTITIE
from infra.logboek.uitslag import GeenBundel, Onjuist, Uitslag
from infra.logboek.verifieer import verifieer
from infra.logboek.vertrouwd import GROOTSTE_SLEUTELS
from infra.verklaring.bijlage import BEGIN_VAN_PDF, GROOTSTE_PDF, haal_uit_pdf
from infra.verklaring.omslag import GROOTSTE_VERKLARING
from infra.verklaring.strook import GROOTSTE_STROOK
from infra.verklaring.uitslag import Verklaringuitslag
from infra.verklaring.verifieer import Gegeven
from infra.verklaring.verifieer import verifieer as verifieer_verklaring

ALLEEN_DE_BIJLAGE = (
    "LET OP: alleen het ondertekende bestand in deze pdf is beoordeeld. De bladzijden die u leest zijn niet beoordeeld,"
    " en kunnen zijn veranderd."
)
EINDE_ONTBREEKT = "LET OP: deze pdf is niet heel, het einde ontbreekt. Vraag een nieuwe."
_EINDE_VAN_PDF = b"%%EOF"


@dataclass(frozen=True)
class Erbij:
    """What is given beside the file: a key, an older checkpoint, a policy, a number with its strook."""

    sleutel: Path | None = None
    tegen: Path | None = None
    beleid: Path | None = None
    nummer: str | None = None
    strook: Path | None = None


@in_een_zin
def verify(
    bundel: Annotated[
        Path, typer.Argument(metavar="FILE", help="A bundle or a verklaring that 'casus export' wrote.")
    ],
    *,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The public key of the log; by default the bundle's own."),
    ] = None,
    tegen: Annotated[
        Path | None,
        typer.Option(metavar="CHECKPOINT", help="An older checkpoint that must be its beginning."),
    ] = None,
    beleid: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Which witnesses must have cosigned (C2SP tlog-policy)."),
    ] = None,
    nummer: Annotated[
        str | None,
        typer.Option(
            metavar="NUMMER", help="Of a verklaring: whether this old number is among what it is about."
        ),
    ] = None,
    strook: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The bewijsstrook that goes with the number.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Verify a bundle or a verklaring offline. Exit code 1: something is wrong, and what is said; 2: it is neither.

    A verklaring that is right may tell that a destruction failed; then the first line says so.
    """
    if not controleer(bundel, Erbij(key, tegen, beleid, nummer, strook), json=json):
        raise typer.Exit(NIET_IN_ORDE)


def controleer(bestand: Path, erbij: Erbij, *, json: bool) -> bool:
    """Verify, print what came of it, and say whether all is right.

    Raises:
        CliFout: there was nothing to judge.
    """
    try:
        uitslag = _oordeel(bestand, erbij)
    except Onjuist as fout:
        uitslag = fout
    except GeenBundel as fout:
        raise CliFout(str(fout)) from None
    if json:
        over_de_pdf = {"not_judged": over} if (over := _over_de_pdf(bestand)) else {}
        schrijf(orjson.dumps({**uitslag.als_json(), **over_de_pdf}, option=orjson.OPT_INDENT_2).decode())
    else:
        schrijf("\n".join([*_over_de_pdf(bestand), *uitslag.regels()]))
    return not isinstance(uitslag, Onjuist)


def _oordeel(bestand: Path, erbij: Erbij) -> Uitslag | Verklaringuitslag | Onjuist:
    sleutels, beleid = _van(erbij.sleutel, GROOTSTE_SLEUTELS), _van(erbij.beleid, GROOTSTE_BELEID)
    begin = _begin_van(bestand)
    if begin.startswith((b"{", BEGIN_VAN_PDF)):
        if erbij.tegen is not None:
            raise CliFout("Een ouder checkpoint (--tegen) hoort bij een bundel, niet bij een verklaring.")
        strook = _van(erbij.strook, GROOTSTE_STROOK)
        gegeven = Gegeven(sleutels, beleid, erbij.nummer, strook)
        if begin == BEGIN_VAN_PDF:
            return verifieer_verklaring(haal_uit_pdf(_lees(bestand, GROOTSTE_PDF)), gegeven)
        return verifieer_verklaring(_lees(bestand, GROOTSTE_VERKLARING), gegeven)
    if erbij.nummer is not None or erbij.strook is not None:
        raise CliFout("Een nummer en een bewijsstrook horen bij een verklaring, niet bij een bundel.")
    return verifieer(bestand, sleutels=sleutels, tegen=_van(erbij.tegen, GROOTSTE_NOTITIE), beleid=beleid)


def _over_de_pdf(bestand: Path) -> list[str]:
    """What holds of a PDF, before what was judged in it: who reads one line reads this."""
    if _begin_van(bestand) != BEGIN_VAN_PDF:
        return []
    heel = _lees(bestand, GROOTSTE_PDF).rstrip().endswith(_EINDE_VAN_PDF)
    return [ALLEEN_DE_BIJLAGE, *([] if heel else [EINDE_ONTBREEKT])]


def _begin_van(bestand: Path) -> bytes:
    """How a file begins: a verklaring as JSON does or as PDF, a bundle as a zip."""
    try:
        if not bestand.is_file():
            return b""
        with bestand.open("rb") as stroom:
            return stroom.read(len(BEGIN_VAN_PDF))
    except OSError as fout:
        raise CliFout(f"Het bestand {bestand} kan niet worden gelezen: {fout.strerror}.") from fout


def _van(bestand: Path | None, hoogstens: int) -> bytes | None:
    return None if bestand is None else _lees(bestand, hoogstens)


def _lees(bestand: Path, hoogstens: int) -> bytes:
    try:
        if bestand.exists() and not bestand.is_file():
            raise CliFout("Alles wat u erbij geeft moet een gewoon bestand zijn.")
        with bestand.open("rb") as stroom:
            data = stroom.read(hoogstens + 1)
    except FileNotFoundError as fout:
        raise CliFout(f"Het bestand {bestand} kan niet worden gelezen: het is er niet.") from fout
    except OSError as fout:
        raise CliFout(f"Het bestand {bestand} kan niet worden gelezen: {fout.strerror}.") from fout
    if len(data) > hoogstens:
        raise CliFout(f"Het bestand {bestand} is groter dan {hoogstens} bytes.")
    return data
