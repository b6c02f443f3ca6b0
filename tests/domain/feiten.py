"""What was recorded of the invented casus: a fact of each kind and more, and a history for each phase."""

from dataclasses import replace
from datetime import UTC, date, datetime

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
from domain.casus.state import Fase
from domain.casus.waarden import (
    Aanleiding,
    Aanzet,
    Beperkgrond,
    Doorgifte,
    Doorgifteantwoord,
    Gezag,
    Hoedanigheid,
    Onderzoek,
    Opschortgrond,
    Persoonsveld,
    Regie,
    Uitkomst,
    Uitstelgrond,
    Vernietiggrond,
    Verwijdergrond,
    Voorwaardesoort,
    Vorm,
    Weigerreden,
)
from domain.overleg.waarden import Puntsoort
from domain.privacyprotocol import Verlengingsgrond
from domain.rollen import Rol
from tests.domain.delen import (
    A1_VOLDAAN,
    A2_ONDUIDELIJK,
    AARDBEI,
    AARDBEI_ID,
    ACTIE_ID,
    AFSPRAKEN,
    AGENDAPUNT_ID,
    ANALYSE_ID,
    B1_NIET,
    BEGINT,
    BEPERKING_ID,
    BRAAM,
    BRAAM_ID,
    BRAMEN,
    DOORGIFTE_ID,
    DRUIF,
    FEIT_A1,
    FEIT_A2,
    GENODIGDEN,
    ICO_ID,
    INBRENG,
    LATER,
    MEEGEGEVEN,
    NIET_MEEGEGEVEN,
    NIEUWE_ID,
    OORDELEN,
    OPSCHORTING_ID,
    OVERLEG_ID,
    RAADPLEGING_ID,
    ROLVERDELING,
    TREFFERS,
    TWEEDE_ACTIE_ID,
    TWEEDE_ICO_ID,
    VERLENGING_ID,
    VOORCONTACT,
    VOORWAARDE_ID,
    WEGERS,
)
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, ICODAG, MAANDAG, NA_ICO, VERLENGD_TOT

# --- melding ------------------------------------------------------------------------------------------------

AANGEMELD = Aangemeld(
    casusnummer="TEST-0001",
    tafel="testtafel",
    regime="testregime",
    definitie="testtafel/1",
    eerste_verwerking=MAANDAG,
    bewaren_tot=EINDE_TERMIJN,
    bewaarregel="testregime/1/plafond",
    organisatie="testzorg",
    kenmerk="TZ-77",
    gemeente="teststad",
    aanpak="regulier",
    betrokkenen=(AARDBEI, BRAAM),
    leefgebieden=("wonen", "schulden"),
    criteria=(FEIT_A1, FEIT_A2),
    reguliere_routes="Het wijkteam probeerde het een jaar",
    voorcontact=VOORCONTACT,
)
SUMMIER_AANGEMELD = replace(
    AANGEMELD,
    kenmerk=None,
    aanpak=None,
    betrokkenen=(BRAAM,),
    leefgebieden=(),
    criteria=(),
    reguliere_routes=None,
    voorcontact=None,
)
AANGEVULD = AanmeldingAangevuld("testpolitie", None, (DRUIF,), (), (), None, None)
GRONDSLAG_VASTGELEGD = GrondslagVastgelegd("algemeen-belang", "De veiligheid van de straat")
TOESTEMMING_GEGEVEN = ToestemmingGegeven(
    AARDBEI_ID, "geheim-delen", "Testpersoon Aardbei", Hoedanigheid.ZELF, "tekst 2026-1", MAANDAG, leeftijd=35
)
TOESTEMMING_GEWEIGERD = ToestemmingGeweigerd(
    BRAAM_ID, "inbrengen", "Testpersoon Braam", Hoedanigheid.ZELF, MAANDAG
)
TOESTEMMING_INGETROKKEN = ToestemmingIngetrokken(
    AARDBEI_ID, "geheim-delen", "Testpersoon Aardbei", Hoedanigheid.ZELF, DINSDAG
)

# --- age, gezag, informing ----------------------------------------------------------------------------------

GEBOORTEDATUM_VASTGELEGD = GeboortedatumVastgelegd(BRAAM_ID, date(2009, 6, 1))
"""Braam is sixteen."""
BRAAM_IS_VOLWASSEN = GeboortedatumVastgelegd(BRAAM_ID, date(1988, 2, 2))
GEZAG_VASTGELEGD = GezagVastgelegd(
    BRAAM_ID, Gezag.GEZAMENLIJK_OUDERLIJK, Onderzoek.LOOPT, "Uittreksel van maandag"
)
GEZAG_BEOORDEELD = GezagBeoordeeld(BRAAM_ID, Gezag.EENHOOFDIG_OUDERLIJK, "De uitspraak is op tafel gelegd")
INFORMEREN_UITGESTELD = InformerenUitgesteld(
    BRAAM_ID, Uitstelgrond.VEILIGHEID, "Eerst een veilige plek vinden", date(2026, 6, 2)
)
BETROKKENE_GEINFORMEERD = BetrokkeneGeinformeerd(AARDBEI_ID, "Gesprek met een brief erbij", DINSDAG)

# --- triage -------------------------------------------------------------------------------------------------

GETRIEERD = Getrieerd(OORDELEN, Uitkomst.ICO, "Zonder regie gaat dit mis", WEGERS, None, None, None, None)
AANGEHOUDEN = Getrieerd(
    oordelen=(A1_VOLDAAN, A2_ONDUIDELIJK, B1_NIET),
    uitkomst=Uitkomst.AANGEHOUDEN,
    motivering="Eerst de politie vragen",
    wegers=WEGERS,
    doorverwezen_naar=None,
    terug_op=date(2026, 3, 10),
    bewaren_tot=None,
    bewaarregel=None,
)
AFGEWEZEN = replace(
    AANGEHOUDEN,
    uitkomst=Uitkomst.AFGEWEZEN,
    motivering="Een keten kan dit alleen",
    terug_op=None,
    bewaren_tot=DINSDAG,
    bewaarregel="testregime/1/na-afwijzing",
)
DOORVERWEZEN = replace(
    AFGEWEZEN, uitkomst=Uitkomst.DOORVERWEZEN, motivering="Hoort elders", doorverwezen_naar="wijkteam"
)
SAMENLOOP_GERAADPLEEGD = SamenloopGeraadpleegd(AARDBEI_ID, RAADPLEGING_ID, DINSDAG, TREFFERS)
DOORGEGEVEN = Doorgegeven("wijkteam", "WIJK-0007", MEEGEGEVEN, NIET_MEEGEGEVEN)
TOESTEMMING_VOOR_MONITOR = replace(TOESTEMMING_GEGEVEN, doel="monitor")
BIJ_MONITOR_GEMELD = BijMonitorGemeld("M-7K2Q", "kolommen/1", NA_ICO)

# --- regie --------------------------------------------------------------------------------------------------

PROCESREGIE_TOEGEWEZEN = RegieToegewezen(Regie.PROCES_BASIS, "mw-peer", "testregie")
CASUSREGIE_TOEGEWEZEN = RegieToegewezen(Regie.CASUS, "mw-appel", "testzorg")
PROCESREGIE_OVERGEGEVEN = RegieToegewezen(Regie.PROCES_INTENSIEF, "mw-vijg", "testregie")
DEELNEMER_TOEGEVOEGD = DeelnemerToegevoegd("mw-meloen", "testpolitie", "wijkagent")
DEELNEMER_VERWIJDERD = DeelnemerVerwijderd("mw-meloen", "Andere wijk")

# --- ICO ----------------------------------------------------------------------------------------------------

ICO_GEPLAND = ICOGepland(
    ICO_ID, "Veilig thuis wonen", BEGINT, Vorm.OP_LOCATIE, "Zaal Fruit", GENODIGDEN, clientdeelname=None
)
TWEEDE_ICO_GEPLAND = replace(ICO_GEPLAND, ico_id=TWEEDE_ICO_ID, begint=LATER)
ICO_VERZET = ICOVerzet(ICO_ID, LATER, "De zaal is bezet")
ICO_AFGEZEGD = ICOAfgezegd(ICO_ID, "Aardbei ligt in het ziekenhuis")
ICO_GEHOUDEN = ICOGehouden(ICO_ID, ICODAG, ("testzorg", "testpolitie"), "Iedereen wil hetzelfde", (INBRENG,))
ADVIES_UITGEBRACHT = AdviesUitgebracht(
    ICO_ID, "Schuld en overlast", "Een gezin, een plan", AFSPRAKEN, "Ja, van de arts"
)

# --- plan, actions, monitoring ------------------------------------------------------------------------------

PLAN_VASTGESTELD = PlanVastgesteld("Een half jaar geen meldingen", ROLVERDELING)
ACTIE_TOEGEWEZEN = ActieToegewezen(ACTIE_ID, "Schuldhulp aanvragen", "testzorg", "mw-appel", date(2026, 4, 1))
TWEEDE_ACTIE_TOEGEWEZEN = ActieToegewezen(
    TWEEDE_ACTIE_ID, "Sloten vervangen", "testpolitie", None, date(2026, 5, 1)
)
ACTIE_AFGEROND = ActieAfgerond(ACTIE_ID, "Schuldhulp loopt", NA_ICO)
ACTIE_VERVALLEN = ActieVervallen(ACTIE_ID, "De schuld is kwijtgescholden")
VOORTGANG_VASTGELEGD = VoortgangVastgelegd(NA_ICO, "Een maand rust", Aanzet.CASUSREGISSEUR)
HERAGENDERING_VOORGESTELD = HeragenderingVoorgesteld(
    date(2026, 6, 2), "Het gaat weer mis", Rol.PROCESREGISSEUR
)
GEAGENDEERD = Geagendeerd(date(2026, 6, 2), "Het gaat weer mis", "mw-peer", "mw-appel")

VERKLARENDE_ANALYSE_GEVRAAGD = VerklarendeAnalyseGevraagd(
    ANALYSE_ID, "Wat houdt de ruzies in stand?", "testzorg", date(2026, 4, 14)
)
VERKLARENDE_ANALYSE_OPGELEVERD = VerklarendeAnalyseOpgeleverd(ANALYSE_ID, NA_ICO, "Angst voor schuldeisers")

# --- agenda -------------------------------------------------------------------------------------------------

OP_AGENDA_GEZET = OpAgendaGezet(AGENDAPUNT_ID, OVERLEG_ID, Puntsoort.ICO, BEGINT)
VAN_AGENDA_GEHAALD = VanAgendaGehaald(AGENDAPUNT_ID, "Aardbei vraagt om uitstel")
AGENDAPUNT_BESPROKEN = AgendapuntBesproken(
    AGENDAPUNT_ID, OVERLEG_ID, ICODAG, ("testzorg", "testpolitie"), "Zo gaan we verder"
)

# --- up, down, closing, end ---------------------------------------------------------------------------------

OPGESCHAALD = Opgeschaald("bestuur", "De burgemeester moet beslissen")
TERUGGESCHAALD = Teruggeschaald("tafel", "De burgemeester heeft beslist")
AFGESCHAALD = Afgeschaald("wijkteam", "Het wijkteam kan verder", ICO_ID)
VOORLOPIG_AFGESLOTEN = VoorlopigAfgesloten("Een half jaar rust", ICO_ID, date(2026, 9, 1))
HEROPEND = Heropend("De meldingen zijn terug")
AFGESLOTEN = Afgesloten("Het doel is bereikt", "Aardbei woont veilig", DINSDAG)
VERWIJDERING_VOORGESTELD = VerwijderingVoorgesteld(Verwijdergrond.NIET_LANGER_NODIG, "mw-kers")
BUITEN_VERNIETIGING_GELATEN = BuitenVernietigingGelaten(
    "L-BCDFG-HJKLM", Weigerreden.RECHTSVORDERING, "Aardbei heeft een klacht ingediend"
)
GEGEVENS_VERWIJDERD = GegevensVerwijderd(
    bewijsnummer="BEWIJS-1",
    tafel="testtafel",
    regime="testregime",
    grond=Verwijdergrond.NIET_LANGER_NODIG,
    regel="testregime/1/plafond",
    bewaren_tot=EINDE_TERMIJN,
    voorgesteld_door="mw-kers",
    uitgevoerd_door="mw-pruim",
    wijze="versleutelde inhoud gewist en sleutels vernietigd",
    systemen=("kluis", "sleutels", "nummers", "weergaven"),
    gecontroleerd=(
        "geen inhoud meer in de kluis",
        "geen sleutel meer",
        "nummer leidt nergens heen",
        "weergaven leeg",
    ),
    lijstnummer="L-BCDFG-HJKLM",
    gecontroleerd_door="mw-kiwi",
    goedgekeurd_door="mw-lychee",
)

# --- the term -----------------------------------------------------------------------------------------------

VERLENGING_VOORGESTELD = VerlengingVoorgesteld(
    VERLENGING_ID,
    Verlengingsgrond.LOOPT_NOG,
    "De meldingen over Aardbei gaan door",
    VERLENGD_TOT,
    ("testzorg",),
)
INSTEMMING_GEGEVEN = InstemmingGegeven(VERLENGING_ID, "testzorg")
INSTEMMING_GEWEIGERD = InstemmingGeweigerd(VERLENGING_ID, "testpolitie", "Voor de wijk is het klaar")
BEWAARTERMIJN_VERLENGD = BewaartermijnVerlengd(
    VERLENGING_ID, Verlengingsgrond.LOOPT_NOG, VERLENGD_TOT, "testregime/1/verlenging"
)
BEWAARTERMIJN_HERREKEND = BewaartermijnHerrekend(
    Aanleiding.PROTOCOL, date(2029, 3, 2), "testregime/2/plafond", MAANDAG
)

# --- keeping ------------------------------------------------------------------------------------------------

EIGEN_TERMIJN_VASTGESTELD = EigenTermijnVastgesteld(
    BRAAM_ID, None, date(2027, 3, 2), "testregime/1/partner", "Braam is alleen als partner genoemd"
)
TERMIJN_VAN_BIJDRAGE = EigenTermijnVastgesteld(
    None, "testpolitie", date(2028, 3, 2), "testregime/1/verlenging", "Testpolitie stemt niet in"
)
VERNIETIGING_OPGESCHORT = VernietigingOpgeschort(
    OPSCHORTING_ID, Opschortgrond.RECHTSVORDERING, "Aardbei procedeert tegen de gemeente", date(2026, 12, 1)
)
OPSCHORTING_OPGEHEVEN = OpschortingOpgeheven(OPSCHORTING_ID, "De rechter heeft beslist over Aardbei")
BEPERKING_INGESTELD = BeperkingIngesteld(
    BEPERKING_ID, BRAAM_ID, Beperkgrond.JUISTHEID_BETWIST, "Braam woont hier niet meer", date(2026, 6, 1)
)
BEPERKING_VAN_DE_CASUS = replace(BEPERKING_INGESTELD, persoon_id=None)
BEPERKING_OPGEHEVEN = BeperkingOpgeheven(BEPERKING_ID, BRAAM_ID, "Het adres van Braam klopt weer", NA_ICO)
VOORWAARDE_GESTELD = VoorwaardeGesteld(
    VOORWAARDE_ID,
    "testzorg",
    Voorwaardesoort.ALLEEN_ROLLEN,
    (Rol.PROCESREGISSEUR, Rol.VOORZITTER),
    "Aardbei wil niet dat anderen dit lezen",
)
EERST_VRAGEN = replace(VOORWAARDE_GESTELD, voorwaarde=Voorwaardesoort.EERST_VRAGEN, rollen=())
DOORGIFTE_GEVRAAGD = DoorgifteGevraagd(
    DOORGIFTE_ID,
    VOORWAARDE_ID,
    "testzorg",
    Doorgifte.ANDERE_TAFEL,
    "wijkteam",
    "Daar helpen ze Aardbei verder",
)
DOORGIFTE_TOEGESTAAN = DoorgifteBeantwoord(
    DOORGIFTE_ID, "testzorg", Doorgifteantwoord.TOEGESTAAN, "Aardbei weet het"
)
VOORWAARDE_INGETROKKEN = VoorwaardeIngetrokken(VOORWAARDE_ID, "testzorg", "Aardbei vindt het nu goed")
PERSOON_VERNIETIGD = PersoonVernietigd(
    persoon_id=BRAAM_ID,
    bewijsnummer="BEWIJS-3",
    grond=Vernietiggrond.WISSING_GEVRAAGD,
    regel="testregime/1/plafond",
    bewaren_tot=EINDE_TERMIJN,
    voorgesteld_door="mw-kers",
    gecontroleerd_door="mw-pruim",
    goedgekeurd_door="mw-olijf",
    tafel="testtafel",
    regime="testregime",
    uitgevoerd_door="mw-peer",
    lijstnummer="L-1",
)
BRAAM_GERECTIFICEERD = GegevensGerectificeerd(
    persoon_id=NIEUWE_ID,
    vorig_id=BRAAM_ID,
    velden=(Persoonsveld.NAAM, Persoonsveld.ADRES),
    te_berichten=("testpolitie", "testzorg"),
    inbreng=(),
    bij=(),
)
BRAAM_OPNIEUW_GENOEMD = AanmeldingAangevuld("testzorg", None, (BRAMEN,), (), (), None, None)
BIJDRAGE_VERNIETIGD = BijdrageVernietigd(
    organisatie="testpolitie",
    bewijsnummer="BEWIJS-4",
    grond=Vernietiggrond.VERLENGING_GEWEIGERD,
    regel="testregime/1/plafond",
    bewaren_tot=EINDE_TERMIJN,
    voorgesteld_door="mw-kers",
    gecontroleerd_door="mw-pruim",
    goedgekeurd_door="mw-olijf",
    tafel="testtafel",
    regime="testregime",
    uitgevoerd_door="mw-peer",
    lijstnummer="L-1",
)

# --- histories ----------------------------------------------------------------------------------------------

IN_TRIAGE = (AANGEMELD, GRONDSLAG_VASTGELEGD)
OPGENOMEN = (*IN_TRIAGE, GETRIEERD)
MET_REGIE = (*OPGENOMEN, PROCESREGIE_TOEGEWEZEN, CASUSREGIE_TOEGEWEZEN)
ICO_STAAT_GEPLAND = (*MET_REGIE, ICO_GEPLAND)
IN_MONITORING = (*ICO_STAAT_GEPLAND, ICO_GEHOUDEN)
GESLOTEN = (*IN_MONITORING, AFGESLOTEN)
VERNIETIGD = Vernietigd("casus.Aangemeld.v1", datetime(2031, 3, 3, 9, 0, tzinfo=UTC))
VERWIJDERD = (VERNIETIGD, VERNIETIGD, VERNIETIGD, VERWIJDERING_VOORGESTELD, GEGEVENS_VERWIJDERD)
"""As it is read back from the store: only the two facts without personal data are still there."""

MET_TOESTEMMING = (*IN_TRIAGE, TOESTEMMING_GEGEVEN, TOESTEMMING_VOOR_MONITOR)
STANDEN: dict[Fase, tuple[Gebeurtenis, ...]] = {
    Fase.GEEN: (),
    Fase.AANGEMELD: MET_TOESTEMMING,
    Fase.AANGEHOUDEN: (*MET_TOESTEMMING, AANGEHOUDEN),
    Fase.NIET_OPGENOMEN: (*MET_TOESTEMMING, DOORVERWEZEN),
    Fase.OPGENOMEN: (
        *(*MET_TOESTEMMING, GETRIEERD),
        *(PROCESREGIE_TOEGEWEZEN, CASUSREGIE_TOEGEWEZEN, DEELNEMER_TOEGEVOEGD),
        *(ICO_GEPLAND, ACTIE_TOEGEWEZEN, VERKLARENDE_ANALYSE_GEVRAAGD, OP_AGENDA_GEZET),
    ),
}
STANDEN[Fase.MONITORING] = (
    *STANDEN[Fase.OPGENOMEN],
    *(ICO_GEHOUDEN, ACTIE_AFGEROND, VERKLARENDE_ANALYSE_OPGELEVERD, AGENDAPUNT_BESPROKEN, OPGESCHAALD),
)
STANDEN[Fase.AFGESCHAALD] = (*STANDEN[Fase.MONITORING], AFGESCHAALD)
STANDEN[Fase.VOORLOPIG_AFGESLOTEN] = (*STANDEN[Fase.MONITORING], VOORLOPIG_AFGESLOTEN)
STANDEN[Fase.AFGESLOTEN] = (*STANDEN[Fase.MONITORING], AFGESLOTEN, VERWIJDERING_VOORGESTELD)
STANDEN[Fase.VERWIJDERD] = VERWIJDERD
"""A history for each phase, as full as it can be there."""
