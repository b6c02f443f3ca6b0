"""Where the key-encryption keys live, and the ring of those that are alive.

While one KEK takes the place of another there are two: the new one, which wraps, and the one before, which still opens
what was not wrapped anew. Destroying a KEK is what makes wrapped keys in old backups, in the write-ahead log and on old
disk blocks worthless; so it is done thoroughly, and a crash halfway is finished at the next look.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from uuid import UUID

import orjson

from infra.keys import SLEUTELLENGTE, Geheugenkek, Kek, SleutelFout, nieuwe_kek
from infra.logboek.bestanden import VOOR_DE_EIGENAAR, schrijf_nieuw, vervang
from infra.logboek.slot import alleen

_WEG = ".vernietigen"

ENIGE = "The only KEK is not destroyed: without it the database reads as nothing."


class Kekbron(Protocol):
    """Where KEKs are kept: a file, or a device that never gives them out."""

    def lees(self) -> tuple[Kek, ...]:
        """The living KEKs, the oldest epoch first; none where there is none yet.

        Raises:
            SleutelFout: they cannot be read, or are open to others.
        """
        ...

    def maak(self, tijdvak: int) -> Kek:
        """Make the KEK of an epoch; durable when this returns. One that is there already is given back.

        Raises:
            SleutelFout: it cannot be made.
        """
        ...

    def vernietig(self, tijdvak: int, *, elders: bool = False) -> None:
        """Destroy the KEK of an epoch; when this returns, it is gone. One that is not there is fine.

        The only one goes where ``elders`` says so: then its successor is kept in another place.

        Raises:
            SleutelFout: it cannot be destroyed, or it is the only one.
        """
        ...


class Kekbestand:
    """The KEKs in one file that only its owner can read (mode 0600)."""

    def __init__(self, bestand: Path) -> None:
        """Take the file; it is made with the first KEK."""
        self.bestand = bestand

    def __str__(self) -> str:
        """Where it is, for the operator."""
        return str(self.bestand)

    def lees(self) -> tuple[Geheugenkek, ...]:
        """As ``Kekbron.lees``."""
        if not self.bestand.exists():
            return ()
        return self._lees()

    def maak(self, tijdvak: int) -> Geheugenkek:
        """As ``Kekbron.maak``."""
        self.bestand.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._alleen():
            kekken = self.lees()
            for kek in kekken:
                if kek.tijdvak == tijdvak:
                    return kek
            nieuw = nieuwe_kek(tijdvak)
            if kekken:
                self._vervang((*kekken, nieuw))
            else:
                schrijf_nieuw(self.bestand, _codeer((nieuw,)), rechten=VOOR_DE_EIGENAAR)
        return nieuw

    def vernietig(self, tijdvak: int, *, elders: bool = False) -> None:
        """As ``Kekbron.vernietig``. The old file is overwritten before it is given up."""
        if not self.bestand.parent.is_dir():
            return
        with self._alleen():
            kekken = self.lees()
            over = tuple(kek for kek in kekken if kek.tijdvak != tijdvak)
            if over == kekken:
                self._maak_af()
                return
            if not over and not elders:
                raise SleutelFout(ENIGE)
            self._vervang(over)

    def _vervang(self, kekken: Sequence[Geheugenkek]) -> None:
        """Write another file in the place of this one, or none, and overwrite what this one held.

        The old file keeps a name until that is done, so that a crash in between is finished later.
        """
        inhoud = _codeer(kekken) if kekken else None
        self._maak_af()
        os.link(self.bestand, self._oud)
        if inhoud is None:
            self.bestand.unlink()
        else:
            vervang(self.bestand, inhoud, rechten=VOOR_DE_EIGENAAR)
        self._maak_af()

    def _maak_af(self) -> None:
        """Overwrite and remove what an earlier destruction left."""
        try:
            if self.bestand.exists() and self._oud.samefile(self.bestand):
                self._oud.unlink()
                return
            with self._oud.open("r+b") as stroom:
                lengte = stroom.seek(0, os.SEEK_END)
                stroom.seek(0)
                stroom.write(os.urandom(lengte))
                stroom.flush()
                os.fsync(stroom.fileno())
            self._oud.unlink()
        except FileNotFoundError:
            return
        except OSError as fout:
            raise SleutelFout(f"The old KEK in {self._oud} cannot be destroyed: {fout.strerror}.") from fout

    @property
    def _oud(self) -> Path:
        return self.bestand.with_name(f".{self.bestand.name}{_WEG}")

    @contextmanager
    def _alleen(self) -> Iterator[None]:
        try:
            with alleen(self.bestand.with_name(f".{self.bestand.name}.slot")):
                yield
        except OSError as fout:
            raise SleutelFout(f"The KEK in {self.bestand} cannot be written: {fout.strerror}.") from fout

    def _lees(self) -> tuple[Geheugenkek, ...]:
        try:
            if self.bestand.stat().st_mode & 0o077:
                raise SleutelFout(f"The KEK in {self.bestand} is readable by others; make it mode 0600.")
            inhoud = orjson.loads(self.bestand.read_bytes())
            kekken = [_kek(inhoud)]
            if "vorige" in inhoud:
                kekken.append(_kek(inhoud["vorige"]))
        except OSError as fout:
            raise SleutelFout(f"The KEK in {self.bestand} cannot be read: {fout.strerror}.") from fout
        except (KeyError, TypeError, ValueError) as fout:
            raise SleutelFout(f"The file {self.bestand} does not hold a KEK.") from fout
        if any(len(kek.sleutel) != SLEUTELLENGTE for kek in kekken):
            raise SleutelFout(f"The KEK in {self.bestand} has the wrong length.")
        return tuple(sorted(kekken, key=lambda kek: kek.tijdvak))


def _kek(deel: dict[str, Any]) -> Geheugenkek:
    return Geheugenkek(int(deel["tijdvak"]), b64decode(deel["sleutel"], validate=True))


def _codeer(kekken: Sequence[Geheugenkek]) -> bytes:
    """The newest on top, and the one before it within; more than two there never are."""
    *ouder, nieuwste = sorted(kekken, key=lambda kek: kek.tijdvak)
    inhoud = _als_json(nieuwste)
    if len(ouder) > 1:
        raise SleutelFout("A KEK is being replaced already; that must be finished first.")
    if ouder:
        inhoud["vorige"] = _als_json(ouder[0])
    return orjson.dumps(inhoud)


def _als_json(kek: Geheugenkek) -> dict[str, Any]:
    return {"tijdvak": kek.tijdvak, "sleutel": b64encode(kek.sleutel).decode()}


class Kekring:
    """The living KEKs as this process knows them; what it does not know it looks up once more."""

    def __init__(self, bron: Kekbron) -> None:
        """Read them.

        Raises:
            SleutelFout: they cannot be read, or there is none.
        """
        self.bron = bron
        self._slot = Lock()
        self._kekken: dict[int, Kek] = {}
        self.ververs()

    @property
    def alle(self) -> tuple[Kek, ...]:
        """All that are alive."""
        return tuple(self._kekken.values())

    @property
    def huidig(self) -> Kek:
        """As ``Inpakker.huidig``."""
        kekken = self._kekken
        return kekken[max(kekken)]

    def pak_uit(self, ingepakt: bytes, *, voor: UUID, tijdvak: int) -> bytes:
        """As ``Inpakker.pak_uit``."""
        kek = self._kekken.get(tijdvak)
        if kek is None:
            self.ververs()
            kek = self._kekken.get(tijdvak)
        if kek is None:
            raise SleutelFout(f"Data key {voor} is of epoch {tijdvak}, whose KEK is not here.")
        return kek.pak_uit(ingepakt, voor=voor, tijdvak=tijdvak)

    def ververs(self) -> None:
        """Read the living KEKs anew: one may have taken the place of another.

        Raises:
            SleutelFout: they cannot be read, or there is none.
        """
        with self._slot:
            kekken = {kek.tijdvak: kek for kek in self.bron.lees()}
            if not kekken:
                raise SleutelFout(f"There is no KEK in {self.bron}.")
            self._kekken = kekken
