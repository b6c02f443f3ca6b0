"""How far the execution of a list is: each step of it in its order, told from the facts of the list alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.vernietigingslijst.waarden import Stap, Stapuitkomst
from projections.zinnen.vernietigingslijst import STAP, STAPUITKOMST, UITSLAG

DAG = timedelta(days=1)
TE_VERNIETIGEN = frozenset({Lijstfase.GOEDGEKEURD, Lijstfase.IN_UITVOERING})


@dataclass(frozen=True)
class Voortgangstap:
    """A step: what it is, whether it was done, and what came of it."""

    naam: str
    klaar: bool
    uitkomst: str = ""
    let_op: bool = False
    """It came out otherwise than one would want."""


@dataclass(frozen=True)
class Voortgang:
    """How many items had their turn, of how many, and the steps."""

    gehad: int
    van: int
    stappen: tuple[Voortgangstap, ...]

    @property
    def nu(self) -> str:
        """The step that is at hand; empty at the end."""
        return next((stap.naam for stap in self.stappen if not stap.klaar), "")


def voortgang_van(lijst: Vernietigingslijst) -> Voortgang | None:
    """How far a list is; ``None`` where nobody began."""
    if lijst.uitgevoerd_door is None or lijst.fase is Lijstfase.INGETROKKEN:
        return None
    van = len(lijst.posten) - len(lijst.geweigerd)
    gehad = len(lijst.bewijsnummers) + len(lijst.afgehaald) + len(lijst.teruggekomen)
    return Voortgang(gehad, van, tuple(_stappen(lijst)))


def _stappen(lijst: Vernietigingslijst) -> Iterator[Voortgangstap]:
    yield Voortgangstap("De gegevens vernietigen", lijst.fase not in TE_VERNIETIGEN)
    yield Voortgangstap("Vastleggen dat de sleutels zijn gewist", lijst.gewist is not None)
    gezet = {feit.stap: feit for feit in lijst.stappen}
    for stap in Stap:
        feit = gezet.get(stap)
        naam = STAP[stap][:1].upper() + STAP[stap][1:]
        yield Voortgangstap(
            naam,
            feit is not None,
            "" if feit is None else STAPUITKOMST[feit.uitkomst],
            let_op=feit is not None and feit.uitkomst is Stapuitkomst.NIET_MOGELIJK,
        )
    yield Voortgangstap("De hoofdsleutel vernieuwen", lijst.kek is not None)
    controle = lijst.nacontrole
    yield Voortgangstap(
        "De nacontrole",
        controle is not None,
        "" if controle is None else UITSLAG[controle.uitslag],
        let_op=controle is not None and controle.uitslag is not Uitslag.GESLAAGD,
    )
    verklaring = lijst.verklaring
    nummer = "" if verklaring is None else verklaring.verklaringsnummer
    yield Voortgangstap("De verklaring van vernietiging", verklaring is not None, nummer)


@dataclass(frozen=True)
class Bedenktijd:
    """The days between approval and execution: until when, and how many are left."""

    begint: datetime
    """From when something may be destroyed; then the list cannot be withdrawn any more."""
    tot: datetime
    nog: int
    loopt: bool
    """Nothing may be destroyed yet."""
    wachten: int
    """How many items of a list that may begin have to wait, for their own last day or for the end of the bedenktijd."""


def bedenktijd_van(lijst: Vernietigingslijst, *, nu: datetime, vandaag: date) -> Bedenktijd | None:
    """How long the bedenktijd of a list still is; nothing before it was approved."""
    goedgekeurd = lijst.goedkeuring
    if goedgekeurd is None:
        return None
    begint, tot = goedgekeurd.uitvoeren_vanaf, goedgekeurd.bedenktijd_tot or goedgekeurd.uitvoeren_vanaf
    over = begint - nu
    loopt = lijst.fase is Lijstfase.GOEDGEKEURD and over > timedelta()
    wachten = 0
    if lijst.fase in TE_VERNIETIGEN and not loopt:
        wachten = sum(not lijst.kan_weg(een, vandaag=vandaag, nu=nu) for een in lijst.open_posten)
    nog = ceil(over / DAG) if over >= DAG else 0
    return Bedenktijd(begint, tot, nog, loopt, wachten)


def wacht(lijst: Vernietigingslijst, bedenktijd: Bedenktijd | None) -> bool:
    """Say whether an execution that was begun stands still, until the day of what is left of it."""
    begonnen = lijst.fase is Lijstfase.IN_UITVOERING
    return begonnen and bedenktijd is not None and bedenktijd.wachten == len(lijst.open_posten) > 0
