"""Regie and who takes part."""

from dataclasses import replace
from datetime import date

from domain.casus.events import RegieToegewezen
from domain.casus.waarden import Regie
from tests.domain.feiten import (
    AFGESCHAALD,
    AFGESLOTEN,
    CASUSREGIE_TOEGEWEZEN,
    DEELNEMER_TOEGEVOEGD,
    DEELNEMER_VERWIJDERD,
    HERAGENDERING_VOORGESTELD,
    IN_MONITORING,
    IN_TRIAGE,
    MET_REGIE,
    OPGENOMEN,
    PROCESREGIE_OVERGEGEVEN,
    PROCESREGIE_TOEGEWEZEN,
)
from tests.domain.opdrachten import (
    GEEF_PROCESREGIE_OVER,
    HERAGENDEER,
    VERWIJDER_DEELNEMER,
    VOEG_DEELNEMER_TOE,
    WIJS_CASUSREGIE_TOE,
    WIJS_PROCESREGIE_TOE,
)
from tests.domain.tafel import APPEL
from tests.domain.verhaal import given


def test_procesregie_and_casusregie_are_assigned() -> None:
    (
        given(*OPGENOMEN)
        .when(WIJS_PROCESREGIE_TOE)
        .then(PROCESREGIE_TOEGEWEZEN)
        .when(WIJS_CASUSREGIE_TOE)
        .then(CASUSREGIE_TOEGEWEZEN)
    )


def test_the_procesregie_may_be_assigned_while_the_casus_waits_for_triage() -> None:
    given(*IN_TRIAGE).when(WIJS_PROCESREGIE_TOE).then(PROCESREGIE_TOEGEWEZEN)


def test_a_casus_has_one_procesregisseur_at_a_time() -> None:
    verder = given(*MET_REGIE).when(GEEF_PROCESREGIE_OVER).then(PROCESREGIE_OVERGEGEVEN)
    assert verder.casus.procesregisseur == PROCESREGIE_OVERGEGEVEN
    assert verder.casus.casusregisseur == CASUSREGIE_TOEGEWEZEN


def test_basis_and_intensief_are_the_same_procesregie_in_another_weight() -> None:
    zwaarder = replace(WIJS_PROCESREGIE_TOE, regie=Regie.PROCES_INTENSIEF)
    verder = given(*MET_REGIE).when(zwaarder)
    nieuw = RegieToegewezen(Regie.PROCES_INTENSIEF, "mw-peer", "testregie")
    assert verder.then(nieuw).casus.procesregisseur == nieuw


def test_process_and_care_are_never_in_one_hand() -> None:
    zelf_zorgen = replace(WIJS_CASUSREGIE_TOE, medewerker="mw-peer")
    zelf_regelen = replace(WIJS_PROCESREGIE_TOE, medewerker="mw-appel")
    given(*MET_REGIE).when(zelf_zorgen).dan_geweigerd("niet bij dezelfde persoon")
    given(*MET_REGIE).when(zelf_regelen).dan_geweigerd("niet bij dezelfde persoon")


def test_the_regie_that_somebody_has_is_not_assigned_again() -> None:
    given(*MET_REGIE).when(WIJS_PROCESREGIE_TOE).then()
    given(*MET_REGIE).when(WIJS_CASUSREGIE_TOE).then()


def test_a_new_regisseur_is_not_bound_by_the_proposal_of_the_old_one() -> None:
    met_voorstel = given(*IN_MONITORING, HERAGENDERING_VOORGESTELD)
    overgegeven = met_voorstel.when(GEEF_PROCESREGIE_OVER).then(PROCESREGIE_OVERGEGEVEN)
    assert overgegeven.casus.agendavoorstel is None
    opnieuw = overgegeven.when(HERAGENDEER, wie=APPEL)
    opnieuw.then(replace(HERAGENDERING_VOORGESTELD, door=APPEL.rol))
    anders = met_voorstel.when(replace(WIJS_CASUSREGIE_TOE, medewerker="mw-kiwi"))
    assert anders.then(replace(CASUSREGIE_TOEGEWEZEN, medewerker="mw-kiwi")).casus.agendavoorstel is None


def test_no_regie_for_a_casus_that_does_not_run() -> None:
    given().when(WIJS_PROCESREGIE_TOE).dan_geweigerd("Regie toewijzen kan nu niet")
    given(*IN_MONITORING, AFGESLOTEN).when(GEEF_PROCESREGIE_OVER).dan_geweigerd("Regie toewijzen kan nu niet")


def test_somebody_takes_part_and_stops_taking_part() -> None:
    verder = given(*OPGENOMEN).when(VOEG_DEELNEMER_TOE).then(DEELNEMER_TOEGEVOEGD)
    assert verder.casus.deelnemers == (DEELNEMER_TOEGEVOEGD,)
    assert verder.when(VERWIJDER_DEELNEMER).then(DEELNEMER_VERWIJDERD).casus.deelnemers == ()


def test_who_stops_leaves_the_others_at_the_table() -> None:
    noot = replace(DEELNEMER_TOEGEVOEGD, medewerker="mw-noot")
    verder = given(*OPGENOMEN, DEELNEMER_TOEGEVOEGD, noot).when(VERWIJDER_DEELNEMER)
    assert verder.then(DEELNEMER_VERWIJDERD).casus.deelnemers == (noot,)


def test_somebody_takes_part_once() -> None:
    casus = given(*OPGENOMEN, DEELNEMER_TOEGEVOEGD)
    casus.when(VOEG_DEELNEMER_TOE).then()
    casus.when(replace(VOEG_DEELNEMER_TOE, namens="officier")).dan_geweigerd("neemt al deel")
    casus.when(replace(VOEG_DEELNEMER_TOE, organisatie="testzorg")).dan_geweigerd("neemt al deel")


def test_who_does_not_take_part_need_not_be_removed() -> None:
    given(*OPGENOMEN).when(VERWIJDER_DEELNEMER).then()


def test_nobody_takes_part_before_the_casus_is_taken_up() -> None:
    given(*IN_TRIAGE).when(VOEG_DEELNEMER_TOE).dan_geweigerd("Een deelnemer toevoegen kan nu niet")


def test_after_afschalen_somebody_can_still_stop_but_nobody_can_start() -> None:
    casus = given(*IN_MONITORING, DEELNEMER_TOEGEVOEGD, AFGESCHAALD)
    casus.when(VERWIJDER_DEELNEMER).then(DEELNEMER_VERWIJDERD)
    noot = replace(VOEG_DEELNEMER_TOE, medewerker="mw-noot")
    casus.when(noot, vandaag=date(2026, 4, 1)).dan_geweigerd("deze casus is afgeschaald")


def test_after_closing_the_list_of_who_took_part_is_fixed() -> None:
    gesloten = given(*IN_MONITORING, DEELNEMER_TOEGEVOEGD, AFGESLOTEN)
    gesloten.when(VERWIJDER_DEELNEMER).dan_geweigerd("Een deelnemer verwijderen kan nu niet")
