"""Does another table know this person: hit or no hit and whom to call, and every look leaves a trace."""

import pytest

from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import AANMELDING, AANMELDING_RET, JSON, RET, TRIAGE
from tests.verhalen import ZVH

MELDER_RET = Medewerker("mw-mango", Rol.MELDER, "lokale-toegang")


@pytest.fixture
def zaak(deur: Deur) -> JSON:
    """A case at the ZVH, about somebody whom another table of the region knows too."""
    assert deur.stuur("/casussen", AANMELDING_RET, als=MELDER_RET, tafels=(RET,)).status_code == 201
    casus: JSON = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER).json()
    return casus


def test_a_hit_says_which_table_and_whom_to_call_and_no_content(deur: Deur, zaak: JSON) -> None:
    (wie,) = zaak["personen"]
    pad = f"/casussen/{zaak['casusnummer']}/samenloopraadplegingen"
    antwoord = deur.stuur(pad, {"persoonId": wie}, als=Rol.PROCESREGISSEUR)
    gevonden = antwoord.json()["samenloop"]
    assert [treffer["tafel"] for treffer in gevonden["treffers"]] == [RET]
    assert gevonden["treffers"][0]["contact"]
    for woord in ("Mispel", "Kweepeer", "lokale-toegang", "LT-Kenmerk-9"):
        assert woord not in antwoord.text
    historie = deur.dienst.shell.laad(zaak["casusnummer"]).historie
    assert historie[-1].naam == "casus.SamenloopGeraadpleegd.v1"
    assert (historie[-1].envelop.wie, historie[-1].envelop.doel) == ("mw-peer", "triage")


def test_every_look_is_recorded_by_itself(deur: Deur, zaak: JSON) -> None:
    pad = f"/casussen/{zaak['casusnummer']}/samenloopraadplegingen"
    for _ in range(2):
        deur.stuur(pad, {"persoonId": zaak["personen"][0]}, als=Rol.PROCESREGISSEUR)
    assert len(deur.dienst.shell.laad(zaak["casusnummer"]).casus.samenloop) == 2


def test_after_the_screening_nobody_looks_any_more(deur: Deur, zaak: JSON) -> None:
    afgewezen = {**TRIAGE, "uitkomst": "afgewezen"}
    pad = f"/casussen/{zaak['casusnummer']}"
    assert deur.stuur(f"{pad}/triages", afgewezen, als=Rol.VOORZITTER).status_code == 200
    antwoord = deur.stuur(
        f"{pad}/samenloopraadplegingen", {"persoonId": zaak["personen"][0]}, als=Rol.PROCESREGISSEUR
    )
    assert antwoord.status_code == 409


def test_the_list_tells_whether_there_was_a_hit_and_a_melder_does_not_hear_it(deur: Deur, zaak: JSON) -> None:
    pad = f"/casussen/{zaak['casusnummer']}"
    deur.stuur(f"{pad}/samenloopraadplegingen", {"persoonId": zaak["personen"][0]}, als=Rol.PROCESREGISSEUR)
    (bureau,) = deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.SECRETARIS).json()["regels"]
    (melder,) = deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.MELDER).json()["regels"]
    assert bureau["samenloop"] == {"geraadpleegdOp": "2026-03-02", "personen": 1, "treffers": 1}
    assert melder["samenloop"] is None
    assert RET in deur.haal(pad, als=Rol.VOORZITTER).text
    for deel in ("", "/gebeurtenissen", "/tijdlijn"):
        assert RET not in deur.haal(f"{pad}{deel}", als=Rol.MELDER).text
        assert RET not in deur.haal(f"{pad}{deel}", als=Rol.AUDITOR).text
