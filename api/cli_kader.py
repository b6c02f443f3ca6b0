"""What all commands have in common: sentences instead of stack traces, progress on stderr, and a clean stop."""

import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import ParamSpec

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

from infra.leesbaar import LeesbareFout
from infra.settings import Settings

P = ParamSpec("P")

NIET_IN_ORDE = 1
MISLUKT = 2
AFGEBROKEN = 130


class CliFout(LeesbareFout):
    """What keeps a command from doing its work; one sentence for the operator."""


def in_een_zin(opdracht: Callable[P, None]) -> Callable[P, None]:
    """Let a command end in a sentence and an exit code, never in a stack trace."""

    @wraps(opdracht)
    def voer_uit(*args: P.args, **kwargs: P.kwargs) -> None:
        eerder = signal.signal(signal.SIGTERM, _als_onderbreking)
        try:
            opdracht(*args, **kwargs)
        except KeyboardInterrupt:
            zeg("Interrupted. What was done is kept; give the same command again to go on.")
            raise typer.Exit(AFGEBROKEN) from None
        except (typer.Exit, typer.BadParameter, BrokenPipeError):
            raise
        except Exception as fout:  # noqa: BLE001 whatever it is, the operator gets one sentence
            zeg(f"casus: {zin_voor(fout)}")
            raise typer.Exit(MISLUKT) from None
        finally:
            signal.signal(signal.SIGTERM, eerder)

    return voer_uit


def _als_onderbreking(_nummer: int, _frame: FrameType | None) -> None:
    """Let SIGTERM end a command as Ctrl-C does, so that the embedded server is stopped."""
    raise KeyboardInterrupt


def zin_voor(fout: Exception) -> str:
    """Say what went wrong; what was not written for the operator is named by kind and place, without its text."""
    if isinstance(fout, LeesbareFout):
        return str(fout)
    # Only here, for a command that needs no database should not wait for the libraries that reach one.
    from infra.optekenen import TeDruk  # noqa: PLC0415 the comment above says why
    from infra.runner import DATABASE_WEG  # noqa: PLC0415 the same

    if isinstance(fout, DATABASE_WEG):
        # Their text may name the account; it stays out.
        return "The database cannot be reached; see that it runs, and what CASUS_DATABASE_URL says."
    if isinstance(fout, TeDruk):
        return "Others kept writing at the same moment; give the same command again to go on."
    laatste = traceback.extract_tb(fout.__traceback__)[-1]
    return f"An unexpected {type(fout).__name__} arose at {Path(laatste.filename).name}:{laatste.lineno}."


def instellingen() -> Settings:
    """Read the settings.

    Raises:
        CliFout: a variable cannot be used.
    """
    try:
        return Settings()
    except ValidationError as fout:
        eerste = fout.errors(include_input=False, include_url=False)[0]
        naam = "_".join(str(deel) for deel in eerste["loc"]).upper()
        raise CliFout(f"CASUS_{naam} cannot be used: {eerste['msg']}.") from None


# --- on stderr --------------------------------------------------------------------------------------------------


def zeg(zin: str) -> None:
    """Say something to whoever sits at the keyboard; stdout is for data."""
    typer.echo(zin, err=True)


@contextmanager
def balk(wat: str, *, totaal: float | None, kolommen: tuple[ProgressColumn, ...] = ()) -> "Iterator[Balk]":
    """Show how far it is, where somebody is looking."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        *kolommen,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as voortgang:
        taak = voortgang.add_task(wat, total=totaal)
        yield Balk(voortgang, taak)


class Balk:
    """A progress bar."""

    def __init__(self, voortgang: Progress, taak: object) -> None:
        self._voortgang = voortgang
        self._taak = taak

    def verder(self, stap: float) -> None:
        """Move on so much."""
        self._voortgang.advance(self._taak, stap)  # type: ignore[arg-type]

    def op(self, gedaan: float, *, totaal: float) -> None:
        """Stand at so much."""
        self._voortgang.update(self._taak, completed=gedaan, total=totaal)  # type: ignore[arg-type]


def schrijf(data: str) -> None:
    """Write data on stdout, with a line end."""
    sys.stdout.write(f"{data}\n")
    sys.stdout.flush()


def schrijf_json(inhoud: object) -> None:
    """Write data on stdout as indented JSON."""
    schrijf(orjson.dumps(inhoud, option=orjson.OPT_INDENT_2).decode())
