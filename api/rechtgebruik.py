"""Which right a recorded fact shows was used. Of what was only looked at, the read log tells."""

from api.rechten import Recht
from domain.casus import events as casus
from domain.consultatie import events as consultatie
from domain.overleg import events as overleg

RECHT_VAN: dict[type, Recht] = {
    casus.Aangemeld: Recht.AANMELDEN,
    casus.AanmeldingAangevuld: Recht.AANVULLEN,
    casus.GrondslagVastgelegd: Recht.GRONDSLAG,
    casus.ToestemmingGegeven: Recht.TOESTEMMING,
    casus.ToestemmingGeweigerd: Recht.TOESTEMMING,
    casus.ToestemmingIngetrokken: Recht.TOESTEMMING,
    casus.GeboortedatumVastgelegd: Recht.GEZAG,
    casus.GezagVastgelegd: Recht.GEZAG,
    casus.GezagBeoordeeld: Recht.GEZAG_BEOORDELEN,
    casus.InformerenUitgesteld: Recht.INFORMEREN,
    casus.BetrokkeneGeinformeerd: Recht.INFORMEREN,
    casus.Getrieerd: Recht.TRIEREN,
    casus.SamenloopGeraadpleegd: Recht.SAMENLOOP,
    casus.Doorgegeven: Recht.DOORGEVEN,
    casus.BijMonitorGemeld: Recht.MONITOR_MELDEN,
    casus.RegieToegewezen: Recht.REGIE,
    casus.DeelnemerToegevoegd: Recht.DEELNEMERS,
    casus.DeelnemerVerwijderd: Recht.DEELNEMERS,
    casus.ICOGepland: Recht.ICO,
    casus.ICOVerzet: Recht.ICO,
    casus.ICOAfgezegd: Recht.ICO,
    casus.ICOGehouden: Recht.ICO,
    casus.AdviesUitgebracht: Recht.ADVISEREN,
    casus.PlanVastgesteld: Recht.PLAN,
    casus.ActieToegewezen: Recht.ACTIES,
    casus.ActieAfgerond: Recht.AFRONDEN,
    casus.ActieVervallen: Recht.ACTIES,
    casus.VoortgangVastgelegd: Recht.VOORTGANG,
    casus.VerklarendeAnalyseGevraagd: Recht.ANALYSE,
    casus.VerklarendeAnalyseOpgeleverd: Recht.ANALYSE,
    casus.HeragenderingVoorgesteld: Recht.HERAGENDEREN,
    casus.Geagendeerd: Recht.HERAGENDEREN,
    casus.OpAgendaGezet: Recht.OVERLEG,
    casus.VanAgendaGehaald: Recht.OVERLEG,
    casus.AgendapuntBesproken: Recht.OVERLEG,
    casus.Opgeschaald: Recht.SCHALEN,
    casus.Teruggeschaald: Recht.SCHALEN,
    casus.Afgeschaald: Recht.SCHALEN,
    casus.VoorlopigAfgesloten: Recht.AFSLUITEN,
    casus.Heropend: Recht.AFSLUITEN,
    casus.Afgesloten: Recht.AFSLUITEN,
    casus.VerwijderingVoorgesteld: Recht.VERWIJDEREN,
    casus.GegevensVerwijderd: Recht.VERWIJDEREN,
    overleg.OverlegGepland: Recht.OVERLEG,
    overleg.OverlegVerzet: Recht.OVERLEG,
    overleg.UitnodigingVerstuurd: Recht.OVERLEG,
    overleg.UitnodigingIngetrokken: Recht.OVERLEG,
    overleg.KomstBevestigd: Recht.KOMST,
    overleg.KomstAfgezegd: Recht.KOMST,
    overleg.AgendapuntToegevoegd: Recht.OVERLEG,
    overleg.AgendapuntGeschrapt: Recht.OVERLEG,
    overleg.OverlegGehouden: Recht.OVERLEG,
    overleg.OverlegAfgezegd: Recht.OVERLEG,
    consultatie.VraagGesteld: Recht.CONSULTATIE_VRAGEN,
    consultatie.VraagAangevuld: Recht.CONSULTATIE_VRAGEN,
    consultatie.AdviesGegeven: Recht.CONSULTATIE_BEANTWOORDEN,
    consultatie.BevestigingVerzonden: Recht.CONSULTATIE_BEANTWOORDEN,
    consultatie.ConsultatieGesloten: Recht.CONSULTATIE_BEANTWOORDEN,
    consultatie.OmgezetInAanmelding: Recht.AANMELDEN,
    consultatie.VerwijderingVanConsultatieVoorgesteld: Recht.CONSULTATIE_VERWIJDEREN,
    consultatie.ConsultatieVerwijderd: Recht.CONSULTATIE_VERWIJDEREN,
}

VAN_HANDELINGEN = frozenset(RECHT_VAN.values())
"""Rights to do something: the facts tell how often."""

ZONDER_SPOOR = frozenset(
    {Recht.TAFELS, Recht.WEGWIJZER, Recht.WERKVOORRAAD, Recht.VERWIJDERRAPPORT, Recht.LOGBOEKBEWIJZEN}
)
"""Rights to look at what is about nobody: nothing is recorded of that, so nobody can tell whether they were used."""
