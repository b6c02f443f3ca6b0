"""Several processes that find nothing installed install it once, and take nothing away from each other."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from api.web.bouw import BRONNEN
from tests import npm
from tests.npm import zorg_voor

TEGELIJK = 4


@pytest.fixture
def geteld(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where something was installed, with an npm that only makes a folder."""
    gehaald: list[Path] = []

    def haal(bron: Path, doel: Path) -> None:
        gehaald.append(doel)
        (doel / "node_modules" / "iets").mkdir(parents=True)
        shutil.copy2(bron / "package.json", doel / "node_modules" / "iets")

    monkeypatch.setattr(npm, "haal", haal)
    return gehaald


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    for naam in BRONNEN:
        (tmp_path / naam).write_text("{}")
    return tmp_path


def test_what_several_need_at_once_is_installed_once_and_stays(map_: Path, geteld: list[Path]) -> None:
    samen = Barrier(TEGELIJK)

    def een_proces(_nummer: int) -> int:
        samen.wait()
        zorg_voor(map_)
        return (map_ / "node_modules").stat().st_ino

    with ThreadPoolExecutor(TEGELIJK) as draden:
        mappen = set(draden.map(een_proces, range(TEGELIJK)))
    assert len(geteld) == 1
    assert mappen == {(map_ / "node_modules").stat().st_ino}


def test_another_lock_is_installed_anew(map_: Path, geteld: list[Path]) -> None:
    zorg_voor(map_)
    (map_ / "package-lock.json").write_text('{"anders": true}')
    (map_ / "package.json").write_text('{"nieuw": true}')
    zorg_voor(map_)
    assert len(geteld) == 2
    assert (map_ / "node_modules/iets/package.json").read_text() == '{"nieuw": true}'
    assert [een.name for een in map_.glob(".halen-*")] == [".halen-slot"]
