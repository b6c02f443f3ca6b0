"""Whether the key-encryption keys of before the destruction are gone, from their source and from around it."""

import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from domain.vernietigingslijst.nacontrole import Aantal, Controle, Soort, Uitslag
from infra.keys import Kek
from infra.nacontrole.naald import BROK
from infra.nacontrole.sporen import Verbinding

_WAT = "Bestaan de hoofdsleutels van voor de vernietiging nog?"

_BASE64 = re.compile(rb"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=")
_HEX = re.compile(rb"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")
_OVERLAP = 64


def controleer_kek(
    verbinding: Verbinding,
    kekken: Sequence[Kek],
    *,
    tijdvak: int,
    vernietigd_op: datetime | None,
    kekmap: Path | None,
) -> Controle:
    """Check that no KEK of an epoch that was there at the last destruction is alive, or lies in the folder.

    ``tijdvak`` is the epoch in which the traces were taken, ``vernietigd_op`` the moment of that destruction.
    """
    rijen = verbinding.execute(
        "SELECT tijdvak, vingerafdruk, vernietigd_op, gemaakt_op FROM sleutels.tijdvak ORDER BY tijdvak"
    ).fetchall()
    voor = [
        rij for rij in rijen if rij[0] <= tijdvak or (vernietigd_op is not None and rij[3] < vernietigd_op)
    ]
    # Facts may be older than the first epoch, where they were brought in from elsewhere; it is theirs as well.
    oud = voor or rijen[:1]
    afdrukken = {rij[1] for rij in oud}
    nummers = {rij[0] for rij in oud}
    leeft = [kek for kek in kekken if kek.tijdvak in nummers or kek.vingerafdruk in afdrukken]
    onvermeld = [rij[0] for rij in oud if rij[2] is None]
    kopieen, gelezen = _kopieen(kekmap, {rij[1] for rij in rijen} - {kek.vingerafdruk for kek in kekken})
    fout = bool(leeft or onvermeld or kopieen or not oud)
    levend = ", ".join(f"{kek.tijdvak} (vingerafdruk {kek.vingerafdruk})" for kek in kekken)
    weg = ", ".join(f"{rij[0]} (vingerafdruk {rij[1]})" for rij in oud if rij[2] is not None)
    return Controle(
        code=Soort.KEK,
        wat=_WAT,
        uitslag=Uitslag.MISLUKT if fout else Uitslag.GEDEELTELIJK if kekmap is None else Uitslag.GESLAAGD,
        aantallen=(
            Aantal("tijdvakken van voor de vernietiging", len(oud)),
            Aantal("daarvan levende hoofdsleutels", len(leeft)),
            Aantal("daarvan niet als vernietigd vermeld", len(onvermeld)),
            Aantal("bestanden bij de hoofdsleutel bekeken", gelezen),
            Aantal("kopieën van een vernietigde hoofdsleutel", len(kopieen)),
        ),
        waar=tuple(f"bestand naast de hoofdsleutel: {naam}" for naam in kopieen),
        toelichting=f"Vernietigd: tijdvak {weg or 'geen'}. In leven: tijdvak {levend or 'geen'}."
        + ("" if kekmap else " De map van de hoofdsleutel is niet bekeken."),
    )


def _kopieen(kekmap: Path | None, afdrukken: set[str]) -> tuple[list[str], int]:
    """Files beside the KEK that hold a key, written out, whose fingerprint is that of a destroyed one."""
    if kekmap is None:
        return [], 0
    bestanden = sorted(pad for pad in kekmap.rglob("*") if pad.is_file() and not pad.is_symlink())
    return [
        pad.relative_to(kekmap).as_posix()
        for pad in bestanden
        if any(_vingerafdruk(sleutel) in afdrukken for sleutel in _sleutels_in(pad))
    ], len(bestanden)


def _sleutels_in(pad: Path) -> Iterator[bytes]:
    rest = b""
    with pad.open("rb") as stroom:
        while brok := stroom.read(BROK):
            geheel = rest + brok
            for gevonden in _BASE64.finditer(geheel):
                yield binascii.a2b_base64(gevonden[0])
            for gevonden in _HEX.finditer(geheel):
                yield bytes.fromhex(gevonden[0].decode())
            rest = geheel[-_OVERLAP:]


def _vingerafdruk(sleutel: bytes) -> str:
    return hashlib.sha256(b"casus kek vingerafdruk" + sleutel).hexdigest()[:32]
