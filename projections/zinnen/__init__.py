"""A sentence for every fact, as a procesregisseur would say it: of a casus, an overleg, a consultatie and a verzoek."""

from typing import assert_never

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
    Feit,
    Geagendeerd,
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
from projections.woorden import Bekend
from projections.zinnen.aanpak import van_ico, van_mensen_aan_het_werk, van_plan, van_voortgang
from projections.zinnen.agenda import van_agenda, van_heragendering
from projections.zinnen.bewaren import (
    van_beperking,
    van_eigen_termijn,
    van_opschorting,
    van_rectificatie,
    van_vernietiging,
)
from projections.zinnen.consultatie import zin_van_consultatie
from projections.zinnen.einde import van_op_af_en_dicht, van_verwijdering
from projections.zinnen.melding import van_melding
from projections.zinnen.overleg import zin_van_overleg
from projections.zinnen.termijn import van_herrekening, van_verlenging
from projections.zinnen.toestemming import van_gezag, van_informeren, van_toestemming
from projections.zinnen.triage import van_triage
from projections.zinnen.verzoek import zin_van_verzoek
from projections.zinnen.voorwaarde import van_voorwaarde

__all__ = ["zin_van", "zin_van_consultatie", "zin_van_overleg", "zin_van_verzoek"]


def zin_van(feit: Feit, bekend: Bekend) -> str:  # noqa: C901, PLR0911, PLR0912 one branch for each step
    """Say in Dutch what happened; a few short sentences where one would be long."""
    match feit:
        case Aangemeld() | AanmeldingAangevuld() | GrondslagVastgelegd():
            return van_melding(feit, bekend)
        case ToestemmingGegeven() | ToestemmingGeweigerd() | ToestemmingIngetrokken():
            return van_toestemming(feit, bekend)
        case GeboortedatumVastgelegd() | GezagVastgelegd() | GezagBeoordeeld():
            return van_gezag(feit, bekend)
        case InformerenUitgesteld() | BetrokkeneGeinformeerd():
            return van_informeren(feit, bekend)
        case Getrieerd() | SamenloopGeraadpleegd() | Doorgegeven() | BijMonitorGemeld():
            return van_triage(feit, bekend)
        case RegieToegewezen() | DeelnemerToegevoegd() | DeelnemerVerwijderd():
            return van_mensen_aan_het_werk(feit, bekend)
        case ICOGepland() | ICOVerzet() | ICOAfgezegd() | ICOGehouden() | AdviesUitgebracht():
            return van_ico(feit, bekend)
        case PlanVastgesteld() | ActieToegewezen() | ActieAfgerond() | ActieVervallen():
            return van_plan(feit, bekend)
        case VoortgangVastgelegd() | VerklarendeAnalyseGevraagd() | VerklarendeAnalyseOpgeleverd():
            return van_voortgang(feit, bekend)
        case HeragenderingVoorgesteld() | Geagendeerd():
            return van_heragendering(feit)
        case OpAgendaGezet() | VanAgendaGehaald() | AgendapuntBesproken():
            return van_agenda(feit, bekend)
        case Opgeschaald() | Teruggeschaald() | Afgeschaald() | VoorlopigAfgesloten():
            return van_op_af_en_dicht(feit, bekend)
        case Heropend() | Afgesloten():
            return van_op_af_en_dicht(feit, bekend)
        case EigenTermijnVastgesteld():
            return van_eigen_termijn(feit, bekend)
        case VernietigingOpgeschort() | OpschortingOpgeheven():
            return van_opschorting(feit)
        case BeperkingIngesteld() | BeperkingOpgeheven():
            return van_beperking(feit, bekend)
        case VoorwaardeGesteld() | VoorwaardeIngetrokken() | DoorgifteGevraagd() | DoorgifteBeantwoord():
            return van_voorwaarde(feit, bekend)
        case GegevensGerectificeerd():
            return van_rectificatie(feit, bekend)
        case PersoonVernietigd() | BijdrageVernietigd():
            return van_vernietiging(feit, bekend)
        case VerlengingVoorgesteld() | InstemmingGegeven() | InstemmingGeweigerd() | BewaartermijnVerlengd():
            return van_verlenging(feit, bekend)
        case BewaartermijnHerrekend():
            return van_herrekening(feit)
        case VerwijderingVoorgesteld() | BuitenVernietigingGelaten() | GegevensVerwijderd():
            return van_verwijdering(feit)
        case _:
            assert_never(feit)
