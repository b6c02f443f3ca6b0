"""Birth dates and gezag, on which consent rests: what the register says, and who judges where it does not."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.commands import BeoordeelGezag, LegGeboortedatumVast, LegGezagVast
from domain.casus.events import GezagBeoordeeld, GezagVastgelegd
from domain.casus.toestemming import gezag_van
from domain.casus.waarden import Gezag, Onderzoek
from domain.rollen import Medewerker, Rol
from tests.domain.delen import AARDBEI_ID, BRAAM_ID, DRUIF_ID, VREEMDE_ID
from tests.domain.feiten import (
    AANGEMELD,
    AANGEVULD,
    AFGESLOTEN,
    GEBOORTEDATUM_VASTGELEGD,
    GEZAG_BEOORDEELD,
    GEZAG_VASTGELEGD,
    IN_MONITORING,
)
from tests.domain.opdrachten import BEOORDEEL_GEZAG, LEG_GEBOORTEDATUM_VAST, LEG_GEZAG_VAST
from tests.domain.tafel import DINSDAG, MELDER
from tests.domain.verhaal import given

ZEKER = replace(GEZAG_VASTGELEGD, onderzoek=Onderzoek.GEEN)
TELBAAR = (Gezag.GEZAMENLIJK_OUDERLIJK, Gezag.EENHOOFDIG_OUDERLIJK, Gezag.GEZAMENLIJK, Gezag.VOOGDIJ)
VOORZITTER = Medewerker("mw-vlier", Rol.VOORZITTER, "testregie")

# --- birth date --------------------------------------------------------------------------------------------------


def test_a_birth_date_comes_in_where_none_was_known() -> None:
    verder = given(AANGEMELD).when(LEG_GEBOORTEDATUM_VAST).then(GEBOORTEDATUM_VASTGELEGD)
    braam = verder.casus.betrokkene(BRAAM_ID)
    assert braam is not None
    assert braam.geboortedatum == date(2009, 6, 1)


def test_a_birth_date_that_is_known_stays() -> None:
    aardbei = replace(LEG_GEBOORTEDATUM_VAST, persoon_id=AARDBEI_ID)
    given(AANGEMELD).when(aardbei).dan_geweigerd("al een andere geboortedatum bekend")
    given(AANGEMELD).when(replace(aardbei, geboortedatum=date(1990, 5, 1))).then()


def test_nobody_is_born_tomorrow() -> None:
    morgen = replace(LEG_GEBOORTEDATUM_VAST, geboortedatum=date(2026, 3, 4))
    given(AANGEMELD).when(morgen).dan_geweigerd("in de toekomst")
    assert given(AANGEMELD).when(replace(morgen, geboortedatum=DINSDAG)).nieuw


# --- what the register says --------------------------------------------------------------------------------------


def test_gezag_is_recorded_as_the_register_tells_it() -> None:
    given(AANGEMELD).when(LEG_GEZAG_VAST).then(GEZAG_VASTGELEGD)


def test_gezag_says_where_it_was_read() -> None:
    given(AANGEMELD).when(replace(LEG_GEZAG_VAST, herkomst=" ")).dan_geweigerd("waar het gezag is opgezocht")


@pytest.mark.parametrize("gezag", Gezag)
def test_some_kinds_of_gezag_need_a_person(gezag: Gezag) -> None:
    casus = given(AANGEMELD, replace(ZEKER, gezag=gezag)).casus
    assert gezag_van(casus, BRAAM_ID) == (gezag if gezag in TELBAAR else None)
    in_onderzoek = given(AANGEMELD, replace(GEZAG_VASTGELEGD, gezag=gezag)).casus
    assert gezag_van(in_onderzoek, BRAAM_ID) is None


def test_gezag_of_one_says_nothing_of_another() -> None:
    casus = given(AANGEMELD, AANGEVULD, ZEKER).casus
    assert gezag_van(casus, DRUIF_ID) is None
    assert gezag_van(given(AANGEMELD).casus, BRAAM_ID) is None


def test_a_judgement_holds_until_the_register_says_something_new() -> None:
    onderzocht = given(AANGEMELD, GEZAG_VASTGELEGD)
    assert gezag_van(onderzocht.casus, BRAAM_ID) is None
    beoordeeld = onderzocht.when(BEOORDEEL_GEZAG).then(GEZAG_BEOORDEELD)
    assert gezag_van(beoordeeld.casus, BRAAM_ID) is Gezag.EENHOOFDIG_OUDERLIJK
    zelfde = beoordeeld.when(LEG_GEZAG_VAST).then()
    assert gezag_van(zelfde.casus, BRAAM_ID) is Gezag.EENHOOFDIG_OUDERLIJK
    voogdij = replace(LEG_GEZAG_VAST, gezag=Gezag.VOOGDIJ, onderzoek=Onderzoek.GEEN)
    nieuw = zelfde.when(voogdij).then(replace(ZEKER, gezag=Gezag.VOOGDIJ))
    assert gezag_van(nieuw.casus, BRAAM_ID) is Gezag.VOOGDIJ
    weer_onderzocht = nieuw.when(LEG_GEZAG_VAST).then(GEZAG_VASTGELEGD)
    assert gezag_van(weer_onderzocht.casus, BRAAM_ID) is None


def test_a_stored_judgement_that_tells_nothing_is_not_gone_by() -> None:
    niets = GezagBeoordeeld(BRAAM_ID, Gezag.TIJDELIJK_GEEN, "Uit een oud systeem")
    assert gezag_van(given(AANGEMELD, niets).casus, BRAAM_ID) is None


# --- who judges, and when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "register",
    [
        (),
        (GEZAG_VASTGELEGD,),
        (replace(ZEKER, gezag=Gezag.TIJDELIJK_GEEN),),
        (replace(ZEKER, gezag=Gezag.NIET_TE_BEPALEN),),
        (ZEKER, GEZAG_VASTGELEGD),
    ],
)
def test_gezag_is_judged_where_the_register_does_not_tell(register: tuple[GezagVastgelegd, ...]) -> None:
    given(AANGEMELD, *register).when(BEOORDEEL_GEZAG).then(GEZAG_BEOORDEELD)


def test_where_the_register_tells_there_is_nothing_to_judge() -> None:
    given(AANGEMELD, ZEKER).when(BEOORDEEL_GEZAG).dan_geweigerd("staat vast in het register")
    eerder = given(AANGEMELD, GEZAG_VASTGELEGD, GEZAG_BEOORDEELD, ZEKER)
    eerder.when(BEOORDEEL_GEZAG).dan_geweigerd("staat vast in het register")


def test_a_judgement_can_be_made_anew() -> None:
    anders = replace(BEOORDEEL_GEZAG, geldt_als=Gezag.GEZAMENLIJK)
    weer = given(AANGEMELD, GEZAG_VASTGELEGD, GEZAG_BEOORDEELD).when(anders)
    verder = weer.then(replace(GEZAG_BEOORDEELD, geldt_als=Gezag.GEZAMENLIJK))
    assert gezag_van(verder.casus, BRAAM_ID) is Gezag.GEZAMENLIJK
    verder.when(BEOORDEEL_GEZAG).then(GEZAG_BEOORDEELD)


@pytest.mark.parametrize("rol", Rol)
def test_only_a_procesregisseur_or_voorzitter_judges(rol: Rol) -> None:
    beslist = given(AANGEMELD, GEZAG_VASTGELEGD).when(BEOORDEEL_GEZAG, wie=replace(VOORZITTER, rol=rol))
    if rol in (Rol.PROCESREGISSEUR, Rol.VOORZITTER):
        beslist.then(GEZAG_BEOORDEELD)
    else:
        beslist.dan_geweigerd("Alleen een procesregisseur of voorzitter")


def test_a_melder_does_not_repeat_a_judgement_either() -> None:
    beoordeeld = given(AANGEMELD, GEZAG_VASTGELEGD, GEZAG_BEOORDEELD)
    beoordeeld.when(BEOORDEEL_GEZAG, wie=MELDER).dan_geweigerd("Alleen een procesregisseur of voorzitter")


@pytest.mark.parametrize("gezag", [Gezag.TIJDELIJK_GEEN, Gezag.NIET_TE_BEPALEN])
def test_a_judgement_ends_the_doubt(gezag: Gezag) -> None:
    twijfel = replace(BEOORDEEL_GEZAG, geldt_als=gezag)
    given(AANGEMELD, GEZAG_VASTGELEGD).when(twijfel).dan_geweigerd("waaruit volgt wie toestemming geeft")


def test_a_judgement_says_what_it_rests_on() -> None:
    kaal = replace(BEOORDEEL_GEZAG, toelichting="")
    given(AANGEMELD, GEZAG_VASTGELEGD).when(kaal).dan_geweigerd("waar de beoordeling van het gezag op rust")


# --- both --------------------------------------------------------------------------------------------------------

OPDRACHTEN: dict[str, LegGeboortedatumVast | LegGezagVast | BeoordeelGezag] = {
    "geboortedatum": LEG_GEBOORTEDATUM_VAST,
    "gezag": LEG_GEZAG_VAST,
    "oordeel": BEOORDEEL_GEZAG,
}


@pytest.mark.parametrize("soort", ["gezag", "oordeel"])
def test_nobody_has_gezag_over_an_adult(soort: str) -> None:
    opdracht = OPDRACHTEN[soort]
    sinds_kort = given(AANGEMELD, GEBOORTEDATUM_VASTGELEGD)
    given(AANGEMELD).when(replace(opdracht, persoon_id=AARDBEI_ID)).dan_geweigerd("onder de achttien jaar")
    sinds_kort.when(opdracht, vandaag=date(2027, 6, 1)).dan_geweigerd("onder de achttien jaar")
    assert sinds_kort.when(opdracht, vandaag=date(2027, 5, 31)).nieuw


@pytest.mark.parametrize("soort", OPDRACHTEN)
def test_it_is_about_somebody_in_a_casus_that_runs(soort: str) -> None:
    opdracht = OPDRACHTEN[soort]
    vreemd = replace(opdracht, persoon_id=VREEMDE_ID)
    given(*IN_MONITORING, AFGESLOTEN).when(opdracht).dan_geweigerd("kan nu niet")
    given(AANGEMELD).when(vreemd).dan_geweigerd("geen betrokkene in deze casus")
