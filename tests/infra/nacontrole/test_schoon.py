"""A clean destruction passes; what cannot be looked at never does."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.vernietigingslijst.nacontrole import Soort, Uitslag
from infra.nacontrole.controle import controleer
from infra.nacontrole.kopieen import BekendeKopie
from infra.nacontrole.sporen import GeenSporen, verbinding_van, wis_sporen
from infra.nacontrole.tabellen import alle_tabellen
from tests.infra.nacontrole.huis import LIJST, Huis, aantal, van


def test_a_clean_destruction_passes_beside_a_case_that_lives(huis: Huis) -> None:
    verhalen = [huis.verhaal() for _ in range(3)]
    huis.verhaal()
    huis.vernietig(verhalen)
    huis.vernieuw()
    nacontrole = huis.controleer()
    assert [een for een in nacontrole.controles if een.uitslag is not Uitslag.GESLAAGD] == []
    assert nacontrole.uitslag is Uitslag.GESLAAGD
    assert {een.code for een in nacontrole.controles} == set(Soort)


def test_what_stands_on_disk_is_told_with_its_numbers_and_opens_with_nothing(huis: Huis) -> None:
    if huis.datamap is None:
        pytest.skip("the server of this run keeps its files elsewhere")
    huis.vernietig([huis.verhaal()])
    huis.vernieuw()
    controle = van(huis.controleer(), Soort.BESTANDEN)
    assert aantal(controle, "plaatsen op schijf met ingepakte sleutels") > 0
    assert aantal(controle, "plaatsen op schijf met versleutelde delen") > 0
    assert aantal(controle, "sleutels op schijf die opengaan") == 0
    assert "met geen enkele levende sleutel meer te openen" in controle.toelichting
    assert "WAL" in controle.waar


def test_before_anything_is_destroyed_it_fails_everywhere(huis: Huis) -> None:
    """The verifier that always passes would pass here."""
    verhaal = huis.verhaal()
    huis.dienst.runner.werk_bij()
    huis.neem_sporen(huis.stroom(verhaal))
    nacontrole = huis.controleer()
    assert nacontrole.uitslag is Uitslag.MISLUKT
    mislukt = {een.code for een in nacontrole.controles if een.uitslag is Uitslag.MISLUKT}
    verwacht = {Soort.TABELLEN, Soort.SLEUTELS, Soort.ZOEKINDEX, Soort.WEERGAVEN, Soort.OMHEINING, Soort.KEK}
    assert mislukt >= verwacht | {Soort.GEBEURTENISSEN}


@pytest.mark.parametrize(
    ("veld", "soort"),
    [
        ("datamap", Soort.BESTANDEN),
        ("kekmap", Soort.KEK),
        ("sleutelkopie", Soort.SLEUTELKOPIE),
        ("kopieen", Soort.EXPORTS),
    ],
)
def test_what_is_out_of_reach_is_not_a_pass(huis: Huis, veld: str, soort: Soort) -> None:
    huis.vernietig([huis.verhaal()])
    huis.vernieuw()
    nacontrole = huis.controleer(**{veld: None})
    assert van(nacontrole, soort).uitslag is Uitslag.GEDEELTELIJK
    assert van(nacontrole, soort).toelichting
    assert nacontrole.uitslag is Uitslag.GEDEELTELIJK


def test_a_table_that_the_service_may_not_read_is_named_and_not_a_pass(huis: Huis) -> None:
    huis.vernietig([huis.verhaal()])
    huis.vernieuw()
    huis.als_baas("CREATE TABLE public.van_iemand (iets text)")
    controle = van(huis.controleer(engine=huis.dienst.engine), Soort.TABELLEN)
    assert controle.uitslag is Uitslag.GEDEELTELIJK
    assert "public.van_iemand" in controle.toelichting


def test_an_export_in_the_hands_of_somebody_is_theirs_to_confirm(huis: Huis) -> None:
    huis.vernietig([huis.verhaal()])
    huis.vernieuw()
    onzeker = van(huis.controleer(kopieen=lambda _: [BekendeKopie("X-1")]), Soort.EXPORTS)
    assert onzeker.uitslag is Uitslag.GEDEELTELIJK
    gemeld = BekendeKopie("X-1", gemeld_weg=("mw-pruim", datetime(2026, 3, 2, 23, 30, tzinfo=UTC)))
    zeker = van(huis.controleer(kopieen=lambda _: [gemeld]), Soort.EXPORTS)
    assert "X-1 door mw-pruim op 03-03-2026" in zeker.toelichting
    assert zeker.uitslag is Uitslag.GESLAAGD


def test_it_always_says_what_it_did_not_look_at(huis: Huis) -> None:
    huis.vernietig([huis.verhaal()])
    huis.vernieuw()
    tekst = " ".join(huis.controleer().niet_gecontroleerd)
    for woord in ("Papier", "Post", "partners", "Reservekopieën", "Replica", "Momentopnamen"):
        assert woord in tekst


def test_nothing_in_the_outcome_leads_to_the_case(huis: Huis) -> None:
    verhaal = huis.verhaal()
    stroom = huis.stroom(verhaal)
    huis.vernietig([verhaal])
    tekst = repr(huis.controleer())
    for geheim in (verhaal.casusnummer, str(stroom), stroom.hex, *map(str, huis.mensen[verhaal.casusnummer])):
        assert geheim not in tekst


def test_traces_are_kept_until_they_are_forgotten(huis: Huis) -> None:
    """After a crash it is done again, with the same traces and the same outcome."""
    huis.vernietig([huis.verhaal()])
    huis.vernieuw()
    eerste, tweede = huis.controleer(), huis.controleer()
    assert [een.uitslag for een in eerste.controles] == [een.uitslag for een in tweede.controles]
    wis_sporen(huis.dienst.engine, LIJST)
    with pytest.raises(GeenSporen):
        huis.controleer()


def test_taking_traces_again_after_half_a_destruction_keeps_those_of_before(huis: Huis) -> None:
    eerste, tweede = huis.verhaal(), huis.verhaal()
    stromen = [huis.stroom(eerste), huis.stroom(tweede)]
    voor = huis.neem_sporen(*stromen)
    eerste.verwijder()
    na = huis.neem_sporen(*stromen)
    assert na == voor


def test_traces_hold_nothing_of_what_they_recognise(huis: Huis) -> None:
    """They are searched like any table, and a search of them finds nothing."""
    verhaal = huis.verhaal()
    stroom = huis.stroom(verhaal)
    huis.neem_sporen(stroom)
    with huis.eigenaar.connect() as verbinding:
        rijen = verbinding.exec_driver_sql("SELECT merk, hulp FROM vernietiging.spoor").all()
        cijfers = verbinding.exec_driver_sql("SELECT cijfertekst FROM kluis.deel").scalars().all()
    assert rijen
    opgeslagen = {bytes(waarde) for rij in rijen for waarde in rij if waarde is not None}
    assert all(len(waarde) == 16 for waarde in opgeslagen)
    assert not opgeslagen & {bytes(cijfer)[:16] for cijfer in cijfers}
    assert not opgeslagen & {mens.bytes for mens in huis.mensen[verhaal.casusnummer]}
    assert verhaal.casusnummer.encode() not in b"".join(opgeslagen)


def test_every_table_of_every_schema_is_walked(huis: Huis) -> None:
    huis.als_baas("CREATE SCHEMA elders")
    huis.als_baas("CREATE TABLE elders.onbekend (iets text)")
    huis.als_baas("CREATE MATERIALIZED VIEW elders.foto AS SELECT 1 AS een")
    with verbinding_van(huis.eigenaar) as verbinding:
        namen = {str(tabel) for tabel in alle_tabellen(verbinding)}
    assert {"elders.onbekend", "elders.foto", "kluis.deel", "inzage.regel", "beheer.alembic_version"} <= namen


def test_a_list_without_any_unit_is_not_a_pass(huis: Huis) -> None:
    huis.neem_sporen()
    assert controleer(replace(huis.bereik), LIJST).uitslag is not Uitslag.GESLAAGD
