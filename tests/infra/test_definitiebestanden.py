"""The files of the definitions together: nothing stands in two of them, and what is missing is named."""

import re
import shutil
from pathlib import Path

import pytest

from infra.definitions import DefinitieFout, lees_definities
from tests.infra.testland import TESTLAND, TESTLAND_TEKST, TESTTAFEL, alleen_testland

PROTOCOL = "privacyprotocol/zvh.toml"


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    return alleen_testland(tmp_path)


# --- more than one file ---


def test_a_region_without_a_table_is_refused(eigen: Path) -> None:
    zonder = TESTLAND_TEKST[: TESTLAND_TEKST.index("[[tafel]]")]
    (eigen / TESTLAND).write_text(f"tafel = []\n{zonder}")
    with pytest.raises(DefinitieFout, match=r"line 1: tafel: must not be empty: a region without a table"):
        lees_definities(eigen)


ELDERS = {'code = "testland"': 'code = "elders"', 'naam = "Testland"': 'naam = "Elders"'}
ANDERE_VRAAG = ELDERS | {"testvraag": "andere-testvraag"}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"testvraag": "andere-testvraag"}, "regio.code: 'testland' is in another file too"),
        (
            {"testvraag": "andere-testvraag", 'code = "testland"': 'code = "elders"'},
            "regio.naam: 'Testland' is in another file too",
        ),
        (ELDERS, "kenmerk[0].code: 'testvraag' is in another file too"),
        (ANDERE_VRAAG, f"tafel[0].id: '{TESTTAFEL}' is in another file too"),
        (ANDERE_VRAAG | {"versie = 1": "versie = 2"}, f"tafel[0].id: '{TESTTAFEL}' is in another file too"),
    ],
    ids=["region", "name of a region", "kenmerk", "table", "next version of a table of another region"],
)
def test_what_belongs_to_one_region_is_not_in_the_file_of_another(
    eigen: Path, anders: dict[str, str], zin: str
) -> None:
    tekst = TESTLAND_TEKST
    for was, wordt in anders.items():
        assert was in tekst, "the example no longer fits the file"
        tekst = tekst.replace(was, wordt)
    (eigen / "regios/zz.toml").write_text(tekst)
    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)
    assert re.match(r"regios/zz\.toml, line \d+: ", str(gevangen.value))
    assert zin in str(gevangen.value)


def test_the_same_version_twice_in_one_file_is_refused(eigen: Path) -> None:
    tafel = TESTLAND_TEKST[TESTLAND_TEKST.index("[[tafel]]") :]
    (eigen / TESTLAND).write_text(f"{TESTLAND_TEKST}\n{tafel}")
    with pytest.raises(DefinitieFout, match=f"tafel\\[1\\]: '{TESTTAFEL}/1' is there twice"):
        lees_definities(eigen)


def test_the_same_version_of_a_protocol_in_two_files_is_refused(eigen: Path) -> None:
    (eigen / PROTOCOL).with_name("zz.toml").write_text((eigen / PROTOCOL).read_text())
    with pytest.raises(DefinitieFout, match=r"zz\.toml, line \d+: regime: zvh/1 is in another file too\."):
        lees_definities(eigen)


# --- what is missing altogether ---


@pytest.mark.parametrize(
    ("weg", "zin"),
    [
        ("bronnen.toml", "bronnen.toml: cannot be read: No such file or directory."),
        ("begrippen.toml", "begrippen.toml: cannot be read: No such file or directory."),
        ("kenmerken.toml", "kenmerken.toml: cannot be read: No such file or directory."),
        ("toestemming.toml", "toestemming.toml: cannot be read: No such file or directory."),
        (TESTLAND, "regios: this folder holds no definition."),
        ("regios", "regios: this folder of definitions is missing."),
        ("privacyprotocol", "privacyprotocol: this folder of definitions is missing."),
    ],
)
def test_what_is_missing_altogether_is_named(eigen: Path, weg: str, zin: str) -> None:
    if (eigen / weg).is_dir():
        shutil.rmtree(eigen / weg)
    else:
        (eigen / weg).unlink()
    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)
    assert str(gevangen.value) == zin


def test_a_folder_without_a_protocol_is_named(eigen: Path) -> None:
    for bestand in (eigen / "privacyprotocol").iterdir():
        bestand.unlink()
    with pytest.raises(DefinitieFout, match=r"privacyprotocol: this folder holds no definition\."):
        lees_definities(eigen)


def test_a_file_that_is_not_utf_8_is_refused(eigen: Path) -> None:
    (eigen / TESTLAND).write_bytes(b"# caf\xe9\n")
    with pytest.raises(DefinitieFout, match=f"{TESTLAND}: is not UTF-8 text"):
        lees_definities(eigen)


@pytest.mark.parametrize(
    ("was", "wordt", "zin"),
    [
        ("tafel = ", "diep = " + "[" * 5_000 + "]" * 5_000 + "\ntafel = ", "is nested too deeply"),
        ("versie = 1", "versie = " + "9" * 5_000, "holds a number that is too long"),
        ('naam = "Testland"', f'naam = "{"T" * 2_001}"', "must be at most 2000 characters"),
        ('code = "testland"', f'code = "{"t" * 65}"', "must be at most 64 characters"),
    ],
    ids=["nested", "number", "text", "code"],
)
def test_what_is_too_much_is_told_in_one_short_sentence(eigen: Path, was: str, wordt: str, zin: str) -> None:
    tekst = TESTLAND_TEKST if was in TESTLAND_TEKST else f"{was}[]\n{TESTLAND_TEKST}"
    (eigen / TESTLAND).write_text(tekst.replace(was, wordt, 1))
    with pytest.raises(DefinitieFout) as gevangen:
        lees_definities(eigen)
    assert zin in str(gevangen.value)
    assert len(str(gevangen.value)) < 300
