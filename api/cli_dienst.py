"""The commands that serve the REST door, and that make its database ready."""

from typing import Annotated

import typer

from api.cli_kader import in_een_zin, instellingen, zeg
from api.luisteren import adres_van
from api.samenstelling import bereid_voor, dienst
from api.serveren import luister_voor, serveer
from infra.beheer import laatste_revisie
from infra.database import database
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving

Host = Annotated[
    str | None, typer.Option(help="Address to listen on; without an issuer one of this computer only.")
]
Poort = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")]


@in_een_zin
def serve(*, host: Host = None, port: Poort = None) -> None:
    """Serve the REST door, and keep the views up to date; to others only with an issuer."""
    settings = instellingen()
    waar = {"host": host or settings.host, "port": settings.port if port is None else port}
    settings = settings.model_copy(update=waar)
    stel_logging_in(settings.lognivo)
    with (
        luister_voor(settings) as luisteraar,
        dienst(settings, meld=zeg) as samen,
    ):
        zeg(f"Casus serves on {adres_van(luisteraar)}.")
        serveer(samen, luisteraar)


@in_een_zin
def migrate() -> None:
    """Bring the database up to date, and make the first keys where there are none."""
    settings = instellingen()
    with database(settings, meld=zeg) as gevonden:
        bereid_voor(settings, gevonden, omgeving=Omgeving(), meld=zeg)
    zeg(f"The schema is at revision {laatste_revisie()}, the newest.")
