"""The definitions that ship as TOML, read once and strictly: tables, retention protocols, sources, glossary.

Who edits them need not be a programmer. So whatever is not as it should be is refused in one sentence that
names the file, the line, the field and the reason, before a single case is decided on it. Nothing is read
at import.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, get_args, get_origin, get_type_hints

from domain.casus.compleetheid import MINSTE_LEEFGEBIEDEN
from domain.privacyprotocol import Anker, Bewaarregel, Privacyprotocol
from domain.tafels import Bron, Criterium, Keuze, Niveau, Tafel, Triageritme
from infra.vindplaatsen import Pad, syntaxisfout, vindplaatsen

T = TypeVar("T")

# Codes end up in events, in the names of versions ("id/versie") and in addresses.
_CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_CODEVELDEN = frozenset({"id", "code", "groep", "regime", "beroepsgeheim"})
# Control, invisible, private, surrogate and line-breaking characters have no place in a sentence.
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_MEESTE_JAREN, _MEESTE_DAGEN = 100, 36_525

EIGEN_WOORD = "eigen"
"""The source of a word of the glossary that is ours."""


class DefinitieFout(ValueError):
    """A definition that cannot be used; ``str()`` names file, line if known, field and reason."""


class Soort(StrEnum):
    """What kind of word a glossary entry explains."""

    KERN = "kern"
    ROL = "rol"
    FASE = "fase"
    GEBEURTENIS = "gebeurtenis"
    WEERGAVE = "weergave"


@dataclass(frozen=True)
class Begrip:
    """One word of the glossary: a sentence in Dutch, what it is in English, and the document it comes from."""

    term: str
    soort: Soort
    uitleg: str
    engels: str
    bron: str


@dataclass(frozen=True)
class Brondocument:
    """A document that rules rest on; ``document`` is its code, such as "[0]" or "WGS"."""

    document: str
    titel: str
    uitgever: str
    versie: str


@dataclass(frozen=True)
class Definities:
    """All definitions. ``tafels`` (by id) and ``protocollen`` (by regime) hold the latest versions."""

    tafels: Mapping[str, Tafel]
    versies: Mapping[str, Tafel]
    protocollen: Mapping[str, Privacyprotocol]
    begrippen: Mapping[str, Begrip]
    bronnen: Mapping[str, Brondocument]

    def definitie(self, naam: str) -> Tafel:
        """Return one version of a table by the name that events record ("id/versie"), also an old one.

        Raises:
            DefinitieFout: there is no such version.
        """
        if naam not in self.versies:
            raise DefinitieFout(
                f"There is no definition {naam!r}; known are: {', '.join(sorted(self.versies))}."
            )
        return self.versies[naam]


def lees_definities(folder: Path | None = None) -> Definities:
    """Read all definitions, from ``folder`` or from the ones that ship with this package.

    Raises:
        DefinitieFout: something in it cannot be used.
    """
    wortel: Traversable = files("infra") / "definities" if folder is None else folder
    bronnen = {bron.document: bron for bron in _open(wortel, "bronnen.toml").lees(_Bronnen).bron}
    woorden = _open(wortel, "begrippen.toml", documenten=bronnen).lees(_Begrippen)
    begrippen = {begrip.term: begrip for begrip in woorden.begrip}
    protocollen = _lees_protocollen(wortel, documenten=bronnen)
    versies = _lees_tafels(wortel, documenten=bronnen, regimes=protocollen)
    op_versie = sorted(versies.values(), key=lambda tafel: tafel.versie)
    return Definities(
        tafels=MappingProxyType({tafel.id: tafel for tafel in op_versie}),
        versies=MappingProxyType(versies),
        protocollen=MappingProxyType(protocollen),
        begrippen=MappingProxyType(begrippen),
        bronnen=MappingProxyType(bronnen),
    )


# --- the shape of each file ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Bronnen:
    bron: tuple[Brondocument, ...]


@dataclass(frozen=True)
class _Begrippen:
    begrip: tuple[Begrip, ...]


@dataclass(frozen=True)
class _Tafels:
    tafel: tuple[Tafel, ...]


def _lees_protocollen(wortel: Traversable, *, documenten: Collection[str]) -> dict[str, Privacyprotocol]:
    versies: dict[tuple[str, int], Privacyprotocol] = {}
    for naam in _namen(wortel, "privacyprotocol"):
        bestand = _open(wortel, naam, documenten=documenten)
        protocol = bestand.lees(Privacyprotocol)
        if (protocol.regime, protocol.versie) in versies:
            raise bestand.fout(("regime",), f"{protocol.regime}/{protocol.versie} is in another file too")
        versies[protocol.regime, protocol.versie] = protocol
    return {regime: versies[regime, versie] for regime, versie in sorted(versies)}


def _lees_tafels(
    wortel: Traversable, *, documenten: Collection[str], regimes: Collection[str]
) -> dict[str, Tafel]:
    versies: dict[str, Tafel] = {}
    for naam in _namen(wortel, "tafels"):
        bestand = _open(wortel, naam, documenten=documenten, regimes=regimes)
        for nummer, tafel in enumerate(bestand.lees(_Tafels).tafel):
            if tafel.definitie in versies:
                raise bestand.fout(("tafel", nummer, "id"), f"{tafel.definitie} is in another file too")
            versies[tafel.definitie] = tafel
    return versies


# --- one file -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Bestand:
    """A file, and what its references may point at. The dataclasses say what must be in it."""

    naam: str
    inhoud: Mapping[str, object]
    regels: Mapping[Pad, int]
    documenten: Collection[str]
    regimes: Collection[str]

    def lees(self, soort: type[T]) -> T:
        """Read the whole file as one ``soort``."""
        return self._tabel(soort, self.inhoud, ())

    def fout(self, pad: Pad, reden: str) -> DefinitieFout:
        """Make the sentence for what is wrong at ``pad``, with the nearest line that is known."""
        omhoog = (pad[:diepte] for diepte in range(len(pad), 0, -1))
        regel = next((self.regels[deel] for deel in omhoog if deel in self.regels), None)
        plaats = self.naam if regel is None else f"{self.naam}, line {regel}"
        return DefinitieFout(f"{plaats}: {_als_tekst(pad)}: {reden}.")

    def _tabel(self, soort: type[T], rauw: object, pad: Pad) -> T:
        """Read a dataclass. A default does not count: nothing is decided by a file's silence."""
        if not isinstance(rauw, Mapping):
            raise self.fout(pad, f"must be a table, not {_wat(rauw)}")
        velden = get_type_hints(soort)
        for veld in rauw:
            if veld not in velden:
                raise self.fout((*pad, veld), f"is no known field; known are {', '.join(velden)}")
        for veld in velden:
            if veld not in rauw:
                raise self.fout((*pad, veld), "is missing")
        maak: Callable[..., T] = soort
        deel = maak(**{veld: self._waarde(hint, rauw[veld], (*pad, veld)) for veld, hint in velden.items()})
        self._keur(deel, pad)
        return deel

    def _waarde(self, hint: object, rauw: object, pad: Pad) -> object:
        if hint is str:
            return self._tekst(rauw, pad)
        if hint is int:
            return self._getal(rauw, pad)
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
        if any(unicodedata.category(teken) in _ONZICHTBAAR for teken in rauw):
            raise self.fout(pad, "has a control character, a line break or another invisible character in it")
        if not rauw.strip():
            raise self.fout(pad, "must not be empty")
        if rauw != rauw.strip():
            raise self.fout(pad, "must not start or end with a space")
        if pad[-1] in _CODEVELDEN and not _CODE.fullmatch(rauw):
            raise self.fout(pad, f"{rauw!r} is no code: plain letters, digits and single hyphens")
        return rauw

    def _getal(self, rauw: object, pad: Pad) -> int:
        if not isinstance(rauw, int) or isinstance(rauw, bool):
            raise self.fout(pad, f"must be a whole number, not {_wat(rauw)}")
        if pad[-1] == "versie" and rauw < 1:
            raise self.fout(pad, "versions start at 1")
        return rauw

    def _woord(self, soort: type[StrEnum], rauw: object, pad: Pad) -> StrEnum:
        woorden = [str(woord) for woord in soort]
        if rauw not in woorden:
            raise self.fout(pad, f"must be one of {', '.join(woorden)}, not {rauw!r}")
        return soort(rauw)

    # --- what the types cannot say ---

    def _keur(self, deel: object, pad: Pad) -> None:
        match deel:
            case Bron():
                self._eis_bekend(
                    deel.document, self.documenten, (*pad, "document"), "a document of bronnen.toml"
                )
            case Triageritme():
                self._eis_tussen(deel.weekdag, 6, (*pad, "weekdag"))
            case Bewaarregel():
                self._keur_bewaarregel(deel, pad)
            case Begrip():
                bekend = (*self.documenten, EIGEN_WOORD)
                self._eis_bekend(deel.bron, bekend, (*pad, "bron"), "a document of bronnen.toml")
            case Privacyprotocol():
                self._keur_protocol(deel, pad)
            case Tafel():
                self._keur_tafel(deel, pad)
            case _:
                pass

    def _keur_bewaarregel(self, regel: Bewaarregel, pad: Pad) -> None:
        self._eis_tussen(regel.jaren, _MEESTE_JAREN, (*pad, "jaren"))
        self._eis_tussen(regel.dagen, _MEESTE_DAGEN, (*pad, "dagen"))
        document = regel.bron.split()[0]
        self._eis_bekend(document, self.documenten, (*pad, "bron"), "a document of bronnen.toml")

    def _keur_protocol(self, protocol: Privacyprotocol, pad: Pad) -> None:
        # The domain counts each of the two from its own moment, whatever the file would say.
        for veld, regel, anker in (
            ("plafond", protocol.plafond, Anker.EERSTE_VERWERKING),
            ("na_afwijzing", protocol.na_afwijzing, Anker.AFWIJZING),
        ):
            if regel.anker is not anker:
                raise self.fout((*pad, veld, "anker"), f"this term runs from {anker}, not from {regel.anker}")
        if protocol.plafond.code == protocol.na_afwijzing.code:
            raise self.fout((*pad, "na_afwijzing", "code"), f"{protocol.plafond.code!r} is there twice")

    def _keur_tafel(self, tafel: Tafel, pad: Pad) -> None:
        self._eis_bekend(tafel.regime, self.regimes, (*pad, "regime"), "a regime that has a privacyprotocol")
        for veld, keuzes in (
            ("gemeenten", tafel.gemeenten),
            ("aanmelders", tafel.aanmelders),
            ("aanpakken", tafel.aanpakken),
            ("criteria", tafel.criteria),
        ):
            if not keuzes:
                raise self.fout((*pad, veld), "must not be empty: no case could ever come to this table")
        if 0 < len(tafel.leefgebieden) < MINSTE_LEEFGEBIEDEN:
            raise self.fout((*pad, "leefgebieden"), f"must have none or at least {MINSTE_LEEFGEBIEDEN}")
        doelen = [doel.code for doel in tafel.toestemmingsdoelen]
        wat = "a code of toestemmingsdoelen"
        for nummer, doel in enumerate(tafel.toestemming_vereist):
            self._eis_bekend(doel, doelen, (*pad, "toestemming_vereist", nummer), wat)
        self._eis_bekend(tafel.beroepsgeheim, doelen, (*pad, "beroepsgeheim"), wat)

    def _eis_bekend(self, code: str, bekend: Collection[str], pad: Pad, wat: str) -> None:
        if code not in bekend:
            raise self.fout(pad, f"{code!r} is not {wat}; known are: {', '.join(bekend) or 'none'}")

    def _eis_tussen(self, getal: int, meeste: int, pad: Pad) -> None:
        if not 0 <= getal <= meeste:
            raise self.fout(pad, f"must be from 0 to {meeste}, not {getal}")


def _namen(wortel: Traversable, map_: str) -> Iterator[str]:
    """Name the TOML files of one subfolder, in a fixed order."""
    if not (wortel / map_).is_dir():
        raise DefinitieFout(f"{map_}: this folder of definitions is missing.")
    namen = sorted(bestand.name for bestand in (wortel / map_).iterdir() if bestand.name.endswith(".toml"))
    if not namen:
        raise DefinitieFout(f"{map_}: this folder holds no definition.")
    return (f"{map_}/{naam}" for naam in namen)


def _open(
    wortel: Traversable, naam: str, *, documenten: Collection[str] = (), regimes: Collection[str] = ()
) -> _Bestand:
    try:
        tekst = (wortel / naam).read_bytes().decode()
        inhoud = tomllib.loads(tekst)
    except OSError as fout:
        raise DefinitieFout(f"{naam}: cannot be read: {fout.strerror}.") from fout
    except UnicodeDecodeError as fout:
        raise DefinitieFout(f"{naam}: is not UTF-8 text.") from fout
    except tomllib.TOMLDecodeError as fout:
        raise DefinitieFout(syntaxisfout(naam, str(fout))) from fout
    return _Bestand(naam, inhoud, vindplaatsen(tekst), documenten, regimes)


def _sleutel(deel: object) -> str:
    """Name what may be there only once in an array."""
    match deel:
        case Keuze() | Criterium() | Niveau():
            return deel.code
        case Tafel():
            return deel.definitie
        case Begrip():
            return deel.term
        case Brondocument():
            return deel.document
        case _:
            return str(deel)


def _als_tekst(pad: Pad) -> str:
    # A quoted TOML key may hold anything, also what would break the sentence into two lines.
    delen = (f"[{deel}]" if isinstance(deel, int) else f".{ascii(deel)[1:-1]}" for deel in pad)
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
