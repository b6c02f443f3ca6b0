"""Keys: one data key for each unit that can be destroyed alone, wrapped by the key-encryption key (KEK).

The KEK lives outside the database (``kek``). Its number is the epoch (tijdvak): rotating to a new epoch makes every
wrapped key in an old backup worthless. A wrapped key is bound to its own id, so keys cannot be swapped.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.leesbaar import LeesbareFout

NONCE = 12
SLEUTELLENGTE = 32


class SleutelFout(LeesbareFout):
    """A key is missing, damaged, or not the one that the database was sealed with. Never holds a key."""


class KekOnbereikbaar(SleutelFout):
    """The device with the KEK is away; it may come back."""


class Inpakker(Protocol):
    """What wraps data keys: a KEK, or a ring of them while one takes the place of another."""

    @property
    def huidig(self) -> "Kek":
        """The one that new keys are wrapped with."""
        ...

    def ververs(self) -> None:
        """Look anew which KEKs there are."""
        ...

    def pak_uit(self, ingepakt: bytes, *, voor: UUID, tijdvak: int) -> bytes:
        """Unwrap a data key that was wrapped in an epoch.

        Raises:
            SleutelFout: there is no key of that epoch, or the wrapped key was changed or moved.
        """
        ...


class Kek(Protocol):
    """The key-encryption key of one epoch. Its bytes are nobody's business: a KEK may be in a device."""

    @property
    def tijdvak(self) -> int:
        """Its epoch."""
        ...

    @property
    def vingerafdruk(self) -> str:
        """What the database may know of this key: 128 bits that are used for nothing else."""
        ...

    def pak_in(self, sleutel: bytes, *, voor: UUID) -> bytes:
        """Wrap a data key for the key id ``voor``: nonce (12 bytes), ciphertext, tag (16 bytes) of AES-256-GCM.

        Raises:
            SleutelFout: the KEK cannot be reached.
        """
        ...

    def pak_uit(self, ingepakt: bytes, *, voor: UUID, tijdvak: int) -> bytes:
        """As ``Inpakker.pak_uit``."""
        ...


def gebonden_aan(voor: UUID) -> bytes:
    """The associated data of a wrapped key: it opens under its own id only."""
    return b"casus dek" + voor.bytes


@dataclass(frozen=True)
class Geheugenkek:
    """A KEK whose bytes this process holds: one that came from a file."""

    tijdvak: int
    sleutel: bytes = field(repr=False)

    @cached_property
    def _aead(self) -> AESGCM:
        return AESGCM(self.sleutel)

    @property
    def huidig(self) -> Kek:
        """As ``Inpakker.huidig``."""
        return self

    def ververs(self) -> None:
        """As ``Inpakker.ververs``: there is no other."""

    @property
    def vingerafdruk(self) -> str:
        """As ``Kek.vingerafdruk``: of a hash of the key."""
        return hashlib.sha256(b"casus kek vingerafdruk" + self.sleutel).hexdigest()[:32]

    def pak_in(self, sleutel: bytes, *, voor: UUID) -> bytes:
        """As ``Kek.pak_in``."""
        nonce = os.urandom(NONCE)
        return nonce + self._aead.encrypt(nonce, sleutel, gebonden_aan(voor))

    def pak_uit(self, ingepakt: bytes, *, voor: UUID, tijdvak: int) -> bytes:
        """As ``Kek.pak_uit``."""
        if tijdvak != self.tijdvak:
            eis_tijdvak(self, voor, tijdvak)
        try:
            return self._aead.decrypt(ingepakt[:NONCE], ingepakt[NONCE:], gebonden_aan(voor))
        except (InvalidTag, ValueError) as fout:
            raise opent_niet(voor, self.tijdvak) from fout


def nieuwe_kek(tijdvak: int) -> Geheugenkek:
    """A fresh KEK for an epoch."""
    return Geheugenkek(tijdvak, os.urandom(SLEUTELLENGTE))


def eis_tijdvak(kek: Kek, voor: UUID, tijdvak: int) -> None:
    """Refuse a wrapped key of another epoch than the KEK's.

    Raises:
        SleutelFout: it is of another one.
    """
    if tijdvak != kek.tijdvak:
        raise SleutelFout(f"Data key {voor} is of epoch {tijdvak}, the KEK is of epoch {kek.tijdvak}.")


def opent_niet(voor: UUID, tijdvak: int) -> SleutelFout:
    """What is said of a wrapped key that was changed or moved, or was wrapped with another KEK."""
    return SleutelFout(f"Data key {voor} does not open with the KEK of epoch {tijdvak}.")


@dataclass(frozen=True)
class Eenheid:
    """What one data key belongs to: a casus, and within it the person and the supplier of a part, if any."""

    stroom_id: UUID
    persoon_id: UUID | None
    organisatie: str | None

    def __hash__(self) -> int:
        """As that of a dataclass, without asking two ids for theirs: each key that is opened is known by its unit."""
        return hash((self.stroom_id.int, self.persoon_id and self.persoon_id.int, self.organisatie))


ONGEVRAAGD = Eenheid(UUID(int=0), None, None)
"""Where whose a part is was not asked for: it is read to be opened, and nothing is written beside it."""


@dataclass(slots=True)
class Ingepakt:
    """A wrapped data key as the key store holds it."""

    sleutel_id: UUID
    eenheid: Eenheid
    tijdvak: int
    ingepakt: bytes = field(repr=False)


@dataclass(slots=True)
class Sleutel:
    """A data key, ready to seal and open."""

    id: UUID
    aead: AESGCM = field(repr=False)


@dataclass
class Sleutelbos:
    """The data keys of the cases at hand; lives as long as one command or one batch, and is never kept.

    ``nieuw`` are keys made for a write, to be stored in the same transaction.
    """

    kek: Inpakker
    bekend: dict[Eenheid, Sleutel] = field(default_factory=dict)
    op_id: dict[UUID, AESGCM] = field(default_factory=dict)
    nieuw: dict[Eenheid, Ingepakt] = field(default_factory=dict)
    klaar: dict[UUID, Ingepakt] = field(default_factory=dict)

    def leg_klaar(self, ingepakt: Iterable[Ingepakt]) -> None:
        """Know which keys there are already, also of units of which nothing was opened: a unit has one key."""
        for sleutel in ingepakt:
            self.klaar[sleutel.sleutel_id] = sleutel

    def neem(self, ingepakt: Ingepakt) -> AESGCM:
        """Unwrap a stored key, once."""
        id_ = ingepakt.sleutel_id
        sleutel = self.op_id.get(id_)
        if sleutel is None:
            sleutel = AESGCM(self.kek.pak_uit(ingepakt.ingepakt, voor=id_, tijdvak=ingepakt.tijdvak))
            self.op_id[id_] = sleutel
            if ingepakt.eenheid is not ONGEVRAAGD:
                self.bekend[ingepakt.eenheid] = Sleutel(id_, sleutel)
        return sleutel

    def voor(self, eenheid: Eenheid, *, nieuw_id: UUID) -> Sleutel:
        """The key of a unit; a new one under ``nieuw_id`` where the unit has none yet."""
        sleutel = self.bekend.get(eenheid)
        if sleutel is None:
            er_al = next((een for een in self.klaar.values() if een.eenheid == eenheid), None)
            if er_al is not None:
                return Sleutel(er_al.sleutel_id, self.neem(er_al))
            rauw = os.urandom(SLEUTELLENGTE)
            sleutel = Sleutel(nieuw_id, AESGCM(rauw))
            self.op_id[nieuw_id], self.bekend[eenheid] = sleutel.aead, sleutel
            kek = self.kek.huidig
            self.nieuw[eenheid] = Ingepakt(nieuw_id, eenheid, kek.tijdvak, kek.pak_in(rauw, voor=nieuw_id))
        return sleutel


class Zoekdoel(StrEnum):
    """What a blind index is for; each has a key of its own, so that marks of one say nothing in another."""

    KENMERK = "kenmerk"
    SAMENLOOP = "samenloop"


@dataclass(frozen=True)
class Zoeksleutel:
    """The key of the blind index: equal input gives equal marks, and without the key a mark says nothing.

    It has a number, and stands beside the marks that were made with it; ``tijdvak`` is the epoch that wraps it.
    """

    sleutel: bytes = field(repr=False)
    nummer: int = 1
    tijdvak: int = 1

    def merk(self, *delen: str) -> bytes:
        """The mark of these texts together (HMAC-SHA-256); their borders count."""
        bericht = b"".join(len(deel.encode()).to_bytes(4) + deel.encode() for deel in delen)
        return hmac.new(self.sleutel, bericht, hashlib.sha256).digest()
