"""``casus getuige``: a witness of the logs of others, on a computer of its own, with no database or other settings."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import orjson
import typer

from api.cli_kader import NIET_IN_ORDE, CliFout, in_een_zin, instellingen, schrijf, zeg
from api.getuigedeur import maak_deur, serveer_getuige
from api.luisteren import adres_van, luister_ook_naar_buiten
from infra.logboek.getuigemap import SLEUTEL, GeheugenFout, Getuigemap
from infra.logboek.sleutels import Controlesleutel
from infra.logging import stel_logging_in

T = TypeVar("T")

app = typer.Typer(
    name="getuige",
    help="A witness: cosigns the checkpoints of others when they continue what it saw.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Map = Annotated[
    Path | None,
    typer.Option(
        "--map", metavar="FOLDER", help="Its folder; by default CASUS_GETUIGE, or in the data folder."
    ),
]


@app.command()
@in_een_zin
def sleutel(
    *,
    naam: Annotated[
        str | None, typer.Option(help="Its name for ever: a domain of your own and a path. For a new key.")
    ] = None,
    map_: Map = None,
) -> None:
    """Make the key of this witness where there is none, and print its public key."""
    getuige = _getuige(map_)
    if not (getuige.map / SLEUTEL).exists():
        if naam is None:
            raise CliFout("There is no key yet; name the witness with --naam, such as fg.example.nl/getuige.")
        _op_de_map(getuige, lambda: getuige.maak_sleutel(naam))
        zeg(
            f"The key of {naam} is in {getuige.map / SLEUTEL}; hand the line of it to the logs and who checks."
        )
    publiek = getuige.sleutel().controlesleutel
    if naam not in {None, publiek.naam}:
        raise CliFout(f"The key in {getuige.map} is that of {publiek.naam!r}; another needs another folder.")
    schrijf(publiek.vkey)


@app.command()
@in_een_zin
def log(
    vkey: Annotated[
        str | None,
        typer.Argument(metavar="VKEY", help="The public key of a log; without it they are listed."),
    ] = None,
    *,
    weg: Annotated[bool, typer.Option("--weg", help="Trust this key no longer.")] = False,
    map_: Map = None,
) -> None:
    """Trust a log, or a new key of one. It counts at once, also while the witness serves."""
    getuige = _getuige(map_)
    if vkey is None:
        if weg:
            raise typer.BadParameter("Name the key that is trusted no longer.")
        for publiek in (s for van in getuige.logs().values() for s in van):
            schrijf(publiek.vkey)
    elif weg:
        nieuws = _op_de_map(getuige, lambda: getuige.vertrouw_niet_meer(vkey))
        zeg("It is trusted no longer; what was seen of its log is kept." if nieuws else "It was not trusted.")
    else:
        nieuws = _op_de_map(getuige, lambda: getuige.vertrouw(vkey))
        naam = Controlesleutel.van_vkey(vkey).naam
        zeg(f"This key of {naam} is trusted{'' if nieuws else ' already'}.")


@app.command()
@in_een_zin
def serve(
    *,
    host: Annotated[
        str, typer.Option(help="Address to listen on; a proxy before it does TLS.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8010,
    prefix: Annotated[
        str, typer.Option(help="The path before /add-checkpoint, where the proxy keeps it.")
    ] = "",
    map_: Map = None,
) -> None:
    """Answer logs that ask for a cosignature (C2SP tlog-witness)."""
    stel_logging_in("INFO")
    getuige = _getuige(map_)
    eigen = getuige.sleutel()
    if not getuige.logs():
        zeg("No log is trusted yet; 'casus getuige log VKEY' adds one.")
    voor = prefix.strip("/")
    with luister_ook_naar_buiten(host, port) as luisteraar:
        deur = maak_deur(getuige, eigen, prefix=f"/{voor}" if voor else "")
        zeg(f"Witness {eigen.naam} serves on {adres_van(luisteraar)}.")
        serveer_getuige(deur, luisteraar)


@app.command()
@in_een_zin
def toon(
    *,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    map_: Map = None,
) -> None:
    """Say what it last saw of each log. Exit code 1: a log contradicted itself, or a memory cannot be trusted."""
    getuige = _getuige(map_)
    wie = getuige.sleutel().controlesleutel.vkey  # a folder that is not that of a witness has none
    gezien = [_stand(getuige, oorsprong) for oorsprong in getuige.logs()]
    if json:
        inhoud = {"witness": wie, "logs": gezien}
        schrijf(orjson.dumps(inhoud, option=orjson.OPT_INDENT_2).decode())
    else:
        for regel in (regel for stand in gezien for regel in _regels(stand)):
            schrijf(regel)
    if any(stand["fault"] or stand["contradictions"] for stand in gezien):
        raise typer.Exit(NIET_IN_ORDE)


def _stand(getuige: Getuigemap, oorsprong: str) -> dict[str, object]:
    stand: dict[str, object] = {
        "origin": oorsprong,
        "size": None,
        "root": None,
        "seen": None,
        "fault": None,
        "contradictions": [str(pad) for pad in getuige.tegenspraak(oorsprong)],
    }
    try:
        herinnering = getuige.herinner(oorsprong)
    except GeheugenFout as fout:
        return {**stand, "fault": str(fout)}
    gezien = herinnering.gezien
    if not gezien.notitie:
        return {**stand, "size": 0}
    return {
        **stand,
        "size": gezien.grootte,
        "root": gezien.wortel.hex(),
        "seen": herinnering.op.isoformat(),
    }


def _regels(stand: dict[str, object]) -> list[str]:
    if stand["fault"]:
        regels = [f"{stand['origin']}: NOT OK: {stand['fault']}"]
    elif stand["seen"] is None:
        regels = [f"{stand['origin']}: never asked"]
    else:
        regels = [f"{stand['origin']}: {stand['size']} leaves, root {stand['root']}, at {stand['seen']}"]
    tegenspraak = stand["contradictions"]
    if isinstance(tegenspraak, list) and tegenspraak:
        regels.append("  NOT OK: signed by the log, and no continuation of what was seen before:")
        regels += [f"    {pad}" for pad in tegenspraak]
    return regels


def _getuige(map_: Path | None) -> Getuigemap:
    return Getuigemap(map_ or instellingen().getuigemap, nu=lambda: datetime.now(UTC))


def _op_de_map(getuige: Getuigemap, daad: Callable[[], T]) -> T:
    """Do something with the files of the witness.

    Raises:
        CliFout: one of them cannot be read or written.
    """
    try:
        return daad()
    except OSError as fout:
        raise CliFout(f"The folder {getuige.map} cannot be read or written: {fout.strerror}.") from fout
