"""One stored event as the bytes that the logboek hashes: a leaf (blad) of the Merkle tree.

The encoding, version 1; numbers are unsigned and big-endian:

1. the header ``casus blad 1`` and a newline, 13 bytes: what this is, and its version;
2. the notification position, 8 bytes, from 1;
3. the stream id, the 16 bytes of the UUID (RFC 9562 section 4);
4. the version within the stream, 8 bytes, from 1;
5. the contract name: its length in 4 bytes, then UTF-8, not empty;
6. the stored state: its length in 4 bytes, then the bytes as they stand in the event table;
7. nothing more.

So every event has one encoding and every encoding one event; what does not come back as the same bytes is refused.
"""

import hashlib
from dataclasses import dataclass, field
from struct import Struct
from uuid import UUID

from infra.logboek import Afgekeurd

KOP = b"casus blad 1\n"
HOOGSTE = 2**63 - 1
"""The largest position and version: those of a ``bigint``."""
_LANGST = 2**32 - 1
_VAST = Struct(f">{len(KOP)}sQ16sQI")
_LENGTE = Struct(">I")


class AndereKop(Afgekeurd):
    """The bytes do not begin with the header of this version of a leaf."""


class BladTeKort(Afgekeurd):
    """The leaf ends before its last field does."""


class BladTeLang(Afgekeurd):
    """There are bytes after the last field of the leaf."""


class GetalBuitenBereik(Afgekeurd):
    """A position or version lies outside 1 to 2^63 - 1."""


class NaamOngeldig(Afgekeurd):
    """The contract name is empty or not UTF-8."""


class VeldTeLang(Afgekeurd):
    """A field is longer than its length can say."""


@dataclass(frozen=True, slots=True)
class Blad:
    """A stored event: its notification position, stream id, version, contract name, and stored state."""

    positie: int
    stroom_id: UUID
    versie: int
    naam: str
    inhoud: bytes = field(repr=False)

    def codeer(self) -> bytes:
        """Give the canonical bytes.

        Raises:
            GetalBuitenBereik: the position or the version is not between 1 and 2^63 - 1.
            NaamOngeldig: the contract name is empty, or holds what UTF-8 cannot.
            VeldTeLang: the name or the state is 4 GiB or more.
        """
        for getal in (self.positie, self.versie):
            if not 1 <= getal <= HOOGSTE:
                raise GetalBuitenBereik(verwacht=f"1 to {HOOGSTE}", gevonden=getal)
        try:
            naam = self.naam.encode()
        except UnicodeEncodeError as fout:
            raise NaamOngeldig(verwacht="a name in UTF-8", gevonden=repr(self.naam)) from fout
        if not naam:
            raise NaamOngeldig(verwacht="a name", gevonden="nothing")
        for veld in (naam, self.inhoud):
            if len(veld) > _LANGST:
                raise VeldTeLang(verwacht=f"at most {_LANGST} bytes", gevonden=len(veld))
        vast = _VAST.pack(KOP, self.positie, self.stroom_id.bytes, self.versie, len(naam))
        return b"".join((vast, naam, _LENGTE.pack(len(self.inhoud)), self.inhoud))


def lees_blad(data: bytes) -> Blad:
    """Read a leaf back from its canonical bytes; ``lees_blad(data).codeer() == data`` for all that it accepts.

    Raises:
        AndereKop: these are not the bytes of a leaf, or those of another version.
        BladTeKort: the bytes end too early.
        BladTeLang: bytes follow the last field.
        GetalBuitenBereik: the position or the version is not between 1 and 2^63 - 1.
        NaamOngeldig: the contract name is empty or not UTF-8.
    """
    if data[: len(KOP)] != KOP:
        raise AndereKop(verwacht=KOP, gevonden=data[: len(KOP)])
    _tot(data, _VAST.size)
    _, positie, stroom, versie, naamlengte = _VAST.unpack_from(data)
    einde_naam = _VAST.size + naamlengte
    begin_inhoud = _tot(data, einde_naam + _LENGTE.size)
    (lengte,) = _LENGTE.unpack_from(data, einde_naam)
    einde = _tot(data, begin_inhoud + lengte)
    if len(data) > einde:
        raise BladTeLang(verwacht=f"{einde} bytes", gevonden=len(data))
    for getal in (positie, versie):
        if not 1 <= getal <= HOOGSTE:
            raise GetalBuitenBereik(verwacht=f"1 to {HOOGSTE}", gevonden=getal)
    return Blad(
        positie, UUID(bytes=stroom), versie, _naam(data[_VAST.size : einde_naam]), data[begin_inhoud:]
    )


def _tot(data: bytes, plaats: int) -> int:
    """Reach a place in the leaf, if the leaf goes that far."""
    if len(data) < plaats:
        raise BladTeKort(verwacht=f"at least {plaats} bytes", gevonden=len(data))
    return plaats


def _naam(data: bytes) -> str:
    if not data:
        raise NaamOngeldig(verwacht="a name", gevonden="nothing")
    try:
        return data.decode()
    except UnicodeDecodeError as fout:
        raise NaamOngeldig(verwacht="a name in UTF-8", gevonden=data) from fout


def bladhash(data: bytes) -> bytes:
    """Hash the canonical bytes of a leaf: SHA-256(0x00 || data), 32 bytes (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()
