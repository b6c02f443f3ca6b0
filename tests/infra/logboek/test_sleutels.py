"""Keys of signed notes: the texts they are given in, and what they sign."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.sleutels import (
    AndereSleutelId,
    Controlesleutel,
    GeenBase64,
    Handtekening,
    NotitieTekst,
    OnjuisteHandtekening,
    Sleutelnaam,
    Sleutelsoort,
    Sleutelvorm,
    Soort,
    Tekensleutel,
    TijdBuitenBereik,
    lees_base64,
    nieuwe_tekensleutel,
    schrijf_base64,
)
from tests.infra.logboek.spelers import CHECKPOINT, FG, LOG, NU, TIJDSTIP, VREEMD
from tests.infra.logboek.vectoren import (
    ARCHE_VKEY,
    C2SP_VKEY,
    ENOCH_VKEY,
    PETER_REGEL,
    PETER_SKEY,
    PETER_TEKST,
    PETER_VKEY,
    REMORA_VKEY,
)

NAMEN = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="+"), min_size=1
).filter(lambda naam: not any(teken.isspace() for teken in naam))
SLEUTELS = st.builds(
    Tekensleutel, naam=NAMEN, soort=st.sampled_from(Soort), zaad=st.binary(min_size=32, max_size=32)
)


@pytest.mark.parametrize("vkey", [PETER_VKEY, ENOCH_VKEY, C2SP_VKEY, ARCHE_VKEY, REMORA_VKEY])
def test_public_keys_of_others_read_and_write_as_they_were(vkey: str) -> None:
    assert Controlesleutel.van_vkey(vkey).vkey == vkey


def test_the_private_key_of_go_signs_what_go_signed() -> None:
    sleutel = Tekensleutel.van_skey(PETER_SKEY)
    assert sleutel.skey == PETER_SKEY
    assert sleutel.controlesleutel.vkey == PETER_VKEY
    assert sleutel.onderteken(PETER_TEKST).regel == PETER_REGEL


def test_no_piece_and_no_neighbour_of_a_public_key_reads() -> None:
    """The same manglings as in the test of sumdb/note."""
    stukken = {PETER_VKEY[i:j] for i in range(len(PETER_VKEY)) for j in range(i + 1, len(PETER_VKEY) + 1)}
    buren = {PETER_VKEY[:i] + chr(ord(teken) + 1) + PETER_VKEY[i + 1 :] for i, teken in enumerate(PETER_VKEY)}
    for tekst in (stukken | buren) - {PETER_VKEY}:
        with pytest.raises(Afgekeurd):
            Controlesleutel.van_vkey(tekst)


SLEUTELAANVALLEN = {
    "another key under this id": (
        PETER_VKEY[:-4] + "0000",
        AndereSleutelId,
    ),
    "another name under this id": (PETER_VKEY.replace("Peter", "Petra"), AndereSleutelId),
    "an id in capitals": (PETER_VKEY.replace("c74f20a3", "C74F20A3"), AndereSleutelId),
    "an unknown type, with its own id": (
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        Sleutelsoort,
    ),
    "a key too long, with its own id": (
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEQ==",
        Sleutelvorm,
    ),
    "no key": ("PeterNeumann+c74f20a3+", Sleutelvorm),
    "no id": ("PeterNeumann", Sleutelvorm),
    "no name": (PETER_VKEY.removeprefix("PeterNeumann"), Sleutelnaam),
    "a space in the name": (PETER_VKEY.replace("rN", "r N"), Sleutelnaam),
    "a no-break space in the name": (PETER_VKEY.replace("rN", "r\xa0N"), Sleutelnaam),
    "a newline in the name": (PETER_VKEY.replace("rN", "r\nN"), Sleutelnaam),
    "a newline after the key": (f"{PETER_VKEY}\n", GeenBase64),
    "base64 for in an address": (PETER_VKEY.replace("/", "_"), GeenBase64),
    "a private key": (PETER_SKEY, Sleutelvorm),
}


@pytest.mark.parametrize("aanval", SLEUTELAANVALLEN)
def test_a_public_key_that_is_not_one_is_named(aanval: str) -> None:
    tekst, fout = SLEUTELAANVALLEN[aanval]
    with pytest.raises((fout, GeenBase64) if fout is Sleutelvorm else fout):
        Controlesleutel.van_vkey(tekst)


@given(sleutel=SLEUTELS)
def test_keys_come_back_as_they_were(sleutel: Tekensleutel) -> None:
    assert Tekensleutel.van_skey(sleutel.skey) == sleutel
    publiek = sleutel.controlesleutel
    assert Controlesleutel.van_vkey(publiek.vkey) == publiek
    assert len(publiek.id) == 4


def test_a_fresh_key_is_another_each_time() -> None:
    een, ander = (nieuwe_tekensleutel("kers", Soort.NOTITIE) for _ in range(2))
    assert een.controlesleutel != ander.controlesleutel


@pytest.mark.parametrize(
    "skey",
    [
        PETER_SKEY.replace("c74f20a3", "c74f20a4"),
        PETER_SKEY.replace("PRIVATE+KEY+", ""),
        PETER_SKEY.replace("Neumann", "+"),
        PETER_SKEY[:-1],
        f"{PETER_SKEY}AAAA",
        PETER_SKEY.replace("+AYEK", "+BgEK"),
    ],
)
def test_a_private_key_that_does_not_read_is_not_told(skey: str) -> None:
    with pytest.raises((Sleutelvorm, AndereSleutelId, Sleutelsoort)) as gevangen:
        Tekensleutel.van_skey(skey)
    fout: BaseException | None = gevangen.value
    while fout is not None:
        assert "ALVFGyNh" not in f"{fout!r} {vars(fout)}"
        fout = fout.__context__


def test_a_private_key_never_shows_itself() -> None:
    assert repr(LOG.zaad) not in repr(LOG)


def test_a_cosignature_carries_its_time_and_covers_it() -> None:
    regel = FG.medeonderteken(CHECKPOINT.tekst, op=NU)
    assert regel.waarde[:8] == TIJDSTIP.to_bytes(8)
    assert FG.controlesleutel.controleer(CHECKPOINT.tekst, regel) == TIJDSTIP
    later = replace(regel, waarde=(TIJDSTIP + 1).to_bytes(8) + regel.waarde[8:])
    with pytest.raises(OnjuisteHandtekening):
        FG.controlesleutel.controleer(CHECKPOINT.tekst, later)


def test_a_cosignature_is_what_the_specification_signs() -> None:
    bericht = f"cosignature/v1\ntime {TIJDSTIP}\n{CHECKPOINT.tekst}"
    gewoon = Tekensleutel(FG.naam, Soort.NOTITIE, FG.zaad)
    assert FG.medeonderteken(CHECKPOINT.tekst, op=NU).waarde[8:] == gewoon.onderteken(bericht).waarde
    assert FG.controlesleutel.id != gewoon.controlesleutel.id


HANDTEKENING = LOG.onderteken("kers\n")
ONJUIST = {
    "over another text": (HANDTEKENING, "peer\n"),
    "over a text with an empty line more": (HANDTEKENING, "kers\n\n"),
    "a changed bit": (
        replace(HANDTEKENING, waarde=bytes([HANDTEKENING.waarde[0] ^ 1]) + HANDTEKENING.waarde[1:]),
        "kers\n",
    ),
    "a byte too few": (replace(HANDTEKENING, waarde=HANDTEKENING.waarde[:-1]), "kers\n"),
    "a byte too many": (replace(HANDTEKENING, waarde=HANDTEKENING.waarde + b"\0"), "kers\n"),
    "by another key under this id": (
        replace(VREEMD.onderteken("kers\n"), sleutel_id=LOG.controlesleutel.id),
        "kers\n",
    ),
    "under another name": (replace(HANDTEKENING, naam="peer"), "kers\n"),
    "under another id": (replace(HANDTEKENING, sleutel_id=bytes(4)), "kers\n"),
}


@pytest.mark.parametrize("aanval", ONJUIST)
def test_a_signature_that_is_not_of_this_key_over_this_text_is_refused(aanval: str) -> None:
    handtekening, tekst = ONJUIST[aanval]
    LOG.controlesleutel.controleer("kers\n", HANDTEKENING)
    with pytest.raises(OnjuisteHandtekening):
        LOG.controlesleutel.controleer(tekst, handtekening)


@pytest.mark.parametrize(
    ("waarde", "fout"),
    [(b"", OnjuisteHandtekening), (b"\0" * 8, OnjuisteHandtekening), (b"\xff" * 72, TijdBuitenBereik)],
)
def test_a_cosignature_that_is_none_is_refused(waarde: bytes, fout: type[Afgekeurd]) -> None:
    sleutel = FG.controlesleutel
    with pytest.raises(fout):
        sleutel.controleer(CHECKPOINT.tekst, Handtekening(sleutel.naam, sleutel.id, waarde))


def test_each_key_signs_only_what_it_is_for() -> None:
    with pytest.raises(Sleutelsoort):
        FG.onderteken(CHECKPOINT.tekst)
    with pytest.raises(Sleutelsoort):
        LOG.medeonderteken(CHECKPOINT.tekst, op=NU)
    with pytest.raises(TijdBuitenBereik):
        FG.medeonderteken(CHECKPOINT.tekst, op=datetime(1969, 12, 31, tzinfo=UTC))
    for tekst in ("", "kers", "kers\r\n", "ke\trs\n", "ke\x00rs\n", "\ud800\n"):
        with pytest.raises(NotitieTekst):
            LOG.onderteken(tekst)


def test_a_key_has_thirty_two_bytes() -> None:
    with pytest.raises(Sleutelvorm):
        Tekensleutel("kers", Soort.NOTITIE, bytes(31))
    with pytest.raises(Sleutelvorm):
        Controlesleutel("kers", Soort.NOTITIE, bytes(33))


@given(waarde=st.binary())
def test_base64_comes_back(waarde: bytes) -> None:
    assert lees_base64(schrijf_base64(waarde)) == waarde


@pytest.mark.parametrize(
    "tekst", ["YQ", "YR==", "YQ==\n", "YQ= =", "Y-==", "Y_==", "YQ==YQ==", "é", "=", " "]
)
def test_base64_has_one_form(tekst: str) -> None:
    with pytest.raises(GeenBase64):
        lees_base64(tekst)
