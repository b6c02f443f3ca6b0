"""Signed notes: those of others, and every way in which one can be wrong."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek import Afgekeurd
from infra.logboek.notitie import (
    GROOTSTE_NOTITIE,
    MEESTE_HANDTEKENINGEN,
    DubbeleSleutel,
    GeenBekendeHandtekening,
    Geldig,
    Handtekeningregel,
    Notitie,
    NotitieTeGroot,
    NotitieVorm,
    TeVeelHandtekeningen,
    lees_notitie,
    onderteken,
)
from infra.logboek.sleutels import (
    Controlesleutel,
    GeenBase64,
    Handtekening,
    NotitieTekst,
    OnjuisteHandtekening,
    Sleutelnaam,
    Soort,
    Tekensleutel,
)
from tests.infra.logboek.spelers import CHECKPOINT, FG, LOG, NU, TIJDSTIP, VREEMD
from tests.infra.logboek.test_sleutels import SLEUTELS
from tests.infra.logboek.vectoren import (
    ARCHE_CHECKPOINT,
    ARCHE_OP,
    ARCHE_VKEY,
    C2SP_NOTITIE,
    C2SP_VKEY,
    ENOCH_REGEL,
    ENOCH_VKEY,
    PETER_REGEL,
    PETER_SKEY,
    PETER_TEKST,
    PETER_VKEY,
    REMORA_VKEY,
)

PETER, ENOCH = Controlesleutel.van_vkey(PETER_VKEY), Controlesleutel.van_vkey(ENOCH_VKEY)
PETERS = f"{PETER_TEKST}\n{PETER_REGEL}"
TEKSTEN = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")).map(lambda t: f"{t}\n")


def gecontroleerd(tekst: str, *sleutels: Controlesleutel) -> list[Controlesleutel]:
    return [geldig.sleutel for geldig in lees_notitie(tekst.encode()).controleer(sleutels)]


# --- notes of others ---------------------------------------------------------------------------------------------


def test_the_notes_of_go_are_made_and_read() -> None:
    assert onderteken(PETER_TEKST, Tekensleutel.van_skey(PETER_SKEY)).codeer() == PETERS.encode()
    dubbel = PETERS + ENOCH_REGEL
    assert lees_notitie(dubbel.encode()).tekst == PETER_TEKST
    assert gecontroleerd(PETERS, PETER) == [PETER]
    assert gecontroleerd(dubbel, PETER, ENOCH) == [PETER, ENOCH]
    assert gecontroleerd(dubbel, ENOCH) == [ENOCH]


def test_the_example_of_c2sp_is_read() -> None:
    sleutel = Controlesleutel.van_vkey(C2SP_VKEY)
    assert gecontroleerd(C2SP_NOTITIE, sleutel) == [sleutel]


def test_a_checkpoint_of_a_log_in_use_is_read_with_its_cosignature() -> None:
    arche, remora = Controlesleutel.van_vkey(ARCHE_VKEY), Controlesleutel.van_vkey(REMORA_VKEY)
    notitie = lees_notitie(ARCHE_CHECKPOINT.encode())
    assert len(notitie.handtekeningen) == 3
    assert notitie.controleer([arche, remora]) == (Geldig(arche, None), Geldig(remora, ARCHE_OP))


# --- more signatures ---------------------------------------------------------------------------------------------


def test_a_new_signature_takes_the_place_of_the_older_one_of_its_key() -> None:
    oud = Handtekening(FG.naam, FG.controlesleutel.id, b"an older one")
    notitie = onderteken(CHECKPOINT.tekst, LOG).met(oud)
    nieuw = FG.medeonderteken(CHECKPOINT.tekst, op=NU)
    assert notitie.met(nieuw).handtekeningen == (notitie.handtekeningen[0], nieuw)


def test_a_signature_of_another_key_is_passed_over_also_with_a_known_name_or_id() -> None:
    naamgenoot = VREEMD.onderteken("kers\n")
    zelfde_id = Handtekening("elders", LOG.controlesleutel.id, b"whatever")
    notitie = onderteken("kers\n", LOG).met(naamgenoot, zelfde_id)
    assert naamgenoot.naam == LOG.naam
    assert len(notitie.handtekeningen) == 3
    assert notitie.controleer([LOG.controlesleutel]) == (Geldig(LOG.controlesleutel, None),)


def test_two_signatures_of_one_key_count_once_as_the_first() -> None:
    goed = LOG.onderteken("kers\n")
    assert Notitie("kers\n", (goed, goed)).controleer([LOG.controlesleutel]) == (
        Geldig(LOG.controlesleutel, None),
    )
    later = FG.medeonderteken("kers\n", op=NU.replace(year=2027))
    eerst = FG.medeonderteken("kers\n", op=NU)
    assert Notitie("kers\n", (eerst, later)).controleer([FG.controlesleutel]) == (
        Geldig(FG.controlesleutel, TIJDSTIP),
    )


def test_a_forged_second_signature_of_a_known_key_spoils_the_note() -> None:
    goed = LOG.onderteken("kers\n")
    fout = replace(goed, waarde=bytes(64))
    for handtekeningen in ((goed, fout), (fout, goed)):
        with pytest.raises(OnjuisteHandtekening):
            Notitie("kers\n", handtekeningen).controleer([LOG.controlesleutel])


def test_a_note_without_a_known_key_is_refused() -> None:
    for bekend in ([], [FG.controlesleutel], [VREEMD.controlesleutel]):
        with pytest.raises(GeenBekendeHandtekening):
            onderteken("kers\n", LOG).controleer(bekend)


def test_two_known_keys_that_look_the_same_are_refused() -> None:
    class Botsend(Controlesleutel):
        id = bytes(4)

    een, ander = (Botsend("kers", Soort.NOTITIE, bytes([n]) * 32) for n in (1, 2))
    with pytest.raises(DubbeleSleutel):
        onderteken("kers\n", LOG).controleer([een, ander])
    sleutel = LOG.controlesleutel
    assert onderteken("kers\n", LOG).controleer([sleutel, sleutel]) == (Geldig(sleutel, None),)


# --- attacks -----------------------------------------------------------------------------------------------------

_, _, WAARDE = PETER_REGEL.rstrip("\n").rpartition(" ")
AANVALLEN: dict[str, tuple[str | bytes, type[Afgekeurd]]] = {
    "a changed letter": (PETERS.replace("problem,", "Problem,"), OnjuisteHandtekening),
    "a text cut short": (PETERS.replace("then you", "you"), OnjuisteHandtekening),
    "a line more": (PETERS.replace("\n\n", "\nkers\n\n"), OnjuisteHandtekening),
    "an empty line more": (PETERS.replace("\n\n", "\n\n\n"), OnjuisteHandtekening),
    "a forged signature": (PETERS.replace("x08go/ZJ", "x08go/ZK"), OnjuisteHandtekening),
    "the name of another key": (PETERS.replace("PeterN", "PetraN"), GeenBekendeHandtekening),
    "the id of another key": (PETERS.replace("x08g", "y08g"), GeenBekendeHandtekening),
    "nothing": ("", NotitieVorm),
    "only a text": (PETER_TEKST, NotitieVorm),
    "no signatures": (f"{PETER_TEKST}\n", NotitieVorm),
    "only a signature": (PETER_REGEL, NotitieVorm),
    "no newline at the end": (PETERS.removesuffix("\n"), NotitieVorm),
    "no empty line": (PETER_TEKST + PETER_REGEL, NotitieVorm),
    "an empty line after the signatures": (f"{PETERS}\n", NotitieVorm),
    "a text after the signatures": (f"{PETERS}kers\n", Handtekeningregel),
    "a hyphen for the em dash": (PETERS.replace("— ", "- "), Handtekeningregel),
    "an en dash for the em dash": (PETERS.replace("— ", "– "), Handtekeningregel),
    "no space after the dash": (PETERS.replace("— ", "—"), Handtekeningregel),
    "a space in front": (PETERS.replace("— ", " — "), Handtekeningregel),
    "two spaces after the dash": (PETERS.replace("— ", "—  "), GeenBase64),
    "two spaces after the name": (PETERS.replace("mann x", "mann  x"), GeenBase64),
    "a space at the end": (PETERS.removesuffix("\n") + " \n", GeenBase64),
    "no name": (PETERS.replace("PeterNeumann ", ""), Handtekeningregel),
    "no base64": (PETERS.replace(f" {WAARDE}", ""), Handtekeningregel),
    "only a key id": (PETERS.replace(WAARDE, "x08gow=="), Handtekeningregel),
    "base64 without padding": (PETERS.replace("=", ""), GeenBase64),
    "base64 with bits left": (PETERS.replace("nAM=", "nAN="), GeenBase64),
    "a plus in the name": (PETERS.replace("PeterN", "Peter+N"), Sleutelnaam),
    "a no-break space in the name": (PETERS.replace("PeterN", "Peter\xa0N"), Sleutelnaam),
    "a line separator in the name": (PETERS.replace("PeterN", "Peter\u2028N"), Sleutelnaam),
    "CRLF": (PETERS.replace("\n", "\r\n"), NotitieVorm),
    "CRLF in the text": (PETERS.replace("problem,\n", "problem,\r\n"), NotitieTekst),
    "CRLF after the signature": (PETERS.removesuffix("\n") + "\r\n", NotitieTekst),
    "a tab": (PETERS.replace("If you", "If\tyou"), NotitieTekst),
    "a NUL": (PETERS.replace("If you", "If\0you"), NotitieTekst),
    "an escape": (PETERS.replace("If you", "If\x1b[2Jyou"), NotitieTekst),
    "no UTF-8": (PETERS.encode() + b"\xff\n", NotitieTekst),
    "half a character": (PETERS.encode().replace("—".encode(), b"\xe2\x80"), NotitieTekst),
    "a surrogate": (PETERS.encode().replace(b"If", b"\xed\xa0\x80"), NotitieTekst),
    "UTF-16": (PETERS.encode("utf-16"), NotitieTekst),
    "a huge note": (f"{'kers' * (GROOTSTE_NOTITIE // 4)}\n\n{PETER_REGEL}", NotitieTeGroot),
    "a thousand signatures": (PETERS + PETER_REGEL * 1000, TeVeelHandtekeningen),
}


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_a_note_that_is_wrong_is_named(aanval: str) -> None:
    data, fout = AANVALLEN[aanval]
    with pytest.raises(fout) as gevangen:
        lees_notitie(data.encode() if isinstance(data, str) else data).controleer([PETER])
    assert len(str(gevangen.value)) < 500


@pytest.mark.parametrize("lengte", range(len(PETERS.encode())))
def test_a_note_cut_short_anywhere_is_refused(lengte: int) -> None:
    with pytest.raises(Afgekeurd):
        lees_notitie(PETERS.encode()[:lengte]).controleer([PETER])


def test_as_many_signatures_as_are_allowed_are_read() -> None:
    regels = "".join(
        Handtekening(f"elders/{n}", bytes(4), bytes(5000)).regel for n in range(MEESTE_HANDTEKENINGEN - 1)
    )
    assert gecontroleerd(PETERS + regels, PETER) == [PETER]
    with pytest.raises(TeVeelHandtekeningen):
        lees_notitie((PETERS + PETER_REGEL * MEESTE_HANDTEKENINGEN).encode())


def test_an_error_says_what_was_expected_and_what_was_found() -> None:
    with pytest.raises(NotitieTekst) as gevangen:
        lees_notitie(PETERS.replace("If you", "If\tyou").encode())
    assert (gevangen.value.verwacht, gevangen.value.gevonden) == ("no control character", "'\\t' at 2")
    assert "Expected no control character, found '\\t' at 2." in str(gevangen.value)


# --- whatever the text -------------------------------------------------------------------------------------------


@given(tekst=TEKSTEN, sleutels=st.lists(SLEUTELS, min_size=1, max_size=4))
def test_a_note_comes_back_as_it_was(tekst: str, sleutels: list[Tekensleutel]) -> None:
    handtekeningen = tuple(
        sleutel.onderteken(tekst) if sleutel.soort is Soort.NOTITIE else sleutel.medeonderteken(tekst, op=NU)
        for sleutel in sleutels
    )
    notitie = Notitie(tekst, handtekeningen)
    assert lees_notitie(notitie.codeer()) == notitie
    bekend = [sleutel.controlesleutel for sleutel in sleutels]
    assert [geldig.sleutel for geldig in notitie.controleer(bekend)] == list(dict.fromkeys(bekend))


@given(
    data=st.binary(max_size=60)
    | st.lists(st.sampled_from(["\n", "— ", "kers", " ", "AAAAAAA=", "\r", "+"])).map(
        lambda delen: "".join(delen).encode()
    )
)
def test_whatever_reads_writes_back_the_same(data: bytes) -> None:
    try:
        notitie = lees_notitie(data)
    except Afgekeurd:
        return
    assert notitie.codeer() == data
