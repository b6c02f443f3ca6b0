"""The folder of a witness: its key, the logs it trusts, what it saw of each, and what it was shown that cannot be.

- ``getuige.skey``: the private key, of type 0x04, mode 0600; and below it a name for each log that was ever added.
- ``logs``: a vkey a line, of the logs that it trusts. Several of one origin: a key that was replaced.
- ``gezien/<name>`` and ``spoor/<name>``: of each log, by the SHA-256 of its origin, the last checkpoint it cosigned.
- ``tegenspraak/<name>-<size>-<root>``: requests, signed by a log, that did not go with what was seen before.

The rules of the memory, without which a witness is worth nothing:

1. It is made when a log is first added, which the file of the key remembers, and not when one first asks. So a memory
   that is missing was lost, and is not empty; also where the list of logs went with it.
2. It is written twice, ``gezien`` first, each synced and put in place whole, before an answer goes out. ``spoor`` is
   never ahead: a ``gezien`` that is behind it was put back from an earlier day.
3. Each holds the SHA-256 of what it says. Whatever is missing, damaged or put back: of that log nothing is cosigned
   until a human put the newest files back. Nothing mends itself, since it would mend to a lie.
4. Comparing and writing is one step, under a lock that holds between threads and processes.

A folder that is put back whole, key and all, from an earlier day cannot be told from a true one here; the log can
(``medeondertekenen``). So a witness is never restored: it begins anew, with another key.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from infra.keys import SleutelFout
from infra.leesbaar import LeesbareFout
from infra.logboek import Afgekeurd
from infra.logboek.bestanden import VOOR_DE_EIGENAAR, schrijf_nieuw, vervang
from infra.logboek.checkpoint import lees_checkpoint, lees_getal
from infra.logboek.getuige import NOOIT, TEKST, Antwoord, Getuige, Gezien, lees_aanvraag
from infra.logboek.notitie import lees_notitie
from infra.logboek.sleutels import Controlesleutel, Sleutelsoort, Soort, Tekensleutel, nieuwe_tekensleutel
from infra.logboek.slot import alleen

SLEUTEL, LOGS, GEZIEN, SPOOR, TEGENSPRAAK, SLOT = (
    *("getuige.skey", "logs", "gezien", "spoor", "tegenspraak", "slot"),
)
KOP = b"casus getuige v1"
MEESTE_TEGENSPRAAK = 50
"""Requests that are kept as evidence, of all logs together, so that nobody fills the disk."""


class GeheugenFout(LeesbareFout):
    """The memory of a witness cannot be trusted, so nothing is cosigned; the sentence is for who runs it."""


@dataclass(frozen=True)
class Herinnering:
    """What a witness last saw of a log, and when it wrote that down."""

    gezien: Gezien
    op: datetime


class Getuigemap:
    """The folder of a witness; as a memory it is that of ``getuige.Gezienen``."""

    def __init__(self, map_: Path, *, nu: Callable[[], datetime]) -> None:
        """Take the folder, which need not be there yet, and the clock for when something was seen."""
        self.map = map_
        self._nu = nu

    # --- the key ---

    def sleutel(self) -> Tekensleutel:
        """The key of this witness.

        Raises:
            SleutelFout: there is none, others can read it, or it cannot be used.
        """
        return self._sleutel()[0]

    def _sleutel(self) -> tuple[Tekensleutel, list[str]]:
        """The key, and the names of the logs that were ever added."""
        bestand = self.map / SLEUTEL
        try:
            if bestand.stat().st_mode & 0o077:
                raise SleutelFout(f"The key in {bestand} is readable by others; make it mode 0600.")
            eerste, *namen = bestand.read_text(encoding="ascii").removesuffix("\n").split("\n")
            sleutel = Tekensleutel.van_skey(eerste)
        except FileNotFoundError as fout:
            raise SleutelFout(
                f"There is no key in {bestand}; make one with 'casus getuige sleutel'."
            ) from fout
        except OSError as fout:
            raise SleutelFout(f"The key in {bestand} cannot be read: {fout.strerror}.") from fout
        except (Afgekeurd, UnicodeDecodeError):
            # Without its cause: that holds what stands in the file.
            raise SleutelFout(f"The file {bestand} does not hold the key of a witness.") from None
        if sleutel.soort is not Soort.MEDEHANDTEKENING:
            raise SleutelFout(f"The key in {bestand} signs checkpoints; a witness has one that cosigns.")
        return sleutel, namen

    def maak_sleutel(self, naam: str) -> Tekensleutel:
        """Make the key of a witness with this name.

        Raises:
            Sleutelnaam: a key cannot have this name.
            SleutelFout: there is one already, or a memory without one: a key was lost here.
            OSError: the folder cannot be written.
        """
        nieuw = nieuwe_tekensleutel(naam, Soort.MEDEHANDTEKENING)
        self.map.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (self.map / LOGS).exists():
            raise SleutelFout(
                f"In {self.map} a witness was at work whose key is gone; put it back, "
                "or begin another one in a folder of its own."
            )
        try:
            schrijf_nieuw(self.map / SLEUTEL, f"{nieuw.skey}\n".encode(), rechten=VOOR_DE_EIGENAAR)
        except FileExistsError as fout:
            raise SleutelFout(f"There is a key in {self.map} already; it is never overwritten.") from fout
        return nieuw

    # --- the logs ---

    def logs(self) -> Mapping[str, list[Controlesleutel]]:
        """The keys of the logs that are trusted, by origin.

        Raises:
            GeheugenFout: the list cannot be read.
        """
        try:
            regels = (self.map / LOGS).read_text(encoding="utf-8").splitlines()
            gelezen = [_logsleutel(regel) for regel in regels]
        except FileNotFoundError:
            return {}
        except OSError as fout:
            raise GeheugenFout(f"The list of logs cannot be read: {fout.strerror}.") from fout
        except (Afgekeurd, UnicodeError) as fout:
            raise GeheugenFout(f"The list of logs in {self.map / LOGS} holds something else.") from fout
        bekend: dict[str, list[Controlesleutel]] = {}
        for sleutel in gelezen:
            bekend.setdefault(sleutel.naam, []).append(sleutel)
        return bekend

    def vertrouw(self, vkey: str) -> bool:
        """Trust a key of a log from now on; False when it was trusted already.

        Raises:
            Afgekeurd: it is not the public key of a log.
            SleutelFout: the witness has no key yet.
            GeheugenFout: the list cannot be read, or what was seen of this log before is gone.
            OSError: the folder cannot be written.
        """
        sleutel = _logsleutel(vkey)
        self._sleutel()
        with alleen(self.map / SLOT):
            bekend = self.logs()
            if sleutel in bekend.get(sleutel.naam, []):
                return False
            if sleutel.naam not in bekend:
                self._begin(sleutel.naam)
            self._schrijf_logs([*(s for van in bekend.values() for s in van), sleutel])
        return True

    def vertrouw_niet_meer(self, vkey: str) -> bool:
        """Trust a key no longer; what was seen of its log is kept. False when it was not trusted.

        Raises:
            Afgekeurd, GeheugenFout, OSError: as ``vertrouw``.
        """
        sleutel = _logsleutel(vkey)
        if not self.map.is_dir():
            return False
        with alleen(self.map / SLOT):
            bekend = [s for van in self.logs().values() for s in van]
            if sleutel in bekend:
                self._schrijf_logs([ander for ander in bekend if ander != sleutel])
        return sleutel in bekend

    def _schrijf_logs(self, sleutels: list[Controlesleutel]) -> None:
        vervang(self.map / LOGS, "".join(f"{sleutel.vkey}\n" for sleutel in sleutels).encode())

    def _begin(self, oorsprong: str) -> None:
        """Begin a memory of a log that is added; one that was added before has it still.

        Raises:
            GeheugenFout: it should have, and has not.
        """
        sleutel, namen = self._sleutel()
        naam = _naam(oorsprong)
        if naam in namen:
            self._lees(oorsprong)
            return
        for deel in (GEZIEN, SPOOR):
            (self.map / deel).mkdir(exist_ok=True, mode=0o700)
            # Where the power failed just before the name was written down, they are there already.
            with suppress(FileExistsError):
                schrijf_nieuw(self.map / deel / naam, self._codeer(oorsprong, NOOIT))
        regels = "".join(f"{regel}\n" for regel in (sleutel.skey, *namen, naam))
        vervang(self.map / SLEUTEL, regels.encode(), rechten=VOOR_DE_EIGENAAR)

    # --- the memory ---

    def laatste(self, oorsprong: str, /) -> Gezien:
        """Give the last checkpoint of a log; ``NOOIT`` when it was added and never asked.

        Raises:
            GeheugenFout: the memory is missing, damaged, or put back.
        """
        return self.herinner(oorsprong).gezien

    def herinner(self, oorsprong: str) -> Herinnering:
        """The same, with when it was written down.

        Raises:
            GeheugenFout: the memory is missing, damaged, or put back.
        """
        with self._op_slot():
            return self._lees(oorsprong)[0]

    def vervang(self, oorsprong: str, /, *, oud: Gezien, nieuw: Gezien) -> bool:
        """Put ``nieuw`` in the place of ``oud``, durably; False when ``oud`` is no longer the last.

        Raises:
            GeheugenFout: the memory cannot be trusted or written; then nothing may be cosigned.
        """
        with self._op_slot():
            gezien, spoor = self._lees(oorsprong)
            if gezien.gezien != oud:
                return False
            # Who asks the same again and again does not wear out the disk.
            if any(not _zelfde(deel.gezien, nieuw) for deel in (gezien, spoor)):
                inhoud = self._codeer(oorsprong, nieuw)
                for deel in (GEZIEN, SPOOR):
                    vervang(self.map / deel / _naam(oorsprong), inhoud)
        return True

    @contextmanager
    def _op_slot(self) -> Iterator[None]:
        try:
            with alleen(self.map / SLOT):
                yield
        except OSError as fout:
            raise GeheugenFout(f"The memory cannot be read or written: {fout.strerror}.") from fout

    def _lees(self, oorsprong: str) -> tuple[Herinnering, Herinnering]:
        gezien, spoor = (self._lees_deel(deel, oorsprong) for deel in (GEZIEN, SPOOR))
        if gezien.gezien.grootte < spoor.gezien.grootte:
            raise GeheugenFout(
                f"What was seen of {oorsprong!r} is of an earlier day: {gezien.gezien.grootte} leaves, "
                f"and {spoor.gezien.grootte} were cosigned. Put the newest files back."
            )
        if gezien.gezien.grootte == spoor.gezien.grootte and gezien.gezien.wortel != spoor.gezien.wortel:
            raise GeheugenFout(f"The two files of what was seen of {oorsprong!r} contradict each other.")
        return gezien, spoor

    def _lees_deel(self, deel: str, oorsprong: str) -> Herinnering:
        plek = self.map / deel / _naam(oorsprong)
        try:
            return _ontcijfer(plek.read_bytes(), oorsprong)
        except FileNotFoundError as fout:
            raise GeheugenFout(
                f"What was seen of {oorsprong!r} is gone ({plek}). Put the newest files back; "
                "without them this witness has ended for that log."
            ) from fout
        except (Afgekeurd, ValueError, OverflowError) as fout:
            raise GeheugenFout(
                f"What was seen of {oorsprong!r} is damaged ({plek}). Put the newest files back."
            ) from fout

    def _codeer(self, oorsprong: str, gezien: Gezien) -> bytes:
        inhoud = f"{int(self._nu().timestamp())}\n{oorsprong}\n".encode() + gezien.notitie
        return b"\n".join((KOP, hashlib.sha256(inhoud).hexdigest().encode(), inhoud))

    # --- a request ---

    def beantwoord(self, sleutel: Tekensleutel, data: bytes) -> Antwoord:
        """Answer ``add-checkpoint``; what contradicts what was seen is kept. 503 where the memory cannot be trusted."""
        try:
            antwoord = Getuige((sleutel,), self.logs(), self).add_checkpoint(data, op=self._nu())
        except GeheugenFout as fout:
            return Antwoord(HTTPStatus.SERVICE_UNAVAILABLE, TEKST, f"{fout}\n".encode())
        if spreekt_tegen(antwoord):
            # Without it the answer is the same; a full disk must not make it another one.
            with suppress(OSError):
                self._bewaar_tegenspraak(data)
        return antwoord

    def _bewaar_tegenspraak(self, data: bytes) -> None:
        map_ = self.map / TEGENSPRAAK
        map_.mkdir(exist_ok=True, mode=0o700)
        checkpoint = lees_aanvraag(data).checkpoint
        plek = map_ / f"{_naam(checkpoint.oorsprong)}-{checkpoint.grootte}-{checkpoint.wortel.hex()[:16]}"
        with alleen(self.map / SLOT):
            if not plek.exists() and sum(1 for _ in map_.iterdir()) < MEESTE_TEGENSPRAAK:
                schrijf_nieuw(plek, data)

    def tegenspraak(self, oorsprong: str) -> list[Path]:
        """The requests of a log that were kept because they contradict what was seen."""
        return sorted((self.map / TEGENSPRAAK).glob(f"{_naam(oorsprong)}-*"))


def spreekt_tegen(antwoord: Antwoord) -> bool:
    """Two roots for one size, or no continuation: signed by the log both, so it may be proof against it."""
    if antwoord.status is HTTPStatus.CONFLICT:
        return antwoord.mediatype == TEKST
    return antwoord.status is HTTPStatus.UNPROCESSABLE_ENTITY


def _zelfde(een: Gezien, ander: Gezien) -> bool:
    """The same tree, whatever else was signed under it; a first note is worth keeping."""
    return (een.grootte, een.wortel, bool(een.notitie)) == (ander.grootte, ander.wortel, bool(ander.notitie))


def _naam(oorsprong: str) -> str:
    """A file name for a log; its origin may hold a slash."""
    return hashlib.sha256(oorsprong.encode()).hexdigest()


def _logsleutel(vkey: str) -> Controlesleutel:
    sleutel = Controlesleutel.van_vkey(vkey)
    if sleutel.soort is not Soort.NOTITIE:
        raise Sleutelsoort(verwacht=f"type {Soort.NOTITIE}", gevonden=f"type {sleutel.soort}")
    return sleutel


def _ontcijfer(data: bytes, oorsprong: str) -> Herinnering:
    """Read a memory.

    Raises:
        Afgekeurd, ValueError, OverflowError: it is damaged, or that of another log.
    """
    kop, som, inhoud = data.split(b"\n", 2)
    if kop != KOP or som != hashlib.sha256(inhoud).hexdigest().encode():
        raise ValueError
    op, van, notitie = inhoud.split(b"\n", 2)
    if van != oorsprong.encode():
        raise ValueError
    moment = datetime.fromtimestamp(lees_getal(op.decode("ascii")), UTC)
    if not notitie:
        return Herinnering(NOOIT, moment)
    checkpoint = lees_checkpoint(lees_notitie(notitie).tekst)
    if checkpoint.oorsprong != oorsprong:
        raise ValueError
    return Herinnering(Gezien(checkpoint.grootte, checkpoint.wortel, notitie), moment)
