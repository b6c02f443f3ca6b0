"""Hypothesis walks random commands through the life of a list; the rules hold at every step."""

from functools import reduce

import pytest
from hypothesis import given as stel
from hypothesis import settings
from hypothesis import strategies as st

from domain.rollen import Medewerker
from domain.vernietigingslijst.commands import HandelPostenAf, Lijstopdracht, TrekLijstIn, ZetStap
from domain.vernietigingslijst.decide import decide_lijst
from domain.vernietigingslijst.events import Lijstgebeurtenis
from domain.vernietigingslijst.omstandigheden import Lijstomstandigheden
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst, evolve_lijst, vouw_lijst
from domain.vernietigingslijst.verloop import strijdig_verloop
from domain.vernietigingslijst.waarden import (
    Afgehaalde,
    Afhaalreden,
    Intrekreden,
    Stap,
    Stapuitkomst,
    Vernietigde,
)
from domain.weigering import Weigering
from tests.domain.tafel import KERS, KIWI, LYCHEE, PRUIM, TESTTAFEL
from tests.domain.vernietigingslijst.feiten import DERDE, EERSTE, NA_BEDENKTIJD, NU, STANDEN, TWEEDE
from tests.domain.vernietigingslijst.opdrachten import ALLE
from tests.domain.vernietigingslijst.verhaal import DIENST, begin_in_utc
from tests.lang import keren

POSTEN = st.sampled_from([een.post.post_id for een in (EERSTE, TWEEDE, DERDE)])
AF = st.builds(
    HandelPostenAf,
    vernietigd=st.lists(st.builds(Vernietigde, POSTEN, st.just("V-BCDFG-HJKLM")), max_size=2).map(tuple),
    afgehaald=st.lists(st.builds(Afgehaalde, POSTEN, st.sampled_from(Afhaalreden)), max_size=1).map(tuple),
    teruggekomen=st.lists(POSTEN, max_size=1).map(tuple),
)
STAP: st.SearchStrategy[Lijstopdracht] = (
    st.sampled_from(ALLE)
    | AF
    | st.builds(ZetStap, st.sampled_from(Stap), st.sampled_from(Stapuitkomst))
    | st.builds(TrekLijstIn, st.sampled_from(Intrekreden))
)
WIE = st.sampled_from((KERS, KIWI, LYCHEE, PRUIM, DIENST))
VOLGORDE: list[Lijstfase] = [fase for fase in Lijstfase if fase is not Lijstfase.INGETROKKEN]


@stel(
    fase=st.sampled_from(Lijstfase),
    stappen=st.lists(st.tuples(STAP, WIE, st.sampled_from((NU, NA_BEDENKTIJD))), min_size=5, max_size=30),
)
@pytest.mark.faults
@settings(max_examples=keren(150, lang=3000))
def test_whatever_is_asked_the_rules_hold_at_every_step(
    fase: Lijstfase, stappen: list[tuple[Lijstopdracht, Medewerker, object]]
) -> None:
    historie: list[Lijstgebeurtenis] = list(STANDEN[fase])
    lijst = vouw_lijst(historie)
    for opdracht, wie, nu in stappen:
        bij = Lijstomstandigheden(nu, wie, TESTTAFEL, begin_in_utc)  # type: ignore[arg-type]  # drawn from two moments
        try:
            nieuw = decide_lijst(lijst, opdracht, bij=bij)
        except Weigering:
            continue
        verder = reduce(evolve_lijst, nieuw, lijst)
        assert decide_lijst(verder, opdracht, bij=bij) == [], "asked twice"
        houdt_stand(lijst, verder)
        historie += nieuw
        lijst = verder
    assert vouw_lijst(historie) == lijst
    assert list(strijdig_verloop(historie)) == []


def houdt_stand(voor: Vernietigingslijst, na: Vernietigingslijst) -> None:
    """Check what must hold from one step to the next."""
    assert len(set(na.rollen)) == len(na.rollen), "one person in two roles"
    if na.fase is not Lijstfase.INGETROKKEN:
        assert VOLGORDE.index(na.fase) >= VOLGORDE.index(voor.fase), "back in its life"
    else:
        assert na.bewijsnummers == (), "withdrawn after something was destroyed"
    assert set(na.bewijsnummers) >= set(voor.bewijsnummers), "undone"
    weg = {post_id for post_id, _ in na.bewijsnummers}
    eruit = {feit.post_id for feit in na.geweigerd} | {feit.post_id for feit in na.afgehaald}
    assert not weg & (eruit | set(na.teruggekomen)), "destroyed and off the list"
    assert na.bewijsnummers == () or na.uitgevoerd_door is not None
    assert na.verklaring is None or na.nacontrole is not None
    assert na.nacontrole is None or na.kek is not None
