"""Spectral, the linter of descriptions that Dutch government uses, in a folder of this clone that git does not know.

It is a program of node, so it comes from npm, as the lock says and with its hashes. Where that cannot be, its tests are
skipped and say so; ``.ci/run`` sees to it that it can, and with ``CASUS_TESTS_MET_SPECTRAL`` set it is a failure.

``CASUS_TESTS_ADR_LINTER`` may name the rule set of the standard itself, which is not ours to give out.
"""

import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from api.web.bouw import BouwFout
from tests.npm import zorg_voor

HIER = Path(__file__).parent
SPECTRAL = HIER / "node_modules" / ".bin" / "spectral"
EIGEN = HIER / "regels.yaml"
ONTBREEKT = "NOT TESTED: the API design rules by Spectral. Install node and npm (apt-get install nodejs npm)."


def zorg_voor_spectral() -> None:
    """Install it once; skip the test, or fail it in CI, where that cannot be."""
    try:
        zorg_voor(HIER)
    except BouwFout as fout:
        _kan_niet(f"{ONTBREEKT} What went wrong: {fout}.")


def _kan_niet(reden: str) -> None:
    if "CASUS_TESTS_MET_SPECTRAL" in os.environ:
        pytest.fail(reden)
    pytest.skip(reden)


def regelsets() -> list[Path]:
    """Ours, and that of the standard where somebody says where it is."""
    elders = os.environ.get("CASUS_TESTS_ADR_LINTER")
    return [EIGEN, Path(elders)] if elders else [EIGEN]


def vondsten(regels: Path, *bestanden: Path) -> dict[str, set[str]]:
    """Which rules each file breaks, errors and warnings alike."""
    uitvoer = bestanden[0].parent / f"vondsten-{regels.stem}.json"
    gedaan = subprocess.run(
        [SPECTRAL, "lint", "-r", regels, "-f", "json", "-o", uitvoer, "-q", *bestanden],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert gedaan.returncode in {0, 1}, gedaan.stdout + gedaan.stderr
    gevonden: defaultdict[str, set[str]] = defaultdict(set)
    regel: dict[str, Any]
    for regel in json.loads(uitvoer.read_text(encoding="utf-8") or "[]"):
        gevonden[Path(regel["source"]).stem].add(regel["code"])
    return dict(gevonden)
