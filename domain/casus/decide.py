"""From a command to facts: ``decide(casus, opdracht)`` answers with what is new, or refuses in one sentence.

Asking the same thing twice gives nothing new. The rules stand by step: melding, toestemming,
triage, doorgeven, aanpak, agenda, termijn, bewaren, einde.
"""

from typing import assert_never

from domain.casus import (
    aanpak,
    agenda,
    bewaren,
    doorgeven,
    einde,
    melding,
    rectificatie,
    termijn,
    toestemming,
    triage,
    voorwaarde,
)
from domain.casus.commands import (
    BeantwoordDoorgifte,
    BeoordeelGezag,
    BrengAdviesUit,
    GeefDoor,
    GeefInstemming,
    GeefToestemming,
    HaalVanAgenda,
    HefBeperkingOp,
    HefOpschortingOp,
    Heragendeer,
    Heropen,
    HerrekenBewaartermijn,
    LaatActieVervallen,
    LaatBuitenVernietiging,
    LegBesprekingVast,
    LegGeboortedatumVast,
    LegGezagVast,
    LegGrondslagVast,
    LegICOVast,
    LegInformerenVast,
    LegVoortgangVast,
    LeverVerklarendeAnalyseOp,
    MeldAan,
    MeldBijMonitor,
    Opdracht,
    PlanICO,
    RaadpleegSamenloop,
    RectificeerGegevens,
    RondActieAf,
    SchaalAf,
    SchaalOp,
    SchaalTerug,
    SchortVernietigingOp,
    SluitAf,
    SluitVoorlopigAf,
    StelBeperkingIn,
    StelEigenTermijnVast,
    StelInformerenUit,
    StelPlanVast,
    StelVerlengingVoor,
    StelVoorwaarde,
    TrekToestemmingIn,
    TrekVoorwaardeIn,
    Trieer,
    VernietigBijdrage,
    VernietigPersoon,
    Verwijder,
    VerwijderDeelnemer,
    VerzetICO,
    VoegDeelnemerToe,
    VraagDoorgifte,
    VraagVerklarendeAnalyse,
    VulAan,
    WeigerInstemming,
    WeigerToestemming,
    WijsActieToe,
    WijsRegieToe,
    ZegICOAf,
    ZetOpAgenda,
)
from domain.casus.events import Feit
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus


def decide(casus: Casus, opdracht: Opdracht, *, bij: Omstandigheden) -> list[Feit]:
    """Decide on one command, and on what that does to the term.

    Raises:
        Weigering: the rules do not allow it; the sentence says why, and nothing is recorded.
    """
    bewaren.eis_niet_beperkt(casus, opdracht)
    nieuw = _beslis(casus, opdracht, bij=bij)
    feiten = [*nieuw, *termijn.herrekening(casus, nieuw, bij=bij)]
    bewaren.eis_niet_vernietigd(casus, feiten, wie=bij.wie)
    return feiten


def _beslis(casus: Casus, opdracht: Opdracht, *, bij: Omstandigheden) -> list[Feit]:  # noqa: C901, PLR0911, PLR0912, PLR0915 one branch for each command
    match opdracht:
        case MeldAan():
            return melding.meld_aan(casus, opdracht, bij=bij)
        case VulAan():
            return melding.vul_aan(casus, opdracht, bij=bij)
        case LegGrondslagVast():
            return melding.leg_grondslag_vast(casus, opdracht, bij=bij)
        case GeefToestemming():
            return toestemming.geef_toestemming(casus, opdracht, bij=bij)
        case WeigerToestemming():
            return toestemming.weiger_toestemming(casus, opdracht, bij=bij)
        case TrekToestemmingIn():
            return toestemming.trek_toestemming_in(casus, opdracht, bij=bij)
        case Trieer():
            return triage.trieer(casus, opdracht, bij=bij)
        case WijsRegieToe():
            return aanpak.wijs_regie_toe(casus, opdracht, bij=bij)
        case VoegDeelnemerToe():
            return aanpak.voeg_deelnemer_toe(casus, opdracht, bij=bij)
        case VerwijderDeelnemer():
            return aanpak.verwijder_deelnemer(casus, opdracht, bij=bij)
        case PlanICO():
            return aanpak.plan_ico(casus, opdracht, bij=bij)
        case VerzetICO():
            return aanpak.verzet_ico(casus, opdracht, bij=bij)
        case ZegICOAf():
            return aanpak.zeg_ico_af(casus, opdracht, bij=bij)
        case LegICOVast():
            return aanpak.leg_ico_vast(casus, opdracht, bij=bij)
        case BrengAdviesUit():
            return aanpak.breng_advies_uit(casus, opdracht, bij=bij)
        case StelPlanVast():
            return aanpak.stel_plan_vast(casus, opdracht, bij=bij)
        case WijsActieToe():
            return aanpak.wijs_actie_toe(casus, opdracht, bij=bij)
        case RondActieAf():
            return aanpak.rond_actie_af(casus, opdracht, bij=bij)
        case LaatActieVervallen():
            return aanpak.laat_actie_vervallen(casus, opdracht, bij=bij)
        case LegVoortgangVast():
            return aanpak.leg_voortgang_vast(casus, opdracht, bij=bij)
        case Heragendeer():
            return agenda.heragendeer(casus, opdracht, bij=bij)
        case SchaalOp():
            return einde.schaal_op(casus, opdracht, bij=bij)
        case SchaalAf():
            return einde.schaal_af(casus, opdracht, bij=bij)
        case SluitVoorlopigAf():
            return einde.sluit_voorlopig_af(casus, opdracht, bij=bij)
        case Heropen():
            return einde.heropen(casus, opdracht, bij=bij)
        case SluitAf():
            return einde.sluit_af(casus, opdracht, bij=bij)
        case LaatBuitenVernietiging():
            return einde.laat_buiten_vernietiging(casus, opdracht, bij=bij)
        case Verwijder():
            return einde.verwijder(casus, opdracht, bij=bij)
        case LegGeboortedatumVast():
            return toestemming.leg_geboortedatum_vast(casus, opdracht, bij=bij)
        case LegGezagVast():
            return toestemming.leg_gezag_vast(casus, opdracht, bij=bij)
        case BeoordeelGezag():
            return toestemming.beoordeel_gezag(casus, opdracht, bij=bij)
        case StelInformerenUit():
            return toestemming.stel_informeren_uit(casus, opdracht, bij=bij)
        case LegInformerenVast():
            return toestemming.leg_informeren_vast(casus, opdracht, bij=bij)
        case RaadpleegSamenloop():
            return triage.raadpleeg_samenloop(casus, opdracht, bij=bij)
        case GeefDoor():
            return doorgeven.geef_door(casus, opdracht, bij=bij)
        case MeldBijMonitor():
            return doorgeven.meld_bij_monitor(casus, opdracht, bij=bij)
        case VraagVerklarendeAnalyse():
            return aanpak.vraag_verklarende_analyse(casus, opdracht, bij=bij)
        case LeverVerklarendeAnalyseOp():
            return aanpak.lever_verklarende_analyse_op(casus, opdracht, bij=bij)
        case ZetOpAgenda():
            return agenda.zet_op_agenda(casus, opdracht, bij=bij)
        case HaalVanAgenda():
            return agenda.haal_van_agenda(casus, opdracht, bij=bij)
        case LegBesprekingVast():
            return agenda.leg_bespreking_vast(casus, opdracht, bij=bij)
        case SchaalTerug():
            return einde.schaal_terug(casus, opdracht, bij=bij)
        case StelVerlengingVoor():
            return termijn.stel_verlenging_voor(casus, opdracht, bij=bij)
        case GeefInstemming():
            return termijn.geef_instemming(casus, opdracht, bij=bij)
        case WeigerInstemming():
            return termijn.weiger_instemming(casus, opdracht, bij=bij)
        case HerrekenBewaartermijn():
            return termijn.herreken(casus, opdracht, bij=bij)
        case StelEigenTermijnVast():
            return bewaren.stel_eigen_termijn_vast(casus, opdracht, bij=bij)
        case SchortVernietigingOp():
            return bewaren.schort_vernietiging_op(casus, opdracht, bij=bij)
        case HefOpschortingOp():
            return bewaren.hef_opschorting_op(casus, opdracht, bij=bij)
        case StelBeperkingIn():
            return bewaren.stel_beperking_in(casus, opdracht, bij=bij)
        case HefBeperkingOp():
            return bewaren.hef_beperking_op(casus, opdracht, bij=bij)
        case StelVoorwaarde():
            return voorwaarde.stel_voorwaarde(casus, opdracht)
        case TrekVoorwaardeIn():
            return voorwaarde.trek_voorwaarde_in(casus, opdracht)
        case VraagDoorgifte():
            return voorwaarde.vraag_doorgifte(casus, opdracht)
        case BeantwoordDoorgifte():
            return voorwaarde.beantwoord_doorgifte(casus, opdracht)
        case VernietigPersoon():
            return bewaren.vernietig_persoon(casus, opdracht, bij=bij)
        case RectificeerGegevens():
            return rectificatie.rectificeer_gegevens(casus, opdracht, bij=bij)
        case VernietigBijdrage():
            return bewaren.vernietig_bijdrage(casus, opdracht, bij=bij)
        case _:
            assert_never(opdracht)
