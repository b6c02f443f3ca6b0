"""The queue of what people asked: by term, whose turn it is, and nothing of who asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from domain.verzoek.events import Verzoekgebeurtenis
from domain.verzoek.state import AFGEROND, OPEN, AanZet, Verzoekfase, vouw_verzoek
from projections.verzoeken import Rij, Sleutel, aantal_over_termijn, afgerond, openstaand, te_verwijderen
from tests.domain.verzoek import feiten as f
from tests.domain.verzoek import opdrachten as o
from tests.projections.historie import DERDE, EERSTE, TWEEDE, historie, inhoud, neem_op, reeks

DAG = timedelta(days=1)


def open_(motor: Engine, tafel: str = "testtafel") -> tuple[Rij, ...]:
    with motor.connect() as verbinding:
        return openstaand(verbinding, tafel)


def klaar(motor: Engine, vandaag: date) -> tuple[Rij, ...]:
    with motor.connect() as verbinding:
        return te_verwijderen(verbinding, "testtafel", vandaag=vandaag)


@pytest.mark.parametrize("fase", [fase for fase in Verzoekfase if fase in OPEN])
def test_while_it_is_open_the_row_says_how_it_stands(motor: Engine, fase: Verzoekfase) -> None:
    feiten: tuple[Verzoekgebeurtenis, ...] = f.STANDEN[fase]
    neem_op(motor, historie(*feiten))
    verzoek = vouw_verzoek(feiten)
    (rij,) = open_(motor)
    assert (rij.fase, rij.aan_zet, rij.uiterlijk) == (fase, verzoek.aan_zet, verzoek.uiterlijk)
    assert rij.sleutel == Sleutel(o.EERSTE_TERMIJN, "VERZOEK-0001")
    assert open_(motor, "andere-tafel") == ()


@pytest.mark.parametrize("fase", [fase for fase in Verzoekfase if fase in AFGEROND])
def test_once_it_is_over_it_waits_for_its_own_destruction(motor: Engine, fase: Verzoekfase) -> None:
    neem_op(motor, historie(*f.STANDEN[fase]))
    assert open_(motor) == ()
    assert klaar(motor, f.NA_AFLOOP - DAG) == ()
    (rij,) = klaar(motor, f.NA_AFLOOP)
    assert (rij.fase, rij.aan_zet, rij.loopt) == (fase, AanZet.NIEMAND, False)
    with motor.connect() as verbinding:
        assert afgerond(verbinding, "testtafel", vandaag=f.NA_AFLOOP - DAG) == (rij,)
        assert afgerond(verbinding, "testtafel", vandaag=f.NA_AFLOOP - DAG, na=rij.sleutel) == ()
        assert afgerond(verbinding, "testtafel", vandaag=f.NA_AFLOOP) == ()


def test_of_what_was_destroyed_there_is_no_row(motor: Engine) -> None:
    neem_op(motor, historie(*f.STANDEN[Verzoekfase.UITGEVOERD], f.VERWIJDERD))
    assert (open_(motor), klaar(motor, date(2040, 1, 1))) == ((), ())


def test_a_proposal_that_is_given_back_goes_on_from_where_it_was(motor: Engine) -> None:
    feiten = (*f.TOT_VINDEN, f.INWILLIGING_VOORGESTELD, f.AFWIJZING_VOORGESTELD, f.TERUGGEGEVEN)
    neem_op(motor, historie(*feiten))
    (rij,) = open_(motor)
    assert (rij.fase, rij.aan_zet) == (Verzoekfase.GEVONDEN, AanZet.BEHANDELAAR)
    assert rij.fase is vouw_verzoek(feiten).fase


def test_an_erasure_on_a_list_waits_for_it(motor: Engine) -> None:
    rest = (f.VASTGESTELD, f.GEZOCHT, f.BEVESTIGD, f.INWILLIGING_VOORGESTELD, f.INGEWILLIGD, f.UITGEZET)
    neem_op(motor, historie(f.WISSING_ONTVANGEN, *rest))
    assert [rij.aan_zet for rij in open_(motor)] == [AanZet.VERNIETIGINGSLIJST]


def test_what_is_due_first_stands_first_and_a_page_goes_on_after_it(motor: Engine) -> None:
    later = replace(f.ONTVANGEN, verzoeknummer="VERZOEK-0002", uiterlijk=date(2026, 4, 9))
    neem_op(motor, reeks((EERSTE, later), (TWEEDE, f.ONTVANGEN), (DERDE, replace(later, tafel="elders"))))
    assert [rij.verzoeknummer for rij in open_(motor)] == ["VERZOEK-0001", "VERZOEK-0002"]
    with motor.connect() as verbinding:
        (tweede,) = openstaand(verbinding, "testtafel", na=open_(motor)[0].sleutel)
    assert tweede.verzoeknummer == "VERZOEK-0002"
    neem_op(motor, historie(f.ONTVANGEN, f.VERLENGD, stroom_id=TWEEDE)[1:])
    assert [(rij.verzoeknummer, rij.verlengd) for rij in open_(motor)] == [
        ("VERZOEK-0002", False),
        ("VERZOEK-0001", True),
    ]


def test_late_is_after_the_last_day_and_counted_over_all_tables(motor: Engine) -> None:
    elders = replace(f.ONTVANGEN, tafel="elders")
    neem_op(motor, reeks((EERSTE, f.ONTVANGEN), (TWEEDE, elders)))
    with motor.connect() as verbinding:
        assert aantal_over_termijn(verbinding, o.EERSTE_TERMIJN) == (0, 0)
        assert aantal_over_termijn(verbinding, o.EERSTE_TERMIJN + DAG) == (2, 0)
        assert aantal_over_termijn(verbinding, o.PLAFOND + DAG) == (2, 2)
    assert [rij.over_termijn(o.EERSTE_TERMIJN + DAG) for rij in open_(motor)] == [True]


def test_no_row_holds_a_name(motor: Engine) -> None:
    neem_op(motor, historie(*f.STANDEN[Verzoekfase.VOORGESTELD]))
    assert "Framboos" not in repr(inhoud(motor))
