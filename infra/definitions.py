"""The definitions that ship as TOML, read once and strictly: regions with tables, protocols, consent, exports, words.

Who edits them need not be a programmer: see ``infra.lezer`` for how a mistake is told. A region is one file, and
adding one takes no code. Nothing is read at import.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from domain.concept import Conceptregels
from domain.exports import Exportsoort, Over
from domain.privacyprotocol import Bewaarregel, Privacyprotocol
from domain.tafels import Kenmerk, Keuze, Leeftijdsband, Regio, Tafel, Toestemmingsdoel
from domain.verzoek.regels import Verzoekregels
from infra.keuring import Keuring, keur_banden
from infra.lezer import Bestand, DefinitieFout, Verwijzing, Verwijzingen, eis_tussen, namen, open_bestand

__all__ = [
    "Begrip",
    "Brondocument",
    "Bronnen",
    "DefinitieFout",
    "Definities",
    "Soort",
    "lees_definities",
]

LANGSTE_EXPORT = 3660
"""In days."""
LANGSTE_CONCEPT = 90
"""In days."""
EIGEN_WOORD = "eigen"
"""The source of a word of the glossary that is ours."""


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
    """All definitions. ``tafels`` (by id) holds the latest versions.

    ``protocollen`` (by regime) holds the first versions: those that are in force until another one is taken, as
    ``infra.protocollen`` tells. ``protocolversies`` holds all, by name ("zvh/1"). ``tafels`` stand in the order of
    their files, which is the order in which a user sees them.
    """

    regios: Mapping[str, Regio]
    tafels: Mapping[str, Tafel]
    versies: Mapping[str, Tafel]
    kenmerken: Mapping[str, Kenmerk]
    protocollen: Mapping[str, Privacyprotocol]
    protocolversies: Mapping[str, Privacyprotocol]
    begrippen: Mapping[str, Begrip]
    bronnen: Mapping[str, Brondocument]
    exportsoorten: Mapping[str, Exportsoort]
    verzoekregels: Verzoekregels
    conceptregels: Conceptregels

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

    def protocol(self, naam: str) -> Privacyprotocol:
        """Return one version of a privacyprotocol by name ("zvh/1"), also an old one.

        Raises:
            DefinitieFout: there is no such version.
        """
        if naam not in self.protocolversies:
            bekend = ", ".join(self.protocolversies)
            raise DefinitieFout(f"There is no privacyprotocol {naam!r}; known are: {bekend}.")
        return self.protocolversies[naam]

    def bewaarregel(self, naam: str) -> Bewaarregel:
        """Return the rule that events record as ``naam`` ("zvh/1/plafond"), also one of an old version.

        Raises:
            DefinitieFout: there is no such rule.
        """
        try:
            return self.protocol(naam.rpartition("/")[0]).regel(naam)
        except LookupError as fout:
            raise DefinitieFout(str(fout)) from None


def lees_definities(folder: Path | None = None) -> Definities:
    """Read all definitions, from ``folder`` or, once in a process, from the ones that ship with this package.

    Raises:
        DefinitieFout: something in it cannot be used.
    """
    return _meegeleverd() if folder is None else _lees(folder)


@cache
def _meegeleverd() -> Definities:
    """Nothing in them can be changed, nor can the files while the program runs that they ship with."""
    return _lees(files("infra") / "definities")


def _lees(wortel: Traversable) -> Definities:
    bronnen = {bron.document: bron for bron in open_bestand(wortel, "bronnen.toml").lees(Bronnen).bron}
    begrippen = _lees_begrippen(wortel, documenten=bronnen)
    protocolversies = _lees_protocollen(wortel, documenten=bronnen)
    protocollen: dict[str, Privacyprotocol] = {}
    for protocol in protocolversies.values():
        protocollen.setdefault(protocol.regime, protocol)
    gewoon = open_bestand(wortel, "kenmerken.toml").met(keur=Keuring(bronnen)).lees(_Kenmerken).kenmerk
    bekend = _Bekend(
        documenten=bronnen,
        regimes=protocollen,
        kenmerken={kenmerk.code: kenmerk for kenmerk in gewoon},
        leeftijdsregels=_lees_leeftijdsregels(wortel, documenten=bronnen),
    )
    regios = _lees_regios(wortel, bekend)
    versies = [tafel for regio in regios for tafel in regio.tafels]
    nieuwste: dict[str, Tafel] = {}
    for tafel in versies:
        if tafel.id not in nieuwste or nieuwste[tafel.id].versie < tafel.versie:
            nieuwste[tafel.id] = tafel
    kenmerken = [*gewoon, *(kenmerk for regio in regios for kenmerk in regio.kenmerken)]
    return Definities(
        regios=MappingProxyType({bestand.regio.code: bestand.regio for bestand in regios}),
        tafels=MappingProxyType(nieuwste),
        versies=MappingProxyType({tafel.definitie: tafel for tafel in versies}),
        kenmerken=MappingProxyType({kenmerk.code: kenmerk for kenmerk in kenmerken}),
        protocollen=MappingProxyType(protocollen),
        protocolversies=MappingProxyType(protocolversies),
        begrippen=MappingProxyType(begrippen),
        bronnen=MappingProxyType(bronnen),
        exportsoorten=MappingProxyType(_lees_exportsoorten(wortel, documenten=bronnen)),
        verzoekregels=_lees_verzoekregels(wortel, documenten=bronnen),
        conceptregels=_lees_conceptregels(wortel, documenten=bronnen),
    )


# --- the shape of each file ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bronnen:
    """The documents that rules rest on."""

    bron: tuple[Brondocument, ...]


@dataclass(frozen=True)
class _Begrippen:
    begrip: tuple[Begrip, ...]


@dataclass(frozen=True)
class _Kenmerken:
    kenmerk: tuple[Kenmerk, ...]


@dataclass(frozen=True)
class _Concept:
    concept: Conceptregels


@dataclass(frozen=True)
class _Exports:
    exportsoort: tuple[Exportsoort, ...]


@dataclass(frozen=True)
class _Leeftijdsregel:
    """A set of age bands by name, which the purposes of consent of a table refer to."""

    code: str
    banden: tuple[Leeftijdsband, ...]


@dataclass(frozen=True)
class _Leeftijdsregels:
    leeftijdsregel: tuple[_Leeftijdsregel, ...]


def _lees_begrippen(wortel: Traversable, *, documenten: Collection[str]) -> dict[str, Begrip]:
    bestand = open_bestand(wortel, "begrippen.toml")
    begrippen = bestand.lees(_Begrippen).begrip
    bekend = (*documenten, EIGEN_WOORD)
    for nummer, begrip in enumerate(begrippen):
        if begrip.bron not in bekend:
            reden = f"{begrip.bron!r} is not a document of bronnen.toml; known are: {', '.join(bekend)}"
            raise bestand.fout(("begrip", nummer, "bron"), reden)
    return {begrip.term: begrip for begrip in begrippen}


def _lees_leeftijdsregels(
    wortel: Traversable, *, documenten: Collection[str]
) -> dict[str, tuple[Leeftijdsband, ...]]:
    bestand = open_bestand(wortel, "toestemming.toml").met(keur=Keuring(documenten))
    regels = bestand.lees(_Leeftijdsregels).leeftijdsregel
    for nummer, regel in enumerate(regels):
        keur_banden(regel.banden, ("leeftijdsregel", nummer, "banden"), bestand.fout)
    return {regel.code: regel.banden for regel in regels}


def _lees_exportsoorten(wortel: Traversable, *, documenten: Collection[str]) -> dict[str, Exportsoort]:
    bestand = open_bestand(wortel, "exports.toml").met(keur=Keuring(documenten))
    soorten = bestand.lees(_Exports).exportsoort
    for nummer, soort in enumerate(soorten):
        plaats = ("exportsoort", nummer, "termijn_dagen")
        van, tot = (0, 0) if soort.over is Over.BETROKKENE else (1, LANGSTE_EXPORT)
        eis_tussen(soort.termijn_dagen, van, tot, plaats, meld=bestand.fout)
    return {soort.code: soort for soort in soorten}


def _lees_verzoekregels(wortel: Traversable, *, documenten: Collection[str]) -> Verzoekregels:
    bestand = open_bestand(wortel, "verzoek.toml").met(keur=Keuring(documenten))
    regels = bestand.lees(Verzoekregels)
    keur_banden(regels.banden, ("banden",), bestand.fout)
    return regels


def _lees_conceptregels(wortel: Traversable, *, documenten: Collection[str]) -> Conceptregels:
    bestand = open_bestand(wortel, "concept.toml").met(keur=Keuring(documenten))
    regels = bestand.lees(_Concept).concept
    grenzen = {
        "dagen_in_totaal": (1, LANGSTE_CONCEPT),
        "dagen_na_bewaren": (1, regels.dagen_in_totaal),
        "meeste": (1, 1000),
        "grootste": (1024, 1024 * 1024),
    }
    for veld, (van, tot) in grenzen.items():
        eis_tussen(getattr(regels, veld), van, tot, ("concept", veld), meld=bestand.fout)
    return regels


def _lees_protocollen(wortel: Traversable, *, documenten: Collection[str]) -> dict[str, Privacyprotocol]:
    """Read every version, by name; of each regime the first one first."""
    versies: dict[tuple[str, int], Privacyprotocol] = {}
    for naam in namen(wortel, "privacyprotocol"):
        bestand = open_bestand(wortel, naam).met(keur=Keuring(documenten))
        protocol = bestand.lees(Privacyprotocol)
        if (protocol.regime, protocol.versie) in versies:
            raise bestand.fout(("regime",), f"{protocol.regime}/{protocol.versie} is in another file too")
        versies[protocol.regime, protocol.versie] = protocol
    return {versies[naam].naam: versies[naam] for naam in sorted(versies)}


@dataclass(frozen=True)
class _Bekend:
    """What the file of a region may refer to."""

    documenten: Collection[str]
    regimes: Collection[str]
    kenmerken: Mapping[str, Kenmerk]
    leeftijdsregels: Mapping[str, tuple[Leeftijdsband, ...]]


@dataclass(frozen=True)
class _Regiobestand:
    """What one file holds: the region, the kenmerken that only it asks about, and its tables in every version."""

    regio: Regio
    kenmerken: tuple[Kenmerk, ...]
    tafels: tuple[Tafel, ...]


def _lees_regio(bestand: Bestand, bekend: _Bekend) -> _Regiobestand:
    bestand.eis_velden(("regio", "kenmerk", "tafel"))
    kaal = bestand.met(keur=Keuring(bekend.documenten))
    regio = kaal.deel("regio", Regio)
    eigen = kaal.rij("kenmerk", Kenmerk)
    for nummer, kenmerk in enumerate(eigen):
        if kenmerk.code in bekend.kenmerken:
            raise kaal.fout(("kenmerk", nummer, "code"), f"{kenmerk.code!r} is in another file too")
    keuring = Keuring(
        documenten=bekend.documenten,
        regimes=bekend.regimes,
        kenmerken=[*bekend.kenmerken, *(kenmerk.code for kenmerk in eigen)],
        scenarios=[scenario.code for scenario in regio.scenarios],
    )
    met_regio = bestand.met(
        keur=keuring,
        vast={
            (Tafel, "regio"): regio.naam,
            (Tafel, "crisisroute"): regio.crisisroute,
            (Tafel, "bureaus"): regio.bureaus,
        },
        verwijzingen={
            (Tafel, "gemeenten"): _keuzes("a gemeente of this region", regio.gemeenten),
            (Tafel, "aanmelders"): _keuzes("an organisatie of this region", regio.organisaties),
            (Tafel, "leefgebieden"): _keuzes("a leefgebied of this region", regio.leefgebieden),
            (Toestemmingsdoel, "banden"): Verwijzing(
                "a leeftijdsregel of toestemming.toml", bekend.leeftijdsregels
            ),
        },
    )
    tafels = met_regio.rij("tafel", Tafel)
    if not tafels:
        raise bestand.fout(("tafel",), "must not be empty: a region without a table answers nobody")
    return _Regiobestand(regio, eigen, tafels)


def _keuzes(wat: str, keuzes: Collection[Keuze]) -> Verwijzingen:
    return Verwijzingen(wat, {keuze.code: keuze for keuze in keuzes})


def _lees_regios(wortel: Traversable, bekend: _Bekend) -> list[_Regiobestand]:
    gelezen: list[_Regiobestand] = []
    kenmerken = dict(bekend.kenmerken)
    ids: set[str] = set()
    regios: set[str] = set()
    for naam in namen(wortel, "regios"):
        bestand = open_bestand(wortel, naam)
        deze = _lees_regio(
            bestand, _Bekend(bekend.documenten, bekend.regimes, kenmerken, bekend.leeftijdsregels)
        )
        for gezien, veld in ((deze.regio.code, "code"), (deze.regio.naam, "naam")):
            if gezien in regios:
                raise bestand.fout(("regio", veld), f"{gezien!r} is in another file too")
            regios.add(gezien)
        for nummer, tafel in enumerate(deze.tafels):
            if tafel.id in ids:
                raise bestand.fout(("tafel", nummer, "id"), f"{tafel.id!r} is in another file too")
        ids |= {tafel.id for tafel in deze.tafels}
        kenmerken |= {kenmerk.code: kenmerk for kenmerk in deze.kenmerken}
        gelezen.append(deze)
    return gelezen
