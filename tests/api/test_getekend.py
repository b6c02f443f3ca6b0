"""That nothing is signed any more: who checks sees what waits and since when, who looks after it what to do."""

import psycopg
import pytest

from domain.rollen import Rol
from infra.database import Database
from infra.logboek.houder import CheckpointVooruit, CheckpointWeg
from infra.logboek.merkle import AndereOudeWortel
from infra.logboek.tekenstand import Stilstand, stilstand_van
from tests.api.conftest import Deur
from tests.conftest import Klok
from tests.verhalen import nieuw_verhaal


def bladzijde(deur: Deur, pad: str, rol: Rol) -> str:
    kop = {"Authorization": f"Bearer {deur.token(rol)}"}
    return deur.client.get(pad, headers=kop).text.replace("&#39;", "'")


def leg_stil(database: Database, fout: str) -> None:
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("UPDATE logboek.boek SET fout = %s, fout_op = now()", [fout])


def test_what_is_signed_says_of_when_its_last_event_is(deur: Deur) -> None:
    deur.dienst.wacht_op(nieuw_verhaal(deur.dienst).meld_aan().positie)
    deur.dienst.logboek.werk_bij()
    pagina = bladzijde(deur, "/controle", Rol.AUDITOR)
    assert "De dienst tekende voor" in pagina
    assert "gebeurtenissen, de laatste van " in pagina
    assert "wordt nu niet ondertekend" not in pagina


def test_an_auditor_was_told_how_many_were_signed_and_not_that_nothing_is_signed_any_more(
    deur: Deur, database: Database
) -> None:
    deur.dienst.wacht_op(nieuw_verhaal(deur.dienst).meld_aan().positie)
    deur.dienst.logboek.werk_bij()
    leg_stil(database, "PermissionError")
    pagina = bladzijde(deur, "/controle", Rol.AUDITOR)
    assert "Het logboek wordt nu niet ondertekend" in pagina
    assert "de map met checkpoints is niet te lezen of te schrijven" in pagina
    assert "wachten te lang op een handtekening" in bladzijde(deur, "/", Rol.AUDITOR)


def test_events_that_wait_too_long_are_told_of_also_where_no_fault_is_known(deur: Deur, klok: Klok) -> None:
    deur.dienst.wacht_op(nieuw_verhaal(deur.dienst).meld_aan().positie)
    deur.dienst.logboek.werk_bij()
    deur.dienst.wacht_op(nieuw_verhaal(deur.dienst).meld_aan().positie)
    assert "Het logboek wordt nu niet ondertekend" not in bladzijde(deur, "/controle", Rol.AUDITOR)
    klok.verder(minutes=5)
    pagina = bladzijde(deur, "/controle", Rol.AUDITOR)
    assert "Het logboek wordt nu niet ondertekend" in pagina
    assert "Zonder handtekening: " in pagina
    assert "de oudste van " in pagina


@pytest.mark.parametrize("fout", ["PermissionError", "OSError", "FileNotFoundError", "SleutelFout"])
def test_a_folder_or_key_that_is_away_was_told_as_a_history_that_was_changed(
    deur: Deur, database: Database, fout: str
) -> None:
    leg_stil(database, fout)
    pagina = bladzijde(deur, "/beheer/doctor", Rol.BEHEERDER)
    assert "wordt niet meer ondertekend" in pagina
    assert "past niet bij wat al is ondertekend" not in pagina
    assert "Daarna tekent de dienst vanzelf weer" in pagina


def test_each_fault_comes_down_to_what_one_does_about_it() -> None:
    assert stilstand_van(CheckpointWeg.__name__) is Stilstand.MAP_IS_OUDER
    assert stilstand_van(CheckpointVooruit.__name__) is Stilstand.GESCHIEDENIS
    assert stilstand_van(AndereOudeWortel.__name__) is Stilstand.GESCHIEDENIS
    assert stilstand_van("IsADirectoryError") is Stilstand.MAP
    assert stilstand_van("ProgrammingError") is Stilstand.ANDERS
