"""The register of destructions: nothing in it is made up, changed or lost unseen, and one good copy is enough."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import orjson
import pytest

from infra.keys import Eenheid
from infra.vernietigingsregister import Merk, RegisterFout, Vernietigingsregister

OP = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
AARDBEI, BRAAM = UUID(int=0xA), UUID(int=0xB)
MENS = UUID(int=0x77)


def merk(stroom: UUID, *, persoon: UUID | None = None, organisatie: str | None = None) -> Merk:
    return Merk(Eenheid(stroom, persoon, organisatie), OP, 3)


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    return tmp_path


def register(map_: Path) -> Vernietigingsregister:
    return Vernietigingsregister(
        map_ / "logboek" / "register.jsonl",
        map_ / "sleutels" / "register.jsonl",
        sleutel=map_ / "sleutels" / "zegel",
    )


def begonnen(map_: Path, *merken: Merk) -> Vernietigingsregister:
    nieuw = register(map_)
    nieuw.begin()
    nieuw.schrijf_bij(merken)
    return nieuw


def test_what_is_written_reads_the_same_for_the_next_one(map_: Path) -> None:
    allemaal = [merk(AARDBEI), merk(BRAAM, persoon=MENS), merk(BRAAM, organisatie="wijkteam")]
    een = begonnen(map_, *allemaal[:2])
    assert een.schrijf_bij(allemaal) == 1
    assert een.schrijf_bij(allemaal) == 0
    een.meld_herstel(OP, vernietigd=2)
    gelezen = register(map_).lees()
    assert list(gelezen.merken.values()) == allemaal
    assert [(regel.op, regel.vernietigd) for regel in gelezen.herstel] == [(OP, 2)]
    for bestand in een.bestanden:
        assert bestand.stat().st_mode & 0o777 == 0o600
    assert een.bestanden[0].read_bytes() == een.bestanden[1].read_bytes()


def test_two_processes_write_in_one_register(map_: Path) -> None:
    een, ander = begonnen(map_), register(map_)
    ander.lees()
    een.schrijf_bij([merk(AARDBEI)])
    assert ander.schrijf_bij([merk(AARDBEI), merk(BRAAM)]) == 1
    assert [m.eenheid.stroom_id for m in een.lees().merken.values()] == [AARDBEI, BRAAM]


def test_a_part_is_forgotten_with_its_casus_and_the_rest_still_holds(map_: Path) -> None:
    een = begonnen(map_, merk(AARDBEI, organisatie="wijkteam"), merk(BRAAM, persoon=MENS))
    assert b"wijkteam" in een.bestanden[0].read_bytes()
    een.schrijf_bij([merk(AARDBEI)])
    for bestand in een.bestanden:
        assert b"wijkteam" not in bestand.read_bytes()
        assert str(MENS).encode() in bestand.read_bytes()
    assert list(register(map_).lees().merken) == [
        Eenheid(BRAAM, MENS, None),
        Eenheid(AARDBEI, None, None),
    ]
    # It does not come back with a mark that is late.
    assert een.schrijf_bij([merk(AARDBEI, organisatie="wijkteam")]) == 0


def _regels(inhoud: bytes) -> list[bytes]:
    return inhoud.splitlines(keepends=True)


def _met(inhoud: bytes, nummer: int, **velden: object) -> bytes:
    regels = _regels(inhoud)
    regels[nummer] = orjson.dumps(orjson.loads(regels[nummer]) | velden) + b"\n"
    return b"".join(regels)


def _zonder(inhoud: bytes, nummer: int, *namen: str) -> bytes:
    regels = _regels(inhoud)
    velden = {naam: waarde for naam, waarde in orjson.loads(regels[nummer]).items() if naam not in namen}
    regels[nummer] = orjson.dumps(velden) + b"\n"
    return b"".join(regels)


SCHADE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "another casus": (lambda oud: _met(oud, 1, stroom_id=str(BRAAM)), "was changed at line 3"),
    "another casus in the last line": (lambda oud: _met(oud, 3, stroom_id=str(MENS)), "has not the seal"),
    "a line out": (lambda oud: b"".join(_regels(oud)[:1] + _regels(oud)[2:]), "was changed at line 2"),
    "the first line out": (lambda oud: b"".join(_regels(oud)[1:]), "was changed at line 1"),
    "two lines in another order": (
        lambda oud: b"".join([_regels(oud)[0], _regels(oud)[2], _regels(oud)[1], _regels(oud)[3]]),
        "was changed at line 2",
    ),
    "another person": (lambda oud: _met(oud, 2, persoon_id=str(AARDBEI)), "was changed at line 3"),
    "a person for a whole casus": (lambda oud: _met(oud, 1, persoon_id=str(MENS)), "was changed at line 2"),
    "a whole casus for a person": (
        lambda oud: _zonder(oud, 2, "persoon_id", "organisatie", "zout"),
        "was changed at line 3",
    ),
    "no JSON": (lambda oud: oud + b"niets\n", "was changed at line 5"),
    "a list": (lambda oud: oud + b"[]\n", "was changed at line 5"),
    "a seal of somebody else": (lambda oud: _met(oud, 3, zegel="0" * 64), "has not the seal"),
    "nothing": (lambda _: b"", "is empty"),
}


@pytest.mark.parametrize("soort", sorted(SCHADE))
def test_what_was_changed_is_named_and_one_good_copy_makes_it_whole(map_: Path, soort: str) -> None:
    schade, zin = SCHADE[soort]
    vol = [merk(AARDBEI), merk(BRAAM, persoon=MENS), merk(BRAAM, organisatie="wijkteam")]
    bestanden = begonnen(map_, *vol).bestanden
    goed = bestanden[0].read_bytes()
    for kapot in bestanden:
        kapot.write_bytes(schade(goed))
        hersteld = register(map_)
        assert list(hersteld.lees().merken.values()) == vol
        assert hersteld.schrijf_bij([]) == 0
        assert kapot.read_bytes() == goed
    for kapot in bestanden:
        kapot.write_bytes(schade(goed))
    with pytest.raises(RegisterFout, match=zin):
        register(map_).lees()
    with pytest.raises(RegisterFout, match=zin):
        register(map_).schrijf_bij([merk(MENS)])
    assert bestanden[0].read_bytes() == schade(goed)


@pytest.mark.parametrize("over", [0, 1, 2])
def test_a_copy_that_is_behind_or_gone_is_made_whole(map_: Path, over: int) -> None:
    een = begonnen(map_, merk(AARDBEI), merk(BRAAM))
    goed = een.bestanden[1].read_bytes()
    een.bestanden[0].write_bytes(b"".join(_regels(goed)[:over]))
    if not over:
        een.bestanden[0].unlink()
    ander = register(map_)
    assert len(ander.lees().merken) == 2
    ander.schrijf_bij([merk(MENS)])
    assert een.bestanden[0].read_bytes() == een.bestanden[1].read_bytes() != goed


def test_a_line_that_was_cut_short_was_never_reckoned_with(map_: Path) -> None:
    een = begonnen(map_, merk(AARDBEI))
    heel = een.bestanden[0].read_bytes()
    een.schrijf_bij([merk(BRAAM)])
    for bestand in een.bestanden:
        bestand.write_bytes(bestand.read_bytes()[:-20])
    ander = register(map_)
    assert list(ander.lees().merken) == [Eenheid(AARDBEI, None, None)]
    ander.schrijf_bij([])
    assert een.bestanden[0].read_bytes() == een.bestanden[1].read_bytes() == heel
    assert ander.schrijf_bij([merk(BRAAM)]) == 1


def test_two_registers_that_say_different_things_are_refused(map_: Path) -> None:
    een = begonnen(map_, merk(AARDBEI))
    voor = een.bestanden[0].read_bytes()
    een.schrijf_bij([merk(BRAAM)])
    een.bestanden[0].write_bytes(voor)
    een.bestanden[1].rename(map_ / "opzij")
    register(map_).schrijf_bij([merk(MENS)])
    (map_ / "opzij").rename(een.bestanden[1])
    with pytest.raises(RegisterFout, match="say different things"):
        register(map_).lees()


@pytest.mark.parametrize(
    ("breek", "zin"),
    [
        (lambda zegel: zegel.unlink(), "key of the register .* cannot be read"),
        (lambda zegel: zegel.write_bytes(b"kort"), "does not hold the key of the register"),
        (lambda zegel: zegel.chmod(0o644), "readable by others"),
        (lambda zegel: zegel.write_bytes(b"x" * 32), "has not the seal"),
    ],
)
def test_without_its_key_nothing_counts(map_: Path, breek: Callable[[Path], None], zin: str) -> None:
    begonnen(map_, merk(AARDBEI))
    breek(map_ / "sleutels" / "zegel")
    with pytest.raises(RegisterFout, match=zin):
        register(map_).lees()


def test_what_cannot_be_written_is_said_and_written_later(map_: Path) -> None:
    een = begonnen(map_)
    weg = map_ / "elders"
    een.bestanden[1].parent.rename(weg)
    een.bestanden[1].parent.write_bytes(b"in the way")
    with pytest.raises(RegisterFout, match="cannot be"):
        een.schrijf_bij([merk(AARDBEI)])
    een.bestanden[1].parent.unlink()
    weg.rename(een.bestanden[1].parent)
    een.schrijf_bij([merk(AARDBEI)])
    assert list(register(map_).lees().merken) == [Eenheid(AARDBEI, None, None)]


def test_a_register_is_begun_once(map_: Path) -> None:
    begonnen(map_)
    with pytest.raises(RegisterFout, match="already"):
        register(map_).begin()


def test_one_that_is_put_aside_stays_to_be_looked_at(map_: Path) -> None:
    een = begonnen(map_, merk(AARDBEI))
    een.bestanden[0].write_bytes(b"kapot\n")
    een.bestanden[1].write_bytes(b"kapot\n")
    een.zet_opzij(OP)
    assert list(een.lees().merken) == []
    assert (map_ / "logboek" / "register.jsonl.20260302T083000").read_bytes() == b"kapot\n"
