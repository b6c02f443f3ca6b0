"""Up, down, closing for the time being, reopening, closing."""

from dataclasses import replace

from domain.casus.events import Opgeschaald
from domain.casus.state import Fase
from domain.overleg.waarden import Puntsoort
from tests.domain.delen import AGENDAPUNT_ID, TWEEDE_AGENDAPUNT_ID, TWEEDE_ICO_ID
from tests.domain.feiten import (
    ACTIE_AFGEROND,
    ACTIE_TOEGEWEZEN,
    ACTIE_VERVALLEN,
    AFGESCHAALD,
    AFGESLOTEN,
    AFGEWEZEN,
    AGENDAPUNT_BESPROKEN,
    GEAGENDEERD,
    GESLOTEN,
    HERAGENDERING_VOORGESTELD,
    HEROPEND,
    ICO_AFGEZEGD,
    ICO_GEHOUDEN,
    ICO_STAAT_GEPLAND,
    IN_MONITORING,
    IN_TRIAGE,
    MET_REGIE,
    OP_AGENDA_GEZET,
    OPGENOMEN,
    OPGESCHAALD,
    TERUGGESCHAALD,
    TWEEDE_ICO_GEPLAND,
    VAN_AGENDA_GEHAALD,
    VERWIJDERD,
    VOORLOPIG_AFGESLOTEN,
)
from tests.domain.opdrachten import (
    HEROPEN,
    SCHAAL_AF,
    SCHAAL_OP,
    SCHAAL_TERUG,
    SCHAAL_VERDER_OP,
    SLUIT_AF,
    SLUIT_VOORLOPIG_AF,
)
from tests.domain.tafel import EINDE_TERMIJN
from tests.domain.verhaal import given

VERDER_OPGESCHAALD = Opgeschaald("land", SCHAAL_VERDER_OP.reden)
VOORTGANG_OP_AGENDA = replace(OP_AGENDA_GEZET, soort=Puntsoort.VOORTGANG)
VOORTGANG_BESPROKEN = AGENDAPUNT_BESPROKEN


def test_a_casus_goes_up_along_an_edge_of_the_tafel() -> None:
    given(*OPGENOMEN).when(SCHAAL_OP).then(OPGESCHAALD)
    given(*IN_MONITORING).when(SCHAAL_OP).then(OPGESCHAALD)


def test_a_casus_goes_nowhere_that_the_tafel_does_not_lead_to() -> None:
    given(*IN_MONITORING).when(replace(SCHAAL_OP, naar="wijkteam")).dan_geweigerd("niet worden opgeschaald")
    given(*IN_MONITORING).when(replace(SCHAAL_AF, naar="bestuur")).dan_geweigerd("niet afschalen")


def test_a_casus_goes_up_step_by_step_and_skips_none() -> None:
    verder = (
        given(*OPGENOMEN).when(SCHAAL_OP).then(OPGESCHAALD).when(SCHAAL_VERDER_OP).then(VERDER_OPGESCHAALD)
    )
    assert (verder.casus.niveaus, verder.casus.niveau) == (("bestuur", "land"), "land")
    given(*OPGENOMEN).when(SCHAAL_VERDER_OP).dan_geweigerd("niet worden opgeschaald")
    verder.when(SCHAAL_OP).dan_geweigerd("niet worden opgeschaald")


def test_a_casus_comes_back_one_step_at_a_time() -> None:
    boven = given(*OPGENOMEN, OPGESCHAALD, VERDER_OPGESCHAALD)
    naar_bestuur = replace(SCHAAL_TERUG, naar="bestuur")
    een_terug = boven.when(naar_bestuur).then(replace(TERUGGESCHAALD, naar="bestuur"))
    assert een_terug.casus.niveau == "bestuur"
    een_terug.when(naar_bestuur).then()
    boven.when(SCHAAL_TERUG).dan_geweigerd("stap voor stap")
    thuis = een_terug.when(SCHAAL_TERUG).then(TERUGGESCHAALD)
    assert (thuis.casus.niveaus, thuis.casus.niveau) == ((), "tafel")
    thuis.when(naar_bestuur).dan_geweigerd("Deze casus is niet opgeschaald")


def test_what_came_back_can_go_up_again_for_the_same_reason() -> None:
    terug = given(*OPGENOMEN, OPGESCHAALD, TERUGGESCHAALD)
    terug.when(SCHAAL_OP).then(OPGESCHAALD).when(SCHAAL_TERUG).then(TERUGGESCHAALD)


def test_coming_back_has_a_reason_and_a_casus_in_behandeling() -> None:
    given(*OPGENOMEN, OPGESCHAALD).when(replace(SCHAAL_TERUG, reden=" ")).dan_geweigerd("terugkomt")
    given(*OPGENOMEN, OPGESCHAALD, AFGESLOTEN).when(SCHAAL_TERUG).dan_geweigerd("Terugschalen kan nu niet")


def test_going_up_has_a_reason_and_a_casus_in_behandeling() -> None:
    given(*IN_MONITORING).when(replace(SCHAAL_OP, reden="")).dan_geweigerd("waarom wordt opgeschaald")
    given(*IN_TRIAGE).when(SCHAAL_OP).dan_geweigerd("Opschalen kan nu niet")


def test_a_casus_that_went_up_is_up_until_it_goes_down() -> None:
    given(*IN_MONITORING, OPGESCHAALD).when(SCHAAL_OP).then()
    verder = given(*IN_MONITORING, OPGESCHAALD).when(SCHAAL_AF).then(AFGESCHAALD)
    assert (verder.casus.niveaus, verder.casus.niveau) == ((), "tafel")


def test_a_lower_level_takes_over_as_an_ico_decided() -> None:
    verder = given(*IN_MONITORING).when(SCHAAL_AF).then(AFGESCHAALD)
    assert verder.casus.fase is Fase.AFGESCHAALD


def test_a_casus_is_closed_for_the_time_being_as_an_ico_decided() -> None:
    verder = given(*IN_MONITORING).when(SLUIT_VOORLOPIG_AF).then(VOORLOPIG_AFGESLOTEN)
    assert verder.casus.fase is Fase.VOORLOPIG_AFGESLOTEN


def test_afschalen_and_voorlopig_afsluiten_are_decided_in_an_ico_that_was_held() -> None:
    casus = given(*IN_MONITORING, TWEEDE_ICO_GEPLAND, replace(ICO_AFGEZEGD, ico_id=TWEEDE_ICO_ID))
    for opdracht in (SCHAAL_AF, SLUIT_VOORLOPIG_AF):
        afgezegd = replace(opdracht, besloten_in=TWEEDE_ICO_ID)
        casus.when(afgezegd).dan_geweigerd("noem een ICO dat is gehouden")
        given(*IN_MONITORING).when(afgezegd).dan_geweigerd("noem een ICO dat is gehouden")


def test_afschalen_and_voorlopig_afsluiten_are_also_decided_where_the_casus_was_discussed() -> None:
    """[2]: a joint overleg decides; the afstemming about one case at a table is one too."""
    besproken = given(*IN_MONITORING, VOORTGANG_OP_AGENDA, VOORTGANG_BESPROKEN)
    besproken.when(replace(SCHAAL_AF, besloten_in=AGENDAPUNT_ID)).then(
        replace(AFGESCHAALD, besloten_in=AGENDAPUNT_ID)
    )
    besproken.when(replace(SLUIT_VOORLOPIG_AF, besloten_in=AGENDAPUNT_ID)).then(
        replace(VOORLOPIG_AFGESLOTEN, besloten_in=AGENDAPUNT_ID)
    )


def test_an_agendapunt_that_is_open_taken_off_or_of_the_triage_decides_nothing() -> None:
    triagepunt = replace(OP_AGENDA_GEZET, soort=Puntsoort.TRIAGE)
    for feiten in (
        (VOORTGANG_OP_AGENDA,),
        (VOORTGANG_OP_AGENDA, VAN_AGENDA_GEHAALD),
        (triagepunt, AGENDAPUNT_BESPROKEN),
    ):
        for opdracht in (SCHAAL_AF, SLUIT_VOORLOPIG_AF):
            daarin = replace(opdracht, besloten_in=AGENDAPUNT_ID)
            given(*IN_MONITORING, *feiten).when(daarin).dan_geweigerd("noem een ICO dat is gehouden")


def test_what_was_discussed_before_a_heropening_decides_nothing_after_it() -> None:
    heropend = given(*IN_MONITORING, VOORTGANG_OP_AGENDA, VOORTGANG_BESPROKEN, AFGESCHAALD, HEROPEND)
    daarin = replace(SCHAAL_AF, besloten_in=AGENDAPUNT_ID)
    heropend.when(daarin).dan_geweigerd("was voor de heropening")
    nieuw = replace(VOORTGANG_OP_AGENDA, agendapunt_id=TWEEDE_AGENDAPUNT_ID)
    besproken = replace(VOORTGANG_BESPROKEN, agendapunt_id=TWEEDE_AGENDAPUNT_ID)
    opnieuw = given(*heropend.feiten, nieuw, besproken)
    opnieuw.when(replace(SCHAAL_AF, besloten_in=TWEEDE_AGENDAPUNT_ID)).then(
        replace(AFGESCHAALD, besloten_in=TWEEDE_AGENDAPUNT_ID)
    )


def test_afschalen_and_voorlopig_afsluiten_happen_from_monitoring() -> None:
    given(*MET_REGIE).when(SCHAAL_AF).dan_geweigerd("Afschalen kan nu niet")
    given(*MET_REGIE).when(SLUIT_VOORLOPIG_AF).dan_geweigerd("Voorlopig afsluiten kan nu niet")


HEROPEND_EN_OPNIEUW_BESPROKEN = (
    HEROPEND,
    TWEEDE_ICO_GEPLAND,
    replace(ICO_GEHOUDEN, ico_id=TWEEDE_ICO_ID),
)


def test_afschalen_after_a_heropening_is_decided_in_an_ico_of_after_it() -> None:
    opnieuw = given(*IN_MONITORING, AFGESCHAALD, *HEROPEND_EN_OPNIEUW_BESPROKEN)
    for opdracht in (SCHAAL_AF, SLUIT_VOORLOPIG_AF):
        opnieuw.when(opdracht).dan_geweigerd("was voor de heropening")
    verder = opnieuw.when(replace(SCHAAL_AF, besloten_in=TWEEDE_ICO_ID)).then(
        replace(AFGESCHAALD, besloten_in=TWEEDE_ICO_ID)
    )
    verder.when(replace(SCHAAL_AF, reden="Anders")).dan_geweigerd("Afschalen kan nu niet")


def test_another_voorlopig_afsluiten_is_refused_while_it_is_so() -> None:
    anders = replace(SLUIT_VOORLOPIG_AF, reden="Anders")
    given(*IN_MONITORING, VOORLOPIG_AFGESLOTEN).when(anders).dan_geweigerd("Voorlopig afsluiten kan nu niet")


def test_afschalen_and_voorlopig_afsluiten_have_a_reason() -> None:
    given(*IN_MONITORING).when(replace(SCHAAL_AF, reden=" ")).dan_geweigerd("waarom wordt afgeschaald")
    given(*IN_MONITORING).when(replace(SLUIT_VOORLOPIG_AF, reden=" ")).dan_geweigerd("waarom voorlopig")


def test_somebody_will_look_again_at_what_is_closed_for_the_time_being() -> None:
    casus = given(*IN_MONITORING)
    op_de_dag = SLUIT_VOORLOPIG_AF.herzien_op
    casus.when(SLUIT_VOORLOPIG_AF, vandaag=op_de_dag).dan_geweigerd("Kies een datum na vandaag")


def test_closing_for_the_time_being_or_for_good_does_not_touch_the_term() -> None:
    for feit in (AFGESCHAALD, VOORLOPIG_AFGESLOTEN, AFGESLOTEN):
        assert given(*IN_MONITORING, feit).casus.bewaren_tot == EINDE_TERMIJN


def test_what_was_scaled_down_or_closed_for_the_time_being_runs_again() -> None:
    for feit in (AFGESCHAALD, VOORLOPIG_AFGESLOTEN):
        verder = given(*IN_MONITORING, feit).when(HEROPEN).then(HEROPEND)
        assert verder.casus.fase is Fase.MONITORING
        assert verder.casus.heropening == HEROPEND


def test_reopening_can_happen_more_than_once_for_the_same_reason() -> None:
    besproken = given(*IN_MONITORING, VOORLOPIG_AFGESLOTEN, *HEROPEND_EN_OPNIEUW_BESPROKEN)
    weer_dicht = besproken.when(replace(SLUIT_VOORLOPIG_AF, besloten_in=TWEEDE_ICO_ID))
    weer_dicht.then(replace(VOORLOPIG_AFGESLOTEN, besloten_in=TWEEDE_ICO_ID)).when(HEROPEN).then(HEROPEND)


def test_what_runs_or_is_closed_for_good_is_not_reopened() -> None:
    given(*IN_MONITORING).when(HEROPEN).dan_geweigerd("Heropenen kan nu niet: deze casus is in monitoring")
    given(*GESLOTEN).when(HEROPEN).dan_geweigerd("Heropenen kan nu niet: deze casus is afgesloten")
    anders = given(*IN_MONITORING, AFGESCHAALD, HEROPEND).when(replace(HEROPEN, reden="Anders"))
    anders.dan_geweigerd("Heropenen kan nu niet")


def test_reopening_has_a_reason() -> None:
    given(*IN_MONITORING, AFGESCHAALD).when(replace(HEROPEN, reden="")).dan_geweigerd("waarom de casus wordt")


def test_a_casus_is_closed_from_everywhere_after_triage() -> None:
    for feiten in (
        OPGENOMEN,
        IN_MONITORING,
        (*IN_MONITORING, AFGESCHAALD),
        (*IN_MONITORING, VOORLOPIG_AFGESLOTEN),
    ):
        assert given(*feiten).when(SLUIT_AF).then(AFGESLOTEN).casus.fase is Fase.AFGESLOTEN


def test_a_casus_that_triage_did_not_take_up_is_not_closed_as_well() -> None:
    given(*IN_TRIAGE).when(SLUIT_AF).dan_geweigerd("Afsluiten kan nu niet")
    given(*IN_TRIAGE, AFGEWEZEN).when(SLUIT_AF).dan_geweigerd("Afsluiten kan nu niet")


def test_closing_happens_once_and_has_a_reason() -> None:
    given(*IN_MONITORING).when(replace(SLUIT_AF, reden=" ")).dan_geweigerd("waarom wordt afgesloten")
    given(*GESLOTEN).when(SLUIT_AF).then()
    given(*GESLOTEN).when(replace(SLUIT_AF, reden="Anders")).dan_geweigerd("Afsluiten kan nu niet")


def test_nothing_is_closed_over_an_open_action() -> None:
    casus = given(*IN_MONITORING, ACTIE_TOEGEWEZEN)
    for opdracht in (SCHAAL_AF, SLUIT_VOORLOPIG_AF, SLUIT_AF):
        casus.when(opdracht).dan_geweigerd("Rond eerst de open acties af of laat ze vervallen (1)")
        for afloop in (ACTIE_AFGEROND, ACTIE_VERVALLEN):
            assert given(*casus.feiten, afloop).when(opdracht).weigering is None


def test_nothing_is_closed_over_a_planned_ico() -> None:
    casus = given(*IN_MONITORING, TWEEDE_ICO_GEPLAND)
    for opdracht in (SCHAAL_AF, SLUIT_VOORLOPIG_AF, SLUIT_AF):
        casus.when(opdracht).dan_geweigerd("Er staat nog een ICO gepland")
    given(*ICO_STAAT_GEPLAND).when(SLUIT_AF).dan_geweigerd("Er staat nog een ICO gepland")


def test_a_closed_casus_is_on_no_agenda() -> None:
    for feit in (AFGESCHAALD, VOORLOPIG_AFGESLOTEN, AFGESLOTEN):
        assert given(*IN_MONITORING, GEAGENDEERD, feit).casus.agenda is None


def test_a_casus_is_shielded_from_its_closing_on() -> None:
    assert given(*GESLOTEN).casus.afgeschermd
    assert given(*VERWIJDERD).casus.afgeschermd
    assert not given(*IN_MONITORING).casus.afgeschermd
    assert not given(*IN_MONITORING, VOORLOPIG_AFGESLOTEN).casus.afgeschermd


def test_a_proposal_for_the_agenda_does_not_outlive_a_closing_or_an_ico() -> None:
    for feiten in ((AFGESCHAALD,), (VOORLOPIG_AFGESLOTEN,), (AFGESLOTEN,), HEROPEND_EN_OPNIEUW_BESPROKEN[1:]):
        assert given(*IN_MONITORING, HERAGENDERING_VOORGESTELD, *feiten).casus.agendavoorstel is None
