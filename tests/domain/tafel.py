"""The invented table, the rules on keeping data, the days and the colleagues of the domain tests."""

from dataclasses import replace
from datetime import date

from domain.casus.waarden import Lijstgang
from domain.privacyprotocol import (
    Afloop,
    Anker,
    Bewaarregel,
    Grondregel,
    Herhaling,
    Privacyprotocol,
    Termijnkeuze,
    Verlenging,
    Verlengingsgrond,
)
from domain.rollen import Medewerker, Rol
from domain.tafels import (
    TAFEL,
    Aanmeldwijze,
    Antwoord,
    Bespreekwijze,
    Bespreking,
    Bron,
    Criterium,
    Feestdagregel,
    Keuze,
    Kring,
    Leeftijd,
    Leeftijdsband,
    Niveau,
    Ongeboren,
    Regel,
    Regieaanbod,
    Regievorm,
    Ritme,
    Stap,
    Stuk,
    Tafel,
    Toestemmer,
    Toestemmingsdoel,
    Toets,
    Zekerheid,
)

MAANDAG = date(2026, 3, 2)
"""The casus is brought in."""
DINSDAG = date(2026, 3, 3)
"""The weekly triage."""
ICODAG = date(2026, 3, 17)
NA_ICO = date(2026, 3, 18)
EINDE_TERMIJN = date(2031, 3, 2)
"""Five years after the first processing."""
LAATSTE_JAAR = date(2030, 9, 1)
"""The term ends within a year, so that it can be extended."""
VERLENGD_TOT = date(2032, 3, 2)

MELDER = Medewerker("mw-mango", Rol.MELDER, "testzorg")
PEER = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "testregie")
APPEL = Medewerker("mw-appel", Rol.CASUSREGISSEUR, "testzorg")
KERS = Medewerker("mw-kers", Rol.COMPLIANCE, "testregie")
PRUIM = Medewerker("mw-pruim", Rol.COMPLIANCE, "testregie")
KIWI = Medewerker("mw-kiwi", Rol.COMPLIANCE, "testregie")
LYCHEE = Medewerker("mw-lychee", Rol.FG, "testregie")

GANG = Lijstgang("L-BCDFG-HJKLM", KERS.id, KIWI.id, LYCHEE.id)
"""The list that a destruction stands on: proposed, checked and approved; PRUIM carries it out."""

BRON = Bron("Verzonnen handboek", "1")


def altijd(code: str) -> tuple[Toets, ...]:
    """The one condition of a rule."""
    return (Toets(code, Antwoord.JA),)


ZELF = (Leeftijdsband(0, 130, Toestemmer.ZELF, BRON),)
DUBBEL = (
    Leeftijdsband(0, 12, Toestemmer.GEZAGSDRAGERS, BRON),
    Leeftijdsband(12, 18, Toestemmer.ZELF_EN_GEZAGSDRAGERS, BRON),
    Leeftijdsband(18, 130, Toestemmer.ZELF, BRON),
)
"""Under twelve the parents, from twelve the youth as well, from eighteen alone."""

INBRENGEN = Toestemmingsdoel("inbrengen", "Bespreken aan de tafel", Kring.ALLE_BETROKKENEN, (), DUBBEL, BRON)
"""Asked for at the Testtafel, but nothing waits for it."""
GEHEIM_DELEN = Toestemmingsdoel(
    "geheim-delen",
    "Gegevens onder een beroepsgeheim delen",
    Kring.BIJ_BEROEPSGEHEIM,
    (Stap.BEROEPSGEHEIM,),
    DUBBEL,
    BRON,
)
MONITOR = Toestemmingsdoel(
    "monitor", "Opnemen in de landelijke monitor", Kring.HOOFDPERSOON, (Stap.MONITOR,), DUBBEL, BRON
)
DOORVERWIJZEN = Toestemmingsdoel(
    "delen", "Doorgeven aan een andere tafel", Kring.ALLE_BETROKKENEN, (Stap.DOORVERWIJZEN,), DUBBEL, BRON
)

ELKE_DINSDAG = Ritme(1, 1, date(2026, 3, 3), Feestdagregel.VOLGENDE_WERKDAG, BRON)
VOLLEDIG = (
    Stuk.AANPAK,
    Stuk.HOOFDPERSOON,
    Stuk.LEEFGEBIEDEN,
    Stuk.CRITERIA,
    Stuk.REGULIERE_ROUTES,
    Stuk.VOORCONTACT,
)

TESTTAFEL = Tafel(
    id="testtafel",
    versie=1,
    regio="Testland",
    naam="De Testtafel",
    regime="testregime",
    crisisroute=Regel("Bij crisis: bel de testcrisisdienst.", BRON),
    bureaus=(Keuze("testbureau", "Bureau van de Testtafel", BRON),),
    waarvoor=Regel("Voor alles wat getest moet worden.", BRON),
    leeftijden=(Leeftijd("alle leeftijden", Ongeboren.JA, 0, 130, BRON),),
    gemeenten=(Keuze("teststad", "Teststad", BRON), Keuze("proefdorp", "Proefdorp", BRON)),
    aanmelders=(Keuze("testzorg", "Testzorg", BRON), Keuze("testpolitie", "Testpolitie", BRON)),
    aanmelding=Aanmeldwijze(
        "testformulier", "tafel@test.example", "Meld aan via een partner van de Testtafel.", BRON
    ),
    vraagt=(*VOLLEDIG, Stuk.GRONDSLAG),
    voorwaarden=(),
    uitsluitingen=(),
    criteria=(
        Criterium("A1", "A", "Meer dan een probleem op meer dan een leefgebied", altijd("a1"), BRON),
        Criterium("A2", "A", "Meer dan een keten nodig", altijd("a2"), BRON),
        Criterium("B1", "B", "Ernstig lokaal veiligheidsprobleem", altijd("b1"), BRON),
    ),
    aanpakken=(Keuze("regulier", "Regulier", BRON), Keuze("nazorg", "Nazorg", BRON)),
    leefgebieden=(
        Keuze("wonen", "Wonen", BRON),
        Keuze("schulden", "Schulden", BRON),
        Keuze("zorg", "Zorg", BRON),
    ),
    bespreking=Bespreking(Bespreekwijze.OP_NAAM, BRON),
    grondslagen=(Keuze("algemeen-belang", "Zwaarwegend algemeen belang", BRON),),
    toestemming=(INBRENGEN, GEHEIM_DELEN),
    beroepsgeheim="geheim-delen",
    triage=ELKE_DINSDAG,
    overleggen=(),
    regie=Regieaanbod(Regievorm.PROCESREGIE, "Procesregie.", BRON),
    deelnemers=(),
    advies=Regel("Iedereen kan advies vragen.", BRON),
    opschalen=(
        Niveau("bestuur", "Bestuurlijk overleg", TAFEL, BRON),
        Niveau("land", "Landelijk overleg", "bestuur", BRON),
    ),
    afschalen=(Niveau("wijkteam", "Wijkteam", TAFEL, BRON),),
    contact=(),
    ondergebracht=(),
    vergoedingen=(),
    tegenspraken=(),
)
"""It works on a legal ground, as a ZVH does."""

TOESTEMMINGSTAFEL = replace(
    TESTTAFEL,
    vraagt=(*VOLLEDIG, Stuk.TOESTEMMING),
    grondslagen=(),
    toestemming=(replace(INBRENGEN, nodig_voor=(Stap.BESPREKEN,)), MONITOR, DOORVERWIJZEN, GEHEIM_DELEN),
)
"""It works on consent, as a RET does."""

MONITORTAFEL = replace(TESTTAFEL, toestemming=(INBRENGEN, GEHEIM_DELEN, MONITOR))
"""It works on a legal ground, and registers its cases in the national monitor."""

VRIJE_TAFEL = replace(
    TESTTAFEL,
    vraagt=(Stuk.AANPAK, Stuk.HOOFDPERSOON, Stuk.CRITERIA, Stuk.REGULIERE_ROUTES, Stuk.VOORCONTACT),
    leefgebieden=(),
    grondslagen=(),
)
"""It asks for no life domains and no ground."""

PROTOCOL = Privacyprotocol(
    regime="testregime",
    versie=1,
    plafond=Bewaarregel("plafond", Anker.EERSTE_VERWERKING, 5, 0, "ten hoogste vijf jaar", "WGS 1.8(7)"),
    regels=(
        Bewaarregel(
            "na-afwijzing", Anker.AFWIJZING, 0, 0, "niet opgenomen", "BGS 1.16(1)", bedenktijd_dagen=0
        ),
    ),
    termijnen=tuple(
        Termijnkeuze(afloop, "na-afwijzing", Zekerheid.BRON)
        for afloop in (Afloop.AFGEWEZEN, Afloop.ADVIES, Afloop.DOORVERWEZEN)
    ),
    verlengingen=(
        Verlenging(
            regel=Bewaarregel("verlenging", Anker.EINDE_TERMIJN, 2, 0, "verlengd", "BGS 1.16(2)-(3)"),
            vroegst_maanden=12,
            herhaling=Herhaling.ZO_VAAK_ALS_NODIG,
            gronden=(
                Grondregel(Verlengingsgrond.LOOPT_NOG, 0, "loopt nog", "BGS 1.16(2)", Zekerheid.BRON),
                Grondregel(Verlengingsgrond.TERUGVAL, 12, "terugval", "BGS 1.16(2)", Zekerheid.BRON),
            ),
        ),
    ),
)
"""Five years from the first processing, at once after a rejection, and two years more at a time: as the ZVH."""
