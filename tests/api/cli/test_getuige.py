"""``casus getuige``: a witness as somebody runs it, asked over HTTP, killed, doubled, and shown two histories."""

import asyncio
import json
import random
import stat
import time
from collections.abc import Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from api.getuigedeur import GROOTSTE_VERZOEK, MEESTE_OM_TE_HOREN, maak_deur
from infra.database import Database
from infra.logboek.bewijs import GROOTSTE_BESTAND
from infra.logboek.getuige import GROOTTE, TEKST
from infra.logboek.getuigemap import GEZIEN, Getuigemap
from infra.logboek.merkle import Boom
from infra.logboek.notitie import lees_notitie
from infra.logboek.sleutels import Controlesleutel, Soort
from tests.api.cli.conftest import Casus
from tests.getuigenproces import Getuigenproces, getuigenproces
from tests.infra.logboek.proeflog import ANDERS, BOOM, GROOTST, Proeflog, nieuwe_getuige, nieuwe_log
from tests.infra.logboek.verleden import gebeur
from tests.lang import gevallen

LOG = nieuwe_log()


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """The folder of a witness that trusts one log."""
    return nieuwe_getuige(tmp_path / "getuige", LOG).map


@pytest.fixture(scope="module")
def draait(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Getuigemap, Getuigenproces]]:
    """A witness that runs; a test adds a log of its own, which counts at once."""
    getuige = nieuwe_getuige(tmp_path_factory.mktemp("getuige"))
    with getuigenproces(getuige.map) as proces:
        yield getuige, proces


# --- its commands -----------------------------------------------------------------------------------------------


def test_a_witness_is_set_up_with_two_commands_and_no_other_settings(tmp_path: Path) -> None:
    casus = Casus({"CASUS_GETUIGE": str(tmp_path / "g"), "CASUS_DATABASE_URL": "postgresql://niemand@[::/x"})
    zonder = casus("getuige", "sleutel")
    assert (zonder.code, "--naam" in zonder.gezegd) == (2, True)
    vkey = casus("getuige", "sleutel", "--naam", "fg.example/getuige").data.strip()
    assert Controlesleutel.van_vkey(vkey).soort is Soort.MEDEHANDTEKENING
    assert stat.S_IMODE((tmp_path / "g" / "getuige.skey").stat().st_mode) == 0o600
    assert casus("getuige", "sleutel").data.strip() == vkey
    assert casus("getuige", "sleutel", "--naam", "ander.example/getuige").code == 2
    assert casus("getuige", "log", LOG.vkey).code == 0
    assert casus("getuige", "log").data.strip() == LOG.vkey
    assert casus("getuige", "toon").data == f"{LOG.oorsprong}: never asked\n"
    assert casus("getuige", "log", LOG.vkey, "--weg").code == 0
    assert casus("getuige", "log").data == ""


def test_the_folder_can_be_named_and_is_in_the_data_folder_otherwise(tmp_path: Path) -> None:
    casus = Casus({"CASUS_DATA": str(tmp_path / "data")})
    assert casus("getuige", "sleutel", "--naam", "a.example/g").code == 0
    assert (tmp_path / "data" / "getuige" / "getuige.skey").exists()
    assert casus("getuige", "sleutel", "--naam", "b.example/g", "--map", tmp_path / "b").code == 0
    assert (tmp_path / "b" / "getuige.skey").exists()


@pytest.mark.parametrize(
    "woorden",
    [
        ("log", "kers"),
        ("log", LOG.vkey),
        ("serve",),
        ("toon",),
        ("toon", "--json"),
        ("sleutel", "--naam", "a b"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path: Path, woorden: tuple[str, ...]) -> None:
    uitvoer = Casus({"CASUS_GETUIGE": str(tmp_path / "leeg")})("getuige", *woorden)
    assert (uitvoer.code, uitvoer.data) == (2, "")
    assert uitvoer.gezegd.startswith("casus: ")
    assert "unexpected" not in uitvoer.gezegd


def test_it_shows_what_it_saw_and_what_contradicts_it(map_: Path) -> None:
    getuige, casus = Getuigemap(map_, nu=lambda: datetime.now(UTC)), Casus({"CASUS_GETUIGE": str(map_)})
    sleutel = getuige.sleutel()
    assert getuige.beantwoord(sleutel, LOG.vraag(0, 5)).status == 200
    goed = casus("getuige", "toon", "--json")
    (stand,) = goed.json["logs"]
    assert (goed.code, stand["size"], stand["root"]) == (0, 5, BOOM.root(5).hex())
    getuige.beantwoord(sleutel, LOG.vraag(5, 5, ANDERS))
    fout = casus("getuige", "toon")
    assert (fout.code, "NOT OK: signed by the log" in fout.data) == (1, True)
    for plek in (map_ / GEZIEN).iterdir():
        plek.unlink()
    weg = casus("getuige", "toon")
    assert (weg.code, "is gone" in weg.data) == (1, True)


# --- its door, status by status -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Geval:
    """What is asked of a witness that saw five leaves, and what it answers."""

    vraag: Callable[[Proeflog], bytes]
    status: int
    mediatype: str = TEKST
    inhoud: bytes | None = None


def _onbekend(_: Proeflog) -> bytes:
    return nieuwe_log("onbekend.example/log").vraag(0, 5)


STATUSSEN: dict[str, Geval] = {
    "the next checkpoint": Geval(lambda log: log.vraag(5, 12), 200),
    "the same checkpoint": Geval(lambda log: log.vraag(5, 5), 200),
    "an unknown origin": Geval(_onbekend, 404),
    "a key of somebody else": Geval(lambda log: log.met_een_andere_sleutel().vraag(5, 12), 403),
    "a changed size": Geval(lambda log: log.vraag(5, 12).replace(b"\n12\n", b"\n13\n"), 403),
    "an old size above the new one": Geval(lambda log: log.vraag(13, 12), 400),
    "nothing": Geval(lambda _: b"", 400),
    "something else": Geval(lambda _: b"kers\n", 400),
    "64 hashes": Geval(lambda log: log.vraag(5, 12, bewijs=[bytes(32)] * 64), 400),
    "an old size of before": Geval(lambda log: log.vraag(0, 12), 409, GROOTTE, b"5\n"),
    "an old size of later": Geval(lambda log: log.vraag(7, 12), 409, GROOTTE, b"5\n"),
    "another root of the same size": Geval(lambda log: log.vraag(5, 5, ANDERS), 409),
    "another history": Geval(lambda log: log.vraag(5, 12, ANDERS), 422),
    "a wrong proof": Geval(lambda log: log.vraag(5, 12, bewijs=[bytes(32)]), 422),
    "a body of more than may be": Geval(lambda _: bytes(GROOTSTE_VERZOEK + 1), 413),
    "a body of much more": Geval(lambda _: bytes(GROOTSTE_BESTAND), 413),
}


@pytest.mark.parametrize("geval", STATUSSEN)
def test_each_status_is_that_of_the_specification(
    geval: str, draait: tuple[Getuigemap, Getuigenproces]
) -> None:
    (getuige, proces), verwacht = draait, STATUSSEN[geval]
    log = nieuwe_log(f"log.example/{geval.replace(' ', '-')}")
    getuige.vertrouw(log.vkey)
    assert proces.vraag(log.vraag(0, 5)).status == 200
    antwoord = proces.vraag(verwacht.vraag(log))
    assert (antwoord.status, antwoord.koppen["content-type"]) == (verwacht.status, verwacht.mediatype)
    if verwacht.inhoud is not None:
        assert antwoord.inhoud == verwacht.inhoud
    getekend = antwoord.inhoud.startswith("— ".encode())
    assert getekend == (verwacht.status == 200)
    if getekend:
        grootte = getuige.laatste(log.oorsprong).grootte
        notitie = lees_notitie(log.getekend(grootte).codeer() + antwoord.inhoud)
        assert len(notitie.controleer([getuige.sleutel().controlesleutel])) == 1


@pytest.mark.parametrize("methode", ["GET", "PUT", "DELETE", "HEAD"])
def test_another_method_is_told_which_one_it_takes(
    methode: str, draait: tuple[Getuigemap, Getuigenproces]
) -> None:
    antwoord = draait[1].vraag(b"", methode=methode)
    assert (antwoord.status, antwoord.koppen["allow"]) == (405, "POST")


@pytest.mark.parametrize("pad", ["/", "/add-checkpoint/", "/ADD-CHECKPOINT", "/v1/add-checkpoint", "/docs"])
def test_nothing_else_is_there(pad: str, draait: tuple[Getuigemap, Getuigenproces]) -> None:
    assert draait[1].vraag(b"", pad=pad).status == 404


def test_the_door_can_stand_under_a_path(map_: Path) -> None:
    with getuigenproces(map_, "--prefix", "/getuige/") as proces:
        assert proces.vraag(LOG.vraag(0, 5)).status == 404
        assert proces.vraag(LOG.vraag(0, 5), pad="/getuige/add-checkpoint").status == 200


def test_each_request_is_one_line_in_the_log_without_its_body(map_: Path) -> None:
    with getuigenproces(map_) as proces:
        proces.vraag(LOG.vraag(0, 5))
        proces.vraag(b"old kweepeer\n\nkweepeer\n", pad="/add-checkpoint?kweepeer")
        proces.proces.terminate()
        proces.proces.wait(timeout=20)
    regels = [json.loads(regel) for regel in proces.regels]
    gevraagd = [regel for regel in regels if regel["event"] == "getuige_verzoek"]
    assert [(r["methode"], r["pad"], r["status"]) for r in gevraagd] == [
        ("POST", "/add-checkpoint", 200),
        ("POST", "/add-checkpoint", 400),
    ]
    assert "kweepeer" not in "".join(proces.regels)


def test_another_history_and_a_lost_memory_are_said_in_the_log(map_: Path) -> None:
    with getuigenproces(map_) as proces:
        proces.vraag(LOG.vraag(0, 5))
        proces.vraag(LOG.vraag(5, 5, ANDERS))
        for plek in (map_ / GEZIEN).iterdir():
            plek.unlink()
        proces.vraag(LOG.vraag(5, 12))
        proces.proces.terminate()
        proces.proces.wait(timeout=20)
    regels = [json.loads(regel) for regel in proces.regels]
    gezegd = {regel["status"]: regel["uitleg"] for regel in regels if regel["level"] == "warning"}
    assert set(gezegd) == {409, 503}
    assert "two roots for one size" in gezegd[409]
    assert "is gone" in gezegd[503]


def _vraag_deur(
    map_: Path, ontvang: Callable[[], Any], *, wacht: float = 0.1
) -> list[MutableMapping[str, Any]]:
    """Ask the door in this process, with a body that comes as the test wants."""
    getuige = Getuigemap(map_, nu=lambda: datetime.now(UTC))
    deur = maak_deur(getuige, getuige.sleutel(), prefix="", wacht=wacht)
    gegeven: list[MutableMapping[str, Any]] = []

    async def geef(bericht: MutableMapping[str, Any]) -> None:
        gegeven.append(bericht)

    scope = {"type": "http", "method": "POST", "path": "/add-checkpoint", "headers": [], "query_string": b""}
    asyncio.run(deur(scope, ontvang, geef))  # type: ignore[arg-type]  # a coroutine, as ASGI has it
    return gegeven


def test_a_body_that_does_not_come_in_time_is_not_waited_for(map_: Path) -> None:
    async def druppelt() -> MutableMapping[str, Any]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"o", "more_body": True}

    begin, *_ = _vraag_deur(map_, druppelt)
    assert (begin["status"], (b"connection", b"close") in begin["headers"]) == (408, True)


def test_a_body_without_an_end_is_not_listened_to(map_: Path) -> None:
    gehoord = 0

    async def stroomt() -> MutableMapping[str, Any]:
        nonlocal gehoord
        gehoord += 65536
        return {"type": "http.request", "body": bytes(65536), "more_body": True}

    assert _vraag_deur(map_, stroomt, wacht=20)[0]["status"] == 413
    assert gehoord <= MEESTE_OM_TE_HOREN + 65536


def test_a_body_that_breaks_off_is_no_request(map_: Path) -> None:
    async def breekt_af() -> MutableMapping[str, Any]:
        return {"type": "http.disconnect"}

    assert _vraag_deur(map_, breekt_af)[0]["status"] == 400


# --- killed -----------------------------------------------------------------------------------------------------

STERF = """
import os, signal, sys
import infra.logboek.getuigemap

hoeveelste, echt, gedaan = int(sys.argv.pop(1)), infra.logboek.getuigemap.vervang, []

def sterf(*args, **kwargs):
    gedaan.append(1)
    if len(gedaan) == 2 * 1 + hoeveelste:
        os.kill(os.getpid(), signal.SIGKILL)
    echt(*args, **kwargs)
    if hoeveelste == 3 and len(gedaan) == 4:
        os.kill(os.getpid(), signal.SIGKILL)

infra.logboek.getuigemap.vervang = sterf
from api.cli import app
app()
"""
"""The first checkpoint is stored with two writes, the second is where it dies."""


STERFPUNTEN = (
    pytest.param(1, 5, id="before it was stored"),
    pytest.param(2, 12, id="between its two files"),
    pytest.param(3, 12, id="after it was stored, before the answer"),
)


@pytest.mark.faults
@pytest.mark.parametrize(("hoeveelste", "over"), gevallen(STERFPUNTEN, kort=STERFPUNTEN[1:2]))
def test_killed_while_it_stores_a_checkpoint_it_cosigns_no_other_history_afterwards(
    map_: Path, hoeveelste: int, over: int
) -> None:
    with getuigenproces(map_, programma=("-c", STERF, str(hoeveelste))) as proces:
        assert proces.vraag(LOG.vraag(0, 5)).status == 200
        with pytest.raises((ConnectionError, OSError)):
            proces.vraag(LOG.vraag(5, 12))
        assert proces.proces.wait(timeout=20) == -9
    with getuigenproces(map_) as proces:
        for data in (LOG.vraag(0, 20, ANDERS), LOG.vraag(over, 20, ANDERS), LOG.vraag(over, over, ANDERS)):
            assert proces.vraag(data).status in {409, 422}
        assert proces.vraag(LOG.vraag(0, 20)).inhoud == f"{over}\n".encode()
        assert proces.vraag(LOG.vraag(over, 20)).status == 200


def test_killed_between_requests_it_goes_on_where_it_was(map_: Path) -> None:
    with getuigenproces(map_) as proces:
        assert proces.vraag(LOG.vraag(0, 5)).status == 200
        proces.dood()
    with getuigenproces(map_) as proces:
        assert proces.vraag(LOG.vraag(0, 12, ANDERS)).inhoud == b"5\n"
        assert proces.vraag(LOG.vraag(5, 12, ANDERS)).status == 422
        assert proces.vraag(LOG.vraag(5, 12)).status == 200


# --- two at once ------------------------------------------------------------------------------------------------


def _dring_aan(proces: Getuigenproces, boom: Boom, *, zaad: int) -> set[tuple[int, bytes]]:
    """Ask for one history as fast as it goes, from whatever size the witness says; gives what was cosigned."""
    toeval, getekend, oud = random.Random(zaad), set(), 0  # noqa: S311 it only picks sizes
    for _ in range(25):
        nieuw = toeval.randint(oud, GROOTST)
        antwoord = proces.vraag(LOG.vraag(oud, nieuw, boom))
        if antwoord.status == 200:
            getekend.add((nieuw, boom.root(nieuw)))
            oud = nieuw
        elif antwoord.koppen["content-type"] == GROOTTE:
            oud = int(antwoord.inhoud)
    return getekend


def test_two_processes_on_one_folder_cosign_one_history(map_: Path) -> None:
    with getuigenproces(map_) as een, getuigenproces(map_) as twee, ThreadPoolExecutor(4) as samen:
        taken = [
            samen.submit(partial(_dring_aan, proces, boom, zaad=zaad))
            for zaad, (proces, boom) in enumerate([(een, BOOM), (twee, ANDERS), (een, ANDERS), (twee, BOOM)])
        ]
        getekend = set().union(*(taak.result() for taak in taken))
    assert getekend
    assert any(all(boom.root(grootte) == wortel for grootte, wortel in getekend) for boom in (BOOM, ANDERS))
    laatste = Getuigemap(map_, nu=lambda: datetime.now(UTC)).laatste(LOG.oorsprong)
    assert laatste.grootte == max(grootte for grootte, _ in getekend)


# --- the whole way --------------------------------------------------------------------------------------------------


def test_a_service_and_a_witness_run_beside_each_other_and_an_auditor_verifies_what_both_signed(
    casus: Casus, database: Database, tmp_path: Path
) -> None:
    log, beleid = casus("sleutels").data.strip(), Path(casus.omgeving["CASUS_DATA"]) / "beleid"
    getuige = nieuwe_getuige(tmp_path / "getuige")
    getuige.vertrouw(log)
    vkey = getuige.sleutel().controlesleutel.vkey
    with getuigenproces(getuige.map) as draait, casus.proces("serve", "--port", "0") as dienst:
        beleid.write_text(f"log {log}\nwitness fg {vkey} {draait.adres}\nquorum fg\n")
        assert dienst.stderr is not None
        adres = dienst.stderr.readline().removeprefix("Casus serves on ").strip().removesuffix(".")
        gebeur(database, 5)
        einde, checkpoint = time.monotonic() + 30, b""
        while b"fg.example/getuige" not in checkpoint and time.monotonic() < einde:
            time.sleep(0.2)
            with suppress(HTTPError), urlopen(f"{adres}/v1/logboek/checkpoint") as antwoord:  # noqa: S310 its own address
                checkpoint = antwoord.read()
        assert b"fg.example/getuige" in checkpoint
        (gevonden,) = (
            deel for deel in casus("doctor", "--json").json["checks"] if deel["name"] == "witnesses"
        )
        assert gevonden["ok"]
        dienst.terminate()
        dienst.communicate(timeout=20)
    bundel = tmp_path / "bundel.zip"
    assert casus("export", "logboek", "--uit", bundel).code == 0
    oordeel = Casus({})("verify", bundel, "--beleid", beleid)
    assert (oordeel.code, "getuigen: fg op " in oordeel.data) == (0, True)
    assert "let op" not in oordeel.data
