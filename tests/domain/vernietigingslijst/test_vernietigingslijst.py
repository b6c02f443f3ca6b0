"""A list from proposal to verklaring: four people, a preview that is approved as it is, and what comes off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.casus.waarden import Verwijdergrond, Weigerreden
from domain.vernietigingslijst.commands import ControleerLijst, HandelPostenAf, KeurLijstGoed, ZetStap
from domain.vernietigingslijst.events import (
    LijstGecontroleerd,
    LijstIngetrokken,
    PostAfgehaald,
    PostGeweigerd,
    PostTeruggekomen,
)
from domain.vernietigingslijst.state import Lijstfase, evolve_lijst, vouw_lijst
from domain.vernietigingslijst.voorvertoning import Telling, digest_van, totaal
from domain.vernietigingslijst.waarden import Afgehaalde, Afhaalreden, Intrekreden, Stap, Stapuitkomst
from tests.domain.feiten import VERNIETIGD
from tests.domain.tafel import KERS, KIWI, LYCHEE, PRUIM
from tests.domain.vernietigingslijst.feiten import (
    AFGEROND,
    BEELDEN,
    DERDE,
    EERSTE,
    GECONTROLEERD,
    GOEDGEKEURD,
    IN_UITVOERING,
    KEK_VERNIEUWD,
    LAATSTE_DAG,
    LIJST_GECONTROLEERD,
    LIJST_GOEDGEKEURD,
    LIJST_NAGECONTROLEERD,
    LIJST_VERKLAARD,
    LIJST_VOORGESTELD,
    NA_BEDENKTIJD,
    NU,
    POST_AFGEHAALD,
    POST_GEWEIGERD,
    POSTEN_VERNIETIGD,
    SLEUTELS_GEWIST,
    STANDEN,
    STAPPEN_GEZET,
    TWEEDE,
    UITGEVOERD,
    UITVOERING_BEGONNEN,
    VREEMD,
)
from tests.domain.vernietigingslijst.opdrachten import (
    BEGIN_UITVOERING,
    CONTROLEER_LIJST,
    HANDEL_POSTEN_AF,
    KEUR_LIJST_GOED,
    LEG_KEK_VERNIEUWING_VAST,
    LEG_NACONTROLE_VAST,
    LEG_TIJDVAK_VAST,
    STEL_LIJST_VOOR,
    TREK_LIJST_IN,
    VERKLAAR_LIJST,
)
from tests.domain.vernietigingslijst.verhaal import DIENST, given


def test_a_list_goes_from_one_to_the_next_until_the_verklaring() -> None:
    verder = (
        given()
        .when(STEL_LIJST_VOOR, wie=KERS)
        .then(LIJST_VOORGESTELD)
        .when(CONTROLEER_LIJST, wie=KIWI)
        .then(POST_GEWEIGERD, LIJST_GECONTROLEERD)
        .when(KEUR_LIJST_GOED, wie=LYCHEE)
        .then(LIJST_GOEDGEKEURD)
        .when(BEGIN_UITVOERING, wie=PRUIM, nu=NA_BEDENKTIJD)
        .then(UITVOERING_BEGONNEN)
        .when(HANDEL_POSTEN_AF, wie=PRUIM)
        .then(POST_AFGEHAALD, POSTEN_VERNIETIGD)
        .when(LEG_TIJDVAK_VAST)
        .then(SLEUTELS_GEWIST)
    )
    for feit in STAPPEN_GEZET:
        verder = verder.when(ZetStap(feit.stap, feit.uitkomst, feit.aantal)).then(feit)
    klaar = (
        verder.when(LEG_KEK_VERNIEUWING_VAST)
        .then(KEK_VERNIEUWD)
        .when(LEG_NACONTROLE_VAST)
        .then(LIJST_NAGECONTROLEERD)
        .when(VERKLAAR_LIJST)
        .then(LIJST_VERKLAARD)
    )
    assert klaar.lijst.fase is Lijstfase.VERKLAARD
    assert [een.post for een in klaar.lijst.vernietigd] == [EERSTE.post]


def test_nobody_fills_two_roles_on_one_list() -> None:
    anders = "niemand heeft op één vernietigingslijst twee rollen"
    given(LIJST_VOORGESTELD).when(CONTROLEER_LIJST, wie=KERS).dan_geweigerd(anders)
    for wie in (KERS, KIWI):
        given(*GECONTROLEERD).when(KEUR_LIJST_GOED, wie=wie).dan_geweigerd(anders)
    for wie in (KERS, KIWI, LYCHEE):
        pet = replace(wie, rol=PRUIM.rol, organisatie="testzorg")
        given(*GOEDGEKEURD).when(BEGIN_UITVOERING, wie=pet, nu=NA_BEDENKTIJD).dan_geweigerd(anders)


def test_the_service_itself_carries_out_once_the_bedenktijd_is_over() -> None:
    lijst = given(*GOEDGEKEURD)
    te_vroeg = lijst.when(BEGIN_UITVOERING, wie=DIENST, nu=NA_BEDENKTIJD - timedelta(seconds=1))
    te_vroeg.dan_geweigerd("bedenktijd")
    lijst.when(BEGIN_UITVOERING, wie=DIENST, nu=NA_BEDENKTIJD).then(
        replace(UITVOERING_BEGONNEN, uitgevoerd_door="casus-dienst")
    )


def test_that_it_is_too_early_is_said_with_the_moment() -> None:
    te_vroeg = given(*GOEDGEKEURD).when(BEGIN_UITVOERING, wie=DIENST, nu=NA_BEDENKTIJD - timedelta(days=2))
    te_vroeg.dan_geweigerd(f"Uitvoeren kan vanaf {NA_BEDENKTIJD:%d-%m-%Y} om ")


def test_who_begins_may_tell_of_when_the_last_backup_is() -> None:
    kopie = NA_BEDENKTIJD.date()
    opdracht = replace(BEGIN_UITVOERING, laatste_reservekopie=kopie)
    lijst = given(*GOEDGEKEURD)
    begonnen = lijst.when(opdracht, wie=PRUIM, nu=NA_BEDENKTIJD).then(
        replace(UITVOERING_BEGONNEN, laatste_reservekopie=kopie)
    )
    assert begonnen.lijst.laatste_reservekopie == kopie
    morgen = replace(opdracht, laatste_reservekopie=kopie + timedelta(days=1))
    lijst.when(morgen, wie=PRUIM, nu=NA_BEDENKTIJD).dan_geweigerd("in de toekomst")


def test_what_was_begun_goes_on_whoever_asks() -> None:
    for wie in (DIENST, PRUIM, KERS):
        given(*IN_UITVOERING).when(BEGIN_UITVOERING, wie=wie).then()


def test_the_list_takes_the_longest_bedenktijd_of_what_is_on_it() -> None:
    assert given(LIJST_VOORGESTELD).lijst.bedenktijd_dagen == 7
    alleen_afgewezen = replace(LIJST_VOORGESTELD, posten=(TWEEDE,))
    assert given(alleen_afgewezen).lijst.bedenktijd_dagen == 0
    # What is left out at the check no longer counts.
    uit = replace(POST_GEWEIGERD, post_id=EERSTE.post.post_id)
    assert given(LIJST_VOORGESTELD, uit, POST_GEWEIGERD).lijst.bedenktijd_dagen == 0


def test_a_proposal_of_nothing_is_no_list() -> None:
    given().when(replace(STEL_LIJST_VOOR, posten=()), wie=KERS).dan_geweigerd("niets te vernietigen")
    dubbel = replace(STEL_LIJST_VOOR, posten=(EERSTE, EERSTE))
    given().when(dubbel, wie=KERS).dan_geweigerd("één keer")


def test_a_list_looks_no_further_than_a_month_ahead() -> None:
    te_ver = replace(EERSTE, bewaren_tot=NU.date() + timedelta(days=32))
    given().when(replace(STEL_LIJST_VOOR, posten=(te_ver,)), wie=KERS).dan_geweigerd("31 dagen")


def test_a_list_of_which_everything_is_left_out_ends_there() -> None:
    alles = ControleerLijst(
        tuple((een.post.post_id, Weigerreden.NOG_NODIG) for een in (EERSTE, TWEEDE, DERDE))
    )
    verder = (
        given(LIJST_VOORGESTELD)
        .when(alles, wie=KIWI)
        .then(
            *(PostGeweigerd(een.post.post_id, Weigerreden.NOG_NODIG) for een in (EERSTE, TWEEDE, DERDE)),
            LijstGecontroleerd("mw-kiwi"),
            LijstIngetrokken(Intrekreden.NIETS_OVER, "mw-kiwi"),
        )
    )
    assert verder.lijst.fase is Lijstfase.INGETROKKEN


def test_only_what_is_on_the_list_can_be_left_out_or_dealt_with() -> None:
    vreemd = ControleerLijst(((VREEMD, Weigerreden.ANDERS),))
    given(LIJST_VOORGESTELD).when(vreemd, wie=KIWI).dan_geweigerd("staat niet op deze lijst")
    given(*IN_UITVOERING).when(HandelPostenAf(teruggekomen=(VREEMD,))).dan_geweigerd(
        "staat niet op deze lijst"
    )


def test_only_the_preview_that_was_seen_is_approved() -> None:
    eerste, tweede = BEELDEN
    ander = (replace(eerste, versie=10), tweede)
    lijst = given(*GECONTROLEERD)
    veranderd = "De lijst is veranderd sinds u haar bekeek"
    lijst.when(KeurLijstGoed(digest_van(BEELDEN), ander), wie=LYCHEE).dan_geweigerd(veranderd)
    # A digest that fits, of fewer items than there are.
    lijst.when(KeurLijstGoed(digest_van((eerste,)), (eerste,)), wie=LYCHEE).dan_geweigerd(veranderd)


def test_the_digest_is_over_what_goes_and_not_over_what_a_look_changes() -> None:
    eerste, tweede = BEELDEN
    for anders in ({"delen": 15}, {"agendapunten": 1}, {"samenloop": 1}, {"merken": 2}):
        assert replace(eerste, telling=replace(eerste.telling, **anders)).digest != eerste.digest
    gezien = replace(eerste.telling, rijen=7, inzagesleutels=1, inzageregels=3, kopieen=2)
    assert replace(eerste, telling=gezien).digest == eerste.digest
    assert digest_van((tweede, eerste)) == digest_van(BEELDEN)
    assert totaal(BEELDEN) == Telling(gebeurtenissen=12, delen=19, sleutels=9, nummers=2)


def test_a_list_is_withdrawn_until_the_execution_begins() -> None:
    for feiten in ((LIJST_VOORGESTELD,), GECONTROLEERD, GOEDGEKEURD):
        given(*feiten).when(TREK_LIJST_IN, wie=LYCHEE).then(
            LijstIngetrokken(Intrekreden.NIET_AKKOORD, "mw-lychee")
        )
    for begonnen in (IN_UITVOERING, UITGEVOERD, AFGEROND):
        given(*begonnen).when(TREK_LIJST_IN, wie=LYCHEE).dan_geweigerd("Intrekken kan nu niet")


def test_what_changed_or_was_held_comes_off_and_the_rest_goes_on() -> None:
    terug = HandelPostenAf(teruggekomen=(TWEEDE.post.post_id,), vernietigd=POSTEN_VERNIETIGD.posten)
    verder = given(*IN_UITVOERING).when(terug).then(PostTeruggekomen(TWEEDE.post.post_id), POSTEN_VERNIETIGD)
    assert verder.lijst.fase is Lijstfase.UITGEVOERD
    # Nothing becomes of an item twice.
    verder.when(HANDEL_POSTEN_AF).then()


def test_a_list_of_which_nothing_is_destroyed_in_the_end_has_nothing_to_prove() -> None:
    alles = HandelPostenAf(
        afgehaald=tuple(Afgehaalde(een.post.post_id, Afhaalreden.BEPERKT) for een in (EERSTE, TWEEDE))
    )
    verder = (
        given(*IN_UITVOERING)
        .when(alles, wie=PRUIM)
        .then(
            PostAfgehaald(EERSTE.post.post_id, Afhaalreden.BEPERKT),
            PostAfgehaald(TWEEDE.post.post_id, Afhaalreden.BEPERKT),
            LijstIngetrokken(Intrekreden.NIETS_OVER, "mw-pruim"),
        )
    )
    assert verder.lijst.fase is Lijstfase.INGETROKKEN


def test_an_item_waits_for_its_own_day() -> None:
    lijst, avond_ervoor = given(*IN_UITVOERING).lijst, LAATSTE_DAG - timedelta(days=1)
    assert not lijst.kan_weg(EERSTE, vandaag=avond_ervoor, nu=NA_BEDENKTIJD)
    assert lijst.kan_weg(EERSTE, vandaag=LAATSTE_DAG, nu=NA_BEDENKTIJD)
    overbodig = replace(EERSTE, grond=Verwijdergrond.NIET_LANGER_NODIG)
    assert lijst.kan_weg(overbodig, vandaag=avond_ervoor, nu=NA_BEDENKTIJD)
    assert not given(*GECONTROLEERD).lijst.kan_weg(EERSTE, vandaag=LAATSTE_DAG, nu=NA_BEDENKTIJD)


@pytest.mark.parametrize(
    ("dagen_tot_het_eind", "vanaf"),
    [
        (8, NA_BEDENKTIJD),
        # It may still be there on its last day, so it goes in the course of that day.
        (3, datetime(2031, 2, 27, tzinfo=UTC)),
        (0, NU),
        # Held for a while, and the term ended meanwhile.
        (-30, NU),
    ],
)
def test_the_bedenktijd_gives_way_to_the_last_day(dagen_tot_het_eind: int, vanaf: datetime) -> None:
    laatste_dag = NU.date() + timedelta(days=dagen_tot_het_eind)
    voorstel = replace(LIJST_VOORGESTELD, posten=(replace(EERSTE, bewaren_tot=laatste_dag), TWEEDE, DERDE))
    gecontroleerd = given(voorstel, POST_GEWEIGERD, LIJST_GECONTROLEERD)
    goedgekeurd = gecontroleerd.when(KEUR_LIJST_GOED, wie=LYCHEE, nu=NU).then(
        replace(LIJST_GOEDGEKEURD, uitvoeren_vanaf=vanaf)
    )
    goedgekeurd.when(BEGIN_UITVOERING, wie=DIENST, nu=vanaf).then(
        replace(UITVOERING_BEGONNEN, uitgevoerd_door="casus-dienst")
    )


def test_what_is_no_longer_needed_keeps_its_bedenktijd_beside_what_has_to_go_sooner() -> None:
    haast = replace(EERSTE, bewaren_tot=NU.date())
    overbodig = replace(TWEEDE, grond=Verwijdergrond.NIET_LANGER_NODIG)
    lijst = given(
        replace(LIJST_VOORGESTELD, posten=(haast, overbodig)),
        LIJST_GECONTROLEERD,
        replace(LIJST_GOEDGEKEURD, uitvoeren_vanaf=NU),
    ).lijst
    te_vroeg = NA_BEDENKTIJD - timedelta(seconds=1)
    assert lijst.kan_weg(haast, vandaag=NU.date(), nu=NU)
    assert not lijst.kan_weg(overbodig, vandaag=te_vroeg.date(), nu=te_vroeg)
    assert lijst.kan_weg(overbodig, vandaag=NA_BEDENKTIJD.date(), nu=NA_BEDENKTIJD)
    # Unless it comes to its own last day.
    assert lijst.kan_weg(overbodig, vandaag=LAATSTE_DAG, nu=NU)


def test_the_steps_have_one_order() -> None:
    gewist = given(*UITGEVOERD, SLEUTELS_GEWIST)
    gewist.when(ZetStap(Stap.EXPORTS, Stapuitkomst.GEDAAN)).dan_geweigerd("eigen volgorde")
    gewist.when(LEG_KEK_VERNIEUWING_VAST).dan_geweigerd("als de stappen daarvoor zijn gezet")
    given(*UITGEVOERD, SLEUTELS_GEWIST, *STAPPEN_GEZET).when(LEG_NACONTROLE_VAST).dan_geweigerd(
        "nadat de sleutels zijn vernieuwd"
    )
    oud = replace(LEG_KEK_VERNIEUWING_VAST, nieuw=4)
    given(*UITGEVOERD, SLEUTELS_GEWIST, *STAPPEN_GEZET).when(oud).dan_geweigerd("nog niet vernieuwd")


@pytest.mark.parametrize("fase", Lijstfase)
def test_what_was_destroyed_changes_nothing(fase: Lijstfase) -> None:
    lijst = vouw_lijst(STANDEN[fase])
    assert evolve_lijst(lijst, VERNIETIGD) == lijst
