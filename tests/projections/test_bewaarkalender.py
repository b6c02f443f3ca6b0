"""The bewaarkalender: what comes up, what is held or restricted, and that nothing is overdue."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from domain.casus.state import Fase
from domain.historie import Opgetekend
from projections.bewaarkalender import (
    Eenheidsoort,
    Kalenderrij,
    Kalenderstatus,
    Sleutel,
    kalender,
    over_termijn,
    te_herzien,
    tellingen,
    voor_lijst,
)
from tests.domain import feiten as f
from tests.domain.consultatie import feiten as c
from tests.domain.delen import AARDBEI_ID, BRAAM_ID, TWEEDE_OPSCHORTING_ID
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, VERLENGD_TOT
from tests.projections.historie import DERDE, EERSTE, TWEEDE, alle_bladzijden, historie, inhoud, neem_op

TWEEDE_OPGESCHORT = replace(
    f.VERNIETIGING_OPGESCHORT, opschorting_id=TWEEDE_OPSCHORTING_ID, tot=date(2026, 11, 1)
)
DAG = timedelta(days=1)


def rijen(motor: Engine, feiten: Sequence[Opgetekend], *, vandaag: date = DINSDAG) -> list[Kalenderrij]:
    neem_op(motor, feiten)
    with motor.connect() as verbinding:
        assert kalender(verbinding, ["andere-tafel"], vandaag=vandaag) == ()
        return list(kalender(verbinding, ["testtafel"], vandaag=vandaag))


@pytest.mark.parametrize(
    ("vandaag", "status"),
    [
        (EINDE_TERMIJN - 91 * DAG, Kalenderstatus.LOOPT),
        (EINDE_TERMIJN - 90 * DAG, Kalenderstatus.BIJNA),
        (EINDE_TERMIJN - DAG, Kalenderstatus.BIJNA),
        (EINDE_TERMIJN, Kalenderstatus.AAN_DE_BEURT),
        (EINDE_TERMIJN + DAG, Kalenderstatus.OVER_TERMIJN),
    ],
)
def test_a_running_casus_comes_up_and_is_overdue_the_day_after_its_last(
    motor: Engine, vandaag: date, status: Kalenderstatus
) -> None:
    [rij] = rijen(motor, historie(*f.IN_MONITORING))
    assert rij.status(vandaag) is status
    assert (rij.bewaren_tot, rij.vernietigen_voor) == (EINDE_TERMIJN, EINDE_TERMIJN + DAG)
    with motor.connect() as verbinding:
        for ander in Kalenderstatus:
            gevonden = kalender(verbinding, ["testtafel"], vandaag=vandaag, status=ander)
            assert bool(gevonden) == (ander is status), ander
        geteld = tellingen(verbinding, ["testtafel", "lege-tafel"], vandaag=vandaag)
        assert geteld == {
            "testtafel": {ander: int(ander is status) for ander in Kalenderstatus},
            "lege-tafel": dict.fromkeys(Kalenderstatus, 0),
        }
        assert over_termijn(verbinding, vandaag) == int(status is Kalenderstatus.OVER_TERMIJN)


def test_how_soon_something_is_nearly_due_is_for_who_asks(motor: Engine) -> None:
    [rij] = rijen(motor, historie(*f.IN_MONITORING))
    dag = EINDE_TERMIJN - 100 * DAG
    assert (rij.status(dag), rij.status(dag, binnen=100)) == (Kalenderstatus.LOOPT, Kalenderstatus.BIJNA)
    with motor.connect() as verbinding:
        assert kalender(verbinding, ["testtafel"], vandaag=dag, status=Kalenderstatus.BIJNA) == ()
        [bijna] = kalender(verbinding, ["testtafel"], vandaag=dag, status=Kalenderstatus.BIJNA, binnen=100)
    assert bijna == rij


def test_what_is_closed_is_due_before_its_term_ends(motor: Engine) -> None:
    [rij] = rijen(motor, historie(*f.GESLOTEN))
    assert (rij.uitgewerkt, rij.afgeschermd) == (True, True)
    assert rij.status(DINSDAG) is Kalenderstatus.AAN_DE_BEURT
    with motor.connect() as verbinding:
        [due] = kalender(verbinding, ["testtafel"], vandaag=DINSDAG, status=Kalenderstatus.AAN_DE_BEURT)
    assert due == rij


def test_what_was_not_taken_up_is_due_the_same_day(motor: Engine) -> None:
    [rij] = rijen(motor, historie(*f.STANDEN[Fase.NIET_OPGENOMEN]))
    assert (rij.bewaren_tot, rij.regel) == (DINSDAG, "testregime/1/na-afwijzing")
    assert rij.status(DINSDAG) is Kalenderstatus.AAN_DE_BEURT
    assert rij.status(DINSDAG + DAG) is Kalenderstatus.OVER_TERMIJN


def test_an_extension_shows_with_its_new_day_and_rule(motor: Engine) -> None:
    [rij] = rijen(motor, historie(*f.IN_MONITORING, f.BEWAARTERMIJN_VERLENGD))
    verlengd = f.BEWAARTERMIJN_VERLENGD
    assert (rij.verlengd, rij.bewaren_tot, rij.regel) == (True, verlengd.bewaren_tot, verlengd.bewaarregel)
    with motor.connect() as verbinding:
        assert kalender(verbinding, ["testtafel"], vandaag=DINSDAG, status=Kalenderstatus.VERLENGD) == (rij,)


def test_who_does_not_agree_to_an_extension_keeps_the_term_there_was(motor: Engine) -> None:
    eigen = replace(f.TERMIJN_VAN_BIJDRAGE, bewaren_tot=EINDE_TERMIJN)
    bijdrage, casus = rijen(motor, historie(*f.IN_MONITORING, eigen, f.BEWAARTERMIJN_VERLENGD))
    assert (bijdrage.bewaren_tot, bijdrage.verlengd) == (EINDE_TERMIJN, False)
    assert casus.verlengd


def test_a_part_that_is_due_before_its_casus_goes_on_a_list_first(motor: Engine) -> None:
    eigen = replace(f.TERMIJN_VAN_BIJDRAGE, bewaren_tot=EINDE_TERMIJN)
    neem_op(motor, historie(*f.IN_MONITORING, eigen, f.BEWAARTERMIJN_VERLENGD))

    def op_lijst(tot_en_met: date) -> list[Eenheidsoort]:
        with motor.connect() as verbinding:
            gevonden = voor_lijst(
                verbinding, "testtafel", tot_en_met=tot_en_met, ook_uitgewerkt=False, limiet=10
            )
        return [rij.soort for rij in gevonden]

    assert op_lijst(EINDE_TERMIJN - DAG) == []
    assert op_lijst(EINDE_TERMIJN) == [Eenheidsoort.BIJDRAGE]
    assert op_lijst(VERLENGD_TOT) == [Eenheidsoort.BIJDRAGE], "its casus waits for the next list"


def test_parts_that_are_due_with_their_casus_go_with_it(motor: Engine) -> None:
    eigen = replace(f.TERMIJN_VAN_BIJDRAGE, bewaren_tot=EINDE_TERMIJN)
    neem_op(motor, historie(*f.IN_MONITORING, eigen))
    with motor.connect() as verbinding:
        [rij] = voor_lijst(verbinding, "testtafel", tot_en_met=EINDE_TERMIJN, ook_uitgewerkt=False, limiet=10)
    assert rij.soort is Eenheidsoort.CASUS


def test_a_term_that_was_reckoned_anew_shows_its_new_day(motor: Engine) -> None:
    [rij] = rijen(motor, historie(*f.IN_MONITORING, f.BEWAARTERMIJN_HERREKEND))
    assert (rij.verlengd, rij.bewaren_tot) == (False, f.BEWAARTERMIJN_HERREKEND.bewaren_tot)


# --- held and restricted -----------------------------------------------------------------------------------------


def test_what_is_held_may_be_there_after_its_term_and_says_on_which_ground(motor: Engine) -> None:
    [rij] = rijen(motor, historie(*f.GESLOTEN, f.VERNIETIGING_OPGESCHORT, TWEEDE_OPGESCHORT))
    assert rij.gronden == ("rechtsvordering",)
    assert rij.herzien_op == TWEEDE_OPGESCHORT.tot
    later = EINDE_TERMIJN + 400 * DAG
    assert rij.status(later) is Kalenderstatus.OPGESCHORT
    with motor.connect() as verbinding:
        assert over_termijn(verbinding, later) == 0
        assert te_herzien(verbinding, TWEEDE_OPGESCHORT.tot - DAG) == 0
        assert te_herzien(verbinding, TWEEDE_OPGESCHORT.tot) == 1
        [held] = kalender(verbinding, ["testtafel"], vandaag=later, status=Kalenderstatus.OPGESCHORT)
    assert held == rij


def test_once_every_hold_is_lifted_it_is_due_again(motor: Engine) -> None:
    feiten = (*f.GESLOTEN, f.VERNIETIGING_OPGESCHORT, TWEEDE_OPGESCHORT, f.OPSCHORTING_OPGEHEVEN)
    [nog_een] = rijen(motor, historie(*feiten))
    assert (nog_een.opgeschort, nog_een.herzien_op) == (True, TWEEDE_OPGESCHORT.tot)
    ook = replace(f.OPSCHORTING_OPGEHEVEN, opschorting_id=TWEEDE_OPSCHORTING_ID)
    neem_op(motor, historie(*feiten, ook)[-1:])
    with motor.connect() as verbinding:
        [vrij] = kalender(verbinding, ["testtafel"], vandaag=DINSDAG)
    assert (vrij.opgeschort, vrij.gronden, vrij.herzien_op) == (False, (), None)


def test_a_restriction_does_not_stop_the_term(motor: Engine) -> None:
    """The reason has to be handled in time: until then it is overdue, and somebody is told so."""
    [rij] = rijen(motor, historie(*f.GESLOTEN, f.BEPERKING_INGESTELD))
    assert (rij.beperkt, rij.opgeschort, rij.herzien_op) == (True, False, f.BEPERKING_INGESTELD.tot)
    assert rij.status(EINDE_TERMIJN + DAG) is Kalenderstatus.OVER_TERMIJN
    with motor.connect() as verbinding:
        assert kalender(verbinding, ["testtafel"], vandaag=DINSDAG, status=Kalenderstatus.BEPERKT) == (rij,)
    neem_op(motor, historie(*f.GESLOTEN, f.BEPERKING_INGESTELD, f.BEPERKING_OPGEHEVEN)[-1:])
    with motor.connect() as verbinding:
        assert kalender(verbinding, ["testtafel"], vandaag=DINSDAG, status=Kalenderstatus.BEPERKT) == ()


# --- units within a casus ----------------------------------------------------------------------------------------


def test_a_person_and_a_contribution_with_a_term_of_their_own_stand_apart(motor: Engine) -> None:
    persoon, bijdrage, casus = rijen(
        motor, historie(*f.IN_MONITORING, f.EIGEN_TERMIJN_VASTGESTELD, f.TERMIJN_VAN_BIJDRAGE)
    )
    assert (persoon.soort, persoon.persoon_id, persoon.bewaren_tot, persoon.regel) == (
        Eenheidsoort.PERSOON,
        BRAAM_ID,
        date(2027, 3, 2),
        "testregime/1/partner",
    )
    assert (bijdrage.soort, bijdrage.organisatie, bijdrage.bewaren_tot) == (
        Eenheidsoort.BIJDRAGE,
        "testpolitie",
        date(2028, 3, 2),
    )
    assert (casus.soort, casus.bewaren_tot) == (Eenheidsoort.CASUS, EINDE_TERMIJN)
    assert {rij.nummer for rij in (persoon, bijdrage, casus)} == {"TEST-0001"}


def test_an_own_term_is_never_later_than_that_of_the_casus(motor: Engine) -> None:
    feiten = (f.AANGEMELD, f.EIGEN_TERMIJN_VASTGESTELD, f.AFGEWEZEN)
    gevonden = rijen(motor, historie(*feiten))
    assert {rij.bewaren_tot for rij in gevonden} == {f.AFGEWEZEN.bewaren_tot}


def test_what_was_destroyed_alone_is_off_the_calendar_and_the_casus_stays_on_it(motor: Engine) -> None:
    eigen = (*f.IN_MONITORING, f.EIGEN_TERMIJN_VASTGESTELD, f.TERMIJN_VAN_BIJDRAGE, f.BEPERKING_INGESTELD)
    over = rijen(motor, historie(*eigen, f.PERSOON_VERNIETIGD, f.BIJDRAGE_VERNIETIGD))
    assert [rij.soort for rij in over] == [Eenheidsoort.CASUS]
    assert not over[0].beperkt
    assert inhoud(motor)["bewaarkalender_beperking"] == []


def test_a_restriction_of_one_person_stands_at_that_person_and_at_the_casus(motor: Engine) -> None:
    van_aardbei = replace(f.EIGEN_TERMIJN_VASTGESTELD, persoon_id=AARDBEI_ID)
    gevonden = rijen(
        motor,
        historie(*f.IN_MONITORING, f.EIGEN_TERMIJN_VASTGESTELD, van_aardbei, f.BEPERKING_INGESTELD),
    )
    assert {rij.persoon_id: rij.beperkt for rij in gevonden} == {
        None: True,
        BRAAM_ID: True,
        AARDBEI_ID: False,
    }


def test_a_destroyed_casus_or_consultatie_leaves_the_calendar(motor: Engine) -> None:
    neem_op(motor, historie(*f.STANDEN[Fase.AFGESLOTEN], f.VERNIETIGING_OPGESCHORT, f.GEGEVENS_VERWIJDERD))
    neem_op(motor, historie(c.VRAAG_GESTELD, c.VERWIJDERD, stroom_id=TWEEDE))
    rijen_nu = inhoud(motor)
    for tabel in ("bewaarkalender", "bewaarkalender_opschorting", "bewaarkalender_beperking"):
        assert rijen_nu[tabel] == []


def test_a_consultatie_about_nobody_has_no_term_and_is_not_listed(motor: Engine) -> None:
    zonder = replace(c.VRAAG_GESTELD, bewaren_tot=None, bewaarregel=None, eerste_verwerking=None)
    assert rijen(motor, historie(zonder)) == []
    with motor.connect() as verbinding:
        assert tellingen(verbinding, ["testtafel"], vandaag=DINSDAG) == {
            "testtafel": dict.fromkeys(Kalenderstatus, 0)
        }


def test_the_pages_of_a_list_follow_each_other(motor: Engine) -> None:
    for nummer, stroom_id in enumerate((EERSTE, TWEEDE, DERDE)):
        aangemeld = replace(f.AANGEMELD, casusnummer=f"TEST-{nummer}")
        neem_op(motor, historie(aangemeld, f.EIGEN_TERMIJN_VASTGESTELD, f.AFGESLOTEN, stroom_id=stroom_id))
    with motor.connect() as verbinding:
        for status in (None, Kalenderstatus.AAN_DE_BEURT):

            def blad(na: Sleutel | None, status: Kalenderstatus | None = status) -> tuple[Kalenderrij, ...]:
                return kalender(verbinding, ["testtafel"], vandaag=DINSDAG, status=status, na=na, limiet=2)

            alles = alle_bladzijden(blad, lambda rij: rij.sleutel)
            assert alles == list(
                kalender(verbinding, ["testtafel"], vandaag=DINSDAG, status=status, limiet=50)
            )
            assert len(alles) == 6


@pytest.mark.parametrize("status", [None, Kalenderstatus.AAN_DE_BEURT])
def test_several_tables_are_one_list_with_the_earliest_first(
    motor: Engine, status: Kalenderstatus | None
) -> None:
    tafels = ("testtafel", "buurtafel", "verre-tafel")
    for n, (tafel, stroom_id) in enumerate(zip(tafels, (EERSTE, TWEEDE, DERDE), strict=True)):
        tot = EINDE_TERMIJN - n * DAG
        aangemeld = replace(f.AANGEMELD, casusnummer=f"TEST-{n}", tafel=tafel, bewaren_tot=tot)
        neem_op(motor, historie(aangemeld, f.AFGESLOTEN, stroom_id=stroom_id))
    with motor.connect() as verbinding:
        beide = kalender(verbinding, tafels[:2], vandaag=DINSDAG, status=status)
        assert [rij.tafel for rij in beide] == ["buurtafel", "testtafel"]
        [tweede] = kalender(
            verbinding, tafels[:2], vandaag=DINSDAG, status=status, na=beide[0].sleutel, limiet=1
        )
        assert tweede == beide[1]
        assert kalender(verbinding, (), vandaag=DINSDAG, status=status) == ()


def test_an_extended_casus_moves_on_and_the_contribution_of_who_refused_does_not(motor: Engine) -> None:
    eigen = replace(f.TERMIJN_VAN_BIJDRAGE, bewaren_tot=EINDE_TERMIJN)
    feiten = (*f.IN_MONITORING, f.VERLENGING_VOORGESTELD, f.BEWAARTERMIJN_VERLENGD, eigen)
    per_soort = {rij.soort: rij for rij in rijen(motor, historie(*feiten))}
    geheel, bijdrage = per_soort[Eenheidsoort.CASUS], per_soort[Eenheidsoort.BIJDRAGE]
    assert (geheel.bewaren_tot, geheel.regel, geheel.verlengd) == (
        VERLENGD_TOT,
        "testregime/1/verlenging",
        True,
    )
    assert (bijdrage.bewaren_tot, bijdrage.verlengd) == (EINDE_TERMIJN, False)


def test_a_term_that_was_reckoned_anew_is_the_one_that_counts(motor: Engine) -> None:
    feiten = (*f.IN_MONITORING, f.BEWAARTERMIJN_VERLENGD, f.BEWAARTERMIJN_HERREKEND)
    [rij] = rijen(motor, historie(*feiten))
    assert (rij.bewaren_tot, rij.regel, rij.verlengd) == (date(2029, 3, 2), "testregime/2/plafond", False)
