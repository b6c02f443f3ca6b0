"""A large bundle takes no more memory than a small one."""

import gc
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from infra.logboek.blad import Blad, bladhash
from infra.logboek.bundel import schrijf_casus, schrijf_logboek
from infra.logboek.checkpoint import Checkpoint, teken_checkpoint
from infra.logboek.merkle import Boom, Knopen, KnopenInGeheugen
from infra.logboek.verifieer import verifieer
from tests.infra.logboek.bundels import ANDERE, CASUS, OPDRACHT, SLEUTEL
from tests.infra.logboek.spelers import LOG, OORSPRONG
from tests.lang import keren

KLEIN, GROOT = keren(10_000, lang=20_000), keren(100_000, lang=200_000)
VULLING = bytes(range(230))


class Stroomlogboek:
    """A log of so many events that are made when they are asked for; only its tree is kept."""

    def __init__(self, aantal: int, *, stroom: UUID) -> None:
        self._aantal, self._stroom = aantal, stroom
        self.bewaard = KnopenInGeheugen()
        _, nieuw = Boom(self.bewaard).append(map(bladhash, self.bladen(0, aantal)))
        self.bewaard.put(nieuw)

    @property
    def knopen(self) -> Knopen:
        return self.bewaard

    def checkpoint(self) -> bytes:
        wortel = Boom.heropen(self.bewaard, self._aantal).root()
        return teken_checkpoint(Checkpoint(OORSPRONG, self._aantal, wortel), LOG).codeer()

    def sleutels(self) -> bytes:
        return SLEUTEL

    def bladen(self, van: int, tot: int) -> Iterator[bytes]:
        for nummer in range(van, tot):
            yield Blad(nummer + 1, self._stroom, nummer + 1, "casus.Getrieerd.v1", VULLING).codeer()

    def bladen_van(self, _stroom: UUID, grootte: int) -> Iterator[tuple[int | None, bytes]]:
        return enumerate(self.bladen(0, grootte))


def piek(pad: Path) -> int:
    """The most memory, in bytes, that Python held while verifying."""
    # As in a process of its own: what other tests left behind makes the collector come by less often.
    gc.collect()
    gc.freeze()
    tracemalloc.start()
    try:
        verifieer(pad, sleutels=SLEUTEL)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.unfreeze()


@pytest.fixture(scope="module")
def bundels(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    map_ = tmp_path_factory.mktemp("groot")
    for aantal in (KLEIN, GROOT):
        with (map_ / f"{aantal}").open("wb") as uit:
            schrijf_logboek(uit, Stroomlogboek(aantal, stroom=ANDERE), OPDRACHT)
    return [map_ / f"{aantal}" for aantal in (KLEIN, GROOT)]


@pytest.mark.faults
def test_ten_times_as_many_events_take_the_same_memory(bundels: Sequence[Path]) -> None:
    klein, groot = (piek(pad) for pad in bundels)
    assert groot < 1.1 * klein
    assert groot < bundels[1].stat().st_size / 4


@pytest.mark.faults
def test_a_fault_at_the_very_end_is_found_in_the_same_memory(bundels: Sequence[Path], tmp_path: Path) -> None:
    data = bytearray(bundels[1].read_bytes())
    data[data.rindex(VULLING)] ^= 1
    anders = tmp_path / "anders"
    anders.write_bytes(data)
    tracemalloc.start()
    try:
        with pytest.raises(Exception, match="veranderd") as fout:
            verifieer(anders, sleutels=SLEUTEL)
        hoogste = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert getattr(fout.value, "index", None) == GROOT - 1
    assert hoogste < 2 * piek(bundels[0])


@pytest.mark.faults
def test_a_casus_of_many_events_takes_the_same_memory(tmp_path: Path) -> None:
    # Both larger than the blocks in which a bundle is read; a smaller one does not fill them.
    pieken = []
    for aantal in (keren(4_000, lang=8_000), keren(8_000, lang=24_000)):
        pad = tmp_path / f"{aantal}"
        with pad.open("wb") as uit:
            schrijf_casus(uit, Stroomlogboek(aantal, stroom=CASUS), OPDRACHT, stroom=CASUS)
        pieken.append(piek(pad))
    assert pieken[1] < 1.1 * pieken[0]
