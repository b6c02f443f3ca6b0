"""The numbers that monitoring reads."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from api.app import maak_app
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.conftest import Klok
from tests.verhalen import ZVH, Verhaal


def metingen(deur: Deur) -> dict[str, float]:
    antwoord = deur.client.get("/metrics")
    assert antwoord.status_code == 200
    assert antwoord.headers["content-type"].startswith("text/plain")
    regels = (regel.rsplit(" ", 1) for regel in antwoord.text.splitlines() if not regel.startswith("#"))
    return {naam: float(waarde) for naam, waarde in regels}


def test_what_should_be_gone_counts(deur: Deur, klok: Klok) -> None:
    deur.stuur("/exports", {"soort": "verwijderrapport", "tafel": ZVH}, als=Rol.AUDITOR)
    assert metingen(deur)["casus_kopieen_te_vernietigen"] == 0
    klok.verder(days=3651)
    assert metingen(deur)["casus_kopieen_te_vernietigen"] == 1


def test_a_destruction_waits_for_the_kek_to_be_replaced(deur: Deur, klok: Klok) -> None:
    # The KEK of the tests was made today, by the clock of the machine.
    klok.tijd = datetime.now(UTC) + timedelta(days=1)
    weg = Verhaal(deur.dienst)
    weg.helemaal()
    gemeten = metingen(deur)
    assert gemeten["casus_kek_wachtende_vernietigingen"] == 1
    assert gemeten["casus_kek_tijdvak"] >= 1
    assert gemeten['casus_logboek_gestoord{logboek="logboek"}'] == 0


def test_what_is_there_after_its_last_day_counts_and_must_be_none(deur: Deur, klok: Klok) -> None:
    verhaal = Verhaal(deur.dienst)
    deur.dienst.wacht_op(verhaal.meld_aan().positie)
    klok.tijd = datetime(2031, 3, 2, 12, tzinfo=UTC)
    assert metingen(deur)["casus_over_termijn"] == 0, "its last day"
    klok.verder(days=1)
    assert metingen(deur)["casus_over_termijn"] == 1
    assert metingen(deur)["casus_te_herzien"] == 0


def test_every_view_is_measured(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    deur.dienst.wacht_op(verhaal.meld_aan().positie)
    gemeten = metingen(deur)
    for weergave in ("triagelijst", "monitoring", "verwijderrapport"):
        assert gemeten[f'casus_weergave_achterstand{{weergave="{weergave}"}}'] == 0
        assert gemeten[f'casus_weergave_gestopt{{weergave="{weergave}"}}'] == 0


def test_no_number_leads_to_anybody(deur: Deur, verhaal: Verhaal) -> None:
    tekst = deur.client.get("/metrics").text
    assert verhaal.casusnummer not in tekst
    for regel in tekst.splitlines():
        assert regel.startswith("#") or re.fullmatch(r'casus_[a-z_]+(\{[a-z]+="[a-z]+"\})? [0-9.e+]+', regel)


@pytest.mark.parametrize("vandaan", ["192.0.2.7", "2001:db8::7"])
def test_another_computer_reads_no_numbers(deur: Deur, vandaan: str) -> None:
    client = TestClient(maak_app(deur.dienst), client=(vandaan, 40000))
    assert client.get("/metrics").json()["type"].endswith(":alleen-lokaal")
