"""The plan, its actions, the progress, and the way back to the agenda that takes two."""

from dataclasses import replace
from datetime import date, timedelta

from domain.casus.commands import Heragendeer
from domain.rollen import Medewerker, Rol
from tests.domain.feiten import (
    ACTIE_AFGEROND,
    ACTIE_TOEGEWEZEN,
    ACTIE_VERVALLEN,
    AFGESCHAALD,
    GEAGENDEERD,
    GETRIEERD,
    HERAGENDERING_VOORGESTELD,
    ICO_GEHOUDEN,
    ICO_GEPLAND,
    IN_MONITORING,
    IN_TRIAGE,
    MET_REGIE,
    OPGENOMEN,
    PLAN_VASTGESTELD,
    PROCESREGIE_TOEGEWEZEN,
    TWEEDE_ACTIE_TOEGEWEZEN,
    VOORTGANG_VASTGELEGD,
)
from tests.domain.opdrachten import (
    HERAGENDEER,
    LAAT_ACTIE_VERVALLEN,
    LEG_VOORTGANG_VAST,
    ROND_ACTIE_AF,
    STEL_PLAN_VAST,
    WIJS_ACTIE_TOE,
    WIJS_TWEEDE_ACTIE_TOE,
)
from tests.domain.tafel import APPEL, DINSDAG, NA_ICO, PEER
from tests.domain.verhaal import given

ANDERE_DAG = date(2026, 6, 9)


def test_a_plan_is_settled_after_the_ico() -> None:
    given(*IN_MONITORING).when(STEL_PLAN_VAST).then(PLAN_VASTGESTELD)
    given(*MET_REGIE).when(STEL_PLAN_VAST).dan_geweigerd("Een plan vaststellen kan nu niet")


def test_a_plan_has_a_goal() -> None:
    given(*IN_MONITORING).when(replace(STEL_PLAN_VAST, doel=" ")).dan_geweigerd("het doel van het plan")


def test_a_later_plan_replaces_the_earlier_one() -> None:
    later = replace(PLAN_VASTGESTELD, doel="Een jaar geen meldingen")
    verder = given(*IN_MONITORING, PLAN_VASTGESTELD).when(
        replace(STEL_PLAN_VAST, doel="Een jaar geen meldingen")
    )
    assert verder.then(later).casus.plan == later


def test_an_action_is_assigned_and_finished() -> None:
    verder = given(*OPGENOMEN).when(WIJS_ACTIE_TOE).then(ACTIE_TOEGEWEZEN)
    assert verder.casus.open_acties == (ACTIE_TOEGEWEZEN,)
    assert verder.when(ROND_ACTIE_AF, vandaag=NA_ICO).then(ACTIE_AFGEROND).casus.open_acties == ()


def test_an_action_may_have_no_person_yet() -> None:
    given(*OPGENOMEN).when(WIJS_TWEEDE_ACTIE_TOE).then(TWEEDE_ACTIE_TOEGEWEZEN)


def test_an_action_can_lapse() -> None:
    verder = given(*OPGENOMEN, ACTIE_TOEGEWEZEN, TWEEDE_ACTIE_TOEGEWEZEN).when(LAAT_ACTIE_VERVALLEN)
    assert verder.then(ACTIE_VERVALLEN).casus.open_acties == (TWEEDE_ACTIE_TOEGEWEZEN,)


def test_an_action_keeps_its_content() -> None:
    casus = given(*OPGENOMEN, ACTIE_TOEGEWEZEN)
    casus.when(WIJS_ACTIE_TOE).then()
    anders = replace(WIJS_ACTIE_TOE, uiterlijk=date(2026, 12, 1))
    casus.when(anders).dan_geweigerd("bestaat al, met een andere inhoud")


def test_an_action_says_what_is_to_be_done() -> None:
    given(*OPGENOMEN).when(replace(WIJS_ACTIE_TOE, omschrijving="")).dan_geweigerd("wat er moet gebeuren")


def test_the_last_day_of_an_action_is_today_at_the_earliest() -> None:
    vandaag = replace(WIJS_ACTIE_TOE, uiterlijk=DINSDAG)
    given(*OPGENOMEN).when(vandaag).then(replace(ACTIE_TOEGEWEZEN, uiterlijk=DINSDAG))
    given(*OPGENOMEN).when(vandaag, vandaag=NA_ICO).dan_geweigerd("ligt niet in het verleden")


def test_no_action_is_assigned_before_triage() -> None:
    given(*IN_TRIAGE).when(WIJS_ACTIE_TOE).dan_geweigerd("Een actie toewijzen kan nu niet")


def test_an_action_that_is_not_there_is_not_finished_and_does_not_lapse() -> None:
    casus = given(*OPGENOMEN, TWEEDE_ACTIE_TOEGEWEZEN)
    casus.when(ROND_ACTIE_AF).dan_geweigerd("Deze actie is er niet")
    casus.when(LAAT_ACTIE_VERVALLEN).dan_geweigerd("Deze actie is er niet")


def test_an_action_ends_once() -> None:
    afgerond = given(*OPGENOMEN, ACTIE_TOEGEWEZEN, ACTIE_AFGEROND)
    afgerond.when(ROND_ACTIE_AF).then()
    afgerond.when(replace(ROND_ACTIE_AF, resultaat="Toch niet")).dan_geweigerd("al afgerond")
    afgerond.when(LAAT_ACTIE_VERVALLEN).dan_geweigerd("al afgerond")
    vervallen = given(*OPGENOMEN, ACTIE_TOEGEWEZEN, ACTIE_VERVALLEN)
    vervallen.when(LAAT_ACTIE_VERVALLEN).then()
    vervallen.when(replace(LAAT_ACTIE_VERVALLEN, reden="Anders")).dan_geweigerd("al vervallen")
    vervallen.when(ROND_ACTIE_AF).dan_geweigerd("al vervallen")


def test_an_action_ends_with_a_result_or_a_reason() -> None:
    casus = given(*OPGENOMEN, ACTIE_TOEGEWEZEN)
    casus.when(replace(ROND_ACTIE_AF, resultaat=" ")).dan_geweigerd("het resultaat van de actie")
    casus.when(replace(LAAT_ACTIE_VERVALLEN, reden=" ")).dan_geweigerd("waarom de actie vervalt")


def test_an_action_is_worked_on_while_the_casus_is_in_behandeling() -> None:
    afgeschaald = given(*IN_MONITORING, ACTIE_TOEGEWEZEN, AFGESCHAALD)
    afgeschaald.when(ROND_ACTIE_AF).dan_geweigerd(
        "Een actie bijwerken kan nu niet: deze casus is afgeschaald"
    )
    afgeschaald.when(LAAT_ACTIE_VERVALLEN).dan_geweigerd("Een actie bijwerken kan nu niet")


def test_progress_says_how_it_stands_and_whose_turn_it_is() -> None:
    given(*IN_MONITORING).when(LEG_VOORTGANG_VAST, vandaag=NA_ICO).then(VOORTGANG_VASTGELEGD)
    given(*IN_MONITORING).when(replace(LEG_VOORTGANG_VAST, tekst="")).dan_geweigerd("de voortgang")
    given(*IN_TRIAGE).when(LEG_VOORTGANG_VAST).dan_geweigerd("Voortgang vastleggen kan nu niet")


def test_the_same_progress_on_another_day_is_progress_again() -> None:
    morgen = date(2026, 3, 19)
    casus = given(*IN_MONITORING, VOORTGANG_VASTGELEGD)
    casus.when(LEG_VOORTGANG_VAST, vandaag=morgen).then(replace(VOORTGANG_VASTGELEGD, op=morgen))


def test_a_casus_is_back_on_the_agenda_when_both_regisseurs_ask_for_the_same_day() -> None:
    verder = (
        given(*IN_MONITORING)
        .when(HERAGENDEER, wie=PEER)
        .then(HERAGENDERING_VOORGESTELD)
        .when(HERAGENDEER, wie=APPEL)
        .then(GEAGENDEERD)
    )
    assert verder.casus.agendavoorstel is None
    assert verder.casus.agenda == GEAGENDEERD


def test_either_regisseur_may_be_the_first_to_ask() -> None:
    (
        given(*IN_MONITORING)
        .when(HERAGENDEER, wie=APPEL)
        .then(replace(HERAGENDERING_VOORGESTELD, door=Rol.CASUSREGISSEUR))
        .when(HERAGENDEER, wie=PEER)
        .then(GEAGENDEERD)
    )


def test_one_regisseur_alone_never_puts_a_casus_on_the_agenda() -> None:
    voorgesteld = given(*IN_MONITORING, HERAGENDERING_VOORGESTELD)
    voorgesteld.when(HERAGENDEER, wie=PEER).then()
    voorgesteld.when(replace(HERAGENDEER, reden="Met klem"), wie=PEER).then()


def test_a_proposal_is_not_overwritten_by_another_day_of_the_other() -> None:
    tegen: Heragendeer = replace(HERAGENDEER, datum=ANDERE_DAG, reden="Later past beter")
    voorgesteld = given(*IN_MONITORING, HERAGENDERING_VOORGESTELD)
    voorgesteld.when(tegen, wie=APPEL).dan_geweigerd("De procesregisseur heeft 02-06-2026 voorgesteld")
    gewijzigd = replace(HERAGENDERING_VOORGESTELD, datum=ANDERE_DAG, reden="Later past beter")
    afgesproken = replace(GEAGENDEERD, datum=ANDERE_DAG, reden="Later past beter; Goed")
    ja = replace(tegen, reden="Goed")
    voorgesteld.when(tegen, wie=PEER).then(gewijzigd).when(ja, wie=APPEL).then(afgesproken)


def test_a_proposal_for_a_day_that_passed_binds_nobody() -> None:
    na = HERAGENDERING_VOORGESTELD.datum + timedelta(days=1)
    later: Heragendeer = replace(HERAGENDEER, datum=na)
    nieuw = replace(HERAGENDERING_VOORGESTELD, datum=na, door=Rol.CASUSREGISSEUR)
    given(*IN_MONITORING, HERAGENDERING_VOORGESTELD).when(later, wie=APPEL, vandaag=na).then(nieuw)


def test_a_day_that_both_agreed_on_can_be_changed_by_both() -> None:
    ander = replace(HERAGENDEER, datum=ANDERE_DAG)
    given(*IN_MONITORING, GEAGENDEERD).when(HERAGENDEER, wie=PEER).then()
    verder = given(*IN_MONITORING, GEAGENDEERD).when(ander, wie=PEER)
    voorstel = replace(HERAGENDERING_VOORGESTELD, datum=ANDERE_DAG)
    nieuw = replace(GEAGENDEERD, datum=ANDERE_DAG)
    assert verder.then(voorstel).when(ander, wie=APPEL).then(nieuw).casus.agenda == nieuw


def test_nobody_but_the_two_regisseurs_of_this_casus_asks_for_the_agenda() -> None:
    collega = Medewerker("mw-vijg", Rol.PROCESREGISSEUR, "testregie")
    verkeerde_pet = Medewerker("mw-peer", Rol.CASUSREGISSEUR, "testregie")
    for wie in (collega, verkeerde_pet, Medewerker("mw-peer", Rol.SECRETARIS, "testregie")):
        given(*IN_MONITORING).when(HERAGENDEER, wie=wie).dan_geweigerd(
            "Alleen de procesregisseur en de casus"
        )


def test_without_both_regisseurs_nothing_comes_back_on_the_agenda() -> None:
    zonder_zorg = given(*IN_TRIAGE, GETRIEERD, PROCESREGIE_TOEGEWEZEN, ICO_GEPLAND, ICO_GEHOUDEN)
    zonder_zorg.when(HERAGENDEER, wie=PEER).dan_geweigerd("wijs eerst beide toe")


def test_the_day_on_the_agenda_is_today_at_the_earliest() -> None:
    vandaag = replace(HERAGENDEER, datum=NA_ICO)
    voorgesteld = given(*IN_MONITORING).when(vandaag, vandaag=NA_ICO)
    verder = voorgesteld.then(replace(HERAGENDERING_VOORGESTELD, datum=NA_ICO))
    verder.when(vandaag, vandaag=date(2026, 3, 19), wie=APPEL).dan_geweigerd("ligt niet in het verleden")


def test_only_a_casus_in_monitoring_comes_back_on_the_agenda() -> None:
    given(*MET_REGIE).when(HERAGENDEER).dan_geweigerd("Her-agenderen kan nu niet")
    given(*IN_MONITORING, AFGESCHAALD).when(HERAGENDEER).dan_geweigerd("Her-agenderen kan nu niet")
