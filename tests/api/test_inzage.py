"""Who is shown goes on record before the answer goes out; where that cannot be, nothing goes out."""

import threading
import time
from typing import Any

import psycopg
import pytest

from api.rest.toegang import mensen_in
from domain.casus.commands import SluitAf
from domain.casus.waarden import Betrokkene
from domain.rollen import Rol
from infra.database import Database
from infra.inzage.regel import Diepte, Inzageuitkomst
from tests.api.conftest import MENSEN, Deur
from tests.api.kijkers import dicht, hoogste, nieuw_sinds, personen
from tests.infra.inzage.inkijk import alle_regels, stroom_van
from tests.verhalen import FRAMBOOS, ZVH, Verhaal

CASUSROUTES = ("", "/gebeurtenissen", "/tijdlijn", "/beslissingen", "/verschil?van=1", "/toestemmingsstanden")


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
    assert (regel.tafel, regel.persoon, regel.rest["diepte"]) == (ZVH, None, Diepte.PSEUDONIEM)
    assert deur.dienst.inzagen.casussen([stroom_van(deur.dienst, verhaal.casusnummer)]) == {
        regel.casus: stroom_van(deur.dienst, verhaal.casusnummer)
    }


def test_an_empty_list_shows_nobody_and_leaves_no_line(deur: Deur) -> None:
    assert deur.haal(f"/triagelijst?tafel={ZVH}", als=Rol.PROCESREGISSEUR).json()["regels"] == []
    assert alle_regels(deur.dienst) == []


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


def test_a_command_that_is_refused_is_on_record_and_shows_nobody(deur: Deur, verhaal: Verhaal) -> None:
    inhoud = {"grondslag": "wgs", "toelichting": "Verzonnen"}
    for nummer, status in ((verhaal.casusnummer, 403), ("C-BBBBB-BBBBB", 403)):
        antwoord = deur.stuur(f"/casussen/{nummer}/grondslagen", inhoud, als=Rol.BEHEERDER)
        assert antwoord.status_code == status
    assert deur.stuur("/casussen/C-BBBBB-BBBBB/grondslagen", inhoud, als=Rol.SECRETARIS).status_code == 404
    assert [(regel.persoon, regel.rest["diepte"]) for regel in alle_regels(deur.dienst)] == [
        (None, "geen")
    ] * 3


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
