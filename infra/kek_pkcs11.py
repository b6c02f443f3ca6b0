"""KEKs in a PKCS#11 token (PKCS#11 v2.40): made there, never to leave it; the token wraps and unwraps.

1. A KEK is an AES-256 key that the token generates: CKA_SENSITIVE, not CKA_EXTRACTABLE, for encrypting and decrypting
   only. One that could be taken out, or could once, is refused. It is known by its label, ``casus kek <epoch>``.
2. A data key is wrapped with CKM_AES_GCM by C_Encrypt, in the form in which a KEK in a file wraps it: so a KEK in a
   token can take the place of one in a file, and the other way round.
3. A new KEK is tried before it is used: some tokens choose a nonce of their own, and what they wrap would not open.
4. The fingerprint is 128 bits of SHA-256 over the tag of GCM over nothing, under a nonce and associated data that
   stand for this alone. A random nonce (2^-96) never meets that one.
5. A token that is away is not the same as a token without the key: nothing is called gone before the token answered.

Sessions are not safe between threads, and the module has one state for the whole process: one call at a time. A session
that fails is opened anew, if need be with the module begun anew, so a token that comes back is used again by itself.
"""

import hashlib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast
from uuid import UUID, uuid4

import pkcs11
from pkcs11 import (
    Attribute,
    GCMParams,
    KeyType,
    Mechanism,
    MechanismFlag,
    ObjectClass,
    PKCS11Error,
    SecretKey,
)
from pkcs11 import exceptions as p11
from pkcs11.types import DecryptMixin, EncryptMixin
from pydantic import SecretStr

from infra.kek import ENIGE
from infra.keys import NONCE, SLEUTELLENGTE, Kek, SleutelFout, eis_tijdvak, gebonden_aan, opent_niet

T = TypeVar("T")

_LABEL = re.compile(r"casus kek ([1-9][0-9]{0,8})")
_TAG = 16
_NONCE_VINGERAFDRUK = b"casus vinger"
_AAD_VINGERAFDRUK = b"casus kek vingerafdruk"
_PIN_ONJUIST = (p11.PinIncorrect, p11.PinInvalid, p11.PinLenRange)
_OPGESLOTEN = {
    Attribute.SENSITIVE: True,
    Attribute.EXTRACTABLE: False,
    Attribute.ALWAYS_SENSITIVE: True,
    Attribute.NEVER_EXTRACTABLE: True,
}
"""What a KEK says of itself when it never could be taken out (PKCS#11 v2.40 section 4.10)."""


class _AndereData(Exception):
    """The token is well and has the KEK, and what it was given does not open with it."""


@dataclass(frozen=True)
class Tokenkek:
    """A KEK in a token: this process knows its epoch and its fingerprint, and asks the token for the rest."""

    tijdvak: int
    vingerafdruk: str
    bron: "Kektoken" = field(repr=False, compare=False)

    @property
    def huidig(self) -> Kek:
        """As ``Inpakker.huidig``."""
        return self

    def ververs(self) -> None:
        """As ``Inpakker.ververs``: there is no other."""

    def pak_in(self, sleutel: bytes, *, voor: UUID) -> bytes:
        """As ``Kek.pak_in``."""
        return self.bron.pak_in(self, sleutel, gebonden_aan(voor))

    def pak_uit(self, ingepakt: bytes, *, voor: UUID, tijdvak: int) -> bytes:
        """As ``Kek.pak_uit``."""
        eis_tijdvak(self, voor, tijdvak)
        try:
            return self.bron.pak_uit(self, ingepakt, gebonden_aan(voor))
        except _AndereData:
            raise opent_niet(voor, tijdvak) from None


class Kektoken:
    """The KEKs in one token. No two services may share a token: each would take the other's KEKs for its own."""

    def __init__(self, module: Path, token: str, pin: Callable[[], SecretStr]) -> None:
        """``module`` is the library of the token's maker, ``token`` the label; the PIN is asked for at each log-in."""
        self.module, self.token, self._pin = module, token, pin
        self._slot = _slot_van(str(module))
        self._sessie: _Sessie | None = None
        self._geweigerd = False

    def __str__(self) -> str:
        """Where it is, for the operator."""
        return f"token {self.token!r} of {self.module}"

    # --- as a Kekbron ---

    def lees(self) -> tuple[Tokenkek, ...]:
        """As ``Kekbron.lees``."""
        return self._vers(
            lambda sessie: tuple(
                Tokenkek(tijdvak, sessie.vingerafdruk(tijdvak), self) for tijdvak in sorted(sessie.sleutels)
            )
        )

    def maak(self, tijdvak: int) -> Tokenkek:
        """As ``Kekbron.maak``."""

        def daad(sessie: "_Sessie") -> Tokenkek:
            if tijdvak not in sessie.sleutels:
                sessie.maak(tijdvak)
            return Tokenkek(tijdvak, sessie.vingerafdruk(tijdvak), self)

        return self._vers(daad)

    def vernietig(self, tijdvak: int, *, elders: bool = False) -> None:
        """As ``Kekbron.vernietig``: C_DestroyObject, and then a look by a new session whether it is gone."""

        def daad(sessie: "_Sessie") -> None:
            if tijdvak in sessie.sleutels and len(sessie.sleutels) == 1 and not elders:
                raise SleutelFout(ENIGE)
            if tijdvak in sessie.sleutels:
                sessie.sleutels.pop(tijdvak).destroy()

        self._vers(daad)
        if self._vers(lambda sessie: tijdvak in sessie.sleutels):
            raise SleutelFout(f"The KEK of epoch {tijdvak} is still in {self}.")

    # --- for its keys ---

    def pak_in(self, kek: Tokenkek, data: bytes, aad: bytes) -> bytes:
        """Have the token encrypt: nonce, ciphertext and tag.

        Raises:
            SleutelFout: the token is away, or has not this KEK.
        """
        nonce = os.urandom(NONCE)
        return self._doe(lambda sessie: nonce + sessie.versleutel(kek.tijdvak, nonce, data, aad))

    def pak_uit(self, kek: Tokenkek, ingepakt: bytes, aad: bytes) -> bytes:
        """Have the token decrypt.

        Raises:
            _AndereData: this does not open with this KEK.
            SleutelFout: the token is away, or has not this KEK.
        """
        nonce, data = ingepakt[:NONCE], ingepakt[NONCE:]

        def daad(sessie: "_Sessie") -> bytes:
            try:
                if len(data) >= _TAG:
                    return sessie.ontsleutel(kek.tijdvak, nonce, data, aad)
            except PKCS11Error:
                # Tokens tell a wrong tag in words of their own (SoftHSM: CKR_GENERAL_ERROR). If the key does what it
                # should, it is the data; if not, this raises, and the session is opened anew.
                pass
            if sessie.vingerafdruk(kek.tijdvak) != kek.vingerafdruk:
                raise SleutelFout(f"The KEK of epoch {kek.tijdvak} in {self} is another one than it was.")
            raise _AndereData

        return self._doe(daad)

    # --- sessions ---

    def _doe(self, daad: "Callable[[_Sessie], T]") -> T:
        """Do something in the session at hand, and where that fails once more in a new one."""
        with self._slot:
            if self._sessie is not None:
                try:
                    return daad(self._sessie)
                except PKCS11Error:
                    self._sluit()
            return self._in_een_nieuwe(daad)

    def _vers(self, daad: "Callable[[_Sessie], T]") -> T:
        """Do something in a new session: one whose log-in was ended elsewhere sees no keys, and says nothing of it."""
        with self._slot:
            self._sluit()
            return self._in_een_nieuwe(daad)

    def _in_een_nieuwe(self, daad: "Callable[[_Sessie], T]") -> T:
        try:
            self._sessie = self._open()
            return daad(self._sessie)
        except p11.NoSuchKey:
            raise SleutelFout(f"A KEK that was in {self} is not there any more.") from None
        except PKCS11Error as fout:
            self._sluit()
            raise SleutelFout(f"The {self} refuses or is away ({type(fout).__name__}).") from fout

    def _open(self) -> "_Sessie":
        if self._geweigerd:
            # Each try counts, and after a few a token locks itself.
            raise SleutelFout(f"The {self} refused the PIN before; it is not tried again before a new start.")
        try:
            library = pkcs11.lib(str(self.module))
        except (PKCS11Error, RuntimeError) as fout:
            raise SleutelFout(f"{self.module} is not a PKCS#11 module that can be loaded.") from fout
        try:
            return self._log_in(library.get_token(token_label=self.token))
        except SleutelFout:
            raise
        except PKCS11Error:
            # The module may still know the token as it was when the module was begun.
            library.reinitialize()
        try:
            return self._log_in(library.get_token(token_label=self.token))
        except p11.NoSuchToken:
            raise SleutelFout(f"There is no token {self.token!r} for {self.module}.") from None
        except p11.MultipleTokensReturned:
            raise SleutelFout(f"There are several tokens {self.token!r} for {self.module}.") from None

    def _log_in(self, token: pkcs11.Token) -> "_Sessie":
        try:
            return _Sessie(token.open(rw=True, user_pin=self._pin().get_secret_value()), str(self))
        except p11.UserAlreadyLoggedIn:
            # Another session of this process did; a log-in holds for all of them.
            return _Sessie(token.open(rw=True), str(self))
        except _PIN_ONJUIST:
            self._geweigerd = True
            raise SleutelFout(f"The {self} does not take the PIN.") from None
        except p11.PinLocked:
            self._geweigerd = True
            raise SleutelFout(f"The PIN of the {self} is locked, after too many wrong ones.") from None

    def _sluit(self) -> None:
        sessie, self._sessie = self._sessie, None
        if sessie is not None:
            with suppress(PKCS11Error):
                sessie.sluit()


@cache
def _slot_van(module: str) -> RLock:
    """One lock for each module: beginning it anew ends whatever another thread is doing with it."""
    del module
    return RLock()


class _Sessie:
    """One session, and the KEKs that it sees."""

    def __init__(self, sessie: pkcs11.Session, waar: str) -> None:
        """Look which KEKs there are."""
        self._sessie, self._waar = sessie, waar
        self.sleutels = self._zoek()

    def sluit(self) -> None:
        """End it."""
        self._sessie.close()

    def _zoek(self) -> dict[int, SecretKey]:
        gevonden: dict[int, SecretKey] = {}
        zoek = {Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.KEY_TYPE: KeyType.AES}
        for sleutel in list(self._sessie.get_objects(zoek)):
            label = _LABEL.fullmatch(sleutel.label or "") if isinstance(sleutel, SecretKey) else None
            if label is None or not isinstance(sleutel, SecretKey):
                continue
            if (tijdvak := int(label[1])) in gevonden:
                raise SleutelFout(f"There are two KEKs of epoch {tijdvak} in {self._waar}.")
            if any(sleutel[naam] != waarde for naam, waarde in _OPGESLOTEN.items()):
                raise SleutelFout(f"The KEK of epoch {tijdvak} in {self._waar} could be taken out of it.")
            gevonden[tijdvak] = sleutel
        return gevonden

    def maak(self, tijdvak: int) -> None:
        """Have the token generate a KEK, and see that it does what is asked of it."""
        self._sessie.generate_key(
            KeyType.AES,
            SLEUTELLENGTE * 8,
            id=tijdvak.to_bytes(4),
            label=f"casus kek {tijdvak}",
            store=True,
            capabilities=MechanismFlag.ENCRYPT | MechanismFlag.DECRYPT,
            template={Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False, Attribute.PRIVATE: True},
        )
        self.sleutels = self._zoek()
        if not self._werkt(tijdvak):
            self.sleutels.pop(tijdvak).destroy()
            raise SleutelFout(f"The {self._waar} does not do AES-GCM (CKM_AES_GCM) as asked.")

    def _werkt(self, tijdvak: int) -> bool:
        nonce, data, aad = os.urandom(NONCE), os.urandom(SLEUTELLENGTE), gebonden_aan(uuid4())
        try:
            ingepakt = self.versleutel(tijdvak, nonce, data, aad)
            heen_en_weer = self.ontsleutel(tijdvak, nonce, ingepakt, aad) == data
        except PKCS11Error:
            return False
        try:
            self.ontsleutel(tijdvak, nonce, ingepakt, gebonden_aan(uuid4()))
        except PKCS11Error:
            return heen_en_weer
        return False

    def vingerafdruk(self, tijdvak: int) -> str:
        """As ``Kek.vingerafdruk``."""
        tag = self.versleutel(tijdvak, _NONCE_VINGERAFDRUK, b"", _AAD_VINGERAFDRUK)
        return hashlib.sha256(_AAD_VINGERAFDRUK + tag).hexdigest()[:32]

    def versleutel(self, tijdvak: int, nonce: bytes, data: bytes, aad: bytes) -> bytes:
        """Ciphertext and tag."""
        sleutel = cast("EncryptMixin", self._sleutel(tijdvak))
        wijze = GCMParams(nonce, aad)
        return cast("bytes", sleutel.encrypt(data, mechanism=Mechanism.AES_GCM, mechanism_param=wijze))

    def ontsleutel(self, tijdvak: int, nonce: bytes, data: bytes, aad: bytes) -> bytes:
        """What was encrypted."""
        sleutel = cast("DecryptMixin", self._sleutel(tijdvak))
        wijze = GCMParams(nonce, aad)
        return cast("bytes", sleutel.decrypt(data, mechanism=Mechanism.AES_GCM, mechanism_param=wijze))

    def _sleutel(self, tijdvak: int) -> SecretKey:
        try:
            return self.sleutels[tijdvak]
        except KeyError:
            raise p11.NoSuchKey from None
