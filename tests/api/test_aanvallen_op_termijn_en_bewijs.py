"""Attacks on holds, locks, and what a destruction left on record."""

from typing import Any

import psycopg
import pytest

from api.doctor import _exports, _inhoud
from api.doctor_herstel import vernietigingbevinding
from api.doctor_lijsten import lijstenbevinding
from api.doctor_logboek import logboekbevinding
from domain.rollen import Rol
from infra.database import Database
from infra.herstelcontrole import HERSTELSLOT
from infra.vernietiging.uitvoering import UITVOERSLOT
from tests.api.conftest import Deur
from tests.api.lijstloop import tot_uitvoering, voer_uit
from tests.api.test_aanvallen_op_een_lijst import gesloten
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

__all__ = ["gesloten"]


def test_two_locks_are_two_numbers() -> None:
    assert HERSTELSLOT != UITVOERSLOT


@pytest.mark.parametrize("wat", ["opschortingen", "beperkingen"])
def test_a_review_is_not_put_off_for_a_lifetime(deur: Deur, wat: str) -> None:
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    grond = {"opschortingen": "rechtsvordering", "beperkingen": "juistheid-betwist"}[wat]
    invoer = {"grond": grond, "toelichting": "Verzonnen", "tot": "2150-01-01"}
    antwoord = deur.stuur(f"/casussen/{verhaal.casusnummer}/{wat}", invoer, als=Rol.COMPLIANCE)
    assert antwoord.status_code in (400, 409), antwoord.text


def _als_eigenaar(database: Database, *daden: str) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as v:
        for daad in daden:
            tabel = daad.replace("DELETE FROM", "").replace("UPDATE", "").split()[0]
            v.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
            v.execute(daad)


@pytest.mark.parametrize(
    "daad",
    [
        "DELETE FROM kluis.omheining",
        "UPDATE kluis.omheining SET op = op - interval '1 year'",
        "DELETE FROM verklaring.verklaring",
        "UPDATE verklaring.verklaring SET inhoud = 'x'",
    ],
)
def test_tampering_is_told(deur: Deur, gesloten: Verhaal, database: Database, daad: str) -> None:
    assert (
        deur.stuur("/exports", {"soort": "bewaartermijnen", "tafel": ZVH}, als=Rol.COMPLIANCE).status_code
        == 201
    )
    lijst = tot_uitvoering(deur, gesloten.casusnummer)
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    assert voer_uit(deur, lijst)["fase"] == "verklaard"
    engine, s = deur.dienst.engine, deur.dienst.settings

    def kijk() -> list[Any]:
        return [
            ("inhoud", _inhoud(engine)),
            ("exports", _exports(engine)),
            ("lists", lijstenbevinding(engine)),
            ("register", vernietigingbevinding(engine, s)),
            ("logboek", logboekbevinding(engine, s)),
        ]

    voor = kijk()
    _als_eigenaar(database, daad)
    na = kijk()
    assert any(v != n for (_, v), (_, n) in zip(voor, na, strict=True))
