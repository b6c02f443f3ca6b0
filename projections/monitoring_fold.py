"""How the running cases take in a fact; the tables and what is asked of them stand in ``monitoring``.

Whose turn it is follows from the newest fact that says so: progress says it in so many words, most other steps
bring the case back to the procesregisseur.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial, reduce
from itertools import chain
from uuid import UUID

from sqlalchemy import Connection, select

from domain.bewaring import Vernietigd
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    Afgeschaald,
    Afgesloten,
    AgendapuntBesproken,
    BetrokkeneGeinformeerd,
    BijdrageVernietigd,
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
    InformerenUitgesteld,
    OpAgendaGezet,
    Opgeschaald,
    RegieToegewezen,
    Teruggeschaald,
    VanAgendaGehaald,
    VerklarendeAnalyseGevraagd,
    VerklarendeAnalyseOpgeleverd,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.casus.state import Fase
from domain.casus.waarden import NIEMAND, Aanzet, Betrokkene, Regie
from domain.historie import Ookfeit, Opgetekend
from domain.overleg.events import OverlegVerzet
from domain.overleg.waarden import Puntsoort
from domain.tafels import TAFEL, Feestdagen, Tafel
from projections.dagen import dag_van
from projections.monitoring import OpenActie, OpenAnalyse
from projections.monitoring_delen import Deel, Deelnemer, Delen, Punt, Uitstel
from projections.monitoring_tabellen import (
    acties,
    agendapunten,
    analyses,
    deelnemers,
    monitoring,
    uitstellen,
)
from projections.rijen import Rijen, een_van
from projections.verloop import Delen as Rijendelen
from projections.verloop import Verloop, met_verloop


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
    geagendeerd_op: date | None = None
    agenda_op: date | None = None
    overleg_id: UUID | None = None
    overleg_soort: str | None = None
    overleg_op: date | None = None
    herzien_op: date | None = None
    informeren_op: date | None = None
    open_acties: int = 0
    eerste_uiterlijk: date | None = None
    open_analyses: int = 0
    eerste_analyse: date | None = None
    eerste_datum: date = date.max


@dataclass(frozen=True)
class _Beeld:
    """All rows of one case."""

    stand: _Stand | None = None
    delen: Delen = field(default_factory=Delen)


class Monitoring:
    """Keeps the running cases; see ``Weergave``."""

    naam = "monitoring"
    tabellen = met_verloop(naam, monitoring, acties, deelnemers, analyses, agendapunten, uitstellen)

    def __init__(self) -> None:
        self._verloop = Verloop(
            self.naam,
            Rijen(monitoring, _Stand),
            Rijen(acties, OpenActie),
            Rijen(deelnemers, Deelnemer),
            Rijen(analyses, OpenAnalyse),
            Rijen(agendapunten, Punt),
            Rijen(uitstellen, Uitstel),
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
        stromen = {opgetekend.stroom_id for opgetekend in feiten} | _op_agenda(verbinding, feiten)
        gang = self._verloop.lees(verbinding, stromen)
        standen, *gelezen = gang.voor
        beelden = {stroom_id: _Beeld() for stroom_id in stromen}
        for stand in standen:
            beelden[stand.stroom_id] = _Beeld(stand)
        for deel in chain.from_iterable(gelezen):
            beeld = beelden[deel.stroom_id]
            beelden[deel.stroom_id] = replace(beeld, delen=beeld.delen.met(deel))
        for opgetekend in feiten:
            feit = opgetekend.gebeurtenis
            if isinstance(feit, OverlegVerzet):
                nieuw = _verzet(beelden, opgetekend.stroom_id, dag_van(feit.begint))
            else:
                nieuw = {opgetekend.stroom_id: _neem(beelden[opgetekend.stroom_id], opgetekend)}
            for stroom_id, beeld in nieuw.items():
                beelden[stroom_id] = beeld
                gang.neem(stroom_id, opgetekend.envelop.op, partial(_rijen_van, beeld))
        self._verloop.schrijf(verbinding, gang)


_SOORTEN: tuple[type[Deel], ...] = (OpenActie, Deelnemer, OpenAnalyse, Punt, Uitstel)


def _rijen_van(beeld: _Beeld) -> Rijendelen:
    delen = beeld.delen.alle
    return _afgeleid(beeld), *([deel for deel in delen if isinstance(deel, soort)] for soort in _SOORTEN)


def _op_agenda(verbinding: Connection, feiten: Sequence[Opgetekend]) -> set[UUID]:
    """Find the cases on the agenda of an overleg that moved: no fact of their own says so."""
    verzet = [feit.stroom_id for feit in feiten if isinstance(feit.gebeurtenis, OverlegVerzet)]
    if not verzet:
        return set()
    vraag = select(agendapunten.c.stroom_id).where(een_van(agendapunten.c.overleg_id, verzet))
    return set(verbinding.execute(vraag).scalars())


def _verzet(beelden: Mapping[UUID, _Beeld], overleg_id: UUID, dag: date) -> dict[UUID, _Beeld]:
    return {
        stroom_id: replace(beeld, delen=beeld.delen.verzet(overleg_id, dag))
        for stroom_id, beeld in beelden.items()
        if any(punt.overleg_id == overleg_id for punt in beeld.delen.van(Punt))
    }


def _neem(beeld: _Beeld, opgetekend: Opgetekend) -> _Beeld:
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
        case VanAgendaGehaald() | AgendapuntBesproken():
            return _na_agendapunt(beeld, stand, feit, dag_van(opgetekend.envelop.op))
        case _:
            delen = _na_deel(beeld.delen, stand, feit, opgetekend.versie)
            return _Beeld(_na_feit(stand, feit, opgetekend), delen)


def _na_deel(  # noqa: C901, PLR0911 one branch for each fact
    delen: Delen, stand: _Stand, feit: Ookfeit | Vernietigd, versie: int
) -> Delen:
    """Take in what begins or ends a part of the case."""
    match feit:
        case ActieToegewezen():
            return delen.met(_actie(stand, feit, versie))
        case ActieAfgerond() | ActieVervallen():
            return delen.zonder(OpenActie, feit.actie_id)
        case VerklarendeAnalyseGevraagd():
            return delen.met(_analyse(stand, feit, versie))
        case VerklarendeAnalyseOpgeleverd():
            return delen.zonder(OpenAnalyse, feit.analyse_id)
        case BijdrageVernietigd():
            # What was asked of it and is gone now is not asked once more.
            van = [een.analyse_id for een in delen.van(OpenAnalyse) if een.organisatie == feit.organisatie]
            return reduce(lambda over, analyse_id: over.zonder(OpenAnalyse, analyse_id), van, delen)
        case DeelnemerToegevoegd():
            return delen.met(Deelnemer(stand.stroom_id, feit.medewerker, stand.tafel, feit.organisatie))
        case DeelnemerVerwijderd():
            return delen.zonder(Deelnemer, feit.medewerker)
        case OpAgendaGezet() if feit.soort is not Puntsoort.TRIAGE:
            dag = dag_van(feit.begint)
            return delen.met(Punt(stand.stroom_id, feit.agendapunt_id, feit.overleg_id, feit.soort, dag))
        case InformerenUitgesteld():
            return delen.met(Uitstel(stand.stroom_id, feit.persoon_id, feit.herzien_op))
        case BetrokkeneGeinformeerd():
            return delen.zonder(Uitstel, feit.persoon_id)
        case _:
            return delen


def _na_agendapunt(
    beeld: _Beeld, stand: _Stand, feit: VanAgendaGehaald | AgendapuntBesproken, dag: date
) -> _Beeld:
    """Take it off the agenda; what comes of it is for the procesregisseur. A triage stands elsewhere."""
    bekend = any(punt.agendapunt_id == feit.agendapunt_id for punt in beeld.delen.van(Punt))
    if isinstance(feit, AgendapuntBesproken):
        stand = replace(stand, geagendeerd_op=None)
    if bekend:
        stand = _proces_aan_zet(stand, dag)
    return _Beeld(stand, beeld.delen.zonder(Punt, feit.agendapunt_id))


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


def _analyse(stand: _Stand, feit: VerklarendeAnalyseGevraagd, versie: int) -> OpenAnalyse:
    return OpenAnalyse(
        stroom_id=stand.stroom_id,
        analyse_id=feit.analyse_id,
        versie=versie,
        tafel=stand.tafel,
        organisatie=feit.organisatie,
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
            return replace(_zonder_voorstel(_proces_aan_zet(stand, dag)), geagendeerd_op=feit.datum)
        case Opgeschaald() | Teruggeschaald():
            naar = feit.naar if feit.naar != TAFEL else None
            return replace(_proces_aan_zet(stand, dag), opgeschaald_naar=naar)
        case Afgeschaald() | VoorlopigAfgesloten() | Heropend():
            return _na_halte(stand, feit, dag)
        case _:
            return stand


def _na_ico(stand: _Stand, feit: ICOGepland | ICOVerzet | ICOAfgezegd | ICOGehouden, dag: date) -> _Stand:
    if isinstance(feit, ICOGepland):
        return replace(_proces_aan_zet(stand, dag), ico_id=feit.ico_id, ico_op=dag_van(feit.begint))
    if isinstance(feit, ICOGehouden):
        stand = replace(
            _zonder_voorstel(_proces_aan_zet(stand, dag)), fase=Fase.MONITORING, geagendeerd_op=None
        )
    if feit.ico_id != stand.ico_id:
        return stand
    if isinstance(feit, ICOVerzet):
        return replace(stand, ico_op=dag_van(feit.begint))
    return replace(_proces_aan_zet(stand, dag), ico_id=None, ico_op=None)


def _na_halte(stand: _Stand, feit: Afgeschaald | VoorlopigAfgesloten | Heropend, dag: date) -> _Stand:
    if isinstance(feit, Heropend):
        return replace(_proces_aan_zet(stand, dag), fase=Fase.MONITORING, herzien_op=None)
    stand = replace(_zonder_voorstel(stand), geagendeerd_op=None)
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


def _afgeleid(beeld: _Beeld) -> tuple[_Stand, ...]:
    """Say anew what follows from the parts; nothing if the case has no row."""
    stand, delen = beeld.stand, beeld.delen
    if stand is None:
        return ()
    punten = delen.van(Punt)
    eerste = min(punten, key=lambda punt: (punt.op, punt.agendapunt_id), default=None)
    # The day that the regisseurs agreed on counts until an overleg has a place for it.
    heeft_plaats = any(punt.soort == Puntsoort.HERAGENDERING for punt in punten)
    stand = replace(
        stand,
        agenda_op=None if heeft_plaats else stand.geagendeerd_op,
        overleg_id=eerste.overleg_id if eerste else None,
        overleg_soort=eerste.soort if eerste else None,
        overleg_op=eerste.op if eerste else None,
        informeren_op=min((uitstel.herzien_op for uitstel in delen.van(Uitstel)), default=None),
        open_acties=len(delen.van(OpenActie)),
        eerste_uiterlijk=min((actie.uiterlijk for actie in delen.van(OpenActie)), default=None),
        open_analyses=len(delen.van(OpenAnalyse)),
        eerste_analyse=min((analyse.uiterlijk for analyse in delen.van(OpenAnalyse)), default=None),
    )
    datums = (
        *(stand.eerste_uiterlijk, stand.eerste_analyse, stand.ico_op, stand.agenda_op),
        *(stand.overleg_op, stand.herzien_op, stand.informeren_op),
    )
    return (replace(stand, eerste_datum=min((dag for dag in datums if dag is not None), default=date.max)),)
