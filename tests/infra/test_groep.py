"""Work of several threads is done in groups: each piece once, and a refused one keeps no other from being done."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from infra.groep import Groep, Onderbroken


class Werk(NamedTuple):
    nummer: int
    plaats: int
    goed: bool = True


class Geweigerd(Exception):
    """Of one piece of work."""


class Weg(Exception):
    """Nobody knows whether it was done."""


@dataclass
class Werkplaats:
    """Does a group wholly or not at all, and notes what it did; it can be held, and it can break down."""

    gedaan: list[Werk] = field(default_factory=list)
    groepen: list[tuple[int, ...]] = field(default_factory=list)
    ruimte: Event = field(default_factory=Event)
    begonnen: Event = field(default_factory=Event)
    fout: BaseException | None = None
    alleen: Lock = field(default_factory=Lock)

    def doe(self, groep: Sequence[Werk]) -> list[int]:
        assert self.alleen.acquire(blocking=False), "Two groups at once."
        try:
            self.begonnen.set()
            assert self.ruimte.wait(10)
            self.groepen.append(tuple(werk.nummer for werk in groep))
            if self.fout is not None:
                raise self.fout
            if not all(werk.goed for werk in groep):
                raise Geweigerd
            self.gedaan += groep
            return [werk.nummer * 10 for werk in groep]
        finally:
            self.alleen.release()


def groep_van(plaats: Werkplaats, *, hoogstens: int = 64) -> Groep[Werk, int]:
    return Groep(plaats.doe, botst=lambda werk: {werk.plaats}, onzeker=(Weg,), hoogstens=hoogstens)


def uitkomsten(
    plaats: Werkplaats, werk: Sequence[Werk], *, hoogstens: int = 64
) -> list[int | BaseException | None]:
    """What each piece of work led to, where the first holds up the others until all are in the row."""
    groep = groep_van(plaats, hoogstens=hoogstens)
    with ThreadPoolExecutor(max(1, len(werk))) as pool:
        beloften = []
        for nummer, een in enumerate(werk):
            beloften.append(pool.submit(groep.doe, een))
            if nummer == 0:
                plaats.begonnen.wait(10)
            while len(groep._rij) < nummer:
                plaats.ruimte.wait(0.0005)
        plaats.ruimte.set()
        wait(beloften, timeout=10)
    assert not groep._bezig
    assert not groep._rij
    return [belofte.exception() or belofte.result() for belofte in beloften]


def test_who_comes_alone_waits_for_nobody() -> None:
    plaats = Werkplaats()
    plaats.ruimte.set()
    groep = groep_van(plaats)
    assert [groep.doe(Werk(nummer, 0)) for nummer in (1, 2)] == [10, 20]
    assert plaats.groepen == [(1,), (2,)]


def test_all_who_came_while_one_was_at_it_go_together_in_the_order_they_came() -> None:
    plaats = Werkplaats()
    assert uitkomsten(plaats, [Werk(nummer, nummer) for nummer in range(6)]) == [0, 10, 20, 30, 40, 50]
    assert plaats.groepen == [(0,), (1, 2, 3, 4, 5)]


def test_a_group_is_no_larger_than_it_may_be() -> None:
    plaats = Werkplaats()
    uitkomsten(plaats, [Werk(nummer, nummer) for nummer in range(6)], hoogstens=3)
    assert plaats.groepen == [(0,), (1, 2, 3), (4, 5)]


def test_two_that_are_in_each_others_way_go_one_after_the_other() -> None:
    plaats = Werkplaats()
    uitkomsten(plaats, [Werk(0, 0), Werk(1, 7), Werk(2, 7), Werk(3, 8), Werk(4, 7)])
    assert plaats.groepen == [(0,), (1, 3), (2,), (4,)]


def test_one_that_is_refused_keeps_no_other_from_being_done() -> None:
    plaats = Werkplaats()
    uit = uitkomsten(plaats, [Werk(nummer, nummer, goed=nummer != 3) for nummer in range(6)])
    assert isinstance(uit.pop(3), Geweigerd)
    assert uit == [0, 10, 20, 40, 50]
    assert [werk.nummer for werk in plaats.gedaan] == [0, 1, 2, 4, 5]


def test_when_nobody_knows_whether_it_was_done_everybody_hears_and_nothing_is_tried_again() -> None:
    plaats = Werkplaats(fout=Weg("the line broke"))
    uit = uitkomsten(plaats, [Werk(nummer, nummer) for nummer in range(4)])
    assert [type(een) for een in uit] == [Weg] * 4
    assert len({id(een) for een in uit}) == 4, "Each thread raises one of its own."
    assert plaats.groepen == [(0,), (1, 2, 3)]


def test_who_is_stopped_while_at_it_for_others_leaves_nobody_waiting() -> None:
    plaats = Werkplaats(fout=KeyboardInterrupt())
    uit = uitkomsten(plaats, [Werk(nummer, nummer) for nummer in range(3)])
    assert [type(een) for een in uit] == [KeyboardInterrupt, KeyboardInterrupt, Onderbroken]


@given(
    st.lists(st.builds(Werk, st.integers(0, 99), st.integers(0, 3), st.booleans()), min_size=1, max_size=12),
    st.integers(1, 5),
)
def test_whatever_comes_together_each_is_done_once_or_refused_itself(
    reeks: list[Werk], hoogstens: int
) -> None:
    werk = [een._replace(nummer=nummer) for nummer, een in enumerate(reeks)]
    plaats = Werkplaats()
    for een, uitkomst in zip(werk, uitkomsten(plaats, werk, hoogstens=hoogstens), strict=True):
        assert uitkomst == een.nummer * 10 if een.goed else isinstance(uitkomst, Geweigerd)
    assert sorted(plaats.gedaan) == [een for een in werk if een.goed]
    for plek in range(4):
        op_volgorde = [een.nummer for een in plaats.gedaan if een.plaats == plek]
        assert op_volgorde == sorted(op_volgorde), (
            "What is in each other's way is done in the order it came in."
        )
