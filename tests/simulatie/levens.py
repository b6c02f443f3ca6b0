"""The lives of cases, from life as far as the sources tell: each a generator that yields the day it goes on."""

from datetime import date, timedelta
from uuid import uuid4

from domain.casus.commands import (
    GeefInstemming,
    HefBeperkingOp,
    HefOpschortingOp,
    SchortVernietigingOp,
    StelBeperkingIn,
    StelEigenTermijnVast,
    StelVerlengingVoor,
    WeigerInstemming,
)
from domain.casus.waarden import Beperkgrond, Opschortgrond, Uitkomst
from domain.privacyprotocol import Verlengingsgrond
from tests.simulatie.mensen import ZVH, gezin
from tests.simulatie.regio import Leven, Regio, jaren_na
from tests.simulatie.zaak import Zaak


def afgewezen(regio: Regio, tafel: str, uitkomst: Uitkomst = Uitkomst.AFGEWEZEN) -> Leven:
    """Not taken up: at a ZVH it has to go the same day, elsewhere within a year."""
    zaak = Zaak(regio, tafel)
    zaak.meld_aan()
    yield zaak.na(dagen=regio.kies.randint(1, 20))
    zaak.trieer(uitkomst)


def gesloten(regio: Regio, tafel: str) -> Leven:
    """Taken up, and closed after some months: the term stays that of the first day."""
    zaak = Zaak(regio, tafel)
    yield from lopend(zaak)
    yield zaak.na(dagen=regio.kies.randint(60, 700))
    zaak.sluit() if tafel == ZVH else None


def lopend(zaak: Zaak) -> Leven:
    """It comes in and is taken up; at a ZVH there is an ICO."""
    zaak.meld_aan()
    yield zaak.na(dagen=zaak.regio.kies.randint(1, 14))
    zaak.neem_op()
    if zaak.tafel == ZVH:
        yield zaak.na(dagen=7)
        zaak.houd_ico()


def loopt_door(regio: Regio) -> Leven:
    """Runs until its last day, and is worked on every month, and on each of the last days: also on the very last."""
    zaak = Zaak(regio, ZVH)
    yield from lopend(zaak)
    while (straks := _eerste_van_de_maand(regio.vandaag)) < zaak.uiterlijk - timedelta(days=6):
        yield straks
        zaak.voortgang()
    for dagen in (5, 3, 1, 0):
        yield zaak.voor_einde(dagen=dagen)
        zaak.voortgang()


def _eerste_van_de_maand(dag: date) -> date:
    """The first of next month: those who record how it stands do so for all their cases at once."""
    return (dag.replace(day=28) + timedelta(days=4)).replace(day=1)


def verlengd(regio: Regio, keren: int = 1) -> Leven:
    """Extended by two years, once or more; the ggz refuses, so what it told goes on the old day."""
    zaak = Zaak(regio, ZVH)
    yield from lopend(zaak)
    for keer in range(keren):
        yield zaak.voor_einde(dagen=regio.kies.randint(2, 200))
        verlenging, uiterlijk = uuid4(), zaak.uiterlijk
        tot = jaren_na(uiterlijk, 2)
        zaak.doe(
            StelVerlengingVoor(
                verlenging, Verlengingsgrond.LOOPT_NOG, "Het is nog niet klaar", tot, ("politie",)
            )
        )
        zaak.doe(GeefInstemming(verlenging, "politie"))
        if keer == 0:
            zaak.doe(WeigerInstemming(verlenging, "ggz", "Verzonnen bezwaren"))
            regio.delen_weg_op.setdefault(zaak.stroom_id, []).append(uiterlijk)
        zaak.verlengd_tot = tot


def opgeschort(regio: Regio, voor: int, na: int) -> Leven:
    """Held some days before its last day, or on it, and lifted some days later: then it goes at once."""
    zaak = Zaak(regio, ZVH)
    yield from lopend(zaak)
    yield zaak.na(dagen=100)
    zaak.sluit()
    yield zaak.voor_einde(dagen=voor)
    opschorting, tot = uuid4(), zaak.na(dagen=voor + na)
    zaak.doe(
        SchortVernietigingOp(
            opschorting,
            Opschortgrond.RECHTSVORDERING,
            "Een verzonnen zaak bij de rechter",
            tot,
        )
    )
    regio.gehouden[zaak.stroom_id], zaak.gehouden_tot = zaak.nummer, tot
    yield tot
    zaak.doe(HefOpschortingOp(opschorting, "De verzonnen zaak is voorbij"))
    del regio.gehouden[zaak.stroom_id]


def beperkt(regio: Regio) -> Leven:
    """Restricted (AVG 18) on somebody's request, which is handled just in time."""
    zaak = Zaak(regio, ZVH)
    yield from lopend(zaak)
    yield zaak.voor_einde(dagen=60)
    beperking = uuid4()
    zaak.doe(
        StelBeperkingIn(
            beperking, None, Beperkgrond.JUISTHEID_BETWIST, "Klopt verzonnen niet", zaak.na(dagen=30)
        )
    )
    yield zaak.voor_einde(dagen=2)
    zaak.doe(HefBeperkingOp(beperking, "Het is nagekeken", regio.vandaag))


def eigen_termijn(regio: Regio, eerder: int) -> Leven:
    """About a family, of whom one has a term of its own; the others read on."""
    mensen = gezin(regio.kies)
    zaak = Zaak(regio, ZVH, mensen)
    yield from lopend(zaak)
    eigen = zaak.uiterlijk - timedelta(days=eerder)
    zaak.doe(
        StelEigenTermijnVast(mensen[1].persoon_id, None, eigen, "zvh/1/plafond", "Afgesproken met het gezin")
    )
    regio.delen_weg_op.setdefault(zaak.stroom_id, []).append(eigen)
    yield eigen + timedelta(days=1)
    if zaak.is_weg():
        return
    casus = regio.dienst.shell.laad(zaak.nummer).casus
    assert not casus.is_betrokken(mensen[1].persoon_id)
    assert mensen[0] in casus.betrokkenen
    assert mensen[2] in casus.betrokkenen
