"""An erasure that is asked over HTTP: from the verzoek of a parent to the verklaring, by four people; others stay."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from api.samenstelling import Dienst
from domain.casus.commands import HefOpschortingOp, SchortVernietigingOp
from domain.casus.events import GezagVastgelegd, PersoonVernietigd
from domain.casus.waarden import Gezag, Onderzoek, Opschortgrond
from domain.rollen import Rol
from infra.optekenen import Nieuw, Optekenaar
from infra.store import Conflict
from infra.verklaring.verifieer import Gegeven, verifieer
from tests.api.conftest import Deur
from tests.api.lijstloop import bekijk, controleer, keur_goed, voer_uit, wacht_bedenktijd_af
from tests.api.test_verzoeken_van_betrokkenen import HANDELAAR, INWILLIGING, TWEEDE, stap, tot_akkoord
from tests.api.verzoeken import AANMELDING, FRAMBOOS, JSON, VRAAG
from tests.gezin import EX, KIND, MOEDER, VADER, Gezin, gezin
from tests.verhalen import COMPLIANCE, PROCESREGISSEUR, nieuw_verhaal

ZAAK = UUID(int=0xD0)
VAN_HET_KIND: JSON = {
    "soort": "wissing",
    "aanvrager": "ouder-met-gezag",
    "verzoeker": MOEDER.naam,
    "over": {"naam": KIND.naam, "geboortedatum": "2016-09-09", "bsn": KIND.bsn},
    "inhoud": "Haal mijn kind eruit",
}
IDENTITEIT_VAN_HET_KIND: JSON = {
    "geboortedatum": "2016-09-09",
    "aanvragers": ["ouder-met-gezag"],
    "wijze": "aan-het-loket",
    "gezag": "gezamenlijk-ouderlijk-gezag",
    "onderbouwing": "Paspoort en gezagsregister gezien",
}


@pytest.fixture
def familie(deur: Deur) -> Gezin:
    """A child of nine, its parents, and an ex-partner."""
    nieuw_verhaal(deur.dienst).tot_en_met_ico()
    familie = gezin(nieuw_verhaal(deur.dienst))
    familie.tot_en_met_ico()
    familie.kind_is_negen()
    deur.dienst.runner.werk_bij()
    return familie


def aangemeld(deur: Deur, *mensen: JSON, kenmerk: str) -> str:
    inhoud = {**AANMELDING, "kenmerk": kenmerk, "betrokkenen": list(mensen)}
    antwoord = deur.stuur("/casussen", inhoud, als=Rol.MELDER)
    assert antwoord.status_code == 201, antwoord.text
    nummer: str = antwoord.json()["casusnummer"]
    return nummer


def zet_uit(deur: Deur, pad: str) -> str:
    stap(deur, f"{pad}/wissingen", None, "WissingUitgezet")
    lijst: str = deur.haal(pad, als=HANDELAAR).json()["lijsten"][-1]
    return lijst


def loop_af(deur: Deur, lijst: str) -> JSON:
    """Checked, approved, waited for, carried out and declared; each by somebody else."""
    controleer(deur, lijst)
    keur_goed(deur, lijst)
    wacht_bedenktijd_af(deur.dienst, bekijk(deur, lijst)["bedenktijdDagen"])
    return voer_uit_en_verklaar(deur, lijst)


def voer_uit_en_verklaar(deur: Deur, lijst: str) -> JSON:
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    return voer_uit(deur, lijst)


def standen(deur: Deur, pad: str) -> list[str]:
    return [post["stand"] for post in deur.haal(pad, als=HANDELAAR).json()["posten"]]


def test_a_case_about_one_person_goes_as_a_whole_though_it_still_runs(deur: Deur) -> None:
    casus = aangemeld(deur, FRAMBOOS, kenmerk="PL-1")
    pad = tot_akkoord(deur, soort="wissing")
    lijst = zet_uit(deur, pad)
    (post,) = bekijk(deur, lijst)["regels"]
    assert (post["soort"], post["grond"]) == ("casus", "wissing-gevraagd")
    assert loop_af(deur, lijst)["fase"] == "verklaard"
    assert deur.haal(f"/casussen/{casus}", als=Rol.PROCESREGISSEUR).status_code == 404
    assert standen(deur, pad) == ["vernietigd"]
    gedaan = stap(deur, f"{pad}/uitvoeringen", None, "VerzoekUitgevoerd")
    assert (gedaan["nietGewist"], gedaan["teBerichten"]) == ([], ["politie"])
    (rij,) = deur.haal("/verwijderingen?tafel=zvh-zaanstreek-waterland", als=Rol.AUDITOR).json()["regels"]
    assert rij["grond"] == "wissing-gevraagd"
