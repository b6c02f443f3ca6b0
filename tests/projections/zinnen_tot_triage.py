"""What each fact from the aanmelding to the triage is told as, after ``VOORAF`` and with the Testtafel."""

from dataclasses import replace

from domain.casus.events import Feit
from domain.casus.waarden import Gezag, Hoedanigheid, Onderzoek, Uitkomst
from tests.domain import feiten as f
from tests.domain.delen import DRUIF, OORDELEN

ZINNEN: list[tuple[Feit, str]] = [
    (
        f.AANGEMELD,
        (
            "Testzorg meldt een casus aan uit de gemeente Teststad, met nummer TEST-0001. Het gaat om "
            "Testpersoon Aardbei (hoofdpersoon) en Testpersoon Braam (partner). Aanpak: Regulier. "
            "Leefgebieden: Wonen en Schulden. Er zijn feiten bij criterium A1 en A2. Al geprobeerd: Het "
            "wijkteam probeerde het een jaar. Vooraf was er contact met mw-peer, op 26 februari 2026. De "
            "gegevens worden bewaard tot en met 2 maart 2031."
        ),
    ),
    (
        f.SUMMIER_AANGEMELD,
        (
            "Testzorg meldt een casus aan uit de gemeente Teststad, met nummer TEST-0001. Het gaat om "
            "Testpersoon Braam (partner). De gegevens worden bewaard tot en met 2 maart 2031."
        ),
    ),
    (f.AANGEVULD, "Testpolitie vult de aanmelding aan. Het gaat om Testkind Druif (kind)."),
    (
        f.GRONDSLAG_VASTGELEGD,
        "De grondslag is vastgelegd: Zwaarwegend algemeen belang. Toelichting: De veiligheid van de straat.",
    ),
    (
        f.TOESTEMMING_GEGEVEN,
        (
            "Testpersoon Aardbei geeft zelf toestemming, op 2 maart 2026. Testpersoon Aardbei was toen 35 "
            "jaar. Doel: Gegevens onder een beroepsgeheim delen. Gebruikte tekst: tekst 2026-1."
        ),
    ),
    (
        replace(
            f.TOESTEMMING_GEGEVEN,
            persoon_id=DRUIF.persoon_id,
            hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG,
            leeftijd=11,
            gezag=Gezag.EENHOOFDIG_OUDERLIJK,
        ),
        (
            "Testpersoon Aardbei geeft als ouder met gezag toestemming voor Testkind Druif, op 2 maart "
            "2026. Testkind Druif was toen 11 jaar. Het gezag was toen: eenhoofdig ouderlijk gezag. Doel: "
            "Gegevens onder een beroepsgeheim delen. Gebruikte tekst: tekst 2026-1."
        ),
    ),
    (
        replace(f.TOESTEMMING_GEGEVEN, leeftijd=None),
        (
            "Testpersoon Aardbei geeft zelf toestemming, op 2 maart 2026. Doel: Gegevens onder een "
            "beroepsgeheim delen. Gebruikte tekst: tekst 2026-1."
        ),
    ),
    (
        f.TOESTEMMING_GEWEIGERD,
        "Testpersoon Braam weigert zelf toestemming, op 2 maart 2026. Doel: Bespreken aan de tafel.",
    ),
    (
        f.TOESTEMMING_INGETROKKEN,
        (
            "Testpersoon Aardbei trekt zelf de toestemming in, op 3 maart 2026. Doel: Gegevens onder een "
            "beroepsgeheim delen."
        ),
    ),
    (
        f.GEBOORTEDATUM_VASTGELEGD,
        "De geboortedatum van Testpersoon Braam is vastgelegd: 1 juni 2009.",
    ),
    (
        f.GEZAG_VASTGELEGD,
        (
            "Het gezag over Testpersoon Braam is vastgelegd: gezamenlijk ouderlijk gezag. Herkomst: "
            "Uittreksel van maandag. Er loopt een onderzoek naar het gezag."
        ),
    ),
    (
        replace(f.GEZAG_VASTGELEGD, gezag=Gezag.NIET_TE_BEPALEN, onderzoek=Onderzoek.GEEN),
        (
            "Het gezag over Testpersoon Braam is vastgelegd: gezag niet te bepalen. Herkomst: Uittreksel "
            "van maandag."
        ),
    ),
    (
        f.GEZAG_BEOORDEELD,
        (
            "Er is beoordeeld welk gezag over Testpersoon Braam geldt: eenhoofdig ouderlijk gezag. "
            "Toelichting: De uitspraak is op tafel gelegd."
        ),
    ),
    (
        f.INFORMEREN_UITGESTELD,
        (
            "Testpersoon Braam wordt nog niet geïnformeerd. Grond: de veiligheid van mensen. Toelichting: "
            "Eerst een veilige plek vinden. Op 2 juni 2026 wordt er opnieuw naar gekeken."
        ),
    ),
    (
        f.BETROKKENE_GEINFORMEERD,
        (
            "Aan Testpersoon Aardbei is op 3 maart 2026 verteld dat er gegevens worden verwerkt. Wijze: "
            "Gesprek met een brief erbij."
        ),
    ),
    (
        f.GETRIEERD,
        (
            "De triage neemt de casus op: er komt een ICO. Motivering: Zonder regie gaat dit mis. "
            "Criteria: A1 voldaan, A2 voldaan en B1 niet voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        f.AANGEHOUDEN,
        (
            "De triage houdt de casus aan tot de triage van 10 maart 2026. Motivering: Eerst de politie "
            "vragen. Criteria: A1 voldaan, A2 onduidelijk en B1 niet voldaan. Gewogen door Testzorg en "
            "Testpolitie."
        ),
    ),
    (
        f.AFGEWEZEN,
        (
            "De triage wijst de casus af. Motivering: Een keten kan dit alleen. Criteria: A1 voldaan, A2 "
            "onduidelijk en B1 niet voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        replace(
            f.AFGEWEZEN,
            uitkomst=Uitkomst.DOORVERWEZEN,
            doorverwezen_naar="het wijkteam",
            oordelen=OORDELEN[:1],
        ),
        (
            "De triage verwijst door naar het wijkteam; de casus is niet opgenomen. Motivering: Een keten "
            "kan dit alleen. Criteria: A1 voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        replace(f.AFGEWEZEN, uitkomst=Uitkomst.ADVIES, oordelen=OORDELEN[:1]),
        (
            "De triage geeft de melder advies; de casus is niet opgenomen. Motivering: Een keten kan dit "
            "alleen. Criteria: A1 voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        replace(f.DOORVERWEZEN, doorverwezen_naar="testpolitie", oordelen=OORDELEN[:1]),
        (
            "De triage verwijst door naar Testpolitie; de casus is niet opgenomen. Motivering: Hoort elders. "
            "Criteria: A1 voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        replace(f.DOORVERWEZEN, doorverwezen_naar="anderetafel"),
        (
            "De triage verwijst door naar De Andere Tafel; de casus is niet opgenomen. Motivering: Hoort "
            "elders. Criteria: A1 voldaan, A2 onduidelijk en B1 niet voldaan. Gewogen door Testzorg en "
            "Testpolitie."
        ),
    ),
    (
        f.SAMENLOOP_GERAADPLEEGD,
        (
            "Op 3 maart 2026 is gekeken of andere tafels in de regio Testpersoon Aardbei kennen. Er loopt "
            "een casus bij De Andere Tafel (contact: secretaris@anderetafel.test.example)."
        ),
    ),
    (
        replace(f.SAMENLOOP_GERAADPLEEGD, treffers=()),
        (
            "Op 3 maart 2026 is gekeken of andere tafels in de regio Testpersoon Aardbei kennen. Er is "
            "geen lopende casus bij een andere tafel gevonden."
        ),
    ),
    (
        replace(f.DOORGEGEVEN, naar="anderetafel"),
        (
            "De casus is doorgegeven aan De Andere Tafel, met nummer WIJK-0007. Meegegeven: betrokkenen, "
            "gemeente en aanpak. Niet meegegeven: inbreng van anderen, weging en criteria, toestemming en "
            "grondslag."
        ),
    ),
    (
        replace(f.DOORGEGEVEN, niet_meegegeven=()),
        (
            "De casus is doorgegeven aan wijkteam, met nummer WIJK-0007. Meegegeven: betrokkenen, gemeente "
            "en aanpak. Niet meegegeven: niets."
        ),
    ),
    (
        f.BIJ_MONITOR_GEMELD,
        (
            "De casus is op 18 maart 2026 gemeld bij de landelijke monitor, onder cliëntnummer M-7K2Q. "
            "Versie van onze kolommen: kolommen/1."
        ),
    ),
]
