"""From a command to facts: ``decide(casus, opdracht)`` answers with what is new, or refuses in one sentence.

Asking the same thing twice gives nothing new. The rules stand by step: melding, triage, aanpak, einde.
"""

from typing import assert_never

from domain.casus import aanpak, einde, melding, triage
from domain.casus.commands import (
    BrengAdviesUit,
    GeefToestemming,
    Heragendeer,
    Heropen,
    LaatActieVervallen,
    LegGrondslagVast,
    LegICOVast,
    LegVoortgangVast,
    MeldAan,
    Opdracht,
    PlanICO,
    RondActieAf,
    SchaalAf,
    SchaalOp,
    SluitAf,
    SluitVoorlopigAf,
    StelPlanVast,
    StelVerwijderingVoor,
    TrekToestemmingIn,
    Trieer,
    Verwijder,
    VerwijderDeelnemer,
    VerzetICO,
    VoegDeelnemerToe,
    VulAan,
    WeigerToestemming,
    WijsActieToe,
    WijsRegieToe,
    ZegICOAf,
)
from domain.casus.events import Feit
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus


def decide(casus: Casus, opdracht: Opdracht, *, bij: Omstandigheden) -> list[Feit]:  # noqa: C901, PLR0911, PLR0912 one branch for each command
    """Decide on one command.

    Raises:
        Weigering: the rules do not allow it; the sentence says why, and nothing is recorded.
    """
    match opdracht:
        case MeldAan():
            return melding.meld_aan(casus, opdracht, bij=bij)
        case VulAan():
            return melding.vul_aan(casus, opdracht, bij=bij)
        case LegGrondslagVast():
            return melding.leg_grondslag_vast(casus, opdracht, bij=bij)
        case GeefToestemming():
            return melding.geef_toestemming(casus, opdracht, bij=bij)
        case WeigerToestemming():
            return melding.weiger_toestemming(casus, opdracht, bij=bij)
        case TrekToestemmingIn():
            return melding.trek_toestemming_in(casus, opdracht, bij=bij)
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
            return aanpak.heragendeer(casus, opdracht, bij=bij)
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
        case StelVerwijderingVoor():
            return einde.stel_verwijdering_voor(casus, opdracht, bij=bij)
        case Verwijder():
            return einde.verwijder(casus, opdracht, bij=bij)
        case _:
            assert_never(opdracht)
