"""What happens in the demo year to data that are kept: holds, restrictions, own terms, and an extension."""

from collections.abc import Generator
from datetime import timedelta

from api.demo import mensen, teksten
from api.demo.stappen import Bedoeld, ControleertLijst, OpLijst, Stap, TrektLijstIn, Verhaal, Wacht
from api.demo.vernietiging import DOEL, LIJST_VOORAF, goedkeuring, uitvoering, vernietiging
from api.demo.verteller import Casusverteller
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
from domain.casus.termijn import instemmers
from domain.casus.waarden import Beperkgrond, Opschortgrond, Verwijdergrond, Weigerreden
from domain.privacyprotocol import Verlengingsgrond
from domain.vernietigingslijst.waarden import Intrekreden, Postsoort

HERZIEN = timedelta(days=180)
"""After how long a hold or a restriction is looked at again."""
EIGEN_TERMIJN = timedelta(days=25)
NIET_NODIG, OM = Verwijdergrond.NIET_LANGER_NODIG, Verwijdergrond.TERMIJN_VERSTREKEN


def claim(v: Casusverteller) -> Verhaal:
    """Tell how a closed case stays for a claim: once it comes back from its list, and once it is taken off."""
    v.na(14)
    lijst = yield from _voorgesteld(v)
    yield from goedkeuring(v, lijst)
    v.na(2)
    yield v.stap(v.bezetting.compliance, opgeschort := _opschorting(v))
    v.na(1)
    # The hold is gone by then, but the case is not what was approved any more: it comes back.
    yield v.stap(v.bezetting.compliance, HefOpschortingOp(opgeschort.opschorting_id, teksten.CLAIM_WEG))
    yield from uitvoering(v, lijst)
    v.na(2)
    lijst = yield from _voorgesteld(v)
    yield from goedkeuring(v, lijst)
    v.na(3)
    yield v.stap(v.bezetting.compliance, _opschorting(v))
    yield from uitvoering(v, lijst)


def beperkt(v: Casusverteller) -> Verhaal:
    """Tell how somebody disputes what stands there, which is sorted out; and another one holds on to it for a claim."""
    hoofd, ander = v.casus().betrokkenen[:2]
    eerste = StelBeperkingIn(
        v.id(), hoofd.persoon_id, Beperkgrond.JUISTHEID_BETWIST, teksten.BETWIST, v.dag + HERZIEN
    )
    yield v.stap(v.bezetting.compliance, eerste)
    v.na(16)
    yield v.stap(v.bezetting.fg, HefBeperkingOp(eerste.beperking_id, teksten.UITGEZOCHT, v.dag))
    v.na(6)
    tweede = StelBeperkingIn(
        v.id(), ander.persoon_id, Beperkgrond.RECHTSVORDERING, teksten.BEWAREN_VOOR_CLAIM, v.dag + HERZIEN
    )
    yield v.stap(v.bezetting.compliance, tweede)


def eigen_termijn(v: Casusverteller) -> Verhaal:
    """Tell how one person of a case is needed no longer, and is destroyed alone when that term is over."""
    ander = v.casus().betrokkenen[1].persoon_id
    regel = v.casus().bewaarregel or ""
    termijn = StelEigenTermijnVast(ander, None, v.dag + EIGEN_TERMIJN, regel, teksten.NIET_MEER_BETROKKEN)
    yield v.stap(v.bezetting.compliance, termijn)
    v.op(termijn.bewaren_tot - timedelta(days=LIJST_VOORAF), uur=9)
    yield v.wacht()
    yield from vernietiging(v, Bedoeld(v.casusnummer, Postsoort.PERSOON, OM, persoon_id=ander))


def toch_niet(v: Casusverteller) -> Verhaal:
    """Tell how a list is withdrawn by who proposed it, and how who checks the next one leaves the case out."""
    v.na(10)
    lijst = yield from _voorgesteld(v)
    v.na(1)
    yield v.doe(v.bezetting.compliance, DOEL, TrektLijstIn(lijst, Intrekreden.FOUT_VOORSTEL))
    v.na(7)
    lijst = yield from _voorgesteld(v)
    v.na(1)
    weigert = ((v.casusnummer, Weigerreden.NOG_NODIG, teksten.NOG_NODIG),)
    yield v.doe(v.bezetting.tweede_compliance, DOEL, ControleertLijst(lijst, weigert))


def verlengd(v: Casusverteller) -> Verhaal:
    """Tell how a case that still runs is extended; who does not agree has its contribution destroyed on the old day."""
    casus = v.casus()
    if casus.bewaren_tot is None:
        raise ValueError("A case that runs has a term.")
    oud, weigert = casus.bewaren_tot, _weigeraar(v)
    gevraagd = sorted(instemmers(casus))
    nieuw = oud + timedelta(days=365)
    voorstel = StelVerlengingVoor(
        v.id(), Verlengingsgrond.LOOPT_NOG, teksten.VERLENGEN, nieuw, tuple(gevraagd)
    )
    yield v.stap(v.proces, voorstel)
    for wie in gevraagd:
        v.na(v.dagen(1, 4))
        ja = GeefInstemming(voorstel.verlenging_id, wie)
        nee = WeigerInstemming(voorstel.verlenging_id, wie, teksten.NIET_VERLENGEN)
        yield v.stap(mensen.melder(wie), nee if wie == weigert else ja)
    v.op(oud - timedelta(days=LIJST_VOORAF), uur=9)
    yield v.wacht()
    yield from vernietiging(v, Bedoeld(v.casusnummer, Postsoort.BIJDRAGE, OM, organisatie=weigert))


def _voorgesteld(v: Casusverteller) -> Generator[Stap | Wacht, None, str]:
    """Propose to destroy a closed case, and give the number of its list."""
    lijst = v.kenteken("L")
    wat = OpLijst(lijst, (Bedoeld(v.casusnummer, Postsoort.CASUS, NIET_NODIG),))
    yield v.doe(v.bezetting.compliance, DOEL, wat)
    return lijst


def _opschorting(v: Casusverteller) -> SchortVernietigingOp:
    return SchortVernietigingOp(v.id(), Opschortgrond.RECHTSVORDERING, teksten.CLAIM, v.dag + HERZIEN)


def _weigeraar(v: Casusverteller) -> str:
    """Who told something at an ICO, and has nobody who works on the case."""
    werkt_mee = {v.casus().organisatie, v.zorg.organisatie, v.proces.organisatie}
    return min(instemmers(v.casus()) - werkt_mee)
