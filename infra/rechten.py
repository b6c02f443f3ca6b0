"""Who may do what, as data: ``definities/rechten.toml``, read once and strictly.

``Recht`` names what can be asked of the service. The words of a right stand in the read log: they are never changed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from domain.rollen import Rol
from domain.tafels import Bron
from infra.definitions import Bronnen
from infra.inzage.regel import Inzagegrond
from infra.keuring import Keuring
from infra.lezer import Bestand, eis_tussen, open_bestand
from infra.rechtnamen import Recht

__all__ = ["Bereik", "Hoogte", "Over", "Recht", "Rechtregel", "Rechttabel", "Rolregel", "Zicht", "rechttabel"]

BESTAND = "rechten.toml"


class Bereik(StrEnum):
    """Which cases of the own tables a role reaches."""

    TAFEL = "alle"
    ORGANISATIE = "van de eigen organisatie"
    REGIE = "onder eigen casusregie"
    DEELNAME = "met eigen deelname, zolang de casus loopt"
    GEEN = "geen"


class Zicht(StrEnum):
    """What a role sees of a case within reach, beside what everybody does who may read it."""

    INHOUD = "inhoud"
    INHOUD_MET_DOEL = "inhoud, met een vastgelegd doel"
    BSN = "burgerservicenummers"
    NAMEN_BIJ_ANONIEM = "namen bij een tafel die anoniem bespreekt"
    SAMENLOOP = "of andere tafels iemand kennen"
    AFGESCHERMD = "afgeschermde casussen"


class Namens(StrEnum):
    """For which organisations somebody in a role may say something."""

    IEDERE = "iedere organisatie"
    EIGEN = "de eigen organisatie"


class Over(StrEnum):
    """Whom an answer under a right is about, and so what of it goes on record."""

    MENSEN = "mensen"
    NIEMAND = "niemand"
    FEIT = "een feit, dat zelf zegt wie het vastlegde"


class Hoogte(StrEnum):
    """How somebody has to be signed in."""

    GEWOON = "gewoon"
    HOOG = "hoog"


class Houder(StrEnum):
    """Who may be granted a right."""

    MENS = "mens"
    SYSTEEM = "systeem"


@dataclass(frozen=True)
class Rolregel:
    """How far a role reaches, and what it sees."""

    rol: Rol
    bereik: Bereik
    ziet: tuple[Zicht, ...]
    gronden: tuple[Inzagegrond, ...]
    namens: Namens
    bron: Bron


@dataclass(frozen=True)
class Rechtregel:
    """What can be asked, and by whom. ``code`` is what a grant to a system calls it."""

    recht: Recht
    code: str
    rollen: tuple[Rol, ...]
    over: Over
    aanmelding: Hoogte
    open_voor: tuple[Houder, ...]


@dataclass(frozen=True)
class Herzieningsregel:
    """When a grant is looked at again, and after how long without use it stands out."""

    na_dagen: int
    ongebruikt_dagen: int
    bron: Bron


@dataclass(frozen=True)
class Rechttabel:
    """All of it; whoever checks a right checks it here."""

    herziening: Herzieningsregel
    rollen: Mapping[Rol, Rolregel]
    rechten: Mapping[Recht, Rechtregel]

    def over(self, over: Over) -> frozenset[Recht]:
        """The rights under which answers are about these."""
        return frozenset(regel.recht for regel in self.rechten.values() if regel.over is over)

    @property
    def hoge(self) -> frozenset[Recht]:
        """The rights that ask for a fresh sign-in of a high level."""
        return frozenset(regel.recht for regel in self.rechten.values() if regel.aanmelding is Hoogte.HOOG)

    @property
    def van_systemen(self) -> Mapping[str, Recht]:
        """The rights that a system may be granted, by code."""
        return {
            regel.code: regel.recht for regel in self.rechten.values() if Houder.SYSTEEM in regel.open_voor
        }

    def ziet(self, rol: Rol, zicht: Zicht) -> bool:
        """Say whether a role sees something."""
        return zicht in self.rollen[rol].ziet


@dataclass(frozen=True)
class _Rechten:
    herziening: Herzieningsregel
    rol: tuple[Rolregel, ...]
    recht: tuple[Rechtregel, ...]


@cache
def rechttabel() -> Rechttabel:
    """The table that ships with this package.

    Raises:
        DefinitieFout: something in it cannot be used.
    """
    return lees_rechten()


def lees_rechten(folder: Path | None = None) -> Rechttabel:
    """Read the table from ``folder``, or the one that ships with this package.

    Raises:
        DefinitieFout: something in it cannot be used.
    """
    wortel: Traversable = files("infra") / "definities" if folder is None else folder
    documenten = [bron.document for bron in open_bestand(wortel, "bronnen.toml").lees(Bronnen).bron]
    bestand = open_bestand(wortel, BESTAND).met(keur=Keuring(documenten))
    gelezen = bestand.lees(_Rechten)
    for veld in ("na_dagen", "ongebruikt_dagen"):
        eis_tussen(getattr(gelezen.herziening, veld), 1, 3660, ("herziening", veld), meld=bestand.fout)
    _eis_alle(bestand, "rol", [regel.rol for regel in gelezen.rol], Rol)
    _eis_alle(bestand, "recht", [regel.recht for regel in gelezen.recht], Recht)
    for nummer, regel in enumerate(gelezen.rol):
        _keur_rol(bestand, nummer, regel)
    for nummer, recht in enumerate(gelezen.recht):
        _keur_recht(bestand, nummer, recht)
    return Rechttabel(
        gelezen.herziening,
        MappingProxyType({regel.rol: regel for regel in gelezen.rol}),
        MappingProxyType({regel.recht: regel for regel in gelezen.recht}),
    )


def _eis_alle(bestand: Bestand, veld: str, er: Collection[StrEnum], nodig: type[StrEnum]) -> None:
    """Refuse a table in which something stands twice, or is missing: nothing is decided by silence."""
    gezien: set[StrEnum] = set()
    for nummer, een in enumerate(er):
        if een in gezien:
            raise bestand.fout((veld, nummer, veld), f"{een.value!r} is there twice")
        gezien.add(een)
    if ontbreekt := [een.value for een in nodig if een not in gezien]:
        raise bestand.fout((veld,), f"must tell of each; missing are: {', '.join(ontbreekt)}")


def _keur_rol(bestand: Bestand, nummer: int, regel: Rolregel) -> None:
    plaats = ("rol", nummer, "ziet")
    inhoud = {Zicht.INHOUD, Zicht.INHOUD_MET_DOEL} & set(regel.ziet)
    if len(inhoud) > 1:
        raise bestand.fout(plaats, "must say one of 'inhoud' and 'inhoud, met een vastgelegd doel'")
    if not inhoud and {Zicht.BSN, Zicht.NAMEN_BIJ_ANONIEM} & set(regel.ziet):
        raise bestand.fout(plaats, "must have 'inhoud' for who sees names or burgerservicenummers")
    if regel.bereik is Bereik.GEEN and regel.ziet:
        raise bestand.fout(plaats, "must be empty: this role reaches no case")


def _keur_recht(bestand: Bestand, nummer: int, regel: Rechtregel) -> None:
    if regel.code != regel.recht.code:
        raise bestand.fout(("recht", nummer, "code"), f"must be {regel.recht.code!r}")
    if not regel.rollen:
        raise bestand.fout(("recht", nummer, "rollen"), "must not be empty: nobody could ever use it")
    if Houder.MENS not in regel.open_voor:
        raise bestand.fout(("recht", nummer, "open_voor"), "must have 'mens': a system never may more")
    if regel.aanmelding is Hoogte.HOOG and Houder.SYSTEEM in regel.open_voor:
        raise bestand.fout(("recht", nummer, "open_voor"), "must not have 'systeem': nobody signs it in anew")
