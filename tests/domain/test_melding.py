"""Bringing a case in, completing it, and its ground."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.commands import LegGrondslagVast, MeldAan, VulAan
from domain.casus.compleetheid import ontbrekend, stukken_van
from domain.casus.events import AanmeldingAangevuld
from domain.casus.waarden import Criteriumfeit, Urgentie, Voorcontact
from domain.weigering import Crisisroute
from tests.domain.delen import AARDBEI, BRAAM, DRUIF, FEIT_A1, FEIT_A2, FEIT_B1, VOORCONTACT
from tests.domain.feiten import (
    AANGEMELD,
    AANGEVULD,
    AFGESLOTEN,
    GRONDSLAG_VASTGELEGD,
    IN_MONITORING,
    SUMMIER_AANGEMELD,
)
from tests.domain.opdrachten import LEG_GRONDSLAG_VAST, MELD_AAN, MELD_SUMMIER_AAN, VUL_AAN
from tests.domain.tafel import DINSDAG, MAANDAG, TESTTAFEL
from tests.domain.verhaal import given

MORGEN = date(2026, 3, 3)


def test_a_complete_aanmelding_is_taken_in_with_its_term() -> None:
    given().when(MELD_AAN, vandaag=MAANDAG).then(AANGEMELD)


def test_an_aanmelding_need_not_be_complete() -> None:
    given().when(MELD_SUMMIER_AAN, vandaag=MAANDAG).then(SUMMIER_AANGEMELD)


def test_the_grondslag_may_come_with_the_aanmelding() -> None:
    met_grondslag = replace(MELD_AAN, grondslag=LEG_GRONDSLAG_VAST)
    given().when(met_grondslag, vandaag=MAANDAG).then(AANGEMELD, GRONDSLAG_VASTGELEGD)


def test_a_leefgebied_that_is_named_twice_is_kept_once() -> None:
    dubbel = replace(MELD_AAN, leefgebieden=("wonen", "schulden", "wonen"))
    given().when(dubbel, vandaag=MAANDAG).then(AANGEMELD)


def test_everything_that_the_tafel_asks_about_may_be_named() -> None:
    alles = replace(
        MELD_AAN, leefgebieden=("wonen", "schulden", "zorg"), criteria=(FEIT_A1, FEIT_A2, FEIT_B1)
    )
    aangemeld = replace(AANGEMELD, leefgebieden=alles.leefgebieden, criteria=alles.criteria)
    given().when(alles, vandaag=MAANDAG).then(aangemeld)


def test_the_term_runs_from_the_day_on_which_the_data_were_processed_first() -> None:
    """WGS 1.8(7): also where that was elsewhere, as in a consultatie; never from a day that is still to come."""
    eerder = replace(MELD_AAN, eerste_verwerking=date(2026, 1, 12))
    vroeg = replace(AANGEMELD, eerste_verwerking=date(2026, 1, 12), bewaren_tot=date(2031, 1, 12))
    given().when(eerder, vandaag=MAANDAG).then(vroeg)
    given().when(replace(MELD_AAN, eerste_verwerking=DINSDAG), vandaag=MAANDAG).then(AANGEMELD)


def test_the_same_casusnummer_again_is_the_same_aanmelding() -> None:
    given(AANGEMELD).when(replace(MELD_AAN, kenmerk="TZ-78")).then()


def test_another_casus_cannot_be_brought_in_over_this_one() -> None:
    given(AANGEMELD).when(replace(MELD_AAN, casusnummer="TEST-0002")).dan_geweigerd("al aangemeld")


def test_crisis_is_never_taken_in_but_gets_the_crisisroute_of_the_tafel() -> None:
    crisis = replace(MELD_AAN, urgentie=Urgentie.CRISIS)
    given().when(crisis).dan_geweigerd("Bij crisis: bel de testcrisisdienst.", Crisisroute)
    given(AANGEMELD).when(crisis).dan_geweigerd("Bij crisis: bel de testcrisisdienst.", Crisisroute)


def test_whoever_is_no_partner_reads_via_whom_to_bring_it_in() -> None:
    school = replace(MELD_AAN, organisatie="testschool")
    given().when(school).dan_geweigerd("Meld aan via een partner van de Testtafel.")


MELDING_KLOPT_NIET = {
    "another region": (replace(MELD_AAN, gemeente="verweg"), "niet bij de regio Testland"),
    "nobody": (replace(MELD_AAN, betrokkenen=()), "ten minste één betrokkene"),
    "unknown grondslag": (
        replace(MELD_AAN, grondslag=LegGrondslagVast("zomaar", "Daarom")),
        "grondslag hoort niet bij de tafel",
    ),
}

KLOPT_NIET = {
    "unknown aanpak": ({"aanpak": "iets-anders"}, "aanpak hoort niet bij de tafel"),
    "unknown leefgebied": ({"leefgebieden": ("wonen", "hobby")}, "leefgebieden hoort niet bij de tafel"),
    "criterium twice": (
        {"criteria": (FEIT_A1, Criteriumfeit("A1", "Nog iets"))},
        "Noem elk criterium één keer",
    ),
    "unknown criterium": ({"criteria": (Criteriumfeit("Z9", "Iets"),)}, "criteria hoort niet bij de tafel"),
    "criterium without facts": ({"criteria": (Criteriumfeit("A1", "  "),)}, "de feiten bij elk criterium"),
    "somebody without a name": ({"betrokkenen": (replace(DRUIF, naam=" "),)}, "de naam van elke betrokkene"),
    "impossible bsn": ({"betrokkenen": (replace(DRUIF, bsn="999990018"),)}, "elfproef"),
    "born tomorrow": (
        {"betrokkenen": (replace(DRUIF, geboortedatum=MORGEN),)},
        "geboortedatum ligt in de toekomst",
    ),
    "contact tomorrow": (
        {"voorcontact": Voorcontact(MORGEN, "mw-peer")},
        "contact vooraf ligt in de toekomst",
    ),
}


@pytest.mark.parametrize("geval", MELDING_KLOPT_NIET)
def test_an_aanmelding_that_cannot_be_true_is_refused(geval: str) -> None:
    opdracht, zin = MELDING_KLOPT_NIET[geval]
    given().when(opdracht, vandaag=MAANDAG).dan_geweigerd(zin)


@pytest.mark.parametrize("geval", KLOPT_NIET)
def test_what_cannot_be_true_is_refused_in_a_melding_and_in_an_addition_alike(geval: str) -> None:
    waarden, zin = KLOPT_NIET[geval]
    melding: MeldAan = replace(MELD_AAN, **waarden)  # type: ignore[arg-type]
    aanvulling: VulAan = replace(VUL_AAN, **waarden)  # type: ignore[arg-type]
    given().when(melding, vandaag=MAANDAG).dan_geweigerd(zin)
    given(AANGEMELD).when(aanvulling, vandaag=MAANDAG).dan_geweigerd(zin)


def test_what_happens_today_is_not_in_the_future() -> None:
    vandaag_geboren = replace(MELD_AAN, betrokkenen=(replace(DRUIF, geboortedatum=MAANDAG),))
    vandaag_gebeld = replace(vandaag_geboren, voorcontact=Voorcontact(MAANDAG, "mw-peer"))
    assert given().when(vandaag_gebeld, vandaag=MAANDAG).weigering is None


def test_an_addition_adds_somebody() -> None:
    verder = given(AANGEMELD).when(VUL_AAN).then(AANGEVULD)
    assert verder.casus.betrokkenen == (AARDBEI, BRAAM, DRUIF)


def test_additions_complete_a_scant_aanmelding() -> None:
    alles = VulAan(
        organisatie="testzorg",
        aanpak="nazorg",
        betrokkenen=(AARDBEI,),
        leefgebieden=("wonen", "zorg", "wonen"),
        criteria=(FEIT_B1,),
        reguliere_routes="De huisarts probeerde het",
        voorcontact=VOORCONTACT,
    )
    verder = (
        given(SUMMIER_AANGEMELD, GRONDSLAG_VASTGELEGD)
        .when(alles)
        .then(
            AanmeldingAangevuld(
                organisatie="testzorg",
                aanpak="nazorg",
                betrokkenen=(AARDBEI,),
                leefgebieden=("wonen", "zorg"),
                criteria=(FEIT_B1,),
                reguliere_routes="De huisarts probeerde het",
                voorcontact=VOORCONTACT,
            )
        )
    )
    assert ontbrekend(stukken_van(verder.casus), TESTTAFEL) == ()


def test_an_addition_records_only_what_is_new() -> None:
    meer = replace(VUL_AAN, leefgebieden=("zorg", "wonen"), betrokkenen=(BRAAM, DRUIF), aanpak="regulier")
    given(AANGEMELD).when(meer).then(replace(AANGEVULD, leefgebieden=("zorg",)))


def test_an_addition_that_says_what_was_known_adds_nothing() -> None:
    bekend = VulAan(
        organisatie="testpolitie",
        aanpak="regulier",
        betrokkenen=(BRAAM,),
        leefgebieden=("wonen",),
        criteria=(FEIT_A1,),
        reguliere_routes="Het wijkteam probeerde het een jaar",
        voorcontact=VOORCONTACT,
    )
    given(AANGEMELD).when(bekend).then()


def test_new_facts_of_a_criterium_replace_the_old_ones() -> None:
    beter = Criteriumfeit("A1", "Ook de werkgever klaagt")
    verder = given(AANGEMELD).when(VulAan("testzorg", criteria=(beter,)))
    aangevuld = AanmeldingAangevuld("testzorg", None, (), (), (beter,), None, None)
    assert verder.then(aangevuld).casus.criteria == (FEIT_A2, beter)


@pytest.mark.parametrize("leeg", ["", "  "])
def test_an_empty_text_in_an_addition_leaves_the_regular_routes_as_they_are(leeg: str) -> None:
    """It was once recorded anew each time it was asked, and then changed nothing."""
    given(AANGEMELD).when(VulAan("testzorg", reguliere_routes=leeg)).then()
    given(SUMMIER_AANGEMELD).when(VulAan("testzorg", reguliere_routes=leeg)).then()


def test_an_addition_is_possible_as_long_as_the_casus_runs() -> None:
    given(*IN_MONITORING).when(VUL_AAN).then(AANGEVULD)
    given(*IN_MONITORING, AFGESLOTEN).when(VUL_AAN).dan_geweigerd(
        "Aanvullen kan nu niet: deze casus is afgesloten"
    )


def test_the_grondslag_is_recorded_once() -> None:
    given(AANGEMELD).when(LEG_GRONDSLAG_VAST, vandaag=DINSDAG).then(GRONDSLAG_VASTGELEGD)
    given(AANGEMELD, GRONDSLAG_VASTGELEGD).when(LEG_GRONDSLAG_VAST).then()


def test_a_better_explanation_of_the_grondslag_replaces_the_old_one() -> None:
    beter = replace(LEG_GRONDSLAG_VAST, toelichting="Ook de buren zijn bang")
    verder = given(AANGEMELD, GRONDSLAG_VASTGELEGD).when(beter)
    nieuw = replace(GRONDSLAG_VASTGELEGD, toelichting="Ook de buren zijn bang")
    assert verder.then(nieuw).casus.grondslag == nieuw


def test_a_grondslag_that_the_tafel_does_not_have_is_refused() -> None:
    zomaar = LegGrondslagVast("zomaar", "Daarom")
    given(AANGEMELD).when(zomaar).dan_geweigerd("grondslag hoort niet bij de tafel")


def test_before_the_aanmelding_there_is_nothing_to_complete() -> None:
    given().when(VUL_AAN).dan_geweigerd("Aanvullen kan nu niet: deze casus is niet aangemeld")
    given().when(LEG_GRONDSLAG_VAST).dan_geweigerd("Een grondslag vastleggen kan nu niet")


def test_an_aanmelding_with_empty_regular_routes_still_lacks_them() -> None:
    """An empty text once counted as filled in."""
    zonder = replace(MELD_AAN, reguliere_routes=" ")
    verder = given().when(zonder, vandaag=MAANDAG).then(replace(AANGEMELD, reguliere_routes=None))
    assert "reguliere-routes" in [stuk.code for stuk in ontbrekend(stukken_van(verder.casus), TESTTAFEL)]


def test_everybody_is_named_once() -> None:
    given().when(replace(MELD_AAN, betrokkenen=(AARDBEI, AARDBEI))).dan_geweigerd("elke betrokkene één keer")


def test_completing_does_not_change_somebody_in_silence() -> None:
    anders = replace(VUL_AAN, betrokkenen=(replace(AARDBEI, adres="Andere Testlaan 2"),))
    given(AANGEMELD).when(anders).dan_geweigerd("al aangemeld, met andere gegevens")
