"""The thread of whatever keeps itself up to date: it rests, wakes, and ends when it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue

import pytest

from infra.rondes import Rondes

LANG = 60.0
"""Seconds that no test waits for."""


class Telling:
    """Counts rounds, and rests long after each."""

    def __init__(self) -> None:
        self.rondes: Queue[str] = Queue()
        self.wacht_na = False
        self.draad = Rondes("proef", self._ronde, tot_slot=lambda: self.rondes.put("slot"))

    def _ronde(self) -> float:
        self.rondes.put("ronde")
        if self.wacht_na:
            self.draad.wacht(0.3)
            self.rondes.put("uitgewacht")
        return LANG

    def volgende(self) -> str:
        return self.rondes.get(timeout=10)


@contextmanager
def loop(telling: Telling) -> Iterator[Telling]:
    telling.draad.start()
    try:
        yield telling
    finally:
        telling.draad.stop()


def test_a_rest_ends_when_it_is_woken() -> None:
    with loop(Telling()) as telling:
        assert telling.volgende() == "ronde"
        with pytest.raises(Empty):
            telling.rondes.get(timeout=0.1)
        telling.draad.wek()
        assert telling.volgende() == "ronde"


def test_stopping_ends_a_rest_and_the_last_thing_is_done_once() -> None:
    telling = Telling()
    with loop(telling):
        assert telling.volgende() == "ronde"
    assert not telling.draad.bezig
    assert telling.volgende() == "slot"
    assert telling.rondes.empty()


def test_a_wait_after_a_fault_is_not_ended_by_something_new() -> None:
    telling = Telling()
    telling.wacht_na = True
    with loop(telling):
        assert telling.volgende() == "ronde"
        telling.draad.wek()
        with pytest.raises(Empty):
            telling.rondes.get(timeout=0.1)
        assert [telling.volgende(), telling.volgende()] == ["uitgewacht", "ronde"]


def test_what_never_began_can_be_stopped() -> None:
    telling = Telling()
    telling.draad.stop()
    assert telling.rondes.empty()
