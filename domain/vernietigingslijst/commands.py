"""What one can ask of a vernietigingslijst. Asking twice is harmless."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.waarden import Weigerreden
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.voorvertoning import Postbeeld
from domain.vernietigingslijst.waarden import (
    GEEN_KENMERKEN,
    Afgehaalde,
    Intrekreden,
    Kenmerken,
    Stap,
    Stapuitkomst,
    Vernietigde,
    Voorgesteld,
)


@dataclass(frozen=True)
class StelLijstVoor:
    """Propose to destroy what is due at the table up to and with a day."""

    lijstnummer: str
    tot_en_met: date
    posten: tuple[Voorgesteld, ...]


@dataclass(frozen=True)
class ControleerLijst:
    """Say that the list was checked, and which items are left out and why."""

    geweigerd: tuple[tuple[UUID, Weigerreden], ...] = ()


@dataclass(frozen=True)
class KeurLijstGoed:
    """Approve what was seen: ``gezien`` is the digest of the preview; ``beelden`` is that preview as it is now."""

    gezien: str
    beelden: tuple[Postbeeld, ...]


@dataclass(frozen=True)
class TrekLijstIn:
    """Withdraw the list."""

    reden: Intrekreden


@dataclass(frozen=True)
class BeginUitvoering:
    """Begin to destroy. ``laatste_reservekopie`` is the day of the last backup elsewhere that may still hold it."""

    laatste_reservekopie: date | None = None


@dataclass(frozen=True)
class HandelPostenAf:
    """Record what became of items: destroyed, taken off, or come back since they changed."""

    vernietigd: tuple[Vernietigde, ...] = ()
    afgehaald: tuple[Afgehaalde, ...] = ()
    teruggekomen: tuple[UUID, ...] = ()
    kenmerken: Kenmerken = GEEN_KENMERKEN


@dataclass(frozen=True)
class LegTijdvakVast:
    """Record the newest epoch that a key of this list can have been wrapped in."""

    tijdvak: int


@dataclass(frozen=True)
class ZetStap:
    """Record that a step per list was done, or that there is nothing to do it on."""

    stap: Stap
    uitkomst: Stapuitkomst
    aantal: int = 0


@dataclass(frozen=True)
class LegKekVernieuwingVast:
    """Record that the KEKs of before went; ``nieuw`` is the epoch that took their place."""

    nieuw: int


@dataclass(frozen=True)
class LegNacontroleVast:
    """Record what the verification found."""

    uitslag: Uitslag
    gecontroleerd: tuple[str, ...]
    niet_gecontroleerd: tuple[str, ...]


@dataclass(frozen=True)
class VerklaarLijst:
    """Record that the verklaring was made."""

    verklaringsnummer: str
    vingerafdruk: str


Lijstopdracht = (
    StelLijstVoor
    | ControleerLijst
    | KeurLijstGoed
    | TrekLijstIn
    | BeginUitvoering
    | HandelPostenAf
    | LegTijdvakVast
    | ZetStap
    | LegKekVernieuwingVast
    | LegNacontroleVast
    | VerklaarLijst
)
"""Everything one can ask of a vernietigingslijst."""
