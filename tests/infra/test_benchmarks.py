"""The code of ``make bench`` still runs: all of it once, on next to nothing. How fast is no matter of a test."""

import os
import subprocess
import sys
from pathlib import Path

import orjson


def test_everything_that_is_measured_still_runs(tmp_path: Path) -> None:
    omgeving = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "CASUS_BENCH": "proef"}
    gedaan = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.proef", str(tmp_path)],
        env=omgeving,
        capture_output=True,
        text=True,
        check=False,
    )
    assert gedaan.returncode == 0, gedaan.stderr
    rijen = orjson.loads((tmp_path / "results.json").read_bytes())["rows"]
    assert len(rijen) > 20
    assert [rij["name"] for rij in rijen if not (rij["ours"] > 0 and rij["against"] > 0)] == []
