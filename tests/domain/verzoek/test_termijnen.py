"""The terms of a verzoek: a month, once two more, and how long it is kept itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.verzoek.commands import TrekVerzoekIn
from domain.verzoek.state import AanZet
from domain.verzoek.waarden import Verzoeksoort
from tests.domain.verzoek import feiten as f
from tests.domain.verzoek import opdrachten as o
from tests.domain.verzoek.verhaal import given

DAG = timedelta(days=1)


@pytest.mark.parametrize(
    ("ontvangen", "uiterlijk"),
    [
        (date(2026, 3, 2), date(2026, 4, 2)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2027, 12, 31), date(2028, 1, 31)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_the_answer_is_there_a_month_after_receipt(ontvangen: date, uiterlijk: date) -> None:
    assert o.REGELS.antwoord.vanaf(ontvangen) == uiterlijk


def test_the_month_runs_from_receipt_also_where_it_is_registered_later() -> None:
    given().when(o.ONTVANG, vandaag=date(2026, 3, 20)).then(f.ONTVANGEN)
    given().when(replace(o.ONTVANG, ontvangen_op=date(2026, 3, 21)), vandaag=date(2026, 3, 20)).dan_geweigerd(
        "in de toekomst"
    )


def test_past_the_last_day_it_is_over_its_term_until_there_is_an_answer() -> None:
    open_ = given(*f.TOT_VINDEN).verzoek
    assert not open_.over_termijn(o.EERSTE_TERMIJN)
    assert open_.over_termijn(o.EERSTE_TERMIJN + DAG)
    klaar = given(*f.TOT_AKKOORD, f.VERSTREKT, f.UITGEVOERD).verzoek
    assert not klaar.over_termijn(o.EERSTE_TERMIJN + DAG)
    assert klaar.aan_zet is AanZet.NIEMAND


def test_the_term_is_extended_once_by_two_months_from_receipt() -> None:
    verlengd = given(f.ONTVANGEN).when(o.VERLENG).then(f.VERLENGD)
    assert verlengd.verzoek.uiterlijk == o.TWEEDE_TERMIJN
    verlengd.when(replace(o.VERLENG, reden="Nog meer werk")).dan_geweigerd("al een keer verlengd")


def test_an_extension_that_the_person_did_not_hear_within_the_month_is_none() -> None:
    for dag in (o.ONTVANGST - DAG, o.EERSTE_TERMIJN + DAG):
        laat = replace(o.VERLENG, medegedeeld_op=dag)
        given(f.ONTVANGEN).when(laat, vandaag=date(2026, 5, 1)).dan_geweigerd("binnen de eerste termijn")
    op_de_laatste_dag = replace(o.VERLENG, medegedeeld_op=o.EERSTE_TERMIJN)
    given(f.ONTVANGEN).when(op_de_laatste_dag, vandaag=date(2026, 5, 1)).then(
        replace(f.VERLENGD, medegedeeld_op=o.EERSTE_TERMIJN)
    )
    given(f.ONTVANGEN).when(op_de_laatste_dag).dan_geweigerd("in de toekomst")
    given(f.ONTVANGEN).when(replace(o.VERLENG, reden=" ")).dan_geweigerd("waarom het antwoord langer duurt")


def test_it_is_kept_for_two_years_after_its_end_and_never_past_the_ceiling() -> None:
    given(f.ONTVANGEN).when(o.TREK_IN).then(f.INGETROKKEN)
    laat = date(2030, 1, 1)
    klaar = given(f.ONTVANGEN).when(TrekVerzoekIn(laat, "Toch niet"), vandaag=laat).verzoek_na()
    assert (klaar.bewaren_tot, klaar.bewaarregel) == (o.PLAFOND, "verzoek/1/plafond")


def test_it_is_destroyed_by_two_people_once_its_term_is_over() -> None:
    klaar = given(*f.TOT_AKKOORD, f.VERSTREKT, f.UITGEVOERD)
    klaar.when(o.STEL_VERWIJDERING_VOOR, vandaag=f.NA_AFLOOP - DAG).dan_geweigerd("nog niet verstreken")
    voorgesteld = klaar.when(o.STEL_VERWIJDERING_VOOR, vandaag=f.NA_AFLOOP).then(f.VERWIJDERING_VOORGESTELD)
    voorgesteld.when(o.VERWIJDER, vandaag=f.NA_AFLOOP).dan_geweigerd("niet zelf uit")
    voorgesteld.when(o.VERWIJDER, vandaag=f.NA_AFLOOP - DAG, wie=o.PRUIM).dan_geweigerd("nog niet verstreken")
    voorgesteld.when(o.VERWIJDER, vandaag=f.NA_AFLOOP, wie=o.PRUIM).then(f.VERWIJDERD)


def test_without_an_answer_it_is_never_destroyed() -> None:
    later = date(2040, 1, 1)
    given(*f.TOT_VINDEN).when(o.STEL_VERWIJDERING_VOOR, vandaag=later).dan_geweigerd("nog niet afgerond")


def test_after_the_destruction_only_the_destruction_is_known() -> None:
    geheel = (*f.TOT_AKKOORD, f.VERSTREKT, f.UITGEVOERD, f.VERWIJDERING_VOORGESTELD, f.VERWIJDERD)
    assert given(*geheel).verzoek == given(*f.WEG).verzoek
    assert given(*f.WEG).verzoek.soort is None


@pytest.mark.parametrize("soort", Verzoeksoort)
def test_the_term_is_the_same_for_every_right(soort: Verzoeksoort) -> None:
    given().when(replace(o.ONTVANG, soort=soort)).then(replace(f.ONTVANGEN, soort=soort))
