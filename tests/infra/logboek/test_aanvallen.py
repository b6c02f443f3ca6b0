"""Somebody with all rights on the database, and triggers off, changes history: each way is found and named."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.samenstelling import Dienst
from infra.database import Database
from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.houder import CheckpointVooruit, CheckpointWeg
from infra.logboek.merkle import AndereOudeWortel, AndereWortel
from infra.logboek.notitie import GeenBekendeHandtekening
from infra.logboek.ring import nieuwe_ring
from tests.infra.logboek.verleden import controleer, gebeur, gevonden, ring_van, sla_over, stand, zonder_rem

Baas = psycopg.Connection[Any]
AANTAL = 40
"""Events at the positions 1 to 20 and 22 to 41; nothing stands at 21."""


@pytest.fixture
def boek(dienst: Dienst, database: Database) -> Dienst:
    """A log of forty events, in three checkpoints."""
    for keer, overslaan in ((10, False), (10, True), (20, False)):
        gebeur(database, keer)
        if overslaan:
            sla_over(database)
        dienst.logboek.werk_bij()
    assert gevonden(dienst) is None
    return dienst


def doe(*opdrachten: str) -> Callable[[Baas], None]:
    def daad(baas: Baas) -> None:
        for opdracht in opdrachten:
            baas.execute(opdracht)

    return daad


TUSSEN = "INSERT INTO feiten.gebeurtenis VALUES (gen_random_uuid(), 1, 'casus.Getrieerd.v1', '\\x7b7d', 21)"


def _zet_op(van: int, naar: int) -> str:
    return f"UPDATE feiten.gebeurtenis SET notification_id = {naar} WHERE notification_id = {van}"  # noqa: S608 our own names


AANVALLEN: dict[str, tuple[Callable[[Baas], None], tuple[str, int | None]]] = {
    "the state of an event is changed": (
        doe("UPDATE feiten.gebeurtenis SET state = '\\x7b7d' WHERE notification_id = 7"),
        ("changed", 7),
    ),
    "the name of an event is changed": (
        doe("UPDATE feiten.gebeurtenis SET topic = 'casus.Gesloten.v1' WHERE notification_id = 33"),
        ("changed", 33),
    ),
    "an event moves to another stream": (
        doe("UPDATE feiten.gebeurtenis SET originator_id = gen_random_uuid() WHERE notification_id = 41"),
        ("changed", 41),
    ),
    "an event gets another version": (
        doe("UPDATE feiten.gebeurtenis SET originator_version = 2 WHERE notification_id = 1"),
        ("changed", 1),
    ),
    "an event gets a version that there is not": (
        doe("UPDATE feiten.gebeurtenis SET originator_version = 0 WHERE notification_id = 6"),
        ("changed", 6),
    ),
    "an event loses its name": (
        doe("UPDATE feiten.gebeurtenis SET topic = '' WHERE notification_id = 6"),
        ("changed", 6),
    ),
    "the first event is deleted": (
        doe("DELETE FROM feiten.gebeurtenis WHERE notification_id = 1"),
        ("missing", 1),
    ),
    "an event is deleted": (
        doe("DELETE FROM feiten.gebeurtenis WHERE notification_id = 12"),
        ("missing", 12),
    ),
    "the tail is cut off": (
        doe("DELETE FROM feiten.gebeurtenis WHERE notification_id > 35"),
        ("missing", 36),
    ),
    "everything is deleted": (doe("DELETE FROM feiten.gebeurtenis"), ("missing", 1)),
    "an event is put in between": (doe(TUSSEN), ("added", 21)),
    "an event is put before the first": (doe(TUSSEN, _zet_op(21, 0)), ("added", 0)),
    "two events are swapped": (
        doe(_zet_op(5, -1), _zet_op(9, 5), _zet_op(-1, 9)),
        ("reordered", 5),
    ),
    "an event is moved to a position where nothing stood": (doe(_zet_op(30, 21)), ("reordered", 21)),
    "an event is moved back, past others": (doe(_zet_op(3, 21)), ("reordered", 3)),
    "an event is replaced by another": (
        doe("DELETE FROM feiten.gebeurtenis WHERE notification_id = 20", TUSSEN, _zet_op(21, 20)),
        ("changed", 20),
    ),
    "the leaf of an event is changed": (
        doe("UPDATE logboek.knoop SET hash = sha256('x') WHERE niveau = 0 AND nummer = 6"),
        ("tree node", 7),
    ),
    "a node above the leaves is changed": (
        doe("UPDATE logboek.knoop SET hash = sha256('x') WHERE niveau = 2 AND nummer = 1"),
        ("tree node", 8),
    ),
    "the highest node is changed": (
        doe("UPDATE logboek.knoop SET hash = sha256('x') WHERE niveau = 5"),
        ("tree node", 33),
    ),
    "a node is deleted": (
        doe("DELETE FROM logboek.knoop WHERE niveau = 1 AND nummer = 3"),
        ("tree node", 8),
    ),
    "a leaf is deleted from the tree": (
        doe("DELETE FROM logboek.knoop WHERE niveau = 0 AND nummer = 3"),
        ("tree node", 4),
    ),
    "a node is added": (
        doe("INSERT INTO logboek.knoop VALUES (9, 0, sha256('x'))"),
        ("tree node", None),
    ),
    "a leaf is put at another event": (
        doe("UPDATE logboek.blad SET positie = 21 WHERE nummer = 19"),
        ("leaf index", 20),
    ),
    "a leaf loses its event": (doe("DELETE FROM logboek.blad WHERE nummer = 19"), ("leaf index", 20)),
    "a leaf is added": (doe("INSERT INTO logboek.blad VALUES (40, 99)"), ("leaf index", None)),
    "the book says that it is further": (
        doe("UPDATE logboek.boek SET positie = 50", TUSSEN, _zet_op(21, 45)),
        ("added", 45),
    ),
    "the book says that it is smaller": (
        doe("UPDATE logboek.boek SET grootte = 32, positie = 33"),
        ("tree node", None),
    ),
}


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_each_attack_is_named_with_its_first_position(boek: Dienst, database: Database, aanval: str) -> None:
    daad, verwacht = AANVALLEN[aanval]
    with zonder_rem(database) as baas:
        daad(baas)
    assert gevonden(boek) == verwacht


def _bouw_opnieuw(dienst: Dienst, database: Database) -> None:
    """Empty the tree and let it grow again from the events as they are now, published or not."""
    with zonder_rem(database) as baas:
        baas.execute("TRUNCATE logboek.knoop, logboek.blad")
        baas.execute("UPDATE logboek.boek SET grootte = 0, positie = 0, gepubliceerd = 0")
    while dienst.logboek.neem_op()[0]:
        pass


def test_a_history_that_was_rewritten_with_its_whole_tree_does_not_meet_the_checkpoints(
    boek: Dienst, database: Database
) -> None:
    """The second checkpoint, of twenty leaves, is the first that covers the change at position 15."""
    with zonder_rem(database) as baas:
        baas.execute("UPDATE feiten.gebeurtenis SET state = '\\x7b7d' WHERE notification_id = 15")
    _bouw_opnieuw(boek, database)
    assert gevonden(boek) == ("checkpoint", 20)
    with pytest.raises(AndereWortel):
        boek.logboek.publiceer()
    gebeur(database, 3)
    with pytest.raises((AndereOudeWortel, AndereWortel)):
        boek.logboek.werk_bij()
    assert stand(boek).fout in {"AndereOudeWortel", "AndereWortel"}


@pytest.mark.parametrize("later", [0, 5, 60])
def test_an_old_backup_that_is_put_back_is_refused_whatever_came_after(
    boek: Dienst, database: Database, later: int
) -> None:
    """The database of twenty events, and the folder of forty; then others happen, even more than were lost."""
    with zonder_rem(database) as baas:
        baas.execute("DELETE FROM feiten.gebeurtenis WHERE notification_id > 20")
    _bouw_opnieuw(boek, database)
    assert gevonden(boek) == ("checkpoint", None)
    gebeur(database, later)
    fout = CheckpointVooruit if later < 20 else (AndereOudeWortel, AndereWortel)
    with pytest.raises(fout):
        boek.logboek.werk_bij()
    assert boek.logboek.map.nieuwste(ring_van(boek))[0].grootte == AANTAL  # type: ignore[index]  # None would fail here
    assert stand(boek).fout is not None
    assert gevonden(boek) is not None


def _nep(dienst: Dienst, grootte: int) -> bytes:
    oorsprong = ring_van(dienst).oorsprong
    return nieuwe_ring(oorsprong).teken(Checkpoint(oorsprong, grootte, bytes(32)))


VERVALST: dict[str, Callable[[Dienst, Path], object]] = {
    "the newest, with another key": lambda d, map_: (map_ / "checkpoint").write_bytes(_nep(d, 99)),
    "the newest, empty": lambda _, map_: (map_ / "checkpoint").write_bytes(b""),
    "the newest, cut off": lambda _, map_: (map_ / "checkpoint").write_bytes(
        (map_ / "checkpoint").read_bytes()[:-9]
    ),
    "the newest, no text": lambda _, map_: (map_ / "checkpoint").write_bytes(b"\xff" * 2_000_000),
    "a kept one, with another key": lambda d, map_: (map_ / "checkpoints/99").write_bytes(_nep(d, 99)),
    "a kept one under another size": lambda _, map_: shutil.copy(
        map_ / "checkpoints/20", map_ / "checkpoints/77"
    ),
}


@pytest.mark.parametrize("vervalsing", VERVALST)
def test_a_forged_checkpoint_is_named_and_nothing_is_signed_upon_it(
    boek: Dienst, database: Database, vervalsing: str
) -> None:
    VERVALST[vervalsing](boek, boek.logboek.map.map)
    assert (gevonden(boek) or ("",))[0] == "checkpoint"
    boek.logboek._lijst_om = 0.0
    gebeur(database, 1)
    with pytest.raises(Afgekeurd):
        boek.logboek.werk_bij()
    assert not (boek.logboek.map.map / "checkpoints/41").exists()


def test_an_older_checkpoint_that_was_forged_is_named(boek: Dienst) -> None:
    (boek.logboek.map.map / "checkpoints/20").write_bytes(_nep(boek, 20))
    assert gevonden(boek) == ("checkpoint", 20)


def test_a_newest_checkpoint_that_was_put_back_does_not_mislead(boek: Dienst, database: Database) -> None:
    map_ = boek.logboek.map.map
    shutil.copy(map_ / "checkpoints/20", map_ / "checkpoint")
    gebeur(database, 1)
    with pytest.raises(CheckpointWeg):
        boek.logboek.werk_bij()
    # At the start, and now and then, all that is kept is looked at: there is the one of forty.
    boek.logboek._lijst_om = 0.0
    boek.logboek.werk_bij()
    assert (map_ / "checkpoint").read_bytes() == (map_ / "checkpoints/41").read_bytes()


def test_another_folder_is_not_begun_in_silence(boek: Dienst, database: Database) -> None:
    shutil.rmtree(boek.logboek.map.map / "checkpoints")
    (boek.logboek.map.map / "checkpoint").unlink()
    gebeur(database, 1)
    with pytest.raises(CheckpointWeg):
        boek.logboek.werk_bij()
    assert gevonden(boek) == ("checkpoint", None)
    boek.logboek.publiceer(zonder_vorige=True)
    assert gevonden(boek) is None
    assert stand(boek).fout is None


def test_a_key_that_is_gone_is_not_replaced_in_silence(boek: Dienst, database: Database) -> None:
    boek.settings.logboeksleutel.unlink()
    gebeur(database, 1)
    with pytest.raises(SleutelFout, match="is gone"):
        boek.logboek.werk_bij()
    assert not boek.settings.logboeksleutel.exists()
    assert (stand(boek).grootte, stand(boek).gepubliceerd, stand(boek).fout) == (41, 40, "SleutelFout")
    nieuw = boek.logboek.vervang_sleutel()
    assert [voorganger.tot for voorganger in nieuw.eerder] == [AANTAL]
    boek.logboek.werk_bij()
    assert gevonden(boek) is None


def test_a_checkpoint_of_a_key_from_before_counts_up_to_its_last_only(boek: Dienst) -> None:
    oude = ring_van(boek)
    boek.logboek.vervang_sleutel()
    with pytest.raises(Afgekeurd, match="replaced before"):
        ring_van(boek).open(oude.teken(Checkpoint(oude.oorsprong, 41, bytes(32))))
    assert gevonden(boek) is None
    assert GeenBekendeHandtekening.__doc__
    assert controleer(boek).gezien == AANTAL
