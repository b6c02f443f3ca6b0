"""Consent: for one person and one purpose the last word counts; who may speak depends on the age."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.casus.events import (
    Doorgegeven,
    GezagVastgelegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.toestemming import Toestemmingsopdracht
from domain.casus.waarden import Gezag, Hoedanigheid, Onderzoek, Uitkomst
from tests.domain.delen import AARDBEI_ID, BRAAM_ID, DRUIF, DRUIF_ID, VREEMDE_ID
from tests.domain.feiten import (
    AANGEMELD,
    AANGEVULD,
    AFGESLOTEN,
    AFGEWEZEN,
    IN_MONITORING,
    TOESTEMMING_GEGEVEN,
    TOESTEMMING_GEWEIGERD,
    TOESTEMMING_INGETROKKEN,
)
from tests.domain.opdrachten import GEEF_TOESTEMMING, TREK_TOESTEMMING_IN, WEIGER_TOESTEMMING
from tests.domain.tafel import DINSDAG, GEHEIM_DELEN, MAANDAG, TESTTAFEL, ZELF
from tests.domain.verhaal import Gegeven, given

OPDRACHTEN: dict[str, Toestemmingsopdracht] = {
    "geef": GEEF_TOESTEMMING,
    "weiger": WEIGER_TOESTEMMING,
    "trek in": TREK_TOESTEMMING_IN,
}
OUDER = replace(
    GEEF_TOESTEMMING,
    persoon_id=DRUIF_ID,
    gever="Moeder Peer",
    hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG,
)
"""The mother of Druif, who is eleven on that Monday, consents."""


def gegeven_voor(
    persoon_id: UUID, hoedanigheid: Hoedanigheid, op: date, *, leeftijd: int | None
) -> ToestemmingGegeven:
    return replace(
        TOESTEMMING_GEGEVEN,
        persoon_id=persoon_id,
        hoedanigheid=hoedanigheid,
        gegeven_op=op,
        leeftijd=leeftijd,
    )


VAN_MOEDER = replace(
    gegeven_voor(DRUIF_ID, Hoedanigheid.OUDER_MET_GEZAG, MAANDAG, leeftijd=11), gever="Moeder Peer"
)


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
    gegeven = replace(
        TOESTEMMING_GEGEVEN,
        persoon_id=BRAAM_ID,
        doel="inbrengen",
        gever="Testpersoon Braam",
        leeftijd=None,
    )
    given(AANGEMELD, TOESTEMMING_GEWEIGERD).when(toch).then(gegeven)


def test_consent_that_was_given_is_withdrawn_rather_than_refused() -> None:
    alsnog = replace(WEIGER_TOESTEMMING, persoon_id=AARDBEI_ID, doel="geheim-delen")
    given(AANGEMELD, TOESTEMMING_GEGEVEN).when(alsnog).dan_geweigerd("Leg vast dat die is ingetrokken")


def test_only_consent_that_was_given_can_be_withdrawn() -> None:
    weigering = replace(TOESTEMMING_GEWEIGERD, persoon_id=AARDBEI_ID, doel="geheim-delen")
    given(AANGEMELD).when(TREK_TOESTEMMING_IN).dan_geweigerd("geen toestemming die kan worden ingetrokken")
    given(AANGEMELD, weigering).when(TREK_TOESTEMMING_IN).dan_geweigerd("geen toestemming die kan worden")


def test_the_words_of_each_person_and_purpose_stand_apart() -> None:
    ander_doel = replace(WEIGER_TOESTEMMING, persoon_id=AARDBEI_ID)
    ander_mens = replace(WEIGER_TOESTEMMING, doel="geheim-delen")
    for opdracht in (ander_doel, ander_mens):
        assert len(given(AANGEMELD, TOESTEMMING_GEGEVEN).when(opdracht).nieuw) == 1


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
        gegeven_voor(DRUIF_ID, Hoedanigheid.ZELF, DINSDAG, leeftijd=12)
    )


def test_who_is_eleven_until_tomorrow_does_not_consent_in_person() -> None:
    elf = replace(GEEF_TOESTEMMING, persoon_id=DRUIF_ID, gegeven_op=MAANDAG)
    given(AANGEMELD, AANGEVULD).when(elf).dan_geweigerd("Onder de twaalf jaar")


@pytest.mark.parametrize(
    "hoedanigheid", [Hoedanigheid.OUDER_MET_GEZAG, Hoedanigheid.VOOGD, Hoedanigheid.VERTEGENWOORDIGER]
)
def test_for_who_is_eleven_somebody_else_consents(hoedanigheid: Hoedanigheid) -> None:
    ouder = replace(OUDER, hoedanigheid=hoedanigheid)
    gegeven = replace(VAN_MOEDER, hoedanigheid=hoedanigheid)
    given(AANGEMELD, AANGEVULD).when(ouder).then(gegeven)


def test_who_is_eleven_does_not_withdraw_in_person_but_a_parent_does() -> None:
    gegeven = gegeven_voor(DRUIF_ID, Hoedanigheid.VOOGD, MAANDAG, leeftijd=11)
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
    casus.when(dag_zelf).then(gegeven_voor(DRUIF_ID, Hoedanigheid.ZELF, date(2024, 2, 29), leeftijd=12))


def test_of_whom_no_birth_date_is_known_may_consent_in_person() -> None:
    braam = replace(GEEF_TOESTEMMING, persoon_id=BRAAM_ID)
    given(AANGEMELD).when(braam).then(gegeven_voor(BRAAM_ID, Hoedanigheid.ZELF, MAANDAG, leeftijd=None))


def test_a_late_repeat_of_consent_does_not_undo_a_withdrawal() -> None:
    ingetrokken = given(AANGEMELD, TOESTEMMING_GEGEVEN, TOESTEMMING_INGETROKKEN)
    # Of the day of the withdrawal itself it cannot be told whether it is a repeat: not lost in silence.
    zelfde_dag = replace(TOESTEMMING_INGETROKKEN, ingetrokken_op=TOESTEMMING_GEGEVEN.gegeven_op)
    herhaald = given(AANGEMELD, TOESTEMMING_GEGEVEN, zelfde_dag).when(GEEF_TOESTEMMING)
    herhaald.dan_geweigerd("al vastgelegd en daarna ingetrokken")
    ingetrokken.when(GEEF_TOESTEMMING).dan_geweigerd("van voor de weigering of intrekking")
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


# --- who may decide ---------------------------------------------------------------------------------------------


def test_consent_keeps_the_age_and_the_gezag_of_that_moment() -> None:
    gezag = GezagVastgelegd(DRUIF_ID, Gezag.EENHOOFDIG_OUDERLIJK, Onderzoek.GEEN, "Uittreksel van maandag")
    given(AANGEMELD, AANGEVULD, gezag).when(OUDER).then(replace(VAN_MOEDER, gezag=gezag.gezag))


def test_of_an_adult_no_gezag_is_kept_with_the_consent() -> None:
    als_kind = GezagVastgelegd(AARDBEI_ID, Gezag.VOOGDIJ, Onderzoek.GEEN, "Uittreksel van toen")
    given(AANGEMELD, als_kind).when(GEEF_TOESTEMMING).then(TOESTEMMING_GEGEVEN)


@pytest.mark.parametrize("soort", OPDRACHTEN)
@pytest.mark.parametrize("hoedanigheid", [Hoedanigheid.OUDER_MET_GEZAG, Hoedanigheid.VOOGD])
def test_no_parent_or_voogd_decides_for_an_adult(soort: str, hoedanigheid: Hoedanigheid) -> None:
    namens = replace(OPDRACHTEN[soort], persoon_id=AARDBEI_ID, hoedanigheid=hoedanigheid)
    given(AANGEMELD, TOESTEMMING_GEGEVEN).when(namens).dan_geweigerd("niet een ouder of voogd")


def test_an_adult_can_be_represented() -> None:
    namens = replace(GEEF_TOESTEMMING, hoedanigheid=Hoedanigheid.VERTEGENWOORDIGER, gever="Mentor Kruisbes")
    given(AANGEMELD).when(namens).then(
        replace(TOESTEMMING_GEGEVEN, hoedanigheid=Hoedanigheid.VERTEGENWOORDIGER, gever="Mentor Kruisbes")
    )


def test_who_is_eleven_does_not_refuse_in_person() -> None:
    elf = replace(WEIGER_TOESTEMMING, persoon_id=DRUIF_ID)
    given(AANGEMELD, AANGEVULD).when(elf).dan_geweigerd("Onder de twaalf jaar")


@pytest.mark.parametrize(
    ("gezag", "hoedanigheid"),
    [
        (Gezag.VOOGDIJ, Hoedanigheid.OUDER_MET_GEZAG),
        (Gezag.EENHOOFDIG_OUDERLIJK, Hoedanigheid.VOOGD),
        (Gezag.GEZAMENLIJK_OUDERLIJK, Hoedanigheid.VOOGD),
    ],
)
def test_who_has_no_gezag_by_the_register_does_not_decide(gezag: Gezag, hoedanigheid: Hoedanigheid) -> None:
    vast = GezagVastgelegd(DRUIF_ID, gezag, Onderzoek.GEEN, "Uittreksel van maandag")
    namens = replace(OUDER, hoedanigheid=hoedanigheid)
    given(AANGEMELD, AANGEVULD, vast).when(namens).dan_geweigerd("past niet bij het gezag")
    in_onderzoek = replace(vast, onderzoek=Onderzoek.LOOPT)
    assert given(AANGEMELD, AANGEVULD, in_onderzoek).when(namens).nieuw


def test_where_somebody_decides_alone_no_parent_does() -> None:
    alleen_zelf = replace(TESTTAFEL, toestemming=(replace(GEHEIM_DELEN, banden=ZELF),))
    for wie in (DRUIF_ID, BRAAM_ID):
        ouder = replace(OUDER, persoon_id=wie)
        given(AANGEMELD, AANGEVULD).when(ouder, tafel=alleen_zelf).dan_geweigerd("alleen zelf")


@pytest.mark.parametrize("soort", OPDRACHTEN)
def test_a_word_is_of_somebody(soort: str) -> None:
    naamloos: dict[str, Toestemmingsopdracht] = {
        "geef": replace(GEEF_TOESTEMMING, gever=" "),
        "weiger": replace(WEIGER_TOESTEMMING, weigeraar=""),
        "trek in": replace(TREK_TOESTEMMING_IN, intrekker="  "),
    }
    given(AANGEMELD, TOESTEMMING_GEGEVEN).when(naamloos[soort]).dan_geweigerd("Vul in: wie de toestemming")


# --- several givers ---------------------------------------------------------------------------------------------


def test_one_parent_may_refuse_what_the_other_consented_to() -> None:
    nee = replace(
        WEIGER_TOESTEMMING,
        persoon_id=DRUIF_ID,
        doel="geheim-delen",
        weigeraar="Vader Pruim",
        hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG,
    )
    moeder_eens = given(AANGEMELD, AANGEVULD).when(OUDER).then(VAN_MOEDER)
    assert len(moeder_eens.when(nee).nieuw) == 1
    moeder_eens.when(replace(nee, weigeraar=" moeder  PEER")).dan_geweigerd("Leg vast dat die is ingetrokken")


def test_a_consent_from_before_the_no_of_somebody_else_can_still_come_in() -> None:
    vader_nee = ToestemmingGeweigerd(
        DRUIF_ID, "geheim-delen", "Vader Pruim", Hoedanigheid.OUDER_MET_GEZAG, DINSDAG
    )
    given(AANGEMELD, AANGEVULD, vader_nee).when(OUDER).then(VAN_MOEDER)
    vader = replace(OUDER, gever="vader pruim")
    given(AANGEMELD, AANGEVULD, vader_nee).when(vader).dan_geweigerd("van voor de weigering of intrekking")


def test_who_withdrew_the_consent_of_another_may_say_so_once_more() -> None:
    trek_in = replace(
        TREK_TOESTEMMING_IN,
        persoon_id=DRUIF_ID,
        intrekker="Vader Pruim",
        hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG,
    )
    dinsdag = given(AANGEMELD, AANGEVULD, VAN_MOEDER).when(trek_in)
    eerder = Gegeven((*dinsdag.vooraf, *dinsdag.nieuw)).when(replace(trek_in, ingetrokken_op=MAANDAG))
    assert [len(dinsdag.nieuw), len(eerder.nieuw)] == [1, 1]


def test_nobody_withdraws_before_there_was_any_consent_or_before_the_own_one() -> None:
    vader = replace(
        TREK_TOESTEMMING_IN,
        persoon_id=DRUIF_ID,
        intrekker="Vader Pruim",
        hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG,
    )
    zondag = date(2026, 3, 1)
    casus = given(
        AANGEMELD, AANGEVULD, VAN_MOEDER, replace(VAN_MOEDER, gever="Vader Pruim", gegeven_op=DINSDAG)
    )
    casus.when(replace(vader, intrekker="Oom Kweepeer", ingetrokken_op=zondag)).dan_geweigerd(
        "voordat zij is"
    )
    casus.when(replace(vader, ingetrokken_op=MAANDAG)).dan_geweigerd("voordat zij is gegeven")


def test_gezag_that_came_in_since_does_not_bring_a_withdrawn_consent_back() -> None:
    gezag = GezagVastgelegd(DRUIF_ID, Gezag.EENHOOFDIG_OUDERLIJK, Onderzoek.GEEN, "Uittreksel van maandag")
    ingetrokken = ToestemmingIngetrokken(
        DRUIF_ID, "geheim-delen", "Moeder Peer", Hoedanigheid.OUDER_MET_GEZAG, MAANDAG
    )
    weer = given(AANGEMELD, AANGEVULD, VAN_MOEDER, ingetrokken, gezag).when(OUDER)
    weer.dan_geweigerd("al vastgelegd en daarna ingetrokken")


# --- after triage -----------------------------------------------------------------------------------------------


def test_consent_to_share_is_still_asked_after_the_triage_referred_the_casus_on() -> None:
    doorverwezen = replace(AFGEWEZEN, uitkomst=Uitkomst.DOORVERWEZEN, doorverwezen_naar="andere-tafel")
    assert given(AANGEMELD, doorverwezen).when(GEEF_TOESTEMMING).nieuw
    given(AANGEMELD, AFGEWEZEN).when(GEEF_TOESTEMMING).dan_geweigerd("kan nu niet")
    door = Doorgegeven("andere-tafel", "TEST-0009", ("betrokkenen",), ())
    given(AANGEMELD, doorverwezen, door).when(GEEF_TOESTEMMING).dan_geweigerd("kan nu niet")
