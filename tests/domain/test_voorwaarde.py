"""Conditions that a supplier puts on what it brought in (WGS 2.29(3)): put, taken back, held when a case goes on."""

from dataclasses import replace
from uuid import UUID

import pytest

from domain.casus.state import Fase
from domain.casus.voorwaarde import blijft_aan_tafel, mag_in_bestand
from domain.casus.waarden import Doorgifte, Doorgifteantwoord, Voorwaardesoort
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


@pytest.mark.parametrize("soort", sorted(set(Voorwaardesoort) - {Voorwaardesoort.EERST_VRAGEN}))
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
    assert all(blijft_aan_tafel(casus, wie, naar="ret") for wie in van_haar)
    assert not any(blijft_aan_tafel(casus, wie, naar="ret") for wie in (*anderen, UUID(int=99)))


# --- only after asking ---

NEE = replace(
    o.BEANTWOORD_DOORGIFTE, antwoord=Doorgifteantwoord.GEWEIGERD, toelichting="Aardbei wil het niet"
)
GEWEIGERD = replace(f.DOORGIFTE_TOEGESTAAN, antwoord=NEE.antwoord, toelichting=NEE.toelichting)
VERWEZEN = (*f.STANDEN[Fase.NIET_OPGENOMEN], f.EERST_VRAGEN)


def test_who_wants_to_be_asked_first_is_asked_once_and_answers_once() -> None:
    gevraagd = given(*f.IN_TRIAGE, f.EERST_VRAGEN).when(o.VRAAG_DOORGIFTE).then(f.DOORGIFTE_GEVRAAGD)
    gevraagd.when(replace(o.VRAAG_DOORGIFTE, doorgifte_id=UUID(int=1))).dan_geweigerd("al gevraagd")
    gevraagd.when(replace(o.VRAAG_DOORGIFTE, naar="bestuur")).dan_geweigerd("met andere woorden")
    ja = gevraagd.when(o.BEANTWOORD_DOORGIFTE).then(f.DOORGIFTE_TOEGESTAAN)
    ja.when(replace(o.VRAAG_DOORGIFTE, doorgifte_id=UUID(int=1))).dan_geweigerd("al gevraagd")


def test_a_no_may_be_asked_again_and_the_last_word_counts() -> None:
    nee = given(*VERWEZEN, f.DOORGIFTE_GEVRAAGD).when(NEE).then(GEWEIGERD)
    nee.when(o.GEEF_DOOR).dan_geweigerd("wil worden gevraagd")
    opnieuw = replace(f.DOORGIFTE_GEVRAAGD, doorgifte_id=UUID(int=1))
    nee.when(replace(o.VRAAG_DOORGIFTE, doorgifte_id=UUID(int=1))).then(opnieuw)
    nee.when(o.BEANTWOORD_DOORGIFTE).then(f.DOORGIFTE_TOEGESTAAN).when(o.GEEF_DOOR).then(f.DOORGEGEVEN)


def test_a_case_goes_on_only_to_the_table_that_the_supplier_agreed_to() -> None:
    given(*VERWEZEN).when(o.GEEF_DOOR).dan_geweigerd("wil worden gevraagd")
    given(*VERWEZEN, f.DOORGIFTE_GEVRAAGD).when(o.GEEF_DOOR).dan_geweigerd("wil worden gevraagd")
    for ander in (
        replace(f.DOORGIFTE_GEVRAAGD, naar="bestuur"),
        replace(f.DOORGIFTE_GEVRAAGD, waarheen=Doorgifte.BESTAND, naar=None),
    ):
        elders = given(*VERWEZEN, ander, f.DOORGIFTE_TOEGESTAAN)
        elders.when(o.GEEF_DOOR).dan_geweigerd("wil worden gevraagd")
    toegestaan = given(*VERWEZEN, f.DOORGIFTE_GEVRAAGD, f.DOORGIFTE_TOEGESTAAN)
    toegestaan.when(o.GEEF_DOOR).then(f.DOORGEGEVEN)


def test_each_who_wants_to_be_asked_has_to_agree() -> None:
    van_politie = replace(f.EERST_VRAGEN, organisatie="testpolitie", voorwaarde_id=UUID(int=7))
    een_ja = (*VERWEZEN, van_politie, f.DOORGIFTE_GEVRAAGD, f.DOORGIFTE_TOEGESTAAN)
    given(*een_ja).when(o.GEEF_DOOR).dan_geweigerd("wil worden gevraagd")


def test_into_the_monitor_and_into_a_file_it_goes_after_a_yes_to_that() -> None:
    klaar = (*f.IN_MONITORING, f.TOESTEMMING_VOOR_MONITOR, f.EERST_VRAGEN)
    given(*klaar).when(o.MELD_BIJ_MONITOR, tafel=MONITORTAFEL).dan_geweigerd("wil worden gevraagd")
    monitor = replace(f.DOORGIFTE_GEVRAAGD, waarheen=Doorgifte.MONITOR, naar=None)
    mag = given(*klaar, monitor, f.DOORGIFTE_TOEGESTAAN)
    mag.when(o.MELD_BIJ_MONITOR, vandaag=NA_ICO, tafel=MONITORTAFEL).then(f.BIJ_MONITOR_GEMELD)
    assert not mag_in_bestand(mag.casus)
    bestand = replace(monitor, waarheen=Doorgifte.BESTAND)
    assert mag_in_bestand(given(*klaar, bestand, f.DOORGIFTE_TOEGESTAAN).casus)


def test_another_table_hears_of_somebody_only_after_a_yes_for_that_table() -> None:
    casus = given(*f.IN_TRIAGE, f.EERST_VRAGEN, f.DOORGIFTE_GEVRAAGD, f.DOORGIFTE_TOEGESTAAN).casus
    (wie, *_) = (wie for wie, van in casus.ingebracht_door if van == f.EERST_VRAGEN.organisatie)
    assert not blijft_aan_tafel(casus, wie, naar="wijkteam")
    assert blijft_aan_tafel(casus, wie, naar="ret")


def test_only_who_put_that_condition_is_asked_and_answers() -> None:
    given(*f.IN_TRIAGE).when(o.VRAAG_DOORGIFTE).dan_geweigerd("geen voorwaarde waarvoor")
    given(*f.IN_TRIAGE, NIET_DOORGEVEN).when(o.VRAAG_DOORGIFTE).dan_geweigerd("geen voorwaarde waarvoor")
    gevraagd = given(*f.IN_TRIAGE, f.EERST_VRAGEN, f.DOORGIFTE_GEVRAAGD)
    gevraagd.when(replace(o.BEANTWOORD_DOORGIFTE, organisatie="testpolitie")).dan_geweigerd("is er niet")
    gevraagd.when(replace(o.BEANTWOORD_DOORGIFTE, toelichting=" ")).dan_geweigerd("waarom")
    ingetrokken = given(*gevraagd.feiten, f.VOORWAARDE_INGETROKKEN)
    ingetrokken.when(o.BEANTWOORD_DOORGIFTE).dan_geweigerd("is er niet")
    assert ingetrokken.casus.doorgiften == ()


def test_a_table_is_named_for_a_table_and_for_nothing_else() -> None:
    gesteld = given(*f.IN_TRIAGE, f.EERST_VRAGEN)
    gesteld.when(replace(o.VRAAG_DOORGIFTE, naar=None)).dan_geweigerd("Noem de tafel")
    gesteld.when(replace(o.VRAAG_DOORGIFTE, waarheen=Doorgifte.MONITOR)).dan_geweigerd("Noem de tafel")
    gesteld.when(replace(o.VRAAG_DOORGIFTE, toelichting=" ")).dan_geweigerd("waarom")
