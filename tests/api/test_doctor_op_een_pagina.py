"""The page of how the service does: every look has Dutch words, and what is wrong comes with what one does about it."""

import ast
import inspect
from types import ModuleType

import psycopg
import pytest
from sqlalchemy import text

from api import (
    doctor,
    doctor_berichten,
    doctor_concepten,
    doctor_lijsten,
    doctor_ondertekenen,
    doctor_rechten,
    doctor_verzoeken,
    doctor_weergaven,
)
from api.bevinding import Werkbevinding
from api.doctor import onderzoek_werk
from domain.rollen import Rol
from infra.database import Database
from tests.api.conftest import Deur

OP_DE_PAGINA = (
    doctor_berichten,
    doctor_concepten,
    doctor_lijsten,
    doctor_ondertekenen,
    doctor_rechten,
    doctor_verzoeken,
    doctor_weergaven,
)
MET_DOEN = 3
"""A title, what there is, and what one does."""


def aanroepen(module: ModuleType) -> list[tuple[str, ast.Call]]:
    """What a module calls by a plain name."""
    return [
        (knoop.func.id, knoop)
        for knoop in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name)
    ]


def begin(deur: Deur, rol: Rol) -> str:
    return deur.client.get("/", headers={"Authorization": f"Bearer {deur.token(rol)}"}).text


def bladzijde(deur: Deur) -> str:
    kop = {"Authorization": f"Bearer {deur.token(Rol.BEHEERDER)}"}
    return deur.client.get("/beheer/doctor", headers=kop).text


def test_every_look_is_told_in_dutch(deur: Deur) -> None:
    pagina = bladzijde(deur)
    for een in onderzoek_werk(deur.dienst.engine, deur.dienst.settings):
        assert isinstance(een, Werkbevinding), f"{een.naam} has no Dutch words"
        assert een.woorden.titel in pagina
        assert een.woorden.wat in pagina.replace("&#39;", "'")
        assert een.uitleg not in pagina
    assert 'lang="en"' not in pagina
    assert "Wat hier is nagekeken, is in orde." in pagina


@pytest.mark.parametrize("module", OP_DE_PAGINA, ids=lambda module: module.__name__)
def test_a_look_of_the_page_gives_nothing_without_dutch_words(module: ModuleType) -> None:
    assert {naam for naam, _ in aanroepen(module)}.isdisjoint({"goed", "fout_bij"})


@pytest.mark.parametrize("module", [doctor, *OP_DE_PAGINA], ids=lambda module: module.__name__)
def test_what_is_wrong_says_what_one_does(module: ModuleType) -> None:
    for naam, aanroep in aanroepen(module):
        if naam == "hapert" and isinstance(woorden := aanroep.args[-1], ast.Call):
            assert ast.unparse(woorden.func) in {"Woorden", "replace"}
            assert ast.unparse(woorden.func) == "replace" or len(woorden.args) == MET_DOEN, ast.unparse(
                aanroep
            )


def test_what_is_not_fine_stands_first_with_what_one_does(deur: Deur, database: Database) -> None:
    with database.owner_engine().begin() as verbinding:
        verbinding.execute(
            text(
                "INSERT INTO weergave.stand (naam, positie, fout, fout_positie) VALUES ('agenda', 0, 'KeyError', 1)"
                " ON CONFLICT (naam) DO UPDATE SET fout = excluded.fout, fout_positie = excluded.fout_positie"
            )
        )
    niet, _, wel = bladzijde(deur).partition("In orde</caption>")
    assert "nulmeter--fout" in niet
    assert "Dit is niet in orde." in niet
    assert "De lijst staat stil op" in niet
    assert "casus weergave opnieuw agenda" in niet
    assert "Elk verzoek is binnen zijn termijn." in wel
    assert "teller--fout" in begin(deur, Rol.BEHEERDER)
    assert "niet in orde bij de dienst" not in begin(deur, Rol.PROCESREGISSEUR)


def test_where_all_is_fine_the_first_page_of_a_beheerder_counts_nothing(deur: Deur) -> None:
    pagina = begin(deur, Rol.BEHEERDER)
    assert "niet in orde bij de dienst" in pagina
    assert "teller--fout" not in pagina


@pytest.mark.parametrize("waar", ["logboek", "inzage"])
def test_that_a_log_is_not_signed_any_more_was_told_on_the_command_line_alone(
    deur: Deur, database: Database, waar: str
) -> None:
    assert "worden ondertekend." in bladzijde(deur)
    with psycopg.connect(database.owner_url) as baas:
        baas.execute(f"UPDATE {waar}.boek SET fout = 'Vertakt', fout_op = now()".encode())  # noqa: S608 the words stand above
    pagina = bladzijde(deur)
    assert "wordt niet meer ondertekend" in pagina
    assert "Zeg dit meteen aan de FG en de auditor." in pagina
    assert "is in orde." not in pagina
    assert "niet in orde bij de dienst" in begin(deur, Rol.BEHEERDER)
