"""The ICO: planned with a goal and a ground, held with more than one, written up with respect for secrecy."""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.commands import LegICOVast, PlanICO
from domain.casus.events import ToestemmingGegeven, ToestemmingIngetrokken
from domain.casus.state import Fase
from domain.casus.waarden import Clientdeelname, Genodigde, Hoedanigheid, Veiligheidsweging
from tests.domain.delen import (
    AARDBEI,
    BEGINT,
    BRAAM_ID,
    GEHEIM,
    ICO_ID,
    INBRENG,
    LATER,
    VORIGE_WEEK,
    VREEMDE_ID,
)
from tests.domain.feiten import (
    AANGEMELD,
    ADVIES_UITGEBRACHT,
    AFGESLOTEN,
    BRAAM_IS_VOLWASSEN,
    CASUSREGIE_TOEGEWEZEN,
    GEAGENDEERD,
    GETRIEERD,
    GRONDSLAG_VASTGELEGD,
    ICO_AFGEZEGD,
    ICO_GEHOUDEN,
    ICO_GEPLAND,
    ICO_STAAT_GEPLAND,
    ICO_VERZET,
    IN_MONITORING,
    IN_TRIAGE,
    MET_REGIE,
    OPGENOMEN,
    PROCESREGIE_TOEGEWEZEN,
    TOESTEMMING_GEGEVEN,
    TOESTEMMING_INGETROKKEN,
    TWEEDE_ICO_GEPLAND,
)
from tests.domain.opdrachten import (
    BRENG_ADVIES_UIT,
    LEG_ICO_VAST,
    PLAN_ICO,
    PLAN_TWEEDE_ICO,
    VERZET_ICO,
    ZEG_ICO_AF,
)
from tests.domain.tafel import DINSDAG, ICODAG, MAANDAG, NA_ICO, TOESTEMMINGSTAFEL
from tests.domain.verhaal import given

VEILIG = Clientdeelname(Veiligheidsweging.GEEN_RISICO, vooraf_besproken_op=DINSDAG)


def test_an_ico_is_planned() -> None:
    given(*MET_REGIE).when(PLAN_ICO).then(ICO_GEPLAND)


def test_an_ico_is_planned_for_today_at_the_earliest() -> None:
    given(*MET_REGIE).when(PLAN_ICO, vandaag=ICODAG).then(ICO_GEPLAND)
    given(*MET_REGIE).when(PLAN_ICO, vandaag=NA_ICO).dan_geweigerd("niet in het verleden worden gepland")


def test_no_ico_while_another_one_is_planned() -> None:
    given(*ICO_STAAT_GEPLAND).when(PLAN_TWEEDE_ICO).dan_geweigerd("Er is al een ICO gepland")
    given(*ICO_STAAT_GEPLAND).when(PLAN_ICO).then()


def test_after_one_was_called_off_or_held_a_next_ico_is_planned() -> None:
    given(*ICO_STAAT_GEPLAND, ICO_AFGEZEGD).when(PLAN_TWEEDE_ICO).then(TWEEDE_ICO_GEPLAND)
    given(*IN_MONITORING).when(PLAN_TWEEDE_ICO).then(TWEEDE_ICO_GEPLAND)


def test_an_ico_keeps_its_id() -> None:
    hergebruik = replace(PLAN_TWEEDE_ICO, ico_id=ICO_ID)
    given(*ICO_STAAT_GEPLAND, ICO_AFGEZEGD).when(hergebruik).dan_geweigerd("Er is al een ICO gepland")


NIET_TE_PLANNEN = {
    "no goal": (replace(PLAN_ICO, doel=" "), "het doel van het ICO"),
    "one organisation": (
        replace(PLAN_ICO, genodigden=(Genodigde("testzorg", "Hoe?"), Genodigde("testzorg", "Wat?"))),
        "ten minste twee organisaties",
    ),
    "client at risk": (
        replace(PLAN_ICO, clientdeelname=replace(VEILIG, veiligheid=Veiligheidsweging.RISICO)),
        "geen veiligheidsrisico",
    ),
    "safety not weighed": (
        replace(PLAN_ICO, clientdeelname=replace(VEILIG, veiligheid=Veiligheidsweging.NIET_GEWOGEN)),
        "geen veiligheidsrisico",
    ),
    "client not discussed": (
        replace(PLAN_ICO, clientdeelname=replace(VEILIG, vooraf_besproken_op=None)),
        "Bespreek vooraf",
    ),
    "client to be discussed": (
        replace(PLAN_ICO, clientdeelname=replace(VEILIG, vooraf_besproken_op=date(2026, 3, 4))),
        "Bespreek vooraf",
    ),
}


@pytest.mark.parametrize("geval", NIET_TE_PLANNEN)
def test_an_ico_that_is_not_in_order_is_not_planned(geval: str) -> None:
    opdracht, zin = NIET_TE_PLANNEN[geval]
    given(*MET_REGIE).when(opdracht).dan_geweigerd(zin)


def test_the_client_attends_when_that_is_safe_and_was_discussed() -> None:
    erbij: PlanICO = replace(PLAN_ICO, clientdeelname=VEILIG)
    given(*MET_REGIE).when(erbij).then(replace(ICO_GEPLAND, clientdeelname=VEILIG))


def test_the_procesregisseur_plans_so_there_must_be_one() -> None:
    given(*OPGENOMEN).when(PLAN_ICO).dan_geweigerd("Wijs eerst een procesregisseur toe")
    given(*OPGENOMEN, CASUSREGIE_TOEGEWEZEN).when(PLAN_ICO).dan_geweigerd(
        "Wijs eerst een procesregisseur toe"
    )


def test_no_ico_without_the_grondslag_that_the_tafel_asks_for() -> None:
    zonder = given(AANGEMELD, GETRIEERD, PROCESREGIE_TOEGEWEZEN)
    zonder.when(PLAN_ICO).dan_geweigerd("zonder grondslag geen ICO")


def test_no_ico_without_the_toestemming_of_everybody_that_the_tafel_asks_for() -> None:
    aardbei = replace(TOESTEMMING_GEGEVEN, doel="inbrengen")
    braam = replace(aardbei, persoon_id=BRAAM_ID)
    casus = given(AANGEMELD, BRAAM_IS_VOLWASSEN, GETRIEERD, PROCESREGIE_TOEGEWEZEN)
    casus.when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("van de persoon zelf (2); zonder toestemming")
    een = given(*casus.feiten, aardbei)
    een.when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("van de persoon zelf (1); zonder toestemming")
    ingetrokken = given(*een.feiten, braam, replace(TOESTEMMING_INGETROKKEN, doel="inbrengen"))
    ingetrokken.when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("ingetrokken (1); zonder toestemming")
    given(*een.feiten, braam).when(PLAN_ICO, tafel=TOESTEMMINGSTAFEL).then(ICO_GEPLAND)


def test_nothing_is_planned_before_triage() -> None:
    given(*IN_TRIAGE, PROCESREGIE_TOEGEWEZEN).when(PLAN_ICO).dan_geweigerd("Een ICO plannen kan nu niet")


def test_a_planned_ico_is_moved() -> None:
    verder = given(*ICO_STAAT_GEPLAND).when(VERZET_ICO).then(ICO_VERZET)
    assert verder.casus.icos[0].gepland.begint == LATER
    assert verder.casus.icos[0].verzet == ICO_VERZET


def test_an_ico_is_not_moved_to_where_it_stands_nor_to_the_past() -> None:
    casus = given(*ICO_STAAT_GEPLAND)
    casus.when(replace(VERZET_ICO, begint=BEGINT)).then()
    casus.when(replace(VERZET_ICO, begint=VORIGE_WEEK)).dan_geweigerd("niet naar het verleden")


def test_an_ico_may_be_moved_to_today() -> None:
    vandaag = replace(VERZET_ICO, begint=VORIGE_WEEK)
    verder = given(*ICO_STAAT_GEPLAND).when(vandaag, vandaag=VORIGE_WEEK.date())
    verder.then(replace(ICO_VERZET, begint=VORIGE_WEEK))


def test_a_planned_ico_is_called_off() -> None:
    verder = given(*ICO_STAAT_GEPLAND).when(ZEG_ICO_AF).then(ICO_AFGEZEGD)
    assert verder.casus.gepland_ico is None
    assert verder.casus.fase is Fase.OPGENOMEN


def test_what_is_not_planned_is_not_moved_called_off_or_held() -> None:
    for casus in (given(*MET_REGIE), given(*MET_REGIE, TWEEDE_ICO_GEPLAND)):
        casus.when(VERZET_ICO).dan_geweigerd("staat niet gepland; verzetten kan dan niet")
        casus.when(ZEG_ICO_AF).dan_geweigerd("staat niet gepland; afzeggen kan dan niet")
        casus.when(LEG_ICO_VAST, vandaag=NA_ICO).dan_geweigerd("staat niet gepland; vastleggen kan dan niet")


def test_what_was_held_is_not_called_off_and_what_was_called_off_is_not_held() -> None:
    given(*IN_MONITORING).when(ZEG_ICO_AF).dan_geweigerd("staat niet gepland")
    given(*ICO_STAAT_GEPLAND, ICO_AFGEZEGD).when(LEG_ICO_VAST, vandaag=NA_ICO).dan_geweigerd(
        "staat niet gepland"
    )


def test_after_closing_no_ico_is_touched() -> None:
    gesloten = given(*ICO_STAAT_GEPLAND, AFGESLOTEN)
    gesloten.when(VERZET_ICO).dan_geweigerd("Een ICO verzetten kan nu niet: deze casus is afgesloten")
    gesloten.when(BRENG_ADVIES_UIT).dan_geweigerd("Advies uitbrengen kan nu niet")


def test_the_first_ico_brings_the_casus_into_monitoring() -> None:
    verder = given(*ICO_STAAT_GEPLAND).when(LEG_ICO_VAST, vandaag=ICODAG).then(ICO_GEHOUDEN)
    assert verder.casus.fase is Fase.MONITORING
    assert verder.casus.gepland_ico is None


def test_an_ico_that_was_held_takes_the_casus_off_the_agenda() -> None:
    casus = given(*IN_MONITORING, TWEEDE_ICO_GEPLAND, GEAGENDEERD)
    tweede = replace(LEG_ICO_VAST, ico_id=TWEEDE_ICO_GEPLAND.ico_id)
    gehouden = replace(ICO_GEHOUDEN, ico_id=TWEEDE_ICO_GEPLAND.ico_id)
    assert casus.when(tweede, vandaag=NA_ICO).then(gehouden).casus.agenda is None


NIET_VAST_TE_LEGGEN = {
    "one organisation": (
        replace(LEG_ICO_VAST, aanwezig=("testzorg", "testzorg")),
        "ten minste twee organisaties",
    ),
    "no report": (replace(LEG_ICO_VAST, verslag=""), "het verslag van het ICO"),
    "about a stranger": (
        replace(LEG_ICO_VAST, inbreng=(INBRENG, replace(INBRENG, persoon_id=VREEMDE_ID))),
        "geen betrokkene is in deze casus",
    ),
}


@pytest.mark.parametrize("geval", NIET_VAST_TE_LEGGEN)
def test_an_ico_that_is_not_in_order_is_not_written_up(geval: str) -> None:
    opdracht, zin = NIET_VAST_TE_LEGGEN[geval]
    given(*ICO_STAAT_GEPLAND).when(opdracht, vandaag=NA_ICO).dan_geweigerd(zin)


def test_an_ico_is_not_written_up_before_it_was_held() -> None:
    given(*ICO_STAAT_GEPLAND).when(LEG_ICO_VAST, vandaag=DINSDAG).dan_geweigerd("nog moet komen")


def test_what_a_professional_must_keep_secret_is_shared_only_with_toestemming() -> None:
    geheim: LegICOVast = replace(LEG_ICO_VAST, inbreng=(INBRENG, GEHEIM))
    zonder = given(*ICO_STAAT_GEPLAND)
    zonder.when(geheim, vandaag=NA_ICO).dan_geweigerd(
        "uitdrukkelijke toestemming van de betrokkene (WGS 2.29)"
    )
    ingetrokken = given(*ICO_STAAT_GEPLAND, TOESTEMMING_GEGEVEN, TOESTEMMING_INGETROKKEN)
    ingetrokken.when(geheim, vandaag=NA_ICO).dan_geweigerd("WGS 2.29")
    met = given(*ICO_STAAT_GEPLAND, TOESTEMMING_GEGEVEN)
    met.when(geheim, vandaag=NA_ICO).then(replace(ICO_GEHOUDEN, inbreng=(INBRENG, GEHEIM)))


def test_toestemming_of_one_opens_nothing_of_another() -> None:
    over_braam = replace(GEHEIM, persoon_id=BRAAM_ID)
    casus = given(*ICO_STAAT_GEPLAND, TOESTEMMING_GEGEVEN, replace(TOESTEMMING_GEGEVEN, doel="inbrengen"))
    casus.when(replace(LEG_ICO_VAST, inbreng=(over_braam,)), vandaag=NA_ICO).dan_geweigerd("WGS 2.29")


def test_the_advice_comes_from_an_ico_that_was_held() -> None:
    given(*IN_MONITORING).when(BRENG_ADVIES_UIT).then(ADVIES_UITGEBRACHT)
    given(*ICO_STAAT_GEPLAND).when(BRENG_ADVIES_UIT).dan_geweigerd("Advies komt uit een ICO dat is gehouden")
    given(*MET_REGIE).when(BRENG_ADVIES_UIT).dan_geweigerd("Advies komt uit een ICO dat is gehouden")


def test_an_ico_has_one_advice() -> None:
    casus = given(*IN_MONITORING, ADVIES_UITGEBRACHT)
    casus.when(BRENG_ADVIES_UIT).then()
    casus.when(replace(BRENG_ADVIES_UIT, advies="Toch anders")).dan_geweigerd("heeft al een advies")


def test_advice_is_a_summary_and_an_advice() -> None:
    casus = given(*IN_MONITORING)
    casus.when(replace(BRENG_ADVIES_UIT, samenvatting="")).dan_geweigerd("de samenvatting")
    casus.when(replace(BRENG_ADVIES_UIT, advies=" ")).dan_geweigerd("het advies")


def test_what_happens_to_the_second_ico_does_not_happen_to_the_first() -> None:
    gehouden = replace(ICO_GEHOUDEN, ico_id=TWEEDE_ICO_GEPLAND.ico_id)
    eerste, tweede = given(*ICO_STAAT_GEPLAND, ICO_AFGEZEGD, TWEEDE_ICO_GEPLAND, gehouden).casus.icos
    assert (eerste.afgezegd, eerste.gehouden) == (ICO_AFGEZEGD, None)
    assert (tweede.afgezegd, tweede.gehouden) == (None, gehouden)


def test_a_second_ico_leaves_the_first_as_it_was() -> None:
    casus = given(*IN_MONITORING, ADVIES_UITGEBRACHT, TWEEDE_ICO_GEPLAND).casus
    eerste, tweede = casus.icos
    assert (eerste.gehouden, eerste.advies, eerste.staat_gepland) == (ICO_GEHOUDEN, ADVIES_UITGEBRACHT, False)
    assert (tweede.gehouden, tweede.advies, tweede.staat_gepland) == (None, None, True)
    assert casus.grondslag == GRONDSLAG_VASTGELEGD


def test_an_ico_was_not_held_before_the_case_came_in() -> None:
    eerder = replace(LEG_ICO_VAST, gehouden_op=date(1999, 11, 1))
    given(*ICO_STAAT_GEPLAND).when(eerder, vandaag=ICODAG).dan_geweigerd("voordat de casus was aangemeld")


def test_an_ico_that_was_written_up_is_not_written_up_differently() -> None:
    anders = replace(LEG_ICO_VAST, verslag="Toch anders")
    given(*IN_MONITORING).when(anders, vandaag=ICODAG).dan_geweigerd("al vastgelegd, met een andere inhoud")


def test_a_day_before_the_plan_does_not_dodge_a_withdrawal() -> None:
    """Written up as held before the day that was planned, a no that came in since counts too."""
    nu = date(2026, 3, 18)
    ja = tuple(
        ToestemmingGegeven(mens.persoon_id, "inbrengen", "Zelf", Hoedanigheid.ZELF, "tekst", MAANDAG, 40)
        for mens in (AARDBEI,)
    )
    nee = ToestemmingIngetrokken(
        AARDBEI.persoon_id, "inbrengen", "Zelf", Hoedanigheid.ZELF, date(2026, 3, 10)
    )
    alleen = replace(AANGEMELD, betrokkenen=(AARDBEI,))
    gepland = given(alleen, *ja, GETRIEERD, PROCESREGIE_TOEGEWEZEN, ICO_GEPLAND, nee)
    ervoor = replace(LEG_ICO_VAST, gehouden_op=date(2026, 3, 9))
    gepland.when(ervoor, vandaag=nu, tafel=TOESTEMMINGSTAFEL).dan_geweigerd("zonder toestemming geen ICO")
