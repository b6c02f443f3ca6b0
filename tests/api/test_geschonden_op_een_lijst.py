"""One case that was tampered with took a whole list of cases down; each test is named after what has to happen."""

from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest

from domain.casus.waarden import Uitkomst, Vorm
from domain.overleg.commands import PlanOverleg
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.rollen import Rol
from infra.database import Database
from tests.api.conftest import Deur
from tests.api.test_aanvallen_op_paginas import blader
from tests.verhalen import SECRETARIS, ZVH, Verhaal, nieuw_verhaal

NIET_TE_LEZEN = "Deze melding is nu niet te lezen"
ZET_OM = "UPDATE kluis.deel SET cijfertekst = '\\x00' WHERE nummer = 0 AND versie = 2 AND stroom_id = %s"
KAPOT = "UPDATE feiten.gebeurtenis SET state = 'kapot' WHERE originator_version = 2 AND originator_id = %s"


def knoei(database: Database, deur: Deur, casusnummer: str, daad: str = ZET_OM) -> None:
    """Change the second fact of a case behind the back of the service."""
    stroom_id = deur.dienst.shell.laad(casusnummer).stroom_id
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute("ALTER TABLE feiten.gebeurtenis DISABLE TRIGGER USER")
        eigenaar.execute(daad.encode(), (stroom_id,))
        eigenaar.execute("ALTER TABLE feiten.gebeurtenis ENABLE TRIGGER USER")


@pytest.mark.parametrize("daad", [ZET_OM, KAPOT])
def test_a_melder_still_has_the_other_meldingen(deur: Deur, database: Database, daad: str) -> None:
    heel, stuk = _meldingen(deur, lambda verhaal: verhaal.trieer())
    knoei(database, deur, stuk.casusnummer, daad)
    pagina = blader(deur, f"/meldingen?tafel={ZVH}", als=Rol.MELDER)
    assert pagina.status_code == 200
    assert pagina.text.count("De tafel heeft de casus opgenomen.") == 1
    assert pagina.text.count(NIET_TE_LEZEN) == 1
    assert {heel.casusnummer in pagina.text, stuk.casusnummer in pagina.text} == {True}
    assert pagina.text.count("Testpersoon Framboos") == 1
    assert blader(deur, f"/meldingen/{stuk.casusnummer}", als=Rol.MELDER).status_code == 500


def test_of_a_melding_that_was_not_taken_up_nobody_is_told_whose_it_was(
    deur: Deur, database: Database
) -> None:
    heel, stuk = _meldingen(deur, lambda verhaal: verhaal.trieer(Uitkomst.AFGEWEZEN))
    adres = f"/meldingen?tafel={ZVH}"
    assert "niet te lezen wie hem meldde" not in blader(deur, adres, als=Rol.MELDER).text
    knoei(database, deur, stuk.casusnummer)
    pagina = blader(deur, adres, als=Rol.MELDER)
    assert pagina.status_code == 200
    assert heel.casusnummer in pagina.text
    assert stuk.casusnummer not in pagina.text
    assert "niet te lezen wie hem meldde" in pagina.text


def test_an_overleg_shows_the_other_cases_of_its_agenda(deur: Deur, database: Database) -> None:
    overleggen, begint = deur.dienst.overleggen, deur.dienst.omgeving.nu()
    plan = PlanOverleg(uuid4(), Overlegsoort.TRIAGE, begint, 90, Vorm.DIGITAAL, 8)
    overleg_id = overleggen.plan(ZVH, plan, namens=SECRETARIS).overleg_id
    heel, stuk = (_gemeld(deur) for _ in range(2))
    for verhaal in (heel, stuk):
        overleggen.zet_op_agenda(
            overleg_id, verhaal.casusnummer, Puntsoort.TRIAGE, agendapunt_id=uuid4(), namens=SECRETARIS
        )
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    knoei(database, deur, stuk.casusnummer)
    punten = deur.haal(f"/overleggen/{overleg_id}", als=Rol.PROCESREGISSEUR).json()["agendapunten"]
    assert {punt["casusnummer"]: (punt["leesbaar"], len(punt["betrokkenen"])) for punt in punten} == {
        heel.casusnummer: (True, 2),
        stuk.casusnummer: (False, 0),
    }
    pagina = blader(deur, f"/agenda/{overleg_id}", als=Rol.PROCESREGISSEUR)
    assert (pagina.status_code, pagina.text.count("niet te lezen")) == (200, 1)


def _gemeld(deur: Deur) -> Verhaal:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.meld_aan()
    return verhaal


def _meldingen(deur: Deur, stap: Callable[[Verhaal], object]) -> tuple[Verhaal, Verhaal]:
    """Two meldingen of the police that went through a step."""
    heel, stuk = _gemeld(deur), _gemeld(deur)
    for verhaal in (heel, stuk):
        stap(verhaal)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    return heel, stuk
