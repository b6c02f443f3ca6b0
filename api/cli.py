"""The command line ``casus``. Data go to stdout, everything else to stderr; exit code 2 means it could not be done.

A command is looked up here by its name and only then imported: who verifies a bundle does not wait for a web server.
"""

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from api.geheugen import zoek_zelden


class Plek(NamedTuple):
    """Where a command stands, and what it does: how its own help begins."""

    module: str
    naam: str
    wat: str


OPDRACHTEN = {
    "demo": Plek(
        "api.cli_demo", "demo", "Serve a database with an invented year in it, made at the first start."
    ),
    "serve": Plek(
        "api.cli_dienst",
        "serve",
        "Serve the REST door, and keep the views up to date; to others only with an issuer.",
    ),
    "migrate": Plek(
        "api.cli_dienst",
        "migrate",
        "Bring the database up to date, and make the first keys where there are none.",
    ),
    "import": Plek(
        "api.cli_import",
        "import_",
        "Bring aanmeldingen in from a file; the same file again adds nothing. Exit code 1: some lines were refused.",
    ),
    "tafels": Plek(
        "api.cli_tafels", "tafels", "List the tables, or write them out in Dutch with --markdown."
    ),
    "wegwijzer": Plek(
        "api.cli_tafels",
        "wegwijzer",
        "Say which tables fit a situation, why, and what is still to be asked or done. Nothing is kept of it.",
    ),
    "verify": Plek(
        "api.cli_verify",
        "verify",
        "Verify a bundle or a verklaring offline. Exit code 1: something is wrong, and what is said; 2: it is neither.",
    ),
    "openapi": Plek("api.cli_openapi", "openapi", "Print the OpenAPI description of the REST door."),
    "token": Plek("api.cli_token", "token", "Print a token of the demo, which counts on this computer only."),
    "doctor": Plek(
        "api.cli_doctor",
        "doctor",
        "Say what is configured, reachable and behind. Exit code 1: something is not fine.",
    ),
    "sleutels": Plek(
        "api.cli_logboek",
        "sleutels",
        "Make the key that signs the logboek where there is none, and print its public key.",
    ),
    "inzagen": Plek(
        "api.cli_inzagen",
        "inzagen",
        "Write out in Dutch who looked at a casus, for somebody whom it is about. That this was asked is kept too.",
    ),
    "exports": Plek(
        "api.cli_exports",
        "exports",
        "List the files that left the service: number, kind, table, made on, last day, and how it stands with it.",
    ),
    "export": Plek("api.cli_export", "app", "Write a bundle that anybody can verify with 'casus verify'."),
    "logboek": Plek("api.cli_logboek", "logboek", "The proof that history was not changed."),
    "herstelcontrole": Plek(
        "api.cli_herstel",
        "herstelcontrole",
        "Hold the database against what was published and destroyed, and destroy once more what came back.",
    ),
    "kek": Plek("api.cli_kek", "app", "The key-encryption key, which all data keys are wrapped with."),
    "lijst": Plek("api.cli_lijst", "app", "The vernietigingslijsten: what is destroyed together."),
    "vernietiging": Plek("api.cli_nacontrole", "app", "What was destroyed."),
    "getuige": Plek(
        "api.cli_getuige",
        "app",
        "A witness: cosigns the checkpoints of others when they continue what it saw.",
    ),
    "protocol": Plek(
        "api.cli_protocol", "app", "The privacyprotocols: how long data may be kept, in versions."
    ),
    "rebuild": Plek(
        "api.cli_weergave",
        "rebuild",
        "Make views anew from all facts, beside those in use, which answer until the new ones take their place.",
    ),
    "weergave": Plek(
        "api.cli_weergave",
        "app",
        "The views: how far each is, and what to do about one that stopped on a fact.",
    ),
    "berichten": Plek(
        "api.cli_berichten",
        "app",
        "Messages to partners and staff: how it stands, and what to do about those that did not arrive.",
    ),
    "rechten": Plek(
        "api.cli_rechten",
        "rechten",
        "Print who may do what, as it is in force: a line for each right, or a sheet to read.",
    ),
    "toekenning": Plek(
        "api.cli_rechten", "app", "Who was granted what: give, end, list, and look at it again."
    ),
}
"""Of each command the function, or the group of commands."""


class Opdrachten(TyperGroup):
    """The commands by name; each is imported when it is given."""

    def __init__(self, **kenmerken: Any) -> None:  # noqa: ANN401 Typer gives what it reads off its own settings
        super().__init__(**kenmerken)
        for naam, plek in OPDRACHTEN.items():
            self.commands[naam] = TyperCommand(name=naam, help=plek.wat, callback=None)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401 Typer's own context
        """Take the command itself in place of what stands for it in the list."""
        naam, opdracht, rest = super().resolve_command(ctx, args)
        return naam, opdracht_van(naam) if naam is not None else opdracht, rest


def opdracht_van(naam: str) -> Any:  # noqa: ANN401 a command as Typer runs it
    """Import a command."""
    zoek_zelden()
    plek = OPDRACHTEN[naam]
    gevonden = getattr(import_module(plek.module), plek.naam)
    if not isinstance(gevonden, typer.Typer):
        enkel = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        enkel.command(naam)(gevonden)
        gevonden = enkel
    return get_command(gevonden)


app = typer.Typer(
    name="casus",
    cls=Opdrachten,
    help="Casus: the life of a case at the tables where care and safety meet.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def casus() -> None:
    """Casus: the life of a case at the tables where care and safety meet."""


if __name__ == "__main__":
    app()
