"""The keys of signed notes: Ed25519 (RFC 8032), as C2SP signed-note and tlog-cosignature use it.

The rules (c2sp.org/signed-note, c2sp.org/tlog-cosignature; keys as text as in Go's ``sumdb/note``):

1. A key has a name, which is not empty and holds no Unicode space and no plus, and a type: 0x01 or 0x04.
2. The key id is SHA-256(name || 0x0A || type || public key)[:4]. Name and id together say which key it is.
3. Type 0x01 signs the text of a note. Type 0x04 makes a cosignature/v1: 8 bytes of POSIX seconds, then a signature
   of a header line, a line with that time, and the text.
4. As text a public key (vkey) is ``name+id+base64``, of the type and the key; a private key is
   ``PRIVATE+KEY+name+id+base64``, with the id of the public one.
5. Base64 is that of RFC 4648 section 4 with padding, and only in the one form that encoding gives.

Where the specifications leave room: signed-note does not lay down private keys as text. The form here is that of
``sumdb/note``, which has it for type 0x01; here it holds for 0x04 too. The type 0x06 (ML-DSA-44), which the newest
tlog-cosignature prefers, is not known.
"""

import hashlib
import os
import re
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from infra.logboek import Afgekeurd

STREEP = "— "
"""The em dash and space that a signature line begins with."""
SLEUTELID = 4
"""The length of a key id, in bytes."""
_SLEUTEL, _TIJD = 32, 8
_GEHEIM = "PRIVATE+KEY+"
_LAATSTE_TIJD = 2**63 - 1
_VERBODEN = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")


class GeenBase64(Afgekeurd):
    """A value is not base64 in its one form."""


class Sleutelnaam(Afgekeurd):
    """A key name is empty, or holds a space or a plus."""


class Sleutelvorm(Afgekeurd):
    """The text of a key does not have the form of one."""


class Sleutelsoort(Afgekeurd):
    """The key is of another type than this is done with."""


class AndereSleutelId(Afgekeurd):
    """The key id is not the one that follows from the name, the type and the public key."""


class NotitieTekst(Afgekeurd):
    """The note is not UTF-8, or holds a control character, or its text does not end in a newline."""


class OnjuisteHandtekening(Afgekeurd):
    """A signature under the name and id of a known key is not made with that key over this text."""


class TijdBuitenBereik(Afgekeurd):
    """The time of a cosignature lies before 1970, or after what it can say."""


def lees_base64(tekst: str) -> bytes:
    """Decode base64 that is in its one form (RFC 4648 section 4; sections 3.1 to 3.5 for what is refused).

    Raises:
        GeenBase64: other characters, wrong padding, or bits set that encoding would leave zero.
    """
    try:
        waarde = b64decode(tekst, validate=True)
    except ValueError as fout:
        raise GeenBase64(verwacht="base64", gevonden=repr(tekst[:100])) from fout
    if schrijf_base64(waarde) != tekst:
        raise GeenBase64(verwacht=schrijf_base64(waarde), gevonden=repr(tekst[:100]))
    return waarde


def schrijf_base64(waarde: bytes) -> str:
    """Encode in base64 (RFC 4648 section 4)."""
    return b64encode(waarde).decode("ascii")


class Soort(IntEnum):
    """What a key signs: the signature type bytes of C2SP signed-note."""

    NOTITIE = 0x01
    MEDEHANDTEKENING = 0x04


def _soort(nummer: int) -> Soort:
    try:
        return Soort(nummer)
    except ValueError as fout:
        raise Sleutelsoort(verwacht="type 1 or 4", gevonden=nummer) from fout


def keur_naam(naam: str) -> str:
    """Refuse what the name of a key cannot be: it is not empty and holds no Unicode space and no plus."""
    if not naam or "+" in naam or any(teken.isspace() or teken < " " for teken in naam):
        raise Sleutelnaam(verwacht="a name without space and plus", gevonden=repr(naam))
    return naam


@dataclass(frozen=True)
class Handtekening:
    """One signature line: the name and id (4 bytes) of the key that it claims, and what that key made of the text."""

    naam: str
    sleutel_id: bytes
    waarde: bytes

    @property
    def regel(self) -> str:
        """The line, with its newline."""
        return f"{STREEP}{self.naam} {schrijf_base64(self.sleutel_id + self.waarde)}\n"


@dataclass(frozen=True)
class Controlesleutel:
    """A public key to check signatures with: its name, what it signs, and 32 bytes Ed25519 (RFC 8032)."""

    naam: str
    soort: Soort
    publiek: bytes

    def __post_init__(self) -> None:
        keur_naam(self.naam)
        if len(self.publiek) != _SLEUTEL:
            raise Sleutelvorm(verwacht=f"{_SLEUTEL} bytes", gevonden=len(self.publiek))

    @property
    def id(self) -> bytes:
        """The key id, 4 bytes."""
        return hashlib.sha256(self.naam.encode() + b"\n" + self._materiaal).digest()[:SLEUTELID]

    @property
    def vkey(self) -> str:
        """The key as text, ``name+id+base64``; ``van_vkey`` reads it."""
        return f"{self.naam}+{self.id.hex()}+{schrijf_base64(self._materiaal)}"

    @property
    def _materiaal(self) -> bytes:
        return bytes([self.soort]) + self.publiek

    @classmethod
    def van_vkey(cls, tekst: str) -> "Controlesleutel":
        """Read a public key from its text.

        Raises:
            Sleutelvorm: the text is not a name, an id and a key of 32 bytes.
            Sleutelnaam, Sleutelsoort, GeenBase64: that part of it is wrong.
            AndereSleutelId: the id is that of another key, or not in lowercase hexadecimal.
        """
        naam, sleutel_id, materiaal = _ontleed(tekst)
        sleutel = cls(naam, _soort(materiaal[0]), materiaal[1:])
        if sleutel_id != sleutel.id.hex():
            raise AndereSleutelId(verwacht=sleutel.id, gevonden=repr(sleutel_id))
        return sleutel

    def controleer(self, tekst: str, handtekening: Handtekening) -> int | None:
        """Check that this key made this signature over this text; gives the time of a cosignature in POSIX seconds.

        Raises:
            OnjuisteHandtekening: it did not.
            TijdBuitenBereik: the time of the cosignature is later than 2^63 - 1.
        """
        waarde, tijdstip, bericht = handtekening.waarde, None, tekst.encode()
        if self.soort is Soort.MEDEHANDTEKENING:
            tijdstip, waarde = int.from_bytes(waarde[:_TIJD]), waarde[_TIJD:]
            bericht = _medebericht(tekst, tijdstip)
        fout = OnjuisteHandtekening(
            verwacht=f"a signature by {self.naam}+{self.id.hex()}", gevonden="another"
        )
        if (handtekening.naam, handtekening.sleutel_id) != (self.naam, self.id):
            raise fout
        try:
            Ed25519PublicKey.from_public_bytes(self.publiek).verify(waarde, bericht)
        except (InvalidSignature, ValueError) as oorzaak:
            raise fout from oorzaak
        return tijdstip


@dataclass(frozen=True)
class Tekensleutel:
    """A private key: its name, what it signs, and the 32 bytes Ed25519 seed (RFC 8032)."""

    naam: str
    soort: Soort
    zaad: bytes = field(repr=False)

    def __post_init__(self) -> None:
        keur_naam(self.naam)
        if len(self.zaad) != _SLEUTEL:
            raise Sleutelvorm(verwacht=f"{_SLEUTEL} bytes", gevonden=len(self.zaad))

    @property
    def controlesleutel(self) -> Controlesleutel:
        """The public key that goes with it."""
        publiek = self._sleutel.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return Controlesleutel(self.naam, self.soort, publiek)

    @property
    def skey(self) -> str:
        """The private key as text; to be kept as secret as the key."""
        materiaal = schrijf_base64(bytes([self.soort]) + self.zaad)
        return f"{_GEHEIM}{self.naam}+{self.controlesleutel.id.hex()}+{materiaal}"

    @property
    def _sleutel(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.zaad)

    @classmethod
    def van_skey(cls, tekst: str) -> "Tekensleutel":
        """Read a private key from its text.

        Raises:
            Sleutelvorm, Sleutelnaam, Sleutelsoort, AndereSleutelId: as for ``Controlesleutel.van_vkey``. None of
                them holds any of the key.
        """
        delen = None
        # What went wrong in the text stays out of the error, also as its context: it holds the key.
        with suppress(GeenBase64, Sleutelnaam, Sleutelvorm):
            delen = _ontleed(tekst.removeprefix(_GEHEIM))
        if delen is None or not tekst.startswith(_GEHEIM):
            raise Sleutelvorm(verwacht=f"{_GEHEIM}name+id+base64", gevonden="another form")
        naam, sleutel_id, materiaal = delen
        sleutel = cls(naam, _soort(materiaal[0]), materiaal[1:])
        if sleutel_id != sleutel.controlesleutel.id.hex():
            raise AndereSleutelId(verwacht=sleutel.controlesleutel.id, gevonden="another id")
        return sleutel

    def onderteken(self, tekst: str) -> Handtekening:
        """Sign a text, with a key of type 0x01.

        Raises:
            Sleutelsoort: this key makes cosignatures.
            NotitieTekst: a note cannot have this text.
        """
        return self._teken(Soort.NOTITIE, keur_tekst(tekst).encode(), vooraf=b"")

    def medeonderteken(self, tekst: str, *, op: datetime) -> Handtekening:
        """Cosign the text of a checkpoint, with a key of type 0x04, at an aware moment; whole seconds are kept.

        Raises:
            Sleutelsoort: this key does not make cosignatures.
            NotitieTekst: a note cannot have this text.
            TijdBuitenBereik: the moment lies before 1970.
        """
        tijdstip = int(op.timestamp())
        bericht = _medebericht(keur_tekst(tekst), tijdstip)
        return self._teken(Soort.MEDEHANDTEKENING, bericht, vooraf=tijdstip.to_bytes(_TIJD))

    def _teken(self, soort: Soort, bericht: bytes, *, vooraf: bytes) -> Handtekening:
        if self.soort is not soort:
            raise Sleutelsoort(verwacht=f"type {soort}", gevonden=f"type {self.soort}")
        return Handtekening(self.naam, self.controlesleutel.id, vooraf + self._sleutel.sign(bericht))


def nieuwe_tekensleutel(naam: str, soort: Soort) -> Tekensleutel:
    """A fresh private key."""
    return Tekensleutel(naam, soort, os.urandom(_SLEUTEL))


def _ontleed(tekst: str) -> tuple[str, str, bytes]:
    """Split ``name+id+base64``; the base64 may hold a plus as well."""
    naam, _, rest = tekst.partition("+")
    sleutel_id, plus, base64 = rest.partition("+")
    if not plus:
        raise Sleutelvorm(verwacht="name+id+base64", gevonden=repr(tekst))
    materiaal = lees_base64(base64)
    if len(materiaal) != 1 + _SLEUTEL:
        raise Sleutelvorm(verwacht=f"{1 + _SLEUTEL} bytes", gevonden=len(materiaal))
    return keur_naam(naam), sleutel_id, materiaal


def _medebericht(tekst: str, tijdstip: int) -> bytes:
    """What a cosignature/v1 signs."""
    if not 0 <= tijdstip <= _LAATSTE_TIJD:
        raise TijdBuitenBereik(verwacht=f"0 to {_LAATSTE_TIJD}", gevonden=tijdstip)
    return f"cosignature/v1\ntime {tijdstip}\n{tekst}".encode()


def keur_tekst(tekst: str) -> str:
    """Refuse what the text of a note cannot be: it ends in a newline and holds no other control character."""
    if not tekst.endswith("\n"):
        raise NotitieTekst(verwacht="a newline at the end", gevonden=repr(tekst[-20:]))
    fout = _VERBODEN.search(tekst)
    if fout:
        raise NotitieTekst(verwacht="no control character", gevonden=f"{fout[0]!r} at {fout.start()}")
    return tekst
