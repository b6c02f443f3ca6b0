"""The facts that the hand-written commands lead to, and an overleg in each phase."""

from domain.bewaring import Vernietigd
from domain.overleg.events import (
    AgendapuntGeschrapt,
    AgendapuntToegevoegd,
    KomstAfgezegd,
    KomstBevestigd,
    OverlegAfgezegd,
    Overleggebeurtenis,
    OverlegGehouden,
    OverlegGepland,
    OverlegVerzet,
    UitnodigingIngetrokken,
    UitnodigingVerstuurd,
)
from domain.overleg.state import Overlegfase
from domain.overleg.waarden import Puntsoort
from domain.tafels import Deelname
from tests.domain.overleg.delen import (
    APPELPUNT,
    BEGINT,
    KERSENPUNT,
    LATER,
    NU,
    OVERLEG_ID,
    PERENPUNT,
    POLITIE_WAS_ER,
    TWEEDE_VOOR_TESTZORG,
    VOOR_INWONER,
    VOOR_TESTPOLITIE,
    VOOR_TESTZORG,
    ZORG_WAS_ER,
)
from tests.domain.overleg.opdrachten import PLAN_OVERLEG, PLAN_TRIAGE

OVERLEG_GEPLAND = OverlegGepland(
    overleg_id=OVERLEG_ID,
    tafel="testtafel",
    definitie="testtafel/1",
    soort=PLAN_OVERLEG.soort,
    begint=BEGINT,
    minuten=120,
    vorm=PLAN_OVERLEG.vorm,
    plaats="Fruitkamer, Teststad",
    capaciteit=3,
    eigenlijk=None,
    feestdag=None,
)
TRIAGE_GEPLAND = OverlegGepland(
    overleg_id=OVERLEG_ID,
    tafel="testtafel",
    definitie="testtafel/1",
    soort=PLAN_TRIAGE.soort,
    begint=BEGINT,
    minuten=60,
    vorm=PLAN_TRIAGE.vorm,
    plaats=None,
    capaciteit=2,
    eigenlijk=None,
    feestdag=None,
)
OVERLEG_VERZET = OverlegVerzet(LATER, "De Fruitkamer lekt")

TESTZORG_UITGENODIGD = UitnodigingVerstuurd(VOOR_TESTZORG, "testzorg", "mw-peer", Deelname.VAST, None)
TESTPOLITIE_UITGENODIGD = UitnodigingVerstuurd(
    VOOR_TESTPOLITIE, "testpolitie", None, Deelname.FLEXIBEL, APPELPUNT
)
INWONER_UITGENODIGD = UitnodigingVerstuurd(VOOR_INWONER, "inwoner", None, Deelname.WISSELEND, APPELPUNT)
TESTZORG_UITGENODIGD_VOOR_PUNT = UitnodigingVerstuurd(
    TWEEDE_VOOR_TESTZORG, "testzorg", "mw-peer", Deelname.VAST, APPELPUNT
)
KOMST_BEVESTIGD = KomstBevestigd(VOOR_TESTZORG)
KOMST_AFGEZEGD = KomstAfgezegd(VOOR_TESTZORG, "Zelf ziek", "mw-mango")
UITNODIGING_INGETROKKEN = UitnodigingIngetrokken(VOOR_TESTZORG, "Testzorg heeft een andere collega gevraagd")

APPELPUNT_TOEGEVOEGD = AgendapuntToegevoegd(APPELPUNT, Puntsoort.ICO)
PERENPUNT_TOEGEVOEGD = AgendapuntToegevoegd(PERENPUNT, Puntsoort.VOORTGANG)
KERSENPUNT_TOEGEVOEGD = AgendapuntToegevoegd(KERSENPUNT, Puntsoort.AFSLUITING)
APPELPUNT_GESCHRAPT = AgendapuntGeschrapt(APPELPUNT, "Er is nog niet genoeg bekend")

OVERLEG_GEHOUDEN = OverlegGehouden(
    (ZORG_WAS_ER, POLITIE_WAS_ER), "Een punt liep uit; voor het andere was geen tijd meer.", (APPELPUNT,)
)
OVERLEG_AFGEZEGD = OverlegAfgezegd("Te veel mensen ziek")
VERNIETIGD = Vernietigd("overleg.KomstAfgezegd.v1", NU)

VOLBEREID = (
    OVERLEG_GEPLAND,
    APPELPUNT_TOEGEVOEGD,
    PERENPUNT_TOEGEVOEGD,
    TESTZORG_UITGENODIGD,
    TESTPOLITIE_UITGENODIGD,
    KOMST_BEVESTIGD,
)
"""Two agendapunten in three places; two were invited and one of them comes."""

STANDEN: dict[Overlegfase, tuple[Overleggebeurtenis, ...]] = {
    Overlegfase.GEEN: (),
    Overlegfase.GEPLAND: VOLBEREID,
    Overlegfase.GEHOUDEN: (*VOLBEREID, OVERLEG_GEHOUDEN),
    Overlegfase.AFGEZEGD: (*VOLBEREID, OVERLEG_AFGEZEGD),
}
