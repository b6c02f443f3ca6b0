"""For what somebody looks: the purposes of an auditor, and break-glass for whoever works on cases."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.casus.commands import SluitAf
from domain.rollen import Medewerker, Rol
from infra.inzage.regel import Diepte
from tests.api.conftest import MENSEN, Deur
from tests.api.kijkers import lees_met, leg_vast, personen
from tests.conftest import Klok
from tests.infra.inzage.inkijk import alle_regels, stroom_van
from tests.verhalen import FRAMBOOS, ZVH, Verhaal

NOOD = {"grond": "noodgeval", "kenmerk": "MELDING-112", "reden": "direct gevaar voor iemand"}


def test_an_auditor_sees_people_under_the_pseudonym_of_the_read_log(deur: Deur, verhaal: Verhaal) -> None:
    gelezen = deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.AUDITOR)
    assert "Framboos" not in gelezen.text
    assert str(FRAMBOOS.persoon_id) not in gelezen.text
    mensen = gelezen.json()["personen"]
    assert {UUID(mens["pseudoniem"]) for mens in mensen} == personen(deur, verhaal)
    assert {mens["betrokkenheid"] for mens in mensen} == {"hoofdpersoon", "ex-partner"}
    assert {regel.rest["diepte"] for regel in alle_regels(deur.dienst)} == {Diepte.PSEUDONIEM}


def test_for_a_purpose_on_record_an_auditor_sees_who_it_is_and_that_is_kept(
    deur: Deur, verhaal: Verhaal
) -> None:
    doel = leg_vast(deur).json()
    gelezen = lees_met(deur, verhaal, doel["inzagedoelId"])
    assert "Testpersoon Framboos" in gelezen.text
    assert FRAMBOOS.bsn is not None
    assert FRAMBOOS.bsn not in gelezen.text
    regels = [regel for regel in alle_regels(deur.dienst) if regel.persoon is not None]
    assert {regel.inzagedoel for regel in regels} == {UUID(doel["inzagedoelId"])}
    assert {regel.rest["diepte"] for regel in regels} == {Diepte.VOLLEDIG}


@pytest.mark.parametrize(
    ("als", "anders"),
    [
        (Medewerker("mw-ander", Rol.AUDITOR, "zvh"), "somebody else"),
        (Medewerker("mw-dadel", Rol.AUDITOR, "politie"), "for another organisation"),
        (Rol.PROCESREGISSEUR, "in another role"),
    ],
)
def test_a_purpose_is_of_whoever_put_it_on_record(
    deur: Deur, verhaal: Verhaal, als: Rol | Medewerker, anders: str
) -> None:
    doel = leg_vast(deur).json()["inzagedoelId"]
    antwoord = lees_met(deur, verhaal, doel, als=als)
    assert (antwoord.status_code, antwoord.json()["type"]) == (
        403,
        "urn:casus:probleem:ongeldig-inzagedoel",
    ), anders


def test_a_purpose_ends(deur: Deur, verhaal: Verhaal, klok: Klok) -> None:
    doel = leg_vast(deur, minuten=10).json()["inzagedoelId"]
    klok.verder(minutes=9, seconds=59)
    assert lees_met(deur, verhaal, doel).status_code == 200
    klok.verder(seconds=1)
    assert lees_met(deur, verhaal, doel).status_code == 403


def test_a_purpose_that_is_not_there_opens_nothing(deur: Deur, verhaal: Verhaal) -> None:
    assert lees_met(deur, verhaal, str(uuid4())).status_code == 403
    assert lees_met(deur, verhaal, "geen-id").status_code == 400


def test_looking_for_which_purposes_somebody_looked_is_on_record(deur: Deur) -> None:
    deur.haal(f"/inzagedoelen?tafel={ZVH}", als=Rol.COMPLIANCE)
    (regel,) = alle_regels(deur.dienst)
    assert (regel.wie, regel.tafel) == (MENSEN[Rol.COMPLIANCE], ZVH)
    assert regel.rest["wat"] == "GET /v1/inzagedoelen"


def test_purposes_are_listed_as_they_were_put_on_record_of_whole_days_here(
    deur: Deur, verhaal: Verhaal, klok: Klok
) -> None:
    doel = leg_vast(deur, casusnummer=verhaal.casusnummer, minuten=10).json()
    klok.verder(hours=14, minutes=30)  # midnight in the Netherlands
    morgen = leg_vast(deur).json()["inzagedoelId"]

    def lees(vraag: str) -> list[dict[str, Any]]:
        regels: list[dict[str, Any]] = deur.haal(
            f"/inzagedoelen?tafel={ZVH}&{vraag}", als=Rol.COMPLIANCE
        ).json()["regels"]
        return regels

    (eerste,) = lees("van=2026-03-02&tot=2026-03-02")
    stroom_id = stroom_van(deur.dienst, verhaal.casusnummer)
    assert eerste == {
        "inzagedoelId": doel["inzagedoelId"],
        "wie": "mw-dadel",
        "rol": "auditor",
        "organisatie": "zvh",
        "tafel": ZVH,
        "grond": "privacyaudit",
        "kenmerk": "AUDIT-2026-7",
        "reden": None,
        "casus": str(deur.dienst.inzagen.pseudoniemen(stroom_id).casus(stroom_id)),
        "casusnummer": verhaal.casusnummer,
        "vastgelegdOp": "2026-03-02T08:30:00Z",
        "geldigTot": "2026-03-02T08:40:00Z",
        "keren": 0,
        "casussen": 0,
        "laatstOp": None,
    }
    assert [regel["inzagedoelId"] for regel in lees("van=2026-03-03")] == [morgen]


def test_a_purpose_lasts_as_long_as_its_ground_allows(deur: Deur, verhaal: Verhaal) -> None:
    assert leg_vast(deur, minuten=480).status_code == 201
    verhaal.doe(SluitAf("Klaar", "Rust"))
    nood = {**NOOD, "casusnummer": verhaal.casusnummer}
    assert leg_vast(deur, Rol.SECRETARIS, **nood, minuten=60).status_code == 201
    assert leg_vast(deur, Rol.SECRETARIS, **nood, minuten=61).status_code == 409


def test_a_purpose_names_no_case_of_another_table(deur: Deur, verhaal: Verhaal) -> None:
    elders = "ret-zaanstreek-waterland"
    antwoord = deur.vraag(
        "POST",
        "/inzagedoelen",
        als=Rol.AUDITOR,
        tafels=(ZVH, elders),
        json={"tafel": elders, "grond": "klacht", "kenmerk": "KLACHT-1", "casusnummer": verhaal.casusnummer},
    )
    assert antwoord.status_code == 404


def test_a_purpose_for_one_case_opens_no_other(deur: Deur, verhaal: Verhaal) -> None:
    ander = Verhaal(deur.dienst)
    ander.meld_aan()
    doel = leg_vast(deur, casusnummer=verhaal.casusnummer).json()["inzagedoelId"]
    assert "Framboos" in lees_met(deur, verhaal, doel).text
    assert lees_met(deur, ander, doel).status_code == 404
    lijst = deur.haal(f"/casussen?tafel={ZVH}", als=Rol.AUDITOR, headers={"Inzagedoel": doel})
    assert lijst.status_code == 404


def test_a_purpose_at_one_table_opens_no_case_of_another(deur: Deur, verhaal: Verhaal) -> None:
    elders = "ret-zaanstreek-waterland"
    inhoud = {"tafel": elders, "grond": "klacht", "kenmerk": "KLACHT-1"}
    beide = {"tafels": (ZVH, elders)}
    token = deur.token(Rol.AUDITOR, **beide)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    gemaakt = deur.client.post("/v1/inzagedoelen", json=inhoud, headers=headers)
    assert gemaakt.status_code == 201, gemaakt.text
    met = {"Authorization": f"Bearer {token}", "Inzagedoel": gemaakt.json()["inzagedoelId"]}
    assert deur.client.get(f"/v1/casussen/{verhaal.casusnummer}", headers=met).status_code == 404


def test_a_purpose_is_over_for_who_does_not_work_for_its_table_any_more(deur: Deur, verhaal: Verhaal) -> None:
    doel = leg_vast(deur).json()["inzagedoelId"]
    elders = {"tafels": ("ret-zaanstreek-waterland",), "headers": {"Inzagedoel": doel}}
    antwoord = deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.AUDITOR, **elders)
    assert (antwoord.status_code, antwoord.json()["type"]) == (
        403,
        "urn:casus:probleem:ongeldig-inzagedoel",
    )


def test_a_purpose_narrows_all_that_is_read_to_its_table(deur: Deur, verhaal: Verhaal) -> None:
    elders = "ret-zaanstreek-waterland"
    doel = leg_vast(deur).json()["inzagedoelId"]
    met = {"tafels": (ZVH, elders), "headers": {"Inzagedoel": doel}}
    assert deur.haal(f"/casussen?tafel={ZVH}", als=Rol.AUDITOR, **met).status_code == 200
    assert deur.haal(f"/casussen?tafel={elders}", als=Rol.AUDITOR, **met).status_code == 404


def test_a_purpose_is_for_reading_and_no_command_asks_for_one(deur: Deur) -> None:
    wacht = Verhaal(deur.dienst)
    wacht.meld_aan()
    antwoord = deur.vraag(
        "POST",
        f"/casussen/{wacht.casusnummer}/grondslagen",
        als=Rol.SECRETARIS,
        json={"grondslag": "wgs", "toelichting": "Verzonnen"},
        headers={"Inzagedoel": str(uuid4())},
    )
    assert antwoord.is_success, antwoord.text


@pytest.mark.parametrize(
    ("als", "anders", "status"),
    [
        (Rol.AUDITOR, {"grond": "noodgeval"}, 403),
        (Rol.SECRETARIS, {"grond": "privacyaudit"}, 403),
        (Rol.MELDER, {}, 403),
        (Rol.COMPLIANCE, {}, 403),
        (Rol.AUDITOR, {"tafel": "ret-elders"}, 404),
        (Rol.AUDITOR, {"casusnummer": "C-BBBBB-BBBBB"}, 404),
        (Rol.AUDITOR, {"kenmerk": "Een zin over iemand"}, 400),
        (Rol.AUDITOR, {"kenmerk": ""}, 400),
        (Rol.AUDITOR, {"kenmerk": "C-DTNMK-NJWZD"}, 400),
        (Rol.AUDITOR, {"kenmerk": "C-22345-67892"}, 400),
        (Rol.AUDITOR, {"kenmerk": "111222333"}, 400),
        (Rol.AUDITOR, {"kenmerk": "jan.jansen"}, 400),
        (Rol.AUDITOR, {"minuten": True}, 400),
        (Rol.AUDITOR, {"minuten": 0}, 400),
        (Rol.AUDITOR, {"minuten": 481}, 400),
        (Rol.AUDITOR, {"grond": "nieuwsgierig"}, 400),
        (Rol.SECRETARIS, NOOD, 409),
        (Rol.SECRETARIS, {"grond": "noodgeval", "casusnummer": "C-BBBBB-BBBBB"}, 409),
        (Rol.SECRETARIS, {**NOOD, "reden": "Zij is mijn nicht"}, 400),
        (Rol.AUDITOR, {"reden": "direct gevaar voor iemand"}, 409),
    ],
)
def test_a_purpose_that_cannot_be_is_refused_and_changes_nothing(
    deur: Deur, als: Rol, anders: dict[str, Any], status: int
) -> None:
    antwoord = leg_vast(deur, als, **anders)
    assert antwoord.status_code == status, antwoord.text
    assert all(regel.inzagedoel is None for regel in alle_regels(deur.dienst))


def test_in_an_emergency_somebody_reads_one_case_that_is_out_of_reach(deur: Deur, verhaal: Verhaal) -> None:
    vreemde = Medewerker("mw-banaan", Rol.DEELNEMER, "ggz")
    assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=vreemde).status_code == 404
    nood = {**NOOD, "casusnummer": verhaal.casusnummer}
    assert leg_vast(deur, vreemde, **nood, minuten=61).status_code == 409
    doel = leg_vast(deur, vreemde, **nood).json()["inzagedoelId"]
    assert "Testpersoon Framboos" in lees_met(deur, verhaal, doel, als=vreemde).text
    # Only this case, and only with the purpose.
    assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=vreemde).status_code == 404
    ander = Verhaal(deur.dienst)
    ander.meld_aan()
    assert lees_met(deur, ander, doel, als=vreemde).status_code == 404
    (gebruikt,) = deur.haal(f"/inzagedoelen?tafel={ZVH}&grond=noodgeval", als=Rol.AUDITOR).json()["regels"]
    assert (gebruikt["wie"], gebruikt["keren"], gebruikt["casussen"]) == ("mw-banaan", 1, 1)
    assert (gebruikt["laatstOp"], gebruikt["casusnummer"]) == ("2026-03-02T08:30:00Z", verhaal.casusnummer)


def test_an_emergency_reaches_a_shielded_case_and_no_command(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.doe(SluitAf("Klaar", "Rust"))
    nood = {**NOOD, "casusnummer": verhaal.casusnummer}
    doel = leg_vast(deur, Rol.SECRETARIS, **nood).json()["inzagedoelId"]
    assert lees_met(deur, verhaal, doel, als=Rol.SECRETARIS).status_code == 200
    heropen = deur.stuur(
        f"/casussen/{verhaal.casusnummer}/grondslagen",
        {"grondslag": "wgs", "toelichting": "Verzonnen"},
        als=Rol.SECRETARIS,
    )
    assert heropen.status_code == 404


def test_who_may_read_a_case_anyhow_needs_no_emergency(deur: Deur, verhaal: Verhaal) -> None:
    nood = {**NOOD, "casusnummer": verhaal.casusnummer}
    assert leg_vast(deur, Rol.PROCESREGISSEUR, **nood).status_code == 409
