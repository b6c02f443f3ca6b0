"""The ICO of an invented case: planned, moved or called off, held, advised on; and the plan that follows."""

from collections.abc import Iterator
from datetime import UTC, timedelta

from api.demo import teksten
from api.demo.mensen import SECRETARIS
from api.demo.verteller import Stap, Verteller, moment, werkdag
from domain.casus.commands import (
    BrengAdviesUit,
    LegICOVast,
    PlanICO,
    StelPlanVast,
    VerzetICO,
    WijsActieToe,
    ZegICOAf,
)
from domain.casus.waarden import (
    Afspraak,
    Clientdeelname,
    Geheimhouding,
    Genodigde,
    Inbreng,
    Veiligheidsweging,
    Vorm,
)
from infra.omgeving import NEDERLAND

BEHANDELAAR = "ggz"
"""Who tells what falls under a professional secrecy."""


def ico(
    v: Verteller, *, over: int, verzet: bool = False, afgezegd: bool = False, geheim: bool = False
) -> Iterator[Stap]:
    """Plan an ICO ``over`` so many days, and hold it."""
    v.na(v.dagen(1, 3))
    gepland = _gepland(v, over)
    yield v.stap(SECRETARIS, gepland)
    begint = gepland.begint
    if afgezegd:
        v.na(4)
        yield v.stap(SECRETARIS, ZegICOAf(gepland.ico_id, teksten.AFGEZEGD))
        gepland = _gepland(v, over)
        begint = gepland.begint
        yield v.stap(SECRETARIS, gepland)
    if verzet:
        v.na(3)
        begint += timedelta(days=7)
        yield v.stap(SECRETARIS, VerzetICO(gepland.ico_id, begint, teksten.VERZET))
    v.op(begint.date(), uur=begint.astimezone(NEDERLAND).hour + 2)
    yield v.stap(SECRETARIS, _verslag(v, gepland, geheim=geheim))
    v.laatste_ico = gepland.ico_id
    advies = BrengAdviesUit(
        ico_id=gepland.ico_id,
        samenvatting=v.kies(teksten.SAMENVATTINGEN),
        advies=v.kies(teksten.ADVIEZEN),
        afspraken=tuple(
            Afspraak(genodigde.organisatie, v.kies(teksten.AFSPRAKEN)) for genodigde in gepland.genodigden
        ),
        verklarende_analyse=teksten.ANALYSE if v.kans(0.2) else None,
    )
    yield v.stap(v.proces, advies)


def _gepland(v: Verteller, over: int) -> PlanICO:
    organisaties = dict.fromkeys((v.zorg.organisatie, *(deelnemer.organisatie for deelnemer in v.deelnemers)))
    organisaties.setdefault("politie")
    organisaties.setdefault(BEHANDELAAR)
    erbij = Clientdeelname(Veiligheidsweging.GEEN_RISICO, v.dag) if v.kans(0.3) else None
    vorm = v.kies(tuple(Vorm))
    return PlanICO(
        ico_id=v.id(),
        doel=v.kies(teksten.DOELEN),
        begint=moment(werkdag(v.dag + timedelta(days=over)), v.kies((10, 13, 14))).astimezone(UTC),
        vorm=vorm,
        genodigden=tuple(Genodigde(code, v.kies(teksten.VRAGEN)) for code in organisaties),
        plaats=None if vorm is Vorm.DIGITAAL else "Overlegkamer 2",
        clientdeelname=erbij,
    )


def _verslag(v: Verteller, gepland: PlanICO, *, geheim: bool) -> LegICOVast:
    aanwezig = tuple(genodigde.organisatie for genodigde in gepland.genodigden)
    inbreng = [
        Inbreng(v.hoofd.persoon_id, organisatie, v.kies(teksten.INBRENG))
        for organisatie in aanwezig
        if organisatie != BEHANDELAAR
    ]
    if geheim:
        inbreng.append(Inbreng(v.hoofd.persoon_id, BEHANDELAAR, teksten.GEHEIM, Geheimhouding.BEROEPSGEHEIM))
    return LegICOVast(gepland.ico_id, v.dag, aanwezig, v.kies(teksten.VERSLAGEN), tuple(inbreng))


def plan(v: Verteller) -> Iterator[Stap]:
    """Settle the plan, and hand out the actions."""
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
