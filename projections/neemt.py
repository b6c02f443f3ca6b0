"""Which kinds of facts change the rows of each view; a view that is played again need not be given any other.

Only a shortcut, and one that a test compares with the whole way: the fold of a view says what it does with a fact.
"""

from collections.abc import Mapping
from typing import get_args

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    Afgeschaald,
    Afgesloten,
    AgendapuntBesproken,
    BeperkingIngesteld,
    BeperkingOpgeheven,
    BetrokkeneGeinformeerd,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    BijdrageVernietigd,
    DeelnemerToegevoegd,
    DeelnemerVerwijderd,
    EigenTermijnVastgesteld,
    Geagendeerd,
    GeboortedatumVastgelegd,
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
    OpAgendaGezet,
    Opgeschaald,
    OpschortingOpgeheven,
    PersoonVernietigd,
    RegieToegewezen,
    SamenloopGeraadpleegd,
    Teruggeschaald,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    VanAgendaGehaald,
    VerklarendeAnalyseGevraagd,
    VerklarendeAnalyseOpgeleverd,
    VernietigingOpgeschort,
    VerwijderingVoorgesteld,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.consultatie.events import (
    AdviesGegeven,
    BevestigingVerzonden,
    ConsultatieGesloten,
    ConsultatieOpgeschort,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    OpschortingVanConsultatieOpgeheven,
    VerwijderingVanConsultatieVoorgesteld,
    VraagAangevuld,
    VraagGesteld,
)
from domain.overleg.events import OverlegVerzet
from domain.vernietigingslijst.events import Lijstfeit
from domain.verzoek.events import (
    BesluitTeruggegeven,
    BesluitVoorgesteld,
    IdentiteitVastgesteld,
    VerzoekAfgewezen,
    VerzoekIngetrokken,
    VerzoekIngewilligd,
    VerzoekOntvangen,
    VerzoekUitgevoerd,
    VerzoekVerlengd,
    VerzoekVerwijderd,
    VindplaatsenBevestigd,
    WissingUitgezet,
)
from projections.agenda_fold import VAN_EEN_CASUS, VAN_EEN_OVERLEG

_AGENDAPUNT = (OpAgendaGezet, VanAgendaGehaald, AgendapuntBesproken)
_BEGIN_EN_EINDE = (Aangemeld, Getrieerd, Afgesloten, GegevensVerwijderd)
_CONSULTATIE = (VraagGesteld, VraagAangevuld, OmgezetInAanmelding, ConsultatieGesloten, ConsultatieVerwijderd)

NEEMT: Mapping[str, frozenset[type]] = {
    "triagelijst": frozenset(
        {
            *(*_BEGIN_EN_EINDE, *_AGENDAPUNT, AanmeldingAangevuld, GrondslagVastgelegd),
            *(ToestemmingGegeven, ToestemmingGeweigerd, ToestemmingIngetrokken),
            *(GeboortedatumVastgelegd, GezagVastgelegd, GezagBeoordeeld, SamenloopGeraadpleegd),
        }
    ),
    "agenda": frozenset({*get_args(VAN_EEN_CASUS), *get_args(VAN_EEN_OVERLEG)}),
    "monitoring": frozenset(
        {
            *(*_BEGIN_EN_EINDE, *_AGENDAPUNT, AanmeldingAangevuld, OverlegVerzet),
            *(RegieToegewezen, DeelnemerToegevoegd, DeelnemerVerwijderd),
            *(InformerenUitgesteld, BetrokkeneGeinformeerd, VoortgangVastgelegd),
            *(ICOGepland, ICOVerzet, ICOAfgezegd, ICOGehouden, HeragenderingVoorgesteld, Geagendeerd),
            *(ActieToegewezen, ActieAfgerond, ActieVervallen),
            *(VerklarendeAnalyseGevraagd, VerklarendeAnalyseOpgeleverd, BijdrageVernietigd),
            *(Opgeschaald, Teruggeschaald, Afgeschaald, VoorlopigAfgesloten, Heropend),
        }
    ),
    "verwijderrapport": frozenset(
        {
            *(*_BEGIN_EN_EINDE, *_CONSULTATIE),
            *(BewaartermijnVerlengd, BewaartermijnHerrekend),
            *(VerwijderingVoorgesteld, VerwijderingVanConsultatieVoorgesteld, VerzoekVerwijderd),
            *(PersoonVernietigd, BijdrageVernietigd),
        }
    ),
    "vernietigingslijsten": frozenset(get_args(Lijstfeit)),
    "bewaarkalender": frozenset(
        {
            *(*_BEGIN_EN_EINDE, *_CONSULTATIE, EigenTermijnVastgesteld),
            *(ConsultatieOpgeschort, OpschortingVanConsultatieOpgeheven),
            *(VernietigingOpgeschort, OpschortingOpgeheven, BeperkingIngesteld, BeperkingOpgeheven),
            *(PersoonVernietigd, BijdrageVernietigd, BewaartermijnHerrekend, BewaartermijnVerlengd),
        }
    ),
    "consultatielijst": frozenset({*_CONSULTATIE, AdviesGegeven, BevestigingVerzonden}),
    "verzoeken": frozenset(
        {
            *(VerzoekOntvangen, IdentiteitVastgesteld, VindplaatsenBevestigd, VerzoekVerlengd),
            *(BesluitVoorgesteld, BesluitTeruggegeven, VerzoekIngewilligd, WissingUitgezet),
            *(VerzoekAfgewezen, VerzoekUitgevoerd, VerzoekIngetrokken, VerzoekVerwijderd),
        }
    ),
}
"""By the name of the view. A view that is not here is given everything."""


VAN_ANDEREN: Mapping[str, frozenset[type]] = {"monitoring": frozenset({OverlegVerzet})}
"""By the name of the view: the facts of an overleg that change rows of the cases on its agenda. Whoever tells one case
anew tells these again as well."""
