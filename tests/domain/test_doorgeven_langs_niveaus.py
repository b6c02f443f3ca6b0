"""A case goes on to the table of the level it was scaled to: from the local chamber to the region, and down again."""

from dataclasses import replace

from domain.casus.commands import GeefDoor
from domain.casus.events import Doorgegeven
from domain.tafels import TAFEL, Niveau
from tests.domain.feiten import AFGESCHAALD, IN_MONITORING, OPGESCHAALD
from tests.domain.tafel import BRON, NA_ICO, TESTTAFEL
from tests.domain.verhaal import given

LOKAAL = replace(TESTTAFEL, opschalen=(Niveau("regiotafel", "De regio", TAFEL, BRON),))
NAAR_DE_REGIO = replace(OPGESCHAALD, naar="regiotafel")
GEEF_DOOR = GeefDoor("regiotafel", "TEST-0002", ("betrokkenen",), ("inbreng van anderen",))
DOORGEGEVEN = Doorgegeven("regiotafel", "TEST-0002", ("betrokkenen",), ("inbreng van anderen",))


def test_the_region_gets_a_case_that_was_scaled_up_to_it() -> None:
    given(*IN_MONITORING, NAAR_DE_REGIO).when(GEEF_DOOR, tafel=LOKAAL, vandaag=NA_ICO).then(DOORGEGEVEN)


def test_the_lower_table_gets_a_case_that_was_scaled_down_to_it() -> None:
    omlaag = replace(AFGESCHAALD, naar="regiotafel")
    given(*IN_MONITORING, omlaag).when(GEEF_DOOR, vandaag=NA_ICO).then(DOORGEGEVEN)


def test_a_running_case_that_was_sent_nowhere_stays_here() -> None:
    given(*IN_MONITORING).when(GEEF_DOOR, vandaag=NA_ICO).dan_geweigerd("Doorgeven kan pas als")


def test_a_case_goes_to_the_level_it_is_at_and_to_no_other() -> None:
    naar_het_land = (NAAR_DE_REGIO, replace(OPGESCHAALD, naar="land"))
    given(*IN_MONITORING, *naar_het_land).when(GEEF_DOOR, vandaag=NA_ICO).dan_geweigerd(
        "niet naar deze tafel"
    )


def test_what_went_up_and_was_handed_on_is_handed_on_again_when_it_goes_down() -> None:
    omhoog = (*IN_MONITORING, NAAR_DE_REGIO, DOORGEGEVEN)
    omlaag = replace(GEEF_DOOR, naar="wijkteam", casusnummer="TEST-0003")
    given(*omhoog, AFGESCHAALD).when(omlaag, vandaag=NA_ICO).then(
        replace(DOORGEGEVEN, naar="wijkteam", casusnummer="TEST-0003")
    )
