"""Proofs as text: a C2SP tlog-proof file (c2sp.org/tlog-proof), and proofs as lines of base64.

The rules:

1. A tlog-proof file is the line ``c2sp.org/tlog-proof@v1``; perhaps a line ``extra`` with base64 of data of the
   application; a line ``index`` with the index of the leaf, from 0; the inclusion proof, one hash in base64 a line,
   from the sibling of the leaf up; an empty line; the signed checkpoint as the log gave it out.
2. The extra data is not authenticated: nothing in it may be believed before it is checked in another way.
3. Who verifies brings the leaf hash, the origin and the keys along. Nothing in the file says what to trust.
4. A file has one form: whatever does not come back as the same bytes is refused.

The specification was read as it stood in the C2SP repository in 2026. Where it leaves room: it does not say whether
an ``extra`` line may be empty (refused here), and it sets no limits (here 63 hashes, as for a tlog-witness, and
2,000,000 bytes). The ``extra`` line of its own example is shortened and is not base64. All of the format is here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import Geopend, lees_getal, lees_hash, open_checkpoint
from infra.logboek.merkle import verify_inclusion
from infra.logboek.notitie import lees_notitie
from infra.logboek.sleutels import Controlesleutel, lees_base64, schrijf_base64

KOP = "c2sp.org/tlog-proof@v1"
MEESTE_HASHES = 63
"""A tree of at most 2^63 - 1 leaves has no longer proof."""
GROOTSTE_BESTAND = 2_000_000
"""In bytes."""


class BestandTeGroot(Afgekeurd):
    """The proof file is larger than one may be."""


class AnderBestand(Afgekeurd):
    """The file is not a tlog-proof of the version that is known."""


class Bewijsregel(Afgekeurd):
    """A line of the proof is not the one that stands there in its format."""


class TeVeelHashes(Afgekeurd):
    """The proof has more lines than a proof may have."""


def schrijf_hashes(hashes: Iterable[bytes]) -> str:
    """Write a proof: one hash in base64 a line, each line with its newline."""
    return "".join(f"{schrijf_base64(hash_)}\n" for hash_ in hashes)


def lees_hashes(regels: Sequence[str]) -> tuple[bytes, ...]:
    """Read a proof from its lines, given without their newlines.

    Raises:
        TeVeelHashes: more than 63 lines.
        GeenBase64, Hashregel: a line is not a hash of 32 bytes.
    """
    if len(regels) > MEESTE_HASHES:
        raise TeVeelHashes(verwacht=f"at most {MEESTE_HASHES} hashes", gevonden=len(regels))
    return tuple(lees_hash(regel) for regel in regels)


def splits(data: bytes) -> tuple[list[str], bytes]:
    """Split what stands before a checkpoint: its lines, up to the first empty one, and the checkpoint as it is.

    Raises:
        Bewijsregel: there is no empty line, or what stands before it is not ASCII.
    """
    vooraf, scheiding, checkpoint = data.partition(b"\n\n")
    if not scheiding:
        raise Bewijsregel(verwacht="an empty line before the checkpoint", gevonden="none")
    if not vooraf.isascii():
        raise Bewijsregel(verwacht="ASCII before the checkpoint", gevonden="other bytes")
    return vooraf.decode("ascii").split("\n"), checkpoint


@dataclass(frozen=True)
class Bewijs:
    """A leaf's place in a log: its index from 0, its inclusion proof, and the signed checkpoint as its bytes.

    ``extra`` is what the application put beside it, not authenticated; None where there is none.
    """

    index: int
    pad: tuple[bytes, ...]
    checkpoint: bytes = field(repr=False)
    extra: bytes | None = None

    def codeer(self) -> bytes:
        """Give the bytes of the file; its name should end in ``.tlog-proof``."""
        extra = f"extra {schrijf_base64(self.extra)}\n" if self.extra else ""
        kop = f"{KOP}\n{extra}index {self.index}\n{schrijf_hashes(self.pad)}\n"
        return kop.encode() + self.checkpoint

    def controleer(
        self,
        blad: bytes,
        *,
        oorsprong: str,
        log: Collection[Controlesleutel],
        getuigen: Collection[Controlesleutel] = (),
        drempel: int = 0,
    ) -> Geopend:
        """Check that this leaf hash, of 32 bytes, stands in the log; the steps of C2SP tlog-proof, in their order.

        Raises:
            Afgekeurd: any of the errors of ``open_checkpoint``, then those of ``verify_inclusion``.
        """
        geopend = open_checkpoint(
            self.checkpoint, oorsprong=oorsprong, log=log, getuigen=getuigen, drempel=drempel
        )
        verify_inclusion(
            blad,
            index=self.index,
            grootte=geopend.checkpoint.grootte,
            bewijs=self.pad,
            wortel=geopend.checkpoint.wortel,
        )
        return geopend


def lees_bewijs(data: bytes) -> Bewijs:
    """Read a tlog-proof file without checking it; ``lees_bewijs(data).codeer() == data`` for all that it accepts.

    Raises:
        BestandTeGroot: more than 2,000,000 bytes.
        AnderBestand: the first line is another.
        Bewijsregel, TeVeelHashes, GeenGetal, GeenBase64, Hashregel: a line is not as it must be.
        Afgekeurd: the checkpoint is not a signed note; any of the errors of ``lees_notitie``.
    """
    if len(data) > GROOTSTE_BESTAND:
        raise BestandTeGroot(verwacht=f"at most {GROOTSTE_BESTAND} bytes", gevonden=len(data))
    if not data.startswith(f"{KOP}\n".encode()):
        raise AnderBestand(verwacht=KOP, gevonden=data[: len(KOP)])
    regels, checkpoint = splits(data)
    rest = regels[1:]
    extra = None
    if rest and rest[0].startswith("extra "):
        extra = lees_base64(rest.pop(0).removeprefix("extra "))
        if not extra:
            raise Bewijsregel(verwacht="extra data, or no line for it", gevonden="an empty one")
    if not rest or not rest[0].startswith("index "):
        raise Bewijsregel(verwacht="a line with the index", gevonden=repr("\n".join(rest[:1])))
    index = lees_getal(rest[0].removeprefix("index "))
    lees_notitie(checkpoint)
    return Bewijs(index, lees_hashes(rest[1:]), checkpoint, extra)
