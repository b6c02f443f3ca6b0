"""Informing the people it is about (AVG 14), and putting that off on a ground, with a day of review (BGS 1.3)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.state import Fase
from domain.casus.toestemming import Informeerstand, Informeerstatus, informeerstand, te_herzien
from domain.casus.waarden import Uitstelgrond
from tests.domain.delen import AARDBEI_ID, BRAAM_ID, VREEMDE_ID
from tests.domain.feiten import (
    AANGEMELD,
    BETROKKENE_GEINFORMEERD,
    INFORMEREN_UITGESTELD,
    STANDEN,
)
from tests.domain.opdrachten import LEG_INFORMEREN_VAST, STEL_INFORMEREN_UIT
from tests.domain.tafel import DINSDAG, MAANDAG
from tests.domain.verhaal import given

BRAAM_INFORMEREN = replace(LEG_INFORMEREN_VAST, persoon_id=BRAAM_ID)
BRAAM_GEINFORMEERD = replace(BETROKKENE_GEINFORMEERD, persoon_id=BRAAM_ID)
HERZIEN_OP = date(2026, 6, 2)


def test_at_first_nobody_was_told() -> None:
    assert informeerstand(given(AANGEMELD).casus, BRAAM_ID) == Informeerstand(
        Informeerstatus.NIET_GEINFORMEERD
    )


def test_telling_somebody_is_recorded() -> None:
    verder = given(AANGEMELD).when(LEG_INFORMEREN_VAST).then(BETROKKENE_GEINFORMEERD)
    assert informeerstand(verder.casus, AARDBEI_ID) == Informeerstand(
        Informeerstatus.GEINFORMEERD, op=DINSDAG
    )
    assert informeerstand(verder.casus, BRAAM_ID).status is Informeerstatus.NIET_GEINFORMEERD


def test_putting_it_off_is_recorded_with_its_ground_and_day_of_review() -> None:
    verder = given(AANGEMELD).when(STEL_INFORMEREN_UIT).then(INFORMEREN_UITGESTELD)
    assert informeerstand(verder.casus, BRAAM_ID) == Informeerstand(
        Informeerstatus.UITGESTELD, Uitstelgrond.VEILIGHEID, HERZIEN_OP
    )


def test_telling_somebody_ends_the_postponement() -> None:
    verder = given(AANGEMELD, INFORMEREN_UITGESTELD).when(BRAAM_INFORMEREN).then(BRAAM_GEINFORMEERD)
    assert informeerstand(verder.casus, BRAAM_ID).status is Informeerstatus.GEINFORMEERD
    assert te_herzien(verder.casus, date(2030, 1, 1)) == ()


def test_who_was_told_stays_told() -> None:
    verteld = given(AANGEMELD, BRAAM_GEINFORMEERD)
    verteld.when(STEL_INFORMEREN_UIT).dan_geweigerd("al geïnformeerd")
    nog_eens = replace(BRAAM_INFORMEREN, wijze="Een tweede brief", geinformeerd_op=MAANDAG)
    verder = verteld.when(nog_eens).then(
        replace(BRAAM_GEINFORMEERD, wijze="Een tweede brief", geinformeerd_op=MAANDAG)
    )
    assert informeerstand(verder.casus, BRAAM_ID).op == MAANDAG


def test_that_somebody_else_was_told_is_no_reason_not_to_wait() -> None:
    given(AANGEMELD, BETROKKENE_GEINFORMEERD).when(STEL_INFORMEREN_UIT).then(INFORMEREN_UITGESTELD)


def test_a_postponement_is_looked_at_again_from_its_day_of_review_on() -> None:
    casus = given(AANGEMELD, INFORMEREN_UITGESTELD).casus
    dagen = (date(2026, 6, 1), HERZIEN_OP, date(2026, 6, 3))
    assert [te_herzien(casus, dag) for dag in dagen] == [(), (BRAAM_ID,), (BRAAM_ID,)]


def test_a_postponement_can_be_extended_on_its_day_of_review() -> None:
    langer = replace(STEL_INFORMEREN_UIT, toelichting="De plek is er nog niet", herzien_op=date(2026, 9, 1))
    verlengd = replace(
        INFORMEREN_UITGESTELD, toelichting="De plek is er nog niet", herzien_op=date(2026, 9, 1)
    )
    verder = given(AANGEMELD, INFORMEREN_UITGESTELD).when(langer, vandaag=HERZIEN_OP).then(verlengd)
    assert te_herzien(verder.casus, date(2026, 8, 31)) == ()
    assert te_herzien(verder.casus, date(2026, 9, 1)) == (BRAAM_ID,)


@pytest.mark.parametrize(
    ("vandaag", "herzien_op", "deel"),
    [
        (DINSDAG, DINSDAG, "ligt na vandaag"),
        (DINSDAG, MAANDAG, "ligt na vandaag"),
        (DINSDAG, date(2026, 3, 4), None),
        (DINSDAG, date(2027, 3, 3), None),
        (DINSDAG, date(2027, 3, 4), "binnen een jaar"),
        (date(2028, 2, 29), date(2029, 2, 28), None),
        (date(2028, 2, 29), date(2029, 3, 1), "binnen een jaar"),
    ],
)
def test_the_day_of_review_comes_within_a_year(vandaag: date, herzien_op: date, deel: str | None) -> None:
    beslist = given(AANGEMELD).when(replace(STEL_INFORMEREN_UIT, herzien_op=herzien_op), vandaag=vandaag)
    if deel is None:
        beslist.then(replace(INFORMEREN_UITGESTELD, herzien_op=herzien_op))
    else:
        beslist.dan_geweigerd(deel)


def test_a_postponement_says_why() -> None:
    kaal = replace(STEL_INFORMEREN_UIT, toelichting="  ")
    given(AANGEMELD).when(kaal).dan_geweigerd("waarom informeren nog moet wachten")


def test_telling_says_how_and_did_not_happen_tomorrow() -> None:
    given(AANGEMELD).when(replace(LEG_INFORMEREN_VAST, wijze="")).dan_geweigerd("hoe de betrokkene")
    morgen = replace(LEG_INFORMEREN_VAST, geinformeerd_op=date(2026, 3, 4))
    given(AANGEMELD).when(morgen).dan_geweigerd("in de toekomst")


def test_only_people_in_the_casus_are_told() -> None:
    for opdracht in (LEG_INFORMEREN_VAST, STEL_INFORMEREN_UIT):
        vreemd = replace(opdracht, persoon_id=VREEMDE_ID)
        given(AANGEMELD).when(vreemd).dan_geweigerd("geen betrokkene in deze casus")


@pytest.mark.parametrize("fase", Fase)
def test_the_duty_to_inform_lasts_as_long_as_the_data_are_there(fase: Fase) -> None:
    for opdracht in (LEG_INFORMEREN_VAST, STEL_INFORMEREN_UIT):
        beslist = given(*STANDEN[fase]).when(opdracht)
        if fase in (Fase.GEEN, Fase.VERWIJDERD):
            beslist.dan_geweigerd("kan nu niet")
        else:
            assert beslist.weigering is None
