"""How the vernietigingslijsten take in a fact; the tables and what is asked stand in ``vernietigingslijsten``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from domain.historie import Opgetekend
from domain.tafels import Feestdagen, Tafel
from domain.vernietigingslijst.events import (
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
    UitvoeringBegonnen,
)
from domain.vernietigingslijst.state import Lijstfase
from projections.rijen import Rijen
from projections.vernietigingslijsten import (
    Lijstpost,
    Lijstrij,
    lees_rij,
    vernietigingslijst,
    vernietigingspost,
)


class Vernietigingslijsten:
    """Keeps the lists and what stands on those that run; see ``Weergave``."""

    naam = "vernietigingslijsten"
    tabellen = (vernietigingslijst, vernietigingspost)

    def __init__(self) -> None:
        self._lijsten = Rijen(vernietigingslijst, Lijstrij, bij="lijst_id")
        self._posten = Rijen(vernietigingspost, Lijstpost, bij="lijst_id")

    def verwerk(
        self,
        verbinding: Connection,
        feiten: Sequence[Opgetekend],
        *,
        tafels: Mapping[str, Tafel],
        feestdag: Feestdagen,
    ) -> None:
        """Take in facts; see ``Weergave``."""
        del tafels, feestdag
        ids = {feit.stroom_id for feit in feiten if feit.naam.startswith("vernietigingslijst.")}
        if not ids:
            return
        voor = tuple(lees_rij(rij) for rij in self._lijsten.lees(verbinding, ids))
        posten_voor = self._posten.lees(verbinding, ids)
        lijsten = {rij.lijst_id: rij for rij in voor}
        posten = {post.post_id: post for post in posten_voor}
        for opgetekend in feiten:
            if opgetekend.stroom_id in ids:
                _neem(lijsten, posten, opgetekend)
        self._lijsten.schrijf(verbinding, voor=voor, na=lijsten.values())
        self._posten.schrijf(verbinding, voor=posten_voor, na=posten.values())


def _neem(lijsten: dict[UUID, Lijstrij], posten: dict[UUID, Lijstpost], opgetekend: Opgetekend) -> None:
    feit, lijst_id = opgetekend.gebeurtenis, opgetekend.stroom_id
    if isinstance(feit, LijstVoorgesteld):
        lijsten[lijst_id] = _nieuw(feit, opgetekend)
        for een in feit.posten:
            post = een.post
            posten[post.post_id] = Lijstpost(
                post.post_id, lijst_id, post.stroom_id, post.persoon_id, post.organisatie
            )
        return
    if lijst_id not in lijsten:
        return
    for post_id in _van_de_lijst(feit):
        posten.pop(post_id, None)
    if isinstance(feit, LijstIngetrokken):
        for post_id in [een.post_id for een in posten.values() if een.lijst_id == lijst_id]:
            del posten[post_id]
    lijsten[lijst_id] = _verder(lijsten[lijst_id], feit)


def _van_de_lijst(feit: object) -> tuple[UUID, ...]:
    match feit:
        case PostGeweigerd() | PostAfgehaald() | PostTeruggekomen():
            return (feit.post_id,)
        case PostenVernietigd():
            return tuple(een.post_id for een in feit.posten)
        case _:
            return ()


def _verder(rij: Lijstrij, feit: object) -> Lijstrij:  # noqa: C901, PLR0911 one branch for each fact
    match feit:
        case PostGeweigerd():
            return replace(rij, geweigerd=rij.geweigerd + 1)
        case LijstGecontroleerd():
            return replace(rij, fase=Lijstfase.GECONTROLEERD, gecontroleerd_door=feit.gecontroleerd_door)
        case LijstGoedgekeurd():
            return replace(
                rij,
                fase=Lijstfase.GOEDGEKEURD,
                goedgekeurd_door=feit.goedgekeurd_door,
                uitvoeren_vanaf=feit.uitvoeren_vanaf,
            )
        case LijstIngetrokken():
            return replace(rij, fase=Lijstfase.INGETROKKEN)
        case UitvoeringBegonnen():
            return replace(rij, fase=Lijstfase.IN_UITVOERING, uitgevoerd_door=feit.uitgevoerd_door)
        case PostAfgehaald():
            return _misschien_klaar(replace(rij, afgehaald=rij.afgehaald + 1))
        case PostTeruggekomen():
            return _misschien_klaar(replace(rij, teruggekomen=rij.teruggekomen + 1))
        case PostenVernietigd():
            return _misschien_klaar(replace(rij, vernietigd=rij.vernietigd + len(feit.posten)))
        case LijstNagecontroleerd():
            return replace(rij, fase=Lijstfase.NAGECONTROLEERD, uitslag=feit.uitslag.value)
        case LijstVerklaard():
            return replace(rij, fase=Lijstfase.VERKLAARD, verklaringsnummer=feit.verklaringsnummer)
        case _:
            return rij


def _misschien_klaar(rij: Lijstrij) -> Lijstrij:
    klaar = rij.geweigerd + rij.afgehaald + rij.teruggekomen + rij.vernietigd
    return replace(rij, fase=Lijstfase.UITGEVOERD) if klaar == rij.posten else rij


def _nieuw(feit: LijstVoorgesteld, opgetekend: Opgetekend) -> Lijstrij:
    return Lijstrij(
        lijst_id=opgetekend.stroom_id,
        lijstnummer=feit.lijstnummer,
        tafel=feit.tafel,
        tot_en_met=feit.tot_en_met,
        fase=Lijstfase.VOORGESTELD,
        voorgesteld_op=opgetekend.envelop.op,
        voorgesteld_door=feit.voorgesteld_door,
        posten=len(feit.posten),
    )
