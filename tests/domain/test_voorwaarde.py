"""Conditions that a supplier puts on what it brought in (WGS 2.29(3)): put, taken back, held when a case goes on."""

from dataclasses import replace
from uuid import UUID

import pytest

from domain.casus.state import Fase
from domain.casus.voorwaarde import blijft_aan_tafel
from domain.casus.waarden import Voorwaardesoort
from tests.domain import feiten as f
from tests.domain import opdrachten as o
from tests.domain.tafel import MONITORTAFEL, NA_ICO
from tests.domain.verhaal import given

NIET_DOORGEVEN = replace(f.VOORWAARDE_GESTELD, voorwaarde=Voorwaardesoort.NIET_DOORGEVEN, rollen=())


def test_who_brought_something_in_puts_a_condition_on_it_once() -> None:
    given(*f.IN_TRIAGE).when(o.STEL_VOORWAARDE).then(f.VOORWAARDE_GESTELD)
    given(*f.IN_TRIAGE, f.VOORWAARDE_GESTELD).when(o.STEL_VOORWAARDE).then()


def test_who_brought_nothing_in_has_nothing_to_ask() -> None:
    vreemd = replace(o.STEL_VOORWAARDE, organisatie="testbakker")
    given(*f.IN_TRIAGE).when(vreemd).dan_geweigerd("bracht niets in deze casus in")


def test_roles_are_named_for_that_condition_and_for_no_other() -> None:
    given(*f.IN_TRIAGE).when(replace(o.STEL_VOORWAARDE, rollen=())).dan_geweigerd("Noem de rollen")
    ander = replace(o.STEL_VOORWAARDE, voorwaarde=Voorwaardesoort.NIET_IN_EXPORT)
    given(*f.IN_TRIAGE).when(ander).dan_geweigerd("Noem de rollen")
    given(*f.IN_TRIAGE).when(replace(o.STEL_VOORWAARDE, toelichting=" ")).dan_geweigerd("waarom")


def test_an_id_is_used_once() -> None:
    anders = replace(o.STEL_VOORWAARDE, toelichting="Om een andere reden")
    given(*f.IN_TRIAGE, f.VOORWAARDE_GESTELD).when(anders).dan_geweigerd("Leg een nieuwe vast")
    ingetrokken = given(*f.IN_TRIAGE, f.VOORWAARDE_GESTELD, f.VOORWAARDE_INGETROKKEN)
    ingetrokken.when(o.STEL_VOORWAARDE).dan_geweigerd("Leg een nieuwe vast")


def test_only_who_put_it_takes_it_back_and_once() -> None:
    gesteld = given(*f.IN_TRIAGE, f.VOORWAARDE_GESTELD)
    gesteld.when(o.TREK_VOORWAARDE_IN).then(f.VOORWAARDE_INGETROKKEN)
    gesteld.when(replace(o.TREK_VOORWAARDE_IN, organisatie="testpolitie")).dan_geweigerd("is er niet")
    gesteld.when(replace(o.TREK_VOORWAARDE_IN, voorwaarde_id=UUID(int=1))).dan_geweigerd("is er niet")
    ingetrokken = given(*f.IN_TRIAGE, f.VOORWAARDE_GESTELD, f.VOORWAARDE_INGETROKKEN)
    ingetrokken.when(o.TREK_VOORWAARDE_IN).then()
    assert ingetrokken.casus.voorwaarden == ()


def test_what_may_not_go_on_stays_at_the_table_until_the_condition_is_taken_back() -> None:
    verwezen = f.STANDEN[Fase.NIET_OPGENOMEN]
    given(*verwezen).when(o.GEEF_DOOR).then(f.DOORGEGEVEN)
    given(*verwezen, NIET_DOORGEVEN).when(o.GEEF_DOOR).dan_geweigerd("niet naar een andere tafel")
    given(*verwezen, f.VOORWAARDE_GESTELD).when(o.GEEF_DOOR).dan_geweigerd("kent die voorwaarde niet")
    export = replace(NIET_DOORGEVEN, voorwaarde=Voorwaardesoort.NIET_IN_EXPORT)
    given(*verwezen, export).when(o.GEEF_DOOR).then(f.DOORGEGEVEN)
    given(*verwezen, NIET_DOORGEVEN, f.VOORWAARDE_INGETROKKEN).when(o.GEEF_DOOR).then(f.DOORGEGEVEN)


def test_conditions_go_with_the_contribution_that_they_are_about() -> None:
    van_politie = replace(f.VOORWAARDE_GESTELD, organisatie="testpolitie")
    na = given(*f.IN_MONITORING, van_politie, f.VOORWAARDE_INGETROKKEN, f.BIJDRAGE_VERNIETIGD)
    assert na.casus.voorwaarden == ()
    weer = replace(o.STEL_VOORWAARDE, organisatie="testpolitie", voorwaarde_id=UUID(int=7))
    na.when(weer).dan_geweigerd("bracht niets")


def test_a_condition_may_be_put_while_the_work_is_restricted() -> None:
    given(*f.IN_TRIAGE, f.BEPERKING_VAN_DE_CASUS).when(o.STEL_VOORWAARDE).then(f.VOORWAARDE_GESTELD)


@pytest.mark.parametrize("soort", Voorwaardesoort)
def test_a_case_of_which_anything_is_asked_does_not_go_into_the_monitor(soort: Voorwaardesoort) -> None:
    gesteld = replace(f.VOORWAARDE_GESTELD, voorwaarde=soort)
    klaar = (*f.IN_MONITORING, f.TOESTEMMING_VOOR_MONITOR)
    given(*klaar, gesteld).when(o.MELD_BIJ_MONITOR, tafel=MONITORTAFEL).dan_geweigerd("monitor kent die niet")
    ingetrokken = given(*klaar, gesteld, f.VOORWAARDE_INGETROKKEN)
    ingetrokken.when(o.MELD_BIJ_MONITOR, vandaag=NA_ICO, tafel=MONITORTAFEL).then(f.BIJ_MONITOR_GEMELD)


def test_only_whom_that_organisation_brought_in_is_kept_from_other_tables() -> None:
    casus = given(*f.IN_TRIAGE, NIET_DOORGEVEN).casus
    van_haar = [wie for wie, van in casus.ingebracht_door if van == NIET_DOORGEVEN.organisatie]
    anderen = [wie for wie, van in casus.ingebracht_door if van != NIET_DOORGEVEN.organisatie]
    assert van_haar
    assert all(blijft_aan_tafel(casus, wie) for wie in van_haar)
    assert not any(blijft_aan_tafel(casus, wie) for wie in (*anderen, UUID(int=99)))
