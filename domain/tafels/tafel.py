"""One table as it stands in its definition file: every rule with its source, never a branch in code."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from domain.tafels.bron import Bron, Keuze, Regel
from domain.tafels.ritme import Ritme
from domain.tafels.toestemmingsregels import Toestemmingsdoel


class Antwoord(StrEnum):
    """What is known of one kenmerk of a situation. What nobody said is in no answer at all."""

    JA = "ja"
    NEE = "nee"


@dataclass(frozen=True)
class Toets:
    """One condition on a situation: this kenmerk has this answer."""

    kenmerk: str
    antwoord: Antwoord


@dataclass(frozen=True)
class Criterium:
    """One criterion; all criteria of one ``groep`` together are enough, and one group is enough.

    ``toetst`` are the conditions that all have to hold for a situation to meet it, as far as can be told before
    people weigh it.
    """

    code: str
    groep: str
    tekst: str
    toetst: tuple[Toets, ...]
    bron: Bron


@dataclass(frozen=True)
class Voorwaarde:
    """What has to be done before a case can come to this table; as long as it is not, the table still fits.

    It holds only for situations that meet all of ``alleen_bij``.
    """

    code: str
    tekst: str
    toetst: tuple[Toets, ...]
    alleen_bij: tuple[Toets, ...]
    bron: Bron


@dataclass(frozen=True)
class Uitsluiting:
    """What keeps a case away from this table: a situation that meets all of ``toetst`` does not fit."""

    code: str
    tekst: str
    toetst: tuple[Toets, ...]
    bron: Bron


class Ongeboren(StrEnum):
    """Whether ages hold before birth too; a print that begins at 0 does not say."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Leeftijd:
    """The ages as one place in a source prints them.

    ``gedrukt`` is that print. Who is ``van`` years or more and less than ``tot`` fits; a print such as "0-18" does
    not say whether somebody of 18 does. ``ongeboren``: also before birth. Two places that contradict each other are
    two of these.
    """

    gedrukt: str
    ongeboren: Ongeboren
    van: int
    tot: int
    bron: Bron


class Stuk(StrEnum):
    """A piece that an aanmelding at a table can need."""

    AANPAK = "aanpak"
    HOOFDPERSOON = "hoofdpersoon"
    LEEFGEBIEDEN = "leefgebieden"
    CRITERIA = "criteria"
    REGULIERE_ROUTES = "reguliere-routes"
    VOORCONTACT = "voorcontact"
    GRONDSLAG = "grondslag"
    TOESTEMMING = "toestemming"


@dataclass(frozen=True)
class Aanmeldwijze:
    """How a case is brought in: by which form, sent where, and through whom for those who may not themselves.

    ``adres`` is a functional address of the organisation, or the words for where to go.
    """

    formulier: str
    adres: str
    via_wie: str
    bron: Bron


class Bespreekwijze(StrEnum):
    """Whether the table hears who it is about."""

    ANONIEM = "anoniem"
    OP_NAAM = "op-naam"


@dataclass(frozen=True)
class Bespreking:
    """How a case is discussed; anonymous means: roles, never names."""

    wijze: Bespreekwijze
    bron: Bron


class Regievorm(StrEnum):
    """What of the regie this table takes on."""

    PROCESREGIE = "procesregie"
    VEILIGHEID = "regie-op-veiligheid"
    GEEN = "geen"


@dataclass(frozen=True)
class Regieaanbod:
    """The regie that comes with this table, in the words of the source."""

    vorm: Regievorm
    tekst: str
    bron: Bron


class Deelname(StrEnum):
    """In which way somebody sits at the table; ``INWONER`` is who the case is about, or somebody they bring."""

    VAST = "vast"
    WISSELEND = "wisselend"
    FLEXIBEL = "flexibel"
    INWONER = "inwoner"


@dataclass(frozen=True)
class Tafeldeelnemer:
    """Somebody at the table, by role or organisation, never by name."""

    code: str
    naam: str
    deelname: Deelname
    bron: Bron


@dataclass(frozen=True)
class Overlegritme:
    """When the casusoverleg meets, and how much fits in.

    ``plaatsen`` cases in ``minuten`` minutes.
    """

    plaatsen: int
    minuten: int
    ritme: Ritme


@dataclass(frozen=True)
class Niveau:
    """A level that a case can be scaled to, from ``vanaf``: the code of a level, or "tafel" for the table itself."""

    code: str
    naam: str
    vanaf: str
    bron: Bron


GEEN_UREN = "de bron noemt geen uren"
"""What a definition says where nobody knows when a table can be reached."""


@dataclass(frozen=True)
class Contact:
    """How to reach the table, and when; also the route outside those hours."""

    code: str
    wat: str
    wanneer: str
    bron: Bron


@dataclass(frozen=True)
class Tegenspraak:
    """What the sources contradict each other on, and what this definition follows."""

    over: str
    zegt: str
    zegt_ook: str
    gevolgd: str
    bron: Bron


@dataclass(frozen=True)
class Onderbrenging:
    """Under whom the table falls in one scenario of its region."""

    scenario: str
    bij: str
    bron: Bron


@dataclass(frozen=True)
class Vergoeding:
    """What attendance is paid, for whom, in a year; in cents of a euro an hour."""

    jaar: int
    eurocent_per_uur: int
    voor: str
    bron: Bron


TAFEL = "tafel"
"""The level of the table itself, from which the first edge up leads."""


@dataclass(frozen=True)
class Tafel:
    """A table: whom it is for, on what ground it works, what it asks, and where a case can go from it."""

    id: str
    versie: int
    regio: str
    naam: str
    regime: str
    crisisroute: Regel
    bureaus: tuple[Keuze, ...]
    waarvoor: Regel
    leeftijden: tuple[Leeftijd, ...]
    gemeenten: tuple[Keuze, ...]
    aanmelders: tuple[Keuze, ...]
    aanmelding: Aanmeldwijze
    vraagt: tuple[Stuk, ...]
    voorwaarden: tuple[Voorwaarde, ...]
    uitsluitingen: tuple[Uitsluiting, ...]
    criteria: tuple[Criterium, ...]
    aanpakken: tuple[Keuze, ...]
    leefgebieden: tuple[Keuze, ...]
    bespreking: Bespreking
    grondslagen: tuple[Keuze, ...]
    toestemming: tuple[Toestemmingsdoel, ...]
    beroepsgeheim: str
    triage: Ritme
    overleggen: tuple[Overlegritme, ...]
    regie: Regieaanbod
    deelnemers: tuple[Tafeldeelnemer, ...]
    advies: Regel
    opschalen: tuple[Niveau, ...]
    afschalen: tuple[Niveau, ...]
    contact: tuple[Contact, ...]
    ondergebracht: tuple[Onderbrenging, ...]
    vergoedingen: tuple[Vergoeding, ...]
    tegenspraken: tuple[Tegenspraak, ...]

    @property
    def definitie(self) -> str:
        """The name of this version of the definition, as events record it."""
        return f"{self.id}/{self.versie}"

    @property
    def anoniem(self) -> bool:
        """The table hears roles, never names."""
        return self.bespreking.wijze is Bespreekwijze.ANONIEM

    @property
    def inwoners(self) -> frozenset[str]:
        """The codes under which those whom a case is about sit at this table."""
        eigen = {wie.code for wie in self.deelnemers if wie.deelname is Deelname.INWONER}
        return frozenset({Deelname.INWONER.value, *eigen})

    def doel(self, code: str) -> Toestemmingsdoel | None:
        """The purpose of consent with this code."""
        return next((doel for doel in self.toestemming if doel.code == code), None)

    def voldoet(self, voldaan: Collection[str]) -> bool:
        """Say whether the criteria that are met make a case for this table: one whole group is enough."""
        groepen = {criterium.groep for criterium in self.criteria}
        return any(
            all(criterium.code in voldaan for criterium in self.criteria if criterium.groep == groep)
            for groep in groepen
        )

    def op_van(self, niveau: str) -> tuple[Niveau, ...]:
        """The levels one step up from a level."""
        return tuple(edge for edge in self.opschalen if edge.vanaf == niveau)
