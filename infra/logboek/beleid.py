"""A policy (beleid): which logs and witnesses count, and how many of the witnesses, as in C2SP tlog-policy.

The rules:

1. A file of octets: tab, newline, 0x20 to 0x7E and 0x80 to 0xFF. Items on a line stand apart by spaces and tabs. Empty
   lines, and lines that begin with ``#``, say nothing.
2. ``log <vkey> [<url>]``: a log, whose origin is the name of its key, of type 0x01. No key twice.
3. ``witness <name> <vkey> [<url>]``: a witness, with a key of type 0x04. No key twice.
4. ``group <name> all|any|<k> <name>...``: a group cosigned when that many of its members did. Members are defined on
   a line before, and each is a member once in the whole file, so that a witness counts in one way only.
5. ``quorum <name>``: the witness or group that must have cosigned, defined before; ``none`` asks for no witness. One
   such line, no more and no fewer.

The specification (c2sp.org/tlog-policy) was read as it stood in the C2SP repository in 2026. Where it leaves room: a
last line without a newline counts as one; ``none`` cannot be defined anew; a key of a log cannot be that of a witness
as well, since a log that vouches for itself proves nothing; a threshold has no leading zeroes. At most 100,000 bytes,
and 64 logs, witnesses and groups (it asks for 32). Keys of type 0x06 (ML-DSA-44) are not known here and are refused.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import lees_getal
from infra.logboek.sleutels import Controlesleutel, Sleutelsoort, Soort

GROOTSTE_BELEID = 100_000
"""In bytes."""
MEESTE_REGELS_VAN_EEN_SOORT = 64
GEEN = "none"
"""The quorum that asks for no witness."""

_VERBODEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_WIT = re.compile(r"[ \t]+")


class BeleidFout(Afgekeurd):
    """The policy cannot be used."""

    regel: int | None = None
    """The line that is wrong, from 1; ``None`` where it is the whole file."""

    def __str__(self) -> str:
        waar = "" if self.regel is None else f"Line {self.regel}: "
        return f"{waar}{super().__str__()}"


class BeleidTeGroot(BeleidFout):
    """The policy is larger than one may be."""


class Beleidsteken(BeleidFout):
    """The policy holds a control character other than tab and newline."""


class Beleidswoord(BeleidFout):
    """The line does not begin with log, witness, group or quorum."""


class Beleidsregel(BeleidFout):
    """The line has too few or too many items."""


class Beleidssleutel(BeleidFout):
    """The key cannot be used."""


class SleutelTweemaal(BeleidFout):
    """The same public key stands on an earlier line."""


class NaamTweemaal(BeleidFout):
    """The name has a meaning already."""


class OnbekendeNaam(BeleidFout):
    """The name is not that of a witness or group on a line before."""


class LidTweemaal(BeleidFout):
    """The name is a member of a group already."""


class Groepsdrempel(BeleidFout):
    """The threshold of a group is not all, any, or a number from 1 to that of its members."""


class TweeQuorums(BeleidFout):
    """There is a quorum line already."""


class GeenQuorum(BeleidFout):
    """The policy has no quorum line."""


class TeVeelRegels(BeleidFout):
    """The policy has more lines of one kind than are read."""


@dataclass(frozen=True)
class Beleidslog:
    """A log: its key, and where it can be reached."""

    sleutel: Controlesleutel
    url: str | None = None


@dataclass(frozen=True)
class Beleidsgetuige:
    """A witness: its name in the policy, its key, and the submission prefix (tlog-witness) where it can be asked."""

    naam: str
    sleutel: Controlesleutel
    url: str | None = None

    @property
    def leesbaar(self) -> str:
        """The name as text for a log or a screen; octets that are no UTF-8 are escaped."""
        return self.naam.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True)
class Groep:
    """So many of these witnesses and groups."""

    drempel: int
    leden: tuple[str, ...]


@dataclass
class Beleid:
    """Logs, witnesses by name, groups by name, and the name of the quorum."""

    logs: list[Beleidslog] = field(default_factory=list)
    getuigen: dict[str, Beleidsgetuige] = field(default_factory=dict)
    groepen: dict[str, Groep] = field(default_factory=dict)
    quorum: str = GEEN

    def noemt_log(self, sleutel: Controlesleutel) -> bool:
        """Whether this key of a log counts; where no log is listed, each does."""
        return not self.logs or any(log.sleutel == sleutel for log in self.logs)

    def bereikt(self, medeondertekend: Collection[Controlesleutel]) -> bool:
        """Whether the quorum is among the keys that cosigned."""
        return self.quorum == GEEN or self._bereikt(self.quorum, medeondertekend)

    def _bereikt(self, naam: str, medeondertekend: Collection[Controlesleutel]) -> bool:
        # Members are defined before their group, so this ends.
        groep = self.groepen.get(naam)
        if groep is None:
            return self.getuigen[naam].sleutel in medeondertekend
        return sum(self._bereikt(lid, medeondertekend) for lid in groep.leden) >= groep.drempel


def lees_beleid(data: bytes) -> Beleid:
    """Read a policy.

    Raises:
        BeleidFout: a rule is broken; ``regel`` says on which line.
    """
    if len(data) > GROOTSTE_BELEID:
        raise BeleidTeGroot(verwacht=f"at most {GROOTSTE_BELEID} bytes", gevonden=len(data))
    lezer = _Lezer()
    for nummer, regel in enumerate(data.split(b"\n"), start=1):
        try:
            lezer.neem(regel)
        except BeleidFout as fout:
            fout.regel = nummer
            raise
    if not lezer.quorum_gezien:
        raise GeenQuorum(verwacht="quorum and a name", gevonden="none")
    return lezer.beleid


class _Lezer:
    """A policy that is being read."""

    def __init__(self) -> None:
        self.beleid = Beleid()
        self.quorum_gezien = False
        self._leden: set[str] = set()
        self._woorden: Mapping[str, Callable[[list[str]], None]] = {
            "log": self._log,
            "witness": self._getuige,
            "group": self._groep,
            "quorum": self._quorum,
        }

    def neem(self, regel: bytes) -> None:
        """Read one line."""
        verboden = _VERBODEN.search(regel)
        if verboden:
            raise Beleidsteken(verwacht="none", gevonden=repr(verboden[0]))
        # Octets that are no UTF-8 come along as they are: two names are one when their octets are.
        delen = _WIT.split(regel.decode("utf-8", "surrogateescape").strip(" \t"))
        if delen[0].startswith("#") or delen == [""]:
            return
        if delen[0] not in self._woorden:
            raise Beleidswoord(verwacht=", ".join(self._woorden), gevonden=repr(delen[0]))
        self._woorden[delen[0]](delen[1:])

    def _log(self, delen: list[str]) -> None:
        _eis_delen(delen, 1, 2, "log <vkey> [<url>]")
        sleutel = self._sleutel(delen[0], Soort.NOTITIE)
        _eis_ruimte(self.beleid.logs)
        self.beleid.logs.append(Beleidslog(sleutel, *delen[1:]))

    def _getuige(self, delen: list[str]) -> None:
        _eis_delen(delen, 2, 3, "witness <name> <vkey> [<url>]")
        naam = self._nieuwe_naam(delen[0])
        sleutel = self._sleutel(delen[1], Soort.MEDEHANDTEKENING)
        _eis_ruimte(self.beleid.getuigen)
        self.beleid.getuigen[naam] = Beleidsgetuige(naam, sleutel, *delen[2:])

    def _groep(self, delen: list[str]) -> None:
        _eis_delen(delen, 3, None, "group <name> all|any|<k> <name>...")
        naam, drempel, *leden = delen
        self._nieuwe_naam(naam)
        for lid in leden:
            self._eis_naam(lid)
            if lid in self._leden:
                raise LidTweemaal(verwacht="each name once", gevonden=repr(lid))
            self._leden.add(lid)
        _eis_ruimte(self.beleid.groepen)
        self.beleid.groepen[naam] = Groep(_drempel(drempel, len(leden)), tuple(leden))

    def _quorum(self, delen: list[str]) -> None:
        _eis_delen(delen, 1, 1, "quorum <name>")
        if self.quorum_gezien:
            raise TweeQuorums(verwacht="one", gevonden="another")
        if delen[0] != GEEN:
            self._eis_naam(delen[0])
        self.beleid.quorum, self.quorum_gezien = delen[0], True

    def _nieuwe_naam(self, naam: str) -> str:
        if naam == GEEN or naam in self.beleid.getuigen or naam in self.beleid.groepen:
            raise NaamTweemaal(verwacht="a new name", gevonden=repr(naam))
        return naam

    def _eis_naam(self, naam: str) -> None:
        if naam not in self.beleid.getuigen and naam not in self.beleid.groepen:
            raise OnbekendeNaam(verwacht="a name from a line before", gevonden=repr(naam))

    def _sleutel(self, vkey: str, soort: Soort) -> Controlesleutel:
        try:
            sleutel = Controlesleutel.van_vkey(vkey)
            if sleutel.soort is not soort:
                raise Sleutelsoort(verwacht=f"type {soort}", gevonden=f"type {sleutel.soort}")
        except Afgekeurd as fout:
            raise Beleidssleutel(verwacht=fout.verwacht, gevonden=fout.gevonden) from fout
        except UnicodeEncodeError as fout:
            raise Beleidssleutel(verwacht="a name in UTF-8", gevonden=repr(vkey)) from fout
        bekend = [log.sleutel for log in self.beleid.logs]
        bekend += [getuige.sleutel for getuige in self.beleid.getuigen.values()]
        if sleutel.publiek in {ander.publiek for ander in bekend}:
            raise SleutelTweemaal(verwacht="another key", gevonden=f"{sleutel.naam}+{sleutel.id.hex()}")
        return sleutel


def _eis_delen(delen: list[str], minstens: int, hoogstens: int | None, vorm: str) -> None:
    if len(delen) < minstens or (hoogstens is not None and len(delen) > hoogstens):
        raise Beleidsregel(verwacht=vorm, gevonden=f"{len(delen)} items")


def _eis_ruimte(bekend: Collection[object]) -> None:
    if len(bekend) >= MEESTE_REGELS_VAN_EEN_SOORT:
        raise TeVeelRegels(verwacht=f"at most {MEESTE_REGELS_VAN_EEN_SOORT}", gevonden="more")


def _drempel(tekst: str, leden: int) -> int:
    if tekst in {"all", "any"}:
        return leden if tekst == "all" else 1
    fout = Groepsdrempel(verwacht=f"all, any, or 1 to {leden}", gevonden=repr(tekst))
    try:
        drempel = lees_getal(tekst)
    except Afgekeurd:
        raise fout from None
    if not 1 <= drempel <= leden:
        raise fout
    return drempel
