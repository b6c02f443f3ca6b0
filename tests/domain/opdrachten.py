"""What the invented casus is asked, one command of each kind and a few more; imperative."""

from dataclasses import replace
from datetime import date

from domain.casus.commands import (
    BeantwoordDoorgifte,
    BeoordeelGezag,
    BrengAdviesUit,
    GeefDoor,
    GeefInstemming,
    GeefToestemming,
    Goedkeuring,
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
from domain.casus.waarden import (
    Aanzet,
    Beperkgrond,
    Doorgifte,
    Doorgifteantwoord,
    Gezag,
    Hoedanigheid,
    Onderzoek,
    Opschortgrond,
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
from domain.privacyprotocol import Ankers, Verlengingsgrond
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
    OORDELEN,
    OPSCHORTING_ID,
    OVERLEG_ID,
    RAADPLEGING_ID,
    ROLVERDELING,
    TREFFERS,
    TWEEDE_ACTIE_ID,
    TWEEDE_AGENDAPUNT_ID,
    TWEEDE_ICO_ID,
    VERLENGING_ID,
    VOORCONTACT,
    VOORWAARDE_ID,
    WEGERS,
)
from tests.domain.tafel import DINSDAG, GANG, ICODAG, MAANDAG, NA_ICO, VERLENGD_TOT

# --- melding ------------------------------------------------------------------------------------------------

MELD_AAN = MeldAan(
    casusnummer="TEST-0001",
    organisatie="testzorg",
    gemeente="teststad",
    betrokkenen=(AARDBEI, BRAAM),
    kenmerk="TZ-77",
    aanpak="regulier",
    leefgebieden=("wonen", "schulden"),
    criteria=(FEIT_A1, FEIT_A2),
    reguliere_routes="Het wijkteam probeerde het een jaar",
    voorcontact=VOORCONTACT,
)
MELD_SUMMIER_AAN = MeldAan("TEST-0001", "testzorg", "teststad", betrokkenen=(BRAAM,))
"""Only what is compulsory."""
VUL_AAN = VulAan("testpolitie", betrokkenen=(DRUIF,))
LEG_GRONDSLAG_VAST = LegGrondslagVast("algemeen-belang", "De veiligheid van de straat")
GEEF_TOESTEMMING = GeefToestemming(
    AARDBEI_ID, "geheim-delen", "Testpersoon Aardbei", Hoedanigheid.ZELF, "tekst 2026-1", MAANDAG
)
WEIGER_TOESTEMMING = WeigerToestemming(
    BRAAM.persoon_id, "inbrengen", "Testpersoon Braam", Hoedanigheid.ZELF, MAANDAG
)
TREK_TOESTEMMING_IN = TrekToestemmingIn(
    AARDBEI_ID, "geheim-delen", "Testpersoon Aardbei", Hoedanigheid.ZELF, DINSDAG
)

# --- age, gezag, informing ----------------------------------------------------------------------------------

LEG_GEBOORTEDATUM_VAST = LegGeboortedatumVast(BRAAM_ID, date(2009, 6, 1))
LEG_GEZAG_VAST = LegGezagVast(
    BRAAM_ID, Gezag.GEZAMENLIJK_OUDERLIJK, Onderzoek.LOOPT, "Uittreksel van maandag"
)
BEOORDEEL_GEZAG = BeoordeelGezag(BRAAM_ID, Gezag.EENHOOFDIG_OUDERLIJK, "De uitspraak is op tafel gelegd")
STEL_INFORMEREN_UIT = StelInformerenUit(
    BRAAM_ID, Uitstelgrond.VEILIGHEID, "Eerst een veilige plek vinden", date(2026, 6, 2)
)
LEG_INFORMEREN_VAST = LegInformerenVast(AARDBEI_ID, "Gesprek met een brief erbij", DINSDAG)

# --- triage -------------------------------------------------------------------------------------------------

TRIEER = Trieer(OORDELEN, Uitkomst.ICO, "Zonder regie gaat dit mis", WEGERS)
HOUD_AAN = Trieer(
    (A1_VOLDAAN, A2_ONDUIDELIJK, B1_NIET), Uitkomst.AANGEHOUDEN, "Eerst de politie vragen", WEGERS
)
WIJS_AF = replace(HOUD_AAN, uitkomst=Uitkomst.AFGEWEZEN, motivering="Een keten kan dit alleen")
GEEF_ADVIES = replace(HOUD_AAN, uitkomst=Uitkomst.ADVIES, motivering="Een gesprek is genoeg")
VERWIJS_DOOR = replace(
    HOUD_AAN, uitkomst=Uitkomst.DOORVERWEZEN, motivering="Hoort elders", doorverwezen_naar="wijkteam"
)
RAADPLEEG_SAMENLOOP = RaadpleegSamenloop(AARDBEI_ID, RAADPLEGING_ID, TREFFERS)
GEEF_DOOR = GeefDoor("wijkteam", "WIJK-0007", MEEGEGEVEN, NIET_MEEGEGEVEN)
MELD_BIJ_MONITOR = MeldBijMonitor("M-7K2Q", "kolommen/1")

# --- regie --------------------------------------------------------------------------------------------------

WIJS_PROCESREGIE_TOE = WijsRegieToe(Regie.PROCES_BASIS, "mw-peer", "testregie")
WIJS_CASUSREGIE_TOE = WijsRegieToe(Regie.CASUS, "mw-appel", "testzorg")
GEEF_PROCESREGIE_OVER = WijsRegieToe(Regie.PROCES_INTENSIEF, "mw-vijg", "testregie")
VOEG_DEELNEMER_TOE = VoegDeelnemerToe("mw-meloen", "testpolitie", "wijkagent")
VOEG_TWEEDE_DEELNEMER_TOE = VoegDeelnemerToe("mw-noot", "testzorg", "behandelaar")
VERWIJDER_DEELNEMER = VerwijderDeelnemer("mw-meloen", "Andere wijk")

# --- ICO ----------------------------------------------------------------------------------------------------

PLAN_ICO = PlanICO(ICO_ID, "Veilig thuis wonen", BEGINT, Vorm.OP_LOCATIE, GENODIGDEN, "Zaal Fruit")
PLAN_TWEEDE_ICO = replace(PLAN_ICO, ico_id=TWEEDE_ICO_ID, begint=LATER)
VERZET_ICO = VerzetICO(ICO_ID, LATER, "De zaal is bezet")
ZEG_ICO_AF = ZegICOAf(ICO_ID, "Aardbei ligt in het ziekenhuis")
LEG_ICO_VAST = LegICOVast(ICO_ID, ICODAG, ("testzorg", "testpolitie"), "Iedereen wil hetzelfde", (INBRENG,))
BRENG_ADVIES_UIT = BrengAdviesUit(
    ICO_ID, "Schuld en overlast", "Een gezin, een plan", AFSPRAKEN, "Ja, van de arts"
)

# --- plan, actions, monitoring ------------------------------------------------------------------------------

STEL_PLAN_VAST = StelPlanVast("Een half jaar geen meldingen", ROLVERDELING)
WIJS_ACTIE_TOE = WijsActieToe(ACTIE_ID, "Schuldhulp aanvragen", "testzorg", date(2026, 4, 1), "mw-appel")
WIJS_TWEEDE_ACTIE_TOE = WijsActieToe(TWEEDE_ACTIE_ID, "Sloten vervangen", "testpolitie", date(2026, 5, 1))
ROND_ACTIE_AF = RondActieAf(ACTIE_ID, "Schuldhulp loopt")
LAAT_ACTIE_VERVALLEN = LaatActieVervallen(ACTIE_ID, "De schuld is kwijtgescholden")
LEG_VOORTGANG_VAST = LegVoortgangVast("Een maand rust", Aanzet.CASUSREGISSEUR)
HERAGENDEER = Heragendeer(date(2026, 6, 2), "Het gaat weer mis")

VRAAG_VERKLARENDE_ANALYSE = VraagVerklarendeAnalyse(
    ANALYSE_ID, "Wat houdt de ruzies in stand?", "testzorg", date(2026, 4, 14)
)
LEVER_VERKLARENDE_ANALYSE_OP = LeverVerklarendeAnalyseOp(ANALYSE_ID, "Angst voor schuldeisers")

# --- agenda -------------------------------------------------------------------------------------------------

ZET_OP_AGENDA = ZetOpAgenda(AGENDAPUNT_ID, OVERLEG_ID, Puntsoort.ICO, BEGINT)
ZET_VOORTGANG_OP_AGENDA = ZetOpAgenda(TWEEDE_AGENDAPUNT_ID, OVERLEG_ID, Puntsoort.VOORTGANG, LATER)
HAAL_VAN_AGENDA = HaalVanAgenda(AGENDAPUNT_ID, "Aardbei vraagt om uitstel")
LEG_BESPREKING_VAST = LegBesprekingVast(
    AGENDAPUNT_ID, ICODAG, ("testzorg", "testpolitie"), "Zo gaan we verder"
)

# --- up, down, closing, end ---------------------------------------------------------------------------------

SCHAAL_OP = SchaalOp("bestuur", "De burgemeester moet beslissen")
SCHAAL_VERDER_OP = SchaalOp("land", "Ook het bestuur komt er niet uit")
SCHAAL_TERUG = SchaalTerug("tafel", "De burgemeester heeft beslist")
SCHAAL_AF = SchaalAf("wijkteam", "Het wijkteam kan verder", ICO_ID)
SLUIT_VOORLOPIG_AF = SluitVoorlopigAf("Een half jaar rust", ICO_ID, date(2026, 9, 1))
HEROPEN = Heropen("De meldingen zijn terug")
SLUIT_AF = SluitAf("Het doel is bereikt", "Aardbei woont veilig")
LAAT_BUITEN_VERNIETIGING = LaatBuitenVernietiging(
    "L-BCDFG-HJKLM", Weigerreden.RECHTSVORDERING, "Aardbei heeft een klacht ingediend"
)
VERWIJDER = Verwijder("BEWIJS-1", Verwijdergrond.NIET_LANGER_NODIG, GANG)
VERWIJDER_NA_TERMIJN = Verwijder("BEWIJS-1", Verwijdergrond.TERMIJN_VERSTREKEN, GANG)

# --- the term -----------------------------------------------------------------------------------------------

STEL_VERLENGING_VOOR = StelVerlengingVoor(
    VERLENGING_ID,
    Verlengingsgrond.LOOPT_NOG,
    "De meldingen over Aardbei gaan door",
    VERLENGD_TOT,
    ("testzorg",),
)
GEEF_INSTEMMING = GeefInstemming(VERLENGING_ID, "testzorg")
GEEF_TWEEDE_INSTEMMING = GeefInstemming(VERLENGING_ID, "testpolitie")
WEIGER_INSTEMMING = WeigerInstemming(VERLENGING_ID, "testpolitie", "Voor de wijk is het klaar")
HERREKEN = HerrekenBewaartermijn(Ankers(DINSDAG, afwijzing=ICODAG))
"""As if the first processing were a day later, and a rejection on the day of the ICO."""

# --- keeping ------------------------------------------------------------------------------------------------

DOOR = Goedkeuring("mw-kers", "mw-pruim", "mw-olijf", "L-1")
STEL_EIGEN_TERMIJN_VAST = StelEigenTermijnVast(
    BRAAM_ID, None, date(2027, 3, 2), "testregime/1/partner", "Braam is alleen als partner genoemd"
)
SCHORT_VERNIETIGING_OP = SchortVernietigingOp(
    OPSCHORTING_ID, Opschortgrond.RECHTSVORDERING, "Aardbei procedeert tegen de gemeente", date(2026, 12, 1)
)
HEF_OPSCHORTING_OP = HefOpschortingOp(OPSCHORTING_ID, "De rechter heeft beslist over Aardbei")
STEL_BEPERKING_IN = StelBeperkingIn(
    BEPERKING_ID, BRAAM_ID, Beperkgrond.JUISTHEID_BETWIST, "Braam woont hier niet meer", date(2026, 6, 1)
)
HEF_BEPERKING_OP = HefBeperkingOp(BEPERKING_ID, "Het adres van Braam klopt weer", NA_ICO)
STEL_VOORWAARDE = StelVoorwaarde(
    VOORWAARDE_ID,
    "testzorg",
    Voorwaardesoort.ALLEEN_ROLLEN,
    (Rol.PROCESREGISSEUR, Rol.VOORZITTER),
    "Aardbei wil niet dat anderen dit lezen",
)
TREK_VOORWAARDE_IN = TrekVoorwaardeIn(VOORWAARDE_ID, "testzorg", "Aardbei vindt het nu goed")
STEL_EERST_VRAGEN = replace(STEL_VOORWAARDE, voorwaarde=Voorwaardesoort.EERST_VRAGEN, rollen=())
VRAAG_DOORGIFTE = VraagDoorgifte(
    DOORGIFTE_ID, VOORWAARDE_ID, Doorgifte.ANDERE_TAFEL, "wijkteam", "Daar helpen ze Aardbei verder"
)
BEANTWOORD_DOORGIFTE = BeantwoordDoorgifte(
    DOORGIFTE_ID, "testzorg", Doorgifteantwoord.TOEGESTAAN, "Aardbei weet het"
)
RECTIFICEER_GEGEVENS = RectificeerGegevens(BRAAM_ID, BRAMEN)
VERNIETIG_PERSOON = VernietigPersoon(BRAAM_ID, "BEWIJS-3", Vernietiggrond.WISSING_GEVRAAGD, DOOR)
VERNIETIG_BIJDRAGE = VernietigBijdrage("testpolitie", "BEWIJS-4", Vernietiggrond.VERLENGING_GEWEIGERD, DOOR)
