"""The questions that are still open, and what came of each so far."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.consultatie.omstandigheden import OPENSTAAND
from domain.consultatie.state import Consultatiefase
from domain.consultatie.waarden import Formulieradvies, Kanaal, Vraagaard
from domain.historie import Opgetekend
from projections.consultatielijst import Openstaand, Sleutel, openstaand
from tests.domain import feiten as f
from tests.domain.consultatie import feiten as c
from tests.domain.tafel import DINSDAG, MAANDAG
from tests.projections.historie import (
    BEGIN,
    DERDE,
    EERSTE,
    TWEEDE,
    Gebeurd,
    alle_bladzijden,
    historie,
    inhoud,
    neem_op,
    reeks,
)


def open_vragen(motor: Engine, feiten: Sequence[Opgetekend]) -> tuple[Openstaand, ...]:
    neem_op(motor, feiten)
    with motor.connect() as verbinding:
        assert openstaand(verbinding, "andere-tafel") == ()
        return openstaand(verbinding, "testtafel")


def de_ene(motor: Engine, *feiten: Gebeurd) -> Openstaand:
    [rij] = open_vragen(motor, historie(*feiten))
    return rij


def test_a_new_question_waits_for_an_answer(motor: Engine) -> None:
    rij = de_ene(motor, c.VRAAG_GESTELD)
    assert rij == Openstaand(
        stroom_id=EERSTE,
        consultatienummer="VRAAG-0001",
        tafel="testtafel",
        gesteld_op=BEGIN,
        organisatie="testschool",
        kanaal=Kanaal.TELEFONISCH,
        aard=Vraagaard.OP_NAAM,
        beantwoord_op=None,
        bevestigd_op=None,
        formulier=None,
        versies=(1,),
        advies_versie=None,
    )
    assert (rij.sinds, rij.beantwoord, rij.bevestigd, rij.formulier_geadviseerd) == (
        MAANDAG,
        False,
        False,
        False,
    )


def test_a_question_is_answered_and_then_confirmed(motor: Engine) -> None:
    rij = de_ene(motor, *c.BEANTWOORD)
    assert (rij.beantwoord, rij.bevestigd, rij.formulier_geadviseerd) == (True, False, True)
    assert (rij.beantwoord_op, rij.formulier, rij.advies_versie) == (MAANDAG, Formulieradvies.JA, 2)
    rij = de_ene(motor, *c.BEVESTIGD)
    assert (rij.bevestigd, rij.bevestigd_op) == (True, DINSDAG)


def test_a_new_advice_asks_for_a_confirmation_of_its_own(motor: Engine) -> None:
    rij = de_ene(motor, *c.BEVESTIGD, c.TWEEDE_ADVIES_GEGEVEN)
    assert (rij.bevestigd, rij.formulier_geadviseerd, rij.advies_versie) == (False, False, 4)


def test_a_question_becomes_one_by_name_when_somebody_is_named(motor: Engine) -> None:
    assert de_ene(motor, c.ANONIEME_VRAAG_GESTELD).aard is Vraagaard.ANONIEM
    rij = de_ene(motor, c.ANONIEME_VRAAG_GESTELD, c.OP_NAAM_GEWORDEN)
    assert (rij.aard, rij.versies) == (Vraagaard.OP_NAAM, (1, 2))


@pytest.mark.parametrize("fase", Consultatiefase)
def test_only_what_is_open_has_a_row(motor: Engine, fase: Consultatiefase) -> None:
    rijen = open_vragen(motor, historie(*c.STANDEN[fase]))
    assert (len(rijen) == 1) is (fase in OPENSTAAND)
    assert len(inhoud(motor)["consultatielijst"]) == len(rijen)


def test_a_case_is_no_question(motor: Engine) -> None:
    assert open_vragen(motor, historie(*f.IN_TRIAGE)) == ()


def test_who_asked_sees_only_the_questions_of_the_own_organisation(motor: Engine) -> None:
    van_zorg = replace(c.VRAAG_GESTELD, consultatienummer="VRAAG-0002", organisatie="testzorg")
    neem_op(motor, reeks((EERSTE, c.VRAAG_GESTELD), (TWEEDE, van_zorg)))
    with motor.connect() as verbinding:
        eigen = openstaand(verbinding, "testtafel", organisatie="testzorg")
    assert [rij.consultatienummer for rij in eigen] == ["VRAAG-0002"]


def test_the_oldest_question_comes_first(motor: Engine) -> None:
    vragen = [replace(c.VRAAG_GESTELD, consultatienummer=f"VRAAG-{n}") for n in (3, 1, 2)]
    feiten = reeks(*zip((EERSTE, TWEEDE, DERDE), vragen, strict=True))
    assert [rij.consultatienummer for rij in open_vragen(motor, feiten)] == ["VRAAG-3", "VRAAG-1", "VRAAG-2"]


def test_turning_the_pages_shows_every_question_once(motor: Engine) -> None:
    vragen = [
        (UUID(int=n), replace(c.VRAAG_GESTELD, consultatienummer=f"VRAAG-{n:04}")) for n in range(1, 14)
    ]
    alle = open_vragen(motor, reeks(*vragen))
    with motor.connect() as verbinding:

        def blad(na: Sleutel | None) -> tuple[Openstaand, ...]:
            return openstaand(verbinding, "testtafel", na=na, limiet=5)

        assert alle_bladzijden(blad, lambda rij: rij.sleutel) == list(alle)
    assert len(alle) == 13


def test_the_day_is_that_in_the_netherlands(motor: Engine) -> None:
    [feit] = historie(c.VRAAG_GESTELD)
    laat = replace(feit, envelop=replace(feit.envelop, op=BEGIN.replace(hour=23, minute=30)))
    [rij] = open_vragen(motor, [laat])
    assert rij.sinds == date(2026, 3, 3)
