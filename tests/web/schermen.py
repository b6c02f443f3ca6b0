"""Takes a picture of every page, of made-up cases: ``make screenshots`` writes them to docs/schermen.

Not named as a test, so that it runs only when it is asked for.
"""

from pathlib import Path

import pytest

from domain.rollen import Rol
from tests.web.huis import Huis
from tests.web.kijker import BREED, SMAL, Kijker

MAP = Path(__file__).parents[2] / "docs" / "schermen"
SCHERMEN: dict[str, tuple[Rol, str]] = {
    "begin-procesregisseur": (Rol.PROCESREGISSEUR, "/"),
    "begin-melder": (Rol.MELDER, "/"),
    "wegwijzer": (Rol.MELDER, "/wegwijzer"),
    "meldingen": (Rol.MELDER, "/meldingen"),
    "melding-nieuw": (Rol.MELDER, "/meldingen/nieuw"),
    "melding": (Rol.MELDER, "/meldingen/{onvolledig}"),
    "triage": (Rol.PROCESREGISSEUR, "/triage"),
    "triage-wegen": (Rol.PROCESREGISSEUR, "/triage/{oud}"),
    "casus": (Rol.PROCESREGISSEUR, "/casus/{monitoring}"),
    "casus-opgenomen": (Rol.SECRETARIS, "/casus/{opgenomen}"),
    "casus-auditor": (Rol.AUDITOR, "/casus/{monitoring}"),
    "casus-actie": (Rol.PROCESREGISSEUR, "/casus/{monitoring}/actie"),
    "casus-ico": (Rol.SECRETARIS, "/casus/{opgenomen}/ico-verslag"),
    "triage-wegen-onvolledig": (Rol.PROCESREGISSEUR, "/triage/{onvolledig}"),
}
"""By the name of the file: who looks, and where; the numbers are those of ``Huis``."""


OOK_SMAL = ("triage", "triage-wegen", "casus", "melding", "melding-nieuw")
"""Of these a picture of a narrow screen as well."""
GEVALLEN = [*((naam, False) for naam in SCHERMEN), *((naam, True) for naam in OOK_SMAL)]


@pytest.mark.parametrize(("naam", "smal"), GEVALLEN)
def test_picture(kijker: Kijker, huis: Huis, naam: str, *, smal: bool) -> None:
    """The top of one page on one screen: whole pages make large files."""
    rol, pad = SCHERMEN[naam]
    breed = (SMAL if smal else BREED)["width"]
    page = kijker.als(rol, viewport={"width": breed, "height": 1100})
    page.goto(pad.format(**huis.nummers))
    MAP.mkdir(exist_ok=True)
    page.screenshot(path=MAP / f"{naam}{'-smal' if smal else ''}.png")
