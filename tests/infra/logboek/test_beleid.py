"""A policy: what it asks of a checkpoint, and each way in which a file is none, by its line."""

from collections.abc import Collection
from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek.beleid import (
    GROOTSTE_BELEID,
    Beleid,
    BeleidFout,
    Beleidsregel,
    Beleidssleutel,
    Beleidsteken,
    Beleidswoord,
    BeleidTeGroot,
    GeenQuorum,
    Groepsdrempel,
    LidTweemaal,
    NaamTweemaal,
    OnbekendeNaam,
    SleutelTweemaal,
    TeVeelRegels,
    TweeQuorums,
    lees_beleid,
)
from infra.logboek.sleutels import Controlesleutel, Soort, Tekensleutel
from tests.infra.logboek.spelers import ARCHIEF, FG, LOG


def getuigesleutel(nummer: int) -> Controlesleutel:
    """The public key of a made-up witness."""
    naam = f"getuige.example/{nummer}"
    return Tekensleutel(naam, Soort.MEDEHANDTEKENING, bytes([nummer]) * 32).controlesleutel


X1, X2, X3, Y1, Y2 = (getuigesleutel(nummer) for nummer in range(1, 6))
TWEE_HUIZEN = f"""\
# two houses
log {LOG.controlesleutel.vkey} https://casus.example/

witness X1 {X1.vkey}
\twitness  X2\t{X2.vkey} https://x2.example/getuige
witness X3 {X3.vkey}
group X 2 X1 X2 X3
witness Y1 {Y1.vkey}
witness Y2 {Y2.vkey}
group Y any Y1 Y2
   # both of them
group X-and-Y all X Y
quorum X-and-Y
"""


def beleid(tekst: str) -> Beleid:
    return lees_beleid(tekst.encode())


def test_logs_and_witnesses_are_read_with_where_they_are() -> None:
    gelezen = beleid(TWEE_HUIZEN)
    assert [(log.sleutel, log.url) for log in gelezen.logs] == [
        (LOG.controlesleutel, "https://casus.example/")
    ]
    assert [g.sleutel for g in gelezen.getuigen.values()] == [X1, X2, X3, Y1, Y2]
    assert [g.url for g in gelezen.getuigen.values() if g.url] == ["https://x2.example/getuige"]
    assert gelezen.noemt_log(LOG.controlesleutel)
    assert not gelezen.noemt_log(X1)
    assert beleid("quorum none").noemt_log(LOG.controlesleutel)


def genoeg(wie: Collection[Controlesleutel]) -> bool:
    """The same rule in Python: two of three in one house, and one of two in the other."""
    return len({X1, X2, X3}.intersection(wie)) >= 2 and bool({Y1, Y2}.intersection(wie))


def test_the_quorum_counts_groups_of_groups() -> None:
    gelezen = beleid(TWEE_HUIZEN)
    alle = [X1, X2, X3, Y1, Y2, FG.controlesleutel]
    for hoeveel in range(len(alle) + 1):
        for wie in combinations(alle, hoeveel):
            assert gelezen.bereikt(wie) == genoeg(wie)


def test_one_witness_can_be_the_quorum_and_none_asks_for_nobody() -> None:
    een = beleid(f"witness fg {FG.controlesleutel.vkey}\nquorum fg\n")
    assert een.bereikt([FG.controlesleutel])
    assert not een.bereikt([ARCHIEF.controlesleutel])
    assert beleid("quorum none\n").bereikt([])


def test_a_key_of_the_same_bytes_under_another_name_is_not_the_witness() -> None:
    ander = Controlesleutel("ander.example/getuige", Soort.MEDEHANDTEKENING, FG.controlesleutel.publiek)
    assert not beleid(f"witness fg {FG.controlesleutel.vkey}\nquorum fg\n").bereikt([ander])


def test_names_are_octets_and_need_not_be_utf_8() -> None:
    tekst = b"witness \xff " + X1.vkey.encode() + b"\nwitness \xfe " + X2.vkey.encode() + b"\nquorum \xff\n"
    gelezen = lees_beleid(tekst)
    assert gelezen.bereikt([X1])
    assert not gelezen.bereikt([X2])


def test_a_last_line_without_its_newline_counts() -> None:
    assert beleid(f"witness fg {FG.controlesleutel.vkey}\nquorum fg").quorum == "fg"


def test_32_logs_witnesses_and_groups_fit() -> None:
    logs = "".join(
        f"log {Tekensleutel(f'log.example/{n}', Soort.NOTITIE, bytes([n]) * 32).controlesleutel.vkey}\n"
        for n in range(100, 132)
    )
    getuigen = "".join(f"witness w{n} {getuigesleutel(n).vkey}\n" for n in range(32))
    groepen = "".join(f"group g{n} all w{n}\n" for n in range(32))
    assert len(beleid(f"{logs}{getuigen}{groepen}quorum g31\n").groepen) == 32


FGREGEL = f"witness fg {FG.controlesleutel.vkey}\n"
LOG_ALS_GETUIGE = Controlesleutel("ik", Soort.MEDEHANDTEKENING, LOG.controlesleutel.publiek)
FOUTEN: dict[str, tuple[str, type[BeleidFout], int | None]] = {
    "nothing": ("", GeenQuorum, None),
    "no quorum": (FGREGEL, GeenQuorum, None),
    "two quorums": ("quorum none\n\nquorum none\n", TweeQuorums, 3),
    "an unknown word": ("# kers\nWitness fg kers\n", Beleidswoord, 2),
    "a comment behind something": ("quorum none # kers\n", Beleidsregel, 1),
    "a line end of Windows": ("quorum none\r\n", Beleidsteken, 1),
    "a NUL": ("\nquorum no\x00ne\n", Beleidsteken, 2),
    "a no-break space between items": ("quorum\u00a0none\n", Beleidswoord, 1),
    "a log without a key": ("log\n", Beleidsregel, 1),
    "a log with too much": (f"log {LOG.controlesleutel.vkey} a b\n", Beleidsregel, 1),
    "a witness without a name": (f"witness {FG.controlesleutel.vkey}\n", Beleidsregel, 1),
    "a key that is none": ("log kers\n", Beleidssleutel, 1),
    "a key with another id": (FGREGEL.replace(FG.controlesleutel.id.hex(), "00000000"), Beleidssleutel, 1),
    "the key of a log as a witness": (f"witness fg {LOG.controlesleutel.vkey}\n", Beleidssleutel, 1),
    "the key of a witness as a log": (f"log {FG.controlesleutel.vkey}\n", Beleidssleutel, 1),
    "the same witness twice": (f"{FGREGEL}{FGREGEL.replace(' fg ', ' gf ')}", SleutelTweemaal, 2),
    "the same log twice": (f"log {LOG.controlesleutel.vkey}\n" * 2, SleutelTweemaal, 2),
    "a log as its own witness": (
        f"log {LOG.controlesleutel.vkey}\nwitness ik {LOG_ALS_GETUIGE.vkey}\n",
        SleutelTweemaal,
        2,
    ),
    "a name twice": (f"{FGREGEL}witness fg {ARCHIEF.controlesleutel.vkey}\n", NaamTweemaal, 2),
    "a group named as a witness": (f"{FGREGEL}group fg all fg\n", NaamTweemaal, 2),
    "a witness named none": (FGREGEL.replace(" fg ", " none "), NaamTweemaal, 1),
    "a quorum of somebody unknown": (f"{FGREGEL}quorum archief\n", OnbekendeNaam, 2),
    "a quorum of somebody who comes later": (f"quorum fg\n{FGREGEL}", OnbekendeNaam, 1),
    "a member that is unknown": (f"{FGREGEL}group g all fg gf\n", OnbekendeNaam, 2),
    "a member named none": (f"{FGREGEL}group g all none\n", OnbekendeNaam, 2),
    "a group in itself": (f"{FGREGEL}group g all g\n", OnbekendeNaam, 2),
    "a member twice in a group": (f"{FGREGEL}group g all fg fg\n", LidTweemaal, 2),
    "a member of two groups": (f"{FGREGEL}group g all fg\ngroup h all fg\n", LidTweemaal, 3),
    "a group of nobody": ("group g all\n", Beleidsregel, 1),
    "a threshold of nought": (f"{FGREGEL}group g 0 fg\n", Groepsdrempel, 2),
    "a threshold above its members": (f"{FGREGEL}group g 2 fg\n", Groepsdrempel, 2),
    "a threshold that is no number": (f"{FGREGEL}group g een fg\n", Groepsdrempel, 2),
    "a threshold with a zero in front": (f"{FGREGEL}group g 01 fg\n", Groepsdrempel, 2),
    "too many witnesses": (
        "".join(f"witness w{n} {getuigesleutel(n).vkey}\n" for n in range(65)),
        TeVeelRegels,
        65,
    ),
    "a huge file": ("#" * (GROOTSTE_BELEID + 1), BeleidTeGroot, None),
}


@pytest.mark.parametrize("wat", FOUTEN)
def test_what_is_wrong_is_named_with_its_line(wat: str) -> None:
    tekst, soort, regel = FOUTEN[wat]
    with pytest.raises(BeleidFout) as fout:
        beleid(tekst)
    assert (type(fout.value), fout.value.regel) == (soort, regel)
    assert str(fout.value).startswith("" if regel is None else f"Line {regel}: ")


def test_a_key_with_octets_that_are_no_utf_8_is_refused_by_its_line() -> None:
    with pytest.raises(Beleidssleutel):
        lees_beleid(b"log \xff+00000000+" + LOG.controlesleutel.vkey.rpartition("+")[2].encode())


@given(
    st.binary(max_size=300)
    | st.text(alphabet="loggroupwitnessquorum none#\n\t 0129+", max_size=200).map(str.encode)
)
def test_whatever_the_file_holds_it_is_a_policy_or_a_named_fault(data: bytes) -> None:
    with suppress(BeleidFout):
        lees_beleid(data).bereikt([])
