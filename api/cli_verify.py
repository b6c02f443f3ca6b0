"""``casus verify``: judge a bundle or a verklaring offline. It reads the files that it is given, and no settings."""

from dataclasses import dataclass
from pathlib import Path

import orjson

from api.cli_kader import CliFout, schrijf
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
        schrijf(orjson.dumps(uitslag.als_json(), option=orjson.OPT_INDENT_2).decode())
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
    except OSError as fout:
        raise CliFout(f"Het bestand {bestand} kan niet worden gelezen: {fout.strerror}.") from fout
    if len(data) > hoogstens:
        raise CliFout(f"Het bestand {bestand} is groter dan {hoogstens} bytes.")
    return data
