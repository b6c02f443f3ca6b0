"""A file goes on record before it leaves; what was destroyed since makes it a file that has to go."""

from datetime import date, timedelta
from importlib import import_module

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra.database import Database
from infra.exportregister import Bestandsvorm, Export, OnbekendeExport, aantal_weg
from tests.conftest import Klok
from tests.verhalen import ZVH, nieuw_verhaal

WIE = Medewerker("mw-pruim", Rol.COMPLIANCE, "zvh")
VERVALT = date(2026, 4, 1)


def maak(dienst: Dienst, *stromen: object, soort: str = "bewaartermijnen", wie: Medewerker = WIE) -> Export:
    return dienst.exports.registreer(
        dienst.definities.exportsoorten[soort],
        Bestandsvorm.CSV,
        wie=wie,
        tafel=ZVH,
        stromen=stromen,  # type: ignore[arg-type]  # the streams of this test
    )


def stand(dienst: Dienst, export: Export) -> Export:
    (gevonden,) = [rij for rij in dienst.exports.lijst(ZVH) if rij.exportnummer == export.exportnummer]
    return gevonden


def test_a_file_has_a_number_a_last_day_and_says_both_itself(dienst: Dienst) -> None:
    export = maak(dienst)
    assert export.vervalt_op == VERVALT
    assert export.exportnummer in export.watermerk
    assert "1 april 2026" in export.watermerk
    assert stand(dienst, export) == export


def test_a_file_should_be_gone_the_day_after_its_last(dienst: Dienst, klok: Klok) -> None:
    export = maak(dienst)
    assert not export.moet_weg(VERVALT)
    assert export.moet_weg(VERVALT + timedelta(days=1))
    with dienst.engine.connect() as verbinding:
        assert aantal_weg(verbinding, VERVALT) == 0
        assert aantal_weg(verbinding, VERVALT + timedelta(days=1)) == 1
    assert dienst.exports.lijst(ZVH, alleen_weg=True) == ()
    klok.verder(days=31)
    assert dienst.exports.lijst(ZVH, alleen_weg=True) == (export,)


def test_a_casus_knows_the_files_it_stands_in_until_somebody_says_they_are_gone(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    stroom = verhaal.meld_aan().stroom_id
    een, _ander = maak(dienst, stroom), maak(dienst)
    assert dienst.exports.kopieen_van([stroom]) == {stroom: (een,)}
    dienst.exports.bevestig_vernietigd(een.exportnummer, wie=WIE, tafels={ZVH})
    assert dienst.exports.kopieen_van([stroom]) == {}


def test_a_file_with_a_destroyed_casus_has_to_go_at_once_and_no_longer_leads_to_it(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    ander = nieuw_verhaal(dienst)
    export, vrij = maak(dienst, verhaal.meld_aan().stroom_id), maak(dienst, ander.meld_aan().stroom_id)
    verhaal.vernietig()
    assert stand(dienst, export).bevat_vernietigd_sinds is not None
    assert stand(dienst, export).moet_weg(date(2026, 3, 2))
    assert stand(dienst, vrij) == vrij
    with dienst.engine.connect() as verbinding:
        assert verbinding.execute(text("SELECT exportnummer FROM exports.kopie")).scalars().all() == [
            vrij.exportnummer
        ]


def test_a_casus_destroyed_while_the_file_was_made_makes_it_one_that_has_to_go(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    stroom = verhaal.meld_aan().stroom_id
    verhaal.vernietig()
    assert maak(dienst, stroom).bevat_vernietigd_sinds is not None
    export = maak(dienst)
    assert dienst.exports.koppel_nummers(export, [verhaal.casusnummer]).bevat_vernietigd_sinds is not None
    assert stand(dienst, export).bevat_vernietigd_sinds is not None


def test_who_said_first_that_a_copy_is_gone_stays_on_record(dienst: Dienst, klok: Klok) -> None:
    export = maak(dienst)
    eerste = dienst.exports.bevestig_vernietigd(export.exportnummer, wie=WIE, tafels=None)
    klok.verder(days=1)
    assert dienst.exports.bevestig_vernietigd(export.exportnummer, wie=WIE, tafels={ZVH}) == eerste
    ander = Medewerker("mw-olijf", Rol.COMPLIANCE, "zvh")
    with pytest.raises(Weigering, match="mw-pruim heeft op 02-03-2026 al vastgelegd"):
        dienst.exports.bevestig_vernietigd(export.exportnummer, wie=ander, tafels={ZVH})
    assert stand(dienst, export) == eerste
    with dienst.engine.connect() as verbinding, pytest.raises(ProgrammingError, match="stays so"):
        verbinding.execute(text("UPDATE exports.export SET vernietigd_door = 'mw-olijf'"))


def test_only_who_took_a_file_out_or_the_compliance_officer_says_that_it_is_gone(dienst: Dienst) -> None:
    regisseur = Medewerker("mw-kers", Rol.PROCESREGISSEUR, "zvh")
    van_een_ander = maak(dienst)
    with pytest.raises(Weigering, match="Een ander heeft dit bestand opgehaald"):
        dienst.exports.bevestig_vernietigd(van_een_ander.exportnummer, wie=regisseur, tafels={ZVH})
    assert stand(dienst, van_een_ander).vernietigd_op is None
    eigen, ook = maak(dienst, wie=regisseur), maak(dienst, wie=regisseur)
    for nummer, wie in ((eigen.exportnummer, regisseur), (ook.exportnummer, WIE)):
        weg = dienst.exports.bevestig_vernietigd(nummer, wie=wie, tafels={ZVH})
        assert weg.vernietigd_door == wie.id


def test_what_was_handed_to_who_it_is_about_is_theirs_and_never_has_to_go(dienst: Dienst, klok: Klok) -> None:
    verhaal = nieuw_verhaal(dienst)
    stroom = verhaal.meld_aan().stroom_id
    inzage = maak(dienst, stroom, soort="inzage-van-een-betrokkene")
    assert (inzage.vervalt_op, inzage.over_mensen) == (None, True)
    assert inzage.watermerk.endswith("dit is voor u om te houden")
    assert dienst.exports.kopieen_van([stroom]) == {}
    with pytest.raises(Weigering, match="van de betrokkene zelf"):
        dienst.exports.bevestig_vernietigd(inzage.exportnummer, wie=WIE, tafels={ZVH})
    verhaal.vernietig()
    klok.verder(days=4000)
    over = stand(dienst, inzage)
    assert over.bevat_vernietigd_sinds is not None, (
        "it is on record that it was handed over, and what is in it"
    )
    assert not over.moet_weg(dienst.omgeving.vandaag())
    assert dienst.exports.lijst(ZVH, alleen_weg=True) == ()
    with dienst.engine.connect() as verbinding:
        assert aantal_weg(verbinding, dienst.omgeving.vandaag()) == 0


def test_what_was_handed_over_before_it_had_no_last_day_is_theirs_as_well(
    dienst: Dienst, database: Database
) -> None:
    export = maak(dienst, soort="inzage-van-een-betrokkene")
    module = import_module("infra.migraties.versions.0022_verstrekt")
    with psycopg.connect(database.owner_url) as baas:
        baas.execute(module.TERUG)
        assert baas.execute("SELECT vervalt_op FROM exports.export").fetchall() == [(VERVALT,)]
        baas.execute(module.VERSTREKT)
    assert stand(dienst, export) == export


def test_a_file_of_another_table_is_not_there(dienst: Dienst) -> None:
    export = maak(dienst)
    for nummer, tafels in ((export.exportnummer, {"ret-elders"}), ("E-BBBBB-BBBBB", {ZVH})):
        with pytest.raises(OnbekendeExport):
            dienst.exports.bevestig_vernietigd(nummer, wie=WIE, tafels=tafels)
