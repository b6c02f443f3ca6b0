"""Searching bytes for many needles at once finds each of them, wherever it lies and however it is written out."""

import base64
import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.nacontrole.naald import BROK, LENGTE, OMZICHT, Naalden, Spoor, Zoeker, nummermerk
from infra.nacontrole.spoorsoort import Spoorsoort

ZOUT = bytes(32)
TOEVAL = random.Random(5)  # noqa: S311 bytes to search in
NAALD = TOEVAL.randbytes(LENGTE)
NUMMER = "C-7KD2M-Q9X4P"


def _zoeker(*merken: bytes) -> Zoeker:
    return Zoeker(
        Naalden({merk: Spoor(Spoorsoort.CIJFERTEKST, nr, None) for nr, merk in enumerate(merken)}, ZOUT)
    )


def _vind(zoeker: Zoeker, *brokken: bytes) -> list[int]:
    return [treffer.spoor.eenheid for treffer in zoeker.doorzoek(brokken)]


@given(voor=st.binary(max_size=2000), na=st.binary(max_size=2000), knip=st.integers(0, 4000))
def test_a_needle_is_found_once_at_every_place_and_across_every_cut(
    voor: bytes, na: bytes, knip: int
) -> None:
    hooi = voor.replace(NAALD, b"") + NAALD + na.replace(NAALD, b"")
    assert _vind(_zoeker(NAALD), hooi[:knip], hooi[knip:]) == [0]


@pytest.mark.parametrize("stap", [1, 2, 4, 8])
def test_the_step_changes_nothing_in_what_is_found(stap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    merken = [TOEVAL.randbytes(LENGTE) for _ in range(50)]
    monkeypatch.setattr("infra.nacontrole.naald.MEESTE_VENSTERS", 50 * stap)
    zoeker = _zoeker(*merken)
    assert zoeker.stap == stap
    hooi = b"".join(TOEVAL.randbytes(TOEVAL.randrange(40)) + merk for merk in merken)
    assert sorted(_vind(zoeker, hooi)) == list(range(50))


def test_the_steps_are_as_large_as_the_windows_allow() -> None:
    assert _zoeker(NAALD).stap == 8


@pytest.mark.parametrize(
    "geschreven",
    [
        NAALD.hex().encode(),
        NAALD.hex().upper().encode(),
        str(UUID(bytes=NAALD)).encode(),
        str(UUID(bytes=NAALD)).upper().encode(),
        base64.b64encode(NAALD),
        base64.b64encode(NAALD + b"en nog wat erachter"),
        b"\\x" + NAALD.hex().encode() + b"00ff",
    ],
)
@pytest.mark.parametrize("schuif", [0, 1, 7])
def test_it_is_found_written_out_as_well(geschreven: bytes, schuif: int) -> None:
    hooi = b"." * (BROK - OMZICHT - 10 + schuif) + b'"' + geschreven + b'"' + b"." * 50
    assert _vind(_zoeker(NAALD), hooi[:BROK], hooi[BROK:]) == [0]


def test_what_follows_a_finding_comes_along_in_its_raw_form() -> None:
    geheel = NAALD + b"de rest van de tekst"
    for hooi in (geheel, geheel.hex().encode(), base64.b64encode(geheel)):
        (treffer,) = _zoeker(NAALD).doorzoek([hooi])
        assert treffer.vervolg.startswith(geheel)


def test_a_number_is_found_by_its_hash_and_another_number_is_not() -> None:
    zoeker = Zoeker(Naalden({nummermerk(ZOUT, NUMMER.encode()): Spoor(Spoorsoort.NUMMER, 3, None)}, ZOUT))
    assert _vind(zoeker, f"zie {NUMMER}, en C-7KD2M-Q9X4Q".encode()) == [3]
    assert _vind(zoeker, f"https://casus.example/{NUMMER.lower()}".encode()) == [3]
    assert _vind(zoeker, b"zie C-7KD2M-Q9X4Q") == []


def test_nothing_is_found_where_nothing_is() -> None:
    assert _vind(_zoeker(NAALD), TOEVAL.randbytes(3 * BROK)) == []
    assert _vind(_zoeker(), b"") == []
    assert _vind(_zoeker(NAALD), NAALD[:-1] + b"x") == []
