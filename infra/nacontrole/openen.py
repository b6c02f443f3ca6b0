"""Tries what was found with every key that is alive: residue that opens is a failure, residue that does not is dust.

Wrapped keys are tried with each living KEK, ciphertexts with each data key that could still be had. A ciphertext is
decrypted without asking whether it is whole and in its place: whoever has stolen it would not ask that either.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from infra.keys import NONCE, Kek, SleutelFout
from infra.nacontrole.naald import Treffer
from infra.nacontrole.spoorsoort import Spoorsoort
from infra.nacontrole.sporen import Verbinding

INGEPAKT = NONCE + 32 + 16
"""Bytes of a wrapped key: nonce, key, tag."""

_VOOR_DE_LENGTE = (bytes((INGEPAKT * 2 + 3,)), INGEPAKT.to_bytes(4))
"""What stands before a value of that length: in a row on disk, and in a row as it is copied out."""

MEESTE_TEKSTEN = 2000
"""Ciphertexts that are kept to be tried; how many more there were is counted."""

_GENOEG = 48
"""Bytes of a ciphertext by which to tell whether it opened."""


@dataclass
class Opener:
    """Collects what opens while a search goes on."""

    kekken: Sequence[Kek]
    geprobeerd: int = 0
    geopend: dict[bytes, bytes] = field(default_factory=dict, repr=False)
    teksten: list[tuple[int, bytes]] = field(default_factory=list, repr=False)

    def neem(self, treffer: Treffer) -> bool:
        """Try a finding; says whether it is a wrapped key that opens. Ciphertexts are kept for ``open_teksten``."""
        if treffer.spoor.soort is Spoorsoort.CIJFERTEKST:
            if len(self.teksten) < MEESTE_TEKSTEN:
                self.teksten.append((treffer.spoor.eenheid, treffer.vervolg[: NONCE + _GENOEG]))
            return False
        if treffer.spoor.soort is Spoorsoort.INGEPAKT and treffer.spoor.hulp is not None:
            return self._probeer(treffer.spoor.hulp, treffer.vervolg[:INGEPAKT])
        if treffer.spoor.soort is Spoorsoort.SLEUTEL:
            return any(self._probeer(treffer.merk, kans) for kans in _erachter(treffer.vervolg))
        return False

    def _probeer(self, sleutel_id: bytes, ingepakt: bytes) -> bool:
        if len(ingepakt) < INGEPAKT:
            return False
        self.geprobeerd += 1
        for kek in self.kekken:
            try:
                rauw = kek.pak_uit(ingepakt, voor=UUID(bytes=sleutel_id), tijdvak=kek.tijdvak)
            except SleutelFout:
                continue
            self.geopend[sleutel_id] = rauw
            return True
        return False

    def open_teksten(self, levend: Mapping[int, Iterable[bytes]]) -> int:
        """How many of the kept ciphertexts open, with the keys found and with the living ones of their own unit."""
        gevonden = list(self.geopend.values())
        return sum(
            any(opent(tekst, sleutel) for sleutel in (*gevonden, *levend.get(eenheid, ())))
            for eenheid, tekst in self.teksten
        )


_LEVEND = """
SELECT e.nummer, s.sleutel_id, s.tijdvak, s.ingepakt
FROM vernietiging.spooreenheid e JOIN sleutels.sleutel s ON s.stroom_id = e.stroom_id
WHERE e.lijst = %s AND e.nummer = ANY(%s)
"""


def levende_sleutels(
    verbinding: Verbinding, lijst: str, kekken: Sequence[Kek], eenheden: Iterable[int]
) -> dict[int, list[bytes]]:
    """The data keys that live on in the cases of some units, where a part of a case was destroyed."""
    bij_tijdvak = {kek.tijdvak: kek for kek in kekken}
    sleutels: dict[int, list[bytes]] = defaultdict(list)
    for nummer, sleutel_id, tijdvak, ingepakt in verbinding.execute(_LEVEND, (lijst, sorted(set(eenheden)))):
        if (kek := bij_tijdvak.get(tijdvak)) is not None:
            with suppress(SleutelFout):
                sleutels[nummer].append(kek.pak_uit(bytes(ingepakt), voor=sleutel_id, tijdvak=tijdvak))
    return sleutels


def _erachter(vervolg: bytes) -> list[bytes]:
    """What may be the wrapped key of a row whose key id was found: a value of that length, a little further."""
    kansen = []
    for merkteken in _VOOR_DE_LENGTE:
        plek = vervolg.find(merkteken, 16)
        while plek >= 0:
            kansen.append(vervolg[plek + len(merkteken) :][:INGEPAKT])
            plek = vervolg.find(merkteken, plek + 1)
    return kansen


def opent(cijfertekst: bytes, sleutel: bytes) -> bool:
    """Say whether the beginning of a ciphertext reads as content under this data key: JSON of ours."""
    nonce, tekst = cijfertekst[:NONCE], cijfertekst[NONCE : NONCE + _GENOEG]
    ontsleutelaar = Cipher(algorithms.AES(sleutel), modes.CTR(nonce + b"\0\0\0\2")).decryptor()
    leesbaar = ontsleutelaar.update(tekst)
    return leesbaar[:2] in {b'{"', b'["'} and min(leesbaar[:16]) >= ord(" ")
