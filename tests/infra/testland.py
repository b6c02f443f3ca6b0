"""The invented region of ``testland.toml``, as the only region of a copy of the definitions."""

import shutil
from importlib.resources import files
from pathlib import Path

MEEGELEVERD = Path(str(files("infra") / "definities"))
TESTLAND = "regios/testland.toml"
TESTLAND_TEKST = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
TESTTAFEL = "tafel-van-testland"


def alleen_testland(map_: Path) -> Path:
    """Copy the definitions that ship, with this region in the place of all others."""
    eigen = map_ / "definities"
    shutil.copytree(MEEGELEVERD, eigen, ignore=shutil.ignore_patterns("regios"))
    (eigen / "regios").mkdir()
    (eigen / TESTLAND).write_text(TESTLAND_TEKST, encoding="utf-8")
    return eigen
