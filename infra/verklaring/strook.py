"""The bewijsstrook: with it, whoever has an old number can see that it stands among what was destroyed.

A verklaring names no numbers. For each casus and consultatie it holds a commitment: SHA-256 of a label, a salt of 32
bytes and the number. Without the salt it says nothing. Who may hold the salt:

1. Whoever could read the casus while it lived: the salt follows from a data key of the casus as a whole (HMAC-SHA-256),
   so the service can give it to them as long as the data are there, the same each time, and keeps it nowhere.
2. Nobody else, and after the destruction nobody who did not take it along: it dies with the data key, in every backup
   too once the KEK is replaced. The service cannot recognise an old number either.

A strook holds the salt and not the number. Whoever finds one without the number could try all 2^48 numbers, which
takes hours on special hardware, and would learn a random number that leads nowhere any more. The commitments stand
sorted, apart from the proofs: which of the destroyed records a number was, they do not tell.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from uuid import UUID

from infra.logboek import Afgekeurd
from infra.logboek.sleutels import lees_base64, schrijf_base64
from infra.logboek.uitslag import GeenBundel, Onjuist
from infra.verklaring.vorm import codeer, lees, lees_json

FORMAAT = "casus-bewijsstrook/v1"
ZOUT = 32
"""The length of a salt, in bytes."""
GROOTSTE_STROOK = 10_000
"""In bytes."""
GEEN_NUMMER = (
    "Wat u bij --nummer gaf, is geen nummer van een casus of consultatie. Zo’n nummer is een C of Q met twee keer"
    " vijf tekens, zoals C-7KD2M-Q9X4P. Er is dus niets vergeleken."
)
_NUMMER = re.compile(r"[CQ]-[0-9A-Z]{5}-[0-9A-Z]{5}")
_VAN_SLEUTEL = b"casus bewijsstrook zout v1"
_VERBINTENIS = b"casus bewijsstrook verbintenis v1"


def lees_nummer(gegeven: str) -> str:
    """A number as somebody typed it, in the one spelling that a commitment is made of.

    Raises:
        GeenBundel: it is no number of a casus or a consultatie.
    """
    nummer = gegeven.strip().upper()
    if not _NUMMER.fullmatch(nummer):
        raise GeenBundel(GEEN_NUMMER)
    return nummer


def maak_zout(sleutel: bytes, stroom_id: UUID) -> bytes:
    """The salt of a casus or consultatie, from the raw data key that it has as a whole."""
    return hmac.new(sleutel, _VAN_SLEUTEL + stroom_id.bytes, hashlib.sha256).digest()


def verbintenis(zout: bytes, nummer: str) -> str:
    """The commitment to a number, in hexadecimal."""
    return hashlib.sha256(_VERBINTENIS + zout + nummer.encode()).hexdigest()


@dataclass(frozen=True)
class Bewijsstrook:
    """What is handed to somebody who knows the number."""

    formaat: str
    zout: str = field(repr=False)

    @classmethod
    def van(cls, zout: bytes) -> "Bewijsstrook":
        """The strook with this salt."""
        return cls(FORMAAT, schrijf_base64(zout))

    def codeer(self) -> bytes:
        """Give the bytes of the file."""
        return codeer(self)

    def verbintenis(self, nummer: str) -> str:
        """The commitment that a verklaring has of this number."""
        return verbintenis(lees_base64(self.zout), nummer)


def lees_strook(data: bytes) -> Bewijsstrook:
    """Read a strook.

    Raises:
        GeenBundel: it is none.
    """
    try:
        strook = lees(Bewijsstrook, lees_json(data.strip(), waar="strook"), waar="strook")
        if strook.formaat == FORMAAT and len(lees_base64(strook.zout)) == ZOUT:
            return strook
    except (Onjuist, Afgekeurd):
        pass
    raise GeenBundel("Het bestand is geen bewijsstrook.")
