"""What was recorded of the invented verzoek: a fact of each kind and more, and a history for each phase."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.bewaring import Vernietigd
from domain.casus.waarden import Gezag, Verwijdergrond
from domain.verzoek.events import (
    BesluitTeruggegeven,
    BesluitVoorgesteld,
    IdentiteitVastgesteld,
    InzageVerstrekt,
    PersoonGezocht,
    VerwijderingVanVerzoekVoorgesteld,
    VerzoekAfgewezen,
    Verzoekgebeurtenis,
    VerzoekIngetrokken,
    VerzoekIngewilligd,
    VerzoekOntvangen,
    VerzoekUitgevoerd,
    VerzoekVerlengd,
    VerzoekVerwijderd,
    VindplaatsenBevestigd,
    WissingUitgezet,
)
from domain.verzoek.state import Verzoekfase
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Besluituitkomst,
    Correctie,
    Identificatie,
    Inzagevorm,
    OverWie,
    Verzoeksoort,
)
from tests.domain.verzoek.opdrachten import (
    EERSTE,
    EERSTE_TERMIJN,
    ONTVANGST,
    PLAFOND,
    POSTEN,
    TWEEDE_TERMIJN,
    VONDSTEN,
)

DAG_ERNA = date(2026, 3, 3)
NA_AFLOOP = date(2028, 3, 3)

ONTVANGEN = VerzoekOntvangen(
    verzoeknummer="VERZOEK-0001",
    tafel="testtafel",
    soort=Verzoeksoort.INZAGE,
    ontvangen_op=ONTVANGST,
    uiterlijk=EERSTE_TERMIJN,
    bewaren_tot=PLAFOND,
    bewaarregel="verzoek/1/plafond",
    aanvrager=Aanvrager.ZELF,
    verzoeker="Testpersoon Framboos",
    bereikbaar="framboos@verzonnen.example",
    over=OverWie("Testpersoon Framboos", date(1991, 5, 17), "999990019"),
    inhoud="Wat weten jullie van mij?",
)
RECTIFICATIE_ONTVANGEN = replace(ONTVANGEN, soort=Verzoeksoort.RECTIFICATIE)
WISSING_ONTVANGEN = replace(ONTVANGEN, soort=Verzoeksoort.WISSING)
BEPERKING_ONTVANGEN = replace(ONTVANGEN, soort=Verzoeksoort.BEPERKING)
BEZWAAR_ONTVANGEN = replace(ONTVANGEN, soort=Verzoeksoort.BEZWAAR)
OVER_EEN_KIND_ONTVANGEN = replace(
    ONTVANGEN,
    aanvrager=Aanvrager.OUDER_MET_GEZAG,
    verzoeker="Testpersoon Kweepeer",
    over=OverWie("Testpersoon Mispel", date(2018, 5, 17)),
)
VASTGESTELD = IdentiteitVastgesteld(
    geboortedatum=date(1991, 5, 17),
    leeftijdsband="16-129",
    aanvragers=(Aanvrager.ZELF,),
    wijze=Identificatie.AAN_HET_LOKET,
    gezag=None,
    onderbouwing="Rijbewijs gezien aan de balie",
)
OUDER_VASTGESTELD = IdentiteitVastgesteld(
    geboortedatum=date(2018, 5, 17),
    leeftijdsband="0-11",
    aanvragers=(Aanvrager.OUDER_MET_GEZAG,),
    wijze=Identificatie.DIGID,
    gezag=Gezag.EENHOOFDIG_OUDERLIJK,
    onderbouwing="Uittreksel van het gezagsregister gezien",
)
GEZOCHT = PersoonGezocht(VONDSTEN)
BEVESTIGD = VindplaatsenBevestigd((EERSTE,))
VERLENGD = VerzoekVerlengd("Er zijn veel casussen om na te gaan", DAG_ERNA, TWEEDE_TERMIJN)
INWILLIGING_VOORGESTELD = BesluitVoorgesteld(
    Besluituitkomst.INWILLIGEN, None, "Niets staat het overzicht in de weg", None, None, "mw-kers"
)
AFWIJZING_VOORGESTELD = BesluitVoorgesteld(
    Besluituitkomst.AFWIJZEN,
    Afwijsgrond.BUITENSPORIG,
    "Het is de vierde keer deze maand",
    None,
    None,
    "mw-kers",
)
CORRECTIE_VOORGESTELD = replace(
    INWILLIGING_VOORGESTELD, correctie=Correctie(naam="Testpersoon Frambozen", adres="Verzonnenlaan 2")
)
TERUGGEGEVEN = BesluitTeruggegeven("De toelichting is te kort", "mw-pruim")
INGEWILLIGD = VerzoekIngewilligd("Niets staat het overzicht in de weg", "mw-kers", "mw-pruim", "ab" * 32)
AFGEWEZEN = VerzoekAfgewezen(
    grond=Afwijsgrond.BUITENSPORIG,
    toelichting="Het is de vierde keer deze maand",
    voorgesteld_door="mw-kers",
    akkoord_door="mw-pruim",
    bewaren_tot=NA_AFLOOP,
    bewaarregel="verzoek/1/na-afloop",
)
VERSTREKT = InzageVerstrekt("EXPORT-1", Inzagevorm.PDF)
UITGEZET = WissingUitgezet(POSTEN, ("testzorg",))
UITGEVOERD = VerzoekUitgevoerd(DAG_ERNA, ("testzorg",), NA_AFLOOP, "verzoek/1/na-afloop")
INGETROKKEN = VerzoekIngetrokken(DAG_ERNA, "Belde dat het niet meer hoeft", NA_AFLOOP, "verzoek/1/na-afloop")
VERWIJDERING_VOORGESTELD = VerwijderingVanVerzoekVoorgesteld(Verwijdergrond.TERMIJN_VERSTREKEN, "mw-kers")
VERWIJDERD = VerzoekVerwijderd(
    bewijsnummer="BEWIJS-9",
    tafel="testtafel",
    regime="verzoek",
    grond=Verwijdergrond.TERMIJN_VERSTREKEN,
    regel="verzoek/1/na-afloop",
    bewaren_tot=NA_AFLOOP,
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
)
VERNIETIGD = Vernietigd("verzoek.VerzoekOntvangen.v1", datetime(2028, 3, 3, 9, 0, tzinfo=UTC))
WEG = (VERNIETIGD, VERNIETIGD, VERWIJDERING_VOORGESTELD, VERWIJDERD)
"""As it is read back from the store: only the two facts without personal data are still there."""

TOT_VINDEN = (ONTVANGEN, VASTGESTELD, GEZOCHT, BEVESTIGD)
TOT_AKKOORD = (*TOT_VINDEN, INWILLIGING_VOORGESTELD, INGEWILLIGD)
STANDEN: dict[Verzoekfase, tuple[Verzoekgebeurtenis, ...]] = {
    Verzoekfase.GEEN: (),
    Verzoekfase.ONTVANGEN: (ONTVANGEN,),
    Verzoekfase.VASTGESTELD: (ONTVANGEN, VASTGESTELD, GEZOCHT),
    Verzoekfase.GEVONDEN: TOT_VINDEN,
    Verzoekfase.VOORGESTELD: (*TOT_VINDEN, INWILLIGING_VOORGESTELD),
    Verzoekfase.INGEWILLIGD: (*TOT_AKKOORD, VERSTREKT),
    Verzoekfase.AFGEWEZEN: (*TOT_VINDEN, AFWIJZING_VOORGESTELD, AFGEWEZEN),
    Verzoekfase.UITGEVOERD: (*TOT_AKKOORD, VERSTREKT, UITGEVOERD, VERWIJDERING_VOORGESTELD),
    Verzoekfase.INGETROKKEN: (ONTVANGEN, VERLENGD, INGETROKKEN),
    Verzoekfase.VERWIJDERD: WEG,
}
"""A history for each phase."""
