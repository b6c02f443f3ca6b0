"""Destroying a consultatie: as a list of three others says, on a ground that holds; nothing comes back."""

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
    BUITEN_VERNIETIGING_GELATEN,
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
    LAAT_BUITEN_VERNIETIGING,
    STEL_VRAAG,
    VERWIJDER,
    VERWIJDER_NA_TERMIJN,
)
from tests.domain.consultatie.verhaal import given
from tests.domain.tafel import EINDE_TERMIJN, KERS, KIWI, LYCHEE, PRUIM

DAG_ERVOOR = EINDE_TERMIJN - timedelta(days=1)
NA_TERMIJN_VERWIJDERD = replace(VERWIJDERD, grond=Verwijdergrond.TERMIJN_VERSTREKEN)
ZONDER_TERMIJN_VERWIJDERD = replace(VERWIJDERD, regel=None, bewaren_tot=None)


def test_what_three_others_put_on_a_list_is_destroyed_by_a_fourth() -> None:
    for feiten in ((*BEVESTIGD, GESLOTEN), (*BEVESTIGD, OMGEZET)):
        verder = given(*feiten).when(VERWIJDER, wie=PRUIM).then(VERWIJDERD)
        assert verder.consultatie.fase is Consultatiefase.VERWIJDERD


def test_who_had_another_role_does_not_destroy_in_whatever_role() -> None:
    for wie in (KERS, KIWI, LYCHEE):
        for pet in (wie, replace(wie, organisatie="testzorg")):
            beslist = given(*BEVESTIGD, GESLOTEN).when(VERWIJDER, wie=pet)
            beslist.dan_geweigerd("vier verschillende mensen")


def test_by_name_the_term_ends_on_its_last_day_whatever_the_phase() -> None:
    laat_genoemd = (ANONIEME_VRAAG_GESTELD, OP_NAAM_GEWORDEN)
    for feiten in ((VRAAG_GESTELD,), BEANTWOORD, (*BEVESTIGD, OMGEZET), laat_genoemd):
        vraag = given(*feiten)
        te_vroeg = vraag.when(VERWIJDER_NA_TERMIJN, vandaag=DAG_ERVOOR, wie=PRUIM)
        te_vroeg.dan_geweigerd("nog niet verstreken")
        vraag.when(VERWIJDER_NA_TERMIJN, vandaag=EINDE_TERMIJN, wie=PRUIM).then(NA_TERMIJN_VERWIJDERD)


def test_without_a_name_there_is_no_term_that_can_pass() -> None:
    for vraag in (ALGEMENE_VRAAG_GESTELD, ANONIEME_VRAAG_GESTELD):
        for feiten in ((vraag,), (vraag, ADVIES_GEGEVEN, GESLOTEN)):
            later = given(*feiten).when(VERWIJDER_NA_TERMIJN, vandaag=date(2040, 1, 1), wie=PRUIM)
            later.dan_geweigerd("loopt geen bewaartermijn")


def test_without_a_name_it_is_destroyed_once_it_is_over() -> None:
    for einde in (GESLOTEN, OMGEZET):
        voorbij = given(ANONIEME_VRAAG_GESTELD, ADVIES_GEGEVEN, einde)
        voorbij.when(VERWIJDER, wie=PRUIM).then(ZONDER_TERMIJN_VERWIJDERD)


@pytest.mark.parametrize("fase", Consultatiefase)
def test_no_longer_needed_holds_for_what_is_closed_or_converted(fase: Consultatiefase) -> None:
    beslist = given(*STANDEN[fase]).when(VERWIJDER, wie=PRUIM)
    if fase is Consultatiefase.GEEN:
        beslist.dan_geweigerd("geen gegevens meer")
    elif fase is Consultatiefase.VERWIJDERD:
        beslist.then()
    elif fase in (Consultatiefase.OMGEZET, Consultatiefase.GESLOTEN):
        beslist.then(VERWIJDERD)
    else:
        beslist.dan_geweigerd("pas als de consultatie is gesloten of omgezet")


def test_a_consultatie_of_which_no_term_is_known_is_not_destroyed_unseen() -> None:
    """Such a history cannot be recorded; should one be read back, a refusal is better than a false proof."""
    given(GESLOTEN).when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    zonder_regel = given(replace(VRAAG_GESTELD, bewaarregel=None), GESLOTEN)
    zonder_regel.when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    given(GESLOTEN).when(VERWIJDER_NA_TERMIJN, wie=PRUIM).dan_geweigerd("nog niet verstreken")


def test_destroying_twice_is_destroying_once_whoever_asks() -> None:
    for wie in (KERS, PRUIM):
        given(*WEG).when(VERWIJDER, wie=wie).then()
        given(*WEG).when(replace(VERWIJDER, bewijsnummer="BEWIJS-8"), wie=wie).then()


def test_why_it_was_left_out_of_a_list_is_kept_with_the_consultatie() -> None:
    verder = given(*BEVESTIGD).when(LAAT_BUITEN_VERNIETIGING, wie=KIWI).then(BUITEN_VERNIETIGING_GELATEN)
    assert verder.consultatie.buiten_vernietiging == BUITEN_VERNIETIGING_GELATEN
    zonder = replace(LAAT_BUITEN_VERNIETIGING, toelichting="")
    given(*BEVESTIGD).when(zonder, wie=KIWI).dan_geweigerd("buiten de vernietiging blijft")
    given(*WEG).when(LAAT_BUITEN_VERNIETIGING, wie=KIWI).dan_geweigerd("geen gegevens meer")


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
