"""Destroying the data: as a list of three others says, on a ground that holds; nothing comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.casus.events import GegevensVerwijderd
from domain.casus.evolve import evolve, vouw
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Verwijdergrond
from domain.rollen import Medewerker
from tests.domain.feiten import (
    AANGEMELD,
    AFGESLOTEN,
    AFGEWEZEN,
    BUITEN_VERNIETIGING_GELATEN,
    GEGEVENS_VERWIJDERD,
    GESLOTEN,
    IN_MONITORING,
    IN_TRIAGE,
    STANDEN,
    VERNIETIGD,
    VERWIJDERD,
    VOORLOPIG_AFGESLOTEN,
)
from tests.domain.opdrachten import LAAT_BUITEN_VERNIETIGING, MELD_AAN, VERWIJDER, VERWIJDER_NA_TERMIJN
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, KERS, KIWI, LYCHEE, NA_ICO, PRUIM
from tests.domain.verhaal import given

DAG_ERVOOR = EINDE_TERMIJN - timedelta(days=1)
NA_TERMIJN_VERWIJDERD = replace(GEGEVENS_VERWIJDERD, grond=Verwijdergrond.TERMIJN_VERSTREKEN)


def test_what_three_others_put_on_a_list_is_destroyed_by_a_fourth() -> None:
    verder = given(*GESLOTEN).when(VERWIJDER, wie=PRUIM).then(GEGEVENS_VERWIJDERD)
    assert verder.casus.fase is Fase.VERWIJDERD
    assert verder.casus.verwijderd == GEGEVENS_VERWIJDERD


@pytest.mark.parametrize("wie", [KERS, KIWI, LYCHEE], ids=["proposed", "checked", "approved"])
def test_who_had_another_role_does_not_destroy_in_whatever_role(wie: Medewerker) -> None:
    given(*GESLOTEN).when(VERWIJDER, wie=wie).dan_geweigerd("vier verschillende mensen")
    met_andere_pet = replace(wie, rol=PRUIM.rol, organisatie="testzorg")
    given(*GESLOTEN).when(VERWIJDER, wie=met_andere_pet).dan_geweigerd("vier verschillende mensen")


def test_a_list_on_which_somebody_filled_two_roles_destroys_nothing() -> None:
    gang = replace(VERWIJDER.gang, gecontroleerd_door=KERS.id)
    dubbel = replace(VERWIJDER, gang=gang)
    given(*GESLOTEN).when(dubbel, wie=PRUIM).dan_geweigerd("vier verschillende mensen")


def test_the_term_ends_on_its_last_day_whatever_the_phase() -> None:
    for feiten in (IN_TRIAGE, IN_MONITORING, (*IN_MONITORING, VOORLOPIG_AFGESLOTEN), GESLOTEN):
        casus = given(*feiten)
        te_vroeg = casus.when(VERWIJDER_NA_TERMIJN, vandaag=DAG_ERVOOR, wie=PRUIM)
        te_vroeg.dan_geweigerd("nog niet verstreken")
        casus.when(VERWIJDER_NA_TERMIJN, vandaag=EINDE_TERMIJN, wie=PRUIM).then(NA_TERMIJN_VERWIJDERD)


def test_what_was_rejected_is_destroyed_the_same_day() -> None:
    (
        given(*IN_TRIAGE, AFGEWEZEN)
        .when(VERWIJDER_NA_TERMIJN, vandaag=DINSDAG, wie=PRUIM)
        .then(replace(NA_TERMIJN_VERWIJDERD, bewaren_tot=DINSDAG, regel="testregime/1/na-afwijzing"))
    )


def test_no_longer_needed_holds_for_what_is_closed_or_was_not_taken_up() -> None:
    for fase, feiten in STANDEN.items():
        beslist = given(*feiten).when(VERWIJDER, vandaag=NA_ICO, wie=PRUIM)
        if fase is Fase.GEEN:
            beslist.dan_geweigerd("geen gegevens meer")
        elif fase is Fase.VERWIJDERD:
            beslist.then()
        elif fase in (Fase.NIET_OPGENOMEN, Fase.AFGESLOTEN):
            assert [type(feit) for feit in beslist.nieuw] == [GegevensVerwijderd]
        else:
            beslist.dan_geweigerd("pas als de casus is afgesloten")


def test_a_casus_of_which_no_term_is_known_is_not_destroyed_unseen() -> None:
    """Such a history cannot be recorded; should one be read back, a refusal is better than a false proof."""
    zonder_melding = given(AFGESLOTEN)
    zonder_melding.when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    zonder_regel = given(replace(AFGEWEZEN, bewaarregel=None))
    zonder_regel.when(VERWIJDER, wie=PRUIM).dan_geweigerd("geen bewaartermijn bekend")
    zonder_melding.when(VERWIJDER_NA_TERMIJN, wie=PRUIM).dan_geweigerd("nog niet verstreken")


def test_destroying_twice_is_destroying_once_whoever_asks() -> None:
    given(*VERWIJDERD).when(VERWIJDER, wie=PRUIM).then()
    given(*VERWIJDERD).when(VERWIJDER, wie=KERS).then()
    given(*VERWIJDERD).when(replace(VERWIJDER, bewijsnummer="BEWIJS-2"), wie=PRUIM).then()


def test_why_a_casus_was_left_out_of_a_list_is_kept_with_the_casus() -> None:
    verder = given(*GESLOTEN).when(LAAT_BUITEN_VERNIETIGING, wie=KIWI).then(BUITEN_VERNIETIGING_GELATEN)
    assert verder.casus.buiten_vernietiging == BUITEN_VERNIETIGING_GELATEN
    verder.when(VERWIJDER, wie=PRUIM).then(GEGEVENS_VERWIJDERD)
    zonder = replace(LAAT_BUITEN_VERNIETIGING, toelichting=" ")
    given(*GESLOTEN).when(zonder, wie=KIWI).dan_geweigerd("waarom de casus buiten de vernietiging blijft")
    given(*VERWIJDERD).when(LAAT_BUITEN_VERNIETIGING, wie=KIWI).dan_geweigerd("geen gegevens meer")


def test_a_casus_that_still_runs_goes_when_everybody_in_it_was_granted_to_be_erased() -> None:
    mensen = vouw(IN_MONITORING).betrokkenen
    allen = frozenset(mens.persoon_id for mens in mensen)
    om_wissing = replace(VERWIJDER, grond=Verwijdergrond.WISSING_GEVRAAGD)
    lopend = given(*IN_MONITORING)
    lopend.when(om_wissing, wie=PRUIM).dan_geweigerd("Niet van ieder")
    zonder_een = replace(om_wissing, gewist=allen - {mensen[0].persoon_id})
    lopend.when(zonder_een, wie=PRUIM).dan_geweigerd("Niet van ieder")
    verder = lopend.when(replace(om_wissing, gewist=allen), wie=PRUIM)
    verder.then(replace(GEGEVENS_VERWIJDERD, grond=Verwijdergrond.WISSING_GEVRAAGD))


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
