"""Random walks through the life of a casus; what must hold at every step, whatever is asked.

1. A command gives facts or a Weigering, never another error; asked again it gives nothing new.
2. A Weigering never names who or what was told: no name, number or free text.
3. At most one ICO is planned, and nothing is planned before a triage that led to an ICO. On an agenda a case
   stands once for each purpose.
4. The day until which data are kept moves away by an extension or a new reckoning alone, each a fact of its own; what
   an organisation that refused an extension brought in keeps its day.
5. Who proposed a destruction does not carry it out, and after it nothing is recorded any more.
6. A case is handed on once, to where it was sent; it goes up along the edges of the table and comes back by them.
7. The casus is what its whole history folds to; of a destroyed history only the destruction is left.
"""

import random
from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given, settings

from domain.bewaring import Vernietigd
from domain.casus.commands import Opdracht
from domain.casus.decide import decide
from domain.casus.events import (
    ActieToegewezen,
    Afgeschaald,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    Doorgegeven,
    Feit,
    Geagendeerd,
    Gebeurtenis,
    GegevensVerwijderd,
    Getrieerd,
    HeragenderingVoorgesteld,
    ICOGepland,
    OpAgendaGezet,
    Opgeschaald,
    PlanVastgesteld,
    VerklarendeAnalyseGevraagd,
    VerwijderingVoorgesteld,
)
from domain.casus.evolve import evolve, vouw
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus, Fase
from domain.casus.termijn import instemmers
from domain.casus.waarden import Uitkomst
from domain.overleg.waarden import Puntsoort
from domain.weigering import Weigering
from tests.domain.feiten import STANDEN, VERNIETIGD
from tests.domain.tafel import (
    APPEL,
    DINSDAG,
    ICODAG,
    KERS,
    LAATSTE_JAAR,
    MONITORTAFEL,
    NA_ICO,
    PEER,
    PROTOCOL,
    PRUIM,
)
from tests.domain.verhaal import zwijgt_over
from tests.domain.wandelingen import BEGIN, STAPPEN, VERDER, VOORBEELDEN
from tests.lang import LANG, keren

Stappen = list[tuple[Opdracht | int, Omstandigheden]]

PLANNEN = (
    *(ICOGepland, ActieToegewezen, PlanVastgesteld, Geagendeerd, HeragenderingVoorgesteld),
    *(VerklarendeAnalyseGevraagd, Opgeschaald, Afgeschaald),
)


@given(fase=BEGIN, stappen=STAPPEN)
@pytest.mark.faults
@settings(max_examples=keren(100, lang=3000))
def test_whatever_is_asked_the_rules_hold_at_every_step(fase: Fase, stappen: Stappen) -> None:
    wandel(STANDEN[fase], stappen)


@pytest.mark.faults
def test_long_walks_meet_every_kind_of_fact() -> None:
    niet_meer = {VerwijderingVoorgesteld}
    gezocht = set(get_args(Feit)) - niet_meer
    for nummer in range(15):
        for begin in STANDEN.values():
            gezocht -= {type(feit) for feit in wandel(begin, lange_wandeling(nummer))}
        if not gezocht and not LANG:
            break
    assert {soort.__name__ for soort in gezocht} == set()


def test_the_walks_know_every_command() -> None:
    assert {type(opdracht) for opdracht in VOORBEELDEN} == set(get_args(Opdracht))


def wandel(begin: Iterable[Gebeurtenis], stappen: Stappen) -> list[Feit]:
    """Give one command after another, check what must hold, and answer with the facts that came of it."""
    historie = list(begin)
    casus = vouw(historie)
    gekomen: list[Feit] = []
    for stap, bij in stappen:
        opdracht = zinvol(historie, stap, bij) if isinstance(stap, int) else stap
        try:
            nieuw = decide(casus, opdracht, bij=bij)
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *historie])
            continue
        verder = reduce(evolve, nieuw, casus)
        assert decide(verder, opdracht, bij=bij) == [], "asked twice"
        houdt_stand(casus, nieuw, verder)
        historie += nieuw
        gekomen += nieuw
        casus = verder
    klopt_als_geheel(historie, casus)
    return gekomen


def lange_wandeling(nummer: int) -> Stappen:
    """Eighty steps, the same ones each time, by the people who should take them."""
    kans = random.Random(nummer)  # noqa: S311 no secret, but a walk that can be walked again
    return [
        (
            kans.choice((*VOORBEELDEN, *range(2 * len(VERDER)))),
            Omstandigheden(
                vandaag=kans.choice((DINSDAG, ICODAG, NA_ICO, LAATSTE_JAAR)),
                wie=kans.choice((PEER, APPEL, KERS, PRUIM)),
                tafel=MONITORTAFEL,
                protocol=PROTOCOL,
            ),
        )
        for _ in range(80)
    ]


def zinvol(historie: list[Gebeurtenis], nummer: int, bij: Omstandigheden) -> Opdracht:
    """Take the so-maniest hand-written command that leads to something new of its kind; any if none does."""
    casus, gebeurd = vouw(historie), {type(feit) for feit in historie}
    nog_niet = [opdracht for opdracht in VERDER if levert_op(casus, opdracht, bij) - gebeurd]
    mogelijk = nog_niet or VERDER
    return mogelijk[nummer % len(mogelijk)]


def levert_op(casus: Casus, opdracht: Opdracht, bij: Omstandigheden) -> set[type[Feit]]:
    try:
        return {type(feit) for feit in decide(casus, opdracht, bij=bij)}
    except Weigering:
        return set()


def houdt_stand(casus: Casus, nieuw: list[Feit], verder: Casus) -> None:
    assert casus.fase is not Fase.VERWIJDERD or not nieuw, "something was recorded after the destruction"
    assert sum(ico.staat_gepland for ico in verder.icos) <= 1
    soorten = [gezet.soort for gezet in verder.op_agenda]
    assert len(set(soorten)) == len(soorten), "on two agendas for the same purpose"
    assert verder.niveaus in ((), ("bestuur",), ("bestuur", "land")), "up by another way than the edges"
    if casus.bewaren_tot is not None:
        assert verder.bewaren_tot is not None
        anders = any(isinstance(feit, BewaartermijnVerlengd | BewaartermijnHerrekend) for feit in nieuw)
        assert anders or verder.bewaren_tot <= casus.bewaren_tot, "the term was stretched in silence"
    for feit in nieuw:
        if isinstance(feit, BewaartermijnVerlengd):
            assert casus.bewaren_tot is not None
            assert casus.bewaren_tot < feit.bewaren_tot <= date(casus.bewaren_tot.year + 2, 12, 31)
            # Whose contribution was destroyed since they refused has nothing that could keep the old day.
            weigeraars = instemmers(casus) & verder.verlengingen[-1].geweigerd
            voor = dict.fromkeys(weigeraars, casus.bewaren_tot)
            na = {weigert: verder.termijn_van_bijdrage(weigert) for weigert in voor}
            assert {weigert: termijn.tot for weigert, termijn in na.items() if termijn} == voor
            assert casus.organisatie in verder.verlengingen[-1].ingestemd
        if isinstance(feit, Doorgegeven):
            assert casus.doorgegeven is None, "handed on twice"
            assert feit.naar in bestemmingen(casus), "handed on to where nobody sent it"
        if isinstance(feit, GegevensVerwijderd):
            vier = (feit.voorgesteld_door, feit.gecontroleerd_door, feit.goedgekeurd_door)
            assert len({*vier, feit.uitgevoerd_door}) == 4, "one person in two roles"


def bestemmingen(casus: Casus) -> set[str | None]:
    """Where triage, scaling up or scaling down sent a case."""
    doorverwezen = casus.triage.doorverwezen_naar if casus.triage else None
    afgeschaald = casus.sluiting.naar if isinstance(casus.sluiting, Afgeschaald) else None
    return {doorverwezen, afgeschaald, *casus.niveaus}


def klopt_als_geheel(historie: list[Gebeurtenis], casus: Casus) -> None:
    assert vouw(historie) == casus
    opgenomen = False
    for feit in historie:
        opgenomen = opgenomen or (isinstance(feit, Getrieerd) and feit.uitkomst is Uitkomst.ICO)
        assert opgenomen or not isinstance(feit, PLANNEN), "planned before triage"
        op_agenda = isinstance(feit, OpAgendaGezet) and feit.soort is not Puntsoort.TRIAGE
        assert opgenomen or not op_agenda, "to be discussed before triage"
    if casus.fase is Fase.VERWIJDERD:
        wat_blijft = (VerwijderingVoorgesteld, GegevensVerwijderd, Vernietigd)
        vernietigd = [feit if isinstance(feit, wat_blijft) else VERNIETIGD for feit in historie]
        leeg = Casus(
            fase=Fase.VERWIJDERD, verwijderd=casus.verwijderd, verwijdervoorstel=casus.verwijdervoorstel
        )
        assert vouw(vernietigd) == leeg
