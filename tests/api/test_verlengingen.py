"""Extending the term over HTTP: who proposes, who answers for whom, and what the casus then says of its term."""

from datetime import date
from typing import Any

import pytest
from httpx2 import Response

from domain.casus.commands import SluitAf
from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import VERLENGING_ID
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal

VOORSTEL: dict[str, Any] = {
    "verlengingId": VERLENGING_ID,
    "grond": "loopt-nog-en-voldoet",
    "reden": "De verzonnen overlast gaat door",
    "tot": "2033-03-02",
    "opdrachtVan": ["politie"],
}
VAN_DE_GGZ = Medewerker("mw-limoen", Rol.VERTEGENWOORDIGER, "ggz")
MELDER_VAN_DE_GGZ = Medewerker("mw-mango", Rol.MELDER, "ggz")
WEIGERING = {"reden": "Voor de verzonnen kliniek is het klaar"}


@pytest.fixture
def pad(deur: Deur, klok: Klok) -> str:
    """A case of the police of 2 March 2026, in the last year of its term; the ggz told something at an ICO."""
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    klok.verder(days=4 * 365 + 100)
    return f"/casussen/{verhaal.casusnummer}"


def antwoord(deur: Deur, pad: str, wat: str, inhoud: dict[str, Any], als: Rol | Medewerker) -> Response:
    return deur.stuur(f"{pad}/verlengingen/{VERLENGING_ID}/{wat}", inhoud, als=als)


def test_with_the_consent_of_both_suppliers_the_casus_says_why_it_stays_longer(deur: Deur, pad: str) -> None:
    voorstel = deur.stuur(f"{pad}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR).json()
    assert (voorstel["verlengingId"], voorstel["vastgelegd"]) == (
        VERLENGING_ID,
        ["casus.VerlengingVoorgesteld.v1"],
    )
    politie = antwoord(deur, pad, "instemmingen", {}, Rol.MELDER).json()
    assert politie["vastgelegd"] == ["casus.InstemmingGegeven.v1"]
    ggz = antwoord(deur, pad, "instemmingen", {}, VAN_DE_GGZ).json()
    assert ggz["vastgelegd"] == ["casus.InstemmingGegeven.v1", "casus.BewaartermijnVerlengd.v1"]
    casus = deur.haal(pad, als=Rol.PROCESREGISSEUR).json()
    vandaag = deur.dienst.omgeving.vandaag()
    assert (casus["bewarenTot"], casus["vernietigenVoor"], casus["bewaarregel"]) == (
        "2033-03-02",
        "2033-03-03",
        "zvh/1/verlenging",
    )
    assert casus["bewaartermijn"] == (
        "Uiterlijk 2 maart 2033; eerst was dat 2 maart 2031: vijf jaar na de eerste verwerking op 2 maart 2026 "
        "(WGS 1.8(7)); verlengd op "
        f"{vandaag.day} juni 2030 tot en met 2 maart 2033 (BGS 1.16(2)-(3))."
    )
    (verlenging,) = casus["verlengingen"]
    assert (verlenging["ingestemd"], verlenging["geweigerd"], verlenging["verlengdTot"]) == (
        ["ggz", "politie"],
        [],
        "2033-03-02",
    )
    (regel,) = deur.haal(f"/casussen?tafel={ZVH}", als=Rol.PROCESREGISSEUR).json()["regels"]
    assert (regel["bewarenTot"], regel["regel"]) == ("2033-03-02", "zvh/1/verlenging")


def test_the_contribution_of_who_refuses_keeps_the_old_day(deur: Deur, pad: str) -> None:
    deur.stuur(f"{pad}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR)
    # The bureau records what the ggz answered, the police answers itself.
    antwoord(deur, pad, "instemmingsweigeringen", {**WEIGERING, "organisatie": "ggz"}, Rol.SECRETARIS)
    politie = antwoord(deur, pad, "instemmingen", {}, Rol.MELDER).json()
    assert politie["vastgelegd"] == [
        "casus.InstemmingGegeven.v1",
        "casus.BewaartermijnVerlengd.v1",
        "casus.EigenTermijnVastgesteld.v1",
    ]
    casus = deur.dienst.shell.laad(pad.rpartition("/")[2]).casus
    bijdrage = casus.termijn_van_bijdrage("ggz")
    assert bijdrage is not None
    assert (casus.bewaren_tot, bijdrage.tot) == (date(2033, 3, 2), date(2031, 3, 2))


def test_nobody_but_the_bureau_answers_for_another_organisation(deur: Deur, pad: str) -> None:
    deur.stuur(f"{pad}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR)
    for als in (Rol.MELDER, Medewerker("mw-vijg", Rol.VERTEGENWOORDIGER, "politie")):
        geweigerd = antwoord(deur, pad, "instemmingen", {"organisatie": "ggz"}, als)
        assert (geweigerd.status_code, geweigerd.json()["type"]) == (
            403,
            "urn:casus:probleem:andere-organisatie",
        )
    assert antwoord(deur, pad, "instemmingen", {}, MELDER_VAN_DE_GGZ).status_code == 404


def test_too_early_no_extension_can_be_asked_for(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    klok.verder(days=365)
    geweigerd = deur.stuur(f"/casussen/{verhaal.casusnummer}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR)
    assert (geweigerd.status_code, "12 maanden" in geweigerd.json()["detail"]) == (409, True)


def test_a_supplier_answers_for_a_closed_casus_that_it_can_no_longer_read(deur: Deur, pad: str) -> None:
    verhaal = Verhaal(deur.dienst, casusnummer=pad.rpartition("/")[2])
    verhaal.doe(SluitAf("Het doel is bereikt", "Rust"))
    terugval = {**VOORSTEL, "grond": "grote-kans-op-terugval"}
    assert deur.stuur(f"{pad}/verlengingen", terugval, als=Rol.PROCESREGISSEUR).status_code == 200
    assert deur.haal(pad, als=Rol.MELDER).status_code == 404
    gegeven = antwoord(deur, pad, "instemmingen", {}, Rol.MELDER)
    assert (gegeven.status_code, gegeven.json()["vastgelegd"]) == (200, ["casus.InstemmingGegeven.v1"])


def test_a_melder_reads_the_own_answer_and_not_that_of_another(deur: Deur, pad: str) -> None:
    deur.stuur(f"{pad}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR)
    antwoord(deur, pad, "instemmingen", {"organisatie": "ggz"}, Rol.SECRETARIS)
    (eerst,) = deur.haal(pad, als=Rol.MELDER).json()["verlengingen"]
    assert (eerst["reden"], eerst["ingestemd"]) == (VOORSTEL["reden"], [])
    antwoord(deur, pad, "instemmingen", {}, Rol.MELDER)
    casus = deur.haal(pad, als=Rol.MELDER).json()
    assert (casus["verlengingen"][0]["ingestemd"], casus["bewarenTot"]) == (["politie"], "2033-03-02")


def test_the_auditor_reads_until_when_and_why_and_no_words_of_anybody(deur: Deur, pad: str) -> None:
    deur.stuur(f"{pad}/verlengingen", VOORSTEL, als=Rol.PROCESREGISSEUR)
    kaal = deur.haal(pad, als=Rol.AUDITOR).json()
    assert kaal["vernietigenVoor"] == "2031-03-03"
    assert kaal["bewaartermijn"].startswith(
        "Uiterlijk 2 maart 2031: vijf jaar na de eerste verwerking op 2 maart"
    )
    assert "verlengingen" not in kaal


def test_the_protocols_in_force_can_be_read_by_everybody(deur: Deur) -> None:
    regels = deur.haal("/privacyprotocollen", als=Rol.BEHEERDER).json()["regels"]
    assert [(een["regime"], een["versie"], een["ingevoerdOp"]) for een in regels] == [
        ("avg", 1, None),
        ("ret", 1, None),
        ("zvh", 1, None),
    ]
    zvh = regels[2]
    assert zvh["versies"] == [1]
    assert [regel["code"] for regel in zvh["regels"]] == [
        "zvh/1/plafond",
        "zvh/1/na-afwijzing",
        "zvh/1/verlenging",
    ]
    assert zvh["termijnen"][0] == {"afloop": "afgewezen", "regel": "zvh/1/na-afwijzing", "zekerheid": "bron"}
    assert [grond["binnenMaanden"] for grond in zvh["verlengingen"][0]["gronden"]] == [0, 12]
