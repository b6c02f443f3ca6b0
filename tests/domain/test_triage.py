"""Triage: every criterion is weighed, and one of five outcomes follows from it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.commands import Trieer
from domain.casus.events import Getrieerd
from domain.casus.state import Fase
from domain.casus.waarden import Uitkomst
from domain.tafels import Feestdagregel
from tests.domain.delen import A1_VOLDAAN, A2_ONDUIDELIJK, A2_VOLDAAN, B1_NIET, B1_VOLDAAN, OORDELEN
from tests.domain.feiten import (
    AANGEHOUDEN,
    AANGEMELD,
    AFGEWEZEN,
    DOORVERWEZEN,
    GETRIEERD,
    GRONDSLAG_VASTGELEGD,
    IN_MONITORING,
    IN_TRIAGE,
    OPGENOMEN,
    SUMMIER_AANGEMELD,
)
from tests.domain.opdrachten import GEEF_ADVIES, HOUD_AAN, TRIEER, VERWIJS_DOOR, WIJS_AF
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, ELKE_DINSDAG, PROTOCOL, TESTTAFEL, VRIJE_TAFEL
from tests.domain.verhaal import given

GEADVISEERD = replace(AFGEWEZEN, uitkomst=Uitkomst.ADVIES, motivering="Een gesprek is genoeg")


def test_triage_can_lead_to_an_ico() -> None:
    verder = given(*IN_TRIAGE).when(TRIEER, vandaag=DINSDAG).then(GETRIEERD)
    assert verder.casus.fase is Fase.OPGENOMEN
    assert verder.casus.bewaren_tot == EINDE_TERMIJN


def test_triage_can_hold_a_casus_over_to_the_triage_of_next_week() -> None:
    verder = given(*IN_TRIAGE).when(HOUD_AAN, vandaag=DINSDAG).then(AANGEHOUDEN)
    assert verder.casus.fase is Fase.AANGEHOUDEN
    assert verder.casus.bewaren_tot == EINDE_TERMIJN


@pytest.mark.parametrize(
    ("opdracht", "feit"),
    [(WIJS_AF, AFGEWEZEN), (GEEF_ADVIES, GEADVISEERD), (VERWIJS_DOOR, DOORVERWEZEN)],
    ids=["afgewezen", "advies", "doorverwezen"],
)
def test_what_is_not_taken_up_is_due_for_destruction_at_once(opdracht: Trieer, feit: Getrieerd) -> None:
    verder = given(*IN_TRIAGE).when(opdracht, vandaag=DINSDAG).then(feit)
    assert verder.casus.fase is Fase.NIET_OPGENOMEN
    assert verder.casus.bewaren_tot == DINSDAG
    assert verder.casus.bewaarregel == "testregime/1/na-afwijzing"


def test_a_casus_that_was_held_over_is_weighed_again() -> None:
    given(*IN_TRIAGE, AANGEHOUDEN).when(TRIEER, vandaag=date(2026, 3, 10)).then(GETRIEERD)


def test_each_outcome_leads_to_one_phase() -> None:
    assert {uitkomst: Fase.na(uitkomst) for uitkomst in Uitkomst} == {
        Uitkomst.ICO: Fase.OPGENOMEN,
        Uitkomst.AANGEHOUDEN: Fase.AANGEHOUDEN,
        Uitkomst.ADVIES: Fase.NIET_OPGENOMEN,
        Uitkomst.DOORVERWEZEN: Fase.NIET_OPGENOMEN,
        Uitkomst.AFGEWEZEN: Fase.NIET_OPGENOMEN,
    }


def test_a_rejection_after_the_ceiling_has_passed_does_not_stretch_the_term() -> None:
    vijf_jaar_later = date(2031, 6, 3)
    verder = given(*IN_TRIAGE).when(WIJS_AF, vandaag=vijf_jaar_later)
    verder.then(replace(AFGEWEZEN, bewaren_tot=EINDE_TERMIJN, bewaarregel="testregime/1/plafond"))


def test_a_rejection_under_a_later_protocol_does_not_stretch_the_term_that_was_set() -> None:
    """The term set at the first processing stands, also when a newer protocol would give more time."""
    ruimer = replace(PROTOCOL, versie=2, plafond=replace(PROTOCOL.plafond, jaren=9))
    verder = given(*IN_TRIAGE).when(WIJS_AF, vandaag=date(2031, 6, 3), protocol=ruimer)
    verder.then(replace(AFGEWEZEN, bewaren_tot=None, bewaarregel=None))


def test_the_same_decision_told_by_others_is_the_same_decision() -> None:
    given(*OPGENOMEN).when(replace(TRIEER, wegers=("testpolitie",))).then()
    given(*IN_MONITORING).when(TRIEER).then()


def test_another_decision_afterwards_is_refused() -> None:
    given(*OPGENOMEN).when(WIJS_AF).dan_geweigerd("Triage kan nu niet: deze casus is opgenomen")
    given(*IN_TRIAGE, AFGEWEZEN).when(TRIEER).dan_geweigerd(
        "Triage kan nu niet: deze casus is bij de triage niet"
    )


def test_what_was_not_brought_in_cannot_be_weighed() -> None:
    given().when(TRIEER).dan_geweigerd("Triage kan nu niet: deze casus is niet aangemeld")


SLECHT_GEWOGEN = {
    "one not weighed": (A1_VOLDAAN, A2_VOLDAAN),
    "one weighed twice": (*OORDELEN, B1_VOLDAAN),
    "one of another tafel": (*OORDELEN[:2], replace(B1_NIET, criterium="Z9")),
}


@pytest.mark.parametrize("geval", SLECHT_GEWOGEN)
def test_every_criterium_is_weighed_exactly_once(geval: str) -> None:
    slecht = replace(WIJS_AF, oordelen=SLECHT_GEWOGEN[geval])
    given(*IN_TRIAGE).when(slecht).dan_geweigerd("precies één keer")


def test_the_order_of_the_criteria_does_not_matter() -> None:
    andersom = tuple(reversed(OORDELEN))
    given(*IN_TRIAGE).when(replace(TRIEER, oordelen=andersom)).then(replace(GETRIEERD, oordelen=andersom))


def test_every_judgement_has_its_reason() -> None:
    zwijgend = replace(TRIEER, oordelen=(*OORDELEN[:2], replace(B1_NIET, waarom="")))
    given(*IN_TRIAGE).when(zwijgend).dan_geweigerd("waarom het wel of niet is voldaan")


def test_the_outcome_has_its_reason() -> None:
    given(*IN_TRIAGE).when(replace(WIJS_AF, motivering=" ")).dan_geweigerd("tot deze uitkomst")


def test_somebody_weighed() -> None:
    given(*IN_TRIAGE).when(replace(WIJS_AF, wegers=())).dan_geweigerd("wie de aanmelding hebben gewogen")


def test_a_referral_says_where_to() -> None:
    given(*IN_TRIAGE).when(replace(VERWIJS_DOOR, doorverwezen_naar=None)).dan_geweigerd("waarheen")


def test_only_a_referral_says_where_to() -> None:
    given(*IN_TRIAGE).when(replace(WIJS_AF, doorverwezen_naar="wijkteam")).dan_geweigerd("en alleen dan")


def test_no_ico_for_what_is_incomplete_and_the_refusal_names_all_that_is_missing() -> None:
    beslist = given(SUMMIER_AANGEMELD).when(TRIEER)
    for stuk in (
        "aanpak",
        "hoofdpersoon",
        "leefgebieden",
        "aanmeldcriteria",
        "geprobeerd",
        "contact",
        "grondslag",
    ):
        beslist.dan_geweigerd(stuk)


def test_what_is_incomplete_can_be_rejected_held_over_or_referred() -> None:
    for opdracht in (WIJS_AF, HOUD_AAN, VERWIJS_DOOR, GEEF_ADVIES):
        assert given(SUMMIER_AANGEMELD).when(opdracht).weigering is None


def test_no_ico_without_the_grondslag() -> None:
    given(AANGEMELD).when(TRIEER).dan_geweigerd("De grondslag is niet vastgelegd")


def test_no_ico_for_what_does_not_meet_the_criteria() -> None:
    niet = replace(TRIEER, oordelen=(A1_VOLDAAN, A2_ONDUIDELIJK, B1_NIET))
    given(*IN_TRIAGE).when(niet).dan_geweigerd("voldoet niet aan de criteria")


def test_one_whole_group_of_criteria_is_enough_for_an_ico() -> None:
    via_b = (A1_VOLDAAN, A2_ONDUIDELIJK, B1_VOLDAAN)
    given(*IN_TRIAGE).when(replace(TRIEER, oordelen=via_b)).then(replace(GETRIEERD, oordelen=via_b))


def test_a_tafel_that_asks_for_less_takes_a_casus_up_on_less() -> None:
    minder = replace(AANGEMELD, leefgebieden=())
    given(minder).when(TRIEER, tafel=VRIJE_TAFEL).then(GETRIEERD)
    given(minder, GRONDSLAG_VASTGELEGD).when(TRIEER, tafel=TESTTAFEL).dan_geweigerd("leefgebieden")


def test_held_over_again_with_the_same_words_is_a_new_decision_once_it_is_back() -> None:
    terug = date(2026, 3, 10)
    aangehouden = given(*IN_TRIAGE, AANGEHOUDEN)
    aangehouden.when(HOUD_AAN, vandaag=DINSDAG).then()
    aangehouden.when(HOUD_AAN, vandaag=terug).then(replace(AANGEHOUDEN, terug_op=date(2026, 3, 17)))


def test_a_casus_that_is_held_over_comes_back_on_the_day_that_the_triage_really_is() -> None:
    """The triage of next week falls on a public holiday, so it moves; the calendar comes with the command."""
    feest = {date(2026, 3, 10): "testfeest", date(2026, 3, 11): "tweede testfeestdag"}
    verder = given(*IN_TRIAGE).when(HOUD_AAN, vandaag=DINSDAG, feestdag=feest.get)
    aangehouden = verder.then(replace(AANGEHOUDEN, terug_op=date(2026, 3, 12)))
    aangehouden.when(HOUD_AAN, vandaag=date(2026, 3, 11), feestdag=feest.get).then()


def test_a_triage_that_lapses_on_a_public_holiday_is_a_week_later() -> None:
    vervalt = replace(TESTTAFEL, triage=replace(ELKE_DINSDAG, bij_feestdag=Feestdagregel.VERVALT))
    feest = {date(2026, 3, 10): "testfeest"}
    verder = given(*IN_TRIAGE).when(HOUD_AAN, vandaag=DINSDAG, tafel=vervalt, feestdag=feest.get)
    verder.then(replace(AANGEHOUDEN, terug_op=date(2026, 3, 17)))


def test_blank_is_nobody_and_nowhere() -> None:
    given(*IN_TRIAGE).when(replace(TRIEER, wegers=(" ",))).dan_geweigerd("Noem wie")
    given(*IN_TRIAGE).when(replace(VERWIJS_DOOR, doorverwezen_naar=" ")).dan_geweigerd("waarheen")
