"""Looking for a case by gemeente and by how far it is, and for a person for the sake of a verzoek of that person."""

import pytest

from domain.casus.waarden import Uitkomst
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.test_aanvallen_op_paginas import blader, verzend
from tests.api.test_verzoeken_van_betrokkenen import tot_vinden
from tests.api.verzoeken import AANMELDING
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

RET = "ret-zaanstreek-waterland"

LIJST = f"/casussen?tafel={ZVH}"


@pytest.fixture
def wacht(deur: Deur) -> Verhaal:
    """A case in Zaanstad that waits for triage; that of ``verhaal`` runs there."""
    wacht = nieuw_verhaal(deur.dienst)
    deur.dienst.wacht_op(wacht.meld_aan().positie)
    return wacht


def nummers(deur: Deur, vraag: str = "", *, als: Rol = Rol.PROCESREGISSEUR) -> set[str]:
    regels = deur.haal(f"{LIJST}{vraag}", als=als).json()["regels"]
    return {regel["casusnummer"] for regel in regels}


def test_cases_are_found_by_gemeente_and_by_how_far_they_are(
    deur: Deur, verhaal: Verhaal, wacht: Verhaal
) -> None:
    beide = {verhaal.casusnummer, wacht.casusnummer}
    assert nummers(deur) == nummers(deur, "&gemeente=zaanstad") == beide
    assert nummers(deur, "&gemeente=purmerend") == set()
    assert nummers(deur, "&fase=aangemeld") == {wacht.casusnummer}
    assert nummers(deur, "&gemeente=zaanstad&fase=monitoring") == {verhaal.casusnummer}
    (regel,) = deur.haal(f"{LIJST}&fase=monitoring", als=Rol.AUDITOR).json()["regels"]
    assert (regel["gemeente"], regel["organisatie"], regel["fase"]) == ("zaanstad", "politie", "monitoring")
    assert regel["procesregisseur"] == "mw-peer"


def test_a_case_that_was_not_taken_up_says_so(deur: Deur, wacht: Verhaal) -> None:
    deur.dienst.wacht_op(wacht.trieer(Uitkomst.AFGEWEZEN).positie)
    (regel,) = deur.haal(LIJST, als=Rol.PROCESREGISSEUR).json()["regels"]
    assert (regel["fase"], regel["gemeente"]) == ("niet-opgenomen", None)
    pagina = blader(deur, f"/zoeken/casussen?tafel={ZVH}", als=Rol.PROCESREGISSEUR).text
    assert "nog niet verwerkt" not in pagina
    assert 'value="niet-opgenomen"' not in pagina


def test_they_come_in_pages_that_keep_to_what_was_asked(deur: Deur, verhaal: Verhaal, wacht: Verhaal) -> None:
    vraag = "&gemeente=zaanstad&limiet=1"
    eerste = deur.haal(f"{LIJST}{vraag}", als=Rol.SECRETARIS).json()
    tweede = deur.haal(f"{LIJST}{vraag}&na={eerste['volgende']}", als=Rol.SECRETARIS).json()
    gezien = [regel["casusnummer"] for bladzijde in (eerste, tweede) for regel in bladzijde["regels"]]
    assert sorted(gezien) == sorted([verhaal.casusnummer, wacht.casusnummer])
    assert tweede["volgende"] is None


def test_a_closed_case_is_told_to_the_few_alone_and_without_its_gemeente(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    toen = deur.dienst.omgeving.nu().isoformat().replace("+", "%2B")
    klok.verder(days=1)
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    (regel,) = deur.haal(LIJST, als=Rol.PROCESREGISSEUR).json()["regels"]
    assert (regel["gemeente"], regel["fase"]) == (None, "afgesloten")
    assert nummers(deur, "&gemeente=zaanstad") == set()
    assert nummers(deur, f"&gemeente=zaanstad&op={toen}") == {verhaal.casusnummer}
    assert nummers(deur, als=Rol.SECRETARIS) == set()


def test_the_page_shows_numbers_and_nobody_and_goes_on_record(
    deur: Deur, verhaal: Verhaal, wacht: Verhaal
) -> None:
    voor = deur.vastgelegd()
    pagina = blader(
        deur, f"/zoeken/casussen?tafel={ZVH}&gemeente=zaanstad&fase=aangemeld", als=Rol.SECRETARIS
    )
    assert pagina.status_code == 200
    assert wacht.casusnummer in pagina.text
    assert verhaal.casusnummer not in pagina.text
    assert "Testpersoon" not in pagina.text
    assert deur.vastgelegd() == voor + 1


def test_each_sees_the_ways_to_look_that_are_theirs(deur: Deur) -> None:
    for rol, op_nummer, op_gemeente, persoon in (
        (Rol.PROCESREGISSEUR, True, True, False),
        (Rol.CASUSREGISSEUR, True, False, False),
        (Rol.COMPLIANCE, False, False, True),
        (Rol.BEHEERDER, False, False, False),
    ):
        tekst = blader(deur, "/zoeken", als=rol).text
        gezien = ["nummer-kop" in tekst, "lijst-kop" in tekst, "persoon-kop" in tekst]
        assert gezien == [op_nummer, op_gemeente, persoon], rol
        assert ('href="/zoeken"' in tekst) is any(gezien), rol
    assert blader(deur, f"/zoeken/casussen?tafel={ZVH}", als=Rol.CASUSREGISSEUR).status_code == 403


def test_a_person_is_looked_for_by_post_for_a_verzoek_of_that_person_alone(deur: Deur) -> None:
    deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
    nummer = tot_vinden(deur).rpartition("/")[2]
    assert blader(deur, "/zoeken/persoon", als=Rol.COMPLIANCE).status_code == 405
    assert (
        verzend(deur, "/zoeken/persoon", {"verzoeknummer": nummer}, als=Rol.PROCESREGISSEUR).status_code
        == 403
    )
    voor = deur.vastgelegd()
    gevonden = verzend(deur, "/zoeken/persoon", {"verzoeknummer": nummer.lower()}, als=Rol.COMPLIANCE)
    assert gevonden.status_code == 200
    assert "Testpersoon Framboos" in gevonden.text
    assert deur.vastgelegd() > voor
    leeg = verzend(deur, "/zoeken/persoon", {"verzoeknummer": ""}, als=Rol.COMPLIANCE)
    assert (leeg.status_code, "vul dit in" in leeg.text) == (400, True)


def test_the_head_of_a_page_is_that_of_the_page_and_on_record_as_a_look(deur: Deur, wacht: Verhaal) -> None:
    pad, voor = f"/triage?tafel={ZVH}", deur.vastgelegd()
    kop = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR)}"}
    alleen_kop = deur.client.head(pad, headers=kop)
    assert (alleen_kop.status_code, alleen_kop.content) == (200, b"")
    assert deur.vastgelegd() == voor + 2
    assert wacht.casusnummer in deur.client.get(pad, headers=kop).text
    assert deur.client.head("/triage", headers={}).status_code == 401
    assert deur.client.head("/inloggen/terug").status_code != 200


def test_one_had_to_know_at_which_table_to_look(deur: Deur, verhaal: Verhaal, wacht: Verhaal) -> None:
    kop = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR, tafels=(RET, ZVH))}"}
    assert 'value="alle"' in deur.client.get("/zoeken", headers=kop).text
    voor = deur.vastgelegd()
    pagina = deur.client.get("/zoeken/casussen?tafel=alle&gemeente=zaanstad&fase=", headers=kop).text
    assert "Gevonden: 2" in pagina
    assert f'href="/zoeken/casussen?tafel={ZVH}&amp;gemeente=zaanstad"' in pagina
    assert f"tafel={RET}&" not in pagina
    assert verhaal.casusnummer not in pagina
    assert deur.vastgelegd() == voor
    leeg = deur.client.get("/zoeken/casussen?tafel=alle&gemeente=purmerend", headers=kop).text
    assert "Geen casus past bij wat u koos." in leeg
    alleen_ret = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR, tafels=(RET,))}"}
    assert "Gevonden" not in deur.client.get("/zoeken/casussen?tafel=alle", headers=alleen_ret).text
