"""What people ask of their own data in the demo year, each up to where it shows something."""

from collections.abc import Generator
from datetime import date, timedelta

from api.demo import teksten
from api.demo.dagen import werkdag_voor
from api.demo.stappen import (
    BijVerzoek,
    OntvangtVerzoek,
    RondtVerzoekAf,
    Stap,
    Verhaal,
    Wacht,
    WistPersoon,
    ZoektPersoon,
)
from api.demo.vernietiging import goedkeuring, uitvoering
from api.demo.verteller import Casusverteller
from domain.casus.toestemming import leeftijd_op
from domain.casus.waarden import Gezag
from domain.verzoek.commands import (
    BevestigVindplaatsen,
    GeefBesluitTerug,
    NeemBesluit,
    OntvangVerzoek,
    StelBesluitVoor,
    StelIdentiteitVast,
    TrekVerzoekIn,
    VerlengVerzoek,
    Verzoekopdracht,
)
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Besluituitkomst,
    Correctie,
    Identificatie,
    OverWie,
    Verzoeksoort,
)

DOEL = "verzoek"
ZELF, OUDER = Aanvrager.ZELF, Aanvrager.OUDER_MET_GEZAG
KORT_GELEDEN = timedelta(days=27)
"""Before today: what waits for an answer is still in its first term."""
VANAF_TWAALF, VANAF_ZESTIEN, VOLWASSEN = 12, 16, 18


def inzage(v: Casusverteller) -> Verhaal:
    """Somebody asks what is known of them; a second person has to look at the overzicht before it goes out."""
    v.op(werkdag_voor(v.wereld.vandaag - KORT_GELEDEN), uur=10)
    nummer = yield from _tot_gevonden(v, Verzoeksoort.INZAGE)
    v.na(3)
    yield _bij(v, nummer, VerlengVerzoek(teksten.VERZOEK_DUURT_LANGER, v.dag))
    v.na(2)
    yield _bij(v, nummer, StelBesluitVoor(Besluituitkomst.INWILLIGEN, None, teksten.INWILLIGEN))


def rectificatie(v: Casusverteller) -> Verhaal:
    """An address is wrong; the second person first wants to know where the right one comes from."""
    nummer = yield from _tot_gevonden(v, Verzoeksoort.RECTIFICATIE)
    goed = Correctie(adres=teksten.NIEUW_ADRES)
    v.na(3)
    yield _bij(v, nummer, StelBesluitVoor(Besluituitkomst.INWILLIGEN, None, teksten.INWILLIGEN, goed))
    v.na(1)
    yield _besluit(v, nummer, GeefBesluitTerug(teksten.WAAR_KOMT_HET_VANDAAN))
    v.na(2)
    beter = StelBesluitVoor(Besluituitkomst.INWILLIGEN, None, teksten.UIT_DE_BRP, goed)
    yield _bij(v, nummer, beter)
    v.na(1)
    yield _besluit(v, nummer, NeemBesluit())
    yield v.doe(v.bezetting.compliance, DOEL, RondtVerzoekAf(nummer))


def wissing(v: Casusverteller) -> Verhaal:
    """One person of a closed case is erased, the others stay; the answer waits for the verklaring of the list."""
    v.op(werkdag_voor(v.wereld.vandaag - KORT_GELEDEN), uur=10)
    nummer = yield from _tot_gevonden(v, Verzoeksoort.WISSING)
    v.na(4)
    yield _bij(v, nummer, StelBesluitVoor(Besluituitkomst.INWILLIGEN, None, teksten.INWILLIGEN))
    v.na(1)
    yield _besluit(v, nummer, NeemBesluit())
    yield v.doe(v.bezetting.compliance, DOEL, WistPersoon(nummer))
    wissing_ = v.wereld.verzoek(nummer).wissing
    for lijst in wissing_.lijsten if wissing_ is not None else ():
        yield from goedkeuring(v, lijst)
        yield from uitvoering(v, lijst)


def bezwaar(v: Casusverteller) -> Verhaal:
    """Somebody objects; as long as it is weighed nobody works with the data, and then it is refused."""
    nummer = yield from _tot_gevonden(v, Verzoeksoort.BEZWAAR)
    v.na(6)
    nee = StelBesluitVoor(Besluituitkomst.AFWIJZEN, Afwijsgrond.DWINGENDE_GRONDEN, teksten.DWINGEND)
    yield _bij(v, nummer, nee)
    v.na(1)
    yield _besluit(v, nummer, NeemBesluit())


def ingetrokken(v: Casusverteller) -> Verhaal:
    """Somebody asks for a restriction, and no longer asks once it is explained what is done with the data."""
    nummer = yield from _tot_gevonden(v, Verzoeksoort.BEPERKING)
    v.na(3)
    yield _bij(v, nummer, TrekVerzoekIn(v.dag, teksten.NIET_MEER_GEVRAAGD))


# --- up to there, each goes the same --------------------------------------------------------------------------------


def _tot_gevonden(v: Casusverteller, soort: Verzoeksoort) -> Generator[Stap | Wacht, None, str]:
    """Take in what the hoofdpersoon asks, and be sure who that is and where; give the number."""
    v.na(5)
    yield v.wacht()
    nummer, geboren = v.kenteken("R"), v.hoofd.geboortedatum
    if geboren is None:
        raise ValueError("Who asks something here was born on a known day.")
    aanvragers = _aanvragers(geboren, op=v.dag)
    opdracht = OntvangVerzoek(
        verzoeknummer=nummer,
        tafel=v.tafel.id,
        soort=soort,
        ontvangen_op=v.dag,
        aanvrager=aanvragers[0],
        verzoeker=v.hoofd.naam if aanvragers[0] is ZELF else v.ouders[0],
        bereikbaar=teksten.BEREIKBAAR,
        over=OverWie(v.hoofd.naam, geboren, v.hoofd.bsn),
        inhoud=teksten.GEVRAAGD[soort],
    )
    yield v.doe(v.secretaris, DOEL, OntvangtVerzoek(v.tafel.id, opdracht))
    v.na(2)
    minderjarig = leeftijd_op(geboren, v.dag) < VOLWASSEN
    gezag = Gezag.GEZAMENLIJK_OUDERLIJK if minderjarig else None
    wie = StelIdentiteitVast(geboren, aanvragers, Identificatie.AAN_HET_LOKET, gezag, teksten.LEGITIMATIE)
    yield _bij(v, nummer, wie)
    yield v.doe(v.bezetting.compliance, DOEL, ZoektPersoon(nummer))
    yield _bij(v, nummer, BevestigVindplaatsen(v.wereld.vindplaatsen(nummer, v.hoofd)))
    return nummer


def _aanvragers(geboren: date, *, op: date) -> tuple[Aanvrager, ...]:
    """Who asks for somebody of this age."""
    leeftijd = leeftijd_op(geboren, op)
    if leeftijd < VANAF_TWAALF:
        return (OUDER,)
    return (ZELF,) if leeftijd >= VANAF_ZESTIEN else (ZELF, OUDER)


def _bij(v: Casusverteller, nummer: str, opdracht: Verzoekopdracht) -> Stap:
    return v.doe(v.bezetting.compliance, DOEL, BijVerzoek(nummer, opdracht))


def _besluit(v: Casusverteller, nummer: str, opdracht: Verzoekopdracht) -> Stap:
    return v.doe(v.bezetting.fg, DOEL, BijVerzoek(nummer, opdracht))
