"""What else a running case waits for: an analysis, an overleg, informing; and how much work there is in all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.casus.events import (
    BetrokkeneGeinformeerd,
    Gebeurtenis,
    RegieToegewezen,
    VerklarendeAnalyseOpgeleverd,
)
from domain.casus.evolve import vouw
from domain.casus.waarden import Regie
from domain.historie import Opgetekend
from domain.overleg.waarden import Puntsoort
from domain.rollen import Rol
from projections.monitoring import Lopend, Moment, OpenAnalyse, Werkdruk, lopend, open_analyses, werkdruk
from tests.domain import feiten as f
from tests.domain.delen import AARDBEI_ID, ANALYSE_ID, BRAAM_ID, LATER, OVERLEG_ID, TWEEDE_AGENDAPUNT_ID
from tests.domain.overleg import feiten as o
from tests.projections.historie import DERDE, EERSTE, TWEEDE, Gebeurd, historie, inhoud, leeg, neem_op, reeks

TWEEDE_OVERLEG = UUID(int=0x2002)
UITERLIJK = date(2026, 4, 14)
VOORTGANGSPUNT = replace(f.OP_AGENDA_GEZET, soort=Puntsoort.VOORTGANG)


def lopende(motor: Engine, feiten: Sequence[Opgetekend]) -> tuple[Lopend, ...]:
    neem_op(motor, feiten)
    with motor.connect() as verbinding:
        return lopend(verbinding, "testtafel")


def de_ene(motor: Engine, *feiten: Gebeurtenis) -> Lopend:
    [rij] = lopende(motor, historie(*feiten))
    return rij


# --- verklarende analyse ------------------------------------------------------------------------------------


def test_an_analysis_is_waited_for_until_it_is_there(motor: Engine) -> None:
    gevraagd = (*f.IN_MONITORING, f.VERKLARENDE_ANALYSE_GEVRAAGD)
    rij = de_ene(motor, *gevraagd)
    assert (rij.open_analyses, rij.eerste_analyse, rij.eerste_datum) == (1, UITERLIJK, UITERLIJK)
    assert not rij.te_laat(UITERLIJK)
    erna = UITERLIJK + timedelta(days=1)
    assert rij.redenen_te_laat(erna) == ("Een verklarende analyse is over de datum.",)
    rij = de_ene(motor, *gevraagd, f.VERKLARENDE_ANALYSE_OPGELEVERD)
    assert (rij.open_analyses, rij.eerste_analyse, rij.te_laat(date.max)) == (0, None, False)


def test_another_analysis_does_not_stand_for_the_one_that_was_asked(motor: Engine) -> None:
    andere = VerklarendeAnalyseOpgeleverd(UUID(int=9), UITERLIJK, "Iets anders")
    assert de_ene(motor, *f.IN_MONITORING, f.VERKLARENDE_ANALYSE_GEVRAAGD, andere).open_analyses == 1


def test_open_analyses_say_where_to_read_what_was_asked(motor: Engine) -> None:
    neem_op(motor, historie(*f.IN_MONITORING, f.VERKLARENDE_ANALYSE_GEVRAAGD))
    with motor.connect() as verbinding:
        [rij] = open_analyses(verbinding, "testtafel", stromen=[EERSTE, TWEEDE])
        assert open_analyses(verbinding, "andere-tafel", stromen=[EERSTE]) == ()
        assert open_analyses(verbinding, "testtafel", stromen=[]) == ()
    assert rij == OpenAnalyse(EERSTE, ANALYSE_ID, 8, "testtafel", "testzorg", UITERLIJK)
    assert (rij.te_laat(UITERLIJK), rij.te_laat(UITERLIJK + timedelta(days=1))) == (False, True)


# --- on an agenda -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("soort", [soort for soort in Puntsoort if soort is not Puntsoort.TRIAGE])
def test_a_place_on_an_agenda_is_the_next_moment(motor: Engine, soort: Puntsoort) -> None:
    rij = de_ene(motor, *f.IN_MONITORING, replace(f.OP_AGENDA_GEZET, soort=soort))
    assert (rij.overleg_id, rij.overleg_soort, rij.overleg_op) == (OVERLEG_ID, soort, date(2026, 3, 17))
    assert rij.volgende == (date(2026, 3, 17), Moment.OVERLEG)
    assert rij.redenen_te_laat(date(2026, 3, 18)) == ("De bespreking in het overleg is niet vastgelegd.",)


def test_a_triage_is_no_moment_of_a_running_case(motor: Engine) -> None:
    voor_triage = replace(f.OP_AGENDA_GEZET, soort=Puntsoort.TRIAGE)
    rij = de_ene(motor, f.AANGEMELD, voor_triage, f.GETRIEERD)
    assert (rij.overleg_id, rij.volgende) == (None, None)


@pytest.mark.parametrize("afloop", [f.AGENDAPUNT_BESPROKEN, f.VAN_AGENDA_GEHAALD])
def test_what_was_discussed_or_taken_off_is_no_moment_any_more(motor: Engine, afloop: Gebeurtenis) -> None:
    rij = de_ene(motor, *f.IN_MONITORING, VOORTGANGSPUNT, afloop)
    assert (rij.overleg_id, rij.overleg_op, rij.volgende, rij.te_laat(date.max)) == (None, None, None, False)


def test_the_first_of_two_overleggen_counts(motor: Engine) -> None:
    afsluiting = replace(
        f.OP_AGENDA_GEZET,
        agendapunt_id=TWEEDE_AGENDAPUNT_ID,
        overleg_id=TWEEDE_OVERLEG,
        soort=Puntsoort.AFSLUITING,
        begint=LATER,
    )
    rij = de_ene(motor, *f.IN_MONITORING, afsluiting, VOORTGANGSPUNT)
    assert (rij.overleg_id, rij.overleg_soort) == (OVERLEG_ID, Puntsoort.VOORTGANG)
    rij = de_ene(motor, *f.IN_MONITORING, afsluiting, VOORTGANGSPUNT, f.AGENDAPUNT_BESPROKEN)
    assert (rij.overleg_id, rij.overleg_op) == (TWEEDE_OVERLEG, date(2026, 3, 24))


def test_the_agreed_day_counts_until_an_overleg_has_a_place_for_it(motor: Engine) -> None:
    afgesproken = (*f.IN_MONITORING, f.GEAGENDEERD)
    plek = replace(f.OP_AGENDA_GEZET, soort=Puntsoort.HERAGENDERING)
    rij = de_ene(motor, *afgesproken, plek)
    assert (rij.agenda_op, rij.volgende) == (None, (date(2026, 3, 17), Moment.OVERLEG))
    rij = de_ene(motor, *afgesproken, plek, f.VAN_AGENDA_GEHAALD)
    assert (rij.agenda_op, rij.volgende) == (date(2026, 6, 2), (date(2026, 6, 2), Moment.AGENDA))
    besproken = (*afgesproken, plek, f.AGENDAPUNT_BESPROKEN)
    assert (de_ene(motor, *besproken).agenda_op, vouw(besproken).agenda) == (None, None)
    assert de_ene(motor, *afgesproken, VOORTGANGSPUNT).agenda_op == date(2026, 6, 2)


@pytest.mark.parametrize("grenzen", [(), range(20)], ids=["at once", "one at a time"])
def test_an_overleg_that_moved_moves_the_cases_on_its_agenda_and_no_others(
    motor: Engine, grenzen: Sequence[int]
) -> None:
    elders = replace(VOORTGANGSPUNT, overleg_id=TWEEDE_OVERLEG)
    feiten = reeks(
        (OVERLEG_ID, o.OVERLEG_GEPLAND),
        *((EERSTE, feit) for feit in (*f.OPGENOMEN, VOORTGANGSPUNT)),
        *((TWEEDE, feit) for feit in (replace(f.AANGEMELD, casusnummer="TEST-0002"), f.GETRIEERD, elders)),
        *((DERDE, feit) for feit in (replace(f.AANGEMELD, casusnummer="TEST-0003"), f.GETRIEERD)),
        (DERDE, VOORTGANGSPUNT),
        (DERDE, f.AGENDAPUNT_BESPROKEN),
        (OVERLEG_ID, replace(o.OVERLEG_VERZET, begint=LATER)),
    )
    neem_op(motor, feiten, grenzen=[grens for grens in grenzen if grens <= len(feiten)])
    with motor.connect() as verbinding:
        dagen = {rij.stroom_id: rij.overleg_op for rij in lopend(verbinding, "testtafel")}
    assert dagen == {EERSTE: date(2026, 3, 24), TWEEDE: date(2026, 3, 17), DERDE: None}
    bijgewerkt = inhoud(motor)
    leeg(motor)
    neem_op(motor, feiten)
    assert inhoud(motor) == bijgewerkt


# --- informing ----------------------------------------------------------------------------------------------


def test_informing_that_was_put_off_is_looked_at_again_until_somebody_was_told(motor: Engine) -> None:
    eerder = replace(f.INFORMEREN_UITGESTELD, persoon_id=AARDBEI_ID, herzien_op=date(2026, 5, 1))
    uitgesteld = (f.AANGEMELD, f.INFORMEREN_UITGESTELD, eerder, f.GETRIEERD)
    rij = de_ene(motor, *uitgesteld)
    assert (rij.informeren_op, rij.volgende) == (date(2026, 5, 1), (date(2026, 5, 1), Moment.INFORMEREN))
    assert rij.redenen_te_laat(date(2026, 5, 2)) == ("Het uitstel van informeren is niet opnieuw bekeken.",)
    rij = de_ene(motor, *uitgesteld, replace(eerder, herzien_op=date(2026, 7, 1)))
    assert rij.informeren_op == date(2026, 6, 2)
    rij = de_ene(motor, *uitgesteld, f.BETROKKENE_GEINFORMEERD)
    assert rij.informeren_op == date(2026, 6, 2)
    braam = BetrokkeneGeinformeerd(BRAAM_ID, "Brief", date(2026, 5, 1))
    rij = de_ene(motor, *uitgesteld, f.BETROKKENE_GEINFORMEERD, braam)
    assert (rij.informeren_op, rij.volgende) == (None, None)


# --- caseload -----------------------------------------------------------------------------------------------

PEER = RegieToegewezen(Regie.PROCES_BASIS, "mw-peer", "testregie")
LEEG = Werkdruk(
    procesregisseur="mw-peer",
    casussen=0,
    opgenomen=0,
    in_monitoring=0,
    afgeschaald=0,
    voorlopig_afgesloten=0,
    procesregisseur_aan_zet=0,
    casusregisseur_aan_zet=0,
    deelnemers_aan_zet=0,
    casussen_te_laat=0,
    open_acties=0,
    te_laat=0,
    open_analyses=0,
    analyses_te_laat=0,
    voorstellen=0,
    eerste_agenda=None,
    oudste_voortgang=None,
    zonder_voortgang=0,
)


def werk(motor: Engine, *casussen: Sequence[Gebeurtenis], vandaag: date) -> tuple[Werkdruk, ...]:
    """The caseload of the table where these are the cases."""
    feiten: list[tuple[UUID, Gebeurd]] = [
        (UUID(int=n), feit) for n, casus in enumerate(casussen, 1) for feit in casus
    ]
    neem_op(motor, reeks(*feiten))
    with motor.connect() as verbinding:
        assert werkdruk(verbinding, "andere-tafel", vandaag=vandaag) == ()
        return werkdruk(verbinding, "testtafel", vandaag=vandaag)


def test_the_caseload_counts_cases_by_phase_and_by_turn(motor: Engine) -> None:
    gezegd = (*f.IN_MONITORING, f.VOORTGANG_VASTGELEGD)
    [regel] = werk(
        motor,
        (f.AANGEMELD, PEER),
        (f.AANGEMELD, PEER, f.GETRIEERD),
        gezegd,
        (*f.IN_MONITORING, replace(f.VOORTGANG_VASTGELEGD, op=date(2026, 3, 20))),
        (*f.IN_MONITORING, f.AFGESCHAALD),
        (*f.IN_MONITORING, f.VOORLOPIG_AFGESLOTEN),
        (*f.IN_MONITORING, f.AFGESLOTEN),
        vandaag=date(2026, 3, 31),
    )
    assert regel == replace(
        LEEG,
        casussen=5,
        opgenomen=1,
        in_monitoring=2,
        afgeschaald=1,
        voorlopig_afgesloten=1,
        procesregisseur_aan_zet=2,
        casusregisseur_aan_zet=2,
        oudste_voortgang=date(2026, 3, 18),
        zonder_voortgang=3,
    )


def test_the_caseload_counts_what_is_open_and_what_is_late(motor: Engine) -> None:
    regie = (f.AANGEMELD, PEER, f.GETRIEERD)
    andere = (replace(f.AANGEMELD, casusnummer="TEST-0002"), f.GETRIEERD)
    twee = (f.ACTIE_TOEGEWEZEN, f.TWEEDE_ACTIE_TOEGEWEZEN)
    eigen, zonder = werk(
        motor,
        (*regie, *twee, f.VERKLARENDE_ANALYSE_GEVRAAGD),
        (
            *regie,
            f.TWEEDE_ACTIE_TOEGEWEZEN,
            replace(f.VERKLARENDE_ANALYSE_GEVRAAGD, uiterlijk=date(2026, 5, 5)),
        ),
        andere,
        vandaag=date(2026, 4, 15),
    )
    assert (eigen.procesregisseur, eigen.casussen, eigen.casussen_te_laat) == ("mw-peer", 2, 1)
    assert (eigen.open_acties, eigen.te_laat) == (3, 1)
    assert (eigen.open_analyses, eigen.analyses_te_laat) == (2, 1)
    kaal = replace(LEEG, procesregisseur=None, casussen=1, opgenomen=1)
    assert zonder == replace(kaal, procesregisseur_aan_zet=1, zonder_voortgang=1)


def test_a_proposal_turns_the_turn_in_the_caseload_until_its_day_has_passed(motor: Engine) -> None:
    van_zorg = replace(f.HERAGENDERING_VOORGESTELD, door=Rol.CASUSREGISSEUR)
    casussen = ((*f.IN_MONITORING, f.HERAGENDERING_VOORGESTELD), (*f.IN_MONITORING, van_zorg))
    [op_de_dag] = werk(motor, *casussen, vandaag=date(2026, 6, 2))
    assert (op_de_dag.voorstellen, op_de_dag.procesregisseur_aan_zet, op_de_dag.casusregisseur_aan_zet) == (
        2,
        1,
        1,
    )
    [daarna] = werk(motor, *casussen, vandaag=date(2026, 6, 3))
    assert (daarna.voorstellen, daarna.procesregisseur_aan_zet, daarna.casusregisseur_aan_zet) == (0, 2, 0)


def test_the_caseload_says_the_next_day_on_an_agenda(motor: Engine) -> None:
    casussen = (
        (*f.IN_MONITORING, f.GEAGENDEERD),
        (*f.IN_MONITORING, VOORTGANGSPUNT),
        (*f.IN_MONITORING, f.TWEEDE_ICO_GEPLAND),
    )
    dagen = (date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 25), date(2026, 6, 3))
    gezien = [werk(motor, *casussen, vandaag=dag)[0].eerste_agenda for dag in dagen]
    assert gezien == [date(2026, 3, 17), date(2026, 3, 24), date(2026, 6, 2), None]
