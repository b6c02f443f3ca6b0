"""The demo year: the rules take every step of it, every kind of fact occurs, and a cut-short filling is completed."""

import json
import shutil
import signal
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import psycopg
import pytest

from api.demo.jaar import CASUSSEN, TAFEL, VAST, Democasus, jaar
from api.demo.vullen import Briefje, Demoklok, naspelen, tel, vul
from api.rechten import RECHTEN, Recht
from api.samenstelling import Dienst, stel_samen
from domain.bsn import is_bsn
from domain.casus import commands
from domain.casus.events import Feit
from domain.casus.state import Fase
from infra.database import Database
from infra.definitions import Definities
from infra.embedded_postgres import discard
from infra.keys import Kek
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.api.cli.conftest import Casus

ZONDAG = date(2026, 3, 1)
GENOEG = len(VAST) + 5

MAG = {
    Recht.AANMELDEN: (commands.MeldAan,),
    Recht.AANVULLEN: (commands.VulAan,),
    Recht.GRONDSLAG: (commands.LegGrondslagVast,),
    Recht.TOESTEMMING: (commands.GeefToestemming, commands.WeigerToestemming, commands.TrekToestemmingIn),
    Recht.TRIEREN: (commands.Trieer,),
    Recht.REGIE: (commands.WijsRegieToe,),
    Recht.DEELNEMERS: (commands.VoegDeelnemerToe, commands.VerwijderDeelnemer),
    Recht.ICO: (commands.PlanICO, commands.VerzetICO, commands.ZegICOAf, commands.LegICOVast),
    Recht.ADVISEREN: (commands.BrengAdviesUit,),
    Recht.PLAN: (commands.StelPlanVast,),
    Recht.ACTIES: (commands.WijsActieToe, commands.LaatActieVervallen),
    Recht.AFRONDEN: (commands.RondActieAf,),
    Recht.VOORTGANG: (commands.LegVoortgangVast,),
    Recht.HERAGENDEREN: (commands.Heragendeer,),
    Recht.SCHALEN: (commands.SchaalOp, commands.SchaalAf),
    Recht.AFSLUITEN: (commands.SluitVoorlopigAf, commands.Heropen, commands.SluitAf),
    Recht.VERWIJDEREN: (commands.StelVerwijderingVoor, commands.Verwijder),
}
RECHT_VOOR = {soort: recht for recht, soorten in MAG.items() for soort in soorten}


def het_jaar(
    definities: Definities, *, dag: date = ZONDAG, seed: int = 1, aantal: int = GENOEG
) -> tuple[Democasus, ...]:
    return tuple(jaar(definities.tafels[TAFEL], vandaag=dag, seed=seed, aantal=aantal))


# --- the year itself --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("later", range(7))
def test_on_every_day_of_the_week_the_rules_take_every_step(definities: Definities, later: int) -> None:
    dag = ZONDAG + timedelta(days=later)
    fasen: Counter[Fase] = Counter()
    feiten: Counter[str] = Counter()
    for casus in het_jaar(definities, dag=dag, seed=later + 1, aantal=GENOEG + 40):
        stand = None
        for stap, stand in naspelen(casus, definities=definities):
            assert stand.feiten, "each step is something new"
            assert stap.namens.wie.rol in RECHTEN[RECHT_VOOR[type(stap.opdracht)]]
            feiten.update(stand.feiten)
        assert stand is not None
        fasen[stand.casus.fase] += 1
        momenten = [stap.op for stap in casus.stappen]
        assert momenten == sorted(momenten)
        assert momenten[0].date() >= dag - timedelta(days=366)
        assert momenten[-1].date() < dag
    assert {soort.__name__ for soort in get_args(Feit)} == set(feiten)
    assert set(fasen) == set(Fase) - {Fase.GEEN}


@pytest.mark.parametrize("later", [0, 1, 29, 58])
def test_most_of_what_was_not_taken_up_is_gone_and_little_is_due(definities: Definities, later: int) -> None:
    dag = ZONDAG + timedelta(days=later)
    nu = []
    for casus in het_jaar(definities, dag=dag, seed=later + 1, aantal=CASUSSEN):
        *_, (_, stand) = naspelen(casus, definities=definities)
        nu.append(stand.casus)
    over = [casus for casus in nu if casus.fase is not Fase.VERWIJDERD]
    due = [casus for casus in over if casus.bewaren_tot is None or casus.bewaren_tot <= dag]
    assert 1 <= len(due) <= 4
    assert {casus.fase for casus in due} == {Fase.NIET_OPGENOMEN}


def test_the_same_seed_and_day_give_the_same_year_and_others_do_not(definities: Definities) -> None:
    assert het_jaar(definities) == het_jaar(definities)
    assert het_jaar(definities) != het_jaar(definities, seed=2)
    assert het_jaar(definities)[:5] == het_jaar(definities, aantal=5)


def test_nobody_in_it_exists(definities: Definities) -> None:
    for casus in het_jaar(definities):
        aanmelding = casus.stappen[0].opdracht
        assert isinstance(aanmelding, commands.MeldAan)
        for mens in aanmelding.betrokkenen:
            assert mens.naam.startswith("Testpersoon ")
            assert mens.bsn is None or (mens.bsn.startswith("9999") and is_bsn(mens.bsn))


def test_triage_is_on_a_tuesday(definities: Definities) -> None:
    dagen = {
        stap.op.weekday()
        for casus in het_jaar(definities)
        for stap in casus.stappen
        if isinstance(stap.opdracht, commands.Trieer)
    }
    assert dagen == {1}


# --- telling it -------------------------------------------------------------------------------------------------


@pytest.fixture
def verleden(
    database: Database, settings: Settings, sjabloon: tuple[str, Kek], definities: Definities
) -> Iterator[tuple[Dienst, Demoklok]]:
    klok = Demoklok()
    omgeving = replace(Omgeving(), nu=klok)
    with stel_samen(settings, database, kek=sjabloon[1], definities=definities, omgeving=omgeving) as samen:
        yield samen, klok


class Afgebroken(Exception):
    """The plug was pulled."""


def test_a_filling_that_was_cut_short_again_and_again_ends_as_one_that_was_not(
    verleden: tuple[Dienst, Demoklok], definities: Definities
) -> None:
    dienst, klok = verleden
    briefje = Briefje("", 3, ZONDAG, GENOEG)

    keren = 0
    while not _verder(dienst, klok, briefje):
        keren += 1
    assert keren > 1
    verwacht = Counter(
        f"casus.{naam}.v1"
        for casus in het_jaar(definities, seed=3)
        for _, stand in naspelen(casus, definities=definities)
        for naam in stand.feiten
    )
    telling = tel(dienst)
    assert telling.gebeurtenissen == dict(sorted(verwacht.items()))
    assert telling.casussen == GENOEG


def _verder(dienst: Dienst, klok: Demoklok, briefje: Briefje) -> bool:
    """Go on for 150 steps and say whether that was the end of it."""
    stappen = iter(range(150))

    def meld(_: object) -> None:
        if next(stappen, None) is None:
            raise Afgebroken

    try:
        vul(dienst, klok, briefje, meld=meld)
    except Afgebroken:
        return False
    return True


def test_once_prints_one_object_with_what_there_is(casus: Casus, database: Database) -> None:
    uitvoer = casus("demo", "--once", "--casussen", GENOEG, "--seed", "4")
    assert uitvoer.code == 0
    inhoud = uitvoer.json
    assert (inhoud["casussen"], inhoud["seed"]) == (GENOEG, 4)
    assert sum(inhoud["fasen"].values()) == GENOEG
    assert len(inhoud["gebeurtenissen"]) == len(get_args(Feit))
    with psycopg.connect(database.owner_url) as verbinding:
        achter = verbinding.execute(
            "SELECT count(*) FROM weergave.stand WHERE fout IS NOT NULL"
            " OR positie < (SELECT max(notification_id) FROM feiten.gebeurtenis)"
        ).fetchone()
    assert achter == (0,)


def test_a_second_time_it_keeps_what_is_there_and_says_so(casus: Casus) -> None:
    eerste = casus("demo", "--once", "--casussen", "3")
    tweede = casus("demo", "--once", "--casussen", "5")
    assert tweede.data == eerste.data
    assert "stays as it is" in tweede.gezegd


def test_cases_of_ones_own_are_left_alone(casus: Casus, tmp_path: Path) -> None:
    assert casus("import", "docs/voorbeelden/aanmeldingen.jsonl").code == 1
    uitvoer = casus("demo", "--once")
    assert uitvoer.json["casussen"] == 4
    assert "not of the demo" in uitvoer.gezegd


def test_a_filling_that_was_killed_is_completed_at_the_next_start_with_notice(casus: Casus) -> None:
    briefje = Path(casus.omgeving["CASUS_DATA"]) / "demo.json"
    casus("demo", "--once", "--casussen", "3")
    briefje.write_text(briefje.read_text().replace("true", "false"))
    uitvoer = casus("demo", "--once")
    assert "completed now" in uitvoer.gezegd
    assert uitvoer.json["casussen"] == 3
    assert json.loads(briefje.read_text())["klaar"] is True


def test_from_nothing_to_an_answer_and_back_with_its_own_database() -> None:
    folder = Path(tempfile.mkdtemp(prefix="casus-test-"))
    folder.chmod(0o711)
    casus = Casus({"CASUS_DATA": str(folder / "data")})
    try:
        with casus.proces("demo", "--casussen", "2", "--port", "0") as proces:
            adres = _adres(proces.stderr)
            token = casus("token", "--rol", "procesregisseur", "--organisatie", "zvh").data.strip()
            vraag = urllib.request.Request(  # noqa: S310 the address of this test
                f"{adres}/v1/triagelijst?tafel={TAFEL}", headers={"Authorization": f"Bearer {token}"}
            )
            with urllib.request.urlopen(vraag) as antwoord:  # noqa: S310 the same
                assert len(json.load(antwoord)["regels"]) == 2
            assert casus("doctor").code == 0
            proces.send_signal(signal.SIGTERM)
            assert proces.wait(20) == 0
        assert not (folder / "data" / "cluster" / "postmaster.pid").exists()
        begin = time.monotonic()
        assert casus("demo", "--once").json["casussen"] == 2
        assert time.monotonic() - begin < 10
        discard(folder / "data")
    finally:
        shutil.rmtree(folder)


def _adres(gezegd: Iterator[str] | None) -> str:
    assert gezegd is not None
    for regel in gezegd:
        if "http://" in regel:
            return "http://" + regel.partition("http://")[2].partition(";")[0]
    raise AssertionError("It ended before it served.")
