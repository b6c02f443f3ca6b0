"""A hold on a consultatie over HTTP: it stands in the calendar, keeps it off a list, and takes it off one late."""

from typing import Any

import pytest

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.lijstloop import bekijk, tot_uitvoering, voer_uit
from tests.infra.test_consultaties import gesteld
from tests.verhalen import ZVH

OPSCHORTING: dict[str, Any] = {
    "opschortingId": "00000000-0000-4000-8000-0000000000c1",
    "grond": "rechtsvordering",
    "toelichting": "Een verzonnen zaak",
    "tot": "2026-12-01",
}


@pytest.fixture
def nummer(deur: Deur) -> str:
    """A question about somebody by name, that is over."""
    nummer = gesteld(deur.dienst)
    pad = f"/consultaties/{nummer}/sluitingen"
    antwoord = deur.stuur(pad, {"reden": "Klaar"}, als=Rol.PROCESREGISSEUR)
    assert antwoord.status_code == 200, antwoord.text
    return nummer


def schort_op(deur: Deur, nummer: str) -> list[str]:
    antwoord = deur.stuur(f"/consultaties/{nummer}/opschortingen", OPSCHORTING, als=Rol.COMPLIANCE)
    assert antwoord.status_code == 200, antwoord.text
    vastgelegd: list[str] = antwoord.json()["vastgelegd"]
    return vastgelegd


def hef_op(deur: Deur, nummer: str) -> None:
    pad = f"/consultaties/{nummer}/opschortingen/{OPSCHORTING['opschortingId']}/opheffingen"
    antwoord = deur.stuur(pad, {"reden": "De zaak is voorbij"}, als=Rol.COMPLIANCE)
    assert antwoord.json()["vastgelegd"] == ["consultatie.OpschortingVanConsultatieOpgeheven.v1"]


def test_a_hold_is_recorded_once_and_shows_until_it_is_lifted(deur: Deur, nummer: str) -> None:
    assert schort_op(deur, nummer) == ["consultatie.ConsultatieOpgeschort.v1"]
    assert schort_op(deur, nummer) == []
    (rij,) = deur.haal(f"/bewaarkalender?tafel={ZVH}&status=opgeschort", als=Rol.COMPLIANCE).json()["regels"]
    assert (rij["nummer"], rij["gronden"]) == (nummer, ["rechtsvordering"])
    (een,) = deur.haal(f"/consultaties/{nummer}", als=Rol.PROCESREGISSEUR).json()["opschortingen"]
    assert (een["grond"], een["tot"]) == ("rechtsvordering", "2026-12-01")
    hef_op(deur, nummer)
    assert deur.haal(f"/consultaties/{nummer}", als=Rol.PROCESREGISSEUR).json()["opschortingen"] == []


def test_what_is_held_goes_on_no_list(deur: Deur, nummer: str) -> None:
    schort_op(deur, nummer)
    lijst = {"tafel": ZVH, "nummers": [nummer]}
    antwoord = deur.stuur("/vernietigingslijsten", lijst, als=Rol.COMPLIANCE)
    assert (antwoord.status_code, "opgeschort" in antwoord.json()["detail"]) == (409, True)


def test_a_hold_a_second_before_the_execution_takes_it_off(deur: Deur, nummer: str) -> None:
    lijst = tot_uitvoering(deur, nummer)
    schort_op(deur, nummer)
    assert voer_uit(deur, lijst)["fase"] == "ingetrokken"
    (post,) = bekijk(deur, lijst)["regels"]
    assert post["reden"] == "opgeschort"
    assert deur.haal(f"/consultaties/{nummer}", als=Rol.PROCESREGISSEUR).status_code == 200


def test_of_another_table_it_is_as_if_the_consultatie_never_was(deur: Deur, nummer: str) -> None:
    paden = [f"/consultaties/{een}/opschortingen" for een in (nummer, "Q-BBBBB-BBBBB")]
    elders, nooit = (
        deur.stuur(pad, OPSCHORTING, als=Rol.COMPLIANCE, tafels=("ret-elders",)) for pad in paden
    )
    assert elders.status_code == nooit.status_code == 404
    assert elders.json()["detail"] == nooit.json()["detail"]
