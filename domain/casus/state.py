"""What a casus is now, folded from its facts. ``evolve`` never refuses: a fact is a fact."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import assert_never
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    Afgeschaald,
    Afgesloten,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
    Geagendeerd,
    Gebeurtenis,
    GegevensVerwijderd,
    Getrieerd,
    GrondslagVastgelegd,
    HeragenderingVoorgesteld,
    Heropend,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    Opgeschaald,
    PlanVastgesteld,
    RegieToegewezen,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    VerwijderingVoorgesteld,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.casus.waarden import Betrokkene, Criteriumfeit, Regie, Uitkomst, Voorcontact


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
Actieafloop = ActieAfgerond | ActieVervallen
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
    voorcontact: Voorcontact | None = None
    eerste_verwerking: date | None = None
    bewaren_tot: date | None = None
    bewaarregel: str | None = None
    grondslag: GrondslagVastgelegd | None = None
    toestemmingen: tuple[Toestemmingsfeit, ...] = ()
    triage: Getrieerd | None = None
    procesregisseur: RegieToegewezen | None = None
    casusregisseur: RegieToegewezen | None = None
    deelnemers: tuple[DeelnemerToegevoegd, ...] = ()
    icos: tuple[Ico, ...] = ()
    plan: PlanVastgesteld | None = None
    acties: tuple[Actie, ...] = ()
    voortgang: VoortgangVastgelegd | None = None
    agendavoorstel: HeragenderingVoorgesteld | None = None
    agenda: Geagendeerd | None = None
    opgeschaald: Opgeschaald | None = None
    sluiting: Sluiting | None = None
    heropening: Heropend | None = None
    icos_voor_heropening: int = 0
    verwijdervoorstel: VerwijderingVoorgesteld | None = None
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

    def ico(self, ico_id: UUID) -> Ico | None:
        """The ICO with this id."""
        return next((ico for ico in self.icos if ico.gepland.ico_id == ico_id), None)

    def toestemming(self, persoon_id: UUID, doel: str) -> Toestemmingsfeit | None:
        """The last word on consent for this person and purpose."""
        gevonden = [feit for feit in self.toestemmingen if (feit.persoon_id, feit.doel) == (persoon_id, doel)]
        return gevonden[-1] if gevonden else None

    def is_betrokken(self, persoon_id: UUID) -> bool:
        """Say whether the case is about this person."""
        return any(betrokkene.persoon_id == persoon_id for betrokkene in self.betrokkenen)


def vouw(feiten: Iterable[Gebeurtenis]) -> Casus:
    """Fold a whole history."""
    return reduce(evolve, feiten, Casus())


def evolve(casus: Casus, feit: Gebeurtenis) -> Casus:  # noqa: C901, PLR0911, PLR0912 one branch for each fact
    """Take one fact in. Content that was destroyed changes nothing."""
    match feit:
        case Aangemeld():
            return _aangemeld(feit)
        case AanmeldingAangevuld():
            return _aangevuld(casus, feit)
        case GrondslagVastgelegd():
            return replace(casus, grondslag=feit)
        case ToestemmingGegeven() | ToestemmingGeweigerd() | ToestemmingIngetrokken():
            return replace(casus, toestemmingen=(*casus.toestemmingen, feit))
        case Getrieerd():
            return _getrieerd(casus, feit)
        case RegieToegewezen(regie=Regie.CASUS):
            return replace(casus, casusregisseur=feit, agendavoorstel=None)
        case RegieToegewezen():
            return replace(casus, procesregisseur=feit, agendavoorstel=None)
        case DeelnemerToegevoegd():
            return replace(casus, deelnemers=(*casus.deelnemers, feit))
        case DeelnemerVerwijderd():
            over = tuple(
                deelnemer for deelnemer in casus.deelnemers if deelnemer.medewerker != feit.medewerker
            )
            return replace(casus, deelnemers=over)
        case ICOGepland():
            return replace(casus, icos=(*casus.icos, Ico(feit)))
        case ICOVerzet() | ICOAfgezegd() | ICOGehouden() | AdviesUitgebracht():
            return _ico_verder(casus, feit)
        case PlanVastgesteld():
            return replace(casus, plan=feit)
        case ActieToegewezen():
            return replace(casus, acties=(*casus.acties, Actie(feit)))
        case ActieAfgerond() | ActieVervallen():
            return _actie_klaar(casus, feit)
        case VoortgangVastgelegd():
            return replace(casus, voortgang=feit)
        case HeragenderingVoorgesteld():
            return replace(casus, agendavoorstel=feit)
        case Geagendeerd():
            return replace(casus, agenda=feit, agendavoorstel=None)
        case Opgeschaald():
            return replace(casus, opgeschaald=feit)
        case Afgeschaald():
            return replace(
                casus,
                fase=Fase.AFGESCHAALD,
                sluiting=feit,
                opgeschaald=None,
                agenda=None,
                agendavoorstel=None,
            )
        case VoorlopigAfgesloten():
            return replace(
                casus, fase=Fase.VOORLOPIG_AFGESLOTEN, sluiting=feit, agenda=None, agendavoorstel=None
            )
        case Heropend():
            return replace(casus, fase=Fase.MONITORING, heropening=feit, icos_voor_heropening=len(casus.icos))
        case Afgesloten():
            return replace(casus, fase=Fase.AFGESLOTEN, sluiting=feit, agenda=None, agendavoorstel=None)
        case VerwijderingVoorgesteld():
            return replace(casus, verwijdervoorstel=feit)
        case GegevensVerwijderd():
            return replace(casus, fase=Fase.VERWIJDERD, verwijderd=feit)
        case Vernietigd():
            return casus
        case _:
            assert_never(feit)


def _aangemeld(feit: Aangemeld) -> Casus:
    return Casus(
        fase=Fase.AANGEMELD,
        casusnummer=feit.casusnummer,
        tafel=feit.tafel,
        regime=feit.regime,
        definitie=feit.definitie,
        organisatie=feit.organisatie,
        kenmerk=feit.kenmerk,
        gemeente=feit.gemeente,
        aanpak=feit.aanpak,
        betrokkenen=feit.betrokkenen,
        leefgebieden=feit.leefgebieden,
        criteria=feit.criteria,
        reguliere_routes=feit.reguliere_routes,
        voorcontact=feit.voorcontact,
        eerste_verwerking=feit.eerste_verwerking,
        bewaren_tot=feit.bewaren_tot,
        bewaarregel=feit.bewaarregel,
    )


def _aangevuld(casus: Casus, feit: AanmeldingAangevuld) -> Casus:
    nieuw = {criterium.criterium for criterium in feit.criteria}
    return replace(
        casus,
        aanpak=feit.aanpak or casus.aanpak,
        betrokkenen=(*casus.betrokkenen, *feit.betrokkenen),
        leefgebieden=tuple(dict.fromkeys((*casus.leefgebieden, *feit.leefgebieden))),
        criteria=(*(c for c in casus.criteria if c.criterium not in nieuw), *feit.criteria),
        reguliere_routes=feit.reguliere_routes or casus.reguliere_routes,
        voorcontact=feit.voorcontact or casus.voorcontact,
    )


def _getrieerd(casus: Casus, feit: Getrieerd) -> Casus:
    return replace(
        casus,
        fase=Fase.na(feit.uitkomst),
        triage=feit,
        bewaren_tot=feit.bewaren_tot or casus.bewaren_tot,
        bewaarregel=feit.bewaarregel or casus.bewaarregel,
    )


def _ico_verder(casus: Casus, feit: ICOVerzet | ICOAfgezegd | ICOGehouden | AdviesUitgebracht) -> Casus:
    def verder(ico: Ico) -> Ico:
        if ico.gepland.ico_id != feit.ico_id:
            return ico
        match feit:
            case ICOVerzet():
                return replace(ico, verzet=feit, gepland=replace(ico.gepland, begint=feit.begint))
            case ICOAfgezegd():
                return replace(ico, afgezegd=feit)
            case ICOGehouden():
                return replace(ico, gehouden=feit)
            case AdviesUitgebracht():
                return replace(ico, advies=feit)
            case _:
                assert_never(feit)

    gehouden = isinstance(feit, ICOGehouden)
    return replace(
        casus,
        icos=tuple(verder(ico) for ico in casus.icos),
        fase=Fase.MONITORING if gehouden else casus.fase,
        agenda=None if gehouden else casus.agenda,
        agendavoorstel=None if gehouden else casus.agendavoorstel,
    )


def _actie_klaar(casus: Casus, feit: Actieafloop) -> Casus:
    return replace(
        casus,
        acties=tuple(
            replace(actie, afloop=feit) if actie.toegewezen.actie_id == feit.actie_id else actie
            for actie in casus.acties
        ),
    )
