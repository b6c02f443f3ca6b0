"""What was recorded of the invented consultatie: a fact of each kind and more, and a history for each phase."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.bewaring import Vernietigd
from domain.casus.waarden import Opschortgrond, Verwijdergrond, Weigerreden
from domain.consultatie.events import (
    AdviesGegeven,
    BevestigingVerzonden,
    ConsultatieBuitenVernietigingGelaten,
    Consultatiegebeurtenis,
    ConsultatieGesloten,
    ConsultatieOpgeschort,
    ConsultatieVerwijderd,
    OmgezetInAanmelding,
    OpschortingVanConsultatieOpgeheven,
    VerwijderingVanConsultatieVoorgesteld,
    VraagAangevuld,
    VraagGesteld,
)
from domain.consultatie.state import Consultatiefase
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard
from tests.domain.consultatie.opdrachten import MANGO
from tests.domain.delen import AARDBEI, FEIT_A1, OPSCHORTING_ID
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, MAANDAG

VRAAG_GESTELD = VraagGesteld(
    consultatienummer="VRAAG-0001",
    tafel="testtafel",
    regime="testregime",
    definitie="testtafel/1",
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
    eerste_verwerking=MAANDAG,
    bewaren_tot=EINDE_TERMIJN,
    bewaarregel="testregime/1/plafond",
)
ALGEMENE_VRAAG_GESTELD = replace(
    VRAAG_GESTELD,
    kanaal=Kanaal.SCHRIFTELIJK,
    vraag="Wanneer meldt een school iets bij jullie?",
    aard=Vraagaard.ALGEMEEN,
    betrokkenen=(),
    gemeente=None,
    aanpak=None,
    leefgebieden=(),
    criteria=(),
    reguliere_routes=None,
    eerste_verwerking=None,
    bewaren_tot=None,
    bewaarregel=None,
)
ANONIEME_VRAAG_GESTELD = replace(
    ALGEMENE_VRAAG_GESTELD, vraag="Een leerling slaapt in de auto. Wat nu?", aard=Vraagaard.ANONIEM
)
VRAAG_AANGEVULD = VraagAangevuld(
    organisatie="testzorg",
    aard=None,
    betrokkenen=(MANGO,),
    gemeente=None,
    aanpak=None,
    leefgebieden=("zorg",),
    criteria=(),
    reguliere_routes=None,
    eerste_verwerking=None,
    bewaren_tot=None,
    bewaarregel=None,
)
OP_NAAM_GEWORDEN = replace(
    VRAAG_AANGEVULD,
    aard=Vraagaard.OP_NAAM,
    eerste_verwerking=MAANDAG,
    bewaren_tot=EINDE_TERMIJN,
    bewaarregel="testregime/1/plafond",
)
"""The same, where nobody was named before."""
ADVIES_GEGEVEN = AdviesGegeven("Bel eerst de huisarts", Formulieradvies.JA, "mw-peer")
TWEEDE_ADVIES_GEGEVEN = AdviesGegeven("Wacht het gesprek met de huisarts af", Formulieradvies.NEE, "mw-peer")
BEVESTIGING_VERZONDEN = BevestigingVerzonden(Bevestigingskanaal.EMAIL, DINSDAG)
OMGEZET = OmgezetInAanmelding("TEST-0001")
GESLOTEN = ConsultatieGesloten("De school kan verder")
VERWIJDERING_VOORGESTELD = VerwijderingVanConsultatieVoorgesteld(Verwijdergrond.NIET_LANGER_NODIG, "mw-kers")
BUITEN_VERNIETIGING_GELATEN = ConsultatieBuitenVernietigingGelaten(
    "L-BCDFG-HJKLM", Weigerreden.NOG_NODIG, "Citroen heeft nog een vraag over Mango"
)
OPGESCHORT = ConsultatieOpgeschort(
    OPSCHORTING_ID, Opschortgrond.RECHTSVORDERING, "Citroen procedeert tegen Mango", date(2026, 12, 1)
)
OPSCHORTING_OPGEHEVEN = OpschortingVanConsultatieOpgeheven(OPSCHORTING_ID, "De rechter besliste over Mango")
VERWIJDERD = ConsultatieVerwijderd(
    bewijsnummer="BEWIJS-7",
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
VERNIETIGD = Vernietigd("consultatie.VraagGesteld.v1", datetime(2031, 3, 3, 9, 0, tzinfo=UTC))
WEG = (VERNIETIGD, VERNIETIGD, VERWIJDERING_VOORGESTELD, VERWIJDERD)
"""As it is read back from the store: only the two facts without personal data are still there."""

BEANTWOORD = (VRAAG_GESTELD, ADVIES_GEGEVEN)
BEVESTIGD = (*BEANTWOORD, BEVESTIGING_VERZONDEN)
STANDEN: dict[Consultatiefase, tuple[Consultatiegebeurtenis, ...]] = {
    Consultatiefase.GEEN: (),
    Consultatiefase.GESTELD: (VRAAG_GESTELD,),
    Consultatiefase.BEANTWOORD: BEANTWOORD,
    Consultatiefase.OMGEZET: (*BEVESTIGD, OMGEZET),
    Consultatiefase.GESLOTEN: (*BEVESTIGD, GESLOTEN, VERWIJDERING_VOORGESTELD),
    Consultatiefase.VERWIJDERD: WEG,
}
"""A history for each phase."""
