"""Where the KEK is, by the settings: in a file, in a token, and in both while one takes the place of the other."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr

from infra.kek import ENIGE, Kekbestand, Kekbron
from infra.kek_pkcs11 import Kektoken
from infra.keys import Kek, SleutelFout
from infra.settings import Settings


class Kekplaats(StrEnum):
    """A place for a KEK, by the word that an operator gives."""

    BESTAND = "bestand"
    HSM = "hsm"


class Kekbronnen:
    """Several places as if they were one.

    A new KEK is made where the newest one is, or where ``naar`` says: so nothing moves by itself.
    """

    def __init__(self, bronnen: dict[Kekplaats, Kekbron], *, naar: Kekplaats | None = None) -> None:
        """Take the places; the first one is where the first KEK is made.

        Raises:
            SleutelFout: ``naar`` is not among them.
        """
        if naar is not None and naar not in bronnen:
            raise SleutelFout("There is no token to move the KEK to; set CASUS_KEK_PKCS11_MODULE.")
        self._bronnen, self._naar = bronnen, naar

    def __str__(self) -> str:
        """Where they are, for the operator."""
        return " and ".join(str(bron) for bron in self._bronnen.values())

    def lees(self) -> tuple[Kek, ...]:
        """As ``Kekbron.lees``."""
        return tuple(kek for _, kek in self._alle())

    def maak(self, tijdvak: int) -> Kek:
        """As ``Kekbron.maak``."""
        alle = self._alle()
        for _, kek in alle:
            if kek.tijdvak == tijdvak:
                return kek
        eerste = next(iter(self._bronnen))
        return self._bronnen[self._naar or (alle[-1][0] if alle else eerste)].maak(tijdvak)

    def vernietig(self, tijdvak: int, *, elders: bool = False) -> None:
        """As ``Kekbron.vernietig``: in each place, so that what was cut short is finished."""
        alle = [kek.tijdvak for _, kek in self._alle()]
        if alle == [tijdvak] and not elders:
            raise SleutelFout(ENIGE)
        for bron in self._bronnen.values():
            bron.vernietig(tijdvak, elders=True)

    def plaats(self, tijdvak: int) -> Kekplaats | None:
        """Where the KEK of an epoch is."""
        return next((plaats for plaats, kek in self._alle() if kek.tijdvak == tijdvak), None)

    def waar(self, tijdvak: int) -> str:
        """Where the KEK of an epoch is, for the operator."""
        plaats = self.plaats(tijdvak)
        return "nowhere" if plaats is None else str(self._bronnen[plaats])

    def _alle(self) -> Sequence[tuple[Kekplaats, Kek]]:
        """All of them with their places, the oldest epoch first."""
        alle = [(plaats, kek) for plaats, bron in self._bronnen.items() for kek in bron.lees()]
        if len({kek.tijdvak for _, kek in alle}) < len(alle):
            raise SleutelFout(f"There are two KEKs of one epoch in {self}.")
        return sorted(alle, key=lambda een: een[1].tijdvak)


def kekbronnen(settings: Settings, *, naar: Kekplaats | None = None) -> Kekbronnen:
    """The places that the settings name.

    Raises:
        SleutelFout: the new KEK is to be made in a place that they do not name.
    """
    bestand: dict[Kekplaats, Kekbron] = {Kekplaats.BESTAND: Kekbestand(settings.kek)}
    if settings.kek_pkcs11_module is None:
        return Kekbronnen(bestand, naar=naar)
    token = Kektoken(
        settings.kek_pkcs11_module,
        settings.kek_pkcs11_token,
        lambda: _pin(settings.kek_pkcs11_pin, settings.kek_pkcs11_pin_bestand),
    )
    return Kekbronnen({Kekplaats.HSM: token} | bestand, naar=naar)


def _pin(gegeven: SecretStr | None, bestand: Path | None) -> SecretStr:
    if gegeven is not None:
        return gegeven
    if bestand is None:
        raise SleutelFout("There is no PIN for the token; set CASUS_KEK_PKCS11_PIN_BESTAND.")
    try:
        if bestand.stat().st_mode & 0o077:
            raise SleutelFout(f"The PIN in {bestand} is readable by others; make it mode 0600.")
        return SecretStr(bestand.read_text(encoding="utf-8").strip())
    except UnicodeDecodeError:
        raise SleutelFout(f"The file {bestand} does not hold a PIN.") from None
    except OSError as fout:
        raise SleutelFout(f"The PIN in {bestand} cannot be read: {fout.strerror}.") from fout
