"""An agenda that is empty, or short, says who waits for it: on the agenda, on paper, and from the triage back to it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from domain.casus.waarden import Vorm
from domain.overleg.commands import PlanOverleg
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.test_aanvallen_op_paginas import blader
from tests.conftest import Klok
from tests.verhalen import SECRETARIS, ZVH, Verhaal, nieuw_verhaal


def plan(deur: Deur, soort: Overlegsoort = Overlegsoort.TRIAGE, *, over: int = 8, plaatsen: int = 8) -> UUID:
    begint = deur.dienst.omgeving.nu() + timedelta(days=over)
    opdracht = PlanOverleg(uuid4(), soort, begint, 120, Vorm.OP_LOCATIE, plaatsen)
    gedaan = deur.dienst.overleggen.plan(ZVH, opdracht, namens=SECRETARIS)
    deur.dienst.wacht_op(gedaan.positie)
    return gedaan.overleg_id


def blad(deur: Deur, pad: str, rol: Rol = Rol.PROCESREGISSEUR) -> str:
    antwoord = deur.client.get(pad, headers={"Authorization": f"Bearer {deur.token(rol)}"})
    assert antwoord.status_code == 200
    return antwoord.text


@pytest.fixture
def wachtend(deur: Deur) -> Verhaal:
    verhaal = nieuw_verhaal(deur.dienst)
    deur.dienst.wacht_op(verhaal.meld_aan().positie)
    return verhaal


def test_an_empty_agenda_says_that_cases_wait_and_leads_to_them(deur: Deur, wachtend: Verhaal) -> None:
    overleg = plan(deur)
    for pad in ("/agenda", f"/agenda/{overleg}", f"/agenda/{overleg}/papier"):
        pagina = blad(deur, pad)
        assert "is nog leeg.</strong> Er wacht één casus op triage." in pagina, pad
        assert f'href="/triage?tafel={ZVH}"' in pagina
    assert wachtend.casusnummer in blad(deur, f"/agenda/{overleg}/papier").partition("Niet op deze agenda")[2]
    assert wachtend.casusnummer not in blad(deur, "/agenda")


def test_paper_puts_on_record_whose_numbers_it_names(deur: Deur, wachtend: Verhaal) -> None:
    overleg = plan(deur)
    voor = deur.vastgelegd()
    assert wachtend.casusnummer in blad(deur, f"/agenda/{overleg}/papier")
    assert deur.vastgelegd() > voor


def test_what_stands_on_the_agenda_does_not_wait(deur: Deur, wachtend: Verhaal) -> None:
    overleg = plan(deur)
    op_agenda = deur.dienst.overleggen.zet_op_agenda(
        overleg, wachtend.casusnummer, Puntsoort.TRIAGE, agendapunt_id=uuid4(), namens=SECRETARIS
    )
    deur.dienst.wacht_op(op_agenda.positie)
    assert "wacht" not in blad(deur, f"/agenda/{overleg}/papier").partition("<main")[2]
    ander = nieuw_verhaal(deur.dienst)
    deur.dienst.wacht_op(ander.meld_aan().positie)
    assert "Er wacht nog één casus op triage." in blad(deur, "/agenda")
    assert "Op de agenda van" in blad(deur, "/triage")


def test_what_waits_for_a_triage_comes_on_its_agenda_with_one_form(deur: Deur, wachtend: Verhaal) -> None:
    ander = nieuw_verhaal(deur.dienst)
    deur.dienst.wacht_op(ander.meld_aan().positie)
    overleg = plan(deur)
    pad = f"/agenda/{overleg}/agendapunt"
    vraag = blader(deur, pad, als=Rol.PROCESREGISSEUR).text
    assert vraag.count(" checked") == 2
    assert "Zaanstad, Politie" in vraag
    velden = {"casusnummers": [wachtend.casusnummer, ander.casusnummer], "soort": "triage", "versie": "1"}
    kop = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR)}"}
    gezet = deur.client.post(pad, data=velden, headers=kop, follow_redirects=False)
    assert gezet.status_code == 303
    assert len(deur.dienst.overleggen.laad(overleg).agenda) == 2


def test_more_cases_than_there_are_places_come_on_no_agenda(deur: Deur, wachtend: Verhaal) -> None:
    ander = nieuw_verhaal(deur.dienst)
    deur.dienst.wacht_op(ander.meld_aan().positie)
    overleg = plan(deur, plaatsen=1)
    pad = f"/agenda/{overleg}/agendapunt"
    assert blader(deur, pad, als=Rol.PROCESREGISSEUR).text.count(" checked") == 1
    velden = {"casusnummers": [wachtend.casusnummer, ander.casusnummer], "soort": "triage", "versie": "1"}
    kop = {"Authorization": f"Bearer {deur.token(Rol.PROCESREGISSEUR)}"}
    geweigerd = deur.client.post(pad, data=velden, headers=kop)
    assert geweigerd.status_code == 409
    assert "U koos twee casussen en er is plaats voor één casus." in geweigerd.text
    assert deur.dienst.overleggen.laad(overleg).agenda == ()


def test_what_waits_is_told_at_the_first_overleg_that_comes_alone(
    deur: Deur, wachtend: Verhaal, klok: Klok
) -> None:
    eerste, later = plan(deur), plan(deur, over=15)
    assert "Niet op deze agenda" not in blad(deur, f"/agenda/{later}/papier")
    klok.verder(days=9)
    assert "Niet op deze agenda" not in blad(deur, f"/agenda/{eerste}/papier")
    assert wachtend.casusnummer in blad(deur, f"/agenda/{later}/papier")


def test_a_casusoverleg_says_who_waits_for_the_first_ico(deur: Deur, wachtend: Verhaal) -> None:
    wachtend.trieer()
    wachtend.wijs_regie_toe()
    overleg = plan(deur, Overlegsoort.CASUSOVERLEG)
    assert "Er wacht één casus op het eerste ICO." in blad(deur, f"/agenda/{overleg}")


def test_the_triage_leads_to_the_agenda_and_the_paper_of_its_session(deur: Deur, wachtend: Verhaal) -> None:
    assert wachtend.casusnummer in blad(deur, "/triage")
    assert "Er is nog geen overleg voor triage gepland." in blad(deur, "/triage")
    overleg = plan(deur)
    pagina = blad(deur, "/triage")
    assert f'href="/agenda/{overleg}"' in pagina
    assert f'href="/agenda/{overleg}/papier"' in pagina
    assert "agenda" not in blad(deur, "/triage", Rol.MELDER).partition("<main")[2]
