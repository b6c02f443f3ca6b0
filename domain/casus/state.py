"""What a casus is now; ``evolve`` folds it from its facts."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from domain.bewaring import WEG
from domain.casus.events import (
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    Afgeschaald,
    Afgesloten,
    AgendapuntBesproken,
    BeperkingIngesteld,
    BeperkingOpgeheven,
    BetrokkeneGeinformeerd,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    BijdrageVernietigd,
    BijMonitorGemeld,
    BuitenVernietigingGelaten,
    DeelnemerToegevoegd,
    Doorgegeven,
    DoorgifteBeantwoord,
    DoorgifteGevraagd,
    EigenTermijnVastgesteld,
    Geagendeerd,
    GegevensGerectificeerd,
    GegevensVerwijderd,
    Getrieerd,
    GezagBeoordeeld,
    GezagVastgelegd,
    GrondslagVastgelegd,
    HeragenderingVoorgesteld,
    Heropend,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    InformerenUitgesteld,
    InstemmingGegeven,
    InstemmingGeweigerd,
    OpAgendaGezet,
    Opgeschaald,
    OpschortingOpgeheven,
    PersoonVernietigd,
    PlanVastgesteld,
    RegieToegewezen,
    SamenloopGeraadpleegd,
    Teruggeschaald,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    VanAgendaGehaald,
    VerklarendeAnalyseGevraagd,
    VerklarendeAnalyseOpgeleverd,
    VerlengingVoorgesteld,
    VernietigingOpgeschort,
    VerwijderingVoorgesteld,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
    VoorwaardeGesteld,
    VoorwaardeIngetrokken,
)
from domain.casus.waarden import (
    Betrokkene,
    Criteriumfeit,
    Doorgifte,
    Doorgifteantwoord,
    Uitkomst,
    Voorcontact,
    Voorwaardesoort,
)
from domain.privacyprotocol import Bewaartermijn
from domain.tafels import TAFEL


class Fase(StrEnum):
    """Where a casus is in its life."""

    GEEN = "geen"
    AANGEMELD = "aangemeld"
    AANGEHOUDEN = "aangehouden"
    NIET_OPGENOMEN = "niet-opgenomen"
    OPGENOMEN = "opgenomen"
    MONITORING = "monitoring"
    AFGESCHAALD = "afgeschaald"
    VOORLOPIG_AFGESLOTEN = "voorlopig-afgesloten"
    AFGESLOTEN = "afgesloten"
    VERWIJDERD = "verwijderd"

    @staticmethod
    def na(uitkomst: Uitkomst) -> "Fase":
        """The phase that a triage leads to."""
        match uitkomst:
            case Uitkomst.ICO:
                return Fase.OPGENOMEN
            case Uitkomst.AANGEHOUDEN:
                return Fase.AANGEHOUDEN
            case Uitkomst.ADVIES | Uitkomst.DOORVERWEZEN | Uitkomst.AFGEWEZEN:
                return Fase.NIET_OPGENOMEN
            case _:
                assert_never(uitkomst)


Toestemmingsfeit = ToestemmingGegeven | ToestemmingGeweigerd | ToestemmingIngetrokken
Gezagsfeit = GezagVastgelegd | GezagBeoordeeld
Informeerfeit = InformerenUitgesteld | BetrokkeneGeinformeerd
Puntafloop = VanAgendaGehaald | AgendapuntBesproken
Actieafloop = ActieAfgerond | ActieVervallen
Opheffing = OpschortingOpgeheven | BeperkingOpgeheven
Verlengfeit = InstemmingGegeven | InstemmingGeweigerd | BewaartermijnVerlengd
Sluiting = Afgeschaald | VoorlopigAfgesloten | Afgesloten


@dataclass(frozen=True)
class Ico:
    """An ICO from planning to advice."""

    gepland: ICOGepland
    verzet: ICOVerzet | None = None
    afgezegd: ICOAfgezegd | None = None
    gehouden: ICOGehouden | None = None
    advies: AdviesUitgebracht | None = None

    @property
    def staat_gepland(self) -> bool:
        """Planned, and neither held nor called off."""
        return self.gehouden is None and self.afgezegd is None


@dataclass(frozen=True)
class Actie:
    """An action and, once it has one, its end."""

    toegewezen: ActieToegewezen
    afloop: Actieafloop | None = None


@dataclass(frozen=True)
class Agendapunt:
    """A place on the agenda of an overleg and, once it has one, its end."""

    gezet: OpAgendaGezet
    afloop: Puntafloop | None = None


@dataclass(frozen=True)
class Analyse:
    """A verklarende analyse that was asked and, once it is there, what it says."""

    gevraagd: VerklarendeAnalyseGevraagd
    opgeleverd: VerklarendeAnalyseOpgeleverd | None = None


@dataclass(frozen=True)
class Verlengingsloop:
    """A proposal to extend the term, the last answer of each supplier and, once it is decided, the extension."""

    voorgesteld: VerlengingVoorgesteld
    antwoorden: tuple[InstemmingGegeven | InstemmingGeweigerd, ...] = ()
    verlengd: BewaartermijnVerlengd | None = None

    def antwoord(self, organisatie: str) -> InstemmingGegeven | InstemmingGeweigerd | None:
        """What an organisation answered, if it did."""
        return next((een for een in self.antwoorden if een.organisatie == organisatie), None)

    @property
    def ingestemd(self) -> frozenset[str]:
        """The organisations that agree."""
        return frozenset(een.organisatie for een in self.antwoorden if isinstance(een, InstemmingGegeven))

    @property
    def geweigerd(self) -> frozenset[str]:
        """The organisations that do not agree."""
        return frozenset(een.organisatie for een in self.antwoorden if isinstance(een, InstemmingGeweigerd))


@dataclass(frozen=True)
class Doorgiftevraag:
    """A question to an organisation whether what it brought in may go somewhere, and its last word."""

    gevraagd: DoorgifteGevraagd
    beantwoord: DoorgifteBeantwoord | None = None

    @property
    def toegestaan(self) -> bool:
        """The organisation said yes, and nothing else since."""
        return self.beantwoord is not None and self.beantwoord.antwoord is Doorgifteantwoord.TOEGESTAAN

    def is_naar(self, waarheen: Doorgifte, naar: str | None) -> bool:
        """Say whether it is about going there."""
        return (self.gevraagd.waarheen, self.gevraagd.naar) == (waarheen, naar)


@dataclass(frozen=True)
class Casus:
    """The state on which the rules decide; every field comes from facts alone."""

    fase: Fase = Fase.GEEN
    casusnummer: str = ""
    tafel: str = ""
    regime: str = ""
    definitie: str = ""
    organisatie: str = ""
    kenmerk: str | None = None
    gemeente: str = ""
    aanpak: str | None = None
    betrokkenen: tuple[Betrokkene, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    criteria: tuple[Criteriumfeit, ...] = ()
    reguliere_routes: str | None = None
    routes_van: str = ""
    ingebracht_door: tuple[tuple[UUID, str], ...] = ()
    voorcontact: Voorcontact | None = None
    eerste_verwerking: date | None = None
    bewaren_tot: date | None = None
    bewaarregel: str | None = None
    grondslag: GrondslagVastgelegd | None = None
    toestemmingen: tuple[Toestemmingsfeit, ...] = ()
    gezag: tuple[Gezagsfeit, ...] = ()
    informeren: tuple[Informeerfeit, ...] = ()
    samenloop: tuple[SamenloopGeraadpleegd, ...] = ()
    triage: Getrieerd | None = None
    doorgegeven: Doorgegeven | None = None
    monitor: BijMonitorGemeld | None = None
    procesregisseur: RegieToegewezen | None = None
    casusregisseur: RegieToegewezen | None = None
    deelnemers: tuple[DeelnemerToegevoegd, ...] = ()
    icos: tuple[Ico, ...] = ()
    plan: PlanVastgesteld | None = None
    acties: tuple[Actie, ...] = ()
    voortgang: VoortgangVastgelegd | None = None
    agendavoorstel: HeragenderingVoorgesteld | None = None
    agenda: Geagendeerd | None = None
    agendapunten: tuple[Agendapunt, ...] = ()
    analyses: tuple[Analyse, ...] = ()
    niveaus: tuple[str, ...] = ()
    schaling: Opgeschaald | Teruggeschaald | None = None
    sluiting: Sluiting | None = None
    heropening: Heropend | None = None
    icos_voor_heropening: int = 0
    punten_voor_heropening: int = 0
    aangevuld_door: tuple[str, ...] = ()
    verlengingen: tuple[Verlengingsloop, ...] = ()
    herrekend: BewaartermijnHerrekend | None = None
    eigen_termijnen: tuple[EigenTermijnVastgesteld, ...] = ()
    opschortingen: tuple[VernietigingOpgeschort, ...] = ()
    beperkingen: tuple[BeperkingIngesteld, ...] = ()
    opgeheven: tuple[Opheffing, ...] = ()
    voorwaarden: tuple[VoorwaardeGesteld, ...] = ()
    ingetrokken: tuple[VoorwaardeIngetrokken, ...] = ()
    doorgiften: tuple[Doorgiftevraag, ...] = ()
    personen_vernietigd: tuple[PersoonVernietigd, ...] = ()
    bijdragen_vernietigd: tuple[BijdrageVernietigd, ...] = ()
    gerectificeerd: tuple[GegevensGerectificeerd, ...] = ()
    verwijdervoorstel: VerwijderingVoorgesteld | None = None
    buiten_vernietiging: BuitenVernietigingGelaten | None = None
    verwijderd: GegevensVerwijderd | None = field(default=None)

    @property
    def afgeschermd(self) -> bool:
        """After closing the data are shielded until they are destroyed (WGS 2.31(8))."""
        return self.fase in (Fase.AFGESLOTEN, Fase.VERWIJDERD)

    @property
    def open_acties(self) -> tuple[ActieToegewezen, ...]:
        """The actions without an end."""
        return tuple(actie.toegewezen for actie in self.acties if actie.afloop is None)

    @property
    def gepland_ico(self) -> Ico | None:
        """The ICO that is planned now; there is one at most."""
        return next((ico for ico in self.icos if ico.staat_gepland), None)

    @property
    def niveau(self) -> str:
        """The level that the case is at: the table itself, or the last one it was scaled up to."""
        return self.niveaus[-1] if self.niveaus else TAFEL

    @property
    def op_agenda(self) -> tuple[OpAgendaGezet, ...]:
        """Where the case stands on an agenda now."""
        return tuple(punt.gezet for punt in self.agendapunten if punt.afloop is None)

    def agendapunt(self, agendapunt_id: UUID) -> Agendapunt | None:
        """The agenda item with this id."""
        return next((punt for punt in self.agendapunten if punt.gezet.agendapunt_id == agendapunt_id), None)

    def analyse(self, analyse_id: UUID) -> Analyse | None:
        """The analysis with this id."""
        return next((een for een in self.analyses if een.gevraagd.analyse_id == analyse_id), None)

    def ico(self, ico_id: UUID) -> Ico | None:
        """The ICO with this id."""
        return next((ico for ico in self.icos if ico.gepland.ico_id == ico_id), None)

    @property
    def vernietigen_voor(self) -> date | None:
        """The data must be gone before this day begins."""
        return None if self.bewaren_tot is None else self.bewaren_tot + timedelta(days=1)

    @property
    def afgesloten_op(self) -> date | None:
        """The day on which the case was closed, if it is and the fact says so."""
        return self.sluiting.afgesloten_op if isinstance(self.sluiting, Afgesloten) else None

    @property
    def is_verlengd(self) -> bool:
        """Say whether the term that runs was extended, and not reckoned anew since."""
        return any(loop.verlengd is not None for loop in self.verlengingen) and self.herrekend is None

    def verlenging(self, verlenging_id: UUID) -> Verlengingsloop | None:
        """The proposal to extend with this id."""
        return next(
            (loop for loop in self.verlengingen if loop.voorgesteld.verlenging_id == verlenging_id), None
        )

    @property
    def eerdere_opschortingen(self) -> frozenset[UUID]:
        """The ids of all holds there ever were, also of those that stand now."""
        weg = {een.opschorting_id for een in self.opgeheven if isinstance(een, OpschortingOpgeheven)}
        return frozenset(weg | {een.opschorting_id for een in self.opschortingen})

    @property
    def eerdere_beperkingen(self) -> frozenset[UUID]:
        """The ids of all restrictions there ever were, also of those that stand now."""
        weg = {een.beperking_id for een in self.opgeheven if isinstance(een, BeperkingOpgeheven)}
        return frozenset(weg | {een.beperking_id for een in self.beperkingen})

    @property
    def eerdere_voorwaarden(self) -> frozenset[UUID]:
        """The ids of all conditions that were ever put, as far as the facts name them."""
        weg = {een.voorwaarde_id for een in self.ingetrokken}
        return frozenset(weg | {een.voorwaarde_id for een in self.voorwaarden})

    def met_voorwaarde(self, soort: Voorwaardesoort) -> tuple[VoorwaardeGesteld, ...]:
        """The conditions of one kind that hold now."""
        return tuple(een for een in self.voorwaarden if een.voorwaarde is soort)

    def doorgifte(self, doorgifte_id: UUID) -> Doorgiftevraag | None:
        """The question with this id."""
        return next((een for een in self.doorgiften if een.gevraagd.doorgifte_id == doorgifte_id), None)

    def doorgiften_onder(self, voorwaarde_id: UUID) -> tuple[Doorgiftevraag, ...]:
        """What was asked under one condition."""
        return tuple(een for een in self.doorgiften if een.gevraagd.voorwaarde_id == voorwaarde_id)

    @property
    def leveranciers(self) -> frozenset[str]:
        """The organisations of which there is something in the case, as far as the facts name them."""
        vernietigd = {gedaan.organisatie for gedaan in self.bijdragen_vernietigd}
        inbreng = {deel.organisatie for ico in self.icos if ico.gehouden for deel in ico.gehouden.inbreng}
        regie = {een.organisatie for een in (self.procesregisseur, self.casusregisseur) if een is not None}
        deelname = {een.organisatie for een in self.deelnemers}
        bekend = {self.organisatie, *self.aangevuld_door} | inbreng | regie | deelname
        return frozenset(bekend - vernietigd - {"", WEG})

    def termijn_van_persoon(self, persoon_id: UUID) -> Bewaartermijn | None:
        """The term of somebody: an own one if it was set, and never later than that of the case."""
        return self._termijn([een for een in self.eigen_termijnen if een.persoon_id == persoon_id])

    def termijn_van_bijdrage(self, organisatie: str) -> Bewaartermijn | None:
        """The term of what an organisation contributed: as that of a person."""
        return self._termijn([een for een in self.eigen_termijnen if een.organisatie == organisatie])

    def _termijn(self, eigen: list[EigenTermijnVastgesteld]) -> Bewaartermijn | None:
        if self.bewaren_tot is None or self.bewaarregel is None:
            return None
        van_casus = Bewaartermijn(self.bewaren_tot, self.bewaarregel)
        laatste = [Bewaartermijn(een.bewaren_tot, een.bewaarregel) for een in eigen[-1:]]
        return min([van_casus, *laatste], key=lambda termijn: termijn.tot)

    def bracht_in(self, organisatie: str, persoon_id: UUID) -> bool:
        """Say whether this organisation brought this person into the case."""
        return dict(self.ingebracht_door).get(persoon_id) == organisatie

    def betrokkene(self, persoon_id: UUID) -> Betrokkene | None:
        """The person with this id, as reported first."""
        return next((mens for mens in self.betrokkenen if mens.persoon_id == persoon_id), None)

    def kent(self, persoon_id: UUID) -> bool:
        """Say whether anything is kept about this person, also once who brought that person in is gone."""
        verteld = {deel.persoon_id for ico in self.icos if ico.gehouden for deel in ico.gehouden.inbreng}
        gezegd = {een.persoon_id for een in (*self.toestemmingen, *self.gezag, *self.informeren)}
        bewaard = {een.persoon_id for een in self.eigen_termijnen}
        gezocht = {een.persoon_id for een in self.samenloop}
        return self.is_betrokken(persoon_id) or persoon_id in verteld | gezegd | bewaard | gezocht

    def is_betrokken(self, persoon_id: UUID) -> bool:
        """Say whether the case is about this person."""
        return any(betrokkene.persoon_id == persoon_id for betrokkene in self.betrokkenen)
