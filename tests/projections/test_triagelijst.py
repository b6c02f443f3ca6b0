"""The queue for triage: who waits, for which triage, with what missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.casus.compleetheid import ontbrekend, stukken_van
from domain.casus.events import AanmeldingAangevuld, Gebeurtenis, ToestemmingGegeven
from domain.casus.evolve import vouw
from domain.casus.state import Fase
from domain.historie import Opgetekend
from projections.triagelijst import Sleutel, Wachtende, wachtrij
from tests.domain import feiten as f
from tests.domain.delen import AARDBEI, FEIT_A1, FEIT_A2, FEIT_B1, VOORCONTACT
from tests.domain.tafel import DINSDAG, MAANDAG, TESTTAFEL
from tests.projections.historie import (
    BEGIN,
    DERDE,
    EERSTE,
    TAFELS,
    TWEEDE,
    alle_bladzijden,
    historie,
    inhoud,
    neem_op,
    reeks,
)

VOLGENDE_DINSDAG = date(2026, 3, 10)
ALLES_ERBIJ = AanmeldingAangevuld(
    organisatie="testzorg",
    aanpak="nazorg",
    betrokkenen=(AARDBEI,),
    leefgebieden=("wonen", "zorg"),
    criteria=(FEIT_B1,),
    reguliere_routes="Het wijkteam",
    voorcontact=VOORCONTACT,
)


def wachtend(
    motor: Engine, feiten: Sequence[Opgetekend], *, organisatie: str | None = None
) -> tuple[Wachtende, ...]:
    neem_op(motor, feiten)
    with motor.connect() as verbinding:
        return wachtrij(verbinding, "testtafel", tafels=TAFELS, organisatie=organisatie)


def de_ene(motor: Engine, *feiten: Gebeurtenis) -> Wachtende:
    [rij] = wachtend(motor, historie(*feiten))
    return rij


def test_a_new_case_waits_for_the_first_triage_after_its_aanmelding(motor: Engine) -> None:
    rij = de_ene(motor, f.AANGEMELD)
    assert (rij.casusnummer, rij.tafel, rij.gemeente, rij.aanpak) == (
        "TEST-0001",
        "testtafel",
        "teststad",
        "regulier",
    )
    assert (rij.organisatie, rij.aangemeld_op, rij.sinds) == ("testzorg", BEGIN, MAANDAG)
    assert (rij.voor_triage, rij.termijn, rij.aangehouden) == (DINSDAG, DINSDAG, False)
    assert (rij.betrokkenen, rij.versies) == (2, (1,))


def test_an_aanmelding_on_the_day_of_the_triage_waits_a_week(motor: Engine) -> None:
    assert de_ene(motor, replace(f.AANGEMELD, eerste_verwerking=DINSDAG)).voor_triage == VOLGENDE_DINSDAG


def test_it_is_over_the_term_from_the_day_after_its_first_triage(motor: Engine) -> None:
    rij = de_ene(motor, *f.IN_TRIAGE, f.AANGEHOUDEN)
    assert not rij.over_termijn(DINSDAG)
    assert rij.over_termijn(DINSDAG + timedelta(days=1))
    assert rij.dagen_wacht(VOLGENDE_DINSDAG) == 8


def test_what_is_missing_comes_with_its_code_and_its_sentence(motor: Engine) -> None:
    rij = de_ene(motor, f.SUMMIER_AANGEMELD)
    assert rij.ontbreekt == ontbrekend(stukken_van(f.SUMMIER_AANGEMELD), TESTTAFEL)
    assert [stuk.code for stuk in rij.ontbreekt] == [
        "aanpak",
        "hoofdpersoon",
        "leefgebieden",
        "criteria",
        "reguliere-routes",
        "voorcontact",
        "grondslag",
    ]
    assert not rij.compleet


def test_what_comes_in_later_is_no_longer_missing(motor: Engine) -> None:
    rij = de_ene(motor, f.SUMMIER_AANGEMELD, f.GRONDSLAG_VASTGELEGD, ALLES_ERBIJ)
    assert rij.compleet
    assert (rij.aanpak, rij.betrokkenen, rij.versies) == ("nazorg", 2, (1, 3))


@pytest.mark.parametrize("fase", [Fase.AANGEMELD, Fase.AANGEHOUDEN])
@pytest.mark.parametrize("begin", [f.AANGEMELD, f.SUMMIER_AANGEMELD], ids=["full", "scant"])
def test_the_queue_misses_the_same_pieces_as_the_triage(
    motor: Engine, fase: Fase, begin: Gebeurtenis
) -> None:
    feiten = (begin, *f.STANDEN[fase][1:], f.AANGEVULD)
    assert de_ene(motor, *feiten).ontbreekt == ontbrekend(stukken_van(vouw(feiten)), TESTTAFEL)


def test_a_completion_without_people_is_not_where_names_are_read(motor: Engine) -> None:
    rij = de_ene(
        motor, f.AANGEMELD, replace(f.AANGEVULD, betrokkenen=(), leefgebieden=("zorg",)), f.AANGEVULD
    )
    assert (rij.betrokkenen, rij.versies) == (3, (1, 3))


def test_criteria_without_facts_are_missing_not_unclear(motor: Engine) -> None:
    rij = de_ene(motor, replace(f.AANGEMELD, criteria=(FEIT_A1,)), f.GRONDSLAG_VASTGELEGD)
    assert ([stuk.code for stuk in rij.ontbreekt], rij.onduidelijk) == (["criteria"], ())


def test_a_criterion_is_unclear_from_the_triage_that_doubted_it_until_new_facts_come_in(
    motor: Engine,
) -> None:
    aangehouden = (*f.IN_TRIAGE, f.AANGEHOUDEN)
    assert de_ene(motor, *f.IN_TRIAGE).onduidelijk == ()
    assert de_ene(motor, *aangehouden).onduidelijk == ("A2",)
    over_iets_anders = replace(f.AANGEVULD, criteria=(FEIT_A1,))
    assert de_ene(motor, *aangehouden, over_iets_anders).onduidelijk == ("A2",)
    erover = replace(f.AANGEVULD, criteria=(FEIT_A2,))
    assert de_ene(motor, *aangehouden, erover).onduidelijk == ()
    assert de_ene(motor, *aangehouden, erover, f.AANGEHOUDEN).onduidelijk == ("A2",)


def test_consent_is_counted_by_its_last_word(motor: Engine) -> None:
    rij = de_ene(motor, f.AANGEMELD, f.TOESTEMMING_GEGEVEN, f.TOESTEMMING_GEWEIGERD)
    assert (rij.gegeven, rij.geweigerd, rij.ingetrokken) == (1, 1, 0)
    rij = de_ene(
        motor, f.AANGEMELD, f.TOESTEMMING_GEGEVEN, f.TOESTEMMING_GEWEIGERD, f.TOESTEMMING_INGETROKKEN
    )
    assert (rij.gegeven, rij.geweigerd, rij.ingetrokken) == (0, 1, 1)


def test_a_case_that_is_aangehouden_waits_for_the_triage_it_comes_back_to(motor: Engine) -> None:
    rij = de_ene(motor, *f.STANDEN[Fase.AANGEHOUDEN])
    assert (rij.aangehouden, rij.voor_triage, rij.termijn) == (True, VOLGENDE_DINSDAG, DINSDAG)


@pytest.mark.parametrize("fase", [fase for fase in Fase if fase not in (Fase.AANGEMELD, Fase.AANGEHOUDEN)])
def test_in_every_other_phase_nothing_of_the_case_is_left(motor: Engine, fase: Fase) -> None:
    assert wachtend(motor, historie(*f.STANDEN[fase])) == ()
    rijen = inhoud(motor)
    assert rijen["triagelijst"] == rijen["triagelijst_toestemming"] == []


def test_a_melder_sees_only_what_the_own_organisation_brought_in(motor: Engine) -> None:
    van_politie = replace(f.AANGEMELD, casusnummer="TEST-0002", organisatie="testpolitie")
    feiten = reeks((EERSTE, f.AANGEMELD), (TWEEDE, van_politie))
    assert len(wachtend(motor, feiten)) == 2
    assert [rij.casusnummer for rij in wachtend(motor, feiten, organisatie="testpolitie")] == ["TEST-0002"]


def test_another_table_has_its_own_queue(motor: Engine) -> None:
    wachtend(motor, historie(f.AANGEMELD))
    with motor.connect() as verbinding:
        assert wachtrij(verbinding, "andere-tafel", tafels=TAFELS) == ()


def test_the_queue_is_in_the_order_of_the_triages_and_then_of_coming_in(motor: Engine) -> None:
    later = replace(f.AANGEMELD, casusnummer="TEST-0002", eerste_verwerking=DINSDAG)
    laatst = replace(f.AANGEMELD, casusnummer="TEST-0003")
    feiten = reeks((EERSTE, f.AANGEMELD), (TWEEDE, later), (DERDE, laatst))
    assert [rij.casusnummer for rij in wachtend(motor, feiten)] == ["TEST-0001", "TEST-0003", "TEST-0002"]
    with motor.connect() as verbinding:
        rijen = wachtrij(verbinding, "testtafel", tafels=TAFELS, tot=DINSDAG)
    assert [rij.casusnummer for rij in rijen] == ["TEST-0001", "TEST-0003"]


def test_turning_the_pages_shows_every_case_once(motor: Engine) -> None:
    aanmeldingen = [
        (
            UUID(int=n),
            replace(
                f.AANGEMELD, casusnummer=f"TEST-{n:04}", eerste_verwerking=MAANDAG + timedelta(days=n % 9)
            ),
        )
        for n in range(1, 24)
    ]
    alle = wachtend(motor, reeks(*aanmeldingen))
    with motor.connect() as verbinding:

        def blad(na: Sleutel | None) -> tuple[Wachtende, ...]:
            return wachtrij(verbinding, "testtafel", tafels=TAFELS, na=na, limiet=5)

        assert alle_bladzijden(blad, lambda rij: rij.sleutel) == list(alle)
    assert len(alle) == 23


def test_consent_for_somebody_who_joined_later_counts(motor: Engine) -> None:
    voor_druif = ToestemmingGegeven(
        f.AANGEVULD.betrokkenen[0].persoon_id,
        "inbrengen",
        "Testpersoon Braam",
        f.TOESTEMMING_GEGEVEN.hoedanigheid,
        "tekst 2026-1",
        MAANDAG,
    )
    assert de_ene(motor, f.AANGEMELD, f.AANGEVULD, voor_druif).gegeven == 1
