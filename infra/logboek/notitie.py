"""Signed notes (notities): a text with signatures under it, as in C2SP signed-note (c2sp.org/signed-note).

The rules:

1. A note is UTF-8 without control characters below U+0020 other than newline: a text that ends in a newline, an
   empty line, and one or more signature lines. The text ends at the last empty line.
2. A signature line is an em dash, a space, the key name, a space, base64 of 4 bytes key id and the signature, a
   newline.
3. A signature of a key that is not known is passed over, also when it shares a name or an id with a known one.
4. Every signature of a known key must be right, and there must be at least one. Two of one key count once, as the
   first of them.

The specification leaves the largest note open, but asks for 16 signatures at least: here 1,000,000 bytes and 100
signatures. It lets a verifier pass over a wrong signature of a known key where another is right; here it may not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from infra.logboek import Afgekeurd
from infra.logboek.sleutels import (
    SLEUTELID,
    STREEP,
    Controlesleutel,
    Handtekening,
    NotitieTekst,
    Tekensleutel,
    keur_naam,
    keur_tekst,
    lees_base64,
)

GROOTSTE_NOTITIE = 1_000_000
"""In bytes."""
MEESTE_HANDTEKENINGEN = 100


class NotitieTeGroot(Afgekeurd):
    """The note is larger than a note may be."""


class NotitieVorm(Afgekeurd):
    """The note is not a text, an empty line, and signature lines that each end in a newline."""


class Handtekeningregel(Afgekeurd):
    """A signature line is not an em dash, a key name and base64."""


class TeVeelHandtekeningen(Afgekeurd):
    """The note has more signatures than are read."""


class DubbeleSleutel(Afgekeurd):
    """Two different known keys have the same name and key id."""


class GeenBekendeHandtekening(Afgekeurd):
    """The note has no signature of a known key."""


@dataclass(frozen=True)
class Geldig:
    """A signature that was checked: whose it is, and for a cosignature when it was made, in POSIX seconds."""

    sleutel: Controlesleutel
    tijdstip: int | None


@dataclass(frozen=True)
class Notitie:
    """A text and the signatures under it, of which nothing is checked until ``controleer`` did."""

    tekst: str
    handtekeningen: tuple[Handtekening, ...]

    def codeer(self) -> bytes:
        """Give the bytes of the note."""
        return f"{self.tekst}\n{''.join(h.regel for h in self.handtekeningen)}".encode()

    def met(self, *nieuwe: Handtekening) -> "Notitie":
        """The note with these signatures last; they take the place of earlier ones of the same keys."""
        van = {(h.naam, h.sleutel_id) for h in nieuwe}
        blijft = (h for h in self.handtekeningen if (h.naam, h.sleutel_id) not in van)
        return Notitie(self.tekst, (*blijft, *nieuwe))

    def controleer(self, bekend: Iterable[Controlesleutel]) -> tuple[Geldig, ...]:
        """Check every signature of a known key; gives one for each key that signed, in the order of the note.

        Raises:
            DubbeleSleutel: two known keys cannot be told apart.
            OnjuisteHandtekening, TijdBuitenBereik: a signature of a known key is wrong, so the whole note is.
            GeenBekendeHandtekening: there is no signature of a known key.
        """
        sleutels: dict[tuple[str, bytes], Controlesleutel] = {}
        for sleutel in bekend:
            if sleutels.setdefault((sleutel.naam, sleutel.id), sleutel) != sleutel:
                raise DubbeleSleutel(verwacht="one key", gevonden=f"two of {sleutel.naam}+{sleutel.id.hex()}")
        geldig: dict[Controlesleutel, Geldig] = {}
        for handtekening in self.handtekeningen:
            gekend = sleutels.get((handtekening.naam, handtekening.sleutel_id))
            if gekend is not None:
                geldig.setdefault(gekend, Geldig(gekend, gekend.controleer(self.tekst, handtekening)))
        if not geldig:
            raise GeenBekendeHandtekening(verwacht=_namen(sleutels), gevonden=_namen(self._van))
        return tuple(geldig.values())

    @property
    def _van(self) -> list[tuple[str, bytes]]:
        return [(h.naam, h.sleutel_id) for h in self.handtekeningen]


def _namen(sleutels: Iterable[tuple[str, bytes]]) -> str:
    """A few of these keys by name and id, for in an error."""
    return ", ".join(f"{naam}+{id_.hex()}" for naam, id_ in islice(sleutels, 3)) or "none"


def onderteken(tekst: str, *sleutels: Tekensleutel) -> Notitie:
    """A note with this text, signed with these keys of type 0x01.

    Raises:
        NotitieTekst: a note cannot have this text.
        Sleutelsoort: one of the keys makes cosignatures.
    """
    return Notitie(keur_tekst(tekst), tuple(sleutel.onderteken(tekst) for sleutel in sleutels))


def lees_notitie(data: bytes) -> Notitie:
    """Read a note without checking a signature; ``lees_notitie(data).codeer() == data`` for all that it accepts.

    Raises:
        NotitieTeGroot: more than 1,000,000 bytes.
        NotitieTekst: no UTF-8, or a control character such as the CR of a CRLF.
        NotitieVorm: no empty line, no signature, or no newline at the end.
        TeVeelHandtekeningen: more than 100 signatures.
        Handtekeningregel, Sleutelnaam, GeenBase64: a signature line is not one.
    """
    if len(data) > GROOTSTE_NOTITIE:
        raise NotitieTeGroot(verwacht=f"at most {GROOTSTE_NOTITIE} bytes", gevonden=len(data))
    try:
        heel = data.decode()
    except UnicodeDecodeError as fout:
        raise NotitieTekst(verwacht="UTF-8", gevonden=f"another byte at {fout.start}") from fout
    tekst, scheiding, onder = heel.rpartition("\n\n")
    if not scheiding:
        raise NotitieVorm(verwacht="an empty line", gevonden="none")
    if not onder.endswith("\n"):
        raise NotitieVorm(verwacht="signature lines with a newline", gevonden=repr(onder[-20:]))
    regels = onder.removesuffix("\n").split("\n")
    if len(regels) > MEESTE_HANDTEKENINGEN:
        raise TeVeelHandtekeningen(verwacht=f"at most {MEESTE_HANDTEKENINGEN}", gevonden=len(regels))
    keur_tekst(onder)
    return Notitie(keur_tekst(f"{tekst}\n"), tuple(lees_handtekening(regel) for regel in regels))


def lees_handtekening(regel: str) -> Handtekening:
    """Read one signature line, given without its newline.

    Raises:
        Handtekeningregel: no em dash and space in front, no name, or fewer than 5 bytes.
        Sleutelnaam, GeenBase64: that part of it is wrong.
    """
    naam, _, waarde = regel.removeprefix(STREEP).partition(" ")
    if not regel.startswith(STREEP) or not waarde:
        raise Handtekeningregel(verwacht=f"{STREEP}name base64", gevonden=repr(regel[:100]))
    inhoud = lees_base64(waarde)
    if len(inhoud) <= SLEUTELID:
        raise Handtekeningregel(verwacht=f"more than {SLEUTELID} bytes", gevonden=len(inhoud))
    return Handtekening(keur_naam(naam), inhoud[:SLEUTELID], inhoud[SLEUTELID:])
