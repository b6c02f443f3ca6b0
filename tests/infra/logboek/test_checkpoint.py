"""Checkpoints: their text, and who must have signed them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import (
    GROOTSTE_BOOM,
    AndereOorsprong,
    Checkpoint,
    CheckpointVorm,
    GeenGetal,
    Hashregel,
    TeWeinigGetuigen,
    lees_checkpoint,
    lees_getal,
    open_checkpoint,
    teken_checkpoint,
)
from infra.logboek.notitie import GeenBekendeHandtekening, onderteken
from infra.logboek.sleutels import (
    Controlesleutel,
    GeenBase64,
    NotitieTekst,
    OnjuisteHandtekening,
    Sleutelsoort,
    Soort,
    Tekensleutel,
)
from tests.infra.logboek.spelers import ARCHIEF, CHECKPOINT, FG, LOG, NU, OORSPRONG, TIJDSTIP, VREEMD
from tests.infra.logboek.vectoren import ARCHE, ARCHE_CHECKPOINT, ARCHE_OP, ARCHE_VKEY, REMORA_VKEY

TEKST = CHECKPOINT.tekst
LOGSLEUTELS = [LOG.controlesleutel]
GETUIGEN = [FG.controlesleutel, ARCHIEF.controlesleutel]
REGELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


def test_the_text_is_that_of_the_specification() -> None:
    regels = [OORSPRONG, "3", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", ""]
    assert TEKST.split("\n") == regels
    assert replace(CHECKPOINT, grootte=0, extra=("kers", "peer")).tekst.endswith("=\nkers\npeer\n")


@given(
    checkpoint=st.builds(
        Checkpoint,
        oorsprong=REGELS,
        grootte=st.integers(0, GROOTSTE_BOOM),
        wortel=st.binary(min_size=32, max_size=32),
        extra=st.lists(REGELS, max_size=3).map(tuple),
    )
)
def test_a_checkpoint_comes_back_as_it_was(checkpoint: Checkpoint) -> None:
    assert lees_checkpoint(checkpoint.tekst) == checkpoint
    data = teken_checkpoint(checkpoint, LOG).codeer()
    assert open_checkpoint(data, oorsprong=checkpoint.oorsprong, log=LOGSLEUTELS).checkpoint == checkpoint


def test_a_checkpoint_of_a_log_in_use_is_opened_with_its_witness() -> None:
    geopend = open_checkpoint(
        ARCHE_CHECKPOINT.encode(),
        oorsprong=ARCHE,
        log=[Controlesleutel.van_vkey(ARCHE_VKEY)],
        getuigen=[Controlesleutel.van_vkey(REMORA_VKEY)],
        drempel=1,
    )
    assert geopend.checkpoint.grootte == 1432088532
    assert [geldig.tijdstip for geldig in geopend.getuigen] == [ARCHE_OP]


VORMEN: dict[str, tuple[str, type[Afgekeurd]]] = {
    "only an origin": (f"{OORSPRONG}\n", CheckpointVorm),
    "no root": (f"{OORSPRONG}\n3\n", CheckpointVorm),
    "no origin": (TEKST.replace(OORSPRONG, ""), CheckpointVorm),
    "an empty line": (f"{TEKST}\n", CheckpointVorm),
    "an empty line between extension lines": (f"{TEKST}kers\n\npeer\n", CheckpointVorm),
    "no newline at the end": (TEKST.removesuffix("\n"), NotitieTekst),
    "CRLF": (TEKST.replace("\n", "\r\n"), NotitieTekst),
    "a size with a zero in front": (TEKST.replace("\n3\n", "\n03\n"), GeenGetal),
    "a negative size": (TEKST.replace("\n3\n", "\n-3\n"), GeenGetal),
    "a size with a plus": (TEKST.replace("\n3\n", "\n+3\n"), GeenGetal),
    "a size with a space": (TEKST.replace("\n3\n", "\n3 \n"), GeenGetal),
    "a size with an underscore": (TEKST.replace("\n3\n", "\n3_0\n"), GeenGetal),
    "a size in other digits": (TEKST.replace("\n3\n", "\n٣\n"), GeenGetal),
    "a size as a power": (TEKST.replace("\n3\n", "\n3²\n"), GeenGetal),
    "a size in hexadecimal": (TEKST.replace("\n3\n", "\n0x3\n"), GeenGetal),
    "a size too large": (TEKST.replace("\n3\n", f"\n{2**63}\n"), GeenGetal),
    "an enormous size": (TEKST.replace("\n3\n", f"\n{'9' * 9999}\n"), GeenGetal),
    "a root that is no base64": (TEKST.replace("AAEC", "A-EC"), GeenBase64),
    "a root with bits left": (TEKST.replace("Hh8=", "Hh9="), GeenBase64),
    "a root of 31 bytes": (TEKST.replace("Hh8=", "Hg=="), Hashregel),
    "a root of 33 bytes": (TEKST.replace("Hh8=", "Hh8g"), Hashregel),
}


@pytest.mark.parametrize("vorm", VORMEN)
def test_a_text_that_is_no_checkpoint_is_named(vorm: str) -> None:
    tekst, fout = VORMEN[vorm]
    assert tekst != TEKST
    with pytest.raises(fout):
        lees_checkpoint(tekst)


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"oorsprong": ""}, CheckpointVorm),
        ({"oorsprong": "kers\npeer"}, CheckpointVorm),
        ({"oorsprong": "kers\tpeer"}, NotitieTekst),
        ({"extra": ("",)}, CheckpointVorm),
        ({"extra": ("kers\n\n— peer AAAAAAA=",)}, CheckpointVorm),
        ({"grootte": -1}, GeenGetal),
        ({"grootte": 2**63}, GeenGetal),
        ({"wortel": b"kers"}, Hashregel),
    ],
)
def test_a_checkpoint_that_cannot_be_read_cannot_be_made(
    velden: dict[str, object], fout: type[Afgekeurd]
) -> None:
    with pytest.raises(fout):
        replace(CHECKPOINT, **velden)  # type: ignore[arg-type]  # any field, by name


def test_zero_is_a_number() -> None:
    assert lees_getal("0") == 0
    assert lees_getal(str(GROOTSTE_BOOM)) == GROOTSTE_BOOM


# --- who signed --------------------------------------------------------------------------------------------------


def test_the_log_and_its_witnesses_are_told_apart() -> None:
    notitie = teken_checkpoint(CHECKPOINT, LOG).met(
        ARCHIEF.medeonderteken(TEKST, op=NU), FG.medeonderteken(TEKST, op=NU)
    )
    geopend = open_checkpoint(
        notitie.codeer(), oorsprong=OORSPRONG, log=LOGSLEUTELS, getuigen=GETUIGEN, drempel=2
    )
    assert [geldig.sleutel for geldig in geopend.log] == LOGSLEUTELS
    assert {geldig.sleutel.naam: geldig.tijdstip for geldig in geopend.getuigen} == {
        ARCHIEF.naam: TIJDSTIP,
        FG.naam: TIJDSTIP,
    }


def test_a_log_that_signs_does_not_cosign() -> None:
    with pytest.raises(Sleutelsoort):
        teken_checkpoint(CHECKPOINT, FG)


GETEKEND = teken_checkpoint(CHECKPOINT, LOG)
DUBBELGANGER = Tekensleutel("fg.example/tweede", Soort.MEDEHANDTEKENING, FG.zaad)
EIGEN = Tekensleutel(OORSPRONG, Soort.MEDEHANDTEKENING, LOG.zaad)
AANVALLEN: dict[str, tuple[bytes, dict[str, object], type[Afgekeurd]]] = {
    "signed by nobody known": (onderteken(TEKST, VREEMD).codeer(), {}, GeenBekendeHandtekening),
    "signed by a witness only": (
        onderteken(TEKST, VREEMD).met(FG.medeonderteken(TEKST, op=NU)).codeer(),
        {},
        GeenBekendeHandtekening,
    ),
    "of another log with the same key": (
        teken_checkpoint(replace(CHECKPOINT, oorsprong="logboek.example/ander"), LOG).codeer(),
        {},
        AndereOorsprong,
    ),
    "with another size": (GETEKEND.codeer().replace(b"\n3\n", b"\n4\n"), {}, OnjuisteHandtekening),
    "with an extension line put in": (
        GETEKEND.codeer().replace(b"\n\n", b"\nkers\n\n"),
        {},
        OnjuisteHandtekening,
    ),
    "no witness where one is asked for": (GETEKEND.codeer(), {"drempel": 1}, TeWeinigGetuigen),
    "one witness twice": (
        GETEKEND.met(FG.medeonderteken(TEKST, op=NU), FG.medeonderteken(TEKST, op=NU)).codeer(),
        {"drempel": 2},
        TeWeinigGetuigen,
    ),
    "one witness under two names": (
        GETEKEND.met(FG.medeonderteken(TEKST, op=NU), DUBBELGANGER.medeonderteken(TEKST, op=NU)).codeer(),
        {"drempel": 2, "getuigen": [*GETUIGEN, DUBBELGANGER.controlesleutel]},
        TeWeinigGetuigen,
    ),
    "the log as its own witness": (
        GETEKEND.met(EIGEN.medeonderteken(TEKST, op=NU)).codeer(),
        {"drempel": 1, "getuigen": [EIGEN.controlesleutel]},
        TeWeinigGetuigen,
    ),
    "a witness that is not known": (
        GETEKEND.met(ARCHIEF.medeonderteken(TEKST, op=NU)).codeer(),
        {"drempel": 1, "getuigen": [FG.controlesleutel]},
        TeWeinigGetuigen,
    ),
    "a cosignature of another checkpoint": (
        GETEKEND.met(FG.medeonderteken(replace(CHECKPOINT, grootte=4).tekst, op=NU)).codeer(),
        {},
        OnjuisteHandtekening,
    ),
}


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_a_checkpoint_that_is_not_to_be_trusted_is_named(aanval: str) -> None:
    data, anders, fout = AANVALLEN[aanval]
    vraag: dict[str, object] = {"oorsprong": OORSPRONG, "log": LOGSLEUTELS, "getuigen": GETUIGEN}
    with pytest.raises(fout, match=re.escape((fout.__doc__ or "").partition("\n")[0])):
        open_checkpoint(data, **(vraag | anders))  # type: ignore[arg-type]  # any field, by name
