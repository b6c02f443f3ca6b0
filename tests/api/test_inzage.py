"""Who is shown goes on record before the answer goes out; where that cannot be, nothing goes out."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from httpx2 import Response

from api.rest.toegang import mensen_in
from domain.casus.commands import SluitAf, VoegDeelnemerToe
from domain.casus.waarden import Betrokkene
from domain.rollen import Medewerker, Rol
from infra.database import Database
from infra.inzage.regel import Diepte, Gelezen, Inzageuitkomst
from tests.api.conftest import MENSEN, Deur
from tests.conftest import Klok
from tests.infra.inzage.inkijk import alle_regels, stroom_van
from tests.verhalen import BRAAM, FRAMBOOS, ZVH, Verhaal

CASUSROUTES = ("", "/gebeurtenissen", "/tijdlijn", "/beslissingen", "/verschil?van=1", "/toestemmingsstanden")


@pytest.fixture
def verhaal(deur: Deur) -> Verhaal:
    """A running case with a deelnemer, and one that waits for triage."""
    verhaal = Verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    deur.dienst.wacht_op(verhaal.doe(VoegDeelnemerToe("mw-meloen", "ggz", "behandelaar")).positie)
    return verhaal


def personen(deur: Deur, verhaal: Verhaal) -> set[UUID]:
    stroom_id = stroom_van(deur.dienst, verhaal.casusnummer)
    namen = deur.dienst.inzagen.pseudoniemen([stroom_id])
    return {namen.persoon(stroom_id, mens.persoon_id) for mens in (FRAMBOOS, BRAAM)}


def nieuw_sinds(deur: Deur, positie: int) -> list[Gelezen]:
    return [regel for regel in alle_regels(deur.dienst) if regel.positie > positie]


def hoogste(deur: Deur) -> int:
    return max((regel.positie for regel in alle_regels(deur.dienst)), default=0)


# --- what is on record ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", CASUSROUTES)
def test_each_way_to_read_a_case_is_on_record_for_each_of_its_people(
    deur: Deur, verhaal: Verhaal, rest: str
) -> None:
    assert deur.haal(f"/casussen/{verhaal.casusnummer}{rest}", als=Rol.PROCESREGISSEUR).status_code == 200
    regels = alle_regels(deur.dienst)
    assert {regel.persoon for regel in regels} == personen(deur, verhaal)
    for regel in regels:
        assert (regel.wie, regel.tafel) == (MENSEN[Rol.PROCESREGISSEUR], ZVH)
        assert regel.rest["wat"] == f"GET /v1/casussen/{{casusnummer}}{rest.partition('?')[0]}"
        assert (regel.rest["diepte"], regel.rest["uitkomst"]) == (Diepte.VOLLEDIG, Inzageuitkomst.GETOOND)
        assert verhaal.casusnummer not in str(regel)


def test_a_list_is_on_record_for_everybody_it_shows(deur: Deur, verhaal: Verhaal) -> None:
    wacht = Verhaal(deur.dienst)
    deur.dienst.wacht_op(wacht.meld_aan().positie)
    for lijst, wie in (("triagelijst", wacht), ("monitoring", verhaal)):
        voor = hoogste(deur)
        assert deur.haal(f"/{lijst}?tafel={ZVH}", als=Rol.PROCESREGISSEUR).json()["regels"]
        regels = nieuw_sinds(deur, voor)
        assert {regel.persoon for regel in regels} == personen(deur, wie)
        assert {regel.rest["diepte"] for regel in regels} == {Diepte.VOLLEDIG}


def test_a_list_of_numbers_is_on_record_for_its_cases_and_nobody_in_them(
    deur: Deur, verhaal: Verhaal
) -> None:
    deur.haal(f"/casussen?tafel={ZVH}", als=Rol.AUDITOR)
    (regel,) = alle_regels(deur.dienst)
    assert (regel.persoon, regel.rest["diepte"]) == (None, Diepte.PSEUDONIEM)
    assert deur.dienst.inzagen.casussen([stroom_van(deur.dienst, verhaal.casusnummer)]) == {
        regel.casus: stroom_van(deur.dienst, verhaal.casusnummer)
    }


def test_an_empty_list_shows_nobody_and_leaves_no_line(deur: Deur) -> None:
    assert deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.PROCESREGISSEUR).json()["regels"] == []
    assert alle_regels(deur.dienst) == []


def test_looking_whether_another_table_knows_somebody_is_on_record(deur: Deur) -> None:
    wacht = Verhaal(deur.dienst)
    wacht.meld_aan()
    inhoud = {"persoonId": str(FRAMBOOS.persoon_id)}
    pad = f"/casussen/{wacht.casusnummer}/samenloopraadplegingen"
    assert deur.stuur(pad, inhoud, als=Rol.PROCESREGISSEUR).status_code == 200
    (regel,) = alle_regels(deur.dienst)
    assert regel.persoon is not None
    assert regel.rest["recht"] == "samenloop raadplegen"


def test_a_command_that_shows_nobody_leaves_no_line(deur: Deur) -> None:
    wacht = Verhaal(deur.dienst)
    wacht.meld_aan()
    pad = f"/casussen/{wacht.casusnummer}/grondslagen"
    assert deur.stuur(pad, {"grondslag": "wgs", "toelichting": "Verzonnen"}, als=Rol.SECRETARIS).is_success
    assert alle_regels(deur.dienst) == []


def test_the_trace_of_a_refused_look_is_that_of_its_answer(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.doe(SluitAf("Klaar", "Rust"))
    antwoord = deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.SECRETARIS)
    assert antwoord.status_code == 404
    (regel,) = alle_regels(deur.dienst)
    assert antwoord.json()["instance"] == f"urn:casus:spoor:{regel.rest['spoor']}"
    assert (regel.rest["uitkomst"], regel.rest["diepte"]) == (Inzageuitkomst.GEWEIGERD, Diepte.GEEN)
    assert regel.casus is not None
    assert regel.tafel == ZVH


def test_looking_for_a_number_that_is_not_there_is_on_record_without_a_subject(deur: Deur) -> None:
    assert deur.haal("/casussen/C-BBBBB-BBBBB", als=Rol.PROCESREGISSEUR).status_code == 404
    (regel,) = alle_regels(deur.dienst)
    assert (regel.casus, regel.persoon, regel.rest["uitkomst"]) == (None, None, Inzageuitkomst.GEWEIGERD)
    assert "BBBBB" not in str(regel)


def test_asking_for_people_without_the_right_is_on_record(deur: Deur, verhaal: Verhaal) -> None:
    assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.BEHEERDER).status_code == 403
    (regel,) = alle_regels(deur.dienst)
    assert (regel.wie.rol, regel.rest["uitkomst"]) == (Rol.BEHEERDER, Inzageuitkomst.GEWEIGERD)


def test_a_command_that_is_refused_looks_for_nobody(deur: Deur, verhaal: Verhaal) -> None:
    inhoud = {"grondslag": "wgs", "toelichting": "Verzonnen"}
    for nummer, status in ((verhaal.casusnummer, 403), ("C-BBBBB-BBBBB", 403)):
        antwoord = deur.stuur(f"/casussen/{nummer}/grondslagen", inhoud, als=Rol.BEHEERDER)
        assert antwoord.status_code == status
    assert deur.stuur("/casussen/C-BBBBB-BBBBB/grondslagen", inhoud, als=Rol.SECRETARIS).status_code == 404
    assert alle_regels(deur.dienst) == []


def test_who_was_destroyed_apart_from_the_case_is_nobody_to_put_on_record() -> None:
    assert mensen_in([FRAMBOOS, Betrokkene.vernietigd()]) == [FRAMBOOS.persoon_id]


def test_a_destroyed_case_has_nobody_left_to_put_on_record(deur: Deur, verhaal: Verhaal) -> None:
    deur.dienst.wacht_op(verhaal.vernietig().positie)
    (weg,) = deur.haal(f"/verwijderingen?tafel={ZVH}", als=Rol.AUDITOR).json()["regels"]
    pad = f"/verwijderingen/{weg['bewijsnummer']}"
    for rest in ("", "/gebeurtenissen", "/beslissingen"):
        assert deur.haal(f"{pad}{rest}", als=Rol.AUDITOR).status_code == 200
    assert alle_regels(deur.dienst) == []


# --- where it cannot be put on record ---------------------------------------------------------------------------


def dicht(antwoord: Response) -> bool:
    """Say whether nothing was shown, in the form of every problem."""
    assert antwoord.status_code == 503
    assert antwoord.json()["type"] == "urn:casus:probleem:inzage-niet-vastgelegd"
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.headers["API-Version"]
    return "Framboos" not in antwoord.text


def test_where_the_read_log_cannot_be_written_nothing_is_shown(
    deur: Deur, verhaal: Verhaal, database: Database
) -> None:
    pad = f"/casussen/{verhaal.casusnummer}"
    with psycopg.connect(database.owner_url, autocommit=True) as baas:
        baas.execute("REVOKE INSERT ON inzage.regel FROM casus_dienst")
        for rest in CASUSROUTES:
            assert dicht(deur.haal(f"{pad}{rest}", als=Rol.PROCESREGISSEUR)), rest
        assert dicht(deur.haal(f"/monitoring?tafel={ZVH}", als=Rol.PROCESREGISSEUR))
        assert dicht(deur.haal(f"/casussen?tafel={ZVH}", als=Rol.AUDITOR))
        # What shows nobody goes on.
        assert deur.haal("/tafels", als=Rol.PROCESREGISSEUR).status_code == 200
        assert deur.haal(f"/werkvoorraad?tafel={ZVH}", als=Rol.PROCESREGISSEUR).status_code == 200
        baas.execute("GRANT INSERT (positie, inhoud) ON inzage.regel TO casus_dienst")
    assert deur.haal(pad, als=Rol.PROCESREGISSEUR).status_code == 200


def test_the_answer_waits_until_the_line_is_there(deur: Deur, verhaal: Verhaal, database: Database) -> None:
    """Somebody holds the read log: the answer does not go out before."""
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("LOCK TABLE inzage.gebeurtenis IN SHARE MODE")
        antwoorden: list[Any] = []
        draad = threading.Thread(
            target=lambda: antwoorden.append(
                deur.client.get(
                    f"/v1/casussen/{verhaal.casusnummer}",
                    headers={"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR)}"},
                )
            )
        )
        draad.start()
        time.sleep(0.5)
        assert antwoorden == []
    draad.join()
    assert antwoorden[0].status_code == 200
    assert alle_regels(deur.dienst)


# --- the auditor, and break-glass -------------------------------------------------------------------------------


def leg_vast(deur: Deur, als: Rol | Medewerker = Rol.AUDITOR, **anders: Any) -> Response:
    inhoud = {"tafel": ZVH, "grond": "privacyaudit", "kenmerk": "AUDIT-2026-7", **anders}
    return deur.stuur("/inzagedoelen", inhoud, als=als)


def lees_met(deur: Deur, verhaal: Verhaal, doel: str, als: Rol | Medewerker = Rol.AUDITOR) -> Response:
    return deur.haal(f"/casussen/{verhaal.casusnummer}", als=als, headers={"Inzagedoel": doel})


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
        "casus": str(deur.dienst.inzagen.pseudoniemen([stroom_id]).casus(stroom_id)),
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
    nood = {"grond": "noodgeval", "kenmerk": "MELDING-112", "casusnummer": verhaal.casusnummer}
    assert leg_vast(deur, Rol.SECRETARIS, **nood, minuten=60).status_code == 201
    assert leg_vast(deur, Rol.SECRETARIS, **nood, minuten=61).status_code == 409


def test_a_purpose_names_no_case_of_another_table(deur: Deur, verhaal: Verhaal) -> None:
    elders = "ret-zaanstreek-waterland"
    antwoord = deur.vraag(
        "POST",
        "/inzagedoelen",
        als=Rol.AUDITOR,
        tafels=(ZVH, elders),
        json={"tafel": elders, "grond": "klacht", "kenmerk": "K-1", "casusnummer": verhaal.casusnummer},
    )
    assert antwoord.status_code == 404


def test_a_purpose_for_one_case_opens_no_other(deur: Deur, verhaal: Verhaal) -> None:
    ander = Verhaal(deur.dienst)
    ander.meld_aan()
    doel = leg_vast(deur, casusnummer=verhaal.casusnummer).json()["inzagedoelId"]
    assert "Framboos" in lees_met(deur, verhaal, doel).text
    assert lees_met(deur, ander, doel).status_code == 404


def test_a_purpose_at_one_table_opens_no_case_of_another(deur: Deur, verhaal: Verhaal) -> None:
    elders = "ret-zaanstreek-waterland"
    inhoud = {"tafel": elders, "grond": "klacht", "kenmerk": "K-1"}
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
        (Rol.AUDITOR, {"minuten": 0}, 400),
        (Rol.AUDITOR, {"minuten": 481}, 400),
        (Rol.AUDITOR, {"grond": "nieuwsgierig"}, 400),
        (Rol.SECRETARIS, {"grond": "noodgeval"}, 409),
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
    nood = {"grond": "noodgeval", "kenmerk": "MELDING-112", "casusnummer": verhaal.casusnummer}
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


def test_an_emergency_reaches_a_shielded_case_and_no_command(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.doe(SluitAf("Klaar", "Rust"))
    nood = {"grond": "noodgeval", "kenmerk": "MELDING-112", "casusnummer": verhaal.casusnummer}
    doel = leg_vast(deur, Rol.SECRETARIS, **nood).json()["inzagedoelId"]
    assert lees_met(deur, verhaal, doel, als=Rol.SECRETARIS).status_code == 200
    heropen = deur.stuur(
        f"/casussen/{verhaal.casusnummer}/grondslagen",
        {"grondslag": "wgs", "toelichting": "Verzonnen"},
        als=Rol.SECRETARIS,
    )
    assert heropen.status_code == 404


def test_who_may_read_a_case_anyhow_needs_no_emergency(deur: Deur, verhaal: Verhaal) -> None:
    nood = {"grond": "noodgeval", "kenmerk": "MELDING-112", "casusnummer": verhaal.casusnummer}
    assert leg_vast(deur, Rol.PROCESREGISSEUR, **nood).status_code == 409


# --- reading the read log ---------------------------------------------------------------------------------------


def test_the_read_log_tells_who_looked_in_words_and_reading_it_is_kept_too(
    deur: Deur, verhaal: Verhaal
) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    regels = deur.haal(f"/inzagen?tafel={ZVH}", als=Rol.COMPLIANCE).json()["regels"]
    assert len(regels) == 2
    for regel in regels:
        assert regel["zin"] == (
            "Op 2 maart 2026 om 09.30 uur keek iemand van Geestelijke gezondheidszorg (deelnemer aan de casus) "
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
    namen = deur.dienst.inzagen.pseudoniemen([stroom_id])
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
    assert [regel["recht"] for regel in van_framboos["regels"]] == ["samenloop raadplegen"]
    assert van_braam["regels"] == []
    alles = deur.haal(f"{pad}/inzagen", als=Rol.COMPLIANCE).json()
    assert [regel["wie"] for regel in alles["regels"]] == ["mw-pruim", "mw-pruim", "mw-peer"]


def test_the_read_log_of_another_table_or_case_is_not_there(deur: Deur, verhaal: Verhaal) -> None:
    anders = {"tafels": ("ret-zaanstreek-waterland",)}
    assert deur.haal(f"/inzagen?tafel={ZVH}", als=Rol.AUDITOR, **anders).status_code == 404
    pad = f"/casussen/{verhaal.casusnummer}/inzagen"
    assert deur.haal(pad, als=Rol.AUDITOR, **anders).status_code == 404
    # Looks for what was not there belong to no table, so that any auditor sees them.
    regels = deur.haal("/inzagen", als=Rol.AUDITOR).json()["regels"]
    assert {regel["tafel"] for regel in regels} == {None}


def test_lines_can_be_proven_with_a_client_of_such_logs(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER)
    deur.dienst.inzagehouder.werk_bij()
    checkpoint = deur.client.get("/v1/inzagelogboek/checkpoint")
    assert checkpoint.text.startswith("casus.example/logboek/inzagen\n2\n")
    bewijs = deur.haal("/inzagelogboek/bewijzen/inclusie?positie=1", als=Rol.AUDITOR)
    assert bewijs.text.startswith("c2sp.org/tlog-proof@v1\nindex 0\n")
    assert deur.haal("/inzagelogboek/bewijzen/consistentie?van=1&tot=2", als=Rol.AUDITOR).status_code == 200
