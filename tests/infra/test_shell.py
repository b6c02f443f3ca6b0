"""From command to facts on a real database: together, at once, after a destruction, and against the grain."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from psycopg import errors

from api.samenstelling import Dienst
from domain.bewaring import Vernietigd
from domain.casus.commands import LegVoortgangVast
from domain.casus.events import Aangemeld, GegevensVerwijderd, GrondslagVastgelegd, VoortgangVastgelegd
from domain.casus.state import Fase
from domain.casus.waarden import Aanzet, Urgentie
from domain.weigering import Crisisroute, Weigering
from infra.codec import KluisGeschonden
from infra.controle import beschadigd
from infra.database import Database
from infra.kek import Kekring
from infra.optekenen import Nieuw, Optekenaar
from infra.shell import OnbekendeCasus
from infra.store import Conflict
from infra.uitkomst import Uitgevoerd
from tests.conftest import Klok
from tests.infra.zegels import rauw
from tests.verhalen import PROCESREGISSEUR, SECRETARIS, ZVH, Verhaal, aanmelding, nieuw_verhaal

STROMEN = ("kluis.deel", "kluis.nummer", "sleutels.sleutel", "kluis.omheining")


def tel(database: Database, tabel: str) -> int:
    with psycopg.connect(database.owner_url) as verbinding:
        rij = verbinding.execute(f"SELECT count(*) FROM {tabel}").fetchone()  # noqa: S608 names of this test
    assert rij is not None
    return int(rij[0])


def test_a_case_comes_in_and_reads_back(dienst: Dienst) -> None:
    verhaal = Verhaal(dienst)
    gedaan = verhaal.meld_aan()
    assert [type(feit) for feit in gedaan.nieuw] == [Aangemeld, GrondslagVastgelegd]
    geladen = dienst.shell.laad(gedaan.casusnummer)
    assert geladen.casus == gedaan.casus
    assert [feit.versie for feit in geladen.historie] == [1, 2]
    assert geladen.historie[0].envelop.wie == SECRETARIS.wie.id
    assert geladen.historie[0].naam == "casus.Aangemeld.v1"


def test_the_same_command_twice_stores_nothing_new(dienst: Dienst, database: Database) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    eerste = verhaal.trieer()
    feiten = tel(database, "feiten.gebeurtenis")
    tweede = verhaal.trieer()
    assert (tweede.nieuw, tweede.versie, tweede.positie) == ((), eerste.versie, eerste.positie)
    assert tel(database, "feiten.gebeurtenis") == feiten


def test_a_refusal_stores_nothing(dienst: Dienst, database: Database) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    voor = [tel(database, tabel) for tabel in ("feiten.gebeurtenis", *STROMEN)]
    with pytest.raises(Weigering):
        verhaal.plan_ico()
    assert [tel(database, tabel) for tabel in ("feiten.gebeurtenis", *STROMEN)] == voor


def tegelijk(*daden: Callable[[], object]) -> list[object]:
    slagboom = threading.Barrier(len(daden))
    uitkomsten: list[object] = []

    def doe(daad: Callable[[], object]) -> None:
        slagboom.wait()
        try:
            uitkomsten.append(daad())
        except Exception as fout:  # noqa: BLE001 the outcome of the race is what is tested
            uitkomsten.append(fout)

    draden = [threading.Thread(target=doe, args=(daad,)) for daad in daden]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return uitkomsten


def test_two_people_triage_at_once_and_one_fact_is_stored(dienst: Dienst) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    uitkomsten = tegelijk(*[verhaal.trieer] * 6)
    assert all(isinstance(uit, Uitgevoerd) for uit in uitkomsten), uitkomsten
    antwoorden = {(uit.versie, uit.positie, uit.casus) for uit in uitkomsten if isinstance(uit, Uitgevoerd)}
    assert len(antwoorden) == 1
    namen = [feit.naam for feit in dienst.shell.laad(verhaal.casusnummer).historie]
    assert namen.count("casus.Getrieerd.v1") == 1


def test_many_at_once_lose_nothing_and_leave_no_gap(dienst: Dienst) -> None:
    verhaal = Verhaal(dienst)
    verhaal.tot_en_met_ico()

    def voortgang(nummer: int) -> Callable[[], Uitgevoerd]:
        return lambda: verhaal.doe(LegVoortgangVast(f"Voortgang {nummer}", Aanzet.DEELNEMERS))

    uitkomsten = tegelijk(*[voortgang(nummer) for nummer in range(5)])
    gelukt = [uit for uit in uitkomsten if isinstance(uit, Uitgevoerd)]
    historie = dienst.shell.laad(verhaal.casusnummer).historie
    assert len(gelukt) == 5
    assert [feit.versie for feit in historie] == list(range(1, len(historie) + 1))


def test_the_same_kenmerk_comes_in_once_also_at_once(dienst: Dienst) -> None:
    verhalen = [nieuw_verhaal(dienst) for _ in range(4)]
    uitkomsten = tegelijk(
        *[lambda verhaal=verhaal: verhaal.meld_aan(kenmerk="BRON-1") for verhaal in verhalen]
    )
    nummers = {uit.casusnummer for uit in uitkomsten if isinstance(uit, Uitgevoerd)}
    assert len(nummers) == 1, uitkomsten


def test_a_series_takes_the_good_ones_and_says_why_not_of_the_others(dienst: Dienst) -> None:
    vandaag = dienst.omgeving.vandaag()
    reeks = [
        (ZVH, aanmelding(casusnummer=f"C-{nummer}", kenmerk=kenmerk, vandaag=vandaag + timedelta(days=later)))
        for nummer, (kenmerk, later) in enumerate([("K1", 0), ("K2", 1), ("K1", 0), ("K3", 0)])
    ]
    uitkomsten = dienst.shell.meld_reeks_aan(reeks, namens=SECRETARIS)
    assert isinstance(uitkomsten[1], Weigering)
    assert [uit.casusnummer for uit in uitkomsten if isinstance(uit, Uitgevoerd)] == ["C-0", "C-0", "C-3"]
    assert [bool(uit.nieuw) for uit in uitkomsten if isinstance(uit, Uitgevoerd)] == [True, False, True]


def test_a_case_as_it_was_at_a_moment(dienst: Dienst, klok: Klok) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    toen = klok()
    klok.verder(days=1)
    verhaal.trieer()
    assert dienst.shell.laad(verhaal.casusnummer, op=toen).casus.fase is Fase.AANGEMELD
    assert dienst.shell.laad(verhaal.casusnummer).casus.fase is Fase.OPGENOMEN
    with pytest.raises(OnbekendeCasus):
        dienst.shell.laad(verhaal.casusnummer, op=toen - timedelta(days=1))


# --- destruction -------------------------------------------------------------------------------------------------


def test_a_destroyed_case_leaves_a_skeleton_that_only_the_report_leads_to(
    dienst: Dienst, database: Database
) -> None:
    verhaal = Verhaal(dienst)
    verhaal.tot_en_met_ico(kenmerk="BRON-1")
    verhaal.sluit_af()
    stroom_id = dienst.shell.laad(verhaal.casusnummer).stroom_id
    verhaal.verwijder()
    assert [tel(database, tabel) for tabel in STROMEN] == [0, 0, 0, 1]
    with pytest.raises(OnbekendeCasus):
        dienst.shell.laad(verhaal.casusnummer)
    skelet = dienst.shell.skelet(stroom_id)
    assert isinstance(skelet[-1].gebeurtenis, GegevensVerwijderd)
    assert {type(feit.gebeurtenis) for feit in skelet[:-1]} == {Vernietigd}
    assert [feit.naam for feit in skelet][:2] == ["casus.Aangemeld.v1", "casus.GrondslagVastgelegd.v1"]


def test_other_cases_stay_as_they_are(dienst: Dienst) -> None:
    ander = nieuw_verhaal(dienst)
    ander.tot_en_met_ico(kenmerk="BRON-2")
    voor = dienst.shell.laad(ander.casusnummer)
    nieuw_verhaal(dienst).helemaal(kenmerk="BRON-1")
    na = dienst.shell.laad(ander.casusnummer)
    assert (voor.casus, voor.historie) == (na.casus, na.historie)


def test_a_late_command_cannot_write_for_a_destroyed_case(dienst: Dienst, database: Database) -> None:
    verhaal = Verhaal(dienst)
    verhaal.tot_en_met_ico()
    verhaal.sluit_af()
    laat = dienst.shell.laad(verhaal.casusnummer)
    verhaal.verwijder()
    feiten = tel(database, "feiten.gebeurtenis")
    feit = VoortgangVastgelegd(dienst.omgeving.vandaag(), "Te laat", Aanzet.DEELNEMERS)
    te_laat = Nieuw(laat.stroom_id, laat.versie + 9, [feit])
    optekenaar = Optekenaar(dienst.archief, omgeving=dienst.omgeving)
    with pytest.raises(Conflict):
        optekenaar.schrijf([te_laat], bos=laat.bos, namens=PROCESREGISSEUR)
    assert tel(database, "feiten.gebeurtenis") == feiten
    assert tel(database, "kluis.deel") == 0
    with pytest.raises(OnbekendeCasus):
        verhaal.verwijder()


def test_a_destruction_while_others_write_ends_empty(dienst: Dienst, database: Database) -> None:
    verhaal = Verhaal(dienst)
    verhaal.tot_en_met_ico()
    verhaal.sluit_af()
    uitkomsten = tegelijk(*[verhaal.verwijder] * 3, *[verhaal.sluit_af] * 3)
    assert sum(isinstance(uit, Uitgevoerd) and bool(uit.nieuw) for uit in uitkomsten) == 1
    assert [tel(database, tabel) for tabel in STROMEN] == [0, 0, 0, 1]


def test_a_case_that_comes_in_again_after_its_destruction_is_a_new_case(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.helemaal(kenmerk="BRON-1")
    opnieuw = nieuw_verhaal(dienst)
    assert opnieuw.meld_aan(kenmerk="BRON-1").nieuw
    assert opnieuw.casusnummer != verhaal.casusnummer


# --- against the grain -------------------------------------------------------------------------------------------

VERBODEN = [
    "UPDATE feiten.gebeurtenis SET state = ''",
    "DELETE FROM feiten.gebeurtenis",
    "TRUNCATE feiten.gebeurtenis",
    "DELETE FROM kluis.omheining",
    "UPDATE kluis.deel SET cijfertekst = ''",
    "UPDATE sleutels.sleutel SET ingepakt = ''",
    "DELETE FROM sleutels.tijdvak",
    "ALTER TABLE feiten.gebeurtenis DISABLE TRIGGER ALL",
    "DROP TABLE feiten.gebeurtenis",
    "CREATE TABLE feiten.mijn (x int)",
    "LOCK TABLE feiten.gebeurtenis IN EXCLUSIVE MODE",
    "INSERT INTO feiten.gebeurtenis OVERRIDING SYSTEM VALUE VALUES (gen_random_uuid(), 1, 'casus.X.v1', '{}', 99999)",
]


@pytest.mark.parametrize("daad", VERBODEN)
def test_the_role_of_the_service_cannot(daad: str, dienst: Dienst) -> None:
    Verhaal(dienst).meld_aan()
    with dienst.archief.datastore.pool.connection() as verbinding:
        assert verbinding.execute("SELECT current_user AS wie").fetchone() == {"wie": "casus_dienst"}
        with pytest.raises(errors.InsufficientPrivilege), verbinding.transaction():
            verbinding.execute(daad)


@pytest.mark.parametrize(
    "daad",
    [
        "UPDATE feiten.gebeurtenis SET state = ''",
        "DELETE FROM feiten.gebeurtenis",
        "TRUNCATE feiten.gebeurtenis",
    ],
)
def test_not_even_the_owner_changes_an_event_by_accident(
    daad: str, dienst: Dienst, database: Database
) -> None:
    Verhaal(dienst).meld_aan()
    with psycopg.connect(database.owner_url) as eigenaar, pytest.raises(errors.InsufficientPrivilege):
        eigenaar.execute(daad)


def test_without_its_kek_the_database_reads_as_nothing(
    dienst: Dienst, sjabloon: tuple[str, Kekring], database: Database
) -> None:
    Verhaal(dienst).meld_aan()
    with psycopg.connect(database.owner_url) as eigenaar:
        rijen = eigenaar.execute("SELECT state FROM feiten.gebeurtenis").fetchall()
        delen = eigenaar.execute("SELECT cijfertekst FROM kluis.deel").fetchall()
    for (inhoud,) in (*rijen, *delen):
        assert b"Framboos" not in inhoud
        assert b"zaanstad" not in inhoud
        assert rauw(sjabloon[1].huidig) not in inhoud


SCHADE = {
    "a part that is gone": "DELETE FROM kluis.deel WHERE versie = 1 AND nummer = 0 AND stroom_id = %s",
    "a key that is gone": "DELETE FROM sleutels.sleutel WHERE persoon_id IS NULL AND stroom_id = %s",
}


@pytest.mark.parametrize("soort", sorted(SCHADE))
def test_one_damaged_case_is_named_and_takes_no_other_along(
    soort: str, dienst: Dienst, database: Database
) -> None:
    heel, stuk = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
    heel.meld_aan()
    stuk.meld_aan()
    stromen = [dienst.shell.laad(verhaal.casusnummer).stroom_id for verhaal in (heel, stuk)]
    assert beschadigd(dienst.engine) == (0, 0)
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute(SCHADE[soort], (stromen[1],))
    assert beschadigd(dienst.engine) == (1, 0)
    with pytest.raises(KluisGeschonden, match=str(stromen[1])):
        dienst.shell.laad(stuk.casusnummer)
    gelezen = dienst.archief.lees_plaatsen([(stroom, 1) for stroom in stromen])
    assert [feit.stroom_id for feit in gelezen] == stromen[:1]


@pytest.mark.parametrize("portie", [1, 3, 1000])
def test_facts_asked_for_a_portion_at_a_time_come_whole_and_in_their_order(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, portie: int
) -> None:
    heel, weg = nieuw_verhaal(dienst), nieuw_verhaal(dienst)
    heel.tot_en_met_ico()
    weg.helemaal()
    archief = dienst.archief
    alles = archief.lees_na(0, limiet=1000)
    monkeypatch.setattr("infra.rijen.PORTIE", portie)
    plaatsen = [(feit.stroom_id, feit.versie) for feit in reversed(alles)]
    assert archief.lees_plaatsen(plaatsen) == archief.lees_reeks(plaatsen) == alles
    assert archief.lees_plaatsen([]) == []
    assert any(isinstance(feit.gebeurtenis, Vernietigd) for feit in alles)


def test_a_mark_of_destruction_on_a_living_case_is_noticed(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    nieuw_verhaal(dienst).helemaal()
    assert beschadigd(dienst.engine) == (0, 0)
    stroom_id = dienst.shell.laad(verhaal.casusnummer).stroom_id
    with dienst.archief.datastore.pool.connection() as verbinding:
        verbinding.execute("INSERT INTO kluis.omheining (stroom_id, op) VALUES (%s, now())", (stroom_id,))
    assert beschadigd(dienst.engine) == (0, 1)


def test_crisis_gets_its_route_also_under_a_kenmerk_that_is_known(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan(kenmerk="BRON-1")
    nog_eens = aanmelding(casusnummer="C-NIEUW", kenmerk="BRON-1", vandaag=verhaal.vandaag())
    with pytest.raises(Crisisroute):
        dienst.shell.meld_aan(ZVH, replace(nog_eens, urgentie=Urgentie.CRISIS), namens=SECRETARIS)


def test_a_fact_that_is_missing_from_the_middle_of_a_history_is_noticed(
    dienst: Dienst, database: Database
) -> None:
    verhaal = Verhaal(dienst)
    verhaal.tot_en_met_ico()
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("ALTER TABLE feiten.gebeurtenis DISABLE TRIGGER USER")
        baas.execute("DELETE FROM feiten.gebeurtenis WHERE originator_version = 2")
    with pytest.raises(KluisGeschonden, match="is missing"):
        dienst.shell.laad(verhaal.casusnummer)


def test_a_number_that_was_made_to_lead_to_another_case_is_noticed(
    dienst: Dienst, database: Database
) -> None:
    een, ander = Verhaal(dienst), Verhaal(dienst)
    een.meld_aan()
    ander.meld_aan()
    with psycopg.connect(database.owner_url) as baas:
        baas.execute(
            "UPDATE kluis.nummer SET casusnummer = 'C-TUSSE-NDOOR' WHERE casusnummer = %s", (een.casusnummer,)
        )
        baas.execute(
            "UPDATE kluis.nummer SET casusnummer = %s WHERE casusnummer = %s",
            (een.casusnummer, ander.casusnummer),
        )
    with pytest.raises(KluisGeschonden, match="leads to another case"):
        dienst.shell.laad(een.casusnummer)
