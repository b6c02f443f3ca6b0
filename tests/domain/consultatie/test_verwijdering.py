"""Destroying a consultatie: one proposes, another carries it out, on a ground that holds; nothing comes back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.casus.waarden import Verwijdergrond
from domain.consultatie.state import Consultatie, Consultatiefase, evolve_consultatie, vouw_consultatie
from tests.domain.consultatie.feiten import (
    ADVIES_GEGEVEN,
    ALGEMENE_VRAAG_GESTELD,
    ANONIEME_VRAAG_GESTELD,
    BEANTWOORD,
    BEVESTIGD,
    GESLOTEN,
    OMGEZET,
    OP_NAAM_GEWORDEN,
    STANDEN,
    VERNIETIGD,
    VERWIJDERD,
    VERWIJDERING_VOORGESTELD,
    VRAAG_GESTELD,
    WEG,
)
from tests.domain.consultatie.opdrachten import (
    STEL_VERWIJDERING_NA_TERMIJN_VOOR,
    STEL_VERWIJDERING_VOOR,
    STEL_VRAAG,
    VERWIJDER,
)
from tests.domain.consultatie.verhaal import given
from tests.domain.tafel import EINDE_TERMIJN, KERS, PRUIM

DAG_ERVOOR = EINDE_TERMIJN - timedelta(days=1)
NA_TERMIJN_VOORGESTELD = replace(VERWIJDERING_VOORGESTELD, grond=Verwijdergrond.TERMIJN_VERSTREKEN)
NA_TERMIJN_VERWIJDERD = replace(VERWIJDERD, grond=Verwijdergrond.TERMIJN_VERSTREKEN)
ZONDER_TERMIJN_VERWIJDERD = replace(VERWIJDERD, regel=None, bewaren_tot=None)


def test_one_proposes_and_another_destroys_what_is_over() -> None:
    for feiten in ((*BEVESTIGD, GESLOTEN), (*BEVESTIGD, OMGEZET)):
        voorgesteld = given(*feiten).when(STEL_VERWIJDERING_VOOR, wie=KERS).then(VERWIJDERING_VOORGESTELD)
        verder = voorgesteld.when(VERWIJDER, wie=PRUIM).then(VERWIJDERD)
        assert verder.consultatie.fase is Consultatiefase.VERWIJDERD


def test_who_proposes_does_not_destroy_in_whatever_role() -> None:
    voorgesteld = given(*BEVESTIGD, GESLOTEN, VERWIJDERING_VOORGESTELD)
    voorgesteld.when(VERWIJDER, wie=KERS).dan_geweigerd("niet zelf uit")
    met_andere_pet = replace(KERS, organisatie="testzorg")
    voorgesteld.when(VERWIJDER, wie=met_andere_pet).dan_geweigerd("niet zelf uit")


def test_without_a_proposal_nothing_is_destroyed() -> None:
    given(*BEVESTIGD, GESLOTEN).when(VERWIJDER, wie=PRUIM).dan_geweigerd("Stel eerst voor")
    given().when(VERWIJDER, wie=PRUIM).dan_geweigerd("Stel eerst voor")


def test_by_name_the_term_ends_on_its_last_day_whatever_the_phase() -> None:
    laat_genoemd = (ANONIEME_VRAAG_GESTELD, OP_NAAM_GEWORDEN)
    for feiten in ((VRAAG_GESTELD,), BEANTWOORD, (*BEVESTIGD, OMGEZET), laat_genoemd):
        vraag = given(*feiten)
        te_vroeg = vraag.when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, vandaag=DAG_ERVOOR, wie=KERS)
        te_vroeg.dan_geweigerd("nog niet verstreken")
        voorgesteld = vraag.when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, vandaag=EINDE_TERMIJN, wie=KERS)
        verder = voorgesteld.then(NA_TERMIJN_VOORGESTELD)
        verder.when(VERWIJDER, vandaag=EINDE_TERMIJN, wie=PRUIM).then(NA_TERMIJN_VERWIJDERD)


def test_without_a_name_there_is_no_term_that_can_pass() -> None:
    for vraag in (ALGEMENE_VRAAG_GESTELD, ANONIEME_VRAAG_GESTELD):
        for feiten in ((vraag,), (vraag, ADVIES_GEGEVEN, GESLOTEN)):
            later = given(*feiten).when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, vandaag=date(2040, 1, 1), wie=KERS)
            later.dan_geweigerd("loopt geen bewaartermijn")


def test_without_a_name_it_is_destroyed_once_it_is_over() -> None:
    for einde in (GESLOTEN, OMGEZET):
        voorbij = given(ANONIEME_VRAAG_GESTELD, ADVIES_GEGEVEN, einde, VERWIJDERING_VOORGESTELD)
        voorbij.when(VERWIJDER, wie=PRUIM).then(ZONDER_TERMIJN_VERWIJDERD)


@pytest.mark.parametrize("fase", Consultatiefase)
def test_no_longer_needed_holds_for_what_is_closed_or_converted(fase: Consultatiefase) -> None:
    beslist = given(*STANDEN[fase]).when(STEL_VERWIJDERING_VOOR, wie=PRUIM)
    if fase in (Consultatiefase.GEEN, Consultatiefase.VERWIJDERD):
        beslist.dan_geweigerd("geen gegevens meer")
    elif fase in (Consultatiefase.OMGEZET, Consultatiefase.GESLOTEN):
        beslist.then(replace(VERWIJDERING_VOORGESTELD, voorgesteld_door="mw-pruim"))
    else:
        beslist.dan_geweigerd("pas als de consultatie is gesloten of omgezet")


def test_the_ground_still_holds_when_the_data_are_destroyed() -> None:
    voorgesteld = given(*BEANTWOORD, NA_TERMIJN_VOORGESTELD)
    voorgesteld.when(VERWIJDER, vandaag=DAG_ERVOOR, wie=PRUIM).dan_geweigerd("nog niet verstreken")
    lopend = given(*BEANTWOORD, VERWIJDERING_VOORGESTELD)
    lopend.when(VERWIJDER, wie=PRUIM).dan_geweigerd("pas als de consultatie is gesloten of omgezet")


def test_a_consultatie_of_which_no_term_is_known_is_not_destroyed_unseen() -> None:
    """Such a history cannot be recorded; should one be read back, a refusal is better than a false proof."""
    zonder_vraag = given(GESLOTEN, VERWIJDERING_VOORGESTELD)
    zonder_vraag.when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    zonder_regel = given(replace(VRAAG_GESTELD, bewaarregel=None), GESLOTEN, VERWIJDERING_VOORGESTELD)
    zonder_regel.when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    zonder_vraag.when(STEL_VERWIJDERING_NA_TERMIJN_VOOR, wie=KERS).dan_geweigerd("nog niet verstreken")


def test_destroying_twice_is_destroying_once_whoever_asks() -> None:
    for wie in (KERS, PRUIM):
        given(*WEG).when(VERWIJDER, wie=wie).then()
        given(*WEG).when(replace(VERWIJDER, bewijsnummer="BEWIJS-8"), wie=wie).then()


def test_a_destroyed_consultatie_is_not_asked_again() -> None:
    given(*WEG).when(STEL_VRAAG).dan_geweigerd("al gesteld")


@pytest.mark.parametrize("fase", Consultatiefase)
def test_what_was_destroyed_changes_nothing(fase: Consultatiefase) -> None:
    consultatie = vouw_consultatie(STANDEN[fase])
    assert evolve_consultatie(consultatie, VERNIETIGD) == consultatie


def test_after_the_destruction_only_the_destruction_is_known() -> None:
    alles = (*STANDEN[Consultatiefase.GESLOTEN], VERWIJDERD)
    leeg = Consultatie(
        fase=Consultatiefase.VERWIJDERD, verwijdervoorstel=VERWIJDERING_VOORGESTELD, verwijderd=VERWIJDERD
    )
    assert vouw_consultatie(alles) == vouw_consultatie(WEG) == leeg
