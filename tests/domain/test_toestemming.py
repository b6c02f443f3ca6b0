"""Consent: for one person and one purpose the last word counts; who may speak depends on the age."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.casus.events import ToestemmingGegeven, ToestemmingIngetrokken
from domain.casus.melding import Toestemmingsopdracht, heeft_toestemming
from domain.casus.waarden import Hoedanigheid
from tests.domain.delen import AARDBEI_ID, BRAAM_ID, DRUIF, DRUIF_ID, VREEMDE_ID
from tests.domain.feiten import (
    AANGEMELD,
    AANGEVULD,
    AFGESLOTEN,
    IN_MONITORING,
    TOESTEMMING_GEGEVEN,
    TOESTEMMING_GEWEIGERD,
    TOESTEMMING_INGETROKKEN,
)
from tests.domain.opdrachten import GEEF_TOESTEMMING, TREK_TOESTEMMING_IN, WEIGER_TOESTEMMING
from tests.domain.tafel import DINSDAG, MAANDAG
from tests.domain.verhaal import given

OPDRACHTEN: dict[str, Toestemmingsopdracht] = {
    "geef": GEEF_TOESTEMMING,
    "weiger": WEIGER_TOESTEMMING,
    "trek in": TREK_TOESTEMMING_IN,
}


def test_consent_is_recorded() -> None:
    given(AANGEMELD).when(GEEF_TOESTEMMING).then(TOESTEMMING_GEGEVEN)


def test_a_refusal_is_recorded() -> None:
    given(AANGEMELD).when(WEIGER_TOESTEMMING).then(TOESTEMMING_GEWEIGERD)


def test_consent_can_be_withdrawn_and_given_again() -> None:
    opnieuw = replace(GEEF_TOESTEMMING, gegeven_op=DINSDAG)
    (
        given(AANGEMELD, TOESTEMMING_GEGEVEN)
        .when(TREK_TOESTEMMING_IN)
        .then(TOESTEMMING_INGETROKKEN)
        .when(opnieuw)
        .then(replace(TOESTEMMING_GEGEVEN, gegeven_op=DINSDAG))
    )


def test_consent_may_follow_a_refusal() -> None:
    toch = replace(GEEF_TOESTEMMING, persoon_id=BRAAM_ID, doel="inbrengen", gever="Testpersoon Braam")
    gegeven = replace(TOESTEMMING_GEGEVEN, persoon_id=BRAAM_ID, doel="inbrengen", gever="Testpersoon Braam")
    given(AANGEMELD, TOESTEMMING_GEWEIGERD).when(toch).then(gegeven)


def test_consent_that_was_given_is_withdrawn_rather_than_refused() -> None:
    alsnog = replace(WEIGER_TOESTEMMING, persoon_id=AARDBEI_ID, doel="geheim-delen")
    given(AANGEMELD, TOESTEMMING_GEGEVEN).when(alsnog).dan_geweigerd("Leg vast dat die is ingetrokken")


def test_only_consent_that_was_given_can_be_withdrawn() -> None:
    weigering = replace(TOESTEMMING_GEWEIGERD, persoon_id=AARDBEI_ID, doel="geheim-delen")
    given(AANGEMELD).when(TREK_TOESTEMMING_IN).dan_geweigerd("geen toestemming die kan worden ingetrokken")
    given(AANGEMELD, weigering).when(TREK_TOESTEMMING_IN).dan_geweigerd("geen toestemming die kan worden")


def test_the_last_word_counts_for_each_person_and_purpose_apart() -> None:
    casus = given(AANGEMELD, TOESTEMMING_GEGEVEN, TOESTEMMING_GEWEIGERD).casus
    assert casus.toestemming(AARDBEI_ID, "geheim-delen") == TOESTEMMING_GEGEVEN
    assert casus.toestemming(BRAAM_ID, "inbrengen") == TOESTEMMING_GEWEIGERD
    assert casus.toestemming(AARDBEI_ID, "inbrengen") is None
    assert casus.toestemming(BRAAM_ID, "geheim-delen") is None


def test_only_a_yes_is_consent() -> None:
    assert heeft_toestemming(TOESTEMMING_GEGEVEN)
    assert not heeft_toestemming(TOESTEMMING_GEWEIGERD)
    assert not heeft_toestemming(TOESTEMMING_INGETROKKEN)
    assert not heeft_toestemming(None)


@pytest.mark.parametrize("soort", OPDRACHTEN)
def test_consent_is_only_recorded_for_a_purpose_of_the_tafel(soort: str) -> None:
    vreemd = replace(OPDRACHTEN[soort], doel="reclame")
    given(AANGEMELD, TOESTEMMING_GEGEVEN).when(vreemd).dan_geweigerd("Voor dit doel vraagt deze tafel")


@pytest.mark.parametrize("soort", OPDRACHTEN)
def test_consent_is_only_recorded_of_somebody_whom_the_casus_is_about(soort: str) -> None:
    vreemd = replace(OPDRACHTEN[soort], persoon_id=VREEMDE_ID)
    given(AANGEMELD, TOESTEMMING_GEGEVEN).when(vreemd).dan_geweigerd("geen betrokkene in deze casus")


@pytest.mark.parametrize("soort", OPDRACHTEN)
def test_consent_is_recorded_as_long_as_the_casus_runs(soort: str) -> None:
    gesloten = given(*IN_MONITORING, TOESTEMMING_GEGEVEN, AFGESLOTEN)
    gesloten.when(OPDRACHTEN[soort]).dan_geweigerd("Toestemming vastleggen kan nu niet")


def test_nobody_consents_refuses_or_withdraws_tomorrow() -> None:
    casus = given(AANGEMELD, TOESTEMMING_GEGEVEN)
    morgen = date(2026, 3, 4)
    casus.when(replace(GEEF_TOESTEMMING, gegeven_op=morgen)).dan_geweigerd("ligt in de toekomst")
    casus.when(replace(WEIGER_TOESTEMMING, geweigerd_op=morgen)).dan_geweigerd("ligt in de toekomst")
    casus.when(replace(TREK_TOESTEMMING_IN, ingetrokken_op=morgen)).dan_geweigerd("ligt in de toekomst")


def test_consent_says_which_text_was_read() -> None:
    given(AANGEMELD).when(replace(GEEF_TOESTEMMING, tekstversie=" ")).dan_geweigerd("welke versie")


def test_who_turns_twelve_today_consents_in_person() -> None:
    given(AANGEMELD, AANGEVULD).when(replace(GEEF_TOESTEMMING, persoon_id=DRUIF_ID, gegeven_op=DINSDAG)).then(
        gegeven_voor(DRUIF_ID, Hoedanigheid.ZELF, DINSDAG)
    )


def test_who_is_eleven_until_tomorrow_does_not_consent_in_person() -> None:
    elf = replace(GEEF_TOESTEMMING, persoon_id=DRUIF_ID, gegeven_op=MAANDAG)
    given(AANGEMELD, AANGEVULD).when(elf).dan_geweigerd("Onder de twaalf jaar")


@pytest.mark.parametrize(
    "hoedanigheid", [Hoedanigheid.OUDER_MET_GEZAG, Hoedanigheid.VOOGD, Hoedanigheid.VERTEGENWOORDIGER]
)
def test_for_who_is_eleven_somebody_else_consents(hoedanigheid: Hoedanigheid) -> None:
    ouder = replace(GEEF_TOESTEMMING, persoon_id=DRUIF_ID, hoedanigheid=hoedanigheid)
    given(AANGEMELD, AANGEVULD).when(ouder).then(gegeven_voor(DRUIF_ID, hoedanigheid, MAANDAG))


def test_who_is_eleven_does_not_withdraw_in_person_but_a_parent_does() -> None:
    gegeven = gegeven_voor(DRUIF_ID, Hoedanigheid.VOOGD, MAANDAG)
    casus = given(AANGEMELD, AANGEVULD, gegeven)
    elf = replace(TREK_TOESTEMMING_IN, persoon_id=DRUIF_ID, ingetrokken_op=MAANDAG)
    casus.when(elf).dan_geweigerd("Onder de twaalf jaar")
    ouder = replace(elf, hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG)
    casus.when(ouder).then(
        ToestemmingIngetrokken(
            DRUIF_ID, "geheim-delen", "Testpersoon Aardbei", Hoedanigheid.OUDER_MET_GEZAG, MAANDAG
        )
    )


def test_who_was_born_on_29_february_turns_twelve_on_that_day() -> None:
    schrikkelkind = replace(AANGEVULD, betrokkenen=(replace(DRUIF, geboortedatum=date(2012, 2, 29)),))
    casus = given(AANGEMELD, schrikkelkind)
    dag_ervoor = replace(GEEF_TOESTEMMING, persoon_id=DRUIF_ID, gegeven_op=date(2024, 2, 28))
    dag_zelf = replace(GEEF_TOESTEMMING, persoon_id=DRUIF_ID, gegeven_op=date(2024, 2, 29))
    casus.when(dag_ervoor).dan_geweigerd("Onder de twaalf jaar")
    casus.when(dag_zelf).then(gegeven_voor(DRUIF_ID, Hoedanigheid.ZELF, date(2024, 2, 29)))


def test_of_whom_no_birth_date_is_known_may_consent_in_person() -> None:
    braam = replace(GEEF_TOESTEMMING, persoon_id=BRAAM_ID)
    given(AANGEMELD).when(braam).then(gegeven_voor(BRAAM_ID, Hoedanigheid.ZELF, MAANDAG))


def gegeven_voor(persoon_id: UUID, hoedanigheid: Hoedanigheid, op: date) -> ToestemmingGegeven:
    return replace(TOESTEMMING_GEGEVEN, persoon_id=persoon_id, hoedanigheid=hoedanigheid, gegeven_op=op)


def test_a_late_repeat_of_consent_does_not_undo_a_withdrawal() -> None:
    ingetrokken = given(AANGEMELD, TOESTEMMING_GEGEVEN, TOESTEMMING_INGETROKKEN)
    assert ingetrokken.when(GEEF_TOESTEMMING).then().casus.toestemmingen[-1] == TOESTEMMING_INGETROKKEN
    ouder = replace(GEEF_TOESTEMMING, tekstversie="tekst 2025-9")
    ingetrokken.when(ouder).dan_geweigerd("van voor de weigering of intrekking")


def test_consent_follows_birth_and_withdrawal_follows_consent() -> None:
    te_vroeg = replace(TREK_TOESTEMMING_IN, ingetrokken_op=date(2026, 2, 1))
    given(AANGEMELD, TOESTEMMING_GEGEVEN).when(te_vroeg).dan_geweigerd("voordat zij is gegeven")
    ongeboren = replace(GEEF_TOESTEMMING, gegeven_op=date(1900, 1, 1))
    given(AANGEMELD).when(ongeboren).dan_geweigerd("voor de geboorte")


def test_no_later_refusal_makes_way_for_consent_from_before_a_withdrawal() -> None:
    geweigerd = replace(
        TOESTEMMING_GEWEIGERD, persoon_id=AARDBEI_ID, doel="geheim-delen", geweigerd_op=DINSDAG
    )
    ouder = replace(GEEF_TOESTEMMING, tekstversie="tekst 2025-9")
    ja_nee_nee = given(AANGEMELD, TOESTEMMING_GEGEVEN, TOESTEMMING_INGETROKKEN, geweigerd)
    ja_nee_nee.when(ouder).dan_geweigerd("van voor de weigering of intrekking")
    given(AANGEMELD, geweigerd).when(ouder).dan_geweigerd("van voor de weigering of intrekking")
