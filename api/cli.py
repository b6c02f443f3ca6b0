"""The command line ``casus``. Data go to stdout, everything else to stderr; exit code 2 means it could not be done."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import orjson
import typer
from pydantic import TypeAdapter, ValidationError

import api.cli_berichten
import api.cli_demo
import api.cli_export
import api.cli_getuige
import api.cli_kek
import api.cli_lijst
import api.cli_nacontrole
import api.cli_protocol
import api.cli_weergave
from api.aanmelding import Code
from api.app import beschrijving
from api.bevinding import Bevinding
from api.cli_exports import exports
from api.cli_herstel import herstelcontrole
from api.cli_import import importeer_bestand
from api.cli_inzagen import inzagen
from api.cli_kader import CliFout, in_een_zin, instellingen, schrijf, zeg
from api.cli_logboek import logboek, sleutels
from api.cli_tafels import toon_bladen, toon_tafels, toon_weg, vraag_de_weg
from api.cli_verify import Erbij, controleer
from api.cli_verklaring import verklaring
from api.doctor import onderzoek
from api.importregels import importschema
from api.samenstelling import bereid_voor, dienst
from api.serveren import adres_van, luister, serveer
from api.tokens import LANGSTE_DUUR, lees_sleutel, maak_token
from domain.rollen import Medewerker, Rol
from infra.beheer import laatste_revisie
from infra.database import database
from infra.definitions import lees_definities
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving

NIET_IN_ORDE = 1

app = typer.Typer(
    name="casus",
    help="Casus: the life of a case at the tables where care and safety meet.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
api.cli_export.app.command("verklaring")(verklaring)
app.add_typer(api.cli_export.app, name="export")

Host = Annotated[str | None, typer.Option(help="Address to listen on; one of this computer only.")]
Poort = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")]


@app.command()
@in_een_zin
def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="Fill, print what there is as JSON, and end.")] = False,
    seed: Annotated[int | None, typer.Option(min=1, help="Another seed gives another year.")] = None,
    casussen: Annotated[int | None, typer.Option(min=1, max=5000, help="How many cases to invent.")] = None,
    port: Poort = None,
) -> None:
    """Serve a database with an invented year in it, made at the first start."""
    settings = instellingen()
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    stel_logging_in("WARNING")
    api.cli_demo.demo(settings, eenmalig=once, seed=seed, casussen=casussen)


@app.command()
@in_een_zin
def serve(*, host: Host = None, port: Poort = None) -> None:
    """Serve the REST door on this computer, and keep the views up to date."""
    settings = instellingen()
    stel_logging_in(settings.lognivo)
    with (
        luister(host or settings.host, settings.port if port is None else port) as luisteraar,
        dienst(settings, meld=zeg) as samen,
    ):
        zeg(f"Casus serves on {adres_van(luisteraar)}.")
        serveer(samen, luisteraar)


@app.command()
@in_een_zin
def migrate() -> None:
    """Bring the database up to date, and make the first keys where there are none."""
    settings = instellingen()
    with database(settings, meld=zeg) as gevonden:
        bereid_voor(settings, gevonden, omgeving=Omgeving(), meld=zeg)
    zeg(f"The schema is at revision {laatste_revisie()}, the newest.")


@app.command("import")
@in_een_zin
def import_(
    bestand: Annotated[
        Path | None, typer.Argument(metavar="FILE.jsonl", help="One aanmelding a line.")
    ] = None,
    *,
    report: Annotated[Path | None, typer.Option(help="Write what became of each line to this file.")] = None,
    organisatie: Annotated[str, typer.Option(help="In the name of which organisation.")] = "zvh",
    medewerker: Annotated[
        str, typer.Option(metavar="ID", help="Pseudonymous id of who reads the file in.")
    ] = "import",
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of a line, and end.")
    ] = False,
) -> None:
    """Bring aanmeldingen in from a file; the same file again adds nothing. Exit code 1: some lines were refused."""
    if schema:
        schrijf(_als_tekst(importschema()))
        return
    if bestand is None:
        raise typer.BadParameter("Name a file, or ask for the --schema.")
    stel_logging_in("WARNING")
    volledig = importeer_bestand(
        bestand,
        verslag=report,
        organisatie=_code(organisatie, "--organisatie"),
        medewerker=_code(medewerker, "--medewerker"),
    )
    if not volledig:
        raise typer.Exit(NIET_IN_ORDE)


@app.command()
@in_een_zin
def tafels(
    *,
    regio: Annotated[str | None, typer.Option(metavar="CODE", help="Of one region only.")] = None,
    tafel: Annotated[str | None, typer.Option(metavar="ID", help="One table only.")] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Every rule with its source, as pages to read.")
    ] = False,
    uit: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the pages there, a folder for each region.")
    ] = None,
) -> None:
    """List the tables, or write them out in Dutch with --markdown."""
    if uit is not None and not markdown:
        raise typer.BadParameter("A folder is for the pages of --markdown.")
    if markdown:
        toon_bladen(regio=regio, tafel=tafel, uit=uit)
    else:
        toon_tafels(regio=regio, tafel=tafel)


@app.command()
@in_een_zin
def wegwijzer(
    bestand: Annotated[Path, typer.Argument(metavar="FILE.json", help="The situation; - reads stdin.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as the REST door gives it.")] = False,
) -> None:
    """Say which tables fit a situation, why, and what is still to be asked or done. Nothing is kept of it."""
    weg = vraag_de_weg(bestand)
    if json:
        schrijf(_als_tekst(weg.model_dump(mode="json", by_alias=True)))
    else:
        toon_weg(weg)


@app.command()
@in_een_zin
def verify(
    bundel: Annotated[
        Path, typer.Argument(metavar="FILE", help="A bundle or a verklaring that 'casus export' wrote.")
    ],
    *,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The public key of the log; by default the bundle's own."),
    ] = None,
    tegen: Annotated[
        Path | None,
        typer.Option(metavar="CHECKPOINT", help="An older checkpoint that must be its beginning."),
    ] = None,
    beleid: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Which witnesses must have cosigned (C2SP tlog-policy)."),
    ] = None,
    nummer: Annotated[
        str | None,
        typer.Option(
            metavar="NUMMER", help="Of a verklaring: whether this old number is among what it is about."
        ),
    ] = None,
    strook: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The bewijsstrook that goes with the number.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Verify a bundle or a verklaring offline. Exit code 1: something is wrong, and what is said; 2: it is neither.

    A verklaring that is right may tell that a destruction failed; then the first line says so.
    """
    if not controleer(bundel, Erbij(key, tegen, beleid, nummer, strook), json=json):
        raise typer.Exit(NIET_IN_ORDE)


@app.command()
@in_een_zin
def openapi() -> None:
    """Print the OpenAPI description of the REST door."""
    stel_logging_in("ERROR")
    schrijf(_als_tekst(beschrijving()))


@app.command()
@in_een_zin
def token(
    *,
    rol: Annotated[str, typer.Option(metavar="ROL", help=f"The role taken now: {', '.join(Rol)}.")],
    organisatie: Annotated[str, typer.Option(help="For which organisation.")],
    medewerker: Annotated[
        str | None, typer.Option(help="Pseudonymous id; by default that of the demo.")
    ] = None,
    tafel: Annotated[list[str] | None, typer.Option(help="For which tables; by default all.")] = None,
    minuten: Annotated[
        int, typer.Option(min=1, max=LANGSTE_DUUR // timedelta(minutes=1), help="How long it counts.")
    ] = 60,
) -> None:
    """Print a token of the demo, which counts on this computer only."""
    settings = instellingen()
    rol_nu = _rol(rol)
    bekend = lees_definities().tafels
    onbekend = [naam for naam in tafel or () if naam not in bekend]
    if onbekend:
        raise CliFout(f"There is no table {onbekend[0]!r}; known are: {', '.join(sorted(bekend))}.")
    wie = Medewerker(
        _code(medewerker or f"demo-{rol}", "--medewerker"), rol_nu, _code(organisatie, "--organisatie")
    )
    schrijf(
        maak_token(
            wie,
            tafel or sorted(bekend),
            sleutel=lees_sleutel(settings.tokensleutel),
            omgeving=Omgeving(),
            duur=timedelta(minutes=minuten),
        )
    )


@app.command()
@in_een_zin
def doctor(*, json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Say what is configured, reachable and behind. Exit code 1: something is not fine."""
    bevindingen = list(onderzoek(instellingen()))
    gezond = all(bevinding.in_orde for bevinding in bevindingen)
    if json:
        schrijf(
            _als_tekst({"healthy": gezond, "checks": [_als_json(bevinding) for bevinding in bevindingen]})
        )
    else:
        for bevinding in bevindingen:
            schrijf(f"{'ok' if bevinding.in_orde else 'NOT OK':<8}{bevinding.naam:<26}{bevinding.uitleg}")
    if not gezond:
        raise typer.Exit(NIET_IN_ORDE)


app.command()(in_een_zin(sleutels))
app.command()(inzagen)
app.command()(exports)
app.add_typer(logboek)
app.command()(herstelcontrole)
app.add_typer(api.cli_kek.app)
app.add_typer(api.cli_lijst.app)
app.add_typer(api.cli_nacontrole.app)
app.add_typer(api.cli_getuige.app)
app.add_typer(api.cli_protocol.app)
app.command()(api.cli_weergave.rebuild)
app.add_typer(api.cli_weergave.app)
app.add_typer(api.cli_berichten.app)


def _als_json(bevinding: Bevinding) -> dict[str, object]:
    return {"name": bevinding.naam, "ok": bevinding.in_orde, "detail": bevinding.uitleg}


def _als_tekst(inhoud: object) -> str:
    return orjson.dumps(inhoud, option=orjson.OPT_INDENT_2).decode()


def _rol(waarde: str) -> Rol:
    """Take a role. Typer's own message for a word of a closed list begins with a term of Pydantic's.

    Raises:
        CliFout: there is no such role.
    """
    if waarde not in set(Rol):
        raise CliFout(f"There is no such role; known are: {', '.join(Rol)}.")
    return Rol(waarde)


def _code(waarde: str, optie: str) -> str:
    """Take a code or pseudonymous id.

    Raises:
        CliFout: it is not one.
    """
    try:
        return TypeAdapter(Code).validate_python(waarde)
    except ValidationError:
        raise CliFout(f"{optie} takes letters, digits, dots and hyphens, at most 64.") from None


if __name__ == "__main__":
    app()
