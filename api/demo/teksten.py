"""The sentences of the demo: invented, in plain Dutch, and about nobody."""

FEITEN = (
    "Slaapt bij wisselende kennissen, heeft schulden en veroorzaakt overlast in de Verzonnenlaan.",
    "Is het werk kwijt, gebruikt dagelijks en raakt steeds vaker in conflict met de buren.",
    "Heeft geen inkomen en geen verzekering en wordt telkens opgepakt voor kleine diefstallen.",
    "Zorg, gemeente en politie hebben ieder een eigen plan; samen lukt het niet om dat te laten sluiten.",
    "Vrijwillige hulp is drie keer gestopt en er loopt een voorwaardelijke straf.",
    "De buren melden elke week overlast en durven niet meer aan te bellen.",
    "De partner en de kinderen hebben er veel last van en zijn al twee keer ergens anders gaan slapen.",
    "De familie kan het niet meer aan en heeft het contact verbroken.",
)
FEITEN_JEUGD = (
    "Gaat al vier maanden niet naar school en zit op een wachtlijst voor behandeling.",
    "In huis zijn elke week hoogoplopende ruzies; het wijkteam komt niet verder.",
    "Drie aanbieders hebben de vraag teruggegeven: te complex voor één van hen.",
    "Is dit jaar twee keer verhuisd tussen familie en een verzonnen woongroep.",
    "School, jeugdteam en behandelaar werken naast elkaar en niet samen.",
    "Er zijn zorgen over de veiligheid thuis en vrijwillige hulp komt niet van de grond.",
)
OORDELEN = (
    "De feiten in de aanmelding onderbouwen dit.",
    "De politie en de zorg herkennen dit beeld.",
    "Besproken aan tafel; de partners zijn het eens.",
)
NIET_VOLDAAN = "Dit speelt hier niet, of er is te weinig over bekend."
ONDUIDELIJK = "Hierover is meer informatie nodig."
ROUTES = (
    "Het wijkteam heeft drie keer een afspraak gemaakt; niemand deed open.",
    "Er was ambulante begeleiding, maar die is na twee maanden gestopt.",
    "De zorgaanbieder heeft een wachtlijst en de politie kan alleen reageren op meldingen.",
)
GRONDSLAG = (
    "Ernstige overlast en een groot risico dat het verder misgaat.",
    "Zonder samenwerking is het risico op geweld te groot.",
)
MOTIVERING = {
    "ico": "De casus voldoet aan de criteria en er is regie nodig over de ketens heen.",
    "advies": "Een advies aan de aanmelder is genoeg; die kan zelf verder.",
    "doorverwezen": "Dit past beter bij een andere tafel.",
    "aangehouden": "De aanmelding is nog niet volledig; de aanmelder vult aan.",
    "afgewezen": "De casus voldoet niet aan de criteria en de gewone samenwerking volstaat.",
}
DOELEN = (
    "Rust in de straat en een dak boven het hoofd.",
    "Het geweld stopt en de kinderen zijn veilig.",
    "Eén plan voor wonen, zorg en toezicht.",
    "Terug naar werk zonder nieuwe strafbare feiten.",
)
VRAGEN = (
    "Wat speelt er in de straat?",
    "Welke zorg loopt er nu?",
    "Welke voorwaarden gelden er?",
    "Wat is er mogelijk met wonen?",
    "Hoe staat het met de schulden?",
)
VERSLAGEN = (
    "De partners hebben hun informatie naast elkaar gelegd en zijn het eens over het doel.",
    "Er is een gedeeld beeld. De grootste zorg is de woonplek; daar begint het plan.",
)
INBRENG = (
    "Komt afspraken na als iemand meegaat.",
    "Vorige maand waren er vier meldingen van overlast.",
    "Heeft een betalingsregeling en houdt zich daaraan.",
)
GEHEIM = "Is sinds dit voorjaar in behandeling en slikt de medicijnen weer."
SAMENVATTINGEN = ("Wonen en zorg lopen vast op elkaar; toezicht is er wel.", "De spanning thuis loopt op.")
ADVIEZEN = (
    "Regel eerst een woonplek met begeleiding en koppel het toezicht daaraan.",
    "Zet één begeleider in die alle afspraken bijhoudt, en bouw daarna op.",
)
AFSPRAKEN = ("Belt elke week.", "Regelt de inschrijving.", "Is het vaste gezicht.", "Bewaakt de voorwaarden.")
ANALYSE = "Waarom hulp steeds stopt na enkele weken."
ACTIES = (
    "Huisbezoek samen met het wijkteam",
    "Intake voor begeleid wonen aanvragen",
    "Schuldhulp aanmelden",
    "Gesprek met de buren",
    "Identiteitsbewijs aanvragen",
    "Contact leggen met de werkgever",
    "Veiligheidsplan maken met het gezin",
)
RESULTATEN = ("Gedaan; de afspraak staat.", "Gelukt na twee pogingen.", "Afgerond en teruggekoppeld.")
VERVALLEN = "Niet meer nodig: een andere partner heeft dit opgepakt."
VOORTGANG = (
    "Het gaat iets beter; er waren deze maand minder meldingen.",
    "De begeleiding is gestart en verloopt goed.",
    "De woonplek laat op zich wachten; de rest van het plan loopt.",
    "Er was een terugval. Het plan is aangepast.",
)
HERAGENDEREN = "De woonplek is rond; tijd om het plan bij te stellen."
OOK_HERAGENDEREN = "Eens: er zijn nieuwe afspraken nodig."
OPSCHALEN = "De partners komen niet tot een gezamenlijk besluit over de woonplek."
TERUGSCHALEN = "Het niveau erboven heeft geholpen; de tafel kan zelf verder."
AFSCHALEN = "Het gaat stabiel; het lokale team kan het overnemen."
VOORLOPIG = "Het doel is bijna bereikt; over een tijd kijken we nog een keer."
HEROPENEN = "Er zijn opnieuw meldingen van overlast."
SLUITEN = ("Het doel van het plan is bereikt.", "Is verhuisd naar een andere regio; daar is regie.")
EINDRESULTAAT = (
    "Rust in de straat, en een vaste woonplek.",
    "Geen nieuwe strafbare feiten in een half jaar.",
)
NIET_MEER_MEE = "Werkt niet langer aan deze casus."
VERZET = "Een van de partners kon niet."
AFGEZEGD = "Te weinig partners konden aanwezig zijn."
ANALYSE_VRAAG = "Waardoor stopt de hulp steeds, en wat is er nodig om dat te keren?"
ANALYSE_UITKOMST = "Te veel wisselingen van hulpverlener; begin met één vast gezicht en een haalbaar doel."
GEZAGSREGISTER = "Gezagsregister, ingezien via de gemeente."
GEZAG = "Beide ouders en de gemeente zijn gehoord; zo is het in de praktijk ook."
UITSTEL = "Nu vertellen brengt iemand in huis in gevaar."
GEINFORMEERD = (
    "Gesprek aan de keukentafel.",
    "Brief, en daarna gebeld.",
    "Verteld bij het eerste huisbezoek.",
)
TOESTEMMING_INGETROKKEN = "De toestemming is ingetrokken."
GEEN_TOESTEMMING = "De toestemming om verder te praten is ingetrokken; de aanmelder gaat zelf verder."
BESPROKEN = {
    "triage": "Getoetst aan de criteria van de tafel.",
    "ico": "De partners hebben samen naar de situatie gekeken.",
    "voortgang": "Stand van het plan besproken; de acties lopen.",
    "her-agendering": "Het plan is bijgesteld op wat er nu speelt.",
    "afsluiting": "De partners zijn het eens: dit kan worden afgerond.",
}
"""What is said of a case, by why it was on the agenda."""
NIETS_OP_DE_AGENDA = "Er staat niets op de agenda."
TE_WEINIG_MENSEN = "Te weinig deelnemers kunnen er zijn."
OVERLEG_VERZET = "De zaal was niet vrij."
OVERLEGVERSLAGEN = (
    "Begonnen op tijd; alle punten kort en met een besluit.",
    "Twee deelnemers kwamen later; het laatste punt is snel gegaan.",
)
KAN_NIET = "Heeft die dag een ander overleg."
NIET_MEER_NODIG = "Voor dit punt toch niet nodig."
CONSULTVRAGEN = (
    "Bij welke tafel hoort een jongere die thuis zit en bij drie aanbieders is afgewezen?",
    "Wat moet er geregeld zijn voordat wij kunnen aanmelden?",
    "Wie heeft hier de regie als zorg en veiligheid allebei spelen?",
    "Mogen wij dit bespreken als één van de ouders niet meewerkt?",
)
CONSULTADVIEZEN = (
    "Probeer eerst het overleg met het wijkteam; lukt dat niet, meld dan aan.",
    "Vul het formulier in; deze situatie past bij de tafel.",
    "Vraag toestemming aan beide gezagsdragers en leg die vast.",
)
VRAAGSTELLERS = ("mw-linde, telefoon bekend", "mw-wilg, telefoon bekend", "mw-esdoorn, via het secretariaat")
CONSULT_GESLOTEN = "De vraagsteller kan zelf verder."
CLAIM = "Er is een schadeclaim aangekondigd waarvoor deze gegevens nodig zijn."
CLAIM_WEG = "De aangekondigde claim is ingetrokken."
BETWIST = "De betrokkene zegt dat dit niet klopt; dat wordt uitgezocht."
UITGEZOCHT = "Uitgezocht: het klopt, en de betrokkene weet dat."
BEWAREN_VOOR_CLAIM = "De betrokkene heeft de gegevens nodig voor een rechtszaak."
NIET_MEER_BETROKKEN = "Woont er niet meer en heeft met het plan niets te maken."
NOG_NODIG = "De evaluatie met de partners is nog niet klaar."
VERLENGEN = "Het plan loopt nog en de situatie voldoet nog aan de criteria."
NIET_VERLENGEN = "Voor onze taak zijn deze gegevens niet langer nodig."
VERZOEK_DUURT_LANGER = "Het overzicht gaat over meer jaren en vraagt meer tijd."
INWILLIGEN = "Het verzoek is terecht en er is geen reden om het niet te doen."
NIEUW_ADRES = "Verzonnenlaan 201"
WAAR_KOMT_HET_VANDAAN = "Vermeld waar het juiste adres vandaan komt."
UIT_DE_BRP = "Het verzoek is terecht; het adres is nagekeken in de basisregistratie."
DWINGEND = "De veiligheid van de kinderen weegt hier zwaarder."
NIET_MEER_GEVRAAGD = "Heeft na uitleg aan de telefoon laten weten dat het niet meer hoeft."
BEREIKBAAR = "Telefonisch, op werkdagen"
LEGITIMATIE = "Heeft zich aan het loket gelegitimeerd."
GEVRAAGD = {
    "inzage": "Wil weten wat er over hem of haar is vastgelegd en wie dat heeft gezien.",
    "rectificatie": "Het adres klopt niet meer.",
    "wissing": "Wil dat de gegevens worden gewist nu de casus is afgesloten.",
    "beperking": "Wil dat er niets met de gegevens gebeurt tot duidelijk is waarvoor ze zijn.",
    "bezwaar": "Is het er niet mee eens dat de tafel met deze gegevens werkt.",
}
"""What somebody asks, by the kind of verzoek."""
