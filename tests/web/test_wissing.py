"""An erasure that somebody asked, over pages alone: from the desk, past four people, to its answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from domain.casus.commands import HefBeperkingOp, StelBeperkingIn
from domain.casus.waarden import Beperkgrond
from domain.rollen import Rol
from tests.api.conftest import TWEEDE_COMPLIANCE
from tests.verhalen import ZVH, nieuw_verhaal
from tests.web.compliance import PRUIM
from tests.web.huis import Huis
from tests.web.kijker import Kijker
from tests.web.test_compliance import controleert, keurt_goed
from tests.web.test_verzoeken import leg_vast, stel_vast_en_vind, stel_voor, verzoek_van


@pytest.fixture
def huis(eigen_huis: Huis) -> Huis:
    return eigen_huis


def test_a_wissing_is_agreed_to_by_who_reads_where_and_runs_to_its_end(kijker: Kijker, huis: Huis) -> None:
    verhaal = nieuw_verhaal(huis.dienst)
    huis.dienst.wacht_op(verhaal.meld_aan().positie)
    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    page.goto(f"/verzoeken/nieuw?tafel={ZVH}")
    leg_vast(page, "wissing", "Haal mij eruit")
    pad, _ = verzoek_van(huis, page)
    stel_vast_en_vind(page, pad)
    stel_voor(page)
    olijf = kijker.als(TWEEDE_COMPLIANCE, java_script_enabled=False)
    olijf.goto(f"{pad}/teruggeven")
    olijf.get_by_label("Waarom bent u niet akkoord").fill("Zoek nog eens")
    olijf.get_by_role("button", name="Geef terug").click()
    expect(olijf.get_by_role("heading", name="Het voorstel is teruggegeven")).to_be_visible()
    stel_voor(page)
    expect(page.get_by_role("heading", name="Het voorstel is teruggegeven")).to_have_count(0)
    (plaats,) = huis.dienst.verzoeken.vindplaatsen(huis.dienst.verzoeken.lees(pad.rpartition("/")[2]))
    (nummer,) = huis.dienst.lijsten.nummers_van([plaats.stroom_id]).values()
    tot = huis.vandaag() + timedelta(days=91)
    beperking = StelBeperkingIn(uuid4(), plaats.persoon_id, Beperkgrond.JUISTHEID_BETWIST, "Klopt niet", tot)
    huis.dienst.wacht_op(huis.dienst.shell.voer_uit(nummer, beperking, namens=PRUIM).positie)
    olijf.goto(f"{pad}/akkoord")
    expect(olijf.locator("main")).to_contain_text(f"de gegevens van deze persoon in casus {nummer}")
    expect(olijf.locator("main")).to_contain_text(
        "verwerking beperkt: de juistheid van de gegevens wordt betwist"
    )
    kijker.keur(f"{pad}/akkoord", als=TWEEDE_COMPLIANCE)
    olijf.get_by_role("button", name="Ga akkoord").click()
    page.goto(f"{pad}/wissing")
    page.get_by_role("button", name="Zet op een vernietigingslijst").click()
    expect(page.get_by_text("wordt nu tegengehouden")).to_be_visible()
    page.goto(f"/verzoeken?tafel={ZVH}")
    expect(page.get_by_role("row", name=pad.rpartition("/")[2])).to_contain_text("wordt tegengehouden")
    opgeheven = HefBeperkingOp(beperking.beperking_id, "Nagekeken", huis.vandaag())
    huis.dienst.wacht_op(huis.dienst.shell.voer_uit(nummer, opgeheven, namens=PRUIM).positie)
    page.goto(pad)
    expect(page.get_by_text("wordt nu tegengehouden")).to_have_count(0)
    (lijst,) = page.locator('a[href^="/vernietiging/L-"]').all()
    loop_lijst_af(kijker, huis, lijst.inner_text(), nummer)
    page = kijker.als(Rol.COMPLIANCE, java_script_enabled=False)
    page.goto(f"{pad}/wissing")
    expect(page.get_by_text("Alles is vernietigd. Rond het verzoek af.")).to_be_visible()
    page.goto(f"{pad}/uitvoeren")
    page.get_by_role("button", name="Voer uit en rond af").click()
    kijker.keur(f"/verzoeken?tafel={ZVH}&stand=klaar", als=Rol.COMPLIANCE)
    page.goto(f"/verzoeken?tafel={ZVH}")
    page.get_by_role("link", name="Verzoeken die klaar zijn").click()
    expect(page.get_by_role("link", name=pad.rpartition("/")[2])).to_be_visible()


def loop_lijst_af(kijker: Kijker, huis: Huis, lijst: str, nummer: str) -> None:
    """A second person checks, the FG approves, and the service carries out once the bedenktijd is over."""
    olijf, fg = (kijker.als(wie, java_script_enabled=False) for wie in (TWEEDE_COMPLIANCE, Rol.FG))
    controleert(olijf, nummer)
    keurt_goed(fg, lijst)
    huis.klok.verder(days=8)
    huis.dienst.lijstloper.ronde()
