"""Proof files: what someone who trusts nothing but two public keys can check, and what they refuse."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.bewijs import (
    GROOTSTE_BESTAND,
    MEESTE_HASHES,
    AnderBestand,
    BestandTeGroot,
    Bewijs,
    Bewijsregel,
    TeVeelHashes,
    lees_bewijs,
    lees_hashes,
    schrijf_hashes,
)
from infra.logboek.blad import bladhash
from infra.logboek.checkpoint import (
    AndereOorsprong,
    Checkpoint,
    GeenGetal,
    Hashregel,
    TeWeinigGetuigen,
    teken_checkpoint,
)
from infra.logboek.merkle import AndereWortel, BewijsTeKort, BewijsTeLang, BuitenDeBoom
from infra.logboek.notitie import GeenBekendeHandtekening, NotitieTeGroot, NotitieVorm
from infra.logboek.sleutels import GeenBase64, NotitieTekst, OnjuisteHandtekening
from tests.infra.logboek.spelers import FG, LOG, NU, OORSPRONG, VREEMD
from tests.infra.logboek.vectoren import BLADEN, INSLUITING, WORTELS

HOOFD = Checkpoint(OORSPRONG, 8, WORTELS[8])
GETEKEND = teken_checkpoint(HOOFD, LOG).met(FG.medeonderteken(HOOFD.tekst, op=NU)).codeer()
BLAD = bladhash(BLADEN[5])
BEWIJS = Bewijs(5, tuple(INSLUITING[5, 8]), GETEKEND)
DATA = BEWIJS.codeer()
HASHES = st.lists(st.binary(min_size=32, max_size=32), max_size=MEESTE_HASHES)


def controleer(bewijs: Bewijs, blad: bytes = BLAD, oorsprong: str = OORSPRONG, drempel: int = 1) -> None:
    bewijs.controleer(
        blad,
        oorsprong=oorsprong,
        log=[LOG.controlesleutel],
        getuigen=[FG.controlesleutel],
        drempel=drempel,
    )


def test_the_file_is_that_of_the_specification() -> None:
    eerst, _, rest = DATA.decode().partition("\n")
    assert eerst == "c2sp.org/tlog-proof@v1"
    assert rest == (
        "index 5\n"
        "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n"
        "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=\n"
        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n"
        "\n" + GETEKEND.decode()
    )
    assert replace(BEWIJS, extra=b"kers").codeer().decode().split("\n")[1] == "extra a2Vycw=="


def test_a_proof_is_checked_with_nothing_but_keys_a_name_and_the_leaf() -> None:
    controleer(lees_bewijs(DATA))


@given(index=st.integers(0, 2**63 - 1), pad=HASHES, extra=st.none() | st.binary(min_size=1))
def test_a_proof_comes_back_as_it_was(index: int, pad: list[bytes], extra: bytes | None) -> None:
    bewijs = Bewijs(index, tuple(pad), GETEKEND, extra)
    assert lees_bewijs(bewijs.codeer()) == bewijs


@given(pad=HASHES)
def test_hashes_come_back_as_they_were(pad: list[bytes]) -> None:
    regels = schrijf_hashes(pad)
    assert lees_hashes(regels.split("\n")[:-1]) == tuple(pad)


EEN_LEEG = b"037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n"
VORMEN: dict[str, tuple[bytes, type[Afgekeurd]]] = {
    "nothing": (b"", AnderBestand),
    "only a checkpoint": (GETEKEND, AnderBestand),
    "another version": (DATA.replace(b"@v1", b"@v2"), AnderBestand),
    "something after the version": (DATA.replace(b"@v1", b"@v1.1"), AnderBestand),
    "CRLF": (DATA.replace(b"\n", b"\r\n"), AnderBestand),
    "a byte order mark": (b"\xef\xbb\xbf" + DATA, AnderBestand),
    "no index": (DATA.replace(b"index 5\n", b""), Bewijsregel),
    "a size for the index": (DATA.replace(b"index", b"size"), Bewijsregel),
    "nothing but the first line": (b"c2sp.org/tlog-proof@v1\n\n" + GETEKEND, Bewijsregel),
    "a second index": (DATA.replace(b"index 5\n", b"index 5\nindex 5\n"), GeenBase64),
    "a negative index": (DATA.replace(b"index 5", b"index -5"), GeenGetal),
    "an index with a zero in front": (DATA.replace(b"index 5", b"index 05"), GeenGetal),
    "two spaces before the index": (DATA.replace(b"index 5", b"index  5"), GeenGetal),
    "an empty extra line": (DATA.replace(b"index", b"extra \nindex"), Bewijsregel),
    "an extra line that is no base64": (DATA.replace(b"index", b"extra kers!\nindex"), GeenBase64),
    "two extra lines": (DATA.replace(b"index", b"extra a2Vycw==\nextra a2Vycw==\nindex"), Bewijsregel),
    "the extra line after the index": (DATA.replace(b"5\n", b"5\nextra a2Vycw==\n", 1), GeenBase64),
    "a hash of 3 bytes": (DATA.replace(EEN_LEEG, b"kers\n"), Hashregel),
    "a hash that is no base64": (DATA.replace(EEN_LEEG, b"kers!\n"), GeenBase64),
    "a hash outside ASCII": (DATA.replace(EEN_LEEG, "ké\n".encode()), Bewijsregel),
    "64 hashes": (DATA.replace(EEN_LEEG, EEN_LEEG * 62), TeVeelHashes),
    "no empty line": (DATA.replace(b"\n\n", b"\n"), Bewijsregel),
    "no checkpoint": (DATA[: -len(GETEKEND)], NotitieVorm),
    "a checkpoint that nobody signed": (DATA[: DATA.index("— ".encode())], NotitieVorm),
    "a checkpoint with a CR": (DATA.replace(b"\n8\n", b"\n8\r\n"), NotitieTekst),
    "a huge checkpoint": (DATA.replace(b"\n8\n", b"\n8" + b"8" * 1_000_000 + b"\n"), NotitieTeGroot),
    "a huge file": (DATA + b"\n" * GROOTSTE_BESTAND, BestandTeGroot),
}


@pytest.mark.parametrize("vorm", VORMEN)
def test_a_file_that_is_no_proof_is_named(vorm: str) -> None:
    data, fout = VORMEN[vorm]
    assert data != DATA
    with pytest.raises(fout):
        lees_bewijs(data)


@pytest.mark.parametrize("lengte", range(0, len(DATA), 7))
def test_a_file_cut_short_anywhere_is_refused(lengte: int) -> None:
    with pytest.raises(Afgekeurd):
        controleer(lees_bewijs(DATA[:lengte]))


PAD = BEWIJS.pad
KLEINER = Checkpoint(OORSPRONG, 6, WORTELS[6])
ELDERS = Checkpoint("logboek.example/ander", 8, WORTELS[8])
AANVALLEN: dict[str, tuple[Bewijs, bytes, type[Afgekeurd]]] = {
    "another leaf": (BEWIJS, bladhash(BLADEN[4]), AndereWortel),
    "a changed byte in the leaf": (BEWIJS, bladhash(BLADEN[5] + b"!"), AndereWortel),
    "another index": (replace(BEWIJS, index=4), BLAD, AndereWortel),
    "an index past the end": (replace(BEWIJS, index=8), BLAD, BuitenDeBoom),
    "a proof too short": (replace(BEWIJS, pad=PAD[:-1]), BLAD, BewijsTeKort),
    "a proof too long": (replace(BEWIJS, pad=(*PAD, PAD[0])), BLAD, BewijsTeLang),
    "siblings swapped": (replace(BEWIJS, pad=PAD[::-1]), BLAD, AndereWortel),
    "a checkpoint of before": (
        replace(
            BEWIJS,
            checkpoint=teken_checkpoint(KLEINER, LOG).met(FG.medeonderteken(KLEINER.tekst, op=NU)).codeer(),
        ),
        BLAD,
        BewijsTeLang,
    ),
    "a checkpoint of another log": (
        replace(BEWIJS, checkpoint=teken_checkpoint(ELDERS, LOG).codeer()),
        BLAD,
        AndereOorsprong,
    ),
    "a checkpoint by another key": (
        replace(BEWIJS, checkpoint=teken_checkpoint(HOOFD, VREEMD).codeer()),
        BLAD,
        GeenBekendeHandtekening,
    ),
    "a checkpoint without a witness": (
        replace(BEWIJS, checkpoint=teken_checkpoint(HOOFD, LOG).codeer()),
        BLAD,
        TeWeinigGetuigen,
    ),
    "another root in the checkpoint": (
        replace(
            BEWIJS,
            checkpoint=GETEKEND.replace(
                HOOFD.tekst.encode(), replace(HOOFD, wortel=WORTELS[7]).tekst.encode()
            ),
        ),
        BLAD,
        OnjuisteHandtekening,
    ),
}


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_a_proof_that_proves_nothing_is_refused(aanval: str) -> None:
    bewijs, blad, fout = AANVALLEN[aanval]
    with pytest.raises(fout):
        controleer(lees_bewijs(bewijs.codeer()), blad)


def test_the_extra_data_changes_nothing_of_the_check() -> None:
    controleer(lees_bewijs(replace(BEWIJS, extra=b"whatever").codeer()))
