"""What a page could tell that the REST door does not: each test is named after what went wrong."""

from uuid import UUID

import pytest
from httpx2 import Response

from domain.casus.commands import VulAan
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.gezin import KIND
from tests.verhalen import ZVH, Verhaal


def blader(deur: Deur, pad: str, *, als: Rol) -> Response:
    return deur.client.get(pad, headers=_kop(deur, als), follow_redirects=False)


def verzend(deur: Deur, pad: str, velden: dict[str, str], *, als: Rol) -> Response:
    return deur.client.post(pad, data=velden, headers=_kop(deur, als), follow_redirects=False)


def _kop(deur: Deur, als: Rol) -> dict[str, str]:
    return {"Authorization": f"Bearer {deur.token(als)}"}


@pytest.mark.parametrize("code", ["afsluiten", "heropenen", "voorlopig-afsluiten"])
def test_who_may_close_a_shielded_case_read_all_of_it_on_the_form_to_close_it(
    deur: Deur, verhaal: Verhaal, code: str
) -> None:
    deur.dienst.wacht_op(verhaal.sluit_af().positie)
    pad = f"/casus/{verhaal.casusnummer}"
    assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.VOORZITTER).status_code == 404
    for antwoord in (
        blader(deur, f"{pad}/{code}", als=Rol.VOORZITTER),
        verzend(deur, f"{pad}/{code}", {"versie": "1"}, als=Rol.VOORZITTER),
    ):
        assert antwoord.status_code == 404
        assert "ICO van" not in antwoord.text
        assert "Framboos" not in antwoord.text
    # Closing again says nothing of the content, so at the REST door that stays as it was.
    sluit = {"reden": "Het doel is bereikt", "resultaat": "Rust in de verzonnen straat"}
    sluiten = deur.stuur(f"/casussen/{verhaal.casusnummer}/afsluitingen", sluit, als=Rol.VOORZITTER)
    assert (sluiten.status_code, sluiten.json()["vastgelegd"]) == (200, [])
    assert blader(deur, f"{pad}/{code}", als=Rol.PROCESREGISSEUR).status_code == 200


BEPERKING = {"grond": "juistheid-betwist", "toelichting": "Nog na te gaan", "tot": "2026-06-01"}


@pytest.mark.parametrize("code", ["aanvullen", "toestemming", "actie"])
def test_a_case_that_is_restricted_as_a_whole_was_read_on_the_form_of_a_command(
    deur: Deur, verhaal: Verhaal, code: str
) -> None:
    pad = f"/casus/{verhaal.casusnummer}/{code}"
    assert blader(deur, pad, als=Rol.SECRETARIS).status_code == 200
    beperk = deur.stuur(f"/casussen/{verhaal.casusnummer}/beperkingen", BEPERKING, als=Rol.COMPLIANCE)
    assert beperk.status_code == 200, beperk.text
    assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.SECRETARIS).status_code == 404
    for antwoord in (
        blader(deur, pad, als=Rol.SECRETARIS),
        verzend(deur, pad, {"versie": "1"}, als=Rol.SECRETARIS),
    ):
        assert antwoord.status_code == 404
        assert "Framboos" not in antwoord.text


def test_the_outcome_of_the_triage_of_a_restricted_case_was_read_by_who_may_weigh(
    deur: Deur, verhaal: Verhaal
) -> None:
    pad = f"/triage/{verhaal.casusnummer}/uitkomst"
    assert "Regie is nodig" in blader(deur, pad, als=Rol.VOORZITTER).text
    deur.stuur(f"/casussen/{verhaal.casusnummer}/beperkingen", BEPERKING, als=Rol.COMPLIANCE)
    assert blader(deur, pad, als=Rol.VOORZITTER).status_code == 404


def test_who_sent_an_empty_form_read_the_case_beside_it_and_the_read_log_said_that_nobody_was_seen(
    deur: Deur,
) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    deur.dienst.wacht_op(verhaal.doe(VulAan("ggz", betrokkenen=(KIND,))).positie)
    versie = str(deur.dienst.shell.laad(verhaal.casusnummer).versie)
    for velden, status in (({"versie": versie}, 400), ({"versie": "1"}, 412)):
        antwoord = verzend(deur, f"/triage/{verhaal.casusnummer}", velden, als=Rol.VOORZITTER)
        assert (antwoord.status_code, "Framboos" in antwoord.text) == (status, True)
        regels = deur.haal(f"/inzagen?tafel={ZVH}&wie=mw-vijg", als=Rol.COMPLIANCE).json()["regels"]
        assert {(een["uitkomst"], een["diepte"]) for een in regels} == {("getoond", "volledig")}


@pytest.mark.parametrize("rol", [Rol.COMPLIANCE, Rol.FG])
def test_who_guards_the_data_read_what_happened_in_a_case_by_sending_an_old_form(
    deur: Deur, verhaal: Verhaal, rol: Rol
) -> None:
    assert deur.haal(f"/casussen/{verhaal.casusnummer}/tijdlijn", als=rol).status_code == 403
    antwoord = verzend(deur, f"/bewaring/{verhaal.casusnummer}/beperken", {"versie": "1"}, als=rol)
    assert antwoord.status_code == 412
    assert "Intussen is er iets veranderd" in antwoord.text
    assert "toestemming" not in antwoord.text
    assert "ICO" not in antwoord.text


@pytest.mark.parametrize("pad", ["/bewaring/%00", "/casus/%00/plan", "/v1/casussen/%00"])
def test_a_number_that_can_be_none_was_a_fault_of_the_service_to_who_has_no_right(
    deur: Deur, pad: str
) -> None:
    assert blader(deur, pad, als=Rol.BEHEERDER).status_code == 403


def test_what_is_wrong_with_a_choice_was_told_to_no_screen_reader(deur: Deur) -> None:
    antwoord = verzend(deur, f"/noodinzagen/{UUID(int=1)}", {}, als=Rol.FG)
    assert antwoord.status_code == 400
    assert 'aria-describedby="veld-oordeel-hulp veld-oordeel-fout"' in antwoord.text
