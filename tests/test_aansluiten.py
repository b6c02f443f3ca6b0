"""docs/aansluiten.md is true: what a partner is told to do works, as it stands there."""

import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from domain.rollen import Rol
from tests.api.conftest import Deur, deur

__all__ = ["deur"]

HIER = Path(__file__).parent.parent
TEKST = (HIER / "docs/aansluiten.md").read_text(encoding="utf-8")


@pytest.fixture
def adres(deur: Deur) -> Iterator[str]:
    """The door of this test on a port of this computer."""
    luisteraar = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(deur.app, log_config=None, lifespan="off"))
    draad = threading.Thread(target=server.run, kwargs={"sockets": [luisteraar]}, daemon=True)
    draad.start()
    try:
        yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}/v1"
    finally:
        server.should_exit = True
        draad.join(timeout=30)
        luisteraar.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="it is told with curl, which is not here")
def test_what_a_partner_is_told_to_do_works(deur: Deur, adres: str, tmp_path: Path) -> None:
    stappen = re.findall(r"```sh\n(.*?)```", TEKST, re.DOTALL)
    assert len(stappen) == 6
    verhaal = "\n".join(f"printf '\\n== {nummer}\\n'\n{stap}" for nummer, stap in enumerate(stappen, start=1))
    gelopen = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", verhaal],
        cwd=HIER,
        env={**os.environ, "API": adres, "TOKEN": deur.token(Rol.SECRETARIS), "MAP": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert gelopen.returncode == 0, gelopen.stdout[-3000:] + gelopen.stderr[-3000:]
    delen = dict(re.findall(r"^== (\d+)\n(.*?)(?=^== \d|\Z)", gelopen.stdout, re.DOTALL | re.MULTILINE))
    assert '"stand":"gezond"' in delen["1"]
    assert "Zorg- en Veiligheidshuis" in delen["2"]
    eerste, tweede = re.findall(r"C-\w{5}-\w{5}(?=\")", delen["3"])
    assert eerste == tweede
    assert delen["4"].split() == ["200", "412"]
    assert {"tafel", "betrokkenen", "organisatie", "gemeente"} <= set(
        re.findall(r'"veld": "(\w+)"', delen["5"])
    )
    assert "event: stand" in delen["6"]


def test_it_says_of_every_variable_what_to_put_in_it() -> None:
    proza, stappen = TEKST.partition("\n## ")[0], "\n".join(re.findall(r"```sh\n(.*?)```", TEKST, re.DOTALL))
    gezet = set(re.findall(r"\b([A-Z]+)=", stappen)) | set(re.findall(r"^    ([A-Z]+)=", proza, re.MULTILINE))
    assert set(re.findall(r"\$([A-Z]+)\b", stappen)) <= gezet


def test_every_file_that_it_names_is_there() -> None:
    assert [
        pad for pad in re.findall(r"(?:docs|tests)/[\w./-]+\.\w+", TEKST) if not (HIER / pad).exists()
    ] == []
