"""Reading the read log: who looked, told to who checks that and to whom it is about."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.kijkers import lees_met, leg_vast
from tests.conftest import Klok
from tests.infra.inzage.inkijk import alle_regels, stroom_van
from tests.verhalen import BRAAM, FRAMBOOS, ZVH, Verhaal


def test_the_read_log_tells_who_looked_in_words_and_reading_it_is_kept_too(
    deur: Deur, verhaal: Verhaal
) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    regels = deur.haal(f"/inzagen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    assert len(regels) == 2
    for regel in regels:
        assert regel["zin"] == (
            "Op 2 maart 2026 om 09.30 uur keek iemand van Geestelijke gezondheidszorg (deelnemer) "
            "voor het werk aan de casus, en zag gegevens met naam."
        )
        assert (regel["wie"], regel["rol"], regel["organisatie"]) == ("mw-meloen", "deelnemer", "ggz")
        assert regel["verwerkingsactiviteit"] == "urn:casus:verwerking:casusbehandeling"
    nog_eens = deur.haal(f"/inzagen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    assert (nog_eens[0]["wie"], nog_eens[0]["recht"]) == ("mw-pruim", "lezen wie er heeft gekeken")


def test_pages_of_the_read_log_give_every_line_once(deur: Deur, verhaal: Verhaal, klok: Klok) -> None:
    for _ in range(3):
        deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
        klok.verder(minutes=1)
    gezien: list[int] = []
    volgende, vraag = None, f"/inzagen?tafel={ZVH}&wie=mw-meloen&limiet=4"
    while True:
        bladzijde = deur.haal(vraag + (f"&na={volgende}" if volgende else ""), als=Rol.AUDITOR).json()
        gezien += [regel["positie"] for regel in bladzijde["regels"]]
        volgende = bladzijde["volgende"]
        if volgende is None:
            break
    assert gezien == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "plaats",
    [
        {"op": "0001-01-01T00:00:00+14:00", "positie": 1},
        {"op": "9999-12-31T23:59:59-12:00", "positie": 1},
        {"op": "2026-03-02T08:30:00", "positie": 1},
        {"op": "2026-03-02T08:30:00Z", "positie": 2**63},
        {"op": "2026-03-02T08:30:00Z", "positie": -(10**40)},
    ],
)
@pytest.mark.parametrize("lijst", ["inzagen", "inzagedoelen"])
def test_a_place_that_was_made_up_and_that_no_calendar_or_column_knows_is_refused(
    deur: Deur, lijst: str, plaats: dict[str, Any]
) -> None:
    na = urlsafe_b64encode(json.dumps(plaats).encode()).decode().rstrip("=")
    antwoord = deur.haal(f"/{lijst}?tafel={ZVH}&na={na}", als=Rol.AUDITOR)
    assert (antwoord.status_code, antwoord.json()["fouten"][0]["veld"]) == (400, "na")


def test_a_line_is_read_whole_with_the_purpose_it_was_for(deur: Deur, verhaal: Verhaal) -> None:
    doel = leg_vast(deur).json()["inzagedoelId"]
    lees_met(deur, verhaal, doel)
    stroom_id = stroom_van(deur.dienst, verhaal.casusnummer)
    namen = deur.dienst.inzagen.pseudoniemen(stroom_id, [FRAMBOOS.persoon_id, BRAAM.persoon_id])
    bewaard = alle_regels(deur.dienst)[-1]
    gelezen = deur.haal(f"/inzagen?tafel={ZVH}&inzagedoel={doel}", als=Rol.COMPLIANCE).json()["regels"][0]
    assert gelezen.pop("zin").endswith("voor een privacyaudit, en zag gegevens met naam.")
    assert gelezen.pop("persoon") in {
        str(namen.persoon(stroom_id, mens.persoon_id)) for mens in (FRAMBOOS, BRAAM)
    }
    assert gelezen == {
        "positie": 3,
        "soort": "inzage",
        "op": "2026-03-02T08:30:00Z",
        "klaarOp": "2026-03-02T08:30:00Z",
        "wie": "mw-dadel",
        "rol": "auditor",
        "organisatie": "zvh",
        "tafel": ZVH,
        "wat": "GET /v1/casussen/{casusnummer}",
        "recht": "een casus lezen",
        "verwerkingsactiviteit": "urn:casus:verwerking:casusbehandeling",
        "inzagedoelId": doel,
        "grond": "privacyaudit",
        "kenmerk": "AUDIT-2026-7",
        "casus": str(namen.casus(stroom_id)),
        "diepte": "volledig",
        "uitkomst": "getoond",
        "spoor": bewaard.rest["spoor"],
        "span": bewaard.rest["span"],
        "regel": bewaard.regel,
        "klopt": True,
        "ondertekend": False,
    }
    assert len(bewaard.rest["span"]) == 16


def test_a_subject_can_be_told_who_looked_at_them_and_not_at_others(deur: Deur, verhaal: Verhaal) -> None:
    inhoud = {"persoonId": str(FRAMBOOS.persoon_id)}
    wacht = Verhaal(deur.dienst)
    wacht.meld_aan()
    pad = f"/casussen/{wacht.casusnummer}"
    deur.stuur(f"{pad}/samenloopraadplegingen", inhoud, als=Rol.PROCESREGISSEUR)
    van_framboos = deur.haal(f"{pad}/inzagen?persoonId={FRAMBOOS.persoon_id}", als=Rol.COMPLIANCE).json()
    van_braam = deur.haal(f"{pad}/inzagen?persoonId={BRAAM.persoon_id}", als=Rol.COMPLIANCE).json()
    assert (van_framboos["regels"], van_braam["regels"]) == ([], [])
    (keer,) = van_framboos["raadplegingen"]
    assert keer["zin"] == (
        "Op 2 maart 2026 om 09.30 uur vroeg iemand van Zorg- en Veiligheidshuis "
        "Zaanstreek-Waterland (procesregisseur) voor de triage of een andere tafel deze persoon kent."
    )
    assert van_braam["raadplegingen"] == []
    alles = deur.haal(f"{pad}/inzagen", als=Rol.COMPLIANCE).json()
    assert [regel["wie"] for regel in alles["regels"]] == ["mw-pruim", "mw-pruim"]
    assert len(alles["raadplegingen"]) == 1


def test_the_read_log_of_another_table_or_case_is_not_there(deur: Deur, verhaal: Verhaal) -> None:
    anders = {"tafels": ("ret-zaanstreek-waterland",)}
    assert deur.haal(f"/inzagen?tafel={ZVH}", als=Rol.AUDITOR, **anders).status_code == 404
    pad = f"/casussen/{verhaal.casusnummer}/inzagen"
    assert deur.haal(pad, als=Rol.AUDITOR, **anders).status_code == 404
    # What somebody with several tables looked for and was not there belongs to none: any auditor sees that.
    twee = {"tafels": (ZVH, "ret-zaanstreek-waterland")}
    deur.haal("/casussen/C-BBBBB-BBBBB", als=Rol.PROCESREGISSEUR, **twee)
    regels = deur.haal("/inzagen", als=Rol.AUDITOR).json()["regels"]
    assert [(regel["tafel"], regel["wie"]) for regel in regels] == [(None, "mw-peer")]


def test_lines_can_be_proven_with_a_client_of_such_logs(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    deur.dienst.inzagehouder.werk_bij()
    checkpoint = deur.client.get("/v1/inzagelogboek/checkpoint")
    assert checkpoint.text.startswith("casus.example/logboek/inzagen\n2\n")
    bewijs = deur.haal("/inzagelogboek/bewijzen/inclusie?positie=1", als=Rol.AUDITOR)
    assert bewijs.text.startswith("c2sp.org/tlog-proof@v1\nindex 0\n")
    assert deur.haal("/inzagelogboek/bewijzen/consistentie?van=1&tot=2", als=Rol.AUDITOR).status_code == 200
