"""What is known of a vernietigingslijst: the fold of its facts. Facts are never refused here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, reduce
from typing import assert_never
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.casus.waarden import Verwijdergrond
from domain.vernietigingslijst.events import (
    KekVernieuwd,
    Lijstgebeurtenis,
    LijstGecontroleerd,
    LijstGoedgekeurd,
    LijstIngetrokken,
    LijstNagecontroleerd,
    LijstVerklaard,
    LijstVoorgesteld,
    PostAfgehaald,
    PostenVernietigd,
    PostGeweigerd,
    PostTeruggekomen,
    SleutelsGewist,
    StapGezet,
    UitvoeringBegonnen,
)
from domain.vernietigingslijst.voorvertoning import Postbeeld
from domain.vernietigingslijst.waarden import Afhaalreden, Kenmerken, Stap, Voorgesteld, samen


class Lijstfase(StrEnum):
    """Where a list is in its life."""

    GEEN = "geen"
    VOORGESTELD = "voorgesteld"
    GECONTROLEERD = "gecontroleerd"
    GOEDGEKEURD = "goedgekeurd"
    IN_UITVOERING = "in-uitvoering"
    UITGEVOERD = "uitgevoerd"
    NAGECONTROLEERD = "nagecontroleerd"
    VERKLAARD = "verklaard"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True)
class Vernietigingslijst:
    """The state on which the rules decide; every field comes from facts alone.

    What follows from all items together is computed once: a list may have thousands.
    """

    fase: Lijstfase = Lijstfase.GEEN
    voorstel: LijstVoorgesteld | None = None
    geweigerd: tuple[PostGeweigerd, ...] = ()
    gecontroleerd_door: str | None = None
    goedkeuring: LijstGoedgekeurd | None = None
    ingetrokken: LijstIngetrokken | None = None
    uitgevoerd_door: str | None = None
    laatste_reservekopie: date | None = None
    afgehaald: tuple[PostAfgehaald, ...] = ()
    teruggekomen: tuple[UUID, ...] = ()
    bewijsnummers: tuple[tuple[UUID, str], ...] = ()
    kenmerken_per_keer: tuple[Kenmerken, ...] = ()
    gewist: SleutelsGewist | None = None
    stappen: tuple[StapGezet, ...] = ()
    kek: KekVernieuwd | None = None
    nacontrole: LijstNagecontroleerd | None = None
    verklaring: LijstVerklaard | None = None

    @property
    def lijstnummer(self) -> str:
        """The number of the list."""
        return self.voorstel.lijstnummer if self.voorstel is not None else ""

    @property
    def tafel(self) -> str:
        """The one table that it is of."""
        return self.voorstel.tafel if self.voorstel is not None else ""

    @property
    def posten(self) -> tuple[Voorgesteld, ...]:
        """All items that were proposed."""
        return self.voorstel.posten if self.voorstel is not None else ()

    @cached_property
    def op_de_lijst(self) -> tuple[Voorgesteld, ...]:
        """The items that were not left out at the check."""
        geweigerd = {feit.post_id for feit in self.geweigerd}
        return tuple(een for een in self.posten if een.post.post_id not in geweigerd)

    @cached_property
    def open_posten(self) -> tuple[Voorgesteld, ...]:
        """The items that nothing became of yet."""
        klaar = {post_id for post_id, _ in self.bewijsnummers} | set(self.teruggekomen)
        klaar |= {feit.post_id for feit in self.afgehaald}
        return tuple(een for een in self.op_de_lijst if een.post.post_id not in klaar)

    @cached_property
    def vernietigd(self) -> tuple[Voorgesteld, ...]:
        """The items that are destroyed."""
        weg = {post_id for post_id, _ in self.bewijsnummers}
        return tuple(een for een in self.posten if een.post.post_id in weg)

    @cached_property
    def kenmerken(self) -> Kenmerken:
        """What all that is destroyed is recognised by."""
        return samen(self.kenmerken_per_keer)

    @property
    def bedenktijd_dagen(self) -> int:
        """The cooling-off: that of the item with the longest."""
        return max((een.bedenktijd_dagen for een in self.op_de_lijst), default=0)

    @property
    def eerste_dag(self) -> date | None:
        """The last day of the item that has to go first."""
        return min((een.bewaren_tot for een in self.op_de_lijst if een.bewaren_tot is not None), default=None)

    @property
    def rollen(self) -> tuple[str, ...]:
        """Who filled a role on this list until now."""
        wie = (
            self.voorstel.voorgesteld_door if self.voorstel is not None else None,
            self.gecontroleerd_door,
            self.goedkeuring.goedgekeurd_door if self.goedkeuring is not None else None,
            self.uitgevoerd_door,
        )
        return tuple(een for een in wie if een is not None)

    @property
    def volgende_stap(self) -> Stap | None:
        """The step per list that comes now; they have an order."""
        gezet = {feit.stap for feit in self.stappen}
        return next((stap for stap in Stap if stap not in gezet), None)

    def beeld(self, post_id: UUID) -> Postbeeld | None:
        """What was approved of this item."""
        beelden = self.goedkeuring.beelden if self.goedkeuring is not None else ()
        return next((beeld for beeld in beelden if beeld.post_id == post_id), None)

    def kan_weg(self, een: Voorgesteld, *, vandaag: date, nu: datetime) -> bool:
        """Say whether an item may go now: on its last day, or after the bedenktijd, if that is not why."""
        if self.goedkeuring is None or een.aan_zijn_eind(vandaag):
            return self.goedkeuring is not None
        bedacht = nu >= (self.goedkeuring.bedenktijd_tot or self.goedkeuring.uitvoeren_vanaf)
        return bedacht and een.grond is not Verwijdergrond.TERMIJN_VERSTREKEN

    def afhaalreden(self, post_id: UUID) -> Afhaalreden | None:
        """Why this item came off."""
        return next((feit.afhaalreden for feit in self.afgehaald if feit.post_id == post_id), None)


def vouw_lijst(feiten: Iterable[Lijstgebeurtenis]) -> Vernietigingslijst:
    """Fold a whole history."""
    return reduce(evolve_lijst, feiten, Vernietigingslijst())


def evolve_lijst(lijst: Vernietigingslijst, feit: Lijstgebeurtenis) -> Vernietigingslijst:  # noqa: C901, PLR0911, PLR0912 one branch for each fact
    """Take one fact in."""
    match feit:
        case LijstVoorgesteld():
            return Vernietigingslijst(fase=Lijstfase.VOORGESTELD, voorstel=feit)
        case PostGeweigerd():
            return replace(lijst, geweigerd=(*lijst.geweigerd, feit))
        case LijstGecontroleerd():
            return replace(lijst, fase=Lijstfase.GECONTROLEERD, gecontroleerd_door=feit.gecontroleerd_door)
        case LijstGoedgekeurd():
            return replace(lijst, fase=Lijstfase.GOEDGEKEURD, goedkeuring=feit)
        case LijstIngetrokken():
            return replace(lijst, fase=Lijstfase.INGETROKKEN, ingetrokken=feit)
        case UitvoeringBegonnen():
            return replace(
                lijst,
                fase=Lijstfase.IN_UITVOERING,
                uitgevoerd_door=feit.uitgevoerd_door,
                laatste_reservekopie=feit.laatste_reservekopie,
            )
        case PostAfgehaald():
            return _misschien_klaar(replace(lijst, afgehaald=(*lijst.afgehaald, feit)))
        case PostTeruggekomen():
            return _misschien_klaar(replace(lijst, teruggekomen=(*lijst.teruggekomen, feit.post_id)))
        case PostenVernietigd():
            weg = tuple((een.post_id, een.bewijsnummer) for een in feit.posten)
            erbij = Kenmerken(feit.verbintenissen, feit.sleutelafdrukken, feit.kopieen)
            bewijsnummers = (*lijst.bewijsnummers, *weg)
            return _misschien_klaar(
                replace(
                    lijst,
                    bewijsnummers=bewijsnummers,
                    kenmerken_per_keer=(*lijst.kenmerken_per_keer, erbij),
                )
            )
        case SleutelsGewist():
            return replace(lijst, gewist=feit)
        case StapGezet():
            return replace(lijst, stappen=(*lijst.stappen, feit))
        case KekVernieuwd():
            return replace(lijst, kek=feit)
        case LijstNagecontroleerd():
            return replace(lijst, fase=Lijstfase.NAGECONTROLEERD, nacontrole=feit)
        case LijstVerklaard():
            return replace(lijst, fase=Lijstfase.VERKLAARD, verklaring=feit)
        case Vernietigd():
            return lijst
        case _:
            assert_never(feit)


def _misschien_klaar(lijst: Vernietigingslijst) -> Vernietigingslijst:
    """Counted first: looking which items are open after each of thousands would take as long for each."""
    klaar = len(lijst.bewijsnummers) + len(lijst.teruggekomen) + len(lijst.afgehaald)
    if klaar < len(lijst.posten) - len(lijst.geweigerd) or lijst.open_posten:
        return lijst
    return replace(lijst, fase=Lijstfase.UITGEVOERD)
