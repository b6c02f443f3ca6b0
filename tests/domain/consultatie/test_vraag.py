"""Asking a question and telling more: who may ask, whom it is about, and when the clock starts."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.waarden import Criteriumfeit, Urgentie
from domain.consultatie.commands import StelVraag, VulVraagAan
from domain.consultatie.events import VraagGesteld
from domain.consultatie.waarden import Kanaal, Vraagaard
from domain.weigering import Crisisroute
from tests.domain.consultatie.feiten import (
    ADVIES_GEGEVEN,
    ALGEMENE_VRAAG_GESTELD,
    ANONIEME_VRAAG_GESTELD,
    OP_NAAM_GEWORDEN,
    VRAAG_AANGEVULD,
    VRAAG_GESTELD,
)
from tests.domain.consultatie.opdrachten import (
    MANGO,
    STEL_ALGEMENE_VRAAG,
    STEL_ANONIEME_VRAAG,
    STEL_VRAAG,
    VUL_VRAAG_AAN,
)
from tests.domain.consultatie.verhaal import given
from tests.domain.delen import AARDBEI, BRAAM, FEIT_A1, FEIT_A2
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, MAANDAG, TESTTAFEL


def test_a_question_about_somebody_by_name_starts_the_clock() -> None:
    given().when(STEL_VRAAG, vandaag=MAANDAG).then(VRAAG_GESTELD)


def test_a_general_question_starts_no_clock() -> None:
    given().when(STEL_ALGEMENE_VRAAG, vandaag=MAANDAG).then(ALGEMENE_VRAAG_GESTELD)


def test_an_anonymous_question_starts_no_clock() -> None:
    given().when(STEL_ANONIEME_VRAAG, vandaag=MAANDAG).then(ANONIEME_VRAAG_GESTELD)


@pytest.mark.parametrize("kanaal", Kanaal)
def test_a_question_comes_in_writing_or_by_telephone(kanaal: Kanaal) -> None:
    gesteld = replace(VRAAG_GESTELD, kanaal=kanaal)
    given().when(replace(STEL_VRAAG, kanaal=kanaal), vandaag=MAANDAG).then(gesteld)


@pytest.mark.parametrize("organisatie", ["testschool", "testzorg", "inwoner"])
def test_everybody_may_ask_also_who_may_not_bring_a_case_in(organisatie: str) -> None:
    gesteld = replace(ALGEMENE_VRAAG_GESTELD, organisatie=organisatie)
    given().when(replace(STEL_ALGEMENE_VRAAG, organisatie=organisatie)).then(gesteld)


def test_a_leefgebied_that_is_named_twice_is_kept_once() -> None:
    dubbel = replace(STEL_VRAAG, leefgebieden=("wonen", "schulden", "wonen"))
    given().when(dubbel, vandaag=MAANDAG).then(VRAAG_GESTELD)
    ook_dubbel = replace(VUL_VRAAG_AAN, leefgebieden=("zorg", "wonen", "zorg"))
    given(VRAAG_GESTELD).when(ook_dubbel).then(VRAAG_AANGEVULD)


def test_an_empty_text_about_regular_routes_says_nothing() -> None:
    leeg = replace(STEL_ALGEMENE_VRAAG, reguliere_routes=" ")
    given().when(leeg).then(ALGEMENE_VRAAG_GESTELD)


def test_the_same_consultatienummer_again_is_the_same_question() -> None:
    given(VRAAG_GESTELD).when(replace(STEL_VRAAG, vraag="Nog eens gevraagd")).then()


def test_another_question_cannot_be_asked_over_this_one() -> None:
    given(VRAAG_GESTELD).when(replace(STEL_VRAAG, consultatienummer="VRAAG-0002")).dan_geweigerd("al gesteld")


def test_a_crisis_is_no_consultatie_it_gets_the_crisisroute() -> None:
    for opdracht in (STEL_VRAAG, replace(STEL_VRAAG, vraag="", organisatie="", betrokkenen=())):
        for feiten in ((), (VRAAG_GESTELD,)):
            crisis = replace(opdracht, urgentie=Urgentie.CRISIS)
            given(*feiten).when(crisis).dan_geweigerd(TESTTAFEL.crisisroute.tekst, Crisisroute)


VRAAG_KLOPT_NIET = {
    "by name without a name": (replace(STEL_VRAAG, betrokkenen=()), "ten minste één betrokkene"),
    "anonymous with a name": (replace(STEL_VRAAG, aard=Vraagaard.ANONIEM), "geen betrokkenen"),
    "general with a name": (replace(STEL_VRAAG, aard=Vraagaard.ALGEMEEN), "geen betrokkenen"),
    "no question": (replace(STEL_VRAAG, vraag=" "), "wat de vraag is"),
    "no asker": (replace(STEL_VRAAG, vraagsteller=""), "wie de vraag stelt"),
    "no organisation": (replace(STEL_VRAAG, organisatie=""), "van welke organisatie"),
    "another region": (replace(STEL_VRAAG, gemeente="verweg"), "niet bij de regio Testland"),
    "unknown aanpak": (replace(STEL_VRAAG, aanpak="anders"), "aanpak hoort niet bij de tafel"),
    "unknown leefgebied": (replace(STEL_VRAAG, leefgebieden=("hobby",)), "leefgebieden hoort niet"),
    "unknown criterion": (
        replace(STEL_VRAAG, criteria=(Criteriumfeit("Z9", "Veel"),)),
        "criteria hoort niet",
    ),
    "a criterion twice": (replace(STEL_VRAAG, criteria=(FEIT_A1, FEIT_A1)), "elk criterium één keer"),
    "no facts": (replace(STEL_VRAAG, criteria=(Criteriumfeit("A1", ""),)), "de feiten bij elk criterium"),
    "nameless": (replace(STEL_VRAAG, betrokkenen=(replace(BRAAM, naam=" "),)), "de naam van elke betrokkene"),
    "the same twice": (replace(STEL_VRAAG, betrokkenen=(BRAAM, BRAAM)), "elke betrokkene één keer"),
    "wrong bsn": (replace(STEL_VRAAG, betrokkenen=(replace(BRAAM, bsn="999990018"),)), "elfproef"),
    "not born yet": (
        replace(STEL_VRAAG, betrokkenen=(replace(BRAAM, geboortedatum=date(2030, 1, 1)),)),
        "geboortedatum ligt in de toekomst",
    ),
}


@pytest.mark.parametrize(("opdracht", "deel"), VRAAG_KLOPT_NIET.values(), ids=VRAAG_KLOPT_NIET)
def test_a_question_that_cannot_be_right_is_refused(opdracht: StelVraag, deel: str) -> None:
    given().when(opdracht).dan_geweigerd(deel)


def test_telling_more_keeps_the_clock_that_runs() -> None:
    verder = given(VRAAG_GESTELD).when(VUL_VRAAG_AAN, vandaag=DINSDAG).then(VRAAG_AANGEVULD)
    assert verder.consultatie.betrokkenen == (AARDBEI, MANGO)
    assert verder.consultatie.leefgebieden == ("wonen", "schulden", "zorg")
    assert verder.consultatie.eerste_verwerking == MAANDAG


@pytest.mark.parametrize("vraag", [ALGEMENE_VRAAG_GESTELD, ANONIEME_VRAAG_GESTELD])
def test_the_clock_starts_when_somebody_is_named_later(vraag: VraagGesteld) -> None:
    verder = given(vraag, ADVIES_GEGEVEN).when(VUL_VRAAG_AAN, vandaag=MAANDAG).then(OP_NAAM_GEWORDEN)
    na = verder.consultatie
    assert (na.aard, na.eerste_verwerking, na.bewaren_tot) == (Vraagaard.OP_NAAM, MAANDAG, EINDE_TERMIJN)
    nog_iemand = VulVraagAan("testzorg", betrokkenen=(AARDBEI,))
    aangevuld = replace(VRAAG_AANGEVULD, betrokkenen=(AARDBEI,), leefgebieden=())
    verder.when(nog_iemand, vandaag=DINSDAG).then(aangevuld)


def test_telling_more_without_a_name_leaves_an_anonymous_question_anonymous() -> None:
    aanvulling = VulVraagAan("testschool", gemeente="proefdorp", criteria=(FEIT_A2,))
    aangevuld = replace(
        VRAAG_AANGEVULD,
        organisatie="testschool",
        betrokkenen=(),
        gemeente="proefdorp",
        leefgebieden=(),
        criteria=(FEIT_A2,),
    )
    verder = given(ANONIEME_VRAAG_GESTELD).when(aanvulling).then(aangevuld)
    assert verder.consultatie.aard is Vraagaard.ANONIEM
    assert verder.consultatie.bewaren_tot is None


def test_what_is_told_later_goes_before_what_was_told_first() -> None:
    aanvulling = VulVraagAan(
        "testschool", gemeente="proefdorp", aanpak="nazorg", reguliere_routes="Ook de huisarts"
    )
    verder = given(VRAAG_GESTELD, *given(VRAAG_GESTELD).when(aanvulling).nieuw).consultatie
    assert (verder.gemeente, verder.aanpak) == ("proefdorp", "nazorg")
    assert verder.reguliere_routes == "Ook de huisarts"


def test_what_was_known_already_is_nothing_new() -> None:
    zelfde = VulVraagAan(
        "testpolitie",
        betrokkenen=(AARDBEI,),
        gemeente="teststad",
        aanpak="regulier",
        leefgebieden=("schulden",),
        criteria=(FEIT_A1,),
        reguliere_routes="Het wijkteam belde twee keer",
    )
    given(VRAAG_GESTELD).when(zelfde).then()
    given(VRAAG_GESTELD).when(VulVraagAan("testpolitie", reguliere_routes=" ")).then()


def test_telling_more_does_not_change_who_somebody_is() -> None:
    ander = VulVraagAan("testzorg", betrokkenen=(replace(AARDBEI, adres="Fruitmand 2"),))
    given(VRAAG_GESTELD).when(ander).dan_geweigerd("met andere gegevens")


def test_other_facts_behind_a_criterion_replace_the_ones_before() -> None:
    ander = replace(FEIT_A1, feiten="Ook de huur is niet betaald")
    verder = given(VRAAG_GESTELD).when(VulVraagAan("testzorg", criteria=(ander,)))
    (feit,) = verder.nieuw
    assert given(VRAAG_GESTELD, feit).consultatie.criteria == (ander,)


AANVULLING_KLOPT_NIET = {
    "no organisation": (replace(VUL_VRAAG_AAN, organisatie=""), "van welke organisatie"),
    "another region": (replace(VUL_VRAAG_AAN, gemeente="verweg"), "niet bij de regio Testland"),
    "unknown leefgebied": (replace(VUL_VRAAG_AAN, leefgebieden=("hobby",)), "leefgebieden hoort niet"),
    "nameless": (replace(VUL_VRAAG_AAN, betrokkenen=(replace(MANGO, naam=""),)), "naam van elke betrokkene"),
}


@pytest.mark.parametrize(("opdracht", "deel"), AANVULLING_KLOPT_NIET.values(), ids=AANVULLING_KLOPT_NIET)
def test_an_aanvulling_that_cannot_be_right_is_refused(opdracht: VulVraagAan, deel: str) -> None:
    given(VRAAG_GESTELD).when(opdracht).dan_geweigerd(deel)
