"""One thing that can be done with a case, and the questions that its form is put together with."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from api.aanmelding import Model
from api.rechten import Recht
from api.rest.toegang import Toegang
from api.web.formulier import Deel, Groep, Keus, Soort, Veld, keuzes_uit
from api.web.proef import Zaak
from api.web.woorden import woord
from domain.casus.commands import Opdracht
from domain.casus.state import Casus
from domain.casus.waarden import NIEMAND
from domain.tafels import Tafel
from projections.dagen import datum

M = TypeVar("M", bound=Model)

MEDEWERKER = "Het nummer van de medewerker, zoals mw-peer. Geen naam."
PROEF = "proef"
"""Stands for a text in a command that is only asked about."""
NIEMANDS = UUID(int=1)
"""Stands for an id of something that is not there: the rules then say why."""


class Stand(Protocol):
    """What the rules are asked about: the case, its table, the day, and whose organisation asks."""

    @property
    def casus(self) -> Casus:
        """The case."""

    @property
    def tafel(self) -> Tafel:
        """Its table."""

    @property
    def vandaag(self) -> date:
        """The day."""

    @property
    def organisatie(self) -> str:
        """Of whoever asks."""

    @property
    def voor_ieder(self) -> bool:
        """Whether whoever asks records what any organisation says."""

    @property
    def tafels(self) -> Collection[str]:
        """The ids of all tables."""


@dataclass(frozen=True)
class Zicht:
    """A case as whoever fills in the form sees it, with the words and lists of its table."""

    zaak: Zaak
    casus: Casus

    @property
    def tafel(self) -> Tafel:
        """The definition that this case is under."""
        return self.zaak.tafel

    @property
    def organisaties(self) -> tuple[Keus, ...]:
        """Those of the table and of its region, and the own one."""
        definities = self.zaak.toegang.dienst.definities
        regio = [een for een in definities.regios.values() if een.naam == self.tafel.regio]
        bekend = {keuze.code: keuze.naam for een in regio for keuze in een.organisaties}
        bekend |= {keuze.code: keuze.naam for keuze in self.tafel.aanmelders}
        ook = self.casus.leveranciers | {self.zaak.organisatie}
        bureaus = {keuze.code: keuze.naam for keuze in self.tafel.bureaus}
        eigen = {een: bureaus.get(een, een) for een in sorted(ook)}
        return tuple(Keus(code, naam) for code, naam in (eigen | bekend).items())

    @property
    def mensen(self) -> tuple[Keus, ...]:
        """Whom the case is about, as this reader may know them."""
        return tuple(
            Keus(str(mens.persoon_id), f"{mens.naam} ({woord(mens.betrokkenheid)})")
            for mens in self.casus.betrokkenen
            if mens.persoon_id != NIEMAND
        )


@dataclass(frozen=True)
class Handeling(Generic[M]):
    """One thing that can be done. It can be when the rules would accept one of ``proeven``.

    ``doe`` is the function of the REST route, which records it. ``zonder`` says why it cannot be where there is nothing
    to ask about.
    """

    code: str
    titel: str
    groep: str
    recht: Recht
    doel: str
    model: type[M]
    velden: Callable[[Zicht], Sequence[Deel]]
    proeven: Callable[[Stand], Iterable[Opdracht]]
    doe: Callable[[str, M, Toegang], object]
    zonder: str = "Hier is nu niets voor."
    uitleg: str = ""
    antwoord: type | None = None
    """The fact whose sentence is the answer to who did this."""


@dataclass(frozen=True)
class Doenlijk:
    """Whether something can be done with this case now; ``niet`` says why it cannot."""

    handeling: Handeling[Any]
    niet: str = ""


def doenlijk(handeling: Handeling[Any], zaak: Zaak) -> Doenlijk:
    """Ask the rules."""
    reden = ""
    for opdracht in handeling.proeven(zaak):
        geweigerd = zaak.weigering(opdracht)
        if not geweigerd:
            return Doenlijk(handeling)
        reden = reden or geweigerd
    return Doenlijk(handeling, reden or handeling.zonder)


# --- questions ----------------------------------------------------------------------------------------------


def regel(
    naam: str,
    label: str,
    hulp: str = "",
    *,
    verplicht: bool = True,
    woorden: Sequence[Keus] = (),
    waarde: str = "",
) -> Veld:
    """A short text. Of ``woorden`` it shows and takes the name, and records the code."""
    getoond = next((keus.tekst for keus in woorden if keus.waarde == waarde), waarde)
    return Veld(naam, label, Soort.REGEL, hulp, verplicht, tuple(woorden), waarde=getoond)


def tekst(naam: str, label: str, hulp: str = "", *, verplicht: bool = True, waarde: str = "") -> Veld:
    """A text of some lines."""
    return Veld(naam, label, Soort.TEKST, hulp, verplicht, waarde=waarde)


def dag(naam: str, label: str, hulp: str = "", *, verplicht: bool = True, waarde: date | None = None) -> Veld:
    """A day."""
    return Veld(naam, label, Soort.DATUM, hulp, verplicht, waarde=waarde.isoformat() if waarde else "")


def moment(naam: str, label: str, hulp: str = "") -> Veld:
    """A day and a time, on the clock here."""
    return Veld(naam, label, Soort.TIJDSTIP, hulp)


def uit(naam: str, label: str, soort: type[StrEnum], hulp: str = "", *, verplicht: bool = True) -> Veld:
    """One word of a closed list."""
    vorm = Soort.KEUZE if verplicht else Soort.LIJST
    return Veld(naam, label, vorm, hulp, verplicht, keuzes_uit(soort))


def kies(
    naam: str, label: str, keuzes: Sequence[Keus], hulp: str = "", *, verplicht: bool = True, waarde: str = ""
) -> Veld:
    """One of a list; where there is but one, that one."""
    enige = keuzes[0].waarde if len(keuzes) == 1 and verplicht else waarde
    return Veld(naam, label, Soort.LIJST, hulp, verplicht, tuple(keuzes), waarde=enige)


def vink(naam: str, label: str, keuzes: Sequence[Keus], hulp: str = "", *, verplicht: bool = True) -> Veld:
    """Any number of a list."""
    return Veld(naam, label, Soort.VINKJES, hulp, verplicht, tuple(keuzes))


def rijen(aantal: int, titel: str, maak: Callable[[int], tuple[Veld, ...]]) -> tuple[Groep, ...]:
    """The same questions several times; those that stay empty count for nothing."""
    return tuple(Groep(f"{titel} {nummer + 1}", maak(nummer)) for nummer in range(aantal))


def eigen(stand: Stand, organisaties: Iterable[str]) -> frozenset[str]:
    """Of these organisations, those in whose name whoever asks can speak."""
    return frozenset(een for een in organisaties if stand.voor_ieder or een == stand.organisatie)


def codes(keuzes: Iterable[Any]) -> tuple[Keus, ...]:
    """The words of a table as choices."""
    return tuple(Keus(keuze.code, keuze.naam) for keuze in keuzes)


def besluiten(zicht: Zicht) -> tuple[Keus, ...]:
    """The meetings that a decision can have been taken in: an ICO that was held, an overleg that discussed the case."""
    icos = [
        Keus(str(ico.gepland.ico_id), f"ICO van {datum(ico.gehouden.gehouden_op)}")
        for ico in zicht.casus.icos
        if ico.gehouden is not None
    ]
    punten = [
        Keus(str(punt.gezet.overleg_id), f"Overleg van {datum(punt.gezet.begint.date())}")
        for punt in zicht.casus.agendapunten
        if punt.afloop is not None
    ]
    return (*icos, *punten)


def besloten_in(stand: Stand) -> UUID:
    """One of those, to ask the rules about."""
    icos = [ico.gepland.ico_id for ico in stand.casus.icos if ico.gehouden is not None]
    punten = [punt.gezet.overleg_id for punt in stand.casus.agendapunten if punt.afloop is not None]
    return next(iter([*reversed(icos), *reversed(punten)]), NIEMANDS)
