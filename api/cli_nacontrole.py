"""``casus vernietiging``: look again, at any later time, whether what was destroyed is gone, also in an old backup."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from pydantic import TypeAdapter

from api.cli_kader import CliFout, in_een_zin, instellingen, schrijf, zeg
from api.nacontrole import bereik_van
from api.samenstelling import bereid_voor
from domain.vernietigingslijst.nacontrole import Controle, Nacontrole, Uitslag
from infra.database import database
from infra.logboek.uitslag import GeenBundel, Onjuist
from infra.logging import stel_logging_in
from infra.nacontrole.later import NietsVernietigd, controleer_later
from infra.nacontrole.reservekopie import schrijf_reservekopie
from infra.omgeving import Omgeving
from infra.verklaring.oudekopie import zoek
from infra.verklaring.verifieer import Gegeven, verifieer

MISLUKT = 1

app = typer.Typer(
    name="vernietiging",
    help="What was destroyed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_TEKEN = {Uitslag.GESLAAGD: "ok", Uitslag.GEDEELTELIJK: "DEELS", Uitslag.MISLUKT: "MIS"}


@app.callback()
def groep() -> None:
    """What was destroyed."""


@app.command("controleer")
@in_een_zin
def controleer_vernietiging(
    nummer: Annotated[str, typer.Argument(metavar="NUMMER", help="Of the proof (V-…) or of the list (L-…).")],
    *,
    reservekopie: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Day of the last backup elsewhere that may still hold what was destroyed.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Look again whether what was destroyed under a number is gone, in Dutch. Exit code 1: something is still there.

    In files nothing can be recognised any more without the traces of then, so this is never more than partial.
    """
    settings, omgeving = instellingen(), Omgeving()
    stel_logging_in("ERROR")
    with database(settings, meld=zeg) as gevonden:
        ring = bereid_voor(settings, gevonden, omgeving=omgeving)
        dag = reservekopie.date() if reservekopie else None
        with bereik_van(
            settings, gevonden, bron=ring.bron, nu=omgeving.nu, laatste_reservekopie=dag
        ) as bereik:
            try:
                nacontrole = controleer_later(bereik, nummer)
            except NietsVernietigd:
                raise CliFout("Nothing was destroyed under this number.") from None
    if json:
        schrijf(orjson.dumps(TypeAdapter(Nacontrole).dump_python(nacontrole, mode="json")).decode())
    else:
        _toon(nacontrole)
    if nacontrole.uitslag is Uitslag.MISLUKT:
        raise typer.Exit(MISLUKT)


@app.command("sleutels")
@in_een_zin
def zoek_sleutels(
    verklaring: Annotated[Path, typer.Argument(metavar="VERKLARING", help="The signed JSON.")],
    dump: Annotated[
        Path,
        typer.Argument(metavar="DUMP", help="An old backup as pg_dump writes it in SQL; '-' reads a pipe."),
    ],
    *,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="The public key of the logboek.")] = None,
) -> None:
    """Look offline which keys of a verklaring still stand, wrapped, in an old backup, in Dutch. Exit code 1: some do.

    The backup is not put back. The verklaring is verified first.
    """
    try:
        inhoud = verifieer(_lees(verklaring), Gegeven(None if key is None else _lees(key))).verklaring
        if str(dump) == "-":
            gevonden = zoek(inhoud, sys.stdin.buffer)
        else:
            with dump.open("rb") as stroom:
                gevonden = zoek(inhoud, stroom)
    except (Onjuist, GeenBundel) as fout:
        raise CliFout(str(fout)) from None
    except OSError as fout:
        raise CliFout(f"Het bestand {dump} kan niet worden gelezen: {fout.strerror}.") from fout
    schrijf("\n".join(gevonden.regels()))
    if gevonden.gevonden:
        raise typer.Exit(MISLUKT)


def _lees(bestand: Path) -> bytes:
    try:
        return bestand.read_bytes()
    except OSError as fout:
        raise CliFout(f"Het bestand {bestand} kan niet worden gelezen: {fout.strerror}.") from fout


@app.command("reservekopie")
@in_een_zin
def leg_reservekopie_vast(
    dag: Annotated[
        datetime, typer.Argument(formats=["%Y-%m-%d"], help="Day of the last backup that was made.")
    ],
) -> None:
    """Write down the day of the last backup, for the next verklaring. To be called by the job that makes backups."""
    if dag.date() > Omgeving().vandaag():
        raise CliFout("That day is in the future.")
    schrijf_reservekopie(instellingen().reservekopie, dag.date())


def _toon(nacontrole: Nacontrole) -> None:
    schrijf(f"Uitslag: {nacontrole.uitslag}")
    for controle in nacontrole.controles:
        schrijf(f"{_TEKEN[controle.uitslag]:<6} {controle.wat}")
        for regel in _regels(controle):
            schrijf(f"       {regel}")
    schrijf("Niet gecontroleerd:")
    for zin in nacontrole.niet_gecontroleerd:
        schrijf(f"- {zin}")


def _regels(controle: Controle) -> list[str]:
    regels = [", ".join(f"{een.wat}: {een.aantal}" for een in controle.aantallen)]
    if controle.waar:
        regels.append("Gevonden in: " + ", ".join(controle.waar))
    return [regel for regel in (*regels, controle.toelichting) if regel]
