"""A look at other tables while a case is screened, and the verklarende analyse that a table may ask for."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from tests.domain.delen import ANALYSE_ID, VREEMDE_ID
from tests.domain.feiten import (
    AANGEHOUDEN,
    AANGEMELD,
    AFGESLOTEN,
    IN_MONITORING,
    IN_TRIAGE,
    OPGENOMEN,
    SAMENLOOP_GERAADPLEEGD,
    VERKLARENDE_ANALYSE_GEVRAAGD,
    VERKLARENDE_ANALYSE_OPGELEVERD,
)
from tests.domain.opdrachten import (
    LEVER_VERKLARENDE_ANALYSE_OP,
    RAADPLEEG_SAMENLOOP,
    VRAAG_VERKLARENDE_ANALYSE,
)
from tests.domain.tafel import NA_ICO
from tests.domain.verhaal import given

TWEEDE_RAADPLEGING_ID = UUID(int=0xD9)

# --- samenloop ------------------------------------------------------------------------------------------------


def test_while_a_casus_is_screened_somebody_looks_whether_other_tables_know_a_person() -> None:
    """[0], Samenhang binnen de overlegtafels: tuned while advising and screening."""
    for feiten in ((AANGEMELD,), (*IN_TRIAGE, AANGEHOUDEN)):
        verder = given(*feiten).when(RAADPLEEG_SAMENLOOP).then(SAMENLOOP_GERAADPLEEGD)
        assert verder.casus.samenloop == (SAMENLOOP_GERAADPLEEGD,)


def test_no_hit_is_an_answer_too() -> None:
    leeg = replace(RAADPLEEG_SAMENLOOP, treffers=())
    given(AANGEMELD).when(leeg).then(replace(SAMENLOOP_GERAADPLEEGD, treffers=()))


def test_every_look_is_recorded_by_itself() -> None:
    nog_eens = replace(RAADPLEEG_SAMENLOOP, raadpleging_id=TWEEDE_RAADPLEGING_ID, treffers=())
    tweede = replace(SAMENLOOP_GERAADPLEEGD, raadpleging_id=TWEEDE_RAADPLEGING_ID, treffers=())
    verder = given(AANGEMELD, SAMENLOOP_GERAADPLEEGD).when(nog_eens).then(tweede)
    assert verder.casus.samenloop == (SAMENLOOP_GERAADPLEEGD, tweede)


def test_one_look_is_recorded_once_also_when_the_answer_changed_since() -> None:
    gekeken = given(AANGEMELD, SAMENLOOP_GERAADPLEEGD)
    gekeken.when(replace(RAADPLEEG_SAMENLOOP, treffers=())).then()
    given(*OPGENOMEN, SAMENLOOP_GERAADPLEEGD).when(RAADPLEEG_SAMENLOOP).then()


def test_after_triage_nobody_looks_any_more() -> None:
    for feiten in ((), OPGENOMEN, IN_MONITORING):
        given(*feiten).when(RAADPLEEG_SAMENLOOP).dan_geweigerd("Samenloop raadplegen kan nu niet")


def test_nobody_looks_for_somebody_whom_the_casus_is_not_about() -> None:
    vreemde = replace(RAADPLEEG_SAMENLOOP, persoon_id=VREEMDE_ID)
    given(AANGEMELD).when(vreemde).dan_geweigerd("geen betrokkene in deze casus")


# --- verklarende analyse --------------------------------------------------------------------------------------

GEVRAAGD = (*OPGENOMEN, VERKLARENDE_ANALYSE_GEVRAAGD)


def test_an_analysis_is_asked_and_comes() -> None:
    verder = given(*OPGENOMEN).when(VRAAG_VERKLARENDE_ANALYSE).then(VERKLARENDE_ANALYSE_GEVRAAGD)
    er = verder.when(LEVER_VERKLARENDE_ANALYSE_OP, vandaag=NA_ICO).then(VERKLARENDE_ANALYSE_OPGELEVERD)
    analyse = er.casus.analyse(ANALYSE_ID)
    assert analyse is not None
    assert (analyse.gevraagd, analyse.opgeleverd) == (
        VERKLARENDE_ANALYSE_GEVRAAGD,
        VERKLARENDE_ANALYSE_OPGELEVERD,
    )
    er.when(LEVER_VERKLARENDE_ANALYSE_OP, vandaag=date(2026, 4, 1)).then()


def test_what_comes_for_one_analysis_does_not_come_for_another() -> None:
    ander = replace(VERKLARENDE_ANALYSE_GEVRAAGD, analyse_id=TWEEDE_RAADPLEGING_ID)
    eerste, tweede = given(*GEVRAAGD, ander, VERKLARENDE_ANALYSE_OPGELEVERD).casus.analyses
    assert (eerste.opgeleverd, tweede.opgeleverd) == (VERKLARENDE_ANALYSE_OPGELEVERD, None)


NIET_TE_VRAGEN = {
    "no question": (replace(VRAAG_VERKLARENDE_ANALYSE, vraag=" "), "moet beantwoorden"),
    "due yesterday": (
        replace(VRAAG_VERKLARENDE_ANALYSE, uiterlijk=date(2026, 3, 2)),
        "ligt niet in het verleden",
    ),
}


@pytest.mark.parametrize("geval", NIET_TE_VRAGEN)
def test_an_analysis_that_is_not_in_order_is_not_asked(geval: str) -> None:
    opdracht, zin = NIET_TE_VRAGEN[geval]
    given(*OPGENOMEN).when(opdracht).dan_geweigerd(zin)


def test_an_analysis_keeps_its_question_and_its_answer() -> None:
    anders = replace(VRAAG_VERKLARENDE_ANALYSE, vraag="Iets anders?")
    given(*GEVRAAGD).when(anders).dan_geweigerd("al gevraagd, met een andere inhoud")
    andere_uitkomst = replace(LEVER_VERKLARENDE_ANALYSE_OP, uitkomst="Toch iets anders")
    er = given(*GEVRAAGD, VERKLARENDE_ANALYSE_OPGELEVERD)
    er.when(andere_uitkomst).dan_geweigerd("al opgeleverd, met een andere uitkomst")


def test_an_analysis_has_an_outcome_and_was_asked() -> None:
    given(*GEVRAAGD).when(replace(LEVER_VERKLARENDE_ANALYSE_OP, uitkomst="")).dan_geweigerd("de uitkomst van")
    given(*OPGENOMEN).when(LEVER_VERKLARENDE_ANALYSE_OP).dan_geweigerd("niet gevraagd in deze casus")


def test_an_analysis_is_asked_and_comes_while_the_casus_is_in_behandeling() -> None:
    given(*IN_TRIAGE).when(VRAAG_VERKLARENDE_ANALYSE).dan_geweigerd("vragen kan nu niet")
    given(*GEVRAAGD, AFGESLOTEN).when(LEVER_VERKLARENDE_ANALYSE_OP).dan_geweigerd("opleveren kan nu niet")
