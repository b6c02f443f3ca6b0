"""The queue for triage: who waits, for which triage, with what missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.casus.compleetheid import ontbrekend, stukken_met_toestemming, stukken_van
from domain.casus.events import AanmeldingAangevuld, Gebeurtenis, GezagVastgelegd, ToestemmingGegeven
from domain.casus.evolve import vouw
from domain.casus.state import Fase
from domain.casus.toestemming import standen
from domain.casus.waarden import Betrokkenheid, Gezag, Hoedanigheid, Onderzoek
from domain.historie import Opgetekend
from domain.overleg.waarden import Puntsoort
from domain.tafels import geen_feestdagen
from projections.triagelijst import (
    Criteriumgroep,
    Sleutel,
    Wachtende,
    aantal_na,
    casussen,
    met_toestemming,
    wachtrij,
)
from projections.triagelijst_fold import Triagelijst
from tests.domain import feiten as f
from tests.domain.delen import (
    AARDBEI,
    AARDBEI_ID,
    AGENDAPUNT_ID,
    BRAAM_ID,
    DRUIF,
    DRUIF_ID,
    FEIT_A1,
    FEIT_A2,
    FEIT_B1,
    OVERLEG_ID,
    TWEEDE_AGENDAPUNT_ID,
    VOORCONTACT,
)
from tests.domain.overleg import feiten as o
from tests.domain.tafel import DINSDAG, MAANDAG, TESTTAFEL, TOESTEMMINGSTAFEL
from tests.projections.historie import (
    BEGIN,
    DERDE,
    EERSTE,
    TAFELS,
    TWEEDE,
    Gebeurd,
    alle_bladzijden,
    dagen_later,
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
    [rij] = wachtend(motor, dagen_later(historie(f.AANGEMELD), 1))
    assert (rij.sinds, rij.voor_triage) == (DINSDAG, VOLGENDE_DINSDAG)


def test_a_case_from_a_consultatie_or_another_table_waits_from_the_day_it_came_in_here(motor: Engine) -> None:
    al_langer_bekend = replace(f.AANGEMELD, eerste_verwerking=MAANDAG - timedelta(weeks=8))
    rij = de_ene(motor, al_langer_bekend)
    assert (rij.sinds, rij.termijn, rij.over_termijn(DINSDAG)) == (MAANDAG, DINSDAG, False)


def test_a_public_holiday_moves_the_triage_and_with_it_the_term(motor: Engine) -> None:
    neem_op(motor, historie(f.AANGEMELD), feestdag=lambda dag: "Testdag" if dag == DINSDAG else None)
    with motor.connect() as verbinding:
        [rij] = wachtrij(verbinding, "testtafel", tafels=TAFELS)
    woensdag = DINSDAG + timedelta(days=1)
    assert (rij.voor_triage, rij.termijn, rij.over_termijn(woensdag)) == (woensdag, woensdag, False)


def test_it_is_over_the_term_from_the_day_after_its_first_triage(motor: Engine) -> None:
    rij = de_ene(motor, *f.IN_TRIAGE, f.AANGEHOUDEN)
    assert not rij.over_termijn(DINSDAG)
    assert rij.over_termijn(DINSDAG + timedelta(days=1))
    assert (rij.dagen_wacht(VOLGENDE_DINSDAG), rij.termijn_dagen) == (8, 1)


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


def test_what_is_open_is_said_for_each_group_of_criteria(motor: Engine) -> None:
    rij = de_ene(motor, *f.IN_TRIAGE, f.AANGEHOUDEN)
    assert rij.open_criteria == (Criteriumgroep("A", (), ("A2",)), Criteriumgroep("B", ("B1",), ()))
    rij = de_ene(motor, f.SUMMIER_AANGEMELD)
    assert rij.open_criteria == (Criteriumgroep("A", ("A1", "A2"), ()), Criteriumgroep("B", ("B1",), ()))
    rij = de_ene(motor, f.AANGEMELD, ALLES_ERBIJ)
    assert rij.open_criteria == (Criteriumgroep("A", (), ()), Criteriumgroep("B", (), ()))


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
    terug = replace(f.AANGEMELD, casusnummer="TEST-0002")
    laatst = replace(f.AANGEMELD, casusnummer="TEST-0003")
    feiten = reeks((EERSTE, f.AANGEMELD), (TWEEDE, terug), (DERDE, laatst), (TWEEDE, f.AANGEHOUDEN))
    assert [rij.casusnummer for rij in wachtend(motor, feiten)] == ["TEST-0001", "TEST-0003", "TEST-0002"]
    with motor.connect() as verbinding:
        rijen = wachtrij(verbinding, "testtafel", tafels=TAFELS, tot=DINSDAG)
    assert [rij.casusnummer for rij in rijen] == ["TEST-0001", "TEST-0003"]


def test_what_waits_for_a_later_triage_is_counted_without_listing_it(motor: Engine) -> None:
    later = replace(f.AANGEMELD, casusnummer="TEST-0002", organisatie="testpolitie")
    wachtend(motor, [*historie(f.AANGEMELD), *dagen_later(historie(later, stroom_id=TWEEDE), 1)])
    with motor.connect() as verbinding:
        tellingen = [
            aantal_na(verbinding, "testtafel", na=dag) for dag in (MAANDAG, DINSDAG, VOLGENDE_DINSDAG)
        ]
        eigen = aantal_na(verbinding, "testtafel", na=MAANDAG, organisatie="testpolitie")
        elders = aantal_na(verbinding, "andere-tafel", na=MAANDAG)
    assert (tellingen, eigen, elders) == ([2, 1, 0], 1, 0)


def test_turning_the_pages_shows_every_case_once(motor: Engine) -> None:
    aanmeldingen = reeks(
        *((UUID(int=n), replace(f.AANGEMELD, casusnummer=f"TEST-{n:04}")) for n in range(1, 24))
    )
    alle = wachtend(motor, [dagen_later([feit], n % 9)[0] for n, feit in enumerate(aanmeldingen)])
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


# --- consent as it stands today -----------------------------------------------------------------------------

OP_TOESTEMMING = {TOESTEMMINGSTAFEL.definitie: TOESTEMMINGSTAFEL}
DRUIF_WORDT_TWAALF = date(2026, 3, 3)
ALLEEN_DRUIF = replace(f.AANGEMELD, betrokkenen=(replace(DRUIF, betrokkenheid=Betrokkenheid.HOOFDPERSOON),))
GEZAG_OVER_DRUIF = GezagVastgelegd(DRUIF_ID, Gezag.EENHOOFDIG_OUDERLIJK, Onderzoek.GEEN, "Het register")
VAN_DE_OUDER = ToestemmingGegeven(
    DRUIF_ID, "inbrengen", "Testpersoon Braam", Hoedanigheid.OUDER_MET_GEZAG, "tekst 2026-1", MAANDAG
)


def vandaag_gezien(motor: Engine, feiten: Sequence[Opgetekend], *, vandaag: date) -> Wachtende:
    """Read the row, then the facts that it names, and nothing else."""
    with motor.begin() as verbinding:
        Triagelijst().verwerk(verbinding, feiten, tafels=OP_TOESTEMMING, feestdag=geen_feestdagen)
        [rij] = wachtrij(verbinding, "testtafel", tafels=OP_TOESTEMMING)
    assert rij.toestemming is None
    te_lezen = [feit for feit in reversed(feiten) if feit.versie in rij.versies]
    return met_toestemming(rij, casussen(te_lezen)[rij.stroom_id], tafels=OP_TOESTEMMING, vandaag=vandaag)


def statussen(rij: Wachtende) -> dict[tuple[UUID, str], str]:
    return {(stand.persoon_id, stand.doel): str(stand.status) for stand in rij.toestemming or ()}


def test_until_somebody_looked_the_consent_that_a_table_asks_for_is_missing(motor: Engine) -> None:
    with motor.begin() as verbinding:
        feiten = historie(ALLEEN_DRUIF, GEZAG_OVER_DRUIF, VAN_DE_OUDER)
        Triagelijst().verwerk(verbinding, feiten, tafels=OP_TOESTEMMING, feestdag=geen_feestdagen)
        [rij] = wachtrij(verbinding, "testtafel", tafels=OP_TOESTEMMING)
    assert ([stuk.code for stuk in rij.ontbreekt], rij.compleet) == (["toestemming"], False)


def test_a_birthday_makes_a_complete_case_incomplete_without_any_new_fact(motor: Engine) -> None:
    feiten = historie(ALLEEN_DRUIF, f.SAMENLOOP_GERAADPLEEGD, GEZAG_OVER_DRUIF, VAN_DE_OUDER)
    dag_ervoor = vandaag_gezien(motor, feiten, vandaag=DRUIF_WORDT_TWAALF - timedelta(days=1))
    assert (dag_ervoor.compleet, statussen(dag_ervoor)[DRUIF_ID, "inbrengen"]) == (True, "gegeven")
    jarig = vandaag_gezien(motor, feiten, vandaag=DRUIF_WORDT_TWAALF)
    assert ([stuk.code for stuk in jarig.ontbreekt], jarig.compleet) == (["toestemming"], False)
    assert statussen(jarig)[DRUIF_ID, "inbrengen"] == "ontbreekt"


def test_a_birth_date_and_gezag_that_came_in_later_count(motor: Engine) -> None:
    aangemeld = (f.AANGEMELD, replace(f.TOESTEMMING_GEGEVEN, doel="inbrengen"))
    van_braam = replace(f.TOESTEMMING_GEGEVEN, persoon_id=BRAAM_ID, doel="inbrengen")
    rij = vandaag_gezien(motor, historie(*aangemeld, van_braam), vandaag=DINSDAG)
    assert statussen(rij)[BRAAM_ID, "inbrengen"] == "leeftijd-onbekend"
    rij = vandaag_gezien(motor, historie(*aangemeld, van_braam, f.BRAAM_IS_VOLWASSEN), vandaag=DINSDAG)
    assert (statussen(rij)[BRAAM_ID, "inbrengen"], rij.compleet) == ("gegeven", True)
    minderjarig = (*aangemeld, van_braam, f.GEBOORTEDATUM_VASTGELEGD)
    rij = vandaag_gezien(motor, historie(*minderjarig), vandaag=DINSDAG)
    assert statussen(rij)[BRAAM_ID, "inbrengen"] == "gezag-onbekend"
    rij = vandaag_gezien(motor, historie(*minderjarig, f.GEZAG_BEOORDEELD), vandaag=DINSDAG)
    assert statussen(rij)[BRAAM_ID, "inbrengen"] == "ontbreekt"


@pytest.mark.parametrize("dag", [MAANDAG, DINSDAG, date(2040, 1, 1)])
@pytest.mark.parametrize("fase", [Fase.AANGEMELD, Fase.AANGEHOUDEN])
def test_the_facts_that_a_row_names_tell_the_same_as_the_whole_history(
    motor: Engine, fase: Fase, dag: date
) -> None:
    rest = (f.TOESTEMMING_GEWEIGERD, f.AANGEVULD, f.GEZAG_VASTGELEGD, f.INFORMEREN_UITGESTELD)
    feiten = (*f.STANDEN[fase], *rest, GEZAG_OVER_DRUIF, VAN_DE_OUDER, f.BRAAM_IS_VOLWASSEN)
    rij, casus = vandaag_gezien(motor, historie(*feiten), vandaag=dag), vouw(feiten)
    assert rij.toestemming == standen(casus, TOESTEMMINGSTAFEL, op=dag)
    stukken = stukken_met_toestemming(casus, TOESTEMMINGSTAFEL, op=dag)
    assert rij.ontbreekt == ontbrekend(stukken, TOESTEMMINGSTAFEL)


def test_facts_of_other_cases_on_the_page_are_passed_over(motor: Engine) -> None:
    feiten = historie(ALLEEN_DRUIF, GEZAG_OVER_DRUIF, VAN_DE_OUDER)
    rij = vandaag_gezien(motor, feiten, vandaag=MAANDAG)
    ander = historie(f.AANGEMELD, f.TOESTEMMING_GEWEIGERD, stroom_id=TWEEDE)
    eigen = casussen([*ander, *feiten])[rij.stroom_id]
    assert met_toestemming(rij, eigen, tafels=OP_TOESTEMMING, vandaag=MAANDAG) == rij


# --- samenloop ----------------------------------------------------------------------------------------------


def test_samenloop_is_counted_by_the_last_look_for_each_person(motor: Engine) -> None:
    rij = de_ene(motor, f.AANGEMELD)
    assert (rij.samenloop_op, rij.samenloop_personen, rij.samenloop_treffers) == (None, 0, 0)
    rij = de_ene(motor, f.AANGEMELD, f.SAMENLOOP_GERAADPLEEGD)
    assert (rij.samenloop_op, rij.samenloop_personen, rij.samenloop_treffers) == (DINSDAG, 1, 1)
    eerder = replace(f.SAMENLOOP_GERAADPLEEGD, persoon_id=BRAAM_ID, geraadpleegd_op=MAANDAG, treffers=())
    rij = de_ene(motor, f.AANGEMELD, f.SAMENLOOP_GERAADPLEEGD, eerder)
    assert (rij.samenloop_op, rij.samenloop_personen, rij.samenloop_treffers) == (DINSDAG, 2, 1)
    opnieuw = replace(eerder, persoon_id=AARDBEI_ID, geraadpleegd_op=VOLGENDE_DINSDAG)
    rij = de_ene(motor, f.AANGEMELD, f.SAMENLOOP_GERAADPLEEGD, eerder, opnieuw)
    assert (rij.samenloop_op, rij.samenloop_personen, rij.samenloop_treffers) == (VOLGENDE_DINSDAG, 2, 0)


# --- the agenda of a triage ---------------------------------------------------------------------------------

VOOR_TRIAGE = replace(f.OP_AGENDA_GEZET, soort=Puntsoort.TRIAGE, begint=o.TRIAGE_GEPLAND.begint)


def test_a_case_says_on_which_triage_agenda_it_stands_and_when_that_begins_now(motor: Engine) -> None:
    begin: list[tuple[UUID, Gebeurd]] = [(OVERLEG_ID, o.TRIAGE_GEPLAND), (EERSTE, f.AANGEMELD)]
    [rij] = wachtend(motor, reeks(*begin, (EERSTE, VOOR_TRIAGE)))
    assert (rij.overleg_id, rij.agendapunt_id) == (OVERLEG_ID, AGENDAPUNT_ID)
    assert rij.overleg_begint == o.TRIAGE_GEPLAND.begint
    [rij] = wachtend(motor, reeks(*begin, (EERSTE, VOOR_TRIAGE), (OVERLEG_ID, o.OVERLEG_VERZET)))
    assert rij.overleg_begint == o.OVERLEG_VERZET.begint


@pytest.mark.parametrize("afloop", [f.VAN_AGENDA_GEHAALD, f.AGENDAPUNT_BESPROKEN])
def test_what_was_taken_off_or_discussed_stands_on_no_agenda(motor: Engine, afloop: Gebeurtenis) -> None:
    rij = de_ene(motor, f.AANGEMELD, VOOR_TRIAGE, afloop)
    assert (rij.overleg_id, rij.agendapunt_id, rij.overleg_begint) == (None, None, None)
    tweede = replace(VOOR_TRIAGE, agendapunt_id=TWEEDE_AGENDAPUNT_ID)
    assert de_ene(motor, f.AANGEMELD, VOOR_TRIAGE, tweede, afloop).agendapunt_id == TWEEDE_AGENDAPUNT_ID


def test_only_the_agenda_of_a_triage_counts(motor: Engine) -> None:
    assert de_ene(motor, f.AANGEMELD, f.OP_AGENDA_GEZET).overleg_id is None
