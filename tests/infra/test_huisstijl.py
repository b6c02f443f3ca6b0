"""The colours of a region: only what can be read is taken."""

import re
from pathlib import Path

import pytest

import api.web
from infra.definitions import DefinitieFout, lees_definities
from infra.huisstijl import INKT, VLAK, WIT, contrast
from tests.infra.testland import TESTLAND, alleen_testland

GOED = {"merk": "#4a2a6b", "merk_donker": "#331b4c", "merk_licht": "#f0eaf6"}
BRON = 'bron = { document = "[0]", paragraaf = "Verzonnen", zekerheid = "keuze" }'


def met_stijl(folder: Path, *stijlen: dict[str, str]) -> Path:
    """The definitions of testland with these styles."""
    eigen = alleen_testland(folder)
    bestand = eigen / TESTLAND
    regels = [", ".join([*(f'{naam} = "{kleur}"' for naam, kleur in een.items()), BRON]) for een in stijlen]
    stijl = f"huisstijl = [{', '.join(f'{{ {regel} }}' for regel in regels)}]"
    tekst = bestand.read_text()
    assert "huisstijl = []" in tekst
    bestand.write_text(tekst.replace("huisstijl = []", stijl))
    return eigen


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0000ff", "#ffffff") == pytest.approx(8.59, abs=0.005)


def test_a_region_may_choose_colours_that_can_be_read(tmp_path: Path) -> None:
    (regio,) = lees_definities(met_stijl(tmp_path, GOED)).regios.values()
    assert [(een.merk, een.merk_donker, een.merk_licht) for een in regio.huisstijl] == [tuple(GOED.values())]


SLECHT = {
    "white text on it cannot be read": (
        {"merk": "#ff8800"},
        "[0].merk: '#ff8800' has a contrast of 2.3",
    ),
    "just too little": ({"merk": "#777777"}, "has a contrast of 4.4 with white"),
    "darker is too light": (
        {"merk_donker": "#9a6fc0"},
        "[0].merk_donker: '#9a6fc0' has a contrast of",
    ),
    "the background is too dark": (
        {"merk_licht": "#5a5a5a"},
        "[0].merk_licht: '#5a5a5a' has a contrast of",
    ),
    "not on the background": ({"merk_licht": "#9c82bd"}, "merk_licht, for a button under the mouse"),
    "no colour": ({"merk": "purple"}, "[0].merk: 'purple' is not a colour such as '#0b4a7a'"),
    "something else in it": ({"merk": "#fff;}a{"}, "is not a colour"),
    "in capitals": ({"merk": "#4A2A6B"}, "is not a colour"),
}


@pytest.mark.parametrize("wat", SLECHT)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, wat: str) -> None:
    anders, zin = SLECHT[wat]
    with pytest.raises(DefinitieFout) as gezegd:
        lees_definities(met_stijl(tmp_path, {**GOED, **anders}))
    assert zin in str(gezegd.value)
    assert f"{TESTLAND}, line " in str(gezegd.value)


def test_a_region_has_one_style_at_most(tmp_path: Path) -> None:
    with pytest.raises(DefinitieFout, match="must hold one huisstijl at most"):
        lees_definities(met_stijl(tmp_path, GOED, {**GOED, "merk": "#331b4c"}))


def test_the_colours_that_a_style_is_held_against_are_those_of_the_pages() -> None:
    tokens = (Path(api.web.__file__).parent / "eigen" / "tokens.css").read_text()
    van = dict(re.findall(r"--casus-([a-z-]+): (#[0-9a-f]{6});", tokens))
    assert (van["papier"], van["op-merk"], van["vlak"], van["inkt"]) == (WIT, WIT, VLAK, INKT)
    # Ours are as readable as we ask of others.
    assert contrast(van["merk"], WIT) > 4.5
    assert contrast(van["merk"], van["merk-licht"]) > 4.5
