"""Reads a definition file into frozen dataclasses, strictly: the dataclasses say what must be in it.

Whatever is not as it should be is refused in one sentence that names the file, the line, the field and the reason.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

from infra.leesbaar import LeesbareFout
from infra.vindplaatsen import Pad, syntaxisfout, vindplaatsen

T = TypeVar("T")

# Codes end up in events, in the names of versions ("id/versie") and in addresses.
_CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_CODEVELDEN = frozenset({"id", "code", "groep", "regime", "beroepsgeheim", "vanaf", "kenmerk", "scenario"})
# Control, invisible, private, surrogate and line-breaking characters have no place in a sentence.
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


GROOTSTE_BESTAND = 4 * 2**20
LANGSTE_TEKST, LANGSTE_CODE, LANGSTE_VELD = 2_000, 64, 60


class DefinitieFout(LeesbareFout, ValueError):
    """A definition that cannot be used; ``str()`` names file, line if known, field and reason."""


Meld = Callable[[Pad, str], DefinitieFout]
"""Makes the sentence for what is wrong at a place."""
Keur = Callable[[object, Pad, Meld], None]
"""Refuses what the types cannot say of a part that was read."""


def _alles_goed(deel: object, pad: Pad, meld: Meld) -> None:
    del deel, pad, meld


@dataclass(frozen=True)
class Verwijzing:
    """A field that the file fills with the code of something that is defined elsewhere."""

    wat: str
    bij_code: Mapping[str, object]


class Verwijzingen(Verwijzing):
    """A field that the file fills with an array of such codes."""


@dataclass(frozen=True)
class Bestand:
    """A file that was parsed.

    ``vast`` are fields that the file does not hold and what stands in them; ``verwijzingen`` the fields that it
    fills with codes. Both are keyed by the type and the name of the field.
    """

    naam: str
    inhoud: Mapping[str, object]
    regels: Mapping[Pad, int]
    keur: Keur = _alles_goed
    vast: Mapping[tuple[type, str], object] = field(default_factory=dict)
    verwijzingen: Mapping[tuple[type, str], Verwijzing] = field(default_factory=dict)

    def lees(self, soort: type[T]) -> T:
        """Read the whole file as one ``soort``."""
        return self._tabel(soort, self.inhoud, ())

    def eis_velden(self, bekend: Collection[str]) -> None:
        """Refuse a file with another field at the top, or without one of these."""
        self._eis_velden(self.inhoud, bekend, ())

    def deel(self, veld: str, soort: type[T]) -> T:
        """Read one table at the top of the file."""
        return self._tabel(soort, self.inhoud[veld], (veld,))

    def rij(self, veld: str, soort: type[T]) -> tuple[T, ...]:
        """Read one array at the top of the file."""
        return cast("tuple[T, ...]", self._rij(soort, self.inhoud[veld], (veld,)))

    def met(
        self,
        *,
        keur: Keur,
        vast: Mapping[tuple[type, str], object] | None = None,
        verwijzingen: Mapping[tuple[type, str], Verwijzing] | None = None,
    ) -> "Bestand":
        """The same file, read with more that is known from elsewhere."""
        return replace(self, keur=keur, vast=vast or {}, verwijzingen=verwijzingen or {})

    def fout(self, pad: Pad, reden: str) -> DefinitieFout:
        """Make the sentence for what is wrong at ``pad``, with the nearest line that is known."""
        omhoog = (pad[:diepte] for diepte in range(len(pad), 0, -1))
        regel = next((self.regels[deel] for deel in omhoog if deel in self.regels), None)
        plaats = self.naam if regel is None else f"{self.naam}, line {regel}"
        return DefinitieFout(f"{plaats}: {_als_tekst(pad)}: {reden}.")

    def _eis_velden(self, rauw: Mapping[str, object], bekend: Collection[str], pad: Pad) -> None:
        for veld in rauw:
            if veld not in bekend:
                raise self.fout((*pad, veld), f"is no known field; known are {', '.join(bekend)}")
        for veld in bekend:
            if veld not in rauw:
                raise self.fout((*pad, veld), "is missing")

    def _tabel(self, soort: type[T], rauw: object, pad: Pad) -> T:
        """Read a dataclass. A default does not count: nothing is decided by a file's silence."""
        if not isinstance(rauw, Mapping):
            raise self.fout(pad, f"must be a table, not {_wat(rauw)}")
        hints = get_type_hints(soort)
        vast = {veld: self.vast[soort, veld] for veld in hints if (soort, veld) in self.vast}
        velden = [veld for veld in hints if veld not in vast]
        self._eis_velden(rauw, velden, pad)
        maak: Callable[..., T] = soort
        gelezen = {veld: self._veld(soort, veld, hints[veld], rauw[veld], (*pad, veld)) for veld in velden}
        deel = maak(**vast, **gelezen)
        self.keur(deel, pad, self.fout)
        return deel

    def _veld(self, soort: type, veld: str, hint: object, rauw: object, pad: Pad) -> object:
        verwijzing = self.verwijzingen.get((soort, veld))
        if verwijzing is None:
            return self._waarde(hint, rauw, pad)
        if not isinstance(verwijzing, Verwijzingen):
            return self._verwezen(verwijzing, rauw, pad)
        codes = self._rij(str, rauw, pad)
        return tuple(self._verwezen(verwijzing, code, (*pad, nummer)) for nummer, code in enumerate(codes))

    def _verwezen(self, verwijzing: Verwijzing, rauw: object, pad: Pad) -> object:
        code = self._tekst(rauw, pad)
        eis_bekend(code, verwijzing.bij_code, pad, verwijzing.wat, meld=self.fout)
        return verwijzing.bij_code[code]

    def _waarde(self, hint: object, rauw: object, pad: Pad) -> object:
        if hint is str:
            return self._tekst(rauw, pad)
        if hint is int:
            return self._getal(rauw, pad)
        if hint is date:
            return self._dag(rauw, pad)
        if get_origin(hint) is tuple:
            return self._rij(get_args(hint)[0], rauw, pad)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._woord(hint, rauw, pad)
        if isinstance(hint, type) and is_dataclass(hint):
            return self._tabel(hint, rauw, pad)
        raise TypeError(f"No way to read a {hint} from a definition file.")

    def _rij(self, hint: object, rauw: object, pad: Pad) -> tuple[object, ...]:
        if not isinstance(rauw, list):
            raise self.fout(pad, f"must be an array, not {_wat(rauw)}")
        delen: dict[str, object] = {}
        for nummer, ruw_deel in enumerate(rauw):
            deel = self._waarde(hint, ruw_deel, (*pad, nummer))
            sleutel = _sleutel(deel)
            if sleutel in delen:
                raise self.fout((*pad, nummer), f"{sleutel!r} is there twice")
            delen[sleutel] = deel
        return tuple(delen.values())

    def _tekst(self, rauw: object, pad: Pad) -> str:
        if not isinstance(rauw, str):
            raise self.fout(pad, f"must be text, not {_wat(rauw)}")
        # What can be printed, as nearly all of it can, has none of these.
        if not rauw.isprintable() and any(unicodedata.category(teken) in _ONZICHTBAAR for teken in rauw):
            raise self.fout(pad, "has a control character, a line break or another invisible character in it")
        if not rauw.strip():
            raise self.fout(pad, "must not be empty")
        if rauw != rauw.strip():
            raise self.fout(pad, "must not start or end with a space")
        if len(rauw) > LANGSTE_TEKST:
            raise self.fout(pad, f"must be at most {LANGSTE_TEKST} characters, not {len(rauw)}")
        if pad[-1] in _CODEVELDEN and len(rauw) > LANGSTE_CODE:
            raise self.fout(pad, f"must be at most {LANGSTE_CODE} characters, not {len(rauw)}")
        if pad[-1] in _CODEVELDEN and not _CODE.fullmatch(rauw):
            raise self.fout(pad, f"{rauw!r} is no code: plain letters, digits and single hyphens")
        return rauw

    def _getal(self, rauw: object, pad: Pad) -> int:
        if not isinstance(rauw, int) or isinstance(rauw, bool):
            raise self.fout(pad, f"must be a whole number, not {_wat(rauw)}")
        if pad[-1] == "versie" and rauw < 1:
            raise self.fout(pad, "versions start at 1")
        return rauw

    def _dag(self, rauw: object, pad: Pad) -> date:
        if not isinstance(rauw, date) or isinstance(rauw, datetime):
            raise self.fout(pad, f"must be a date such as 2026-03-02, not {_wat(rauw)}")
        return rauw

    def _woord(self, soort: type[StrEnum], rauw: object, pad: Pad) -> StrEnum:
        woorden = [str(woord) for woord in soort]
        if rauw not in woorden:
            raise self.fout(pad, f"must be one of {', '.join(woorden)}, not {rauw!r}")
        return soort(rauw)


def open_bestand(wortel: Traversable, naam: str) -> Bestand:
    """Parse one file of the folder.

    Raises:
        DefinitieFout: it is not there, or is no TOML.
    """
    try:
        ruw = (wortel / naam).read_bytes()
        if len(ruw) > GROOTSTE_BESTAND:
            raise DefinitieFout(f"{naam}: is larger than {GROOTSTE_BESTAND // 2**20} MiB.")
        tekst = ruw.decode()
        inhoud = tomllib.loads(tekst)
    except OSError as fout:
        raise DefinitieFout(f"{naam}: cannot be read: {fout.strerror}.") from fout
    except UnicodeDecodeError as fout:
        raise DefinitieFout(f"{naam}: is not UTF-8 text.") from fout
    except tomllib.TOMLDecodeError as fout:
        raise DefinitieFout(syntaxisfout(naam, str(fout))) from fout
    except (RecursionError, ValueError) as fout:
        if isinstance(fout, DefinitieFout):
            raise
        raise DefinitieFout(f"{naam}: is nested too deeply, or holds a number that is too long.") from fout
    return Bestand(naam, inhoud, vindplaatsen(tekst))


def namen(wortel: Traversable, map_: str) -> list[str]:
    """Name the TOML files of one subfolder, in a fixed order."""
    if not (wortel / map_).is_dir():
        raise DefinitieFout(f"{map_}: this folder of definitions is missing.")
    gevonden = sorted(bestand.name for bestand in (wortel / map_).iterdir() if bestand.name.endswith(".toml"))
    if not gevonden:
        raise DefinitieFout(f"{map_}: this folder holds no definition.")
    return [f"{map_}/{naam}" for naam in gevonden]


def eis_bekend(code: str, bekend: Iterable[str], pad: Pad, wat: str, *, meld: Meld) -> None:
    """Refuse a code that is not among the known ones."""
    er_zijn = list(bekend)
    if code not in er_zijn:
        raise meld(pad, f"{code!r} is not {wat}; known are: {', '.join(er_zijn) or 'none'}")


def eis_tussen(getal: int, minste: int, meeste: int, pad: Pad, *, meld: Meld) -> None:
    """Refuse a number outside these bounds."""
    if not minste <= getal <= meeste:
        raise meld(pad, f"must be from {minste} to {meeste}, not {getal}")


def _sleutel(deel: object) -> str:
    """Name what may be there only once in an array."""
    for veld in ("definitie", "code", "term", "document"):
        naam = getattr(deel, veld, None)
        if isinstance(naam, str):
            return naam
    return str(deel)


def _als_tekst(pad: Pad) -> str:
    # A quoted TOML key may hold anything, also what would break the sentence into two lines.
    delen = (f"[{deel}]" if isinstance(deel, int) else f".{ascii(deel)[1:-1][:LANGSTE_VELD]}" for deel in pad)
    return "".join(delen).removeprefix(".")


def _wat(rauw: object) -> str:
    match rauw:
        case Mapping():
            return "a table"
        case list():
            return "an array"
        case str():
            return "text"
        case _:
            return repr(rauw)
