"""The commands of the invented list."""

from domain.casus.waarden import Weigerreden
from domain.vernietigingslijst.commands import (
    BeginUitvoering,
    ControleerLijst,
    HandelPostenAf,
    KeurLijstGoed,
    LegKekVernieuwingVast,
    LegNacontroleVast,
    LegTijdvakVast,
    Lijstopdracht,
    StelLijstVoor,
    TrekLijstIn,
    VerklaarLijst,
    ZetStap,
)
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.waarden import (
    Afgehaalde,
    Afhaalreden,
    Intrekreden,
    Stap,
    Stapuitkomst,
    Vernietigde,
)
from tests.domain.vernietigingslijst.feiten import BEELDEN, DERDE, DIGEST, EERSTE, LAATSTE_DAG, TWEEDE

STEL_LIJST_VOOR = StelLijstVoor("L-BCDFG-HJKLM", LAATSTE_DAG, (EERSTE, TWEEDE, DERDE))
CONTROLEER_LIJST = ControleerLijst(((DERDE.post.post_id, Weigerreden.RECHTSVORDERING),))
KEUR_LIJST_GOED = KeurLijstGoed(DIGEST, BEELDEN)
TREK_LIJST_IN = TrekLijstIn(Intrekreden.NIET_AKKOORD)
BEGIN_UITVOERING = BeginUitvoering()
HANDEL_POSTEN_AF = HandelPostenAf(
    vernietigd=(Vernietigde(EERSTE.post.post_id, "V-BCDFG-HJKLM"),),
    afgehaald=(Afgehaalde(TWEEDE.post.post_id, Afhaalreden.OPGESCHORT),),
)
LEG_TIJDVAK_VAST = LegTijdvakVast(4)
ZET_STAP = ZetStap(Stap.CACHES, Stapuitkomst.NIET_AANWEZIG)
LEG_KEK_VERNIEUWING_VAST = LegKekVernieuwingVast(5)
LEG_NACONTROLE_VAST = LegNacontroleVast(Uitslag.GESLAAGD, ("sleutels", "tabellen"), ("Afdrukken op papier.",))
VERKLAAR_LIJST = VerklaarLijst("2031-0001", "ab" * 32)

ALLE: tuple[Lijstopdracht, ...] = (
    *(STEL_LIJST_VOOR, CONTROLEER_LIJST, KEUR_LIJST_GOED, TREK_LIJST_IN),
    *(BEGIN_UITVOERING, HANDEL_POSTEN_AF, LEG_TIJDVAK_VAST, ZET_STAP, LEG_KEK_VERNIEUWING_VAST),
    *(LEG_NACONTROLE_VAST, VERKLAAR_LIJST),
)
