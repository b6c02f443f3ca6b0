"""The advice, its confirmation, and how a consultatie ends: as an aanmelding or without one."""

from dataclasses import replace
from datetime import date

from domain.consultatie.commands import LegBevestigingVast, SluitConsultatie, ZetOmInAanmelding
from domain.consultatie.state import Consultatiefase
from domain.consultatie.waarden import Bevestigingskanaal
from tests.domain.consultatie.feiten import (
    ADVIES_GEGEVEN,
    ALGEMENE_VRAAG_GESTELD,
    ANONIEME_VRAAG_GESTELD,
    BEANTWOORD,
    BEVESTIGD,
    BEVESTIGING_VERZONDEN,
    GESLOTEN,
    OMGEZET,
    STANDEN,
    TWEEDE_ADVIES_GEGEVEN,
    VRAAG_GESTELD,
)
from tests.domain.consultatie.opdrachten import (
    GEEF_ADVIES,
    GEEF_TWEEDE_ADVIES,
    LEG_BEVESTIGING_VAST,
    SLUIT,
    VUL_VRAAG_AAN,
    ZET_OM,
)
from tests.domain.consultatie.verhaal import given
from tests.domain.tafel import APPEL, DINSDAG, MAANDAG


def test_a_question_is_answered_and_the_answer_confirmed() -> None:
    (
        given(ALGEMENE_VRAAG_GESTELD)
        .when(GEEF_ADVIES)
        .then(ADVIES_GEGEVEN)
        .when(LEG_BEVESTIGING_VAST)
        .then(BEVESTIGING_VERZONDEN)
        .when(SLUIT)
        .then(GESLOTEN)
    )


def test_the_secretaris_registers_the_advice_of_another() -> None:
    van_peer = replace(GEEF_ADVIES, door="mw-peer")
    given(VRAAG_GESTELD).when(van_peer, wie=APPEL).then(ADVIES_GEGEVEN)
    zelf = replace(ADVIES_GEGEVEN, door="mw-appel")
    given(VRAAG_GESTELD).when(replace(GEEF_ADVIES, door=" "), wie=APPEL).then(zelf)


def test_an_advice_says_something() -> None:
    given(VRAAG_GESTELD).when(replace(GEEF_ADVIES, advies=" ")).dan_geweigerd("wat het advies is")


def test_nothing_is_confirmed_before_the_advice() -> None:
    given(VRAAG_GESTELD).when(LEG_BEVESTIGING_VAST).dan_geweigerd("Geef eerst het advies")


def test_a_confirmation_was_not_sent_in_the_future() -> None:
    given(*BEANTWOORD).when(LEG_BEVESTIGING_VAST, vandaag=MAANDAG).dan_geweigerd("ligt in de toekomst")


def test_a_second_advice_has_a_confirmation_of_its_own() -> None:
    verder = given(*BEVESTIGD).when(GEEF_TWEEDE_ADVIES).then(TWEEDE_ADVIES_GEGEVEN)
    assert verder.consultatie.bevestiging is None
    verder.when(LEG_BEVESTIGING_VAST).then(BEVESTIGING_VERZONDEN)


def test_an_advice_may_be_confirmed_in_two_ways() -> None:
    ook_gebeld = LegBevestigingVast(Bevestigingskanaal.TELEFOON, DINSDAG)
    (feit,) = given(*BEVESTIGD).when(ook_gebeld).nieuw
    assert given(*BEVESTIGD, feit).consultatie.bevestiging == feit


def test_telling_more_after_the_advice_leaves_it_answered() -> None:
    beslist = given(*BEVESTIGD).when(VUL_VRAAG_AAN)
    na = given(*BEVESTIGD, *beslist.nieuw).consultatie
    assert (na.fase, na.advies) == (Consultatiefase.BEANTWOORD, ADVIES_GEGEVEN)


def test_a_question_becomes_an_aanmelding_with_or_without_an_advice() -> None:
    for feiten in ((VRAAG_GESTELD,), BEANTWOORD, BEVESTIGD, (ANONIEME_VRAAG_GESTELD,)):
        given(*feiten).when(ZET_OM).then(OMGEZET)


def test_a_question_becomes_one_aanmelding_and_not_two() -> None:
    omgezet = given(VRAAG_GESTELD, OMGEZET)
    omgezet.when(ZET_OM).then()
    omgezet.when(ZetOmInAanmelding("TEST-0002")).dan_geweigerd("is omgezet in een aanmelding")


def test_the_end_says_which_casus_or_why() -> None:
    given(*BEANTWOORD).when(ZetOmInAanmelding(" ")).dan_geweigerd("het nummer van de casus")
    given(*BEANTWOORD).when(SluitConsultatie("")).dan_geweigerd("waarom de consultatie wordt gesloten")


def test_what_is_closed_does_not_become_an_aanmelding_and_the_other_way_round() -> None:
    given(*STANDEN[Consultatiefase.GESLOTEN]).when(ZET_OM).dan_geweigerd("is gesloten")
    given(*STANDEN[Consultatiefase.OMGEZET]).when(SLUIT).dan_geweigerd("is omgezet in een aanmelding")


def test_after_the_end_nothing_is_told_or_advised_any_more() -> None:
    for fase in (Consultatiefase.OMGEZET, Consultatiefase.GESLOTEN, Consultatiefase.VERWIJDERD):
        for opdracht in (
            VUL_VRAAG_AAN,
            GEEF_TWEEDE_ADVIES,
            LegBevestigingVast(Bevestigingskanaal.POST, DINSDAG),
        ):
            given(*STANDEN[fase]).when(opdracht, vandaag=date(2026, 6, 1)).dan_geweigerd("kan nu niet")
