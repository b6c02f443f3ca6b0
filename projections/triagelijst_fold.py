"""How the queue for triage takes in a fact; the tables and what is asked of them stand in ``triagelijst``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import assert_never
from uuid import UUID

from sqlalchemy import Connection

from domain.casus.compleetheid import Stukken, ontbrekend, stukken_van
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    AgendapuntBesproken,
    GeboortedatumVastgelegd,
    GegevensVerwijderd,
    Getrieerd,
    GezagBeoordeeld,
    GezagVastgelegd,
    GrondslagVastgelegd,
    OpAgendaGezet,
    SamenloopGeraadpleegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    VanAgendaGehaald,
)
from domain.casus.state import Fase, Toestemmingsfeit
from domain.casus.waarden import NIEMAND, Betrokkene, Oordeel
from domain.historie import Opgetekend
from domain.overleg.waarden import Puntsoort
from domain.tafels import Feestdagen, Tafel
from projections.dagen import dag_van
from projections.rijen import Rijen
from projections.triagelijst import Wacht, samenloop, toestemmingen, triagelijst
from projections.verloop import Delen, Verloop, met_verloop


@dataclass(frozen=True)
class _Stand(Wacht):
    """A row as it is stored: what the list shows, and what it takes to say it anew when a fact comes in."""

    hoofdpersoon: bool
    leefgebieden: tuple[str, ...]
    criteria: tuple[str, ...]
    reguliere_routes: bool
    voorcontact: bool
    grondslag: bool
    ontbreekt: tuple[str, ...] = ()

    @property
    def stukken(self) -> Stukken:
        """The pieces that are there, consent apart: how that stands changes with the day."""
        return Stukken(
            aanpak=self.aanpak is not None,
            hoofdpersoon=self.hoofdpersoon,
            leefgebieden=frozenset(self.leefgebieden),
            criteria=frozenset(self.criteria),
            reguliere_routes=self.reguliere_routes,
            voorcontact=self.voorcontact,
            grondslag=self.grondslag,
        )


@dataclass(frozen=True)
class _Toestemming:
    stroom_id: UUID
    persoon_id: UUID
    doel: str
    stand: str


@dataclass(frozen=True)
class _Raadpleging:
    stroom_id: UUID
    persoon_id: UUID
    geraadpleegd_op: date
    treffers: int


@dataclass(frozen=True)
class _Beeld:
    """All rows of one case."""

    stand: _Stand | None = None
    toestemmingen: tuple[_Toestemming, ...] = ()
    samenloop: tuple[_Raadpleging, ...] = ()


class Triagelijst:
    """Keeps the queue; see ``Weergave``."""

    naam = "triagelijst"
    tabellen = met_verloop(naam, triagelijst, toestemmingen, samenloop)

    def __init__(self) -> None:
        self._verloop = Verloop(
            self.naam,
            Rijen(triagelijst, _Stand),
            Rijen(toestemmingen, _Toestemming),
            Rijen(samenloop, _Raadpleging),
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
        stromen = {opgetekend.stroom_id for opgetekend in feiten}
        gang = self._verloop.lees(verbinding, stromen)
        standen, woorden, gekeken = gang.voor
        beelden = {stroom_id: _Beeld() for stroom_id in stromen}
        for stand in standen:
            beelden[stand.stroom_id] = _Beeld(stand)
        for woord in woorden:
            beelden[woord.stroom_id] = _met_toestemming(beelden[woord.stroom_id], woord)
        for keer in gekeken:
            beelden[keer.stroom_id] = _met_raadpleging(beelden[keer.stroom_id], keer)
        for opgetekend in feiten:
            stroom_id = opgetekend.stroom_id
            beeld = beelden[stroom_id] = _neem(beelden[stroom_id], opgetekend, tafels, feestdag)
            gang.neem(stroom_id, opgetekend.envelop.op, partial(_rijen_van, beeld, tafels))
        self._verloop.schrijf(verbinding, gang)


def _rijen_van(beeld: _Beeld, tafels: Mapping[str, Tafel]) -> Delen:
    stand = () if beeld.stand is None else (_afgeleid(beeld.stand, beeld, tafels),)
    return stand, beeld.toestemmingen, beeld.samenloop


def _neem(  # noqa: C901, PLR0911 one branch for each fact
    beeld: _Beeld, opgetekend: Opgetekend, tafels: Mapping[str, Tafel], feestdag: Feestdagen
) -> _Beeld:
    """Take one fact in. A case that no longer waits, or whose aanmelding was destroyed, is passed over."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Aangemeld):
        return _Beeld(_aangemeld(feit, opgetekend, tafels[feit.definitie], feestdag))
    stand = beeld.stand
    if stand is None:
        return beeld
    match feit:
        case AanmeldingAangevuld():
            return replace(beeld, stand=_aangevuld(stand, feit, opgetekend.versie))
        case GrondslagVastgelegd():
            return replace(beeld, stand=replace(stand, grondslag=True))
        case ToestemmingGegeven() | ToestemmingGeweigerd() | ToestemmingIngetrokken():
            beeld = replace(beeld, stand=_ook_te_lezen(stand, opgetekend.versie))
            woord = _Toestemming(stand.stroom_id, feit.persoon_id, feit.doel, _in_een_woord(feit))
            return _met_toestemming(beeld, woord)
        case GeboortedatumVastgelegd() | GezagVastgelegd() | GezagBeoordeeld():
            return replace(beeld, stand=_ook_te_lezen(stand, opgetekend.versie))
        case SamenloopGeraadpleegd():
            keer = _Raadpleging(
                stand.stroom_id, feit.persoon_id, feit.geraadpleegd_op, len({t.tafel for t in feit.treffers})
            )
            return _met_raadpleging(beeld, keer)
        case OpAgendaGezet() if feit.soort is Puntsoort.TRIAGE:
            stand = replace(stand, overleg_id=feit.overleg_id, agendapunt_id=feit.agendapunt_id)
            return replace(beeld, stand=stand)
        case VanAgendaGehaald() | AgendapuntBesproken() if feit.agendapunt_id == stand.agendapunt_id:
            return replace(beeld, stand=replace(stand, overleg_id=None, agendapunt_id=None))
        case Getrieerd():
            return _getrieerd(beeld, stand, feit)
        case GegevensVerwijderd():
            return _Beeld()
        case _:
            return beeld


def _aangemeld(feit: Aangemeld, opgetekend: Opgetekend, tafel: Tafel, feestdag: Feestdagen) -> _Stand:
    stukken = stukken_van(feit)
    # Not the first processing: a case from a consultatie or another table waits here from the day it came in.
    sinds = dag_van(opgetekend.envelop.op)
    eerste = tafel.triage.eerste_na(sinds, feestdag=feestdag)
    mensen = _bekend(feit.betrokkenen)
    return _Stand(
        stroom_id=opgetekend.stroom_id,
        casusnummer=feit.casusnummer,
        tafel=feit.tafel,
        definitie=feit.definitie,
        gemeente=feit.gemeente,
        aanpak=feit.aanpak,
        organisatie=feit.organisatie,
        aangemeld_op=opgetekend.envelop.op,
        sinds=sinds,
        aangehouden=False,
        voor_triage=eerste,
        termijn=eerste,
        onduidelijk=(),
        gegeven=0,
        geweigerd=0,
        ingetrokken=0,
        betrokkenen=mensen,
        versies=(opgetekend.versie,) if mensen else (),
        samenloop_op=None,
        samenloop_personen=0,
        samenloop_treffers=0,
        overleg_id=None,
        agendapunt_id=None,
        hoofdpersoon=stukken.hoofdpersoon,
        leefgebieden=tuple(sorted(stukken.leefgebieden)),
        criteria=tuple(sorted(stukken.criteria)),
        reguliere_routes=stukken.reguliere_routes,
        voorcontact=stukken.voorcontact,
        grondslag=stukken.grondslag,
    )


def _aangevuld(stand: _Stand, feit: AanmeldingAangevuld, versie: int) -> _Stand:
    stukken = stand.stukken.ook(stukken_van(feit))
    mensen = _bekend(feit.betrokkenen)
    nieuw = {criterium.criterium for criterium in feit.criteria}
    return replace(
        stand,
        aanpak=feit.aanpak or stand.aanpak,
        onduidelijk=tuple(code for code in stand.onduidelijk if code not in nieuw),
        hoofdpersoon=stukken.hoofdpersoon,
        leefgebieden=tuple(sorted(stukken.leefgebieden)),
        criteria=tuple(sorted(stukken.criteria)),
        reguliere_routes=stukken.reguliere_routes,
        voorcontact=stukken.voorcontact,
        betrokkenen=stand.betrokkenen + mensen,
        versies=(*stand.versies, versie) if mensen else stand.versies,
    )


def _getrieerd(beeld: _Beeld, stand: _Stand, feit: Getrieerd) -> _Beeld:
    if Fase.na(feit.uitkomst) is not Fase.AANGEHOUDEN:
        return _Beeld()
    twijfel = tuple(weging.criterium for weging in feit.oordelen if weging.oordeel is Oordeel.ONDUIDELIJK)
    terug_op = feit.terug_op or stand.voor_triage
    return replace(beeld, stand=replace(stand, aangehouden=True, voor_triage=terug_op, onduidelijk=twijfel))


def _ook_te_lezen(stand: _Stand, versie: int) -> _Stand:
    """Remember that this fact is read too: how the consent stands is told from it on the day itself."""
    return replace(stand, versies=(*stand.versies, versie))


def _met_toestemming(beeld: _Beeld, woord: _Toestemming) -> _Beeld:
    ander = (
        oud for oud in beeld.toestemmingen if (oud.persoon_id, oud.doel) != (woord.persoon_id, woord.doel)
    )
    return replace(beeld, toestemmingen=(*ander, woord))


def _met_raadpleging(beeld: _Beeld, keer: _Raadpleging) -> _Beeld:
    ander = (oud for oud in beeld.samenloop if oud.persoon_id != keer.persoon_id)
    return replace(beeld, samenloop=(*ander, keer))


def _in_een_woord(feit: Toestemmingsfeit) -> str:
    match feit:
        case ToestemmingGegeven():
            return "gegeven"
        case ToestemmingGeweigerd():
            return "geweigerd"
        case ToestemmingIngetrokken():
            return "ingetrokken"
        case _:
            assert_never(feit)


def _afgeleid(stand: _Stand, beeld: _Beeld, tafels: Mapping[str, Tafel]) -> _Stand:
    """Say anew what follows from the rest of the row and from the rows beside it."""
    tafel = tafels[stand.definitie]
    woorden = [woord.stand for woord in beeld.toestemmingen]
    return replace(
        stand,
        ontbreekt=tuple(stuk.code for stuk in ontbrekend(stand.stukken, tafel)),
        gegeven=woorden.count("gegeven"),
        geweigerd=woorden.count("geweigerd"),
        ingetrokken=woorden.count("ingetrokken"),
        samenloop_op=max((keer.geraadpleegd_op for keer in beeld.samenloop), default=None),
        samenloop_personen=len(beeld.samenloop),
        samenloop_treffers=sum(keer.treffers for keer in beeld.samenloop),
    )


def _bekend(mensen: Sequence[Betrokkene]) -> int:
    return sum(mens.persoon_id != NIEMAND for mens in mensen)
