"""The list of commands: each is imported when it is given, and not before."""

import subprocess
import sys

import pytest

from api.cli import OPDRACHTEN
from tests.api.cli.conftest import WORTEL, Casus


@pytest.mark.parametrize("naam", OPDRACHTEN)
def test_the_list_says_of_a_command_what_its_own_help_begins_with(casus: Casus, naam: str) -> None:
    hulp = casus(naam, "--help")

    assert hulp.code == 0
    gezegd = " ".join(hulp.data.replace("│", " ").split())
    assert OPDRACHTEN[naam].wat.rstrip(".") in gezegd


@pytest.mark.parametrize(("naam", "nodig"), [("", []), ("verify", []), ("getuige", ["uvicorn"])])
def test_who_verifies_or_witnesses_waits_for_nothing_of_the_service(naam: str, nodig: list[str]) -> None:
    programma = (
        "import sys, api.cli\n"
        f"if {naam!r}: api.cli.opdracht_van({naam!r})\n"
        "print(sorted({'sqlalchemy', 'psycopg', 'fastapi', 'eventsourcing', 'uvicorn'} & set(sys.modules)))"
    )

    klaar = subprocess.run(
        [sys.executable, "-c", programma], cwd=WORTEL, capture_output=True, text=True, check=True
    )

    assert klaar.stdout == f"{nodig}\n"


def test_a_slip_of_the_pen_gets_the_command_that_is_like_it(casus: Casus) -> None:
    uit = casus("dokter")

    assert uit.code == 2
    assert "doctor" in uit.gezegd
