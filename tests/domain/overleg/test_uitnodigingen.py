"""Who is invited for what, and what they answer."""

from dataclasses import replace

import pytest

from domain.overleg.commands import BevestigKomst, ZegKomstAf
from domain.overleg.events import KomstAfgezegd, KomstBevestigd
from domain.tafels import Deelname, Tafeldeelnemer
from tests.domain.overleg.delen import (
    APPELPUNT,
    PERENPUNT,
    TWEEDE_VOOR_TESTZORG,
    VOOR_INWONER,
    VOOR_TESTZORG,
    VREEMD_PUNT,
    VREEMDE_UITNODIGING,
)
from tests.domain.overleg.feiten import (
    APPELPUNT_GESCHRAPT,
    APPELPUNT_TOEGEVOEGD,
    INWONER_UITGENODIGD,
    KOMST_AFGEZEGD,
    KOMST_BEVESTIGD,
    OVERLEG_GEPLAND,
    PERENPUNT_TOEGEVOEGD,
    TESTPOLITIE_UITGENODIGD,
    TESTZORG_UITGENODIGD,
    TESTZORG_UITGENODIGD_VOOR_PUNT,
    UITNODIGING_INGETROKKEN,
)
from tests.domain.overleg.opdrachten import (
    BEVESTIG_KOMST,
    NODIG_INWONER_UIT,
    NODIG_TESTPOLITIE_UIT,
    NODIG_TESTZORG_UIT,
    NODIG_TESTZORG_UIT_VOOR_PUNT,
    TREK_UITNODIGING_IN,
    ZEG_KOMST_AF,
)
from tests.domain.overleg.verhaal import given
from tests.domain.tafel import BRON, TESTTAFEL

MET_AGENDA = given(OVERLEG_GEPLAND, APPELPUNT_TOEGEVOEGD, PERENPUNT_TOEGEVOEGD)
UITGENODIGD = given(*MET_AGENDA.feiten, TESTZORG_UITGENODIGD)


def test_somebody_is_invited_for_the_whole_overleg_or_for_one_agendapunt() -> None:
    MET_AGENDA.when(NODIG_TESTZORG_UIT).then(TESTZORG_UITGENODIGD)
    MET_AGENDA.when(NODIG_TESTPOLITIE_UIT).then(TESTPOLITIE_UITGENODIGD)


def test_the_inwoner_is_invited_for_an_agendapunt_never_for_the_whole_overleg() -> None:
    MET_AGENDA.when(NODIG_INWONER_UIT).then(INWONER_UITGENODIGD)
    overal = replace(NODIG_INWONER_UIT, agendapunt_id=None)
    MET_AGENDA.when(overal).dan_geweigerd("alleen bij het eigen agendapunt")


def test_no_invitation_says_who_the_inwoner_is() -> None:
    met_naam = replace(NODIG_INWONER_UIT, medewerker="Testpersoon Aardbei")
    MET_AGENDA.when(met_naam).dan_geweigerd("Wie de inwoner is")
    vervangen = ZegKomstAf(VOOR_INWONER, vervanger="Testpersoon Braam")
    given(*MET_AGENDA.feiten, INWONER_UITGENODIGD).when(vervangen).dan_geweigerd("in diens plaats")


def test_an_agendapunt_that_is_not_on_the_agenda_has_no_guests() -> None:
    vreemd = replace(NODIG_TESTPOLITIE_UIT, agendapunt_id=VREEMD_PUNT)
    MET_AGENDA.when(vreemd).dan_geweigerd("staat niet op de agenda")
    geschrapt = given(*MET_AGENDA.feiten, APPELPUNT_GESCHRAPT)
    geschrapt.when(NODIG_TESTPOLITIE_UIT).dan_geweigerd("staat niet op de agenda")


def test_an_invitation_is_for_somebody() -> None:
    MET_AGENDA.when(replace(NODIG_TESTZORG_UIT, genodigde=" ")).dan_geweigerd("wie er wordt uitgenodigd")


def test_somebody_is_invited_once_for_the_same_thing() -> None:
    weer = replace(NODIG_TESTZORG_UIT, uitnodiging_id=TWEEDE_VOOR_TESTZORG)
    UITGENODIGD.when(weer).dan_geweigerd("heeft hiervoor al een uitnodiging")
    UITGENODIGD.when(NODIG_TESTZORG_UIT).then()


ANDERE_UITNODIGING = {
    "another thing": (NODIG_TESTZORG_UIT_VOOR_PUNT, TESTZORG_UITGENODIGD_VOOR_PUNT),
    "another agendapunt": (
        replace(NODIG_TESTZORG_UIT_VOOR_PUNT, agendapunt_id=PERENPUNT),
        replace(TESTZORG_UITGENODIGD_VOOR_PUNT, agendapunt_id=PERENPUNT),
    ),
    "another colleague": (
        replace(NODIG_TESTZORG_UIT, uitnodiging_id=TWEEDE_VOOR_TESTZORG, medewerker="mw-mango"),
        replace(TESTZORG_UITGENODIGD, uitnodiging_id=TWEEDE_VOOR_TESTZORG, medewerker="mw-mango"),
    ),
    "another organisation": (
        replace(NODIG_TESTZORG_UIT, uitnodiging_id=TWEEDE_VOOR_TESTZORG, genodigde="testwonen"),
        replace(TESTZORG_UITGENODIGD, uitnodiging_id=TWEEDE_VOOR_TESTZORG, genodigde="testwonen"),
    ),
}


@pytest.mark.parametrize("geval", ANDERE_UITNODIGING)
def test_somebody_else_or_for_something_else_is_another_invitation(geval: str) -> None:
    opdracht, feit = ANDERE_UITNODIGING[geval]
    UITGENODIGD.when(opdracht).then(feit)


def test_an_invitation_does_not_change_hands() -> None:
    anders = replace(NODIG_TESTZORG_UIT, medewerker="mw-mango")
    UITGENODIGD.when(anders).dan_geweigerd("al gebruikt. Verstuur een nieuwe")


# --- answers -----------------------------------------------------------------------------------------------------


def test_somebody_comes_or_does_not_and_may_send_another() -> None:
    UITGENODIGD.when(BEVESTIG_KOMST).then(KOMST_BEVESTIGD)
    afgezegd = UITGENODIGD.when(ZEG_KOMST_AF).then(KOMST_AFGEZEGD)
    assert [uitnodiging.antwoord for uitnodiging in afgezegd.overleg.uitnodigingen] == [KOMST_AFGEZEGD]


def test_nobody_has_to_say_why_not() -> None:
    UITGENODIGD.when(ZegKomstAf(VOOR_TESTZORG)).then(KomstAfgezegd(VOOR_TESTZORG, "", None))


def test_one_may_change_ones_mind_both_ways() -> None:
    ja = UITGENODIGD.when(BEVESTIG_KOMST).then(KOMST_BEVESTIGD)
    nee = ja.when(ZEG_KOMST_AF).then(KOMST_AFGEZEGD)
    toch = nee.when(BEVESTIG_KOMST).then(KOMST_BEVESTIGD)
    assert toch.overleg.uitnodigingen[0].antwoord == KOMST_BEVESTIGD


def test_who_comes_instead_may_be_known_later() -> None:
    zonder = replace(KOMST_AFGEZEGD, vervanger=None)
    given(*UITGENODIGD.feiten, zonder).when(ZEG_KOMST_AF).then(KOMST_AFGEZEGD)


def test_the_inwoner_answers_too() -> None:
    uitgenodigd = given(*MET_AGENDA.feiten, INWONER_UITGENODIGD)
    uitgenodigd.when(BevestigKomst(VOOR_INWONER)).then(KomstBevestigd(VOOR_INWONER))
    uitgenodigd.when(ZegKomstAf(VOOR_INWONER)).then(KomstAfgezegd(VOOR_INWONER, "", None))


def test_the_answer_of_one_is_not_the_answer_of_another() -> None:
    beide = given(*UITGENODIGD.feiten, TESTPOLITIE_UITGENODIGD, KOMST_BEVESTIGD).overleg
    assert [uitnodiging.antwoord for uitnodiging in beide.uitnodigingen] == [KOMST_BEVESTIGD, None]


def test_who_was_not_invited_does_not_answer() -> None:
    nergens = "er niet bij dit overleg"
    UITGENODIGD.when(replace(BEVESTIG_KOMST, uitnodiging_id=VREEMDE_UITNODIGING)).dan_geweigerd(nergens)
    UITGENODIGD.when(replace(ZEG_KOMST_AF, uitnodiging_id=VREEMDE_UITNODIGING)).dan_geweigerd(nergens)
    UITGENODIGD.when(replace(TREK_UITNODIGING_IN, uitnodiging_id=VREEMDE_UITNODIGING)).dan_geweigerd(nergens)


# --- taking back -------------------------------------------------------------------------------------------------


def test_an_invitation_that_was_taken_back_is_not_answered_nor_sent_again() -> None:
    terug = UITGENODIGD.when(TREK_UITNODIGING_IN).then(UITNODIGING_INGETROKKEN)
    assert terug.overleg.geldige_uitnodigingen == ()
    terug.when(BEVESTIG_KOMST).dan_geweigerd("Deze uitnodiging is ingetrokken")
    terug.when(ZEG_KOMST_AF).dan_geweigerd("Deze uitnodiging is ingetrokken")
    terug.when(NODIG_TESTZORG_UIT).dan_geweigerd("Verstuur een nieuwe")


def test_after_an_invitation_was_taken_back_there_may_be_a_new_one() -> None:
    weer = replace(NODIG_TESTZORG_UIT, uitnodiging_id=TWEEDE_VOOR_TESTZORG)
    feit = replace(TESTZORG_UITGENODIGD, uitnodiging_id=TWEEDE_VOOR_TESTZORG)
    given(*UITGENODIGD.feiten, UITNODIGING_INGETROKKEN).when(weer).then(feit)


def test_an_invitation_is_taken_back_once_and_with_a_reason() -> None:
    UITGENODIGD.when(replace(TREK_UITNODIGING_IN, reden="")).dan_geweigerd("wordt ingetrokken")
    anders = replace(TREK_UITNODIGING_IN, reden="Toch anders")
    given(*UITGENODIGD.feiten, UITNODIGING_INGETROKKEN).when(anders).dan_geweigerd("al ingetrokken")


def test_taking_back_one_invitation_leaves_the_others() -> None:
    beide = given(*UITGENODIGD.feiten, TESTPOLITIE_UITGENODIGD, UITNODIGING_INGETROKKEN).overleg
    assert [uitnodiging.verstuurd for uitnodiging in beide.geldige_uitnodigingen] == [TESTPOLITIE_UITGENODIGD]
    assert TESTPOLITIE_UITGENODIGD.agendapunt_id == APPELPUNT


def test_under_whatever_word_a_table_knows_those_it_is_about_their_name_stays_out() -> None:
    ouders = Tafeldeelnemer("ouders", "De ouders", Deelname.INWONER, BRON)
    tafel = replace(TESTTAFEL, deelnemers=(ouders,))
    met_naam = replace(NODIG_INWONER_UIT, genodigde="ouders", medewerker="Testpersoon Braam")
    MET_AGENDA.when(met_naam, tafel=tafel).dan_geweigerd("staat niet in dit overleg")
    overal = replace(NODIG_INWONER_UIT, genodigde="ouders", agendapunt_id=None)
    MET_AGENDA.when(overal, tafel=tafel).dan_geweigerd("alleen bij het eigen agendapunt")
    anders = replace(overal, genodigde="iemand", deelname=Deelname.INWONER)
    MET_AGENDA.when(anders).dan_geweigerd("alleen bij het eigen agendapunt")
