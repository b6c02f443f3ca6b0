"""The agenda: what fits on it, how much of it, and what happens when a place comes free."""

from dataclasses import replace

import pytest

from domain.overleg.commands import VoegAgendapuntToe
from domain.overleg.events import UitnodigingIngetrokken
from domain.overleg.waarden import PAST_OP, Overlegsoort, Puntsoort
from tests.domain.overleg.delen import (
    APPELPUNT,
    KERSENPUNT,
    PERENPUNT,
    VOOR_INWONER,
    VOOR_TESTPOLITIE,
    VREEMD_PUNT,
)
from tests.domain.overleg.feiten import (
    APPELPUNT_GESCHRAPT,
    APPELPUNT_TOEGEVOEGD,
    INWONER_UITGENODIGD,
    KERSENPUNT_TOEGEVOEGD,
    OVERLEG_GEPLAND,
    PERENPUNT_TOEGEVOEGD,
    TESTPOLITIE_UITGENODIGD,
    TESTZORG_UITGENODIGD,
    TRIAGE_GEPLAND,
)
from tests.domain.overleg.opdrachten import (
    SCHRAP_APPELPUNT,
    VOEG_APPELPUNT_TOE,
    VOEG_KERSENPUNT_TOE,
    VOEG_PERENPUNT_TOE,
)
from tests.domain.overleg.verhaal import given

AGENDATABEL = {
    #                     triage ico voortgang her-agendering afsluiting
    Overlegsoort.TRIAGE:       "+ x x x x",
    Overlegsoort.CASUSOVERLEG: "x + + + +",
}  # fmt: skip
"""Which agendapunt (in the order of ``Puntsoort``) fits which overleg."""


@pytest.mark.parametrize("overleg", Overlegsoort)
@pytest.mark.parametrize("punt", Puntsoort)
def test_an_agendapunt_fits_the_overleg_or_it_does_not(overleg: Overlegsoort, punt: Puntsoort) -> None:
    gepland = TRIAGE_GEPLAND if overleg is Overlegsoort.TRIAGE else OVERLEG_GEPLAND
    beslist = given(gepland).when(VoegAgendapuntToe(APPELPUNT, punt))
    if AGENDATABEL[overleg].split()[list(Puntsoort).index(punt)] == "+":
        beslist.then(replace(APPELPUNT_TOEGEVOEGD, soort=punt))
    else:
        beslist.dan_geweigerd(f"soort '{punt}' past niet op de agenda van een {overleg}")


def test_every_agendapunt_fits_exactly_one_overleg() -> None:
    assert sorted(punt for punten in PAST_OP.values() for punt in punten) == sorted(Puntsoort)
    assert list(PAST_OP) == list(Overlegsoort)


def test_each_agendapunt_takes_a_place() -> None:
    begin = given(OVERLEG_GEPLAND)
    een = begin.when(VOEG_APPELPUNT_TOE).then(APPELPUNT_TOEGEVOEGD)
    twee = een.when(VOEG_PERENPUNT_TOE).then(PERENPUNT_TOEGEVOEGD)
    assert [verhaal.overleg.vrije_plaatsen for verhaal in (begin, een, twee)] == [3, 2, 1]
    assert twee.overleg.agenda == (APPELPUNT_TOEGEVOEGD, PERENPUNT_TOEGEVOEGD)


def test_when_the_agenda_is_full_nothing_comes_on_it_until_a_place_comes_free() -> None:
    vol = given(replace(OVERLEG_GEPLAND, capaciteit=2), APPELPUNT_TOEGEVOEGD, PERENPUNT_TOEGEVOEGD)
    assert vol.overleg.vrije_plaatsen == 0
    vol.when(VOEG_KERSENPUNT_TOE).dan_geweigerd("De agenda van dit overleg is vol")
    vol.when(VOEG_APPELPUNT_TOE).then()
    ruimte = vol.when(SCHRAP_APPELPUNT).then(APPELPUNT_GESCHRAPT)
    ruimte.when(VOEG_KERSENPUNT_TOE).then(KERSENPUNT_TOEGEVOEGD)


def test_an_agendapunt_does_not_change_its_kind() -> None:
    anders = replace(VOEG_APPELPUNT_TOE, soort=Puntsoort.AFSLUITING)
    given(OVERLEG_GEPLAND, APPELPUNT_TOEGEVOEGD).when(anders).dan_geweigerd("Maak een nieuw agendapunt")


def test_what_went_off_the_agenda_comes_back_as_a_new_agendapunt() -> None:
    geschrapt = given(OVERLEG_GEPLAND, APPELPUNT_TOEGEVOEGD, APPELPUNT_GESCHRAPT)
    geschrapt.when(VOEG_APPELPUNT_TOE).dan_geweigerd("Maak een nieuw agendapunt")
    weer = replace(VOEG_APPELPUNT_TOE, agendapunt_id=KERSENPUNT)
    geschrapt.when(weer).then(replace(APPELPUNT_TOEGEVOEGD, agendapunt_id=KERSENPUNT))


def test_what_is_not_on_the_agenda_does_not_go_off_it() -> None:
    begin = given(OVERLEG_GEPLAND, APPELPUNT_TOEGEVOEGD)
    begin.when(replace(SCHRAP_APPELPUNT, agendapunt_id=VREEMD_PUNT)).dan_geweigerd("niet op de agenda")
    begin.when(replace(SCHRAP_APPELPUNT, agendapunt_id=PERENPUNT)).dan_geweigerd("niet op de agenda")
    geschrapt = given(*begin.feiten, APPELPUNT_GESCHRAPT)
    geschrapt.when(replace(SCHRAP_APPELPUNT, reden="Toch anders")).dan_geweigerd("niet op de agenda")


def test_going_off_the_agenda_has_a_reason() -> None:
    zonder = replace(SCHRAP_APPELPUNT, reden=" ")
    given(OVERLEG_GEPLAND, APPELPUNT_TOEGEVOEGD).when(zonder).dan_geweigerd("waarom dit van de agenda gaat")


def test_who_was_invited_for_an_agendapunt_alone_need_not_come_when_it_goes_off_the_agenda() -> None:
    uitgenodigd = given(
        *(OVERLEG_GEPLAND, APPELPUNT_TOEGEVOEGD, PERENPUNT_TOEGEVOEGD),
        *(TESTZORG_UITGENODIGD, TESTPOLITIE_UITGENODIGD, INWONER_UITGENODIGD),
    )
    reden = SCHRAP_APPELPUNT.reden
    verder = uitgenodigd.when(SCHRAP_APPELPUNT).then(
        APPELPUNT_GESCHRAPT,
        UitnodigingIngetrokken(VOOR_TESTPOLITIE, reden),
        UitnodigingIngetrokken(VOOR_INWONER, reden),
    )
    over = [uitnodiging.verstuurd for uitnodiging in verder.overleg.geldige_uitnodigingen]
    assert over == [TESTZORG_UITGENODIGD]


def test_an_invitation_that_was_taken_back_before_is_not_taken_back_again() -> None:
    eerder = UitnodigingIngetrokken(VOOR_TESTPOLITIE, "Verkeerde afdeling")
    uitgenodigd = given(OVERLEG_GEPLAND, APPELPUNT_TOEGEVOEGD, TESTPOLITIE_UITGENODIGD, eerder)
    uitgenodigd.when(SCHRAP_APPELPUNT).then(APPELPUNT_GESCHRAPT)
