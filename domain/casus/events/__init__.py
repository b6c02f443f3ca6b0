"""The facts of a casus. These names and fields are the storage contract, held by a golden file in the tests.

Stored as ``casus.<Name>.v1``. A field without ``Blijvend`` lives in the kluis and dies with the case. ``[0]`` to
``[4]`` are the customer's documents as docs/bronnen.md lists them.
"""

from domain.bewaring import Vernietigd
from domain.casus.events.aanpak import (
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    PlanVastgesteld,
    RegieToegewezen,
    VerklarendeAnalyseGevraagd,
    VerklarendeAnalyseOpgeleverd,
    VoortgangVastgelegd,
)
from domain.casus.events.agenda import (
    AgendapuntBesproken,
    Geagendeerd,
    HeragenderingVoorgesteld,
    OpAgendaGezet,
    VanAgendaGehaald,
)
from domain.casus.events.bewaren import (
    BeperkingIngesteld,
    BeperkingOpgeheven,
    BijdrageVernietigd,
    EigenTermijnVastgesteld,
    GegevensGerectificeerd,
    OpschortingOpgeheven,
    PersoonVernietigd,
    VernietigingOpgeschort,
)
from domain.casus.events.einde import (
    Afgeschaald,
    Afgesloten,
    BuitenVernietigingGelaten,
    GegevensVerwijderd,
    Heropend,
    Opgeschaald,
    Teruggeschaald,
    VerwijderingVoorgesteld,
    VoorlopigAfgesloten,
)
from domain.casus.events.melding import Aangemeld, AanmeldingAangevuld, GrondslagVastgelegd
from domain.casus.events.termijn import (
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    InstemmingGegeven,
    InstemmingGeweigerd,
    VerlengingVoorgesteld,
)
from domain.casus.events.toestemming import (
    BetrokkeneGeinformeerd,
    GeboortedatumVastgelegd,
    GezagBeoordeeld,
    GezagVastgelegd,
    InformerenUitgesteld,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.events.triage import BijMonitorGemeld, Doorgegeven, Getrieerd, SamenloopGeraadpleegd
from domain.casus.events.voorwaarde import (
    DoorgifteBeantwoord,
    DoorgifteGevraagd,
    VoorwaardeGesteld,
    VoorwaardeIngetrokken,
)

Feit = (
    Aangemeld
    | AanmeldingAangevuld
    | GrondslagVastgelegd
    | ToestemmingGegeven
    | ToestemmingGeweigerd
    | ToestemmingIngetrokken
    | GeboortedatumVastgelegd
    | GezagVastgelegd
    | GezagBeoordeeld
    | InformerenUitgesteld
    | BetrokkeneGeinformeerd
    | Getrieerd
    | SamenloopGeraadpleegd
    | Doorgegeven
    | BijMonitorGemeld
    | RegieToegewezen
    | DeelnemerToegevoegd
    | DeelnemerVerwijderd
    | ICOGepland
    | ICOVerzet
    | ICOAfgezegd
    | ICOGehouden
    | AdviesUitgebracht
    | PlanVastgesteld
    | ActieToegewezen
    | ActieAfgerond
    | ActieVervallen
    | VoortgangVastgelegd
    | VerklarendeAnalyseGevraagd
    | VerklarendeAnalyseOpgeleverd
    | HeragenderingVoorgesteld
    | Geagendeerd
    | OpAgendaGezet
    | VanAgendaGehaald
    | AgendapuntBesproken
    | Opgeschaald
    | Teruggeschaald
    | Afgeschaald
    | VoorlopigAfgesloten
    | Heropend
    | Afgesloten
    | VerwijderingVoorgesteld
    | BuitenVernietigingGelaten
    | VerlengingVoorgesteld
    | InstemmingGegeven
    | InstemmingGeweigerd
    | BewaartermijnVerlengd
    | BewaartermijnHerrekend
    | EigenTermijnVastgesteld
    | VernietigingOpgeschort
    | OpschortingOpgeheven
    | BeperkingIngesteld
    | BeperkingOpgeheven
    | VoorwaardeGesteld
    | VoorwaardeIngetrokken
    | DoorgifteGevraagd
    | DoorgifteBeantwoord
    | PersoonVernietigd
    | BijdrageVernietigd
    | GegevensGerectificeerd
    | GegevensVerwijderd
)
"""Everything that can be recorded of a casus."""

Gebeurtenis = Feit | Vernietigd
"""Everything that can be read back of a casus: a fact, or that there was one whose content was destroyed."""

__all__ = [
    "Aangemeld",
    "AanmeldingAangevuld",
    "ActieAfgerond",
    "ActieToegewezen",
    "ActieVervallen",
    "AdviesUitgebracht",
    "Afgeschaald",
    "Afgesloten",
    "AgendapuntBesproken",
    "BeperkingIngesteld",
    "BeperkingOpgeheven",
    "BetrokkeneGeinformeerd",
    "BewaartermijnHerrekend",
    "BewaartermijnVerlengd",
    "BijMonitorGemeld",
    "BijdrageVernietigd",
    "BuitenVernietigingGelaten",
    "DeelnemerToegevoegd",
    "DeelnemerVerwijderd",
    "Doorgegeven",
    "DoorgifteBeantwoord",
    "DoorgifteGevraagd",
    "EigenTermijnVastgesteld",
    "Feit",
    "Geagendeerd",
    "Gebeurtenis",
    "GeboortedatumVastgelegd",
    "GegevensGerectificeerd",
    "GegevensVerwijderd",
    "Getrieerd",
    "GezagBeoordeeld",
    "GezagVastgelegd",
    "GrondslagVastgelegd",
    "HeragenderingVoorgesteld",
    "Heropend",
    "ICOAfgezegd",
    "ICOGehouden",
    "ICOGepland",
    "ICOVerzet",
    "InformerenUitgesteld",
    "InstemmingGegeven",
    "InstemmingGeweigerd",
    "OpAgendaGezet",
    "Opgeschaald",
    "OpschortingOpgeheven",
    "PersoonVernietigd",
    "PlanVastgesteld",
    "RegieToegewezen",
    "SamenloopGeraadpleegd",
    "Teruggeschaald",
    "ToestemmingGegeven",
    "ToestemmingGeweigerd",
    "ToestemmingIngetrokken",
    "VanAgendaGehaald",
    "VerklarendeAnalyseGevraagd",
    "VerklarendeAnalyseOpgeleverd",
    "VerlengingVoorgesteld",
    "VernietigingOpgeschort",
    "VerwijderingVoorgesteld",
    "VoorlopigAfgesloten",
    "VoortgangVastgelegd",
    "VoorwaardeGesteld",
    "VoorwaardeIngetrokken",
]
