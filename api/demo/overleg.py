"""The ICO of an invented case: planned, moved or called off, held, advised on; and the plan that follows.

Where a table has a rhythm for its casusoverleg, the ICO is held there, and the case stands on its agenda.
"""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from api.demo import teksten, toestemming
from api.demo.dagen import moment, werkdag
from api.demo.stappen import OpAgenda, Stap, Verhaal, Wacht
from api.demo.verteller import Casusverteller
from domain.casus.commands import (
    BrengAdviesUit,
    LegICOVast,
    MeldBijMonitor,
    PlanICO,
    StelPlanVast,
    VerzetICO,
    VraagVerklarendeAnalyse,
    WijsActieToe,
    ZegICOAf,
)
from domain.casus.events import AgendapuntBesproken
from domain.casus.waarden import (
    Afspraak,
    Clientdeelname,
    Geheimhouding,
    Genodigde,
    Inbreng,
    Veiligheidsweging,
    Vorm,
)
from domain.overleg.state import Overlegfase
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.tafels import Stap as Toestemmingsstap
from infra.omgeving import NEDERLAND

BEHANDELAAR = "ggz"
"""Who tells what falls under a professional secrecy."""
KOLOMMEN = "kolommen-1"
NA_AFLOOP = timedelta(hours=4)
"""How long after its beginning a meeting is written up for certain."""
POGINGEN = 6
"""How often a case is put on an agenda again after the meeting did not come to it."""

Gepland = Generator[Stap | Wacht, None, PlanICO | None]


def ico(
    v: Casusverteller, *, over: int, verzet: bool = False, afgezegd: bool = False, geheim: bool = False
) -> Verhaal:
    """Plan an ICO ``over`` so many days, or at the casusoverleg of the table, and hold it."""
    v.na(v.dagen(1, 3))
    yield v.wacht()
    yield from toestemming.klaar_voor_bespreking(v)
    if v.tafel.overleggen:
        gepland = yield from _aan_tafel(v)
    else:
        gepland = yield from _apart(v, over, verzet=verzet, afgezegd=afgezegd)
    if gepland is None:
        return
    yield v.stap(v.secretaris, _verslag(v, gepland, geheim=geheim))
    v.laatste_ico = v.besloten_in = gepland.ico_id
    analyse = v.kans(0.25)
    advies = BrengAdviesUit(
        ico_id=gepland.ico_id,
        samenvatting=v.kies(teksten.SAMENVATTINGEN),
        advies=v.kies(teksten.ADVIEZEN),
        afspraken=tuple(
            Afspraak(genodigde.organisatie, v.kies(teksten.AFSPRAKEN)) for genodigde in gepland.genodigden
        ),
        verklarende_analyse=teksten.ANALYSE if analyse else None,
    )
    yield v.stap(v.proces, advies)
    if analyse and v.analyse is None:
        v.analyse = VraagVerklarendeAnalyse(
            v.id(), teksten.ANALYSE_VRAAG, BEHANDELAAR, werkdag(v.dag + timedelta(days=42))
        )
        yield v.stap(v.secretaris, v.analyse)


def _apart(v: Casusverteller, over: int, *, verzet: bool, afgezegd: bool) -> Gepland:
    """An ICO of this case alone."""
    gepland = _gepland(v, _over(v, over))
    yield v.stap(v.secretaris, gepland)
    if afgezegd:
        v.na(4)
        yield v.stap(v.secretaris, ZegICOAf(gepland.ico_id, teksten.AFGEZEGD))
        gepland = _gepland(v, _over(v, over))
        yield v.stap(v.secretaris, gepland)
    begint = gepland.begint
    if verzet:
        v.na(3)
        begint += timedelta(days=7)
        yield v.stap(v.secretaris, VerzetICO(gepland.ico_id, begint, teksten.VERZET))
    v.op(begint.date(), uur=begint.astimezone(NEDERLAND).hour + 2)
    yield v.wacht()
    return gepland


def _aan_tafel(v: Casusverteller) -> Gepland:
    """An ICO at the casusoverleg; what was not reached there is moved to the next one."""
    gepland: PlanICO | None = None
    for _ in range(POGINGEN):
        overleg_id = v.wereld.beloof_plaats(v.tafel, Overlegsoort.CASUSOVERLEG, nu=v.nu)
        if overleg_id is None:
            break
        begint = v.wereld.begint(overleg_id)
        if gepland is None:
            gepland = _gepland(v, begint)
            yield v.stap(v.secretaris, gepland)
        else:
            yield v.stap(v.secretaris, VerzetICO(gepland.ico_id, begint, teksten.VERZET))
        if (yield from op_agenda(v, overleg_id, Puntsoort.ICO)) is not None:
            return gepland
        yield from toestemming.klaar_voor_bespreking(v)
    if gepland is not None:
        yield v.stap(v.secretaris, ZegICOAf(gepland.ico_id, teksten.AFGEZEGD))
    return None


def bespreek(v: Casusverteller, soort: Puntsoort) -> Generator[Stap | Wacht, None, UUID | None]:
    """Have the case discussed at the next casusoverleg that has a place; the agendapunt if that came about."""
    yield from toestemming.klaar_voor_bespreking(v)
    for _ in range(POGINGEN):
        overleg_id = v.wereld.beloof_plaats(v.tafel, Overlegsoort.CASUSOVERLEG, nu=v.nu)
        if overleg_id is None:
            return None
        if (punt := (yield from op_agenda(v, overleg_id, soort))) is not None:
            return punt
        yield from toestemming.klaar_voor_bespreking(v)
    return None


def op_agenda(
    v: Casusverteller, overleg_id: UUID, soort: Puntsoort
) -> Generator[Stap | Wacht, None, UUID | None]:
    """Put the case on this agenda, wait for the meeting, and give the agendapunt if it was discussed."""
    punt_id = v.id()
    yield v.doe(v.secretaris, "casusoverleg", OpAgenda(overleg_id, v.casusnummer, soort, punt_id))
    while v.wereld.overleg(overleg_id).fase is Overlegfase.GEPLAND:
        v.nu = max(v.nu, v.wereld.begint(overleg_id).astimezone(NEDERLAND) + NA_AFLOOP)
        yield v.wacht()
    punt = v.casus().agendapunt(punt_id)
    besproken = punt is not None and isinstance(punt.afloop, AgendapuntBesproken)
    return punt_id if besproken else None


def _over(v: Casusverteller, dagen: int) -> datetime:
    return moment(werkdag(v.dag + timedelta(days=dagen)), v.kies((10, 13, 14))).astimezone(UTC)


def _gepland(v: Casusverteller, begint: datetime) -> PlanICO:
    organisaties = dict.fromkeys((v.zorg.organisatie, *(deelnemer.organisatie for deelnemer in v.deelnemers)))
    organisaties.setdefault("politie")
    organisaties.setdefault(BEHANDELAAR)
    erbij = Clientdeelname(Veiligheidsweging.GEEN_RISICO, v.dag) if v.kans(0.3) else None
    vorm = v.kies(tuple(Vorm))
    return PlanICO(
        ico_id=v.id(),
        doel=v.kies(teksten.DOELEN),
        begint=begint,
        vorm=vorm,
        genodigden=tuple(Genodigde(code, v.kies(teksten.VRAGEN)) for code in organisaties),
        plaats=None if vorm is Vorm.DIGITAAL else "Overlegkamer 2",
        clientdeelname=erbij,
    )


def _verslag(v: Casusverteller, gepland: PlanICO, *, geheim: bool) -> LegICOVast:
    aanwezig = tuple(genodigde.organisatie for genodigde in gepland.genodigden)
    inbreng = [
        Inbreng(v.hoofd.persoon_id, organisatie, v.kies(teksten.INBRENG))
        for organisatie in aanwezig
        if organisatie != BEHANDELAAR
    ]
    if geheim and toestemming.staat(v, v.tafel.beroepsgeheim):
        inbreng.append(Inbreng(v.hoofd.persoon_id, BEHANDELAAR, teksten.GEHEIM, Geheimhouding.BEROEPSGEHEIM))
    return LegICOVast(gepland.ico_id, v.dag, aanwezig, v.kies(teksten.VERSLAGEN), tuple(inbreng))


def plan(v: Casusverteller) -> Verhaal:
    """Settle the plan, hand out the actions, and register the case in the national monitor where the table does."""
    v.na(v.dagen(1, 3))
    rollen = (
        Afspraak(v.proces.organisatie, "Bewaakt het plan."),
        Afspraak(v.zorg.organisatie, "Voert de regie op de zorg."),
    )
    yield v.stap(v.zorg, StelPlanVast(v.kies(teksten.DOELEN), rollen))
    for omschrijving in v.toeval.sample(teksten.ACTIES, v.toeval.randint(2, 4)):
        van = v.kies((v.zorg, *v.deelnemers))
        actie = WijsActieToe(
            actie_id=v.id(),
            omschrijving=omschrijving,
            organisatie=van.organisatie,
            uiterlijk=werkdag(v.dag + timedelta(days=v.dagen(10, 45))),
            medewerker=van.id if v.kans(0.7) else None,
        )
        v.acties.append(actie)
        yield v.stap(v.proces, actie)
    if toestemming.doelen(v, Toestemmingsstap.MONITOR) and v.kans(0.6):
        yield from toestemming.voor(v, Toestemmingsstap.MONITOR)
        yield v.stap(v.secretaris, MeldBijMonitor(v.kenteken("M"), KOLOMMEN))
