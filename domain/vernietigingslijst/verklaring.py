"""The verklaring van vernietiging: what an outsider is told, and can check, of what was destroyed by one list.

Archiefbesluit 1995 art. 8 asks for what, on what ground and how; the draft Archiefregeling adds the systems and the
articles of the decision. Nothing in here is about a person or leads to a casus: counts, codes, dates, pseudonymous ids
of staff, and the facts that stay in the logboek anyhow. What lives on, because it was taken off the list, is counted
and never named.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.rollen import Rol
from domain.vernietigingslijst.nacontrole import Aantal, Nacontrole

VERSIE = 1
"""Of the form of a verklaring."""


class Eenheidsoort(StrEnum):
    """What can be destroyed alone."""

    CASUS = "casus"
    CONSULTATIE = "consultatie"
    PERSOON = "persoon"
    BIJDRAGE = "bijdrage"


class Vernietigingsuitkomst(StrEnum):
    """What the destruction came to."""

    VOLLEDIG = "volledig"
    GEDEELTELIJK = "gedeeltelijk"
    MISLUKT = "mislukt"


class Handeling(StrEnum):
    """What people did with the list, in this order; nobody did two of these."""

    VOORGESTELD = "voorgesteld"
    GECONTROLEERD = "gecontroleerd"
    GOEDGEKEURD = "goedgekeurd"
    UITGEVOERD = "uitgevoerd"


class Systeem(StrEnum):
    """Where data can be. A verklaring speaks of each of these, also where there was nothing to do."""

    KLUIS = "kluis"
    SLEUTELS = "sleutels"
    NUMMERS = "nummers"
    WEERGAVEN = "weergaven"
    INZAGELOGBOEK = "inzagelogboek"
    EXPORTS = "exports"
    UITGAANDE_POST = "uitgaande-post"
    DATABASEBESTANDEN = "databasebestanden"
    RESERVEKOPIEEN = "reservekopieen"


@dataclass(frozen=True)
class Verantwoordelijke:
    """Whose data it was: the organisation that answers for it, at which table of which region."""

    organisatie: str
    organisatienaam: str
    tafel: str
    tafelnaam: str
    regio: str
    regionaam: str


@dataclass(frozen=True)
class Regel:
    """A rule that data were destroyed under: its code as the facts have it, its ground, its source with the article."""

    code: str
    grond: str
    bron: str


@dataclass(frozen=True)
class Protocol:
    """A version of the privacyprotocol under which something was destroyed, and those of its rules that were used."""

    regime: str
    versie: int
    regels: tuple[Regel, ...]


@dataclass(frozen=True)
class Soorttelling:
    """Of one kind of unit: how many were proposed, and what became of them. The last four add up to the first.

    ``geweigerd`` was left out by who checked the list, ``afgevallen`` came off after the approval.
    """

    soort: Eenheidsoort
    voorgesteld: int
    geweigerd: int
    afgevallen: int
    niet_gelukt: int
    vernietigd: int


@dataclass(frozen=True)
class Aanleiding:
    """Why and when due: how many units under one rule of a protocol, and between which last days they might be there.

    ``grond`` is a code. Rule and days are ``None`` where no term ran.
    """

    regel: str | None
    grond: str
    aantal: int
    vroegste_bewaren_tot: date | None
    laatste_bewaren_tot: date | None


@dataclass(frozen=True)
class Reden:
    """A code of why, and how many units of a kind it holds for."""

    soort: Eenheidsoort
    code: str
    aantal: int


@dataclass(frozen=True)
class Verrichting:
    """Who did what with the list and when: a pseudonymous id, and the role taken."""

    handeling: Handeling
    door: str
    rol: Rol
    op: datetime


@dataclass(frozen=True)
class Bedenktijd:
    """How many days were to be waited after the approval, so until when, and from when something could be destroyed.

    ``vanaf`` is no beginning of the bedenktijd. It is ``tot`` itself, or sooner where the last day of an item came
    first; then only what was at its last day went.
    """

    dagen: int
    tot: datetime
    vanaf: datetime


@dataclass(frozen=True)
class Tijdvakwissel:
    """One KEK took the place of another, which is gone: epochs, and fingerprints of the keys."""

    oud: int
    vingerafdruk_oud: str
    nieuw: int
    vingerafdruk_nieuw: str
    vernietigd_op: datetime


@dataclass(frozen=True)
class Wijze:
    """How: in words, how many data keys died with their fingerprints in order, and the KEKs that went after.

    A fingerprint is a hash of the id under which the key was stored: it shows of a key in an old copy of the database
    that it is one of these.
    """

    omschrijving: str
    sleutels: int
    vingerafdrukken: tuple[str, ...]
    tijdvakken: tuple[Tijdvakwissel, ...]


@dataclass(frozen=True)
class Systeemverslag:
    """What was done in one system, with numbers, and what was checked there."""

    systeem: Systeem
    gedaan: str
    aantallen: tuple[Aantal, ...]
    gecontroleerd: tuple[str, ...]


@dataclass(frozen=True)
class Reservekopie:
    """The last backup in which ciphertext may still stand, until when it is kept, and why it opens with nothing."""

    laatste: date | None
    bewaard_tot: date | None
    waarom_onleesbaar: str


@dataclass(frozen=True)
class Vernietigingsfeit:
    """The fact of one destruction as the logboek has it: enough to hash its leaf anew.

    ``index`` is that of the leaf, from 0; the others are the fields of the stored event. ``inhoud`` is its state, which
    is text: the fact's own words for what was destroyed, on what ground and by whom.
    """

    soort: Eenheidsoort
    bewijsnummer: str | None
    index: int
    positie: int
    stroom_id: UUID
    versie: int
    naam: str
    inhoud: str


@dataclass(frozen=True)
class Bewijs:
    """That all these facts stand in the logboek: the signed checkpoint, and one proof for all of them together.

    ``hashes`` are in base64, in the order in which the tree is walked. The order of the facts is that of the tree.
    """

    oorsprong: str
    checkpoint: str
    feiten: tuple[Vernietigingsfeit, ...]
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Verklaring:
    """A verklaring van vernietiging. It names no casus, no person and no number of either.

    ``verbintenissen`` are commitments to the old numbers, sorted, in hexadecimal: one for each casus and consultatie,
    or none at all where they were not made. ``opschortingen`` are the holds that were considered. ``bekende_kopieen``
    are the numbers of files that were given out with something of it, which are out of reach here.
    """

    versie: int
    nummer: str
    lijst: str
    gemaakt_op: datetime
    uitkomst: Vernietigingsuitkomst
    verantwoordelijke: Verantwoordelijke
    protocollen: tuple[Protocol, ...]
    tellingen: tuple[Soorttelling, ...]
    verbintenissen: tuple[str, ...]
    aanleidingen: tuple[Aanleiding, ...]
    opschortingen: tuple[Reden, ...]
    geweigerd: tuple[Reden, ...]
    afgevallen: tuple[Reden, ...]
    niet_gelukt: tuple[Reden, ...]
    verrichtingen: tuple[Verrichting, ...]
    bedenktijd: Bedenktijd
    wijze: Wijze
    systemen: tuple[Systeemverslag, ...]
    bekende_kopieen: tuple[str, ...]
    nacontrole: Nacontrole
    reservekopie: Reservekopie
    bewijs: Bewijs
    bewijst_niet: tuple[str, ...]
