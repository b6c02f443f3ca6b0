"""The facts of a vernietigingslijst. These names and fields are the storage contract.

Stored as ``vernietigingslijst.<Name>.v1``. A list outlives everything on it and is the proof of it, so all of it stays:
random ids, codes, counts, and the pseudonymous ids of the officers. What somebody has to say about one case in words of
their own is a fact of that case and dies with it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from domain.bewaring import Blijvend, Vernietigd
from domain.casus.waarden import Weigerreden
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.voorvertoning import Postbeeld
from domain.vernietigingslijst.waarden import (
    Afhaalreden,
    Intrekreden,
    Stap,
    Stapuitkomst,
    Vernietigde,
    Voorgesteld,
)

# --- from proposal to approval -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class LijstVoorgesteld:
    """What is due at one table up to and with a day was put on a list."""

    lijstnummer: Annotated[str, Blijvend]
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    tot_en_met: Annotated[date, Blijvend]
    posten: Annotated[tuple[Voorgesteld, ...], Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]


@dataclass(frozen=True)
class PostGeweigerd:
    """Who checked the list left this item out. What there is to say about it is a fact of the case."""

    post_id: Annotated[UUID, Blijvend]
    weigerreden: Annotated[Weigerreden, Blijvend]


@dataclass(frozen=True)
class LijstGecontroleerd:
    """A second person checked the list."""

    gecontroleerd_door: Annotated[str, Blijvend]


@dataclass(frozen=True)
class LijstGoedgekeurd:
    """FG or archivaris approved exactly this preview.

    ``bedenktijd_tot`` is the end of the bedenktijd. ``uitvoeren_vanaf`` is that too, or sooner: where the last day of
    an item comes first. ``None`` stands in facts of before that: then it was the same moment.
    """

    goedgekeurd_door: Annotated[str, Blijvend]
    digest: Annotated[str, Blijvend]
    beelden: Annotated[tuple[Postbeeld, ...], Blijvend]
    uitvoeren_vanaf: Annotated[datetime, Blijvend]
    bedenktijd_tot: Annotated[datetime | None, Blijvend] = None


@dataclass(frozen=True)
class LijstIngetrokken:
    """Nothing of this list is carried out."""

    intrekreden: Annotated[Intrekreden, Blijvend]
    ingetrokken_door: Annotated[str, Blijvend]


# --- execution ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UitvoeringBegonnen:
    """The bedenktijd is over and the destruction began.

    ``laatste_reservekopie`` is the day of the last backup elsewhere that may still hold it, if who began told it.
    """

    uitgevoerd_door: Annotated[str, Blijvend]
    laatste_reservekopie: Annotated[date | None, Blijvend] = None


@dataclass(frozen=True)
class PostAfgehaald:
    """At the execution the rules no longer allowed this item, such as for a hold that came late."""

    post_id: Annotated[UUID, Blijvend]
    afhaalreden: Annotated[Afhaalreden, Blijvend]


@dataclass(frozen=True)
class PostTeruggekomen:
    """The case changed after the approval: this is not what was approved, so it was not destroyed."""

    post_id: Annotated[UUID, Blijvend]


@dataclass(frozen=True)
class PostenVernietigd:
    """These items are destroyed: recorded in the transaction that did it.

    The rest is as in ``Kenmerken``: sorted each by itself, so it leads to none of the items.
    """

    posten: Annotated[tuple[Vernietigde, ...], Blijvend]
    verbintenissen: Annotated[tuple[str, ...], Blijvend] = ()
    sleutelafdrukken: Annotated[tuple[str, ...], Blijvend] = ()
    kopieen: Annotated[tuple[str, ...], Blijvend] = ()


@dataclass(frozen=True)
class SleutelsGewist:
    """All items are settled. No destroyed key was ever wrapped by a KEK of an epoch after ``tijdvak``."""

    tijdvak: Annotated[int, Blijvend]


@dataclass(frozen=True)
class StapGezet:
    """What is done per list and not per case was done, or could not be. ``aantal`` is of what the step is about."""

    stap: Annotated[Stap, Blijvend]
    uitkomst: Annotated[Stapuitkomst, Blijvend]
    aantal: Annotated[int, Blijvend]


@dataclass(frozen=True)
class KekVernieuwd:
    """Every KEK that a destroyed key was wrapped with is gone, and so is what old copies hold of those keys."""

    nieuw: Annotated[int, Blijvend]


# --- proof -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LijstNagecontroleerd:
    """What was destroyed was looked for, independent of what destroyed it."""

    uitslag: Annotated[Uitslag, Blijvend]
    gecontroleerd: Annotated[tuple[str, ...], Blijvend]
    niet_gecontroleerd: Annotated[tuple[str, ...], Blijvend]


@dataclass(frozen=True)
class LijstVerklaard:
    """The verklaring van vernietiging was made; ``vingerafdruk`` is the SHA-256 of its signed form."""

    verklaringsnummer: Annotated[str, Blijvend]
    vingerafdruk: Annotated[str, Blijvend]


Lijstfeit = (
    LijstVoorgesteld
    | PostGeweigerd
    | LijstGecontroleerd
    | LijstGoedgekeurd
    | LijstIngetrokken
    | UitvoeringBegonnen
    | PostAfgehaald
    | PostTeruggekomen
    | PostenVernietigd
    | SleutelsGewist
    | StapGezet
    | KekVernieuwd
    | LijstNagecontroleerd
    | LijstVerklaard
)
"""Everything that can be recorded of a vernietigingslijst."""

Lijstgebeurtenis = Lijstfeit | Vernietigd
"""Everything that can be read back of one: as of other streams, though nothing of it is ever destroyed."""
