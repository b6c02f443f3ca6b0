"""The meetings of a table: planned by its rhythm, prepared, moved or called off, held and written up."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from api.demo import teksten
from api.demo.dagen import moment, werkdag, werkdag_voor
from api.demo.overleg import BEHANDELAAR
from api.demo.stappen import BijOverleg, Houd, PlanVooruit, Stap, Verhaal, ZegAf, in_volgorde
from api.demo.verteller import Verteller
from domain.casus.waarden import Vorm
from domain.overleg.commands import (
    BevestigKomst,
    NodigUitVoorOverleg,
    Overlegopdracht,
    PlanOverleg,
    TrekUitnodigingIn,
    VerzetOverleg,
    ZegKomstAf,
)
from domain.overleg.events import KomstBevestigd
from domain.overleg.state import Overleg
from domain.overleg.waarden import Aanwezigheid, Overlegsoort
from domain.tafels import Deelname, Tafel
from infra.omgeving import NEDERLAND
from infra.overleggen import Reeks

DOEL = "overleg"
BEGINT = time(9, 30)
TRIAGEMINUTEN, TRIAGEPLAATSEN = 120, 8
VOORAF, NOG_EENS = timedelta(days=6), timedelta(days=1)
"""How long before a meeting people are invited, and somebody looks whether it goes on."""
GENODIGDEN = 3
BEURTEN, AFGEZEGD, VERZET = 6, 1, 4
"""Of so many meetings of every fortnight, which one is called off and which one is moved."""
PLAATSVERVANGER = "mw-citroen"


def reeks_van(tafel: Tafel, soort: Overlegsoort, overleg_id: UUID) -> Reeks:
    """How the meetings of a kind are planned at a table."""
    minuten, plaatsen = TRIAGEMINUTEN, TRIAGEPLAATSEN
    if soort is Overlegsoort.CASUSOVERLEG:
        minuten, plaatsen = tafel.overleggen[0].minuten, tafel.overleggen[0].plaatsen
    patroon = PlanOverleg(
        overleg_id=overleg_id,
        soort=soort,
        begint=datetime.combine(date(2000, 1, 3), BEGINT, NEDERLAND),
        minuten=minuten,
        vorm=Vorm.HYBRIDE,
        capaciteit=plaatsen,
        plaats="Overlegkamer 1",
    )
    return Reeks(soort, BEGINT, minuten, plaatsen, patroon)


def reeks(v: Verteller, soort: Overlegsoort, *, tot: date) -> Verhaal:
    """Plan the meetings from today on, and tell what becomes of those that were not planned before."""
    er_al = set(v.wereld.gepland(v.tafel.id, soort))
    plan = reeks_van(v.tafel, soort, v.id())
    morgen = v.dag + timedelta(days=1)
    yield v.doe(v.secretaris, DOEL, PlanVooruit(v.tafel.id, plan, morgen, tot))
    nieuw = [een for een in v.wereld.gepland(v.tafel.id, soort) if een not in er_al]
    verhalen = []
    for overleg_id in nieuw:
        begint = v.wereld.begint(overleg_id).astimezone(NEDERLAND)
        eigen = Verteller(v.toeval, v.tafel, max(v.nu, begint - VOORAF), v.wereld)
        verhalen.append((eigen.nu, _bijeenkomst(eigen, overleg_id)))
    yield from in_volgorde(verhalen)


def _bijeenkomst(v: Verteller, overleg_id: UUID) -> Verhaal:
    """One meeting. Where nothing is on the agenda the day before, it is called off."""
    v.op(werkdag_voor(v.dag), uur=11)
    yield v.wacht()
    overleg, begint = v.wereld.overleg(overleg_id), v.wereld.begint(overleg_id).astimezone(NEDERLAND)
    keer = begint.isocalendar().week // 2 % BEURTEN if _kan_schuiven(overleg) else None
    if keer == VERZET:
        begint = moment(werkdag((begint + NOG_EENS).date()), BEGINT.hour, BEGINT.minute)
        yield _stap(v, overleg_id, VerzetOverleg(begint, teksten.OVERLEG_VERZET))
    if overleg.agenda:
        yield from _uitnodigen(v, overleg_id)
    v.op(werkdag_voor((begint - NOG_EENS).date()), uur=16)
    yield v.wacht()
    if not v.wereld.overleg(overleg_id).agenda:
        yield v.doe(v.secretaris, DOEL, ZegAf(overleg_id, teksten.NIETS_OP_DE_AGENDA))
        return
    if keer == AFGEZEGD:
        yield v.doe(v.secretaris, DOEL, ZegAf(overleg_id, teksten.TE_WEINIG_MENSEN))
        return
    v.nu = max(v.nu, begint + timedelta(hours=3))
    yield v.wacht()
    yield v.doe(v.secretaris, DOEL, _gehouden(v, overleg_id))


def _kan_schuiven(overleg: Overleg) -> bool:
    """A casusoverleg may be moved or called off; the triage goes on, with whoever is there."""
    return overleg.gepland is not None and overleg.gepland.soort is Overlegsoort.CASUSOVERLEG


def _uitnodigen(v: Verteller, overleg_id: UUID) -> Verhaal:
    """Invite those who always come, and for one agendapunt somebody more; most of them come."""
    vast = [een for een in v.tafel.deelnemers if een.deelname is Deelname.VAST][:GENODIGDEN]
    flexibel = [een for een in v.tafel.deelnemers if een.deelname is Deelname.FLEXIBEL][:1]
    punt = v.wereld.overleg(overleg_id).agenda[0].agendapunt_id
    for een in (*vast, *flexibel):
        alleen = punt if een in flexibel else None
        uitnodiging = NodigUitVoorOverleg(v.id(), een.code, een.deelname, agendapunt_id=alleen)
        yield _stap(v, overleg_id, uitnodiging)
        antwoord = _antwoord(v, uitnodiging)
        if antwoord is not None:
            yield _stap(v, overleg_id, antwoord)


def _antwoord(
    v: Verteller, uitnodiging: NodigUitVoorOverleg
) -> BevestigKomst | ZegKomstAf | TrekUitnodigingIn | None:
    wie = uitnodiging.uitnodiging_id
    if uitnodiging.agendapunt_id is not None and v.kans(0.3):
        return TrekUitnodigingIn(wie, teksten.NIET_MEER_NODIG)
    if v.kans(0.15):
        return ZegKomstAf(wie, teksten.KAN_NIET, PLAATSVERVANGER if v.kans(0.5) else None)
    return BevestigKomst(wie) if v.kans(0.85) else None


def _gehouden(v: Verteller, overleg_id: UUID) -> Houd:
    """Who came was there for the whole of it; now and then the last case is not reached."""
    overleg = v.wereld.overleg(overleg_id)
    minuten = overleg.gepland.minuten if overleg.gepland is not None else TRIAGEMINUTEN
    genodigden = dict.fromkeys(
        uitnodiging.verstuurd.genodigde
        for uitnodiging in overleg.geldige_uitnodigingen
        if isinstance(uitnodiging.antwoord, KomstBevestigd)
    )
    for altijd in (v.bezetting.bureau, BEHANDELAAR):
        genodigden.setdefault(altijd)
    besproken = list(overleg.agenda)
    if _kan_schuiven(overleg) and len(besproken) > 1 and v.kans(0.25):
        besproken.pop()
    return Houd(
        overleg_id=overleg_id,
        aanwezig=tuple(Aanwezigheid(wie, None, minuten) for wie in genodigden),
        verslag=v.kies(teksten.OVERLEGVERSLAGEN),
        besproken={punt.agendapunt_id: teksten.BESPROKEN[punt.soort] for punt in besproken},
    )


def _stap(v: Verteller, overleg_id: UUID, opdracht: Overlegopdracht) -> Stap:
    return v.doe(v.secretaris, DOEL, BijOverleg(overleg_id, opdracht))
