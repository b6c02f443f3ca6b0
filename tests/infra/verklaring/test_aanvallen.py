"""Every change of a verklaring is found, and told by its kind and place."""

import time
from collections.abc import Callable

import orjson
import pytest

from infra.logboek.uitslag import GeenBundel, Onjuist, Soort
from infra.verklaring.omslag import GROOTSTE_VERKLARING
from infra.verklaring.verifieer import Gegeven, verifieer
from tests.infra.verklaring.aanvallen import ONDERTEKEND, PLEKKEN, RUW, Aanval, met_een_ander
from tests.infra.verklaring.verklaringen import SLEUTELS, getekend, omslag, vervalst

MET_SLEUTEL = Gegeven(SLEUTELS.encode())
GOED = omslag().codeer()


@pytest.mark.parametrize("pad", PLEKKEN, ids=lambda pad: ".".join(map(str, pad[1:])))
def test_no_value_can_be_another(pad: tuple[str | int, ...]) -> None:
    with pytest.raises(Onjuist) as fout:
        verifieer(met_een_ander(pad), MET_SLEUTEL)
    assert fout.value.soort in {Soort.GEWIJZIGD, Soort.MISVORMD, Soort.HANDTEKENING}
    assert fout.value.waar


@pytest.mark.parametrize("aanval", ONDERTEKEND, ids=lambda aanval: aanval.naam)
def test_what_the_log_itself_signed_must_hold_together(aanval: Aanval) -> None:
    with pytest.raises(Onjuist) as fout:
        verifieer(getekend(aanval.wijzig), MET_SLEUTEL)
    assert (fout.value.soort, fout.value.waar) == (aanval.soort, aanval.waar)
    assert fout.value.regels()[0].startswith("NIET IN ORDE")


@pytest.mark.parametrize("aanval", ONDERTEKEND, ids=lambda aanval: aanval.naam)
def test_what_was_changed_after_signing_is_told_with_its_place(aanval: Aanval) -> None:
    with pytest.raises(Onjuist) as fout:
        verifieer(vervalst(aanval.wijzig), MET_SLEUTEL)
    assert fout.value.soort is Soort.GEWIJZIGD
    assert fout.value.waar == aanval.waar


def _zonder(naam: str) -> bytes:
    return orjson.dumps({n: w for n, w in RUW.items() if n != naam}, option=orjson.OPT_SORT_KEYS)


def _met(**anders: object) -> bytes:
    return orjson.dumps({**RUW, **anders}, option=orjson.OPT_SORT_KEYS)


def _inhoud(**anders: object) -> bytes:
    return _met(inhoud={**RUW["inhoud"], **anders})


@pytest.mark.parametrize(
    ("data", "soort", "waar"),
    [
        (b"", Soort.MISVORMD, "verklaring"),
        (b"\x00" * 100, Soort.MISVORMD, "verklaring"),
        (b"%PDF-1.7", Soort.MISVORMD, "verklaring"),
        (b"\xff\xfe{\x00}\x00", Soort.MISVORMD, "verklaring"),
        (b"\xef\xbb\xbf" + GOED, Soort.MISVORMD, "verklaring"),
        (GOED.decode().encode("utf-16"), Soort.MISVORMD, "verklaring"),
        (GOED[:-1], Soort.MISVORMD, "verklaring"),
        (b"[" * 100_000, Soort.MISVORMD, "verklaring"),
        (b"[" * 900 + b"]" * 900, Soort.MISVORMD, "verklaring"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, Soort.MISVORMD, "verklaring"),
        (b"null", Soort.MISVORMD, "verklaring"),
        (b"[]", Soort.MISVORMD, "verklaring"),
        (b"{}", Soort.ONTBREEKT, "verklaring.formaat"),
        (b'{"formaat":NaN}', Soort.MISVORMD, "verklaring"),
        (GOED + b"\n", Soort.MISVORMD, f"verklaring, byte {len(GOED)}"),
        (b" " + GOED, Soort.MISVORMD, "verklaring, byte 0"),
        (
            GOED.replace(b'{"formaat":', b'{"formaat":"x","formaat":', 1),
            Soort.MISVORMD,
            "verklaring, byte 12",
        ),
        (GOED.replace(b"casus-verk", b"\\u0063asus-verk", 1), Soort.MISVORMD, "verklaring, byte 12"),
        (_zonder("sleutels"), Soort.ONTBREEKT, "verklaring.sleutels"),
        (_met(extra=1), Soort.TOEGEVOEGD, "verklaring.extra"),
        (_met(formaat="casus-verklaring/v2"), Soort.MISVORMD, "formaat"),
        (_met(sleutels="kers"), Soort.MISVORMD, "sleutels"),
        (_met(ondertekening="kers"), Soort.MISVORMD, "ondertekening"),
        (_inhoud(naam="Mees Voorbeeldman"), Soort.TOEGEVOEGD, "verklaring.inhoud.naam"),
        (_inhoud(versie=1.0), Soort.MISVORMD, "verklaring.inhoud.versie"),
        (_inhoud(versie=True), Soort.MISVORMD, "verklaring.inhoud.versie"),
        (_inhoud(versie=-1), Soort.MISVORMD, "verklaring.inhoud.versie"),
        (_inhoud(versie=2**53), Soort.MISVORMD, "verklaring.inhoud.versie"),
        (_inhoud(nummer=None), Soort.MISVORMD, "verklaring.inhoud.nummer"),
        (_inhoud(uitkomst="prima"), Soort.MISVORMD, "verklaring.inhoud.uitkomst"),
        (_inhoud(gemaakt_op="2031-03-20T12:00:00"), Soort.MISVORMD, "verklaring.inhoud.gemaakt_op"),
        (_inhoud(gemaakt_op="2031-03-20T13:00:00+01:00"), Soort.MISVORMD, "verklaring.inhoud.gemaakt_op"),
        (_inhoud(gemaakt_op="2031-03-20T12:00:00Z"), Soort.MISVORMD, "verklaring.inhoud.gemaakt_op"),
        (_inhoud(systemen={}), Soort.MISVORMD, "verklaring.inhoud.systemen"),
        (_inhoud(bewijst_niet=["x", 1]), Soort.MISVORMD, "verklaring.inhoud.bewijst_niet[1]"),
    ],
)
def test_what_is_no_verklaring_is_told_where(data: bytes, soort: Soort, waar: str) -> None:
    sleutels = None if waar == "sleutels" else SLEUTELS.encode()
    with pytest.raises(Onjuist) as fout:
        verifieer(data, Gegeven(sleutels))
    assert (fout.value.soort, fout.value.waar) == (soort, waar)


def test_a_huge_file_is_not_read() -> None:
    with pytest.raises(GeenBundel, match="groter dan"):
        verifieer(b"\x00" * (GROOTSTE_VERKLARING + 1))


@pytest.mark.parametrize("sleutels", [b"", b"kers", b"\xff", b"\n"])
def test_a_key_file_that_is_none_is_not_judged_with(sleutels: bytes) -> None:
    with pytest.raises(GeenBundel, match="sleutelbestand"):
        verifieer(GOED, Gegeven(sleutels))


@pytest.mark.parametrize(
    "wijzig",
    [lambda tekst: tekst.replace("0", "\x1b[31m"), lambda tekst: tekst + "\u202e" * 500],
    ids=["escapes", "right to left"],
)
def test_what_it_says_of_itself_cannot_paint_the_screen(wijzig: Callable[[str], str]) -> None:
    with pytest.raises(Onjuist) as fout:
        verifieer(_inhoud(nummer=wijzig("2031-0001")), MET_SLEUTEL)
    assert all(regel.isprintable() for regel in fout.value.regels())


def test_many_repetitions_cost_little() -> None:
    """Sorted input and one walk: no rule is quadratic in what a forger writes down."""
    feiten = [{**RUW["inhoud"]["bewijs"]["feiten"][0]} for _ in range(20_000)]
    bewijs = {**RUW["inhoud"]["bewijs"], "feiten": feiten}
    data = _inhoud(bewijs=bewijs, verbintenissen=["0" * 64] * 20_000)
    begin = time.monotonic()
    with pytest.raises(Onjuist):
        verifieer(data, MET_SLEUTEL)
    assert time.monotonic() - begin < 20
