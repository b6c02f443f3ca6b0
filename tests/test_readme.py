"""README.md is true: its two commands exist, its tour runs as it stands, its words are those of the code."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from api.bereik import Gebruiker
from api.web.alle import FAMILIES
from domain.bewaring import Vernietigd
from domain.casus.events import Feit
from domain.consultatie.events import Consultatiefeit
from domain.overleg.events import Overlegfeit
from domain.protocol.events import Protocolfeit
from domain.rollen import Medewerker, Rol
from domain.vernietigingslijst.events import Lijstfeit
from domain.verzoek.events import Verzoekfeit
from infra.codec import ALLES
from infra.embedded_postgres import discard
from tests.woordenlijst import README, in_readme, woordenlijst

TEKST = README.read_text(encoding="utf-8")
HIER = README.parent
CASUS_COMMANDO = Path(sys.executable).with_name("casus")


def test_the_glossary_is_that_of_the_definitions() -> None:
    assert in_readme(TEKST) == woordenlijst(), "run: python -m tests.woordenlijst"


def test_every_event_of_the_contract_stands_in_the_glossary() -> None:
    soorten = (Feit, Overlegfeit, Consultatiefeit, Protocolfeit, Verzoekfeit, Lijstfeit)
    feiten = {type_.__name__ for soort in soorten for type_ in get_args(soort)}
    assert {naam.split(".")[1] for naam in ALLES.namen} == feiten
    gebeurtenissen = in_readme(TEKST).partition("### Events")[2].partition("###")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", gebeurtenissen, re.MULTILINE)) == feiten | {Vernietigd.__name__}


def test_the_two_commands_are_targets_of_make() -> None:
    doelen = set(re.findall(r"^([a-z-]+):", (HIER / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    genoemd = set(re.findall(r"^    make ([a-z-]+)$", TEKST, re.MULTILINE))
    assert genoemd == {"demo", "test"}
    assert genoemd <= doelen


def test_every_file_that_the_readme_names_is_there() -> None:
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", TEKST) if "://" not in link}
    voorbeelden = set(re.findall(r"docs/voorbeelden/[\w.-]+", TEKST))
    assert [naam for naam in sorted(links | voorbeelden) if not (HIER / naam).exists()] == []


def _vrije_poort() -> int:
    with socket.socket() as deur:
        deur.bind(("127.0.0.1", 0))
        poort: int = deur.getsockname()[1]
    return poort


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The demo as ``make demo`` starts it, with few cases, on a port of its own."""
    data = tmp_path / "data"
    poort = _vrije_poort()
    env = {**os.environ, "CASUS_DATA": str(data), "CASUS_PORT": str(poort)}
    env.pop("CASUS_DATABASE_URL", None)
    draait = subprocess.Popen(
        [CASUS_COMMANDO, "demo", "--casussen", "12", "--port", str(poort)],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _wacht_tot_open(draait, poort)
        yield poort, env
    finally:
        draait.terminate()
        draait.communicate(timeout=30)
        discard(data)


def _wacht_tot_open(draait: subprocess.Popen[bytes], poort: int) -> None:
    for _ in range(600):
        assert draait.poll() is None, draait.communicate()[1].decode()
        try:
            with urlopen(f"http://127.0.0.1:{poort}/v1/gezondheid", timeout=2):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the demo did not open its door within a minute")


@pytest.mark.skipif(shutil.which("curl") is None, reason="the tour is told with curl, which is not here")
def test_the_tour_runs_as_it_stands(demo: tuple[int, dict[str, str]], tmp_path: Path) -> None:
    poort, env = demo
    stappen = re.findall(r"```sh\n(.*?)```", TEKST, re.DOTALL)
    assert len(stappen) == 11
    verhaal = "\n".join(f"printf '\\n== {nummer}\\n'\n{stap}" for nummer, stap in enumerate(stappen, start=1))
    verhaal = verhaal.replace(":8000", f":{poort}").replace("$PWD/.venv/bin", str(CASUS_COMMANDO.parent))
    gelopen = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", verhaal],
        cwd=HIER,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert gelopen.returncode == 0, gelopen.stdout[-3000:] + gelopen.stderr[-3000:]
    delen = dict(re.findall(r"^== (\d+)\n(.*?)(?=^== \d|\Z)", gelopen.stdout, re.DOTALL | re.MULTILINE))
    assert "Regionaal Expertteam" in delen["2"]
    assert '"regels"' in delen["3"]
    assert "exit 1" in delen["4"]
    assert re.search(r"^C-\w{5}-\w{5}$", delen["5"], re.MULTILINE)
    assert "Testpersoon Kweepeer" in delen["5"]
    assert '"vastgelegd":["casus.Getrieerd.v1"]' in delen["6"]
    zonder, met = delen["7"].split("}\n", 1)
    assert "Kweepeer" not in zonder
    assert '"naam": "Testpersoon Kweepeer"' in met
    assert "(auditor) voor een privacyaudit, en zag gegevens met naam." in met
    assert '"Koningsdag"' in delen["10"]
    weg, nooit = re.findall(r"\{[^{}]*\}", delen["9"].partition("[")[0])[:2]
    assert re.sub(r"spoor:\w+", "", weg) == re.sub(r"spoor:\w+", "", nooit)
    assert "casus.GegevensVerwijderd.v1" in delen["9"]
    assert "IN ORDE: de verklaring is echt, en zegt dat alles is vernietigd." in delen["9"]
    assert "het nummer dat u gaf staat bij wat is vernietigd" in delen["9"]
    assert "Kweepeer" not in delen["9"]


@pytest.mark.parametrize(
    ("rol", "gids"),
    [
        (None, "README.md"),
        (Rol.AUDITOR, "docs/auditor.md"),
        (Rol.COMPLIANCE, "docs/compliance-officer.md"),
        (Rol.FG, "docs/compliance-officer.md"),
        (Rol.ARCHIVARIS, "docs/compliance-officer.md"),
    ],
)
def test_every_page_of_the_menu_stands_in_the_guide_of_who_has_it(rol: Rol | None, gids: str) -> None:
    wie = None if rol is None else Gebruiker(Medewerker("mw-peer", rol, "zvh"), frozenset())
    menu = [punt for familie in FAMILIES for punt in familie.MENU if wie is None or punt.is_voor(wie)]
    tekst = (HIER / gids).read_text(encoding="utf-8")
    assert [punt.naam for punt in menu if f"*{punt.naam}*" not in tekst] == []
