"""What a pseudonym is made of: it stands in lines that stay, so it is the same in every version of the service."""

import hashlib
import hmac
from uuid import UUID

from infra.inzage.pseudoniem import Pseudoniemen

STROOM, MENS = UUID(int=1), UUID(int=2)
NAMEN = Pseudoniemen({STROOM: {None: b"\x01" * 32, MENS: b"\x02" * 32}})


def van(sleutel: bytes, wat: bytes) -> UUID:
    """As RFC 9562 section 5.8 puts it: 128 bits of one's own, but for those of the version and the variant."""
    merk = bytearray(hmac.new(sleutel, b"casus inzage pseudoniem" + wat, hashlib.sha256).digest()[:16])
    merk[6], merk[8] = merk[6] & 0x0F | 0x80, merk[8] & 0x3F | 0x80
    return UUID(bytes=bytes(merk))


def test_a_pseudonym_is_a_keyed_hash_in_the_form_of_an_id() -> None:
    assert NAMEN.casus(STROOM) == van(b"\x01" * 32, b"casus")
    assert NAMEN.persoon(STROOM, MENS) == van(b"\x02" * 32, b"persoon" + MENS.bytes)
    assert NAMEN.bericht(STROOM, "een", "twee") == van(b"\x01" * 32, b"bericht" + b"een\x00twee")
    assert str(NAMEN.casus(STROOM)) == "bc46f693-b41a-88f3-a731-0ddfbfd312ab"
