"""What the invented consultatie is asked, one command of each kind and a few more; imperative."""

from dataclasses import replace
from datetime import date

from domain.casus.waarden import Betrokkene, Betrokkenheid, Opschortgrond, Verwijdergrond, Weigerreden
from domain.consultatie.commands import (
    GeefAdvies,
    HefOpschortingVanConsultatieOp,
    LaatConsultatieBuitenVernietiging,
    LegBevestigingVast,
    SchortConsultatieOp,
    SluitConsultatie,
    StelVraag,
    VerwijderConsultatie,
    VulVraagAan,
    ZetOmInAanmelding,
)
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard
from tests.domain.delen import AARDBEI, FEIT_A1, OPSCHORTING_ID, VREEMDE_ID
from tests.domain.tafel import DINSDAG, GANG

MANGO = Betrokkene(VREEMDE_ID, Betrokkenheid.OUDER, "Testpersoon Mango")
"""Named later, or not at all."""

STEL_VRAAG = StelVraag(
    consultatienummer="VRAAG-0001",
    organisatie="testschool",
    kanaal=Kanaal.TELEFONISCH,
    vraagsteller="Testleraar Citroen, citroen@testschool.example",
    vraag="Wat kan de school doen als het thuis misgaat?",
    aard=Vraagaard.OP_NAAM,
    betrokkenen=(AARDBEI,),
    gemeente="teststad",
    aanpak="regulier",
    leefgebieden=("wonen", "schulden"),
    criteria=(FEIT_A1,),
    reguliere_routes="Het wijkteam belde twee keer",
)
"""The school may not bring a case in at this table, but it may ask."""
STEL_ALGEMENE_VRAAG = StelVraag(
    consultatienummer="VRAAG-0001",
    organisatie="testschool",
    kanaal=Kanaal.SCHRIFTELIJK,
    vraagsteller="Testleraar Citroen, citroen@testschool.example",
    vraag="Wanneer meldt een school iets bij jullie?",
    aard=Vraagaard.ALGEMEEN,
)
"""Only what is compulsory."""
STEL_ANONIEME_VRAAG = replace(
    STEL_ALGEMENE_VRAAG, vraag="Een leerling slaapt in de auto. Wat nu?", aard=Vraagaard.ANONIEM
)
VUL_VRAAG_AAN = VulVraagAan("testzorg", betrokkenen=(MANGO,), leefgebieden=("zorg",))
GEEF_ADVIES = GeefAdvies("Bel eerst de huisarts", Formulieradvies.JA)
GEEF_TWEEDE_ADVIES = GeefAdvies("Wacht het gesprek met de huisarts af", Formulieradvies.NEE)
LEG_BEVESTIGING_VAST = LegBevestigingVast(Bevestigingskanaal.EMAIL, DINSDAG)
ZET_OM = ZetOmInAanmelding("TEST-0001")
SLUIT = SluitConsultatie("De school kan verder")
LAAT_BUITEN_VERNIETIGING = LaatConsultatieBuitenVernietiging(
    "L-BCDFG-HJKLM", Weigerreden.NOG_NODIG, "Citroen heeft nog een vraag over Mango"
)
SCHORT_OP = SchortConsultatieOp(
    OPSCHORTING_ID, Opschortgrond.RECHTSVORDERING, "Citroen procedeert tegen Mango", date(2026, 12, 1)
)
HEF_OPSCHORTING_OP = HefOpschortingVanConsultatieOp(OPSCHORTING_ID, "De rechter besliste over Mango")
VERWIJDER = VerwijderConsultatie("BEWIJS-7", Verwijdergrond.NIET_LANGER_NODIG, GANG)
VERWIJDER_NA_TERMIJN = VerwijderConsultatie("BEWIJS-7", Verwijdergrond.TERMIJN_VERSTREKEN, GANG)
