"""Destroying the data: one proposes, another carries it out, on a ground that holds; nothing comes back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.casus.evolve import evolve, vouw
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Verwijdergrond
from tests.domain.feiten import (
    AANGEMELD,
    AFGESLOTEN,
    AFGEWEZEN,
    GEGEVENS_VERWIJDERD,
    GESLOTEN,
    IN_MONITORING,
    IN_TRIAGE,
    STANDEN,
    VERNIETIGD,
    VERWIJDERD,
    VERWIJDERING_VOORGESTELD,
    VOORLOPIG_AFGESLOTEN,
)
from tests.domain.opdrachten import (
    MELD_AAN,
    STEL_VERWIJDERING_NA_TERMIJN_VOOR,
    STEL_VERWIJDERING_VOOR,
    VERWIJDER,
)
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, KERS, NA_ICO, PRUIM
from tests.domain.verhaal import given

DAG_ERVOOR = EINDE_TERMIJN - timedelta(days=1)
NA_TERMIJN_VOORGESTELD = replace(VERWIJDERING_VOORGESTELD, grond=Verwijdergrond.TERMIJN_VERSTREKEN)
NA_TERMIJN_VERWIJDERD = replace(GEGEVENS_VERWIJDERD, grond=Verwijdergrond.TERMIJN_VERSTREKEN)


def test_one_proposes_and_another_destroys() -> None:
    verder = (
        given(*GESLOTEN)
        .when(STEL_VERWIJDERING_VOOR, wie=KERS)
        .then(VERWIJDERING_VOORGESTELD)
        .when(VERWIJDER, wie=PRUIM)
        .then(GEGEVENS_VERWIJDERD)
    )
    assert verder.casus.fase is Fase.VERWIJDERD
    assert verder.casus.verwijderd == GEGEVENS_VERWIJDERD


def test_who_proposes_does_not_destroy() -> None:
    given(*GESLOTEN, VERWIJDERING_VOORGESTELD).when(VERWIJDER, wie=KERS).dan_geweigerd("niet zelf uit")


def test_who_proposes_in_another_role_still_does_not_destroy() -> None:
    met_andere_pet = replace(KERS, rol=PRUIM.rol, organisatie="testzorg")
    given(*GESLOTEN, VERWIJDERING_VOORGESTELD).when(VERWIJDER, wie=met_andere_pet).dan_geweigerd(
        "niet zelf uit"
    )


def test_a_second_proposal_replaces_the_first() -> None:
    tweede = replace(VERWIJDERING_VOORGESTELD, voorgesteld_door="mw-pruim")
    verder = given(*GESLOTEN, VERWIJDERING_VOORGESTELD).when(STEL_VERWIJDERING_VOOR, wie=PRUIM).then(tweede)
    verder.when(VERWIJDER, wie=PRUIM).dan_geweigerd("niet zelf uit")


def test_without_a_proposal_nothing_is_destroyed() -> None:
    given(*GESLOTEN).when(VERWIJDER, wie=PRUIM).dan_geweigerd("Stel eerst voor")
    given().when(VERWIJDER, wie=PRUIM).dan_geweigerd("Stel eerst voor")


def test_the_term_ends_on_its_last_day_whatever_the_phase() -> None:
    for feiten in (IN_TRIAGE, IN_MONITORING, (*IN_MONITORING, VOORLOPIG_AFGESLOTEN), GESLOTEN):
        casus = given(*feiten)
        te_vroeg = casus.when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, vandaag=DAG_ERVOOR, wie=KERS)
        te_vroeg.dan_geweigerd("nog niet verstreken")
        voorgesteld = casus.when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, vandaag=EINDE_TERMIJN, wie=KERS)
        verder = voorgesteld.then(NA_TERMIJN_VOORGESTELD)
        verder.when(VERWIJDER, vandaag=EINDE_TERMIJN, wie=PRUIM).then(NA_TERMIJN_VERWIJDERD)


def test_the_ground_still_holds_when_the_data_are_destroyed() -> None:
    voorgesteld = given(*GESLOTEN, NA_TERMIJN_VOORGESTELD)
    voorgesteld.when(VERWIJDER, vandaag=DAG_ERVOOR, wie=PRUIM).dan_geweigerd("nog niet verstreken")
    lopend = given(*IN_MONITORING, VERWIJDERING_VOORGESTELD)
    lopend.when(VERWIJDER, wie=PRUIM).dan_geweigerd("pas als de casus is afgesloten")


def test_what_was_rejected_is_destroyed_the_same_day() -> None:
    (
        given(*IN_TRIAGE, AFGEWEZEN)
        .when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, vandaag=DINSDAG, wie=KERS)
        .then(NA_TERMIJN_VOORGESTELD)
        .when(VERWIJDER, vandaag=DINSDAG, wie=PRUIM)
        .then(replace(NA_TERMIJN_VERWIJDERD, bewaren_tot=DINSDAG, regel="testregime/1/na-afwijzing"))
    )


def test_no_longer_needed_holds_for_what_is_closed_or_was_not_taken_up() -> None:
    for fase, feiten in STANDEN.items():
        beslist = given(*feiten).when(STEL_VERWIJDERING_VOOR, vandaag=NA_ICO, wie=PRUIM)
        if fase in (Fase.GEEN, Fase.VERWIJDERD):
            beslist.dan_geweigerd("geen gegevens meer")
        elif fase in (Fase.NIET_OPGENOMEN, Fase.AFGESLOTEN):
            beslist.then(replace(VERWIJDERING_VOORGESTELD, voorgesteld_door="mw-pruim"))
        else:
            beslist.dan_geweigerd("pas als de casus is afgesloten")


def test_a_casus_of_which_no_term_is_known_is_not_destroyed_unseen() -> None:
    """Such a history cannot be recorded; should one be read back, a refusal is better than a false proof."""
    zonder_melding = given(AFGESLOTEN, VERWIJDERING_VOORGESTELD)
    zonder_melding.when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    zonder_regel = given(replace(AFGEWEZEN, bewaarregel=None), VERWIJDERING_VOORGESTELD)
    zonder_regel.when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    zonder_melding.when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, wie=KERS).dan_geweigerd("nog niet verstreken")


def test_destroying_twice_is_destroying_once_whoever_asks() -> None:
    given(*VERWIJDERD).when(VERWIJDER, wie=PRUIM).then()
    given(*VERWIJDERD).when(VERWIJDER, wie=KERS).then()
    given(*VERWIJDERD).when(replace(VERWIJDER, bewijsnummer="BEWIJS-2"), wie=PRUIM).then()


def test_after_destruction_no_destruction_is_proposed() -> None:
    casus = given(*VERWIJDERD)
    for opdracht in (STEL_VERWIJDERING_VOOR, STEL_VERWIJDERING_NA_TERMIJN_VOOR):
        for wie in (KERS, PRUIM):
            casus.when(opdracht, wie=wie, vandaag=date(2040, 1, 1)).dan_geweigerd("geen gegevens meer")


def test_a_destroyed_casus_is_not_brought_in_again() -> None:
    given(*VERWIJDERD).when(MELD_AAN).dan_geweigerd("al aangemeld")


@pytest.mark.parametrize("fase", Fase)
def test_what_was_destroyed_changes_nothing(fase: Fase) -> None:
    casus = vouw(STANDEN[fase])
    assert evolve(casus, VERNIETIGD) == casus


def test_a_destroyed_history_still_tells_that_it_was_destroyed_and_nothing_more() -> None:
    casus = vouw((*[VERNIETIGD] * 20, GEGEVENS_VERWIJDERD))
    assert casus == Casus(fase=Fase.VERWIJDERD, verwijderd=GEGEVENS_VERWIJDERD)


def test_a_history_that_was_destroyed_in_part_can_be_read_from_any_side() -> None:
    for fase, feiten in STANDEN.items():
        for nummer in range(len(feiten)):
            deel = (*feiten[:nummer], VERNIETIGD, *feiten[nummer + 1 :])
            assert vouw(deel).fase in Fase, fase
    assert vouw((VERNIETIGD, AANGEMELD)) == vouw((AANGEMELD,))
