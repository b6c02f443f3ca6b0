"""The zip around a bundle (omslag), in the one form that is written and accepted (PKWARE APPNOTE 6.3.10).

The rules:

1. The file is: for each member its local header and at once its data; then the central directory; then the end
   record. Nothing stands before, between or after these.
2. Every member is stored as it is: no compression, so nothing can unfold into more than the file; no encryption, data
   descriptor, extra field, comment, attribute or moment of its own.
3. A name is one of a bundle, in lowercase ASCII, and stands there once. So it can be no path to elsewhere.
4. Size and CRC-32 stand in the local header, and the central directory is wholly what follows from those headers.
   Whoever reads a member to its end compares the CRC.
5. At most 500 members and less than 4 GiB in all: there is no zip64. A larger history goes in two bundles.

So there is one file for every content, and each of its bytes is checked. Any unzip program can open it.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from struct import Struct
from typing import BinaryIO

from infra.logboek.uitslag import GeenBundel, Onjuist, Soort

MEESTE_LEDEN = 500
GROOTSTE = 2**32 - 2**20
"""The largest bundle, in bytes; with room below what 4 bytes can say."""
BLOK = 2**18
"""How many bytes are read at once: so few that they are still in the cache of the processor when they are hashed."""
EERSTE = "README.txt"
"""The member that a bundle begins with."""
NAAM = re.compile(
    r"README\.txt|checkpoint|key\.vkey|proofs\.txt|hashes\.bin|events\.bin|manifest\.json"
    r"|definitions/(?:[a-z0-9-]{1,50}/)?[a-z0-9-]{1,50}\.toml"
)
_LANGSTE_NAAM = 200
_LOKAAL = Struct("<4s5H3L2H")
_CENTRAAL = Struct("<4s6H3L5H2L")
_EINDE = Struct("<4s4H2LH")
_TEKEN = b"PK\3\4"
_VERSIE, _DOOR, _DATUM, _GEWOON_BESTAND = 20, 0x0314, 0x21, 0o100644 << 16
_VERSLEUTELD, _ZONDER = 1, 0


@dataclass(frozen=True)
class Ingang:
    """A member: its name, where its header begins, its size in bytes, its CRC-32."""

    naam: str
    begin: int
    grootte: int
    crc: int

    @property
    def data(self) -> int:
        """Where its data begin."""
        return self.begin + _LOKAAL.size + len(self.naam)

    @property
    def einde(self) -> int:
        """Where its data end."""
        return self.data + self.grootte

    @property
    def lokaal(self) -> bytes:
        """The local header."""
        maten = (self.crc, self.grootte, self.grootte, len(self.naam), 0)
        return _LOKAAL.pack(_TEKEN, _VERSIE, 0, _ZONDER, 0, _DATUM, *maten) + self.naam.encode()

    @property
    def centraal(self) -> bytes:
        """The entry in the central directory."""
        maten = (self.crc, self.grootte, self.grootte, len(self.naam), 0, 0, 0, 0)
        kop = _CENTRAAL.pack(
            b"PK\1\2", _DOOR, _VERSIE, 0, _ZONDER, 0, _DATUM, *maten, _GEWOON_BESTAND, self.begin
        )
        return kop + self.naam.encode()


def _slot(ingangen: tuple[Ingang, ...]) -> bytes:
    """Give what follows the members: the central directory and the end record."""
    inhoud = b"".join(ingang.centraal for ingang in ingangen)
    aantal, begin = len(ingangen), ingangen[-1].einde
    return inhoud + _EINDE.pack(b"PK\5\6", 0, 0, aantal, aantal, len(inhoud), begin, 0)


# --- writing -----------------------------------------------------------------------------------------------------


class TeGroot(Exception):
    """What is to be written does not fit in one bundle; the sentence is for the operator."""


@dataclass
class Schrijver:
    """Writes a bundle into a file that can seek, one member after the other, without holding any in memory."""

    uit: BinaryIO
    ingangen: list[Ingang] = field(default_factory=list)
    sommen: list[bytes] = field(default_factory=list)

    @contextmanager
    def lid(self, naam: str) -> "Iterator[Lidschrijver]":
        """Begin a member; its header is put right when the block ends.

        Raises:
            ValueError: no bundle has a member of that name.
            TeGroot: the bundle would become too large.
        """
        if not NAAM.fullmatch(naam) or any(ingang.naam == naam for ingang in self.ingangen):
            raise ValueError(naam)
        begin = self.ingangen[-1].einde if self.ingangen else 0
        self.uit.write(Ingang(naam, begin, 0, 0).lokaal)
        lid = Lidschrijver(self.uit, ruimte=GROOTSTE - begin - BLOK)
        yield lid
        ingang = Ingang(naam, begin, lid.grootte, lid.crc)
        self.uit.seek(begin)
        self.uit.write(ingang.lokaal)
        self.uit.seek(ingang.einde)
        self.ingangen.append(ingang)
        self.sommen.append(lid.som.digest())

    def voeg_toe(self, naam: str, data: bytes) -> None:
        """Add a member that is in memory."""
        with self.lid(naam) as lid:
            lid.schrijf(data)

    def sluit(self) -> None:
        """Write what follows the last member."""
        self.uit.write(_slot(tuple(self.ingangen)))


class Lidschrijver:
    """Takes the bytes of one member."""

    def __init__(self, uit: BinaryIO, *, ruimte: int) -> None:
        """``ruimte`` is how many bytes there is room for."""
        self._uit, self._ruimte = uit, ruimte
        self.grootte, self.crc, self.som = 0, 0, hashlib.sha256()

    def schrijf(self, data: bytes) -> None:
        """Add these bytes."""
        self.grootte += len(data)
        if self.grootte > self._ruimte:
            raise TeGroot("This is more than fits in one bundle of 4 GiB; export it in two ranges.")
        self.crc = zlib.crc32(data, self.crc)
        self.som.update(data)
        self._uit.write(data)


# --- reading -----------------------------------------------------------------------------------------------------


def lees_omslag(bestand: BinaryIO) -> tuple[Ingang, ...]:
    """Find the members of a bundle; of their data nothing is read yet.

    Raises:
        GeenBundel: the file does not begin as a bundle does.
        Onjuist: it breaks one of the rules above; always ``Soort.MISVORMD``.
    """
    lengte = bestand.seek(0, io.SEEK_END)
    if lengte > GROOTSTE:
        raise _misvormd("Het bestand is groter dan een bundel mag zijn.", GROOTSTE, lengte)
    kop = _lees(bestand, 0, _LOKAAL.size + len(EERSTE))
    if not kop.startswith(_TEKEN) or not kop.endswith(EERSTE.encode()):
        raise GeenBundel("Dit bestand is geen bundel van casus.")
    ingangen: list[Ingang] = []
    plek = 0
    while _lees(bestand, plek, len(_TEKEN)) == _TEKEN:
        if len(ingangen) == MEESTE_LEDEN:
            raise _misvormd("De bundel heeft te veel onderdelen.", MEESTE_LEDEN, "meer")
        ingang = _lees_ingang(bestand, plek, lengte)
        if any(eerder.naam == ingang.naam for eerder in ingangen):
            raise _misvormd("Een onderdeel staat er twee keer in.", "één keer", ingang.naam)
        ingangen.append(ingang)
        plek = ingang.einde
    slot = _slot(tuple(ingangen))
    if lengte - plek != len(slot):
        raise _misvormd("De bundel is afgekapt of er staat iets achter.", plek + len(slot), lengte)
    if _lees(bestand, plek, len(slot)) != slot:
        raise _misvormd("De inhoudsopgave van de zip past niet bij wat erin zit.", "dezelfde", "een andere")
    return tuple(ingangen)


def _lees_ingang(bestand: BinaryIO, plek: int, lengte: int) -> Ingang:
    kop = _lees(bestand, plek, _LOKAAL.size)
    if len(kop) < _LOKAAL.size:
        raise _misvormd("De bundel is afgekapt.", plek + _LOKAAL.size, lengte)
    _, _, vlaggen, methode, _, _, crc, ingepakt, grootte, naamlengte, _ = _LOKAAL.unpack(kop)
    ruw = _lees(bestand, plek + _LOKAAL.size, min(naamlengte, _LANGSTE_NAAM))
    naam = ruw.decode("ascii", "replace")
    if not NAAM.fullmatch(naam):
        raise _misvormd("Een onderdeel heeft een naam die een bundel niet kent.", "een bekende naam", naam)
    if vlaggen & _VERSLEUTELD:
        raise _misvormd("Een onderdeel is versleuteld.", "niet versleuteld", naam)
    if methode != _ZONDER:
        raise _misvormd("Een onderdeel is ingepakt; in een bundel staat alles zoals het is.", 0, methode)
    if ingepakt != grootte:
        raise _misvormd("Een onderdeel noemt twee verschillende groottes.", grootte, ingepakt)
    ingang = Ingang(naam, plek, grootte, crc)
    if ingang.einde > lengte:
        raise _misvormd(
            "De bundel is afgekapt, of een onderdeel liegt over zijn grootte.", lengte, ingang.einde
        )
    if kop + ruw != ingang.lokaal:
        raise _misvormd("De kop van een onderdeel heeft een andere vorm.", "de vorm van een bundel", naam)
    return ingang


class Lid(io.RawIOBase):
    """Reads the data of one member, at most to its end, and keeps its CRC-32 and SHA-256."""

    def __init__(self, bestand: io.FileIO, ingang: Ingang) -> None:
        """``bestand`` may be shared: every read seeks first."""
        self._bestand, self.ingang = bestand, ingang
        self._gelezen, self._crc, self._som = 0, 0, hashlib.sha256()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]  # what io gives
        """Read the next bytes."""
        ruimte = memoryview(buffer)[: self.ingang.grootte - self._gelezen]
        self._bestand.seek(self.ingang.data + self._gelezen)
        data = ruimte[: self._bestand.readinto(ruimte)]
        self._crc = zlib.crc32(data, self._crc)
        self._som.update(data)
        self._gelezen += len(data)
        return len(data)

    def sluit_af(self, som: bytes | None) -> None:
        """Check, once all is read, the CRC, and the SHA-256 that the manifest gives.

        Raises:
            Onjuist: one of them is another; or not all was read.
        """
        while self.readinto(bytearray(BLOK)):
            pass
        naam = self.ingang.naam
        if (self._gelezen, self._crc) != (self.ingang.grootte, self.ingang.crc):
            raise Onjuist(
                Soort.GEWIJZIGD,
                "Een onderdeel is veranderd: het past niet bij zijn controlegetal.",
                waar=naam,
                verwacht=f"crc {self.ingang.crc:08x}",
                gevonden=f"crc {self._crc:08x}",
            )
        if som is not None and self._som.digest() != som:
            raise Onjuist(
                Soort.GEWIJZIGD,
                "Een onderdeel is veranderd: het past niet bij de hash in het manifest.",
                waar=naam,
                verwacht=som,
                gevonden=self._som.digest(),
            )


def _lees(bestand: BinaryIO, plek: int, aantal: int) -> bytes:
    bestand.seek(plek)
    return bestand.read(aantal)


def _misvormd(zin: str, verwacht: object, gevonden: object) -> Onjuist:
    return Onjuist(Soort.MISVORMD, zin, verwacht=verwacht, gevonden=gevonden)
