"""What one can ask of a casus. A command carries the ids of the new things it names, so asking twice is harmless."""

from domain.casus.commands.aanpak import (
    BrengAdviesUit,
    LaatActieVervallen,
    LegICOVast,
    LegVoortgangVast,
    LeverVerklarendeAnalyseOp,
    PlanICO,
    RondActieAf,
    StelPlanVast,
    VerwijderDeelnemer,
    VerzetICO,
    VoegDeelnemerToe,
    VraagVerklarendeAnalyse,
    WijsActieToe,
    WijsRegieToe,
    ZegICOAf,
)
from domain.casus.commands.agenda import HaalVanAgenda, Heragendeer, LegBesprekingVast, ZetOpAgenda
from domain.casus.commands.einde import (
    Heropen,
    LaatBuitenVernietiging,
    SchaalAf,
    SchaalOp,
    SchaalTerug,
    SluitAf,
    SluitVoorlopigAf,
    Verwijder,
)
from domain.casus.commands.melding import LegGrondslagVast, MeldAan, VulAan
from domain.casus.commands.toestemming import (
    BeoordeelGezag,
    GeefToestemming,
    LegGeboortedatumVast,
    LegGezagVast,
    LegInformerenVast,
    StelInformerenUit,
    TrekToestemmingIn,
    WeigerToestemming,
)
from domain.casus.commands.triage import GeefDoor, MeldBijMonitor, RaadpleegSamenloop, Trieer

Opdracht = (
    LegGrondslagVast
    | MeldAan
    | VulAan
    | GeefToestemming
    | WeigerToestemming
    | TrekToestemmingIn
    | LegGeboortedatumVast
    | LegGezagVast
    | BeoordeelGezag
    | StelInformerenUit
    | LegInformerenVast
    | Trieer
    | RaadpleegSamenloop
    | GeefDoor
    | MeldBijMonitor
    | WijsRegieToe
    | VoegDeelnemerToe
    | VerwijderDeelnemer
    | PlanICO
    | VerzetICO
    | ZegICOAf
    | LegICOVast
    | BrengAdviesUit
    | StelPlanVast
    | WijsActieToe
    | RondActieAf
    | LaatActieVervallen
    | LegVoortgangVast
    | VraagVerklarendeAnalyse
    | LeverVerklarendeAnalyseOp
    | Heragendeer
    | ZetOpAgenda
    | HaalVanAgenda
    | LegBesprekingVast
    | SchaalOp
    | SchaalTerug
    | SchaalAf
    | SluitVoorlopigAf
    | Heropen
    | SluitAf
    | LaatBuitenVernietiging
    | Verwijder
)
"""Every command; ``decide`` has a branch for each, and the type checker finds one that is forgotten."""

__all__ = [
    "BeoordeelGezag",
    "BrengAdviesUit",
    "GeefDoor",
    "GeefToestemming",
    "HaalVanAgenda",
    "Heragendeer",
    "Heropen",
    "LaatActieVervallen",
    "LaatBuitenVernietiging",
    "LegBesprekingVast",
    "LegGeboortedatumVast",
    "LegGezagVast",
    "LegGrondslagVast",
    "LegICOVast",
    "LegInformerenVast",
    "LegVoortgangVast",
    "LeverVerklarendeAnalyseOp",
    "MeldAan",
    "MeldBijMonitor",
    "Opdracht",
    "PlanICO",
    "RaadpleegSamenloop",
    "RondActieAf",
    "SchaalAf",
    "SchaalOp",
    "SchaalTerug",
    "SluitAf",
    "SluitVoorlopigAf",
    "StelInformerenUit",
    "StelPlanVast",
    "TrekToestemmingIn",
    "Trieer",
    "Verwijder",
    "VerwijderDeelnemer",
    "VerzetICO",
    "VoegDeelnemerToe",
    "VraagVerklarendeAnalyse",
    "VulAan",
    "WeigerToestemming",
    "WijsActieToe",
    "WijsRegieToe",
    "ZegICOAf",
    "ZetOpAgenda",
]
