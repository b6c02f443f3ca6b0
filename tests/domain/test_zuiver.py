"""The rules are pure: nothing but the standard library, no clock, no chance, no input or output.

Read from the source, so that it also holds for a line that no test runs.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import domain

MAP = Path(domain.__file__).parent
BESTANDEN = sorted(MAP.rglob("*.py"))

ONZUIVERE_MODULES = {
    "asyncio",
    "http",
    "io",
    "locale",
    "logging",
    "os",
    "pathlib",
    "platform",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
"""Parts of the standard library that read the clock, throw dice, or touch the world outside."""

ONZUIVERE_NAMEN = {
    "__import__",
    "eval",
    "exec",
    "fromtimestamp",
    "getenv",
    "input",
    "now",
    "open",
    "print",
    "today",
    "utcfromtimestamp",
    "utcnow",
    "uuid1",
    "uuid4",
}
"""Functions and methods that do so, wherever they come from."""


@pytest.mark.parametrize("bestand", BESTANDEN, ids=lambda pad: str(pad.relative_to(MAP)))
def test_this_file_of_the_rules_is_pure(bestand: Path) -> None:
    assert list(onzuiver(bestand.read_text(encoding="utf-8"))) == []


def test_there_are_rules_to_read() -> None:
    assert {"melding.py", "decide.py", "tafel.py", "bsn.py"} <= {bestand.name for bestand in BESTANDEN}


@pytest.mark.parametrize(
    "regel",
    [
        "import orjson",
        "from pydantic import BaseModel",
        "import projections.weergave",
        "from api import app",
        "from . import state",
        "import random",
        "import os.path",
        "from time import time",
        "vandaag = date.today()",
        "nu = datetime.now(tz=UTC)",
        "nu = datetime.datetime.utcnow()",
        "from uuid import uuid4",
        "nummer = uuid.uuid4()",
        "nieuw = field(default_factory=uuid4)",
        "tekst = open('casus.txt').read()",
        "print(casus)",
        "def f():\n    import random",
    ],
)
def test_an_impure_line_is_found(regel: str) -> None:
    assert len(list(onzuiver(regel))) >= 1


@pytest.mark.parametrize(
    "regel",
    [
        "from datetime import date, timedelta",
        "from uuid import UUID",
        "from domain.casus.events import Feit",
        "vandaag = bij.vandaag",
        "'''date.today() is never asked here'''",
    ],
)
def test_a_pure_line_is_left_alone(regel: str) -> None:
    assert list(onzuiver(regel)) == []


def onzuiver(bron: str) -> Iterator[str]:
    for knoop in ast.walk(ast.parse(bron)):
        for module in ingevoerd(knoop):
            if module not in (sys.stdlib_module_names | {"domain"}) - ONZUIVERE_MODULES:
                yield f"import {module or '(relative)'}"
        match knoop:
            case ast.Attribute(attr=naam) | ast.Name(id=naam) | ast.alias(name=naam) if (
                naam in ONZUIVERE_NAMEN
            ):
                yield naam


def ingevoerd(knoop: ast.AST) -> list[str]:
    """Name the top-level modules that a statement imports; a relative import has no name."""
    match knoop:
        case ast.Import(names=namen):
            return [alias.name.split(".")[0] for alias in namen]
        case ast.ImportFrom(module=module, level=0):
            return [(module or "").split(".")[0]]
        case ast.ImportFrom():
            return [""]
        case _:
            return []
