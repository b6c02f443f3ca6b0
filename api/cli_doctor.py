"""The command that says whether all is well."""

from typing import Annotated

import typer

from api.bevinding import Bevinding
from api.cli_kader import NIET_IN_ORDE, in_een_zin, instellingen, schrijf, schrijf_json
from api.doctor import onderzoek
from infra.logging import stel_logging_in


@in_een_zin
def doctor(*, json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Say what is configured, reachable and behind. Exit code 1: something is not fine."""
    # What it meets goes to stderr: stdout is for a monitor.
    stel_logging_in("ERROR")
    bevindingen = list(onderzoek(instellingen()))
    gezond = all(bevinding.in_orde for bevinding in bevindingen)
    if json:
        schrijf_json({"healthy": gezond, "checks": [_als_json(bevinding) for bevinding in bevindingen]})
    else:
        for bevinding in bevindingen:
            schrijf(f"{'ok' if bevinding.in_orde else 'NOT OK':<8}{bevinding.naam:<26}{bevinding.uitleg}")
    if not gezond:
        raise typer.Exit(NIET_IN_ORDE)


def _als_json(bevinding: Bevinding) -> dict[str, object]:
    return {"name": bevinding.naam, "ok": bevinding.in_orde, "detail": bevinding.uitleg}
