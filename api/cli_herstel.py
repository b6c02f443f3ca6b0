"""``casus herstelcontrole``: was an older database put back, and what was done about it."""

from typing import Annotated

import typer

from api.cli_kader import in_een_zin, instellingen, schrijf, zeg
from infra.beheer import migreer, zorg_voor_sleutels
from infra.database import database
from infra.herstelcontrole import Herstelverslag, controleer_herstel
from infra.kekbronnen import kekbronnen
from infra.logging import stel_logging_in
from infra.omgeving import Omgeving
from infra.settings import Settings

WAS_OUDER = 1


@in_een_zin
def herstelcontrole(
    *,
    zonder_register: Annotated[
        bool,
        typer.Option(
            "--zonder-register",
            help="Begin a new register of destructions, where the old one is truly lost or damaged.",
        ),
    ] = False,
) -> None:
    """Hold the database against what was published and destroyed, and destroy once more what came back.

    The service does the same before it serves. Exit code 1: an older database was put back; what could be made right
    was. Exit code 2: it could not, and the sentence says what to do.
    """
    settings = instellingen()
    stel_logging_in("ERROR")
    verslag = _controleer(settings, zonder_register=zonder_register)
    schrijf(verslag.zin)
    if verslag.bijgeschreven:
        schrijf(f"{verslag.bijgeschreven} destructions were not in the register yet, and are now.")
    if verslag.was_ouder:
        raise typer.Exit(WAS_OUDER)


def _controleer(settings: Settings, *, zonder_register: bool) -> Herstelverslag:
    omgeving, bron = Omgeving(), kekbronnen(settings)
    with database(settings, meld=zeg) as gevonden:
        eigenaar = gevonden.owner_engine()
        try:
            migreer(eigenaar)
            verslag = controleer_herstel(
                eigenaar, bron, settings, omgeving=omgeving, zonder_register=zonder_register
            )
            zorg_voor_sleutels(eigenaar, bron, omgeving=omgeving)
        finally:
            eigenaar.dispose()
    return verslag
