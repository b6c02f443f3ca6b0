"""The keys of this log: the one that signs, and those that signed before it, each up to a size.

They stand in one file that only its owner can read: the private key on the first line (skey), and below it the
public keys (vkey) of before, each with the size of the last checkpoint it signed, the newest first. What the folder
of checkpoints lists is a copy for others, and is never trusted here.
"""

from dataclasses import dataclass
from pathlib import Path

from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.bestanden import VOOR_DE_EIGENAAR, schrijf_nieuw, vervang
from infra.logboek.checkpoint import Checkpoint, Geopend, lees_getal, open_checkpoint, teken_checkpoint
from infra.logboek.sleutels import Controlesleutel, Soort, Tekensleutel, nieuwe_tekensleutel


class SleutelVervangen(Afgekeurd):
    """The checkpoint is larger than the last one of the key that signed it: that key was replaced before."""


@dataclass(frozen=True)
class Voorganger:
    """A key that signed before, and the size of the last checkpoint it signed."""

    sleutel: Controlesleutel
    tot: int


@dataclass(frozen=True)
class Sleutelring:
    """The key that signs, whose name is the origin of the log, and the keys before it, the newest first."""

    tekensleutel: Tekensleutel
    eerder: tuple[Voorganger, ...] = ()

    @property
    def oorsprong(self) -> str:
        """The origin of the log."""
        return self.tekensleutel.naam

    @property
    def controlesleutel(self) -> Controlesleutel:
        """The public key of now."""
        return self.tekensleutel.controlesleutel

    @property
    def publiek(self) -> str:
        """All public keys as text: a vkey a line, behind those of before a space and the size they signed up to."""
        eerder = "".join(f"{v.sleutel.vkey} {v.tot}\n" for v in self.eerder)
        return f"{self.controlesleutel.vkey}\n{eerder}"

    def teken(self, checkpoint: Checkpoint) -> bytes:
        """Sign a checkpoint and give the bytes of the note."""
        return teken_checkpoint(checkpoint, self.tekensleutel).codeer()

    def open(self, data: bytes) -> Geopend:
        """Read a checkpoint of this log, signed with the key that signed at its size.

        Raises:
            Afgekeurd: any of the errors of ``open_checkpoint``.
            SleutelVervangen: it is signed with a key that was replaced before.
        """
        log = [self.controlesleutel, *(v.sleutel for v in self.eerder)]
        geopend = open_checkpoint(data, oorsprong=self.oorsprong, log=log)
        tot = {v.sleutel: v.tot for v in self.eerder}
        hoogste = max(tot.get(geldig.sleutel, geopend.checkpoint.grootte) for geldig in geopend.log)
        if geopend.checkpoint.grootte > hoogste:
            raise SleutelVervangen(verwacht=f"at most {hoogste}", gevonden=geopend.checkpoint.grootte)
        return geopend

    def codeer(self) -> bytes:
        """The bytes of the key file."""
        return f"{self.tekensleutel.skey}\n{self.publiek.partition(chr(10))[2]}".encode()


def nieuwe_ring(oorsprong: str) -> Sleutelring:
    """A ring with a fresh key."""
    return Sleutelring(nieuwe_tekensleutel(oorsprong, Soort.NOTITIE))


def lees_publiek(tekst: str) -> tuple[Controlesleutel, tuple[Voorganger, ...]]:
    """Read public keys from their lines, as ``Sleutelring.publiek`` writes them.

    Raises:
        Afgekeurd: a line is not a vkey, or a vkey and a size.
    """
    eerste, *rest = tekst.removesuffix("\n").split("\n")
    return Controlesleutel.van_vkey(eerste), tuple(_voorganger(regel) for regel in rest)


def _voorganger(regel: str) -> Voorganger:
    vkey, _, tot = regel.rpartition(" ")
    return Voorganger(Controlesleutel.van_vkey(vkey), lees_getal(tot))


def lees_ring(bestand: Path, *, oorsprong: str) -> Sleutelring:
    """Read the keys of this log.

    Raises:
        SleutelFout: no file, not readable, readable by others, not the keys of a log, or those of another log.
    """
    try:
        if bestand.stat().st_mode & 0o077:
            raise SleutelFout(f"The signing key in {bestand} is readable by others; make it mode 0600.")
        eerste, *rest = bestand.read_text(encoding="ascii").removesuffix("\n").split("\n")
        ring = Sleutelring(Tekensleutel.van_skey(eerste), tuple(_voorganger(regel) for regel in rest))
    except OSError as fout:
        raise SleutelFout(f"The signing key in {bestand} cannot be read: {fout.strerror}.") from fout
    except (Afgekeurd, UnicodeDecodeError):
        # Without its cause: that holds what stands in the file.
        raise SleutelFout(f"The file {bestand} does not hold a signing key.") from None
    if ring.tekensleutel.soort is not Soort.NOTITIE:
        raise SleutelFout(f"The key in {bestand} makes cosignatures; it cannot sign checkpoints.")
    if ring.oorsprong != oorsprong:
        raise SleutelFout(
            f"The signing key in {bestand} is that of {ring.oorsprong!r}; CASUS_LOGBOEK_NAAM says {oorsprong!r}."
        )
    return ring


def schrijf_ring(ring: Sleutelring, bestand: Path) -> None:
    """Write the keys to a new file that only its owner can read.

    Raises:
        SleutelFout: there is one already; it is never overwritten.
    """
    bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        schrijf_nieuw(bestand, ring.codeer(), rechten=VOOR_DE_EIGENAAR)
    except FileExistsError as fout:
        raise SleutelFout(f"There is a signing key in {bestand} already; it is never overwritten.") from fout


def vervang_ring(ring: Sleutelring, bestand: Path) -> None:
    """Put a ring in the place of the one it came from, which is gone then, and its private key with it."""
    bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    vervang(bestand, ring.codeer(), rechten=VOOR_DE_EIGENAAR)
