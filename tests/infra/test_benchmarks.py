"""The code of ``make bench`` still runs: its largest groups once, on next to nothing. How fast is not tested."""

import os
import subprocess
import sys
from pathlib import Path

import orjson

GROEPEN = ("opslag", "opdrachten", "weergaven", "paginas")
"""Of the others, most call what these call; together they would take longer than a test may."""


def test_what_is_measured_still_runs(tmp_path: Path) -> None:
    omgeving = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "CASUS_BENCH": "proef"}
    gedaan = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.proef", str(tmp_path), *GROEPEN],
        env=omgeving,
        capture_output=True,
        text=True,
        check=False,
    )
    assert gedaan.returncode == 0, gedaan.stderr
    rijen = orjson.loads((tmp_path / "results.json").read_bytes())["rows"]
    assert len(rijen) > 20
    assert [rij["name"] for rij in rijen if not (rij["ours"] > 0 and rij["against"] > 0)] == []
