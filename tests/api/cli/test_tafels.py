"""``casus tafels``: the tables as a list, and as pages that hold every rule, every source and every choice of ours."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from api import tafelwoorden
from api.regioblad import regioblad
from api.tafelblad import MERK, ONZE_KEUZE, bronnen_in, tafelblad, zet_om
from api.tafelwoorden import euro, jaren, ritme
from domain.tafels import Regio, Tafel, Zekerheid
from infra.definitions import Definities
from tests.api.cli.conftest import WORTEL, Casus
from tests.api.cli.test_cli import een_zin
from tests.verhalen import ZVH


@pytest.fixture
def zonder() -> Casus:
    """The program where no database can be reached."""
    nergens = "postgresql://niemand@127.0.0.1:9/niets"
    return Casus({"CASUS_DATABASE_URL": nergens, "CASUS_MIGRATIE_DATABASE_URL": nergens})


@pytest.fixture(scope="module")
def bladen(definities: Definities) -> dict[str, str]:
    """The page of every table, by its id."""
    regios = {regio.naam: regio for regio in definities.regios.values()}
    return {
        tafel.id: tafelblad(tafel, regio=regios[tafel.regio], definities=definities)
        for tafel in definities.tafels.values()
    }


def teksten(deel: object) -> Iterator[str]:
    """Every text in a definition; words of a closed list of the code are told in words, so not these."""
    if isinstance(deel, str) and not isinstance(deel, StrEnum):
        yield deel
    elif is_dataclass(deel):
        for veld in fields(deel):
            if veld.name not in {"toetst", "alleen_bij"}:
                yield from teksten(getattr(deel, veld.name))
    elif isinstance(deel, tuple):
        for onderdeel in deel:
            yield from teksten(onderdeel)


def ontbrekend(deel: Tafel | Regio, blad: str) -> list[str]:
    gelezen = re.sub(r"\\(.)", r"\1", blad)
    return [tekst for tekst in teksten(deel) if " ".join(tekst.split()) not in gelezen]


def test_help_tells_what_the_two_commands_are_for(zonder: Casus) -> None:
    gezegd = zonder("--help").data
    assert re.search(r"^.? *tafels +List the tables", gezegd, re.MULTILINE)
    assert re.search(r"^.? *wegwijzer +Say which tables fit", gezegd, re.MULTILINE)


# --- the list ---------------------------------------------------------------------------------------------------


def test_the_list_names_every_table_under_its_region(zonder: Casus, definities: Definities) -> None:
    uitvoer = zonder("tafels")
    assert (uitvoer.code, uitvoer.gezegd) == (0, "")
    assert re.findall(r"^  (\S+)", uitvoer.data, re.MULTILINE) == list(definities.tafels)
    assert re.findall(r"^\S.* \((\S+)\)$", uitvoer.data, re.MULTILINE) == list(definities.regios)


def test_the_list_can_be_narrowed(zonder: Casus) -> None:
    assert (
        zonder("tafels", "--regio", "westfriesland").data.splitlines()[0] == "Westfriesland (westfriesland)"
    )
    assert len(zonder("tafels", "--tafel", ZVH).data.splitlines()) == 2


@pytest.mark.parametrize(
    ("opties", "bekend"),
    [
        (("--regio", "elders"), "There is no region 'elders'; known are: gooi-en-vechtstreek, "),
        (("--tafel", "elders"), "There is no table 'elders'; known are: top-x-gooi-en-vechtstreek, "),
        (("--regio", "westfriesland", "--tafel", ZVH), f"There is no table '{ZVH}'; known are: mda-"),
        (("--markdown", "--regio", ""), "There is no region ''; known are: "),
    ],
)
def test_what_is_not_there_hears_what_there_is(zonder: Casus, opties: tuple[str, ...], bekend: str) -> None:
    assert een_zin(zonder("tafels", *opties)).startswith(f"casus: {bekend}")


def test_a_folder_without_pages_is_a_wrong_use(zonder: Casus, tmp_path: Path) -> None:
    assert zonder("tafels", "--uit", tmp_path).code == 2


# --- what stands on a page --------------------------------------------------------------------------------------


def test_every_text_of_every_table_stands_on_its_page(definities: Definities, bladen: dict[str, str]) -> None:
    for tafel in definities.tafels.values():
        assert ontbrekend(tafel, bladen[tafel.id]) == [], tafel.id


def test_every_text_of_every_region_stands_on_its_page(definities: Definities) -> None:
    for regio in definities.regios.values():
        blad = regioblad(regio, definities, verwijs=lambda tafel: tafel.naam)
        assert ontbrekend(regio, blad) == [], regio.code


def test_every_choice_of_ours_is_marked_and_nothing_else(
    definities: Definities, bladen: dict[str, str]
) -> None:
    for tafel in definities.tafels.values():
        keuzes = [bron for bron in bronnen_in(tafel) if bron.zekerheid is Zekerheid.KEUZE]
        # Besides: what the mark means, and each rhythm on a holiday, of which no source speaks.
        ritmes = 1 + len(tafel.overleggen)
        assert bladen[tafel.id].count(ONZE_KEUZE) == len(keuzes) + 1 + ritmes, tafel.id
        assert f"zijn er {len(keuzes)} {ONZE_KEUZE}" in bladen[tafel.id]


def test_every_question_behind_a_rule_stands_on_the_page(
    definities: Definities, bladen: dict[str, str]
) -> None:
    for tafel in definities.tafels.values():
        toetsen = [toets for regel in tafel.criteria for toets in regel.toetst]
        toetsen += [toets for regel in tafel.uitsluitingen for toets in regel.toetst]
        for voorwaarde in tafel.voorwaarden:
            toetsen += [*voorwaarde.toetst, *voorwaarde.alleen_bij]
        for toets in toetsen:
            vraag = zet_om(definities.kenmerken[toets.kenmerk].vraag)
            assert f"{toets.antwoord.value} op ‘{vraag}’" in bladen[tafel.id], tafel.id


def test_every_document_of_a_page_stands_in_its_list_of_sources(
    definities: Definities, bladen: dict[str, str]
) -> None:
    for tafel in definities.tafels.values():
        onderaan = bladen[tafel.id].partition("## Bronnen")[2]
        for document in {bron.document for bron in bronnen_in(tafel)}:
            assert f"- {document} — {zet_om(definities.bronnen[document].titel)}" in onderaan


def test_contradictions_have_a_part_of_their_own(bladen: dict[str, str]) -> None:
    deel = bladen[ZVH].partition("## Waar de bronnen elkaar tegenspreken")[2].partition("\n## ")[0]
    assert deel.count("### Over ") == 5
    assert "- De bron zegt ook: De flyer [2] noemt alleen het aanmeldformulier." in deel


def test_consent_is_a_table_by_age(bladen: dict[str, str]) -> None:
    blad = bladen["ret-zaanstreek-waterland"]
    assert "| leeftijd | wie geeft toestemming | bron |" in blad
    assert (
        "| 12 tot en met 17 jaar | deze persoon zelf én wie het gezag heeft | "
        "[0], Regionaal Expertteam, Aanmeldcriteria |"
    ) in blad
    assert f"| 18 jaar en ouder | deze persoon zelf | {ONZE_KEUZE}, gekeken in: [0], " in blad


def test_the_rhythm_contact_and_costs_are_in_words(bladen: dict[str, str]) -> None:
    assert "- Triage: elke dinsdag — [2], Triage" in bladen[ZVH]
    doorbraak = bladen["doorbraaktafel-westfriesland"]
    assert (
        "Overleg met plaats voor 4 casussen in 120 minuten: om de twee weken op dinsdag, geteld" in doorbraak
    )
    assert "- 2021: € 122,50 per uur voor " in doorbraak
    assert "- zorgenveiligheidshuizawa@zaanstad.nl of 075-6552477; de bron noemt geen uren" in bladen[ZVH]
    assert "- van Bestuurlijk overleg in de regio naar Landelijk overleg (`landelijk`)" in bladen[ZVH]


def test_a_table_row_is_never_broken_by_a_text(bladen: dict[str, str]) -> None:
    for blad in bladen.values():
        rijen = [regel for regel in blad.splitlines() if regel.startswith("|")]
        assert all(len(re.findall(r"(?<!\\)\|", rij)) == 4 for rij in rijen)


# --- the words --------------------------------------------------------------------------------------------------


def test_every_word_of_a_closed_list_can_be_told() -> None:
    lijsten = [lijst for lijst in vars(tafelwoorden).values() if isinstance(lijst, dict)]
    van_soort = {type(woord): lijst for lijst in lijsten for woord in lijst if isinstance(woord, StrEnum)}
    assert len(van_soort) == 11
    for soort, lijst in van_soort.items():
        assert list(soort) == list(lijst), soort


def test_ages_and_amounts_are_written_as_people_do() -> None:
    assert [jaren(0, 130), jaren(18, 130), jaren(0, 12), jaren(12, 18), jaren(16, 17)] == [
        "alle leeftijden",
        "18 jaar en ouder",
        "tot 12 jaar",
        "12 tot en met 17 jaar",
        "16 jaar",
    ]
    assert [euro(12250), euro(5), euro(100)] == ["€ 122,50", "€ 0,05", "€ 1,00"]


def test_a_rhythm_of_more_weeks_says_from_when_it_counts(definities: Definities) -> None:
    overleg = definities.tafels["doorbraaktafel-westfriesland"].overleggen[0].ritme
    assert re.fullmatch(
        r"om de twee weken op dinsdag, geteld vanaf de week van \d+ \w+ \d{4}", ritme(overleg)
    )


@pytest.mark.parametrize(
    ("tekst", "geschreven"),
    [
        ("a|b *c* <d> `e`", r"a\|b \*c\* \<d\> \`e\`"),
        ("# kop", r"\# kop"),
        ("- punt", r"\- punt"),
        ("1. een", r"1\. een"),
        ("[0](x) en [1] (y)", r"[0\](x) en [1] (y)"),
        ("  twee\n\nregels ", "twee regels"),
    ],
)
def test_a_text_cannot_turn_into_markup(tekst: str, geschreven: str) -> None:
    assert zet_om(tekst) == geschreven


# --- writing them -----------------------------------------------------------------------------------------------


def test_pages_go_to_stdout_or_to_a_folder_for_each_region(
    zonder: Casus, tmp_path: Path, definities: Definities, bladen: dict[str, str]
) -> None:
    assert zonder("tafels", "--markdown", "--tafel", ZVH).data == bladen[ZVH]
    assert zonder("tafels", "--markdown").data.count(MERK) == len(definities.tafels) + len(definities.regios)
    assert zonder("tafels", "--markdown", "--uit", tmp_path / "uit").code == 0
    geschreven = {pad.relative_to(tmp_path / "uit").as_posix() for pad in (tmp_path / "uit").rglob("*.md")}
    assert len(geschreven) == len(definities.tafels) + len(definities.regios)
    index = (tmp_path / "uit" / "westfriesland" / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)]+\.md)\)", index):
        assert f"westfriesland/{link}" in geschreven
    assert (tmp_path / "uit" / "zaanstreek-waterland" / f"{ZVH}.md").read_text(encoding="utf-8") == bladen[
        ZVH
    ]


def test_writing_again_gives_the_same_and_takes_the_place_of_nothing_else(
    zonder: Casus, tmp_path: Path, bladen: dict[str, str]
) -> None:
    opdracht = ("tafels", "--markdown", "--tafel", ZVH, "--uit", tmp_path)
    blad = tmp_path / "zaanstreek-waterland" / f"{ZVH}.md"
    for _ in range(2):
        assert zonder(*opdracht).code == 0
        assert blad.read_text(encoding="utf-8") == bladen[ZVH]
    blad.write_text("Eigen aantekeningen", encoding="utf-8")
    assert "stays as it is" in een_zin(zonder(*opdracht))
    assert blad.read_text(encoding="utf-8") == "Eigen aantekeningen"


def test_a_folder_that_is_a_file_is_one_sentence(zonder: Casus, tmp_path: Path) -> None:
    (tmp_path / "bezet").write_text("", encoding="utf-8")
    gezegd = een_zin(zonder("tafels", "--markdown", "--uit", tmp_path / "bezet"))
    assert "cannot be written" in gezegd


# --- definitions that are broken --------------------------------------------------------------------------------


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    """Set up the program with definitions of its own, to break something in them."""
    shutil.copytree(WORTEL / "infra", tmp_path / "infra", ignore=shutil.ignore_patterns("__pycache__"))
    for deel in ("api", "domain", "projections"):
        (tmp_path / deel).symlink_to(WORTEL / deel)
    return tmp_path


def casus_in(map_: Path, *argumenten: str) -> subprocess.CompletedProcess[str]:
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("CASUS_")}
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *argumenten],
        cwd=map_,
        env=omgeving | {"CASUS_DATA": str(map_ / "data")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_broken_region_file_is_one_sentence_with_file_line_field_and_reason(eigen: Path) -> None:
    bestand = eigen / "infra" / "definities" / "regios" / "westfriesland.toml"
    regels = bestand.read_text(encoding="utf-8").splitlines()
    nummer = next(nummer for nummer, regel in enumerate(regels, start=1) if regel.startswith("versie = "))
    regels[nummer - 1] = 'versie = "een"'
    bestand.write_text("\n".join(regels), encoding="utf-8")
    zin = f"regios/westfriesland.toml, line {nummer}: tafel[0].versie: must be a whole number, not text."
    gekeken = casus_in(eigen, "doctor")
    assert gekeken.returncode == 1
    assert f"NOT OK  definitions               {zin}" in gekeken.stdout.splitlines()
    for opdracht in (
        ("tafels",),
        ("serve", "--port", "0"),
        ("token", "--rol", "melder", "--organisatie", "a"),
    ):
        gestart = casus_in(eigen, *opdracht)
        assert (gestart.returncode, gestart.stdout, gestart.stderr) == (2, "", f"casus: {zin}\n")
    assert not (eigen / "data" / "postgres").exists()
