"""The demo year as it is written: what the shells wrote in memory, all of it, also where it was cut short."""

import json
import shutil
import signal
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from api.demo.jaar import Gedaan
from api.demo.stappen import WistPersoon
from api.demo.vast import TAFEL
from api.demo.vullen import Briefje, DemoFout, tel, vul
from api.samenstelling import Dienst, stel_samen
from domain.historie import Ookfeit
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.waarden import Postsoort
from domain.verzoek.state import Verzoekfase
from infra.codec import ALLES
from infra.controle import beschadigd
from infra.database import Database
from infra.definitions import Definities
from infra.embedded_postgres import discard
from infra.kek import Kekbestand, Kekring
from infra.kluis import Bijwerking
from infra.omgeving import Omgeving
from infra.settings import Settings
from tests.api.cli.conftest import Casus
from tests.api.cli.demojaar import GENOEG, ZONDAG, feiten, het_jaar
from tests.api.cli.test_demojaar import NIET_VERTELD

# --- writing it -------------------------------------------------------------------------------------------------


@pytest.fixture
def dienst_nu(
    database: Database, settings: Settings, sjabloon: tuple[str, Kekring], definities: Definities
) -> Iterator[tuple[Dienst, Kekring]]:
    with stel_samen(settings, database, kek=sjabloon[1], definities=definities, omgeving=Omgeving()) as samen:
        yield samen, sjabloon[1]


@pytest.fixture
def dienst_met_eigen_kek(
    database: Database, settings: Settings, logboeksettings: Settings, definities: Definities, tmp_path: Path
) -> Iterator[tuple[Dienst, Kekring]]:
    """A service that can replace its KEK, and take no other along."""
    bestand = tmp_path / "kek.json"
    shutil.copy2(settings.kek, bestand)
    ring = Kekring(Kekbestand(bestand))
    eigen = logboeksettings.model_copy(update={"kek_bestand": bestand})
    with stel_samen(eigen, database, kek=ring, definities=definities, omgeving=Omgeving()) as samen:
        yield samen, ring


class Afgebroken(Exception):
    """The plug was pulled."""


def test_a_filling_that_was_cut_short_again_and_again_ends_as_one_that_was_not(
    dienst_nu: tuple[Dienst, Kekring], database: Database
) -> None:
    dienst, kek = dienst_nu
    briefje = Briefje("", 3, ZONDAG, GENOEG)
    keren = 0
    while not _verder(dienst, kek, briefje):
        keren += 1
    assert keren > 5
    verteld = het_jaar(seed=3)
    verwacht = Counter(ALLES.naam(type(feit)) for _, feit in feiten(verteld))
    assert tel(dienst).gebeurtenissen == dict(sorted(verwacht.items()))
    _gelijk_aan_het_verhaal(dienst, verteld)
    _alles_reist_mee(database, verteld)


def _gelijk_aan_het_verhaal(dienst: Dienst, verteld: tuple[Gedaan, ...]) -> None:
    """What was not destroyed reads back as the shells wrote it in memory."""
    weg = _vernietigd(verteld)
    stromen: dict[UUID, list[Ookfeit]] = defaultdict(list)
    for stroom_id, feit in feiten(verteld):
        stromen[stroom_id].append(feit)
    for stroom_id in set(stromen) - weg:
        gelezen = dienst.archief.lees(stroom_id, bos=dienst.archief.bos())
        assert [feit.gebeurtenis for feit in gelezen] == stromen[stroom_id]


def _alles_reist_mee(database: Database, verteld: tuple[Gedaan, ...]) -> None:
    """Numbers, agenda links and marks stand beside the facts, as far as their case was not destroyed."""
    erbij = [schrijfsel.bijwerking for gedaan in verteld for schrijfsel in gedaan.schrijfsels]
    # The one contribution that was destroyed is of who brought nobody in.
    weg = {
        (einde.stroom_id, einde.persoon_id)
        for een in erbij
        for einde in een.vernietigingen
        if einde.organisatie is None
    }

    def tel_mee(van: str) -> int:
        rijen = {
            rij
            for een in erbij
            for rij in getattr(een, van)
            if not weg & {(rij.stroom_id, None), (rij.stroom_id, getattr(rij, "persoon_id", None))}
        }
        return len(rijen)

    with psycopg.connect(database.owner_url) as verbinding:
        for tabel, veld in (("nummer", "nummers"), ("agendapunt", "agendapunten"), ("samenloop", "merken")):
            assert hasattr(Bijwerking(), veld)
            rij = verbinding.execute(f"SELECT count(*) FROM kluis.{tabel}").fetchone()  # noqa: S608 names of this test
            assert rij == (tel_mee(veld),)


def _vernietigd(verteld: tuple[Gedaan, ...]) -> set[UUID]:
    """The streams of which all or a part was destroyed."""
    schrijfsels = [schrijfsel for gedaan in verteld for schrijfsel in gedaan.schrijfsels]
    return {einde.stroom_id for schrijfsel in schrijfsels for einde in schrijfsel.bijwerking.vernietigingen}


def _verder(dienst: Dienst, kek: Kekring, briefje: Briefje) -> bool:
    """Go on for four portions and say whether that was the end of it."""
    porties = iter(range(3))

    def meld(_: object) -> None:
        if next(porties, None) is None:
            raise Afgebroken

    try:
        vul(dienst, briefje, kek=kek, meld=meld)
    except Afgebroken:
        return False
    return True


def test_the_service_brings_the_lists_of_the_year_to_their_verklaring(
    dienst_met_eigen_kek: tuple[Dienst, Kekring],
) -> None:
    """Of every kind, and of an erasure that somebody asked: the answer to that is possible then.

    They were told, so nobody kept what to look for in the files before: the nacontrole says that it looked in part.
    """
    dienst, kek = dienst_met_eigen_kek
    vul(dienst, Briefje("", 3, ZONDAG, GENOEG), kek=kek)
    dienst.logboek.werk_bij()
    lijsten = [dienst.lijsten.laad(nummer).lijst for nummer in dienst.lijstloper.ronde()]
    assert {lijst.fase for lijst in lijsten} == {Lijstfase.VERKLAARD}
    assert {lijst.nacontrole and lijst.nacontrole.uitslag for lijst in lijsten} == {Uitslag.GEDEELTELIJK}
    assert {een.post.soort for lijst in lijsten for een in lijst.vernietigd} == set(Postsoort)
    assert beschadigd(dienst.engine) == (0, 0)
    (wissing,) = (gedaan.stap for gedaan in het_jaar(seed=3) if isinstance(gedaan.stap.wat, WistPersoon))
    assert isinstance(wissing.wat, WistPersoon)
    klaar = dienst.verzoeken.rond_af(wissing.wat.verzoeknummer, namens=wissing.namens)
    assert klaar.verzoek.fase is Verzoekfase.UITGEVOERD


def test_a_year_that_others_worked_in_is_not_completed(dienst_nu: tuple[Dienst, Kekring]) -> None:
    dienst, kek = dienst_nu
    assert not _verder(dienst, kek, Briefje("", 3, ZONDAG, GENOEG))
    with pytest.raises(DemoFout, match="begin anew"):
        vul(dienst, Briefje("", 4, ZONDAG, GENOEG), kek=kek)


def test_once_prints_one_object_with_what_there_is(casus: Casus, database: Database) -> None:
    uitvoer = casus("demo", "--once", "--casussen", GENOEG, "--seed", "4")
    assert uitvoer.code == 0
    inhoud = uitvoer.json
    assert inhoud["seed"] == 4
    assert inhoud["casussen"] >= GENOEG, "what was referred, and what was a question first, is a case as well"
    assert sum(inhoud["fasen"].values()) == inhoud["casussen"]
    assert sum(sum(tafels.values()) for tafels in inhoud["regios"].values()) == inhoud["casussen"]
    ontbreekt = set(ALLES.namen) - set(inhoud["gebeurtenissen"])
    assert {naam.split(".")[1] for naam in ontbreekt} == NIET_VERTELD
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
            assert _abonneer(casus, adres) == HTTPStatus.CREATED
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


def _abonneer(casus: Casus, adres: str) -> int:
    """Ask for messages to a receiver on this computer, as docs/berichten.md says; the status of the answer."""
    token = casus("token", "--rol", "beheerder", "--organisatie", "zvh").data.strip()
    inhoud = {"organisatie": "politie", "adres": "http://127.0.0.1:9000/berichten", "tafels": [TAFEL]}
    vraag = urllib.request.Request(  # noqa: S310 the address of this test
        f"{adres}/v1/abonnementen",
        data=json.dumps(inhoud).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(vraag) as antwoord:  # noqa: S310 the same
        return int(antwoord.status)


def _adres(gezegd: Iterator[str] | None) -> str:
    assert gezegd is not None
    for regel in gezegd:
        if "http://" in regel:
            return "http://" + regel.partition("http://")[2].partition(";")[0]
    raise AssertionError("It ended before it served.")
