"""How the vernietigingslijsten take in a fact; the tables and what is asked stand in ``vernietigingslijsten``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, Uuid, any_, bindparam, delete, or_
from sqlalchemy.dialects.postgresql import ARRAY

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
from projections.verloop import Delen, Verloop, met_verloop
from projections.vernietigingslijsten import (
    Lijstpost,
    Lijstrij,
    lees_rij,
    vernietigingslijst,
    vernietigingspost,
)
from projections.weergave import metadata


@dataclass(frozen=True)
class _Beeld:
    """All rows of one list."""

    lijst: Lijstrij | None
    posten: Mapping[UUID, Lijstpost]


class Vernietigingslijsten:
    """Keeps the lists and what stands on those that run; see ``Weergave``."""

    naam = "vernietigingslijsten"
    tabellen = met_verloop(naam, vernietigingslijst, vernietigingspost)

    def __init__(self) -> None:
        self._verloop = Verloop(
            self.naam,
            Rijen(vernietigingslijst, Lijstrij, bij="lijst_id"),
            Rijen(vernietigingspost, Lijstpost, bij="lijst_id"),
        )

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
        gang = self._verloop.lees(verbinding, ids)
        lijsten, posten = gang.per_eigenaar()
        beelden = {
            lijst_id: _Beeld(
                next(map(lees_rij, lijsten.get(lijst_id, ())), None),
                {post.post_id: post for post in posten.get(lijst_id, ())},
            )
            for lijst_id in ids
        }
        weg: set[UUID] = set()
        stromen: set[UUID] = set()
        for opgetekend in feiten:
            lijst_id = opgetekend.stroom_id
            if lijst_id in ids:
                eerder = beelden[lijst_id].posten
                beeld = beelden[lijst_id] = _neem(beelden[lijst_id], opgetekend)
                gang.neem(lijst_id, opgetekend.envelop.op, partial(_rijen_van, beeld))
                if isinstance(opgetekend.gebeurtenis, PostenVernietigd):
                    deze = frozenset(een.post_id for een in opgetekend.gebeurtenis.posten)
                    gang.vergeet(lijst_id, partial(_is_vernietigd, deze))
                    weg |= deze
                    stromen |= {
                        post.stroom_id for een, post in eerder.items() if een in deze and post.is_geheel
                    }
        self._verloop.schrijf(verbinding, gang)
        if weg and gang.met_versies:
            # Of what was destroyed no version is kept: not one that ended in an earlier batch, nor, where the whole
            # case went, one of another list that it stood on before.
            verbinding.execute(_WIS_VERSIES, {"weg": list(weg), "stromen": list(stromen)})


_TOEN = metadata.tables["weergave.vernietigingspost_toen"]
_WIS_VERSIES = delete(_TOEN).where(
    or_(
        _TOEN.c.post_id == any_(bindparam("weg", type_=ARRAY(Uuid))),
        _TOEN.c.stroom_id == any_(bindparam("stromen", type_=ARRAY(Uuid))),
    )
)


def _is_vernietigd(weg: frozenset[UUID], rij: Lijstrij | Lijstpost) -> bool:
    return isinstance(rij, Lijstpost) and rij.post_id in weg


def _rijen_van(beeld: _Beeld) -> Delen:
    return () if beeld.lijst is None else (beeld.lijst,), beeld.posten.values()


def _neem(beeld: _Beeld, opgetekend: Opgetekend) -> _Beeld:
    feit, lijst_id = opgetekend.gebeurtenis, opgetekend.stroom_id
    if isinstance(feit, LijstVoorgesteld):
        nieuw = (
            Lijstpost(
                een.post.post_id, lijst_id, een.post.stroom_id, een.post.persoon_id, een.post.organisatie
            )
            for een in feit.posten
        )
        return _Beeld(_nieuw(feit, opgetekend), {**beeld.posten, **{post.post_id: post for post in nieuw}})
    if beeld.lijst is None:
        return beeld
    posten = beeld.posten
    if isinstance(feit, LijstIngetrokken):
        posten = {}
    elif eraf := set(_van_de_lijst(feit)):
        posten = {post_id: post for post_id, post in posten.items() if post_id not in eraf}
    return _Beeld(_verder(beeld.lijst, feit), posten)


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
