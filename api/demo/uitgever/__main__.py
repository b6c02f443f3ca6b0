"""``python -m api.demo.uitgever``: the demo's provider in a process of its own, on this computer."""

from pathlib import Path
from typing import Annotated

import typer

from api.demo.uitgever.draaien import maak_server
from api.luisteren import ServeerFout, adres_van, luister
from api.sleutelbestand import lees_ec_sleutel
from api.tokens import lees_sleutel
from infra.definitions import lees_definities
from infra.omgeving import Omgeving
from infra.settings import Settings


def draai(
    dienst: Annotated[str, typer.Option(help="Address of the service, such as http://127.0.0.1:8000.")],
    data: Annotated[Path, typer.Option(help="Folder with the keys of the demo.")],
    host: str = "127.0.0.1",
    port: int = 0,
) -> None:
    """Serve until a signal to stop; the address is printed."""
    settings = Settings(data=data)
    try:
        luisteraar = luister(host, port)
    except ServeerFout as fout:
        typer.echo(f"{fout}", err=True)
        raise typer.Exit(2) from None
    server = maak_server(
        luisteraar,
        dienst=dienst,
        clientsleutel=lees_ec_sleutel(settings.oidc_sleutel, wat="client key"),
        sleutel=lees_sleutel(settings.tokensleutel),
        tafels=lees_definities().tafels,
        omgeving=Omgeving(),
    )
    typer.echo(adres_van(luisteraar))
    server.run(sockets=[luisteraar])


if __name__ == "__main__":
    typer.run(draai)
