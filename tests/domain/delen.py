"""The people of the invented casus, and the parts that its commands and its facts share."""

from datetime import UTC, date, datetime
from uuid import UUID

from domain.casus.waarden import (
    Afspraak,
    Betrokkene,
    Betrokkenheid,
    Criteriumfeit,
    Criteriumoordeel,
    Geheimhouding,
    Genodigde,
    Inbreng,
    Oordeel,
    Treffer,
    Voorcontact,
)

AARDBEI_ID = UUID(int=0xA1)
BRAAM_ID = UUID(int=0xA2)
DRUIF_ID = UUID(int=0xA3)
VREEMDE_ID = UUID(int=0xAF)
"""Somebody whom the casus is not about."""
ICO_ID = UUID(int=0xB1)
TWEEDE_ICO_ID = UUID(int=0xB2)
ACTIE_ID = UUID(int=0xC1)
TWEEDE_ACTIE_ID = UUID(int=0xC2)
ANALYSE_ID = UUID(int=0xD1)
RAADPLEGING_ID = UUID(int=0xD2)
AGENDAPUNT_ID = UUID(int=0xE1)
TWEEDE_AGENDAPUNT_ID = UUID(int=0xE2)
OVERLEG_ID = UUID(int=0xE3)
OPSCHORTING_ID = UUID(int=0xF1)
TWEEDE_OPSCHORTING_ID = UUID(int=0xF2)
BEPERKING_ID = UUID(int=0xF3)
VOORWAARDE_ID = UUID(int=0xF4)
DOORGIFTE_ID = UUID(int=0xF5)
VERLENGING_ID = UUID(int=0xF4)
TWEEDE_VERLENGING_ID = UUID(int=0xF5)
NIEUWE_ID = UUID(int=0xA8)
"""Who was known as Braam, once the data were put right."""

AARDBEI = Betrokkene(
    persoon_id=AARDBEI_ID,
    betrokkenheid=Betrokkenheid.HOOFDPERSOON,
    naam="Testpersoon Aardbei",
    geboortedatum=date(1990, 5, 1),
    bsn="999990019",
    adres="Fruitmand 1, Teststad",
    toelichting="Dreigt het huis kwijt te raken.",
)
BRAAM = Betrokkene(BRAAM_ID, Betrokkenheid.PARTNER, "Testpersoon Braam")
"""Of Braam no more than the name is known."""
BRAMEN = Betrokkene(NIEUWE_ID, Betrokkenheid.PARTNER, "Testpersoon Bramen", adres="Verzonnenpad 3")
"""The same person, as it should have been."""
DRUIF = Betrokkene(DRUIF_ID, Betrokkenheid.KIND, "Testkind Druif", geboortedatum=date(2014, 3, 3))
"""Turns twelve on the day of the triage."""

FEIT_A1 = Criteriumfeit("A1", "Schulden en overlast samen")
FEIT_A2 = Criteriumfeit("A2", "Zorg en politie komen er los van elkaar")
FEIT_B1 = Criteriumfeit("B1", "De straat durft niet meer naar buiten")
VOORCONTACT = Voorcontact(date(2026, 2, 26), "mw-peer")

A1_VOLDAAN = Criteriumoordeel("A1", Oordeel.VOLDAAN, "Drie leefgebieden raken in de knel")
A2_VOLDAAN = Criteriumoordeel("A2", Oordeel.VOLDAAN, "Zorg alleen is niet genoeg")
A2_ONDUIDELIJK = Criteriumoordeel("A2", Oordeel.ONDUIDELIJK, "De politie weet nog niet genoeg")
B1_NIET = Criteriumoordeel("B1", Oordeel.NIET_VOLDAAN, "De buurt heeft er geen last van")
B1_VOLDAAN = Criteriumoordeel("B1", Oordeel.VOLDAAN, "De hele straat is bang")
OORDELEN = (A1_VOLDAAN, A2_VOLDAAN, B1_NIET)
WEGERS = ("testzorg", "testpolitie")

BEGINT = datetime(2026, 3, 17, 13, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 24, 13, 0, tzinfo=UTC)
VORIGE_WEEK = datetime(2026, 2, 24, 13, 0, tzinfo=UTC)
GENODIGDEN = (Genodigde("testzorg", "Wat helpt thuis?"), Genodigde("testpolitie", "Wat zijn de meldingen?"))
INBRENG = Inbreng(AARDBEI_ID, "testpolitie", "Vier meldingen van overlast")
GEHEIM = Inbreng(AARDBEI_ID, "testzorg", "Wat de arts hoorde", Geheimhouding.BEROEPSGEHEIM)

TREFFERS = (Treffer("anderetafel", "secretaris@anderetafel.test.example"),)
MEEGEGEVEN = ("betrokkenen", "gemeente", "aanpak")
NIET_MEEGEGEVEN = ("inbreng van anderen", "weging en criteria", "toestemming", "grondslag")

AFSPRAKEN = (Afspraak("testzorg", "Belt elke week"),)
ROLVERDELING = (Afspraak("testpolitie", "Wijkagent houdt contact"),)
