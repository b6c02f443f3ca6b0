"""How the agenda takes in a fact; the tables and what is asked of them stand in ``agenda``.

Two sides come together here. The overleg tells how many places were taken, and who comes; the casus tells that it is
the one in such a place. Each side has rows of its own, so that a destruction takes one side and leaves the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from domain.casus.events import (
    Aangemeld,
    Afgesloten,
    AgendapuntBesproken,
    GegevensVerwijderd,
    OpAgendaGezet,
    VanAgendaGehaald,
)
from domain.historie import Opgetekend
from domain.overleg.events import (
    AgendapuntGeschrapt,
    AgendapuntToegevoegd,
    KomstAfgezegd,
    KomstBevestigd,
    OverlegAfgezegd,
    OverlegGehouden,
    OverlegGepland,
    OverlegVerzet,
    UitnodigingIngetrokken,
    UitnodigingVerstuurd,
)
from domain.overleg.state import Overlegfase
from domain.tafels import Feestdagen, Tafel
from projections.agenda import (
    Antwoord,
    Overleg,
    Uitnodiging,
    casussen,
    overleggen,
    punten,
    uitnodigingen,
)
from projections.rijen import Rijen
from projections.verloop import Delen, Verloop, met_verloop

VAN_EEN_CASUS = (
    Aangemeld | OpAgendaGezet | VanAgendaGehaald | AgendapuntBesproken | Afgesloten | GegevensVerwijderd
)
VAN_EEN_OVERLEG = (
    OverlegGepland
    | OverlegVerzet
    | OverlegGehouden
    | OverlegAfgezegd
    | UitnodigingVerstuurd
    | KomstBevestigd
    | KomstAfgezegd
    | UitnodigingIngetrokken
    | AgendapuntToegevoegd
    | AgendapuntGeschrapt
)


@dataclass(frozen=True)
class _Casus:
    stroom_id: UUID
    casusnummer: str
    organisatie: str
    afgeschermd: bool = False


@dataclass(frozen=True)
class _Punt:
    stroom_id: UUID
    agendapunt_id: UUID
    overleg_id: UUID
    soort: str
    besproken_op: date | None = None


@dataclass(frozen=True)
class _Casusbeeld:
    """All rows of one case."""

    casus: _Casus | None = None
    punten: tuple[_Punt, ...] = ()


@dataclass(frozen=True)
class _Overlegbeeld:
    """All rows of one overleg."""

    overleg: Overleg | None = None
    uitnodigingen: tuple[Uitnodiging, ...] = ()


class Agendaweergave:
    """Keeps the agenda; see ``Weergave``."""

    naam = "agenda"
    tabellen = met_verloop(naam, overleggen, uitnodigingen, casussen, punten)

    def __init__(self) -> None:
        self._overleggen = Verloop(
            self.naam,
            Rijen(overleggen, Overleg, bij="overleg_id"),
            Rijen(uitnodigingen, Uitnodiging, bij="overleg_id"),
        )
        self._casussen = Verloop(self.naam, Rijen(casussen, _Casus), Rijen(punten, _Punt))

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
        self._verwerk_overleggen(
            verbinding, [feit for feit in feiten if isinstance(feit.gebeurtenis, VAN_EEN_OVERLEG)]
        )
        self._verwerk_casussen(
            verbinding, [feit for feit in feiten if isinstance(feit.gebeurtenis, VAN_EEN_CASUS)]
        )

    def _verwerk_overleggen(self, verbinding: Connection, feiten: Sequence[Opgetekend]) -> None:
        ids = {opgetekend.stroom_id for opgetekend in feiten}
        if not ids:
            return
        gang = self._overleggen.lees(verbinding, ids)
        gepland, verstuurd = gang.voor
        beelden = {overleg_id: _Overlegbeeld() for overleg_id in ids}
        for overleg in gepland:
            beelden[overleg.overleg_id] = _Overlegbeeld(overleg)
        for uitnodiging in verstuurd:
            beelden[uitnodiging.overleg_id] = _met_uitnodiging(beelden[uitnodiging.overleg_id], uitnodiging)
        for opgetekend in feiten:
            overleg_id = opgetekend.stroom_id
            beeld = beelden[overleg_id] = _neem_overleg(beelden[overleg_id], opgetekend)
            gang.neem(overleg_id, opgetekend.envelop.op, partial(_rijen_van_overleg, beeld))
        self._overleggen.schrijf(verbinding, gang)

    def _verwerk_casussen(self, verbinding: Connection, feiten: Sequence[Opgetekend]) -> None:
        ids = {opgetekend.stroom_id for opgetekend in feiten}
        if not ids:
            return
        gang = self._casussen.lees(verbinding, ids)
        bekend, gezet = gang.voor
        beelden = {stroom_id: _Casusbeeld() for stroom_id in ids}
        for casus in bekend:
            beelden[casus.stroom_id] = _Casusbeeld(casus)
        for punt in gezet:
            beelden[punt.stroom_id] = _met_punt(beelden[punt.stroom_id], punt)
        for opgetekend in feiten:
            stroom_id = opgetekend.stroom_id
            beeld = beelden[stroom_id] = _neem_casus(beelden[stroom_id], opgetekend)
            gang.neem(stroom_id, opgetekend.envelop.op, partial(_rijen_van_casus, beeld))
        self._casussen.schrijf(verbinding, gang)


def _rijen_van_overleg(beeld: _Overlegbeeld) -> Delen:
    return () if beeld.overleg is None else (beeld.overleg,), beeld.uitnodigingen


def _rijen_van_casus(beeld: _Casusbeeld) -> Delen:
    return () if beeld.casus is None else (beeld.casus,), beeld.punten


# --- of an overleg ------------------------------------------------------------------------------------------


def _neem_overleg(beeld: _Overlegbeeld, opgetekend: Opgetekend) -> _Overlegbeeld:  # noqa: C901, PLR0911 one branch for each fact
    feit = opgetekend.gebeurtenis
    if isinstance(feit, OverlegGepland):
        return replace(beeld, overleg=_gepland(feit, opgetekend))
    overleg = beeld.overleg
    if overleg is None:
        return beeld
    match feit:
        case OverlegVerzet():
            # Who said yes or no said so of the old moment: everybody answers anew.
            vraag = (_zonder_antwoord(uitnodiging) for uitnodiging in beeld.uitnodigingen)
            verzet = replace(overleg, begint=feit.begint, verzet_van=overleg.begint)
            return _Overlegbeeld(verzet, tuple(vraag))
        case OverlegGehouden():
            return replace(beeld, overleg=_met_plaatsen(replace(overleg, fase=Overlegfase.GEHOUDEN)))
        case OverlegAfgezegd():
            return replace(beeld, overleg=_met_plaatsen(replace(overleg, fase=Overlegfase.AFGEZEGD)))
        case AgendapuntToegevoegd():
            return replace(beeld, overleg=_met_plaatsen(replace(overleg, bezet=overleg.bezet + 1)))
        case AgendapuntGeschrapt():
            return replace(beeld, overleg=_met_plaatsen(replace(overleg, bezet=overleg.bezet - 1)))
        case UitnodigingVerstuurd():
            return _met_uitnodiging(beeld, _verstuurd(feit, opgetekend))
        case KomstBevestigd() | KomstAfgezegd():
            return _beantwoord(beeld, feit, opgetekend.versie)
        case UitnodigingIngetrokken():
            over = tuple(een for een in beeld.uitnodigingen if een.uitnodiging_id != feit.uitnodiging_id)
            return replace(beeld, uitnodigingen=over)
        case _:
            return beeld


def _gepland(feit: OverlegGepland, opgetekend: Opgetekend) -> Overleg:
    return Overleg(
        overleg_id=opgetekend.stroom_id,
        tafel=feit.tafel,
        soort=feit.soort,
        begint=feit.begint,
        minuten=feit.minuten,
        vorm=feit.vorm,
        capaciteit=feit.capaciteit,
        bezet=0,
        vrij=feit.capaciteit,
        fase=Overlegfase.GEPLAND,
        eigenlijk=feit.eigenlijk,
        feestdag=feit.feestdag,
        verzet_van=None,
        gepland_versie=opgetekend.versie,
    )


def _met_plaatsen(overleg: Overleg) -> Overleg:
    """Say anew how many places are free."""
    vrij = overleg.capaciteit - overleg.bezet if overleg.fase == Overlegfase.GEPLAND else 0
    return replace(overleg, vrij=vrij)


def _verstuurd(feit: UitnodigingVerstuurd, opgetekend: Opgetekend) -> Uitnodiging:
    return Uitnodiging(
        uitnodiging_id=feit.uitnodiging_id,
        overleg_id=opgetekend.stroom_id,
        genodigde=feit.genodigde,
        medewerker=feit.medewerker,
        deelname=feit.deelname,
        agendapunt_id=feit.agendapunt_id,
        antwoord=Antwoord.OPEN,
        antwoord_versie=None,
        vervanger=None,
    )


def _beantwoord(beeld: _Overlegbeeld, feit: KomstBevestigd | KomstAfgezegd, versie: int) -> _Overlegbeeld:
    def antwoord(uitnodiging: Uitnodiging) -> Uitnodiging:
        if isinstance(feit, KomstBevestigd):
            return replace(uitnodiging, antwoord=Antwoord.BEVESTIGD, antwoord_versie=versie, vervanger=None)
        return replace(
            uitnodiging, antwoord=Antwoord.AFGEZEGD, antwoord_versie=versie, vervanger=feit.vervanger
        )

    return replace(
        beeld,
        uitnodigingen=tuple(
            antwoord(een) if een.uitnodiging_id == feit.uitnodiging_id else een for een in beeld.uitnodigingen
        ),
    )


def _zonder_antwoord(uitnodiging: Uitnodiging) -> Uitnodiging:
    return replace(uitnodiging, antwoord=Antwoord.OPEN, antwoord_versie=None, vervanger=None)


def _met_uitnodiging(beeld: _Overlegbeeld, uitnodiging: Uitnodiging) -> _Overlegbeeld:
    ander = (een for een in beeld.uitnodigingen if een.uitnodiging_id != uitnodiging.uitnodiging_id)
    return replace(beeld, uitnodigingen=(*ander, uitnodiging))


# --- of a casus ---------------------------------------------------------------------------------------------


def _neem_casus(beeld: _Casusbeeld, opgetekend: Opgetekend) -> _Casusbeeld:  # noqa: PLR0911 one branch for each fact
    """Take one fact in. A case whose aanmelding was destroyed is passed over."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Aangemeld):
        return _Casusbeeld(_Casus(opgetekend.stroom_id, feit.casusnummer, feit.organisatie))
    if beeld.casus is None:
        return beeld
    match feit:
        case OpAgendaGezet():
            return _met_punt(
                beeld, _Punt(opgetekend.stroom_id, feit.agendapunt_id, feit.overleg_id, feit.soort)
            )
        case VanAgendaGehaald():
            over = tuple(punt for punt in beeld.punten if punt.agendapunt_id != feit.agendapunt_id)
            return replace(beeld, punten=over)
        case AgendapuntBesproken():
            return _met_besproken(beeld, feit)
        case Afgesloten():
            return replace(beeld, casus=replace(beeld.casus, afgeschermd=True))
        case GegevensVerwijderd():
            return _Casusbeeld()
        case _:
            return beeld


def _met_besproken(beeld: _Casusbeeld, feit: AgendapuntBesproken) -> _Casusbeeld:
    besproken = tuple(
        replace(punt, besproken_op=feit.besproken_op) if punt.agendapunt_id == feit.agendapunt_id else punt
        for punt in beeld.punten
    )
    return replace(beeld, punten=besproken)


def _met_punt(beeld: _Casusbeeld, punt: _Punt) -> _Casusbeeld:
    ander = (een for een in beeld.punten if een.agendapunt_id != punt.agendapunt_id)
    return replace(beeld, punten=(*ander, punt))
