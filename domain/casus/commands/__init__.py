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
from domain.casus.commands.bewaren import (
    Goedkeuring,
    HefBeperkingOp,
    HefOpschortingOp,
    RectificeerGegevens,
    SchortVernietigingOp,
    StelBeperkingIn,
    StelEigenTermijnVast,
    VernietigBijdrage,
    VernietigPersoon,
)
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
from domain.casus.commands.termijn import (
    GeefInstemming,
    HerrekenBewaartermijn,
    StelVerlengingVoor,
    WeigerInstemming,
)
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
from domain.casus.commands.voorwaarde import (
    BeantwoordDoorgifte,
    StelVoorwaarde,
    TrekVoorwaardeIn,
    VraagDoorgifte,
)

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
    | StelVerlengingVoor
    | GeefInstemming
    | WeigerInstemming
    | HerrekenBewaartermijn
    | StelEigenTermijnVast
    | SchortVernietigingOp
    | HefOpschortingOp
    | StelBeperkingIn
    | HefBeperkingOp
    | StelVoorwaarde
    | TrekVoorwaardeIn
    | VraagDoorgifte
    | BeantwoordDoorgifte
    | VernietigPersoon
    | VernietigBijdrage
    | RectificeerGegevens
    | Verwijder
)
"""Every command; ``decide`` has a branch for each, and the type checker finds one that is forgotten."""

__all__ = [
    "BeantwoordDoorgifte",
    "BeoordeelGezag",
    "BrengAdviesUit",
    "GeefDoor",
    "GeefInstemming",
    "GeefToestemming",
    "Goedkeuring",
    "HaalVanAgenda",
    "HefBeperkingOp",
    "HefOpschortingOp",
    "Heragendeer",
    "Heropen",
    "HerrekenBewaartermijn",
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
    "RectificeerGegevens",
    "RondActieAf",
    "SchaalAf",
    "SchaalOp",
    "SchaalTerug",
    "SchortVernietigingOp",
    "SluitAf",
    "SluitVoorlopigAf",
    "StelBeperkingIn",
    "StelEigenTermijnVast",
    "StelInformerenUit",
    "StelPlanVast",
    "StelVerlengingVoor",
    "StelVoorwaarde",
    "TrekToestemmingIn",
    "TrekVoorwaardeIn",
    "Trieer",
    "VernietigBijdrage",
    "VernietigPersoon",
    "Verwijder",
    "VerwijderDeelnemer",
    "VerzetICO",
    "VoegDeelnemerToe",
    "VraagDoorgifte",
    "VraagVerklarendeAnalyse",
    "VulAan",
    "WeigerInstemming",
    "WeigerToestemming",
    "WijsActieToe",
    "WijsRegieToe",
    "ZegICOAf",
    "ZetOpAgenda",
]
