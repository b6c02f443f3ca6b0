"""A leaf: one encoding for each event, and no other bytes that read as one."""

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.blad import (
    HOOGSTE,
    KOP,
    AndereKop,
    Blad,
    BladTeKort,
    BladTeLang,
    GetalBuitenBereik,
    NaamOngeldig,
    bladhash,
    lees_blad,
)

BLAD = Blad(7, UUID(int=0xCA5), 2, "casus.Getrieerd.v1", b'{"b":{},"op":"2026-03-02T08:30:00+00:00"}')
DATA = BLAD.codeer()
NAAM = len(KOP) + 8 + 16 + 8
"""Where the length of the name stands."""
GETALLEN = st.integers(1, HOOGSTE)
BLADEN = st.builds(
    Blad,
    positie=GETALLEN,
    stroom_id=st.uuids(),
    versie=GETALLEN,
    naam=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    inhoud=st.binary(),
)


def test_the_bytes_are_those_of_the_contract() -> None:
    assert Blad(1, UUID(int=2), 3, "a.B.v1", b"{}").codeer() == (
        b"casus blad 1\n"
        b"\0\0\0\0\0\0\0\1"
        b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2"
        b"\0\0\0\0\0\0\0\3"
        b"\0\0\0\6a.B.v1"
        b"\0\0\0\2{}"
    )


def test_the_hash_is_that_of_a_leaf_in_rfc_6962() -> None:
    assert bladhash(DATA) == sha256(b"\0" + DATA).digest()
    assert bladhash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@given(blad=BLADEN)
def test_a_leaf_comes_back_as_it_was(blad: Blad) -> None:
    assert lees_blad(blad.codeer()) == blad


@given(een=BLADEN, ander=BLADEN)
def test_different_events_have_different_bytes(een: Blad, ander: Blad) -> None:
    assert (een.codeer() == ander.codeer()) == (een == ander)


def test_a_byte_that_moves_from_the_name_to_the_state_makes_another_leaf() -> None:
    assert replace(BLAD, naam="ab", inhoud=b"c").codeer() != replace(BLAD, naam="a", inhoud=b"bc").codeer()


@given(data=st.binary(max_size=80) | st.binary(max_size=80).map(lambda rest: KOP + rest))
def test_whatever_reads_is_canonical(data: bytes) -> None:
    try:
        blad = lees_blad(data)
    except Afgekeurd:
        return
    assert blad.codeer() == data


@given(plaats=st.integers(0, len(DATA) - 1), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_is_refused_or_gives_another_hash(plaats: int, bit: int) -> None:
    anders = DATA[:plaats] + bytes([DATA[plaats] ^ 1 << bit]) + DATA[plaats + 1 :]
    assert bladhash(anders) != bladhash(DATA)
    with suppress(Afgekeurd):
        assert lees_blad(anders) != BLAD


@pytest.mark.parametrize("lengte", range(len(DATA)))
def test_a_leaf_that_ends_early_is_refused(lengte: int) -> None:
    with pytest.raises(AndereKop if lengte < len(KOP) else BladTeKort):
        lees_blad(DATA[:lengte])


AANVALLEN = {
    "another version": (DATA.replace(b"blad 1", b"blad 2"), AndereKop),
    "bytes after the end": (DATA + b"\0", BladTeLang),
    "two leaves in one": (DATA + DATA, BladTeLang),
    "position zero": (DATA[: len(KOP)] + bytes(8) + DATA[len(KOP) + 8 :], GetalBuitenBereik),
    "a negative position": (DATA[: len(KOP)] + b"\xff" * 8 + DATA[len(KOP) + 8 :], GetalBuitenBereik),
    "version zero": (DATA[: NAAM - 8] + bytes(8) + DATA[NAAM:], GetalBuitenBereik),
    "no name": (DATA[:NAAM] + bytes(4) + DATA[NAAM + 4 + len(BLAD.naam) :], NaamOngeldig),
    "a name that is no UTF-8": (DATA.replace(b"casus.G", b"casus\xffG"), NaamOngeldig),
    "an overlong slash in the name": (DATA.replace(b"casus.G", b"casu\xc0\xaeG"), NaamOngeldig),
    "a name that reaches past the end": (DATA[:NAAM] + b"\xff" * 4 + DATA[NAAM + 4 :], BladTeKort),
    "a state that reaches past the end": (DATA.replace(b"\0\0\0)", b"\0\0\0*"), BladTeKort),
    "a state that ends too early": (DATA.replace(b"\0\0\0)", b"\0\0\0("), BladTeLang),
}


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_an_encoding_that_is_not_canonical_is_named(aanval: str) -> None:
    data, fout = AANVALLEN[aanval]
    assert data != DATA
    with pytest.raises(fout):
        lees_blad(data)


@pytest.mark.parametrize(
    ("blad", "fout"),
    [
        (replace(BLAD, positie=0), GetalBuitenBereik),
        (replace(BLAD, positie=HOOGSTE + 1), GetalBuitenBereik),
        (replace(BLAD, versie=-1), GetalBuitenBereik),
        (replace(BLAD, naam=""), NaamOngeldig),
        (replace(BLAD, naam="\ud800"), NaamOngeldig),
    ],
)
def test_what_cannot_be_read_cannot_be_written(blad: Blad, fout: type[Afgekeurd]) -> None:
    with pytest.raises(fout):
        blad.codeer()


def test_an_error_shows_no_content() -> None:
    with pytest.raises(BladTeLang) as gevangen:
        lees_blad(DATA + b"!")
    assert "2026" not in str(gevangen.value)
    assert str(len(DATA)) in str(gevangen.value)
    assert "2026" not in repr(BLAD)
