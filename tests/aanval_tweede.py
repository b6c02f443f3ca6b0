"""Second round: doctor, locks, tampering, and lists that never end."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from api.doctor import _bewaring, _exports, _inhoud
from domain.rollen import Rol
from infra.database import Database
from infra.herstelcontrole import HERSTELSLOT
from infra.vernietiging.uitvoering import UITVOERSLOT
from tests.api.conftest import Deur, deur  # noqa: F401
from tests.api.lijstloop import bekijk, controleer, keur_goed, stel_voor, tot_uitvoering, vernietig, voer_uit
from tests.aanval_lijst import gesloten, sporen  # noqa: F401
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal


def test_two_locks_are_two_numbers() -> None:
    assert HERSTELSLOT != UITVOERSLOT


@pytest.mark.parametrize("wat", ["opschortingen", "beperkingen"])
def test_a_review_is_not_put_off_for_a_lifetime(deur: Deur, wat: str) -> None:  # noqa: F811
    verhaal = nieuw_verhaal(deur.dienst)
    verhaal.tot_en_met_ico()
    grond = {"opschortingen": "rechtsvordering", "beperkingen": "juistheid-betwist"}[wat]
    invoer = {"grond": grond, "toelichting": "x", "tot": "2150-01-01"}
    antwoord = deur.stuur(f"/casussen/{verhaal.casusnummer}/{wat}", invoer, als=Rol.COMPLIANCE)
    assert antwoord.status_code in (400, 409), antwoord.text


def test_what_is_destroyed_does_not_wait_years_for_its_verklaring(deur: Deur) -> None:  # noqa: F811
    """One list: something due today, and something due in years."""
    een, twee = nieuw_verhaal(deur.dienst), nieuw_verhaal(deur.dienst)
    een.tot_en_met_ico()
    deur.dienst.omgeving.nu.verder(days=5 * 366 - 20)
    twee.tot_en_met_ico()
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    lijst = stel_voor(deur, totEnMet="2039-01-01")
    controleer(deur, lijst)
    keur_goed(deur, lijst)
    deur.dienst.omgeving.nu.verder(days=20)
    voer_uit(deur, lijst)
    deur.dienst.logboek.werk_bij()
    fase = voer_uit(deur, lijst)["fase"]
    intrekken = deur.stuur(f"/vernietigingslijsten/{lijst}/intrekkingen", {"reden": "anders"}, als=Rol.FG)
    print(fase, sporen(deur), intrekken.status_code)
    assert fase == "verklaard"


def _als_eigenaar(database: Database, *daden: str) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as v:
        for daad in daden:
            tabel = daad.replace("DELETE FROM", "").replace("UPDATE", "").split()[0]
            v.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
            print(daad, v.execute(daad).rowcount)


@pytest.mark.parametrize(
    "daad",
    [
        "DELETE FROM kluis.omheining",
        "UPDATE kluis.omheining SET op = op - interval '1 year'",
        "DELETE FROM verklaring.verklaring",
        "UPDATE verklaring.verklaring SET inhoud = 'x'",
        "UPDATE exports.export SET bevat_vernietigd_sinds = NULL",
    ],
)
def test_tampering_is_told(deur: Deur, gesloten: Verhaal, database: Database, daad: str) -> None:  # noqa: F811
    assert deur.stuur("/exports", {"soort": "bewaartermijnen", "tafel": ZVH}, als=Rol.COMPLIANCE).status_code == 201
    vernietig(deur, gesloten.casusnummer)
    from api.doctor_herstel import vernietigingbevinding
    from api.doctor_logboek import logboekbevinding
    engine, s = deur.dienst.engine, deur.dienst.settings
    from infra.herstelcontrole import register_van
    def kijk() -> list[Any]:
        return [
            ("inhoud", _inhoud(engine)), ("exports", _exports(engine)),
            ("register", vernietigingbevinding(engine, s)), ("logboek", logboekbevinding(engine, s)),
        ]
    voor = kijk()
    _als_eigenaar(database, daad)
    na = kijk()
    for (naam, v), (_, n) in zip(voor, na, strict=True):
        print(naam, v, "->", n)
    assert any(v != n for (_, v), (_, n) in zip(voor, na, strict=True))
