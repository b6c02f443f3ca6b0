"""The months in which the plan of an invented case is carried out, in the order in which things happen."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from api.demo import teksten
from api.demo.overleg import ico
from api.demo.verteller import Stap, Verteller, werkdag
from domain.casus.commands import (
    Heragendeer,
    LaatActieVervallen,
    LegVoortgangVast,
    RondActieAf,
    SchaalOp,
    TrekToestemmingIn,
    VerwijderDeelnemer,
    WijsActieToe,
)
from domain.casus.waarden import Aanzet, Hoedanigheid

Voorval = Callable[[], Iterator[Stap]]

HERAGENDERING_OP = 33
"""Days after the plan on which the first regisseur asks for the case to be back on the agenda."""

AGENDA_OVER = 35
"""Days from that question to the day that is asked for."""


def monitoring(
    v: Verteller,
    *,
    weken: int,
    traag: bool,
    opgeschaald: bool,
    trekt_in: bool,
    voorgesteld: bool,
    besloten: bool,
) -> Iterator[Stap]:
    """Tell so many weeks of monitoring. ``traag``: actions are finished long after their last day."""
    voorvallen = [*_acties(v, traag=traag, dagen=weken * 7), *_voortgang(v, weken)]
    if trekt_in:
        voorvallen.append((9, partial(_toestemming_ingetrokken, v)))
    if opgeschaald:
        voorvallen.append((18, partial(_opgeschaald, v)))
    if v.deelnemers and v.kans(0.4):
        voorvallen.append((26, partial(_deelnemer_weg, v)))
    if voorgesteld:
        voorvallen.append((HERAGENDERING_OP, partial(_heragendering, v, besloten=besloten)))
    begin = v.dag
    for na, voorval in sorted(voorvallen, key=lambda paar: paar[0]):
        v.na(max(0, na - (v.dag - begin).days))
        yield from voorval()
    v.na(max(0, weken * 7 - (v.dag - begin).days))
    for actie in tuple(v.acties):
        yield from _afgerond(v, actie)


def _acties(v: Verteller, *, traag: bool, dagen: int) -> Iterator[tuple[int, Voorval]]:
    """When each action comes to its end; after the monitoring means: at the end of it."""
    for nummer, actie in enumerate(tuple(v.acties)):
        na = (actie.uiterlijk - v.dag).days + (dagen if traag else v.dagen(-6, 8))
        if na < dagen:
            vervalt = nummer == 1 and v.kans(0.3)
            yield na, partial(_vervallen if vervalt else _afgerond, v, actie)


def _voortgang(v: Verteller, weken: int) -> Iterator[tuple[int, Voorval]]:
    na = v.dagen(12, 20)
    while na < weken * 7:
        yield na, partial(_vastgelegd, v)
        na += v.dagen(21, 32)


def _vastgelegd(v: Verteller) -> Iterator[Stap]:
    if v.laatste_voortgang == v.dag:
        return
    v.laatste_voortgang = v.dag
    wie = v.kies((v.zorg, v.zorg, v.proces))
    yield v.stap(wie, LegVoortgangVast(v.kies(teksten.VOORTGANG), v.kies(tuple(Aanzet))))


def _afgerond(v: Verteller, actie: WijsActieToe) -> Iterator[Stap]:
    v.acties.remove(actie)
    yield v.stap(v.zorg, RondActieAf(actie.actie_id, v.kies(teksten.RESULTATEN)))


def _vervallen(v: Verteller, actie: WijsActieToe) -> Iterator[Stap]:
    v.acties.remove(actie)
    yield v.stap(v.proces, LaatActieVervallen(actie.actie_id, teksten.VERVALLEN))


def _toestemming_ingetrokken(v: Verteller) -> Iterator[Stap]:
    ingetrokken = TrekToestemmingIn(
        v.hoofd.persoon_id, v.tafel.beroepsgeheim, v.hoofd.naam, Hoedanigheid.ZELF, v.dag
    )
    yield v.stap(v.zorg, ingetrokken)


def _opgeschaald(v: Verteller) -> Iterator[Stap]:
    yield v.stap(v.proces, SchaalOp(v.tafel.opschalen[0].code, teksten.OPSCHALEN))


def _deelnemer_weg(v: Verteller) -> Iterator[Stap]:
    weg = v.deelnemers.pop()
    yield v.stap(v.proces, VerwijderDeelnemer(weg.id, teksten.NIET_MEER_MEE))


def _heragendering(v: Verteller, *, besloten: bool) -> Iterator[Stap]:
    """One of the two asks, the other one agrees, and the case comes back at an ICO on that day."""
    datum = werkdag(v.dag + timedelta(days=AGENDA_OVER))
    eerst, dan = (v.proces, v.zorg) if v.kans(0.5) else (v.zorg, v.proces)
    yield v.stap(eerst, Heragendeer(datum, teksten.HERAGENDEREN))
    if not besloten:
        return
    v.na(v.dagen(1, 2))
    yield v.stap(dan, Heragendeer(datum, teksten.OOK_HERAGENDEREN))
    v.na(7)
    over = (datum - v.dag).days
    yield from ico(v, over=max(over - 3, 7))
