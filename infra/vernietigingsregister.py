"""The register of what was destroyed, outside the database: an older database that is put back is held against it.

1. One line of JSON for each mark of destruction (stream, person, supplier, moment, epoch); no personal data. A first
   line says whose register it is; a line tells of each time that destructions were done once more, and of how many
   concepts ever went.
2. Each line holds the SHA-256 of the line before it, and a seal (HMAC-SHA-256) with a key of this service: so the last
   line vouches for all. Who may write here but has not that key can shorten it, and not make it say anything. It is
   not the key of the logboek: that may have to begin anew after a restore, and this may not.
3. It is kept twice: beside the checkpoints, and beside the copy of the keys. One is the beginning of the other, or the
   same; a copy that is gone, damaged or behind is made whole from the other one.
4. A line is written **after** the transaction that destroyed, and before anybody is told of it. So what is in here
   and not in the database is always what an older database has lost, never what was undone; what is in the database
   and not in here (the process died in between) is added at the next start, and every half minute.
5. A last line without its end was never reckoned with, and is left out.
6. Person and supplier stand beside what is hashed and sealed, which holds a salted hash of them. They go when the whole
   casus is destroyed: what is left may not tell who supplied something to it.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import structlog

from infra.keys import SLEUTELLENGTE, Eenheid, SleutelFout
from infra.logboek.bestanden import VOOR_DE_EIGENAAR, schrijf_nieuw, vervang, voeg_toe_aan
from infra.logboek.slot import alleen

log = structlog.get_logger()

BEGIN, VERNIETIGD, HERSTEL, CONCEPTEN = "begin", "vernietigd", "herstel", "concepten"
_DEEL = ("persoon_id", "organisatie", "zout")
_GEEN = "0" * 64

Regel = dict[str, Any]


class RegisterFout(SleutelFout):
    """The register is not there, damaged, or cannot be written; one sentence for the operator."""


@dataclass(frozen=True)
class Merk:
    """A mark of destruction: whose data, and when; ``tijdvak`` is the epoch of the KEK that opened it last."""

    eenheid: Eenheid
    op: datetime
    tijdvak: int

    @property
    def heel(self) -> bool:
        """Whether it is about a whole stream."""
        return self.eenheid.persoon_id is None and self.eenheid.organisatie is None


@dataclass(frozen=True)
class Herstelregel:
    """A time that an older database was found: when, and how many destructions were done once more."""

    op: datetime
    vernietigd: int


@dataclass
class Inhoud:
    """What a register holds: its lines, and what they say."""

    regels: list[Regel] = field(default_factory=list)
    merken: dict[Eenheid, Merk] = field(default_factory=dict)
    herstel: list[Herstelregel] = field(default_factory=list)
    concepten: int = 0
    """How many concepts ever went."""

    @property
    def hash(self) -> str:
        """The hash that the next line holds."""
        return hashlib.sha256(_tekst(self.regels[-1])).hexdigest() if self.regels else _GEEN

    def neem(self, regel: Regel) -> None:
        """Take a line in."""
        self.regels.append(regel)
        if regel["soort"] == VERNIETIGD:
            merk = Merk(_eenheid(regel), datetime.fromisoformat(regel["op"]), int(regel["tijdvak"]))
            if merk.heel == (regel["deel"] is None):
                self.merken.setdefault(merk.eenheid, merk)
        elif regel["soort"] == HERSTEL:
            op = datetime.fromisoformat(regel["op"])
            self.herstel.append(Herstelregel(op, int(regel["vernietigd"])))
        elif regel["soort"] == CONCEPTEN:
            self.concepten = max(self.concepten, int(regel["weg"]))

    @property
    def onverklaard_leeg(self) -> int | None:
        """The first line that does not say which part of a casus it is about, while that casus lives; from 1."""
        for nummer, regel in enumerate(self.regels, start=1):
            leeg = regel.get("deel") is not None and "zout" not in regel
            if leeg and Eenheid(UUID(regel["stroom_id"]), None, None) not in self.merken:
                return nummer
        return None

    def maak_schoon(self) -> None:
        """Forget the persons and suppliers of what is destroyed as a whole by now."""
        delen = [merk.eenheid for merk in self.merken.values() if not merk.heel]
        weg = {een.stroom_id for een in delen if Eenheid(een.stroom_id, None, None) in self.merken}
        if not weg:
            return
        for regel in self.regels:
            if regel["soort"] == VERNIETIGD and UUID(regel["stroom_id"]) in weg:
                for naam in _DEEL:
                    regel.pop(naam, None)
        self.merken = {
            een: merk for een, merk in self.merken.items() if merk.heel or een.stroom_id not in weg
        }

    def codeer(self) -> bytes:
        """The bytes of the file."""
        return b"".join(_codeer(regel) for regel in self.regels)


class Vernietigingsregister:
    """The register of one service, in two files."""

    def __init__(self, bestand: Path, kopie: Path, *, sleutel: Path) -> None:
        """Take the two files, and that of the key that seals."""
        self.bestanden = (bestand, kopie)
        self._sleutel = sleutel
        self._bekend: tuple[object, Inhoud] | None = None
        self._gelijk: set[Path] = set()

    @property
    def er_is(self) -> bool:
        """Whether there is one, whole or not."""
        return any(bestand.exists() for bestand in self.bestanden)

    @property
    def heel(self) -> bool:
        """Whether both files were the same, and whole, when they were last read or written."""
        return len(self._gelijk) == len(self.bestanden)

    def lees(self) -> Inhoud:
        """What it holds.

        Raises:
            RegisterFout: there is none, neither file is whole, or they say different things.
        """
        stempel, bekend = self._stempel, self._bekend
        if bekend is None or bekend[0] != stempel:
            self._bekend = bekend = (stempel, self._lees())
        return bekend[1]

    def begin(self) -> None:
        """Begin one.

        Raises:
            RegisterFout: there is one, or it cannot be written.
        """
        with self._alleen():
            if self.er_is:
                raise RegisterFout(f"There is a register of destructions in {self.bestanden[0]} already.")
            self._gelijk = set()
            if not self._sleutel.exists():
                self._sleutel.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                schrijf_nieuw(self._sleutel, os.urandom(SLEUTELLENGTE), rechten=VOOR_DE_EIGENAAR)
            self._schrijf(Inhoud(), [{"soort": BEGIN, "register": secrets.token_hex(8)}])

    def schrijf_bij(self, merken: Iterable[Merk]) -> int:
        """Add the marks that are not in it; durable when this returns. Gives how many.

        Raises:
            RegisterFout: there is none, it is not whole, or it cannot be written.
        """
        with self._alleen():
            inhoud = self.lees()
            nieuw = {
                merk.eenheid: merk
                for merk in merken
                if merk.eenheid not in inhoud.merken
                and (merk.heel or Eenheid(merk.eenheid.stroom_id, None, None) not in inhoud.merken)
            }
            if nieuw or not self.heel:
                self._schrijf(inhoud, [_regel(merk) for merk in nieuw.values()])
        return len(nieuw)

    def meld_herstel(self, op: datetime, *, vernietigd: int) -> None:
        """Put on record that an older database was found.

        Raises:
            RegisterFout: as ``schrijf_bij``.
        """
        with self._alleen():
            regel = {"soort": HERSTEL, "op": op.isoformat(), "vernietigd": vernietigd}
            self._schrijf(self.lees(), [regel])

    def tel_concepten(self, weg: int) -> None:
        """Put on record how many concepts ever went, where that is more than it says; durable when this returns.

        Raises:
            RegisterFout: as ``schrijf_bij``.
        """
        with self._alleen():
            inhoud = self.lees()
            if weg > inhoud.concepten:
                self._schrijf(inhoud, [{"soort": CONCEPTEN, "weg": weg}])

    def zet_opzij(self, op: datetime) -> None:
        """Put both files away under another name, and begin anew.

        Raises:
            RegisterFout: that cannot be done.
        """
        with self._alleen():
            for bestand in self.bestanden:
                with suppress(FileNotFoundError):
                    bestand.rename(bestand.with_name(f"{bestand.name}.{op:%Y%m%dT%H%M%S}"))
        self.begin()

    # --- reading ---

    def _lees(self) -> Inhoud:
        gelezen: dict[Path, Inhoud] = {}
        fouten: list[RegisterFout] = []
        for bestand in self.bestanden:
            try:
                gelezen[bestand] = self._lees_een(bestand)
            except RegisterFout as fout:
                fouten.append(fout)
        if not gelezen:
            raise fouten[0]
        op_lengte = sorted(gelezen.values(), key=lambda inhoud: len(inhoud.regels))
        kort, lang = op_lengte[0], op_lengte[-1]
        if [_tekst(regel) for regel in kort.regels] != [
            _tekst(regel) for regel in lang.regels[: len(kort.regels)]
        ]:
            raise RegisterFout(
                f"The registers of destructions in {self.bestanden[0]} and {self.bestanden[1]} say different things."
            )
        for een in fouten:
            log.error("register_beschadigd", uitleg=str(een))
        lang.maak_schoon()
        heel = lang.codeer()
        self._gelijk = {bestand for bestand in gelezen if bestand.read_bytes() == heel}
        return lang

    def _lees_een(self, bestand: Path) -> Inhoud:
        try:
            ruw = bestand.read_bytes()
        except OSError as fout:
            raise RegisterFout(
                f"The register of destructions in {bestand} cannot be read: {fout.strerror}."
            ) from fout
        inhoud = Inhoud()
        for nummer, deel in enumerate(ruw.split(b"\n")[:-1], start=1):
            try:
                regel = orjson.loads(deel)
                heel = regel["na"] == inhoud.hash and (nummer == 1) == (regel["soort"] == BEGIN)
                heel = heel and _klopt(regel)
                inhoud.neem(regel)
            except (KeyError, TypeError, ValueError):
                heel = False
            if not heel:
                raise RegisterFout(f"The register of destructions in {bestand} was changed at line {nummer}.")
        if not inhoud.regels:
            raise RegisterFout(f"The register of destructions in {bestand} is empty.")
        leeg = inhoud.onverklaard_leeg
        if leeg is not None:
            raise RegisterFout(f"The register of destructions in {bestand} was changed at line {leeg}.")
        self._eis_verzegeld(bestand, inhoud.regels[-1])
        return inhoud

    def _eis_verzegeld(self, bestand: Path, regel: Regel) -> None:
        """The last line has our seal; through the hashes that holds for all before it."""
        if not hmac.compare_digest(_zegel(self._lees_sleutel(), regel), str(regel.get("zegel"))):
            raise RegisterFout(f"The register of destructions in {bestand} has not the seal of this service.")

    def _lees_sleutel(self) -> bytes:
        bestand = self._sleutel
        try:
            if bestand.stat().st_mode & 0o077:
                raise RegisterFout(
                    f"The key of the register in {bestand} is readable by others; make it mode 0600."
                )
            sleutel = bestand.read_bytes()
        except OSError as fout:
            raise RegisterFout(
                f"The key of the register in {bestand} cannot be read: {fout.strerror}."
            ) from fout
        if len(sleutel) != SLEUTELLENGTE:
            raise RegisterFout(f"The file {bestand} does not hold the key of the register.")
        return sleutel

    # --- writing ---

    def _schrijf(self, inhoud: Inhoud, nieuw: list[Regel]) -> None:
        """Add lines to both files; one that is not whole is written anew from the other."""
        sleutel, tot = self._lees_sleutel(), len(inhoud.regels)
        for regel in nieuw:
            regel["na"] = inhoud.hash
            regel["zegel"] = _zegel(sleutel, regel)
            inhoud.neem(regel)
        merken = len(inhoud.merken)
        inhoud.maak_schoon()
        gelijk = self._gelijk if len(inhoud.merken) == merken else set()
        self._bekend = None
        for bestand in self.bestanden:
            bestand.parent.mkdir(parents=True, exist_ok=True)
            if bestand in gelijk:
                voeg_toe_aan(bestand, b"".join(_codeer(regel) for regel in inhoud.regels[tot:]))
            else:
                vervang(bestand, inhoud.codeer(), rechten=VOOR_DE_EIGENAAR)
        self._gelijk = set(self.bestanden)
        self._bekend = (self._stempel, inhoud)

    @property
    def _stempel(self) -> object:
        return tuple(_stempel(bestand) for bestand in self.bestanden)

    @contextmanager
    def _alleen(self) -> Iterator[None]:
        bestand = self.bestanden[0]
        try:
            bestand.parent.mkdir(parents=True, exist_ok=True)
            with alleen(bestand.with_name(f".{bestand.name}.slot")):
                yield
        except OSError as fout:
            raise RegisterFout(
                f"The register of destructions in {bestand} cannot be written: {fout.strerror}."
            ) from fout


# --- a line -----------------------------------------------------------------------------------------------------


def _regel(merk: Merk) -> Regel:
    eenheid = merk.eenheid
    vast = {
        "soort": VERNIETIGD,
        "stroom_id": str(eenheid.stroom_id),
        "op": merk.op.isoformat(),
        "tijdvak": merk.tijdvak,
        "deel": None,
    }
    if merk.heel:
        return vast
    deel = {
        "persoon_id": None if eenheid.persoon_id is None else str(eenheid.persoon_id),
        "organisatie": eenheid.organisatie,
        "zout": secrets.token_hex(16),
    }
    return {**vast, **deel, "deel": _hash_van_deel(deel)}


def _hash_van_deel(regel: Regel) -> str:
    """Says which part of a casus it is to whoever has the part and the salt, and nothing to anybody else."""
    return hashlib.sha256(orjson.dumps([regel[naam] for naam in _DEEL])).hexdigest()


def _klopt(regel: Regel) -> bool:
    """Whether person and supplier, where they are there still, are those that were sealed."""
    open_ = [naam for naam in _DEEL if naam in regel]
    return not open_ or (len(open_) == len(_DEEL) and _hash_van_deel(regel) == regel["deel"])


def _eenheid(regel: Regel) -> Eenheid:
    persoon = regel.get("persoon_id")
    return Eenheid(
        UUID(regel["stroom_id"]), None if persoon is None else UUID(persoon), regel.get("organisatie")
    )


def _tekst(regel: Regel) -> bytes:
    """What is hashed and sealed."""
    vast = {naam: waarde for naam, waarde in regel.items() if naam not in (*_DEEL, "zegel")}
    return orjson.dumps(vast, option=orjson.OPT_SORT_KEYS)


def _zegel(sleutel: bytes, regel: Regel) -> str:
    return hmac.new(sleutel, b"casus vernietigingsregister 1\n" + _tekst(regel), hashlib.sha256).hexdigest()


def _codeer(regel: Regel) -> bytes:
    return orjson.dumps(regel, option=orjson.OPT_SORT_KEYS) + b"\n"


def _stempel(bestand: Path) -> tuple[int, int, int] | None:
    """Something that is another when the file was written; ``None`` where there is none."""
    try:
        gevonden = bestand.stat()
    except OSError:
        return None
    return gevonden.st_ino, gevonden.st_mtime_ns, gevonden.st_size
