"""What a verifier reads in a stream, with flat memory: leaves, proofs, and the tree that leaf hashes grow into."""

import hashlib
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedIOBase

from infra.logboek.blad import KOP
from infra.logboek.checkpoint import lees_getal, lees_hash
from infra.logboek.merkle import HASH, LEEG, knoop
from infra.logboek.omslag import BLOK

GROOTSTE_BLAD = 2**24
"""In bytes; an event is stored without its content, so in practice it stays below a thousand."""
MEESTE_BEWIJZEN = 64
"""How many hashes a proof may have, and how many proofs from older sizes a bundle may hold."""
_REGEL = 200
_BEGIN = struct.Struct(f">{len(KOP)}sQ24xI")
_LENGTE = struct.Struct(">I")
_PAAR = 2 * HASH
_SHA = hashlib.sha256


class Rand:
    """The right edge of a growing tree: the roots of the complete subtrees that its size is the sum of."""

    def __init__(self, grootte: int, delen: Iterable[bytes]) -> None:
        """Take up a tree of this size; ``delen`` are those roots, the largest first, one for each bit of the size."""
        self.grootte, self._delen = grootte, list(delen)

    def voeg_toe(self, hashes: bytes) -> None:
        """Add leaf hashes, 32 bytes each, one right after the other; a level of the tree at a time."""
        begin, laag, over = self.grootte, hashes, []
        self.grootte += len(hashes) // HASH
        while laag:
            if begin & 1:
                laag = self._delen.pop() + laag
            if len(laag) % _PAAR:
                over.append(laag[-HASH:])
            laag = b"".join(
                # SHA-256(0x01 || left || right), as ``merkle.knoop``; in place, since it is done for every event.
                [_SHA(b"\x01" + laag[i : i + _PAAR]).digest() for i in range(0, len(laag) - HASH, _PAAR)]
            )
            begin >>= 1
        self._delen.extend(reversed(over))

    @property
    def wortel(self) -> bytes:
        """The root."""
        if not self._delen:
            return LEEG
        hash_ = self._delen[-1]
        for links in reversed(self._delen[:-1]):
            hash_ = knoop(links, hash_)
        return hash_


class GeenBlad(Exception):
    """What follows in the stream of leaves is not one."""


def lees_bladen(stroom: BufferedIOBase) -> Iterator[tuple[list[bytes], list[int]]]:
    """Split a stream into leaves; gives some at a time, with their positions.

    Raises:
        GeenBlad: after the leaves that were given, something else follows.
    """
    begin, lengte_op = _BEGIN.unpack_from, _LENGTE.unpack_from
    vast, na_lengte = _BEGIN.size, _BEGIN.size + _LENGTE.size
    data = b""
    # As much again as is left of a leaf that is not whole yet, so that a large one is not put together bit by bit.
    while blok := stroom.read(BLOK + len(data)):
        data = data + blok if data else blok
        einde, plek = len(data), 0
        bladen: list[bytes] = []
        posities: list[int] = []
        with suppress(struct.error):  # what is left is shorter than the fields before the state of a leaf
            while True:
                kop, positie, naam = begin(data, plek)
                (inhoud,) = lengte_op(data, plek + vast + naam)
                volgende = plek + na_lengte + naam + inhoud
                if volgende > einde or kop != KOP:
                    break
                bladen.append(data[plek:volgende])
                posities.append(positie)
                plek = volgende
        if bladen:
            yield bladen, posities
        data = data[plek:]
        if not KOP.startswith(data[: len(KOP)]) or len(data) > GROOTSTE_BLAD:
            raise GeenBlad
    if data:
        raise GeenBlad


@dataclass(frozen=True)
class Blok:
    """A part of ``proofs.txt``: a word with numbers, and hashes, one in base64 a line, then an empty line."""

    woord: str
    getallen: tuple[int, ...]
    hashes: tuple[bytes, ...]


def lees_blokken(stroom: BufferedIOBase) -> Iterator[Blok]:
    """Read the proofs, one at a time.

    Raises:
        Afgekeurd: a number or a hash has another form.
        ValueError: something else.
    """
    while kop := _regel(stroom):
        woord, *getallen = kop.split(" ")
        hashes: list[bytes] = []
        while regel := _regel(stroom):
            hashes.append(lees_hash(regel))
            if len(hashes) > MEESTE_BEWIJZEN:
                raise ValueError
        if regel is None:
            raise ValueError
        yield Blok(woord, tuple(lees_getal(getal) for getal in getallen), tuple(hashes))
    if kop is not None:
        raise ValueError


def _regel(stroom: BufferedIOBase) -> str | None:
    """The next line without its newline; None at the end."""
    regel = stroom.readline(_REGEL)
    if not regel:
        return None
    if not regel.endswith(b"\n") or not regel.isascii():
        raise ValueError
    return regel[:-1].decode("ascii")
