"""Consent in an invented case: who has to give it follows from the table, the age and the gezag, as the rules say."""

from datetime import timedelta

from api.demo import teksten
from api.demo.dagen import werkdag
from api.demo.stappen import Stap as Zet
from api.demo.stappen import Verhaal
from api.demo.verteller import Casusverteller
from domain.casus.commands import (
    BeoordeelGezag,
    GeefToestemming,
    LegGeboortedatumVast,
    LegGezagVast,
    LegInformerenVast,
    StelInformerenUit,
    TrekToestemmingIn,
    WeigerToestemming,
)
from domain.casus.toestemming import Toestemmingsstatus, Wie, leeftijd_op, stand
from domain.casus.waarden import Gezag, Hoedanigheid, Onderzoek, Uitstelgrond
from domain.tafels import Stap, Stuk, Toestemmingsdoel

TEKSTVERSIE = "toestemming-1"
ZELF_VANAF = 12
RONDES = 6
"""Birth date, gezag, its judgement, and the words themselves: more is never missing."""
LANGSTE_WACHT = timedelta(days=70)


def vraagt(v: Casusverteller) -> bool:
    """Whether the table discusses a case on consent."""
    return Stuk.TOESTEMMING in v.tafel.vraagt


def doelen(v: Casusverteller, stap: Stap) -> tuple[Toestemmingsdoel, ...]:
    """The purposes for which the table needs consent before this step."""
    return tuple(doel for doel in v.tafel.toestemming if stap in doel.nodig_voor)


def voor(v: Casusverteller, stap: Stap) -> Verhaal:
    """Ask all consent that this step needs."""
    for doel in doelen(v, stap):
        yield from geef(v, doel)


def geef(v: Casusverteller, doel: Toestemmingsdoel) -> Verhaal:
    """Ask consent for one purpose of everybody who has to give it today, and first what that depends on."""
    for _ in range(RONDES):
        nu = stand(v.casus(), v.hoofd.persoon_id, doel, op=v.dag)
        match nu.status:
            case Toestemmingsstatus.LEEFTIJD_ONBEKEND if v.hoofd.geboortedatum is not None:
                yield v.stap(v.secretaris, LegGeboortedatumVast(v.hoofd.persoon_id, v.hoofd.geboortedatum))
            case Toestemmingsstatus.GEZAG_ONBEKEND:
                yield from _gezag(v)
            case Toestemmingsstatus.ONTBREEKT:
                for wie in nu.mist:
                    yield _ja(v, doel, wie)
            case _:
                return


def _gezag(v: Casusverteller) -> Verhaal:
    """Read the register; where that does not tell, the procesregisseur judges."""
    wie = v.hoofd.persoon_id
    if v.gezag_onduidelijk or v.kans(0.2):
        onderzoek = Onderzoek.LOOPT if v.kans(0.5) else Onderzoek.GEEN
        gezag = v.gezag if onderzoek is Onderzoek.LOOPT else Gezag.NIET_TE_BEPALEN
        yield v.stap(v.secretaris, LegGezagVast(wie, gezag, onderzoek, teksten.GEZAGSREGISTER))
        v.na(v.dagen(1, 2))
        yield v.stap(v.proces, BeoordeelGezag(wie, v.gezag, teksten.GEZAG))
        return
    yield v.stap(v.secretaris, LegGezagVast(wie, v.gezag, Onderzoek.GEEN, teksten.GEZAGSREGISTER))


def _ja(v: Casusverteller, doel: Toestemmingsdoel, wie: Wie) -> Zet:
    gever, hoedanigheid = _gever(v, wie)
    toestemming = GeefToestemming(v.hoofd.persoon_id, doel.code, gever, hoedanigheid, TEKSTVERSIE, v.dag)
    return v.stap(v.secretaris, toestemming)


def _gever(v: Casusverteller, wie: Wie) -> tuple[str, Hoedanigheid]:
    eerste, tweede = v.ouders
    match wie:
        case Wie.ZELF:
            return v.hoofd.naam, Hoedanigheid.ZELF
        case Wie.OUDER_MET_GEZAG:
            return eerste, Hoedanigheid.OUDER_MET_GEZAG
        case Wie.VOOGD:
            return eerste, Hoedanigheid.VOOGD
        case Wie.TWEEDE_GEZAGSDRAGER:
            ouder = v.gezag is Gezag.GEZAMENLIJK_OUDERLIJK
            return tweede, Hoedanigheid.OUDER_MET_GEZAG if ouder else Hoedanigheid.VOOGD


def _wie_nee_zegt(v: Casusverteller) -> tuple[str, Hoedanigheid]:
    """Of twelve and over the person; of a child a parent, or the voogd."""
    geboren = v.hoofd.geboortedatum
    if geboren is None or leeftijd_op(geboren, v.dag) >= ZELF_VANAF:
        return _gever(v, Wie.ZELF)
    return _gever(v, Wie.VOOGD if v.gezag is Gezag.VOOGDIJ else Wie.OUDER_MET_GEZAG)


def weiger(v: Casusverteller, doel: str) -> Verhaal:
    """Refuse consent."""
    yield v.stap(v.secretaris, WeigerToestemming(v.hoofd.persoon_id, doel, *_wie_nee_zegt(v), v.dag))


def trek_in(v: Casusverteller, doel: str) -> Verhaal:
    """Withdraw consent."""
    yield v.stap(v.zorg, TrekToestemmingIn(v.hoofd.persoon_id, doel, *_wie_nee_zegt(v), v.dag))


def klaar_voor_bespreking(v: Casusverteller) -> Verhaal:
    """Wait for the birthday on which a child gets a say of its own, if that is near, and ask what is missing then."""
    geboren = v.hoofd.geboortedatum
    if not vraagt(v) or geboren is None:
        return
    twaalf = geboren.replace(year=geboren.year + ZELF_VANAF)
    if v.dag < twaalf <= v.dag + LANGSTE_WACHT:
        v.op(werkdag(twaalf + timedelta(days=1)), uur=10)
        yield v.wacht()
    yield from voor(v, Stap.BESPREKEN)


def staat(v: Casusverteller, code: str) -> bool:
    """Whether the consent for one purpose stands today."""
    doel = v.tafel.doel(code)
    nu = None if doel is None else stand(v.casus(), v.hoofd.persoon_id, doel, op=v.dag)
    return nu is not None and nu.status is Toestemmingsstatus.GEGEVEN


def informeer(v: Casusverteller, *, uitgesteld: bool) -> Verhaal:
    """Tell the person that data are processed, now or after it was put off."""
    if uitgesteld:
        herzien = v.dag + timedelta(days=v.dagen(30, 90))
        grond = v.kies(tuple(Uitstelgrond))
        yield v.stap(v.secretaris, StelInformerenUit(v.hoofd.persoon_id, grond, teksten.UITSTEL, herzien))
        if v.kans(0.3):
            return
        v.na(v.dagen(10, 28))
    yield v.stap(v.secretaris, LegInformerenVast(v.hoofd.persoon_id, v.kies(teksten.GEINFORMEERD), v.dag))
