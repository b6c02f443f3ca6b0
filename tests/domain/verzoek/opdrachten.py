"""What the invented verzoek is asked, one command of each kind and a few more; imperative."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.casus.waarden import Gezag, Verwijdergrond
from domain.rollen import Medewerker, Rol
from domain.tafels import Bron, Leeftijdsband, Toestemmer
from domain.verzoek.commands import (
    BevestigVindplaatsen,
    GeefBesluitTerug,
    LegInzageVast,
    LegZoekresultaatVast,
    NeemBesluit,
    OntvangVerzoek,
    StelBesluitVoor,
    StelIdentiteitVast,
    StelVerwijderingVanVerzoekVoor,
    TrekVerzoekIn,
    VerlengVerzoek,
    VerwijderVerzoek,
    VoerVerzoekUit,
    ZetWissingUit,
)
from domain.verzoek.regels import Bevoegde, Maandtermijn, Verzoekregels
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Besluituitkomst,
    Correctie,
    Identificatie,
    Inzagevorm,
    OverWie,
    Verzoeksoort,
    Vondst,
    Zoekwijze,
)

BRON = Bron("Verzonnen handboek", "2")
REGELS = Verzoekregels(
    versie=1,
    antwoord=Maandtermijn(1, BRON),
    verlenging=Maandtermijn(2, BRON),
    bewaren=Maandtermijn(24, BRON),
    plafond=Maandtermijn(60, BRON),
    herziening=Maandtermijn(12, BRON),
    banden=(
        Leeftijdsband(0, 12, Toestemmer.GEZAGSDRAGERS, BRON),
        Leeftijdsband(12, 16, Toestemmer.ZELF_EN_GEZAGSDRAGERS, BRON),
        Leeftijdsband(16, 130, Toestemmer.ZELF, BRON),
    ),
    bevoegden=(
        Bevoegde(Toestemmer.GEZAGSDRAGERS, Aanvrager.OUDER_MET_GEZAG, BRON),
        Bevoegde(Toestemmer.GEZAGSDRAGERS, Aanvrager.VOOGD, BRON),
        Bevoegde(Toestemmer.ZELF_EN_GEZAGSDRAGERS, Aanvrager.ZELF, BRON),
        Bevoegde(Toestemmer.ZELF_EN_GEZAGSDRAGERS, Aanvrager.OUDER_MET_GEZAG, BRON),
        Bevoegde(Toestemmer.ZELF_EN_GEZAGSDRAGERS, Aanvrager.VOOGD, BRON),
        Bevoegde(Toestemmer.ZELF, Aanvrager.ZELF, BRON),
        Bevoegde(Toestemmer.ZELF, Aanvrager.GEMACHTIGDE, BRON),
    ),
)
"""The rules of the tests; those that are shipped have a test of their own."""

ONTVANGST = date(2026, 3, 2)
EERSTE_TERMIJN = date(2026, 4, 2)
TWEEDE_TERMIJN = date(2026, 6, 2)
PLAFOND = date(2031, 3, 2)

KERS = Medewerker("mw-kers", Rol.COMPLIANCE, "testregie")
PRUIM = Medewerker("mw-pruim", Rol.COMPLIANCE, "testregie")

EERSTE, TWEEDE, VREEMD = UUID(int=0xA1), UUID(int=0xA2), UUID(int=0xA9)
VONDSTEN = (
    Vondst(EERSTE, Zoekwijze.BSN),
    Vondst(TWEEDE, Zoekwijze.NAAM_EN_GEBOORTEDATUM),
)
POSTEN = (UUID(int=0xB1), UUID(int=0xB2))

ONTVANG = OntvangVerzoek(
    verzoeknummer="VERZOEK-0001",
    tafel="testtafel",
    soort=Verzoeksoort.INZAGE,
    ontvangen_op=ONTVANGST,
    aanvrager=Aanvrager.ZELF,
    verzoeker="Testpersoon Framboos",
    bereikbaar="framboos@verzonnen.example",
    over=OverWie("Testpersoon Framboos", date(1991, 5, 17), "999990019"),
    inhoud="Wat weten jullie van mij?",
)
STEL_IDENTITEIT_VAST = StelIdentiteitVast(
    geboortedatum=date(1991, 5, 17),
    aanvragers=(Aanvrager.ZELF,),
    wijze=Identificatie.AAN_HET_LOKET,
    gezag=None,
    onderbouwing="Rijbewijs gezien aan de balie",
)
STEL_IDENTITEIT_VAN_OUDER_VAST = StelIdentiteitVast(
    geboortedatum=date(2018, 5, 17),
    aanvragers=(Aanvrager.OUDER_MET_GEZAG,),
    wijze=Identificatie.DIGID,
    gezag=Gezag.EENHOOFDIG_OUDERLIJK,
    onderbouwing="Uittreksel van het gezagsregister gezien",
)
LEG_ZOEKRESULTAAT_VAST = LegZoekresultaatVast(VONDSTEN)
BEVESTIG = BevestigVindplaatsen((EERSTE,))
BEVESTIG_NIETS = BevestigVindplaatsen(())
VERLENG = VerlengVerzoek("Er zijn veel casussen om na te gaan", date(2026, 3, 3))
STEL_INWILLIGING_VOOR = StelBesluitVoor(
    Besluituitkomst.INWILLIGEN, None, "Niets staat het overzicht in de weg"
)
STEL_AFWIJZING_VOOR = StelBesluitVoor(
    Besluituitkomst.AFWIJZEN, Afwijsgrond.BUITENSPORIG, "Het is de vierde keer deze maand"
)
STEL_CORRECTIE_VOOR = replace(
    STEL_INWILLIGING_VOOR, correctie=Correctie(naam="Testpersoon Frambozen", adres="Verzonnenlaan 2")
)
GEEF_TERUG = GeefBesluitTerug("De toelichting is te kort")
KENMERK = "ab" * 32
NEEM_BESLUIT = NeemBesluit(KENMERK, KENMERK)
LEG_INZAGE_VAST = LegInzageVast("EXPORT-1", Inzagevorm.PDF)
ZET_WISSING_UIT = ZetWissingUit(POSTEN, ("testzorg",))
VOER_UIT = VoerVerzoekUit(("testzorg",))
TREK_IN = TrekVerzoekIn(date(2026, 3, 3), "Belde dat het niet meer hoeft")
STEL_VERWIJDERING_VOOR = StelVerwijderingVanVerzoekVoor(Verwijdergrond.TERMIJN_VERSTREKEN)
VERWIJDER = VerwijderVerzoek("BEWIJS-9")
