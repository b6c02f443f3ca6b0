"""How a casus takes in a fact. ``evolve`` never refuses: a fact is a fact."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

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
    DeelnemerVerwijderd,
    Doorgegeven,
    DoorgifteBeantwoord,
    DoorgifteGevraagd,
    EigenTermijnVastgesteld,
    Geagendeerd,
    Gebeurtenis,
    GeboortedatumVastgelegd,
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
from domain.casus.state import (
    Actie,
    Actieafloop,
    Agendapunt,
    Analyse,
    Casus,
    Doorgiftevraag,
    Fase,
    Ico,
    Puntafloop,
    Verlengfeit,
    Verlengingsloop,
)
from domain.casus.waarden import Regie
from domain.casus.weglaten import nog_bekend, rectificeer, zonder_bijdrage, zonder_persoon
from domain.vervangen import replace

NOG_NIETS = Casus()
"""A casus that nothing happened to yet."""


def vouw(feiten: Iterable[Gebeurtenis], vanaf: Casus = NOG_NIETS) -> Casus:
    """Fold a whole history, or what came after ``vanaf``."""
    return reduce(evolve, feiten, vanaf)


def evolve(casus: Casus, feit: Gebeurtenis) -> Casus:  # noqa: C901, PLR0911, PLR0912, PLR0915 one branch for each fact
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
        case GeboortedatumVastgelegd():
            return _geboren(casus, feit)
        case GezagVastgelegd() | GezagBeoordeeld():
            return replace(casus, gezag=(*casus.gezag, feit))
        case InformerenUitgesteld() | BetrokkeneGeinformeerd():
            return replace(casus, informeren=(*casus.informeren, feit))
        case SamenloopGeraadpleegd():
            return replace(casus, samenloop=(*casus.samenloop, feit))
        case Doorgegeven():
            return replace(casus, doorgegeven=feit)
        case BijMonitorGemeld():
            return replace(casus, monitor=feit)
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
        case VerklarendeAnalyseGevraagd():
            return replace(casus, analyses=(*casus.analyses, Analyse(feit)))
        case VerklarendeAnalyseOpgeleverd():
            return _analyse_klaar(casus, feit)
        case OpAgendaGezet():
            return replace(casus, agendapunten=(*casus.agendapunten, Agendapunt(feit)))
        case VanAgendaGehaald() | AgendapuntBesproken():
            return _punt_klaar(casus, feit)
        case Opgeschaald():
            return replace(casus, niveaus=(*casus.niveaus, feit.naar), schaling=feit)
        case Teruggeschaald():
            return replace(casus, niveaus=casus.niveaus[:-1], schaling=feit)
        case Afgeschaald():
            return replace(
                casus,
                fase=Fase.AFGESCHAALD,
                sluiting=feit,
                niveaus=(),
                agenda=None,
                agendavoorstel=None,
            )
        case VoorlopigAfgesloten():
            return replace(
                casus, fase=Fase.VOORLOPIG_AFGESLOTEN, sluiting=feit, agenda=None, agendavoorstel=None
            )
        case Heropend():
            return replace(
                casus,
                fase=Fase.MONITORING,
                heropening=feit,
                icos_voor_heropening=len(casus.icos),
                punten_voor_heropening=len(casus.agendapunten),
            )
        case Afgesloten():
            return replace(casus, fase=Fase.AFGESLOTEN, sluiting=feit, agenda=None, agendavoorstel=None)
        case VerlengingVoorgesteld():
            return replace(casus, verlengingen=(*casus.verlengingen, Verlengingsloop(feit)))
        case InstemmingGegeven() | InstemmingGeweigerd() | BewaartermijnVerlengd():
            return _verlenging_verder(casus, feit)
        case BewaartermijnHerrekend():
            return replace(casus, herrekend=feit, bewaren_tot=feit.bewaren_tot, bewaarregel=feit.bewaarregel)
        case EigenTermijnVastgesteld():
            return replace(casus, eigen_termijnen=(*casus.eigen_termijnen, feit))
        case VernietigingOpgeschort() | OpschortingOpgeheven():
            return _opschorting(casus, feit)
        case BeperkingIngesteld() | BeperkingOpgeheven():
            return _beperking(casus, feit)
        case VoorwaardeGesteld() | VoorwaardeIngetrokken() | DoorgifteGevraagd() | DoorgifteBeantwoord():
            return _voorwaarde(casus, feit)
        case PersoonVernietigd():
            zonder = zonder_persoon(casus, feit.persoon_id)
            return replace(zonder, personen_vernietigd=(*casus.personen_vernietigd, feit))
        case BijdrageVernietigd():
            return zonder_bijdrage(casus, feit)
        case GegevensGerectificeerd():
            return rectificeer(casus, feit)
        case VerwijderingVoorgesteld():
            return replace(casus, verwijdervoorstel=feit)
        case BuitenVernietigingGelaten():
            return replace(casus, buiten_vernietiging=feit)
        case GegevensVerwijderd():
            return replace(casus, fase=Fase.VERWIJDERD, verwijderd=feit)
        case Vernietigd():
            return casus
        case _:
            assert_never(feit)


def _aangemeld(feit: Aangemeld) -> Casus:
    mensen = nog_bekend(feit.betrokkenen)
    return replace(
        NOG_NIETS,
        fase=Fase.AANGEMELD,
        casusnummer=feit.casusnummer,
        tafel=feit.tafel,
        regime=feit.regime,
        definitie=feit.definitie,
        organisatie=feit.organisatie,
        kenmerk=feit.kenmerk,
        gemeente=feit.gemeente,
        aanpak=feit.aanpak,
        betrokkenen=mensen,
        leefgebieden=feit.leefgebieden,
        criteria=feit.criteria,
        reguliere_routes=feit.reguliere_routes,
        routes_van=feit.organisatie,
        ingebracht_door=tuple((mens.persoon_id, feit.organisatie) for mens in mensen),
        voorcontact=feit.voorcontact,
        eerste_verwerking=feit.eerste_verwerking,
        bewaren_tot=feit.bewaren_tot,
        bewaarregel=feit.bewaarregel,
    )


def _aangevuld(casus: Casus, feit: AanmeldingAangevuld) -> Casus:
    nieuw = {criterium.criterium for criterium in feit.criteria}
    mensen = nog_bekend(feit.betrokkenen)
    return replace(
        casus,
        aanpak=feit.aanpak or casus.aanpak,
        betrokkenen=(*casus.betrokkenen, *mensen),
        leefgebieden=tuple(dict.fromkeys((*casus.leefgebieden, *feit.leefgebieden))),
        criteria=(*(c for c in casus.criteria if c.criterium not in nieuw), *feit.criteria),
        reguliere_routes=feit.reguliere_routes or casus.reguliere_routes,
        routes_van=feit.organisatie if feit.reguliere_routes else casus.routes_van,
        ingebracht_door=(
            *casus.ingebracht_door,
            *((mens.persoon_id, feit.organisatie) for mens in mensen),
        ),
        aangevuld_door=tuple(dict.fromkeys((*casus.aangevuld_door, feit.organisatie))),
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


def _verlenging_verder(casus: Casus, feit: Verlengfeit) -> Casus:
    def verder(loop: Verlengingsloop) -> Verlengingsloop:
        if loop.voorgesteld.verlenging_id != feit.verlenging_id:
            return loop
        if isinstance(feit, BewaartermijnVerlengd):
            return replace(loop, verlengd=feit)
        anderen = (een for een in loop.antwoorden if een.organisatie != feit.organisatie)
        return replace(loop, antwoorden=(*anderen, feit))

    casus = replace(casus, verlengingen=tuple(verder(loop) for loop in casus.verlengingen))
    if isinstance(feit, BewaartermijnVerlengd):
        return replace(casus, herrekend=None, bewaren_tot=feit.bewaren_tot, bewaarregel=feit.bewaarregel)
    return casus


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


def _geboren(casus: Casus, feit: GeboortedatumVastgelegd) -> Casus:
    return replace(
        casus,
        betrokkenen=tuple(
            replace(mens, geboortedatum=feit.geboortedatum) if mens.persoon_id == feit.persoon_id else mens
            for mens in casus.betrokkenen
        ),
    )


def _punt_klaar(casus: Casus, feit: Puntafloop) -> Casus:
    return replace(
        casus,
        agendapunten=tuple(
            replace(punt, afloop=feit) if punt.gezet.agendapunt_id == feit.agendapunt_id else punt
            for punt in casus.agendapunten
        ),
        agenda=None if isinstance(feit, AgendapuntBesproken) else casus.agenda,
    )


def _analyse_klaar(casus: Casus, feit: VerklarendeAnalyseOpgeleverd) -> Casus:
    return replace(
        casus,
        analyses=tuple(
            replace(een, opgeleverd=feit) if een.gevraagd.analyse_id == feit.analyse_id else een
            for een in casus.analyses
        ),
    )


def _opschorting(casus: Casus, feit: VernietigingOpgeschort | OpschortingOpgeheven) -> Casus:
    if isinstance(feit, VernietigingOpgeschort):
        return replace(casus, opschortingen=(*casus.opschortingen, feit))
    return replace(
        casus,
        opschortingen=tuple(een for een in casus.opschortingen if een.opschorting_id != feit.opschorting_id),
        opgeheven=(*casus.opgeheven, feit),
    )


def _beperking(casus: Casus, feit: BeperkingIngesteld | BeperkingOpgeheven) -> Casus:
    if isinstance(feit, BeperkingIngesteld):
        return replace(casus, beperkingen=(*casus.beperkingen, feit))
    return replace(
        casus,
        beperkingen=tuple(een for een in casus.beperkingen if een.beperking_id != feit.beperking_id),
        opgeheven=(*casus.opgeheven, feit),
    )


def _voorwaarde(
    casus: Casus, feit: VoorwaardeGesteld | VoorwaardeIngetrokken | DoorgifteGevraagd | DoorgifteBeantwoord
) -> Casus:
    """A condition, or a question under one; what was asked goes with the condition that asked for it."""
    match feit:
        case VoorwaardeGesteld():
            return replace(casus, voorwaarden=(*casus.voorwaarden, feit))
        case VoorwaardeIngetrokken(voorwaarde_id=weg):
            return replace(
                casus,
                voorwaarden=tuple(een for een in casus.voorwaarden if een.voorwaarde_id != weg),
                doorgiften=tuple(een for een in casus.doorgiften if een.gevraagd.voorwaarde_id != weg),
                ingetrokken=(*casus.ingetrokken, feit),
            )
        case DoorgifteGevraagd():
            return replace(casus, doorgiften=(*casus.doorgiften, Doorgiftevraag(feit)))
        case DoorgifteBeantwoord(doorgifte_id=welke):
            return replace(
                casus,
                doorgiften=tuple(
                    replace(een, beantwoord=feit) if een.gevraagd.doorgifte_id == welke else een
                    for een in casus.doorgiften
                ),
            )
