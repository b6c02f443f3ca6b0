"""What each fact after the triage is told as, after ``VOORAF`` and with the Testtafel."""

from dataclasses import replace
from datetime import date

from domain.casus.events import Feit
from domain.casus.waarden import Clientdeelname, Veiligheidsweging, Voorwaardesoort
from tests.domain import feiten as f
from tests.domain.delen import AGENDAPUNT_ID

ZINNEN: list[tuple[Feit, str]] = [
    (f.PROCESREGIE_TOEGEWEZEN, "mw-peer van testregie krijgt de procesregie (basis)."),
    (f.PROCESREGIE_OVERGEGEVEN, "mw-vijg van testregie krijgt de procesregie (intensief)."),
    (f.CASUSREGIE_TOEGEWEZEN, "mw-appel van Testzorg krijgt de casusregie."),
    (f.DEELNEMER_TOEGEVOEGD, "mw-meloen van Testpolitie neemt deel aan de casus, namens: wijkagent."),
    (f.DEELNEMER_VERWIJDERD, "mw-meloen neemt niet meer deel aan de casus. Reden: Andere wijk."),
    (
        f.ICO_GEPLAND,
        (
            "Er is een ICO gepland op 17 maart 2026 om 14.00 uur, op locatie (Zaal Fruit). Doel: Veilig "
            "thuis wonen. Uitgenodigd: Testzorg en Testpolitie."
        ),
    ),
    (
        replace(
            f.ICO_GEPLAND,
            plaats=None,
            clientdeelname=Clientdeelname(Veiligheidsweging.GEEN_RISICO, date(2026, 3, 3)),
        ),
        (
            "Er is een ICO gepland op 17 maart 2026 om 14.00 uur, op locatie. Doel: Veilig thuis wonen. "
            "Uitgenodigd: Testzorg en Testpolitie. De cliënt is erbij."
        ),
    ),
    (f.ICO_VERZET, "Het ICO is verzet naar 24 maart 2026 om 14.00 uur. Reden: De zaal is bezet."),
    (
        f.ICO_AFGEZEGD,
        "Het ICO van 17 maart 2026 gaat niet door. Reden: Aardbei ligt in het ziekenhuis.",
    ),
    (
        f.ICO_GEHOUDEN,
        (
            "Het ICO is gehouden op 17 maart 2026, met Testzorg en Testpolitie. Verslag: Iedereen wil "
            "hetzelfde. Inbreng van: Testpolitie."
        ),
    ),
    (
        f.ADVIES_UITGEBRACHT,
        (
            "Uit het ICO van 17 maart 2026 komt een advies: Een gezin, een plan. Samenvatting: Schuld en "
            "overlast. Afspraken: Testzorg: Belt elke week. Verklarende analyse: Ja, van de arts."
        ),
    ),
    (
        f.PLAN_VASTGESTELD,
        (
            "Het plan is vastgesteld. Doel: Een half jaar geen meldingen. Rolverdeling: Testpolitie: "
            "Wijkagent houdt contact."
        ),
    ),
    (
        f.ACTIE_TOEGEWEZEN,
        "mw-appel van Testzorg krijgt een actie, uiterlijk 1 april 2026: Schuldhulp aanvragen.",
    ),
    (f.TWEEDE_ACTIE_TOEGEWEZEN, "Testpolitie krijgt een actie, uiterlijk 1 mei 2026: Sloten vervangen."),
    (
        f.ACTIE_AFGEROND,
        "De actie ‘Schuldhulp aanvragen’ is afgerond op 18 maart 2026. Resultaat: Schuldhulp loopt.",
    ),
    (f.ACTIE_VERVALLEN, "De actie ‘Schuldhulp aanvragen’ vervalt. Reden: De schuld is kwijtgescholden."),
    (
        f.VOORTGANG_VASTGELEGD,
        "Voortgang op 18 maart 2026: Een maand rust. Aan zet is nu: casusregisseur.",
    ),
    (
        f.VERKLARENDE_ANALYSE_GEVRAAGD,
        (
            "Aan Testzorg is een verklarende analyse gevraagd, uiterlijk 14 april 2026. Vraag: Wat houdt de "
            "ruzies in stand?"
        ),
    ),
    (
        f.VERKLARENDE_ANALYSE_OPGELEVERD,
        (
            "De verklarende analyse van Testzorg is opgeleverd op 18 maart 2026. Uitkomst: Angst voor "
            "schuldeisers."
        ),
    ),
    (
        f.HERAGENDERING_VOORGESTELD,
        (
            "De procesregisseur stelt voor om de casus op 2 juni 2026 opnieuw te bespreken. Reden: Het "
            "gaat weer mis."
        ),
    ),
    (
        f.GEAGENDEERD,
        (
            "De casus staat op de agenda van 2 juni 2026. Dat besloten de procesregisseur (mw-peer) en de "
            "casusregisseur (mw-appel) samen. Reden: Het gaat weer mis."
        ),
    ),
    (
        f.OP_AGENDA_GEZET,
        "De casus staat voor een ICO op de agenda van het overleg van 17 maart 2026 om 14.00 uur.",
    ),
    (
        f.VAN_AGENDA_GEHAALD,
        (
            "De casus is van de agenda van het overleg van 17 maart 2026 gehaald. Reden: Aardbei vraagt om "
            "uitstel."
        ),
    ),
    (
        replace(f.AGENDAPUNT_BESPROKEN, aanwezig=("testzorg", "testpolitie", "inwoner")),
        (
            "De casus is besproken in het overleg van 17 maart 2026, met Testzorg, Testpolitie en de "
            "inwoner. Verslag: Zo gaan we verder."
        ),
    ),
    (
        f.OPGESCHAALD,
        "De casus is opgeschaald naar Bestuurlijk overleg. Reden: De burgemeester moet beslissen.",
    ),
    (
        f.TERUGGESCHAALD,
        "De casus is teruggeschaald naar de tafel zelf. Reden: De burgemeester heeft beslist.",
    ),
    (
        replace(f.TERUGGESCHAALD, naar="bestuur"),
        "De casus is teruggeschaald naar Bestuurlijk overleg. Reden: De burgemeester heeft beslist.",
    ),
    (
        f.AFGESCHAALD,
        (
            "De casus is afgeschaald naar Wijkteam. Dat is besloten in het ICO van 17 maart 2026. Reden: "
            "Het wijkteam kan verder."
        ),
    ),
    (
        f.VOORLOPIG_AFGESLOTEN,
        (
            "De casus is voorlopig afgesloten. Dat is besloten in het ICO van 17 maart 2026. Op 1 "
            "september 2026 wordt er opnieuw naar gekeken. Reden: Een half jaar rust."
        ),
    ),
    (
        replace(f.AFGESCHAALD, besloten_in=AGENDAPUNT_ID),
        (
            "De casus is afgeschaald naar Wijkteam. Dat is besloten in het overleg van 17 maart 2026. "
            "Reden: Het wijkteam kan verder."
        ),
    ),
    (
        replace(f.VOORLOPIG_AFGESLOTEN, besloten_in=AGENDAPUNT_ID),
        (
            "De casus is voorlopig afgesloten. Dat is besloten in het overleg van 17 maart 2026. Op 1 "
            "september 2026 wordt er opnieuw naar gekeken. Reden: Een half jaar rust."
        ),
    ),
    (f.HEROPEND, "De casus is heropend. Reden: De meldingen zijn terug."),
    (
        f.AFGESLOTEN,
        "De casus is afgesloten. Resultaat: Aardbei woont veilig. Reden: Het doel is bereikt.",
    ),
    (
        f.VERLENGING_VOORGESTELD,
        (
            "Er is voorgesteld de gegevens te bewaren tot en met 2 maart 2032, in opdracht van Testzorg. Grond: de "
            "casus loopt nog en voldoet aan de criteria. Reden: De meldingen over Aardbei gaan door."
        ),
    ),
    (f.INSTEMMING_GEGEVEN, "Testzorg stemt in met de verlenging."),
    (
        f.INSTEMMING_GEWEIGERD,
        "Testpolitie stemt niet in met de verlenging. Reden: Voor de wijk is het klaar.",
    ),
    (
        f.BEWAARTERMIJN_VERLENGD,
        (
            "De bewaartermijn is verlengd tot en met 2 maart 2032 (regel testregime/1/verlenging). Grond: de casus "
            "loopt nog en voldoet aan de criteria."
        ),
    ),
    (
        f.BEWAARTERMIJN_HERREKEND,
        (
            "De gegevens worden nu bewaard tot en met 2 maart 2029, gerekend vanaf 2 maart 2026 (regel "
            "testregime/2/plafond), want er geldt een andere versie van het privacyprotocol."
        ),
    ),
    (
        f.EIGEN_TERMIJN_VASTGESTELD,
        (
            "Voor Testpersoon Braam geldt een eigen bewaartermijn: tot en met 2 maart 2027 (regel "
            "testregime/1/partner). Reden: Braam is alleen als partner genoemd."
        ),
    ),
    (
        f.TERMIJN_VAN_BIJDRAGE,
        (
            "Voor de bijdrage van Testpolitie geldt een eigen bewaartermijn: tot en met 2 maart 2028 (regel "
            "testregime/1/verlenging). Reden: Testpolitie stemt niet in."
        ),
    ),
    (
        f.VERNIETIGING_OPGESCHORT,
        (
            "De vernietiging is opgeschort. Grond: er is een rechtsvordering. Toelichting: Aardbei "
            "procedeert tegen de gemeente. Op 1 december 2026 wordt dit opnieuw bekeken."
        ),
    ),
    (
        f.OPSCHORTING_OPGEHEVEN,
        ("Een opschorting van de vernietiging is opgeheven. Reden: De rechter heeft beslist over Aardbei."),
    ),
    (
        f.BEPERKING_INGESTELD,
        (
            "De verwerking van gegevens van Testpersoon Braam is beperkt. Grond: de juistheid van de "
            "gegevens wordt betwist. Toelichting: Braam woont hier niet meer. Op 1 juni 2026 wordt dit "
            "opnieuw bekeken."
        ),
    ),
    (
        f.BEPERKING_VAN_DE_CASUS,
        (
            "De verwerking van deze casus is beperkt. Grond: de juistheid van de gegevens wordt betwist. "
            "Toelichting: Braam woont hier niet meer. Op 1 juni 2026 wordt dit opnieuw bekeken."
        ),
    ),
    (
        f.BEPERKING_OPGEHEVEN,
        (
            "De beperking van de verwerking van gegevens van Testpersoon Braam is opgeheven. Dat is op 18 "
            "maart 2026 vooraf verteld. Reden: Het adres van Braam klopt weer."
        ),
    ),
    (
        f.VOORWAARDE_GESTELD,
        (
            "Voorwaarde van Testzorg aan wat zij inbracht: alleen te lezen door procesregisseur en voorzitter. "
            "Toelichting: Aardbei wil niet dat anderen dit lezen."
        ),
    ),
    (
        replace(f.VOORWAARDE_GESTELD, voorwaarde=Voorwaardesoort.NIET_DOORGEVEN, rollen=()),
        (
            "Voorwaarde van Testzorg aan wat zij inbracht: het gaat niet naar een andere tafel. "
            "Toelichting: Aardbei wil niet dat anderen dit lezen."
        ),
    ),
    (
        f.EERST_VRAGEN,
        (
            "Voorwaarde van Testzorg aan wat zij inbracht: het gaat pas ergens heen als zij dat goed vindt. "
            "Toelichting: Aardbei wil niet dat anderen dit lezen."
        ),
    ),
    (
        f.DOORGIFTE_GEVRAAGD,
        (
            "Aan Testzorg is gevraagd of wat zij inbracht naar een andere tafel (wijkteam) mag. "
            "Toelichting: Daar helpen ze Aardbei verder."
        ),
    ),
    (
        f.DOORGIFTE_TOEGESTAAN,
        "Gevraagd of wat zij inbracht ergens heen mag: Testzorg vindt dat goed. Toelichting: Aardbei weet het.",
    ),
    (
        f.VOORWAARDE_INGETROKKEN,
        "Testzorg trekt een voorwaarde in aan wat zij inbracht. Reden: Aardbei vindt het nu goed.",
    ),
    (
        f.PERSOON_VERNIETIGD,
        (
            "De gegevens van een betrokkene zijn vernietigd, onder bewijsnummer BEWIJS-3. Grond: er is om "
            "wissing gevraagd (regel testregime/1/plafond, bewaren tot en met 2 maart 2031). Voorgesteld door "
            "mw-kers, gecontroleerd door mw-pruim, goedgekeurd door mw-olijf."
        ),
    ),
    (
        f.BRAAM_GERECTIFICEERD,
        (
            "Gegevens van een betrokkene zijn verbeterd: de naam en het adres. Wat er stond is vernietigd. "
            "Te berichten: Testpolitie en Testzorg."
        ),
    ),
    (
        f.BIJDRAGE_VERNIETIGD,
        (
            "De bijdrage van Testpolitie is vernietigd, onder bewijsnummer BEWIJS-4. Grond: de organisatie "
            "stemt niet in met een langere termijn (regel testregime/1/plafond, bewaren tot en met 2 maart 2031). "
            "Voorgesteld door mw-kers, gecontroleerd door mw-pruim, goedgekeurd door mw-olijf."
        ),
    ),
    (
        f.VERWIJDERING_VOORGESTELD,
        "mw-kers stelt voor om de gegevens te verwijderen. Grond: de gegevens zijn niet langer nodig.",
    ),
    (
        f.BUITEN_VERNIETIGING_GELATEN,
        (
            "Bij de controle van vernietigingslijst L-BCDFG-HJKLM is dit eruit gelaten. Reden: er loopt "
            "een rechtszaak. Toelichting: Aardbei heeft een klacht ingediend."
        ),
    ),
    (
        replace(f.GEGEVENS_VERWIJDERD, lijstnummer=None, gecontroleerd_door=None, goedgekeurd_door=None),
        (
            "De gegevens zijn verwijderd, onder bewijsnummer BEWIJS-1. Grond: de gegevens zijn niet "
            "langer nodig (regel testregime/1/plafond, bewaren tot en met 2 maart 2031). Voorgesteld door "
            "mw-kers, uitgevoerd door mw-pruim. Wijze: versleutelde inhoud gewist en sleutels vernietigd, "
            "in: kluis, sleutels, nummers en weergaven. Gecontroleerd: geen inhoud meer in de kluis, "
            "geen sleutel meer, nummer leidt nergens heen en weergaven leeg."
        ),
    ),
    (
        f.GEGEVENS_VERWIJDERD,
        (
            "De gegevens zijn verwijderd, onder bewijsnummer BEWIJS-1. Grond: de gegevens zijn niet "
            "langer nodig (regel testregime/1/plafond, bewaren tot en met 2 maart 2031). Vernietigingslijst "
            "L-BCDFG-HJKLM: voorgesteld door mw-kers, gecontroleerd door mw-kiwi, goedgekeurd door "
            "mw-lychee, uitgevoerd door mw-pruim. Wijze: versleutelde inhoud gewist en sleutels vernietigd, "
            "in: kluis, sleutels, nummers en weergaven. Gecontroleerd: geen inhoud meer in de kluis, "
            "geen sleutel meer, nummer leidt nergens heen en weergaven leeg."
        ),
    ),
]
