"""Which pieces an aanmelding still lacks, in the order of the form."""

from dataclasses import replace

import pytest

from domain.casus.compleetheid import Stukken, ontbrekend, stukken_van
from domain.casus.evolve import vouw
from tests.domain.delen import BRAAM, FEIT_A1, FEIT_A2, FEIT_B1
from tests.domain.feiten import (
    AANGEMELD,
    AANGEVULD,
    GRONDSLAG_VASTGELEGD,
    IN_TRIAGE,
    STANDEN,
    SUMMIER_AANGEMELD,
)
from tests.domain.tafel import TESTTAFEL, TOESTEMMINGSTAFEL, VRIJE_TAFEL

COMPLEET = stukken_van(vouw(IN_TRIAGE))

ALLES = (
    "aanpak",
    "hoofdpersoon",
    "leefgebieden",
    "criteria",
    "reguliere-routes",
    "voorcontact",
    "grondslag",
)

ONTBREEKT = {
    "aanpak": replace(COMPLEET, aanpak=False),
    "hoofdpersoon": replace(COMPLEET, hoofdpersoon=False),
    "leefgebieden": replace(COMPLEET, leefgebieden=frozenset({"wonen"})),
    "criteria": replace(COMPLEET, criteria=frozenset({"A1"})),
    "reguliere-routes": replace(COMPLEET, reguliere_routes=False),
    "voorcontact": replace(COMPLEET, voorcontact=False),
    "grondslag": replace(COMPLEET, grondslag=False),
}


def test_a_complete_aanmelding_lacks_nothing() -> None:
    assert ontbrekend(COMPLEET, TESTTAFEL) == ()


def test_of_nothing_everything_is_missing_in_the_order_of_the_form() -> None:
    assert codes(Stukken()) == ALLES
    assert codes(stukken_van(vouw([SUMMIER_AANGEMELD]))) == ALLES


@pytest.mark.parametrize("code", ALLES)
def test_each_piece_is_missed_by_itself(code: str) -> None:
    assert codes(ONTBREEKT[code]) == (code,)


def test_the_sentences_hold_no_content_of_the_casus() -> None:
    zinnen = " ".join(stuk.zin for stuk in ontbrekend(stukken_van(vouw([SUMMIER_AANGEMELD])), TESTTAFEL))
    assert BRAAM.naam not in zinnen


def test_one_whole_group_of_criteria_is_enough() -> None:
    assert codes(replace(COMPLEET, criteria=frozenset({"B1"}))) == ()
    assert codes(replace(COMPLEET, criteria=frozenset({"A2"}))) == ("criteria",)


def test_a_tafel_misses_only_what_it_asks_for() -> None:
    assert [stuk.code for stuk in ontbrekend(Stukken(), VRIJE_TAFEL)] == [
        code for code in ALLES if code not in ("leefgebieden", "grondslag")
    ]
    assert "grondslag" not in [stuk.code for stuk in ontbrekend(Stukken(), TOESTEMMINGSTAFEL)]


def test_pieces_that_come_in_later_are_pieces_that_are_there() -> None:
    half = replace(AANGEMELD, aanpak=None, leefgebieden=("wonen",), criteria=(FEIT_A1,), voorcontact=None)
    rest = replace(
        AANGEVULD,
        aanpak="nazorg",
        leefgebieden=("zorg",),
        criteria=(FEIT_A2,),
        voorcontact=AANGEMELD.voorcontact,
    )
    samen = stukken_van(half).ook(stukken_van(rest))
    assert samen == replace(stukken_van(AANGEMELD), leefgebieden=frozenset({"wonen", "zorg"}))
    assert rest.reguliere_routes is None


def test_the_pieces_of_the_facts_together_are_the_pieces_of_the_casus() -> None:
    feiten = (SUMMIER_AANGEMELD, replace(AANGEVULD, criteria=(FEIT_B1,)), AANGEVULD)
    samen = Stukken()
    for feit in feiten:
        samen = samen.ook(stukken_van(feit))
    assert samen == stukken_van(vouw(feiten))
    met_grondslag = vouw((*feiten, GRONDSLAG_VASTGELEGD))
    assert samen.ook(Stukken(grondslag=True)) == stukken_van(met_grondslag)


def test_what_was_taken_up_was_complete() -> None:
    for feiten in STANDEN.values():
        casus = vouw(feiten)
        assert casus.triage is None or ontbrekend(stukken_van(casus), TESTTAFEL) == ()


def codes(stukken: Stukken) -> tuple[str, ...]:
    return tuple(stuk.code for stuk in ontbrekend(stukken, TESTTAFEL))
