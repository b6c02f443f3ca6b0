"""What the key of the log signs of a verklaring is never a checkpoint; a strook says nothing by itself."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.checkpoint import lees_checkpoint
from infra.verklaring.ondertekening import KOP, LijktOpCheckpoint, maak_tekst, teken
from infra.verklaring.strook import ZOUT, Bewijsstrook, lees_strook, maak_zout, verbintenis
from tests.infra.logboek.spelers import CHECKPOINT, LOG

REGEL = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=40)


@given(REGEL, REGEL, st.integers(0, 2**63 - 1), st.binary(max_size=64))
def test_no_text_of_a_verklaring_can_be_read_as_a_checkpoint(
    oorsprong: str, nummer: str, grootte: int, inhoud: bytes
) -> None:
    tekst = maak_tekst(oorsprong=oorsprong, nummer=nummer, grootte=grootte, inhoud=inhoud)
    with pytest.raises(Afgekeurd):
        lees_checkpoint(tekst)


def test_a_checkpoint_is_not_signed_as_a_verklaring() -> None:
    with pytest.raises(LijktOpCheckpoint):
        teken(CHECKPOINT.tekst, LOG)


def test_the_text_is_laid_down() -> None:
    tekst = maak_tekst(oorsprong=LOG.naam, nummer="2031-0001", grootte=13, inhoud=b"{}")
    assert tekst == (
        f"{KOP}\noorsprong logboek.example/casus\nnummer 2031-0001\ngrootte 13\n"
        "sha256 RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=\n"
    )
    assert teken(tekst, LOG).controleer([LOG.controlesleutel])


def test_a_salt_follows_from_key_and_stream_alone() -> None:
    zout = maak_zout(b"k" * 32, UUID(int=1))
    assert len(zout) == ZOUT
    assert zout == maak_zout(b"k" * 32, UUID(int=1))
    assert len({zout, maak_zout(b"l" * 32, UUID(int=1)), maak_zout(b"k" * 32, UUID(int=2))}) == 3


def test_a_strook_reads_back_and_gives_the_commitment_of_the_number() -> None:
    strook = lees_strook(Bewijsstrook.van(b"z" * ZOUT).codeer() + b"\n")
    assert strook.verbintenis("C-7KD2M-Q9X4P") == verbintenis(b"z" * ZOUT, "C-7KD2M-Q9X4P")
    assert strook.verbintenis("C-7KD2M-Q9X4R") != strook.verbintenis("C-7KD2M-Q9X4P")
    assert "z" not in repr(strook).replace("zout", "").replace("Bewijsstrook", "").replace("bewijsstrook", "")
