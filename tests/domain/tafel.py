"""The invented table, the rules on keeping data, the days and the colleagues of the domain tests."""

from dataclasses import replace
from datetime import date

from domain.privacyprotocol import Anker, Bewaarregel, Privacyprotocol
from domain.rollen import Medewerker, Rol
from domain.tafels import Bron, Criterium, Keuze, Niveau, Tafel, Triageritme

MAANDAG = date(2026, 3, 2)
"""The casus is brought in."""
DINSDAG = date(2026, 3, 3)
"""The weekly triage."""
ICODAG = date(2026, 3, 17)
NA_ICO = date(2026, 3, 18)
EINDE_TERMIJN = date(2031, 3, 2)
"""Five years after the first processing."""

MELDER = Medewerker("mw-mango", Rol.MELDER, "testzorg")
PEER = Medewerker("mw-peer", Rol.PROCESREGISSEUR, "testregie")
APPEL = Medewerker("mw-appel", Rol.CASUSREGISSEUR, "testzorg")
KERS = Medewerker("mw-kers", Rol.COMPLIANCE, "testregie")
PRUIM = Medewerker("mw-pruim", Rol.COMPLIANCE, "testregie")

BRON = Bron("Verzonnen handboek", "1")

TESTTAFEL = Tafel(
    id="testtafel",
    versie=1,
    regio="Testland",
    naam="De Testtafel",
    regime="testregime",
    crisisroute="Bij crisis: bel de testcrisisdienst.",
    triage=Triageritme(weekdag=1, bron=BRON),
    gemeenten=(Keuze("teststad", "Teststad", BRON), Keuze("proefdorp", "Proefdorp", BRON)),
    aanmelders=(Keuze("testzorg", "Testzorg", BRON), Keuze("testpolitie", "Testpolitie", BRON)),
    via_wie="Meld aan via een partner van de Testtafel.",
    aanpakken=(Keuze("regulier", "Regulier", BRON), Keuze("nazorg", "Nazorg", BRON)),
    leefgebieden=(
        Keuze("wonen", "Wonen", BRON),
        Keuze("schulden", "Schulden", BRON),
        Keuze("zorg", "Zorg", BRON),
    ),
    criteria=(
        Criterium("A1", "A", "Meer dan een probleem op meer dan een leefgebied", BRON),
        Criterium("A2", "A", "Meer dan een keten nodig", BRON),
        Criterium("B1", "B", "Ernstig lokaal veiligheidsprobleem", BRON),
    ),
    grondslagen=(Keuze("algemeen-belang", "Zwaarwegend algemeen belang", BRON),),
    toestemmingsdoelen=(
        Keuze("inbrengen", "Bespreken aan de tafel", BRON),
        Keuze("geheim-delen", "Gegevens onder een beroepsgeheim delen", BRON),
    ),
    toestemming_vereist=(),
    beroepsgeheim="geheim-delen",
    opschalen=(Niveau("bestuur", "Bestuurlijk overleg", BRON),),
    afschalen=(Niveau("wijkteam", "Wijkteam", BRON),),
)
"""It works on a legal ground, as a ZVH does."""

TOESTEMMINGSTAFEL = replace(TESTTAFEL, grondslagen=(), toestemming_vereist=("inbrengen",))
"""It works on consent, as a RET does."""

VRIJE_TAFEL = replace(TESTTAFEL, leefgebieden=(), grondslagen=())
"""It asks for no life domains and no ground."""

PROTOCOL = Privacyprotocol(
    regime="testregime",
    versie=1,
    plafond=Bewaarregel("plafond", Anker.EERSTE_VERWERKING, 5, 0, "ten hoogste vijf jaar", "WGS 1.8(7)"),
    na_afwijzing=Bewaarregel("na-afwijzing", Anker.AFWIJZING, 0, 0, "niet opgenomen", "BGS 1.16(1)"),
)
