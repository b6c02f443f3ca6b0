"""A step that needs consent: whose, about whom, and what it says when that is not there."""

from dataclasses import replace

import pytest

from domain.casus.evolve import vouw
from domain.casus.toestemming import eis_toestemming, eis_toestemming_van, standen
from domain.casus.waarden import Betrokkenheid, Gezag
from domain.tafels import Stap
from domain.weigering import Weigering
from tests.domain.delen import AARDBEI, BRAAM_ID, DRUIF, VREEMDE_ID
from tests.domain.feiten import AANGEMELD, TOESTEMMING_GEGEVEN
from tests.domain.tafel import DINSDAG, MAANDAG, TOESTEMMINGSTAFEL
from tests.domain.toestemmingen import BEIDE_OUDERS, JAREN_TERUG, OUDER, VADER, casus_van, ja, toch_niet

TWEE = Gezag.GEZAMENLIJK_OUDERLIJK
BREED = vouw((replace(AANGEMELD, betrokkenen=(AARDBEI, DRUIF)),))
"""An adult and a child; nobody said anything."""


def test_each_purpose_is_asked_about_those_whom_it_is_about() -> None:
    gevraagd = [(een.doel, een.persoon_id) for een in standen(BREED, TOESTEMMINGSTAFEL, op=MAANDAG)]
    wie = {"inbrengen": (AARDBEI, DRUIF), "monitor": (AARDBEI,), "delen": (AARDBEI, DRUIF)}
    assert gevraagd == [(doel, mens.persoon_id) for doel, mensen in wie.items() for mens in mensen]


def test_only_what_a_step_needs_is_asked_for_it() -> None:
    for stap, doelen in (
        (Stap.MONITOR, {"monitor"}),
        (Stap.BESPREKEN, {"inbrengen"}),
        (Stap.BEROEPSGEHEIM, set()),
    ):
        assert {een.doel for een in standen(BREED, TOESTEMMINGSTAFEL, op=MAANDAG, stap=stap)} == doelen


def test_why_it_is_not_complete_is_one_sentence_that_names_nobody() -> None:
    for een in (
        *standen(BREED, TOESTEMMINGSTAFEL, op=MAANDAG),
        *standen(BREED, TOESTEMMINGSTAFEL, op=DINSDAG),
    ):
        assert een.waarom.endswith(".")
        assert een.waarom.count(".") == 1
        assert "Aardbei" not in een.waarom
        assert "Druif" not in een.waarom


def test_a_step_says_what_is_missing_in_numbers() -> None:
    with pytest.raises(Weigering) as zin:
        eis_toestemming(BREED, Stap.BESPREKEN, TOESTEMMINGSTAFEL, op=MAANDAG)
    assert "‘Bespreken aan de tafel’" in str(zin.value)
    assert "van de persoon zelf (1), gezag niet bekend (1)" in str(zin.value)


def test_a_step_goes_on_once_everything_for_it_was_given() -> None:
    aardbei = replace(TOESTEMMING_GEGEVEN, doel="inbrengen")
    casus = casus_van(DRUIF.geboortedatum, TWEE, *BEIDE_OUDERS, aardbei)
    samen = replace(casus, betrokkenen=(*casus.betrokkenen, AARDBEI))
    eis_toestemming(samen, Stap.BESPREKEN, TOESTEMMINGSTAFEL, op=MAANDAG)
    with pytest.raises(Weigering, match="van de persoon zelf"):
        eis_toestemming(samen, Stap.BESPREKEN, TOESTEMMINGSTAFEL, op=DINSDAG)


def test_a_step_on_a_day_before_the_withdrawal_was_lawful() -> None:
    woorden = (ja(), *BEIDE_OUDERS, toch_niet(VADER, OUDER))
    casus = casus_van(JAREN_TERUG[14], TWEE, *woorden)
    eis_toestemming(casus, Stap.BESPREKEN, TOESTEMMINGSTAFEL, op=MAANDAG)
    with pytest.raises(Weigering, match=r"ingetrokken \(1\)"):
        eis_toestemming(casus, Stap.BESPREKEN, TOESTEMMINGSTAFEL, op=DINSDAG)


def test_what_is_asked_about_the_hoofdpersoon_waits_for_one() -> None:
    with pytest.raises(Weigering, match="geen hoofdpersoon"):
        eis_toestemming(casus_van(JAREN_TERUG[8], TWEE), Stap.MONITOR, TOESTEMMINGSTAFEL, op=DINSDAG)
    hoofd = replace(DRUIF, betrokkenheid=Betrokkenheid.HOOFDPERSOON)
    woorden = [replace(een, doel="monitor") for een in BEIDE_OUDERS]
    casus = casus_van(JAREN_TERUG[8], TWEE, *woorden, mens=hoofd)
    eis_toestemming(casus, Stap.MONITOR, TOESTEMMINGSTAFEL, op=DINSDAG)


def test_what_falls_under_professional_secrecy_is_asked_for_each_person_apart() -> None:
    eis_toestemming(BREED, Stap.BEROEPSGEHEIM, TOESTEMMINGSTAFEL, op=MAANDAG)
    casus = vouw((AANGEMELD, TOESTEMMING_GEGEVEN))
    geheim, tafel = TOESTEMMINGSTAFEL.beroepsgeheim, TOESTEMMINGSTAFEL
    eis_toestemming_van(casus, AARDBEI.persoon_id, geheim, tafel, op=MAANDAG)
    for wie in (BRAAM_ID, VREEMDE_ID):
        with pytest.raises(Weigering, match=r"uitdrukkelijke toestemming van de betrokkene \(WGS 2\.29\)\."):
            eis_toestemming_van(casus, wie, geheim, tafel, op=MAANDAG)
    with pytest.raises(Weigering, match="De toestemming van de persoon zelf ontbreekt"):
        eis_toestemming_van(casus, AARDBEI.persoon_id, "inbrengen", tafel, op=MAANDAG)
    with pytest.raises(Weigering, match="Voor dit doel vraagt deze tafel"):
        eis_toestemming_van(casus, AARDBEI.persoon_id, "reclame", tafel, op=MAANDAG)
