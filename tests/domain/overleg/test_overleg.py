"""The overleg itself: planned for the future, moved, called off, and written up once it was held."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from domain.overleg.state import Overleg, Overlegfase, evolve_overleg
from domain.overleg.waarden import Aanwezigheid
from tests.domain.overleg.delen import (
    APPELPUNT,
    BEGINT,
    GEEN_TIJDZONE,
    GEWEEST,
    INWONER_WAS_ER,
    LATER,
    NA_AFLOOP,
    NIEUWE_VERSIE,
    NU,
    PERENPUNT,
    POLITIE_WAS_ER,
    VOOR_TESTZORG,
    VREEMD_PUNT,
    ZORG_WAS_ER,
)
from tests.domain.overleg.feiten import (
    APPELPUNT_GESCHRAPT,
    APPELPUNT_TOEGEVOEGD,
    OVERLEG_AFGEZEGD,
    OVERLEG_GEHOUDEN,
    OVERLEG_GEPLAND,
    OVERLEG_VERZET,
    PERENPUNT_TOEGEVOEGD,
    STANDEN,
    TESTZORG_UITGENODIGD,
    TRIAGE_GEPLAND,
    VERNIETIGD,
    VOLBEREID,
)
from tests.domain.overleg.opdrachten import (
    BEVESTIG_KOMST,
    HOUD_OVERLEG,
    PLAN_OVERLEG,
    PLAN_TRIAGE,
    VERZET_OVERLEG,
    ZEG_OVERLEG_AF,
)
from tests.domain.overleg.verhaal import given

NEDERLANDSE_WINTERTIJD = timezone(timedelta(hours=1))


def test_a_casusoverleg_and_a_triage_are_planned_under_the_definition_in_force() -> None:
    assert given().when(PLAN_OVERLEG).then(OVERLEG_GEPLAND).overleg.fase is Overlegfase.GEPLAND
    given().when(PLAN_TRIAGE).then(TRIAGE_GEPLAND)
    given().when(PLAN_OVERLEG, tafel=NIEUWE_VERSIE).then(replace(OVERLEG_GEPLAND, definitie="testtafel/2"))


def test_an_overleg_that_a_feestdag_moved_says_so() -> None:
    verplaatst = {"eigenlijk": date(2026, 3, 2), "feestdag": "Perendag"}
    opdracht = replace(PLAN_OVERLEG, eigenlijk=date(2026, 3, 2), feestdag="Perendag")
    feit = replace(OVERLEG_GEPLAND, eigenlijk=date(2026, 3, 2), feestdag="Perendag")
    gepland = given().when(opdracht).then(feit).overleg.gepland
    assert gepland is not None
    assert {"eigenlijk": gepland.eigenlijk, "feestdag": gepland.feestdag} == verplaatst


NIET_TE_PLANNEN = {
    "no place": (replace(PLAN_OVERLEG, capaciteit=0), "plaats voor ten minste één agendapunt"),
    "no time": (replace(PLAN_OVERLEG, minuten=0), "ten minste één minuut"),
    "no time zone": (replace(PLAN_OVERLEG, begint=GEEN_TIJDZONE), "ook de tijdzone"),
    "past": (replace(PLAN_OVERLEG, begint=GEWEEST), "niet in het verleden worden gepland"),
    "a feestdag only": (replace(PLAN_OVERLEG, feestdag="Perendag"), "Noem de feestdag samen met"),
    "a day only": (replace(PLAN_OVERLEG, eigenlijk=date(2026, 3, 2)), "Noem de feestdag samen met"),
}


@pytest.mark.parametrize("geval", NIET_TE_PLANNEN)
def test_an_overleg_that_is_not_in_order_is_not_planned(geval: str) -> None:
    opdracht, zin = NIET_TE_PLANNEN[geval]
    given().when(opdracht).dan_geweigerd(zin)


def test_the_smallest_overleg_has_one_place_takes_a_minute_and_begins_now() -> None:
    klein = replace(PLAN_OVERLEG, capaciteit=1, minuten=1, begint=NU)
    given().when(klein).then(replace(OVERLEG_GEPLAND, capaciteit=1, minuten=1, begint=NU))


def test_an_overleg_is_planned_once() -> None:
    gepland = given(OVERLEG_GEPLAND)
    gepland.when(PLAN_OVERLEG).then()
    gepland.when(PLAN_OVERLEG, nu=NA_AFLOOP).then()
    gepland.when(replace(PLAN_OVERLEG, minuten=90)).dan_geweigerd("al gepland, met een andere inhoud")


def test_the_same_moment_in_another_time_zone_is_the_same_question() -> None:
    elders = replace(PLAN_OVERLEG, begint=BEGINT.astimezone(NEDERLANDSE_WINTERTIJD))
    given(OVERLEG_GEPLAND).when(elders).then()


def test_a_new_version_of_the_definition_does_not_make_it_another_overleg() -> None:
    given(OVERLEG_GEPLAND).when(PLAN_OVERLEG, tafel=NIEUWE_VERSIE).then()


def test_planning_it_again_after_it_moved_moves_it_no_further() -> None:
    assert given(OVERLEG_GEPLAND, OVERLEG_VERZET).when(PLAN_OVERLEG).then().overleg.begint == LATER


# --- moving ------------------------------------------------------------------------------------------------------


def test_an_overleg_that_moves_keeps_its_agenda_and_asks_everybody_anew() -> None:
    verzet = given(*VOLBEREID).when(VERZET_OVERLEG).then(OVERLEG_VERZET)
    assert verzet.overleg.begint == LATER
    assert verzet.overleg.agenda == (APPELPUNT_TOEGEVOEGD, PERENPUNT_TOEGEVOEGD)
    assert [uitnodiging.antwoord for uitnodiging in verzet.overleg.uitnodigingen] == [None, None]
    opnieuw = verzet.when(BEVESTIG_KOMST)
    assert len(opnieuw.nieuw) == 1


def test_an_overleg_does_not_move_to_where_it_stands() -> None:
    given(OVERLEG_GEPLAND).when(replace(VERZET_OVERLEG, begint=BEGINT)).then()
    given(OVERLEG_GEPLAND, OVERLEG_VERZET).when(replace(VERZET_OVERLEG, begint=LATER, reden="")).then()


def test_an_overleg_can_move_back() -> None:
    terug = given(OVERLEG_GEPLAND, OVERLEG_VERZET).when(replace(VERZET_OVERLEG, begint=BEGINT))
    assert terug.then(replace(OVERLEG_VERZET, begint=BEGINT)).overleg.begint == BEGINT


def test_an_overleg_may_move_to_this_very_moment() -> None:
    nu_meteen = replace(VERZET_OVERLEG, begint=NU)
    given(OVERLEG_GEPLAND).when(nu_meteen).then(replace(OVERLEG_VERZET, begint=NU))


NIET_TE_VERZETTEN = {
    "past": (replace(VERZET_OVERLEG, begint=GEWEEST), "niet naar het verleden worden verzet"),
    "no time zone": (replace(VERZET_OVERLEG, begint=GEEN_TIJDZONE), "ook de tijdzone"),
    "no reason": (replace(VERZET_OVERLEG, reden=" "), "waarom het overleg wordt verzet"),
}


@pytest.mark.parametrize("geval", NIET_TE_VERZETTEN)
def test_an_overleg_does_not_move_just_anywhere(geval: str) -> None:
    opdracht, zin = NIET_TE_VERZETTEN[geval]
    given(OVERLEG_GEPLAND).when(opdracht).dan_geweigerd(zin)


# --- calling off -------------------------------------------------------------------------------------------------


def test_what_was_on_the_agenda_of_an_overleg_that_is_called_off_goes_back() -> None:
    af = given(*VOLBEREID, APPELPUNT_GESCHRAPT).when(ZEG_OVERLEG_AF).then(OVERLEG_AFGEZEGD).overleg
    assert af.fase is Overlegfase.AFGEZEGD
    assert af.terug_te_zetten == (PERENPUNT_TOEGEVOEGD,)
    assert af.niet_besproken == ()


def test_nothing_goes_back_as_long_as_the_overleg_stands() -> None:
    overleg = given(*VOLBEREID).overleg
    assert (overleg.terug_te_zetten, overleg.niet_besproken) == ((), ())


def test_calling_off_has_a_reason() -> None:
    given(OVERLEG_GEPLAND).when(replace(ZEG_OVERLEG_AF, reden="")).dan_geweigerd("niet doorgaat")


def test_an_overleg_is_called_off_once() -> None:
    anders = replace(ZEG_OVERLEG_AF, reden="De Fruitkamer is te warm")
    given(OVERLEG_GEPLAND, OVERLEG_AFGEZEGD).when(anders).dan_geweigerd("dit overleg is afgezegd")


# --- holding -----------------------------------------------------------------------------------------------------


def test_what_was_not_discussed_goes_back() -> None:
    gehouden = given(*VOLBEREID).when(HOUD_OVERLEG, nu=NA_AFLOOP).then(OVERLEG_GEHOUDEN).overleg
    assert gehouden.fase is Overlegfase.GEHOUDEN
    assert gehouden.niet_besproken == (PERENPUNT_TOEGEVOEGD,)
    assert gehouden.terug_te_zetten == ()


def test_when_everything_was_discussed_nothing_goes_back() -> None:
    alles = replace(HOUD_OVERLEG, besproken=(PERENPUNT, APPELPUNT, PERENPUNT))
    feit = replace(OVERLEG_GEHOUDEN, besproken=(PERENPUNT, APPELPUNT))
    assert given(*VOLBEREID).when(alles, nu=NA_AFLOOP).then(feit).overleg.niet_besproken == ()


def test_an_overleg_is_written_up_from_the_moment_it_begins() -> None:
    vroeg = "nog moet beginnen"
    gepland = given(*VOLBEREID)
    gepland.when(HOUD_OVERLEG, nu=BEGINT - timedelta(minutes=1)).dan_geweigerd(vroeg)
    gepland.when(HOUD_OVERLEG, nu=BEGINT).then(OVERLEG_GEHOUDEN)
    given(*VOLBEREID, OVERLEG_VERZET).when(HOUD_OVERLEG, nu=BEGINT).dan_geweigerd(vroeg)


def test_the_inwoner_may_have_been_there_and_nothing_says_who_it_was() -> None:
    aanwezig = (ZORG_WAS_ER, POLITIE_WAS_ER, INWONER_WAS_ER, INWONER_WAS_ER)
    met_inwoner = replace(HOUD_OVERLEG, aanwezig=aanwezig)
    given(*VOLBEREID).when(met_inwoner, nu=NA_AFLOOP).then(replace(OVERLEG_GEHOUDEN, aanwezig=aanwezig))


def test_two_of_one_organisation_may_sit_beside_another_organisation() -> None:
    aanwezig = (ZORG_WAS_ER, Aanwezigheid("testzorg", "mw-mango", 1), Aanwezigheid("testpolitie", None, 60))
    druk = replace(HOUD_OVERLEG, aanwezig=aanwezig)
    given(*VOLBEREID).when(druk, nu=NA_AFLOOP).then(replace(OVERLEG_GEHOUDEN, aanwezig=aanwezig))


NIET_VAST_TE_LEGGEN = {
    "nobody there": (replace(HOUD_OVERLEG, aanwezig=()), "ten minste twee organisaties"),
    "one organisation": (
        replace(HOUD_OVERLEG, aanwezig=(ZORG_WAS_ER, Aanwezigheid("testzorg", "mw-mango", 120))),
        "ten minste twee organisaties",
    ),
    "an organisation and the inwoner": (
        replace(HOUD_OVERLEG, aanwezig=(ZORG_WAS_ER, INWONER_WAS_ER)),
        "ten minste twee organisaties",
    ),
    "no minutes": (
        replace(HOUD_OVERLEG, aanwezig=(ZORG_WAS_ER, replace(POLITIE_WAS_ER, minuten=0))),
        "ten minste één minuut",
    ),
    "somebody twice": (
        replace(HOUD_OVERLEG, aanwezig=(ZORG_WAS_ER, replace(POLITIE_WAS_ER, medewerker="mw-peer"))),
        "staat twee keer bij de aanwezigen",
    ),
    "of no organisation": (
        replace(HOUD_OVERLEG, aanwezig=(ZORG_WAS_ER, replace(POLITIE_WAS_ER, genodigde=" "))),
        "wie er aanwezig was",
    ),
    "who the inwoner is": (
        replace(
            HOUD_OVERLEG,
            aanwezig=(ZORG_WAS_ER, POLITIE_WAS_ER, replace(INWONER_WAS_ER, medewerker="Testpersoon Aardbei")),
        ),
        "Wie de inwoner is",
    ),
    "no report": (replace(HOUD_OVERLEG, verslag=" "), "het verslag van het overleg"),
    "not on the agenda": (replace(HOUD_OVERLEG, besproken=(APPELPUNT, VREEMD_PUNT)), "Besproken is alleen"),
}


@pytest.mark.parametrize("geval", NIET_VAST_TE_LEGGEN)
def test_an_overleg_that_is_not_in_order_is_not_written_up(geval: str) -> None:
    opdracht, zin = NIET_VAST_TE_LEGGEN[geval]
    given(*VOLBEREID).when(opdracht, nu=NA_AFLOOP).dan_geweigerd(zin)


def test_what_went_off_the_agenda_was_not_discussed() -> None:
    zonder_appelpunt = given(*VOLBEREID, APPELPUNT_GESCHRAPT)
    zonder_appelpunt.when(HOUD_OVERLEG, nu=NA_AFLOOP).dan_geweigerd("Besproken is alleen")


def test_an_overleg_that_was_written_up_is_not_written_up_differently() -> None:
    anders = replace(HOUD_OVERLEG, verslag="Toch anders")
    gehouden = given(*STANDEN[Overlegfase.GEHOUDEN])
    gehouden.when(anders, nu=NA_AFLOOP).dan_geweigerd("al vastgelegd, met een andere inhoud")


# --- reading back ------------------------------------------------------------------------------------------------


def test_what_was_destroyed_changes_nothing() -> None:
    assert given(*VOLBEREID, VERNIETIGD).overleg == given(*VOLBEREID).overleg


def test_no_fact_is_ever_refused_whatever_came_before_it() -> None:
    for feit in (*STANDEN[Overlegfase.GEHOUDEN], OVERLEG_VERZET, APPELPUNT_GESCHRAPT, OVERLEG_AFGEZEGD):
        assert isinstance(evolve_overleg(Overleg(), feit), Overleg)
    leeg = Overleg()
    assert (leeg.begint, leeg.vrije_plaatsen, leeg.agenda) == (None, 0, ())
    assert leeg.uitnodiging(VOOR_TESTZORG) is None


def test_an_overleg_begins_when_it_was_planned_or_moved_to() -> None:
    assert given(OVERLEG_GEPLAND, TESTZORG_UITGENODIGD).overleg.begint == BEGINT
    assert isinstance(given(OVERLEG_GEPLAND, OVERLEG_VERZET).overleg.begint, datetime)
