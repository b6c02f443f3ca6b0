"""The agenda: what can stand on it when, once for each purpose, on a ground; and what was discussed there."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.commands import ZetOpAgenda
from domain.casus.events import OpAgendaGezet
from domain.casus.state import Fase
from domain.overleg.waarden import Puntsoort
from tests.domain.delen import BRAAM_ID, ICO_ID, LATER, TWEEDE_AGENDAPUNT_ID
from tests.domain.feiten import (
    AANGEHOUDEN,
    AANGEMELD,
    AFGESLOTEN,
    AGENDAPUNT_BESPROKEN,
    BRAAM_IS_VOLWASSEN,
    GEAGENDEERD,
    GETRIEERD,
    ICO_AFGEZEGD,
    ICO_GEHOUDEN,
    ICO_GEPLAND,
    IN_MONITORING,
    IN_TRIAGE,
    MET_REGIE,
    OP_AGENDA_GEZET,
    OPGENOMEN,
    PROCESREGIE_TOEGEWEZEN,
    STANDEN,
    TOESTEMMING_GEGEVEN,
    TOESTEMMING_INGETROKKEN,
    VAN_AGENDA_GEHAALD,
)
from tests.domain.opdrachten import (
    HAAL_VAN_AGENDA,
    LEG_BESPREKING_VAST,
    LEG_ICO_VAST,
    PLAN_TWEEDE_ICO,
    VERZET_ICO,
    ZET_OP_AGENDA,
)
from tests.domain.tafel import DINSDAG, ICODAG, NA_ICO, TESTTAFEL, TOESTEMMINGSTAFEL
from tests.domain.verhaal import Gegeven, given


def gezet_voor(soort: Puntsoort) -> OpAgendaGezet:
    """The fact that the case stands on the agenda for this."""
    return replace(OP_AGENDA_GEZET, soort=soort)


def zet_voor(soort: Puntsoort) -> ZetOpAgenda:
    return replace(ZET_OP_AGENDA, soort=soort)


# --- onto an agenda -------------------------------------------------------------------------------------------

KAN = {
    #                          triage ico voortgang her-agendering afsluiting
    Fase.GEEN:                 "x x x x x",
    Fase.AANGEMELD:            "+ x x x x",
    Fase.AANGEHOUDEN:          "+ x x x x",
    Fase.NIET_OPGENOMEN:       "x x x x x",
    Fase.OPGENOMEN:            "x + x x x",
    Fase.MONITORING:           "x + + + +",
    Fase.AFGESCHAALD:          "x x x x x",
    Fase.VOORLOPIG_AFGESLOTEN: "x x x x x",
    Fase.AFGESLOTEN:           "x x x x x",
    Fase.VERWIJDERD:           "x x x x x",
}  # fmt: skip


def test_the_table_knows_every_phase_and_every_purpose() -> None:
    assert list(KAN) == list(Fase)
    assert {len(rij.split()) for rij in KAN.values()} == {len(Puntsoort)}


@pytest.mark.parametrize("soort", Puntsoort)
@pytest.mark.parametrize("fase", Fase)
def test_each_purpose_has_its_phases(fase: Fase, soort: Puntsoort) -> None:
    """In monitoring both regisseurs agreed on the her-agendering; what stood on an agenda was discussed."""
    extra = (GEAGENDEERD,) if fase is Fase.MONITORING else ()
    vooraf = (feit for feit in STANDEN[fase] if feit not in (OP_AGENDA_GEZET, AGENDAPUNT_BESPROKEN))
    beslist = given(*vooraf, *extra).when(zet_voor(soort))
    teken = KAN[fase].split()[list(Puntsoort).index(soort)]
    if teken == "+":
        beslist.then(gezet_voor(soort))
    else:
        beslist.dan_geweigerd("Op deze agenda zetten kan nu niet")


def test_a_casus_stands_on_an_agenda() -> None:
    verder = given(*OPGENOMEN).when(ZET_OP_AGENDA).then(OP_AGENDA_GEZET)
    assert verder.casus.op_agenda == (OP_AGENDA_GEZET,)


def test_a_casus_stands_on_one_agenda_for_the_same_purpose() -> None:
    ander = replace(ZET_OP_AGENDA, agendapunt_id=TWEEDE_AGENDAPUNT_ID, begint=LATER)
    given(*OPGENOMEN, OP_AGENDA_GEZET).when(ander).dan_geweigerd("staat hiervoor al op een agenda")
    weer = given(*OPGENOMEN, OP_AGENDA_GEZET, VAN_AGENDA_GEHAALD).when(ander)
    weer.then(replace(OP_AGENDA_GEZET, agendapunt_id=TWEEDE_AGENDAPUNT_ID, begint=LATER))


def test_a_casus_stands_on_two_agendas_for_two_purposes() -> None:
    voortgang = replace(zet_voor(Puntsoort.VOORTGANG), agendapunt_id=TWEEDE_AGENDAPUNT_ID)
    verder = given(*IN_MONITORING, OP_AGENDA_GEZET).when(voortgang)
    tweede = replace(gezet_voor(Puntsoort.VOORTGANG), agendapunt_id=TWEEDE_AGENDAPUNT_ID)
    assert verder.then(tweede).casus.op_agenda == (OP_AGENDA_GEZET, tweede)


def test_an_agendapunt_keeps_its_content_also_when_its_overleg_moves() -> None:
    elders = replace(ZET_OP_AGENDA, overleg_id=ICO_ID)
    given(*OPGENOMEN, OP_AGENDA_GEZET).when(replace(ZET_OP_AGENDA, begint=LATER)).then()
    given(*OPGENOMEN, OP_AGENDA_GEZET).when(elders).dan_geweigerd("is er al, met een andere inhoud")
    given(*OPGENOMEN, OP_AGENDA_GEZET, VAN_AGENDA_GEHAALD).when(elders).dan_geweigerd("is er al, met een")
    given(*OPGENOMEN, OP_AGENDA_GEZET, VAN_AGENDA_GEHAALD).when(ZET_OP_AGENDA).then()


def test_her_agenderen_is_decided_by_both_regisseurs_before_it_gets_a_place() -> None:
    """[2]: procesregisseur and casusregisseur decide it together."""
    her = zet_voor(Puntsoort.HERAGENDERING)
    given(*IN_MONITORING).when(her).dan_geweigerd("besluiten procesregisseur en casusregisseur eerst samen")
    given(*IN_MONITORING, GEAGENDEERD).when(her).then(gezet_voor(Puntsoort.HERAGENDERING))


def test_no_place_on_an_agenda_without_the_grondslag() -> None:
    given(AANGEMELD, GETRIEERD).when(ZET_OP_AGENDA).dan_geweigerd("Leg eerst de grondslag vast")


def test_for_the_triage_no_grondslag_is_asked() -> None:
    """Whether there is a ground is what triage looks at."""
    for feiten in ((AANGEMELD,), (AANGEMELD, AANGEHOUDEN)):
        for tafel in (TESTTAFEL, TOESTEMMINGSTAFEL):
            op_triage = given(*feiten).when(zet_voor(Puntsoort.TRIAGE), tafel=tafel)
            op_triage.then(gezet_voor(Puntsoort.TRIAGE))


# --- off again ------------------------------------------------------------------------------------------------


def test_a_casus_that_comes_off_the_agenda_waits_again() -> None:
    verder = given(*OPGENOMEN, OP_AGENDA_GEZET).when(HAAL_VAN_AGENDA).then(VAN_AGENDA_GEHAALD)
    assert verder.casus.op_agenda == ()


def test_coming_off_the_agenda_has_a_reason() -> None:
    zonder = replace(HAAL_VAN_AGENDA, reden=" ")
    given(*OPGENOMEN, OP_AGENDA_GEZET).when(zonder).dan_geweigerd("waarom de casus van de agenda gaat")


def test_what_is_not_on_an_agenda_does_not_come_off_it() -> None:
    given(*OPGENOMEN).when(HAAL_VAN_AGENDA).dan_geweigerd("staat niet op een agenda")
    besproken = given(*OPGENOMEN, OP_AGENDA_GEZET, AGENDAPUNT_BESPROKEN)
    besproken.when(HAAL_VAN_AGENDA).dan_geweigerd("staat niet op een agenda")
    eraf = given(*OPGENOMEN, OP_AGENDA_GEZET, VAN_AGENDA_GEHAALD)
    eraf.when(replace(HAAL_VAN_AGENDA, reden="Toch anders")).dan_geweigerd("staat niet op een agenda")


def test_what_is_closed_can_still_come_off_an_agenda() -> None:
    given(*OPGENOMEN, OP_AGENDA_GEZET, AFGESLOTEN).when(HAAL_VAN_AGENDA).then(VAN_AGENDA_GEHAALD)


# --- discussed ------------------------------------------------------------------------------------------------


def test_what_was_discussed_is_written_up() -> None:
    op_agenda = given(*OPGENOMEN, OP_AGENDA_GEZET)
    verder = op_agenda.when(LEG_BESPREKING_VAST, vandaag=ICODAG).then(AGENDAPUNT_BESPROKEN)
    assert verder.casus.op_agenda == ()
    verder.when(LEG_BESPREKING_VAST, vandaag=NA_ICO).then()


def test_a_discussion_ends_the_her_agendering_that_led_to_it() -> None:
    op_agenda = given(*IN_MONITORING, GEAGENDEERD, gezet_voor(Puntsoort.HERAGENDERING))
    assert op_agenda.when(LEG_BESPREKING_VAST, vandaag=NA_ICO).then(AGENDAPUNT_BESPROKEN).casus.agenda is None


NIET_VAST_TE_LEGGEN = {
    "still to come": (replace(LEG_BESPREKING_VAST, besproken_op=date(2026, 3, 19)), "nog moet komen"),
    "one organisation": (replace(LEG_BESPREKING_VAST, aanwezig=("testzorg",) * 2), "ten minste twee"),
    "no report": (replace(LEG_BESPREKING_VAST, verslag=" "), "het verslag van de bespreking"),
    "another agendapunt": (
        replace(LEG_BESPREKING_VAST, agendapunt_id=TWEEDE_AGENDAPUNT_ID),
        "staat niet op een agenda",
    ),
}


@pytest.mark.parametrize("geval", NIET_VAST_TE_LEGGEN)
def test_a_discussion_that_is_not_in_order_is_not_written_up(geval: str) -> None:
    opdracht, zin = NIET_VAST_TE_LEGGEN[geval]
    given(*OPGENOMEN, OP_AGENDA_GEZET).when(opdracht, vandaag=NA_ICO).dan_geweigerd(zin)


def test_an_agendapunt_ends_once() -> None:
    anders = replace(LEG_BESPREKING_VAST, verslag="Toch anders")
    besproken = given(*OPGENOMEN, OP_AGENDA_GEZET, AGENDAPUNT_BESPROKEN)
    besproken.when(anders, vandaag=NA_ICO).dan_geweigerd("al besproken of van de agenda gehaald")
    eraf = given(*OPGENOMEN, OP_AGENDA_GEZET, VAN_AGENDA_GEHAALD)
    eraf.when(LEG_BESPREKING_VAST, vandaag=NA_ICO).dan_geweigerd("al besproken of van de agenda gehaald")


def test_what_happens_to_one_agendapunt_does_not_happen_to_another() -> None:
    tweede = replace(gezet_voor(Puntsoort.VOORTGANG), agendapunt_id=TWEEDE_AGENDAPUNT_ID)
    casus = given(*IN_MONITORING, OP_AGENDA_GEZET, tweede, AGENDAPUNT_BESPROKEN).casus
    assert casus.op_agenda == (tweede,)


def test_no_discussion_is_written_up_without_the_grondslag() -> None:
    zonder = given(AANGEMELD, GETRIEERD, OP_AGENDA_GEZET)
    zonder.when(LEG_BESPREKING_VAST, vandaag=NA_ICO).dan_geweigerd("Leg eerst de grondslag vast")


def test_a_triage_is_written_up_without_ground_or_consent() -> None:
    op_triage = given(AANGEMELD, gezet_voor(Puntsoort.TRIAGE))
    for tafel in (TESTTAFEL, TOESTEMMINGSTAFEL):
        op_triage.when(LEG_BESPREKING_VAST, vandaag=NA_ICO, tafel=tafel).then(AGENDAPUNT_BESPROKEN)


# --- consent that was withdrawn -------------------------------------------------------------------------------

AARDBEI_VINDT_HET_GOED = replace(TOESTEMMING_GEGEVEN, doel="inbrengen")
BRAAM_VINDT_HET_GOED = replace(AARDBEI_VINDT_HET_GOED, persoon_id=BRAAM_ID)
MET_TOESTEMMING = (
    *(AANGEMELD, BRAAM_IS_VOLWASSEN, AARDBEI_VINDT_HET_GOED, BRAAM_VINDT_HET_GOED),
    *(GETRIEERD, PROCESREGIE_TOEGEWEZEN),
)


def ingetrokken_op(dag: date, *feiten: OpAgendaGezet) -> Gegeven:
    """The story of somebody who agreed, and took that back on this day."""
    intrekking = replace(TOESTEMMING_INGETROKKEN, doel="inbrengen", ingetrokken_op=dag)
    return given(*MET_TOESTEMMING, *feiten, intrekking)


def test_a_place_on_an_agenda_waits_for_the_consent_where_that_is_asked() -> None:
    given(*OPGENOMEN).when(ZET_OP_AGENDA, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("zonder toestemming geen")
    given(*MET_TOESTEMMING).when(ZET_OP_AGENDA, tafel=TOESTEMMINGSTAFEL).then(OP_AGENDA_GEZET)
    ingetrokken_op(DINSDAG).when(ZET_OP_AGENDA, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("ingetrokken (1)")


def test_what_was_discussed_before_a_withdrawal_is_still_written_up() -> None:
    """What was lawful on the day stays so (AVG 7(3)); so the report of that day can be recorded."""
    daarna = ingetrokken_op(NA_ICO, OP_AGENDA_GEZET)
    daarna.when(LEG_BESPREKING_VAST, vandaag=NA_ICO, tafel=TOESTEMMINGSTAFEL).then(AGENDAPUNT_BESPROKEN)


def test_what_was_discussed_in_spite_of_a_withdrawal_is_not_written_up() -> None:
    for dag in (DINSDAG, ICODAG):
        ondanks = ingetrokken_op(dag, OP_AGENDA_GEZET)
        beslist = ondanks.when(LEG_BESPREKING_VAST, vandaag=NA_ICO, tafel=TOESTEMMINGSTAFEL)
        beslist.dan_geweigerd("ingetrokken (1); zonder toestemming geen ICO of andere bespreking")


def test_a_withdrawal_after_the_planning_stops_the_ico() -> None:
    """It was once asked at the planning only."""
    gepland = given(*MET_TOESTEMMING, ICO_GEPLAND)
    gepland.when(LEG_ICO_VAST, vandaag=ICODAG, tafel=TOESTEMMINGSTAFEL).then(ICO_GEHOUDEN)
    weg = replace(TOESTEMMING_INGETROKKEN, doel="inbrengen", ingetrokken_op=DINSDAG)
    for opdracht in (VERZET_ICO, LEG_ICO_VAST):
        gestopt = given(*gepland.feiten, weg).when(opdracht, vandaag=ICODAG, tafel=TOESTEMMINGSTAFEL)
        gestopt.dan_geweigerd("ingetrokken (1); zonder toestemming geen ICO")
    afgezegd = given(*gepland.feiten, weg, ICO_AFGEZEGD)
    afgezegd.when(PLAN_TWEEDE_ICO, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("ingetrokken (1)")


def test_an_ico_that_was_held_before_the_withdrawal_is_still_written_up() -> None:
    daarna = replace(TOESTEMMING_INGETROKKEN, doel="inbrengen", ingetrokken_op=NA_ICO)
    gehouden = given(*MET_TOESTEMMING, ICO_GEPLAND, daarna)
    gehouden.when(LEG_ICO_VAST, vandaag=NA_ICO, tafel=TOESTEMMINGSTAFEL).then(ICO_GEHOUDEN)


def test_where_no_consent_is_asked_a_withdrawal_stops_nothing() -> None:
    weg = replace(TOESTEMMING_INGETROKKEN, doel="inbrengen", ingetrokken_op=DINSDAG)
    casus = given(*MET_REGIE, AARDBEI_VINDT_HET_GOED, ICO_GEPLAND, weg)
    casus.when(LEG_ICO_VAST, vandaag=NA_ICO, tafel=TESTTAFEL).then(ICO_GEHOUDEN)
    given(*IN_TRIAGE, weg, GETRIEERD).when(ZET_OP_AGENDA, tafel=TESTTAFEL).then(OP_AGENDA_GEZET)
