"""The file of a verklaring: its content, the signed note about that content, and the public keys that go with it."""

from dataclasses import dataclass
from functools import cached_property

from domain.vernietigingslijst.verklaring import Verklaring, Vernietigingsfeit
from infra.logboek.blad import Blad, bladhash
from infra.logboek.uitslag import GeenBundel, Onjuist, Soort
from infra.verklaring.vorm import codeer, lees, lees_json

FORMAAT = "casus-verklaring/v1"
GROOTSTE_VERKLARING = 100_000_000
"""In bytes; one of 10,000 units takes about a tenth of it."""


@dataclass(frozen=True)
class Omslag:
    """The file as it stands: nothing in it is believed before it is checked, the keys least of all."""

    formaat: str
    inhoud: Verklaring
    ondertekening: str
    sleutels: str

    @cached_property
    def inhoud_als_bytes(self) -> bytes:
        """The canonical bytes of the content, whose hash is signed."""
        return codeer(self.inhoud)

    def codeer(self) -> bytes:
        """Give the bytes of the file."""
        return codeer(
            {
                "formaat": self.formaat,
                "inhoud": self.inhoud,
                "ondertekening": self.ondertekening,
                "sleutels": self.sleutels,
            }
        )


def lees_omslag(data: bytes) -> Omslag:
    """Read the file without checking more than its form; ``lees_omslag(data).codeer() == data``.

    Raises:
        Onjuist: it is another form, or a field is missing or one too many.
        GeenBundel: it is too large to be a verklaring.
    """
    if len(data) > GROOTSTE_VERKLARING:
        raise GeenBundel(f"Het bestand is groter dan {GROOTSTE_VERKLARING} bytes.")
    omslag = lees(Omslag, lees_json(data, waar="verklaring"), waar="verklaring")
    if omslag.formaat != FORMAAT:
        zin = "Het bestand is geen verklaring van vernietiging, of een van een andere versie."
        raise Onjuist(Soort.MISVORMD, zin, waar="formaat", verwacht=FORMAAT, gevonden=omslag.formaat)
    return omslag


def blad_van(feit: Vernietigingsfeit) -> bytes:
    """The hash of the leaf of a fact.

    Raises:
        Afgekeurd: no stored event can have these fields.
    """
    blad = Blad(feit.positie, feit.stroom_id, feit.versie, feit.naam, feit.inhoud.encode())
    return bladhash(blad.codeer())
