"""Where a case goes besides its own table: to the next one, and into the national monitor."""

from dataclasses import fields, replace
from datetime import date

import pytest

from domain.casus.commands import GeefDoor, MeldAan
from domain.casus.doorgeven import als_aanmelding
from domain.casus.events import Gebeurtenis
from domain.tafels import Keuze
from tests.domain.delen import AARDBEI, BRAAM, BRAAM_ID
from tests.domain.feiten import (
    AANGEMELD,
    AANGEVULD,
    AFGESCHAALD,
    AFGESLOTEN,
    AFGEWEZEN,
    BIJ_MONITOR_GEMELD,
    BRAAM_IS_VOLWASSEN,
    DOORGEGEVEN,
    DOORVERWEZEN,
    GRONDSLAG_VASTGELEGD,
    IN_MONITORING,
    IN_TRIAGE,
    OPGENOMEN,
    OPGESCHAALD,
    TERUGGESCHAALD,
    TOESTEMMING_GEGEVEN,
    TOESTEMMING_INGETROKKEN,
    TOESTEMMING_VOOR_MONITOR,
)
from tests.domain.opdrachten import GEEF_DOOR, MELD_BIJ_MONITOR
from tests.domain.tafel import BRON, DINSDAG, MAANDAG, MONITORTAFEL, NA_ICO, TESTTAFEL, TOESTEMMINGSTAFEL
from tests.domain.verhaal import given, teksten

NAAR_BESTUUR = replace(GEEF_DOOR, naar="bestuur")

# --- to the next table ----------------------------------------------------------------------------------------


def test_a_casus_is_handed_on_to_where_triage_referred_it() -> None:
    verder = given(*IN_TRIAGE, DOORVERWEZEN).when(GEEF_DOOR).then(DOORGEGEVEN)
    assert verder.casus.doorgegeven == DOORGEGEVEN


@pytest.mark.parametrize(
    ("feiten", "opdracht"),
    [
        ((*OPGENOMEN, OPGESCHAALD), NAAR_BESTUUR),
        ((*IN_MONITORING, OPGESCHAALD), NAAR_BESTUUR),
        ((*IN_MONITORING, AFGESCHAALD), GEEF_DOOR),
        ((*IN_MONITORING, OPGESCHAALD, AFGESCHAALD), GEEF_DOOR),
    ],
    ids=["up before the first ico", "up in monitoring", "down", "up and then down"],
)
def test_a_casus_is_handed_on_to_where_it_was_scaled_to(
    feiten: tuple[Gebeurtenis, ...], opdracht: GeefDoor
) -> None:
    given(*feiten).when(opdracht).then(replace(DOORGEGEVEN, naar=opdracht.naar))


NERGENS_HEEN = {
    "before triage": IN_TRIAGE,
    "rejected": (*IN_TRIAGE, AFGEWEZEN),
    "taken up": OPGENOMEN,
    "in monitoring": IN_MONITORING,
    "back from the higher level": (*IN_MONITORING, OPGESCHAALD, TERUGGESCHAALD),
    "closed": (*IN_MONITORING, AFGESLOTEN),
}


@pytest.mark.parametrize("geval", NERGENS_HEEN)
def test_a_casus_that_was_sent_nowhere_is_not_handed_on(geval: str) -> None:
    for opdracht in (GEEF_DOOR, NAAR_BESTUUR):
        given(*NERGENS_HEEN[geval]).when(opdracht).dan_geweigerd("Doorgeven kan pas als de casus is")


def test_a_casus_is_handed_on_to_no_other_table() -> None:
    given(*IN_TRIAGE, DOORVERWEZEN).when(NAAR_BESTUUR).dan_geweigerd("niet naar deze tafel")
    given(*IN_MONITORING, AFGESCHAALD).when(NAAR_BESTUUR).dan_geweigerd("niet naar deze tafel")
    given(*OPGENOMEN, OPGESCHAALD).when(GEEF_DOOR).dan_geweigerd("niet naar deze tafel")


def test_a_casus_is_handed_on_once() -> None:
    doorgegeven = given(*IN_TRIAGE, DOORVERWEZEN, DOORGEGEVEN)
    for anders in (replace(GEEF_DOOR, casusnummer="WIJK-0008"), replace(GEEF_DOOR, meegegeven=())):
        doorgegeven.when(anders).dan_geweigerd("al aan deze tafel doorgegeven")


def test_sharing_with_another_table_waits_for_consent_where_that_is_asked() -> None:
    verwezen = (*IN_TRIAGE, BRAAM_IS_VOLWASSEN, DOORVERWEZEN)
    aardbei = replace(TOESTEMMING_GEGEVEN, doel="delen")
    braam = replace(aardbei, persoon_id=BRAAM_ID)
    zonder = "zonder toestemming gaat de casus niet naar een andere tafel"
    for tekort in ((), (aardbei,), (aardbei, replace(braam, doel="inbrengen"))):
        given(*verwezen, *tekort).when(GEEF_DOOR, tafel=TOESTEMMINGSTAFEL).dan_geweigerd(zonder)
    weg = replace(TOESTEMMING_INGETROKKEN, doel="delen")
    given(*verwezen, aardbei, braam, weg).when(GEEF_DOOR, tafel=TOESTEMMINGSTAFEL).dan_geweigerd(zonder)
    given(*verwezen, aardbei, braam).when(GEEF_DOOR, tafel=TOESTEMMINGSTAFEL).then(DOORGEGEVEN)


# --- what goes along ------------------------------------------------------------------------------------------

VOLGENDE = replace(
    TESTTAFEL,
    id="volgende",
    aanpakken=(Keuze("nazorg", "Nazorg", BRON),),
    leefgebieden=(Keuze("wonen", "Wonen", BRON), Keuze("werk", "Werk", BRON)),
)
"""It knows other words: no aanpak regulier, and of the leefgebieden only wonen."""


def mee(*feiten: Gebeurtenis) -> tuple[MeldAan, tuple[str, ...], tuple[str, ...]]:
    casus = given(*feiten).casus
    return als_aanmelding(casus, VOLGENDE, casusnummer="VOLG-0001", organisatie="testwijk")


def test_what_may_go_along_becomes_an_aanmelding_at_the_next_table() -> None:
    opdracht, meegegeven, niet = mee(*IN_TRIAGE, AANGEVULD, DOORVERWEZEN)
    assert opdracht == MeldAan(
        casusnummer="VOLG-0001",
        organisatie="testwijk",
        gemeente="teststad",
        betrokkenen=(AARDBEI, BRAAM),
        aanpak=None,
        leefgebieden=("wonen",),
        reguliere_routes="Het wijkteam probeerde het een jaar",
        eerste_verwerking=MAANDAG,
    )
    assert meegegeven == ("betrokkenen", "gemeente", "leefgebieden", "reguliere routes")
    assert niet == (
        *("inbreng van anderen", "weging en criteria", "toestemming", "grondslag"),
        *("betrokkenen die anderen inbrachten", "aanpak"),
    )


def test_what_another_organisation_told_of_the_routes_stays_here() -> None:
    van_anderen = replace(AANGEVULD, betrokkenen=(), reguliere_routes="De politie weet meer")
    opdracht, _, niet = mee(*IN_TRIAGE, van_anderen, DOORVERWEZEN)
    assert opdracht.reguliere_routes is None
    assert "reguliere routes" in niet


def test_a_word_that_the_next_table_knows_goes_along() -> None:
    opdracht, meegegeven, _ = mee(replace(AANGEMELD, aanpak="nazorg"), DOORVERWEZEN)
    assert (opdracht.aanpak, "aanpak" in meegegeven) == ("nazorg", True)


def test_what_is_not_there_stays_by_name() -> None:
    kaal = replace(AANGEMELD, aanpak=None, leefgebieden=(), reguliere_routes=None)
    opdracht, meegegeven, niet = mee(kaal, DOORVERWEZEN)
    assert meegegeven == ("betrokkenen", "gemeente")
    assert set(niet) >= {"aanpak", "leefgebieden", "reguliere routes"}
    assert (opdracht.aanpak, opdracht.leefgebieden, opdracht.reguliere_routes) == (None, (), None)


def test_every_field_either_goes_along_or_is_left_empty() -> None:
    """A new field of an aanmelding does not go along until somebody decides that it may."""
    opdracht, *_ = mee(*IN_TRIAGE, DOORVERWEZEN)
    gevuld = {veld.name for veld in fields(MeldAan) if getattr(opdracht, veld.name) not in (None, ())}
    assert gevuld == {
        *("casusnummer", "organisatie", "gemeente", "betrokkenen", "urgentie"),
        *("leefgebieden", "reguliere_routes", "eerste_verwerking"),
    }


def test_nothing_that_was_told_for_this_table_alone_goes_along() -> None:
    """WGS 2.29: what others brought in, the weighing, and the ground were given for this table."""
    alles = (*IN_MONITORING, TOESTEMMING_GEGEVEN, AFGESCHAALD)
    melding = set(teksten(replace(AANGEMELD, criteria=(), voorcontact=None)))
    alleen_hier = {tekst for tekst in teksten(list(alles)) if tekst not in melding and len(tekst) > 3}
    opdracht, *_ = mee(*alles)
    assert GRONDSLAG_VASTGELEGD.toelichting in alleen_hier
    assert set(teksten(opdracht)) & alleen_hier == set()


def test_the_next_table_takes_it_in_and_the_term_goes_on_from_the_first_processing() -> None:
    opdracht, *_ = mee(replace(AANGEMELD, eerste_verwerking=date(2026, 1, 12)), DOORVERWEZEN)
    eigen = replace(opdracht, organisatie="testzorg")
    casus = given().when(eigen, vandaag=DINSDAG, tafel=VOLGENDE)
    (aangemeld,) = casus.nieuw
    assert given(aangemeld).casus.bewaren_tot == date(2031, 1, 12)
    assert given(aangemeld).casus.eerste_verwerking == date(2026, 1, 12)


# --- the national monitor -------------------------------------------------------------------------------------

MET_TOESTEMMING = (*IN_MONITORING, TOESTEMMING_VOOR_MONITOR)


def test_a_casus_stands_in_the_monitor_under_a_number_that_says_nothing() -> None:
    verder = given(*MET_TOESTEMMING).when(MELD_BIJ_MONITOR, vandaag=NA_ICO, tafel=MONITORTAFEL)
    assert verder.then(BIJ_MONITOR_GEMELD).casus.monitor == BIJ_MONITOR_GEMELD


def test_a_casus_stands_in_the_monitor_under_one_number() -> None:
    gemeld = given(*MET_TOESTEMMING, BIJ_MONITOR_GEMELD)
    gemeld.when(MELD_BIJ_MONITOR, tafel=MONITORTAFEL).then()
    anders = replace(MELD_BIJ_MONITOR, clientnummer="M-7K2R")
    gemeld.when(anders, tafel=MONITORTAFEL).dan_geweigerd("onder een ander nummer")


def test_only_a_table_that_asks_consent_for_it_registers_in_the_monitor() -> None:
    given(*MET_TOESTEMMING).when(MELD_BIJ_MONITOR, tafel=TESTTAFEL).dan_geweigerd("meldt niet bij")


def test_without_consent_of_the_hoofdpersoon_nothing_goes_to_the_monitor() -> None:
    weg = replace(TOESTEMMING_INGETROKKEN, doel="monitor")
    for feiten in ((), (TOESTEMMING_GEGEVEN,), (TOESTEMMING_VOOR_MONITOR, weg)):
        zonder = given(*IN_MONITORING, *feiten).when(MELD_BIJ_MONITOR, tafel=MONITORTAFEL)
        zonder.dan_geweigerd("zonder toestemming geen melding bij de landelijke monitor")


def test_of_a_casus_without_hoofdpersoon_nothing_goes_to_the_monitor() -> None:
    niemand = (replace(AANGEMELD, betrokkenen=(BRAAM,)), GRONDSLAG_VASTGELEGD, TOESTEMMING_VOOR_MONITOR)
    given(*niemand).when(MELD_BIJ_MONITOR, tafel=MONITORTAFEL).dan_geweigerd("geen hoofdpersoon aangemeld")


def test_what_is_closed_is_not_registered_in_the_monitor_any_more() -> None:
    given(*MET_TOESTEMMING, AFGESLOTEN).when(MELD_BIJ_MONITOR, tafel=MONITORTAFEL).dan_geweigerd(
        "Bij de landelijke monitor melden kan nu niet"
    )


HERLEIDBAAR = {
    "the bsn": "999990019",
    "the bsn with points": "9999.90.019",
    "the bsn inside": "M-999990019-1",
    "the birth date": "19900501",
    "the birth date, day first": "01-05-1990",
    "the birth date, short": "AB010590",
    "the birth date, short and year first": "900501-M",
    "the name": "aardbei-1",
    "the name in capitals": "X AARDBEI",
    "the casusnummer": "test 0001",
    "the casusnummer inside": "M-TEST-0001-A",
}


@pytest.mark.parametrize("geval", HERLEIDBAAR)
def test_the_number_in_the_monitor_leads_to_nobody(geval: str) -> None:
    """[4] 2.7 and bijlage 4: no BSN, name or birth date in the number of a client."""
    nummer = replace(MELD_BIJ_MONITOR, clientnummer=HERLEIDBAAR[geval])
    beslist = given(*MET_TOESTEMMING).when(nummer, tafel=MONITORTAFEL)
    beslist.dan_geweigerd("mag nergens naar te herleiden zijn")


def test_the_number_in_the_monitor_leads_to_nobody_else_in_the_casus_either() -> None:
    for nummer in ("M-Braam", "20140303"):
        over_ander = replace(MELD_BIJ_MONITOR, clientnummer=nummer)
        beslist = given(*MET_TOESTEMMING, AANGEVULD).when(over_ander, tafel=MONITORTAFEL)
        beslist.dan_geweigerd("mag nergens naar te herleiden zijn")


def test_a_few_letters_of_a_name_are_in_any_number_by_chance() -> None:
    kort = replace(AARDBEI, naam="Jo An Pit", bsn=None)
    casus = (replace(AANGEMELD, betrokkenen=(kort,)), *MET_TOESTEMMING[1:])
    nummer = replace(MELD_BIJ_MONITOR, clientnummer="JOAN-PIT-9")
    gemeld = replace(BIJ_MONITOR_GEMELD, clientnummer="JOAN-PIT-9")
    given(*casus).when(nummer, vandaag=NA_ICO, tafel=MONITORTAFEL).then(gemeld)


def test_there_is_a_number() -> None:
    leeg = replace(MELD_BIJ_MONITOR, clientnummer=" ")
    given(*MET_TOESTEMMING).when(leeg, tafel=MONITORTAFEL).dan_geweigerd("het cliëntnummer in de monitor")
