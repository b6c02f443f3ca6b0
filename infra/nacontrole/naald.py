"""Finds many known beginnings of 16 bytes in a stream of bytes at once, in bounded memory and without a native library.

A needle of 16 bytes that lies anywhere holds a window of 8 bytes that begins at a multiple of a step (1, 2, 4 or 8), at
one of as many places in the needle. So all those windows go into one set of numbers, the bytes are read as numbers
of 8 bytes, and the set itself looks whether any of them is in it: a loop in C. Only where it is, needles are compared.
The fewer needles, the larger the step.

Ids and ciphertexts also come written out: as a UUID with dashes, in hexadecimal, in base64. Those forms are found by
their shape and looked up. Numbers of cases have a shape too; their keyed hash is looked up.
"""

import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from infra.nacontrole.spoorsoort import Spoorsoort

LENGTE = 16
_VENSTER = 8
MEESTE_VENSTERS = 2_000_000
"""At most so many numbers in the set; with the needles themselves some 300 MB."""

BROK = 1 << 20
"""Bytes that are searched at once."""

_STUK = 8192
"""Numbers that are looked at in one go; only where one of them is in the set they are looked at one by one."""

_SAMEN = 256
"""Runs of written out characters whose windows are looked at in one go."""

_VULLING = b"AAAA"
"""Characters that hexadecimal and base64 both have; what they stand for is no part of a finding."""

OMZICHT = 512
"""Bytes after a finding that are looked at with it; a finding closer to the end waits for the next piece."""

_HEX = bytes(49 if chr(teken) in "0123456789abcdefABCDEF" else 48 for teken in range(256))
_BASE64 = bytes(
    49 if chr(teken).isascii() and (chr(teken).isalnum() or chr(teken) in "+/") else 48
    for teken in range(256)
)
_UUID = re.compile(rb"-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-")
_TEKENS = rb"[2-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]"
_NUMMER = re.compile(rb"-" + _TEKENS + rb"{5}-" + _TEKENS + rb"{5}")
NUMMERLENGTE = 13


class Spoor(NamedTuple):
    """A trace: of which kind, of which unit, and for a wrapped key the id it is bound to."""

    soort: Spoorsoort
    eenheid: int
    hulp: bytes | None


class Treffer(NamedTuple):
    """A finding: the trace, and the bytes from there on, in their raw form."""

    spoor: Spoor
    merk: bytes
    vervolg: bytes


@dataclass(frozen=True)
class Naalden:
    """The traces to look for, by their 16 bytes, with the key under which numbers were hashed."""

    sporen: Mapping[bytes, Spoor] = field(repr=False)
    zout: bytes = field(repr=False)

    def van(self, soorten: Iterable[Spoorsoort]) -> "Naalden":
        """Those of some kinds alone."""
        gevraagd = frozenset(soorten)
        return Naalden(
            {merk: spoor for merk, spoor in self.sporen.items() if spoor.soort in gevraagd}, self.zout
        )


def nummermerk(zout: bytes, nummer: bytes) -> bytes:
    """What is kept of a number of a case: a keyed hash."""
    return hmac.new(zout, nummer.upper(), hashlib.sha256).digest()[:LENGTE]


class Zoeker:
    """Searches pieces of bytes for needles."""

    def __init__(self, naalden: Naalden) -> None:
        """Lay the windows out. More needles than fit are a mistake of the caller: give them in portions."""
        self._sporen = naalden.sporen
        self._zout = naalden.zout
        rauw = [merk for merk, spoor in naalden.sporen.items() if spoor.soort is not Spoorsoort.NUMMER]
        self._nummers = len(rauw) < len(naalden.sporen)
        self.stap = next((stap for stap in (8, 4, 2) if len(rauw) * stap <= MEESTE_VENSTERS), 1)
        self._vensters = _vensters(rauw, self.stap)

    def doorzoek(self, brokken: Iterable[bytes]) -> Iterator[Treffer]:
        """Find the needles in a stream, each occurrence once, also across the borders of its pieces."""
        rest = b""
        for brok in brokken:
            geheel = rest + brok
            tot = max(len(geheel) - OMZICHT, 0)
            yield from self._zoek(geheel, tot)
            # One byte less than a needle may already have been seen; the shapes look back a little.
            rest = geheel[tot:]
        yield from self._zoek(rest, len(rest))

    def _zoek(self, brok: bytes, tot: int) -> Iterator[Treffer]:
        """Find what begins before ``tot``."""
        if not tot:
            return
        if self._vensters:
            yield from self._rauw(brok, tot)
            yield from self._uuids(brok, tot)
            yield from self._reeksen(brok, tot, schrift=_IN_HEX)
            yield from self._reeksen(brok, tot, schrift=_IN_BASE64)
        if self._nummers:
            yield from self._casusnummers(brok, tot)

    def _rauw(self, brok: bytes, tot: int) -> Iterator[Treffer]:
        for begin in range(0, _VENSTER, self.stap):
            einde = begin + (len(brok) - begin) // _VENSTER * _VENSTER
            woorden = memoryview(brok)[begin:einde].cast("Q")
            for eerste in range(0, len(woorden), _STUK):
                stuk = woorden[eerste : eerste + _STUK]
                # Those few first: looking a number up among millions costs a journey to memory each time.
                if raak := self._vensters.intersection(stuk):
                    nummers = (nummer for nummer, woord in enumerate(stuk, eerste) if woord in raak)
                    yield from self._vergelijk(brok, (begin + nummer * _VENSTER for nummer in nummers), tot)

    def _vergelijk(self, brok: bytes, plekken: Iterable[int], tot: int) -> Iterator[Treffer]:
        """Compare the needles that may have one of their windows at these places."""
        for plek in plekken:
            for start in range(max(plek - self.stap + 1, 0), min(plek + 1, tot)):
                if brok[start : start + LENGTE] in self._sporen and (
                    treffer := self._bij(brok[start : start + OMZICHT])
                ):
                    yield treffer

    def _bij(self, vervolg: bytes) -> Treffer | None:
        merk = vervolg[:LENGTE]
        spoor = self._sporen.get(merk)
        return None if spoor is None or spoor.soort is Spoorsoort.NUMMER else Treffer(spoor, merk, vervolg)

    def _uuids(self, brok: bytes, tot: int) -> Iterator[Treffer]:
        for gevonden in _UUID.finditer(brok):
            start = gevonden.start() - 8
            if 0 <= start < tot and (rauw := _uit_hex(brok[start : start + 36].replace(b"-", b""))):
                treffer = self._bij(rauw)
                if treffer:
                    yield treffer

    def _reeksen(self, brok: bytes, tot: int, *, schrift: "_Schrift") -> Iterator[Treffer]:
        """Look up what is written out in the characters of a form, at every place of each run of them.

        The windows of some of them together first: mostly nothing is there.
        """
        reeksen = schrift.reeksen(brok, tot)
        while groep := list(islice(reeksen, _SAMEN)):
            if not any(
                self._raakt(geheel, begin)
                for geheel in schrift.samen(brok, groep)
                for begin in range(0, _VENSTER, self.stap)
            ):
                continue
            for rauw, plekken in (gelezen for reeks in groep for gelezen in schrift.gelezen(brok, reeks)):
                for plek in range(0, plekken * schrift.octetten, schrift.octetten):
                    if rauw[plek : plek + LENGTE] in self._sporen and (treffer := self._bij(rauw[plek:])):
                        yield treffer

    def _raakt(self, rauw: bytes, begin: int) -> bool:
        einde = begin + max(len(rauw) - begin, 0) // _VENSTER * _VENSTER
        return not self._vensters.isdisjoint(memoryview(rauw)[begin:einde].cast("Q"))

    def _casusnummers(self, brok: bytes, tot: int) -> Iterator[Treffer]:
        for gevonden in _NUMMER.finditer(brok):
            start = gevonden.start() - 1
            if 0 <= start < tot and brok[start : start + 1] in b"CQcq":
                merk = nummermerk(self._zout, brok[start : start + NUMMERLENGTE])
                if (spoor := self._sporen.get(merk)) is not None:
                    yield Treffer(spoor, merk, b"")


def _vensters(merken: Sequence[bytes], stap: int) -> frozenset[int]:
    """The numbers of 8 bytes that begin in a needle at each place below ``stap``: sliced and read in C."""
    geheel = b"".join(merk.ljust(LENGTE, b"\0")[:LENGTE] for merk in merken) + bytes(_VENSTER)
    getallen: set[int] = set()
    for plek in range(stap):
        einde = plek + len(merken) * LENGTE
        getallen.update(memoryview(geheel)[plek:einde].cast("Q")[:: LENGTE // _VENSTER])
    return frozenset(getallen)


def _uit_hex(tekst: bytes) -> bytes:
    try:
        return bytes.fromhex(tekst[: len(tekst) // 2 * 2].decode())
    except ValueError:
        return b""


def _uit_base64(tekst: bytes) -> bytes:
    """Whole groups of four characters; what is left over of the last group as far as it goes."""
    over = len(tekst) % 4
    if over == 1:
        tekst, over = tekst[:-1], 0
    try:
        return binascii.a2b_base64(tekst + b"=" * (-over % 4))
    except binascii.Error:
        return b""


class _Reeks(NamedTuple):
    """A run of characters of a form, and the last place in it, and before ``tot``, at which a needle may begin."""

    start: int
    einde: int
    laatste: int


class _Gelezen(NamedTuple):
    """A run read from one place within a group of characters, and how many places a needle may begin at in it."""

    rauw: bytes
    plekken: int


class _Schrift(NamedTuple):
    """A way to write bytes out: so many characters stand for so many bytes, and at least so many hold a needle."""

    vorm: bytes
    minste: int
    tekens: int
    octetten: int
    lees: Callable[[bytes], bytes]

    def reeksen(self, brok: bytes, tot: int) -> Iterator[_Reeks]:
        """Every run of these characters that begins before ``tot``."""
        genoeg, vlakken = b"1" * self.minste, brok.translate(self.vorm)
        start = vlakken.find(genoeg)
        while 0 <= start < tot:
            einde = vlakken.find(b"0", start)
            einde = len(brok) if einde < 0 else einde
            yield _Reeks(start, einde, min(einde - self.minste + 1, tot))
            start = vlakken.find(genoeg, einde)

    def samen(self, brok: bytes, reeksen: Sequence[_Reeks]) -> Iterator[bytes]:
        """All of these runs read in one go, once from each place within a group of characters.

        Each is filled up to whole groups, so a needle in one of them stands whole in one of these.
        """
        for begin in range(self.tekens):
            yield self.lees(
                b"".join(
                    brok[start + begin : einde] + _VULLING[: (start + begin - einde) % self.tekens]
                    for start, einde, _ in reeksen
                )
            )

    def gelezen(self, brok: bytes, reeks: _Reeks) -> Iterator[_Gelezen]:
        """One run, from each place within a group: so every place in it is at a whole number of bytes in one."""
        for begin in range(reeks.start, min(reeks.start + self.tekens, reeks.laatste)):
            plekken = (reeks.laatste - begin - 1) // self.tekens + 1
            yield _Gelezen(self.lees(brok[begin : reeks.einde]), plekken)


_IN_HEX = _Schrift(_HEX, 32, 2, 1, _uit_hex)
_IN_BASE64 = _Schrift(_BASE64, 22, 4, 3, _uit_base64)
