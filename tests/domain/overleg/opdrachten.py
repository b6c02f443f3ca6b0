"""A hand-written command of every kind: what one asks of the casusoverleg, and the triage beside it."""

from domain.casus.waarden import Vorm
from domain.overleg.commands import (
    BevestigKomst,
    HoudOverleg,
    NodigUitVoorOverleg,
    PlanOverleg,
    SchrapAgendapunt,
    TrekUitnodigingIn,
    VerzetOverleg,
    VoegAgendapuntToe,
    ZegKomstAf,
    ZegOverlegAf,
)
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.tafels import Deelname
from tests.domain.overleg.delen import (
    APPELPUNT,
    BEGINT,
    KERSENPUNT,
    LATER,
    OVERLEG_ID,
    PERENPUNT,
    POLITIE_WAS_ER,
    TWEEDE_VOOR_TESTZORG,
    VOOR_INWONER,
    VOOR_TESTPOLITIE,
    VOOR_TESTZORG,
    ZORG_WAS_ER,
)

PLAN_OVERLEG = PlanOverleg(
    overleg_id=OVERLEG_ID,
    soort=Overlegsoort.CASUSOVERLEG,
    begint=BEGINT,
    minuten=120,
    vorm=Vorm.OP_LOCATIE,
    capaciteit=3,
    plaats="Fruitkamer, Teststad",
)
PLAN_TRIAGE = PlanOverleg(OVERLEG_ID, Overlegsoort.TRIAGE, BEGINT, 60, Vorm.DIGITAAL, 2)
VERZET_OVERLEG = VerzetOverleg(LATER, "De Fruitkamer lekt")

NODIG_TESTZORG_UIT = NodigUitVoorOverleg(VOOR_TESTZORG, "testzorg", Deelname.VAST, "mw-peer")
NODIG_TESTPOLITIE_UIT = NodigUitVoorOverleg(
    VOOR_TESTPOLITIE, "testpolitie", Deelname.FLEXIBEL, agendapunt_id=APPELPUNT
)
NODIG_INWONER_UIT = NodigUitVoorOverleg(VOOR_INWONER, "inwoner", Deelname.WISSELEND, agendapunt_id=APPELPUNT)
NODIG_TESTZORG_UIT_VOOR_PUNT = NodigUitVoorOverleg(
    TWEEDE_VOOR_TESTZORG, "testzorg", Deelname.VAST, "mw-peer", APPELPUNT
)
BEVESTIG_KOMST = BevestigKomst(VOOR_TESTZORG)
ZEG_KOMST_AF = ZegKomstAf(VOOR_TESTZORG, "Zelf ziek", vervanger="mw-mango")
TREK_UITNODIGING_IN = TrekUitnodigingIn(VOOR_TESTZORG, "Testzorg heeft een andere collega gevraagd")

VOEG_APPELPUNT_TOE = VoegAgendapuntToe(APPELPUNT, Puntsoort.ICO)
VOEG_PERENPUNT_TOE = VoegAgendapuntToe(PERENPUNT, Puntsoort.VOORTGANG)
VOEG_KERSENPUNT_TOE = VoegAgendapuntToe(KERSENPUNT, Puntsoort.AFSLUITING)
VOEG_TRIAGE_TOE = VoegAgendapuntToe(APPELPUNT, Puntsoort.TRIAGE)
SCHRAP_APPELPUNT = SchrapAgendapunt(APPELPUNT, "Er is nog niet genoeg bekend")

HOUD_OVERLEG = HoudOverleg(
    aanwezig=(ZORG_WAS_ER, POLITIE_WAS_ER),
    verslag="Een punt liep uit; voor het andere was geen tijd meer.",
    besproken=(APPELPUNT,),
)
ZEG_OVERLEG_AF = ZegOverlegAf("Te veel mensen ziek")
