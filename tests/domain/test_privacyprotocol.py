"""How long data may be kept: terms in calendar years, months and days, never beyond the ceiling."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.privacyprotocol import (
    Afloop,
    Anker,
    Ankers,
    Bewaarregel,
    Bewaartermijn,
    Privacyprotocol,
    Termijnkeuze,
    Verlengingsgrond,
    maanden_na,
)
from domain.tafels import Zekerheid
from tests.domain.tafel import PROTOCOL

VIJF_JAAR = PROTOCOL.plafond
DAGEN = st.dates(date(1990, 1, 1), date(2090, 12, 31))

PGA = Privacyprotocol(
    regime="pga",
    versie=1,
    plafond=Bewaarregel("plafond", Anker.LAATSTE_VERWERKING, 5, 0, "vijf jaar na de laatste", "BWBR0050740"),
)
"""The law on radicalisation counts five years from the last processing (BWBR0050740): the same form holds it."""

NA_SLUITEN = replace(
    PROTOCOL,
    regels=(
        *PROTOCOL.regels,
        Bewaarregel("na-afsluiting", Anker.AFSLUITING, 0, 0, "een maand", "x", maanden=1),
    ),
    termijnen=(*PROTOCOL.termijnen, Termijnkeuze(Afloop.AFGESLOTEN, "na-afsluiting", Zekerheid.KEUZE)),
)


@pytest.mark.parametrize(
    ("vanaf", "tot"),
    [
        (date(2026, 3, 2), date(2031, 3, 2)),
        (date(2026, 12, 31), date(2031, 12, 31)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2023, 2, 28), date(2028, 2, 28)),
    ],
    ids=["an ordinary day", "the last day of a year", "29 February", "28 February, ending in a leap year"],
)
def test_the_ceiling_is_five_years_after_the_first_processing(vanaf: date, tot: date) -> None:
    assert PROTOCOL.bij_aanmelding(vanaf) == Bewaartermijn(tot, "testregime/1/plafond", vanaf)


def test_from_29_february_to_a_leap_year_the_term_ends_on_29_february() -> None:
    assert replace(VIJF_JAAR, jaren=4).vanaf(date(2024, 2, 29)) == date(2028, 2, 29)


def test_months_and_days_are_counted_after_the_years() -> None:
    regel = Bewaarregel("proef", Anker.AFWIJZING, 1, 2, "proef", "nergens")
    assert regel.vanaf(date(2024, 2, 29)) == date(2025, 3, 2)
    assert regel.vanaf(date(2025, 12, 30)) == date(2027, 1, 1)
    assert replace(regel, maanden=3).vanaf(date(2024, 11, 30)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("dag", "maanden", "wordt"),
    [
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 15), 0, date(2026, 5, 15)),
    ],
)
def test_a_month_later_or_earlier_is_a_day_that_exists(dag: date, maanden: int, wordt: date) -> None:
    assert maanden_na(dag, maanden) == wordt


def test_what_was_rejected_is_due_at_once() -> None:
    termijn = PROTOCOL.bij_afwijzing(eerste_verwerking=date(2026, 3, 2), afgewezen_op=date(2026, 3, 3))
    assert termijn == Bewaartermijn(date(2026, 3, 3), "testregime/1/na-afwijzing", date(2026, 3, 3))


def test_a_late_rejection_does_not_outlive_the_ceiling() -> None:
    ruim = replace(PROTOCOL, regels=(replace(PROTOCOL.regels[0], jaren=2),))
    termijn = ruim.bij_afwijzing(eerste_verwerking=date(2026, 3, 2), afgewezen_op=date(2030, 3, 2))
    assert termijn == Bewaartermijn(date(2031, 3, 2), "testregime/1/plafond", date(2026, 3, 2))


def test_an_outcome_can_have_a_rule_of_its_own() -> None:
    advies = replace(PROTOCOL.regels[0], code="na-advies", jaren=1)
    keuze = Termijnkeuze(Afloop.ADVIES, "na-advies", Zekerheid.KEUZE)
    eigen = replace(PROTOCOL, regels=(*PROTOCOL.regels, advies), termijnen=(keuze, *PROTOCOL.termijnen[:1]))
    dagen = {"eerste_verwerking": date(2026, 3, 2), "afgewezen_op": date(2026, 3, 3)}
    assert eigen.bij_afwijzing(**dagen, afloop=Afloop.ADVIES).tot == date(2027, 3, 3)
    assert eigen.bij_afwijzing(**dagen, afloop=Afloop.AFGEWEZEN).tot == date(2026, 3, 3)
    assert eigen.bij_afwijzing(**dagen, afloop=Afloop.DOORVERWEZEN).regel == "testregime/1/plafond"


def test_a_term_after_closing_never_passes_the_ceiling() -> None:
    ankers = Ankers(date(2026, 3, 2), afsluiting=date(2027, 1, 31))
    assert NA_SLUITEN.termijn(ankers, Afloop.AFGESLOTEN).tot == date(2027, 2, 28)
    laat = replace(ankers, afsluiting=date(2031, 2, 20))
    assert NA_SLUITEN.termijn(laat, Afloop.AFGESLOTEN).regel == "testregime/1/plafond"
    assert PROTOCOL.termijn(ankers, Afloop.AFGESLOTEN).regel == "testregime/1/plafond"


def test_a_ceiling_from_the_last_processing_moves_on_with_it() -> None:
    assert PGA.bij_aanmelding(date(2026, 3, 2)).tot == date(2031, 3, 2)
    later = Ankers(date(2026, 3, 2), laatste_verwerking=date(2028, 6, 1))
    assert PGA.termijn(later) == Bewaartermijn(date(2033, 6, 1), "pga/1/plafond", date(2028, 6, 1))
    assert PROTOCOL.termijn(later).tot == date(2031, 3, 2)
    assert PGA.verlenging is None


def test_a_term_names_the_version_of_the_protocol() -> None:
    assert replace(PROTOCOL, versie=7).bij_aanmelding(date(2026, 3, 2)).regel == "testregime/7/plafond"


def test_a_rule_is_found_by_its_code_and_by_its_whole_name() -> None:
    assert PROTOCOL.regel("plafond") is PROTOCOL.regel("testregime/1/plafond") is PROTOCOL.plafond
    assert PROTOCOL.regel("na-afwijzing").bedenktijd_dagen == 0
    assert PROTOCOL.plafond.bedenktijd_dagen == 7
    assert PROTOCOL.verlenging is not None
    assert PROTOCOL.regel("verlenging") is PROTOCOL.verlenging.regel
    for vreemd in ("na-niets", "testregime/2/plafond", "elders/1/plafond"):
        with pytest.raises(LookupError):
            PROTOCOL.regel(vreemd)


def test_an_extension_runs_from_the_end_of_the_term_and_is_asked_for_in_its_last_year() -> None:
    assert PROTOCOL.verlenging is not None
    assert PROTOCOL.verlenging.uiterste(date(2031, 3, 2)) == date(2033, 3, 2)
    assert PROTOCOL.verlenging.vroegst(date(2031, 3, 2)) == date(2030, 3, 2)
    grond = PROTOCOL.verlenging.op_grond(Verlengingsgrond.TERUGVAL)
    assert grond is not None
    assert grond.binnen_maanden == 12


@given(eerste=DAGEN, afgewezen=DAGEN, afloop=st.sampled_from([*Afloop, None]))
def test_no_term_is_ever_longer_than_five_years(eerste: date, afgewezen: date, afloop: Afloop | None) -> None:
    plafond = PROTOCOL.bij_aanmelding(eerste).tot
    assert (plafond.year, plafond.month) == (eerste.year + 5, eerste.month)
    assert plafond.day <= eerste.day
    ankers = Ankers(eerste, laatste_verwerking=afgewezen, afwijzing=afgewezen, afsluiting=afgewezen)
    assert NA_SLUITEN.termijn(ankers, afloop).tot <= plafond
