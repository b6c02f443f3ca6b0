"""Takes a picture of every page, of made-up cases: ``make screenshots`` writes them to docs/schermen.

Not named as a test, so that it runs only when it is asked for.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.demo.concept import GETYPT
from domain.rollen import Medewerker, Rol
from tests.api.conftest import MENSEN, TWEEDE_COMPLIANCE
from tests.verhalen import ZVH
from tests.web.compliance import vul_compliance
from tests.web.huis import Huis
from tests.web.kijker import BREED, SMAL, Kijker
from tests.web.toetsen import Gereedschap

MAP = Path(__file__).parents[2] / "docs" / "schermen"
SCHERMEN: dict[str, tuple[Rol, str]] = {
    "begin-procesregisseur": (Rol.PROCESREGISSEUR, "/"),
    "begin-melder": (Rol.MELDER, "/"),
    "wegwijzer": (Rol.MELDER, "/wegwijzer"),
    "meldingen": (Rol.MELDER, "/meldingen"),
    "melding-nieuw": (Rol.MELDER, "/meldingen/nieuw"),
    "melding-concept": (Rol.MELDER, "/meldingen/concepten/{concept}"),
    "melding": (Rol.MELDER, "/meldingen/{onvolledig}"),
    "triage": (Rol.PROCESREGISSEUR, "/triage"),
    "triage-wegen": (Rol.PROCESREGISSEUR, "/triage/{oud}"),
    "agenda": (Rol.PROCESREGISSEUR, "/agenda"),
    "agenda-overleg": (Rol.PROCESREGISSEUR, "/agenda/{overleg}"),
    "agenda-papier": (Rol.PROCESREGISSEUR, "/agenda/{overleg}/papier"),
    "agenda-reeks": (Rol.SECRETARIS, "/agenda/reeks"),
    "agenda-plan": (Rol.SECRETARIS, "/agenda/plan"),
    "monitoring": (Rol.PROCESREGISSEUR, "/monitoring"),
    "zoeken": (Rol.PROCESREGISSEUR, "/zoeken"),
    "zoeken-casussen": (Rol.PROCESREGISSEUR, "/zoeken/casussen?gemeente=zaanstad"),
    "casus": (Rol.PROCESREGISSEUR, "/casus/{monitoring}"),
    "casus-opgenomen": (Rol.SECRETARIS, "/casus/{opgenomen}"),
    "casus-auditor": (Rol.AUDITOR, "/casus/{monitoring}"),
    "casus-actie": (Rol.PROCESREGISSEUR, "/casus/{monitoring}/actie"),
    "casus-ico": (Rol.SECRETARIS, "/casus/{opgenomen}/ico-verslag"),
    "beheer": (Rol.BEHEERDER, "/beheer"),
    "beheer-toekenningen": (Rol.BEHEERDER, "/beheer/toekenningen"),
    "beheer-toekenning-nieuw": (Rol.BEHEERDER, "/beheer/toekenningen/nieuw"),
    "beheer-tafel": (Rol.BEHEERDER, "/beheer/tafels/zvh-zaanstreek-waterland"),
    "beheer-doctor": (Rol.BEHEERDER, "/beheer/doctor"),
    "beheer-protocol": (Rol.BEHEERDER, "/beheer/protocollen/ret"),
    "triage-wegen-onvolledig": (Rol.PROCESREGISSEUR, "/triage/{onvolledig}"),
    "begin-auditor": (Rol.AUDITOR, "/"),
    "auditor-controle": (Rol.AUDITOR, "/controle"),
    "auditor-inzagedoel": (Rol.AUDITOR, "/inzagedoel"),
    "auditor-tijdlijn": (Rol.AUDITOR, "/casus/{monitoring}/tijdlijn?versie=4"),
    "auditor-verschil": (Rol.PROCESREGISSEUR, "/casus/{monitoring}/verschil?van=3"),
    "auditor-inzagen": (Rol.AUDITOR, "/casus/{monitoring}/inzagen"),
    "auditor-echtheid": (Rol.AUDITOR, "/casus/{monitoring}/integriteit"),
}
"""By the name of the file: who looks, and where; the numbers are those of ``Huis``."""
COMPLIANCE: dict[str, tuple[Medewerker | Rol, str]] = {
    "begin-compliance": (Rol.COMPLIANCE, "/"),
    "bewaarkalender": (Rol.COMPLIANCE, "/bewaren"),
    "vernietigingslijsten": (Rol.FG, "/vernietiging"),
    "vernietigingslijst": (Rol.ARCHIVARIS, "/vernietiging/{lijst-bedenktijd}"),
    "vernietigingslijst-controleren": (TWEEDE_COMPLIANCE, "/vernietiging/{lijst-voorgesteld}/controleren"),
    "vernietigingslijst-verklaard": (Rol.FG, "/vernietiging/{lijst-verklaard}"),
    "verklaring": (Rol.FG, "/verklaringen/{verklaring}?controle=true"),
    "verzoeken": (Rol.COMPLIANCE, "/verzoeken"),
    "verzoek": (Rol.COMPLIANCE, "/verzoeken/{verzoek}"),
    "verzoek-nieuw": (Rol.SECRETARIS, "/verzoeken/nieuw"),
    "verzoek-identiteit": (Rol.COMPLIANCE, "/verzoeken/{verzoek}/identiteit"),
    "bewaring": (Rol.COMPLIANCE, "/bewaring/{opgeschort}"),
    "bewaring-beperken": (Rol.FG, "/bewaring/{opgeschort}/beperken"),
}
"""The same of a service in which things are destroyed."""

MET_CONCEPT = ("begin-melder", "meldingen")
"""Here somebody sees that a concept waits."""
OOK_SMAL = ("triage", "triage-wegen", "casus", "auditor-tijdlijn", "melding", "melding-nieuw")
"""Of these a picture of a narrow screen as well."""
GEVALLEN = [*((naam, False) for naam in SCHERMEN), *((naam, True) for naam in OOK_SMAL)]


@pytest.mark.parametrize(("naam", "smal"), GEVALLEN)
def test_picture(kijker: Kijker, huis: Huis, naam: str, *, smal: bool) -> None:
    """The top of one page on one screen: whole pages make large files."""
    huis.dienst.logboek.werk_bij()
    huis.dienst.inzagehouder.werk_bij()
    if "{concept}" in SCHERMEN[naam][1] or naam in MET_CONCEPT:
        _begin_concept(huis)
    _neem(kijker, huis, naam, *SCHERMEN[naam], smal=smal)


def _begin_concept(huis: Huis) -> None:
    """A concept of the melder, under a number that an address can name."""
    wie = MENSEN[Rol.MELDER]
    if "concept" not in huis.nummers:
        een = huis.dienst.omgeving.nieuw_id()
        huis.dienst.concepten.bewaar(een, wie, tafel=ZVH, velden=GETYPT, versies={0})
        huis.nummers["concept"] = str(een)


@pytest.fixture(scope="module")
def vol(eigen_huis: Huis) -> Huis:
    vul_compliance(eigen_huis)
    return eigen_huis


@pytest.mark.parametrize("naam", COMPLIANCE)
def test_picture_of_compliance(
    browser: Browser, gereedschap: Gereedschap, keurblad: Page, vol: Huis, naam: str
) -> None:
    """The same of the pages about what has to go."""
    kijker = Kijker(browser, vol, gereedschap, keurblad)
    _neem(kijker, vol, naam, *COMPLIANCE[naam])
    kijker.sluit()


def _neem(
    kijker: Kijker, huis: Huis, naam: str, wie: Medewerker | Rol, pad: str, *, smal: bool = False
) -> None:
    breed = (SMAL if smal else BREED)["width"]
    page = kijker.als(wie, viewport={"width": breed, "height": 1100})
    page.goto(pad.format(**huis.nummers))
    MAP.mkdir(exist_ok=True)
    page.screenshot(path=MAP / f"{naam}{'-smal' if smal else ''}.png")
