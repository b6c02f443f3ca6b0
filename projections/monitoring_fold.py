"""How the running cases take in a fact; the tables and what is asked of them stand in ``monitoring``.

Whose turn it is follows from the newest fact that says so: progress says it in so many words, most other steps
bring the case back to the procesregisseur.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from domain.bewaring import Vernietigd
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    Afgeschaald,
    Afgesloten,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
    Geagendeerd,
    GegevensVerwijderd,
    Getrieerd,
    HeragenderingVoorgesteld,
    Heropend,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    Opgeschaald,
    RegieToegewezen,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.casus.state import Fase
from domain.casus.waarden import NIEMAND, Aanzet, Betrokkene, Regie
from domain.historie import Ookfeit, Opgetekend
from domain.tafels import Tafel
from projections.dagen import dag_van
from projections.monitoring import OpenActie, acties, deelnemers, monitoring
from projections.rijen import Rijen


@dataclass(frozen=True)
class _Stand:
    """A row as it is stored."""

    stroom_id: UUID
    casusnummer: str
    tafel: str
    organisatie: str
    gemeente: str
    aanpak: str | None
    versies: tuple[int, ...]
    fase: str = Fase.AANGEMELD
    loopt: bool = False
    procesregisseur: str | None = None
    casusregisseur: str | None = None
    laatste_voortgang: date | None = None
    voortgang_versie: int | None = None
    aan_zet: str | None = None
    aan_zet_sinds: date | None = None
    voorstel_op: date | None = None
    voorstel_door: str | None = None
    voorstel_sinds: date | None = None
    opgeschaald_naar: str | None = None
    ico_id: UUID | None = None
    ico_op: date | None = None
    agenda_op: date | None = None
    herzien_op: date | None = None
    open_acties: int = 0
    eerste_uiterlijk: date | None = None
    eerste_datum: date = date.max


@dataclass(frozen=True)
class _Deelnemer:
    stroom_id: UUID
    medewerker: str
    tafel: str
    organisatie: str


@dataclass(frozen=True)
class _Beeld:
    """All rows of one case."""

    stand: _Stand | None = None
    acties: tuple[OpenActie, ...] = ()
    deelnemers: tuple[_Deelnemer, ...] = ()


class Monitoring:
    """Keeps the running cases; see ``Weergave``."""

    naam = "monitoring"
    tabellen = (monitoring, acties, deelnemers)

    def __init__(self) -> None:
        self._standen = Rijen(monitoring, _Stand)
        self._acties = Rijen(acties, OpenActie)
        self._deelnemers = Rijen(deelnemers, _Deelnemer)

    def verwerk(
        self, verbinding: Connection, feiten: Sequence[Opgetekend], *, tafels: Mapping[str, Tafel]
    ) -> None:
        """Take in facts; see ``Weergave``."""
        del tafels
        stromen = {opgetekend.stroom_id for opgetekend in feiten}
        standen = self._standen.lees(verbinding, stromen)
        opgezet = self._acties.lees(verbinding, stromen)
        deelnemend = self._deelnemers.lees(verbinding, stromen)
        beelden = {stroom_id: _Beeld() for stroom_id in stromen}
        for stand in standen:
            beelden[stand.stroom_id] = _Beeld(stand)
        for actie in opgezet:
            beelden[actie.stroom_id] = _met_actie(beelden[actie.stroom_id], actie)
        for deelnemer in deelnemend:
            beelden[deelnemer.stroom_id] = _met_deelnemer(beelden[deelnemer.stroom_id], deelnemer)
        for opgetekend in feiten:
            beelden[opgetekend.stroom_id] = _neem(beelden[opgetekend.stroom_id], opgetekend)
        na = beelden.values()
        self._standen.schrijf(verbinding, voor=standen, na=(s for beeld in na for s in _afgeleid(beeld)))
        self._acties.schrijf(verbinding, voor=opgezet, na=(a for beeld in na for a in beeld.acties))
        self._deelnemers.schrijf(
            verbinding, voor=deelnemend, na=(d for beeld in na for d in beeld.deelnemers)
        )


def _neem(beeld: _Beeld, opgetekend: Opgetekend) -> _Beeld:  # noqa: PLR0911 one branch for each fact
    """Take one fact in. A case that was left, or whose aanmelding was destroyed, is passed over."""
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Aangemeld):
        return _Beeld(_aangemeld(feit, opgetekend))
    stand = beeld.stand
    if stand is None:
        return beeld
    match feit:
        case Getrieerd() if Fase.na(feit.uitkomst) is Fase.NIET_OPGENOMEN:
            return _Beeld()
        case Afgesloten() | GegevensVerwijderd():
            return _Beeld()
        case ActieToegewezen():
            return _met_actie(beeld, _actie(stand, feit, opgetekend.versie))
        case ActieAfgerond() | ActieVervallen():
            return replace(beeld, acties=tuple(a for a in beeld.acties if a.actie_id != feit.actie_id))
        case DeelnemerToegevoegd():
            wie = _Deelnemer(stand.stroom_id, feit.medewerker, stand.tafel, feit.organisatie)
            return _met_deelnemer(beeld, wie)
        case DeelnemerVerwijderd():
            over = tuple(d for d in beeld.deelnemers if d.medewerker != feit.medewerker)
            return replace(beeld, deelnemers=over)
        case _:
            return replace(beeld, stand=_na_feit(stand, feit, opgetekend))


def _aangemeld(feit: Aangemeld, opgetekend: Opgetekend) -> _Stand:
    return _Stand(
        stroom_id=opgetekend.stroom_id,
        casusnummer=feit.casusnummer,
        tafel=feit.tafel,
        organisatie=feit.organisatie,
        gemeente=feit.gemeente,
        aanpak=feit.aanpak,
        versies=_met_mensen(feit.betrokkenen, opgetekend.versie),
    )


def _actie(stand: _Stand, feit: ActieToegewezen, versie: int) -> OpenActie:
    return OpenActie(
        stroom_id=stand.stroom_id,
        actie_id=feit.actie_id,
        versie=versie,
        tafel=stand.tafel,
        organisatie=feit.organisatie,
        medewerker=feit.medewerker,
        uiterlijk=feit.uiterlijk,
    )


def _na_feit(  # noqa: C901, PLR0911 one branch for each fact
    stand: _Stand, feit: Ookfeit | Vernietigd, opgetekend: Opgetekend
) -> _Stand:
    dag = dag_van(opgetekend.envelop.op)
    match feit:
        case AanmeldingAangevuld():
            versies = (*stand.versies, *_met_mensen(feit.betrokkenen, opgetekend.versie))
            return replace(stand, aanpak=feit.aanpak or stand.aanpak, versies=versies)
        case Getrieerd():
            fase = Fase.na(feit.uitkomst)
            stand = replace(stand, fase=fase, loopt=fase is Fase.OPGENOMEN)
            return _proces_aan_zet(stand, dag) if stand.loopt else stand
        case RegieToegewezen(regie=Regie.CASUS):
            return replace(_zonder_voorstel(stand), casusregisseur=feit.medewerker)
        case RegieToegewezen():
            return replace(_zonder_voorstel(stand), procesregisseur=feit.medewerker)
        case VoortgangVastgelegd():
            stand = replace(stand, laatste_voortgang=feit.op, voortgang_versie=opgetekend.versie)
            return _aan_zet(stand, feit.aanzet, dag)
        case ICOGepland() | ICOVerzet() | ICOAfgezegd() | ICOGehouden():
            return _na_ico(stand, feit, dag)
        case HeragenderingVoorgesteld():
            return replace(stand, voorstel_op=feit.datum, voorstel_door=feit.door, voorstel_sinds=dag)
        case Geagendeerd():
            return replace(_zonder_voorstel(_proces_aan_zet(stand, dag)), agenda_op=feit.datum)
        case Opgeschaald():
            return replace(_proces_aan_zet(stand, dag), opgeschaald_naar=feit.naar)
        case Afgeschaald() | VoorlopigAfgesloten() | Heropend():
            return _na_halte(stand, feit, dag)
        case _:
            return stand


def _na_ico(stand: _Stand, feit: ICOGepland | ICOVerzet | ICOAfgezegd | ICOGehouden, dag: date) -> _Stand:
    if isinstance(feit, ICOGepland):
        return replace(_proces_aan_zet(stand, dag), ico_id=feit.ico_id, ico_op=dag_van(feit.begint))
    if isinstance(feit, ICOGehouden):
        stand = replace(_zonder_voorstel(_proces_aan_zet(stand, dag)), fase=Fase.MONITORING, agenda_op=None)
    if feit.ico_id != stand.ico_id:
        return stand
    if isinstance(feit, ICOVerzet):
        return replace(stand, ico_op=dag_van(feit.begint))
    return replace(_proces_aan_zet(stand, dag), ico_id=None, ico_op=None)


def _na_halte(stand: _Stand, feit: Afgeschaald | VoorlopigAfgesloten | Heropend, dag: date) -> _Stand:
    if isinstance(feit, Heropend):
        return replace(_proces_aan_zet(stand, dag), fase=Fase.MONITORING, herzien_op=None)
    stand = replace(_zonder_voorstel(stand), agenda_op=None)
    if isinstance(feit, VoorlopigAfgesloten):
        stand = _proces_aan_zet(stand, dag)
        return replace(stand, fase=Fase.VOORLOPIG_AFGESLOTEN, herzien_op=feit.herzien_op)
    return replace(
        stand,
        fase=Fase.AFGESCHAALD,
        herzien_op=None,
        opgeschaald_naar=None,
        aan_zet=None,
        aan_zet_sinds=None,
    )


def _proces_aan_zet(stand: _Stand, dag: date) -> _Stand:
    return _aan_zet(stand, Aanzet.PROCESREGISSEUR, dag)


def _aan_zet(stand: _Stand, wie: Aanzet, dag: date) -> _Stand:
    """Give somebody the turn; who has it already keeps the day on which it began."""
    if stand.aan_zet == wie and stand.voorstel_op is None:
        return stand
    return replace(stand, aan_zet=wie, aan_zet_sinds=dag)


def _zonder_voorstel(stand: _Stand) -> _Stand:
    return replace(stand, voorstel_op=None, voorstel_door=None, voorstel_sinds=None)


def _met_mensen(mensen: Sequence[Betrokkene], versie: int) -> tuple[int, ...]:
    """Name the place where names are read, if the fact has any."""
    return (versie,) if any(mens.persoon_id != NIEMAND for mens in mensen) else ()


def _met_actie(beeld: _Beeld, actie: OpenActie) -> _Beeld:
    ander = (oud for oud in beeld.acties if oud.actie_id != actie.actie_id)
    return replace(beeld, acties=(*ander, actie))


def _met_deelnemer(beeld: _Beeld, deelnemer: _Deelnemer) -> _Beeld:
    ander = (oud for oud in beeld.deelnemers if oud.medewerker != deelnemer.medewerker)
    return replace(beeld, deelnemers=(*ander, deelnemer))


def _afgeleid(beeld: _Beeld) -> tuple[_Stand, ...]:
    """Say anew what follows from the parts; nothing if the case has no row."""
    stand = beeld.stand
    if stand is None:
        return ()
    eerste = min((actie.uiterlijk for actie in beeld.acties), default=None)
    datums = (eerste, stand.ico_op, stand.agenda_op, stand.herzien_op)
    return (
        replace(
            stand,
            open_acties=len(beeld.acties),
            eerste_uiterlijk=eerste,
            eerste_datum=min((dag for dag in datums if dag is not None), default=date.max),
        ),
    )
