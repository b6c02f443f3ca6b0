"""Random walks through the life of an overleg; what must hold at every step, whatever is asked.

1. A command gives facts or a Weigering, never another error; asked again it gives nothing new.
2. A Weigering never names who was asked or what was told.
3. There are never more agendapunten than places, and each fits the overleg.
4. Nobody has two invitations for the same thing, and no inwoner one for the whole overleg.
5. After it was held or called off nothing is recorded any more.
6. The overleg is what its whole history folds to.
"""

import random
from dataclasses import fields, replace
from datetime import datetime
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.casus.waarden import Vorm
from domain.overleg import waarden as w
from domain.overleg.commands import HoudOverleg, NodigUitVoorOverleg, Overlegopdracht, ZegOverlegAf
from domain.overleg.decide import decide_overleg
from domain.overleg.events import Overlegfeit, Overleggebeurtenis
from domain.overleg.state import Overleg, Overlegfase, evolve_overleg, vouw_overleg
from domain.tafels import Deelname
from domain.weigering import Weigering
from tests.domain.overleg import delen as d
from tests.domain.overleg import opdrachten
from tests.domain.overleg.feiten import STANDEN, TRIAGE_GEPLAND
from tests.domain.overleg.verhaal import zwijgt_over
from tests.domain.tafel import TESTTAFEL
from tests.lang import keren

Stappen = list[tuple[Overlegopdracht, datetime]]

VOORBEELDEN = tuple(waarde for waarde in vars(opdrachten).values() if isinstance(waarde, Overlegopdracht))

TEKST = st.sampled_from(("Kersenpit vertelt", "Perzik zwijgt", "", "  "))
PUNT = st.sampled_from((d.APPELPUNT, d.PERENPUNT, d.KERSENPUNT, d.VREEMD_PUNT))
MOMENT = st.sampled_from((d.GEWEEST, d.NU, d.BEGINT, d.LATER, d.NA_AFLOOP))
COLLEGA = st.none() | st.sampled_from(("mw-peer", "mw-mango", "mw-pruim"))
GENODIGDE = st.sampled_from(("testzorg", "testpolitie", "inwoner", ""))
VELDEN: dict[str, st.SearchStrategy[object]] = {
    "aanwezig": st.lists(
        st.sampled_from((d.ZORG_WAS_ER, d.POLITIE_WAS_ER, d.INWONER_WAS_ER))
        | st.builds(w.Aanwezigheid, GENODIGDE, COLLEGA, st.integers(-1, 60)),
        max_size=4,
    ).map(tuple),
    "agendapunt_id": PUNT,
    "begint": MOMENT | st.just(d.GEEN_TIJDZONE),
    "besproken": st.lists(PUNT, max_size=3).map(tuple),
    "capaciteit": st.integers(-1, 3),
    "deelname": st.sampled_from(Deelname),
    "eigenlijk": st.none() | MOMENT.map(datetime.date),
    "feestdag": st.none() | TEKST,
    "genodigde": GENODIGDE,
    "medewerker": COLLEGA,
    "minuten": st.integers(-1, 120),
    "overleg_id": st.just(d.OVERLEG_ID),
    "plaats": st.none() | TEKST,
    "reden": TEKST,
    "uitnodiging_id": st.sampled_from(
        (d.VOOR_TESTZORG, d.VOOR_TESTPOLITIE, d.VOOR_INWONER, d.TWEEDE_VOOR_TESTZORG, d.VREEMDE_UITNODIGING)
    ),
    "verslag": TEKST,
    "vervanger": COLLEGA,
    "vorm": st.sampled_from(Vorm),
}
"""What may stand in a field of a command, by its name; a field that is not here stops every walk."""


def waarde_voor(soort: type[Overlegopdracht], veld: str) -> st.SearchStrategy[object]:
    """Draw a value for one field of a command."""
    if veld == "soort":
        return st.sampled_from(w.Overlegsoort if "overleg_id" in velden(soort) else w.Puntsoort)
    if veld == "agendapunt_id" and soort is NodigUitVoorOverleg:
        return st.none() | PUNT
    return VELDEN[veld]


def velden(soort: type[Overlegopdracht]) -> list[str]:
    """Name the fields of a command."""
    return [veld.name for veld in fields(soort)]


def willekeurig(soort: type[Overlegopdracht]) -> st.SearchStrategy[Overlegopdracht]:
    """Draw a command of this kind, every field at random."""
    return st.builds(soort, **{veld: waarde_voor(soort, veld) for veld in velden(soort)})


def bijna(voorbeeld: Overlegopdracht) -> st.SearchStrategy[Overlegopdracht]:
    """Draw this command with one field at random."""

    def met(veld: str) -> st.SearchStrategy[Overlegopdracht]:
        return waarde_voor(type(voorbeeld), veld).map(lambda waarde: met_waarde(voorbeeld, veld, waarde))

    return st.sampled_from(velden(type(voorbeeld))).flatmap(met)


def met_waarde(opdracht: Overlegopdracht, veld: str, waarde: object) -> Overlegopdracht:
    """Put one value in one field."""
    return replace(opdracht, **{veld: waarde})  # type: ignore[arg-type]  # any field, by name


STAP = (
    st.sampled_from(VOORBEELDEN)
    | st.sampled_from(VOORBEELDEN).flatmap(bijna)
    | st.sampled_from(get_args(Overlegopdracht)).flatmap(willekeurig)
)
STAPPEN = st.lists(st.tuples(STAP, MOMENT), min_size=5, max_size=25)
BEGIN = st.sampled_from((*STANDEN.values(), (TRIAGE_GEPLAND,)))


@given(begin=BEGIN, stappen=STAPPEN)
@pytest.mark.faults
@settings(max_examples=keren(150, lang=3000))
def test_whatever_is_asked_the_rules_hold_at_every_step(
    begin: tuple[Overleggebeurtenis, ...], stappen: Stappen
) -> None:
    wandel(begin, stappen)


def test_long_walks_meet_every_kind_of_fact() -> None:
    gezien = {
        type(feit)
        for begin in STANDEN.values()
        for nummer in range(5)
        for feit in wandel(begin, lange_wandeling(nummer))
    }
    assert {soort.__name__ for soort in set(get_args(Overlegfeit)) - gezien} == set()


def test_the_walks_know_every_command() -> None:
    assert {type(opdracht) for opdracht in VOORBEELDEN} == set(get_args(Overlegopdracht))


def wandel(begin: tuple[Overleggebeurtenis, ...], stappen: Stappen) -> list[Overlegfeit]:
    """Give one command after another, check what must hold, and answer with the facts that came of it."""
    gekomen: list[Overlegfeit] = []
    overleg = vouw_overleg(begin)
    for opdracht, nu in stappen:
        try:
            nieuw = decide_overleg(overleg, opdracht, bij=d.om(nu))
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *begin, *gekomen])
            continue
        assert not nieuw or overleg.fase in (Overlegfase.GEEN, Overlegfase.GEPLAND), "recorded after the end"
        overleg = reduce(evolve_overleg, nieuw, overleg)
        assert decide_overleg(overleg, opdracht, bij=d.om(nu)) == [], "asked twice"
        houdt_stand(overleg)
        gekomen += nieuw
    assert vouw_overleg((*begin, *gekomen)) == overleg
    return gekomen


def lange_wandeling(nummer: int) -> Stappen:
    """Forty steps, the same ones each time, that end the overleg only when they are done."""
    kans = random.Random(nummer)  # noqa: S311 no secret, but a walk that can be walked again
    verder = [stap for stap in VOORBEELDEN if not isinstance(stap, HoudOverleg | ZegOverlegAf)]
    onderweg = [(kans.choice(verder), d.NU) for _ in range(40)]
    zonder_punten = replace(opdrachten.HOUD_OVERLEG, besproken=())
    return [*onderweg, (zonder_punten, d.NA_AFLOOP) if nummer % 2 else (opdrachten.ZEG_OVERLEG_AF, d.NU)]


def houdt_stand(overleg: Overleg) -> None:
    if overleg.gepland is None:
        assert overleg == Overleg()
        return
    assert 0 <= len(overleg.agenda) <= overleg.gepland.capaciteit
    assert overleg.vrije_plaatsen == overleg.gepland.capaciteit - len(overleg.agenda)
    assert {punt.soort for punt in overleg.agenda} <= w.PAST_OP[overleg.gepland.soort]
    uitgenodigd = [uitnodiging.voor for uitnodiging in overleg.geldige_uitnodigingen]
    assert len(set(uitgenodigd)) == len(uitgenodigd)
    for genodigde, medewerker, agendapunt_id in uitgenodigd:
        assert genodigde not in TESTTAFEL.inwoners or (medewerker is None and agendapunt_id is not None)
        assert agendapunt_id is None or overleg.staat_op_agenda(agendapunt_id)
    op_agenda = {punt.agendapunt_id for punt in overleg.agenda}
    if overleg.gehouden is not None:
        over = {punt.agendapunt_id for punt in overleg.niet_besproken}
        assert op_agenda == over | set(overleg.gehouden.besproken), "an agendapunt was lost"
        assert not over & set(overleg.gehouden.besproken)
    if overleg.afgezegd is not None:
        assert {punt.agendapunt_id for punt in overleg.terug_te_zetten} == op_agenda
