"""``casus verify``: judge a bundle offline. It reads the files that it is given, and no settings at all."""

from pathlib import Path

import orjson

from api.cli_kader import CliFout, schrijf
from infra.logboek.beleid import GROOTSTE_BELEID
from infra.logboek.notitie import GROOTSTE_NOTITIE
from infra.logboek.uitslag import GeenBundel, Onjuist, Uitslag
from infra.logboek.verifieer import verifieer
from infra.logboek.vertrouwd import GROOTSTE_SLEUTELS


def controleer(
    bundel: Path, *, sleutel: Path | None, tegen: Path | None, beleid: Path | None, json: bool
) -> bool:
    """Verify, print what came of it, and say whether all is right.

    Raises:
        CliFout: there was nothing to judge.
    """
    try:
        uitslag: Uitslag | Onjuist = verifieer(
            bundel,
            sleutels=None if sleutel is None else _lees(sleutel, GROOTSTE_SLEUTELS),
            tegen=None if tegen is None else _lees(tegen, GROOTSTE_NOTITIE),
            beleid=None if beleid is None else _lees(beleid, GROOTSTE_BELEID),
        )
    except Onjuist as fout:
        uitslag = fout
    except GeenBundel as fout:
        raise CliFout(str(fout)) from None
    if json:
        schrijf(orjson.dumps(uitslag.als_json(), option=orjson.OPT_INDENT_2).decode())
    else:
        schrijf("\n".join(uitslag.regels()))
    return isinstance(uitslag, Uitslag)


def _lees(bestand: Path, hoogstens: int) -> bytes:
    try:
        if bestand.exists() and not bestand.is_file():
            raise CliFout("De sleutel, het oudere checkpoint en het beleid moeten gewone bestanden zijn.")
        with bestand.open("rb") as stroom:
            data = stroom.read(hoogstens + 1)
    except OSError as fout:
        raise CliFout(f"Het bestand {bestand} kan niet worden gelezen: {fout.strerror}.") from fout
    if len(data) > hoogstens:
        raise CliFout(f"Het bestand {bestand} is groter dan {hoogstens} bytes.")
    return data
