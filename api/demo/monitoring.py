"""The months in which the plan of an invented case is carried out, in the order in which things happen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from api.demo import teksten, toestemming
from api.demo.dagen import werkdag
from api.demo.overleg import bespreek, ico
from api.demo.stappen import OpAgenda, VanAgenda, Verhaal
from api.demo.verteller import Casusverteller
from domain.casus.commands import (
    Heragendeer,
    LaatActieVervallen,
    LegVoortgangVast,
    LeverVerklarendeAnalyseOp,
    RondActieAf,
    SchaalOp,
    SchaalTerug,
    VerwijderDeelnemer,
    WijsActieToe,
)
from domain.casus.waarden import Aanzet
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.tafels import TAFEL, Stap

Voorval = partial[Verhaal]

HERAGENDERING_OP = 33
"""Days after the plan on which the first regisseur asks for the case to be back on the agenda."""
AGENDA_OVER = 35
"""Days from that question to the day that is asked for."""
EERSTE_NIVEAU_OP, TUSSEN_NIVEAUS = 18, 12
"""Days after the plan on which a case goes a level up, and from one level to the next."""


@dataclass(frozen=True)
class Verloop:
    """What happens in these months. ``traag``: actions are finished long after their last day.

    ``niveaus`` is how many levels the case goes up; ``terug``: and down again.
    """

    weken: int
    traag: bool = False
    niveaus: int = 0
    terug: bool = False
    trekt_in: bool = False
    voorgesteld: bool = False
    besloten: bool = False


def monitoring(v: Casusverteller, wat: Verloop) -> Verhaal:
    """Tell so many weeks of monitoring."""
    voorvallen = [*_acties(v, traag=wat.traag, dagen=wat.weken * 7), *_voortgang(v, wat.weken)]
    voorvallen += _schalen(v, wat)
    if wat.trekt_in:
        voorvallen.append((9, partial(_toestemming_ingetrokken, v)))
    if v.analyse is not None:
        voorvallen.append((v.dagen(24, 45), partial(_analyse, v)))
    if v.deelnemers and v.kans(0.4):
        voorvallen.append((26, partial(_deelnemer_weg, v)))
    if wat.voorgesteld:
        voorvallen.append((HERAGENDERING_OP, partial(_heragendering, v, besloten=wat.besloten)))
    if v.tafel.overleggen and v.kans(0.5):
        voorvallen.append((v.dagen(20, 60), partial(_aan_tafel, v)))
    begin = v.dag
    for na, voorval in sorted(voorvallen, key=lambda paar: paar[0]):
        v.na(max(0, na - (v.dag - begin).days))
        yield v.wacht()
        if not v.stopt or voorval.func in (_afgerond, _vervallen):
            yield from voorval()
    v.na(max(0, wat.weken * 7 - (v.dag - begin).days) if not v.stopt else 3)
    for actie in tuple(v.acties):
        yield from _afgerond(v, actie)


def _acties(v: Casusverteller, *, traag: bool, dagen: int) -> Iterator[tuple[int, Voorval]]:
    """When each action comes to its end; after the monitoring means: at the end of it."""
    for nummer, actie in enumerate(tuple(v.acties)):
        na = (actie.uiterlijk - v.dag).days + (dagen if traag else v.dagen(-6, 8))
        if na < dagen:
            vervalt = nummer == 1 and v.kans(0.3)
            yield na, partial(_vervallen if vervalt else _afgerond, v, actie)


def _voortgang(v: Casusverteller, weken: int) -> Iterator[tuple[int, Voorval]]:
    na = v.dagen(12, 20)
    while na < weken * 7:
        yield na, partial(_vastgelegd, v)
        na += v.dagen(21, 32)


def _schalen(v: Casusverteller, wat: Verloop) -> Iterator[tuple[int, Voorval]]:
    na = EERSTE_NIVEAU_OP
    for stap in (*[_opgeschaald] * wat.niveaus, *[_teruggeschaald] * (wat.niveaus if wat.terug else 0)):
        yield na, partial(stap, v)
        na += TUSSEN_NIVEAUS


def _vastgelegd(v: Casusverteller) -> Verhaal:
    if v.laatste_voortgang == v.dag:
        return
    v.laatste_voortgang = v.dag
    wie = v.kies((v.zorg, v.zorg, v.proces))
    yield v.stap(wie, LegVoortgangVast(v.kies(teksten.VOORTGANG), v.kies(tuple(Aanzet))))


def _afgerond(v: Casusverteller, actie: WijsActieToe) -> Verhaal:
    v.acties.remove(actie)
    yield v.stap(v.zorg, RondActieAf(actie.actie_id, v.kies(teksten.RESULTATEN)))


def _vervallen(v: Casusverteller, actie: WijsActieToe) -> Verhaal:
    v.acties.remove(actie)
    yield v.stap(v.proces, LaatActieVervallen(actie.actie_id, teksten.VERVALLEN))


def _analyse(v: Casusverteller) -> Verhaal:
    if v.analyse is not None:
        yield v.stap(v.secretaris, LeverVerklarendeAnalyseOp(v.analyse.analyse_id, teksten.ANALYSE_UITKOMST))


def _toestemming_ingetrokken(v: Casusverteller) -> Verhaal:
    """What others said in confidence stays among them; where the table works on consent, it stops."""
    if not toestemming.vraagt(v):
        if toestemming.staat(v, v.tafel.beroepsgeheim):
            yield from toestemming.trek_in(v, v.tafel.beroepsgeheim)
        return
    yield from toestemming.klaar_voor_bespreking(v)
    overleg_id = v.wereld.beloof_plaats(v.tafel, Overlegsoort.CASUSOVERLEG, nu=v.nu)
    punt_id = v.id()
    if overleg_id is not None:
        punt = OpAgenda(overleg_id, v.casusnummer, Puntsoort.VOORTGANG, punt_id)
        yield v.doe(v.secretaris, "casusoverleg", punt)
    for doel in toestemming.doelen(v, Stap.BESPREKEN):
        yield from toestemming.trek_in(v, doel.code)
    if overleg_id is not None:
        weg = VanAgenda(overleg_id, punt_id, teksten.TOESTEMMING_INGETROKKEN)
        yield v.doe(v.secretaris, "casusoverleg", weg)
    v.stopt = True


def _opgeschaald(v: Casusverteller) -> Verhaal:
    erboven = v.tafel.op_van(v.casus().niveau)
    if erboven:
        yield v.stap(v.proces, SchaalOp(v.kies(erboven).code, teksten.OPSCHALEN))


def _teruggeschaald(v: Casusverteller) -> Verhaal:
    niveaus = v.casus().niveaus
    if niveaus:
        yield v.stap(v.proces, SchaalTerug((TAFEL, *niveaus)[-2], teksten.TERUGSCHALEN))


def _deelnemer_weg(v: Casusverteller) -> Verhaal:
    weg = v.deelnemers.pop()
    yield v.stap(v.proces, VerwijderDeelnemer(weg.id, teksten.NIET_MEER_MEE))


def _aan_tafel(v: Casusverteller) -> Verhaal:
    yield from bespreek(v, Puntsoort.VOORTGANG)


def _heragendering(v: Casusverteller, *, besloten: bool) -> Verhaal:
    """One of the two asks, the other one agrees, and the case comes back around that day."""
    datum = werkdag(v.dag + timedelta(days=AGENDA_OVER))
    eerst, dan = (v.proces, v.zorg) if v.kans(0.5) else (v.zorg, v.proces)
    yield v.stap(eerst, Heragendeer(datum, teksten.HERAGENDEREN))
    if not besloten:
        return
    v.na(v.dagen(1, 2))
    yield v.stap(dan, Heragendeer(datum, teksten.OOK_HERAGENDEREN))
    if v.tafel.overleggen:
        punt = yield from bespreek(v, Puntsoort.HERAGENDERING)
        v.besloten_in = punt or v.besloten_in
        return
    v.na(7)
    over = (datum - v.dag).days
    yield from ico(v, over=max(over - 3, 7))
