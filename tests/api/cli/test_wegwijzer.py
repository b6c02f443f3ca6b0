"""``casus wegwijzer``: the same answer as at the door, in Dutch or as JSON, without a database."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.wegwijzer import SituatieIn, wijs
from infra.definitions import Definities
from tests.api.cli.conftest import Casus
from tests.api.cli.test_cli import een_zin

GEHEIM = "Kwetsbaar-Verzonnen-Geheim"
SITUATIE: dict[str, Any] = {
    "gemeente": "hilversum",
    "leeftijd": 17,
    "vrager": "anders",
    "kenmerken": {"huiselijk-geweld": "ja", "strafrechtcomponent": "ja"},
}


@pytest.fixture
def zonder() -> Casus:
    """The program where no database can be reached."""
    nergens = "postgresql://niemand@127.0.0.1:9/niets"
    return Casus({"CASUS_DATABASE_URL": nergens, "CASUS_MIGRATIE_DATABASE_URL": nergens})


@pytest.fixture
def bestand(tmp_path: Path) -> Path:
    vraag = tmp_path / "situatie.json"
    vraag.write_text(json.dumps(SITUATIE), encoding="utf-8")
    return vraag


def met(bestand: Path, **over: object) -> Path:
    bestand.write_text(json.dumps({**SITUATIE, **over}), encoding="utf-8")
    return bestand


def test_the_json_is_that_of_the_door(zonder: Casus, bestand: Path, definities: Definities) -> None:
    uitvoer = zonder("wegwijzer", bestand, "--json")
    weg = wijs(SituatieIn.model_validate(SITUATIE), definities)
    assert (uitvoer.code, uitvoer.gezegd) == (0, "")
    assert uitvoer.json == weg.model_dump(mode="json", by_alias=True)


def test_a_situation_comes_in_by_stdin_too(zonder: Casus, bestand: Path) -> None:
    van_stdin = CliRunner().invoke(app, ["wegwijzer", "-"], input=json.dumps(SITUATIE))
    assert van_stdin.exit_code == 0
    assert van_stdin.stdout == zonder("wegwijzer", bestand).data


def test_a_person_reads_tables_reasons_questions_and_sources(zonder: Casus, bestand: Path) -> None:
    gezegd = zonder("wegwijzer", bestand).data
    regels = gezegd.splitlines()
    assert regels[0] == "Regio Gooi en Vechtstreek"
    assert "1. Top X-overleg Gooi en Vechtstreek: past" in regels
    assert regels[1].startswith("Vraag dit eerst: Is er nu een crisis")
    vraag = "Is geprobeerd het lokaal op te lossen, en lukt dat niet?"
    assert (
        f"   vraag na: {vraag} (kenmerk lokaal-niet-gelukt) ([3], Inleiding; Toekomstige situatie)" in regels
    )
    assert any(regel.startswith("   niet zelf aanmelden: ") for regel in regels)
    assert any(regel.startswith("   let op: de bronnen spreken elkaar tegen over ") for regel in regels)
    assert regels.index("Passen niet") < regels.index("Geen tafels: in deze overleggen stemmen partners af")
    assert "onze keuze, gekeken in [3]" in gezegd


def test_a_crisis_stands_on_the_first_line(zonder: Casus, bestand: Path) -> None:
    eerste = zonder("wegwijzer", met(bestand, kenmerken={"crisis": "ja"})).data.splitlines()[0]
    assert eerste.startswith("Crisis: ")
    assert "Bel 112 bij direct gevaar." in eerste


def test_another_scenario_names_its_loket(zonder: Casus, bestand: Path) -> None:
    gezegd = zonder("wegwijzer", met(bestand, scenario="scenario-2")).data
    assert "Eén loket: Front office van het Zorg- en Veiligheidshuis." in gezegd


def test_what_has_to_be_done_first_is_told_apart_from_what_to_ask(zonder: Casus, bestand: Path) -> None:
    gezegd = zonder("wegwijzer", met(bestand, kenmerken={"lokaal-niet-gelukt": "nee"})).data
    assert "   doe eerst: De casus is zo veel mogelijk lokaal opgepakt." in gezegd


FOUT: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "De situatie klopt niet: inhoud is geen geldige JSON."),
    "no JSON": (GEHEIM.encode(), "De situatie klopt niet: inhoud is geen geldige JSON."),
    "no UTF-8": (b'{"regio": "\xff"}', "De situatie klopt niet: inhoud is geen geldige JSON."),
    "deep": (b"[" * 200_000, "De situatie klopt niet: inhoud is geen geldige JSON."),
    "no object": (b"[]", "De situatie klopt niet: inhoud moet een object zijn."),
    "no place": (
        b"{}",
        "De situatie klopt niet: inhoud noemt geen regio en geen gemeente; een van de twee is nodig.",
    ),
    "two things wrong": (
        b'{"regio": "westfriesland", "leeftijd": 131, "ketens": []}',
        (
            "De situatie klopt niet: leeftijd mag ten hoogste 130 zijn; "
            "ketens heeft te weinig onderdelen (ten minste 1)."
        ),
    ),
    "unknown field": (
        f'{{"regio": "westfriesland", "naam": "{GEHEIM}"}}'.encode(),
        (
            "De situatie klopt niet: inhoud heeft een veld dat hier niet bestaat. "
            f"Bekend zijn: {', '.join(SituatieIn.model_fields)}."
        ),
    ),
    "unknown region": (
        f'{{"regio": "{GEHEIM}"}}'.encode(),
        (
            "Deze regio is niet bekend. Bekend zijn: gooi-en-vechtstreek, hollands-midden, westfriesland, "
            "zaanstreek-waterland."
        ),
    ),
    "unknown question": (
        f'{{"regio": "westfriesland", "kenmerken": {{"{GEHEIM}": "ja"}}}}'.encode(),
        "Kenmerk nummer 1 is geen vraag van de wegwijzer.",
    ),
    "too big": (b" " * (1024 * 1024 + 1), "The file is larger than 1 MiB."),
}


@pytest.mark.parametrize(("inhoud", "zin"), FOUT.values(), ids=FOUT.keys())
def test_a_bad_file_is_one_sentence_that_repeats_nothing(
    zonder: Casus, tmp_path: Path, inhoud: bytes, zin: str
) -> None:
    (tmp_path / "fout.json").write_bytes(inhoud)
    gezegd = een_zin(zonder("wegwijzer", tmp_path / "fout.json"))
    assert gezegd == f"casus: {zin}"
    assert GEHEIM not in gezegd


def test_a_mark_at_the_begin_of_a_file_does_no_harm(zonder: Casus, bestand: Path) -> None:
    """Some editors write a byte order mark."""
    bestand.write_bytes(b"\xef\xbb\xbf" + bestand.read_bytes())
    assert zonder("wegwijzer", bestand).code == 0


def test_a_file_that_is_not_there_and_a_folder_are_one_sentence(zonder: Casus, tmp_path: Path) -> None:
    assert een_zin(zonder("wegwijzer", tmp_path / "weg.json")) == (
        "casus: The file cannot be read: No such file or directory."
    )
    een_zin(zonder("wegwijzer", tmp_path))
    assert zonder("wegwijzer").code == 2
