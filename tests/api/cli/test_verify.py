"""``casus verify``: a sentence and an exit code, with nothing but files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.logboek.notitie import lees_notitie
from tests.api.cli.conftest import WORTEL, Casus
from tests.infra.logboek.bundelaanvallen import OP_DE_GEBEURTENISSEN
from tests.infra.logboek.bundels import SLEUTEL, casusbundel, herpak, logboekbundel, maak_logboek, schrijf
from tests.infra.logboek.spelers import FG, NU, TIJDSTIP, VREEMD

LOGBOEK = maak_logboek(13)
ZONDER_DIENST = Casus(
    {"CASUS_DATABASE_URL": "postgresql://niemand@127.0.0.1:9/niets", "CASUS_DATA": "/proc/niets"}
)


@pytest.fixture
def bundel(tmp_path: Path) -> Path:
    return schrijf(tmp_path, logboekbundel(LOGBOEK))


@pytest.fixture
def sleutel(tmp_path: Path) -> Path:
    return schrijf(tmp_path, SLEUTEL, "key.vkey")


def test_a_bundle_that_is_right(bundel: Path, sleutel: Path) -> None:
    uitvoer = ZONDER_DIENST("verify", bundel, "--key", sleutel)
    assert (uitvoer.code, uitvoer.gezegd) == (0, "")
    assert uitvoer.data.startswith("IN ORDE: gebeurtenissen 0 tot 13 van het logboek")
    assert "let op" not in uitvoer.data


def test_a_bundle_that_is_right_as_data(bundel: Path) -> None:
    uitkomst = ZONDER_DIENST("verify", bundel, "--json").json
    assert (uitkomst["ok"], uitkomst["kind"], uitkomst["size"], uitkomst["key_from_bundle"]) == (
        *(True, "logboek", 13, True),
    )


def test_the_first_wrong_thing_is_named(tmp_path: Path, sleutel: Path) -> None:
    pad = schrijf(tmp_path, OP_DE_GEBEURTENISSEN["an event was changed"].bundel)
    uitvoer = ZONDER_DIENST("verify", pad, "--key", sleutel)
    assert uitvoer.code == 1
    assert uitvoer.data.splitlines()[0].startswith("NIET IN ORDE (gewijzigd): Een gebeurtenis is veranderd")
    assert "index 5 in het logboek" in uitvoer.data
    als_data = ZONDER_DIENST("verify", pad, "--json")
    assert als_data.code == 1
    assert {naam: als_data.json[naam] for naam in ("ok", "wrong", "where", "index", "version")} == (
        {"ok": False, "wrong": "changed", "where": "events.bin", "index": 5, "version": None}
    )
    assert len(als_data.json["expected"]) == len(als_data.json["found"]) == 64


def test_an_older_checkpoint_is_the_beginning_or_a_fork(tmp_path: Path, bundel: Path, sleutel: Path) -> None:
    ouder = schrijf(tmp_path, LOGBOEK.checkpoint(5), "ouder")
    anders = schrijf(tmp_path, maak_logboek(13, zaad=2).checkpoint(5), "anders")
    goed = ZONDER_DIENST("verify", bundel, "--key", sleutel, "--tegen", ouder)
    assert (goed.code, "van 5 gebeurtenissen is hiervan het begin" in goed.data) == (0, True)
    fout = ZONDER_DIENST("verify", bundel, "--key", sleutel, "--tegen", anders, "--json")
    assert (fout.code, fout.json["wrong"]) == (1, "fork")


def test_another_key_is_a_wrong_signature(tmp_path: Path, bundel: Path) -> None:
    ander = schrijf(tmp_path, f"{VREEMD.controlesleutel.vkey}\n".encode(), "ander.vkey")
    uitvoer = ZONDER_DIENST("verify", bundel, "--key", ander, "--json")
    assert (uitvoer.code, uitvoer.json["wrong"]) == (1, "wrong signature")


def test_a_policy_asks_for_its_witnesses(tmp_path: Path, bundel: Path, sleutel: Path) -> None:
    beleid = schrijf(tmp_path, f"witness fg {FG.controlesleutel.vkey}\nquorum fg\n".encode(), "beleid")
    zonder = ZONDER_DIENST("verify", bundel, "--key", sleutel)
    assert "  getuigen: er staat geen medehandtekening onder het checkpoint" in zonder.data
    te_weinig = ZONDER_DIENST("verify", bundel, "--key", sleutel, "--beleid", beleid)
    assert te_weinig.code == 1
    assert te_weinig.data.splitlines()[0].startswith(
        "NIET IN ORDE (te weinig getuigen): Het checkpoint is niet"
    )
    notitie = lees_notitie(LOGBOEK.checkpoint())
    mede = notitie.met(FG.medeonderteken(notitie.tekst, op=NU)).codeer()
    pad = schrijf(tmp_path, herpak(logboekbundel(LOGBOEK), {"checkpoint": mede}), "mede.zip")
    genoeg = ZONDER_DIENST("verify", pad, "--key", sleutel, "--beleid", beleid, "--json")
    assert (genoeg.code, genoeg.json["witnesses"]) == (0, [{"name": "fg", "time": TIJDSTIP}])
    kapot = ZONDER_DIENST("verify", pad, "--beleid", schrijf(tmp_path, b"kers\n", "kapot"))
    assert (kapot.code, "regel 1" in kapot.gezegd) == (2, True)


@pytest.mark.parametrize("wat", ["leeg", "map", "weg", "pijp", "sleutel"])
def test_what_cannot_be_judged_is_one_sentence(wat: str, tmp_path: Path, bundel: Path) -> None:
    schrijf(tmp_path, b"", "leeg")
    (tmp_path / "map").mkdir()
    os.mkfifo(tmp_path / "pijp")
    woorden = [bundel, "--key", tmp_path / "pijp"] if wat == "sleutel" else [tmp_path / wat]
    uitvoer = ZONDER_DIENST("verify", *woorden)
    assert (uitvoer.code, uitvoer.data) == (2, "")
    (zin,) = uitvoer.gezegd.splitlines()
    assert zin.startswith("casus: ")
    assert "unexpected" not in zin
    assert "No such file" not in zin


ZONDER_NETWERK = """
import socket
def geen(*_, **__):
    raise SystemExit("a connection")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = geen
from api.cli import app
app()
"""


def test_verifying_opens_no_connection(tmp_path: Path) -> None:
    pad = schrijf(tmp_path, casusbundel(LOGBOEK))
    gelopen = subprocess.run(
        [sys.executable, "-c", ZONDER_NETWERK, "verify", pad, "--json"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (gelopen.returncode, json.loads(gelopen.stdout)["events"]) == (0, 5)
